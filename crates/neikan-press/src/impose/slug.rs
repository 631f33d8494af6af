//! The slug line: describes the sheet in words, on every plate.
//!
//! The caller sets the lines, one per page, since they may be Chinese and need a subset font. Here
//! they are placed on the plates. The words next to a collating mark are in black only.

use std::sync::Arc;

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use neikan_base::Finding;
use pdfx_preflight::pdf::POINTS;
use pdfx_preflight::reading::{Page, decode, resolve};
use serde::Serialize;

use crate::Inks;
use crate::inks::PROCESS;
use crate::marks::plates::{ALL, tints};

/// The most content that a line may have, bytes.
const LIMIT: usize = 1 << 20;

/// A line to be set.
#[derive(Debug, Serialize)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// If it is on every plate, the names of the plates, which follow the text; otherwise it is in black.
    pub plates: Option<Vec<Letter>>,
}

/// The name of a plate, to be set in its own ink.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letter {
    /// A letter, or the name of a spot ink.
    pub name: String,
    /// The inks of the press that it is set in, or that show a spot ink, percent.
    pub cmyk: [f64; 4],
    /// Whether it is a spot ink.
    pub spot: bool,
}

/// The names of the plates of a job, of its spot inks those with these numbers; varnish is left out,
/// which does not print letters that can be read.
pub fn letters(inks: &Inks, spots: &[usize]) -> Vec<Letter> {
    let process = PROCESS.iter().zip(["C", "M", "Y", "K"]).enumerate();
    let process = process.filter(|(_, (name, _))| inks.process().contains(name));
    let process = process.map(|(at, (_, letter))| {
        let cmyk = std::array::from_fn(|ink| if ink == at { 100.0 } else { 0.0 });
        Letter { name: letter.to_owned(), cmyk, spot: false }
    });
    let spots = spots.iter().filter_map(|number| inks.spots.get(*number));
    let spots = spots.filter(|spot| !spot.finish);
    let spots = spots.map(|spot| Letter { name: spot.name.clone(), cmyk: spot.cmyk, spot: true });
    process.chain(spots).collect()
}

/// Sets lines as a PDF, one per page: those on every plate in four full inks, followed by the names of the
/// plates, each in its own; the others in black.
pub type Setter<'a> = dyn Fn(&[Line]) -> Result<Vec<u8>, Finding> + 'a;

/// The size of a set line, mm.
pub fn size(page: &Page) -> [f64; 2] {
    let [left, bottom, right, top] = page.media.unwrap_or_default();
    [(right - left) / POINTS, (top - bottom) / POINTS]
}

/// Puts the words of a set line on every plate: whatever is in four full inks gets the colour
/// `All`.
pub fn on_every_plate(
    document: &mut Document,
    page: &mut Page,
    all: ObjectId,
    (inks, spots): (&Inks, &[usize]),
) {
    let Object::Stream(stream) =
        resolve(document, page.own.get(b"Contents").unwrap_or(&Object::Null))
    else {
        return;
    };
    let plain = decode(stream, LIMIT).unwrap_or_default();
    let Ok(mut content) = Content::decode(&plain) else { return };
    for index in (0..content.operations.len()).rev() {
        let operation = &content.operations[index];
        let full = operation.operands.iter().all(|part| part.as_float().is_ok_and(|p| p > 0.99));
        if full && operation.operator == "k" {
            let space = Operation::new("cs", vec![ALL.into()]);
            let tint = Operation::new("scn", vec![1.into(); tints(inks, spots)]);
            content.operations.splice(index..=index, [space, tint]);
        }
    }
    let Ok(bytes) = content.encode() else { return };
    let stream = document.add_object(Stream::new(dictionary! {}, bytes));
    page.own.set("Contents", stream);
    page.own.remove(b"Resources");
    let spaces = resolve(document, page.resources.get(b"ColorSpace").unwrap_or(&Object::Null));
    let mut spaces = spaces.as_dict().cloned().unwrap_or_default();
    for (_, space) in spaces.iter_mut() {
        // The spot inks are as the job defines them.
        let parts = resolve(document, space).as_array().map_or(&[][..], Vec::as_slice);
        let name = parts.get(1).and_then(|name| name.as_name().ok());
        if let Some(spot) = name.and_then(|name| inks.named(name)) {
            *space = spot.space().into();
        }
    }
    spaces.set(ALL, all);
    Arc::make_mut(&mut page.resources).set("ColorSpace", spaces);
}
