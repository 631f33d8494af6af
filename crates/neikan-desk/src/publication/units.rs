//! The units of `members.yml`, by every name that they may be written with, and the people there whom a
//! name alone does not tell.

use std::collections::{BTreeMap, BTreeSet};

use super::house::{Members, Person};
use super::{Document, Project, document};
use hanzi::names::same;
use neikan_base::diagnostic::{Failure, Finding, Findings};

/// Units as they may be written, each with the name that stands for it.
#[derive(Debug, Clone, Default)]
pub struct Units {
    names: BTreeMap<String, String>,
    /// The full names, in the order of the list.
    pub members: Vec<String>,
    people: Vec<Person>,
}

/// Who is meant by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who<'a> {
    /// The only one of that name.
    Only,
    /// Somebody on the list, by what they are called there.
    Listed(&'a str),
    /// One of several on the list, it is not clear which.
    Unclear,
}

impl Units {
    /// Reads `members.yml`; empty where there is none.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with its faults.
    pub fn read(project: &Project) -> Result<Self, Failure> {
        let path = project.issues().join("members.yml");
        if !project.has(&path) {
            return Ok(Self::default());
        }
        let mut findings = Findings::default();
        let source = project.read_text(&path, &mut findings);
        let list = source
            .and_then(|own| document::read::<Members>(&own.text, &own.file, 0, &mut findings));
        let Some(list) = list else { return Err(Failure::Stopped(findings)) };
        let (units, faults) = Self::of(&list);
        findings.extend(faults);
        findings.settle()?;
        Ok(units)
    }

    /// The units and people of a list, and the faults of that.
    pub fn of(list: &Document<Members>) -> (Self, Findings) {
        let mut units = Self::default();
        for member in &list.value.members {
            for name in member.short.iter().chain([&member.name]) {
                units.names.insert(name.clone(), member.name.clone());
            }
            units.members.push(member.name.clone());
        }
        units.people.clone_from(&list.value.people);
        let faults = units.muddled(list);
        (units, faults)
    }

    /// People on the list who cannot be told apart: two with one label, two of one name in one unit.
    fn muddled(&self, list: &Document<Members>) -> Findings {
        let (mut labels, mut places) = (BTreeSet::new(), BTreeSet::new());
        let mut findings = Findings::default();
        for (at, person) in self.people.iter().enumerate() {
            let mut told = |of: &str, value: &str| {
                let finding = Finding::stop("person-twice").with("of", of).with("value", value);
                let place = list.places.value(&format!("/people/{at}"));
                findings.push(finding.with("name", &person.name).at(place));
            };
            if !labels.insert(person.label()) {
                told("label", person.label());
            }
            let units: BTreeSet<&str> = person.units.iter().map(|unit| self.full(unit)).collect();
            for unit in units {
                if !places.insert((hanzi::names::fold(&person.name), unit)) {
                    told("unit", unit);
                }
            }
        }
        findings
    }

    /// The full name of a unit; the unit itself if it is no member.
    pub fn full<'a>(&'a self, unit: &'a str) -> &'a str {
        self.names.get(unit).map_or(unit, String::as_str)
    }

    /// Who is meant by a name in a byline with a unit: one person, whatever the unit, unless the list tells
    /// several of that name apart.
    pub fn who(&self, name: &str, unit: Option<&str>) -> Who<'_> {
        let mut own = self.people.iter().filter(|person| same(&person.name, name)).peekable();
        if own.peek().is_none() {
            return Who::Only;
        }
        let unit = unit.map(|unit| self.full(unit));
        let of_unit =
            |person: &&Person| person.units.iter().any(|own| Some(self.full(own)) == unit);
        match own.clone().find(of_unit) {
            Some(person) => Who::Listed(person.label()),
            // The only one on the list writes for another unit, or for none.
            None if own.clone().count() == 1 && own.all(|person| person.id.is_none()) => Who::Only,
            None => Who::Unclear,
        }
    }

    /// The list's own units of somebody, by their label, in full.
    pub fn units_of(&self, label: &str) -> BTreeSet<&str> {
        let own = self.people.iter().filter(|person| person.label() == label);
        own.flat_map(|person| &person.units).map(|unit| self.full(unit)).collect()
    }

    /// Whether somebody who is called this in lists is meant by a name.
    pub fn is(&self, label: &str, name: &str) -> bool {
        let listed = |person: &Person| person.label() == label && same(&person.name, name);
        same(label, name) || self.people.iter().any(listed)
    }

    /// Every name, short ones too.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Whether a unit is a member; every unit is where there is no list.
    pub fn has(&self, unit: &str) -> bool {
        self.members.is_empty() || self.names.contains_key(unit)
    }
}
