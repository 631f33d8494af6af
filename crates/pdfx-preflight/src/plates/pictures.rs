//! Raster images (ISO 32000-1, 8.9): each pixel of the page has the colour of the sample at its
//! middle.

use std::rc::Rc;

use kurbo::{Affine, Rect, Shape as _};
use lopdf::{Dictionary, Object, ObjectId, Stream};
use moxcms::RenderingIntent;

use super::Missed;
use super::colors::Aim;
use super::paint::{Brush, Run, Sampler, Stop, WHOLE};
use super::raster::{Area, Rule, Shape, Span, size};
use super::state::Mask;
use crate::color::Color;
use crate::reading::syntax::{Fault, Lexer};
use crate::reading::{entry, number, numbers};
use crate::samples::samples;
use crate::walk::pictures::{end_of_inline, spell_out};

/// The largest picture that is sampled, samples.
const SAMPLES: usize = 400_000_000;
/// How many bytes of samples are kept for pictures that are painted again.
const KEPT: usize = 96 << 20;

/// The samples of a picture, with the entries of a palette resolved.
pub struct Pixels {
    width: usize,
    height: usize,
    /// The components of a pixel; 1 for a stencil, whose sample is 255 where it paints.
    components: usize,
    data: Vec<u8>,
    color: Option<Color>,
    /// The rendering intent that replaces the current one.
    intent: Option<RenderingIntent>,
    /// The opacities of as many pixels, or of a mask of another size.
    alpha: Option<(usize, usize, Vec<u8>)>,
}

impl Pixels {
    fn bytes(&self) -> usize {
        self.data.len() + self.alpha.as_ref().map_or(0, |alpha| alpha.2.len())
    }
}

