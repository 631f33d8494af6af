//! Pictures: what kind they are, how large, and whether they can be trusted.
//!
//! Only a picture's header is read here, so that a picture too large for memory is refused before
//! anything is decoded.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, RgbImage};
use serde::{Deserialize, Serialize};

use super::bare;
use super::conversion::kind::Kind;
use super::svg::Drawing;
use super::svg::numbers::Fault;
use super::svg::text::Run;
use neikan_base::diagnostic::{Finding, Place};
use neikan_base::fs::{Refusal, resolve_inside};
use neikan_base::guard;
use neikan_base::jpeg::{self, Components, Reduced};
use neikan_base::sources::{Shared, Sources};
use neikan_base::store::{Inputs, Store};

/// The largest picture file, bytes.
pub const BYTES: u64 = 80 << 20;
/// The most pixels a picture may have.
pub const PIXELS: u64 = 100_000_000;

/// What kind of picture a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// A photograph.
    Jpeg,
    /// A raster image, possibly with transparency.
    Png,
    /// Vector art.
    Svg,
}

impl Format {
    /// The file name extension.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }

    /// Its name, the same in any language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Svg => "SVG",
        }
    }

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// A picture that has been inspected.
#[derive(Debug, Clone)]
pub struct PictureFile {
    /// Where it is on disk.
    pub path: PathBuf,
    /// Its format.
    pub format: Format,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// Its bytes.
    pub bytes: Shared,
    /// The visible texts of a drawing.
    pub texts: Vec<Run>,
}

/// What the bytes of a picture say, wherever it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Inspected {
    format: Format,
    /// Width and height, px.
    size: (u32, u32),
    /// The numbers of a drawing that are out of range.
    faults: Vec<Fault>,
    /// The visible texts of a drawing.
    texts: Vec<Run>,
}

/// Must change whenever something else would be said of the same bytes.
const VERSION: u32 = 1;

impl Inspected {
    /// Inspects a picture. As the error, the rule that it breaks.
    fn of(bytes: &[u8]) -> Result<Self, &'static str> {
        if !looks_like_svg(bytes) {
            let (format, size) = measure(bytes)?;
            return Ok(Self { format, size, faults: Vec::new(), texts: Vec::new() });
        }
        let Drawing { size, faults, texts } = Drawing::of(bytes)?;
        Ok(Self { format: Format::Svg, size, faults, texts })
    }

    /// What was found out about a picture before, or is now.
    fn known(bytes: &Shared, sum: &str, store: &Store) -> Result<Self, &'static str> {
        store.data("picture", VERSION, &Inputs::new().with(sum), || Self::of(bytes))
    }
}

/// What the bytes of a picture say; a frozen set of sources looks once.
fn inspected(
    sources: &Sources,
    store: &Store,
    bytes: &Shared,
) -> Arc<Result<Inspected, &'static str>> {
    sources.made(bytes, |bytes| Inspected::known(bytes, &sources.sum_of(bytes), store))
}

/// The pictures of an issue, by their path relative to the issue's folder.
pub type Pictures = BTreeMap<String, PictureFile>;

/// Inspects a picture that a manuscript names.
///
/// # Errors
/// The first fault as a finding without a place: only the caller knows where the picture is named.
pub fn look(
    sources: &Sources,
    store: &Store,
    folder: &Path,
    relative: &str,
) -> Result<PictureFile, Finding> {
    look_through(sources, store, folder, relative).map_err(|mut faults| faults.swap_remove(0))
}

/// Inspects a picture that a manuscript names, and reports every fault in it.
///
/// # Errors
/// Findings, at least one. Those about a line of a drawing have that line as their place, in the
/// file `relative`; others have none.
pub fn look_through(
    sources: &Sources,
    store: &Store,
    folder: &Path,
    relative: &str,
) -> Result<PictureFile, Vec<Finding>> {
    guard::naming(relative, || {
        let (file, faults) = head(sources, store, folder, relative).map_err(|fault| vec![fault])?;
        let findings = faults.iter().map(|fault| {
            let finding = Finding::stop("picture-svg-number").with("path", relative);
            let finding = finding.with("line", fault.line).with("name", &fault.name);
            finding.with("value", &fault.value).at(Place::line(relative, fault.line))
        });
        if faults.is_empty() { Ok(file) } else { Err(findings.collect()) }
    })
}

/// Reads a picture and inspects it; also the numbers of a drawing that are out of range.
fn head(
    sources: &Sources,
    store: &Store,
    folder: &Path,
    relative: &str,
) -> Result<(PictureFile, Vec<Fault>), Finding> {
    let fault = |rule| Finding::stop(rule).with("path", relative);
    let path = resolve_inside(folder, relative).map_err(|refusal| match refusal {
        Refusal::Outside => fault("picture-outside"),
        Refusal::Name => fault("picture-name"),
        Refusal::Missing => fault("picture-missing"),
    })?;
    let bytes = match sources.read(&path, BYTES) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(fault("picture-heavy").with("limit", BYTES >> 20)),
        Err(error) => return Err(fault("picture-unreadable").with("reason", error)),
    };
    let foreign = Kind::of(&bytes).map(|kind| unusable(kind, folder, relative));
    if let Some(finding) = foreign {
        return Err(finding.with("path", relative));
    }
    let looked = inspected(sources, store, &bytes);
    let looked = looked.as_ref().as_ref().map_err(|rule| fault(rule))?;
    let (format, (width, height)) = (looked.format, looked.size);
    within(width, height).map_err(|finding| finding.with("path", relative))?;
    let texts = looked.texts.clone();
    Ok((PictureFile { path, format, width, height, bytes, texts }, looked.faults.clone()))
}

