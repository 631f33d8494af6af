//! Kinds of picture files, recognised by their first bytes: the name of a file means nothing.

/// A kind of picture, or of file mistaken for one, besides JPEG, PNG and SVG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// HEIF with HEVC: photographs from phones and cameras.
    Heic,
    /// HEIF with AV1.
    Avif,
    /// WebP.
    Webp,
    /// TIFF, classic or BigTIFF.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// GIF.
    Gif,
    /// A camera's raw sensor data.
    Raw,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// Photoshop.
    Photoshop,
    /// PDF, or Illustrator, which is PDF inside.
    Pdf,
    /// PostScript.
    PostScript,
    /// Windows metafile, plain or enhanced.
    Metafile,
    /// Windows icon.
    Icon,
    /// A video.
    Film,
}

/// Brands of a `ftyp` box whose pictures are HEVC (ISO/IEC 23008-12, annex B and 10).
const HEVC: [&[u8; 4]; 10] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"];

impl Kind {
    /// Recognises a file by its first bytes; nothing for JPEG, PNG, SVG and unknown kinds.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.get(4..8) == Some(b"ftyp") {
            return Some(container(bytes));
        }
        let starts = |start: &[u8]| bytes.starts_with(start);
        let at = |from: usize, text: &[u8]| bytes.get(from..).is_some_and(|b| b.starts_with(text));
        Some(match bytes.first()? {
            b'R' if starts(b"RIFF") && at(8, b"WEBP") => Self::Webp,
            b'R' if starts(b"RIFF") && at(8, b"AVI ") => Self::Film,
            b'I' if starts(b"II*\0") && at(8, b"CR") => Self::Raw,
            b'I' if starts(b"IIU\0") || starts(b"IIRO") || starts(b"IIRS") => Self::Raw,
            b'F' if starts(b"FUJIFILMCCD-RAW") => Self::Raw,
            b'I' if starts(b"II*\0") || starts(b"II+\0\x08\0\0\0") => Self::Tiff,
            b'M' if starts(b"MM\0*") || starts(b"MM\0+\0\x08\0\0") => Self::Tiff,
            b'B' if starts(b"BM") && is_bitmap(bytes) => Self::Bmp,
            b'G' if starts(b"GIF87a") || starts(b"GIF89a") => Self::Gif,
            0xff if starts(&[0xff, 0x0a]) => Self::JpegXl,
            0xff if starts(&[0xff, 0x4f, 0xff, 0x51]) => Self::Jpeg2000,
            0 if starts(b"\0\0\0\x0cJXL \r\n\x87\n") => Self::JpegXl,
            0 if starts(b"\0\0\0\x0cjP  \r\n\x87\n") => Self::Jpeg2000,
            0 if starts(&[0, 0, 1, 0]) => Self::Icon,
            b'8' if starts(b"8BPS\0") => Self::Photoshop,
            b'%' if starts(b"%PDF-") => Self::Pdf,
            b'%' if starts(b"%!PS") => Self::PostScript,
            0xc5 if starts(&[0xc5, 0xd0, 0xd3, 0xc6]) => Self::PostScript,
            0xd7 if starts(&[0xd7, 0xcd, 0xc6, 0x9a]) => Self::Metafile,
            1 if starts(&[1, 0, 9, 0, 0, 3]) => Self::Metafile,
            1 if starts(&[1, 0, 0, 0]) && at(40, b" EMF") => Self::Metafile,
            0x1a if starts(&[0x1a, 0x45, 0xdf, 0xa3]) => Self::Film,
            _ => return None,
        })
    }

    /// Whether [`super::Converter::take`] reads it.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Heic | Self::Avif | Self::Webp | Self::Tiff | Self::Bmp | Self::Gif)
    }

    /// Its name, the same in any language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::Webp => "WebP",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Gif => "GIF",
            Self::Raw => "RAW",
            Self::JpegXl => "JPEG XL",
            Self::Jpeg2000 => "JPEG 2000",
            Self::Photoshop => "PSD",
            Self::Pdf => "PDF",
            Self::PostScript => "EPS",
            Self::Metafile => "WMF/EMF",
            Self::Icon => "ICO",
            Self::Film => "MP4/MOV/AVI",
        }
    }
}

/// The kind of a file of ISO base media boxes: its own brand first, then those it is compatible
/// with.
fn container(bytes: &[u8]) -> Kind {
    let length = bytes.get(..4).map_or(0, |b| u32::from_be_bytes([b[0], b[1], b[2], b[3]]));
    let end = (length as usize).clamp(12, 512).min(bytes.len());
    let own = bytes.get(8..12).unwrap_or_default();
    let rest = bytes.get(16..end).unwrap_or_default();
    let brands = std::iter::once(own).chain(rest.chunks_exact(4));
    let all: Vec<&[u8]> = brands.collect();
    let has = |brand: &[u8]| all.contains(&brand);
    // A general brand says nothing about the codec; AV1 is declared beside it.
    if has(b"avif") || has(b"avis") {
        Kind::Avif
    } else if own.starts_with(b"crx") {
        Kind::Raw
    } else if HEVC.iter().any(|brand| own == brand.as_slice()) {
        Kind::Heic
    } else {
        Kind::Film
    }
}

/// Whether `BM` begins a bitmap and not a text: its second header must have one of the sizes that
/// exist (BITMAPCOREHEADER 12 to BITMAPV5HEADER 124).
fn is_bitmap(bytes: &[u8]) -> bool {
    let size = bytes.get(14..18).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    matches!(size, Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        let mut bitmap = b"BM".to_vec();
        bitmap.resize(14, 0);
        bitmap.extend([40, 0, 0, 0]);
        let mut metafile = vec![1, 0, 0, 0];
        metafile.resize(40, 0);
        metafile.extend(b" EMF");
        let cases: [(&[u8], Option<Kind>); 18] = [
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some(Kind::Heic)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Some(Kind::Heic)),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Some(Kind::Avif)),
            (b"\0\0\0\x1cftypavif\0\0\0\0mif1miaf", Some(Kind::Avif)),
            (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", Some(Kind::Film)),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", Some(Kind::Raw)),
            (b"\0\0\0\x18ftyp", Some(Kind::Film)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some(Kind::Webp)),
            (b"II*\0\x10\0\0\0CR\x02\0", Some(Kind::Raw)),
            (b"II*\0\x08\0\0\0", Some(Kind::Tiff)),
            (b"MM\0*\0\0\0\x08", Some(Kind::Tiff)),
            (b"GIF89a", Some(Kind::Gif)),
            (b"BMW fahren", None),
            (b"\xff\xd8\xff\xe0", None),
            (b"\x89PNG\r\n\x1a\n", None),
            (b"", None),
            (&bitmap, Some(Kind::Bmp)),
            (&metafile, Some(Kind::Metafile)),
        ];
        for (bytes, kind) in cases {
            assert_eq!(Kind::of(bytes), kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