impl<'a> Run<'_, 'a> {
    /// Paints a picture; an inline one has no object.
    pub fn picture(&mut self, id: Option<ObjectId>, stream: &Stream) -> Result<(), Stop> {
        let known = id.and_then(|id| self.painter.pictures.iter().find(|own| own.0 == id));
        let pixels = match known {
            Some((_, pixels)) => pixels.clone(),
            None => {
                let Some(pixels) = self.pixels(stream)? else {
                    self.painter.missed.insert(Missed::Picture);
                    return Ok(());
                };
                let pixels = Rc::new(pixels);
                if let Some(id) = id {
                    self.keep(id, pixels.clone());
                }
                pixels
            }
        };
        self.place(&pixels)
    }

    fn keep(&mut self, id: ObjectId, pixels: Rc<Pixels>) {
        let known = &mut self.painter.pictures;
        known.push((id, pixels));
        while known.len() > 1 && known.iter().map(|own| own.1.bytes()).sum::<usize>() > KEPT {
            known.remove(0);
        }
    }

    /// Lays the samples on the page.
    fn place(&mut self, pixels: &Rc<Pixels>) -> Result<(), Stop> {
        let matrix = self.state.matrix;
        let unit = Rect::new(0.0, 0.0, 1.0, 1.0).to_path(0.1);
        let shape = Shape::new(&unit, matrix);
        let area = shape.area(self.state.clip.area);
        self.painter.spend(size(area) as u64)?;
        let inverse = matrix.inverse();
        if !inverse.is_finite() {
            return Ok(());
        }
        let mut spans = Vec::new();
        shape.spans(Rule::Nonzero, area, |span| spans.push(span));
        let Some(color) = &pixels.color else {
            return self.stencil(pixels, inverse, &spans, area);
        };
        let default = self.default_of(color);
        let color = default.as_deref().unwrap_or(color);
        let aim = Aim { intent: pixels.intent.unwrap_or(self.state.intent), ..self.aim() };
        // Only what the page shows is converted.
        let mut rows: Vec<(Span, Vec<u8>)> = Vec::with_capacity(spans.len());
        let mut named = 0;
        let count = self.painter.colors.count(aim.process);
        for span in &spans {
            let row = sampled(pixels, inverse, *span);
            let Some((inks, own)) = self.painter.colors.pixels(color, &row, aim) else {
                self.painter.missed.insert(Missed::Picture);
                return Ok(());
            };
            named |= own;
            rows.push((*span, inks));
        }
        let mut sampler = Rows { pixels, inverse, rows: &rows, next: 0, count, named };
        self.lay_spans(&spans, 0, Brush::Varied(&mut sampler))
    }

    /// Paints the current colour through a stencil.
    fn stencil(
        &mut self,
        pixels: &Pixels,
        inverse: Affine,
        spans: &[Span],
        area: Area,
    ) -> Result<(), Stop> {
        let width = (area[2] - area[0]) as usize;
        let mut values = vec![0; size(area)];
        for span in spans {
            let at = (span.y - area[1]) as usize * width + (span.from - area[0]) as usize;
            let row = sampled(pixels, inverse, *span);
            values[at..at + row.len()].copy_from_slice(&row);
        }
        let clip = self.state.clip.clone();
        if let Some(before) = &clip.mask {
            for (y, row) in (area[1]..area[3]).zip(values.chunks_exact_mut(width.max(1))) {
                before.cover(Span { y, from: area[0], to: area[2] }, row);
            }
        }
        self.state.clip.within(area);
        self.state.clip.mask = Some(Rc::new(Mask { area, values, outside: 0 }));
        let whole = Rect::new(
            f64::from(area[0]),
            f64::from(area[1]),
            f64::from(area[2]),
            f64::from(area[3]),
        );
        let shape = Shape::new(&whole.to_path(0.1), Affine::IDENTITY);
        let done = self.fill(&shape, WHOLE, 0);
        self.state.clip = clip;
        done
    }

    /// Reads the samples of a picture.
    fn pixels(&mut self, stream: &Stream) -> Result<Option<Pixels>, Stop> {
        let document = self.document();
        let own = &stream.dict;
        let stencil = entry(document, own, b"ImageMask").as_bool().unwrap_or(false);
        let named = self.named();
        let space = own.get(b"ColorSpace").ok().filter(|_| !stencil);
        let color = match space.and_then(|space| self.painter.space(space, named)) {
            Some(color) => Some((*color).clone()),
            None if stencil => None,
            None => jpx_color(stream),
        };
        if color.is_none() && !stencil {
            return Ok(None);
        }
        let components = color.as_ref().map_or(1, Color::components);
        let Some((data, width, height, bits)) = self.raw(stream, components, stencil)? else {
            return Ok(None);
        };
        let decode = own.get(b"Decode").ok().and_then(|decode| numbers(document, decode));
        if stencil {
            let inverted = decode.is_some_and(|own| own.first().is_some_and(|low| *low > 0.5));
            let paints = u8::from(inverted);
            let data = data.iter().map(|&bit| if bit == paints { 255 } else { 0 }).collect();
            return Ok(Some(Pixels {
                width,
                height,
                components: 1,
                data,
                color: None,
                intent: None,
                alpha: None,
            }));
        }
        let Some(color) = color else { return Ok(None) };
        let keyed = keyed(document, own, &data, components);
        let (data, color) = decoded(data, color, bits, decode.as_deref());
        let mut pixels = Pixels {
            width,
            height,
            components: color.components(),
            data,
            color: Some(color),
            intent: entry(document, own, b"Intent").as_name().ok().map(Aim::intent),
            alpha: None,
        };
        pixels.alpha = match self.alpha(own)? {
            Some(alpha) => Some(alpha),
            None => keyed.map(|alpha| (width, height, alpha)),
        };
        Ok(Some(pixels))
    }

    /// The samples as they are in the file, with the size of the picture and the bits they have.
    #[allow(clippy::type_complexity)] // A tuple for one caller is plainer than a type.
    fn raw(
        &mut self,
        stream: &Stream,
        components: usize,
        stencil: bool,
    ) -> Result<Option<(Vec<u8>, usize, usize, usize)>, Stop> {
        let document = self.document();
        let side = |key: &[u8]| {
            let side = number(document, entry(document, &stream.dict, key))?;
            (1.0..1e6).contains(&side).then_some(side as usize)
        };
        let (Some(width), Some(height)) = (side(b"Width"), side(b"Height")) else {
            return Ok(None);
        };
        let bits = if stencil { 1 } else { side(b"BitsPerComponent").unwrap_or(8) };
        let count = width.saturating_mul(height).saturating_mul(components);
        if count > SAMPLES {
            return Ok(None);
        }
        self.painter.spend(count as u64)?;
        let read = samples(document, stream, [width, height], components, bits);
        Ok(read.map(|(data, bits)| (data, width, height, bits)))
    }

    /// The opacities of a picture: a soft mask or a stencil.
    fn alpha(&mut self, own: &Dictionary) -> Result<Option<(usize, usize, Vec<u8>)>, Stop> {
        let document = self.document();
        let (stream, soft) = match (entry(document, own, b"SMask"), entry(document, own, b"Mask")) {
            (Object::Stream(mask), _) => (mask, true),
            (_, Object::Stream(mask)) => (mask, false),
            _ => return Ok(None),
        };
        let Some((mut data, width, height, bits)) = self.raw(stream, 1, !soft)? else {
            self.painter.missed.insert(Missed::Picture);
            return Ok(None);
        };
        let decode = stream.dict.get(b"Decode").ok().and_then(|decode| numbers(document, decode));
        let decode = decode.filter(|decode| decode.len() >= 2).unwrap_or_else(|| vec![0.0, 1.0]);
        let most = ((1_u32 << bits) - 1).max(1);
        let table: Vec<u8> = (0..256_u32)
            .map(|value| {
                let share = f64::from(value.min(most)) / f64::from(most);
                let value = decode[0] + share * (decode[1] - decode[0]);
                // A stencil paints where its sample is 0.
                let value = if soft { value } else { 1.0 - value };
                (value * 255.0 + 0.5).clamp(0.0, 255.0) as u8
            })
            .collect();
        data.iter_mut().for_each(|value| *value = table[usize::from(*value)]);
        Ok(Some((width, height, data)))
    }

    /// Reads and paints an inline picture, from after `BI` to after `EI`.
    pub fn inline(&mut self, lexer: &mut Lexer<'_>, bytes: &[u8]) -> Result<(), Stop> {
        self.operands.clear();
        let own = match lexer.pairs(b"ID", &mut self.painter.budget) {
            Ok(own) => spell_out(own),
            Err(Fault::Large) => return Err(Stop),
            Err(_) => {
                lexer.go(bytes.len());
                return Ok(());
            }
        };
        let start = lexer.at() + 1;
        let document = self.document();
        let side = |key: &[u8]| number(document, entry(document, &own, key)).unwrap_or(0.0);
        let stencil = entry(document, &own, b"ImageMask").as_bool().unwrap_or(false);
        let named = self.named();
        let color = own.get(b"ColorSpace").ok().and_then(|space| self.painter.space(space, named));
        let components = color.map_or(1, |color| color.components());
        let bits = if stencil { 1.0 } else { side(b"BitsPerComponent") };
        let row = (side(b"Width") * components as f64 * bits / 8.0).ceil();
        let plain = (row * side(b"Height")).clamp(0.0, 1e9) as usize;
        let least =
            if own.has(b"Filter") { side(b"Length").clamp(0.0, 1e9) as usize } else { plain };
        let from = start.saturating_add(least);
        let end = end_of_inline(bytes, from, true).or_else(|| end_of_inline(bytes, from, false));
        let Some(end) = end else {
            lexer.go(bytes.len());
            return Ok(());
        };
        lexer.go(end);
        let data = bytes.get(start..end.saturating_sub(2)).unwrap_or_default().to_vec();
        let mut own = own;
        crate::reading::spell_filters(&mut own);
        self.picture(None, &Stream::new(own, data))
    }
}

