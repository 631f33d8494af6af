//! What a print shop asks of files: limits, how much each rule weighs, and what is let pass for a
//! reason. Some sets have names; a shop's own start from one of them or from nothing.

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::rule::{Own, Settings, Waiver};
use crate::{Demand, rules};
use neikan_base::diagnostic::{Failure, Finding, Place};
use neikan_base::fs::read_limited;
use neikan_base::rulebook::{Setting, nearest};

/// Rules that may weigh little but not be off: what they find was not judged, or not as it is in
/// the file, and a report has to say so.
const TOLD: [&str; 8] = [
    "print-damaged",
    "print-encrypted",
    "print-glyphs-unread",
    "print-page-unjudged",
    "print-picture-unmeasured",
    "print-plates-missed",
    "print-repaired",
    "print-unreadable",
];

/// The largest file of demands, bytes.
const LARGEST: u64 = 1 << 20;

/// A set of demands that has a name.
pub struct Named {
    /// What `--demands` and `base` call it.
    pub called: &'static str,
    /// The key of what it is for.
    pub about: &'static str,
    text: &'static str,
}

/// The sets that have names. Those after GWG 2022 ask for what the specification of the Ghent
/// Workgroup (requirements R0001 to R0035, its CMYK variants) asks of advertisements in magazines and
/// newspapers and of sheet-fed work, as far as there are rules for it here; the Workgroup has not
/// looked at them.
pub static NAMED: [Named; 4] = [
    Named {
        called: "gwg2022-magazine",
        about: "preflight-set-magazine",
        text: include_str!("gwg2022-magazine.json"),
    },
    Named {
        called: "gwg2022-sheet",
        about: "preflight-set-sheet",
        text: include_str!("gwg2022-sheet.json"),
    },
    Named {
        called: "gwg2022-newspaper",
        about: "preflight-set-newspaper",
        text: include_str!("gwg2022-newspaper.json"),
    },
    Named { called: "office", about: "preflight-set-office", text: include_str!("office.json") },
];

impl Named {
    /// The set with a name.
    pub fn find(name: &str) -> Option<&'static Self> {
        NAMED.iter().find(|own| own.called == name)
    }

    /// What it asks for.
    pub fn demands(&self) -> Demands {
        serde_json::from_str(self.text).unwrap_or_default()
    }
}

/// The demands of the set with a name; `None` if there is no such set but a file of that path, which
/// is still to be read.
///
/// # Errors
/// A wrong call, `preflight-demands`, if there is neither.
pub fn known(name: &str) -> Result<Option<Demands>, Failure> {
    match Named::find(name) {
        Some(named) => Ok(Some(named.demands())),
        None if Path::new(name).is_file() => Ok(None),
        None => {
            let names: Vec<&str> = NAMED.iter().map(|own| own.called).collect();
            let finding = Finding::stop("preflight-demands").with("name", name);
            Err(Failure::Call(Box::new(finding.with("names", names.join(", ")))))
        }
    }
}

/// The bytes of a file of demands.
///
/// # Errors
/// `preflight-demands-large`, and what the machine says.
pub fn bytes(name: &str) -> Result<Vec<u8>, Failure> {
    let read = read_limited(Path::new(name), LARGEST);
    let large = || Finding::stop("preflight-demands-large").with("limit", LARGEST >> 20);
    let bytes = read.map_err(|error| Failure::machine(name, error))?;
    Ok(bytes.ok_or_else(|| large().at(Place::file(name)))?)
}

/// What a print shop asks of files.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Demands {
    /// The set with a name that these start from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// By what files are judged: `auto`, `none`, `x4` and so on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// The most ink on one spot, percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_ink: Option<f64>,
    /// The lowest resolution of a picture as it is placed, pixels per inch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_ppi: Option<f64>,
    /// The required bleed, mm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bleed: Option<f64>,
    /// The names of the inks that may be used, those of the press among them; all if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inks: Option<Vec<String>>,
    /// The names of plates that are no colours, such as a varnish, where their name does not say it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub finishes: Vec<String>,
    /// What is asked of single rules.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<String, Asked>,
    /// What is let pass.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
}

