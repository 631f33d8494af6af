//! What stands on finished pages: the boxes of texts, pictures and shapes, and how much of each
//! picture is to be seen.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::Page;

/// A box in pt from the upper left corner of the page.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    fn of(transform: Transform, width: f64, height: f64) -> Self {
        let corner = |x: f64, y: f64| {
            let at = Point::new(typst::layout::Abs::pt(x), typst::layout::Abs::pt(y));
            at.transform(transform)
        };
        let corners =
            [corner(0.0, 0.0), corner(width, 0.0), corner(0.0, height), corner(width, height)];
        let xs = corners.map(|at| at.x.to_pt());
        let ys = corners.map(|at| at.y.to_pt());
        let least = |of: [f64; 4]| of.into_iter().fold(f64::INFINITY, f64::min);
        let most = |of: [f64; 4]| of.into_iter().fold(f64::NEG_INFINITY, f64::max);
        Self { left: least(xs), top: least(ys), right: most(xs), bottom: most(ys) }
    }

    fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    fn size(self) -> f64 {
        (self.right - self.left).max(0.0) * (self.bottom - self.top).max(0.0)
    }
}

/// What stands on a page.
#[derive(Debug, Default)]
pub struct Surface {
    pub boxes: Vec<Area>,
    /// The share of each picture that is to be seen, from 0 to 1.
    pub shown: Vec<f64>,
}

impl Surface {
    /// Reads a page.
    pub fn of(page: &Page) -> Self {
        let mut surface = Self::default();
        let size = page.frame.size();
        let all = Area::of(Transform::identity(), size.x.to_pt(), size.y.to_pt());
        surface.frame(&page.frame, Transform::identity(), all);
        surface
    }

    fn frame(&mut self, frame: &Frame, transform: Transform, clip: Area) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    let inner = here.pre_concat(group.transform);
                    let size = group.frame.size();
                    let own = Area::of(inner, size.x.to_pt(), size.y.to_pt());
                    let clip = if group.clip.is_some() { own.within(clip) } else { clip };
                    self.frame(&group.frame, inner, clip);
                }
                FrameItem::Text(text) => {
                    let size = text.size.to_pt();
                    let up = here.pre_concat(Transform::translate(
                        typst::layout::Abs::zero(),
                        typst::layout::Abs::pt(-0.88 * size),
                    ));
                    self.add(Area::of(up, text.width().to_pt(), size), clip);
                }
                FrameItem::Image(_, size, _) => {
                    let whole = Area::of(here, size.x.to_pt(), size.y.to_pt());
                    self.shown.push(whole.within(clip).size() / whole.size());
                    self.add(whole, clip);
                }
                FrameItem::Shape(shape, _) => {
                    let size = shape.bbox(false).size();
                    self.add(Area::of(here, size.x.to_pt(), size.y.to_pt()), clip);
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn add(&mut self, area: Area, clip: Area) {
        let seen = area.within(clip);
        if seen.right >= seen.left && seen.bottom >= seen.top {
            self.boxes.push(seen);
        }
    }

    /// The empty stretches of a column from top to bottom, pt.
    pub fn gaps(&self, column: Area) -> Vec<(f64, f64)> {
        let touches = |area: &&Area| {
            let shared = area.right.min(column.right) - area.left.max(column.left);
            shared > 0.12 * (column.right - column.left)
                || shared > 0.0 && area.left >= column.left && area.right <= column.right
        };
        let mut spans: Vec<(f64, f64)> = self
            .boxes
            .iter()
            .filter(touches)
            .map(|area| (area.top.max(column.top), area.bottom.min(column.bottom)))
            .filter(|(top, bottom)| bottom >= top)
            .collect();
        spans.push((column.bottom, column.bottom));
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut gaps = Vec::new();
        let mut reached = column.top;
        for (top, bottom) in spans {
            if top > reached {
                gaps.push((reached, top));
            }
            reached = reached.max(bottom);
        }
        gaps
    }
}
