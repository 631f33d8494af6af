//! Numbers before paragraphs: counted as Word counts them, shown as Word shows them.

use std::collections::{BTreeMap, BTreeSet};

use super::styles::Styles;
use super::xml::{Node, child, elements, number, value};
use crate::manuscript::incoming::labels;

/// How deep lists go.
const LEVELS: usize = 9;
/// How often one list may point to another; also ends a circle.
const LINKS: usize = 4;

/// The lists of a document and how far each has been counted.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: BTreeMap<u32, List>,
    forms: BTreeMap<u32, Form>,
    counted: BTreeMap<u32, [Option<u32>; LEVELS]>,
    restarted: BTreeSet<(u32, usize)>,
}

#[derive(Debug, Default)]
struct List {
    form: u32,
    starts: [Option<u32>; LEVELS],
}

#[derive(Debug, Default)]
struct Form {
    levels: BTreeMap<usize, Level>,
    style: Option<String>,
}

#[derive(Debug)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A bullet.
    Bullet,
    /// A number that a list of the manuscript shows as well.
    Number(u32),
    /// A text: 一、 or （1） or 1.2.
    Text(String),
}

impl Numbering {
    /// Reads numbering.xml.
    pub fn read(root: Node<'_>) -> Self {
        let mut numbering = Self::default();
        for node in elements(root) {
            match node.tag_name().name() {
                "abstractNum" => {
                    let Some(id) = number(node, "abstractNumId") else { continue };
                    numbering.forms.insert(id, form(node));
                }
                "num" => {
                    let Some(id) = number(node, "numId") else { continue };
                    numbering.lists.insert(id, list(node));
                }
                _ => {}
            }
        }
        numbering
    }

    /// Counts the next paragraph of a list and gives what stands before it.
    pub fn next(&mut self, id: u32, level: u8, styles: &Styles) -> Option<Label> {
        let level = usize::from(level).min(LEVELS - 1);
        let list = self.lists.get(&id)?;
        let (form_id, form) = self.form_of(list.form, styles)?;
        let own = form.levels.get(&level)?;
        let mut counted = self.counted.get(&form_id).copied().unwrap_or_default();
        let restart = list.starts[level].filter(|_| !self.restarted.contains(&(id, level)));
        let value = match (restart, counted[level]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => own.start,
        };
        counted[level] = Some(value);
        counted[level + 1..].fill(None);
        let label = label_of(own, form, level, &counted);
        self.counted.insert(form_id, counted);
        if restart.is_some() {
            self.restarted.insert((id, level));
        }
        label
    }

    /// The form of a list, by way of the style that it may point to.
    fn form_of(&self, id: u32, styles: &Styles) -> Option<(u32, &Form)> {
        let mut id = id;
        for _ in 0..LINKS {
            let form = self.forms.get(&id)?;
            let Some(style) = &form.style else { return Some((id, form)) };
            id = self.lists.get(&styles.numbering_of(style)?)?.form;
        }
        None
    }
}

fn label_of(
    own: &Level,
    form: &Form,
    level: usize,
    counted: &[Option<u32>; LEVELS],
) -> Option<Label> {
    if own.format == "bullet" {
        return Some(Label::Bullet);
    }
    if own.format == "decimal" && is_plain(&own.text, level) {
        return counted[level].map(Label::Number);
    }
    let text = shown(own, form, counted);
    (!text.is_empty()).then_some(Label::Text(text))
}

/// Whether a number is shown as the lists of a manuscript show it.
fn is_plain(text: &str, level: usize) -> bool {
    let number = format!("%{}", level + 1);
    text.strip_prefix(&number)
        .is_some_and(|rest| matches!(rest, "" | "." | "\u{3001}" | "\u{ff0e}"))
}

fn shown(own: &Level, form: &Form, counted: &[Option<u32>; LEVELS]) -> String {
    let mut text = own.text.clone();
    for (at, value) in counted.iter().enumerate() {
        let mark = format!("%{}", at + 1);
        if text.contains(&mark) {
            let level = form.levels.get(&at);
            let value = value.unwrap_or_else(|| level.map_or(1, |level| level.start));
            let format = level.map_or("decimal", |level| level.format.as_str());
            text = text.replace(&mark, &labels::label(format, value));
        }
    }
    text.chars().take(40).collect()
}

fn form(node: Node<'_>) -> Form {
    let levels = elements(node).filter(|child| child.tag_name().name() == "lvl");
    let levels = levels.filter_map(|level| {
        let at: usize = number(level, "ilvl")?;
        Some((
            at,
            Level {
                format: value(level, "numFmt").unwrap_or("decimal").to_owned(),
                text: value(level, "lvlText").unwrap_or_default().chars().take(40).collect(),
                start: child(level, "start").and_then(|start| number(start, "val")).unwrap_or(1),
            },
        ))
    });
    let style = value(node, "numStyleLink").map(str::to_owned);
    Form { levels: levels.filter(|(at, _)| *at < LEVELS).collect(), style }
}

fn list(node: Node<'_>) -> List {
    let mut list = List { form: u32::MAX, starts: [None; LEVELS] };
    list.form = child(node, "abstractNumId").and_then(|id| number(id, "val")).unwrap_or(u32::MAX);
    for over in elements(node).filter(|child| child.tag_name().name() == "lvlOverride") {
        let level = number::<usize>(over, "ilvl").filter(|level| *level < LEVELS);
        let start = child(over, "startOverride").and_then(|start| number(start, "val"));
        if let (Some(level), Some(start)) = (level, start) {
            list.starts[level] = Some(start);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<numbering>
        <abstractNum abstractNumId='0'>
            <lvl ilvl='0'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='%1、'/></lvl>
            <lvl ilvl='1'><start val='1'/><numFmt val='decimal'/><lvlText val='%2.'/></lvl>
            <lvl ilvl='2'><start val='1'/><numFmt val='decimal'/><lvlText val='%2.%3'/></lvl>
        </abstractNum>
        <abstractNum abstractNumId='1'><numStyleLink val='a'/></abstractNum>
        <num numId='1'><abstractNumId val='0'/></num>
        <num numId='2'><abstractNumId val='0'/><lvlOverride ilvl='1'><startOverride val='5'/></lvlOverride></num>
        <num numId='3'><abstractNumId val='1'/></num>
    </numbering>";

    #[test]
    fn numbers_run_on_and_begin_anew() {
        let document = roxmltree::Document::parse(XML).unwrap();
        let mut numbering = Numbering::read(document.root_element());
        let styles = Styles::default();
        let text = |text: &str| Some(Label::Text(text.to_owned()));
        for (list, level, label) in [
            (1, 0, text("一、")),
            (1, 1, Some(Label::Number(1))),
            (1, 1, Some(Label::Number(2))),
            (1, 2, text("2.1")),
            (1, 0, text("二、")),
            (1, 1, Some(Label::Number(1))),
            (2, 1, Some(Label::Number(5))),
            (2, 1, Some(Label::Number(6))),
            (9, 0, None),
            (3, 0, None),
        ] {
            assert_eq!(numbering.next(list, level, &styles), label, "{list} {level}");
        }
    }

    #[test]
    fn a_circle_of_lists_ends() {
        let styles = "<styles><style styleId='a'><pPr><numPr><numId val='3'/></numPr></pPr></style></styles>";
        let styles = roxmltree::Document::parse(styles).unwrap();
        let document = roxmltree::Document::parse(XML).unwrap();
        let mut numbering = Numbering::read(document.root_element());
        assert_eq!(numbering.next(3, 0, &Styles::read(styles.root_element())), None);
    }
}
