//! Numbers before paragraphs: counted and shown as list styles say (OpenDocument 1.3, 16.30–16.34).

use std::collections::BTreeMap;

use crate::manuscript::incoming::labels;
use crate::manuscript::incoming::numbers::Label;
use crate::manuscript::incoming::xml::{Node, attr, child, elements, number};

/// The number of levels of a list.
pub const LEVELS: usize = 10;
/// The longest number that is shown, in characters.
const SHOWN: usize = 40;

/// The list that the numbers of headings belong to.
pub const OUTLINE: u32 = 0;

/// The list styles of a document and how far each list has been counted.
#[derive(Debug, Default)]
pub struct Lists {
    forms: BTreeMap<String, Form>,
    outline: Form,
    counted: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// The lists by the identifiers with which others continue them.
    ids: BTreeMap<String, u32>,
    /// The last list in each style.
    last: BTreeMap<String, u32>,
    count: u32,
}

type Form = BTreeMap<usize, Level>;

#[derive(Debug, Clone)]
struct Level {
    bullet: bool,
    format: String,
    sync: bool,
    prefix: String,
    suffix: String,
    template: Option<String>,
    start: u32,
    shown: usize,
}

/// A list that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Which list it is.
    pub list: u32,
    /// Its style.
    pub style: Option<String>,
    /// Its level, from 0.
    pub level: usize,
}

