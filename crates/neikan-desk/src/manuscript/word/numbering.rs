//! Numbers before paragraphs: counted as Word counts them, shown as Word shows them.

use std::collections::{BTreeMap, BTreeSet};

use super::styles::Styles;
use super::xml::{Node, attr, below, child, elements, number, switch, value};
use crate::manuscript::incoming::labels;
use hanzi::is_han;

/// The number of levels of a list.
const LEVELS: usize = 9;
/// How many times a list may point to another; also ends a cycle.
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
    /// The levels that this list overrides.
    levels: BTreeMap<usize, Level>,
}

#[derive(Debug, Default)]
struct Form {
    levels: BTreeMap<usize, Level>,
    style: Option<String>,
}

#[derive(Debug)]
struct Level {
    format: String,
    /// The fewest digits of a number, if the document says so.
    digits: Option<usize>,
    text: String,
    start: u32,
    /// The level, counted from 1: a paragraph at it or at a level above restarts the count; 0 for
    /// never. If absent, every level above restarts it.
    restart: Option<u32>,
    /// Whether the numbers of all levels are shown in digits.
    legal: bool,
    /// Whether there is a blank between number and text.
    gap: bool,
}

/// The label before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A bullet.
    Bullet,
    /// A number that a list of the manuscript shows as well, and how the document shows it.
    Number(u32, String),
    /// A text: 一、 or （1） or 1.2, with the blank after it.
    Text(String),
}

/// The levels of one list: its own, and those of its form.
#[derive(Clone, Copy)]
struct Levels<'a> {
    own: &'a BTreeMap<usize, Level>,
    form: &'a BTreeMap<usize, Level>,
}

impl<'a> Levels<'a> {
    fn at(self, level: usize) -> Option<&'a Level> {
        self.own.get(&level).or_else(|| self.form.get(&level))
    }
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

    /// Counts the next paragraph of a list and returns the label before it.
    pub fn next(&mut self, id: u32, level: u8, styles: &Styles) -> Option<Label> {
        let level = usize::from(level).min(LEVELS - 1);
        let list = self.lists.get(&id)?;
        let (form_id, form) = self.form_of(list.form, styles)?;
        let levels = Levels { own: &list.levels, form: &form.levels };
        let own = levels.at(level)?;
        let mut counted = self.counted.get(&form_id).copied().unwrap_or_default();
        let restart = list.starts[level].filter(|_| !self.restarted.contains(&(id, level)));
        let value = match (restart, counted[level]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => own.start,
        };
        counted[level] = Some(value);
        for (deeper, count) in counted.iter_mut().enumerate().skip(level + 1) {
            let restart = levels.at(deeper).and_then(|deeper| deeper.restart);
            if restart.is_none_or(|from| from as usize > level) {
                *count = None;
            }
        }
        let label = label_of(own, levels, level, &counted);
        self.counted.insert(form_id, counted);
        if restart.is_some() {
            self.restarted.insert((id, level));
        }
        label
    }

    /// The form of a list, found through the style that it may point to.
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
    levels: Levels<'_>,
    level: usize,
    counted: &[Option<u32>; LEVELS],
) -> Option<Label> {
    if own.format == "bullet" {
        return Some(Label::Bullet);
    }
    let mut text = shown(own, levels, counted);
    if text.is_empty() {
        return None;
    }
    if own.gap {
        text.extend(blank_after(&text));
    }
    match counted[level] {
        Some(value) if own.format == "decimal" && is_plain(&own.text, level) => {
            Some(Label::Number(value, text))
        }
        _ => Some(Label::Text(text)),
    }
}

/// The blank for the tab or space after a number; Chinese marks contain their own.
fn blank_after(label: &str) -> Option<char> {
    let last = label.chars().last()?;
    let wide = is_han(last) || ('\u{ff10}'..='\u{ff19}').contains(&last);
    let narrow = last.is_ascii_alphanumeric() || matches!(last, '.' | ')');
    if wide { Some('\u{3000}') } else { narrow.then_some(' ') }
}

/// Whether a number is shown as the lists of a manuscript show it.
fn is_plain(text: &str, level: usize) -> bool {
    let number = format!("%{}", level + 1);
    text.strip_prefix(&number)
        .is_some_and(|rest| matches!(rest, "" | "." | "\u{3001}" | "\u{ff0e}"))
}

fn shown(own: &Level, levels: Levels<'_>, counted: &[Option<u32>; LEVELS]) -> String {
    let mut text = own.text.clone();
    for (at, value) in counted.iter().enumerate() {
        let mark = format!("%{}", at + 1);
        if text.contains(&mark) {
            let level = levels.at(at);
            let value = value.unwrap_or_else(|| level.map_or(1, |level| level.start));
            let number = match level {
                Some(level) if !own.legal => level.number(value),
                _ => value.to_string(),
            };
            text = text.replace(&mark, &number);
        }
    }
    text.chars().take(40).collect()
}

