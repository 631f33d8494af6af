//! The chunks of a PNG, and what they say about its colours.
//!
//! If there are several, the order of precedence of the third edition of PNG (W3C, 2025, 4.3 and
//! 11.3.2) applies: cICP, then iCCP, then sRGB, then gAMA and cHRM.

use moxcms::{Chromaticity, ColorPrimaries, ColorProfile};

use super::code_points::{Meaning, meaning};

/// The bytes that every PNG begins with.
pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The unit of gAMA and cHRM: one hundred-thousandth.
const PARTS: f64 = 100_000.0;
/// The gamma that stands for sRGB (11.3.2.2), and the tolerance.
const SRGB_GAMMA: (f64, f64) = (0.45455, 0.005);
/// The chromaticities of sRGB: white, red, green, blue, each x and y (11.3.2.1); and the tolerance.
const SRGB_POINTS: [f64; 8] = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];
const NEAR: f64 = 0.002;

/// What the chunks say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// sRGB, or indistinguishably close to it.
    Srgb,
    /// A profile in iCCP, which the decoder reads.
    Profile,
    /// Other colours, as a profile made from them.
    Made(Vec<u8>),
    /// Colours that cannot be used: the name of the chunk.
    Unusable(&'static str),
}

/// What a PNG says about its colours, or about its greys.
pub fn said(bytes: &[u8], color: bool) -> Said {
    let find = |name: &[u8; 4]| before_pixels(bytes).find(|(kind, _)| *kind == name);
    if let Some((_, body)) = find(b"cICP") {
        return numbered(body, color);
    }
    if find(b"iCCP").is_some() {
        return Said::Profile;
    }
    if find(b"sRGB").is_some() {
        return Said::Srgb;
    }
    let gamma = find(b"gAMA").and_then(|(_, body)| numbers::<1>(body)).map(|[gamma]| gamma);
    let points = find(b"cHRM").and_then(|(_, body)| numbers::<8>(body)).filter(|_| color);
    // A gamma of zero means nothing (11.3.2.2).
    let gamma = gamma.filter(|gamma| *gamma > 0.0);
    if gamma.is_none() && points.is_none() {
        return Said::Nothing;
    }
    measured(gamma, points, color)
}

/// The chunks before the pixels: name and body.
fn before_pixels(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.strip_prefix(SIGNATURE).unwrap_or_default();
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(8)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let body = after.get(..length)?;
        // Four bytes of checksum follow it.
        rest = after.get(length.checked_add(4)?..).unwrap_or_default();
        (&head[4..] != b"IDAT").then_some((&head[4..], body))
    })
}

/// Colours by number (cICP): only full-range RGB has a meaning.
fn numbered(body: &[u8], color: bool) -> Said {
    let &[primaries, transfer, 0, 1] = body else { return Said::Unusable("cICP") };
    match meaning(primaries.into(), transfer.into(), color) {
        Meaning::Srgb => Said::Srgb,
        Meaning::Icc(icc) => Said::Made(icc),
        Meaning::Hdr => Said::Unusable("cICP HDR"),
        Meaning::Unknown => Said::Unusable("cICP"),
    }
}

fn numbers<const N: usize>(body: &[u8]) -> Option<[f64; N]> {
    let mut out = [0.0; N];
    if body.len() != 4 * N {
        return None;
    }
    for (value, four) in out.iter_mut().zip(body.as_chunks::<4>().0) {
        *value = f64::from(u32::from_be_bytes(*four)) / PARTS;
    }
    Some(out)
}

/// Colours by a gamma and by the chromaticities of white, red, green and blue.
fn measured(gamma: Option<f64>, points: Option<[f64; 8]>, color: bool) -> Said {
    let gamma = gamma.filter(|gamma| (gamma - SRGB_GAMMA.0).abs() > SRGB_GAMMA.1);
    let same =
        |points: &[f64; 8]| points.iter().zip(SRGB_POINTS).all(|(a, b)| (a - b).abs() < NEAR);
    let points = points.filter(|points| !same(points));
    if gamma.is_none() && points.is_none() {
        return Said::Srgb;
    }
    if points.is_some_and(|points| !is_triangle(&points)) {
        return Said::Unusable("cHRM");
    }
    if gamma.is_some_and(|gamma| !(0.1..=10.0).contains(&gamma)) {
        return Said::Unusable("gAMA");
    }
    made(gamma, points, color).map_or(Said::Unusable("gAMA"), Said::Made)
}

fn made(gamma: Option<f64>, points: Option<[f64; 8]>, color: bool) -> Option<Vec<u8>> {
    // An image gamma of 0.5 is undone by the power of 2.
    let curve = gamma.map(|gamma| ColorProfile::new_gray_with_gamma((1.0 / gamma) as f32));
    if !color {
        return curve?.encode().ok();
    }
    let mut profile = ColorProfile::new_srgb();
    if let Some(points) = points {
        let [white, red, green, blue] =
            [0, 2, 4, 6].map(|at| Chromaticity { x: points[at] as f32, y: points[at + 1] as f32 });
        profile.update_rgb_colorimetry(white.to_xyyb(), ColorPrimaries { red, green, blue });
    }
    if let Some(curve) = curve.and_then(|profile| profile.gray_trc) {
        profile.red_trc = Some(curve.clone());
        profile.green_trc = Some(curve.clone());
        profile.blue_trc = Some(curve);
    }
    profile.cicp = None;
    profile.encode().ok()
}

