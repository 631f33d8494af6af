//! From colours to the inks of a layer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use lopdf::{Document, Object, ObjectId};
use moxcms::{
    ColorProfile, DataColorSpace, InterpolationMethod, Layout, RenderingIntent, TransformExecutor,
    TransformOptions,
};

use super::layer::Inks;
use super::{COMPONENTS, Process};
use crate::black_point::{self, lift, lift_for, luminance, of_source, options};
use crate::color::{Color, Foreign, lab_srgb};
use crate::inspect::Space;
use crate::reading::decode;
use crate::tables::Link;
use crate::tone;

/// The most that is read of an ICC profile, bytes.
const PROFILE: usize = 32 << 20;
/// How many transformations are kept.
const KEPT: usize = 64;

/// A transformation of samples of 8 bits.
#[derive(Clone)]
enum Transform {
    /// At once.
    One(Arc<dyn TransformExecutor<u8> + Send + Sync>),
    /// By the tables of both profiles.
    Tables(Arc<Link>),
    /// By way of an RGB space that contains all colours, in 16 bits.
    Two(
        Arc<dyn TransformExecutor<u16> + Send + Sync>,
        Arc<dyn TransformExecutor<u16> + Send + Sync>,
    ),
}

impl Transform {
    /// Transforms pixels; as many values as `out` has room for.
    fn apply(&self, samples: &[u8], width: usize, out: &mut [u8]) -> Option<()> {
        match self {
            Self::One(own) => own.transform(samples, out).ok(),
            Self::Tables(link) => {
                link.pixels(samples, out);
                Some(())
            }
            Self::Two(first, second) => {
                let wide: Vec<u16> = samples.iter().map(|&part| u16::from(part) * 257).collect();
                let mut middle = vec![0; samples.len() / width * 3];
                first.transform(&wide, &mut middle).ok()?;
                let mut inks = vec![0; out.len()];
                second.transform(&middle, &mut inks).ok()?;
                let narrow = |ink: u16| ((u32::from(ink) + 128) / 257) as u8;
                out.iter_mut().zip(inks).for_each(|(slot, ink)| *slot = narrow(ink));
                Some(())
            }
        }
    }
}

/// What colours are converted to, and how those are moved that it does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Aim {
    /// The components of a layer.
    pub process: Process,
    /// The rendering intent (ISO 32000-1, 8.6.5.8).
    pub intent: RenderingIntent,
}

impl Aim {
    /// A rendering intent by its name; one that is unknown counts as relative colorimetric. The
    /// absolute one is as that, but that black points stay apart: the paper's colour is not printed.
    pub fn intent(name: &[u8]) -> RenderingIntent {
        match name {
            b"AbsoluteColorimetric" => RenderingIntent::AbsoluteColorimetric,
            b"Saturation" => RenderingIntent::Saturation,
            b"Perceptual" => RenderingIntent::Perceptual,
            _ => RenderingIntent::RelativeColorimetric,
        }
    }
}

/// Where a colour comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Srgb,
    /// The inks of the output condition.
    Press,
    Icc(ObjectId),
}

/// A colour on a layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tint {
    /// Its inks.
    pub inks: Inks,
    /// The components that its colour space names, one bit each; of a process colour those.
    pub named: u64,
    /// Whether it is given in DeviceCMYK, to which overprint mode 1 applies.
    pub direct: bool,
}

impl Tint {
    /// The components that it leaves as they are when it overprints (ISO 32000-1, table 149).
    pub fn keeps(&self, keeps_zero: bool) -> u64 {
        let mut keep = !self.named;
        if self.direct && keeps_zero {
            for part in (0..4).filter(|&part| self.inks[part] == 0) {
                keep |= 1 << part;
            }
        }
        keep
    }
}

/// The press that colours are converted for, the same on all pages of a file.
pub struct Press {
    profile: Option<ColorProfile>,
    /// The luminance of its black, once it is known.
    black: OnceLock<f32>,
    transforms: Mutex<BTreeMap<(Source, Aim), Option<Transform>>>,
}

impl Press {
    /// `icc` is the profile of the output condition.
    pub fn new(icc: Option<&[u8]>) -> Self {
        let profile = icc.and_then(|icc| ColorProfile::new_from_slice(icc).ok());
        let profile = profile.filter(|own| own.color_space == DataColorSpace::Cmyk);
        Self { profile, black: OnceLock::new(), transforms: Mutex::default() }
    }