impl Level {
    fn read(node: Node<'_>) -> Self {
        // A form that not every program knows comes beside one that every program knows.
        let format = child(node, "numFmt").or_else(|| below(node, "numFmt"));
        let pattern = format.and_then(|format| attr(format, "format")).unwrap_or_default();
        let digits = pattern.chars().take_while(char::is_ascii_digit).count();
        let digits = Some(digits).filter(|&digits| digits > 1 && pattern.starts_with('0'));
        let format = format.and_then(|format| attr(format, "val"));
        let count = |name| child(node, name).and_then(|found| number(found, "val"));
        Self {
            format: format.unwrap_or("decimal").to_owned(),
            digits,
            text: value(node, "lvlText").unwrap_or_default().chars().take(40).collect(),
            start: count("start").unwrap_or(1),
            restart: count("lvlRestart"),
            legal: switch(node, "isLgl") == Some(true),
            gap: value(node, "suff") != Some("nothing"),
        }
    }

    fn number(&self, value: u32) -> String {
        match self.digits {
            Some(digits) => labels::padded(value, digits),
            None => labels::label(&self.format, value),
        }
    }
}

fn form(node: Node<'_>) -> Form {
    let levels = elements(node).filter(|child| child.tag_name().name() == "lvl");
    let levels = levels.filter_map(|level| Some((number(level, "ilvl")?, Level::read(level))));
    let style = value(node, "numStyleLink").map(str::to_owned);
    Form { levels: levels.filter(|(at, _)| *at < LEVELS).collect(), style }
}

fn list(node: Node<'_>) -> List {
    let mut list = List { form: u32::MAX, ..List::default() };
    list.form = child(node, "abstractNumId").and_then(|id| number(id, "val")).unwrap_or(u32::MAX);
    for over in elements(node).filter(|child| child.tag_name().name() == "lvlOverride") {
        let Some(level) = number::<usize>(over, "ilvl").filter(|level| *level < LEVELS) else {
            continue;
        };
        if let Some(own) = child(over, "lvl") {
            list.levels.insert(level, Level::read(own));
        }
        let start = child(over, "startOverride").and_then(|start| number(start, "val"));
        list.starts[level] = start;
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
        let number = |value: u32| Some(Label::Number(value, format!("{value}. ")));
        for (list, level, label) in [
            (1, 0, text("一、")),
            (1, 1, number(1)),
            (1, 1, number(2)),
            (1, 2, text("2.1 ")),
            (1, 0, text("二、")),
            (1, 1, number(1)),
            (2, 1, number(5)),
            (2, 1, number(6)),
            (9, 0, None),
            (3, 0, None),
        ] {
            assert_eq!(numbering.next(list, level, &styles), label, "{list} {level}");
        }
    }

    /// The labels of paragraphs at some levels of list 1, or of list 2 for levels given with 10
    /// added.
    fn labels_of(xml: &str, paragraphs: &[u8]) -> Vec<String> {
        let document = roxmltree::Document::parse(xml).unwrap();
        let mut numbering = Numbering::read(document.root_element());
        let styles = Styles::default();
        let mut next =
            |level: u8| match numbering.next(if level < 10 { 1 } else { 2 }, level % 10, &styles) {
                Some(Label::Text(text) | Label::Number(_, text)) => text,
                Some(Label::Bullet) => "•".to_owned(),
                None => String::new(),
            };
        paragraphs.iter().map(|&level| next(level)).collect()
    }

    #[test]
    fn articles_run_on_through_the_chapters() {
        let xml = "<numbering><abstractNum abstractNumId='0'>
            <lvl ilvl='0'><start val='1'/><numFmt val='chineseCountingThousand'/><lvlText val='第%1章'/></lvl>
            <lvl ilvl='1'><start val='1'/><numFmt val='chineseCountingThousand'/><lvlRestart val='0'/><lvlText val='第%2条'/><suff val='space'/></lvl>
            <lvl ilvl='2'><start val='1'/><numFmt val='decimal'/><lvlRestart val='1'/><lvlText val='（%3）'/></lvl>
            <lvl ilvl='3'><start val='1'/><numFmt val='decimal'/><isLgl/><lvlText val='%1.%4'/><suff val='nothing'/></lvl>
            </abstractNum><num numId='1'><abstractNumId val='0'/></num></numbering>";
        assert_eq!(
            labels_of(xml, &[0, 1, 2, 1, 2, 3, 0, 1, 2, 3]),
            [
                "第一章\u{3000}",
                "第一条\u{3000}",
                "（1）",
                "第二条\u{3000}",
                "（2）",
                "1.1",
                "第二章\u{3000}",
                "第三条\u{3000}",
                "（1）",
                "2.1"
            ]
        );
    }

    #[test]
    fn a_list_may_have_levels_of_its_own() {
        let xml = "<numbering><abstractNum abstractNumId='0'>
            <lvl ilvl='0'><start val='1'/><numFmt val='decimal'/><lvlText val='%1.'/></lvl>
            <lvl ilvl='1'><numFmt val='custom' format='001, 002, 003, ...'/><lvlText val='%2'/></lvl>
            </abstractNum>
            <num numId='1'><abstractNumId val='0'/></num>
            <num numId='2'><abstractNumId val='0'/><lvlOverride ilvl='0'><startOverride val='3'/>
            <lvl ilvl='0'><numFmt val='chineseCounting'/><lvlText val='（%1）'/></lvl></lvlOverride></num>
            </numbering>";
        assert_eq!(labels_of(xml, &[0, 10, 10, 1, 0]), ["1. ", "（三）", "（四）", "001 ", "5. "]);
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
