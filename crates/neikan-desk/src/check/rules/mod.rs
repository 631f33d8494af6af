//! The rules, one file each, in a folder for each family.
//!
//! `build.rs` lists the files: a rule is registered by its file being there. The rules about plain
//! Chinese text come from [`hanzi`] and are listed here among the others of their families.

use std::sync::LazyLock;

use neikan_base::diagnostic::Severity;
use neikan_base::rulebook::nearest;

use super::rule::{Check, Rule, Source, Words};

/// A rule and the family it belongs to.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The family: the folder that the rule's file is in.
    pub family: &'static str,
    /// The rule.
    pub rule: &'static Rule,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The rules about plain Chinese text, as rules of this crate.
static PLAIN: LazyLock<Vec<(&str, Rule)>> = LazyLock::new(|| {
    hanzi::rules::ALL.iter().map(|entry| (entry.family, taken_in(entry.rule))).collect()
});

/// Every rule, by family and name.
static EVERY: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let plain = PLAIN.iter().map(|(family, rule)| Entry { family, rule });
    let mut all: Vec<Entry> = ALL.iter().copied().chain(plain).collect();
    all.sort_by_key(|entry| (entry.family, entry.rule.name));
    all
});

/// Every rule, by family and name.
pub fn all() -> &'static [Entry] {
    &EVERY
}

fn taken_in(rule: &'static hanzi::Rule) -> Rule {
    let words = |words: &hanzi::lint::Words| Words {
        about: words.about,
        message: words.message,
        hint: words.hint,
    };
    Rule {
        name: rule.name,
        severity: match rule.severity {
            hanzi::lint::Severity::Stop => Severity::Stop,
            hanzi::lint::Severity::Warn => Severity::Warn,
            hanzi::lint::Severity::Note => Severity::Note,
        },
        fix: rule.fix,
        source: match rule.source {
            hanzi::lint::Source::Punctuation(clause) => Source::Punctuation(clause),
            hanzi::lint::Source::Numerals(clause) => Source::Numerals(clause),
            hanzi::lint::Source::Usage => Source::Usage,
            hanzi::lint::Source::House => Source::House,
        },
        zh: words(&rule.zh),
        en: words(&rule.en),
        wrong: rule.wrong,
        right: rule.right,
        check: Check::Plain(rule),
    }
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    all().iter().find(|entry| entry.rule.name == name)
}

/// The name of the rule that was probably meant.
pub fn meant(name: &str) -> Option<&'static str> {
    nearest(all().iter().map(|entry| entry.rule.name), name)
}
