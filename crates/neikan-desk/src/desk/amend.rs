//! Amending a text that people write: one value is changed where it stands, and all else stays as it
//! is, comments and form.
//!
//! What was changed by lines is held against what a reader makes of it: where the text would then say
//! anything but what it said before and the change, nothing is changed.

use serde_json::{Map, Value};

use crate::manuscript::markdown::{body_start, read_body};
use crate::manuscript::model::{Block, BlockKind, Part, walk};
use crate::publication::Focus;
use crate::publication::places::{Places, places};
use neikan_base::diagnostic::Findings;

/// A change of one value.
#[derive(Debug, Clone, PartialEq)]
pub enum Amendment {
    /// A value of its own gets another text; without one its key goes.
    Set(&'static str, Option<String>),
    /// A list gets an entry more: keys with their texts, in their order.
    Add(&'static str, Vec<(&'static str, String)>),
    /// A list loses an entry, counted from 0.
    Drop(&'static str, usize),
}

/// The text of an article with its front matter amended; `None` where it is written in a way that
/// cannot be changed safely.
pub fn article(text: &str, change: &Amendment) -> Option<String> {
    let start = body_start(text);
    let end = text.get(..start)?.strip_suffix("---\n")?.len();
    let head = text.get(4..end)?;
    Some(["---\n", data(head, change)?.as_str(), &text[end..]].concat())
}

/// The text of a data file amended, as [`article`] does it. Keys are JSON pointers.
pub fn data(text: &str, change: &Amendment) -> Option<String> {
    let own = places(text, "", 0, &mut Findings::default());
    let lines = Lines(text.split_inclusive('\n').collect());
    let mut wanted = tree(text)?;
    let new = match change {
        Amendment::Set(pointer, value) => {
            set_in(&mut wanted, pointer, value.as_deref().map(one_line))?;
            match value {
                Some(value) => lines.set(&own, pointer, value)?,
                None => lines.without_key(&own, pointer)?,
            }
        }
        Amendment::Add(pointer, entry) => {
            let values = entry.iter().map(|(key, text)| ((*key).to_owned(), one_line(text).into()));
            let list =
                wanted.as_object_mut()?.entry(pointer.strip_prefix('/')?).or_insert(Value::Null);
            if list.is_null() {
                *list = Value::Array(Vec::new());
            }
            list.as_array_mut()?.push(Value::Object(values.collect()));
            lines.add(&own, pointer, entry)?
        }
        Amendment::Drop(pointer, index) => {
            let list = wanted.pointer_mut(pointer)?.as_array_mut()?;
            if *index >= list.len() {
                return None;
            }
            list.remove(*index);
            if list.is_empty() {
                wanted.as_object_mut()?.remove(pointer.strip_prefix('/')?);
                lines.without_key(&own, pointer)?
            } else {
                lines.without_entry(&own, pointer, *index)?
            }
        }
    };
    (tree(&new)? == wanted).then_some(new)
}

/// The text of an article in which the picture at a line that has this path keeps another point, in % from
/// the left and from the top; `None` where there is none, or it is written in a way that cannot be changed
/// safely.
pub fn focus(text: &str, line: usize, path: &str, [x, y]: [u8; 2]) -> Option<String> {
    let start = body_start(text);
    let all: Vec<&str> = text.split_inclusive('\n').collect();
    let at: usize = all.get(..line.checked_sub(1)?)?.iter().map(|line| line.len()).sum();
    let own = all.get(line - 1)?;
    let opened = own.find(&format!("]({path}"))? + path.len() + 2;
    let closed = opened + closing(own.get(opened..)?)?;
    let wanted = format!("{x}% {y}%");
    let value = format!("focus=\"{wanted}\"");
    let point: Focus = wanted.parse().ok()?;
    let rest = own.get(closed..)?;
    let tail = match rest.strip_prefix('{') {
        Some(inner) => {
            let end = attributes_end(inner)?;
            let kept = without_focus(&inner[..end]);
            let gap = if kept.is_empty() { "" } else { " " };
            format!("{{{kept}{gap}{value}}}{}", &inner[end + 1..])
        }
        None => format!("{{{value}}}{rest}"),
    };
    let new = [&text[..at + closed], tail.as_str(), &text[at + own.len()..]].concat();
    let read = |text: &str| {
        let mut findings = Findings::default();
        let blocks = read_body(text.get(start..)?, "", 0, &mut findings);
        (!findings.stops()).then_some(blocks)
    };
    let (old, read) = (read(text)?, read(&new)?);
    let number = line - text[..start].matches('\n').count();
    let mut wanted = foci(&old);
    let mut same = wanted.iter_mut().filter(|own| own.0 == path && own.1 == number);
    same.next()?.2 = [point.0, point.1];
    if same.next().is_some() {
        return None;
    }
    let alike = bare(&old)? == bare(&read)?;
    (alike && foci(&read) == wanted).then_some(new)
}

/// Where the brackets of a picture end, from behind its path: a title in quotation marks may have
/// brackets of its own.
fn closing(rest: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ')' if !quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Where attributes end, from behind their opening brace.
fn attributes_end(inner: &str) -> Option<usize> {
    let mut quoted = false;
    let mut found = inner.char_indices().filter(|(_, c)| {
        quoted ^= *c == '"';
        *c == '}' && !quoted
    });
    found.next().map(|(at, _)| at)
}

/// Attributes without the one that names the point to be kept.
fn without_focus(attributes: &str) -> String {
    let Some(at) = attributes.find("focus=\"") else { return attributes.trim().to_owned() };
    let rest = &attributes[at + 7..];
    let end = rest.find('"').map_or(rest.len(), |end| end + 1);
    [attributes[..at].trim(), rest[end..].trim()].join(" ").trim().to_owned()
}

/// The pictures of a body: path, line, and the point that is kept.
fn foci(blocks: &[Block]) -> Vec<(String, usize, [f64; 2])> {
    let mut out = Vec::new();
    walk(blocks, &mut |part| {
        if let Part::Block(Block { kind: BlockKind::Figure(figure), .. }) = part {
            let own = figure.pictures.iter();
            out.extend(own.map(|picture| (picture.path.clone(), picture.line, picture.focus)));
        }
    });
    out
}

/// A body as data, whichever points its pictures keep.
fn bare(blocks: &[Block]) -> Option<Value> {
    let mut value = serde_json::to_value(blocks).ok()?;
    forget(&mut value);
    Some(value)
}

fn forget(value: &mut Value) {
    match value {
        Value::Object(own) => {
            own.remove("focus");
            own.values_mut().for_each(forget);
        }
        Value::Array(own) => own.iter_mut().for_each(forget),
        _ => {}
    }
}

/// What a text says as YAML.
fn tree(text: &str) -> Option<Value> {
    match serde_yaml::from_str(text).ok()? {
        Value::Null => Some(Value::Object(Map::new())),
        tree @ Value::Object(_) => Some(tree),
        _ => None,
    }
}

/// Sets a text in a tree, or removes it.
fn set_in(tree: &mut Value, pointer: &str, value: Option<String>) -> Option<()> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let parent = tree.pointer_mut(parent)?.as_object_mut()?;
    match value {
        Some(value) => drop(parent.insert(key.to_owned(), value.into())),
        None => drop(parent.remove(key)),
    }
    Some(())
}

/// A text with a space for each stretch of white space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as YAML has it on one line.
fn scalar(text: &str) -> Option<String> {
    let line = one_line(text);
    let plain = serde_yaml::to_string(&line).ok()?.trim_end().to_owned();
    if plain.contains('\n') { serde_json::to_string(&line).ok() } else { Some(plain) }
}

/// The lines of a YAML text, each with its end.
struct Lines<'a>(Vec<&'a str>);

