//! Any bytes are judged as a PDF without a panic, and what is judged can be ringed and judged again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan::press::Standard;
use neikan::press::preflight::annotate::annotate;
use neikan::press::preflight::{Settings, preflight};

fuzz_target!(|bytes: &[u8]| {
    for standard in [Standard::X4, Standard::X1a] {
        let settings = Settings::usual(Some(standard));
        if let Ok(report) = preflight(bytes, &settings) {
            assert!(report.pages > 0);
            assert!(report.faults.iter().all(|fault| fault.page <= report.pages && fault.count > 0));
            let ringed = annotate(bytes, &report).expect("what was read is written");
            preflight(&ringed, &settings).expect("what was written is read");
        }
    }
});
