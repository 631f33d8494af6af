//! Pages as pictures: the front cover for the EPUB, the flatplan, previews for documents.

use typst::layout::{Frame, FrameItem};
use typst::utils::hash128;
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

/// A hash of everything that can be seen of a page.
pub fn shown(page: &Page) -> u128 {
    let mut frame = page.frame.clone();
    visible(&mut frame);
    hash128(&(frame, &page.fill))
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
