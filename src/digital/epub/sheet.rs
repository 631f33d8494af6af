//! Checks that the layout's style sheet does not distort the book: it must neither hide text, nor
//! add words, nor change the order in which texts are read.
//!
//! The sheet is parsed according to CSS Syntax Level 3, with escapes resolved. Each declaration is
//! judged by its name and value alone, wherever it is: what a reader's own style sheet makes of it,
//! or what several harmless declarations do together, cannot be seen here.

use cssparser::{Delimiter, ParseError, Parser, Token};

use crate::diagnostic::{Finding, Findings, Place};

/// What may be hidden: lists for programs, and texts that a chart's drawing already shows.
const HIDDEN: [&str; 3] = ["nav[hidden]", ".drawn > figcaption", ".drawn > .source"];
/// The pages of upright articles, whose lines run from the top down.
const UPRIGHT: &str = ".upright";
/// Properties that hide, move or mirror text, or change its order or letters, whatever their value.
const FORBIDDEN: &[&str] = &[
    "all",
    "clip",
    "clip-path",
    "content-visibility",
    "direction",
    "filter",
    "flex-direction",
    "flex-flow",
    "font-feature-settings",
    "grid-area",
    "grid-column",
    "grid-column-start",
    "grid-row",
    "grid-row-start",
    "grid-template-areas",
    "mask",
    "mask-image",
    "mix-blend-mode",
    "offset-path",
    "opacity",
    "order",
    "rotate",
    "scale",
    "transform",
    "translate",
    "unicode-bidi",
    "visibility",
    "zoom",
    "-webkit-mask",
    "-webkit-mask-image",
    "-webkit-text-fill-color",
    "-webkit-text-security",
    "-webkit-transform",
];
/// The smallest type, relative to the size of the surrounding text.
const SMALLEST: f32 = 0.3;
/// How far a text may be moved from its place, em.
const MOVED: f32 = 2.0;
/// How many characters of a declaration are shown in a finding.
const SHOWN: usize = 60;

/// A component of a value.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    /// An identifier, a function's name or a colour, in lower case.
    Word(String),
    /// Characters between quotation marks.
    Text(String),
    /// A number with its unit, `%` for shares.
    Number(f32, String),
    /// An address.
    Address,
}

/// A declaration and its place.
struct Declaration<'a> {
    selector: &'a str,
    /// The other declarations of its rule.
    rule: &'a [(String, Vec<Part>)],
    name: &'a str,
    value: &'a [Part],
}

/// Checks a style sheet for anything that hides, adds or moves words.
pub fn look(css: &str, file: &str) -> Findings {
    let mut parser = Parser::new(css);
    let mut looker = Looker { file, findings: Findings::default() };
    looker.block(&mut parser, "");
    looker.findings
}

struct Looker<'a> {
    file: &'a str,
    findings: Findings,
}

impl Looker<'_> {
    /// Parses the contents of braces, or the whole sheet.
    fn block(&mut self, parser: &mut Parser<'_>, selector: &str) {
        let mut own: Vec<(String, Vec<Part>)> = Vec::new();
        let mut lines: Vec<(u32, String)> = Vec::new();
        loop {
            parser.skip_whitespace();
            let line = parser.current_source_location().line + 1;
            let start = parser.position();
            let ends = Delimiter::CurlyBracketBlock | Delimiter::Semicolon;
            // What cannot be parsed is taken literally.
            let _ = parser.parse_until_before(ends, |inner| {
                while inner.next().is_ok() {}
                Ok::<(), ParseError<()>>(())
            });
            let text = parser.slice_from(start).trim().to_owned();
            match parser.next() {
                Ok(Token::CurlyBracketBlock) => self.nested(parser, &text, line),
                Ok(_) | Err(_) if text.starts_with('@') && text != "@charset \"utf-8\"" => {
                    self.report("sheet-hides", line, selector, &text);
                }
                Ok(_) => {}
                Err(_) if text.is_empty() => break,
                Err(_) => {}
            }
            if let Some(read) = declaration(&text) {
                own.push(read);
                lines.push((line, text));
            }
        }
        for ((name, value), (line, text)) in own.iter().zip(&lines) {
            let declaration = Declaration { selector, rule: &own, name, value };
            if let Some(rule) = declaration.amiss() {
                self.report(rule, *line, selector, text);
            }
        }
    }

    fn nested(&mut self, parser: &mut Parser<'_>, text: &str, line: u32) {
        let lower = text.to_ascii_lowercase();
        let groups = lower.starts_with("@media") || lower.starts_with("@supports");
        if lower.starts_with('@') && !groups {
            self.report("sheet-hides", line, "", text);
        }
        let _ = parser.parse_nested_block(|inner| {
            self.block(inner, text);
            Ok::<(), ParseError<()>>(())
        });
    }

    fn report(&mut self, rule: &'static str, line: u32, selector: &str, text: &str) {
        let shown: String = text.chars().take(SHOWN).collect();
        let place = Place::line(self.file, usize::try_from(line).unwrap_or_default());
        let finding = Finding::stop(rule).at(place).with("selector", selector);
        self.findings.push(finding.with("text", shown));
    }
}

