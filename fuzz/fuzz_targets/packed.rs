//! Any container is listed and read without a panic, and under its limits; no path leads out of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan_desk::desk::import::bundle::ENTRIES;
use neikan_desk::desk::import::packed::open;
use neikan_base::diagnostic::Findings;

/// What is read of each file, and of all, bytes.
const LIMIT: u64 = 1 << 16;
const WHOLE: u64 = 1 << 20;

fuzz_target!(|bytes: &[u8]| {
    let mut findings = Findings::default();
    let Some(mut bundle) = open(bytes, &mut findings) else {
        assert!(findings.stops());
        return;
    };
    assert!(bundle.entries.len() <= ENTRIES);
    let (mut left, mut taken) = (WHOLE, 0);
    for index in 0..bundle.entries.len() {
        let path = bundle.entries[index].path.clone();
        assert!(!path.starts_with('/') && path.split('/').all(|part| part != ".."), "{path:?}");
        if let Ok(bytes) = bundle.read(index, LIMIT, &mut left) {
            taken += bytes.len() as u64;
        }
    }
    assert!(taken <= WHOLE);
});