    /// The luminance of its black, to which that of other spaces is lifted.
    fn black(&self) -> f32 {
        *self.black.get_or_init(|| self.find_black().unwrap_or(0.0))
    }

    fn find_black(&self) -> Option<f32> {
        let press = self.profile.as_ref()?;
        let options = options(RenderingIntent::RelativeColorimetric);
        let srgb = ColorProfile::new_srgb();
        let paper = press.create_transform_f32(Layout::Rgba, &srgb, Layout::Rgb, options).ok()?;
        let light = |inks: [f32; 4]| {
            let mut rgb = [0.0; 3];
            // The buffers have one pixel; paper is as bright as can be.
            let done = paper.transform(&inks, &mut rgb);
            done.map_or(1.0, |()| luminance(rgb.map(tone::decode)))
        };
        black_point::find(press, &light).ok()
    }
}

/// Converts colours.
pub struct Colors<'a> {
    document: &'a Document,
    /// The spot inks, in the order of the components after those of the process.
    spots: Vec<Vec<u8>>,
    press: Arc<Press>,
}

impl<'a> Colors<'a> {
    /// For the spot inks of a page.
    pub fn new(document: &'a Document, spots: Vec<Vec<u8>>, press: Arc<Press>) -> Self {
        Self { document, spots, press }
    }

    /// How many components a layer has.
    pub fn count(&self, process: Process) -> usize {
        process.count() + self.spots.len()
    }

    /// A colour on a layer; `None` if it paints nothing or its inks are unknown.
    pub fn tint(&mut self, color: &Color, parts: &[f64], aim: Aim) -> Option<Tint> {
        let process = aim.process;
        let all = (1_u64 << process.count()) - 1;
        if let Color::Indexed(base, palette) = color {
            let width = base.components().max(1);
            let at = parts.first().copied().unwrap_or(0.0).clamp(0.0, 255.0) as usize * width;
            let entry = palette.get(at..at + width)?;
            let parts: Vec<f64> = entry.iter().map(|&byte| f64::from(byte) / 255.0).collect();
            return self.tint(base, &spread(base, &parts), aim);
        }
        if let Color::Colorants { names, .. } = color {
            return self.colorants(names, parts, aim);
        }
        let mut inks = [0; COMPONENTS];
        let samples: Vec<u8> = packed(color, parts);
        let own = self.process(color, &samples, aim)?;
        inks[..process.count()].copy_from_slice(own.get(..process.count())?);
        let direct = process == Process::Cmyk && matches!(color, Color::Cmyk);
        Some(Tint { inks, named: all, direct })
    }

    /// Inks by their names.
    fn colorants(&mut self, names: &[Vec<u8>], parts: &[f64], aim: Aim) -> Option<Tint> {
        let process = aim.process;
        let mut cmyk = [0_u8; 4];
        let (mut inks, mut named, mut of_process) = ([0; COMPONENTS], 0_u64, 0_u64);
        let mut any = false;
        for (at, name) in names.iter().enumerate() {
            let tint = byte(parts.get(at).copied().unwrap_or(0.0));
            match (plate(name), name.as_slice()) {
                (Some(plate), _) => {
                    cmyk[plate] = cmyk[plate].max(tint);
                    of_process |= 1 << plate;
                }
                (None, b"All") => {
                    cmyk = [tint; 4];
                    inks[process.count()..].fill(tint);
                    (of_process, named) = (0xf, u64::MAX);
                }
                (None, b"None") => continue,
                (None, name) => {
                    let Some(spot) = self.spots.iter().position(|own| own == name) else {
                        continue;
                    };
                    inks[process.count() + spot] = tint;
                    named |= 1 << (process.count() + spot);
                }
            }
            any = true;
        }
        if of_process != 0 {
            let own = self.process(&Color::Cmyk, &cmyk, aim)?;
            inks[..process.count()].copy_from_slice(own.get(..process.count())?);
            named |= if process == Process::Cmyk { of_process } else { (1 << process.count()) - 1 };
        }
        any.then_some(Tint { inks, named, direct: false })
    }