impl Declaration<'_> {
    /// The rule that it breaks.
    fn amiss(&self) -> Option<&'static str> {
        let said = |part: &Part| match part {
            Part::Text(text) => text.chars().any(char::is_alphanumeric),
            Part::Address => true,
            Part::Word(word) => word == "attr" || word == "symbols",
            Part::Number(..) => false,
        };
        if !self.name.starts_with("font")
            && !self.name.starts_with("--")
            && self.value.iter().any(said)
        {
            return Some("sheet-adds");
        }
        (!self.is_excepted() && self.hides()).then_some("sheet-hides")
    }

    /// Whether it concerns what may be hidden.
    fn is_excepted(&self) -> bool {
        self.selector.split(',').all(|part| HIDDEN.contains(&part.trim()))
    }

    /// Whether it lets the lines of an upright article run as they do on paper.
    fn is_upright(&self) -> bool {
        let vertical = |part: &Part| matches!(part, Part::Word(word) if word == "vertical-rl");
        self.selector == UPRIGHT && self.value.iter().all(vertical)
    }

    /// Whether it concerns an ornament before or after a text.
    fn is_ornament(&self) -> bool {
        self.selector.split(',').all(|part| part.contains("::before") || part.contains("::after"))
    }

    fn hides(&self) -> bool {
        let word = |names: &[&str]| {
            self.value
                .iter()
                .any(|part| matches!(part, Part::Word(w) if names.contains(&w.as_str())))
        };
        match self.name {
            name if FORBIDDEN.contains(&name) => true,
            name if name.ends_with("writing-mode") => !self.is_upright(),
            "display" => word(&["none", "var"]),
            "content" => word(&["var", "none"]) || !self.is_ornament(),
            "font-size" | "font" => word(&["calc", "var", "min", "clamp"]) || self.is_tiny(),
            "color" => word(&["transparent"]) || self.vanishes(),
            "background" | "background-color" => self.blots(),
            "position" => word(&["absolute", "fixed", "var"]) && !self.is_ornament(),
            "overflow" | "overflow-x" | "overflow-y" => word(&["hidden", "clip", "var"]),
            "line-height" => self.is_nothing() && !matches!(self.selector, "sup" | "sub"),
            "width" | "height" | "max-width" | "max-height" => {
                self.is_nothing() && !self.is_ornament()
            }
            name if name.starts_with("margin") || name.starts_with("inset") => self.is_far(),
            "text-indent" | "letter-spacing" | "word-spacing" | "left" | "right" | "top"
            | "bottom" => self.is_far() || word(&["calc", "var"]),
            _ => false,
        }
    }

    fn is_tiny(&self) -> bool {
        self.value.iter().any(|part| match part {
            Part::Number(value, unit) if unit == "%" => *value < SMALLEST * 100.0,
            Part::Number(value, unit) => !unit.is_empty() && *value < SMALLEST || *value == 0.0,
            _ => false,
        })
    }

    fn is_nothing(&self) -> bool {
        self.value.iter().any(|part| matches!(part, Part::Number(value, _) if *value <= 0.0))
    }

    /// Whether it moves a text far from its place.
    fn is_far(&self) -> bool {
        self.value.iter().any(|part| match part {
            Part::Number(value, unit) if unit == "%" => *value < -50.0 || *value > 100.0,
            Part::Number(value, unit) if unit == "em" || unit.is_empty() => *value < -MOVED,
            Part::Number(value, _) => *value < 0.0,
            _ => false,
        })
    }

    /// Whether it gives text the colour of paper without a background of another colour.
    fn vanishes(&self) -> bool {
        let grounded = self
            .rule
            .iter()
            .any(|(name, value)| name.starts_with("background") && !value.iter().any(is_paper));
        self.value.iter().any(is_paper) && !grounded
    }

    /// Whether it gives a background the colour of text without changing the text's own colour.
    fn blots(&self) -> bool {
        let colored = self.rule.iter().any(|(name, _)| name == "color");
        let plain = |part: &Part| matches!(part, Part::Word(word) if word == "none" || word == "transparent");
        let light = self.value.iter().any(|part| is_paper(part) || plain(part));
        !light && !colored && !self.is_ornament()
    }
}

