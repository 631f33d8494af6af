//! What each part of an issue is printed with: the inks of the press, and the spot inks that are on its
//! plates.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::press;
use crate::publication::{SpotKind, Theme};
use pdfx_preflight::Inventory;
use pdfx_preflight::inventory::Sheet;

/// The inks on the front and on the back of the sheets of each part.
#[derive(Debug, Clone, Default)]
pub struct Printed {
    /// Of the inside pages, whose sheets have all inks on both sides.
    pub interior: [Vec<String>; 2],
    /// Of the cover.
    pub cover: [Vec<String>; 2],
}

impl Printed {
    /// The inks by what is in the press files: first that of the inside pages, then that of the cover.
    pub fn of(theme: &Theme, files: &[&Inventory]) -> Self {
        let inks = press::inks(theme);
        let used = |pages: &[&Sheet]| -> Vec<String> {
            let plates = pages.iter().flat_map(|page| &page.plates);
            let plates: BTreeSet<&str> =
                plates.filter(|own| own.percent > 0.0).map(|own| own.ink.as_str()).collect();
            let spots = inks.spots.iter().map(|spot| spot.name.clone());
            let process = inks.process().iter().map(|name| (*name).to_owned());
            process.chain(spots.filter(|name| plates.contains(name.as_str()))).collect()
        };
        let pages = |file: usize| files.get(file).map_or(&[][..], |own| own.pages.as_slice());
        let inside = used(&pages(0).iter().collect::<Vec<_>>());
        let side = |at: usize| used(&pages(1).iter().skip(at).take(1).collect::<Vec<_>>());
        Self { interior: [inside.clone(), inside], cover: [side(0), side(1)] }
    }

    /// How many inks are on the front and on the back of the inside pages, and of the cover.
    pub fn counts(&self) -> [[usize; 2]; 2] {
        [&self.interior, &self.cover].map(|sides| sides.each_ref().map(Vec::len))
    }

    /// The names of the spot inks that are on no plate at all.
    pub fn idle(&self, theme: &Theme) -> Vec<String> {
        let sides = self.interior.iter().chain(&self.cover).flatten();
        let used: BTreeSet<&String> = sides.collect();
        let names = theme.inks.spots.iter().map(|spot| spot.key.clone());
        let own = names.zip(theme.inks.spots.iter().map(|spot| &spot.ink));
        own.filter(|(_, ink)| !used.contains(ink)).map(|(key, _)| key).collect()
    }
}

/// A spot ink, as the ticket tells of it.
#[derive(Debug, Clone, Serialize)]
pub struct SpotUse {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SpotKind,
    /// The inks of the press that show it where it is not there, percent.
    pub cmyk: [f64; 4],
    /// Whether it is on the inside pages.
    pub body: bool,
    /// Whether it is on the front and on the back of the cover.
    pub cover: [bool; 2],
}

impl SpotUse {
    /// The spot inks of a theme that are on plates.
    pub fn all(theme: &Theme, printed: &Printed) -> Vec<Self> {
        let spots = theme.inks.spots.iter().map(|spot| Self {
            name: spot.ink.clone(),
            kind: spot.kind,
            cmyk: spot.cmyk.0,
            body: printed.interior[0].contains(&spot.ink),
            cover: printed.cover.each_ref().map(|side| side.contains(&spot.ink)),
        });
        spots.filter(|own| own.body || own.cover.contains(&true)).collect()
    }
}
