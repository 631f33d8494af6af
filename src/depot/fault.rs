//! What can go wrong elsewhere, in words: findings for what a person can mend, failures of a machine
//! for the rest.

use std::error::Error;
use std::io;

use super::Address;
use super::client::{SILENCE, Trouble};
use crate::diagnostic::{Failure, Finding};

/// How a store says that it does not know an upload, or its parts, any more.
const FORGOTTEN: [&str; 4] = ["NoSuchUpload", "InvalidPart", "InvalidPartOrder", "EntityTooSmall"];

/// What lies behind an error of `object_store`.
fn behind<T: Error + 'static>(error: &object_store::Error) -> Option<&T> {
    let mut at: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(own) = at {
        if let Some(found) = own.downcast_ref::<T>() {
            return Some(found);
        }
        at = own.source();
    }
    None
}

/// Whether an error only says that there is no such object. A bucket that is not there is another
/// matter.
pub fn is_absent(error: &object_store::Error) -> bool {
    match behind::<Trouble>(error) {
        Some(trouble) => trouble.status == Some(404) && trouble.reason != "NoSuchBucket",
        None => matches!(error, object_store::Error::NotFound { .. }),
    }
}

/// Whether an error says that there is such an object already.
pub fn is_there(error: &object_store::Error) -> bool {
    match behind::<Trouble>(error) {
        Some(trouble) => trouble.status == Some(412),
        None => matches!(error, object_store::Error::AlreadyExists { .. }),
    }
}

/// Whether an error says that an upload which had begun is no longer known.
pub fn is_forgotten(error: &object_store::Error) -> bool {
    behind::<Trouble>(error).is_some_and(|trouble| FORGOTTEN.contains(&trouble.reason.as_str()))
}

/// An error as it is told.
pub fn failure(address: &Address, error: &object_store::Error) -> Failure {
    if let Some(trouble) = behind::<Trouble>(error) {
        return troubled(address, trouble);
    }
    if let Some(reason) = behind::<io::Error>(error) {
        let same = io::Error::new(reason.kind(), reason.to_string());
        return Failure::machine(address.to_string(), same);
    }
    let finding = Finding::stop("depot-odd").with("address", address);
    Failure::Elsewhere(Box::new(finding.with("reason", error)))
}

/// Trouble with a store as it is told.
pub fn troubled(address: &Address, trouble: &Trouble) -> Failure {
    let told = |rule: &'static str| {
        let finding = Finding::stop(rule).with("address", address);
        let status = trouble.status.map(|status| status.to_string()).unwrap_or_default();
        finding.with("status", status).with("reason", &trouble.reason)
    };
    match trouble.status {
        None if trouble.reason == SILENCE => Failure::Elsewhere(Box::new(told("depot-silent"))),
        None => Failure::Elsewhere(Box::new(told("depot-broken"))),
        Some(200..=299) => Failure::Elsewhere(Box::new(told("depot-page"))),
        Some(401 | 403) => told("depot-denied").into(),
        Some(404) if FORGOTTEN.contains(&trouble.reason.as_str()) => told("depot-changed").into(),
        Some(404) => told("depot-bucket").into(),
        Some(409) => told("depot-busy").into(),
        Some(412) => told("depot-changed").into(),
        Some(408 | 429 | 500 | 502..=504) => Failure::Elsewhere(Box::new(told("depot-fault"))),
        Some(_) => told("depot-refused").into(),
    }
}

/// An answer that was shorter than it said.
pub fn cut(address: &Address) -> Failure {
    troubled(address, &Trouble { status: None, reason: "EOF".to_owned() })
}

/// A failure in a few words that are the same in every language, for a note.
pub fn reason(failure: &Failure) -> String {
    if let Failure::Machine { reason, .. } = failure {
        return reason.to_string();
    }
    let findings = failure.findings("");
    let words = findings.iter().next().map(|finding| {
        let own = ["status", "reason"].map(|name| finding.args.get(name));
        let own: Vec<&str> = own.into_iter().flatten().map(String::as_str).collect();
        if own.is_empty() { finding.rule.to_owned() } else { own.join(" ").trim().to_owned() }
    });
    words.unwrap_or_default()
}