/// Whether a component is a background colour: paper, or a tint.
fn is_paper(part: &Part) -> bool {
    matches!(part, Part::Word(word) if matches!(word.as_str(), "--paper" | "--sheet") || word.ends_with("-tint"))
}

/// Parses a declaration; `None` if it is not one.
fn declaration(text: &str) -> Option<(String, Vec<Part>)> {
    let mut parser = Parser::new(text);
    let name = parser.expect_ident_cloned().ok()?.to_ascii_lowercase();
    parser.expect_colon().ok()?;
    let mut value = Vec::new();
    parts(&mut parser, &mut value);
    Some((name, value))
}

/// Collects the components of a value, including those in brackets.
fn parts(parser: &mut Parser<'_>, out: &mut Vec<Part>) {
    while let Ok(token) = parser.next().cloned() {
        let opens = matches!(
            token,
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock
        );
        out.extend(match &token {
            Token::Ident(word) | Token::Function(word) => {
                let word = word.to_ascii_lowercase();
                Some(if word == "url" { Part::Address } else { Part::Word(word) })
            }
            Token::QuotedString(text) => Some(Part::Text(text.to_string())),
            Token::UnquotedUrl(_) => Some(Part::Address),
            Token::Number { value, .. } => Some(Part::Number(*value, String::new())),
            Token::Percentage { unit_value, .. } => {
                Some(Part::Number(unit_value * 100.0, "%".to_owned()))
            }
            Token::Dimension { value, unit, .. } => {
                Some(Part::Number(*value, unit.to_ascii_lowercase()))
            }
            _ => None,
        });
        if opens {
            let _ = parser.parse_nested_block(|inner| {
                parts(inner, out);
                Ok::<(), ParseError<()>>(())
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(css: &str) -> Vec<(&'static str, usize)> {
        let place = |finding: &Finding| finding.place.as_ref().map_or(0, |place| place.line);
        look(css, "epub.css").iter().map(|finding| (finding.rule, place(finding))).collect()
    }

    #[test]
    fn what_hides_or_moves_a_text_is_told() {
        for css in [
            "p { display: none }",
            "p{d\\69splay:none!important}",
            "@media screen { p { visibility: hidden } }",
            "@supports (display: grid) { .lead { opacity: 0.01 } }",
            "p { font-size: 0 }",
            "p { font-size: 0.1em }",
            "p { color: transparent }",
            "p { color: var(--paper) }",
            "p { background: var(--ink) }",
            "p { text-indent: -99em }",
            "p { position: absolute; left: 3em }",
            "p { clip-path: inset(50%) }",
            "p { height: 0; overflow: visible }",
            "section { display: flex; flex-direction: column-reverse }",
            "@import 'x.css';",
            "@font-face { font-family: x }",
            "p { em & { display: none } }",
            "p { writing-mode: vertical-rl }",
            ".upright { writing-mode: sideways-lr }",
            ".turn { -webkit-writing-mode: vertical-rl }",
        ] {
            assert_eq!(rules(css), [("sheet-hides", 1)], "{css}");
        }
        assert_eq!(rules("p { margin: 0 }\n\np { order: 2 }"), [("sheet-hides", 3)]);
    }

    #[test]
    fn words_of_a_sheet_are_told() {
        for css in [
            "p::before { content: \"绝密\" }",
            "p::before { content: '\\7EDD\\5BC6' }",
            "p::after { content: attr(class) }",
            "ul { list-style-type: \"甲\" }",
            "p { background-image: url(data:image/png;base64,AA) }",
        ] {
            assert_eq!(rules(css), [("sheet-adds", 1)], "{css}");
        }
    }

    #[test]
    fn the_sheet_of_the_layout_is_free_of_both() {
        let css = include_str!("../../../layouts/dongguan/epub.css");
        assert_eq!(rules(css), []);
    }
}
