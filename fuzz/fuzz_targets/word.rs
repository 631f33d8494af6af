//! Any parts of a Word file are read without a panic, and what is read is a manuscript.
//!
//! The input is a container as it is, or parts with 0x1e between them: the text, styles, numbering,
//! footnotes, comments. So the bytes that are changed are those of the parts, not of the container.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use neikan::diagnostic::Findings;
use neikan::manuscript::incoming::arrange::arrange;
use neikan::manuscript::markdown::{read_body, write};
use neikan::manuscript::word::{Changes, Options, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PARTS: [&str; 5] = ["document", "styles", "numbering", "footnotes", "comments"];

fuzz_target!(|bytes: &[u8]| {
    let packed;
    let bytes = if bytes.starts_with(b"PK") {
        bytes
    } else {
        packed = pack(bytes);
        &packed
    };
    for changes in [Changes::Accept, Changes::Refuse] {
        let mut findings = Findings::default();
        let options = Options { prefix: "a", changes };
        let Some(incoming) = read(bytes, &options, &mut findings) else {
            assert!(findings.stops());
            continue;
        };
        let written = write(&arrange(incoming.items, false, &mut findings));
        let mut findings = Findings::default();
        read_body(&written.text, "a.md", 0, &mut findings);
        let faults = findings.iter().map(|finding| finding.rule);
        let faults: Vec<_> =
            faults.filter(|rule| !["paragraph-long", "nesting-deep"].contains(rule)).collect();
        assert!(faults.is_empty(), "{faults:?}\n{}", written.text);
    }
});

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut relations = String::from("<Relationships>");
    for (name, part) in PARTS.into_iter().zip(bytes.split(|byte| *byte == 0x1e)) {
        zip.start_file(format!("word/{name}.xml"), options).unwrap();
        zip.write_all(part).unwrap();
        relations.push_str(&format!("<Relationship Id='{name}' Type='x/{name}' Target='{name}.xml'/>"));
    }
    relations.push_str("<Relationship Id='h' Type='x/hyperlink' Target='https://example.org/' TargetMode='External'/>");
    zip.start_file("word/_rels/document.xml.rels", options).unwrap();
    zip.write_all(format!("{relations}</Relationships>").as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}
