//! Any text is read as the body of an article without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan_base::diagnostic::Findings;
use neikan_desk::manuscript::markdown::read_body;

fuzz_target!(|body: &str| {
    read_body(body, "a.md", 0, &mut Findings::default());
});
