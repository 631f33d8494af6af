//! SVG art: what it may contain, what its numbers and its texts are, and bare drawings.
//!
//! Everything here looks at a drawing as the renderer below Typst does: SVG elements, their
//! attributes, and overriding these the declarations of style sheets ([`style`]). What does not
//! draw (descriptions, metadata, elements and attributes of other programs) may be in the file but
//! never leaves it: [`bare`] writes the drawing anew without it. [`numbers`] are kept within a
//! range that renderers can bear, [`text`] says which faces the art needs.

pub mod bare;
pub mod numbers;
mod style;
pub mod text;

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use serde::{Deserialize, Serialize};
use simplecss::StyleSheet;

use style::Declarations;

/// The elements that SVG art may use: shapes and structure, nothing that runs or loads.
const ELEMENTS: [&str; 21] = [
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "path", "rect", "circle",
    "ellipse", "line", "polyline", "polygon", "text", "tspan", "clipPath", "marker", "switch",
    "style",
];
/// The elements that do not draw.
const SILENT: [&str; 4] = ["title", "desc", "metadata", "style"];
/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";
/// How deeply elements may be nested.
const DEPTH: usize = 256;

/// A drawing.
pub struct Art<'d, 'i> {
    document: &'d Document<'i>,
    /// The elements that draw, parents before their children.
    elements: Vec<Element<'d, 'i>>,
    /// The index of each of them in the list, by the number of its node.
    index: BTreeMap<usize, usize>,
}

/// An element that draws.
pub struct Element<'d, 'i> {
    node: Node<'d, 'i>,
    /// What style sheets and its own `style` declare.
    style: Declarations,
    /// The index of the element that it is in.
    parent: Option<usize>,
}

impl<'d> Element<'d, '_> {
    fn name(&self) -> &'d str {
        self.node.tag_name().name()
    }

    /// The value of a property: as declared, or else as the attribute says.
    fn value(&self, name: &str) -> Option<&str> {
        let declared = self.style.get(name);
        declared.or_else(|| self.node.attribute(name)).filter(|value| *value != "inherit")
    }

    /// The element that a `use` draws.
    fn target(&self) -> Option<&str> {
        let mut links = self.node.attributes().filter(|attribute| attribute.name() == "href");
        links.find_map(|link| link.value().strip_prefix('#'))
    }
}

/// Reads a drawing and does some work with it.
///
/// # Errors
/// The name of the rule that it breaks: `picture-broken`, `picture-svg`.
pub fn read<T>(bytes: &[u8], work: impl FnOnce(&Art<'_, '_>) -> T) -> Result<T, &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| "picture-broken")?;
    let document = Document::parse(text).map_err(|_| "picture-broken")?;
    let root = document.root_element().tag_name();
    if root.name() != "svg" || !matches!(root.namespace(), None | Some(SVG)) {
        return Err("picture-broken");
    }
    let sheet = style::sheet(&document);
    Ok(work(&art(&document, &sheet)?))
}

/// What rules want to know about SVG art that contains nothing but shapes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// Its declared size, px.
    pub size: (u32, u32),
    /// Its numbers that are out of range.
    pub faults: Vec<numbers::Fault>,
    /// Its visible texts.
    pub texts: Vec<text::Run>,
}

impl Drawing {
    /// Reads a drawing once for all of it.
    ///
    /// # Errors
    /// The name of the rule that it breaks: those of [`read`], `picture-svg-size`.
    pub fn of(bytes: &[u8]) -> Result<Self, &'static str> {
        read(bytes, |art| {
            let size = art.whole_size().ok_or("picture-svg-size")?;
            Ok(Self { size, faults: numbers::faults(art), texts: text::runs(art) })
        })?
    }
}

/// Checks every element against what art may use, and keeps those that draw.
fn art<'d, 'i>(
    document: &'d Document<'i>,
    sheet: &StyleSheet<'_>,
) -> Result<Art<'d, 'i>, &'static str> {
    let mut art = Art { document, elements: Vec::new(), index: BTreeMap::new() };
    // The depth of every element that counts; what is in others is skipped.
    let mut depths: BTreeMap<usize, usize> = BTreeMap::new();
    for node in document.descendants().filter(Node::is_element) {
        let above = node.parent_element();
        let depth = match above {
            None => 0,
            Some(parent) => match depths.get(&number(parent)) {
                Some(depth) => depth + 1,
                None => continue,
            },
        };
        if !matches!(node.tag_name().namespace(), None | Some(SVG)) {
            continue;
        }
        let name = node.tag_name().name();
        if !ELEMENTS.contains(&name) || !is_safe(node) || depth > DEPTH {
            return Err("picture-svg");
        }
        if name == "metadata" {
            continue;
        }
        depths.insert(number(node), depth);
        let parent = above.and_then(|parent| art.index.get(&number(parent)).copied());
        if SILENT.contains(&name) || above.is_some() && parent.is_none() {
            continue;
        }
        art.index.insert(number(node), art.elements.len());
        art.elements.push(Element { node, style: style::declarations(node, sheet), parent });
    }
    Ok(art)
}

