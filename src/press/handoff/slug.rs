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
use crate::typeset::Shown;
use crate::typeset::compile::EditionPictures;

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
    let sheets: Vec<Value> = pages.iter().map(|page| json!({ "number": page.number })).collect();
    let more = json!({ "sheets": sheets, "cover": spine.is_some(), "spine": spine, "slug": SLUG });
    let set = forms.over("slug", pages.len(), more)?;
    // Its words come without pictures of the issue.
    let (laid, files) = (EditionPictures::new(), Pictures::new());
    let none = Shown { set: &laid, files: &files };
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
