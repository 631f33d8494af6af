//! Any bytes are read as RTF without a panic, and what is read is a manuscript.
#![no_main]

use libfuzzer_sys::fuzz_target;
use neikan_desk::manuscript::rtf::read;
use neikan_fuzz::round_trip;

fuzz_target!(|bytes: &[u8]| {
    round_trip(bytes, read);
});
