//! Writes `recipients.yml` entry by entry: what did not change, comments included, stays as it is.

use serde_json::Value;

use super::FILE;
use crate::diagnostic::{Failure, Finding, Place};
use crate::publication::{Document, Project, Recipient, Recipients};

/// The line of a list without entries.
const EMPTY: &str = "recipients: []";
/// The keys of an entry in the order in which they are written; others follow.
const ORDER: [&str; 7] = ["number", "name", "title", "unit", "category", "email", "format"];

/// What becomes of an entry.
#[derive(Debug, Clone)]
pub enum Edit {
    /// The entry with this index is written anew.
    Replace(usize, Recipient),
    /// The entry with this index is taken out.
    Remove(usize),
    /// An entry is added at the end.
    Append(Recipient),
}

/// The text of a project's list with the given edits.
///
/// # Errors
/// The finding `recipients-form` when entries do not have lines of their own.
pub fn text(
    project: &Project,
    list: Option<&Document<Recipients>>,
    edits: &[Edit],
) -> Result<String, Failure> {
    let text = edited(list, edits).map_err(|finding| {
        let file = || Place::file(project.show(&project.issues().join(FILE)));
        finding.at(list.map_or_else(file, |list| list.places.key("/recipients")))
    });
    Ok(text?)
}

/// The text of the list with the given edits.
///
/// # Errors
/// The finding `recipients-form` when entries do not have lines of their own.
pub fn edited(list: Option<&Document<Recipients>>, edits: &[Edit]) -> Result<String, Finding> {
    let Some(list) = list else { return begun("recipients: []\n", edits) };
    if list.value.recipients.is_empty() {
        return begun(&list.text, edits);
    }
    let lines: Vec<&str> = list.text.lines().collect();
    let spans = spans(list, &lines)?;
    let indent = lines[spans[0].0].find('-').unwrap_or(2);
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    for (index, &(start, end)) in spans.iter().enumerate() {
        out.extend(lines[at..start].iter().map(|line| (*line).to_owned()));
        out.extend(entry(index, &lines[start..end], indent, edits));
        at = end;
    }
    out.extend(appended(edits, indent));
    out.extend(lines[at..].iter().map(|line| (*line).to_owned()));
    let removed = edits.iter().filter(|edit| matches!(edit, Edit::Remove(_))).count();
    let added = edits.iter().any(|edit| matches!(edit, Edit::Append(_)));
    if removed == spans.len() && !added {
        let key = out.iter_mut().find(|line| line.starts_with("recipients:"));
        *key.ok_or_else(|| Finding::stop("recipients-form"))? = EMPTY.to_owned();
    }
    Ok(out.join("\n") + "\n")
}

/// The text of a list without entries, with those that are added.
fn begun(text: &str, edits: &[Edit]) -> Result<String, Finding> {
    let entries = appended(edits, 2);
    if entries.is_empty() {
        return Ok(text.to_owned());
    }
    let filled = format!("recipients:\n{}", entries.join("\n"));
    let line = |line: &str| if line.trim_end() == EMPTY { filled.clone() } else { line.to_owned() };
    let lines: Vec<String> = text.lines().map(line).collect();
    let out = lines.join("\n") + "\n";
    if out.contains(&filled) { Ok(out) } else { Err(Finding::stop("recipients-form")) }
}

fn appended(edits: &[Edit], indent: usize) -> Vec<String> {
    let added = edits.iter().filter_map(|edit| match edit {
        Edit::Append(recipient) => Some(line(recipient, indent)),
        _ => None,
    });
    added.collect()
}

/// What becomes of the lines of an entry.
fn entry(index: usize, lines: &[&str], indent: usize, edits: &[Edit]) -> Vec<String> {
    let edit = edits.iter().find(|edit| match edit {
        Edit::Replace(at, _) | Edit::Remove(at) => *at == index,
        Edit::Append(_) => false,
    });
    match edit {
        Some(Edit::Replace(_, recipient)) => {
            let mut out: Vec<String> = comments(lines);
            let mut new = line(recipient, indent);
            if let [single] = lines {
                new.push_str(single.rsplit_once('}').map_or("", |(_, rest)| rest));
            }
            out.push(new);
            out
        }
        Some(Edit::Remove(_)) => comments(lines),
        _ => lines.iter().map(|line| (*line).to_owned()).collect(),
    }
}

/// The lines of an entry that are comments.
fn comments(lines: &[&str]) -> Vec<String> {
    let comments = lines.iter().filter(|line| line.trim_start().starts_with('#'));
    comments.map(|line| (*line).to_owned()).collect()
}

/// The first line of each entry and the line after its last, both from 0.
fn spans(list: &Document<Recipients>, lines: &[&str]) -> Result<Vec<(usize, usize)>, Finding> {
    let unfit = || Finding::stop("recipients-form");
    let mut starts = Vec::new();
    for index in 0..list.value.recipients.len() {
        let place = list.places.value(&format!("/recipients/{index}"));
        let at = place.line.checked_sub(1).ok_or_else(unfit)?;
        let before: String =
            lines.get(at).ok_or_else(unfit)?.chars().take(place.column - 1).collect();
        if before.trim() != "-" {
            return Err(unfit());
        }
        starts.push(at);
    }
    let idle = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    // The last entry ends where another key of the file begins.
    let last = starts.last().copied().unwrap_or_default();
    let key = |line: &&str| line.starts_with(|c: char| !c.is_whitespace() && !"-#".contains(c));
    let end = lines[last..].iter().position(key).map_or(lines.len(), |at| last + at);
    let ends = starts.iter().skip(1).copied().chain([end]);
    let spans = starts.iter().zip(ends).map(|(&start, next)| {
        let body = lines[start..next].iter().rposition(|line| !idle(line)).unwrap_or(0);
        (start, start + body + 1)
    });
    Ok(spans.collect())
}

