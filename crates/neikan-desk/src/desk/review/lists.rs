//! Which list of signers was in force when, and whether an entry is valid under it.
//!
//! A list is in force from the entry `people` with which the editor in chief signed it; the first
//! one also covers what was signed before it. The first list is signed by a chief whom it names
//! itself, every later one by a chief of the list before. An entry that names a list is judged by
//! that list if it was in force or the next to be; otherwise, and if it names none, by the list in
//! force, or the one signed next. What is not valid is void: it counts for nothing.

use std::collections::BTreeMap;

use super::house::House;
use super::keys::Keyring;
use crate::publication::{Duty, Entry, Stage, Verdict};
use hanzi::names;
use neikan_base::diagnostic::{Finding, Place, Severity};

/// A list that was signed.
#[derive(Debug)]
struct Signed {
    /// The index of its entry.
    at: usize,
    house: House,
}

/// The lists of a ledger.
#[derive(Debug, Default)]
pub struct Lists {
    signed: Vec<Signed>,
    /// The lists that entries name, by their sums.
    named: BTreeMap<String, House>,
    /// The list as it is in the files now; nothing if they cannot be read.
    now: Option<House>,
}

/// Whether the current list is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is, or the files cannot be read, which is reported elsewhere.
    Signed,
    /// No list was ever signed.
    Never,
    /// It has changed since it was signed.
    Changed,
}

/// The texts that signatures bind, by their sums.
pub type Texts = BTreeMap<String, String>;

impl Lists {
    /// Collects the lists from the entries of a ledger.
    pub fn of(entries: &[Entry], texts: &Texts, now: Option<House>) -> Self {
        let list = |sum: &String| House::read(texts.get(sum)?);
        let people = |entry: &&Entry| entry.stage == Stage::People;
        let sums = entries.iter().filter_map(|entry| entry.house.clone());
        let sums = sums.chain(entries.iter().filter(people).map(|entry| entry.content.clone()));
        let named = sums.filter_map(|sum| list(&sum).map(|house| (sum, house))).collect();
        let mut lists = Self { signed: Vec::new(), named, now };
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| people(entry)) {
            let Some(house) = lists.named.get(&entry.content) else { continue };
            let by = lists.signed.last().map_or(house, |before| &before.house);
            if by.allows(&entry.by, Duty::Press) && entry.verdict == Verdict::Pass {
                let house = house.clone();
                lists.signed.push(Signed { at, house });
            }
        }
        lists
    }

    /// The list that an entry names.
    pub fn named(&self, entry: &Entry) -> Option<&House> {
        self.named.get(entry.house.as_ref()?)
    }

    /// The list that was signed last.
    pub fn in_force(&self) -> Option<&House> {
        self.signed.last().map(|signed| &signed.house)
    }

    /// The list in force when the entry with this index was made; before the first was signed, the
    /// first; if none is signed, the current list.
    pub fn at(&self, at: usize) -> Option<&House> {
        let before = self.signed.iter().rfind(|signed| signed.at <= at);
        before.or(self.signed.first()).map(|signed| &signed.house).or(self.now.as_ref())
    }

    /// The keys that are valid for the entry with this index; `now` if no list is known.
    ///
    /// A new list and the revocation of a key are signed with the keys of the list before:
    /// otherwise anybody who can write the files could give themselves a key that way.
    pub fn keyring(&self, at: usize, stage: Stage, now: &Keyring) -> Keyring {
        if matches!(stage, Stage::People | Stage::Revoked)
            && let Some(before) = self.signed.iter().rfind(|signed| signed.at < at)
        {
            return Keyring::under(&before.house, &[]);
        }
        let Some(in_force) = self.at(at) else { return now.clone() };
        let after = self.signed.iter().find(|signed| signed.at >= at).map(|own| &own.house);
        let next = after.or(self.now.as_ref());
        Keyring::under(in_force, &next.into_iter().collect::<Vec<_>>())
    }

    /// Whether the current list is signed.
    pub fn standing(&self) -> Standing {
        match (self.in_force(), &self.now) {
            (_, None) => Standing::Signed,
            (None, _) => Standing::Never,
            (Some(signed), Some(now)) if signed.says_what(now) => Standing::Signed,
            _ => Standing::Changed,
        }
    }

    /// The editor in chief to whom messages refer people; `NAME` if nobody is known.
    pub fn chief(&self) -> &str {
        let list = self.in_force().or(self.now.as_ref());
        list.and_then(|list| list.chiefs().next()).map_or("NAME", |own| &own.name)
    }

    /// Why nothing may be printed under the current list, with all that changed; empty if it is
    /// signed.
    pub fn faults(&self) -> Vec<Finding> {
        let rule = match self.standing() {
            Standing::Signed => return Vec::new(),
            Standing::Never => "house-unsigned",
            Standing::Changed => "house-changed",
        };
        let Some(now) = &self.now else { return Vec::new() };
        let finding = Finding::stop(rule).at(Place::file("issues/publication.yml"));
        let finding = finding.with("name", self.chief());
        let mut all = vec![finding.with("issue", &now.issue)];
        all.extend(self.in_force().into_iter().flat_map(|signed| now.changes_since(signed)));
        all
    }

    /// The same for a report that stops nothing: what changed, if a list was signed.
    pub fn warnings(&self) -> Vec<Finding> {
        let changed = self.standing() == Standing::Changed;
        let faults = self.faults().into_iter().filter(|_| changed);
        faults.map(|finding| Finding { severity: Severity::Warn, ..finding }).collect()
    }

    /// Whether another list was signed after the entry with this index was made under one.
    pub fn replaced_since(&self, at: usize, entry: &Entry) -> bool {
        let later = self.signed.iter().filter(|signed| signed.at > at);
        let own = self.named(entry);
        match own {
            Some(own) => later.into_iter().any(|signed| !signed.house.says_what(own)),
            // Entries from before any list was signed are judged by the first.
            None => later.filter(|signed| signed.at > self.signed[0].at).count() > 0,
        }
    }

    /// Why the entry with this index counts for nothing; nothing if it counts.
    pub fn judge(&self, at: usize, entry: &Entry, texts: &Texts) -> Option<Finding> {
        if entry.stage == Stage::People {
            let signed = self.signed.iter().any(|signed| signed.at == at);
            return (!signed).then(|| void("void-list", entry));
        }
        let duty = entry.stage.duty()?;
        let (lists, _) = self.held(at, entry);
        let mut reasons = lists
            .iter()
            .map(|list| person(list, entry, duty).or_else(|| author(list, entry, texts)));
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then_some(first)
    }

    /// The limit that corrections must keep to, if they were signed under a list that was never
    /// signed itself: under any other, they were checked against the limit when they were signed.
    pub fn limit(&self, at: usize, entry: &Entry) -> Option<usize> {
        let (lists, certain) = self.held(at, entry);
        if certain { None } else { lists.iter().map(|list| list.corrections).max() }
    }

    /// The lists, one of which must allow an entry; and whether there is no doubt about them, since
    /// the entry names none or the one that it names was signed.
    fn held(&self, at: usize, entry: &Entry) -> (Vec<&House>, bool) {
        let before = self.signed.iter().rfind(|signed| signed.at < at).map(|own| &own.house);
        let after = self.signed.iter().find(|signed| signed.at > at).map(|own| &own.house);
        let either = || before.into_iter().chain(after).collect::<Vec<_>>();
        let Some(named) = self.named(entry) else {
            let one = before.or(after).or(self.now.as_ref());
            return (one.into_iter().collect(), entry.house.is_none());
        };
        for list in [before, after].into_iter().flatten() {
            if list.says_what(named) {
                return (vec![list], true);
            }
        }
        let lists = either();
        if lists.is_empty() { (self.now.iter().collect(), false) } else { (lists, false) }
    }
}

