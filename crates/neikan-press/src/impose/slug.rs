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

use crate::marks::plates::ALL;

/// The most content that a line may have, bytes.
const LIMIT: usize = 1 << 20;

/// A line to be set.
#[derive(Debug, Serialize)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// Whether it is on every plate; otherwise it is in black.
    pub plates: bool,
}

/// Sets lines as a PDF, one per page: those on every plate in four full inks, the others in black.
pub type Setter<'a> = dyn Fn(&[Line]) -> Result<Vec<u8>, Finding> + 'a;

/// The size of a set line, mm.
pub fn size(page: &Page) -> [f64; 2] {
    let [left, bottom, right, top] = page.media.unwrap_or_default();
    [(right - left) / POINTS, (top - bottom) / POINTS]
}

/// Puts the words of a set line on every plate: whatever is in four full inks gets the colour
/// `All`.
pub fn on_every_plate(document: &mut Document, page: &mut Page, all: ObjectId) {
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
            let tint = Operation::new("scn", vec![1.into()]);
            content.operations.splice(index..=index, [space, tint]);
        }
    }
    let Ok(bytes) = content.encode() else { return };
    let stream = document.add_object(Stream::new(dictionary! {}, bytes));
    page.own.set("Contents", stream);
    page.own.remove(b"Resources");
    Arc::make_mut(&mut page.resources)
        .set("ColorSpace", dictionary! { ALL => Object::Reference(all) });
}
