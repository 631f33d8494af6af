//! Writing planned issues into the text of `publication.yml`: lines are added, and every other line
//! stays as it is, comments and all.

use std::fmt::Write;

use crate::publication::{Document, Places, PlannedIssue, Printing, Publication, document};
use neikan_base::diagnostic::Findings;

/// Why nothing can be added: the calendar is not written one entry a line. The line where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unwritable(pub usize);

/// The text of `publication.yml` with planned issues added to its calendar, which is begun if there
/// is none; `comment` and `printing` go into one that is begun.
///
/// # Errors
/// [`Unwritable`] where the calendar is written within braces or brackets, or in any other way in
/// which lines cannot be added so that the text then says what it said before and the issues too.
pub fn insert(
    document: &Document<Publication>,
    issues: &[PlannedIssue],
    (comment, printing): (&str, &Printing),
) -> Result<String, Unwritable> {
    let Document { text, places, value } = document;
    let refused = Unwritable(places.key("/calendar").line.max(1));
    let has = |pointer: &str| places.key(pointer).line > 0;
    let new = if !has("/calendar") {
        begun(text, issues, comment, printing)
    } else {
        let pointer = if has("/calendar/issues") { "/calendar/issues" } else { "/calendar" };
        added(text, places, pointer, issues).ok_or(refused)?
    };
    // What was added by lines is held against what a reader of YAML makes of it.
    let mut faults = Findings::default();
    let read = document::read::<Publication>(&new, places.file(), 0, &mut faults);
    let read = read.ok_or(refused)?.value;
    let mut wanted = value.clone();
    wanted.calendar.issues.extend(issues.iter().cloned());
    if !has("/calendar") && *printing != Printing::default() {
        wanted.calendar.printing = Some(printing.clone());
    }
    let same = serde_json::to_value(&read).ok() == serde_json::to_value(&wanted).ok();
    if same { Ok(new) } else { Err(refused) }
}

/// The text with a calendar at its end.
fn begun(text: &str, issues: &[PlannedIssue], comment: &str, printing: &Printing) -> String {
    let mut out = text.to_owned();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    for line in comment.lines() {
        let _ = writeln!(out, "# {line}");
    }
    out.push_str("calendar:\n");
    if *printing != Printing::default() {
        let mut parts = Vec::new();
        for (key, values) in [("months", &printing.months), ("days", &printing.days)] {
            if !values.is_empty() {
                let values: Vec<String> = values.iter().map(u8::to_string).collect();
                parts.push(format!("{key}: [{}]", values.join(", ")));
            }
        }
        parts.extend(printing.weekday.map(|weekday| format!("weekday: {weekday}")));
        let _ = writeln!(out, "  printing: {{{}}}", parts.join(", "));
    }
    out.push_str("  issues:\n");
    out + &lines(issues, 4)
}

/// The text with lines added below a key; nothing where what it holds is not in lines of its own.
fn added(text: &str, places: &Places, pointer: &str, issues: &[PlannedIssue]) -> Option<String> {
    let key = places.key(pointer);
    let all: Vec<&str> = text.split_inclusive('\n').collect();
    let indent = key.column.checked_sub(1)?;
    let is_list = pointer != "/calendar";
    // The lines of the block: those that are indented further; the entries of a list need not be.
    let belongs = |line: &str| {
        let own = line.len() - line.trim_start().len();
        own > indent || is_list && own == indent && line.trim_start().starts_with("- ")
    };
    let mut end = key.line;
    for (number, line) in all.iter().enumerate().skip(key.line) {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if !belongs(line) {
            break;
        }
        end = number + 1;
    }
    let first = all.get(key.line..end)?.iter().find(|line| {
        let text = line.trim();
        !text.is_empty() && !text.starts_with('#')
    });
    let inner = first.map(|line| line.len() - line.trim_start().len());
    let new = if is_list {
        lines(issues, inner.unwrap_or(indent + 2))
    } else {
        let inner = inner?;
        format!("{}issues:\n{}", " ".repeat(inner), lines(issues, inner + 2))
    };
    let mut head: String = all[..end].concat();
    if is_list && first.is_none() {
        head = emptied(&head)?;
    }
    if !head.ends_with('\n') {
        head.push('\n');
    }
    Some(head + &new + &all[end..].concat())
}

