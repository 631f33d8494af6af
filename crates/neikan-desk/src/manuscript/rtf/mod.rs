//! The import of RTF: a document in Rich Text Format from Word, WPS or LibreOffice becomes
//! paragraphs with their formatting. Word and WPS also save it under names that end in .doc.
//!
//! [`tokens`] splits the bytes, [`letters`] decodes text by the character set of its face,
//! [`state`] is what a group inherits, [`head`] has faces, styles and lists, [`flow`] makes
//! paragraphs and tables of what is read, [`fields`] understands instructions; the [`reader`]
//! drives them, with the control words in [`words`] and [`groups`]. The meaning of words is that of
//! the Rich Text Format Specification 1.9.1. What a manuscript cannot have is reported.

mod fields;
mod flow;
mod groups;
mod head;
mod letters;
mod reader;
mod state;
mod tokens;
mod words;

use self::reader::Reader;
use super::incoming::{Incoming, Options};
use neikan_base::diagnostic::Findings;

/// Whether bytes are RTF, whatever the file's name says.
pub fn is_rtf(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads a document; returns nothing if a finding was added that stops the import.
pub fn read(bytes: &[u8], options: &Options<'_>, findings: &mut Findings) -> Option<Incoming> {
    let read = Reader::new(*options, findings).read(bytes);
    findings.keep(read)
}
