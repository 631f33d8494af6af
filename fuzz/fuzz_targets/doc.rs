//! Any bytes are read as a Word 97-2003 document without a panic, and what is read is a manuscript.
//!
//! The input is a container as it is; or a number of four bytes, then the main stream, as long as
//! the number says, and the stream of tables, so that the bytes that are changed are those of the
//! text and its tables, not of the container.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use neikan_desk::manuscript::doc::{MAGIC, read};
use neikan_fuzz::round_trip;

fuzz_target!(|bytes: &[u8]| {
    let packed = if bytes.starts_with(&MAGIC) { bytes.to_vec() } else { pack(bytes) };
    round_trip(&packed, read);
});

fn pack(bytes: &[u8]) -> Vec<u8> {
    let (head, rest) = bytes.split_at(bytes.len().min(4));
    let length = head.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    let (main, table) = rest.split_at(length.min(rest.len()));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in [("WordDocument", main), ("0Table", table), ("1Table", table)] {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}
