//! A person says whether copies arrived: those whose answer was lost, and those sent by hand.

use std::collections::BTreeMap;

use super::ledger::{Attempt, Ledger, State};
use super::recipients;
use crate::diagnostic::{Failure, Finding, Findings};
use crate::publication::{Date, Project, Publication, Recipient};

/// What a person says.
#[derive(Debug, Clone)]
pub struct Word {
    /// The issue.
    pub issue: String,
    /// The copies.
    pub numbers: Vec<u32>,
    /// Whether they arrived.
    pub sent: bool,
    /// The day in Beijing.
    pub day: Date,
    /// Seconds since 1970.
    pub at: i64,
}

/// Writes down what a person says of copies, of all of them or of none.
///
/// # Errors
/// [`Failure::Call`] when there is nothing to be said of one of them; [`Failure::Stopped`] when
/// the list cannot be read; [`Failure::Machine`].
pub fn confirm(project: &Project, publication: &Publication, word: &Word) -> Result<(), Failure> {
    let mut findings = Findings::default();
    let list = recipients::load(project, publication, &mut findings);
    let findings = findings.settle()?;
    let Some(list) = list else { return Err(Failure::Stopped(findings)) };
    let people: BTreeMap<u32, &Recipient> =
        list.value.recipients.iter().map(|recipient| (recipient.number, recipient)).collect();
    let mut ledger = Ledger::write(project, "deliver confirm")?;
    let entries = ledger.entries(&word.issue)?.into_iter();
    let states: BTreeMap<u32, State> = entries.map(|entry| (entry.number, entry.state)).collect();
    let fits = |number: &u32| match states.get(number) {
        Some(State::Unknown) => true,
        Some(state) if state.is_settled() => false,
        _ => word.sent && people.contains_key(number),
    };
    if let Some(number) = word.numbers.iter().find(|number| !fits(number)) {
        let finding = Finding::stop("confirm-nothing").with("number", number);
        return Err(Failure::Call(Box::new(finding.with("issue", &word.issue))));
    }
    for number in &word.numbers {
        if ledger.confirm(&word.issue, *number, word.sent)? == 0
            && let Some(recipient) = people.get(number)
        {
            let id = ledger.begin(&by_hand(recipient, word))?;
            ledger.end(id, State::Sent, "", word.at)?;
        }
    }
    Ok(())
}

/// The record of a copy that a person sent.
fn by_hand(recipient: &Recipient, word: &Word) -> Attempt {
    Attempt {
        issue: word.issue.clone(),
        number: recipient.number,
        day: word.day,
        at: word.at,
        name: recipient.name.clone(),
        title: recipient.title.clone(),
        unit: recipient.unit.clone(),
        category: recipient.category.clone(),
        address: recipient.email.clone().unwrap_or_default(),
        file: String::new(),
        sha256: String::new(),
    }
}
