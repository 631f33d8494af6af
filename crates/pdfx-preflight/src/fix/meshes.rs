//! Meshes whose corners have colours of their own (ISO 32000-1, 8.7.4.5.5 to 8): the colours become
//! inks, where the corners are stays as it is bit by bit.

use lopdf::{Dictionary, Document, Stream};

use super::boxes::array;
use super::colors::Way;
use crate::bits::{Writer, take};
use crate::pdf::{integer, set_content};
use crate::reading::{decode, entry, numbers};

/// The most that is read of a mesh, bytes.
const DATA: usize = 64 << 20;
/// The bits of each ink.
const BITS: usize = 16;

/// The kind of a mesh, 4 to 7; `None` if it is none, or one whose colours come from a function.
pub fn kind(own: &Dictionary) -> Option<i64> {
    let kind = integer(own, b"ShadingType").filter(|own| (4..=7).contains(own));
    kind.filter(|_| !own.has(b"Function"))
}

/// A mesh whose colours are inks; `None` if it cannot be read.
pub fn inked(
    document: &Document,
    stream: &Stream,
    kind: i64,
    components: usize,
    way: &Way,
) -> Option<Stream> {
    let own = &stream.dict;
    let width = |key: &[u8]| {
        let bits = integer(own, key).and_then(|bits| usize::try_from(bits).ok())?;
        (1..=32).contains(&bits).then_some(bits)
    };
    let ranges = numbers(document, own.get(b"Decode").ok()?)?;
    let colors = ranges.get(4..4 + 2 * components)?;
    let colors: Vec<[f64; 2]> = colors.as_chunks::<2>().0.to_vec();
    let mut mesh = Mesh {
        data: decode(stream, DATA).ok()?,
        at: 0,
        flag: if kind == 5 { 0 } else { width(b"BitsPerFlag")? },
        place: width(b"BitsPerCoordinate")?,
        part: width(b"BitsPerComponent")?,
        colors,
        way,
        out: Writer::default(),
    };
    while mesh.step(kind).is_some() {}
    let mut out = Stream::new(own.clone(), Vec::new());
    out.dict.set("ColorSpace", "DeviceCMYK");
    out.dict.set("BitsPerComponent", BITS as i64);
    out.dict.set("Decode", array([&ranges[..4], &[0.0, 1.0].repeat(4)].concat()));
    if let Some(back) = numbers(document, entry(document, own, b"Background")) {
        out.dict.set("Background", array(way.inks(&back)));
    }
    set_content(&mut out, mesh.out.finish());
    Some(out)
}

struct Mesh<'a> {
    data: Vec<u8>,
    /// The bit that is read next.
    at: usize,
    /// How many bits a flag, a coordinate and a component have.
    flag: usize,
    place: usize,
    part: usize,
    /// From where to where each component goes.
    colors: Vec<[f64; 2]>,
    way: &'a Way,
    out: Writer,
}

impl Mesh<'_> {
    /// Rewrites a corner or a patch; `None` at the end.
    fn step(&mut self, kind: i64) -> Option<()> {
        let start = self.at;
        let flag = take(&self.data, &mut self.at, self.flag)? & 3;
        let (points, colors) = match (kind, flag) {
            (4 | 5, _) => (1, 1),
            (6, 0) => (12, 4),
            (6, _) => (8, 2),
            (_, 0) => (16, 4),
            _ => (12, 2),
        };
        let long = self.flag + points * 2 * self.place + colors * self.colors.len() * self.part;
        if start + long > self.data.len() * 8 {
            return None;
        }
        self.out.put(flag, self.flag);
        for _ in 0..2 * points {
            let place = take(&self.data, &mut self.at, self.place)?;
            self.out.put(place, self.place);
        }
        for _ in 0..colors {
            self.color()?;
        }
        self.at = self.at.next_multiple_of(8);
        self.out.align();
        Some(())
    }

    fn color(&mut self) -> Option<()> {
        let most = ((1_u64 << self.part) - 1) as f64;
        let mut parts = Vec::with_capacity(self.colors.len());
        for [low, high] in &self.colors {
            let share = f64::from(take(&self.data, &mut self.at, self.part)?) / most;
            parts.push(low + share * (high - low));
        }
        let most = f64::from((1_u32 << BITS) - 1);
        for ink in self.way.inks(&parts) {
            self.out.put((ink.clamp(0.0, 1.0) * most).round() as u32, BITS);
        }
        Some(())
    }
}
