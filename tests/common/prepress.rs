//! Small PDFs for the press: drafts, and what Typst and the press stage make.

use lopdf::{Dictionary, Document, Stream, dictionary};
use neikan::diagnostic::Findings;
use neikan::press::Shop;
use neikan::typeset::Faces;
use neikan::typeset::world::{Files, Press as World};
use typst::foundations::Bytes;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

#[allow(dead_code, reason = "the tests of its own crate use more of it")]
#[path = "../../crates/pdfx-preflight/tests/suite/draft.rs"]
mod draft;

use crate::common::project;
pub use draft::{Draft, form, missing, numbers};

/// The press of the repository's project for coated paper.
pub fn press() -> Shop {
    let mut findings = Findings::default();
    let press = Shop::load(&project(), "coated", &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    press.unwrap()
}

/// The PDF that Typst makes of a text and the files it uses.
pub fn typeset(text: &str, files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let faces = Faces::load(&project()).unwrap();
    let mut all = Files::default();
    all.add("/main.typ", Bytes::new(text.as_bytes().to_vec()));
    for (name, bytes) in files {
        all.add(format!("/{name}"), Bytes::new(bytes.clone()));
    }
    let world = World::new(&faces, all, "/main.typ", &[]).unwrap();
    let document = typst::compile::<PagedDocument>(&world).output.unwrap();
    let options = PdfOptions { tagged: false, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).unwrap()
}

/// The PDF of a single page of 200 × 200 pt, made from a document that holds what the resources
/// name.
pub fn drawn(mut document: Document, content: &str, resources: Dictionary) -> Vec<u8> {
    let content = document.add_object(Stream::new(Dictionary::new(), content.into()));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
        "MediaBox" => numbers(&[0.0, 0.0, 200.0, 200.0]),
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