/// A text that ends in the line of a key whose list is empty, `issues: []`, without those brackets.
fn emptied(head: &str) -> Option<String> {
    let start = head.trim_end_matches('\n').rfind('\n').map_or(0, |at| at + 1);
    let (before, line) = head.split_at(start);
    let line = line.replacen(" []", "", 1);
    let (key, rest) = line.split_once(':')?;
    Some(format!("{before}{key}:{}\n", rest.trim_end()))
}

/// One line for each issue.
fn lines(issues: &[PlannedIssue], indent: usize) -> String {
    let mut out = String::new();
    for own in issues {
        let total = own.total.map(|total| format!(", total: {total}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "{}- {{issue: {}, date: {}{total}}}",
            " ".repeat(indent),
            own.issue,
            own.date
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "slug: a\nname: 甲\nmasthead: 甲\nsponsor: 乙\npermit: 丙\nscope: [丁]\n\
                        frequency: 季刊\nformat: {width: 210, height: 285}\n\
                        sections: [{id: a, name: 一, kind: b, color: c}]\nprinter: {name: 戊}\n";

    fn read(text: &str) -> Document<Publication> {
        let mut findings = Findings::default();
        let read = document::read::<Publication>(text, "p.yml", 0, &mut findings);
        read.unwrap_or_else(|| panic!("{findings:?}"))
    }

    fn issue(name: &str) -> PlannedIssue {
        PlannedIssue {
            issue: name.to_owned(),
            date: "2026-03-13".parse().unwrap(),
            total: Some(9),
            deadlines: Default::default(),
        }
    }

    fn with(rest: &str) -> Result<String, Unwritable> {
        let text = format!("{HEAD}{rest}");
        let new = insert(&read(&text), &[issue("2026-01")], ("计划", &Printing::default()))?;
        Ok(new.strip_prefix(HEAD).unwrap().to_owned())
    }

    const NEW: &str = "- {issue: 2026-01, date: 2026-03-13, total: 9}\n";

    #[test]
    fn lines_are_added_and_all_others_stay() {
        let whole = |text: &str| text.replace("NEW\n", NEW);
        for (before, after) in [
            ("", "# 计划\ncalendar:\n  issues:\n    NEW\n"),
            (
                "calendar: # 甲\n  deadlines: {copy: -30} # 乙\n\n# 丙\nphone: '1'\n",
                "calendar: # 甲\n  deadlines: {copy: -30} # 乙\n  issues:\n    NEW\n\n# 丙\nphone: '1'\n",
            ),
            (
                "calendar:\n  issues: # 甲\n  # 乙\n  - {issue: 2025-01, date: 2025-03-14} # 丙\n  - issue: 2025-02\n    date: 2025-06-13\n  workdays: []\n",
                "calendar:\n  issues: # 甲\n  # 乙\n  - {issue: 2025-01, date: 2025-03-14} # 丙\n  - issue: 2025-02\n    date: 2025-06-13\n  NEW\n  workdays: []\n",
            ),
            (
                "calendar:\n  issues: [] # 甲\n  workdays: []\n",
                "calendar:\n  issues: # 甲\n    NEW\n  workdays: []\n",
            ),
            ("calendar:\n    issues: []", "calendar:\n    issues:\n      NEW\n"),
        ] {
            assert_eq!(with(before), Ok(whole(after)), "{before}");
        }
    }

    #[test]
    fn what_is_within_brackets_is_left_alone() {
        for text in [
            "calendar: {issues: []}\n",
            "calendar:\n  issues: [{issue: 2025-01, date: 2025-03-14}]\n",
            "calendar:\n  issues: [\n    {issue: 2025-01, date: 2025-03-14}]\n",
            "calendar: {}\n",
        ] {
            let line = HEAD.lines().count() + 1;
            assert_eq!(with(text), Err(Unwritable(line)), "{text}");
        }
    }
}
