//! Field instructions: where a link leads, which sign is meant, what is drawn.

use crate::manuscript::incoming::eq::{self, Shown};
use crate::manuscript::incoming::signs::{after_name, symbol_field};

/// What an instruction means, if the field's result does not show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A link.
    Link(String),
    /// A table of contents.
    Contents,
    /// A sign of a symbol font; the error names a face whose sign is not known.
    Sign(Result<char, String>),
    /// What `EQ` draws: characters with their reading, in a frame, or over others.
    Drawn(Shown),
    /// The result shows all there is.
    Result,
}

/// The longest instruction that is read, bytes.
pub const INSTRUCTION: usize = 4096;

/// What an instruction means.
pub fn meaning(instruction: &str) -> Meaning {
    if let Some(rest) = after_name(instruction, "HYPERLINK") {
        return Meaning::Link(link(rest));
    }
    if after_name(instruction, "TOC").is_some() {
        return Meaning::Contents;
    }
    let sign = symbol_field(instruction).map(Meaning::Sign);
    sign.or_else(|| eq::read(instruction).map(Meaning::Drawn)).unwrap_or(Meaning::Result)
}

/// The words of an instruction; quoted text is one word.
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && parts.len() < 64 {
        let (part, after) = match rest.strip_prefix(['"', '“', '”']) {
            Some(quoted) => quoted.split_once(['"', '“', '”']).unwrap_or((quoted, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        parts.push(part.to_owned());
        rest = after.trim_start();
    }
    parts
}

/// What follows a switch.
fn switch<'a>(parts: &'a [String], name: &str) -> Option<&'a str> {
    let at = parts.iter().position(|part| part.eq_ignore_ascii_case(name))?;
    parts.get(at + 1).map(String::as_str)
}

/// Where `HYPERLINK "…" \l "…"` leads.
fn link(rest: &str) -> String {
    let parts = parts(rest);
    let url = parts.first().filter(|part| !part.starts_with('\\')).cloned().unwrap_or_default();
    match switch(&parts, "\\l").filter(|_| !url.contains('#')) {
        Some(place) if !place.is_empty() => format!("{url}#{place}"),
        _ => url,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_understood() {
        for (instruction, wanted) in [
            (
                " HYPERLINK \"https://a.example/b\" \\l \"c\" ",
                Meaning::Link("https://a.example/b#c".into()),
            ),
            ("HYPERLINK \\l \"c\"", Meaning::Link("#c".into())),
            ("TOC \\o \"1-3\"", Meaning::Contents),
            ("PAGE", Meaning::Result),
            ("SYMBOL 168 \\f \"Wingdings\" \\s 10", Meaning::Sign(Ok('□'))),
            ("SYMBOL 1 \\f Odd", Meaning::Sign(Err("Odd".into()))),
            ("", Meaning::Result),
        ] {
            assert_eq!(meaning(instruction), wanted, "{instruction}");
        }
        let ruby = "EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(qú),渠)";
        let Meaning::Drawn(shown) = meaning(ruby) else { panic!("no field that draws") };
        assert_eq!(shown.parts, [eq::Part::Ruby("渠".into(), "qú".into())]);
    }
}
