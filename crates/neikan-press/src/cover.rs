//! The thickness of the spine, and which page counts suit a binding.

use neikan_base::Binding;
use serde::{Deserialize, Serialize};

use crate::PressProfile;

/// The thickness of the inside pages, mm: one sheet for every two pages.
pub fn bulk(pages: usize, profile: &PressProfile) -> f64 {
    pages.div_ceil(2) as f64 * profile.paper.body.thickness
}

/// The thickness of the spine, mm, to a tenth: that of the inside pages plus, if the profile gives
/// it, the glue. The cover wraps around it and adds nothing.
///
/// Zero for an issue that is stapled, through its fold or its side.
pub fn spine(binding: Binding, pages: usize, profile: &PressProfile) -> f64 {
    match binding {
        Binding::Saddle | Binding::Side => 0.0,
        Binding::Perfect => {
            let glue = profile.bindings.perfect.map_or(0.0, |reach| reach.glue);
            ((bulk(pages, profile) + glue) * 10.0).round() / 10.0
        }
    }
}

/// How the page count of an issue suits its binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BindingFit {
    /// The page count must be a multiple of this.
    pub multiple: usize,
    /// Pages missing to the next multiple.
    pub missing: usize,
    /// Pages beyond the previous multiple.
    pub excess: usize,
}

impl BindingFit {
    /// Compares a page count with the required multiple.
    pub fn of(multiple: usize, pages: usize) -> Self {
        let missing = pages.next_multiple_of(multiple) - pages;
        Self { multiple, missing, excess: pages % multiple }
    }
}
