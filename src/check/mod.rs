//! The rules an issue must pass before anything is typeset.
//!
//! Faults of form (a key that is unknown, a picture that is missing) are found where files are
//! read. Here stand the rules about what an issue says: one file a rule, under [`rules`], each
//! registering itself in [`rules::ALL`].

pub mod rules;

use crate::diagnostic::Findings;
use crate::manuscript::Assembly;
use crate::typeset::Faces;

/// Holds an issue against every rule.
pub fn check(assembly: &Assembly, faces: &Faces) -> Findings {
    let mut findings = Findings::default();
    for rule in rules::ALL {
        (rule.check)(assembly, faces, &mut findings);
    }
    findings
}
