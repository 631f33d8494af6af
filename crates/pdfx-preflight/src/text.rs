//! The text of a PDF as its pages paint it: every letter with its place, in the order of painting.
//!
//! Lines, paragraphs and columns are not in a PDF; whoever wants them has to put them together from
//! these letters, which [`crate::sheets`] gives. The same limits hold as for the preflight.

use std::sync::Arc;

use lopdf::ObjectId;

use crate::matrix::Matrix;
use crate::reading::Bounds;

/// The letters and pictures of a page.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its number, from 1.
    pub number: usize,
    /// What a viewer shows of it, points.
    pub bounds: Bounds,
    /// Its letters, in the order in which they are painted.
    pub letters: Vec<Letter>,
    /// The places of its pictures.
    pub pictures: Vec<Placed>,
}

/// A letter on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// What it means; empty where the letter before it says that too, `None` if nothing tells.
    pub text: Option<String>,
    /// Where it begins on its baseline, points of the page's coordinates.
    pub at: [f64; 2],
    /// From there to where it ends, points.
    pub along: [f64; 2],
    /// Upwards, as long as its size, points.
    pub up: [f64; 2],
    /// The name of its font.
    pub font: Arc<str>,
    /// Whether it is not shown: without paint, or on a layer that is switched off.
    pub hidden: bool,
    /// Whether the file marks it as no part of the text, as running heads are.
    pub artifact: bool,
}

/// A picture on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placed {
    /// Its object; `None` for one that stands in the content itself.
    pub id: Option<ObjectId>,
    /// From the unit square to the page.
    pub matrix: Matrix,
    /// What of the page it may cover.
    pub clip: Bounds,
    /// Whether the file marks it as decoration.
    pub artifact: bool,
}

/// A text string of a PDF: UTF-16 or UTF-8 with a mark, otherwise Latin (ISO 32000-2, 7.9.2.2).
pub fn text_string(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| -> String {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|own| unit(*own)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // Some writers leave out the mark.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
        },
    }
}
