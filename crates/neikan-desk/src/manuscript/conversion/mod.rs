//! Incoming pictures: whatever is not JPEG, PNG or SVG is converted to one of them, once, when it
//! is taken in.
//!
//! [`kind`] recognises a file by its first bytes. A reader ([`heic`], [`tiff`], [`common`] for
//! WebP, BMP and GIF) measures it before anything is decoded, then returns its pixels upright in 8
//! bits with their colour profile; [`write`] makes a JPEG of a photograph and a PNG of a drawing or
//! of anything transparent. JPEGs, PNGs and SVGs pass through unchanged. Every change on the way
//! becomes a remark.

mod avif;
mod common;
mod heic;
mod heif;
pub mod kind;
mod tiff;
mod write;

use image::DynamicImage;

use self::kind::Kind;
use super::pictures::{Format, recognise, within};
use neikan_base::diagnostic::{Finding, Severity};
use neikan_base::guard;

/// The most pixels that are converted in one run: 125 photographs of 12 million.
const MOST: u64 = 1_500_000_000;

/// A picture that can be put into a folder `images`.
#[derive(Debug)]
pub struct Taken {
    /// What it is now.
    pub format: Format,
    /// Its bytes: the original ones, or those of the converted picture.
    pub bytes: Vec<u8>,
    /// Width, px, once upright.
    pub width: u32,
    /// Height, px, once upright.
    pub height: u32,
    /// What it was before, if it was converted.
    pub came: Option<Kind>,
    /// What was done to it.
    remarks: Vec<Remark>,
}

/// What happened to a picture on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remark {
    /// The file holds this many pictures; the first was taken.
    First(usize),
    /// Its transparent parts were put on white.
    Flattened,
    /// This many bits per component were reduced to eight.
    Depth(u8),
}

/// The pixels that a reader returns: upright, 8 bits per component.
struct Pixels {
    /// The picture; inks take the places of the components of RGBA, 255 for full ink.
    picture: DynamicImage,
    /// Whether the four components are inks.
    inks: bool,
    /// The colour profile, as it was in the file or made from what the file says.
    icc: Option<Vec<u8>>,
    remarks: Vec<Remark>,
}

impl Taken {
    /// What an editor should know about the picture, which is now at `path`.
    pub fn told(&self, path: &str) -> Vec<Finding> {
        let Some(kind) = self.came else { return Vec::new() };
        let size = format!("{}×{}", self.width, self.height);
        let taken = Finding::note("picture-converted").with("kind", kind.name());
        let taken = taken.with("format", self.format.name());
        let all =
            std::iter::once(taken.with("size", size)).chain(self.remarks.iter().map(|remark| {
                match remark {
                    Remark::First(count) => Finding::warn("picture-first").with("count", count),
                    Remark::Flattened => Finding::note("picture-flattened"),
                    Remark::Depth(bits) => Finding::note("picture-depth").with("bits", bits),
                }
            }));
        all.map(|finding| finding.with("path", path)).collect()
    }
}

/// Takes in the pictures of one run; how much it converts is limited, since that takes time.
#[derive(Debug, Default)]
pub struct Converter {
    /// The number of pixels converted so far.
    pixels: u64,
}

impl Converter {
    /// Takes a picture in: unchanged, or converted.
    ///
    /// # Errors
    /// A finding without a place and without the placeable `path`, which the caller knows.
    pub fn take(&mut self, bytes: Vec<u8>) -> Result<Taken, Finding> {
        let Some(kind) = Kind::of(&bytes) else { return as_it_is(bytes) };
        if self.pixels > MOST {
            return Err(Finding::stop("picture-many").with("limit", MOST / 1_000_000));
        }
        let taken = convert(kind, &bytes)?;
        self.pixels += u64::from(taken.width) * u64::from(taken.height);
        Ok(taken)
    }
}

/// The finding about a picture that is left out of a document: `kind` is what the document calls
/// it, `part` where it is in the document.
pub fn left_out(fault: Finding, kind: &str, part: &str) -> Finding {
    match fault.rule {
        "picture-form" | "picture-hdr" | "picture-large" | "picture-many" | "picture-sequence"
        | "picture-unfit" => Finding { severity: Severity::Warn, ..fault }.with("path", part),
        _ => Finding::warn("import-picture-format").with("kind", kind),
    }
}

fn convert(kind: Kind, bytes: &[u8]) -> Result<Taken, Finding> {
    let reader = match kind {
        Kind::Heic => heic::read,
        Kind::Avif => avif::read,
        Kind::Tiff => tiff::read,
        Kind::Webp => common::webp,
        Kind::Bmp => common::bmp,
        Kind::Gif => common::gif,
        _ => return Err(Finding::stop("picture-unfit").with("kind", kind.name())),
    };
    // A decoder that fails on a broken file is not a fault of the program.
    let read = guard::contained(kind.name(), || Ok(reader(bytes)));
    let pixels = read.map_err(|_| broken())??;
    let mut remarks = pixels.remarks.clone();
    let (format, made) = write::write(pixels, &mut remarks).ok_or_else(broken)?;
    let taken = as_it_is(made)?;
    Ok(Taken { format, came: Some(kind), remarks, ..taken })
}

/// The file that pixels of 8 bits a component make: a JPEG, or a PNG of a drawing; nothing if a
/// coder refuses.
pub fn made(picture: DynamicImage, icc: Option<Vec<u8>>) -> Option<Vec<u8>> {
    let pixels = Pixels { picture, inks: false, icc, remarks: Vec::new() };
    write::write(pixels, &mut Vec::new()).map(|(_, bytes)| bytes)
}

fn as_it_is(bytes: Vec<u8>) -> Result<Taken, Finding> {
    let (format, width, height) = recognise(&bytes)?;
    Ok(Taken { format, bytes, width, height, came: None, remarks: Vec::new() })
}

/// The finding about a file that is cut short or that no reader understands.
fn broken() -> Finding {
    Finding::stop("picture-broken")
}

/// The finding about a kind that is read, in a form that is not.
fn unread(kind: Kind, reason: impl ToString) -> Finding {
    Finding::stop("picture-form").with("kind", kind.name()).with("reason", reason)
}

/// Refuses a picture, before it is decoded, if it has no pixels or too many.
fn measured(width: u32, height: u32) -> Result<(), Finding> {
    if width == 0 || height == 0 { Err(broken()) } else { within(width, height) }
}

#[cfg(test)]
mod tests;
