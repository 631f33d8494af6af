//! The rules of the preflight as they are printed: for people, programs and the documentation.

use std::fmt::Write;

use serde_json::{Value, json};

use super::rules::{ALL, Entry};
use crate::locale::{Args, Locale};

/// A rule for people.
pub fn plain(entry: &Entry, locale: &Locale) -> String {
    let words = entry.rule.words(locale.language());
    let mut out = format!("{}\n\n{}\n\n", entry.rule.name, words.about);
    for fact in facts(entry, locale) {
        let _ = writeln!(out, "{fact}");
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
        "about": words.about,
        "hint": words.hint,
        "source": filled(locale, source, clause),
    })
}

/// All rules as a page of documentation in Markdown.
pub fn page(locale: &Locale) -> String {
    let (title, intro) = (locale.text("preflight-title"), locale.text("preflight-intro"));
    let mut out = format!("# {title}\n\n{intro}\n");
    let mut family = "";
    for entry in ALL {
        if entry.family != family {
            family = entry.family;
            let title = locale.text(&format!("rules-preflight-{family}"));
            let _ = write!(out, "\n## {title}\n");
        }
        let words = entry.rule.words(locale.language());
        let _ = write!(out, "\n### {}\n\n{}\n\n", entry.rule.name, words.about);
        for fact in facts(entry, locale) {
            let _ = writeln!(out, "- {fact}");
        }
    }
    out
}

/// What is to be known of a rule, a line each.
fn facts(entry: &Entry, locale: &Locale) -> Vec<String> {
    let (source, clause) = entry.rule.source.key();
    let severity = serde_json::to_value(entry.rule.severity).unwrap_or_default();
    let family = locale.text(&format!("rules-preflight-{}", entry.family));
    let source = filled(locale, source, clause);
    vec![
        filled(locale, "rule-family", &family),
        filled(locale, "rule-severity", severity.as_str().unwrap_or_default()),
        filled(locale, "rule-source", &source),
    ]
}

fn filled(locale: &Locale, key: &str, value: &str) -> String {
    locale.fill(key, &Args::from([("value", value.to_owned())]))
}
