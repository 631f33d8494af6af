//! Findings and failures, formatted for people and programs.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::{Path, PathBuf};

use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity as Weight};
use codespan_reporting::term::termcolor::Ansi;
use codespan_reporting::term::{self, Config, WriteStyle};
use serde_json::{Value, json};

use super::paint;
use super::snippet::Snippet;
use super::{Console, Format};
use crate::diagnostic::{Failure, Finding, Findings, Severity};
use crate::locale::{Args, Locale};
use crate::publication::Project;
use pdfx_preflight::words::Entry;

/// Writes a line; a closed pipe is not a failure.
pub fn line(to: &mut dyn Write, text: &str) {
    // A closed pipe means that nobody is reading any more, so there is nothing left to say.
    let _ = writeln!(to, "{}", text.trim_end());
}

/// A message filled with values.
pub fn say(locale: &Locale, key: &str, values: &[(&'static str, String)]) -> String {
    locale.fill(key, &values.iter().cloned().collect::<Args>())
}

/// A text in which nothing moves the cursor, changes colours or turns the direction of writing, whoever it
/// comes from: such signs are written out.
pub fn visible(text: &str) -> String {
    let acts = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let sign = |c: char| if acts(c) { c.escape_unicode().to_string() } else { c.to_string() };
    text.chars().map(sign).collect()
}

/// Reports a failure and returns the exit status.
pub fn failure(failure: &Failure, start: &Path, format: Format, console: &mut Console<'_>) -> u8 {
    if let Failure::Reported = failure {
        return failure.status();
    }
    let findings = failure.findings(env!("CARGO_PKG_VERSION"));
    match format {
        Format::Json => {
            let report = failed(failure, console);
            line(console.out, &pretty(&report));
        }
        Format::Human => {
            self::findings(&findings, start, console);
            if let Failure::Stopped(_) = failure {
                let values = [
                    ("stops", findings.count(Severity::Stop).to_string()),
                    ("warns", findings.count(Severity::Warn).to_string()),
                ];
                line(console.err, &say(console.locale, "summary-stopped", &values));
            }
        }
    }
    failure.status()
}

/// A failure as data.
pub fn failed(failure: &Failure, console: &Console<'_>) -> Value {
    let findings = failure.findings(env!("CARGO_PKG_VERSION"));
    json!({ "ok": false, "findings": as_json(&findings, console.locale) })
}

/// How many findings of one kind are shown one by one.
const ALIKE: usize = 5;
/// How many of more than that are shown with their lines.
const FIRST: usize = 2;
/// How many places of the others are named.
const NAMED: usize = 12;

/// Shows findings with the source lines they are about. More than five of one rule are folded into
/// the first two and the places of the others, unless all are asked for.
pub fn findings(findings: &Findings, start: &Path, console: &mut Console<'_>) {
    let project = super::project(start).ok();
    let root = project.as_ref().map_or(start, Project::root).to_owned();
    let mut shelf = Shelf { root, project, texts: HashMap::new() };
    let mut sorted = findings.sorted();
    let mut alike: BTreeMap<(&str, Severity), Vec<&Finding>> = BTreeMap::new();
    let quiet = console.look.quiet;
    sorted.retain(|finding| !quiet || finding.severity == Severity::Stop);
    for finding in &sorted {
        alike.entry((finding.rule, finding.severity)).or_default().push(finding);
    }
    let mut shown: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for finding in sorted {
        let key = (finding.rule, finding.severity);
        let all = alike.get(&key).map(Vec::as_slice).unwrap_or_default();
        let folds = !console.all && all.len() > ALIKE;
        let number = shown.entry(key).or_default();
        *number += 1;
        if folds && *number > FIRST {
            continue;
        }
        let last = folds && *number == FIRST;
        single(finding, &mut shelf, console);
        if last {
            let text = others(&all[FIRST..], console.locale);
            line(console.err, &text);
            line(console.err, "");
        }
    }
}

/// How many findings more there are of a rule, and where the first of them are.
fn others(rest: &[&Finding], locale: &Locale) -> String {
    let mut places: Vec<String> = Vec::new();
    for place in rest.iter().filter_map(|finding| finding.place.as_ref()) {
        let text = match place.line {
            0 => place.file.clone(),
            line => format!("{}:{line}", place.file),
        };
        if !places.contains(&text) {
            places.push(text);
        }
    }
    let more = if places.len() > NAMED { "yes" } else { "no" };
    places.truncate(NAMED);
    let values = [
        ("rule", rest.first().map_or("", |finding| finding.rule).to_owned()),
        ("count", rest.len().to_string()),
        ("places", places.join("\n    ")),
        ("more", more.to_owned()),
    ];
    say(locale, if places.is_empty() { "finding-others" } else { "finding-others-at" }, &values)
}

/// The texts of source files, each read once.
struct Shelf {
    root: PathBuf,
    /// The project that they are from; the program may carry some of its files.
    project: Option<Project>,
    texts: HashMap<String, Option<String>>,
}

impl Shelf {
    fn text(&mut self, file: &str) -> Option<&str> {
        let path = self.root.join(file);
        let read = || {
            let text = match &self.project {
                Some(project) => project.read_own(&path).ok()?.to_vec(),
                None => std::fs::read(path).ok()?,
            };
            Some(String::from_utf8_lossy(&text).into_owned())
        };
        self.texts.entry(file.to_owned()).or_insert_with(read).as_deref()
    }
}

/// Shows one finding.
fn single(finding: &Finding, shelf: &mut Shelf, console: &mut Console<'_>) {
    let mut message = console.locale.message(finding);
    let hint = console.locale.hint(finding);
    let hint = hint.map(|hint| say(console.locale, "finding-hint", &[("hint", hint)]));
    let width = console.terminal.then(columns).flatten();
    let snippet = finding.place.as_ref().and_then(|place| {
        // A finding about a whole file shows no line of it: the file may not be text at all.
        let text = (place.line > 0).then(|| shelf.text(&place.file))??;
        Snippet::of(&place.file, text, (place.line, place.column), width)
    });
    if let (Some(place), None) = (&finding.place, &snippet) {
        let values = [("file", place.file.clone()), ("message", message)];
        message = say(console.locale, "finding-in-file", &values);
    }
    let (message, hint) = (visible(&message), hint.as_deref().map(visible));
    let label = snippet.iter().map(|own| Label::new(LabelStyle::Primary, (), own.range.clone()));
    let diagnostic = Diagnostic::new(weight(finding.severity))
        .with_code(finding.rule)
        .with_message(message)
        .with_labels(label.collect())
        .with_notes(hint.into_iter().collect());
    let colors = console.look.err;
    let text = written(&diagnostic, &snippet.unwrap_or_default(), console);
    if let Some(mut text) = text {
        if let Some(place) = finding.place.as_ref().filter(|_| colors) {
            let link = paint::link(&place.file, &shelf.root.join(&place.file), colors);
            text = text.replacen(&place.file, &link, 1);
        }
        line(console.err, &text);
        line(console.err, "");
    }
}

/// Shows something that was found in a file that has no lines.
pub fn entry(entry: &Entry, console: &mut Console<'_>) {
    let diagnostic = Diagnostic::new(weight(entry.severity))
        .with_code(entry.rule)
        .with_message(&entry.message)
        .with_notes(entry.notes.clone());
    if let Some(text) = written(&diagnostic, &Snippet::default(), console) {
        line(console.err, &text);
        line(console.err, "");
    }
}

/// A finding as it is shown, in colours where they are wanted.
fn written(
    diagnostic: &Diagnostic<()>,
    snippet: &Snippet,
    console: &Console<'_>,
) -> Option<String> {
    let config = Config { before_label_lines: 0, ..Config::default() };
    if console.look.err {
        let mut text = Ansi::new(Vec::new());
        emit(&mut text, &config, snippet, diagnostic)?;
        return Some(String::from_utf8_lossy(&text.into_inner()).into_owned());
    }
    term::emit_into_string(&config, snippet, diagnostic).ok()
}

/// Writes a finding in colours.
fn emit(
    to: &mut dyn WriteStyle,
    config: &Config,
    snippet: &Snippet,
    diagnostic: &Diagnostic<()>,
) -> Option<()> {
    term::emit_to_write_style(to, config, snippet, diagnostic).ok()
}

/// How many columns the terminal has.
fn columns() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stderr()).map(|(width, _)| usize::from(width.0))
}

