//! How rules of every kind are documented: words in two languages, and a card for people, for
//! programs and for the documentation.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::diagnostic::Severity;
use crate::locale::{Args, Language, Locale};

/// The words of a rule, in Fluent's format.
pub struct Words {
    /// What the rule finds, and why.
    pub about: &'static str,
    /// The message of a finding.
    pub message: &'static str,
    /// What to do about a finding.
    pub hint: &'static str,
}

impl Words {
    /// The words in a language.
    pub fn of<'a>(language: Language, zh: &'a Self, en: &'a Self) -> &'a Self {
        match language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// What the locale needs of a rule: its name, message and hint.
    pub fn named(&self, rule: &'static str) -> (&'static str, &'static str, &'static str) {
        (rule, self.message, self.hint)
    }
}

/// How much the findings of a rule are to weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Setting {
    /// The rule does not apply.
    Off,
    /// They are only noted.
    Note,
    /// They are reported, and the work goes on.
    Warn,
    /// They stop the work.
    Stop,
}

impl Setting {
    /// The severity that it asks for; `None` if the rule is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warn => Some(Severity::Warn),
            Self::Stop => Some(Severity::Stop),
        }
    }
}

/// What is shown about a rule.
pub struct Card {
    /// Its name.
    pub name: &'static str,
    /// Its family, and the key of the family's name.
    pub family: (&'static str, String),
    /// How much its findings weigh.
    pub severity: Severity,
    /// The key of its source, and the clause within it.
    pub source: (&'static str, &'static str),
    /// Its words in the requested language.
    pub words: &'static Words,
    /// Further properties, in words.
    pub holds: Vec<String>,
    /// Examples: the key of their heading, and their lines.
    pub examples: Vec<(&'static str, Vec<String>)>,
}

impl Card {
    /// The card for people.
    pub fn plain(&self, locale: &Locale) -> String {
        let mut out = format!("{}\n\n{}\n\n", self.name, self.words.about);
        for fact in self.facts(locale) {
            let _ = writeln!(out, "{fact}");
        }
        for (key, lines) in self.examples.iter().filter(|(_, lines)| !lines.is_empty()) {
            let _ = writeln!(out, "\n{}", locale.text(key));
            indent(&mut out, lines);
        }
        out
    }

    /// The card for programs.
    pub fn data(&self, locale: &Locale) -> Map<String, Value> {
        let entries = [
            ("name", json!(self.name)),
            ("family", json!(self.family.0)),
            ("severity", json!(self.severity)),
            ("about", json!(self.words.about)),
            ("hint", json!(self.words.hint)),
            ("source", json!(filled(locale, self.source.0, self.source.1))),
        ];
        entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }

    /// The card for the documentation, in Markdown.
    fn section(&self, locale: &Locale) -> String {
        let mut out = format!("\n### {}\n\n{}\n\n", self.name, self.words.about);
        for fact in self.facts(locale) {
            let _ = writeln!(out, "- {fact}");
        }
        for (key, lines) in self.examples.iter().filter(|(_, lines)| !lines.is_empty()) {
            let _ = write!(out, "\n{}\n\n", locale.text(key));
            indent(&mut out, lines);
        }
        out
    }

    /// The properties of the rule, one per line.
    fn facts(&self, locale: &Locale) -> Vec<String> {
        let severity = serde_json::to_value(self.severity).unwrap_or_default();
        let mut out = vec![
            filled(locale, "rule-family", &locale.text(&self.family.1)),
            filled(locale, "rule-severity", severity.as_str().unwrap_or_default()),
            filled(locale, "rule-source", &filled(locale, self.source.0, self.source.1)),
        ];
        out.extend(self.holds.iter().cloned());
        out
    }
}

/// All rules of a kind as a documentation page in Markdown; `title` and `intro` are keys.
pub fn page(
    locale: &Locale,
    [title, intro]: [&str; 2],
    cards: impl IntoIterator<Item = Card>,
) -> String {
    let (title, intro) = (locale.text(title), locale.text(intro));
    let mut out = format!("# {title}\n\n{intro}\n");
    let mut family = "";
    for card in cards {
        if card.family.0 != family {
            family = card.family.0;
            let _ = write!(out, "\n## {}\n", locale.text(&card.family.1));
        }
        out += &card.section(locale);
    }
    out
}

/// A message with one value.
pub fn filled(locale: &Locale, key: &str, value: &str) -> String {
    locale.fill(key, &Args::from([("value", value.to_owned())]))
}

fn indent(out: &mut String, lines: &[String]) {
    for line in lines {
        let _ = writeln!(out, "    {line}");
    }
}

/// How alike a name must be to the one that was probably meant (Jaro and Winkler's measure, 0 to 1).
const ALIKE: f64 = 0.75;

/// The one of some names that was probably meant by another; `None` if none is like it.
pub fn nearest<'a>(names: impl Iterator<Item = &'a str>, name: &str) -> Option<&'a str> {
    let close = |known: &'a str| (strsim::jaro_winkler(known, name), known);
    let best = names.map(close).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > ALIKE).then_some(best.1)
}
