//! The pixels of a page or a transparency group, and how colours are laid on them (ISO 32000-1,
//! 11.3 and 11.7).
//!
//! Every component is an amount of ink, 0 to 255; in a group that is blended in RGB or grey, of
//! the complement. Blend functions work on complements, as the standard wants for inks.

use super::blend::{Blend, unseparable};
use super::raster::{Area, Span, is_empty, meet, size};
use super::{COMPONENTS, Process};

/// How many pixels are looked at together.
const BLOCK: usize = 32;

/// The pixels of a page or a group.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Which pixels of the page it has.
    pub area: Area,
    /// What its first components are.
    pub process: Process,
    /// How many components a pixel has, spot inks included.
    pub count: usize,
    /// The inks, pixel by pixel.
    pub inks: Vec<u8>,
    /// The opacity of each pixel, what was there before included.
    pub alpha: Vec<u8>,
    /// The opacity of the group alone, if it is not isolated.
    own: Option<Vec<u8>>,
    /// What was there before: of a group that is not isolated or knocks out.
    before: Option<(Vec<u8>, Vec<u8>)>,
    knockout: bool,
}

/// The colours of one pixel.
pub type Inks = [u8; COMPONENTS];

/// How colours are laid down.
#[derive(Clone, Copy)]
pub struct Manner {
    /// The blend mode.
    pub blend: Blend,
    /// The constant opacity, 0 to 1.
    pub opacity: f32,
    /// The components that are left as they are, one bit each.
    pub keep: u64,
}

impl Layer {
    /// An isolated group, or a page: nothing is there yet.
    pub fn new(area: Area, process: Process, count: usize) -> Self {
        let pixels = size(area);
        Self {
            area,
            process,
            count,
            inks: vec![0; pixels * count],
            alpha: vec![0; pixels],
            own: None,
            before: None,
            knockout: false,
        }
    }

    /// A group on this layer that is not isolated: it begins with what is there.
    pub fn group(&self, area: Area) -> Self {
        let mut group = Self::new(area, self.process, self.count);
        for y in area[1]..area[3] {
            let (from, to) = (self.at(area[0], y), group.at(area[0], y));
            let width = (area[2] - area[0]).max(0) as usize;
            group.alpha[to..to + width].copy_from_slice(&self.alpha[from..from + width]);
            let n = self.count;
            group.inks[to * n..(to + width) * n]
                .copy_from_slice(&self.inks[from * n..(from + width) * n]);
        }
        group.own = Some(vec![0; size(area)]);
        group.before = Some((group.inks.clone(), group.alpha.clone()));
        group
    }

    /// Lets each thing that is painted replace what the group has painted before.
    pub fn knocks_out(mut self) -> Self {
        self.knockout = true;
        if self.before.is_none() {
            self.before = Some((self.inks.clone(), self.alpha.clone()));
        }
        self
    }

    fn at(&self, x: i32, y: i32) -> usize {
        let width = (self.area[2] - self.area[0]) as usize;
        (y - self.area[1]) as usize * width + (x - self.area[0]) as usize
    }

    /// Lays one colour on a run of pixels; `cover` gives the opacity of each, if not all is 255.
    pub fn flat(&mut self, span: Span, inks: &Inks, manner: &Manner, cover: Option<&[u8]>) {
        let Some((at, length, skipped)) = self.run(span) else { return };
        if cover.is_none() && self.is_plain(manner) {
            self.solid(at, length, inks, manner.keep);
            return;
        }
        for pixel in 0..length {
            let cover = cover.map_or(255, |cover| cover[skipped + pixel]);
            if cover > 0 {
                self.mix(at + pixel, inks, manner, cover);
            }
        }
    }

