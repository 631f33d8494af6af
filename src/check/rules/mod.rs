//! The rules, one file each.

mod face_family;
mod glyph_missing;

use crate::diagnostic::Findings;
use crate::manuscript::Assembly;
use crate::typeset::Faces;

/// A rule.
pub struct Rule {
    /// Its stable name, which is also the key of its message.
    pub name: &'static str,
    /// Adds a finding for each breach.
    pub check: fn(&Assembly, &Faces, &mut Findings),
}

/// Every rule.
pub const ALL: &[Rule] = &[face_family::RULE, glyph_missing::RULE];
