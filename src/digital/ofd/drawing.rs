//! Drawings (SVG) as outlines: their shapes in the place of the picture, their texts as outlines with the
//! characters unseen on top.

use typst::layout::{Abs, Ratio, Size, Transform};
use typst::visualize::{
    Color, DashPattern, FillRule, FixedStroke, Image, LineCap, LineJoin, SvgImage,
};
use usvg::tiny_skia_path::PathSegment;
use usvg::{Group, Node, Paint, PaintOrder, Path};

use super::geometry::{Outline, Step, matrix, rect};
use super::page::{Painter, State};
use super::paint::{Ink, Pen, Rgba};

/// Whether a drawing is made of nothing but shapes and texts in plain colours, which is all that drawings
/// of manuscripts may have.
fn is_plain(svg: &SvgImage) -> bool {
    let tree = svg.tree();
    let gradients = tree.linear_gradients().len() + tree.radial_gradients().len();
    let others = tree.patterns().len() + tree.masks().len() + tree.filters().len();
    gradients + others == 0 && !has_picture(tree.root())
}

fn has_picture(group: &Group) -> bool {
    group.children().iter().any(|node| match node {
        Node::Image(_) => true,
        Node::Group(inner) => has_picture(inner),
        Node::Path(_) | Node::Text(_) => false,
    })
}

impl Painter<'_, '_> {
    /// Draws a drawing at a size.
    pub(super) fn drawing(&mut self, image: &Image, svg: &SvgImage, size: Size, state: &State) {
        if !is_plain(svg) {
            return self.image_as_picture(image, size, state);
        }
        let scale = |own: Abs, side: f64| Ratio::new(own.to_pt() / side);
        let fitted = Transform::scale(scale(size.x, svg.width()), scale(size.y, svg.height()));
        let state = state.clone().cut(rect(size, state.transform)).within(fitted);
        self.strokes(svg.tree().root(), 1.0, &state);
    }

    fn strokes(&mut self, group: &Group, opacity: f32, state: &State) {
        let mut state = state.within(transform(group.transform()));
        let mut clip = group.clip_path();
        while let Some(own) = clip {
            let outline = clipped(own, state.transform);
            state = state.cut(outline);
            clip = own.clip_path();
        }
        let opacity = opacity * group.opacity().get();
        for node in group.children() {
            match node {
                Node::Group(inner) => self.strokes(inner, opacity, &state),
                Node::Path(path) => self.stroke(path, opacity, &state),
                Node::Text(text) => {
                    self.strokes(text.flattened(), opacity, &state);
                    self.letters(text, &state);
                }
                Node::Image(_) => {}
            }
        }
    }

    fn stroke(&mut self, path: &Path, opacity: f32, state: &State) {
        if !path.is_visible() {
            return;
        }
        let outline = Outline::placed(&steps(path), matrix(state.transform));
        let rule = match path.fill().map(usvg::Fill::rule) {
            Some(usvg::FillRule::EvenOdd) => FillRule::EvenOdd,
            _ => FillRule::NonZero,
        };
        let fill = path.fill().and_then(|fill| {
            Some(Ink::Plain(plain(fill.paint(), opacity * fill.opacity().get())?))
        });
        let pen = path.stroke().and_then(|stroke| {
            let ink = plain(stroke.paint(), opacity * stroke.opacity().get())?;
            Pen::of(&fixed(stroke), Ink::Plain(ink), state.transform)
        });
        match path.paint_order() {
            PaintOrder::FillAndStroke => self.path(&outline, rule, fill, pen, state),
            PaintOrder::StrokeAndFill => {
                self.path(&outline, rule, None, pen, state);
                self.path(&outline, rule, fill, None, state);
            }
        }
    }

    /// The characters of a text, unseen.
    fn letters(&mut self, text: &usvg::Text, state: &State) {
        for span in text.layouted().iter().filter(|span| span.visible) {
            for glyph in &span.positioned_glyphs {
                let size = f64::from(span.font_size.get());
                // The matrix of a glyph leads from the units of its face; what leads from its size is wanted.
                let own = glyph.transform();
                let unit = libm::hypot(f64::from(own.sx), f64::from(own.ky));
                if unit > 0.0 {
                    let back = Ratio::new(1.0 / unit);
                    let upright = transform(own).pre_concat(Transform::scale(back, back));
                    self.unseen(&glyph.text, size, &state.within(upright));
                }
            }
        }
    }
}

/// The outline on the page of all that a clip leaves.
fn clipped(clip: &usvg::ClipPath, outer: Transform) -> Outline {
    let mut all = Outline::default();
    gather(clip.root(), outer.pre_concat(transform(clip.transform())), &mut all);
    all
}

fn gather(group: &Group, outer: Transform, all: &mut Outline) {
    let outer = outer.pre_concat(transform(group.transform()));
    for node in group.children() {
        match node {
            Node::Group(inner) => gather(inner, outer, all),
            Node::Path(path) => all.append(Outline::placed(&steps(path), matrix(outer))),
            Node::Text(text) => gather(text.flattened(), outer, all),
            Node::Image(_) => {}
        }
    }
}

fn transform(own: usvg::Transform) -> Transform {
    let ratio = |value: f32| Ratio::new(f64::from(value));
    let length = |value: f32| Abs::pt(f64::from(value));
    Transform {
        sx: ratio(own.sx),
        ky: ratio(own.ky),
        kx: ratio(own.kx),
        sy: ratio(own.sy),
        tx: length(own.tx),
        ty: length(own.ty),
    }
}

fn plain(paint: &Paint, opacity: f32) -> Option<Rgba> {
    let Paint::Color(color) = paint else { return None };
    Some([color.red, color.green, color.blue, (opacity * 255.0).round() as u8])
}

fn steps(path: &Path) -> Vec<Step> {
    let at = |own: usvg::tiny_skia_path::Point| [f64::from(own.x), f64::from(own.y)];
    let step = |segment: PathSegment| match segment {
        PathSegment::MoveTo(to) => Step::Move(at(to)),
        PathSegment::LineTo(to) => Step::Line(at(to)),
        PathSegment::QuadTo(by, to) => Step::Quad(at(by), at(to)),
        PathSegment::CubicTo(one, two, to) => Step::Cubic(at(one), at(two), at(to)),
        PathSegment::Close => Step::Close,
    };
    let mut steps = Vec::with_capacity(path.data().len());
    steps.extend(path.data().segments().map(step));
    steps
}

/// A stroke as Typst states it.
fn fixed(stroke: &usvg::Stroke) -> FixedStroke {
    let length = |value: f32| Abs::pt(f64::from(value));
    let dash = stroke.dasharray().map(|array| DashPattern {
        array: array.iter().map(|&own| length(own)).collect(),
        phase: length(stroke.dashoffset()),
    });
    FixedStroke {
        paint: Color::BLACK.into(),
        thickness: length(stroke.width().get()),
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
        },
        dash,
        miter_limit: Ratio::new(f64::from(stroke.miterlimit().get())),
    }
}
