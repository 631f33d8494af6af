//! The crate at the level of use: whole small files are judged.

mod content;
mod demands;
mod docs;
mod draft;
mod faults;
mod field;
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

/// A fix mends its rule's faults, and leaves every object that it does not name as it was.
#[test]
fn a_fix_mends_what_it_names_and_nothing_else() {
    let settings = draft::Draft::new(pdfx_preflight::Standard::X4).settings;
    for rule in pdfx_preflight::fix::RULES {
        let Some(case) = faults::CASES.iter().rev().find(|case| case.0 == rule) else {
            panic!("{rule}")
        };
        let mut draft = draft::Draft::new(case.1);
        (case.3)(&mut draft);
        let bytes = draft.bytes();
        let pdf = mend(&bytes, &Limits::USUAL).unwrap();
        let before = pdf.document.objects.clone();
        let (fixed, changed) = pdfx_preflight::fix::fix(pdf, &BTreeSet::from([rule])).unwrap();
        assert!(!rules(&fixed, &settings).contains(rule), "{rule}");
        assert!(!changed.is_empty(), "{rule}");
        let after = mend(&fixed, &Limits::USUAL).unwrap().document.objects;
        for (id, object) in before.iter().filter(|(id, _)| !changed.contains(*id)) {
            assert_eq!(after.get(id), Some(object), "{rule} {id:?}");
        }
    }
}
