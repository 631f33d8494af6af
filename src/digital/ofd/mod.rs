//! The OFD edition (GB/T 33190—2016): the pages of the screen PDF in the format that offices of the
//! government read, text as text.
//!
//! [`faces`] finds the faces on the pages and cuts them down; [`page`] writes what a page draws as graphic
//! units: [`text`], outlines with their [`paint`], [`pictures`] and [`drawing`]s, in the units of
//! [`geometry`]; [`document`] writes what holds the pages together. What readers of this format differ in is
//! written in the way that the poorest of them shows best; docs/digital.md says how.

mod document;
mod drawing;
mod faces;
mod geometry;
mod page;
mod paint;
mod pictures;
mod text;

use std::io::{self, Cursor, Write};

use rayon::prelude::*;
use typst_layout::PagedDocument;
use zip::{ZipArchive, ZipWriter};

use self::faces::Cast;
use self::page::{Book, Unit};
use self::pictures::Stock;
use super::epub::container::options;
use crate::diagnostic::Failure;
use crate::manuscript::Assembly;
use crate::publication::Date;

/// How hard the pages are deflated: in less than half the time of the usual 6, for a twentieth more.
const LEVEL: i64 = 4;
/// The namespace of the format.
const NAMESPACE: &str = "http://www.ofdspec.org/2016";

/// Writes pages in the colours of screens as an OFD.
///
/// # Errors
/// The findings `face-rights` and `face-broken` for faces that cannot be embedded, `picture-broken` for
/// pictures that cannot be decoded.
pub fn write(assembly: &Assembly, document: &PagedDocument) -> Result<Vec<u8>, Failure> {
    // Numbers are one sequence: faces, pages, pictures, then what is on each page.
    let cast = Cast::of(document);
    let pages = document.pages();
    let first_page = cast.faces().len() + 1;
    let first_picture = first_page + pages.len();
    let stock = Stock::default();
    let mut book = Book { document, cast: &cast, stock, first_page, first_picture };
    let units: Vec<Vec<Unit>> = pages.iter().map(|page| book.units(page)).collect();
    let (faces, pictures) = rayon::join(|| cast.files(), || book.stock.files());
    let (faces, pictures) = (faces?, pictures?);
    let mut next = first_picture + pictures.len();
    let mut files = Vec::new();
    for (index, (page, units)) in pages.iter().zip(&units).enumerate() {
        let text = document::page(page.frame.size(), units, next);
        files.push((format!("Doc_0/Pages/Page_{index}/Content.xml"), text.into_bytes()));
        next += 1 + units.len();
    }
    for (index, (face, bytes)) in cast.faces().iter().zip(faces).enumerate() {
        let name = document::face_file(index, face.extension());
        files.push((format!("Doc_0/Res/{name}"), bytes));
    }
    let lists = [
        ("OFD.xml", document::entry(assembly, document)),
        ("Doc_0/Document.xml", document::root(&book, next - 1)),
        ("Doc_0/PublicRes.xml", document::faces(&cast)),
        ("Doc_0/DocumentRes.xml", document::pictures(&book, &pictures)),
    ];
    let lists = lists.map(|(path, text)| (path.to_owned(), text.into_bytes()));
    for (index, file) in pictures.into_iter().enumerate() {
        let name = document::picture_file(index, file.extension);
        files.push((format!("Doc_0/Res/{name}"), file.bytes));
    }
    let packed = pack(lists.into_iter().chain(files), assembly.issue.date);
    packed.map_err(|reason| Failure::internal("ofd", reason))
}

/// Packs the files, OFD.xml first, dated by the issue. Each is deflated by itself, side by side.
fn pack(files: impl Iterator<Item = (String, Vec<u8>)>, date: Date) -> io::Result<Vec<u8>> {
    let (stored, deflated) = options(date);
    let deflated = deflated.compression_level(Some(LEVEL));
    let files: Vec<(String, Vec<u8>)> = files.collect();
    let one = |(path, bytes): &(String, Vec<u8>)| {
        let packed = path.ends_with(".jpg") || path.ends_with(".png");
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(path.as_str(), if packed { stored } else { deflated })?;
        zip.write_all(bytes)?;
        ZipArchive::new(zip.finish()?)
    };
    let parts: Vec<ZipArchive<_>> = files.par_iter().map(one).collect::<Result<_, _>>()?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for mut part in parts {
        zip.raw_copy_file(part.by_index_raw(0)?)?;
    }
    Ok(zip.finish()?.into_inner())
}
