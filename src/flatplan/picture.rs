//! The flatplan as one picture: the spreads in rows, a bar of the section's colour under each page.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage, imageops};
use rayon::prelude::*;

use super::Issue;
use super::spreads::{Leaf, Slot, Spread};
use crate::diagnostic::Failure;
use crate::digital::pages::render;
use neikan_base::store::Store;

/// The height of a page, px.
const HEIGHT: u32 = 240;
/// The height of a section's bar, px.
const BAR: u32 = 10;
/// The space around spreads, px.
const GAP: u32 = 28;
/// The number of spreads in a row.
const ROW: u32 = 7;

const GROUND: Rgb<u8> = Rgb([235, 232, 226]);
const HOLE: Rgb<u8> = Rgb([214, 210, 202]);
const OVER: Rgb<u8> = Rgb([190, 38, 30]);
const UNDER: Rgb<u8> = Rgb([214, 142, 20]);

/// Draws the flatplan as a PNG.
pub fn draw(issue: &Issue<'_>, spreads: &[Spread]) -> Result<Vec<u8>, Failure> {
    let picture = |page| picture(page, issue.store);
    let pages = issue.document.pages().par_iter().map(picture).collect::<Result<Vec<_>, _>>()?;
    let width = pages.first().map_or(HEIGHT, RgbImage::width);
    let (across, down) = (2 * width + GAP, HEIGHT + BAR + GAP);
    let rows = u32::try_from(spreads.len()).unwrap_or(u32::MAX).div_ceil(ROW);
    let mut sheet = RgbImage::from_pixel(ROW * across + GAP, rows * down + GAP, GROUND);
    for (index, spread) in (0u32..).zip(spreads) {
        let (x, y) = (GAP + index % ROW * across, GAP + index / ROW * down);
        for (slot, x) in spread.iter().zip([x, x + width]) {
            match slot {
                Slot::Nothing => {}
                Slot::Missing => fill(&mut sheet, (x, y), (width, HEIGHT), HOLE),
                Slot::Page(leaf) => {
                    let page = pages.get(leaf.index);
                    page.iter().for_each(|page| {
                        imageops::replace(&mut sheet, *page, x.into(), y.into());
                    });
                    bar(&mut sheet, (x, y + HEIGHT), width, leaf);
                }
            }
        }
        if !spread.iter().any(|slot| matches!(slot, Slot::Nothing)) {
            fill(&mut sheet, (x + width, y), (1, HEIGHT), HOLE);
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    sheet.write_to(&mut bytes, ImageFormat::Png).map_err(|error| internal(&error))?;
    Ok(bytes.into_inner())
}

fn picture(page: &typst_layout::Page, store: &Store) -> Result<RgbImage, Failure> {
    let jpeg = render(page, HEIGHT, store)?.bytes;
    Ok(image::load_from_memory(&jpeg).map_err(|error| internal(&error))?.into_rgb8())
}

/// The section's colour, with a square at its end if an article misses its budget.
fn bar(sheet: &mut RgbImage, (x, y): (u32, u32), width: u32, leaf: &Leaf) {
    if let Some((_, rgb)) = &leaf.section {
        fill(sheet, (x, y), (width, BAR), Rgb(*rgb));
    }
    if let Some(miss) = leaf.miss() {
        let color = if miss.pages > 0 { OVER } else { UNDER };
        let side = BAR * 2;
        fill(sheet, (x + width - side - 2, y - side - 2), (side, side), Rgb([255; 3]));
        fill(sheet, (x + width - side, y - side), (side - 4, side - 4), color);
    }
}

fn fill(sheet: &mut RgbImage, (x, y): (u32, u32), (width, height): (u32, u32), color: Rgb<u8>) {
    imageops::replace(sheet, &RgbImage::from_pixel(width, height, color), x.into(), y.into());
}

fn internal(error: &image::ImageError) -> Failure {
    Failure::internal("flatplan.png", error)
}
