//! The colour engine: screen colours to inks and back, through ICC profiles.
//!
//! moxcms is built without SIMD, so that a colour becomes the same bytes on every machine.

use std::sync::Arc;

use moxcms::{
    CmsError, ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent,
    Transform8BitExecutor, TransformF32Executor, TransformOptions,
};

use super::profile::Intent;
use crate::diagnostic::Finding;

/// Differences between red, green and blue up to this are rounding: the colour is a grey.
const GREY: f32 = 1.01 / 255.0;

/// The engine of one output condition.
pub struct Engine {
    output: ColorProfile,
    intent: RenderingIntent,
    total_ink: u32,
    tints: Tints,
    srgb: Converter,
    screen: Screen,
}

impl Engine {
    /// An engine for an ICC profile; `total_ink` in percent.
    ///
    /// # Errors
    /// The finding `press-icc-broken` or `press-icc-kind`.
    pub fn new(icc: &[u8], intent: Intent, total_ink: f64) -> Result<Self, Finding> {
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
        let intent = match intent {
            Intent::Perceptual => RenderingIntent::Perceptual,
            Intent::Relative => RenderingIntent::RelativeColorimetric,
        };
        let total_ink = (total_ink * 2.55).round() as u32;
        let paper = Screen::new(&output).map_err(broken)?;
        let tints = Tints::new(&paper);
        let srgb = Converter::new(&ColorProfile::new_srgb(), &output, intent, total_ink, &tints);
        let srgb = srgb.map_err(broken)?;
        let screen = paper.with_darkest(srgb.pixel([0; 3]));
        Ok(Self { output, intent, total_ink, tints, srgb, screen })
    }

    /// The tints for greys as on a screen.
    pub fn tints(&self) -> &Tints {
        &self.tints
    }

    /// The tints for the greys of an embedded ICC profile; for a profile that cannot be used,
    /// none.
    pub fn embedded_tints(&self, icc: &[u8]) -> Option<Tints> {
        let source = ColorProfile::new_from_slice(icc).ok()?;
        let (srgb, options) = (ColorProfile::new_srgb(), TransformOptions::default());
        let transform =
            source.create_transform_8bit(Layout::Gray, &srgb, Layout::Rgb, options).ok()?;
        let greys: Vec<u8> = (0..=255).collect();
        let mut rgb = [0; 256 * 3];
        transform.transform(&greys, &mut rgb).ok()?;
        Some(Tints(std::array::from_fn(|grey| self.tints.0[usize::from(rgb[grey * 3 + 1])])))
    }

    /// The converter for sRGB.
    pub fn srgb(&self) -> &Converter {
        &self.srgb
    }

    /// The converter for the colours of an embedded ICC profile; for a profile that cannot be
    /// used, none.
    pub fn embedded(&self, icc: &[u8]) -> Option<Converter> {
        let source = ColorProfile::new_from_slice(icc).ok()?;
        if source.color_space != DataColorSpace::Rgb {
            return None;
        }
        Converter::new(&source, &self.output, self.intent, self.total_ink, &self.tints).ok()
    }

    /// The screen colour of inks in percent; paper is white, a tint of black is a grey.
    pub fn screen(&self, percent: [f64; 4]) -> [u8; 3] {
        let inks = percent.map(|part| (part.clamp(0.0, 100.0) / 100.0) as f32);
        self.screen.color(inks)
    }
}

fn options(intent: RenderingIntent) -> TransformOptions {
    TransformOptions { rendering_intent: intent, ..TransformOptions::default() }
}

/// Turns RGB of one source into inks.
pub struct Converter {
    transform: Arc<Transform8BitExecutor>,
    total_ink: u32,
    tints: Tints,
}

impl Converter {
    fn new(
        source: &ColorProfile,
        output: &ColorProfile,
        intent: RenderingIntent,
        total_ink: u32,
        tints: &Tints,
    ) -> Result<Self, CmsError> {
        let transform =
            source.create_transform_8bit(Layout::Rgb, output, Layout::Rgba, options(intent))?;
        Ok(Self { transform, total_ink, tints: tints.clone() })
    }

    /// The inks (CMYK, 8 bit each) of pixels (RGB, 8 bit each).
    pub fn pixels(&self, rgb: &[u8]) -> Vec<u8> {
        let whole = rgb.len() / 3;
        let mut inks = vec![0; whole * 4];
        if self.transform.transform(&rgb[..whole * 3], &mut inks).is_err() {
            unreachable!("the buffers have whole pixels");
        }
        inks.as_chunks_mut().0.iter_mut().for_each(|pixel| limit(pixel, self.total_ink));
        inks
    }

    /// The inks (0 to 1) of a flat colour (0 to 1): greys in black ink alone.
    pub fn flat(&self, rgb: [f32; 3]) -> [f32; 4] {
        match grey(rgb) {
            Some(grey) => [0.0, 0.0, 0.0, self.tints.ink(grey)],
            None => self.separated(rgb),
        }
    }

    /// The inks (0 to 1) of a colour (0 to 1) as in a picture: greys too are made of four inks.
    pub fn separated(&self, rgb: [f32; 3]) -> [f32; 4] {
        let rgb = rgb.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        self.pixel(rgb).map(|part| f32::from(part) / 255.0)
    }

    fn pixel(&self, rgb: [u8; 3]) -> [u8; 4] {
        let mut inks = [0; 4];
        inks.copy_from_slice(&self.pixels(&rgb));
        inks
    }
}

/// How much black ink (0 to 1) shows each of 256 greys.
///
/// A grey of half the light is not half the ink: dots spread on paper. Black is full ink and
/// white is paper, and between them the light of the tint is that of the grey.
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

/// The lightness (0 to 1) of a colour that is a grey.
pub fn grey(rgb: [f32; 3]) -> Option<f32> {
    let [r, g, b] = rgb;
    let spread = r.max(g).max(b) - r.min(g).min(b);
    (spread <= GREY).then_some(g.clamp(0.0, 1.0))
}

/// The luminosity of a colour as soft masks take it (ISO 32000-1, 11.3.5.3).
pub fn luminosity([r, g, b]: [f32; 3]) -> f32 {
    0.3 * r + 0.59 * g + 0.11 * b
}

/// Takes cyan, magenta and yellow back until the four inks stay within the limit.
fn limit(pixel: &mut [u8; 4], total: u32) {
    let [c, m, y, k] = pixel.map(u32::from);
    let colored = c + m + y;
    if colored + k > total && colored > 0 {
        let allowed = total.saturating_sub(k);
        for (part, value) in pixel.iter_mut().zip([c, m, y]) {
            *part = (value * allowed / colored) as u8;
        }
    }
}

/// Turns inks into what a screen shows of them.
///
/// Relative colorimetric, and in linear light stretched from the darkest print to black and
/// from paper to white: a page on a screen is white, and its black is black.
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
        let mut screen = Self { transform, paper: [1.0; 3], darkest: 0.0 };
        screen.paper = screen.light([0.0; 4]).map(|part| part.max(0.5));
        Ok(screen)
    }

    /// The same with black where the inks are darkest.
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

/// The luminance of linear sRGB (IEC 61966-2-1).
fn luminance([r, g, b]: [f32; 3]) -> f32 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Linear light of an sRGB value (IEC 61966-2-1).
fn decode(value: f32) -> f32 {
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// The sRGB value of linear light (IEC 61966-2-1), 8 bit.
fn encode(light: f32) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let value =
        if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (value * 255.0).round() as u8
}
