//! The slug of single pages: words that name each page on its plates, below the bleed.
//!
//! The layout's form `slug` sets the words before the PDF is written; the marks around the pages
//! are drawn last ([`neikan_press::marks`]).

use neikan_press::marks::page::SLUG;
use neikan_press::profile::Marks;
use serde_json::{Value, json};
use typst::layout::{Abs, Point, Sides};
use typst_layout::{Page, PagedDocument};

use super::forms::Forms;
use super::proof::lighten;
use crate::diagnostic::Failure;
use crate::manuscript::pictures::Pictures;
use crate::press;
use crate::typeset::Shown;
use crate::typeset::compile::EditionPictures;
use crate::typeset::dress::spots;
use neikan_press::Inks;
use neikan_press::inks::PROCESS;

/// The letters or names of the inks of a page, each with the inks of the press that it is or that show
/// it.
fn printed(page: &Page, inks: &Inks) -> Vec<Value> {
    let process = inks.process().iter().map(|name| {
        let own = PROCESS.map(|ink| if ink == *name { 100 } else { 0 });
        let letter = if *name == "Black" { "K" } else { &name[..1] };
        json!({ "letter": letter, "cmyk": own, "spot": false })
    });
    let used = spots(page);
    let second = inks.duotone.as_ref();
    let spots = inks.spots.iter();
    let spots = spots.filter(|spot| used.contains(&spot.name) || second == Some(&spot.name));
    let spots = spots.map(|spot| json!({ "letter": spot.name, "cmyk": spot.cmyk, "spot": true }));
    process.chain(spots).collect()
}

/// Returns the same pages with a slug below each, if full marks are requested; `spine` in mm for
/// the sheets of a cover.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn slug(
    forms: &Forms,
    marks: Marks,
    document: &PagedDocument,
    spine: Option<f64>,
) -> Result<Option<PagedDocument>, Failure> {
    if marks != Marks::Full {
        return Ok(None);
    }
    let pages = document.pages();
    let inks = press::inks(&forms.assembly.theme);
    let sheet = |page: &Page| json!({ "number": page.number, "inks": printed(page, &inks) });
    let sheets: Vec<Value> = pages.iter().map(sheet).collect();
    let more = json!({ "sheets": sheets, "cover": spine.is_some(), "spine": spine, "slug": SLUG });
    let set = forms.over("slug", pages.len(), more)?;
    // Its words come without pictures of the issue.
    let (laid, files) = (EditionPictures::new(), Pictures::new());
    let none = Shown { set: &laid, files: &files, tones: None };
    let edge = Abs::mm(forms.assembly.publication.format.bleed + SLUG);
    let pages = pages.iter().zip(set.document.pages()).map(|(page, words)| {
        let mut page: Page = page.clone();
        let mut words = words.frame.clone();
        lighten(&mut words, 1.0, (none, forms.project.store()));
        page.frame.push_frame(Point::new(-edge, -edge), words);
        page.bleed = Sides::splat(edge);
        page
    });
    let info = document.clone().info_mut().clone();
    Ok(Some(PagedDocument::new(pages.collect(), info)))
}