/// Whether red, green and blue form a triangle and all the points are real colours.
fn is_triangle(points: &[f64; 8]) -> bool {
    let [_, _, rx, ry, gx, gy, bx, by] = *points;
    let area = (gx - rx) * (by - ry) - (bx - rx) * (gy - ry);
    let light = |place: &[f64]| place[1] > 0.0 && place[0] + place[1] <= 1.0001;
    area.abs() > 0.001 && points.chunks_exact(2).all(light)
}

#[cfg(test)]
mod tests {
    use moxcms::{Layout, TransformOptions};

    use super::*;

    fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&(body.len() as u32).to_be_bytes(), name.as_slice(), body, &[0; 4]].concat()
    }

    fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
        [SIGNATURE.to_vec(), chunks.concat(), chunk(b"IDAT", b"x"), chunk(b"cICP", &[9, 16, 0, 1])]
            .concat()
    }

    fn points(points: [f64; 8]) -> Vec<u8> {
        points.iter().flat_map(|part| ((part * PARTS).round() as u32).to_be_bytes()).collect()
    }

    const WIDE: [f64; 8] = [0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06];

    #[test]
    fn the_order_of_the_third_edition_counts() {
        let cicp = |transfer| chunk(b"cICP", &[1, transfer, 0, 1]);
        let (iccp, srgb) = (chunk(b"iCCP", b"name\0\0"), chunk(b"sRGB", &[0]));
        let gama = |gamma: u32| chunk(b"gAMA", &gamma.to_be_bytes());
        let chrm = chunk(b"cHRM", &points(WIDE));
        let all = [iccp.clone(), srgb.clone(), gama(100_000), chrm.clone()];
        assert_eq!(said(&png(&[&all[..], &[cicp(13)]].concat()), true), Said::Srgb);
        assert_eq!(said(&png(&all), true), Said::Profile);
        assert_eq!(said(&png(&[srgb, gama(100_000), chrm.clone()]), true), Said::Srgb);
        assert_eq!(said(&png(&[cicp(16), iccp]), true), Said::Unusable("cICP HDR"));
        assert!(matches!(said(&png(&[gama(100_000)]), true), Said::Made(_)));
        assert!(matches!(said(&png(&[gama(100_000)]), false), Said::Made(_)));
        assert!(matches!(said(&png(std::slice::from_ref(&chrm)), true), Said::Made(_)));
        for nothing in [vec![], vec![gama(0)], vec![chrm]] {
            assert_eq!(said(&png(&nothing), false), Said::Nothing);
        }
        for same in [vec![gama(45_455)], vec![gama(45_455), chunk(b"cHRM", &points(SRGB_POINTS))]] {
            assert_eq!(said(&png(&same), true), Said::Srgb);
        }
    }

    #[test]
    fn what_cannot_be_meant_is_unusable() {
        let flat = [0.3, 0.3, 0.5, 0.3, 0.5, 0.3, 0.5, 0.3];
        assert_eq!(said(&png(&[chunk(b"cHRM", &points(flat))]), true), Said::Unusable("cHRM"));
        assert_eq!(said(&png(&[chunk(b"cHRM", &[0; 32])]), true), Said::Unusable("cHRM"));
        let gama = chunk(b"gAMA", &u32::MAX.to_be_bytes());
        assert_eq!(said(&png(&[gama]), true), Said::Unusable("gAMA"));
        assert_eq!(said(&png(&[chunk(b"cICP", &[1, 13, 1, 1])]), true), Said::Unusable("cICP"));
        assert_eq!(said(&png(&[chunk(b"cICP", &[1])]), true), Said::Unusable("cICP"));
        for short in [&b""[..], SIGNATURE, b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffgAMA"] {
            assert_eq!(said(short, true), Said::Nothing);
        }
    }

    /// What a profile makes of a colour, in sRGB.
    fn shown(icc: &[u8], color: [u8; 3]) -> [u8; 3] {
        let source = ColorProfile::new_from_slice(icc).unwrap();
        let (srgb, options) = (ColorProfile::new_srgb(), TransformOptions::default());
        let way = source.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options).unwrap();
        let mut out = [0; 3];
        way.transform(&color, &mut out).unwrap();
        out
    }

    #[test]
    fn gamma_and_places_show_what_they_say() {
        let Said::Made(linear) = measured(Some(1.0), None, true) else { panic!() };
        // Half of the light is 188 in sRGB (IEC 61966-2-1).
        let [r, g, b] = shown(&linear, [128; 3]);
        assert!([r, g, b].iter().all(|part| part.abs_diff(188) <= 1), "{r} {g} {b}");
        let Said::Made(wide) = measured(None, Some(WIDE), true) else { panic!() };
        let known = ColorProfile::new_display_p3().encode().unwrap();
        for color in [[200, 30, 30], [30, 200, 30], [90, 90, 90], [255, 255, 255]] {
            let (own, other) = (shown(&wide, color), shown(&known, color));
            assert!(own.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 1), "{own:?} {other:?}");
        }
    }
}