/// What is asked of a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// How much its findings weigh.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Setting>,
    /// Its limit, in the rule's own unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
}

impl Demands {
    /// Reads demands from JSON.
    ///
    /// # Errors
    /// `preflight-demands-broken`, with line and column, if the text is not JSON or has a key that
    /// there is not; else all findings of [`Demands::faults`].
    pub fn from_json(text: &str) -> Result<Self, Vec<Finding>> {
        let own: Self = serde_json::from_str(text).map_err(|error| {
            let broken = Finding::stop("preflight-demands-broken");
            let broken = broken.with("line", error.line()).with("column", error.column());
            vec![broken.with("reason", error)]
        })?;
        let faults: Vec<Finding> = own.faults().into_iter().map(|(_, finding)| finding).collect();
        if faults.is_empty() { Ok(own) } else { Err(faults) }
    }

    /// Everything that is wrong with them, with the JSON pointer of where it is.
    pub fn faults(&self) -> Vec<(String, Finding)> {
        let mut out = Vec::new();
        if let Some(base) = &self.base
            && Named::find(base).is_none()
        {
            let names = NAMED.iter().map(|own| own.called).collect();
            out.push(("/base".to_owned(), choice(base, names)));
        }
        if let Some(standard) = &self.standard
            && Demand::named(standard).is_none()
        {
            out.push(("/standard".to_owned(), choice(standard, Demand::names())));
        }
        let numbers = [
            ("/total_ink", self.total_ink, 3_600.0),
            ("/minimum_ppi", self.minimum_ppi, 10_000.0),
            ("/bleed", self.bleed, 100.0),
        ];
        for (pointer, value, most) in numbers {
            out.extend(number(value, most).map(|finding| (pointer.to_owned(), finding)));
        }
        let inks = self.inks.iter().flatten().enumerate().map(|own| ("inks", own));
        let finishes = self.finishes.iter().enumerate().map(|own| ("finishes", own));
        for (key, (index, name)) in inks.chain(finishes) {
            if name.trim().is_empty() {
                out.push((format!("/{key}/{index}"), Finding::stop("text-empty")));
            }
        }
        for (name, asked) in &self.rules {
            let pointer = format!("/rules/{name}");
            let found = of_rule(name, asked);
            out.extend(found.into_iter().map(|(part, own)| (format!("{pointer}{part}"), own)));
        }
        for (index, waiver) in self.waivers.iter().enumerate() {
            let pointer = format!("/waivers/{index}");
            if rules::find(&waiver.rule).is_none() {
                out.push((format!("{pointer}/rule"), unknown(&waiver.rule)));
            }
            if waiver.reason.trim().is_empty() {
                out.push((format!("{pointer}/reason"), Finding::stop("text-empty")));
            }
            if waiver.pages.contains(&0) {
                let finding = Finding::stop("number-small").with("value", 0).with("limit", 1);
                out.push((format!("{pointer}/pages"), finding));
            }
        }
        out
    }

    /// The settings that they make by themselves.
    pub fn settings(&self) -> Settings {
        self.over(self.base())
    }

    /// The settings that they start from.
    pub fn base(&self) -> Settings {
        let usual = Settings::usual(None);
        match self.base.as_deref().and_then(Named::find) {
            Some(named) => named.demands().over(usual),
            None => usual,
        }
    }

    /// Other settings with what is said here in their place.
    pub fn over(&self, settings: Settings) -> Settings {
        let Settings { mut rules, mut waivers, .. } = settings;
        for (name, asked) in &self.rules {
            let Some(entry) = rules::find(name) else { continue };
            let own: &mut Own = rules.entry(entry.rule.name).or_default();
            own.severity = asked.severity.or(own.severity);
            own.limit = asked.limit.or(own.limit);
        }
        waivers.extend(self.waivers.iter().cloned());
        let standard = self.standard.as_deref().and_then(Demand::named);
        let finishes = settings.finishes.iter().chain(&self.finishes).cloned();
        Settings {
            standard: standard.unwrap_or(settings.standard),
            total_ink: self.total_ink.unwrap_or(settings.total_ink),
            minimum_ppi: self.minimum_ppi.unwrap_or(settings.minimum_ppi),
            bleed: self.bleed.unwrap_or(settings.bleed),
            finishes: finishes.collect(),
            inks: self.inks.clone().or(settings.inks),
            rules,
            waivers,
            ..settings
        }
    }
}

