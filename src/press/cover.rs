//! The cover and the binding: how thick a spine is, and how many pages can be bound.

use serde::Serialize;

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

/// How the inside pages of an issue go into its binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BindingFit {
    /// The number of pages has to be a multiple of this.
    pub multiple: usize,
    /// Pages short of the next multiple.
    pub missing: usize,
    /// Pages over the multiple before.
    pub excess: usize,
}

impl BindingFit {
    /// Holds a number of pages against the multiple that it ought to be.
    pub fn of(multiple: usize, pages: usize) -> Self {
        let missing = pages.next_multiple_of(multiple) - pages;
        Self { multiple, missing, excess: pages % multiple }
    }
}

/// Says so when the inside pages of an issue cannot be bound without blank ones.
pub fn page_count(multiple: usize, pages: usize, issue: &str) -> Option<Finding> {
    let fit = BindingFit::of(multiple, pages);
    let finding = Finding::warn("press-page-count")
        .at(Place::file(format!("issues/{issue}/issue.yml")))
        .with("pages", pages)
        .with("multiple", fit.multiple)
        .with("missing", fit.missing)
        .with("excess", fit.excess);
    (fit.missing > 0).then_some(finding)
}
