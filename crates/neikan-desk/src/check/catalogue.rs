//! The rules as they are shown: to people, to programs, in the documentation.

use serde_json::{Value, json};

use super::examples::{Part, parts};
use super::rules::{Entry, all};
use neikan_base::locale::Locale;
use neikan_base::rulebook::{self, Card, filled};

/// A rule, for people.
pub fn plain(entry: &Entry, locale: &Locale) -> String {
    card(entry, locale).plain(locale)
}

/// A rule, for programs.
pub fn data(entry: &Entry, locale: &Locale) -> Value {
    let rule = entry.rule;
    let mut data = card(entry, locale).data(locale);
    for (key, value) in [
        ("fix", json!(rule.fix)),
        ("locked", json!(rule.source.is_law())),
        ("pages", json!(rule.needs_pages())),
        ("wrong", json!(rule.wrong)),
        ("right", json!(rule.right)),
    ] {
        data.insert(key.to_owned(), value);
    }
    data.into()
}

/// All rules as a page of documentation in Markdown.
pub fn page(locale: &Locale) -> String {
    let cards = all().iter().map(|entry| card(entry, locale));
    rulebook::page(locale, ["rules-title", "rules-intro"], cards)
}

fn card(entry: &Entry, locale: &Locale) -> Card {
    let rule = entry.rule;
    let holds = [
        (rule.fix, "rule-fixes"),
        (rule.source.is_law(), "rule-law"),
        (rule.needs_pages(), "rule-pages"),
    ]
    .into_iter();
    let lines = |examples: &[&str]| -> Vec<String> {
        examples.iter().flat_map(|example| shown(example, locale)).collect()
    };
    Card {
        name: rule.name,
        family: (entry.family, format!("rules-{}", entry.family)),
        severity: rule.severity,
        source: rule.source.key(),
        words: rule.words(locale.language()),
        holds: holds.filter(|(holds, _)| *holds).map(|(_, key)| locale.text(key)).collect(),
        examples: vec![("rule-wrong", lines(rule.wrong)), ("rule-right", lines(rule.right))],
    }
}

/// The lines of an example as they are shown.
fn shown(example: &str, locale: &Locale) -> Vec<String> {
    let show = |part: Part<'_>| {
        let file = part.file.filter(|file| *file != "article");
        let head = file.map(|file| filled(locale, "rule-in-file", file));
        head.into_iter().chain(part.text.lines().map(str::to_owned)).collect::<Vec<_>>()
    };
    parts(example).into_iter().flat_map(show).collect()
}
