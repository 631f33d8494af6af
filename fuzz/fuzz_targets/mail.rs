//! Any mail is taken apart without a panic, and gives no more than it holds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan_desk::desk::import::mail::read;
use neikan_base::diagnostic::Findings;

fuzz_target!(|bytes: &[u8]| {
    let mut findings = Findings::default();
    let Some(mail) = read(bytes, &mut findings) else {
        assert!(findings.stops());
        return;
    };
    for file in &mail.files {
        assert!(!file.name.is_empty() && !file.name.contains(['/', '\\', '\0']), "{:?}", file.name);
        // A charset may take more bytes for a character than the mail does.
        assert!(file.bytes.len() <= 4 * bytes.len() + 16);
    }
});