    /// The pixels of a picture on a layer, as many components each; `samples` has those of the
    /// colour space, the entries of a palette resolved. The second value is the components that
    /// its colour space names.
    pub fn pixels(&mut self, color: &Color, samples: &[u8], aim: Aim) -> Option<(Vec<u8>, u64)> {
        let (own, count) = (aim.process.count(), self.count(aim.process));
        let width = color.components().max(1);
        let pixels = samples.len() / width;
        let mut out = vec![0; pixels * count];
        if let Color::Colorants { names, .. } = color {
            let mut named = 0;
            let mut last: Option<(&[u8], Tint)> = None;
            for (pixel, slots) in samples.chunks_exact(width).zip(out.chunks_exact_mut(count)) {
                let tint = match last {
                    Some((known, tint)) if known == pixel => tint,
                    _ => {
                        let parts: Vec<f64> =
                            pixel.iter().map(|&byte| f64::from(byte) / 255.0).collect();
                        self.colorants(names, &parts, aim)?
                    }
                };
                last = Some((pixel, tint));
                named |= tint.named;
                slots.copy_from_slice(&tint.inks[..count]);
            }
            return Some((out, named));
        }
        let process_inks = self.process(color, samples, aim)?;
        for (from, to) in process_inks.chunks_exact(own).zip(out.chunks_exact_mut(count)) {
            to[..own].copy_from_slice(from);
        }
        Some((out, (1 << own) - 1))
    }

    /// Process components of colours that are no inks by name.
    fn process(&mut self, color: &Color, samples: &[u8], aim: Aim) -> Option<Vec<u8>> {
        match color {
            Color::Gray => Some(grays(samples, aim.process)),
            Color::Cmyk | Color::Own => Some(self.cmyk(samples, aim)),
            Color::Foreign(foreign) => self.foreign(foreign, samples, aim),
            _ => None,
        }
    }

    fn cmyk(&mut self, samples: &[u8], aim: Aim) -> Vec<u8> {
        if aim.process == Process::Cmyk {
            return samples.to_vec();
        }
        let rgb = self.transformed(Source::Press, Layout::Rgba, samples, aim);
        let rgb = rgb.unwrap_or_else(|| each(samples, ink_rgb));
        from_rgb(&rgb, aim.process)
    }

    fn foreign(&mut self, own: &Foreign, samples: &[u8], aim: Aim) -> Option<Vec<u8>> {
        let process = aim.process;
        let (source, layout, samples) = match (own.space, own.components, own.profile) {
            (Space::Lab, ..) => (Source::Srgb, Layout::Rgb, lab_rgb(own, samples)),
            (_, 1, Some(id)) => (Source::Icc(id), Layout::Gray, samples.to_vec()),
            (_, 3, Some(id)) => (Source::Icc(id), Layout::Rgb, samples.to_vec()),
            (_, 4, Some(id)) => (Source::Icc(id), Layout::Rgba, samples.to_vec()),
            (_, 1, None) => (Source::Srgb, Layout::Rgb, each(samples, |&[grey]| [grey; 3])),
            (_, 3, None) => (Source::Srgb, Layout::Rgb, samples.to_vec()),
            _ => return None,
        };
        if let Some(out) = self.transformed(source, layout, &samples, aim) {
            let light = process != Process::Cmyk;
            return Some(if light { from_rgb(&out, process) } else { out });
        }
        // Without a profile that can be used: as the device colour of as many components.
        Some(match layout {
            Layout::Gray => grays(&samples, process),
            Layout::Rgba => self.cmyk(&samples, aim),
            _ if process == Process::Cmyk => each(&samples, rgb_ink),
            _ => from_rgb(&samples, process),
        })
    }

    /// Samples by way of profiles: as inks, or as RGB.
    fn transformed(
        &mut self,
        source: Source,
        layout: Layout,
        samples: &[u8],
        aim: Aim,
    ) -> Option<Vec<u8>> {
        let process = if aim.process == Process::Cmyk { Process::Cmyk } else { Process::Rgb };
        let wanted = Aim { process, ..aim };
        let transform = {
            let mut known = self.press.transforms.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() > KEPT {
                known.clear();
            }
            let own = known.entry((source, wanted));
            own.or_insert_with(|| self.transform(source, layout, wanted)).clone()
        }?;
        let width = match layout {
            Layout::Gray => 1,
            Layout::Rgb => 3,
            _ => 4,
        };
        let mut out = vec![0; samples.len() / width * process.count()];
        transform.apply(&samples[..samples.len() / width * width], width, &mut out)?;
        Some(out)
    }

