//! Any bytes are judged as a PDF without a panic, and what is judged can be ringed and judged again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pdfx_preflight::annotate::annotate;
use pdfx_preflight::{Limits, Settings, Standard, open, preflight};

fuzz_target!(|bytes: &[u8]| {
    for standard in [Standard::X4, Standard::X1a] {
        let settings = Settings::usual(Some(standard));
        let judged = |bytes: &[u8]| preflight(&open(bytes, &Limits::USUAL)?, &settings);
        if let Ok(report) = judged(bytes) {
            assert!(report.pages > 0);
            assert!(report.faults.iter().all(|fault| fault.page <= report.pages && fault.count > 0));
            let ringed = annotate(open(bytes, &Limits::USUAL).expect("it was read"), &report).expect("what was read is written");
            judged(&ringed).expect("what was written is read");
        }
    }
});
