//! The pictures of pages: those that stand upright and whole, with their own colours, are taken as
//! they are; the others are told.

use std::collections::BTreeMap;

use image::{DynamicImage, GrayImage, RgbImage};
use libm::fabs;
use lopdf::{Document, Object, ObjectId, Stream};
use pdfx_preflight::Pdf;
use pdfx_preflight::pdf::{integer, is_name};
use pdfx_preflight::reading::{STREAM_LIMIT, decode, entry, numbers, resolve};
use pdfx_preflight::text::{Placed, Sheet};

use super::lines::Line;
use crate::manuscript::bare;
use crate::manuscript::conversion::made;
use crate::manuscript::incoming::package::PICTURE;
use crate::manuscript::incoming::reading::Reading;
use crate::manuscript::pictures::PIXELS;
use neikan_base::diagnostic::Finding;

/// The smallest picture that says something: its side on the page, points, and its pixels.
const SIDE: f64 = 28.0;
const LEAST: i64 = 48;
/// A picture that covers this much of a page lies behind its text, or is the page.
const WHOLE: f64 = 0.8;
/// A picture on so many pages is a mark of the house.
const AGAIN: usize = 3;
/// The largest profile, bytes.
const PROFILE: usize = 4 << 20;

/// A picture on a page.
#[derive(Debug)]
pub struct Shown {
    /// Where it was stored.
    pub path: String,
    /// Left, bottom, right, top.
    pub bounds: [f64; 4],
}

/// Takes the pictures of all pages; tells of those that are left out.
pub fn find(
    opened: &Pdf,
    sheets: &[Sheet],
    pages: &[Vec<Line>],
    reading: &mut Reading<'_>,
) -> Vec<Vec<Shown>> {
    let mut on: BTreeMap<ObjectId, usize> = BTreeMap::new();
    for sheet in sheets {
        let mut own: Vec<ObjectId> = sheet.pictures.iter().filter_map(|placed| placed.id).collect();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|id| *on.entry(id).or_default() += 1);
    }
    let (mut taken, mut left, mut small) = (0, Vec::new(), 0);
    let mut out = Vec::new();
    for (sheet, lines) in sheets.iter().zip(pages) {
        let turned = lines.first().is_some_and(|line| line.quarter != 0);
        let mut shown = Vec::new();
        for placed in &sheet.pictures {
            let bounds = bounds(placed);
            let again = placed.id.and_then(|id| on.get(&id)).is_some_and(|pages| *pages >= AGAIN);
            if placed.artifact || again || is_small(bounds) || is_whole(bounds, sheet) {
                small += 1;
                continue;
            }
            match take(opened, placed, turned, reading) {
                Some(path) => {
                    taken += 1;
                    shown.push(Shown { path, bounds });
                }
                None => left.push(sheet.number),
            }
        }
        out.push(shown);
    }
    if taken > 0 {
        reading.findings.push(Finding::warn("import-pdf-pictures").with("count", taken));
    }
    if !left.is_empty() {
        let finding = Finding::warn("import-pdf-picture-left").with("count", left.len());
        reading.findings.push(finding.with("pages", super::list(&left)));
    }
    if small > 0 {
        reading.findings.push(Finding::note("import-pdf-picture-small").with("count", small));
    }
    out
}

fn bounds(placed: &Placed) -> [f64; 4] {
    let [a, b, c, d, x, y] = placed.matrix;
    let across = [x, x + a, x + c, x + a + c];
    let up = [y, y + b, y + d, y + b + d];
    let least = |all: [f64; 4]| all.into_iter().fold(f64::MAX, f64::min);
    let most = |all: [f64; 4]| all.into_iter().fold(f64::MIN, f64::max);
    [least(across), least(up), most(across), most(up)]
}

fn is_small([left, bottom, right, top]: [f64; 4]) -> bool {
    (right - left).min(top - bottom) < SIDE
}

fn is_whole([left, bottom, right, top]: [f64; 4], sheet: &Sheet) -> bool {
    let page = (sheet.bounds[2] - sheet.bounds[0]) * (sheet.bounds[3] - sheet.bounds[1]);
    (right - left) * (top - bottom) >= WHOLE * page
}