fn void(rule: &'static str, entry: &Entry) -> Finding {
    Finding::warn(rule).with("name", &entry.by).with("stage", entry.stage.name())
}

/// Whether a list lets somebody sign at all; the finding if it does not.
fn person(list: &House, entry: &Entry, duty: Duty) -> Option<Finding> {
    let Some(own) = list.reviewer(&entry.by).filter(|own| own.stages.contains(&duty)) else {
        return Some(void("void-person", entry));
    };
    let delegate = match entry.stage {
        Stage::Final => own.delegate == entry.delegate,
        Stage::Countersign => !own.delegate,
        _ => true,
    };
    (!delegate).then(|| void("void-delegate", entry))
}

/// A finding if somebody reviewed an article of their own.
fn author(list: &House, entry: &Entry, texts: &Texts) -> Option<Finding> {
    let content = texts.get(&entry.content)?;
    let own = entry.stage.is_review() && wrote(content, &entry.by);
    (own && !list.lets_review_own(&entry.by)).then(|| void("void-author", entry))
}

/// Whether the content of an article names somebody as one of its authors.
pub fn wrote(content: &str, name: &str) -> bool {
    let head = content.lines().take_while(|line| *line != "---");
    let authors = head.filter(|line| line.starts_with("/authors/") && line.contains("/name = "));
    let mut bylines =
        authors.filter_map(|line| serde_json::from_str::<String>(line.split_once(" = ")?.1).ok());
    bylines.any(|byline| names::names(&byline, name))
}
