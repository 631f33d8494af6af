//! The rules, one file each, in a folder for each family.
//!
//! `build.rs` lists the files: a rule is registered by being there.

/// A rule and the family it belongs to.
pub struct Entry {
    /// The family: the folder that the rule's file is in.
    pub family: &'static str,
    /// The rule.
    pub rule: &'static super::Rule,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The rule with a name.
pub fn find(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.rule.name == name)
}

/// The name of a rule that was probably meant.
pub fn meant(name: &str) -> Option<&'static str> {
    let close = |entry: &Entry| (strsim::jaro_winkler(entry.rule.name, name), entry.rule.name);
    let best = ALL.iter().map(close).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > 0.75).then_some(best.1)
}