/// Stores a picture; nothing if it cannot be taken as it is shown.
fn take(opened: &Pdf, placed: &Placed, turned: bool, reading: &mut Reading<'_>) -> Option<String> {
    let [a, b, c, d, ..] = placed.matrix;
    let upright = a > 0.0 && d > 0.0 && fabs(b) < 1e-3 * a && fabs(c) < 1e-3 * d && !turned;
    let document = &opened.document;
    let Some(Object::Stream(stream)) = placed.id.and_then(|id| document.objects.get(&id)) else {
        return None;
    };
    let plain = [b"SMask".as_slice(), b"Mask", b"ImageMask", b"Decode"];
    let plain = plain.iter().all(|key| {
        matches!(entry(document, &stream.dict, key), Object::Null | Object::Boolean(false))
    });
    if !upright || !plain {
        return None;
    }
    let bytes = file(document, stream)?;
    reading.store(bytes, "").ok()
}

/// The file that a picture is, or that its pixels make.
fn file(document: &Document, stream: &Stream) -> Option<Vec<u8>> {
    let (colors, profile) = colors(document, entry(document, &stream.dict, b"ColorSpace"))?;
    let size = |key: &[u8]| integer(&stream.dict, key).filter(|side| *side >= LEAST);
    let (width, height) = (size(b"Width")?, size(b"Height")?);
    let pixels = u64::try_from(width.checked_mul(height)?).ok()?;
    let filter = match entry(document, &stream.dict, b"Filter") {
        Object::Array(all) if all.len() == 1 => resolve(document, &all[0]),
        Object::Array(_) => return None,
        own => own,
    };
    if filter.as_name().ok() == Some(b"DCTDecode") {
        let bytes = painted(&stream.content)?;
        return Some(match profile {
            Some(profile) => bare::with_profile(&bytes, &profile),
            None => bytes,
        });
    }
    let limit = usize::try_from(pixels).ok()?.checked_mul(colors)?;
    if filter.as_name().ok() != Some(b"FlateDecode")
        || pixels > PIXELS
        || integer(&stream.dict, b"BitsPerComponent") != Some(8)
        || limit as u64 > PICTURE * 4
    {
        return None;
    }
    let data = decode(stream, limit.checked_add(1)?.min(STREAM_LIMIT)).ok()?;
    let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    let picture = match colors {
        3 => DynamicImage::from(RgbImage::from_raw(width, height, data)?),
        _ => DynamicImage::from(GrayImage::from_raw(width, height, data)?),
    };
    made(picture, profile)
}

/// How many components a colour space has, one or three, and its profile.
fn colors(document: &Document, space: &Object) -> Option<(usize, Option<Vec<u8>>)> {
    match space {
        Object::Name(name) if name == b"DeviceRGB" => Some((3, None)),
        Object::Name(name) if name == b"DeviceGray" => Some((1, None)),
        Object::Array(parts) => {
            let [kind, own, ..] = parts.as_slice() else { return None };
            let kind = resolve(document, kind).as_name().ok()?;
            if kind == b"CalRGB" || kind == b"CalGray" {
                // Calibrated as sRGB and grey usually are.
                return numbers(document, entry(document, own.as_dict().ok()?, b"WhitePoint"))
                    .map(|_| (if kind == b"CalRGB" { 3 } else { 1 }, None));
            }
            let Object::Stream(profile) = resolve(document, own) else { return None };
            let count = integer(&profile.dict, b"N").filter(|n| matches!(n, 1 | 3))?;
            if kind != b"ICCBased" || is_name(&profile.dict, b"Alternate", b"Lab") {
                return None;
            }
            Some((usize::try_from(count).ok()?, Some(decode(profile, PROFILE).ok()?)))
        }
        _ => None,
    }
}

/// A JPEG without what a PDF does not look at: which way up it is, and its own profile.
fn painted(jpeg: &[u8]) -> Option<Vec<u8>> {
    let mut out = jpeg.get(..2).filter(|start| *start == [0xff, 0xd8])?.to_vec();
    let mut at = 2;
    loop {
        let [0xff, marker, high, low] = *jpeg.get(at..at + 4)? else { return None };
        let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        if marker == 0xda {
            out.extend_from_slice(&jpeg[at..]);
            return Some(out);
        }
        let segment = jpeg.get(at..end)?;
        if !matches!(marker, 0xe1 | 0xe2) {
            out.extend_from_slice(segment);
        }
        at = end;
    }
}