/// The number of a node in its document.
fn number(node: Node<'_, '_>) -> usize {
    node.id().get_usize()
}

/// Whether an element neither runs anything nor loads anything from elsewhere.
fn is_safe(node: Node<'_, '_>) -> bool {
    let attributes = node.attributes().all(|attribute| {
        let (name, value) = (attribute.name(), attribute.value());
        let link = name == "href" && !value.starts_with('#');
        !link && !name.starts_with("on") && !has_outside_url(value)
    });
    let sheet = node.tag_name().name() == "style";
    let texts = node.children().filter_map(|child| child.text());
    attributes
        && (!sheet || texts.into_iter().all(|t| !has_outside_url(t) && !t.contains("@import")))
}

/// Whether a CSS value loads something from outside the file.
fn has_outside_url(value: &str) -> bool {
    value.match_indices("url(").any(|(at, _)| {
        let target = value[at + 4..].trim_start_matches(['"', '\'', ' ']);
        !target.starts_with('#')
    })
}

impl Art<'_, '_> {
    /// Width and height, px, if the root states them.
    fn size(&self) -> Option<[f64; 2]> {
        let root = self.document.root_element();
        let length = |name| {
            root.attribute(name)
                .and_then(|value: &str| value.trim_end_matches("px").parse::<f64>().ok())
        };
        match (length("width"), length("height"), view(root.attribute("viewBox"))) {
            (Some(width), Some(height), _) => Some([width, height]),
            (_, _, Some([_, _, width, height])) => Some([width, height]),
            _ => None,
        }
    }

    /// Width and height in whole px, if they are stated and within reason.
    fn whole_size(&self) -> Option<(u32, u32)> {
        let whole = |value: f64| (1.0..=100_000.0).contains(&value).then_some(value.round() as u32);
        self.size().and_then(|[width, height]| whole(width).zip(whole(height)))
    }

    /// The line that an element is on, from 1.
    fn line(&self, element: &Element<'_, '_>) -> usize {
        self.line_at(element.node.range().start)
    }

    fn line_at(&self, byte: usize) -> usize {
        self.document.text_pos_at(byte).row as usize
    }

    /// An element and those that it is in, innermost first.
    fn above(&self, at: usize) -> impl Iterator<Item = &Element<'_, '_>> {
        let next = |&at: &usize| self.elements[at].parent;
        std::iter::successors(Some(at), next).map(|at| &self.elements[at])
    }
}

/// The four numbers of a `viewBox`.
fn view(value: Option<&str>) -> Option<[f64; 4]> {
    let parts = value?.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
    let numbers: Vec<f64> = parts.map_while(|part| part.parse().ok()).collect();
    numbers.try_into().ok()
}

#[cfg(test)]
pub(in crate::manuscript) fn drawing(inner: &str) -> String {
    format!("<svg xmlns='{SVG}' viewBox='0 0 30 20'>{inner}</svg>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(bytes: &[u8]) -> Result<(u32, u32), &'static str> {
        Drawing::of(bytes).map(|drawing| drawing.size)
    }

    #[test]
    fn art_is_shapes_only() {
        assert_eq!(size(drawing("<path d='M0 0'/>").as_bytes()), Ok((30, 20)));
        for inner in [
            "<script>1</script>",
            "<image href='a.png'/>",
            "<use href='http://x/y#z'/>",
            "<rect onclick='x'/>",
            "<rect fill='url(http://x)'/>",
            "<style>@import 'x';</style>",
            "<style>rect { fill: url(http://x#y) }</style>",
            "<foreignObject/>",
        ] {
            assert_eq!(size(drawing(inner).as_bytes()), Err("picture-svg"), "{inner}");
        }
        let other = "<svg xmlns='urn:x' viewBox='0 0 30 20'><path d='M0 0'/></svg>";
        assert_eq!(size(other.as_bytes()), Err("picture-broken"));
        let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg width='1' height='1'>&a;</svg>";
        assert_eq!(size(bomb.as_bytes()), Err("picture-broken"));
        let deep = "<g>".repeat(DEPTH + 1) + &"</g>".repeat(DEPTH + 1);
        assert_eq!(size(drawing(&deep).as_bytes()), Err("picture-svg"));
    }

    #[test]
    fn what_other_programs_leave_in_a_drawing_does_no_harm() {
        let inner = "<metadata><x:RDF xmlns:x='urn:x'><x:script/></x:RDF></metadata>\
                     <s:namedview xmlns:s='urn:s'><script/></s:namedview><path d='M0 0'/>";
        assert_eq!(size(drawing(inner).as_bytes()), Ok((30, 20)));
    }
}
