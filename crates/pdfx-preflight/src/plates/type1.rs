//! The outlines of Type 1 font programs (Adobe Type 1 Font Format, chapters 6 to 8).

use std::collections::BTreeMap;

use kurbo::{BezPath, Point};

use crate::walk::glyphs::names::{Base, Encoding};
use crate::walk::glyphs::{LATIN, program};

/// How deep subroutines may call one another.
const DEPTH: usize = 12;
/// The most steps of one outline.
const STEPS: usize = 50_000;
/// The most outlines and subroutines of a program.
const PARTS: usize = 16_384;

/// A Type 1 font program.
pub struct Type1 {
    outlines: BTreeMap<String, Vec<u8>>,
    subroutines: Vec<Vec<u8>>,
    /// The names of its own encoding.
    own: BTreeMap<u8, String>,
    /// From its units to the em.
    scale: f64,
}

impl Type1 {
    /// Reads a program.
    pub fn read(data: &[u8]) -> Option<Self> {
        let data = unpacked(data);
        let at = find(&data, b"eexec")? + 5;
        let (clear, coded) = data.split_at(at);
        let private = program::decrypted(coded);
        let skip = after(&private, b"/lenIV").and_then(|at| whole(&private[at..]));
        let skip = skip.map_or(4, |skip| skip.clamp(-1, 64));
        let own = program::Named::of_type1(&data, |code| LATIN.name(Base::Standard, code));
        let scale = after(clear, b"/FontMatrix").and_then(|at| {
            let text = clear.get(at..)?.iter().skip_while(|&&byte| byte != b'[').skip(1);
            let word: Vec<u8> = text
                .copied()
                .skip_while(u8::is_ascii_whitespace)
                .take_while(|byte| !byte.is_ascii_whitespace() && *byte != b']')
                .take(24)
                .collect();
            std::str::from_utf8(&word).ok()?.parse::<f64>().ok()
        });
        let start = find(&private, b"/CharStrings")?;
        let (head, tail) = private.split_at(start);
        let outlines = outlines(tail, skip);
        (!outlines.is_empty()).then(|| Self {
            outlines,
            subroutines: subroutines(head, skip),
            own: own.map(|named| named.own).unwrap_or_default(),
            scale: scale.filter(|scale| *scale > 0.0).unwrap_or(0.001),
        })
    }

    /// The outline of a code.
    pub fn of_code(&self, encoding: &Encoding, code: u8) -> Option<BezPath> {
        let own = || self.own.get(&code).map(String::as_str);
        self.outline(encoding.name(&LATIN, code).or_else(own)?)
    }

    /// The outline of a glyph by its name, in parts of the em.
    pub fn outline(&self, name: &str) -> Option<BezPath> {
        let bytes = self.outlines.get(name)?;
        let mut pen = Pen::new(self);
        pen.run(bytes, DEPTH)?;
        pen.close();
        let mut path = pen.path;
        path.apply_affine(kurbo::Affine::scale(self.scale));
        Some(path)
    }
}

/// A program without the headers of the parts that PFB files have.
fn unpacked(data: &[u8]) -> Vec<u8> {
    let (mut out, mut rest) = (Vec::with_capacity(data.len()), data);
    while let [0x80, 1 | 2, a, b, c, d, tail @ ..] = rest {
        let length = u32::from_le_bytes([*a, *b, *c, *d]) as usize;
        let (own, after) = tail.split_at(length.min(tail.len()));
        out.extend_from_slice(own);
        rest = after;
    }
    out.extend_from_slice(rest);
    out
}

fn find(data: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(data, word)
}

fn after(data: &[u8], word: &[u8]) -> Option<usize> {
    find(data, word).map(|at| at + word.len())
}

/// The integer that comes next.
fn whole(text: &[u8]) -> Option<i64> {
    let word: Vec<u8> = text
        .iter()
        .copied()
        .skip_while(u8::is_ascii_whitespace)
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'-')
        .take(12)
        .collect();
    std::str::from_utf8(&word).ok()?.parse().ok()
}

/// A charstring, decrypted.
fn plain(coded: &[u8], skip: i64) -> Vec<u8> {
    let Ok(skip) = usize::try_from(skip) else { return coded.to_vec() };
    let mut key = 4_330_u16;
    let out = coded.iter().map(|&byte| {
        let own = byte ^ (key >> 8) as u8;
        key = u16::from(byte).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
        own
    });
    out.skip(skip).collect()
}

