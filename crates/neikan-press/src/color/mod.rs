//! The colour engine: converts screen colours to inks and back, through ICC profiles.
//!
//! moxcms is built without SIMD, so that a colour becomes the same bytes on every machine. The
//! perceptual intent is that of the profiles; the relative one has black-point compensation.
//! The conversion to inks is sampled once into a [`grid`].

mod grid;

use std::sync::Arc;

use moxcms::{
    CmsError, ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent,
    Transform16BitExecutor, TransformF32Executor, TransformOptions,
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::profile::Intent;
use grid::Grid;
use neikan_base::diagnostic::Finding;
use neikan_base::icc;
use neikan_base::store::{Inputs, Store};
use pdfx_preflight::black_point::{self, lift_for, luminance, of_source, options};
use pdfx_preflight::lighten;
use pdfx_preflight::tables::Link;
use pdfx_preflight::tone::{self, decode};

/// Differences between red, green and blue up to this are rounding: the colour is grey.
const GREY: f32 = 1.01 / 255.0;
/// How many pixels a thread converts at a time.
const PIECE: usize = 1 << 16;

/// The engine of one output condition.
pub struct Engine {
    output: ColorProfile,
    intent: Intent,
    black: f32,
    total_ink: u32,
    tints: Tints,
    srgb: Converter,
    screen: Screen,
    id: [u8; 32],
    icc: [u8; 32],
    store: Arc<Store>,
}

impl Engine {
    /// An engine for an ICC profile; `total_ink` in percent.
    ///
    /// # Errors
    /// The finding `press-icc-broken` or `press-icc-kind`.
    pub fn new(icc: &[u8], intent: Intent, total_ink: f64) -> Result<Self, Finding> {
        Self::with_store(icc, intent, total_ink, Arc::default())
    }

    /// An engine, as [`Engine::new`] makes it, that takes its tables from a store.
    ///
    /// # Errors
    /// Those of [`Engine::new`].
    pub fn with_store(
        icc: &[u8],
        intent: Intent,
        total_ink: f64,
        store: Arc<Store>,
    ) -> Result<Self, Finding> {
        let broken = |error: CmsError| Finding::stop("press-icc-broken").with("reason", error);
        let output = ColorProfile::new_from_slice(icc).map_err(broken)?;
        if output.color_space != DataColorSpace::Cmyk
            || output.profile_class != ProfileClass::OutputDevice
        {
            let finding = Finding::stop("press-icc-kind");
            return Err(finding
                .with("space", format!("{:?}", output.color_space))
                .with("class", format!("{:?}", output.profile_class)));
        }
        let id = identity(icc, intent, total_ink);
        let icc = colors_of(icc);
        let total_ink = (total_ink * 2.55).round() as u32;
        let paper = Screen::new(&output).map_err(broken)?;
        let tints = Tints::new(&paper);
        let black = match intent {
            Intent::Perceptual => 0.0,
            Intent::Relative => {
                let light = |inks| luminance(paper.light(inks));
                black_point::find(&output, &light).map_err(broken)?
            }
        };
        let way = Way { output: &output, intent, black, total_ink, id, store: &store };
        let srgb = (&ColorProfile::new_srgb(), b"sRGB".as_slice());
        let srgb = way.matrix_rgb(srgb, tints.clone()).map_err(broken)?;
        let screen = paper.with_darkest(srgb.pixel([0; 3]));
        Ok(Self { output, intent, black, total_ink, tints, srgb, screen, id, icc, store })
    }

    /// The identity of this engine, different for every engine that converts differently.
    pub fn id(&self) -> [u8; 32] {
        self.id
    }

    /// The most ink on one spot, in 255ths of one ink.
    pub fn total_ink(&self) -> u32 {
        self.total_ink
    }

    /// Whether an ICC profile defines the same colours as this engine's, whatever its texts say.
    pub fn is_of(&self, icc: &[u8]) -> bool {
        colors_of(icc) == self.icc
    }

    /// The tints for screen greys.
    pub fn tints(&self) -> &Tints {
        &self.tints
    }

    /// The tints for the greys of an embedded ICC profile; `None` if the profile cannot be used.
    pub fn embedded_tints(&self, icc: &[u8]) -> Option<Tints> {
        let source = ColorProfile::new_from_slice(icc).ok()?;
        self.tints_of(&source)
    }

    /// The tints for the greys of a grey or RGB profile.
    fn tints_of(&self, source: &ColorProfile) -> Option<Tints> {
        let layout = match source.color_space {
            DataColorSpace::Gray => Layout::Gray,
            DataColorSpace::Rgb => Layout::Rgb,
            _ => return None,
        };
        let (srgb, options) = (ColorProfile::new_srgb(), TransformOptions::default());
        let transform = source.create_transform_8bit(layout, &srgb, Layout::Rgb, options).ok()?;
        let each = if layout == Layout::Gray { 1 } else { 3 };
        let greys: Vec<u8> = (0..=255).flat_map(|grey| std::iter::repeat_n(grey, each)).collect();
        let mut rgb = [0; 256 * 3];
        transform.transform(&greys, &mut rgb).ok()?;
        Some(Tints(std::array::from_fn(|grey| self.tints.0[usize::from(rgb[grey * 3 + 1])])))
    }

    /// The converter for sRGB.
    pub fn srgb(&self) -> &Converter {
        &self.srgb
    }

    /// The converter for the colours of an embedded RGB or CMYK profile; `None` if the profile
    /// cannot be used.
    pub fn embedded(&self, icc: &[u8]) -> Option<Converter> {
        let source = ColorProfile::new_from_slice(icc).ok()?;
        let Self { output, store, .. } = self;
        let (intent, black, total_ink, id) = (self.intent, self.black, self.total_ink, self.id);
        let way = Way { output, intent, black, total_ink, id, store };
        match source.color_space {
            DataColorSpace::Rgb => {
                let tints = self.tints_of(&source)?;
                if source.is_matrix_shaper() && source.lut_a_to_b_perceptual.is_none() {
                    way.matrix_rgb((&source, icc), tints).ok()
                } else {
                    way.by_tables(&source, Layout::Rgb, tints).ok()
                }
            }
            DataColorSpace::Cmyk => way.by_tables(&source, Layout::Rgba, self.tints.clone()).ok(),
            _ => None,
        }
    }

    /// How light inks (0 to 1) are on paper, compared with the paper.
    pub fn light(&self, inks: [f32; 4]) -> f32 {
        luminance(self.screen.light(inks)) / luminance(self.screen.paper)
    }

    /// The screen colour of inks in percent; paper is white, a tint of black is grey.
    pub fn screen(&self, percent: [f64; 4]) -> [u8; 3] {
        let inks = percent.map(|part| (part.clamp(0.0, 100.0) / 100.0) as f32);
        self.screen.color(inks)
    }
}

/// The hash of what defines the colours of an ICC profile.
fn colors_of(icc: &[u8]) -> [u8; 32] {
    Sha256::digest(icc::bare(icc).as_deref().unwrap_or(icc)).into()
}

/// The hash of everything that determines which inks a colour becomes.
fn identity(icc: &[u8], intent: Intent, total_ink: f64) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update([intent as u8]);
    hasher.update(total_ink.to_le_bytes());
    hasher.update(icc);
    hasher.finalize().into()
}

