//! Styles: what a paragraph is, and how its characters look, by the style it names.

use std::collections::BTreeMap;

use super::xml::{Node, attr, child, elements, number, switch, value};
use crate::manuscript::incoming::signs::Face;
use crate::manuscript::incoming::text::Height;
use crate::manuscript::incoming::{Align, Role};

/// How many styles a style may be based on, one after another; also ends a cycle.
const CHAIN: usize = 16;

/// The styles of a document, by identifier.
#[derive(Debug, Default)]
pub struct Styles(BTreeMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    align: Option<Align>,
    looks: Looks,
    numbering: Option<(u32, u8)>,
}

/// The formatting of characters; what is not stated is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Looks {
    /// Bold.
    pub bold: Option<bool>,
    /// Italics.
    pub italic: Option<bool>,
    /// Struck through.
    pub strike: Option<bool>,
    /// 着重号.
    pub dots: Option<bool>,
    /// Hidden.
    pub hidden: Option<bool>,
    /// Raised, lowered, or neither.
    pub height: Option<Option<Height>>,
    /// Their face, by whether it is a symbol font.
    pub face: Option<Face>,
}

impl Looks {
    /// The formatting stated by run properties.
    pub fn of(properties: Node<'_>) -> Self {
        Self {
            bold: switch(properties, "b"),
            italic: switch(properties, "i"),
            strike: switch(properties, "strike").or_else(|| switch(properties, "dstrike")),
            dots: value(properties, "em").map(|mark| mark != "none"),
            hidden: switch(properties, "vanish"),
            height: value(properties, "vertAlign").map(|place| match place {
                "superscript" => Some(Height::Up),
                "subscript" => Some(Height::Down),
                _ => None,
            }),
            face: font(properties).map(Face::named),
        }
    }

    /// This formatting, with what is absent taken from another.
    pub fn or(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            strike: self.strike.or(other.strike),
            dots: self.dots.or(other.dots),
            hidden: self.hidden.or(other.hidden),
            height: self.height.or(other.height),
            face: self.face.or(other.face),
        }
    }
}

/// The effect of a style on a paragraph.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// What it is.
    pub role: Role,
    /// Whether it belongs to a table of contents.
    pub contents: bool,
    /// How its lines are aligned.
    pub align: Option<Align>,
    /// How its characters are formatted.
    pub looks: Looks,
    /// The list it belongs to, and its level in it.
    pub numbering: Option<(u32, u8)>,
}

impl Styles {
    /// Reads styles.xml.
    pub fn read(root: Node<'_>) -> Self {
        let styles = elements(root).filter(|node| node.tag_name().name() == "style");
        Self(
            styles
                .filter_map(|node| Some((attr(node, "styleId")?.to_owned(), style(node))))
                .collect(),
        )
    }

    /// A style, resolved with all the styles it is based on.
    pub fn resolve(&self, id: Option<&str>) -> Resolved {
        let mut resolved = Resolved::default();
        for style in self.chain(id) {
            let role = role_of(&style.name).or_else(|| {
                style.outline.filter(|&level| level < 9).map(|level| Role::Heading(level + 1))
            });
            if resolved.role == Role::Body {
                resolved.role = role.unwrap_or_default();
            }
            resolved.contents |= style.name.starts_with("toc ");
            resolved.align = resolved.align.or(style.align);
            resolved.looks = resolved.looks.or(style.looks);
            resolved.numbering = resolved.numbering.or(style.numbering);
        }
        resolved
    }

    /// The list that a style belongs to.
    pub fn numbering_of(&self, id: &str) -> Option<u32> {
        self.0.get(id)?.numbering.map(|(number, _)| number)
    }

    /// A style, and those it is based on.
    fn chain(&self, id: Option<&str>) -> impl Iterator<Item = &Style> {
        let first = id.and_then(|id| self.0.get(id));
        let next = |style: &&Style| self.0.get(style.based_on.as_ref()?);
        std::iter::successors(first, next).take(CHAIN)
    }
}

fn style(node: Node<'_>) -> Style {
    let paragraph = child(node, "pPr");
    let run = child(node, "rPr");
    Style {
        name: value(node, "name").unwrap_or_default().to_lowercase(),
        based_on: value(node, "basedOn").map(str::to_owned),
        outline: paragraph.and_then(|p| number(child(p, "outlineLvl")?, "val")),
        align: paragraph.and_then(align),
        looks: run.map(Looks::of).unwrap_or_default(),
        numbering: paragraph.and_then(numbering),
    }
}

/// The face that run properties name for non-Chinese characters.
pub fn font(properties: Node<'_>) -> Option<&str> {
    let fonts = child(properties, "rFonts")?;
    attr(fonts, "ascii").or_else(|| attr(fonts, "hAnsi"))
}

/// The list and level that paragraph properties state.
pub fn numbering(properties: Node<'_>) -> Option<(u32, u8)> {
    let found = child(properties, "numPr")?;
    let id = child(found, "numId").and_then(|id| number(id, "val"))?;
    let level = child(found, "ilvl").and_then(|level| number(level, "val"));
    Some((id, level.unwrap_or(0).min(8)))
}

/// The alignment stated by paragraph properties.
pub fn align(properties: Node<'_>) -> Option<Align> {
    Some(match value(properties, "jc")? {
        "center" => Align::Center,
        "right" | "end" => Align::Right,
        _ => Align::Left,
    })
}

/// The role that the name of a style in Word, WPS or LibreOffice stands for.
pub fn role_of(name: &str) -> Option<Role> {
    let level = |rest: &str| {
        let digit = rest.trim().parse::<u8>().ok()?;
        (1..=9).contains(&digit).then_some(Role::Heading(digit))
    };
    for start in ["heading", "标题"] {
        if let Some(role) = name.strip_prefix(start).and_then(level) {
            return Some(role);
        }
    }
    match name {
        "title" | "标题" | "大标题" | "文章标题" => Some(Role::Title),
        "subtitle" | "副标题" => Some(Role::Subtitle),
        "caption" | "题注" | "图注" | "图表标题" | "illustration" | "figure" | "table" => {
            Some(Role::Caption)
        }
        "quote" | "intense quote" | "引用" | "明显引用" | "quotations" | "block text" => {
            Some(Role::Quote)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_of_styles_ends() {
        let xml = "<styles><style styleId='a'><name val='x'/><basedOn val='b'/></style>\
            <style styleId='b'><name val='标题 2'/><basedOn val='a'/></style></styles>";
        let document = roxmltree::Document::parse(xml).unwrap();
        let styles = Styles::read(document.root_element());
        assert_eq!(styles.resolve(Some("a")).role, Role::Heading(2));
        assert_eq!(styles.resolve(Some("none")).role, Role::Body);
    }
}
