//! Pictures: what kind they are, how large, and whether they can be trusted.
//!
//! Only a picture's head is read here, so that a picture too large for memory is refused
//! before anything is decoded.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};

use crate::diagnostic::Finding;
use crate::fs::{Refusal, read_limited, resolve_inside};

/// The largest picture file, bytes.
const BYTES: u64 = 80 << 20;
/// The most pixels a picture may have.
const PIXELS: u64 = 100_000_000;

/// The elements that SVG art may use: shapes and structure, nothing that runs or loads.
const ELEMENTS: [&str; 21] = [
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "path", "rect", "circle",
    "ellipse", "line", "polyline", "polygon", "text", "tspan", "clipPath", "marker", "switch",
    "style",
];

/// What kind of picture a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A photograph.
    Jpeg,
    /// A raster, possibly with transparency.
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

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
        }
    }
}

/// A picture that has been looked at.
#[derive(Debug, Clone)]
pub struct PictureFile {
    /// Where it is on disk.
    pub path: PathBuf,
    /// What it is.
    pub format: Format,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The pictures of an issue, by their path relative to the folder.
pub type Pictures = BTreeMap<String, PictureFile>;

/// Looks at a picture that a manuscript names.
///
/// # Errors
/// A finding without a place: it is the caller who knows where the picture is named.
pub fn look(folder: &Path, relative: &str) -> Result<PictureFile, Finding> {
    let fault = |rule| Finding::stop(rule).with("path", relative);
    let path = resolve_inside(folder, relative).map_err(|refusal| match refusal {
        Refusal::Outside => fault("picture-outside"),
        Refusal::Name => fault("picture-name"),
        Refusal::Missing => fault("picture-missing"),
    })?;
    let bytes = match read_limited(&path, BYTES) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(fault("picture-heavy").with("limit", BYTES >> 20)),
        Err(error) => return Err(fault("picture-unreadable").with("reason", error)),
    };
    let (format, width, height) = measure(&bytes).map_err(fault)?;
    if u64::from(width) * u64::from(height) > PIXELS {
        let finding = fault("picture-large").with("width", width).with("height", height);
        return Err(finding.with("limit", PIXELS / 1_000_000));
    }
    Ok(PictureFile { path, format, width, height, bytes })
}

/// What kind of picture some bytes are and its size in px, or the rule they break.
///
/// # Errors
/// The name of the rule: another format, a file that is broken, art that loads or runs
/// something, more pixels than are read.
pub fn recognise(bytes: &[u8]) -> Result<(Format, u32, u32), &'static str> {
    let (format, width, height) = measure(bytes)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PIXELS { Err("picture-large") } else { Ok((format, width, height)) }
}

/// What kind of picture some bytes are and its size in px, or the rule they break.
fn measure(bytes: &[u8]) -> Result<(Format, u32, u32), &'static str> {
    if looks_like_svg(bytes) {
        let (width, height) = svg_size(bytes)?;
        return Ok((Format::Svg, width, height));
    }
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
    // A camera held upright writes a lying picture and says so (Exif 2.3, tag 0x0112).
    let turned = decoder.orientation().is_ok_and(|orientation| {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
    });
    Ok(if turned { (format, height, width) } else { (format, width, height) })
}

/// Whether a raster has its end, without which decoders guess the rest.
fn is_whole(format: Format, bytes: &[u8]) -> bool {
    match format {
        // The end of the image (ITU-T T.81, B.1.1.3) after the first scan; thumbnails come before.
        Format::Jpeg => scan_of(bytes)
            .is_some_and(|scan| bytes[scan..].windows(2).any(|marker| marker == [0xff, 0xd9])),
        // The chunk IEND (PNG, 11.2.5).
        Format::Png => bytes.windows(8).any(|chunk| chunk == b"\0\0\0\0IEND"),
        Format::Svg => true,
    }
}

/// Where the first scan of a JPEG begins: after its segments, each with its length.
fn scan_of(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let &[0xff, marker, high, low] = bytes.get(at..at + 4)? else {
            at += 1;
            continue;
        };
        if marker == 0xff {
            at += 1;
            continue;
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low]));
        if marker == 0xda {
            return (at <= bytes.len()).then_some(at);
        }
    }
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    let head = String::from_utf8_lossy(head);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg")
}

/// The size of SVG art that holds nothing but shapes.
fn svg_size(bytes: &[u8]) -> Result<(u32, u32), &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| "picture-broken")?;
    let document = roxmltree::Document::parse(text).map_err(|_| "picture-broken")?;
    let elements = document.descendants().filter(roxmltree::Node::is_element);
    for element in elements {
        let known = ELEMENTS.contains(&element.tag_name().name());
        let safe = element.attributes().all(|attribute| {
            let (name, value) = (attribute.name(), attribute.value());
            let link = name == "href" && !value.starts_with('#');
            !link && !name.starts_with("on") && !has_outside_url(value)
        });
        let style = element.tag_name().name() == "style";
        let text = element.text().unwrap_or_default();
        if !known || !safe || (style && (has_outside_url(text) || text.contains("@import"))) {
            return Err("picture-svg");
        }
    }
    let root = document.root_element();
    let length = |name| {
        root.attribute(name)
            .and_then(|value: &str| value.trim_end_matches("px").parse::<f64>().ok())
    };
    let view: Vec<f64> = root
        .attribute("viewBox")
        .unwrap_or_default()
        .split([' ', ','])
        .filter_map(|part| part.parse().ok())
        .collect();
    let size = match (length("width"), length("height"), view.as_slice()) {
        (Some(width), Some(height), _) | (_, _, &[_, _, width, height]) => (width, height),
        _ => return Err("picture-svg-size"),
    };
    let whole = |value: f64| (1.0..=100_000.0).contains(&value).then_some(value.round() as u32);
    whole(size.0).zip(whole(size.1)).ok_or("picture-svg-size")
}

/// Whether a CSS value loads something that is not in the file itself.
fn has_outside_url(value: &str) -> bool {
    value.match_indices("url(").any(|(at, _)| {
        let target = value[at + 4..].trim_start_matches(['"', '\'', ' ']);
        !target.starts_with('#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_art_is_shapes_only() {
        let svg = |inner: &str| {
            format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 20'>{inner}</svg>")
        };
        assert_eq!(measure(svg("<path d='M0 0'/>").as_bytes()), Ok((Format::Svg, 30, 20)));
        for inner in [
            "<script>1</script>",
            "<image href='a.png'/>",
            "<use href='http://x/y#z'/>",
            "<rect onclick='x'/>",
            "<rect fill='url(http://x)'/>",
            "<style>@import 'x';</style>",
            "<foreignObject/>",
        ] {
            assert_eq!(measure(svg(inner).as_bytes()), Err("picture-svg"), "{inner}");
        }
        let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg width='1' height='1'>&a;</svg>";
        assert_eq!(measure(bomb.as_bytes()), Err("picture-broken"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert_eq!(measure(b"hello"), Err("picture-format"));
        assert_eq!(measure(b"\xff\xd8\xff\xe0"), Err("picture-broken"));
        assert_eq!(measure(b""), Err("picture-format"));
    }
}