/// The conversion from any source to the inks.
struct Way<'a> {
    output: &'a ColorProfile,
    intent: Intent,
    black: f32,
    total_ink: u32,
    /// The identity of the engine.
    id: [u8; 32],
    store: &'a Store,
}

impl Way<'_> {
    fn intent(&self) -> RenderingIntent {
        match self.intent {
            Intent::Perceptual => RenderingIntent::Perceptual,
            Intent::Relative => RenderingIntent::RelativeColorimetric,
        }
    }

    fn options(&self) -> TransformOptions {
        options(self.intent())
    }

    /// From matrix/TRC RGB, whose profile has a name or is given: through one table.
    fn matrix_rgb(
        &self,
        (source, named): (&ColorProfile, &[u8]),
        tints: Tints,
    ) -> Result<Converter, CmsError> {
        let inputs = Inputs::new().with(self.id).with(named);
        let make = || Grid::sampled(source, self.black, self.output, self.options());
        let grid = Grid::new(&self.store.step("press-grid", grid::VERSION, &inputs, make)?);
        let total_ink = self.total_ink;
        Ok(Converter { steps: Steps::One(Box::new(grid)), components: 3, total_ink, tints })
    }

    /// From a source based on tables: through L*a*b*, as the tables of both say.
    fn by_tables(
        &self,
        source: &ColorProfile,
        layout: Layout,
        tints: Tints,
    ) -> Result<Converter, CmsError> {
        let blacks = match self.intent {
            Intent::Perceptual => None,
            Intent::Relative => Some([of_source(source, layout)?, self.black]),
        };
        let components = if layout == Layout::Rgb { 3 } else { 4 };
        let link = Link::new(source, self.output, self.intent(), blacks);
        match link.filter(|link| link.components() == components) {
            Some(link) => {
                let (steps, total_ink) = (Steps::Tables(Box::new(link)), self.total_ink);
                Ok(Converter { steps, components, total_ink, tints })
            }
            None => self.in_two_steps(source, layout, tints),
        }
    }

    /// From a source that has no table for the intent, or a matrix beside its tables: through an RGB
    /// space that contains all its colours, in 16 bits.
    fn in_two_steps(
        &self,
        source: &ColorProfile,
        layout: Layout,
        tints: Tints,
    ) -> Result<Converter, CmsError> {
        let wide = ColorProfile::new_pro_photo_rgb();
        let first = source.create_transform_16bit(layout, &wide, Layout::Rgb, self.options())?;
        let wide = match self.intent {
            Intent::Perceptual => wide,
            Intent::Relative => lift_for(wide, (source, layout), self.black)?,
        };
        let second =
            wide.create_transform_16bit(Layout::Rgb, self.output, Layout::Rgba, self.options())?;
        let components = if layout == Layout::Rgb { 3 } else { 4 };
        // A trial with one pixel: after that, only the size of buffers can make it fail.
        first.transform(&vec![0; components], &mut [0; 3])?;
        second.transform(&[0; 3], &mut [0; 4])?;
        let (steps, total_ink) = (Steps::Two(first, second), self.total_ink);
        Ok(Converter { steps, components, total_ink, tints })
    }
}

