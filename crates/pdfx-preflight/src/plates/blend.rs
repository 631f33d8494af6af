//! Blend modes (ISO 32000-1, 11.3.5).

use super::Process;
use super::layer::Inks;

/// A blend mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blend {
    Normal,
    Multiply,
    Screen,
    Overlay,
    Darken,
    Lighten,
    ColorDodge,
    ColorBurn,
    HardLight,
    SoftLight,
    Difference,
    Exclusion,
    Hue,
    Saturation,
    Color,
    Luminosity,
}

impl Blend {
    /// The mode with a name; `None` for one that there is not.
    pub fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"Normal" | b"Compatible" => Self::Normal,
            b"Multiply" => Self::Multiply,
            b"Screen" => Self::Screen,
            b"Overlay" => Self::Overlay,
            b"Darken" => Self::Darken,
            b"Lighten" => Self::Lighten,
            b"ColorDodge" => Self::ColorDodge,
            b"ColorBurn" => Self::ColorBurn,
            b"HardLight" => Self::HardLight,
            b"SoftLight" => Self::SoftLight,
            b"Difference" => Self::Difference,
            b"Exclusion" => Self::Exclusion,
            b"Hue" => Self::Hue,
            b"Saturation" => Self::Saturation,
            b"Color" => Self::Color,
            b"Luminosity" => Self::Luminosity,
            _ => return None,
        })
    }

    /// Whether each component is blended by itself.
    pub fn is_separable(self) -> bool {
        !matches!(self, Self::Hue | Self::Saturation | Self::Color | Self::Luminosity)
    }

    /// A component of the backdrop and of the source, of light, blended.
    pub fn component(self, below: u8, source: u8) -> u8 {
        let (b, s) = (f32::from(below) / 255.0, f32::from(source) / 255.0);
        let value = match self {
            Self::Multiply => b * s,
            Self::Screen => b + s - b * s,
            Self::Overlay => hard_light(s, b),
            Self::Darken => b.min(s),
            Self::Lighten => b.max(s),
            Self::ColorDodge if b <= 0.0 => 0.0,
            Self::ColorDodge if s >= 1.0 => 1.0,
            Self::ColorDodge => (b / (1.0 - s)).min(1.0),
            Self::ColorBurn if b >= 1.0 => 1.0,
            Self::ColorBurn if s <= 0.0 => 0.0,
            Self::ColorBurn => 1.0 - ((1.0 - b) / s).min(1.0),
            Self::HardLight => hard_light(b, s),
            Self::SoftLight => soft_light(b, s),
            Self::Difference => (b - s).abs(),
            Self::Exclusion => b + s - 2.0 * b * s,
            _ => s,
        };
        (value * 255.0 + 0.5).clamp(0.0, 255.0) as u8
    }
}

fn hard_light(b: f32, s: f32) -> f32 {
    if s <= 0.5 {
        b * 2.0 * s
    } else {
        let s = 2.0 * s - 1.0;
        b + s - b * s
    }
}

fn soft_light(b: f32, s: f32) -> f32 {
    if s <= 0.5 {
        return b - (1.0 - 2.0 * s) * b * (1.0 - b);
    }
    let d = if b <= 0.25 { ((16.0 * b - 12.0) * b + 4.0) * b } else { b.sqrt() };
    b + (2.0 * s - 1.0) * (d - b)
}

/// Blends the process components by a mode that mixes them; spot inks stay those of the source.
pub fn unseparable(blend: Blend, process: Process, below: &Inks, out: &mut Inks) {
    let light = |inks: &Inks| -> [f32; 3] {
        std::array::from_fn(|part| f32::from(255 - inks[part]) / 255.0)
    };
    match process {
        // Grey has no hue and no saturation.
        Process::Gray => {
            if blend != Blend::Luminosity {
                out[0] = below[0];
            }
        }
        Process::Rgb | Process::Cmyk => {
            let mixed = mixed(blend, light(below), light(out));
            for (slot, part) in out.iter_mut().zip(mixed) {
                *slot = (255.5 - part * 255.0).clamp(0.0, 255.0) as u8;
            }
            if process == Process::Cmyk && blend != Blend::Luminosity {
                out[3] = below[3];
            }
        }
    }
}

fn mixed(blend: Blend, b: [f32; 3], s: [f32; 3]) -> [f32; 3] {
    match blend {
        Blend::Hue => with_luminosity(with_saturation(s, saturation(b)), luminosity(b)),
        Blend::Saturation => with_luminosity(with_saturation(b, saturation(s)), luminosity(b)),
        Blend::Color => with_luminosity(s, luminosity(b)),
        _ => with_luminosity(b, luminosity(s)),
    }
}

/// The luminosity of red, green and blue.
pub fn luminosity([r, g, b]: [f32; 3]) -> f32 {
    0.3 * r + 0.59 * g + 0.11 * b
}

fn saturation(c: [f32; 3]) -> f32 {
    c[0].max(c[1]).max(c[2]) - c[0].min(c[1]).min(c[2])
}

fn with_luminosity(c: [f32; 3], wanted: f32) -> [f32; 3] {
    let off = wanted - luminosity(c);
    let c = c.map(|part| part + off);
    let own = luminosity(c);
    let (least, most) = (c[0].min(c[1]).min(c[2]), c[0].max(c[1]).max(c[2]));
    c.map(|part| {
        let part = if least < 0.0 { own + (part - own) * own / (own - least) } else { part };
        if most > 1.0 { own + (part - own) * (1.0 - own) / (most - own) } else { part }
    })
}

fn with_saturation(c: [f32; 3], wanted: f32) -> [f32; 3] {
    let (least, most) = (c[0].min(c[1]).min(c[2]), c[0].max(c[1]).max(c[2]));
    if most <= least {
        return [0.0; 3];
    }
    c.map(|part| (part - least) * wanted / (most - least))
}
