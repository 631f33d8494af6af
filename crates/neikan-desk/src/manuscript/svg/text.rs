//! The texts in a drawing: which face each of them needs, as far as the drawing says.

use serde::{Deserialize, Serialize};
use svgtypes::{FontFamily, parse_font_families};

use super::{Art, Element};

/// How many times a face may be inherited from what uses an element.
const HOPS: usize = 8;

/// Letters in a drawing that are set in one face.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The line of the file, from 1.
    pub line: usize,
    /// The families that are named, in order; generic ones (`serif`) are left out.
    pub families: Vec<String>,
    /// The families as written; nothing if none are stated.
    pub written: Option<String>,
    /// The weight, 100 to 900.
    pub weight: u16,
    /// Whether it is slanted.
    pub italic: bool,
    /// The letters.
    pub text: String,
}

/// The visible texts of a drawing.
pub fn runs(art: &Art<'_, '_>) -> Vec<Run> {
    let mut runs = Vec::new();
    for (at, element) in art.elements.iter().enumerate() {
        let hidden = art.above(at).any(|element| element.value("display") == Some("none"));
        if hidden || !art.above(at).any(|element| element.name() == "text") {
            continue;
        }
        for child in element.node.children().filter(roxmltree::Node::is_text) {
            let text = child.text().unwrap_or_default();
            if text.trim().is_empty() {
                continue;
            }
            // Text that begins with a line break is on the next line.
            let lead = text.len() - text.trim_start().len();
            let line = art.line_at(child.range().start) + text[..lead].matches('\n').count();
            runs.push(run(art, at, line, text));
        }
    }
    runs
}

fn run(art: &Art<'_, '_>, at: usize, line: usize, text: &str) -> Run {
    let written = inherited(art, at, "font-family", HOPS).map(str::to_owned);
    let families = written.as_deref().and_then(|written| parse_font_families(written).ok());
    let named = families.unwrap_or_default().into_iter().filter_map(|family| match family {
        FontFamily::Named(name) => Some(name),
        _ => None,
    });
    let weight = match inherited(art, at, "font-weight", HOPS) {
        Some("bold" | "bolder") => 700,
        Some("lighter") => 300,
        Some(number) => number.parse().unwrap_or(400),
        None => 400,
    };
    let style = inherited(art, at, "font-style", HOPS);
    let italic = style.is_some_and(|style| style == "italic" || style.starts_with("oblique"));
    let (families, text) = (named.collect(), text.to_owned());
    Run { line, families, written, weight, italic, text }
}

/// A property of an element: its own, or inherited from what it is in or from what uses it.
fn inherited<'a>(art: &'a Art<'_, '_>, at: usize, name: &str, hops: usize) -> Option<&'a str> {
    if let Some(value) = art.above(at).find_map(|element| element.value(name)) {
        return Some(value);
    }
    let hops = hops.checked_sub(1)?;
    let names: Vec<&str> =
        art.above(at).filter_map(|element| element.node.attribute("id")).collect();
    let uses = |element: &Element<'_, '_>| element.target().is_some_and(|id| names.contains(&id));
    let users = (0..art.elements.len()).filter(|&at| uses(&art.elements[at]));
    users.into_iter().find_map(|user| inherited(art, user, name, hops))
}

#[cfg(test)]
mod tests {
    use super::super::{drawing, read};
    use super::*;

    fn runs_in(text: &str) -> Vec<Run> {
        read(text.as_bytes(), runs).unwrap()
    }

    fn families(inner: &str) -> Vec<(String, Vec<String>)> {
        let runs = runs_in(&drawing(inner));
        runs.into_iter().map(|run| (run.text.trim().to_owned(), run.families)).collect()
    }

    fn one(inner: &str) -> String {
        let all = families(inner);
        assert_eq!(all.len(), 1, "{inner}");
        all[0].1.join("|")
    }

    #[test]
    fn a_face_is_said_where_css_says_it() {
        for (inner, expected) in [
            ("<text>甲</text>", ""),
            ("<text font-family='A B'>甲</text>", "A B"),
            ("<g font-family='A'><text><tspan>甲</tspan></text></g>", "A"),
            ("<g font-family='A'><text style='font-family: \"B\", C, serif'>甲</text></g>", "B|C"),
            ("<style>text { font-family: D }</style><text font-family='A'>甲</text>", "D"),
            ("<style>.x { font: bold 12px 'E F' }</style><text class='x'>甲</text>", "E F"),
            ("<text font-family='sans-serif'>甲</text>", ""),
            ("<g font-family='A'><text font-family='inherit'>甲</text></g>", "A"),
            ("<g id='a'><text>甲</text></g><use href='#a' font-family='G'/>", "G"),
            ("<g id='a'><use href='#a'/><text>甲</text></g>", ""),
        ] {
            assert_eq!(one(inner), expected, "{inner}");
        }
        let runs = runs_in(&drawing("<g font-weight='bold'><text\n>\n 甲</text></g>"));
        assert_eq!((runs[0].weight, runs[0].line, runs[0].italic), (700, 3, false));
        assert_eq!(families("<title>甲</title><text display='none'>乙</text><text> </text>"), []);
        assert_eq!(families("<text>a<tspan>b</tspan>c</text>").len(), 3);
    }
}