/// The colour space of a JPEG 2000 picture that has none in the PDF.
fn jpx_color(stream: &Stream) -> Option<Color> {
    let filters = stream.filters().ok()?;
    if filters.last() != Some(&&b"JPXDecode"[..]) || filters.len() != 1 {
        return None;
    }
    let settings = hayro_jpeg2000::DecodeSettings::default();
    let image = hayro_jpeg2000::Image::new(&stream.content, &settings).ok()?;
    match image.color_space().num_channels() {
        1 => Some(Color::Gray),
        3 => {
            Some(Color::Foreign(crate::color::Foreign::plain(crate::inspect::Space::DeviceRgb, 3)))
        }
        4 => Some(Color::Cmyk),
        _ => None,
    }
}

/// The opacities by a colour key: samples within ranges are not painted (ISO 32000-1, 8.9.6.4).
fn keyed(
    document: &lopdf::Document,
    own: &Dictionary,
    data: &[u8],
    components: usize,
) -> Option<Vec<u8>> {
    let Object::Array(_) = entry(document, own, b"Mask") else { return None };
    let ranges = numbers(document, own.get(b"Mask").ok()?)?;
    if ranges.len() < components * 2 {
        return None;
    }
    let within = |pixel: &[u8]| {
        let pairs = pixel.iter().zip(ranges.as_chunks::<2>().0);
        pairs.into_iter().all(|(&value, [low, high])| (*low..=*high).contains(&f64::from(value)))
    };
    Some(data.chunks_exact(components).map(|pixel| if within(pixel) { 0 } else { 255 }).collect())
}

