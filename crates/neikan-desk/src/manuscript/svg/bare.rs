//! Bare drawings: written anew with what draws, and nothing else.

use std::collections::BTreeSet;
use std::fmt::Write;

use roxmltree::Node;

use super::{Art, SVG, number, read};

const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The attributes and properties that affect drawing (SVG 1.1, annex K and M; CSS for SVG 2).
const DRAWS: &[&str] = &[
    "alignment-baseline",
    "baseline-shift",
    "clip",
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "color",
    "color-interpolation",
    "color-rendering",
    "cx",
    "cy",
    "d",
    "direction",
    "display",
    "dominant-baseline",
    "dx",
    "dy",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font",
    "font-family",
    "font-feature-settings",
    "font-kerning",
    "font-size",
    "font-size-adjust",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-variation-settings",
    "font-weight",
    "glyph-orientation-horizontal",
    "glyph-orientation-vertical",
    "height",
    "isolation",
    "kerning",
    "lengthAdjust",
    "letter-spacing",
    "marker",
    "marker-end",
    "marker-mid",
    "marker-start",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "mix-blend-mode",
    "opacity",
    "orient",
    "overflow",
    "paint-order",
    "pathLength",
    "points",
    "preserveAspectRatio",
    "r",
    "refX",
    "refY",
    "requiredExtensions",
    "requiredFeatures",
    "rotate",
    "rx",
    "ry",
    "shape-rendering",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "systemLanguage",
    "text-anchor",
    "text-decoration",
    "text-orientation",
    "text-rendering",
    "textLength",
    "transform",
    "transform-box",
    "transform-origin",
    "unicode-bidi",
    "vector-effect",
    "version",
    "viewBox",
    "visibility",
    "white-space",
    "width",
    "word-spacing",
    "writing-mode",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// Writes a drawing anew, with its elements, those of their attributes that draw, and its letters.
/// Style sheets are applied to the elements they match; comments, processing instructions,
/// descriptions, metadata and other programs' data are left out, and so are names that nothing
/// refers to.
///
/// # Errors
/// The name of the rule that it breaks.
pub fn bare(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    read(bytes, |art| {
        let mut writer = Writer { art, named: named(art), out: String::new() };
        writer.element(art.document.root_element());
        writer.out.into_bytes()
    })
}

/// The names that something refers to.
fn named(art: &Art<'_, '_>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for element in &art.elements {
        let values = element.node.attributes().map(|attribute| attribute.value());
        for value in values.chain(element.style.iter().map(|(_, value)| value)) {
            names.extend(value.strip_prefix('#').map(str::to_owned));
            for (at, _) in value.match_indices("url(") {
                let inner = value[at + 4..].split(')').next().unwrap_or_default();
                let name = inner.trim_matches(['"', '\'', ' ']).strip_prefix('#');
                names.extend(name.map(str::to_owned));
            }
        }
    }
    names
}

struct Writer<'a, 'd, 'i> {
    art: &'a Art<'d, 'i>,
    named: BTreeSet<String>,
    out: String,
}

impl Writer<'_, '_, '_> {
    fn element(&mut self, node: Node<'_, '_>) {
        let Some(&at) = self.art.index.get(&number(node)) else { return };
        let name = node.tag_name().name();
        self.out.push('<');
        self.out.push_str(name);
        if node.parent_element().is_none() {
            let _ = write!(self.out, " xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\"");
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            match (attribute.namespace(), name) {
                (None, "id") if self.named.contains(value) => self.attribute(name, value),
                (None, "href") => self.attribute(name, value),
                (Some(XLINK), "href") => self.attribute("xlink:href", value),
                (Some(XML), "space") => self.attribute("xml:space", value),
                (None, _) if DRAWS.contains(&name) => self.attribute(name, value),
                _ => {}
            }
        }
        let style = self.art.elements[at].style.iter();
        let style: Vec<String> = style
            .filter(|(name, _)| DRAWS.contains(name))
            .map(|(name, value)| format!("{name}:{}", without_comments(value)))
            .collect();
        if !style.is_empty() {
            self.attribute("style", &style.join(";"));
        }
        self.inside(node, matches!(name, "text" | "tspan"));
        let _ = write!(self.out, "</{name}>");
    }

    /// Writes the content of an element; letters only where they show.
    fn inside(&mut self, node: Node<'_, '_>, letters: bool) {
        self.out.push('>');
        for child in node.children() {
            if child.is_element() {
                self.element(child);
            } else if child.is_text() && letters {
                escape(child.text().unwrap_or_default(), &mut self.out);
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, " {name}=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }
}

/// A style sheet value without its comments.
fn without_comments(value: &str) -> String {
    let mut parts = value.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.filter_map(|part| part.split_once("*/").map(|(_, after)| after));
    rest.fold(first, |sum, part| sum + part).trim().to_owned()
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::drawing;
    use super::*;

    fn written(inner: &str) -> String {
        let bytes = bare(drawing(inner).as_bytes()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let start = text.find('>').unwrap() + 1;
        text[start..text.len() - "</svg>".len()].to_owned()
    }

    #[test]
    fn only_what_draws_is_written() {
        for (inner, expected) in [
            ("<path d='M0 0' id='a'/>", "<path d=\"M0 0\"></path>"),
            ("<!-- SECRET --><?SECRET x?><title>SECRET</title><g/>", "<g></g>"),
            ("<metadata>SECRET</metadata><desc>SECRET</desc>", ""),
            (
                "<g xmlns:i='urn:i' i:label='SECRET' data-x='SECRET' aria-label='SECRET'/>",
                "<g></g>",
            ),
            ("<i:x xmlns:i='urn:i'>SECRET<path/></i:x>", ""),
            ("<g>SECRET<text>a &lt; b<!--SECRET--></text></g>", "<g><text>a &lt; b</text></g>"),
            ("<g id='a'/><use href='#a'/>", "<g id=\"a\"></g><use href=\"#a\"></use>"),
            (
                "<clipPath id='c'/><g style='clip-path: url(#c); -inkscape-x: SECRET'/>",
                "<clipPath id=\"c\"></clipPath><g style=\"clip-path:url(#c)\"></g>",
            ),
            (
                "<style>/* SECRET */ .k { fill: red } .SECRET { fill: blue }</style><g class='k'/>",
                "<g style=\"fill:red\"></g>",
            ),
            ("<g style='fill: red /* SECRET */'/>", "<g style=\"fill:red\"></g>"),
        ] {
            assert_eq!(written(inner), expected, "{inner}");
        }
    }

    #[test]
    fn writing_twice_changes_nothing() {
        let inner = "<style>g { fill: red !important }</style><g fill='blue' style='fill: blue'>\
                     <text xml:space='preserve'> a\n</text></g>";
        let once = bare(drawing(inner).as_bytes()).unwrap();
        assert_eq!(bare(&once).unwrap(), once);
        assert!(String::from_utf8(once).unwrap().contains("style=\"fill:red\""));
    }
}
