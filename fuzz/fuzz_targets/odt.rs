//! Any parts of an OpenDocument text are read without a panic, and what is read is a manuscript.
//!
//! The input is a container as it is; or parts with 0x1e between them: the text, the styles, the
//! properties; or, after a T, a row of tags and texts, which is always well formed. So the bytes
//! that are changed are those of the text, not of the container.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use neikan_desk::manuscript::odt::read;
use neikan_fuzz::round_trip;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PARTS: [&str; 3] = ["content.xml", "styles.xml", "meta.xml"];

fuzz_target!(|bytes: &[u8]| {
    let packed = match bytes.first() {
        Some(b'P') => bytes.to_vec(),
        Some(b'T') => pack(&tree(&bytes[1..])),
        _ => pack(bytes),
    };
    round_trip(&packed, read);
});

/// Tags that a byte stands for; a byte beyond them ends a tag or is a text.
const TAGS: [&str; 36] = [
    "p", "p style-name='A'", "h outline-level='1'", "h outline-level='4'", "span style-name='B'", "span style-name='C'", "s c='3'", "tab", "line-break",
    "list style-name='L'", "list", "list-item", "list-item start-value='7'", "list-header", "table", "table-row", "table-cell number-columns-spanned='2'",
    "table-cell", "covered-table-cell", "note note-class='footnote'", "note note-class='endnote'", "note-body", "ruby", "ruby-base", "ruby-text",
    "a href='https://example.org/'", "a href='file:///x'", "frame", "text-box", "image href='Pictures/a.png'", "annotation name='n'", "annotation-end name='n'",
    "change-start change-id='i'", "change-end change-id='i'", "change change-id='d'", "section",
];
/// Texts that have a meaning to the Markdown reader or to the desk.
const TEXTS: [&str; 22] = [
    "一", "图1 门。何岸 摄", "表1 账", "资料来源：社", "一、甲", "（二）乙", "1. ", "# ", "*", "**", "_", "[", "](", "`", "~~", "|", "---", ":::", "\\", " ", "a", "！",
];
const HEAD: &str = "<d><automatic-styles><style name='A' family='paragraph'><text-properties font-weight='bold'/></style>\
    <style name='B' family='text'><text-properties font-weight-asian='bold' text-emphasize='dot'/></style>\
    <style name='C' family='text'><text-properties font-style='italic' text-position='super 58%'/></style>\
    <list-style name='L'><list-level-style-number level='1' num-format='一' num-suffix='、'/><list-level-style-number level='2' num-format='1' num-suffix='.'/></list-style>\
    </automatic-styles><body><text><tracked-changes><changed-region id='i'><insertion/></changed-region>\
    <changed-region id='d'><deletion><p>旧</p><p>尾</p></deletion></changed-region></tracked-changes>";

/// A text of tags that are all closed.
fn tree(bytes: &[u8]) -> Vec<u8> {
    let mut out = String::from(HEAD);
    let mut open: Vec<&str> = Vec::new();
    for &byte in bytes {
        let at = usize::from(byte);
        if let Some(tag) = TAGS.get(at).filter(|_| open.len() < 100) {
            out.push_str(&format!("<{tag}>"));
            open.push(tag.split(' ').next().unwrap_or_default());
        } else if let Some(text) = TEXTS.get(at % 64).filter(|_| at >= 128) {
            out.push_str(text);
        } else if let Some(tag) = open.pop() {
            out.push_str(&format!("</{tag}>"));
        }
    }
    while let Some(tag) = open.pop() {
        out.push_str(&format!("</{tag}>"));
    }
    out.push_str("</text></body></d>");
    out.into_bytes()
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in PARTS.into_iter().zip(bytes.split(|byte| *byte == 0x1e)) {
        if !part.is_empty() {
            zip.start_file(name, options).unwrap();
            zip.write_all(part).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}