/// Samples of 8 bits in the colour space, the entries of a palette in its base.
fn decoded(
    mut data: Vec<u8>,
    color: Color,
    bits: usize,
    decode: Option<&[f64]>,
) -> (Vec<u8>, Color) {
    let most = ((1_u32 << bits.min(8)) - 1).max(1);
    if let Color::Indexed(base, palette) = color {
        let width = base.components().max(1);
        let top = f64::from(most);
        let index = |value: u8| match decode {
            Some([low, high, ..]) => {
                (low + f64::from(value) / top * (high - low)).round().clamp(0.0, 255.0) as usize
            }
            _ => usize::from(value),
        };
        let blank = vec![0; width];
        let entry = |value: &u8| {
            let at = index(*value) * width;
            palette.get(at..at + width).unwrap_or(&blank)
        };
        let data = data.iter().flat_map(entry).copied().collect();
        return (data, *base);
    }
    let components = color.components();
    let usual = |pair: &[f64]| pair[0] == 0.0 && pair[1] == 1.0;
    let plain = decode.is_none_or(|decode| decode.as_chunks::<2>().0.iter().all(|p| usual(p)));
    // The ranges of Lab are those of its samples already.
    let lab = matches!(&color, Color::Foreign(own) if own.space == crate::inspect::Space::Lab);
    if bits == 8 && (plain || lab) {
        return (data, color);
    }
    let table: Vec<[u8; 256]> = (0..components)
        .map(|at| {
            let range = decode.filter(|_| !lab).and_then(|decode| decode.get(at * 2..at * 2 + 2));
            let (low, high) = range.map_or((0.0, 1.0), |range| (range[0], range[1]));
            std::array::from_fn(|value| {
                let share = f64::from((value as u32).min(most)) / f64::from(most);
                ((low + share * (high - low)) * 255.0 + 0.5).clamp(0.0, 255.0) as u8
            })
        })
        .collect();
    for pixel in data.chunks_exact_mut(components.max(1)) {
        for (value, table) in pixel.iter_mut().zip(&table) {
            *value = table[usize::from(*value)];
        }
    }
    (data, color)
}

/// The samples at the middles of a run of pixels.
fn sampled(pixels: &Pixels, inverse: Affine, span: Span) -> Vec<u8> {
    let n = pixels.components;
    let mut out = Vec::with_capacity((span.to - span.from) as usize * n);
    for x in span.from..span.to {
        let at = place(inverse, x, span.y, pixels.width, pixels.height);
        out.extend_from_slice(&pixels.data[at * n..(at + 1) * n]);
    }
    out
}

/// The sample at the middle of a pixel; the unit square is the picture.
fn place(inverse: Affine, x: i32, y: i32, width: usize, height: usize) -> usize {
    let own = inverse * kurbo::Point::new(f64::from(x) + 0.5, f64::from(y) + 0.5);
    let column = (own.x * width as f64).clamp(0.0, (width - 1) as f64) as usize;
    let row = ((1.0 - own.y) * height as f64).clamp(0.0, (height - 1) as f64) as usize;
    row * width + column
}

/// The converted rows of a picture, with its opacities.
struct Rows<'p> {
    pixels: &'p Pixels,
    inverse: Affine,
    rows: &'p [(Span, Vec<u8>)],
    next: usize,
    count: usize,
    named: u64,
}

impl Sampler for Rows<'_> {
    fn named(&self) -> u64 {
        self.named
    }

    fn row(&mut self, span: Span, inks: &mut [u8], cover: &mut [u8]) {
        while let Some((own, _)) = self.rows.get(self.next) {
            if own.y == span.y && own.from <= span.from && span.to <= own.to {
                break;
            }
            self.next += 1;
        }
        let Some((own, row)) = self.rows.get(self.next) else { return cover.fill(0) };
        let skipped = (span.from - own.from) as usize * self.count;
        inks.copy_from_slice(&row[skipped..skipped + inks.len()]);
        let Some((width, height, alpha)) = &self.pixels.alpha else { return };
        for (x, slot) in (span.from..).zip(cover.iter_mut()) {
            let value = alpha.get(place(self.inverse, x, span.y, *width, *height)).copied();
            *slot = ((u32::from(*slot) * u32::from(value.unwrap_or(0)) + 127) / 255) as u8;
        }
    }
}
