//! Pictures that come with a document: whether they can be used, and in which format.
//!
//! Every picture from outside a text passes through [`usable`]: from a page, a container, a mail or
//! a folder. A format that editions do not accept is converted here.

use crate::manuscript::conversion::{Converter, Taken, left_out};
use neikan_base::diagnostic::Finding;

/// The largest picture that is read, bytes: what the manuscript reader accepts.
pub const PICTURE: u64 = 80 << 20;

/// Inspects a picture and returns it in a format that editions accept, converted if need be.
///
/// # Errors
/// What to report about it if it cannot be used.
pub fn usable(bytes: Vec<u8>, converter: &mut Converter) -> Result<Taken, Finding> {
    let kind = kind(&bytes);
    converter.take(bytes).map_err(|fault| left_out(fault, kind, kind))
}

/// The name of a format, recognised by its first bytes.
fn kind(bytes: &[u8]) -> &'static str {
    let at = |start: usize, mark: &[u8]| bytes.get(start..start + mark.len()) == Some(mark);
    match () {
        () if at(0, b"\xff\xd8") => "JPEG",
        () if at(0, b"\x89PNG") => "PNG",
        () if at(0, b"GIF8") => "GIF",
        () if at(8, b"WEBP") => "WebP",
        () if at(0, b"BM") => "BMP",
        () if at(0, b"II*\0") || at(0, b"MM\0*") => "TIFF",
        () if at(4, b"ftypavif") => "AVIF",
        () if at(4, b"ftyp") => "HEIC",
        () if at(0, b"8BPS") => "PSD",
        () if bytes.get(..512).unwrap_or(bytes).windows(4).any(|own| own == b"<svg") => "SVG",
        () => "?",
    }
}

/// Whether a file's name has the extension of a picture.
pub fn is_picture_name(name: &str) -> bool {
    const ENDINGS: [&str; 17] = [
        "jpg", "jpeg", "jpe", "jfif", "png", "svg", "gif", "webp", "bmp", "tif", "tiff", "heic",
        "heif", "hif", "avif", "dib", "psd",
    ];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}
