//! Creep (爬移): inner folds stand out from the outer ones by the thickness of the paper around them,
//! and would lose that much of their outer margin when the book is trimmed.

/// How far a page is moved towards its spine, mm: the thickness of all the paper between the
/// outermost fold and its own, one sheet for each fold around it.
///
/// This is what common imposition programs compute for paper folded flat: thickness times (pages /
/// 4 - 1) for the innermost sheet, zero for the outermost (Kodak Preps 5, “Calculating Shingling
/// Amounts”; Impozycjoner, “Reduction of creeping pages”). A saddle-stitched book counts all its
/// folds, a perfect-bound one those of each signature.
pub fn shift(depth: usize, thickness: f64) -> f64 {
    depth as f64 * thickness
}

/// The thickness of paper that produces a given shift of the innermost fold, mm.
pub fn thickness(innermost: f64, depth: usize) -> f64 {
    if depth == 0 { 0.0 } else { innermost / depth as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_stays_and_the_innermost_moves_most() {
        assert_eq!(shift(0, 0.115), 0.0);
        assert!((shift(10, 0.115) - 1.15).abs() < 1e-9);
        assert_eq!(shift(10, thickness(2.0, 10)), 2.0);
        assert_eq!(thickness(2.0, 0), 0.0);
    }
}
