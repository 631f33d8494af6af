//! Formatted runs become inlines: characters are cleaned, marks nested, blanks moved out of marks.

use crate::manuscript::markdown::is_spannable;
use crate::manuscript::model::{Block, Inline, Inlines};

/// The marks of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Bold.
    pub strong: bool,
    /// Italics.
    pub emph: bool,
    /// Struck through.
    pub strike: bool,
    /// 着重号.
    pub dots: bool,
    /// Raised or lowered.
    pub height: Option<Height>,
    /// Where a link leads.
    pub link: Option<String>,
}

/// Where characters are that are not on the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Height {
    /// Raised: 上标.
    Up,
    /// Lowered: 下标.
    Down,
}

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Characters.
    Text(String, Marks),
    /// A forced line break.
    Break,
    /// A note.
    Note(Vec<Block>),
    /// Characters with their reading.
    Ruby(String, String),
}

/// The marks that nest, outermost first.
const NESTING: [Nesting; 4] = [Nesting::Link, Nesting::Strike, Nesting::Emph, Nesting::Strong];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nesting {
    Link,
    Strike,
    Emph,
    Strong,
}

/// Removes what no text should contain: control and invisible characters, soft hyphens.
///
/// Tabs, line and paragraph separators become a full-width space, to show that something was there.
pub fn clean(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        '\t' | '\u{2028}' | '\u{2029}' => Some('\u{3000}'),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {
            None
        }
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' => None,
        '\u{a0}' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    });
    kept.collect()
}

/// A link that readers may follow: to the web, or an e-mail address; nothing for any other.
pub fn safe_link(url: &str) -> Option<String> {
    let url = url.trim();
    let lower = url.to_ascii_lowercase();
    let known = ["http://", "https://", "mailto:"].iter().any(|start| lower.starts_with(start));
    let clean = !url.contains(|c: char| c.is_control() || c.is_whitespace());
    (known && clean && url.len() <= 2000).then(|| url.to_owned())
}

/// Raised or lowered text with its marks: digits become Unicode superscripts or subscripts, other
/// text is marked. The last value is false if a manuscript can only have the text on the baseline.
pub fn set_off(text: &str, height: Height, marks: &Marks) -> (String, Marks, bool) {
    let flat = Marks { height: None, ..marks.clone() };
    if let Some(own) = raised(text, height == Height::Up) {
        return (own, flat, true);
    }
    if !is_spannable(text) {
        return (text.to_owned(), flat, text.trim().is_empty());
    }
    (text.to_owned(), Marks { height: Some(height), ..flat }, true)
}

/// Raised or lowered digits as Unicode superscripts or subscripts, if there is one for each of
/// them.
pub fn raised(text: &str, up: bool) -> Option<String> {
    let (from, to) = if up {
        ("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
    } else {
        ("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
    };
    let place = |c| from.chars().position(|known| known == c);
    text.chars().map(|c| to.chars().nth(place(c)?)).collect()
}

/// Turns the pieces of a paragraph into inlines, without blanks at its ends, at the ends of lines
/// and just inside marks, and without empty notes.
pub fn nest(mut pieces: Vec<Piece>) -> Inlines {
    pieces.retain(|piece| !matches!(piece, Piece::Note(c) if c.is_empty()));
    let pieces = join(trim_lines(pieces));
    nested(&pieces, &NESTING)
}

/// Cuts the blanks around forced line breaks, and the line breaks at both ends.
fn trim_lines(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut fresh = true;
    for piece in pieces {
        match piece {
            Piece::Text(text, marks) => {
                let text = if fresh { text.trim_start() } else { &text };
                if !text.is_empty() {
                    fresh = false;
                    out.push(Piece::Text(text.to_owned(), marks));
                }
            }
            Piece::Break => {
                cut_end(&mut out);
                if !out.is_empty() && out.last() != Some(&Piece::Break) {
                    out.push(Piece::Break);
                }
                fresh = true;
            }
            other => {
                fresh = false;
                out.push(other);
            }
        }
    }
    while out.last() == Some(&Piece::Break) || cut_end(&mut out) {
        if out.last() == Some(&Piece::Break) {
            out.pop();
        }
    }
    out
}

/// Cuts blanks off the end; returns whether a whole piece was removed.
fn cut_end(out: &mut Vec<Piece>) -> bool {
    let Some(Piece::Text(text, _)) = out.last_mut() else { return false };
    text.truncate(text.trim_end().len());
    let gone = text.is_empty();
    if gone {
        out.pop();
        cut_end(out);
    }
    gone
}

/// Joins runs with the same marks.
fn join(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (out.last_mut(), piece) {
            (Some(Piece::Text(last, have)), Piece::Text(text, marks)) if *have == marks => {
                last.push_str(&text);
            }
            (_, piece) => out.push(piece),
        }
    }
    out
}

fn has(piece: &Piece, mark: Nesting) -> Option<&str> {
    let Piece::Text(_, marks) = piece else { return None };
    match mark {
        Nesting::Link => marks.link.as_deref(),
        Nesting::Strike => marks.strike.then_some(""),
        Nesting::Emph => marks.emph.then_some(""),
        Nesting::Strong => marks.strong.then_some(""),
    }
}

fn nested(pieces: &[Piece], marks: &[Nesting]) -> Inlines {
    let Some((&mark, rest)) = marks.split_first() else {
        let mut out = Vec::new();
        pieces.iter().for_each(|piece| push(&mut out, leaf(piece)));
        return out;
    };
    let mut out = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let value = has(&pieces[at], mark);
        let length = pieces[at..].iter().take_while(|piece| has(piece, mark) == value).count();
        let inner = nested(&pieces[at..at + length], rest);
        match value {
            Some(value) => wrap(inner, mark, value, &mut out),
            None => inner.into_iter().for_each(|inline| push(&mut out, inline)),
        }
        at += length;
    }
    out
}

