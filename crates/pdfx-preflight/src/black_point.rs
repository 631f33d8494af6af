//! Black-point compensation: the darkest colour of a source is mapped to the darkest that the press
//! can print, so that shadows keep their gradation where colours are otherwise left as they are.
//!
//! After "Adobe Systems' Implementation of Black Point Compensation" (2006), as in Little CMS;
//! moxcms has none. Black points are neutral, so what the compensation does in XYZ is equivalent to
//! lifting the three curves of matrix/TRC RGB, which needs no table of its own. The black of such a
//! source is no light at all; that of others counts once they have become such RGB ([`lift_for`]).

use libm::cbrt;
use moxcms::{
    CmsError, ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, ToneReprCurve,
    TransformOptions,
};

use crate::tables;
use crate::tone::{decode, encode, evaluate};

/// Steps of the grey ramp that is sent through the profile and back.
const STEPS: usize = 256;
/// Entries of a lifted curve.
const ENTRIES: usize = 4096;

/// The luminance (0 to 1, paper is 1) of an output profile's black; `light` is that of inks on
/// paper.
///
/// # Errors
/// What is wrong with the profile.
pub fn find(output: &ColorProfile, light: &dyn Fn([f32; 4]) -> f32) -> Result<f32, CmsError> {
    let first = round_trip(output, light, RenderingIntent::Perceptual, &[0.0])?[0].min(50.0);
    let ramp: Vec<f32> = (0..STEPS).map(|step| step as f32 * 100.0 / 255.0).collect();
    let mut back = round_trip(output, light, RenderingIntent::RelativeColorimetric, &ramp)?;
    for step in (1..STEPS - 1).rev() {
        back[step] = back[step].min(back[step + 1]);
    }
    Ok(luminance_of(vertex(&ramp, &back, first)))
}

/// A matrix/TRC profile with which colours of a source that has tables go on to a press whose black has
/// a luminance: that of the source becomes it.
///
/// # Errors
/// What is wrong with the profile of the source.
pub fn lift_for(
    wide: ColorProfile,
    (source, layout): (&ColorProfile, Layout),
    black: f32,
) -> Result<ColorProfile, CmsError> {
    let own = of_source(source, layout)?;
    Ok(lift(wide, (black - own) / (1.0 - own)))
}

/// The luminance (0 to 1, paper is 1) of the black of a source that has tables: what a press can print
/// of no light, by its perceptual intent; the darkest colour of anything else. At most L* 50.
///
/// # Errors
/// What is wrong with the profile.
pub fn of_source(source: &ColorProfile, layout: Layout) -> Result<f32, CmsError> {
    let is_press = source.color_space == DataColorSpace::Cmyk;
    let prints = is_press && source.profile_class == ProfileClass::OutputDevice;
    if let Some(own) = tables::black(source).filter(|_| prints) {
        return Ok(own);
    }
    let relative = options(RenderingIntent::RelativeColorimetric);
    let srgb = ColorProfile::new_srgb();
    let look = source.create_transform_f32(layout, &srgb, Layout::Rgb, relative)?;
    let light = |color: &[f32]| {
        let mut rgb = [0.0; 3];
        look.transform(color, &mut rgb).map(|()| luminance(rgb.map(decode)))
    };
    let lightness = if prints {
        // A pixel of the right size, so looking at it cannot fail.
        let light = |inks: [f32; 4]| light(&inks).unwrap_or_default();
        round_trip(source, &light, RenderingIntent::Perceptual, &[0.0])?[0]
    } else {
        let darkest: &[f32] = match layout {
            _ if is_press => &[1.0; 4],
            Layout::Gray => &[0.0],
            _ => &[0.0; 3],
        };
        lightness_of(light(darkest)?)
    };
    Ok(luminance_of(lightness.clamp(0.0, 50.0)))
}

/// The lightnesses (L*) that come back when lightnesses are sent to the press.
fn round_trip(
    output: &ColorProfile,
    light: &dyn Fn([f32; 4]) -> f32,
    intent: RenderingIntent,
    ramp: &[f32],
) -> Result<Vec<f32>, CmsError> {
    let there = ColorProfile::new_srgb().create_transform_f32(
        Layout::Rgb,
        output,
        Layout::Rgba,
        options(intent),
    )?;
    let one = |&lightness: &f32| {
        let (rgb, mut inks) = ([encode(luminance_of(lightness)); 3], [0.0; 4]);
        there.transform(&rgb, &mut inks)?;
        Ok(lightness_of(light(inks)))
    };
    ramp.iter().map(one).collect()
}

