//! The units of `members.yml`, by every name that they may be written with.

use std::collections::BTreeMap;

use super::house::Members;
use super::{Project, document};
use neikan_base::diagnostic::{Failure, Findings};

/// Units as they may be written, each with the name that stands for it.
#[derive(Debug, Clone, Default)]
pub struct Units {
    names: BTreeMap<String, String>,
    /// The full names, in the order of the list.
    pub members: Vec<String>,
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
        findings.settle()?;
        let mut units = Self::default();
        for member in list.into_iter().flat_map(|list| list.value.members) {
            for name in member.short.iter().chain([&member.name]) {
                units.names.insert(name.clone(), member.name.clone());
            }
            units.members.push(member.name);
        }
        Ok(units)
    }

    /// The full name of a unit; the unit itself if it is no member.
    pub fn full<'a>(&'a self, unit: &'a str) -> &'a str {
        self.names.get(unit).map_or(unit, String::as_str)
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