impl Lists {
    /// Reads the list styles of `styles.xml` and `content.xml`.
    pub fn read(roots: &[Node<'_>]) -> Self {
        let mut lists = Self::default();
        for root in roots {
            for group in ["styles", "automatic-styles"].into_iter().filter_map(|n| child(*root, n))
            {
                for node in elements(group) {
                    match (node.tag_name().name(), attr(node, "name")) {
                        ("outline-style", _) => lists.outline = form(node),
                        ("list-style", Some(name)) => {
                            lists.forms.insert(name.to_owned(), form(node));
                        }
                        _ => {}
                    }
                }
            }
        }
        lists
    }

    /// Opens a list, within another or by itself.
    pub fn open(&mut self, node: Node<'_>, outer: Option<&Open>) -> Open {
        let style = attr(node, "style-name").map(str::to_owned);
        if let Some(outer) = outer
            && style.as_ref().is_none_or(|style| Some(style) == outer.style.as_ref())
        {
            return Open { level: (outer.level + 1).min(LEVELS - 1), ..outer.clone() };
        }
        let level = outer.map_or(0, |outer| (outer.level + 1).min(LEVELS - 1));
        let before = attr(node, "continue-list").and_then(|id| self.ids.get(id)).copied();
        let same = || self.last.get(style.as_deref().unwrap_or_default()).copied();
        let goes_on = attr(node, "continue-numbering") == Some("true");
        let list = before.or_else(|| if goes_on { same() } else { None }).unwrap_or_else(|| {
            self.count += 1;
            self.count
        });
        self.last.insert(style.clone().unwrap_or_default(), list);
        if let Some(id) = attr(node, "id") {
            self.ids.insert(id.to_owned(), list);
        }
        Open { list, style, level }
    }

    /// Counts the next paragraph of a list and returns the label before it.
    pub fn next(&mut self, open: &Open, style: Option<&str>, start: Option<u32>) -> Option<Label> {
        let style = style.or(open.style.as_deref())?;
        let form = self.forms.get(style)?;
        count(&mut self.counted, form, open.list, open.level, start)
    }

    /// Counts the next heading (`level` is from 0) and returns the number before it.
    pub fn heading(&mut self, level: usize, start: Option<u32>) -> Option<Label> {
        count(&mut self.counted, &self.outline, OUTLINE, level.min(LEVELS - 1), start)
    }
}

fn count(
    all: &mut BTreeMap<u32, [Option<u32>; LEVELS]>,
    form: &Form,
    list: u32,
    level: usize,
    start: Option<u32>,
) -> Option<Label> {
    let own = form.get(&level)?;
    let counted = all.entry(list).or_default();
    let next = counted[level].map(|last| last.saturating_add(1));
    counted[level] = Some(start.or(next).unwrap_or(own.start));
    counted[level + 1..].fill(None);
    if own.bullet {
        return Some(Label::Bullet);
    }
    Label::shown(&shown(own, form, level, counted))
}

/// The number of a paragraph as it is shown.
fn shown(own: &Level, form: &Form, level: usize, counted: &[Option<u32>; LEVELS]) -> String {
    let number = |at: usize| -> String {
        let Some(level) = form.get(&at).filter(|level| !level.bullet) else { return String::new() };
        formatted(&level.format, level.sync, counted[at].unwrap_or(level.start))
    };
    let text = match &own.template {
        Some(template) => {
            let places = 0..=level;
            places.fold(template.clone(), |text, at| {
                let mark = format!("%{}%", at + 1);
                if text.contains(&mark) { text.replace(&mark, &number(at)) } else { text }
            })
        }
        None if own.format.is_empty() => format!("{}{}", own.prefix, own.suffix),
        None => {
            let first = (level + 1).saturating_sub(own.shown.max(1));
            let numbers: Vec<String> =
                (first..=level).map(number).filter(|number| !number.is_empty()).collect();
            format!("{}{}{}", own.prefix, numbers.join("."), own.suffix)
        }
    };
    text.chars().take(SHOWN).collect()
}

/// A number in the form of `style:num-format`: the first of the numbers it lists.
fn formatted(format: &str, sync: bool, value: u32) -> String {
    let known = match format.chars().next() {
        None => "none",
        Some('a') if sync => "lowerLetter",
        Some('A') if sync => "upperLetter",
        Some('a') => return letters(value).to_lowercase(),
        Some('A') => return letters(value),
        Some('i') => "lowerRoman",
        Some('I') => "upperRoman",
        Some('一') => "chineseCounting",
        Some('〇') => "ideographDigital",
        Some('壹') if format.contains('貳') => "ideographLegalTraditional",
        Some('壹') => "chineseLegalSimplified",
        _ if format.starts_with("甲子") => "ideographZodiacTraditional",
        Some('甲') => "ideographTraditional",
        Some('子') => "ideographZodiac",
        Some('㊀') => "ideographEnclosedCircle",
        Some('①') => "decimalEnclosedCircle",
        Some('⑴') => "decimalEnclosedParen",
        Some('⒈') => "decimalEnclosedFullstop",
        Some('１') => "decimalFullWidth",
        Some('0') => "decimalZero",
        Some(_) => "decimal",
    };
    labels::label(known, value)
}

/// A to Z, then AA, AB, …
fn letters(value: u32) -> String {
    let mut rest = value;
    let mut out = Vec::new();
    while rest > 0 {
        let at = (rest - 1) % 26;
        out.push(char::from(b'A' + at as u8));
        rest = (rest - 1) / 26;
    }
    out.iter().rev().collect()
}

fn form(node: Node<'_>) -> Form {
    let levels = elements(node).filter_map(|level| {
        let at = number::<usize>(level, "level")?.checked_sub(1).filter(|at| *at < LEVELS)?;
        let text = |name| -> String {
            attr(level, name).unwrap_or_default().chars().take(SHOWN).collect()
        };
        let name = level.tag_name().name();
        let template = attr(level, "num-list-format").map(|_| text("num-list-format"));
        Some((
            at,
            Level {
                bullet: name.ends_with("bullet") || name.ends_with("image"),
                format: text("num-format"),
                sync: attr(level, "num-letter-sync") == Some("true"),
                prefix: text("num-prefix"),
                suffix: text("num-suffix"),
                template: template.filter(|text| !text.is_empty()),
                start: number(level, "start-value").unwrap_or(1),
                shown: number(level, "display-levels").unwrap_or(1),
            },
        ))
    });
    levels.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<r><styles>
        <outline-style><outline-level-style level='1' num-format='一, 二, 三, ...' num-prefix='第' num-suffix='章'/></outline-style>
        <list-style name='L'>
            <list-level-style-number level='1' num-format='一, 二, 三, ...' num-suffix='、'/>
            <list-level-style-number level='2' num-format='1' num-prefix='（' num-suffix='）' start-value='3'/>
            <list-level-style-number level='3' num-format='1' display-levels='2' num-suffix='.'/>
            <list-level-style-bullet level='4'/>
            <list-level-style-number level='5' num-format=''/>
        </list-style></styles>
        <list id='x' style-name='L'><list/></list><list style-name='L' continue-list='x'/><list style-name='L'/></r>";

    fn text(text: &str) -> Option<Label> {
        Some(Label::Text(text.to_owned()))
    }

    #[test]
    fn numbers_run_on_and_begin_anew() {
        let document = roxmltree::Document::parse(XML).unwrap();
        let root = document.root_element();
        let nodes: Vec<Node<'_>> = elements(root).skip(1).collect();
        let mut lists = Lists::read(&[root]);
        let first = lists.open(nodes[0], None);
        assert_eq!(lists.next(&first, None, None), text("一、"));
        let second = lists.open(child(nodes[0], "list").unwrap(), Some(&first));
        assert_eq!(lists.next(&second, None, None), text("（3）"));
        let third = Open { level: 2, ..second.clone() };
        assert_eq!(lists.next(&third, None, None), text("3.1."));
        assert_eq!(
            lists.next(&Open { level: 3, ..third.clone() }, None, None),
            Some(Label::Bullet)
        );
        assert_eq!(lists.next(&Open { level: 4, ..third }, None, None), None);
        assert_eq!(lists.next(&first, None, Some(5)), text("五、"));
        assert_eq!(lists.next(&second, None, None), text("（3）"));
        let more = lists.open(nodes[1], None);
        assert_eq!(lists.next(&more, None, None), text("六、"));
        let other = lists.open(nodes[2], None);
        assert_eq!(lists.next(&other, None, None), text("一、"));
        assert_eq!(lists.heading(0, None), text("第一章"));
        assert_eq!(lists.heading(0, None), text("第二章"));
    }

    #[test]
    fn numbers_have_the_forms_of_the_list() {
        for (format, value, shown) in [
            ("1", 7, "7"),
            ("a", 28, "ab"),
            ("I", 4, "IV"),
            ("①, ②, ③, ...", 2, "②"),
            ("甲, 乙, 丙, ...", 3, "丙"),
            ("壹, 貳, 參, ...", 12, "壹拾貳"),
            ("１, ２, ３, ...", 10, "１０"),
        ] {
            assert_eq!(formatted(format, false, value), shown, "{format} {value}");
        }
    }
}