/// Puts a mark around inlines; the blanks at either end stay outside.
fn wrap(mut c: Inlines, mark: Nesting, value: &str, out: &mut Inlines) {
    let before = cut(&mut c, true);
    let after = cut(&mut c, false);
    push(out, Inline::Text { s: before });
    if !c.is_empty() {
        out.push(match mark {
            Nesting::Link => Inline::Link { url: value.to_owned(), c },
            Nesting::Strike => Inline::Strike { c },
            Nesting::Emph => Inline::Emph { c },
            Nesting::Strong => Inline::Strong { c },
        });
    }
    push(out, Inline::Text { s: after });
}

/// Cuts the blanks off one end of inlines and returns them.
fn cut(c: &mut Inlines, start: bool) -> String {
    let end = if start { c.first_mut() } else { c.last_mut() };
    let Some(Inline::Text { s }) = end else { return String::new() };
    let kept = if start { s.trim_start() } else { s.trim_end() };
    let kept = kept.to_owned();
    let length = s.len() - kept.len();
    let blanks = if start { s[..length].to_owned() } else { s[kept.len()..].to_owned() };
    if kept.is_empty() {
        c.remove(if start { 0 } else { c.len() - 1 });
    } else {
        *s = kept;
    }
    blanks
}

fn push(out: &mut Inlines, inline: Inline) {
    match (out.last_mut(), inline) {
        (_, Inline::Text { s }) if s.is_empty() => {}
        (Some(Inline::Text { s: last }), Inline::Text { s }) => last.push_str(&s),
        (_, inline) => out.push(inline),
    }
}

fn leaf(piece: &Piece) -> Inline {
    match piece {
        Piece::Text(s, Marks { height: Some(Height::Up), .. }) => Inline::Sup { s: s.clone() },
        Piece::Text(s, Marks { height: Some(Height::Down), .. }) => Inline::Sub { s: s.clone() },
        Piece::Text(s, marks) if marks.dots => Inline::Dots { s: s.clone() },
        Piece::Text(s, _) => Inline::Text { s: s.clone() },
        Piece::Break => Inline::Break,
        Piece::Note(c) => Inline::Note { number: 0, c: c.clone() },
        Piece::Ruby(s, r) => Inline::Ruby { s: s.clone(), r: r.clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str, strong: bool, emph: bool) -> Piece {
        Piece::Text(s.to_owned(), Marks { strong, emph, ..Marks::default() })
    }

    #[test]
    fn marks_nest_without_their_blanks() {
        let c = nest(vec![
            text("\u{3000}\u{3000}甲", false, false),
            text(" 乙 ", true, false),
            text("丙 ", true, true),
            Piece::Break,
        ]);
        let t = |s: &str| Inline::Text { s: s.to_owned() };
        assert_eq!(
            c,
            [
                t("甲 "),
                Inline::Strong { c: vec![t("乙")] },
                t(" "),
                Inline::Emph { c: vec![Inline::Strong { c: vec![t("丙")] }] },
            ]
        );
    }

    #[test]
    fn raised_text_is_carried() {
        let set = |text: &str| set_off(text, Height::Up, &Marks::default());
        assert_eq!(set("-3"), ("⁻³".to_owned(), Marks::default(), true));
        let up = Marks { height: Some(Height::Up), ..Marks::default() };
        assert_eq!(set("a+b"), ("a+b".to_owned(), up, true));
        assert_eq!(set("[1]"), ("[1]".to_owned(), Marks::default(), false));
        assert_eq!(set(" "), (" ".to_owned(), Marks::default(), true));
    }

    #[test]
    fn invisible_characters_go() {
        assert_eq!(clean("a\u{ad}b\u{200b}\u{202e}c\u{0}\td"), "abc\u{3000}d");
    }
}
