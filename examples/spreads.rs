//! Renders a few spreads of the sample issue into docs/spreads.png, the picture in the README.
//!
//! `cargo run --release --example spreads -- 51+0 15+16` takes the left and right pages with these
//! numbers in the screen edition, counted from 0 for the front cover.

use std::error::Error;
use std::path::Path;

use image::{ImageFormat, RgbImage, imageops};
use neikan::digital::pages::render;
use neikan::pipeline::screen_pages;
use neikan::publication::Project;
use neikan_base::store::Store;

/// The height of a page in the picture, px.
const HEIGHT: u32 = 260;
/// The space between spreads, px.
const GAP: u32 = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let pair = |text: String| {
        let (left, right) = text.split_once('+')?;
        Some((left.parse().ok()?, right.parse().ok()?))
    };
    let pairs: Vec<(usize, usize)> = std::env::args().skip(1).filter_map(pair).collect();
    let project = Project::find(Path::new("."))?;
    let document = screen_pages(&project, "2026-01")?;
    let spreads: Vec<RgbImage> =
        pairs.iter().map(|&pair| spread(document.pages(), pair)).collect::<Result<_, _>>()?;
    let columns = 2;
    let (width, rows) = (spreads[0].width() + GAP, spreads.len().div_ceil(columns) as u32);
    let size = (width * columns as u32 + GAP, rows * (HEIGHT + GAP) + GAP);
    let mut sheet = RgbImage::from_pixel(size.0, size.1, image::Rgb([226, 224, 219]));
    for (index, picture) in spreads.iter().enumerate() {
        let (row, column) = ((index / columns) as u32, (index % columns) as u32);
        let (x, y) = (GAP + column * width, GAP + row * (HEIGHT + GAP));
        imageops::replace(&mut sheet, picture, x.into(), y.into());
    }
    sheet.save_with_format("docs/spreads.png", ImageFormat::Png)?;
    Ok(())
}

fn spread(
    pages: &[typst_layout::Page],
    (left, right): (usize, usize),
) -> Result<RgbImage, Box<dyn Error>> {
    let half = |index: usize| -> Result<RgbImage, Box<dyn Error>> {
        let page = pages.get(index).ok_or("there is no such page")?;
        Ok(image::load_from_memory(&render(page, HEIGHT, &Store::default())?.bytes)?.into_rgb8())
    };
    let (left, right) = (half(left)?, half(right)?);
    let mut whole = RgbImage::new(left.width() + right.width(), HEIGHT);
    imageops::replace(&mut whole, &left, 0, 0);
    imageops::replace(&mut whole, &right, left.width().into(), 0);
    Ok(whole)
}
