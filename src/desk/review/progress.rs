//! How far an article has come: its entries gone through one by one, under the rules that
//! every signature keeps.

use std::collections::BTreeMap;

use super::ledger::Ledger;
use crate::diagnostic::{Finding, Findings};
use crate::publication::{Date, Entry, Stage, Verdict};

/// What an article has been given so far.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// 初审.
    pub first: Option<Entry>,
    /// 复审.
    pub second: Option<Entry>,
    /// 终审.
    pub last: Option<Entry>,
    /// The editor in chief's signature under a delegate's.
    pub counter: Option<Entry>,
    /// 一校, 二校, 三校.
    pub proofs: [Option<Entry>; 3],
    /// 核红, since the final review.
    pub corrections: Vec<Entry>,
    /// The content that is approved: what was finally reviewed, or corrected since.
    pub approved: Option<String>,
    /// The verdict that sent the article back.
    pub against: Option<Entry>,
    /// Whether the second reviewer has read it, so that the first need not read it again.
    reread: bool,
    date: Option<Date>,
}

impl Progress {
    /// Goes through all entries of a ledger; the progress of each article by its identifier.
    ///
    /// Adds a finding for an entry that could not have been signed.
    pub fn of(ledger: &Ledger, findings: &mut Findings) -> BTreeMap<String, Self> {
        let mut all: BTreeMap<String, Self> = BTreeMap::new();
        for (at, entry) in ledger.entries.iter().enumerate() {
            let Some(article) = &entry.article else { continue };
            let progress = all.entry(article.clone()).or_default();
            findings.extend(progress.breaches(entry).into_iter().map(|f| f.at(ledger.place(at))));
            progress.apply(entry);
        }
        all
    }

    /// What the article awaits, if a text with this sum is what it says; nothing when it is
    /// ready for the press.
    ///
    /// [`Stage::Corrections`] means that an approved text was changed.
    pub fn next(&self, content: &str) -> Option<Stage> {
        let is = |entry: &Option<Entry>| entry.as_ref().is_some_and(|e| e.content == content);
        if let Some(approved) = &self.approved {
            if approved != content {
                return Some(Stage::Corrections);
            }
            let missing = self.proofs.iter().position(Option::is_none);
            return missing.map(|at| Stage::PROOFS[at]);
        }
        Some(match (&self.second, &self.last) {
            (Some(_), Some(_)) if is(&self.second) => Stage::Countersign,
            (Some(_), None) if is(&self.second) => Stage::Final,
            _ if self.reread || is(&self.first) => Stage::Second,
            _ => Stage::First,
        })
    }

    /// Whether a text with this sum has passed all three reviews.
    pub fn approves(&self, content: &str) -> bool {
        self.approved.as_deref() == Some(content)
    }

    /// Whether a text with this sum was rejected.
    pub fn rejects(&self, content: &str) -> bool {
        let against = self.against.as_ref();
        against.is_some_and(|e| e.verdict == Verdict::Reject && e.content == content)
    }

    /// The signatures in force, oldest first.
    pub fn signatures(&self) -> Vec<&Entry> {
        let reviews = [&self.first, &self.second, &self.last, &self.counter];
        let proofs = self.proofs.iter().flatten();
        reviews.into_iter().flatten().chain(proofs).chain(&self.corrections).collect()
    }

    /// Whether a signature stands under another text than the one with this sum.
    pub fn voids(&self, entry: &Entry, content: &str) -> bool {
        let covered = self.approves(content) || (entry.stage == Stage::First && self.reread);
        !covered && entry.content != content
    }

    /// The text that was last approved or, before that, last read.
    pub fn read(&self) -> Option<&str> {
        let last = [&self.second, &self.first].into_iter().flatten().next();
        let against = self.against.as_ref();
        let entry = last.or(against).map(|entry| entry.content.as_str());
        self.approved.as_deref().or(entry)
    }

    /// Whether all three reviews were signed on one day.
    pub fn in_one_day(&self) -> bool {
        let days = [&self.first, &self.second, &self.last].map(|entry| Some(entry.as_ref()?.date));
        days[0].is_some() && days.iter().all(|day| *day == days[0])
    }

