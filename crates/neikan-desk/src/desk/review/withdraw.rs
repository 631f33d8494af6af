//! Withdrawing signatures: signers their own, the editor in chief any.

use super::ledger::Ledger;
use super::progress::{Progress, Progresses};
use super::sign::{Signer, Signing};
use crate::publication::{Duty, Entry, Stage};
use hanzi::names::same;
use neikan_base::diagnostic::{Finding, Findings, Place};

/// What a request calls the signature for the press.
pub const PRESS: &str = "press";

impl Signer<'_> {
    /// The entry that withdraws what a request names.
    pub(super) fn withdrawal(&self, ledger: &Ledger, findings: &mut Findings) -> Vec<Signing> {
        let article = self.request.article.as_deref().filter(|article| *article != PRESS);
        let progress = Progresses::of(ledger, findings);
        let own = article.map(|article| progress.article(article, &self.sum(article)));
        let own = own.as_ref();
        let list = ledger.lists.in_force().unwrap_or(self.house);
        let chief = list.allows(&self.request.by, Duty::Press);
        let target = match article {
            Some(_) => own.and_then(|own| self.meant(own, chief)),
            None => ledger
                .press()
                .ok()
                .map(|at| &ledger.entries[at])
                .filter(|entry| chief || same(&entry.by, &self.request.by)),
        };
        let Some(target) = target else {
            findings.push(self.nothing(ledger, own, article));
            return Vec::new();
        };
        let entry = Entry {
            stage: Stage::Withdrawn,
            article: target.article.clone(),
            content: target.content.clone(),
            target: Some(target.home().to_owned()),
            ..self.blank()
        };
        let copy = ledger.contents(target).into_iter().take(1);
        copy.map(|content| (entry.clone(), content)).collect()
    }

    /// The sum of an article as it stands; none if it is not there, or cannot be read.
    fn sum(&self, article: &str) -> String {
        let single = self.folder.read(self.project, article, &mut Findings::default());
        single.map(|single| single.content.sha256).unwrap_or_default()
    }

    /// The signature of an article that is meant: one's own, or else for the chief anybody's.
    fn meant<'a>(&self, own: &'a Progress, chief: bool) -> Option<&'a Entry> {
        let stage = self.request.of;
        let anybody = || if chief { own.latest(None, stage) } else { None };
        own.latest(Some(&self.request.by), stage).or_else(anybody)
    }

    /// Why there is nothing to withdraw.
    fn nothing(&self, ledger: &Ledger, own: Option<&Progress>, article: Option<&str>) -> Finding {
        let place = Place::file(&ledger.file);
        let others = own.and_then(|own| own.latest(None, self.request.of));
        let press = || ledger.press().ok().map(|at| &ledger.entries[at]);
        let others = if article.is_none() { press() } else { others };
        let rule = if others.is_some() { "withdraw-others" } else { "withdraw-nothing" };
        let finding = Finding::stop(rule).at(place);
        let finding = finding.with("article", article.unwrap_or(&self.folder.id));
        let finding = finding.with("name", &self.request.by);
        let chief = self.house.chiefs().next().map_or("", |own| own.name.as_str());
        finding.with("known", others.map_or("", |entry| entry.by.as_str())).with("chief", chief)
    }
}
