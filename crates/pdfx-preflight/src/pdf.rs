//! Common ground of everything that reads PDFs for the press: the unit, and small look-ups in
//! dictionaries.

use lopdf::{Dictionary, Object, Stream, dictionary};

/// Points per millimetre.
pub const POINTS: f64 = 72.0 / 25.4;

/// Whether an entry is this name.
pub fn is_name(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
}

/// The integer in an entry.
pub fn integer(dictionary: &Dictionary, key: &[u8]) -> Option<i64> {
    dictionary.get(key).and_then(Object::as_i64).ok()
}

/// Whether a stream is a form or a tiling pattern, and so has content of its own.
pub fn draws(dictionary: &Dictionary) -> bool {
    is_name(dictionary, b"Subtype", b"Form") || integer(dictionary, b"PatternType") == Some(1)
}

/// Sets the content of a stream, compressed where that makes it smaller.
pub(crate) fn set_content(stream: &mut Stream, bytes: Vec<u8>) {
    stream.set_plain_content(bytes);
    // Only a coder that writes to memory can fail here, which it does not; it would stay plain.
    let _ = stream.compress();
}

/// The group of a page whose transparency is blended in the inks of the press.
pub fn ink_group() -> Dictionary {
    dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceCMYK", "I" => true }
}
