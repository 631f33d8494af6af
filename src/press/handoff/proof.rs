//! The proof: the cover sheet, if there is one, and every inside page, with pictures in low resolution, the trim
//! drawn in, and a slug that identifies it.
//!
//! The pages are not laid out again: their frames are reused with smaller rasters, and each is
//! placed under a page of the layout's form `proof`, which draws lines and slug. Pictures have the tones that
//! they are printed in, and where varnish lies is tinted. The file is not
//! PDF/X, so that nobody puts it on press.

use libm::hypot;
use rayon::prelude::*;
use serde_json::{Value, json};
use typst::foundations::Bytes;
use typst::layout::{Abs, Frame, FrameItem, Point, Sides, Transform};
use typst::visualize::{ExchangeFormat, Image, ImageKind, RasterImage};
use typst_layout::{Page, PagedDocument};

use super::Finished;
use super::forms::Sheet;
use crate::diagnostic::Failure;
use crate::digital::pictures::{Negative, Raster};
use crate::digital::placed::in_tones;
use crate::jpeg;
use crate::manuscript::pictures::Format;
use crate::typeset::{Shown, proofed};
use neikan_base::store::Store;
use neikan_press::marks::page::SLUG;

/// The highest resolution of its pictures, pixels per inch.
const PPI: f64 = 100.0;
/// How its photographs are encoded.
const CODING: jpeg::Coding = jpeg::Coding { quality: 60, half_color: true, progressive: true };

/// The pictures of an issue, and what was made of them before.
pub type Scene<'a> = (Shown<'a>, &'a Store);

/// Makes the proof.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn print(job: &Finished) -> Result<Sheet, Failure> {
    let format = job.forms.assembly.publication.format;
    let scene = (job.pictures, &**job.forms.project.store());
    let theme = &job.forms.assembly.theme;
    let cover = job.cover.map(|cover| proofed(cover.document, theme));
    let cover = cover.as_ref().map_or(&[][..], |cover| cover.pages());
    let sheets = [cover, job.interior.document.pages()].concat();
    let covers = cover.len();
    let said = sheets.iter().enumerate().map(|(index, page)| {
        let number = if index < covers { index as u64 + 1 } else { page.number };
        json!({ "cover": index < covers, "number": number })
    });
    let said: Vec<Value> = said.collect();
    let varnish: Vec<&str> = theme.inks.varnishes().map(|own| own.ink.as_str()).collect();
    let more = json!({
        "sheets": said,
        "spine": job.spine,
        "slug": SLUG,
        "ppi": PPI,
        "draft": job.draft,
        "varnish": varnish,
    });
    let mut set = job.forms.over("proof", sheets.len(), more)?;
    let info = std::mem::take(set.document.info_mut());
    let lines = set.document.pages();
    let edge = Abs::mm(format.bleed + SLUG);
    let pages: Vec<Page> = sheets
        .into_par_iter()
        .zip(lines)
        .map(|(mut page, lines)| {
            lighten(&mut page.frame, 1.0, scene);
            Page {
                frame: under(page.frame, &lines.frame, edge, scene),
                bleed: Sides::default(),
                ..page
            }
        })
        .collect();
    let count = pages.len();
    let document = PagedDocument::new(pages.into_iter().collect(), info);
    let bytes = job.forms.pdf("proof", &document)?;
    Ok(Sheet { bytes, pages: count, findings: set.findings })
}

/// A page with lines drawn over it; the page begins `edge` from the corner of the lines' frame.
fn under(page: Frame, lines: &Frame, edge: Abs, scene: Scene<'_>) -> Frame {
    let mut whole = Frame::hard(lines.size());
    whole.push_frame(Point::new(edge, edge), page);
    let mut lines = lines.clone();
    lighten(&mut lines, 1.0, scene);
    whole.push_frame(Point::zero(), lines);
    whole
}

/// Downsamples the rasters of a frame, and removes its tags and links: two separately made layouts
/// would not agree about them.
pub fn lighten(frame: &mut Frame, scale: f64, scene: Scene<'_>) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => {
                lighten(&mut group.frame, scale * least(group.transform), scene);
            }
            FrameItem::Image(image, size, _) => {
                let edge = (size.x.max(size.y).to_inches() * scale * PPI).floor().max(1.0);
                let small = smaller(image, edge as u32, scene);
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

/// The picture of a raster, upright and in sRGB, with no more pixels than this, so that the metadata
/// about photographer and place is dropped.
fn smaller(image: &Image, edge: u32, (pictures, store): Scene<'_>) -> Option<Image> {
    let tones = pictures.tones;
    let ImageKind::Raster(raster) = image.kind() else { return in_tones(image, tones?) };
    let own = raster.data().as_slice();
    let bytes = pictures.behind(raster).map_or(own, |(_, file)| &file.bytes);
    let negative = &Negative::of(bytes);
    let made = Raster { negative, format: Format::Jpeg, tones, store }.draft(edge, CODING).ok()?;
    let format = ExchangeFormat::detect(&made)?;
    RasterImage::plain(Bytes::new(made), format).ok().map(Image::plain)
}
