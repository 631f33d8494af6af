//! What a rule of the preflight is, and how it reports its hits.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facts::{Facts, Feature, Spot};
use crate::ink::is_finish;
pub use crate::pdf::POINTS;
use crate::{Demand, Part};
use neikan_base::diagnostic::Severity;
use neikan_base::locale::Language;
use neikan_base::rulebook::Setting;
pub use neikan_base::rulebook::Words;

/// A rule: its name, its words, its source and its check.
pub struct Rule {
    /// Its stable name, which is also the key of its message.
    pub name: &'static str,
    /// How much its findings weigh.
    pub severity: Severity,
    /// Where it comes from.
    pub source: Source,
    /// The limit that demands may move, if it has one.
    pub limit: Option<Limit>,
    /// Its words in Chinese.
    pub zh: Words,
    /// Its words in English.
    pub en: Words,
    /// The check itself.
    pub check: fn(&Facts<'_>, &Settings, &mut Hits),
}

/// A number that a rule judges by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// What it usually is.
    pub usual: f64,
    /// What it counts.
    pub unit: Unit,
}

impl Limit {
    /// A limit.
    pub const fn new(usual: f64, unit: Unit) -> Self {
        Self { usual, unit }
    }
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Points.
    Points,
    /// Millimetres.
    Millimetres,
    /// Square millimetres.
    SquareMillimetres,
    /// Pixels per inch.
    PixelsPerInch,
}

impl Unit {
    /// The key of a limit in this unit.
    pub fn key(self) -> &'static str {
        match self {
            Self::Points => "preflight-limit-pt",
            Self::Millimetres => "preflight-limit-mm",
            Self::SquareMillimetres => "preflight-limit-mm2",
            Self::PixelsPerInch => "preflight-limit-ppi",
        }
    }
}

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// What all parts of PDF/X require; with the clause of ISO 32000-1 that defines the feature.
    PdfX(&'static str),
    /// What all parts of PDF/X require of a file so that it can claim one: a file that claims none
    /// is not held against it piece by piece.
    Claim(&'static str),
    /// What all parts of PDF/X require and print shops ask for too, of every file.
    Any(&'static str),
    /// PDF/X-1a and PDF/X-3, which know no transparency.
    X1a(&'static str),
    /// PDF/X-4 and PDF/X-6, which have transparency.
    X4(&'static str),
    /// What PDF/X-4 and PDF/X-6 require of a file so that it can claim them.
    ClaimX4(&'static str),
    /// The practice of print shops.
    House,
}

impl Source {
    /// Whether the rule applies to a file that is judged by a part of PDF/X, or by none;
    /// `claims` is whether the file claims any.
    pub fn applies(self, part: Option<Part>, claims: bool) -> bool {
        match self {
            Self::House | Self::Any(_) => true,
            Self::PdfX(_) => part.is_some(),
            Self::Claim(_) => part.is_some() && claims,
            Self::X1a(_) => part.is_some_and(|part| !part.is_live()),
            Self::X4(_) => part.is_some_and(Part::is_live),
            Self::ClaimX4(_) => claims && part.is_some_and(Part::is_live),
        }
    }

    /// The key of its name in the locales, and the clause within it.
    pub fn key(self) -> (&'static str, &'static str) {
        match self {
            Self::PdfX(clause) | Self::Claim(clause) => ("preflight-source-pdfx", clause),
            Self::Any(clause) => ("preflight-source-any", clause),
            Self::X1a(clause) => ("preflight-source-x1a", clause),
            Self::X4(clause) | Self::ClaimX4(clause) => ("preflight-source-x4", clause),
            Self::House => ("preflight-source-house", ""),
        }
    }
}

impl Rule {
    /// Its words in a language.
    pub fn words(&self, language: Language) -> &Words {
        Words::of(language, &self.zh, &self.en)
    }
}

/// What a file is checked against.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// By which part of PDF/X.
    pub standard: Demand,
    /// The most ink on one spot, percent.
    pub total_ink: f64,
    /// The lowest resolution of a picture as it is placed, pixels per inch.
    pub minimum_ppi: f64,
    /// The required bleed, mm.
    pub bleed: f64,
    /// At how many pixels per inch plates are made to measure the ink that lies on one another;
    /// `None` if none are made.
    pub plates: Option<f64>,
    /// What the number of pages must be a multiple of, if anything.
    pub page_multiple: Option<usize>,
    /// The names of the inks that may be used; all if nothing is said.
    pub inks: Option<Vec<String>>,
    /// The names of plates that are no colours, besides those whose name says it.
    pub finishes: Vec<String>,
    /// What is asked of single rules in place of what is usual, by their names.
    pub rules: BTreeMap<&'static str, Own>,
    /// What is let pass.
    pub waivers: Vec<Waiver>,
}

/// What is asked of a rule in place of what is usual.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Own {
    /// How much its findings weigh.
    pub severity: Option<Setting>,
    /// Its limit.
    pub limit: Option<f64>,
}

/// Findings that are let pass, for a reason that the report tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule.
    pub rule: String,
    /// The pages, from 1; all if there are none, and what is said of the whole file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<usize>,
    /// Why.
    pub reason: String,
}

impl Waiver {
    /// Whether it lets findings of a rule on a page pass; 0 is the whole file.
    pub fn covers(&self, rule: &str, page: usize) -> bool {
        self.rule == rule && (self.pages.is_empty() || self.pages.contains(&page))
    }
}

impl Settings {
    /// Whether a plate is no colour: varnish, a die.
    pub fn is_finish(&self, name: &str) -> bool {
        is_finish(&name.to_lowercase()) || self.finishes.iter().any(|own| own == name)
    }

    /// How much the findings of a rule weigh; `None` if it is off.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        let own = self.rules.get(rule.name).and_then(|own| own.severity);
        own.map_or(Some(rule.severity), Setting::severity)
    }

    /// The limit of a rule.
    pub fn limit(&self, rule: &Rule) -> f64 {
        let own = self.rules.get(rule.name).and_then(|own| own.limit);
        own.or(rule.limit.map(|limit| limit.usual)).unwrap_or_default()
    }
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Where it is.
    pub spot: Spot,
    /// The values of the message's placeables.
    pub args: BTreeMap<&'static str, String>,
}

impl Hit {
    /// Sets a placeable of the message.
    pub fn with(&mut self, name: &'static str, value: impl ToString) -> &mut Self {
        self.args.insert(name, value.to_string());
        self
    }
}

/// What a rule has found so far.
#[derive(Default)]
pub struct Hits(pub Vec<Hit>);

impl Hits {
    /// Adds a hit at a place.
    pub fn at(&mut self, spot: Spot) -> &mut Hit {
        let index = self.0.len();
        self.0.push(Hit { spot, args: BTreeMap::new() });
        &mut self.0[index]
    }

    /// Adds a hit about the whole file.
    pub fn file(&mut self) -> &mut Hit {
        self.at(Spot::FILE)
    }
}

/// Adds a hit for every place where a feature is used.
pub fn each(facts: &Facts<'_>, hits: &mut Hits, is: impl Fn(&Feature) -> bool) {
    for (_, spot) in facts.uses.iter().filter(|(feature, _)| is(feature)) {
        hits.at(*spot);
    }
}

/// A number with at most one digit after the point.
pub fn short(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    if tenths.fract() == 0.0 { format!("{tenths:.0}") } else { format!("{tenths:.1}") }
}
