//! Which signature for the press is in force: not one that was withdrawn, not one from before an
//! article was returned or rejected or entries were given up as lost, and not one given under
//! another list of signers.

use super::ledger::Ledger;
use super::progress::unfounded;
use crate::publication::{Entry, Stage, Verdict};

impl Ledger {
    /// The index of the signature for the press that is in force.
    ///
    /// # Errors
    /// The name of the rule that says why there is none.
    pub fn press(&self) -> Result<usize, &'static str> {
        let signed = |(_, entry): &(usize, &Entry)| entry.is_press();
        let counts = |at: usize, entry: &Entry| {
            let lists = &self.lists;
            match entry.stage {
                Stage::Withdrawn => unfounded(lists, &self.entries, at, entry).is_none(),
                _ => lists.judge(at, entry, self.texts()).is_none(),
            }
        };
        let mut numbered = self.entries.iter().enumerate();
        if !numbered.clone().any(|own| signed(&own)) {
            return Err("review-press");
        }
        let found = numbered.rfind(|(at, entry)| entry.is_press() && counts(*at, entry));
        let (at, press) = found.ok_or("review-press-person")?;
        let since = self.entries.iter().enumerate().skip(at + 1);
        let since: Vec<&Entry> =
            since.filter(|(at, entry)| counts(*at, entry)).map(|(_, entry)| entry).collect();
        if since.iter().any(|entry| entry.stage == Stage::Withdrawn) {
            return Err("review-press-withdrawn");
        }
        if since.iter().any(|entry| entry.stage == Stage::Resumed) {
            return Err("review-press-resumed");
        }
        if since.iter().any(|entry| entry.verdict != Verdict::Pass) {
            return Err("review-press-returned");
        }
        if self.lists.replaced_since(at, press) { Err("review-press-list") } else { Ok(at) }
    }
}
