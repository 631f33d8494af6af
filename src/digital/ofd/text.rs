//! Text as text (GB/T 33190, 11): the characters themselves, the place of every one, and on top of that
//! the glyph where it is not the one that the character has by itself.
//!
//! Open readers differ in what they do without a place (their own advances, or all characters on one
//! spot) and some show characters alone, so each character has a place, and a ligature is its glyph at the
//! first of its characters and blanks at the others.

use ttf_parser::{GlyphId, OutlineBuilder};
use typst::layout::{Abs, Point, Ratio, Transform};
use typst::text::{Glyph, TextItem, is_default_ignorable};
use typst::visualize::{FillRule, Paint};

use super::faces::Face;
use super::geometry::{Area, Outline, Spot, Step, abs, length, list, matrix, mm, push_mm, spot};
use super::page::{Painter, State, Unit, clips, upright};
use super::paint::{Ink, Pen, Rgba, color, rgba, scale};
use neikan_base::xml::escaped;

/// No colour, for what is there to be searched and read aloud alone.
const CLEAR: Rgba = [0; 4];
/// How far a boundary reaches beyond the first and the last baseline point of a text, em: left, up, right,
/// down. Readers cut at it.
const ROOM: [f64; 4] = [1.0, 1.5, 2.5, 1.0];
/// The same for what ink there usually is.
const INK: [f64; 4] = [0.1, 0.95, 1.1, 0.3];
/// From how many equal gaps on they are written as one.
const EQUAL: usize = 3;

/// A character with its glyph, placed in pt from where the text begins, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Code {
    c: char,
    glyph: u16,
    at: [f64; 2],
}

/// The characters of a text, and the glyphs that no character stands for.
#[derive(Debug, Default)]
struct Codes {
    codes: Vec<Code>,
    strays: Vec<(u16, [f64; 2])>,
}

impl Painter<'_, '_> {
    /// Writes a text.
    pub(super) fn text(&mut self, item: &TextItem, state: &State) {
        let cast = self.book.cast;
        let Some((index, face)) = cast.find(&item.font) else { return };
        let Codes { codes, strays } = codes(item, face.blank());
        let as_is = item.stroke.is_none() && face.is_fixed();
        let ink = match &item.fill {
            Paint::Solid(own) if as_is => Some(rgba(own)),
            _ => None,
        };
        let size = item.size.to_pt();
        for run in runs(&codes) {
            let run = Run { codes: run, size, font: index + 1, face };
            self.units.extend(run.unit(ink.unwrap_or(CLEAR), state));
        }
        let drawn = match ink {
            Some(_) => strays,
            None => places(item),
        };
        if !drawn.is_empty() {
            self.outlined(item, &drawn, state);
        }
    }

    /// Draws glyphs of a text as outlines.
    fn outlined(&mut self, item: &TextItem, glyphs: &[(u16, [f64; 2])], state: &State) {
        let inked = |paint: &Paint| match paint {
            Paint::Solid(color) => Some(Ink::Plain(rgba(color))),
            Paint::Gradient(_) | Paint::Tiling(_) => None,
        };
        let fill = inked(&item.fill);
        let stroke = item.stroke.as_ref().map(|stroke| (stroke, inked(&stroke.paint)));
        if fill.is_none() || stroke.as_ref().is_some_and(|(_, ink)| ink.is_none()) {
            let around = item.bbox();
            let item = typst::layout::FrameItem::Text(item.clone());
            self.as_picture(item, [around.min, around.max], state);
            return;
        }
        let mut all = Outline::default();
        for (glyph, at) in glyphs {
            all.append(outline(item, *glyph, *at, state.transform));
        }
        let pen = stroke.and_then(|(stroke, ink)| Pen::of(stroke, ink?, state.transform));
        self.path(&all, FillRule::NonZero, fill, pen, state);
    }

    /// Writes characters that do not show, each at a place of its own, to be searched and read aloud.
    pub(super) fn unseen(&mut self, text: &str, size: f64, state: &State) {
        let Some(face) = self.book.cast.faces().first() else { return };
        let code = |c| Code { c, glyph: face.own(c), at: [0.0, 0.0] };
        let codes: Vec<Code> = text.chars().map(code).collect();
        for run in runs(&codes) {
            let run = Run { codes: run, size, font: 1, face };
            self.units.extend(run.unit(CLEAR, state));
        }
    }
}

/// All glyphs of a text with their places.
fn places(item: &TextItem) -> Vec<(u16, [f64; 2])> {
    let (mut x, mut y) = (Abs::zero(), Abs::zero());
    let place = |glyph: &Glyph| {
        let at = [x + glyph.x_offset.at(item.size), -(y + glyph.y_offset.at(item.size))];
        x += glyph.x_advance.at(item.size);
        y += glyph.y_advance.at(item.size);
        (glyph.id, at.map(Abs::to_pt))
    };
    item.glyphs.iter().map(place).collect()
}