/// A finding that says what a file really is that cannot be printed as it is, and what to run if
/// that helps.
fn unusable(kind: Kind, folder: &Path, relative: &str) -> Finding {
    if !kind.is_read() {
        return Finding::stop("picture-unfit").with("kind", kind.name());
    }
    let issues = folder.file_name().is_some_and(|name| name == "issues");
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let file =
        if issues { format!("issues/{relative}") } else { format!("issues/{name}/{relative}") };
    Finding::stop("picture-foreign").with("kind", kind.name()).with("file", file)
}

/// Refuses a picture with too many pixels.
///
/// # Errors
/// A finding without the placeable `path`.
pub fn within(width: u32, height: u32) -> Result<(), Finding> {
    if u64::from(width) * u64::from(height) <= PIXELS {
        return Ok(());
    }
    let finding = Finding::stop("picture-large").with("width", width).with("height", height);
    Err(finding.with("limit", PIXELS / 1_000_000))
}

/// The format of a picture and its size in px.
///
/// # Errors
/// A finding without a place and without the placeable `path`: another format, a broken file, art
/// that loads or runs something, numbers or pixels beyond the limits.
pub fn recognise(bytes: &[u8]) -> Result<(Format, u32, u32), Finding> {
    let looked = Inspected::of(bytes).map_err(Finding::stop)?;
    let (format, (width, height)) = (looked.format, looked.size);
    if let Some(fault) = looked.faults.into_iter().next() {
        let finding = Finding::stop("picture-svg-number").with("line", fault.line);
        return Err(finding.with("name", fault.name).with("value", fault.value));
    }
    within(width, height)?;
    Ok((format, width, height))
}

/// The format of a raster image and its size in px; as the error, the rule that it breaks.
fn measure(bytes: &[u8]) -> Result<(Format, (u32, u32)), &'static str> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|_| "picture-broken")?;
    let format = match reader.format() {
        Some(ImageFormat::Jpeg) => Format::Jpeg,
        Some(ImageFormat::Png) => Format::Png,
        _ => return Err("picture-format"),
    };
    if !is_whole(format, bytes) {
        return Err("picture-broken");
    }
    let mut decoder = reader.into_decoder().map_err(|_| "picture-broken")?;
    let (width, height) = decoder.dimensions();
    // A camera held upright writes a landscape picture and says so (Exif 2.3, tag 0x0112).
    let turned = decoder.orientation().is_ok_and(|orientation| {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
    });
    Ok(if turned { (format, (height, width)) } else { (format, (width, height)) })
}

/// A JPEG in grey or RGB at a share of its size, in eighths ([`jpeg::share`]); `None` if it has to be
/// decoded whole.
pub fn reduced(bytes: &[u8], eighths: u8) -> Option<DynamicImage> {
    let Reduced { size: [width, height], components, samples } =
        jpeg::decode_reduced(bytes, eighths).ok().flatten()?;
    match components {
        Components::Gray => GrayImage::from_raw(width, height, samples).map(Into::into),
        _ => RgbImage::from_raw(width, height, samples).map(Into::into),
    }
}

/// Whether a raster image has its end, without which decoders guess the rest.
fn is_whole(format: Format, bytes: &[u8]) -> bool {
    match format {
        // The end-of-image marker (ITU-T T.81, B.1.1.3) after its scans; thumbnails come before
        // them.
        Format::Jpeg => bare::is_whole_jpeg(bytes),
        // The chunk IEND (PNG, 11.2.5).
        Format::Png => bytes.windows(8).any(|chunk| chunk == b"\0\0\0\0IEND"),
        Format::Svg => true,
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    let head = String::from_utf8_lossy(head);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_out_about_a_drawing_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let text = "<text font-family='A'>x</text><path d='M0 0H9e9'/>";
        std::fs::write(folder.path().join("a.svg"), super::super::svg::drawing(text)).unwrap();
        let store = Store::open(folder.path(), folder.path(), "test");
        let look = |store: &Store| look_through(&Sources::frozen(), store, folder.path(), "a.svg");
        let plain = look(&Store::default()).unwrap_err();
        assert_eq!(plain.len(), 1);
        assert_eq!((look(&store).unwrap_err(), look(&store).unwrap_err()), (plain.clone(), plain));
        let bytes = Shared::from(super::super::svg::drawing("<text>x</text>").into_bytes());
        let first = Inspected::known(&bytes, "sum", &store).unwrap();
        let again = Inspected::known(&Shared::from(b"other".as_slice()), "sum", &store).unwrap();
        assert_eq!((again.size, again.texts), (first.size, first.texts));
        assert_eq!(
            Inspected::known(&bytes[..9].into(), "cut", &store).err(),
            Some("picture-broken")
        );
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert_eq!(measure(b"hello"), Err("picture-format"));
        assert_eq!(measure(b"\xff\xd8\xff\xe0"), Err("picture-broken"));
        assert_eq!(measure(b""), Err("picture-format"));
    }
}
