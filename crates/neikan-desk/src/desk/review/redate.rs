//! Correcting dates: nobody can sign in a ledger that has a date after today, from a wrong clock.
//! The editor in chief's entry names the first such entry; from then on dates count anew.

use super::ledger::Ledger;
use super::sign::{Signer, Signing};
use crate::publication::Entry;
use neikan_base::diagnostic::{Finding, Findings, Place};

impl Signer<'_> {
    /// The entry that corrects the dates of a ledger.
    pub(super) fn redating(&self, ledger: &Ledger, findings: &mut Findings) -> Vec<Signing> {
        self.chief(ledger, findings);
        let Some(at) = ledger.ahead(self.request.today) else {
            let finding = Finding::stop("redate-nothing").at(Place::file(&ledger.file));
            findings.push(finding.with("date", self.request.today));
            return Vec::new();
        };
        let wrong = &ledger.entries[at];
        let date = self.request.date;
        if let Some(before) = ledger.entries[..at].last().filter(|before| before.date > date) {
            let finding = Finding::stop("review-date").with("article", &self.folder.id);
            findings.push(finding.with("date", date).with("last", before.date));
        }
        let entry = Entry {
            content: wrong.content.clone(),
            target: Some(wrong.home().to_owned()),
            ..self.blank()
        };
        ledger.contents(wrong).into_iter().take(1).map(|content| (entry.clone(), content)).collect()
    }
}