    fn transform(&self, source: Source, layout: Layout, wanted: Aim) -> Option<Transform> {
        let own = match source {
            Source::Srgb => ColorProfile::new_srgb(),
            Source::Press => self.press.profile.clone()?,
            Source::Icc(id) => {
                let Object::Stream(stream) = self.document.objects.get(&id)? else { return None };
                ColorProfile::new_from_slice(&decode(stream, PROFILE).ok()?).ok()?
            }
        };
        let fits = match own.color_space {
            DataColorSpace::Gray => layout == Layout::Gray,
            DataColorSpace::Rgb => layout == Layout::Rgb,
            DataColorSpace::Cmyk => layout == Layout::Rgba,
            _ => false,
        };
        if !fits {
            return None;
        }
        // As other engines do: along the greys other than by all corners of a cell, whose strong
        // colours have less of the ink that greys have.
        let options = TransformOptions {
            interpolation_method: InterpolationMethod::Tetrahedral,
            ..options(wanted.intent)
        };
        let black = match wanted.intent {
            RenderingIntent::AbsoluteColorimetric => 0.0,
            _ => self.press.black(),
        };
        let lifted = |own: ColorProfile| if black > 0.0 { lift(own, black) } else { own };
        if wanted.process != Process::Cmyk {
            let srgb = ColorProfile::new_srgb();
            // The black of the press is the black of the group, and comes back as what it was.
            let srgb = if source == Source::Press { lifted(srgb) } else { srgb };
            let direct = own.create_transform_8bit(layout, &srgb, Layout::Rgb, options);
            return direct.ok().map(Transform::One);
        }
        let press = self.press.profile.as_ref()?;
        if own.color_space == DataColorSpace::Rgb && own.is_matrix_shaper() {
            let own = lifted(own);
            let direct = own.create_transform_8bit(layout, press, Layout::Rgba, options);
            return direct.ok().map(Transform::One);
        }
        let blacks = match wanted.intent {
            RenderingIntent::AbsoluteColorimetric => None,
            _ => Some([of_source(&own, layout).ok()?, black]),
        };
        let link = Link::new(&own, press, wanted.intent, blacks);
        let width = if layout == Layout::Rgba { 4 } else { 3 };
        if let Some(link) = link.filter(|link| link.components() == width) {
            return Some(Transform::Tables(Arc::new(link)));
        }
        let wide = ColorProfile::new_pro_photo_rgb();
        let first = own.create_transform_16bit(layout, &wide, Layout::Rgb, options).ok()?;
        let wide = match wanted.intent {
            RenderingIntent::AbsoluteColorimetric => wide,
            _ => lift_for(wide, (&own, layout), black).ok()?,
        };
        let second = wide.create_transform_16bit(Layout::Rgb, press, Layout::Rgba, options).ok()?;
        Some(Transform::Two(first, second))
    }

    /// The pixels of a finished group as those of another process.
    pub fn carried(&mut self, inks: &[u8], from: Process, aim: Aim) -> Vec<u8> {
        let to = aim.process;
        let (spots, n) = (self.spots.len(), self.count(from));
        // What is blended in light is turned back into it.
        let turned = if from == Process::Cmyk { 0 } else { 255 };
        let mut own = Vec::with_capacity(inks.len() / n * from.count());
        for pixel in inks.chunks_exact(n) {
            own.extend(pixel[..from.count()].iter().map(|ink| ink ^ turned));
        }
        let moved = match from {
            Process::Cmyk => self.cmyk(&own, aim),
            Process::Gray => grays(&own, to),
            Process::Rgb => {
                let rgb = Foreign::plain(Space::DeviceRgb, 3);
                self.foreign(&rgb, &own, aim).unwrap_or_default()
            }
        };
        let (count, whole) = (to.count(), self.count(to));
        let mut out = vec![0; inks.len() / n * whole];
        let pixels = moved.chunks_exact(count).zip(inks.chunks_exact(n));
        for (slot, (moved, pixel)) in out.chunks_exact_mut(whole).zip(pixels) {
            slot[..count].copy_from_slice(moved);
            slot[count..].copy_from_slice(&pixel[n - spots..]);
        }
        out
    }
}

/// Pixels made of pixels.
fn each<const FROM: usize, const TO: usize>(
    samples: &[u8],
    of: impl Fn(&[u8; FROM]) -> [u8; TO],
) -> Vec<u8> {
    samples.as_chunks::<FROM>().0.iter().map(of).collect::<Vec<[u8; TO]>>().into_flattened()
}

