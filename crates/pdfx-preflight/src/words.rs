//! A report in words: what was found, folded by rule or piece by piece; what was let pass, what is
//! in the file, the verdict.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use crate::fix::Fixed;
use crate::inventory::{InkUse, Inventory};
use crate::report::{Fault, Kind, Report, Spotted};
use crate::rule::Waiver;
use crate::standard::Part;
use neikan_base::diagnostic::{Finding, Severity};
use neikan_base::locale::{Args, Locale};

/// How many places are named; the JSON report has more.
const SHOWN: usize = 3;
/// How many pages are named one by one, or as the ends of a range.
const PAGES: usize = 24;

/// Something that was found, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How much it weighs.
    pub severity: Severity,
    /// The name of its rule.
    pub rule: &'static str,
    /// What it is.
    pub message: String,
    /// Where it is and what to do, a line each.
    pub notes: Vec<String>,
}

impl fmt::Display for Entry {
    /// As plain text, a line for the message and an indented one for each note.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Stop => "stop",
            Severity::Warn => "warn",
            Severity::Note => "note",
        };
        writeln!(to, "{severity}[{}]: {}", self.rule, self.message)?;
        self.notes.iter().try_for_each(|note| writeln!(to, "  {note}"))
    }
}

/// What was found in a file, folded by rule.
pub fn folded(report: &Report, file: &str, locale: &Locale) -> Vec<Entry> {
    report.kinds().iter().map(|kind| of_kind(kind, file, locale)).collect()
}

/// What was found in a file, fault by fault, with the numbers that annotated copies have.
pub fn each(report: &Report, file: &str, locale: &Locale) -> Vec<Entry> {
    let faults = report.faults.iter().enumerate().filter(|(_, fault)| fault.waived.is_none());
    faults.map(|(index, fault)| of_fault(index + 1, fault, file, locale)).collect()
}

fn of_kind(kind: &Kind<'_>, file: &str, locale: &Locale) -> Entry {
    let mut notes = Vec::new();
    let Some((first, fault)) = kind.faults.first() else {
        return Entry {
            severity: kind.severity,
            rule: kind.rule.name,
            message: String::new(),
            notes,
        };
    };
    let finding = fault.finding();
    let pages = kind.pages();
    if !pages.is_empty() {
        let values = [
            ("count", kind.count().to_string()),
            ("pages", ranges(&pages)),
            ("first", first.to_string()),
        ];
        notes.push(say(locale, "preflight-kind", &values));
    }
    let others = kind.faults.iter().filter(|(_, own)| own.args != fault.args).count();
    if others > 0 {
        notes.push(say(locale, "preflight-kind-others", &[("count", others.to_string())]));
    }
    let spotted = kind
        .faults
        .iter()
        .flat_map(|(_, own)| own.places.iter().map(move |place| (own.page, place)));
    let places = spotted.take(SHOWN).filter_map(|(page, place)| on_page(page, place, locale));
    notes.extend(places);
    notes.extend(hint(&finding, locale));
    let values = [("file", file.to_owned()), ("message", locale.message(&finding))];
    let message = say(locale, "preflight-of-file", &values);
    Entry { severity: kind.severity, rule: kind.rule.name, message, notes }
}

fn of_fault(number: usize, fault: &Fault, file: &str, locale: &Locale) -> Entry {
    let finding = fault.finding();
    let values = [
        ("number", number.to_string()),
        ("file", file.to_owned()),
        ("page", fault.page.to_string()),
        ("message", locale.message(&finding)),
    ];
    let key = if fault.page == 0 { "preflight-in-file" } else { "preflight-on-page" };
    let places = fault.places.iter().take(SHOWN);
    let mut notes: Vec<String> = places.filter_map(|place| on_page(0, place, locale)).collect();
    let more = fault.count.saturating_sub(SHOWN);
    if more > 0 {
        notes.push(say(locale, "preflight-more", &[("count", more.to_string())]));
    }
    notes.extend(hint(&finding, locale));
    let message = say(locale, key, &values);
    Entry { severity: fault.severity, rule: fault.rule.name, message, notes }
}

fn hint(finding: &Finding, locale: &Locale) -> Option<String> {
    let hint = locale.hint(finding)?;
    Some(say(locale, "finding-hint", &[("hint", hint)]))
}

/// A place in words; `page` is 0 where the page is said already.
fn on_page(page: usize, place: &Spotted, locale: &Locale) -> Option<String> {
    let object = place.object.map_or_else(|| "-".to_owned(), |object| object.to_string());
    let common = [("page", page.to_string()), ("object", object)];
    let Some(values) = place.values() else {
        return place.object.map(|_| say(locale, "preflight-object", &common));
    };
    let values: Vec<_> = values.into_iter().chain(common).collect();
    Some(say(locale, "preflight-place", &values))
}

