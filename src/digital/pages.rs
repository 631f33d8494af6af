//! Pages as pictures: the front cover for the EPUB, the flatplan, previews for documents.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use typst::foundations::{Content, Smart};
use typst::layout::{Frame, FrameItem, Sides};
use typst::utils::hash128;
use typst::visualize::{Color, Paint};
use typst_layout::Page;
use typst_render::RenderOptions;

use crate::diagnostic::Failure;
use crate::jpeg::{self, Coding, Components};
use neikan_base::store::{Inputs, Store};

/// How pages are encoded.
const CODING: Coding = Coding { quality: 85, half_color: false, progressive: false };
/// Must change whenever the same page would become other bytes.
const VERSION: u32 = 1;

/// A page as a JPEG.
#[derive(Debug, Clone)]
pub struct PagePicture {
    /// The JPEG.
    pub bytes: Vec<u8>,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
}

/// Renders a page (without bleed) so that it is `height` px high; what shows the same and is in the
/// store is taken from there.
///
/// # Errors
/// [`Failure::Internal`] if the encoder fails.
pub fn render(page: &Page, height: u32, store: &Store) -> Result<PagePicture, Failure> {
    let inputs = Inputs::new().with(height.to_le_bytes()).with(shown(page).to_le_bytes());
    let make = || drawn(page, height);
    let made = store.step("page-picture", VERSION, &inputs, make)?;
    let cut = || Failure::internal("page.jpg", "a picture without a size");
    let (width, rest) = made.split_first_chunk().ok_or_else(cut)?;
    let (height, bytes) = rest.split_first_chunk().ok_or_else(cut)?;
    let [width, height] = [width, height].map(|side| u32::from_le_bytes(*side));
    Ok(PagePicture { bytes: bytes.to_vec(), width, height })
}

/// The pixels of a page (without bleed) on a plain colour; `None` for a page without extent.
pub fn pixels(page: &Page, per_pt: f64, ground: [u8; 3]) -> Option<RgbImage> {
    let options = RenderOptions { pixel_per_pt: per_pt.into(), render_bleed: false };
    let drawn = typst_render::render(page, &options);
    let blend = |own: u8, below: u8, alpha: u8| {
        (u32::from(own) + (u32::from(below) * u32::from(255 - alpha) + 127) / 255).min(255) as u8
    };
    let rgb = drawn.pixels().iter().flat_map(|own| {
        let parts = [own.red(), own.green(), own.blue()];
        std::array::from_fn::<u8, 3, _>(|part| blend(parts[part], ground[part], own.alpha()))
    });
    RgbImage::from_raw(drawn.width(), drawn.height(), rgb.collect())
}

/// A page with its bleed as a PNG so many px wide, packed in a hurry: for somebody who waits for it.
///
/// # Errors
/// [`Failure::Internal`] if the encoder fails.
pub fn hurried(page: &Page, width: u32) -> Result<Vec<u8>, Failure> {
    let whole = page.frame.size() + page.bleed.sum_by_axis();
    let scale = f64::from(width) / whole.x.to_pt();
    let options = RenderOptions { pixel_per_pt: scale.into(), render_bleed: true };
    // On paper: what lies on nothing would be mixed with it twice.
    let paper = page.fill_or_white().unwrap_or_else(|| Color::WHITE.into());
    let page = Page { fill: Smart::Custom(Some(paper)), ..page.clone() };
    let pixmap = typst_render::render(&page, &options);
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Up)
        .write_image(pixmap.data(), pixmap.width(), pixmap.height(), ExtendedColorType::Rgba8)
        .map_err(|error| Failure::internal("page.png", error))?;
    Ok(bytes)
}

/// A page that has nothing but a frame.
pub fn bare(frame: Frame) -> Page {
    Page {
        frame,
        bleed: Sides::default(),
        fill: Smart::Custom(None),
        numbering: None,
        supplement: Content::empty(),
        number: 1,
    }
}

/// A hash of everything that can be seen of a page.
pub fn shown(page: &Page) -> u128 {
    shown_of(&page.frame, &page.fill)
}

/// Remembered as Typst remembers what it has set: pages that stay are hashed once.
#[comemo::memoize]
fn shown_of(frame: &Frame, fill: &Smart<Option<Paint>>) -> u128 {
    let mut frame = frame.clone();
    visible(&mut frame);
    hash128(&(frame, fill))
}

/// Removes from a frame what cannot be seen and may differ where pages look the same.
fn visible(frame: &mut Frame) {
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            (group.parent, group.label) = (None, None);
            visible(&mut group.frame);
            true
        }
        FrameItem::Tag(_) | FrameItem::Link(..) => false,
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => true,
    });
}

/// The width and the height of the picture of a page, and its JPEG.
fn drawn(page: &Page, height: u32) -> Result<Vec<u8>, Failure> {
    let scale = f64::from(height) / page.frame.size().y.to_pt();
    let options = RenderOptions { pixel_per_pt: scale.into(), render_bleed: false };
    let pixmap = typst_render::render(page, &options);
    let (width, height) = (pixmap.width(), pixmap.height());
    // Pages are opaque: a page without a fill is white paper.
    let rgb: Vec<u8> = pixmap
        .pixels()
        .iter()
        .flat_map(|pixel| {
            let paper = 255 - pixel.alpha();
            [pixel.red() + paper, pixel.green() + paper, pixel.blue() + paper]
        })
        .collect();
    let size = [width as usize, height as usize];
    let jpeg = jpeg::encode(size, Components::Rgb, CODING, &rgb);
    let jpeg = jpeg.map_err(|error| Failure::internal("page.jpg", error))?;
    Ok([&width.to_le_bytes(), &height.to_le_bytes(), jpeg.as_slice()].concat())
}
