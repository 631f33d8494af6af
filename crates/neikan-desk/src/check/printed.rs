//! What finished pages show, as rules look at them.

use std::collections::{BTreeMap, BTreeSet};

/// The finished pages of an issue, as rules look at them.
#[derive(Debug, Default)]
pub struct Printed {
    /// The text of the cover sheet, outer side first; empty when it was not made.
    pub cover: Vec<String>,
    /// The text of the front cover, the right half of the outer side; nothing when not made.
    pub front: Option<String>,
    /// The text of each inside page.
    pub inside: Vec<String>,
    /// The rasters on all pages.
    pub pictures: Vec<Placed>,
    /// The characters of each face, with the folio of the first page it is on; no folio on the
    /// cover.
    pub faces: BTreeMap<String, (BTreeSet<char>, Option<u64>)>,
    /// The least resolution that the press asks for, pixels per inch.
    pub minimum_ppi: u16,
}

/// A raster on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its path relative to the folder.
    pub path: String,
    /// The folio of an inside page; nothing for the cover.
    pub folio: Option<u64>,
    /// Its resolution there, pixels per inch: the lower of across and down.
    pub ppi: f64,
}

impl Printed {
    /// No pages yet, for a press that asks for this resolution at least.
    pub fn new(minimum_ppi: u16) -> Self {
        Self { minimum_ppi, ..Self::default() }
    }
}