enum Steps {
    One(Box<Grid>),
    Tables(Box<Link>),
    Two(Arc<Transform16BitExecutor>, Arc<Transform16BitExecutor>),
}

/// Converts RGB or CMYK of one source to inks.
pub struct Converter {
    steps: Steps,
    components: usize,
    total_ink: u32,
    tints: Tints,
}

impl Converter {
    /// The inks (CMYK, 8 bit each) of source pixels (8 bit each), within the limit.
    pub fn pixels(&self, source: &[u8]) -> Vec<u8> {
        self.pixels_within(source, self.total_ink)
    }

    /// The same under another limit, in 255ths of one ink, on every core.
    pub fn pixels_within(&self, source: &[u8], total_ink: u32) -> Vec<u8> {
        let mut inks = vec![0; source.len() / self.components * 4];
        let sources = source.par_chunks(PIECE * self.components);
        let pieces = inks.par_chunks_mut(PIECE * 4).zip(sources);
        pieces.for_each(|(inks, source)| self.separate(source, inks, total_ink));
        inks
    }

    /// Writes the inks of pixels, under a limit in 255ths of one ink; surplus pixels or inks are
    /// left untouched.
    pub fn separate(&self, source: &[u8], inks: &mut [u8], total_ink: u32) {
        let inks = inks.as_chunks_mut().0;
        match &self.steps {
            Steps::One(grid) => {
                for (inks, &rgb) in inks.iter_mut().zip(source.as_chunks().0) {
                    *inks = grid.pixel(rgb);
                    lighten(inks, total_ink);
                }
            }
            Steps::Tables(link) => {
                link.pixels(source, inks.as_flattened_mut());
                let whole = source.len() / self.components;
                inks.iter_mut().take(whole).for_each(|inks| lighten(inks, total_ink));
            }
            Steps::Two(first, second) => {
                let whole = inks.len().min(source.len() / self.components);
                let source = &source[..whole * self.components];
                let source: Vec<u16> = source.iter().map(|&part| u16::from(part) * 257).collect();
                let (mut wide, mut fine) = (vec![0; whole * 3], vec![0_u16; whole * 4]);
                let done = first.transform(&source, &mut wide);
                if done.and_then(|()| second.transform(&wide, &mut fine)).is_err() {
                    unreachable!("the buffers have whole pixels");
                }
                let eighth = |part: u16| ((u32::from(part) + 128) / 257) as u8;
                for (inks, &fine) in inks.iter_mut().zip(fine.as_chunks().0) {
                    *inks = fine.map(eighth);
                    lighten(inks, total_ink);
                }
            }
        }
    }

    /// Components per source pixel: 3 or 4.
    pub fn components(&self) -> usize {
        self.components
    }

    /// The tints for the greys of the source.
    pub fn tints(&self) -> &Tints {
        &self.tints
    }

    /// The inks (0 to 1) of a flat colour (0 to 1): greys use black ink only.
    pub fn flat(&self, rgb: [f32; 3]) -> [f32; 4] {
        match grey(rgb) {
            Some(grey) => [0.0, 0.0, 0.0, self.tints.ink(grey)],
            None => self.separated(rgb),
        }
    }

    /// The inks (0 to 1) of a colour (0 to 1) in a picture: greys, too, are made of four inks.
    pub fn separated(&self, rgb: [f32; 3]) -> [f32; 4] {
        let rgb = rgb.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        self.pixel(rgb).map(|part| f32::from(part) / 255.0)
    }

