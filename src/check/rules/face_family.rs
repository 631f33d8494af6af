//! Every face that the theme names is in the project's folder of fonts.

use super::Rule;
use crate::diagnostic::{Finding, Findings, Place};
use crate::manuscript::Assembly;
use crate::typeset::Faces;

/// The rule.
pub const RULE: Rule = Rule { name: "face-family", check };

fn check(assembly: &Assembly, faces: &Faces, findings: &mut Findings) {
    for (role, family) in &assembly.theme.faces {
        if !faces.has_family(family) {
            let place = Place::file(&assembly.theme.file);
            let finding = Finding::stop(RULE.name).at(place);
            findings.push(finding.with("role", role).with("family", family));
        }
    }
}
