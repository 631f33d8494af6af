//! The graphics state (ISO 32000-1, 8.4), as far as rules need it.

use std::sync::Arc;

use super::coding::Character;
use super::font::Font;
use crate::color::Color;
use crate::facts::Paint;
use crate::ink::Ink;
use crate::matrix::Matrix;
use crate::reading::Bounds;

/// A current colour.
#[derive(Clone)]
pub struct Tint {
    /// Its space.
    pub space: Arc<Color>,
    /// Its ink.
    pub ink: Ink,
    /// The pattern that replaces it.
    pub pattern: Option<Vec<u8>>,
}

/// The graphics state.
#[derive(Clone)]
pub struct State {
    pub ctm: Matrix,
    pub clip: Bounds,
    pub fill: Tint,
    pub stroke: Tint,
    pub overprint_fill: bool,
    pub overprint_stroke: bool,
    pub keeps_zero: bool,
    pub line_width: f64,
    pub font: Option<Arc<Font>>,
    pub size: f64,
    pub char_space: f64,
    pub word_space: f64,
    pub stretch: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
    /// The blend mode, if it is one that mixes the inks with one another.
    pub blend: Option<&'static str>,
    /// Whether colours are given from outside, as in an uncoloured tiling.
    pub fixed: bool,
}

impl State {
    /// The state at the beginning of a page.
    pub fn new(ctm: Matrix, clip: Bounds) -> Self {
        let black = Tint { space: Arc::new(Color::Gray), ink: Ink::BLACK, pattern: None };
        Self {
            ctm,
            clip,
            fill: black.clone(),
            stroke: black,
            overprint_fill: false,
            overprint_stroke: false,
            keeps_zero: false,
            line_width: 1.0,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            blend: None,
            fixed: false,
        }
    }

    /// The paint for fills.
    pub fn fill_paint(&self) -> Paint {
        let (ink, keeps_zero) = (self.fill.ink, self.keeps_zero);
        Paint { ink, overprint: self.overprint_fill, keeps_zero }
    }

    /// The paint for strokes.
    pub fn stroke_paint(&self) -> Paint {
        let (ink, keeps_zero) = (self.stroke.ink, self.keeps_zero);
        Paint { ink, overprint: self.overprint_stroke, keeps_zero }
    }

    /// Whether text runs from top to bottom.
    pub fn down(&self) -> bool {
        self.font.as_ref().is_some_and(|font| font.down)
    }

    /// How much of its line a character takes, without and with the spacing after it, in text
    /// space (ISO 32000-1, 9.4.4).
    pub fn advance(&self, character: &Character<'_>) -> (f64, f64) {
        let gap = self.char_space + if character.space { self.word_space } else { 0.0 };
        if self.down() {
            // What the standard calls the usual advance of vertical writing.
            return (self.size, self.size - gap);
        }
        let width = character.width * self.size;
        (width * self.stretch, (width + gap) * self.stretch)
    }

    /// How far an adjustment between strings, thousandths of the size, moves along the line.
    pub fn adjusted(&self, step: f64) -> f64 {
        let step = step / 1000.0 * self.size;
        if self.down() { step } else { -step * self.stretch }
    }

    /// The movement by a length along the line.
    pub fn step(&self, length: f64) -> Matrix {
        let [x, y] = if self.down() { [0.0, -length] } else { [length, 0.0] };
        [1.0, 0.0, 0.0, 1.0, x, y]
    }
}
