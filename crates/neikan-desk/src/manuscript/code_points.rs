//! Colours by number (ITU-T H.273): primaries and transfer characteristics, as in HEIC and PNG.

use moxcms::{
    CicpColorPrimaries, CicpProfile, ColorProfile, MatrixCoefficients, TransferCharacteristics,
};

/// What a pair of numbers means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// sRGB, or grey as on a screen.
    Srgb,
    /// The colours of a profile.
    Icc(Vec<u8>),
    /// Light brighter than white (PQ or HLG), which paper does not have.
    Hdr,
    /// Numbers whose meaning is not known here.
    Unknown,
}

/// What the numbers of primaries and transfer characteristics mean, for colours or for greys.
///
/// The curves of cameras (1, 6, 14, 15) are taken for that of sRGB, with which screens show them:
/// these numbers describe the camera, not the screen (H.273, table 3, note 2).
pub fn meaning(primaries: u16, transfer: u16, color: bool) -> Meaning {
    let curve = match transfer {
        1 | 2 | 6 | 14 | 15 => 13,
        16 | 18 => return Meaning::Hdr,
        other => other,
    };
    let primaries = if primaries == 2 { 1 } else { primaries };
    if curve == 13 && (primaries == 1 || !color) {
        return Meaning::Srgb;
    }
    match profile(primaries, curve, color) {
        Some(icc) => Meaning::Icc(icc),
        None => Meaning::Unknown,
    }
}

fn profile(primaries: u16, transfer: u16, color: bool) -> Option<Vec<u8>> {
    let primaries = CicpColorPrimaries::try_from(u8::try_from(primaries).ok()?).ok()?;
    let transfer = TransferCharacteristics::try_from(u8::try_from(transfer).ok()?).ok()?;
    let made = ColorProfile::new_from_cicp(CicpProfile {
        color_primaries: primaries,
        transfer_characteristics: transfer,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    });
    let curve = made.red_trc.clone()?;
    if color {
        return made.encode().ok();
    }
    let mut grey = ColorProfile::new_gray_with_gamma(1.0);
    grey.gray_trc = Some(curve);
    grey.encode().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_meaning() {
        for (primaries, transfer) in [(1, 13), (1, 1), (2, 2), (1, 6), (2, 13)] {
            assert_eq!(meaning(primaries, transfer, true), Meaning::Srgb);
        }
        for (primaries, transfer) in [(12, 13), (12, 1), (9, 14), (1, 8), (1, 4)] {
            let Meaning::Icc(icc) = meaning(primaries, transfer, true) else { panic!() };
            let read = ColorProfile::new_from_slice(&icc).unwrap();
            assert!(read.is_matrix_shaper(), "{primaries} {transfer}");
        }
        assert_eq!(meaning(9, 16, true), Meaning::Hdr);
        assert_eq!(meaning(9, 18, false), Meaning::Hdr);
        assert_eq!(meaning(9, 13, false), Meaning::Srgb);
        assert!(matches!(meaning(1, 8, false), Meaning::Icc(_)));
        for (primaries, transfer) in [(0, 13), (3, 8), (1, 0), (1, 99), (400, 8), (12, 300)] {
            assert_eq!(meaning(primaries, transfer, true), Meaning::Unknown);
        }
    }

    #[test]
    fn display_p3_by_number_is_display_p3() {
        let Meaning::Icc(icc) = meaning(12, 13, true) else { panic!() };
        let (made, known) =
            (ColorProfile::new_from_slice(&icc).unwrap(), ColorProfile::new_display_p3());
        let close = |a: f64, b: f64| (a - b).abs() < 0.001;
        for (a, b) in [
            (made.red_colorant, known.red_colorant),
            (made.green_colorant, known.green_colorant),
            (made.blue_colorant, known.blue_colorant),
        ] {
            assert!(close(a.x, b.x) && close(a.y, b.y) && close(a.z, b.z), "{a:?} {b:?}");
        }
    }
}
