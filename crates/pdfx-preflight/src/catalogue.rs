//! The rules of the preflight in print: for people, for programs and for the documentation.

use serde_json::Value;

use crate::rules::{ALL, Entry};
use neikan_base::locale::Locale;
use neikan_base::rulebook::{self, Card};

/// A rule, formatted for people.
pub fn plain(entry: &Entry, locale: &Locale) -> String {
    card(entry, locale).plain(locale)
}

/// A rule, formatted for programs.
pub fn data(entry: &Entry, locale: &Locale) -> Value {
    card(entry, locale).data(locale).into()
}

/// All rules as a documentation page in Markdown.
pub fn page(locale: &Locale) -> String {
    let cards = ALL.iter().map(|entry| card(entry, locale));
    rulebook::page(locale, ["preflight-title", "preflight-intro"], cards)
}

fn card(entry: &Entry, locale: &Locale) -> Card {
    let rule = entry.rule;
    Card {
        name: rule.name,
        family: (entry.family, format!("rules-preflight-{}", entry.family)),
        severity: rule.severity,
        source: rule.source.key(),
        words: rule.words(locale.language()),
        holds: Vec::new(),
        examples: Vec::new(),
    }
}