    fn pixel(&self, rgb: [u8; 3]) -> [u8; 4] {
        let mut inks = match &self.steps {
            Steps::One(grid) => grid.pixel(rgb),
            _ => self.pixels(&rgb).try_into().unwrap_or_default(),
        };
        lighten(&mut inks, self.total_ink);
        inks
    }
}

/// The amount of black ink (0 to 1) that renders each of 256 greys.
///
/// A grey of half the light does not take half the ink, since dots spread on paper. Black is full
/// ink, white is paper, and in between a tint has the same light as the grey.
#[derive(Debug, Clone)]
pub struct Tints([f32; 256]);

impl Tints {
    fn new(paper: &Screen) -> Self {
        let step = |index: usize| index as f32 / 1000.0;
        let light = |ink: f32| luminance(paper.light([0.0, 0.0, 0.0, ink]));
        let ladder: Vec<f32> = (0..=1000).map(|index| light(step(index))).collect();
        let (white, black) = (ladder[0], ladder[1000]);
        Self(std::array::from_fn(|grey| match grey {
            0 => 1.0,
            255 => 0.0,
            _ => {
                let wanted = black + (white - black) * decode(grey as f32 / 255.0);
                step(ladder.partition_point(|&light| light > wanted).min(1000))
            }
        }))
    }

    /// The ink (0 to 1) for a grey (0 to 1).
    pub fn ink(&self, grey: f32) -> f32 {
        self.0[usize::from((grey.clamp(0.0, 1.0) * 255.0).round() as u8)]
    }

    /// The DeviceGray values of grey pixels.
    pub fn pixels(&self, greys: &[u8]) -> Vec<u8> {
        let device = self.0.map(|ink| ((1.0 - ink) * 255.0).round() as u8);
        greys.iter().map(|&grey| device[usize::from(grey)]).collect()
    }
}

/// The lightness (0 to 1) of a grey; `None` for any other colour.
pub fn grey(rgb: [f32; 3]) -> Option<f32> {
    let [r, g, b] = rgb;
    let spread = r.max(g).max(b) - r.min(g).min(b);
    (spread <= GREY).then_some(g.clamp(0.0, 1.0))
}

/// The luminosity of a colour as soft masks define it (ISO 32000-1, 11.3.5.3).
pub fn luminosity([r, g, b]: [f32; 3]) -> f32 {
    0.3 * r + 0.59 * g + 0.11 * b
}

/// Limits pixels (CMYK, 8 bit each) to a total, in 255ths of one ink.
pub fn keep_within(inks: &mut [u8], total_ink: u32) {
    inks.as_chunks_mut().0.iter_mut().for_each(|pixel| lighten(pixel, total_ink));
}

/// Converts inks to what a screen shows of them.
///
/// Relative colorimetric, and stretched in linear light from the darkest print to black and from
/// paper to white: a page on a screen is white, and its black is black.
struct Screen {
    transform: Arc<TransformF32Executor>,
    paper: [f32; 3],
    darkest: f32,
}

impl Screen {
    fn new(output: &ColorProfile) -> Result<Self, CmsError> {
        let transform = output.create_transform_f32(
            Layout::Rgba,
            &ColorProfile::new_srgb(),
            Layout::Rgb,
            options(RenderingIntent::RelativeColorimetric),
        )?;
        // A trial with one pixel: after that, only the size of buffers can make it fail.
        transform.transform(&[0.0; 4], &mut [0.0; 3])?;
        let mut screen = Self { transform, paper: [1.0; 3], darkest: 0.0 };
        screen.paper = screen.light([0.0; 4]).map(|part| part.max(0.5));
        Ok(screen)
    }

    /// The same, with these darkest inks shown as black.
    fn with_darkest(mut self, inks: [u8; 4]) -> Self {
        let light = self.light(inks.map(|part| f32::from(part) / 255.0));
        self.darkest = luminance(light).clamp(0.0, 0.1);
        self
    }

    fn color(&self, inks: [f32; 4]) -> [u8; 3] {
        let light = self.light(inks);
        let mut stretched = [0.0; 3];
        for (channel, part) in stretched.iter_mut().enumerate() {
            *part = (light[channel] - self.darkest) / (self.paper[channel] - self.darkest);
        }
        if inks[..3] == [0.0; 3] {
            stretched = [luminance(stretched); 3];
        }
        stretched.map(encode)
    }

    /// The linear sRGB of inks.
    fn light(&self, inks: [f32; 4]) -> [f32; 3] {
        let mut rgb = [0.0; 3];
        if self.transform.transform(&inks, &mut rgb).is_err() {
            unreachable!("the buffers have one pixel");
        }
        rgb.map(decode)
    }
}

/// The sRGB value of linear light, 8 bit.
fn encode(light: f32) -> u8 {
    (tone::encode(light) * 255.0).round() as u8
}