/// What was let pass and why, and which waivers were not needed, a line each.
pub fn waivers(report: &Report, locale: &Locale) -> Vec<String> {
    let passed = report.passed().into_iter().map(|kind| {
        let values = [
            ("rule", kind.rule.name.to_owned()),
            ("count", kind.count().to_string()),
            ("pages", named(&kind.pages())),
            ("reason", kind.reason.clone().unwrap_or_default()),
        ];
        say(locale, "preflight-waived", &values)
    });
    let idle = report.waivers.iter().filter(|(_, count)| *count == 0).map(|(waiver, _)| {
        let Waiver { rule, reason, .. } = waiver;
        let values = [("rule", rule.clone()), ("reason", reason.clone())];
        say(locale, "preflight-waiver-idle", &values)
    });
    passed.chain(idle).collect()
}

/// What came of mending a file: what was written, what has to be known of it, and what the rules
/// that were named still find, a line each.
pub fn mended(
    out: &Path,
    fixed: &Fixed,
    fixes: &BTreeSet<&str>,
    report: &Report,
    locale: &Locale,
) -> Vec<String> {
    let values =
        [("file", out.display().to_string()), ("changed", fixed.changed.len().to_string())];
    let mut lines = vec![say(locale, "preflight-fixed", &values)];
    let notes = fixed.notes.iter();
    lines.extend(notes.map(|(key, count)| say(locale, key, &[("count", count.to_string())])));
    for (rule, count) in left(fixes, report) {
        let values = [("rule", rule.to_owned()), ("count", count.to_string())];
        lines.push(say(locale, "preflight-fix-left", &values));
    }
    lines
}

/// What the rules that were named still find in a file that was mended: the rule, and how many
/// places.
pub fn left(fixes: &BTreeSet<&str>, report: &Report) -> BTreeMap<&'static str, usize> {
    let kinds = report.kinds();
    let left = kinds.iter().filter(|kind| fixes.contains(kind.rule.name));
    left.map(|kind| (kind.rule.name, kind.count())).collect()
}

/// What is in the file, in one paragraph.
pub fn inventory(own: &Inventory, locale: &Locale) -> String {
    let inks: Vec<&str> = own.inks.iter().map(|ink: &InkUse| ink.name.as_str()).collect();
    let values = [
        ("inks", Some(inks.join(", ")).filter(|inks| !inks.is_empty()).unwrap_or_else(none)),
        ("fonts", own.fonts.len().to_string()),
        ("unembedded", own.unembedded().to_string()),
        ("pictures", own.pictures.len().to_string()),
        ("ppi", own.least_ppi().map_or_else(|| "none".to_owned(), |least| format!("{least:.0}"))),
        ("transparent", if own.transparency { "yes" } else { "no" }.to_owned()),
        ("producer", own.producer.clone().unwrap_or_else(none)),
    ];
    say(locale, "preflight-inventory", &values)
}

/// Whether the file can go on press, in a sentence.
pub fn verdict(report: &Report, file: &str, locale: &Locale) -> String {
    let values = [
        ("file", file.to_owned()),
        ("standard", report.part.map_or("none", Part::version).to_owned()),
        ("pages", report.pages.to_string()),
        ("stops", report.count(Severity::Stop).to_string()),
        ("warns", report.count(Severity::Warn).to_string()),
        ("unjudged", report.unjudged().to_string()),
    ];
    let key = match (report.stops(), report.unjudged()) {
        (true, _) => "preflight-fails",
        (false, 0) => "preflight-passes",
        _ => "preflight-unjudged",
    };
    say(locale, key, &values)
}

fn none() -> String {
    "-".to_owned()
}

/// Pages, or the word for none that messages select by.
fn named(pages: &[usize]) -> String {
    if pages.is_empty() { "none".to_owned() } else { ranges(pages) }
}

fn say(locale: &Locale, key: &str, values: &[(&'static str, String)]) -> String {
    locale.fill(key, &values.iter().cloned().collect::<Args>())
}

/// Pages, rising, with those that follow one another as a range: `1-4, 7`.
pub fn ranges(pages: &[usize]) -> String {
    let mut out: Vec<[usize; 2]> = Vec::new();
    for &page in pages {
        match out.last_mut() {
            Some(last) if last[1] + 1 == page => last[1] = page,
            _ => out.push([page, page]),
        }
    }
    let more = out.len() > PAGES;
    let words = out.iter().take(PAGES).map(|[first, last]| match last - first {
        0 => first.to_string(),
        _ => format!("{first}-{last}"),
    });
    let mut words: Vec<String> = words.collect();
    words.extend(more.then(|| "…".to_owned()));
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn pages_that_follow_one_another_are_a_range() {
        assert_eq!(ranges(&[1, 2, 3, 7, 9, 10]), "1-3, 7, 9-10");
        assert_eq!(ranges(&[]), "");
        let odd: Vec<usize> = (0..30).map(|n| 2 * n + 1).collect();
        assert!(ranges(&odd).ends_with("47, …"));
    }
}