fn weight(severity: Severity) -> Weight {
    match severity {
        Severity::Stop => Weight::Error,
        Severity::Warn => Weight::Warning,
        Severity::Note => Weight::Note,
    }
}

/// Findings as data, most severe first.
pub fn as_json(findings: &Findings, locale: &Locale) -> Vec<Value> {
    let sorted = findings.sorted();
    let entries = sorted.into_iter().map(|finding| {
        let place = finding.place.as_ref();
        json!({
            "rule": finding.rule,
            "severity": finding.severity,
            "file": place.map(|place| &place.file),
            "line": place.map(|place| place.line).filter(|&line| line > 0),
            "column": place.map(|place| place.column).filter(|&column| column > 0),
            "message": locale.message(finding),
            "hint": locale.hint(finding),
        })
    });
    entries.collect()
}

/// Data as formatted text.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// Shows what a command did as data: what it reports, that it went well, and what was found.
pub fn report(report: Value, findings: &Findings, console: &mut Console<'_>) {
    let report = done(report, findings, console);
    line(console.out, &pretty(&report));
}

/// What a command did as data.
pub fn done(mut report: Value, findings: &Findings, console: &Console<'_>) -> Value {
    report["ok"] = json!(true);
    report["findings"] = json!(as_json(findings, console.locale));
    report
}

