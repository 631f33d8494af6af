//! Going on when a part of a ledger is lost for good: its last seal, or entries that something else
//! has seen. The editor in chief's entry binds the list of the states that are given up, so that it
//! stays on record who gave up what; what was signed for the press before it must be signed again.

use serde_json::json;

use super::anchor::{Standing, knows};
use super::ledger::Ledger;
use super::sign::{Signer, Signing};
use crate::manuscript::digest::{Content, leaves};
use crate::publication::{Entry, Head};
use neikan_base::diagnostic::{Finding, Findings, Place};

impl Signer<'_> {
    /// The entry with which the editor in chief gives up what is lost of a ledger.
    pub(super) fn resuming(&self, ledger: &Ledger, findings: &mut Findings) -> Vec<Signing> {
        self.chief(ledger, findings);
        let mut lost = ledger.lost();
        let unknown = |head: &&Head| knows(ledger, &head.seal) == Standing::Unknown;
        lost.extend(self.request.seen.iter().filter(unknown).cloned());
        if lost.is_empty() && !ledger.is_short() {
            findings.push(Finding::stop("resume-nothing").at(Place::file(&ledger.file)));
            return Vec::new();
        }
        let content =
            Content::new(leaves("resume 1", &json!({ "issue": self.folder.id, "lost": lost })));
        vec![(Entry { content: content.sha256.clone(), ..self.blank() }, content)]
    }
}
