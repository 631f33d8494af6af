//! Any text is read as front matter without a panic, or has a finding that stops.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan_base::diagnostic::Findings;
use neikan_desk::publication::{ArticleHead, document};

fuzz_target!(|head: &str| {
    let mut findings = Findings::default();
    let read = document::read::<ArticleHead>(head, "a.md", 1, &mut findings);
    assert!(read.is_some() || findings.stops());
});
