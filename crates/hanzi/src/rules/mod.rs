//! The rules, one file each, in a folder for each family.
//!
//! `build.rs` lists the files: adding a file registers the rule.

/// A rule and the family it belongs to.
pub struct Entry {
    /// The family: the folder that the rule's file is in.
    pub family: &'static str,
    /// The rule.
    pub rule: &'static crate::Rule,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