/// The characters of a text with their glyphs: cluster by cluster, the first glyph to the first character.
fn codes(item: &TextItem, blank: u16) -> Codes {
    let mut out = Codes::default();
    let places = places(item);
    let mut first = 0;
    for cluster in item.glyphs.chunk_by(|one, other| one.range == other.range) {
        let own = &places[first..first + cluster.len()];
        let advance: f64 = cluster.iter().map(|glyph| glyph.x_advance.at(item.size).to_pt()).sum();
        first += cluster.len();
        let text = item.text.get(cluster[0].range()).unwrap_or_default();
        let characters: Vec<char> = text.chars().filter(|c| !is_default_ignorable(*c)).collect();
        let told = characters.len().min(own.len());
        for (c, (glyph, at)) in characters.iter().zip(own) {
            out.codes.push(Code { c: *c, glyph: *glyph, at: *at });
        }
        out.strays.extend_from_slice(&own[told..]);
        let Some((_, last)) = told.checked_sub(1).map(|index| own[index]) else { continue };
        let more = &characters[told..];
        let share = (own[0].1[0] + advance - last[0]) / (more.len() + 1) as f64;
        for (index, c) in more.iter().enumerate() {
            let at = [last[0] + share * (index + 1) as f64, last[1]];
            out.codes.push(Code { c: *c, glyph: blank, at });
        }
    }
    out
}

/// The characters in runs, each of which is written as one: blanks that a text begins with are apart, since
/// a reader may drop them, and so is a character that some count as two (beyond U+FFFF).
fn runs(codes: &[Code]) -> Vec<&[Code]> {
    let blanks = codes.iter().take_while(|code| code.c.is_whitespace()).count();
    let (blank, rest) = codes.split_at(blanks);
    let far = |code: &Code| u32::from(code.c) > 0xffff;
    let parts = rest.chunk_by(|one, other| !far(one) && !far(other));
    std::iter::once(blank).chain(parts).filter(|run| !run.is_empty()).collect()
}

/// Characters that are written as one.
struct Run<'a> {
    codes: &'a [Code],
    /// The size of the face, pt.
    size: f64,
    /// The number of the face.
    font: usize,
    face: &'a Face,
}

impl Run<'_> {
    /// The unit of the run; `None` if it is too small to be one.
    fn unit(&self, ink: Rgba, state: &State) -> Option<Unit> {
        // What only moves and enlarges is worked into places and size; all else is a matrix.
        let transform = state.transform;
        let straight = scale(transform).filter(|_| upright(transform));
        let first = self.codes.first()?.at;
        let (inner, outer) = match straight {
            Some(_) => (transform, Transform::identity()),
            None => (Transform::translate(Abs::pt(-first[0]), Abs::pt(-first[1])), {
                transform.pre_concat(Transform::translate(Abs::pt(first[0]), Abs::pt(first[1])))
            }),
        };
        let size = length(self.size * straight.unwrap_or(1.0));
        if size <= 0 {
            return None;
        }
        let places: Vec<Spot> = self
            .codes
            .iter()
            .map(|code| spot(Point::new(Abs::pt(code.at[0]), Abs::pt(code.at[1])).transform(inner)))
            .collect();
        let own = around(&places, size, ROOM, outer);
        let origin = (own.left, own.top);
        let (matrix, start) = match straight {
            Some(_) => (String::new(), (origin.0, origin.1)),
            None => {
                let Transform { sx, ky, kx, sy, tx, ty } = outer;
                let from =
                    [tx.to_mm() - origin.0 as f64 / 1000.0, ty.to_mm() - origin.1 as f64 / 1000.0];
                let turn = [sx, ky, kx, sy].map(Ratio::get);
                (format!(" CTM=\"{}\"", list(&[&turn[..], &from[..]].concat())), (0, 0))
            }
        };
        let rest = format!(
            " Boundary=\"{}\"{matrix} Font=\"{}\" Size=\"{}\">{}{}{}<ofd:TextCode X=\"{}\" Y=\"{}\"{}>{}</ofd:TextCode>",
            own.stated((0, 0)),
            self.font,
            mm(size),
            // What clips of a turned text are counted in, readers differ on.
            straight.map_or_else(String::new, |_| clips(
                around(&places, size, INK, outer),
                origin,
                state
            )),
            color("FillColor", &Ink::Plain(ink), origin),
            self.glyphs(),
            mm(places[0][0] - start.0),
            mm(places[0][1] - start.1),
            gaps(&places),
            self.text(),
        );
        Some(Unit { element: "TextObject", rest })
    }

    /// The glyphs of those characters that have others than their own.
    fn glyphs(&self) -> String {
        let differs: Vec<bool> =
            self.codes.iter().map(|code| code.glyph != self.face.own(code.c)).collect();
        let mut out = String::new();
        let mut first = 0;
        for part in differs.chunk_by(|one, other| one == other) {
            let (from, count) = (first, part.len());
            first += count;
            if !part[0] {
                continue;
            }
            let numbers = self.codes[from..first].iter().map(|code| self.face.number(code.glyph));
            let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
            out.push_str(&format!(
                "<ofd:CGTransform CodePosition=\"{from}\" CodeCount=\"{count}\" GlyphCount=\"{count}\">\
                 <ofd:Glyphs>{}</ofd:Glyphs></ofd:CGTransform>",
                numbers.join(" "),
            ));
        }
        out
    }

    fn text(&self) -> String {
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        let text: String = self.codes.iter().map(|code| plain(code.c)).collect();
        let blank = text.len() - text.trim_end().len();
        let (shown, blanks) = text.split_at(text.len() - blank);
        // A reference, so that a reader which drops blanks at the ends leaves these alone.
        let blanks: String = blanks.chars().map(|c| format!("&#{};", u32::from(c))).collect();
        escaped(shown) + &blanks
    }
}