impl Lines<'_> {
    /// The row, from 0, of a key that stands at the beginning of its line.
    fn row(&self, places: &Places, pointer: &str) -> Option<(usize, usize)> {
        let place = places.key(pointer);
        let row = place.line.checked_sub(1)?;
        let indent = place.column.checked_sub(1)?;
        let before: String = self.0.get(row)?.chars().take(indent).collect();
        before.trim().is_empty().then_some((row, indent))
    }

    /// The row behind a block that begins at a row: behind the lines that are indented further, or, for
    /// a list, begin an entry.
    fn end(&self, row: usize, indent: usize, is_list: bool) -> usize {
        let mut end = row + 1;
        for (number, line) in self.0.iter().enumerate().skip(row + 1) {
            let text = line.trim_start();
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let own = line.len() - text.len();
            if own < indent || own == indent && !(is_list && text.starts_with("- ")) {
                break;
            }
            end = number + 1;
        }
        end
    }

    /// The text with other lines in the place of some.
    fn with(&self, rows: std::ops::Range<usize>, new: &str) -> Option<String> {
        let (before, after) = (self.0.get(..rows.start)?, self.0.get(rows.end..)?);
        let mut head = before.concat();
        if !head.is_empty() && !head.ends_with('\n') {
            head.push('\n');
        }
        Some([head.as_str(), new, &after.concat()].concat())
    }

    fn set(&self, places: &Places, pointer: &str, value: &str) -> Option<String> {
        let value = scalar(value)?;
        if let Some((row, indent)) = self.row(places, pointer) {
            let line = self.0[row].trim_end_matches('\n');
            let key = line.get(indent..)?.split_once(':')?.0.len() + indent + 1;
            let comment = comment(&line[key..]);
            let comment = if comment.is_empty() { String::new() } else { format!(" {comment}") };
            return self.with(row..row + 1, &format!("{} {value}{comment}\n", &line[..key]));
        }
        let (parent, key) = pointer.rsplit_once('/')?;
        if parent.is_empty() {
            return self.with(self.0.len()..self.0.len(), &format!("{key}: {value}\n"));
        }
        // Beside its sisters, behind the first of them.
        let (row, indent) = self.row(places, parent)?;
        let first = self.0.get(row + 1)?;
        let inner = first.len() - first.trim_start().len();
        let plain = inner > indent && !first.trim_start().starts_with(['#', '-', '\n']);
        let new = format!("{}{key}: {value}\n", " ".repeat(inner));
        plain.then(|| self.with(row + 2..row + 2, &new))?
    }

    fn without_key(&self, places: &Places, pointer: &str) -> Option<String> {
        let (row, indent) = self.row(places, pointer)?;
        self.with(row..self.end(row, indent, true), "")
    }

    fn add(
        &self,
        places: &Places,
        pointer: &str,
        entry: &[(&'static str, String)],
    ) -> Option<String> {
        let key = pointer.strip_prefix('/')?;
        let Some((row, indent)) = self.row(places, pointer) else {
            let new = format!("{key}:\n{}", lines_of(entry, 2)?);
            return self.with(self.0.len()..self.0.len(), &new);
        };
        let line = self.0[row].trim_end_matches('\n');
        let (name, rest) = line.split_once(':')?;
        let rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("[]") {
            let new = format!("{name}:{}\n{}", after.trim_end(), lines_of(entry, indent + 2)?);
            return self.with(row..row + 1, &new);
        }
        if !rest.is_empty() && !rest.starts_with('#') {
            return None;
        }
        let end = self.end(row, indent, true);
        let first =
            self.0.get(row + 1..end)?.iter().find(|line| line.trim_start().starts_with("- "));
        let inner = first.map_or(indent + 2, |line| line.len() - line.trim_start().len());
        self.with(end..end, &lines_of(entry, inner)?)
    }

    fn without_entry(&self, places: &Places, pointer: &str, index: usize) -> Option<String> {
        let row = |index: usize| {
            let row = places.value(&format!("{pointer}/{index}")).line.checked_sub(1)?;
            self.0.get(row)?.trim_start().starts_with("- ").then_some(row)
        };
        let (from, (key, indent)) = (row(index)?, self.row(places, pointer)?);
        let to = row(index + 1).unwrap_or_else(|| self.end(key, indent, true));
        self.with(from..to, "")
    }
}

/// What stands behind a value on its line, from the mark of a comment on.
fn comment(rest: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(own), c) if own == c => quote = None,
            (None, '"' | '\'') if before == ' ' => quote = Some(c),
            (None, '#') if before == ' ' => return &rest[at..],
            _ => {}
        }
        before = c;
    }
    ""
}

