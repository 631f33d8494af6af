//! The crate at the level of use: whole small files are judged.

mod content;
mod demands;
mod docs;
mod draft;
mod faults;
mod field;
mod further;
mod mending;
mod met;
mod plain;
mod plates;
mod reading;
mod shop;
mod watch;

use std::collections::BTreeSet;

use pdfx_preflight::{Limits, Report, Settings, mend, preflight};

/// Judges a file, damaged or not.
fn judged(bytes: &[u8], settings: &Settings) -> Report {
    let pdf = mend(bytes, &Limits::USUAL).unwrap_or_else(|finding| panic!("{finding:?}"));
    preflight(&pdf, settings).unwrap_or_else(|finding| panic!("{finding:?}"))
}

/// The rules that find something in a file.
fn rules(bytes: &[u8], settings: &Settings) -> BTreeSet<&'static str> {
    judged(bytes, settings).faults.iter().map(|fault| fault.rule.name).collect()
}
