//! Any page of HTML is read without a panic, and what is read is a manuscript.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan_base::diagnostic::Findings;
use neikan_desk::manuscript::html::read;
use neikan_desk::manuscript::incoming::arrange::arrange;
use neikan_desk::manuscript::markdown::{read_body, write};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut findings = Findings::default();
    let mut beside = |name: &str| (name.len() < 9).then(|| bytes.to_vec());
    let page = read(&text, "a", &mut beside, &mut findings);
    let written = write(&arrange(page.incoming.items, false, &mut findings));
    let mut findings = Findings::default();
    read_body(&written.text, "a.md", 0, &mut findings);
    let faults = findings.iter().map(|finding| finding.rule);
    let known = ["paragraph-long", "nesting-deep", "heading-order"];
    let faults: Vec<_> = faults.filter(|rule| !known.contains(rule)).collect();
    assert!(faults.is_empty(), "{faults:?}\n{}", written.text);
});
