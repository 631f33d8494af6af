//! The rules of the preflight, one file each, in a folder for each family.
//!
//! The crate's `build.rs` lists the files: adding a file registers the rule.

/// A rule and the family it belongs to.
pub struct Entry {
    /// The family: the folder that the rule's file is in.
    pub family: &'static str,
    /// The rule.
    pub rule: &'static super::rule::Rule,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// Finds a rule by name.
pub fn find(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.rule.name == name)
}
