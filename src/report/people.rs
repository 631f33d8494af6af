//! Who is who in a report: a person is one by name, in every spelling of it and whatever the unit, unless
//! `members.yml` tells people of one name apart.

use std::collections::{BTreeMap, BTreeSet};

use super::outside::Outside;
use super::works::{Waiting, Work};
use crate::diagnostic::{Finding, Findings, Place};
use crate::manuscript::model::AuthorRef;
use crate::publication::{Units, Who};
use hanzi::names::fold;

/// The people whom contributions name.
pub struct People<'a> {
    units: &'a Units,
    /// Each by the folded form of what they are called.
    met: BTreeMap<String, Met>,
    findings: Findings,
}

/// Somebody who was met.
struct Met {
    /// What they are called, as it was first written.
    label: String,
    /// Their units, by their full names.
    units: BTreeSet<String>,
    /// Where the last of these was met.
    place: Place,
}

impl<'a> People<'a> {
    /// Nobody yet.
    pub fn new(units: &'a Units) -> Self {
        Self { units, met: BTreeMap::new(), findings: Findings::default() }
    }

    /// Names the people of a work as they are called in lists.
    pub fn of_work(&mut self, work: &mut Work) {
        let place = Place::file(&work.file);
        // Who took pictures is named without a unit, but may be one of the authors.
        for name in &mut work.about.photographers {
            let unit = work.about.authors.iter().find(|own| own.name == *name);
            let unit = unit.and_then(|own| own.unit.clone());
            *name = self.called(name, unit.as_deref(), &place);
        }
        self.of_authors(&mut work.about.authors, &place);
    }

    /// The same for a manuscript that was not used.
    pub fn of_waiting(&mut self, own: &mut Waiting) {
        let place = Place::file(&own.file);
        self.of_authors(&mut own.authors, &place);
    }

    /// The same for a work that was used outside: its authors are of its unit if that is one.
    pub fn of_outside(&mut self, own: &mut Outside) {
        let unit = if let [unit] = own.units.as_slice() { Some(unit.as_str()) } else { None };
        for name in &mut own.authors {
            *name = self.called(name, unit, &own.place);
        }
    }

    fn of_authors(&mut self, authors: &mut [AuthorRef], place: &Place) {
        for own in authors {
            own.name = self.called(&own.name, own.unit.as_deref(), place);
        }
    }

    /// What somebody is called.
    fn called(&mut self, name: &str, unit: Option<&str>, place: &Place) -> String {
        let label = match self.units.who(name, unit) {
            Who::Only => name,
            Who::Listed(label) => label,
            Who::Unclear => {
                let finding = Finding::warn("report-person").at(place.clone()).with("name", name);
                self.findings.push(finding.with("unit", unit.unwrap_or("none")));
                name
            }
        };
        let met = self.met.entry(fold(label)).or_insert_with(|| Met {
            label: label.to_owned(),
            units: BTreeSet::new(),
            place: place.clone(),
        });
        if unit.is_some_and(|unit| met.units.insert(self.units.full(unit).to_owned())) {
            met.place = place.clone();
        }
        met.label.clone()
    }

    /// What ought to be looked at: names that are not clear, and people of several units who are not on the
    /// list as such.
    pub fn findings(self) -> Findings {
        let mut findings = self.findings;
        for met in self.met.into_values() {
            let listed = self.units.units_of(&met.label);
            let listed = met.units.iter().all(|unit| listed.contains(unit.as_str()));
            if met.units.len() > 1 && !listed {
                let units = met.units.into_iter().collect::<Vec<_>>().join("、");
                let finding = Finding::note("report-namesake").at(met.place);
                findings.push(finding.with("name", met.label).with("units", units));
            }
        }
        findings
    }
}
