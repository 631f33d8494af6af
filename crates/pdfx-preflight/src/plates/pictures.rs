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
use crate::walk::pictures::{end_of_inline, least_inline, spell_out};

/// The largest picture that is sampled, samples.
const SAMPLES: usize = 400_000_000;
/// How many bytes of samples are kept for pictures that are painted again.
const KEPT: usize = 96 << 20;

/// The samples of a picture as they are in the file, and what they mean.
pub struct Pixels {
    samples: Samples,
    /// The space of the colours; none of a stencil, whose values are 255 where it paints.
    color: Option<Color>,
    /// The rendering intent that replaces the current one.
    intent: Option<RenderingIntent>,
    /// The opacities, of a mask that may have another size.
    alpha: Option<Samples>,
    /// The colour with which the samples were mixed by their opacities (ISO 32000-1, 11.6.5.3).
    matte: Option<Vec<u8>>,
}

impl Pixels {
    fn bytes(&self) -> usize {
        self.samples.data.len() + self.alpha.as_ref().map_or(0, |alpha| alpha.data.len())
    }

    /// The colours at the middles of a run of pixels.
    fn row(&self, inverse: Affine, span: Span) -> Vec<u8> {
        let mut row = self.samples.row(inverse, span);
        if let (Some(matte), Some(alpha)) = (&self.matte, &self.alpha) {
            let alphas = alpha.row(inverse, span);
            for (pixel, &alpha) in row.chunks_exact_mut(matte.len()).zip(&alphas) {
                unmix(pixel, matte, alpha);
            }
        }
        row
    }
}

/// Takes the colour out of a pixel with which it was mixed by its opacity.
pub fn unmix(pixel: &mut [u8], matte: &[u8], alpha: u8) {
    for (part, &matte) in pixel.iter_mut().zip(matte) {
        let (own, matte, alpha) = (i32::from(*part), i32::from(matte), i32::from(alpha));
        if alpha > 0 && alpha < 255 {
            *part = (matte + (own - matte) * 255 / alpha).clamp(0, 255) as u8;
        }
    }
}

/// Samples, and what they mean.
struct Samples {
    width: usize,
    height: usize,
    /// How many a pixel has.
    components: usize,
    data: Vec<u8>,
    meaning: Meaning,
}

/// What samples mean.
enum Meaning {
    /// Themselves.
    Same,
    /// A value for each value of each component.
    Values(Vec<[u8; 256]>),
    /// Of one component: as many values for each, one after another.
    Colors(usize, Vec<u8>),
}

impl Samples {
    /// The values at the middles of a run of pixels; the unit square is the picture.
    fn row(&self, inverse: Affine, span: Span) -> Vec<u8> {
        let n = self.components;
        let width = if let Meaning::Colors(width, _) = &self.meaning { *width } else { n };
        let mut out = Vec::with_capacity((span.to - span.from) as usize * width);
        for x in span.from..span.to {
            let at = place(inverse, x, span.y, self.width, self.height);
            match &self.meaning {
                Meaning::Colors(width, colors) => {
                    let at = usize::from(self.data[at]) * width;
                    out.extend_from_slice(&colors[at..at + width]);
                }
                _ => out.extend_from_slice(&self.data[at * n..(at + 1) * n]),
            }
        }
        if let Meaning::Values(tables) = &self.meaning {
            for pixel in out.chunks_exact_mut(n) {
                for (value, table) in pixel.iter_mut().zip(tables) {
                    *value = table[usize::from(*value)];
                }
            }
        }
        out
    }
}