/// Shows a file that was written into a folder, on a terminal as a link: its path within the folder, its
/// size, its pages if it has any.
pub fn file(
    folder: &Path,
    (path, bytes, pages): (&str, usize, Option<usize>),
    console: &mut Console<'_>,
) {
    let path = paint::link(path, &folder.join(path), console.look.out);
    let mut values = vec![("path", path), ("size", size(bytes))];
    let key = match pages {
        Some(pages) => {
            values.push(("pages", pages.to_string()));
            "summary-file-pages"
        }
        None => "summary-file",
    };
    line(console.out, &format!("  {}", say(console.locale, key, &values)));
}

/// A size in bytes for readers.
pub fn size(bytes: usize) -> String {
    let units = [("MB", 1 << 20), ("kB", 1 << 10)];
    let unit = units.iter().find(|(_, unit)| bytes >= *unit);
    unit.map_or(format!("{bytes} B"), |(name, unit)| {
        let tenths = (bytes * 10 + unit / 2) / unit;
        format!("{}.{} {name}", tenths / 10, tenths % 10)
    })
}

#[cfg(test)]
mod tests {
    use super::super::paint::Look;
    use super::super::settings::Settings;
    use super::*;
    use crate::diagnostic::Place;
    use crate::guard;
    use crate::locale::Language;

    #[test]
    fn what_others_wrote_cannot_act_on_the_terminal() {
        let shown = visible("a\u{1b}[2J\u{202e}gpj\r\u{9b}1m\n供销\t社");
        assert_eq!(shown, "a\\u{1b}[2J\\u{202e}gpj\\u{d}\\u{9b}1m\n供销\t社");
    }

    #[test]
    fn a_fault_of_the_program_is_told_with_the_file_in_hand() {
        for language in [Language::Chinese, Language::English] {
            let (locale, mut out, mut err) = (Locale::new(language), Vec::new(), Vec::new());
            let mut console = Console {
                locale: &locale,
                out: &mut out,
                err: &mut err,
                terminal: false,
                all: false,
                look: Look::default(),
                settings: &Settings::default(),
                today: "2026-01-01".parse().unwrap(),
                environment: &|_| None,
            };
            let fault = guard::contained("issues/2026-01", || {
                guard::naming("images/a.svg", || panic!("index out of range"))
            });
            let status = fault
                .map_or_else(|f| failure(&f, Path::new("."), Format::Human, &mut console), |()| 0);
            assert_eq!(status, 4);
            let text = String::from_utf8(err).unwrap();
            for word in ["images/a.svg", "index out of range", "internal-fault"] {
                assert!(text.contains(word), "{word}: {text}");
            }
        }
    }

    #[test]
    fn sizes_are_readable() {
        assert_eq!(size(12), "12 B");
        assert_eq!(size(1536), "1.5 kB");
        assert_eq!(size(10 << 20), "10.0 MB");
    }

    /// What is shown of some findings, on a desk that folds them or shows all.
    fn told(all: bool, found: &Findings) -> String {
        let (locale, mut out, mut err) = (Locale::new(Language::English), Vec::new(), Vec::new());
        let mut console = Console {
            locale: &locale,
            out: &mut out,
            err: &mut err,
            terminal: false,
            all,
            look: Look::default(),
            settings: &Settings::default(),
            today: "2026-01-01".parse().unwrap(),
            environment: &|_| None,
        };
        findings(found, Path::new("/nowhere"), &mut console);
        String::from_utf8(err).unwrap()
    }

    #[test]
    fn findings_that_repeat_are_folded() {
        let mut found = Findings::default();
        for number in 0..30 {
            let place = Place::file(format!("issues/2026-01/articles/a{number:02}.md"));
            found.push(Finding::warn("review-one-day").at(place).with("article", number));
        }
        found.push(Finding::stop("rule-unknown").with("rule", "x"));
        let folded = told(false, &found);
        assert_eq!(folded.matches("warning[review-one-day]").count(), 2, "{folded}");
        for text in ["28", "a02.md", "a13.md", "--verbose", "error[rule-unknown]"] {
            assert!(folded.contains(text), "{text}: {folded}");
        }
        assert!(!folded.contains("a14.md"), "{folded}");
        assert_eq!(told(true, &found).matches("warning[review-one-day]").count(), 30);
    }
}