/// The outlines: `/A 123 RD ` and that many bytes.
fn outlines(private: &[u8], skip: i64) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut rest = &private[b"/CharStrings".len()..];
    while let Some(at) = rest.iter().position(|byte| *byte == b'/') {
        let mut parts = rest[at + 1..].splitn(4, |byte| byte.is_ascii_whitespace());
        let (Some(name), Some(length), Some(_), Some(tail)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            break;
        };
        let Some(length) = whole(length).and_then(|length| usize::try_from(length).ok()) else {
            break;
        };
        let Some(own) = tail.get(..length).filter(|_| out.len() < PARTS) else { break };
        out.insert(String::from_utf8_lossy(name).into_owned(), plain(own, skip));
        rest = &tail[length..];
    }
    out
}

/// The subroutines: `dup 5 12 RD ` and that many bytes.
fn subroutines(private: &[u8], skip: i64) -> Vec<Vec<u8>> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    let Some(at) = after(private, b"/Subrs") else { return out };
    let mut rest = &private[at..];
    while let Some(at) = find(rest, b"dup ") {
        let mut parts = rest[at + 4..].splitn(4, |byte| byte.is_ascii_whitespace());
        let (Some(number), Some(length), Some(_), Some(tail)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            break;
        };
        let sizes = whole(number).zip(whole(length));
        let sizes =
            sizes.and_then(|(a, b)| Some((usize::try_from(a).ok()?, usize::try_from(b).ok()?)));
        let Some((number, length)) = sizes.filter(|(number, _)| *number < PARTS) else { break };
        let Some(own) = tail.get(..length) else { break };
        if out.len() <= number {
            out.resize(number + 1, Vec::new());
        }
        out[number] = plain(own, skip);
        rest = &tail[length..];
    }
    out
}

/// Draws one outline.
struct Pen<'a> {
    font: &'a Type1,
    path: BezPath,
    at: Point,
    open: bool,
    stack: Vec<f64>,
    /// What PostScript keeps between two operators.
    kept: Vec<f64>,
    /// The points of a flex, while one is drawn.
    flex: Option<Vec<Point>>,
    left: usize,
}

impl<'a> Pen<'a> {
    fn new(font: &'a Type1) -> Self {
        let (at, stack, kept) = (Point::ZERO, Vec::new(), Vec::new());
        Self { font, path: BezPath::new(), at, open: false, stack, kept, flex: None, left: STEPS }
    }