    /// Lays a colour of its own on each pixel of a run: `inks` has as many components for each as
    /// the layer.
    pub fn varied(&mut self, span: Span, inks: &[u8], manner: &Manner, cover: &[u8]) {
        let Some((at, length, skipped)) = self.run(span) else { return };
        let n = self.count;
        let cover = &cover[..skipped + length];
        if self.is_plain(manner)
            && manner.keep == 0
            && cover[skipped..].iter().all(|&own| own == 255)
        {
            let inks = &inks[skipped * n..(skipped + length) * n];
            self.inks[at * n..(at + length) * n].copy_from_slice(inks);
            self.alpha[at..at + length].fill(255);
            return;
        }
        let mut own = [0; COMPONENTS];
        for pixel in 0..length {
            let cover = cover[skipped + pixel];
            if cover > 0 {
                let from = (skipped + pixel) * n;
                own[..n].copy_from_slice(&inks[from..from + n]);
                self.mix(at + pixel, &own, manner, cover);
            }
        }
    }

    /// Whether what is laid down so hides what is below.
    fn is_plain(&self, manner: &Manner) -> bool {
        let hides = manner.blend == Blend::Normal && manner.opacity >= 1.0;
        hides && !self.knockout && self.own.is_none()
    }

    /// The first pixel of a run that is on the layer, how many are, and how many before it are not.
    fn run(&self, span: Span) -> Option<(usize, usize, usize)> {
        let [left, top, right, bottom] = self.area;
        let (from, to) = (span.from.max(left), span.to.min(right));
        if span.y < top || span.y >= bottom || from >= to {
            return None;
        }
        Some((self.at(from, span.y), (to - from) as usize, (from - span.from) as usize))
    }

    fn solid(&mut self, at: usize, length: usize, inks: &Inks, keep: u64) {
        let n = self.count;
        let pixels = &mut self.inks[at * n..(at + length) * n];
        if let (0, 4) = (keep, n) {
            let [c, m, y, k, ..] = *inks;
            pixels.as_chunks_mut::<4>().0.fill([c, m, y, k]);
        } else if keep == 0 {
            pixels.chunks_exact_mut(n).for_each(|pixel| pixel.copy_from_slice(&inks[..n]));
        } else {
            let alphas = &self.alpha[at..at + length];
            for (pixel, &alpha) in pixels.chunks_exact_mut(n).zip(alphas) {
                for (part, slot) in pixel.iter_mut().enumerate() {
                    *slot = if keep >> part & 1 == 0 {
                        inks[part]
                    } else if alpha < 255 {
                        scaled(*slot, alpha)
                    } else {
                        *slot
                    };
                }
            }
        }
        self.alpha[at..at + length].fill(255);
    }

    /// Lays a colour on a pixel by the formula of ISO 32000-1, 11.3.6.
    fn mix(&mut self, at: usize, inks: &Inks, manner: &Manner, cover: u8) {
        let n = self.count;
        let source = f32::from(cover) / 255.0 * manner.opacity;
        if source <= 0.0 {
            return;
        }
        let mut below = [0; COMPONENTS];
        let under = match &self.before {
            Some((own, alpha)) if self.knockout => {
                below[..n].copy_from_slice(&own[at * n..(at + 1) * n]);
                f32::from(alpha[at]) / 255.0
            }
            _ => {
                below[..n].copy_from_slice(&self.inks[at * n..(at + 1) * n]);
                f32::from(self.alpha[at]) / 255.0
            }
        };
        let union = under + source - under * source;
        let share = source / union;
        let blended = manner.blend.apply(self.process, n, &below, inks);
        let pixel = &mut self.inks[at * n..(at + 1) * n];
        for (part, slot) in pixel.iter_mut().enumerate() {
            let (b, s) = (f32::from(below[part]), f32::from(inks[part]));
            let (s, mixed) =
                if manner.keep >> part & 1 == 1 { (0.0, b) } else { (s, f32::from(blended[part])) };
            let value = (1.0 - share) * b + share * ((1.0 - under) * s + under * mixed);
            *slot = round(value);
        }
        self.alpha[at] = round(union * 255.0);
        if let Some(own) = &mut self.own {
            let known = if self.knockout { 0.0 } else { f32::from(own[at]) / 255.0 };
            own[at] = round((known + source - known * source) * 255.0);
        }
    }

