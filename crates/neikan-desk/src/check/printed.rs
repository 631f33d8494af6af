//! What finished pages show, as rules look at them.

use std::collections::{BTreeMap, BTreeSet};

/// The finished pages of an issue, as rules look at them.
#[derive(Debug, Default)]
pub struct Printed {
    /// The text of the cover sheet, outer side first; empty if the sheet was not made.
    pub cover: Vec<String>,
    /// The text of the front cover, which is the right half of the outer side; nothing if the sheet
    /// was not made.
    pub front: Option<String>,
    /// The text of each inside page.
    pub inside: Vec<String>,
    /// The raster images on all pages.
    pub pictures: Vec<Placed>,
    /// The characters of each face, with the folio of the first page it is on; no folio for the
    /// cover.
    pub faces: BTreeMap<String, (BTreeSet<char>, Option<u64>)>,
    /// The lowest resolution that the press accepts, pixels per inch.
    pub minimum_ppi: u16,
}

/// A raster image on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its path relative to the folder.
    pub path: String,
    /// The folio of the inside page; nothing for the cover.
    pub folio: Option<u64>,
    /// Its resolution there, pixels per inch: the lower of the horizontal and the vertical one.
    pub ppi: f64,
}

impl Printed {
    /// No pages yet, for a press that needs at least this resolution.
    pub fn new(minimum_ppi: u16) -> Self {
        Self { minimum_ppi, ..Self::default() }
    }
}