/// An entry of a list, a key on each line.
fn lines_of(entry: &[(&'static str, String)], indent: usize) -> Option<String> {
    let mut out = String::new();
    for (number, (key, text)) in entry.iter().enumerate() {
        let mark = if number == 0 { "- " } else { "  " };
        out += &format!("{}{mark}{key}: {}\n", " ".repeat(indent), scalar(text)?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# 甲\ntitle: 乙 # 丙\nopener: \"half\"   # 丁\nnotes:\n  # 戊\n  - text: 一\n    by: 许\n  - text: '二: #'\n\ncover:\n  picture: images/a.jpg\n  alt: 图\n";

    fn set(pointer: &'static str, value: &str) -> Amendment {
        Amendment::Set(pointer, Some(value.to_owned()))
    }

    #[test]
    fn a_value_changes_where_it_stands() {
        let cases = [
            (set("/opener", "band"), "opener: \"half\"   # 丁\n", "opener: band # 丁\n"),
            (set("/title", "己: 庚"), "title: 乙 # 丙\n", "title: '己: 庚' # 丙\n"),
            (Amendment::Set("/opener", None), "opener: \"half\"   # 丁\n", ""),
            (set("/cover/focus", "30% 40%"), "a.jpg\n", "a.jpg\n  focus: 30% 40%\n"),
            (
                Amendment::Add(
                    "/notes",
                    vec![("at", "“三”".to_owned()), ("text", "a\nb".to_owned())],
                ),
                "'二: #'\n",
                "'二: #'\n  - at: “三”\n    text: a b\n",
            ),
            (Amendment::Drop("/notes", 0), "  - text: 一\n    by: 许\n", ""),
            (Amendment::Drop("/notes", 1), "  - text: '二: #'\n", ""),
            (
                Amendment::Add("/waivers", vec![("rule", "dash-form".to_owned())]),
                "  alt: 图\n",
                "  alt: 图\nwaivers:\n  - rule: dash-form\n",
            ),
        ];
        for (change, from, to) in cases {
            assert_eq!(HEAD.matches(from).count(), 1, "{from}");
            assert_eq!(data(HEAD, &change), Some(HEAD.replace(from, to)), "{change:?}");
        }
        let text = "---\ntitle: 甲\n---\n正文。\n";
        let new = "---\ntitle: 甲\nopener: type\n---\n正文。\n";
        assert_eq!(article(text, &set("/opener", "type")).as_deref(), Some(new));
        let add = Amendment::Add("/notes", vec![("text", "一".to_owned())]);
        for (before, after) in [
            ("notes: [] # 空\n", "notes: # 空\n  - text: 一\n"),
            ("notes:\n- text: 零\nkey: 1\n", "notes:\n- text: 零\n- text: 一\nkey: 1\n"),
        ] {
            assert_eq!(data(before, &add).as_deref(), Some(after));
        }
        let last = data("notes:\n  - text: 一\nkey: 1\n", &Amendment::Drop("/notes", 0));
        assert_eq!(last.as_deref(), Some("key: 1\n"));
    }

    #[test]
    fn what_cannot_be_changed_by_lines_is_left_alone() {
        let add = Amendment::Add("/notes", vec![("text", "一".to_owned())]);
        for text in ["notes: [{text: 零}]\n", "notes: {}\n", "{notes: []}\n", "- a\n", "a: [\n"] {
            assert_eq!(data(text, &add), None, "{text}");
        }
        assert_eq!(data("cover: {picture: a}\n", &set("/cover/focus", "1% 2%")), None);
        assert_eq!(data("title: >\n  甲\n  乙\n", &set("/title", "丙")), None);
        assert_eq!(article("没有表头", &set("/opener", "type")), None);
    }

    #[test]
    fn the_point_that_a_picture_keeps_is_an_attribute() {
        let head = "---\ntitle: 甲\n---\n前文。\n\n";
        for (before, after) in [
            ("![图](images/a.jpg)", "![图](images/a.jpg){focus=\"30% 40%\"}"),
            (
                "![图](images/a.jpg \"说（一）) 完\"){credit=\"何岸 摄\" .full}",
                "![图](images/a.jpg \"说（一）) 完\"){credit=\"何岸 摄\" .full focus=\"30% 40%\"}",
            ),
            (
                "![图](images/a.jpg){.full focus=\"1% 2%\" credit=\"甲\"}",
                "![图](images/a.jpg){.full credit=\"甲\" focus=\"30% 40%\"}",
            ),
        ] {
            let (text, wanted) =
                (format!("{head}{before}\n\n后文。\n"), format!("{head}{after}\n\n后文。\n"));
            assert_eq!(focus(&text, 6, "images/a.jpg", [30, 40]), Some(wanted));
            assert_eq!(focus(&text, 6, "images/b.jpg", [30, 40]), None);
            assert_eq!(focus(&text, 4, "images/a.jpg", [30, 40]), None);
        }
    }
}
