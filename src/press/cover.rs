//! The cover and the binding: how thick a spine is, and how many pages can be bound.

use super::PressProfile;
use crate::diagnostic::{Finding, Place};
use crate::publication::Binding;

/// The thickness of the spine, mm, to a tenth: one sheet for every two inside pages.
///
/// A saddle-stitched issue has none.
pub fn spine(binding: Binding, pages: usize, profile: &PressProfile) -> f64 {
    match binding {
        Binding::Saddle => 0.0,
        Binding::Perfect => {
            let sheets = pages.div_ceil(2) as f64;
            (sheets * profile.paper.body.thickness * 10.0).round() / 10.0
        }
    }
}

/// Says so when the inside pages of an issue cannot be bound without blank ones.
///
/// A saddle-stitched sheet has four pages, a leaf in a glued book two.
pub fn page_count(binding: Binding, pages: usize, issue: &str) -> Option<Finding> {
    let multiple = match binding {
        Binding::Saddle => 4,
        Binding::Perfect => 2,
    };
    let missing = pages.next_multiple_of(multiple) - pages;
    let finding = Finding::warn("press-page-count")
        .at(Place::file(format!("issues/{issue}/issue.yml")))
        .with("pages", pages)
        .with("multiple", multiple)
        .with("missing", missing);
    (missing > 0).then_some(finding)
}
