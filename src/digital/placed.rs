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

use super::pictures::{Negative, Raster};
use crate::diagnostic::{Failure, Finding, Findings};
use crate::guard;
use crate::manuscript::pictures::{Format, PictureFile};
use crate::typeset::{Shown, Tones};
use neikan_base::store::Store;

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
struct Placed<'a> {
    raster: RasterImage,
    /// The picture behind it, with its path, if it is one of the issue's.
    behind: Option<(&'a str, &'a PictureFile)>,
    /// The resolution where it is shown largest, pixels per inch: the lower one of across and down.
    ppi: f64,
}

impl Placed<'_> {
    /// The picture that is shown there.
    fn negative(&self) -> Negative<'_> {
        let own = self.raster.data().as_slice();
        Negative::of(self.behind.map_or(own, |(_, file)| &file.bytes))
    }
}

/// What else is made of a picture, given its path.
pub type Also<'a> = &'a (dyn Fn(&str, &Negative<'_>) + Sync);

/// Nothing else.
pub fn nothing_else(_: &str, _: &Negative<'_>) {}

/// Returns the same pages with pictures of a quality, upright, in sRGB or grey, without metadata, in the
/// place of what was laid out. The `foreign` ones came with a profile that PDF does not support. What is in the store is taken from there.
/// Whatever else is made of a picture of the issue `also` makes, given its path, while it is decoded.
///
/// # Errors
/// A finding `picture-broken` for every picture that cannot be decoded.
pub fn fit(
    document: PagedDocument,
    pictures: Shown<'_>,
    foreign: &BTreeSet<String>,
    quality: Quality,
    (store, also): (&Store, Also<'_>),
) -> Result<PagedDocument, Failure> {
    let mut placed = Vec::new();
    for page in document.pages() {
        rasters(&page.frame, Transform::identity(), pictures, &mut placed);
    }
    let made = placed.par_iter().map(|one| {
        let path = one.behind.map_or("", |(path, _)| path);
        let negative = one.negative();
        let made = guard::naming(path, || {
            let made = remade(one, (&negative, pictures.tones), store, |raster| match quality {
                Quality::Screen => raster.scaled(SCREEN_PPI / one.ppi),
                Quality::High => raster.whole(foreign.contains(path)),
            });
            if one.behind.is_some() && made.is_some() {
                also(path, &negative);
            }
            made
        });
        (one, made)
    });
    let mut fitted = swapped(document, made.collect())?;
    if let Some(tones) = pictures.tones {
        let info = std::mem::take(fitted.info_mut());
        let pages = fitted.pages().iter().cloned().map(|mut page: Page| {
            toned(&mut page.frame, tones);
            page
        });
        fitted = PagedDocument::new(pages.collect(), info);
    }
    Ok(fitted)
}

/// Draws the drawings of a frame in tones; one that cannot be drawn anew stays as it is.
fn toned(frame: &mut Frame, tones: &Tones) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => toned(&mut group.frame, tones),
            FrameItem::Image(image, ..) => {
                if let Some(new) = in_tones(image, tones) {
                    *image = new;
                }
            }
            _ => {}
        }
        true
    });
}

/// A drawing in tones.
pub fn in_tones(image: &Image, tones: &Tones) -> Option<Image> {
    let ImageKind::Svg(drawing) = image.kind() else { return None };
    let drawing = tones.drawing(drawing)?;
    Some(Image::new(drawing, image.alt().map(Into::into), image.scaling()))
}

/// The same pages with each raster replaced by another.
///
/// # Errors
/// A finding `picture-broken` for every raster without another.
fn swapped(
    mut document: PagedDocument,
    made: Vec<(&Placed<'_>, Option<RasterImage>)>,
) -> Result<PagedDocument, Failure> {
    let mut findings = Findings::default();
    let mut swaps = Vec::new();
    for (one, made) in made {
        let path = one.behind.map_or("", |(path, _)| path);
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

/// Returns the same pages with the pictures themselves in the place of their stand-ins.
///
/// # Errors
/// A finding `picture-broken` for every picture that cannot be decoded.
pub fn unveil(document: PagedDocument, pictures: Shown<'_>) -> Result<PagedDocument, Failure> {
    let mut placed = Vec::new();
    for page in document.pages() {
        rasters(&page.frame, Transform::identity(), pictures, &mut placed);
    }
    let itself = |one: &Placed<'_>| {
        let whole = |raster: Raster<'_>| Ok(raster.negative.bytes.to_vec());
        remade(one, (&one.negative(), None), &Store::default(), whole)
    };
    let made = placed.par_iter().map(|one| (one, itself(one)));
    swapped(document, made.collect())
}

/// Collects the rasters in a frame, each once.
fn rasters<'a>(
    frame: &Frame,
    transform: Transform,
    pictures: Shown<'a>,
    out: &mut Vec<Placed<'a>>,
) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = Transform::translate(position.x, position.y);
                let inner = transform.pre_concat(moved).pre_concat(group.transform);
                rasters(&group.frame, inner, pictures, out);
            }
            FrameItem::Image(image, size, _) => {
                let ImageKind::Raster(raster) = image.kind() else { continue };
                let Transform { sx, ky, kx, sy, .. } = transform;
                let inches =
                    |pt: f64, along: f64, across: f64| pt * libm::hypot(along, across) / 72.0;
                let wide = inches(size.x.to_pt(), sx.get(), ky.get());
                let high = inches(size.y.to_pt(), kx.get(), sy.get());
                let behind = pictures.behind(raster);
                let own = (raster.width(), raster.height());
                let (width, height) = behind.map_or(own, |(_, file)| (file.width, file.height));
                let ppi = (f64::from(width) / wide).min(f64::from(height) / high);
                match out.iter_mut().find(|placed| placed.raster.data() == raster.data()) {
                    Some(known) => known.ppi = known.ppi.min(ppi),
                    None => out.push(Placed { raster: raster.clone(), behind, ppi }),
                }
            }
            _ => {}
        }
    }
}

/// A re-encoded raster; `None` if it cannot be decoded.
fn remade(
    placed: &Placed<'_>,
    (negative, tones): (&Negative<'_>, Option<&Tones>),
    store: &Store,
    make: impl FnOnce(Raster<'_>) -> io::Result<Vec<u8>>,
) -> Option<RasterImage> {
    let format = match placed.raster.format() {
        RasterFormat::Exchange(ExchangeFormat::Png) => Format::Png,
        _ => Format::Jpeg,
    };
    let bytes = make(Raster { negative, format, tones, store }).ok()?;
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