/// The plate of an ink of the press.
fn plate(name: &[u8]) -> Option<usize> {
    [&b"Cyan"[..], b"Magenta", b"Yellow", b"Black"].iter().position(|own| *own == name)
}

fn byte(value: f64) -> u8 {
    (value * 255.0 + 0.5).clamp(0.0, 255.0) as u8
}

/// The components of a palette's entry, as an operator would give them.
fn spread(base: &Color, parts: &[f64]) -> Vec<f64> {
    match base {
        Color::Foreign(own) if own.space == Space::Lab => {
            let [a0, a1, b0, b1] = own.range;
            let part = |at: usize| parts.get(at).copied().unwrap_or(0.0);
            vec![part(0) * 100.0, a0 + part(1) * (a1 - a0), b0 + part(2) * (b1 - b0)]
        }
        _ => parts.to_vec(),
    }
}

/// The components that an operator gives, as samples.
fn packed(color: &Color, parts: &[f64]) -> Vec<u8> {
    let part = |at: usize| parts.get(at).copied().unwrap_or(0.0);
    match color {
        Color::Foreign(own) if own.space == Space::Lab => {
            let [a0, a1, b0, b1] = own.range;
            let share = |value: f64, low: f64, high: f64| byte((value - low) / (high - low));
            vec![byte(part(0) / 100.0), share(part(1), a0, a1), share(part(2), b0, b1)]
        }
        _ => (0..color.components()).map(|at| byte(part(at))).collect(),
    }
}

/// Greys of light on a layer: as black ink where there is one.
fn grays(samples: &[u8], process: Process) -> Vec<u8> {
    match process {
        Process::Gray => samples.iter().map(|&grey| 255 - grey).collect(),
        Process::Rgb => each(samples, |&[grey]| [255 - grey; 3]),
        Process::Cmyk => each(samples, |&[grey]| [0, 0, 0, 255 - grey]),
    }
}

/// RGB on a layer that is blended in light.
fn from_rgb(rgb: &[u8], process: Process) -> Vec<u8> {
    match process {
        Process::Gray => {
            let grey = |own: &[u8; 3]| {
                let [r, g, b] = own.map(f32::from);
                255 - (super::blend::luminosity([r, g, b]) + 0.5) as u8
            };
            rgb.as_chunks::<3>().0.iter().map(grey).collect()
        }
        _ => rgb.iter().map(|&part| 255 - part).collect(),
    }
}

/// The inks of RGB without any profile (ISO 32000-1, 10.3.4).
fn rgb_ink(&[r, g, b]: &[u8; 3]) -> [u8; 4] {
    let [c, m, y] = [255 - r, 255 - g, 255 - b];
    let k = c.min(m).min(y);
    [c - k, m - k, y - k, k]
}

/// RGB of inks without any profile (ISO 32000-1, 10.3.5).
fn ink_rgb(&[c, m, y, k]: &[u8; 4]) -> [u8; 3] {
    [c, m, y].map(|ink| 255 - ink.saturating_add(k))
}

/// CIE L*a*b* as sRGB.
fn lab_rgb(own: &Foreign, samples: &[u8]) -> Vec<u8> {
    let [a0, a1, b0, b1] = own.range;
    let mut out = Vec::with_capacity(samples.len());
    let mut last = None;
    for pixel in samples.as_chunks::<3>().0 {
        let rgb = match last {
            Some((known, rgb)) if known == pixel => rgb,
            _ => {
                let share = |at: usize| f64::from(pixel[at]) / 255.0;
                let (a, b) = (a0 + share(1) * (a1 - a0), b0 + share(2) * (b1 - b0));
                lab_srgb([share(0) * 100.0, a, b]).map(byte)
            }
        };
        last = Some((pixel, rgb));
        out.extend(rgb);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lab_is_light() {
        assert_eq!(lab_srgb([100.0, 0.0, 0.0]).map(byte), [255; 3]);
        let [r, g, b] = lab_srgb([53.4, 80.1, 67.2]).map(byte);
        assert!(r > 245 && g < 40 && b < 40, "{r} {g} {b}");
    }

    #[test]
    fn rgb_without_a_profile_has_its_grey_in_black() {
        assert_eq!(rgb_ink(&[0, 0, 0]), [0, 0, 0, 255]);
        assert_eq!(ink_rgb(&rgb_ink(&[200, 100, 50])), [200, 100, 50]);
    }
}
