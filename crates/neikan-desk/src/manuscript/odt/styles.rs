//! Styles: what a paragraph is, and how characters are formatted, according to the styles they
//! name.

use std::collections::{BTreeMap, BTreeSet};

use crate::manuscript::incoming::xml::{Node, attr, child, elements, number};
use crate::manuscript::incoming::{Align, Role};
use crate::manuscript::word::role_of;

/// How many styles a style may be based on, one after another; also ends a cycle.
const CHAIN: usize = 16;

/// The styles of a document, by family and name, and its faces.
#[derive(Debug, Default)]
pub struct Styles {
    styles: BTreeMap<(Family, String), Style>,
    faces: BTreeMap<String, String>,
    /// Styles of pictures that show a part of them alone.
    cropping: BTreeSet<String>,
}

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Paragraphs and headings.
    Paragraph,
    /// Stretches of characters.
    Text,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    parent: Option<String>,
    list: Option<String>,
    align: Option<Align>,
    page_before: Option<bool>,
    looks: Looks,
}

/// The formatting of characters; what is not stated is absent. Bold and italics are stated
/// separately for letters and for Han characters, in this order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looks {
    /// Bold.
    pub bold: [Option<bool>; 2],
    /// Italics.
    pub italic: [Option<bool>; 2],
    /// Struck through.
    pub strike: Option<bool>,
    /// 着重号.
    pub dots: Option<bool>,
    /// Underlined.
    pub lined: Option<bool>,
    /// Raised (true) or lowered (false).
    pub raised: Option<Option<bool>>,
    /// Hidden.
    pub hidden: Option<bool>,
    /// The family of the face.
    pub face: Option<String>,
}

impl Looks {
    fn of(properties: Node<'_>, faces: &BTreeMap<String, String>) -> Self {
        let value = |name: &str| attr(properties, name);
        let is = |name: &str, test: fn(&str) -> bool| value(name).map(test);
        let face = value("font-name").and_then(|name| faces.get(name).cloned());
        Self {
            bold: ["font-weight", "font-weight-asian"].map(|name| is(name, is_bold)),
            italic: ["font-style", "font-style-asian"].map(|name| is(name, |v| v != "normal")),
            strike: is("text-line-through-style", |v| v != "none"),
            dots: is("text-emphasize", |v| !v.starts_with("none")),
            lined: is("text-underline-style", |v| v != "none"),
            raised: value("text-position").map(raised),
            hidden: is("display", |v| v == "none"),
            face: face.or_else(|| value("font-family").map(bare)),
        }
    }

    /// This formatting, with what is absent taken from another.
    pub fn or(&self, other: &Self) -> Self {
        let both = |own: [Option<bool>; 2], other: [Option<bool>; 2]| {
            [own[0].or(other[0]), own[1].or(other[1])]
        };
        Self {
            bold: both(self.bold, other.bold),
            italic: both(self.italic, other.italic),
            strike: self.strike.or(other.strike),
            dots: self.dots.or(other.dots),
            lined: self.lined.or(other.lined),
            raised: self.raised.or(other.raised),
            hidden: self.hidden.or(other.hidden),
            face: self.face.clone().or_else(|| other.face.clone()),
        }
    }
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse().is_ok_and(|weight: u16| weight >= 600)
}

/// Whether `super 58%`, `sub` or `33% 58%` raises or lowers characters; nothing if neither.
fn raised(position: &str) -> Option<bool> {
    let first = position.split_whitespace().next()?;
    match first {
        "super" => Some(true),
        "sub" => Some(false),
        share => {
            let share: f32 = share.trim_end_matches('%').parse().ok()?;
            (share != 0.0).then_some(share > 0.0)
        }
    }
}

fn bare(face: &str) -> String {
    face.trim_matches(['\'', '"', ' ']).to_owned()
}

/// The effect of a style on a paragraph.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// What it is.
    pub role: Role,
    /// How its lines are aligned.
    pub align: Option<Align>,
    /// How its characters are formatted.
    pub looks: Looks,
    /// The list style that it names; an empty name means none.
    pub list: Option<String>,
    /// Whether it begins a page.
    pub page_before: bool,
}

