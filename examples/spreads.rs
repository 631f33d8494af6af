//! Renders a few spreads of the sample issue into docs/spreads.png, the picture in the README.
//!
//! `cargo run --release --example spreads -- 1 6 16 24` takes the spreads whose left-hand pages
//! have these numbers in the screen edition, counted from 0 for the front cover.

use std::error::Error;
use std::path::Path;

use image::{ImageFormat, RgbImage, imageops};
use neikan::build::screen_pages;
use neikan::digital::pages::render;
use neikan::publication::Project;

/// The height of a page in the picture, px.
const HEIGHT: u32 = 300;
/// The space between spreads, px.
const GAP: u32 = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let lefts: Vec<usize> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let project = Project::find(Path::new("."))?;
    let document = screen_pages(&project, "2026-01")?;
    let spreads: Vec<RgbImage> =
        lefts.iter().map(|&left| spread(document.pages(), left)).collect::<Result<_, _>>()?;
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

fn spread(pages: &[typst_layout::Page], left: usize) -> Result<RgbImage, Box<dyn Error>> {
    let halves = pages[left..left + 2]
        .iter()
        .map(|page| Ok(image::load_from_memory(&render(page, HEIGHT)?.bytes)?.into_rgb8()))
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    let mut whole = RgbImage::new(halves[0].width() + halves[1].width(), HEIGHT);
    imageops::replace(&mut whole, &halves[0], 0, 0);
    imageops::replace(&mut whole, &halves[1], halves[0].width().into(), 0);
    Ok(whole)
}