/// The box around characters whose places are known, with so much room around them in em.
fn around(places: &[Spot], size: i64, room: [f64; 4], outer: Transform) -> Area {
    let inner = Area::around(places).spread(room.map(|em| (em * size as f64).round() as i64));
    if outer.is_identity() {
        return inner;
    }
    let corners = inner.corners().map(|[x, y]| spot(Point::new(abs(x), abs(y)).transform(outer)));
    Area::around(&corners)
}

/// The gaps between characters, as attributes; nothing for a single one.
fn gaps(places: &[Spot]) -> String {
    let gaps = |axis: usize| {
        places.windows(2).map(|pair| pair[1][axis] - pair[0][axis]).collect::<Vec<_>>()
    };
    let (across, down) = (gaps(0), gaps(1));
    if across.is_empty() {
        return String::new();
    }
    let mut out = format!(" DeltaX=\"{}\"", shortened(&across));
    if down.iter().any(|gap| *gap != 0) {
        out.push_str(&format!(" DeltaY=\"{}\"", shortened(&down)));
    }
    out
}

/// Numbers as a list, equal ones in a row as `g`, their count and the number (GB/T 33190, 11.3).
fn shortened(values: &[i64]) -> String {
    let mut out = String::with_capacity(values.len() * 6);
    for run in values.chunk_by(|one, other| one == other) {
        let (times, count) = if run.len() >= EQUAL { (1, run.len()) } else { (run.len(), 0) };
        for _ in 0..times {
            if !out.is_empty() {
                out.push(' ');
            }
            if count > 0 {
                out.push_str("g ");
                out.push_str(&count.to_string());
                out.push(' ');
            }
            push_mm(&mut out, run[0]);
        }
    }
    out
}

/// The outline of a glyph of a text where a transformation puts the text.
fn outline(item: &TextItem, glyph: u16, at: [f64; 2], outer: Transform) -> Outline {
    let mut pen = Collected(Vec::new());
    item.font.ttf().outline_glyph(GlyphId(glyph), &mut pen);
    let scale = item.size.to_pt() / item.font.units_per_em();
    let place = outer.pre_concat(Transform::translate(Abs::pt(at[0]), Abs::pt(at[1])));
    let own = place.pre_concat(Transform::scale(Ratio::new(scale), Ratio::new(-scale)));
    Outline::placed(&pen.0, matrix(own))
}

/// Collects the steps of an outline.
struct Collected(Vec<Step>);

fn at(x: f32, y: f32) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}

impl OutlineBuilder for Collected {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Move(at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Step::Line(at(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(Step::Quad(at(x1, y1), at(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push(Step::Cubic(at(x1, y1), at(x2, y2), at(x, y)));
    }

    fn close(&mut self) {
        self.0.push(Step::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_gaps_are_written_once() {
        assert_eq!(shortened(&[3500, 3500, 3500, 1750, 1750, 0]), "g 3 3.5 1.75 1.75 0");
        assert_eq!(gaps(&[[0, 9]]), "");
        assert_eq!(gaps(&[[0, 9], [10, 9], [30, 8]]), " DeltaX=\"0.01 0.02\" DeltaY=\"0 -0.001\"");
    }

    #[test]
    fn blanks_at_the_beginning_and_far_characters_are_apart() {
        let code = |c| Code { c, glyph: 1, at: [0.0, 0.0] };
        let codes: Vec<Code> = "\u{3000} 甲乙\u{20000}\u{20001}丙 ".chars().map(code).collect();
        let texts: Vec<String> =
            runs(&codes).iter().map(|run| run.iter().map(|code| code.c).collect()).collect();
        assert_eq!(texts, ["\u{3000} ", "甲乙", "\u{20000}", "\u{20001}", "丙 "]);
    }
}