impl Styles {
    /// Reads the styles of `styles.xml` and `content.xml`, in this order.
    pub fn read(roots: &[Node<'_>]) -> Self {
        let mut out = Self::default();
        for root in roots {
            let faces = child(*root, "font-face-decls").into_iter().flat_map(elements);
            out.faces.extend(faces.filter_map(|face| {
                Some((attr(face, "name")?.to_owned(), bare(attr(face, "font-family")?)))
            }));
        }
        for (at, root) in roots.iter().enumerate() {
            // The automatic styles of styles.xml are those of headers and footers.
            let last = at + 1 == roots.len();
            let groups = ["styles", "automatic-styles"].into_iter().take(if last { 2 } else { 1 });
            for node in groups.filter_map(|name| child(*root, name)).flat_map(elements) {
                out.add(node);
            }
        }
        out
    }

    fn add(&mut self, node: Node<'_>) {
        let family = match attr(node, "family") {
            Some("paragraph") => Family::Paragraph,
            Some("text") => Family::Text,
            Some("graphic") => return self.add_graphic(node),
            _ => return,
        };
        let Some(name) = attr(node, "name").filter(|_| node.tag_name().name() == "style") else {
            return;
        };
        let paragraph = child(node, "paragraph-properties");
        let text = child(node, "text-properties");
        let shown = attr(node, "display-name").map(str::to_lowercase);
        let style = Style {
            name: shown.unwrap_or_else(|| name.replace("_20_", " ").to_lowercase()),
            parent: attr(node, "parent-style-name").map(str::to_owned),
            list: attr(node, "list-style-name").map(str::to_owned),
            align: paragraph.and_then(align),
            page_before: paragraph.and_then(|p| attr(p, "break-before")).map(|at| at == "page"),
            looks: text.map(|text| Looks::of(text, &self.faces)).unwrap_or_default(),
        };
        self.styles.insert((family, name.to_owned()), style);
    }

    fn add_graphic(&mut self, node: Node<'_>) {
        let clip = child(node, "graphic-properties").and_then(|own| attr(own, "clip"));
        // rect(top, right, bottom, left): lengths that are cut off.
        let cuts = clip.is_some_and(|clip| clip.contains(|c: char| matches!(c, '1'..='9')));
        if let (true, Some(name)) = (cuts, attr(node, "name")) {
            self.cropping.insert(name.to_owned());
        }
    }

    /// Whether a picture in this style shows a part of itself alone.
    pub fn crops(&self, name: Option<&str>) -> bool {
        name.is_some_and(|name| self.cropping.contains(name))
    }

    /// A paragraph style, resolved with all the styles it is based on.
    pub fn paragraph(&self, name: Option<&str>) -> Resolved {
        let mut resolved = Resolved::default();
        let mut page_before = None;
        for style in self.chain(Family::Paragraph, name) {
            if resolved.role == Role::Body {
                resolved.role = role_of(&style.name).unwrap_or_default();
            }
            resolved.align = resolved.align.or(style.align);
            resolved.looks = resolved.looks.or(&style.looks);
            resolved.list = resolved.list.or_else(|| style.list.clone());
            page_before = page_before.or(style.page_before);
        }
        resolved.page_before = page_before == Some(true);
        resolved
    }

    /// The formatting by a character style.
    pub fn text(&self, name: Option<&str>) -> Looks {
        let styles = self.chain(Family::Text, name);
        styles.fold(Looks::default(), |looks, style| looks.or(&style.looks))
    }

    /// A style, and those it is based on.
    fn chain(&self, family: Family, name: Option<&str>) -> impl Iterator<Item = &Style> {
        let find = move |name: &String| self.styles.get(&(family, name.clone()));
        let first = name.and_then(|name| find(&name.to_owned()));
        std::iter::successors(first, move |style| find(style.parent.as_ref()?)).take(CHAIN)
    }
}

/// The alignment stated by paragraph properties.
fn align(properties: Node<'_>) -> Option<Align> {
    Some(match attr(properties, "text-align")? {
        "center" => Align::Center,
        "right" | "end" => Align::Right,
        _ => Align::Left,
    })
}

/// The outline level of a heading, from 1.
pub fn outline(node: Node<'_>) -> u8 {
    number(node, "outline-level").unwrap_or(1u8).clamp(1, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<r><font-face-decls><font-face name='W1' font-family=\"'Wingdings'\"/></font-face-decls>
        <styles>
        <style name='Heading_20_2' family='paragraph' parent-style-name='Heading'/>
        <style name='a' family='paragraph' parent-style-name='b'><text-properties font-weight-asian='bold'/></style>
        <style name='b' display-name='引用' family='paragraph' parent-style-name='a'>
            <paragraph-properties text-align='end'/><text-properties text-emphasize='dot below'/></style>
        <style name='t' family='text'><text-properties font-weight='700' text-position='-33% 58%' font-name='W1'/></style>
        </styles></r>";

    #[test]
    fn styles_lean_on_others_and_circles_end() {
        let document = roxmltree::Document::parse(XML).unwrap();
        let styles = Styles::read(&[document.root_element()]);
        assert_eq!(styles.paragraph(Some("Heading_20_2")).role, Role::Heading(2));
        let read = styles.paragraph(Some("a"));
        assert_eq!((read.role, read.align), (Role::Quote, Some(Align::Right)));
        assert_eq!((read.looks.bold, read.looks.dots), ([None, Some(true)], Some(true)));
        let read = styles.text(Some("t"));
        assert_eq!((read.bold, read.raised), ([Some(true), None], Some(Some(false))));
        assert_eq!(read.face.as_deref(), Some("Wingdings"));
        assert_eq!(styles.paragraph(Some("none")).role, Role::Body);
    }
}
