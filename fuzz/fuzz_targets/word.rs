//! Any parts of a Word file are read without a panic, and what is read is a manuscript.
//!
//! The input is a container as it is; or parts with 0x1e between them: the text, styles, numbering,
//! footnotes, comments; or, after a T, a row of tags and texts, which is always well formed. So the
//! bytes that are changed are those of the text, not of the container.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use neikan_desk::manuscript::word::read;
use neikan_fuzz::round_trip;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PARTS: [&str; 5] = ["document", "styles", "numbering", "footnotes", "comments"];

fuzz_target!(|bytes: &[u8]| {
    let packed = match bytes.first() {
        Some(b'P') => bytes.to_vec(),
        Some(b'T') => pack(&tree(&bytes[1..])),
        _ => pack(bytes),
    };
    round_trip(&packed, read);
});

/// Tags that a byte stands for; a byte beyond them ends a tag or is a text.
const TAGS: [&str; 48] = [
    "p", "r", "t", "pPr", "rPr", "tbl", "tr", "tc", "tcPr", "trPr", "sdt", "sdtContent", "ins w:author='a'",
    "del w:author='b'", "delText", "hyperlink r:id='h'", "fldSimple", "fldChar w:fldCharType='begin'",
    "fldChar w:fldCharType='separate'", "fldChar w:fldCharType='end'", "instrText", "br", "br w:type='page'",
    "tab", "sym w:font='Symbol' w:char='F0B7'", "ruby", "rubyBase", "rt", "b", "i", "strike", "vanish", "em w:val='dot'",
    "u w:val='single'", "vertAlign w:val='superscript'", "jc w:val='center'", "outlineLvl w:val='1'", "drawing",
    "txbxContent", "AlternateContent", "Choice", "gridSpan w:val='3'", "vMerge", "pStyle w:val='Title'",
    "framePr w:dropCap='drop'", "rFonts w:ascii='Wingdings'", "vertAlign w:val='subscript'", "vMerge w:val='restart'",
];
/// Texts that have a meaning to the Markdown reader or to the desk.
const TEXTS: [&str; 28] = [
    "一", "图1 门。何岸 摄", "表1 账", "资料来源：社", "一、甲", "（二）乙", "1. ", "# ", "*", "**", "_", "[", "](", "`", "~~",
    "|", "---", ":::", "&lt;b&gt;", "\\", " ", "a", "！", "HYPERLINK \"https://example.org/\"",
    "EQ \\o\\ac(○,特)", "\u{f0fe}", "&lt;&lt;", "^^",
];

/// A text of tags that are all closed.
fn tree(bytes: &[u8]) -> Vec<u8> {
    let mut out = String::from("<w:document xmlns:w='w' xmlns:r='r'><w:body>");
    let mut open: Vec<&str> = Vec::new();
    for &byte in bytes {
        let at = usize::from(byte);
        if let Some(tag) = TAGS.get(at).filter(|_| open.len() < 100) {
            out.push_str(&format!("<w:{tag}>"));
            open.push(tag.split(' ').next().unwrap_or_default());
        } else if let Some(text) = TEXTS.get(at % 64).filter(|_| at >= 128) {
            out.push_str(text);
        } else if let Some(tag) = open.pop() {
            out.push_str(&format!("</w:{tag}>"));
        }
    }
    while let Some(tag) = open.pop() {
        out.push_str(&format!("</w:{tag}>"));
    }
    out.push_str("</w:body></w:document>");
    out.into_bytes()
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut relations = String::from("<Relationships>");
    for (name, part) in PARTS.into_iter().zip(bytes.split(|byte| *byte == 0x1e)) {
        if part.is_empty() {
            continue;
        }
        zip.start_file(format!("word/{name}.xml"), options).unwrap();
        zip.write_all(part).unwrap();
        relations.push_str(&format!("<Relationship Id='{name}' Type='x/{name}' Target='{name}.xml'/>"));
    }
    relations.push_str("<Relationship Id='h' Type='x/hyperlink' Target='https://example.org/' TargetMode='External'/>");
    zip.start_file("word/_rels/document.xml.rels", options).unwrap();
    zip.write_all(format!("{relations}</Relationships>").as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}
