//! The theme's colours on screens: by day, by night, and legible as text.
//!
//! Lightness is changed in Oklab (B. Ottosson, 2020), where it is perceptually uniform; contrast is
//! measured as in WCAG 2.2.

use libm::{cbrt, hypot, pow};

/// A colour in sRGB.
pub type Rgb = [u8; 3];

/// The minimum contrast of text with its background (WCAG 2.2, 1.4.3).
const LEGIBLE: f64 = 4.6;
/// The strength of a tint, as in print.
const TINT: f64 = 0.09;
/// The chroma in Oklab below which a colour is grey.
const GREY: f64 = 0.035;

/// A colour as `#rrggbb`.
pub fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Whether text in a colour is legible on all of these backgrounds.
pub fn is_legible(color: Rgb, grounds: &[Rgb]) -> bool {
    grounds.iter().all(|&ground| contrast(color, ground) >= LEGIBLE)
}

/// Moves a colour away from the lightness of some backgrounds, all light or all dark, until text in
/// it is legible on each.
pub fn legible(color: Rgb, grounds: &[Rgb]) -> Rgb {
    let light = grounds.first().is_none_or(|&ground| luminance(ground) > 0.18);
    let step = if light { -0.01 } else { 0.01 };
    let [lightness, a, b] = to_oklab(color);
    let mut lightness = lightness.clamp(0.0, 1.0);
    let mut found = color;
    while !is_legible(found, grounds) && (0.0..=1.0).contains(&lightness) {
        lightness += step;
        found = from_oklab([lightness, a, b]);
    }
    found
}

/// A faint tint of a colour on a background.
pub fn tint(color: Rgb, ground: Rgb) -> Rgb {
    std::array::from_fn(|i| {
        let (color, ground) = (f64::from(color[i]), f64::from(ground[i]));
        (ground + (color - ground) * TINT).round() as u8
    })
}

/// A colour by night: greys are inverted, so that paper is dark and ink is light; other colours
/// keep their lightness.
pub fn night(color: Rgb) -> Rgb {
    let [lightness, a, b] = to_oklab(color);
    if hypot(a, b) > GREY {
        return from_oklab([lightness.max(0.55), a * 0.92, b * 0.92]);
    }
    from_oklab([(0.19 + 0.98 * (1.0 - lightness)).min(0.93), a, b])
}

/// The contrast of two colours, 1 to 21.
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(color: Rgb) -> f64 {
    let [r, g, b] = color.map(to_linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn to_linear(value: u8) -> f64 {
    let value = f64::from(value) / 255.0;
    if value <= 0.04045 { value / 12.92 } else { pow((value + 0.055) / 1.055, 2.4) }
}

fn from_linear(value: f64) -> u8 {
    let value = value.clamp(0.0, 1.0);
    let value =
        if value <= 0.003_130_8 { 12.92 * value } else { 1.055 * pow(value, 1.0 / 2.4) - 0.055 };
    (value * 255.0).round() as u8
}

fn to_oklab(color: Rgb) -> [f64; 3] {
    let [r, g, b] = color.map(to_linear);
    let l = cbrt(0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_99 * b);
    let m = cbrt(0.211_903_5 * r + 0.680_699_55 * g + 0.107_396_96 * b);
    let s = cbrt(0.088_302_46 * r + 0.281_718_84 * g + 0.629_978_7 * b);
    [
        0.210_454_26 * l + 0.793_617_79 * m - 0.004_072_05 * s,
        1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_71 * s,
        0.025_904_04 * l + 0.782_771_77 * m - 0.808_675_77 * s,
    ]
}

fn cube(value: f64) -> f64 {
    value * value * value
}

fn from_oklab([lightness, a, b]: [f64; 3]) -> Rgb {
    let l = cube(lightness + 0.396_337_78 * a + 0.215_803_76 * b);
    let m = cube(lightness - 0.105_561_35 * a - 0.063_854_17 * b);
    let s = cube(lightness - 0.089_484_18 * a - 1.291_485_5 * b);
    [
        4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
        -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
        -0.004_196_09 * l - 0.703_418_61 * m + 1.707_614_7 * s,
    ]
    .map(from_linear)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Rgb = [255, 255, 255];
    const INK: Rgb = [29, 29, 27];

    #[test]
    fn the_way_to_oklab_and_back_is_the_same_colour() {
        for color in [PAPER, INK, [200, 60, 40], [12, 34, 56], [250, 200, 0]] {
            assert_eq!(from_oklab(to_oklab(color)), color);
        }
    }

    #[test]
    fn text_is_legible_by_day_and_by_night() {
        let dark = night(PAPER);
        for color in [INK, [198, 115, 43], [250, 190, 30], [40, 60, 120], [230, 50, 80]] {
            assert!(contrast(legible(color, &[PAPER]), PAPER) >= LEGIBLE);
            assert!(contrast(legible(night(color), &[dark]), dark) >= LEGIBLE);
        }
        assert!(luminance(dark) < 0.02 && luminance(night(INK)) > 0.6);
    }
}
