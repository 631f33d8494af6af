//! The pictures of an article for web sites: JPEGs and PNGs alone, since neither WeChat nor many a site takes
//! drawings (SVG), upright, in sRGB and without metadata.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, RgbImage};
use typst::foundations::Bytes;
use typst::layout::{Abs, Frame, FrameItem, Point, Size};
use typst::syntax::Span;
use typst::visualize::{Image, SvgImage};
use typst_layout::Page;

use crate::diagnostic::Failure;
use crate::digital::pages::{bare, pixels};
use crate::digital::pictures::{ScreenPicture, encode};
use crate::jpeg::Coding;
use crate::manuscript::pictures::Format;

/// The width of what is drawn as pixels, px: what a telephone shows.
const WIDTH: f64 = 1080.0;
/// Not used for PNGs.
const CODING: Coding = Coding { quality: 90, half_color: false, progressive: false };

/// A picture for web sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebPicture {
    /// Its path beside the page.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Width and height, px.
    pub size: (u32, u32),
}

impl WebPicture {
    /// A picture that is a JPEG or a PNG already, or a drawing whose words only a browser can set.
    pub fn of(path: &str, picture: &ScreenPicture) -> Self {
        Self {
            path: beside(path, picture.extension()),
            media_type: picture.media_type,
            bytes: picture.bytes.clone(),
            size: (picture.width, picture.height),
        }
    }

    /// A drawing as a PNG; `None` if it has words, which need the faces of the reader.
    ///
    /// # Errors
    /// [`Failure::Internal`] if it cannot be drawn.
    pub fn drawing(path: &str, svg: &[u8]) -> Result<Option<Self>, Failure> {
        let broken = || Failure::internal(path, "it cannot be drawn");
        // The renderer has no faces here, and would leave words out without saying so.
        let text = std::str::from_utf8(svg).map_err(|_| broken())?;
        let document = roxmltree::Document::parse(text).map_err(|_| broken())?;
        if document.descendants().any(|node| node.tag_name().name() == "text") {
            return Ok(None);
        }
        let svg = SvgImage::new(Bytes::new(svg.to_vec())).map_err(|_| broken())?;
        let size = Size::new(Abs::pt(svg.width()), Abs::pt(svg.height()));
        let mut frame = Frame::hard(size);
        frame.push(Point::zero(), FrameItem::Image(Image::plain(svg), size, Span::detached()));
        Self::page(path, &bare(frame)).map(Some)
    }

    /// A page as a PNG.
    ///
    /// # Errors
    /// [`Failure::Internal`] if it has no extent.
    pub fn page(path: &str, page: &Page) -> Result<Self, Failure> {
        let internal = |reason: String| Failure::internal(path, reason);
        let drawn = pixels(page, WIDTH / page.frame.width().to_pt(), [255; 3]);
        let drawn: RgbImage = drawn.ok_or_else(|| internal("a page without extent".to_owned()))?;
        let size = drawn.dimensions();
        let bytes = encode(&DynamicImage::from(drawn), Format::Png, CODING);
        let bytes = bytes.map_err(|reason| internal(reason.to_string()))?;
        Ok(Self { path: beside(path, "png"), media_type: "image/png", bytes, size })
    }

    /// The picture as an address that holds it.
    pub fn inlined(&self) -> String {
        format!("data:{};base64,{}", self.media_type, STANDARD.encode(&self.bytes))
    }
}

/// The path beside the page of a picture that the page of the EPUB shows.
fn beside(path: &str, extension: &str) -> String {
    let name = path.trim_start_matches("../");
    let name = ["pictures/", "charts/"]
        .iter()
        .find_map(|folder| name.strip_prefix(folder))
        .unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("images/{stem}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_become_pixels_unless_they_have_words() {
        let svg = |inner: &str| {
            format!("<svg xmlns='http://www.w3.org/2000/svg' width='30' height='20'>{inner}</svg>")
                .into_bytes()
        };
        let plain = svg("<rect width='30' height='20' fill='#f00'/>");
        let made = WebPicture::drawing("../pictures/a/b.svg", &plain).unwrap().unwrap();
        assert_eq!((made.path.as_str(), made.size), ("images/a/b.png", (1080, 720)));
        let pixels = image::load_from_memory(&made.bytes).unwrap().into_rgb8();
        assert_eq!(pixels.get_pixel(500, 300).0, [255, 0, 0]);
        assert_eq!(WebPicture::drawing("a.svg", &svg("<text y='9'>字</text>")).unwrap(), None);
    }
}
