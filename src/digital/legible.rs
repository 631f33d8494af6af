//! Judges whether the letters of the front cover can be read on the picture below them.
//!
//! The page is rendered without its letters; what is left is the ground on which each of them
//! stands. The contrast is that of WCAG 2.2, success criterion 1.4.3.

use libm::pow;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::visualize::{Color, Paint};
use typst_layout::Page;
use typst_render::RenderOptions;

use crate::diagnostic::Finding;

/// Letters at least this large, pt, need less contrast.
const LARGE: f64 = 18.0;
/// The least contrast of large letters.
const LEAST_LARGE: f64 = 3.0;
/// The least contrast of all other letters.
const LEAST: f64 = 4.5;
/// The share of the ground that may be worse: a highlight of a few dots hides no letter.
const SPARED: f64 = 0.1;
/// How many letters are shown in a finding.
const SHOWN: usize = 24;

/// A run of letters with the box of its line, pt on the page.
struct Run {
    text: String,
    luminance: f64,
    least: f64,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// The ground of a page, one dot for each square point.
struct Ground {
    /// Dots in a row.
    width: usize,
    /// Red, green, blue and opacity of each dot, the colours multiplied by the opacity.
    dots: Vec<u8>,
}

/// A finding if letters of a cover page do not stand out from what is below them: the letters, their
/// worst contrast, and the contrast they need.
pub fn faint(page: &Page) -> Option<Finding> {
    let mut runs = Vec::new();
    collect(&page.frame, Transform::identity(), &mut runs);
    let ground = Ground::of(page);
    let judged = runs.iter().map(|run| (run, ground.contrast(run)));
    let weak: Vec<_> = judged.filter(|(run, contrast)| *contrast < run.least).collect();
    let (worst, contrast) = weak.iter().min_by(|one, other| one.1.total_cmp(&other.1))?;
    let text: String = weak.iter().flat_map(|(run, _)| run.text.chars()).take(SHOWN).collect();
    let finding = Finding::warn("cover-contrast").with("text", text);
    let shown = format!("{:.1}", (contrast * 10.0).floor() / 10.0);
    Some(finding.with("contrast", shown).with("least", worst.least.to_string()))
}

/// Collects the visible runs of a frame.
fn collect(frame: &Frame, transform: Transform, runs: &mut Vec<Run>) {
    for (position, item) in frame.items() {
        let moved = transform.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => {
                collect(&group.frame, moved.pre_concat(group.transform), runs);
            }
            FrameItem::Text(text) => {
                let Paint::Solid(color) = &text.fill else { continue };
                if color.alpha().is_some_and(|alpha| alpha == 0.0) {
                    continue;
                }
                let corner = |x, y| {
                    let point = Point::new(x, y).transform(moved);
                    (point.x.to_pt(), point.y.to_pt())
                };
                let one = corner(text.size * 0.0, text.size * -0.8);
                let other = corner(text.width(), text.size * 0.05);
                runs.push(Run {
                    text: text.text.chars().filter(|c| !c.is_whitespace()).collect(),
                    luminance: luminance(color),
                    least: if text.size.to_pt() >= LARGE { LEAST_LARGE } else { LEAST },
                    left: one.0.min(other.0),
                    top: one.1.min(other.1),
                    right: one.0.max(other.0),
                    bottom: one.1.max(other.1),
                });
            }
            _ => {}
        }
    }
}

/// Takes the letters out of a frame.
fn strip(frame: &mut Frame) {
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            strip(&mut group.frame);
            true
        }
        FrameItem::Text(_) => false,
        _ => true,
    });
}

fn luminance(color: &Color) -> f64 {
    let rgb = color.to_rgb();
    relative([rgb.red, rgb.green, rgb.blue].map(f64::from))
}

/// The relative luminance of a colour in sRGB, whose parts are from 0 to 1 (WCAG 2.2).
fn relative(rgb: [f64; 3]) -> f64 {
    let [red, green, blue] = rgb
        .map(|part| if part <= 0.04045 { part / 12.92 } else { pow((part + 0.055) / 1.055, 2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

impl Ground {
    fn of(page: &Page) -> Self {
        let mut bare = page.clone();
        strip(&mut bare.frame);
        let options = RenderOptions { pixel_per_pt: 1.0.into(), render_bleed: false };
        let pixmap = typst_render::render(&bare, &options);
        Self { width: pixmap.width() as usize, dots: pixmap.take() }
    }

    /// The luminance of a dot; nothing beside the page.
    fn luminance(&self, dot: usize) -> Option<f64> {
        let [red, green, blue, opacity] = *self.dots.as_chunks().0.get(dot)?;
        // A page without a fill is white paper.
        let paper = 255 - opacity;
        Some(relative([red, green, blue].map(|part| f64::from(part + paper) / 255.0)))
    }

    /// The contrast of a run with its ground, leaving out the worst tenth of it.
    fn contrast(&self, run: &Run) -> f64 {
        let span = |from: f64, to: f64| (from.max(0.0) as usize)..(to.max(0.0).ceil() as usize);
        let rows = span(run.top, run.bottom);
        let dots = rows.flat_map(|row| {
            let line = span(run.left, run.right).filter(|column| *column < self.width);
            line.map(move |column| row * self.width + column)
        });
        let contrasts = dots.filter_map(|dot| self.luminance(dot)).map(|ground| {
            let (light, dark) = (ground.max(run.luminance), ground.min(run.luminance));
            (light + 0.05) / (dark + 0.05)
        });
        let mut contrasts: Vec<f64> = contrasts.collect();
        contrasts.sort_by(f64::total_cmp);
        let at = (contrasts.len() as f64 * SPARED) as usize;
        contrasts.get(at).copied().unwrap_or(f64::INFINITY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(luminance: f64) -> Run {
        let (text, least) = (String::from("刊"), LEAST);
        Run { text, luminance, least, left: 0.0, top: 0.0, right: 10.0, bottom: 1.0 }
    }

    /// A row of dots, black or white.
    fn row(dots: impl IntoIterator<Item = bool>) -> Ground {
        let dots: Vec<u8> = dots
            .into_iter()
            .flat_map(|white| [u8::from(white) * 255; 3].into_iter().chain([255]))
            .collect();
        Ground { width: dots.len() / 4, dots }
    }

    #[test]
    fn black_on_white_has_the_most_contrast() {
        assert!((relative([1.0; 3]) - 1.0).abs() < 1e-9 && relative([0.0; 3]) == 0.0);
        let ground = row([true; 10]);
        assert!((ground.contrast(&run(0.0)) - 21.0).abs() < 1e-9);
        assert!((ground.contrast(&run(1.0)) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_tenth_of_the_ground_may_be_worse() {
        let ground = |dark: usize| row((0..10).map(|at| at >= dark));
        assert!(ground(1).contrast(&run(0.0)) > LEAST);
        assert!(ground(2).contrast(&run(0.0)) < LEAST);
    }

    #[test]
    fn what_is_beside_the_page_has_no_ground() {
        let ground = row([true; 4]);
        let beside = Run { left: 20.0, right: 30.0, ..run(0.0) };
        assert_eq!(ground.contrast(&beside), f64::INFINITY);
    }
}
