//! The rules as they are printed: for people, for programs, for the documentation.

use std::fmt::Write;

use serde_json::{Value, json};

use super::examples::{Part, parts};
use super::rules::{ALL, Entry};
use crate::locale::{Args, Locale};

/// A rule for people.
pub fn plain(entry: &Entry, locale: &Locale) -> String {
    let rule = entry.rule;
    let mut out = String::new();
    let _ = writeln!(out, "{}\n", rule.name);
    let _ = writeln!(out, "{}\n", rule.words(locale.language()).about);
    for (key, value) in facts(entry, locale) {
        let _ = writeln!(out, "{}", filled(locale, &key, &value));
    }
    for (key, examples) in [("rule-wrong", rule.wrong), ("rule-right", rule.right)] {
        if !examples.is_empty() {
            let _ = writeln!(out, "\n{}", locale.text(key));
        }
        for line in examples.iter().flat_map(|example| shown(example, locale)) {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}

/// A rule for programs.
pub fn data(entry: &Entry, locale: &Locale) -> Value {
    let rule = entry.rule;
    let words = rule.words(locale.language());
    let (source, clause) = rule.source.key();
    json!({
        "name": rule.name,
        "family": entry.family,
        "severity": rule.severity,
        "fix": rule.fix,
        "locked": rule.source.is_law(),
        "pages": rule.needs_pages(),
        "about": words.about,
        "hint": words.hint,
        "source": filled(locale, source, clause),
        "wrong": rule.wrong,
        "right": rule.right,
    })
}

/// All rules as a page of documentation in Markdown.
pub fn page(locale: &Locale) -> String {
    let (title, intro) = (locale.text("rules-title"), locale.text("rules-intro"));
    let mut out = format!("# {title}\n\n{intro}\n");
    let mut family = "";
    for entry in ALL {
        if entry.family != family {
            family = entry.family;
            let title = locale.text(&format!("rules-{family}"));
            let _ = write!(out, "\n## {title}\n");
        }
        let rule = entry.rule;
        let about = rule.words(locale.language()).about;
        let _ = write!(out, "\n### {}\n\n{about}\n\n", rule.name);
        for (key, value) in facts(entry, locale) {
            let _ = writeln!(out, "- {}", filled(locale, &key, &value));
        }
        for (key, examples) in [("rule-wrong", rule.wrong), ("rule-right", rule.right)] {
            if !examples.is_empty() {
                let _ = write!(out, "\n{}\n\n", locale.text(key));
            }
            for line in examples.iter().flat_map(|example| shown(example, locale)) {
                let _ = writeln!(out, "    {line}");
            }
        }
    }
    out
}

/// What is to be known of a rule: keys of messages with one value each.
fn facts(entry: &Entry, locale: &Locale) -> Vec<(String, String)> {
    let rule = entry.rule;
    let (source, clause) = rule.source.key();
    let severity = serde_json::to_value(rule.severity).unwrap_or_default();
    let severity = severity.as_str().unwrap_or_default().to_owned();
    let family = locale.text(&format!("rules-{}", entry.family));
    let source = filled(locale, source, clause);
    let mut out = vec![
        ("rule-family".to_owned(), family),
        ("rule-severity".to_owned(), severity),
        ("rule-source".to_owned(), source),
    ];
    for (holds, key) in [
        (rule.fix, "rule-fixes"),
        (rule.source.is_law(), "rule-law"),
        (rule.needs_pages(), "rule-pages"),
    ] {
        if holds {
            out.push((key.to_owned(), String::new()));
        }
    }
    out
}

fn filled(locale: &Locale, key: &str, value: &str) -> String {
    locale.fill(key, &Args::from([("value", value.to_owned())]))
}

/// The lines of an example.
fn shown(example: &str, locale: &Locale) -> Vec<String> {
    let show = |part: Part<'_>| {
        let file = part.file.filter(|file| *file != "article");
        let head = file.map(|file| filled(locale, "rule-in-file", file));
        head.into_iter().chain(part.text.lines().map(str::to_owned)).collect::<Vec<_>>()
    };
    parts(example).into_iter().flat_map(show).collect()
}
