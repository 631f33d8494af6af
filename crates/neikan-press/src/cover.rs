//! How thick a spine is, and which numbers of pages go into a binding.

use neikan_base::Binding;
use serde::Serialize;

use crate::PressProfile;

/// The thickness of the inside pages, mm: one sheet for every two pages.
pub fn bulk(pages: usize, profile: &PressProfile) -> f64 {
    pages.div_ceil(2) as f64 * profile.paper.body.thickness
}

/// The thickness of the spine, mm, to a tenth: that of the inside pages and, where the profile
/// says so, of the glue. The cover lies around it and adds nothing to it.
///
/// A saddle-stitched issue has none.
pub fn spine(binding: Binding, pages: usize, profile: &PressProfile) -> f64 {
    match binding {
        Binding::Saddle => 0.0,
        Binding::Perfect => {
            let glue = profile.bindings.perfect.map_or(0.0, |reach| reach.glue);
            ((bulk(pages, profile) + glue) * 10.0).round() / 10.0
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
