//! From values to light and back: the curves of sRGB and those in ICC profiles.

use libm::powf;
use moxcms::ToneReprCurve;

/// Linear light of an sRGB value (IEC 61966-2-1).
pub fn decode(value: f32) -> f32 {
    if value <= 0.04045 { value / 12.92 } else { powf((value + 0.055) / 1.055, 2.4) }
}

/// The sRGB value of linear light (IEC 61966-2-1).
pub fn encode(light: f32) -> f32 {
    let light = light.clamp(0.0, 1.0);
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * powf(light, 1.0 / 2.4) - 0.055 }
}

/// The linear light (0 to 1) of a value (0 to 1) on a tone curve (ICC.1, 10.6 and 10.18).
pub fn evaluate(curve: &ToneReprCurve, x: f32) -> f32 {
    match curve {
        ToneReprCurve::Lut(table) => match table.as_slice() {
            [] => x,
            [gamma] => powf(x, f32::from(*gamma) / 256.0),
            table => {
                let at = x * (table.len() - 1) as f32;
                let (low, rest) = (at.floor() as usize, at.fract());
                let high = (low + 1).min(table.len() - 1);
                let [low, high] = [low, high].map(|index| f32::from(table[index]) / 65535.0);
                low + (high - low) * rest
            }
        },
        ToneReprCurve::Parametric(parts) => match *parts.as_slice() {
            [g] => powf(x, g),
            [g, a, b] => power(x >= -b / a, a * x + b, g, 0.0),
            [g, a, b, c] => c + power(x >= -b / a, a * x + b, g, 0.0),
            [g, a, b, c, d] => power(x >= d, a * x + b, g, c * x),
            [g, a, b, c, d, e, f] => power(x >= d, a * x + b, g, c * x + f - e) + e,
            _ => decode(x),
        },
    }
}

fn power(curved: bool, base: f32, gamma: f32, straight: f32) -> f32 {
    if curved { powf(base.max(0.0), gamma) } else { straight }
}
