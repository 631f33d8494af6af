//! What finished pages show: their texts, and the printed size of their pictures.

use std::collections::BTreeSet;

use libm::hypot;
use typst::layout::{Abs, Frame, FrameItem, Transform};
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use neikan_desk::check::{Placed, Printed};

use super::Shown;

/// Records what the inside pages show.
pub fn add_inside(printed: &mut Printed, pictures: Shown<'_>, document: &PagedDocument) {
    for page in document.pages() {
        let (folio, mut text) = (Some(page.number), String::new());
        walk(printed, pictures, &page.frame, Transform::identity(), folio, &mut text);
        printed.inside.push(text);
    }
}

/// Records what the cover sheet shows.
pub fn add_cover(printed: &mut Printed, pictures: Shown<'_>, document: &PagedDocument) {
    if let Some(outer) = document.pages().first() {
        let mut front = String::new();
        right_of(&outer.frame, Transform::identity(), outer.frame.width() / 2.0, &mut front);
        printed.front = Some(front);
    }
    for page in document.pages() {
        let mut text = String::new();
        walk(printed, pictures, &page.frame, Transform::identity(), None, &mut text);
        printed.cover.push(text);
    }
}

/// Reads the contents of a frame, and appends its characters to a text.
fn walk(
    printed: &mut Printed,
    pictures: Shown<'_>,
    frame: &Frame,
    transform: Transform,
    folio: Option<u64>,
    text: &mut String,
) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = Transform::translate(position.x, position.y);
                let inner = transform.pre_concat(moved).pre_concat(group.transform);
                walk(printed, pictures, &group.frame, inner, folio, text);
            }
            FrameItem::Text(item) => {
                let shown = item.text.chars().filter(|c| !c.is_whitespace());
                text.extend(shown.clone());
                let family = item.font.info().family.clone();
                let face = printed.faces.entry(family).or_insert((BTreeSet::new(), folio));
                face.0.extend(shown);
            }
            FrameItem::Image(image, size, _) => {
                let ImageKind::Raster(raster) = image.kind() else { continue };
                let Some((path, file)) = pictures.behind(raster) else { continue };
                let [across, down] = scales(transform);
                let inches = |length: f64| length / 72.0;
                let across = f64::from(file.width) / inches(size.x.to_pt() * across);
                let down = f64::from(file.height) / inches(size.y.to_pt() * down);
                let (path, ppi) = (path.to_owned(), across.min(down));
                printed.pictures.push(Placed { path, folio, ppi });
            }
            _ => {}
        }
    }
}

/// Appends the texts that begin to the right of a line.
fn right_of(frame: &Frame, transform: Transform, line: Abs, out: &mut String) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = Transform::translate(position.x, position.y);
                let inner = transform.pre_concat(moved).pre_concat(group.transform);
                right_of(&group.frame, inner, line, out);
            }
            FrameItem::Text(item) if position.transform(transform).x >= line => {
                out.extend(item.text.chars().filter(|c| !c.is_whitespace()));
            }
            _ => {}
        }
    }
}

/// By how much a transformation scales, across and down.
fn scales(transform: Transform) -> [f64; 2] {
    let Transform { sx, ky, kx, sy, .. } = transform;
    [hypot(sx.get(), ky.get()), hypot(kx.get(), sy.get())]
}
