//! The pictures of the screen PDF: pages are laid out with the originals, then every raster on them
//! is replaced by one that matches its size on the page.
//!
//! [`rasters`] collects the rasters on the pages and their sizes; [`Quality`] determines how much
//! of them is kept; [`swap`] puts the new rasters in place of the old ones, so that no line can
//! move.

use std::collections::BTreeSet;
use std::io;

use rayon::prelude::*;
use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem, Transform};
use typst::visualize::{ExchangeFormat, Image, ImageKind, RasterFormat, RasterImage};
use typst_layout::{Page, PagedDocument};

use super::pictures::Raster;
use crate::diagnostic::{Failure, Finding, Findings};
use crate::guard;
use crate::manuscript::pictures::Format;
use crate::typeset::compile::EditionPictures;

/// The resolution of screens, pixels per inch.
const SCREEN_PPI: f64 = 150.0;

/// How much of its pictures the screen PDF keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quality {
    /// What a screen can show: 150 ppi at the size on the page.
    #[default]
    Screen,
    /// All their pixels.
    High,
}

/// A raster on the pages.
struct Placed {
    raster: RasterImage,
    /// The resolution where it is shown largest, pixels per inch: the lower one of across and down.
    ppi: f64,
}

/// Returns the same pages with pictures of a quality, upright, in sRGB or grey, without metadata.
/// The pages were set with `originals`; the `foreign` ones came with a profile that PDF does not
/// support.
///
/// # Errors
/// A finding `picture-broken` for every picture that cannot be decoded.
pub fn fit(
    mut document: PagedDocument,
    originals: &EditionPictures,
    foreign: &BTreeSet<String>,
    quality: Quality,
) -> Result<PagedDocument, Failure> {
    let mut placed = Vec::new();
    for page in document.pages() {
        rasters(&page.frame, Transform::identity(), &mut placed);
    }
    let made = placed.par_iter().map(|one| {
        let path = path_of(&one.raster, originals);
        let made = guard::naming(path, || match quality {
            Quality::Screen => remade(one, |raster| raster.scaled(SCREEN_PPI / one.ppi)),
            Quality::High => remade(one, |raster| raster.whole(foreign.contains(path))),
        });
        (one, path, made)
    });
    let made: Vec<_> = made.collect();
    let mut findings = Findings::default();
    let mut swaps = Vec::new();
    for (one, path, made) in made {
        match made {
            Some(new) => swaps.push((one.raster.clone(), new)),
            None => findings.push(Finding::stop("picture-broken").with("path", path)),
        }
    }
    findings.settle()?;
    let info = std::mem::take(document.info_mut());
    let pages = document.pages().iter().cloned().map(|mut page: Page| {
        swap(&mut page.frame, &swaps);
        page
    });
    Ok(PagedDocument::new(pages.collect(), info))
}

/// The path of the picture behind a raster.
fn path_of<'a>(raster: &RasterImage, originals: &'a EditionPictures) -> &'a str {
    let own = originals.iter().find(|(_, bytes)| *bytes == raster.data());
    own.map_or("", |(path, _)| path)
}

/// Collects the rasters in a frame, each once.
fn rasters(frame: &Frame, transform: Transform, out: &mut Vec<Placed>) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = Transform::translate(position.x, position.y);
                let inner = transform.pre_concat(moved).pre_concat(group.transform);
                rasters(&group.frame, inner, out);
            }
            FrameItem::Image(image, size, _) => {
                let ImageKind::Raster(raster) = image.kind() else { continue };
                let Transform { sx, ky, kx, sy, .. } = transform;
                let inches =
                    |pt: f64, along: f64, across: f64| pt * libm::hypot(along, across) / 72.0;
                let wide = inches(size.x.to_pt(), sx.get(), ky.get());
                let high = inches(size.y.to_pt(), kx.get(), sy.get());
                let ppi = (f64::from(raster.width()) / wide).min(f64::from(raster.height()) / high);
                match out.iter_mut().find(|placed| placed.raster.data() == raster.data()) {
                    Some(known) => known.ppi = known.ppi.min(ppi),
                    None => out.push(Placed { raster: raster.clone(), ppi }),
                }
            }
            _ => {}
        }
    }
}

/// A re-encoded raster; `None` if it cannot be decoded.
fn remade(
    placed: &Placed,
    make: impl FnOnce(Raster<'_>) -> io::Result<Vec<u8>>,
) -> Option<RasterImage> {
    let format = match placed.raster.format() {
        RasterFormat::Exchange(ExchangeFormat::Png) => Format::Png,
        _ => Format::Jpeg,
    };
    let bytes = make(Raster { bytes: placed.raster.data().as_slice(), format }).ok()?;
    let format = match format {
        Format::Png => ExchangeFormat::Png,
        _ => ExchangeFormat::Jpg,
    };
    RasterImage::plain(Bytes::new(bytes), format).ok()
}

/// Replaces rasters in a frame; frames without any remain shared with Typst's cache.
fn swap(frame: &mut Frame, swaps: &[(RasterImage, RasterImage)]) {
    if !shows_raster(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => swap(&mut group.frame, swaps),
            FrameItem::Image(image, ..) => {
                if let ImageKind::Raster(raster) = image.kind()
                    && let Some((_, new)) =
                        swaps.iter().find(|(old, _)| old.data() == raster.data())
                {
                    *image = Image::new(new.clone(), image.alt().map(Into::into), image.scaling());
                }
            }
            _ => {}
        }
        true
    });
}

fn shows_raster(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => shows_raster(&group.frame),
        FrameItem::Image(image, ..) => matches!(image.kind(), ImageKind::Raster(_)),
        _ => false,
    })
}
