//! The proof: the cover sheet, if there is one, and every inside page, with pictures in low resolution, the trim
//! drawn in, and a slug that identifies it.
//!
//! The pages are not laid out again: their frames are reused with smaller rasters, and each is
//! placed under a page of the layout's form `proof`, which draws lines and slug. The file is not
//! PDF/X, so that nobody puts it on press.

use image::{DynamicImage, ImageFormat};
use libm::hypot;
use rayon::prelude::*;
use serde_json::{Value, json};
use typst::foundations::{Bytes, Smart};
use typst::layout::{Abs, Frame, FrameItem, Point, Sides, Transform};
use typst::visualize::{ExchangeFormat, Image, ImageKind, RasterImage};
use typst_layout::{Page, PagedDocument};

use super::Finished;
use super::forms::Sheet;
use crate::diagnostic::Failure;
use crate::jpeg::{self, Components};
use neikan_press::marks::page::SLUG;

/// The highest resolution of its pictures, pixels per inch.
const PPI: f64 = 100.0;
/// How its photographs are encoded.
const CODING: jpeg::Coding = jpeg::Coding { quality: 60, half_color: true, progressive: true };

/// Makes the proof.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn print(job: &Finished) -> Result<Sheet, Failure> {
    let format = job.forms.assembly.publication.format;
    let cover = job.cover.map_or(&[][..], |cover| cover.document.pages());
    let sheets = [cover, job.interior.document.pages()].concat();
    let covers = cover.len();
    let said = sheets.iter().enumerate().map(|(index, page)| {
        let number = if index < covers { index as u64 + 1 } else { page.number };
        json!({ "cover": index < covers, "number": number })
    });
    let said: Vec<Value> = said.collect();
    let more =
        json!({ "sheets": said, "spine": job.spine, "slug": SLUG, "ppi": PPI, "draft": job.draft });
    let mut set = job.forms.over("proof", sheets.len(), more)?;
    let info = std::mem::take(set.document.info_mut());
    let lines = set.document.pages();
    let edge = Abs::mm(format.bleed + SLUG);
    let pages: Vec<Page> = sheets
        .into_par_iter()
        .zip(lines)
        .map(|(mut page, lines)| {
            lighten(&mut page.frame, 1.0);
            Page { frame: under(page.frame, &lines.frame, edge), bleed: Sides::default(), ..page }
        })
        .collect();
    let count = pages.len();
    let document = PagedDocument::new(pages.into_iter().collect(), info);
    let bytes = job.forms.pdf("proof", &document)?;
    Ok(Sheet { bytes, pages: count, findings: set.findings })
}

/// A page with lines drawn over it; the page begins `edge` from the corner of the lines' frame.
fn under(page: Frame, lines: &Frame, edge: Abs) -> Frame {
    let mut whole = Frame::hard(lines.size());
    whole.push_frame(Point::new(edge, edge), page);
    let mut lines = lines.clone();
    lighten(&mut lines, 1.0);
    whole.push_frame(Point::zero(), lines);
    whole
}

/// Downsamples the rasters of a frame, and removes its tags and links: two separately made layouts
/// would not agree about them.
pub fn lighten(frame: &mut Frame, scale: f64) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => {
                lighten(&mut group.frame, scale * least(group.transform));
            }
            FrameItem::Image(image, size, _) => {
                let pixels = |length: Abs| (length.to_inches() * scale * PPI).floor().max(1.0);
                let small = smaller(image, pixels(size.x) as u32, pixels(size.y) as u32);
                *image = small.unwrap_or_else(|| image.clone());
            }
            FrameItem::Tag(_) | FrameItem::Link(..) => return false,
            _ => {}
        }
        true
    });
}

/// By how much a transformation scales, in the direction in which it scales least.
fn least(Transform { sx, ky, kx, sy, .. }: Transform) -> f64 {
    hypot(sx.get(), ky.get()).min(hypot(kx.get(), sy.get()))
}

/// The same raster, re-encoded with no more pixels than this, so that the metadata about
/// photographer and place is dropped.
fn smaller(image: &Image, width: u32, height: u32) -> Option<Image> {
    let ImageKind::Raster(raster) = image.kind() else { return None };
    let picture = raster.dynamic();
    let (width, height) = (width.min(picture.width()), height.min(picture.height()));
    let (bytes, format) = encode(&picture.thumbnail_exact(width, height))?;
    let is_rgb = |icc: &&Bytes| icc.get(16..20) == Some(b"RGB ".as_slice());
    let icc = raster.icc().filter(is_rgb).filter(|_| picture.color().has_color());
    let icc = icc.map_or(Smart::Auto, |icc| Smart::Custom(icc.clone()));
    RasterImage::new(Bytes::new(bytes), format, icc).ok().map(Image::plain)
}

/// Encodes a picture as JPEG or, if parts of it are transparent, as PNG.
fn encode(picture: &DynamicImage) -> Option<(Vec<u8>, ExchangeFormat)> {
    if picture.color().has_alpha() {
        let mut bytes = Vec::new();
        let picture = DynamicImage::from(picture.to_rgba8());
        picture.write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).ok()?;
        return Some((bytes, ExchangeFormat::Png));
    }
    let size = [picture.width() as usize, picture.height() as usize];
    let bytes = if picture.color().has_color() {
        jpeg::encode(size, Components::Rgb, CODING, picture.to_rgb8().as_raw()).ok()?
    } else {
        jpeg::encode(size, Components::Gray, CODING, picture.to_luma8().as_raw()).ok()?
    };
    Some((bytes, ExchangeFormat::Jpg))
}
