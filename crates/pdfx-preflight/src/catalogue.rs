//! The rules of the preflight in print: for people, for programs and for the documentation.

use std::fmt::Write;

use serde_json::Value;

use crate::demands::NAMED;
use crate::fix::FIXES;
use crate::rules::{ALL, Entry};
use neikan_base::locale::Locale;
use neikan_base::rulebook::{self, Card, filled};

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
    let page = rulebook::page(locale, ["preflight-title", "preflight-intro"], cards);
    page + &fixes(locale) + &sets(locale)
}

/// What can be mended, as a chapter in Markdown.
fn fixes(locale: &Locale) -> String {
    let mut out = format!(
        "\n## {}\n\n{}\n\n{}\n| --- | --- |\n",
        locale.text("preflight-fix-title"),
        locale.text("preflight-fix-intro"),
        locale.text("preflight-fix-head")
    );
    for fix in &FIXES {
        let _ = writeln!(out, "| {} | {} |", fix.name, fix.about(locale.language()));
    }
    out
}

/// The sets of demands that have names, as a chapter in Markdown.
fn sets(locale: &Locale) -> String {
    let mut out = format!(
        "\n## {}\n\n{}\n",
        locale.text("preflight-sets-title"),
        locale.text("preflight-sets-intro")
    );
    for named in &NAMED {
        let own = named.demands();
        let _ = write!(out, "\n### {}\n\n{}\n\n", named.called, locale.text(named.about));
        let _ = writeln!(out, "{}\n| --- | --- | ---: |", locale.text("preflight-sets-head"));
        let numbers = [
            ("standard", own.standard.clone()),
            ("total_ink", own.total_ink.map(|own| own.to_string())),
            ("minimum_ppi", own.minimum_ppi.map(|own| own.to_string())),
            ("bleed", own.bleed.map(|own| own.to_string())),
        ];
        for (name, value) in numbers {
            let _ = writeln!(out, "| {name} | | {} |", value.unwrap_or_default());
        }
        for (name, asked) in &own.rules {
            let severity = serde_json::to_value(asked.severity).unwrap_or_default();
            let severity = severity.as_str().unwrap_or_default().to_owned();
            let limit = asked.limit.map(|own| own.to_string()).unwrap_or_default();
            let _ = writeln!(out, "| {name} | {severity} | {limit} |");
        }
    }
    out
}

fn card(entry: &Entry, locale: &Locale) -> Card {
    let rule = entry.rule;
    let limit = rule.limit.map(|limit| filled(locale, limit.unit.key(), &limit.usual.to_string()));
    Card {
        name: rule.name,
        family: (entry.family, format!("rules-preflight-{}", entry.family)),
        severity: rule.severity,
        source: rule.source.key(),
        words: rule.words(locale.language()),
        holds: limit.into_iter().collect(),
        examples: Vec::new(),
    }
}