impl<'a> Run<'_, 'a> {
    /// Paints a picture; an inline one has no object.
    pub fn picture(&mut self, id: Option<ObjectId>, stream: &Stream) -> Result<(), Stop> {
        let known = id.and_then(|id| self.painter.pictures.iter().find(|own| own.0 == id));
        let pixels = match known {
            Some((_, pixels)) => pixels.clone(),
            None => {
                let Some(pixels) = self.pixels(id, stream)? else {
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
            let row = pixels.row(inverse, *span);
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
            let row = pixels.row(inverse, *span);
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
    fn pixels(&mut self, id: Option<ObjectId>, stream: &Stream) -> Result<Option<Pixels>, Stop> {
        let document = self.document();
        let own = &stream.dict;
        let stencil = entry(document, own, b"ImageMask").as_bool().unwrap_or(false);
        let named = self.named();
        let space = own.get(b"ColorSpace").ok().filter(|_| !stencil);
        let color = match space.and_then(|space| self.painter.space(space, named)) {
            Some(color) => Some((*color).clone()),
            None if stencil => None,
            None => self.painter.pdf.far.whole(stream).and_then(|own| jpx_color(&own)),
        };
        if color.is_none() && !stencil {
            return Ok(None);
        }
        let components = color.as_ref().map_or(1, Color::components);
        let Some((data, width, height, bits)) = self.raw(stream, components, stencil)? else {
            return Ok(None);
        };
        if let (Some(id), Some(meter)) = (id, self.painter.meter) {
            meter.take(id, stream, &data, [components, bits]);
        }
        let decode = own.get(b"Decode").ok().and_then(|decode| numbers(document, decode));
        let Some(color) = color else {
            let inverted = decode.is_some_and(|own| own.first().is_some_and(|low| *low > 0.5));
            let paints = usize::from(inverted);
            let table = std::array::from_fn(|bit| if bit == paints { 255 } else { 0 });
            let samples =
                Samples { width, height, components, data, meaning: Meaning::Values(vec![table]) };
            return Ok(Some(Pixels {
                samples,
                color: None,
                intent: None,
                alpha: None,
                matte: None,
            }));
        };
        let keyed = keyed(document, own, &data, components);
        let (meaning, color) = meaning(color, bits, decode.as_deref());
        let alpha = self.alpha(own)?;
        let matte = alpha.as_ref().and_then(|_| matte(document, own)).map(|(_, matte)| matte);
        let matte = matte.filter(|own| !own.is_empty() && own.len() == color.components());
        let keyed = keyed.map(|data| Samples {
            width,
            height,
            components: 1,
            data,
            meaning: Meaning::Same,
        });
        Ok(Some(Pixels {
            samples: Samples { width, height, components, data, meaning },
            color: Some(color),
            intent: entry(document, own, b"Intent").as_name().ok().map(Aim::intent),
            alpha: alpha.or(keyed),
            matte,
        }))
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
        let whole = self.painter.pdf.far.whole(stream);
        let read = whole.and_then(|own| samples(document, &own, [width, height], components, bits));
        let read = read.filter(|(data, _)| data.len() >= count);
        Ok(read.map(|(data, bits)| (data, width, height, bits)))
    }

    /// The opacities of a picture: a soft mask or a stencil.
    fn alpha(&mut self, own: &Dictionary) -> Result<Option<Samples>, Stop> {
        let document = self.document();
        let (stream, soft) = match (entry(document, own, b"SMask"), entry(document, own, b"Mask")) {
            (Object::Stream(mask), _) => (mask, true),
            (_, Object::Stream(mask)) => (mask, false),
            _ => return Ok(None),
        };
        let Some((data, width, height, bits)) = self.raw(stream, 1, !soft)? else {
            self.painter.missed.insert(Missed::Picture);
            return Ok(None);
        };
        let decode = stream.dict.get(b"Decode").ok().and_then(|decode| numbers(document, decode));
        let decode = decode.filter(|decode| decode.len() >= 2).unwrap_or_else(|| vec![0.0, 1.0]);
        let most = ((1_u32 << bits) - 1).max(1);
        let table = std::array::from_fn(|value| {
            let share = f64::from((value as u32).min(most)) / f64::from(most);
            let value = decode[0] + share * (decode[1] - decode[0]);
            // A stencil paints where its sample is 0.
            let value = if soft { value } else { 1.0 - value };
            (value * 255.0 + 0.5).clamp(0.0, 255.0) as u8
        });
        let meaning = Meaning::Values(vec![table]);
        Ok(Some(Samples { width, height, components: 1, data, meaning }))
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
        let named = self.named();
        let color = own.get(b"ColorSpace").ok().and_then(|space| self.painter.space(space, named));
        let components = color.map_or(1, |color| color.components());
        let from = start.saturating_add(least_inline(&own, components));
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
pub fn keyed(
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

/// The soft mask of a picture that was mixed with a colour by it, and that colour, 8 bits each part
/// (ISO 32000-1, 11.6.5.3).
pub fn matte<'d>(
    document: &'d lopdf::Document,
    own: &'d Dictionary,
) -> Option<(&'d Stream, Vec<u8>)> {
    let Object::Stream(mask) = entry(document, own, b"SMask") else { return None };
    let matte = numbers(document, mask.dict.get(b"Matte").ok()?)?;
    let byte = |part: &f64| (part * 255.0 + 0.5).clamp(0.0, 255.0) as u8;
    Some((mask, matte.iter().map(byte).collect()))
}

/// What samples of so many bits mean in their colour space, of a palette in its base.
fn meaning(color: Color, bits: usize, decode: Option<&[f64]>) -> (Meaning, Color) {
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
        let entry = |value: u8| {
            let at = index(value) * width;
            palette.get(at..at + width).unwrap_or(&blank)
        };
        let colors = (0..=255).flat_map(entry).copied().collect();
        return (Meaning::Colors(width, colors), *base);
    }
    let components = color.components();
    let usual = |pair: &[f64]| pair[0] == 0.0 && pair[1] == 1.0;
    let plain = decode.is_none_or(|decode| decode.as_chunks::<2>().0.iter().all(|p| usual(p)));
    // The ranges of Lab are those of its samples already.
    let lab = matches!(&color, Color::Foreign(own) if own.space == crate::inspect::Space::Lab);
    if bits == 8 && (plain || lab) {
        return (Meaning::Same, color);
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
    (Meaning::Values(table), color)
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
        let Some(alpha) = &self.pixels.alpha else { return };
        for (slot, alpha) in cover.iter_mut().zip(alpha.row(self.inverse, span)) {
            *slot = ((u32::from(*slot) * u32::from(alpha) + 127) / 255) as u8;
        }
    }
}
