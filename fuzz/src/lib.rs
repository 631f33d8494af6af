//! What the targets share that read documents from outside.

use neikan_base::diagnostic::Findings;
use neikan_desk::manuscript::incoming::arrange::arrange;
use neikan_desk::manuscript::incoming::{Changes, Incoming, Options};
use neikan_desk::manuscript::markdown::{read_body, write};

/// What a check may say of a manuscript from outside.
const TOLD_LATER: [&str; 4] = ["paragraph-long", "nesting-deep", "table-rows", "heading-order"];

/// A reader of documents.
pub type Reader = fn(&[u8], &Options<'_>, &mut Findings) -> Option<Incoming>;

/// Reads a document with its changes accepted and refused: either a finding stops it, or what is
/// read and written is a manuscript.
///
/// # Panics
/// If it is not.
pub fn round_trip(bytes: &[u8], read: Reader) {
    for changes in [Changes::Accept, Changes::Refuse] {
        let mut findings = Findings::default();
        let options = Options { prefix: "a", changes, originals: false };
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
}