/// An entry as one line.
fn line(recipient: &Recipient, indent: usize) -> String {
    let value = serde_json::to_value(recipient).unwrap_or_default();
    let fields = value.as_object().cloned().unwrap_or_default();
    let rank = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
    let mut fields: Vec<(String, Value)> =
        fields.into_iter().filter(|(_, value)| !value.is_null()).collect();
    fields.sort_by_key(|(key, _)| rank(key));
    let fields: Vec<String> =
        fields.iter().map(|(key, value)| format!("{key}: {}", scalar(value))).collect();
    format!("{}- {{{}}}", " ".repeat(indent), fields.join(", "))
}

/// A value as YAML: a text without quotation marks where it is certain to be read as it stands.
/// What JSON writes is YAML too.
fn scalar(value: &Value) -> String {
    let Value::String(text) = value else { return value.to_string() };
    let plain = |c: char| c.is_alphanumeric() || "@._-+\u{b7}\u{ff08}\u{ff09}\u{3001}".contains(c);
    let same = || serde_yaml::from_str::<Value>(text).is_ok_and(|read| read == *value);
    if text.starts_with(char::is_alphanumeric) && text.chars().all(plain) && same() {
        return text.clone();
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Findings;
    use crate::publication::{Preferred, document};

    fn read(text: &str) -> Document<Recipients> {
        let mut findings = Findings::default();
        let list = document::read::<Recipients>(text, "recipients.yml", 0, &mut findings);
        list.unwrap_or_else(|| panic!("{findings:?}\n{text}"))
    }

    fn someone(number: u32, name: &str) -> Recipient {
        let text = format!("recipients:\n  - {{number: {number}, name: x, category: c}}\n");
        let mut recipient = read(&text).value.recipients.remove(0);
        recipient.name = name.to_owned();
        recipient
    }

    const LIST: &str = "# 名单\nrecipients:\n  # 领导\n  - {number: 1, name: 甲, category: c} # 样刊\n\n  \
        # 代表\n  - number: 2\n    # 乙的名\n    name: 乙\n    category: c\n  - {number: 3, name: 丙, category: c}\n# 完\n";

    #[test]
    fn what_does_not_change_stays_as_it_is() {
        let list = read(LIST);
        assert_eq!(edited(Some(&list), &[]).unwrap(), LIST);
        let text = edited(Some(&list), &[Edit::Append(someone(4, "丁"))]).unwrap();
        let added = "  - {number: 4, name: 丁, category: c, format: pdf}\n# 完\n";
        assert_eq!(text, LIST.replace("# 完\n", added));
    }

    #[test]
    fn comments_outlive_their_entries() {
        let list = read(LIST);
        let edits = [Edit::Replace(0, someone(1, "新")), Edit::Remove(1)];
        let text = edited(Some(&list), &edits).unwrap();
        assert!(text.contains("name: 新, category: c, format: pdf} # 样刊"), "{text}");
        assert!(!text.contains("name: 乙") && text.contains("# 代表\n    # 乙的名"), "{text}");
        assert_eq!(read(&text).value.recipients.len(), 2);
    }

    #[test]
    fn empty_lists_are_begun_and_emptied() {
        let list = read("# 名单\nrecipients: []\n");
        let text = edited(Some(&list), &[Edit::Append(someone(1, "甲"))]).unwrap();
        assert!(text.starts_with("# 名单\nrecipients:\n  - {number: 1, name: 甲"), "{text}");
        let list = read(&text);
        assert_eq!(edited(Some(&list), &[Edit::Remove(0)]).unwrap(), "# 名单\nrecipients: []\n");
        assert_eq!(edited(None, &[]).unwrap(), "recipients: []\n");
        let text = edited(None, &[Edit::Append(someone(1, "甲"))]).unwrap();
        assert_eq!(text, "recipients:\n  - {number: 1, name: 甲, category: c, format: pdf}\n");
    }

    #[test]
    fn other_keys_of_the_file_stay() {
        let text = LIST.replace("# 完\n", "# 密码\nother:\n  c: x\n");
        let mut list = read(LIST);
        list.text.clone_from(&text);
        let edits = [Edit::Remove(2), Edit::Append(someone(4, "丁"))];
        let out = edited(Some(&list), &edits).unwrap();
        let added = "  - {number: 4, name: 丁, category: c, format: pdf}\n# 密码\nother:\n  c: x\n";
        assert!(out.ends_with(added) && !out.contains('丙'), "{out}");
    }

    #[test]
    fn entries_on_one_line_are_not_edited() {
        let list = read("recipients: [{number: 1, name: 甲, category: c}]\n");
        assert_eq!(edited(Some(&list), &[]).unwrap_err().rule, "recipients-form");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_back(name in "\\PC{1,40}", unit in "[ -~\u{4e00}-\u{4fff}]{0,40}") {
            let name = name.replace(['\u{fffe}', '\u{ffff}', '\u{feff}', '\u{2028}', '\u{2029}'], "");
            let mut recipient = someone(7, &format!("n{name}"));
            recipient.unit = Some(unit);
            recipient.format = Preferred::Epub;
            let text = edited(None, &[Edit::Append(recipient.clone())]).unwrap();
            let back = &read(&text).value.recipients[0];
            proptest::prop_assert_eq!(&back.name, &recipient.name);
            proptest::prop_assert_eq!(&back.unit, &recipient.unit);
        }
    }
}