/// The L* where the round-trip curve leaves its floor; `first` if it has no bend.
fn vertex(ramp: &[f32], back: &[f32], first: f32) -> f32 {
    let (least, most) = (back[0], back[STEPS - 1]);
    if least >= most {
        return 0.0;
    }
    let straight = ramp
        .iter()
        .zip(back)
        .all(|(&sent, &came)| sent <= least + 0.2 * (most - least) || (sent - came).abs() < 4.0);
    if straight {
        return first;
    }
    let share = |came: f32| (came - least) / (most - least);
    let shadows = ramp.iter().zip(back).map(|(&sent, &came)| (sent, share(came)));
    let shadows: Vec<_> = shadows.filter(|(_, share)| (0.1..0.5).contains(share)).collect();
    if shadows.len() < 3 { 0.0 } else { root(&shadows).clamp(0.0, 50.0) }
}

/// Where the least-squares parabola through these points meets zero.
fn root(points: &[(f32, f32)]) -> f32 {
    let mut sums = [0.0_f64; 5];
    let mut right = [0.0_f64; 3];
    for &(x, y) in points {
        let (x, y) = (f64::from(x), f64::from(y));
        let powers = [1.0, x, x * x, x * x * x, x * x * x * x];
        sums.iter_mut().zip(powers).for_each(|(sum, power)| *sum += power);
        right.iter_mut().zip(powers).for_each(|(sum, power)| *sum += y * power);
    }
    let [n, x1, x2, x3, x4] = sums;
    let rows = [[n, x1, x2], [x1, x2, x3], [x2, x3, x4]];
    let whole = determinant(rows);
    if whole.abs() < 1e-12 {
        return 0.0;
    }
    let [c, b, a] = std::array::from_fn(|column| {
        let mut changed = rows;
        changed.iter_mut().zip(right).for_each(|(row, value)| row[column] = value);
        determinant(changed) / whole
    });
    let inside = b * b - 4.0 * a * c;
    match a.abs() < 1e-10 {
        true if b != 0.0 => (-c / b) as f32,
        false if inside > 0.0 => ((-b + inside.sqrt()) / (2.0 * a)) as f32,
        _ => 0.0,
    }
}

fn determinant([[a, b, c], [d, e, f], [g, h, i]]: [[f64; 3]; 3]) -> f64 {
    a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
}

/// How colours are transformed with a rendering intent.
pub fn options(intent: RenderingIntent) -> TransformOptions {
    TransformOptions { rendering_intent: intent, ..TransformOptions::default() }
}

/// The luminance of linear sRGB (IEC 61966-2-1).
pub fn luminance([r, g, b]: [f32; 3]) -> f32 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// CIE L* of a luminance (0 to 1).
fn lightness_of(luminance: f32) -> f32 {
    let y = f64::from(luminance.clamp(0.0, 1.0));
    let f = if y > 216.0 / 24389.0 { cbrt(y) } else { (24389.0 / 27.0 * y + 16.0) / 116.0 };
    (116.0 * f - 16.0) as f32
}

/// The luminance (0 to 1) of a CIE L*.
fn luminance_of(lightness: f32) -> f32 {
    let f = (f64::from(lightness) + 16.0) / 116.0;
    let y = if lightness > 8.0 { f * f * f } else { f64::from(lightness) * 27.0 / 24389.0 };
    y as f32
}

/// A matrix/TRC profile whose black is lifted to a luminance; if that is negative, what is as dark as that
/// becomes no light.
pub fn lift(mut source: ColorProfile, black: f32) -> ColorProfile {
    // The curves count, not a code that names them.
    source.cicp = None;
    for curve in [&mut source.red_trc, &mut source.green_trc, &mut source.blue_trc] {
        let Some(old) = curve.as_ref() else { continue };
        let entry = |index: usize| {
            let light = evaluate(old, index as f32 / (ENTRIES - 1) as f32);
            ((light + (1.0 - light) * black).clamp(0.0, 1.0) * 65535.0).round() as u16
        };
        *curve = Some(ToneReprCurve::Lut((0..ENTRIES).map(entry).collect()));
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lightness_and_luminance_are_inverse() {
        for lightness in [0.0, 1.0, 5.0, 8.0, 20.0, 50.0, 100.0] {
            assert!((lightness_of(luminance_of(lightness)) - lightness).abs() < 0.01);
        }
    }

    #[test]
    fn the_root_of_a_parabola_is_found() {
        let points: Vec<_> =
            (10..30).map(|x| (x as f32, (x as f32 - 4.0) * (x as f32 + 2.0) / 900.0)).collect();
        assert!((root(&points) - 4.0).abs() < 0.01, "{}", root(&points));
    }

    #[test]
    fn a_lifted_curve_begins_at_black_and_ends_at_white() {
        let lifted = lift(ColorProfile::new_srgb(), 0.02);
        let Some(ToneReprCurve::Lut(table)) = lifted.red_trc else { panic!("no table") };
        assert_eq!((table[0], table[ENTRIES - 1]), (1311, 65535));
        let middle = f32::from(table[ENTRIES / 2]) / 65535.0;
        assert!((middle - (0.2140 * 0.98 + 0.02)).abs() < 0.001, "{middle}");
    }
}
