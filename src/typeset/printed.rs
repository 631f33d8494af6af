//! What finished pages show: their texts, and the printed size of their pictures.

use std::collections::BTreeSet;

use libm::hypot;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use neikan_desk::check::{Placed, Printed};

use super::Shown;
use super::rect::Rect;

/// Records what the inside pages show.
pub fn add_inside(printed: &mut Printed, pictures: Shown<'_>, document: &PagedDocument) {
    for page in document.pages() {
        let (folio, mut text) = (Some(page.number), String::new());
        walk(printed, pictures, &page.frame, Transform::identity(), folio, &mut text);
        printed.inside.push(text);
    }
}

/// Records what the cover sheet shows; its front is to the right of `front`, mm from its left.
pub fn add_cover(printed: &mut Printed, pictures: Shown<'_>, document: &PagedDocument, front: f64) {
    if let Some(outer) = document.pages().first() {
        let mut text = String::new();
        right_of(&outer.frame, Transform::identity(), Abs::mm(front), &mut text);
        printed.front = Some(text);
    }
    for page in document.pages() {
        let mut text = String::new();
        walk(printed, pictures, &page.frame, Transform::identity(), None, &mut text);
        printed.cover.push(text);
    }
}

/// Where the pictures of the issue stand: page, from 0; path; the box of what is to be seen of it.
pub fn figures(pictures: Shown<'_>, document: &PagedDocument) -> Vec<(usize, String, Rect)> {
    let mut out = Vec::new();
    for (index, page) in document.pages().iter().enumerate() {
        let size = page.frame.size();
        let seen = Rect::of(Point::zero(), Point::new(size.x, size.y));
        let mut found = |path: &str, area| out.push((index, path.to_owned(), area));
        framed(pictures, &page.frame, (Transform::identity(), seen), &mut found);
    }
    out
}

fn framed(
    pictures: Shown<'_>,
    frame: &Frame,
    (transform, seen): (Transform, Rect),
    found: &mut dyn FnMut(&str, Rect),
) {
    for (position, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => {
                let inner = here.pre_concat(group.transform);
                let clip = group.clip.as_ref().map(|clip| clip.bbox(None));
                let clip = clip.map(|clip| Rect::of(clip.min, clip.max).moved(inner));
                let seen = clip.map_or(seen, |clip| seen.common(clip));
                framed(pictures, &group.frame, (inner, seen), found);
            }
            FrameItem::Image(image, size, _) => {
                let area = Rect::of(Point::zero(), Point::new(size.x, size.y)).moved(here);
                if let Some(path) = pictures.path(image.kind()) {
                    found(path, area.common(seen));
                }
            }
            _ => {}
        }
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
