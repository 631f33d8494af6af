//! Pages as pictures: the front cover for the EPUB, the flatplan, previews for documents.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use typst_layout::Page;
use typst_render::RenderOptions;

use crate::diagnostic::Failure;

/// The JPEG quality of pages, %.
const QUALITY: u8 = 85;

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

/// Renders a page (without bleed) so that it is `height` px high.
///
/// # Errors
/// [`Failure::Internal`] if the encoder fails.
pub fn render(page: &Page, height: u32) -> Result<PagePicture, Failure> {
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
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .write_image(&rgb, width, height, ExtendedColorType::Rgb8)
        .map_err(|error| Failure::internal("page.jpg", error))?;
    Ok(PagePicture { bytes, width, height })
}
