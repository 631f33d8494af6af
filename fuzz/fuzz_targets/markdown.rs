//! Any text is read as the body of an article without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan::diagnostic::Findings;
use neikan::manuscript::markdown::read_body;

fuzz_target!(|body: &str| {
    read_body(body, "a.md", 0, &mut Findings::default());
});