/// What is wrong with what is asked of a rule, with the key of it.
fn of_rule(name: &str, asked: &Asked) -> Vec<(&'static str, Finding)> {
    let Some(entry) = rules::find(name) else { return vec![("", unknown(name))] };
    let mut out = Vec::new();
    if asked.severity == Some(Setting::Off) && TOLD.contains(&name) {
        out.push(("/severity", Finding::stop("preflight-demands-told").with("rule", name)));
    }
    if asked.limit.is_some() && entry.rule.limit.is_none() {
        out.push(("/limit", Finding::stop("preflight-demands-limit").with("rule", name)));
    }
    out.extend(number(asked.limit, 100_000.0).map(|finding| ("/limit", finding)));
    out
}

fn unknown(name: &str) -> Finding {
    match nearest(rules::ALL.iter().map(|entry| entry.rule.name), name) {
        Some(meant) => Finding::stop("rule-meant").with("rule", name).with("meant", meant),
        None => Finding::stop("rule-unknown").with("rule", name),
    }
}

fn choice(value: &str, names: Vec<&str>) -> Finding {
    let meant = nearest(names.iter().copied(), value).unwrap_or("none").to_owned();
    let finding = Finding::stop("value-choice").with("value", value).with("meant", meant);
    finding.with("choices", names.join(", "))
}

fn number(value: Option<f64>, most: f64) -> Option<Finding> {
    let value = value?;
    let (rule, limit) = match value {
        own if own < 0.0 => ("number-small", 0.0),
        own if own > most => ("number-large", most),
        _ => return None,
    };
    Some(Finding::stop(rule).with("value", value).with("limit", limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sets_with_names_are_sound() {
        for named in &NAMED {
            let own = Demands::from_json(named.text).unwrap_or_else(|found| panic!("{found:?}"));
            assert!(own.base.is_none() && own.waivers.is_empty(), "{}", named.called);
            assert_ne!(own.settings(), Settings::usual(None), "{}", named.called);
        }
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let text = r#"{ "base": "gwg2022-magasine", "standard": "x5", "bleed": -1,
            "rules": { "print-hairlines": {}, "print-repaired": { "severity": "off" },
                       "print-attached": { "limit": 3 } },
            "waivers": [ { "rule": "x", "reason": " ", "pages": [0] } ] }"#;
        let own: Demands = serde_json::from_str(text).unwrap();
        let found: Vec<_> = own.faults().into_iter().map(|(at, own)| (at, own.rule)).collect();
        let wanted = [
            ("/base", "value-choice"),
            ("/standard", "value-choice"),
            ("/bleed", "number-small"),
            ("/rules/print-attached/limit", "preflight-demands-limit"),
            ("/rules/print-hairlines", "rule-meant"),
            ("/rules/print-repaired/severity", "preflight-demands-told"),
            ("/waivers/0/rule", "rule-unknown"),
            ("/waivers/0/reason", "text-empty"),
            ("/waivers/0/pages", "number-small"),
        ];
        assert_eq!(found, wanted.map(|(at, rule)| (at.to_owned(), rule)));
        let broken = Demands::from_json("{\n \"ink\": 3 }").unwrap_err();
        assert_eq!(
            (broken[0].rule, broken[0].args["line"].as_str()),
            ("preflight-demands-broken", "2")
        );
    }

    #[test]
    fn what_is_said_here_comes_before_the_base() {
        let own = r#"{ "base": "gwg2022-sheet", "total_ink": 330,
            "rules": { "print-hairline": { "severity": "warn" } } }"#;
        let settings = Demands::from_json(own).unwrap().settings();
        assert_eq!((settings.total_ink, settings.minimum_ppi), (330.0, 225.0));
        let hairline = &rules::find("print-hairline").unwrap().rule;
        assert_eq!(settings.limit(hairline), 0.25);
        assert_eq!(settings.severity(hairline), Some(neikan_base::diagnostic::Severity::Warn));
    }
}