    /// The rules that an entry would break.
    pub fn breaches(&self, entry: &Entry) -> Vec<Finding> {
        let fault = |rule| {
            let article = entry.article.as_deref().unwrap_or_default();
            Finding::stop(rule).with("article", article).with("stage", entry.stage.name())
        };
        let mut faults = Vec::new();
        if let Some(last) = self.date.filter(|last| *last > entry.date) {
            let finding = fault("review-date").with("date", entry.date);
            faults.push(finding.with("last", last));
        }
        if self.rejects(&entry.content) && entry.stage != Stage::Gathered {
            faults.push(fault("review-rejected"));
        }
        if let Some(order) = self.order(entry, &fault) {
            faults.push(order);
        }
        if self.signed_before(entry) {
            let rule = if Stage::PROOFS.contains(&entry.stage) {
                "review-proof-person"
            } else {
                "review-person-twice"
            };
            faults.push(fault(rule).with("name", &entry.by));
        }
        faults
    }

    /// The rule of order that an entry would break.
    fn order(&self, entry: &Entry, fault: &dyn Fn(&'static str) -> Finding) -> Option<Finding> {
        let next = self.next(&entry.content);
        let already = || Some(fault("review-already"));
        let same =
            |own: &Option<Entry>| own.as_ref().is_some_and(|own| own.content == entry.content);
        match (entry.stage, next) {
            (Stage::Gathered | Stage::Press | Stage::PressAfterChanges, _) => None,
            (Stage::First, _) => {
                if same(&self.first) {
                    already()
                } else {
                    None
                }
            }
            (Stage::Corrections, Some(Stage::Corrections)) => None,
            (Stage::Corrections, _) if self.approves(&entry.content) => {
                Some(fault("review-unchanged"))
            }
            (Stage::Second, Some(Stage::Corrections)) => None,
            (stage, Some(next)) if stage == next => None,
            (stage, Some(next)) if stage < next && next != Stage::Corrections => already(),
            (_, None) => already(),
            (_, Some(Stage::Corrections)) => Some(fault("review-changed")),
            (_, Some(Stage::First)) if self.first.is_some() => Some(fault("review-changed")),
            (_, Some(Stage::Second)) if self.second.is_some() => Some(fault("review-changed")),
            (_, Some(_)) => Some(fault("review-order")),
        }
    }

    /// Whether the same person signed where another must.
    fn signed_before(&self, entry: &Entry) -> bool {
        let reviews = [&self.first, &self.second, &self.last];
        let count = match entry.stage {
            Stage::Second => 1,
            Stage::Final => 2,
            Stage::Countersign => 3,
            Stage::Proof2 => {
                return self.proofs[0].as_ref().is_some_and(|first| first.by == entry.by);
            }
            _ => 0,
        };
        reviews[..count].iter().any(|own| own.as_ref().is_some_and(|own| own.by == entry.by))
    }

    /// Takes an entry as signed.
    pub fn apply(&mut self, entry: &Entry) {
        let reviews = [Stage::First, Stage::Second, Stage::Final, Stage::Countersign];
        if entry.stage == Stage::Gathered {
            *self = Self::default();
        } else if entry.verdict == Verdict::Pass {
            self.pass(entry);
        } else if entry.verdict == Verdict::Reject || reviews.contains(&entry.stage) {
            *self = Self { against: Some(entry.clone()), ..Self::default() };
        } else {
            self.reopen();
            self.against = Some(entry.clone());
        }
        self.date = Some(entry.date);
    }

    fn pass(&mut self, entry: &Entry) {
        let own = Some(entry.clone());
        match entry.stage {
            Stage::First => *self = Self { first: own, ..Self::default() },
            Stage::Second => {
                self.reopen();
                self.second = own;
                self.against = None;
            }
            Stage::Final | Stage::Countersign => {
                if !entry.delegate {
                    self.approved = Some(entry.content.clone());
                }
                let place =
                    if entry.stage == Stage::Final { &mut self.last } else { &mut self.counter };
                *place = own;
            }
            Stage::Proof1 => self.proofs[0] = own,
            Stage::Proof2 => self.proofs[1] = own,
            Stage::Proof3 => self.proofs[2] = own,
            Stage::Corrections => {
                self.approved = Some(entry.content.clone());
                self.corrections.push(entry.clone());
            }
            Stage::Press
            | Stage::PressAfterChanges
            | Stage::Gathered
            | Stage::Withdrawn
            | Stage::People
            | Stage::Redated
            | Stage::Revoked => {}
        }
    }

    /// Goes back to before the second review.
    fn reopen(&mut self) {
        *self = Self { first: self.first.take(), reread: true, ..Self::default() };
    }
}
