//! The verdict: gathers the facts and lets every applicable rule judge them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::facts::{Facts, Feature, Spot};
use crate::pixels::Meter;
use crate::plates::coverage::{Coverage, Limits};
use crate::plates::{Maker, Options};
use crate::reading::{Pdf, Refused};
use crate::rule::{Hits, Rule};
use crate::rules::color::{print_ink_area, print_ink_spot};
use crate::{Demand, Report, Settings, Standard, labels, pixels, rules, scan, walk};
use neikan_base::diagnostic::Finding;
use neikan_base::locale::Language;

/// How much ink JPEG compression may add to single pixels, percentage points.
const JPEG: f64 = 5.0;

impl Settings {
    /// What most print shops ask for; used when there is no press profile. Without a standard, a
    /// file is judged by the one that it claims.
    pub fn usual(standard: Option<Standard>) -> Self {
        Self {
            standard: standard.map_or(Demand::Auto, Demand::from),
            total_ink: 320.0,
            minimum_ppi: 300.0,
            bleed: 3.0,
            plates: Some(72.0),
            page_multiple: None,
            inks: None,
            finishes: Vec::new(),
            rules: BTreeMap::new(),
            waivers: Vec::new(),
        }
    }
}

/// Checks a PDF against every applicable rule.
///
/// # Errors
/// A finding about the file, if what the pages paint is broken or exceeds the limits.
pub fn preflight(pdf: &Pdf, settings: &Settings) -> Result<Report, Finding> {
    let facts = gather(pdf, settings).map_err(Finding::from)?;
    Ok(judge(&facts, settings))
}

/// Gathers the facts.
pub(crate) fn gather<'a>(opened: &'a Pdf, settings: &Settings) -> Result<Facts<'a>, Refused> {
    let mut met = walk::walk(opened)?;
    met.uses.extend(scan::scan(opened));
    // Pictures are decoded once: the plates measure what they decode.
    let limit = settings.total_ink + JPEG;
    let meter = Meter::new(opened, &met.pictures, limit);
    let coverage = cover(opened, &met.uses, settings, &meter);
    let measured = meter.rest();
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
    let part = settings.standard.part(labels.claim());
    let walk::Met { painted, uses, pictures, inline, fonts, lacking, untold } = met;
    let inline = inline.iter().filter_map(|(at, picture, stream)| {
        Some((*at, pixels::of_stream(&opened.document, stream, picture, limit)?))
    });
    let inline = inline.collect();
    Ok(Facts {
        opened,
        part,
        labels,
        painted,
        uses,
        pictures,
        inks,
        inline,
        fonts,
        coverage,
        lacking,
        untold,
    })
}

/// Makes the plates of all pages, on every core, and measures their ink.
fn cover(
    opened: &Pdf,
    uses: &[(Feature, Spot)],
    settings: &Settings,
    meter: &Meter<'_>,
) -> BTreeMap<usize, Coverage> {
    let Some(ppi) = settings.plates else { return BTreeMap::new() };
    let maker = Maker::new(opened, uses, &Options { ppi, profile: None }, Some(meter));
    let squares = [print_ink_spot::RULE, print_ink_area::RULE].map(|rule| settings.limit(&rule));
    let pages = opened.pages.par_iter().map(|page| {
        let plates = maker.page(page);
        let is_finish = |name: &str| settings.is_finish(name);
        let (ink, bleed) = (settings.total_ink, settings.bleed);
        let limits = Limits { ink, squares, bleed, is_finish: &is_finish };
        (page.number, Coverage::measure(&plates, page, &limits))
    });
    pages.collect()
}

/// Lets every applicable rule judge the facts.
fn judge(facts: &Facts<'_>, settings: &Settings) -> Report {
    let mut report = Report::of(facts, settings);
    for entry in rules::ALL {
        let Some(severity) = settings.severity(entry.rule) else { continue };
        if entry.rule.source.applies(facts.part, facts.labels.claims()) {
            let mut hits = Hits::default();
            (entry.rule.check)(facts, settings, &mut hits);
            report.add(entry.rule, severity, hits);
        }
    }
    report.waive(&settings.waivers);
    report.sort();
    report
}

/// The messages of the rules in a language: name, message and hint.
pub fn messages(
    language: Language,
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    rules::ALL.iter().map(move |entry| {
        let rule: &'static Rule = entry.rule;
        rule.words(language).named(rule.name)
    })
}
