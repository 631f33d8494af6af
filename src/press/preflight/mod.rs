//! The preflight: whether a PDF, ours or any other, can go on press as it is.
//!
//! [`walk`] gathers what the pages paint, [`scan`] what is in the objects, [`labels`] what the
//! file says of itself and [`pixels`] the ink of pictures: these are the [`facts`]. Then each of
//! the [`rules`], one file each, judges them under [`Settings`]; [`report`] groups what they found
//! and [`annotate`] rings the places in a copy of the file. Nothing is mended.

pub mod annotate;
pub mod catalogue;
pub mod facts;
mod labels;
mod pixels;
pub mod report;
pub mod rule;
pub mod rules;
mod scan;
mod walk;

use std::collections::BTreeMap;

use super::read::{self, Opened, Refused};
use super::{PressProfile, Standard};
use crate::diagnostic::Finding;
use crate::locale::Language;
use facts::{Facts, Feature, Spot};
pub use report::Report;
pub use rule::Settings;
use rule::{Hits, Rule};

/// So many points of ink does JPEG add to single pixels.
const JPEG: f64 = 5.0;

impl Settings {
    /// What most print shops ask for, where there is no press profile.
    pub fn usual(standard: Option<Standard>) -> Self {
        Self {
            standard: standard.unwrap_or_default(),
            total_ink: 320.0,
            minimum_ppi: 300.0,
            bleed: 3.0,
            page_multiple: None,
        }
    }

    /// What a press profile asks for; `standard` where it is not the profile's own.
    pub fn of(profile: &PressProfile, standard: Option<Standard>) -> Self {
        Self {
            standard: standard.unwrap_or(profile.pdfx),
            total_ink: profile.total_ink,
            minimum_ppi: f64::from(profile.minimum_ppi),
            bleed: 3.0,
            page_multiple: None,
        }
    }
}

/// Holds a PDF against every rule.
///
/// # Errors
/// A finding of the door ([`read::open`]) when the file cannot be read or paints too much.
pub fn preflight(bytes: &[u8], settings: &Settings) -> Result<Report, Finding> {
    let opened = read::open(bytes)?;
    let facts = gather(&opened, settings).map_err(Finding::from)?;
    Ok(judge(&facts, settings))
}

/// Gathers the facts.
fn gather<'a>(opened: &'a Opened, settings: &Settings) -> Result<Facts<'a>, Refused> {
    let mut met = walk::walk(opened)?;
    met.uses.extend(scan::scan(opened));
    let measured = pixels::measure(&opened.document, &met.pictures, settings.total_ink + JPEG);
    let mut pages = BTreeMap::new();
    for painted in &met.painted {
        if let Some(picture) = painted.picture {
            pages.entry(picture).or_insert(painted.spot.page);
        }
    }
    let mut inks = BTreeMap::new();
    for (id, ink) in measured {
        match ink {
            Some(ink) => drop(inks.insert(id, ink)),
            None => {
                let page = pages.get(&id).copied().unwrap_or(0);
                let spot = Spot { page, object: Some(id), ..Spot::FILE };
                met.uses.push((Feature::Unmeasured, spot));
            }
        }
    }
    let labels = labels::Labels::read(&opened.document);
    let walk::Met { painted, uses, pictures, lacking, untold } = met;
    Ok(Facts { opened, labels, painted, uses, pictures, inks, lacking, untold })
}

/// Lets every rule that applies judge the facts.
fn judge(facts: &Facts<'_>, settings: &Settings) -> Report {
    let mut report = Report::of(facts, settings);
    for entry in rules::ALL {
        if entry.rule.source.applies(settings.standard) {
            let mut hits = Hits::default();
            (entry.rule.check)(facts, settings, &mut hits);
            report.add(entry.rule, hits);
        }
    }
    report.sort();
    report
}

/// The messages of the rules in a language: name, message, hint.
pub fn messages(
    language: Language,
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rules::ALL.iter().map(move |entry| {
        let rule: &'static Rule = entry.rule;
        rule.words(language).named(rule.name)
    })
}