    /// Takes what was there before out of a group that is not isolated (ISO 32000-1, 11.4.8), so
    /// that only what it paints itself is left.
    pub fn finish(&mut self) {
        let (Some(own), Some((before, alphas))) = (self.own.take(), self.before.take()) else {
            return;
        };
        let n = self.count;
        for (at, &alpha) in own.iter().enumerate() {
            let under = f32::from(alphas[at]) / 255.0;
            if alpha > 0 && alpha < 255 && under > 0.0 {
                let factor = under * (255.0 / f32::from(alpha) - 1.0);
                let pixel = at * n..(at + 1) * n;
                for (ink, &start) in self.inks[pixel.clone()].iter_mut().zip(&before[pixel]) {
                    let (end, start) = (f32::from(*ink), f32::from(start));
                    *ink = round(end + (end - start) * factor);
                }
            }
        }
        self.alpha = own;
    }

    /// Lays a finished group of the same components on this layer; `cover` gives the opacity of
    /// each pixel of a row of it.
    pub fn lay(&mut self, group: &Self, manner: &Manner, mut cover: impl FnMut(Span, &mut [u8])) {
        let area = meet(self.area, group.area);
        if is_empty(area) {
            return;
        }
        let width = (area[2] - area[0]) as usize;
        let mut row = vec![0; width];
        for y in area[1]..area[3] {
            let from = group.at(area[0], y);
            row.copy_from_slice(&group.alpha[from..from + width]);
            let span = Span { y, from: area[0], to: area[2] };
            cover(span, &mut row);
            let n = group.count;
            self.varied(span, &group.inks[from * n..(from + width) * n], manner, &row);
        }
    }

    /// Its inks on white paper, pixel by pixel.
    pub fn into_printed(mut self) -> Vec<u8> {
        let n = self.count.max(1);
        for (inks, alphas) in self.inks.chunks_mut(n * BLOCK).zip(self.alpha.chunks(BLOCK)) {
            match alphas {
                _ if alphas.iter().all(|&alpha| alpha == 255) => {}
                _ if alphas.iter().all(|&alpha| alpha == 0) => inks.fill(0),
                _ => {
                    for (pixel, &alpha) in inks.chunks_exact_mut(n).zip(alphas) {
                        pixel.iter_mut().for_each(|ink| *ink = scaled(*ink, alpha));
                    }
                }
            }
        }
        self.inks
    }

    /// The inks and the opacity at a place; nothing outside.
    pub fn sample(&self, x: i32, y: i32, out: &mut [u8]) -> u8 {
        let [left, top, right, bottom] = self.area;
        if x < left || x >= right || y < top || y >= bottom {
            return 0;
        }
        let at = self.at(x, y);
        out[..self.count].copy_from_slice(&self.inks[at * self.count..(at + 1) * self.count]);
        self.alpha[at]
    }
}

impl Blend {
    /// The blended colour of what is below and what is laid on it.
    fn apply(self, process: Process, count: usize, below: &Inks, inks: &Inks) -> Inks {
        let mut out = *inks;
        if self == Self::Normal {
            return out;
        }
        if self.is_separable() {
            for part in 0..count {
                let (b, s) = (255 - below[part], 255 - inks[part]);
                out[part] = 255 - self.component(b, s);
            }
        } else {
            // Spot inks are laid on plainly (ISO 32000-1, 11.7.4.2).
            unseparable(self, process, below, &mut out);
        }
        out
    }
}

fn round(value: f32) -> u8 {
    (value + 0.5).clamp(0.0, 255.0) as u8
}

/// A value by an opacity.
fn scaled(value: u8, alpha: u8) -> u8 {
    ((u32::from(value) * u32::from(alpha) + 127) / 255) as u8
}
