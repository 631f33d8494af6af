//! Any bytes are read as RTF without a panic, and what is read is a manuscript.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan::diagnostic::Findings;
use neikan::manuscript::incoming::arrange::arrange;
use neikan::manuscript::incoming::{Changes, Options};
use neikan::manuscript::markdown::{read_body, write};
use neikan::manuscript::rtf::read;

/// What a check may say of a manuscript from outside.
const TOLD_LATER: [&str; 3] = ["paragraph-long", "nesting-deep", "heading-order"];

fuzz_target!(|bytes: &[u8]| {
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
        let faults: Vec<_> = faults.filter(|rule| !TOLD_LATER.contains(rule)).collect();
        assert!(faults.is_empty(), "{faults:?}\n{}", written.text);
    }
});
