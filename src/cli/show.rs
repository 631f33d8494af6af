//! Findings and failures, formatted for people and programs.

use std::collections::HashMap;
use std::io::{ErrorKind, Write};
use std::path::Path;

use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity as Weight};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term::{self, Config};
use serde_json::{Value, json};

use super::{Desk, Format};
use crate::diagnostic::{Failure, Finding, Findings, Severity};
use crate::locale::{Args, Locale};
use crate::publication::Project;

/// Writes a line; a closed pipe is not a failure.
pub fn line(to: &mut dyn Write, text: &str) {
    // A closed pipe means that nobody is reading any more, so there is nothing left to say.
    let _ = writeln!(to, "{}", text.trim_end());
}

/// A message filled with values.
pub fn say(locale: &Locale, key: &str, values: &[(&'static str, String)]) -> String {
    locale.fill(key, &values.iter().cloned().collect::<Args>())
}

/// Reports a failure and returns the exit status.
pub fn failure(failure: &Failure, start: &Path, format: Format, desk: &mut Desk<'_>) -> u8 {
    let findings = match failure {
        Failure::Reported => return failure.status(),
        Failure::Stopped(findings) => findings.clone(),
        Failure::Call(finding) => Findings::from((**finding).clone()),
        Failure::Machine { path, reason } => Findings::from(
            Finding::stop(rule(reason.kind())).with("path", path.display()).with("reason", reason),
        ),
        Failure::Internal { file, reason } => Findings::from(
            Finding::stop("internal-fault")
                .with("file", file)
                .with("reason", reason)
                .with("version", env!("CARGO_PKG_VERSION")),
        ),
    };
    match format {
        Format::Json => {
            let report = json!({ "ok": false, "findings": as_json(&findings, desk.locale) });
            line(desk.out, &pretty(&report));
        }
        Format::Human => {
            self::findings(&findings, start, desk);
            if let Failure::Stopped(_) = failure {
                let values = [
                    ("stops", findings.count(Severity::Stop).to_string()),
                    ("warns", findings.count(Severity::Warn).to_string()),
                ];
                line(desk.err, &say(desk.locale, "summary-stopped", &values));
            }
        }
    }
    failure.status()
}

/// The rule that says what to do about an error of the system.
fn rule(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "machine-full",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "machine-denied",
        ErrorKind::IsADirectory => "machine-folder",
        ErrorKind::Unsupported => "machine-locks",
        _ => "machine-failed",
    }
}

/// Shows findings with the source lines they are about.
pub fn findings(findings: &Findings, start: &Path, desk: &mut Desk<'_>) {
    let project = super::project(start).ok();
    let root = project.as_ref().map_or(start, Project::root);
    let mut files = SimpleFiles::new();
    let mut known: HashMap<String, Option<usize>> = HashMap::new();
    for finding in findings.sorted() {
        let mut diagnostic = Diagnostic::new(weight(finding.severity))
            .with_code(finding.rule)
            .with_message(desk.locale.message(finding));
        if let Some(hint) = desk.locale.hint(finding) {
            diagnostic = diagnostic.with_note(say(desk.locale, "finding-hint", &[("hint", hint)]));
        }
        if let Some(place) = &finding.place {
            // A finding about a whole file shows no line of it: the file may not be text at all.
            let wanted = (place.line > 0).then(|| place.file.clone());
            let file = wanted.and_then(|name| {
                *known.entry(name).or_insert_with(|| {
                    let path = root.join(&place.file);
                    let text = match &project {
                        Some(project) => project.read_own(&path).ok()?.to_vec(),
                        None => std::fs::read(path).ok()?,
                    };
                    let text = String::from_utf8_lossy(&text).into_owned();
                    Some(files.add(place.file.clone(), text))
                })
            });
            let range = file
                .and_then(|id| files.get(id).ok())
                .and_then(|file| range(file.source(), place.line, place.column));
            match file.zip(range) {
                Some((id, range)) => {
                    diagnostic = diagnostic.with_label(Label::new(LabelStyle::Primary, id, range));
                }
                None => {
                    let message = std::mem::take(&mut diagnostic.message);
                    let values = [("file", place.file.clone()), ("message", message)];
                    diagnostic.message = say(desk.locale, "finding-in-file", &values);
                }
            }
        }
        let config = Config { before_label_lines: 0, ..Config::default() };
        if let Ok(text) = term::emit_into_string(&config, &files, &diagnostic) {
            line(desk.err, &text);
            line(desk.err, "");
        }
    }
}

/// The byte range of a line, or of a character in it.
fn range(source: &str, line: usize, column: usize) -> Option<std::ops::Range<usize>> {
    let start: usize = source.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let text = source.get(start..)?.lines().next()?;
    if column == 0 {
        let shown: usize = text.chars().take(60).map(char::len_utf8).sum();
        return Some(start..start + shown.max(1).min(text.len()));
    }
    let (at, c) = text.char_indices().nth(column - 1)?;
    Some(start + at..start + at + c.len_utf8())
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
    use super::*;
    use crate::guard;
    use crate::locale::Language;

    #[test]
    fn a_fault_of_the_program_is_told_with_the_file_in_hand() {
        for language in [Language::Chinese, Language::English] {
            let (locale, mut out, mut err) = (Locale::new(language), Vec::new(), Vec::new());
            let mut desk = Desk {
                locale: &locale,
                out: &mut out,
                err: &mut err,
                terminal: false,
                today: "2026-01-01".parse().unwrap(),
                environment: &|_| None,
            };
            let fault = guard::contained("issues/2026-01", || {
                guard::naming("images/a.svg", || panic!("index out of range"))
            });
            let status = fault
                .map_or_else(|f| failure(&f, Path::new("."), Format::Human, &mut desk), |()| 0);
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

    #[test]
    fn ranges_cover_characters() {
        assert_eq!(range("a\n荔枝\n", 2, 2), Some(5..8));
        assert_eq!(range("a\n荔枝\n", 2, 0), Some(2..8));
        assert_eq!(range("a\n", 9, 1), None);
        assert_eq!(range("a\n", 0, 0), None);
    }
}