    /// Runs a charstring; `Some(true)` if it ended the glyph.
    fn run(&mut self, bytes: &[u8], depth: usize) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let mut rest = bytes.iter().copied();
        while let Some(byte) = rest.next() {
            self.left = self.left.checked_sub(1)?;
            match byte {
                32..=246 => self.stack.push(f64::from(byte) - 139.0),
                247..=250 => {
                    let low = f64::from(rest.next()?);
                    self.stack.push((f64::from(byte) - 247.0) * 256.0 + low + 108.0);
                }
                251..=254 => {
                    let low = f64::from(rest.next()?);
                    self.stack.push(-(f64::from(byte) - 251.0) * 256.0 - low - 108.0);
                }
                255 => {
                    let own = [rest.next()?, rest.next()?, rest.next()?, rest.next()?];
                    self.stack.push(f64::from(i32::from_be_bytes(own)));
                }
                10 => {
                    let number = self.stack.pop()?;
                    let own = self.font.subroutines.get(number.max(0.0) as usize)?;
                    if self.run(own, depth)? {
                        return Some(true);
                    }
                }
                11 => return Some(false),
                14 => return Some(true),
                12 => {
                    let word = rest.next()?;
                    if self.escape(word, depth)? {
                        return Some(true);
                    }
                }
                word => self.draw(word),
            }
            if self.stack.len() > 256 {
                return None;
            }
        }
        Some(false)
    }

    fn value(&self, at: usize) -> f64 {
        self.stack.get(at).copied().unwrap_or(0.0)
    }

    fn draw(&mut self, word: u8) {
        let v = |at: usize| self.value(at);
        let (a, b, c, d, e, f) = (v(0), v(1), v(2), v(3), v(4), v(5));
        match word {
            // hsbw
            13 => self.at = Point::new(a, 0.0),
            21 => self.go(a, b),
            22 => self.go(a, 0.0),
            4 => self.go(0.0, a),
            5 => self.line(a, b),
            6 => self.line(a, 0.0),
            7 => self.line(0.0, a),
            8 => self.curve([a, b, c, d, e, f]),
            30 => self.curve([0.0, a, b, c, d, 0.0]),
            31 => self.curve([a, 0.0, b, c, 0.0, d]),
            9 => self.close(),
            _ => {}
        }
        self.stack.clear();
    }

    fn escape(&mut self, word: u8, depth: usize) -> Option<bool> {
        match word {
            6 => {
                self.accented(depth)?;
                return Some(true);
            }
            // sbw
            7 => self.at = Point::new(self.value(0), self.value(1)),
            12 => {
                let b = self.stack.pop()?;
                let a = self.stack.pop()?;
                self.stack.push(if b == 0.0 { 0.0 } else { a / b });
                return Some(false);
            }
            16 => {
                self.other()?;
                return Some(false);
            }
            17 => {
                let value = self.kept.pop().unwrap_or(0.0);
                self.stack.push(value);
                return Some(false);
            }
            33 => self.at = Point::new(self.value(0), self.value(1)),
            _ => {}
        }
        self.stack.clear();
        Some(false)
    }

    /// Procedures in PostScript: flex and the replacing of hints.
    fn other(&mut self) -> Option<()> {
        let number = self.stack.pop()? as i64;
        let count = self.stack.pop()?.clamp(0.0, 64.0) as usize;
        let from = self.stack.len().checked_sub(count)?;
        let arguments = self.stack.split_off(from);
        self.kept.clear();
        match number {
            1 => self.flex = Some(Vec::new()),
            2 => {
                let at = self.at;
                if let Some(points) = &mut self.flex {
                    points.push(at);
                }
            }
            0 => {
                let points = self.flex.take().unwrap_or_default();
                if let [_, a, b, c, d, e, f, ..] = points[..] {
                    self.start();
                    self.path.curve_to(a, b, c);
                    self.path.curve_to(d, e, f);
                    self.at = f;
                }
                self.kept.extend([self.at.y, self.at.x]);
            }
            3 => self.kept.push(3.0),
            _ => self.kept.extend(arguments.iter().rev()),
        }
        Some(())
    }

    /// A letter with an accent, both from StandardEncoding.
    fn accented(&mut self, depth: usize) -> Option<()> {
        let (bearing, x, y) = (self.value(0), self.value(1), self.value(2));
        let (base, accent) = (self.value(3), self.value(4));
        let origin = self.at;
        self.stack.clear();
        let glyph = |code: f64| {
            let name = LATIN.name(Base::Standard, code.clamp(0.0, 255.0) as u8)?;
            self.font.outlines.get(name)
        };
        let (base, accent) = (glyph(base)?, glyph(accent)?);
        let mut own = Pen { left: self.left / 2, ..Pen::new(self.font) };
        own.run(base, depth)?;
        own.close();
        self.path.extend(own.path.iter());
        let mut own = Pen { left: self.left / 2, ..Pen::new(self.font) };
        own.run(accent, depth)?;
        own.close();
        own.path.apply_affine(kurbo::Affine::translate((origin.x - bearing + x, y)));
        self.path.extend(own.path.iter());
        Some(())
    }

    fn go(&mut self, x: f64, y: f64) {
        self.at += (x, y);
        if self.flex.is_none() {
            self.close();
        }
    }

    /// Begins a part of the path where the pen is.
    fn start(&mut self) {
        if !self.open {
            self.path.move_to(self.at);
            self.open = true;
        }
    }

    fn line(&mut self, x: f64, y: f64) {
        self.start();
        self.at += (x, y);
        self.path.line_to(self.at);
    }

    fn curve(&mut self, [a, b, c, d, e, f]: [f64; 6]) {
        self.start();
        let first = self.at + (a, b);
        let second = first + (c, d);
        self.at = second + (e, f);
        self.path.curve_to(first, second, self.at);
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            self.path.close_path();
        }
    }
}
