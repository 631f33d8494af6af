//! How far an article has come: its entries are gone through one by one, under the rules that every
//! signature must keep.
//!
//! An entry that is not valid under the list of signers is skipped, and so is what was signed on
//! top of it; an entry that withdraws a signature leads back to before that signature.

use std::collections::BTreeMap;

use super::changes::changes;
use super::ledger::Ledger;
use super::lists::Lists;
use crate::publication::{Date, Entry, Stage, Verdict};
use hanzi::names::{fold, same};
use neikan_base::diagnostic::{Finding, Findings, Severity};

/// What an article has received so far.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// 初审.
    pub first: Option<Entry>,
    /// 复审.
    pub second: Option<Entry>,
    /// 终审.
    pub last: Option<Entry>,
    /// The editor in chief's signature under a delegate's final review.
    pub counter: Option<Entry>,
    /// 一校, 二校, 三校.
    pub proofs: [Option<Entry>; 3],
    /// 核红 since the final review.
    pub corrections: Vec<Entry>,
    /// The content that is approved: what passed the final review, or was corrected since.
    pub approved: Option<String>,
    /// The verdict that returned or rejected the article.
    pub against: Option<Entry>,
    /// The entry that withdrew a signature, if nothing was signed since.
    pub withdrawn: Option<Entry>,
    /// Whether the second reviewer has read it, so that the first reviewer need not read it again.
    reread: bool,
    /// Which of the three reviews each person has signed, by folded name, including reviews of
    /// texts that were returned since.
    roles: BTreeMap<String, Role>,
    /// Whether an entry was void, so that what was signed on top of it may not be valid either.
    shaken: bool,
    /// What was signed, each with the state before it.
    steps: Vec<Step>,
    date: Option<Date>,
}

/// One of the three reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    First,
    Second,
    Final,
}

impl Role {
    fn of(stage: Stage) -> Option<Self> {
        match stage {
            Stage::First => Some(Self::First),
            Stage::Second => Some(Self::Second),
            Stage::Final | Stage::Countersign => Some(Self::Final),
            _ => None,
        }
    }
}

/// A signature, and the state of the article before it.
#[derive(Debug, Clone)]
struct Step {
    entry: Entry,
    before: Box<Progress>,
}

/// How far all articles of a ledger have come.
#[derive(Debug, Default)]
pub struct Progresses {
    /// By the names under which they were signed.
    all: BTreeMap<String, Progress>,
    /// The names under which articles were signed before their files were renamed.
    former: BTreeMap<String, String>,
}

/// The state while a ledger is gone through.
struct Walk<'a> {
    ledger: &'a Ledger,
    own: Progresses,
    /// Why entries count for nothing, with their articles.
    void: Vec<(String, Finding)>,
}

impl Progresses {
    /// Goes through all entries of a ledger.
    ///
    /// Adds a finding for each entry that could not have been signed, and for each that counts for
    /// nothing: a warning, or a note if the article was approved without it.
    pub fn of(ledger: &Ledger, findings: &mut Findings) -> Self {
        let mut walk = Walk { ledger, own: Self::default(), void: Vec::new() };
        for (at, entry) in ledger.entries.iter().enumerate() {
            walk.step(at, entry, findings);
        }
        let Walk { own, void, .. } = walk;
        findings.extend(void.into_iter().map(|(article, finding)| {
            let approved = own.all.get(&article).is_some_and(|own| own.approved.is_some());
            let severity = if approved { Severity::Note } else { Severity::Warn };
            Finding { severity, ..finding }
        }));
        own
    }

    /// The progress of an article whose text has this sum. Signatures bind what was read, not the name
    /// of its file: a text that nobody has signed under this name has what was signed, word for word,
    /// under another.
    pub fn article(&self, id: &str, content: &str) -> Progress {
        let name = if self.all.contains_key(id) { Some(id) } else { self.like(content) };
        name.and_then(|name| self.all.get(name)).cloned().unwrap_or_default()
    }

    /// The names under which an article was signed whose text has this sum, the present one first.
    pub fn names<'a>(&'a self, id: &'a str, content: &str) -> Vec<&'a str> {
        let mut names = vec![id];
        let mut before = match self.all.contains_key(id) {
            true => self.former.get(id).map(String::as_str),
            false => self.like(content),
        };
        while let Some(name) = before {
            names.push(name);
            before = self.former.get(name).map(String::as_str);
        }
        names
    }

    /// The signatures in force of all articles.
    pub fn signatures(&self) -> impl Iterator<Item = &Entry> {
        self.all.values().flat_map(Progress::signatures)
    }

    /// The name under which a text was signed last, as it stands.
    fn like(&self, content: &str) -> Option<&str> {
        let given_up = |name: &String| self.former.values().any(|former| former == name);
        let mut signed =
            self.all.iter().filter(|(name, own)| own.ends_with(content) && !given_up(name));
        signed.next().map(|(name, _)| name.as_str())
    }

    /// The progress of the article that an entry is about.
    fn of_entry(&mut self, article: &str, entry: &Entry) -> &mut Progress {
        if !self.all.contains_key(article)
            && entry.stage != Stage::Withdrawn
            && let Some(old) = self.like(&entry.content).map(str::to_owned)
        {
            self.all.insert(article.to_owned(), self.all[&old].clone());
            self.former.insert(article.to_owned(), old);
        }
        self.all.entry(article.to_owned()).or_default()
    }

    /// Accepts a withdrawal, under each name of the article.
    fn withdraw(&mut self, article: &str, entry: &Entry) {
        let target = entry.target.as_deref().unwrap_or_default();
        for (name, own) in &mut self.all {
            if name == article || own.steps.iter().any(|step| step.entry.is(target)) {
                own.withdraw(entry);
            }
        }
    }

    /// Accepts an entry as signed. What has left has left under each of its names.
    fn apply(&mut self, article: &str, entry: &Entry) {
        let mut names = vec![article.to_owned()];
        if entry.stage == Stage::Gathered {
            names = self.names(article, &entry.content).into_iter().map(str::to_owned).collect();
        }
        for name in names {
            self.all.entry(name).or_default().apply(entry);
        }
    }
}

impl Progress {
    /// Whether a text with this sum is the last that was signed, and nothing has left since.
    fn ends_with(&self, content: &str) -> bool {
        let last = self.steps.last().map(|step| &step.entry);
        last.is_some_and(|last| last.stage != Stage::Gathered && last.content == content)
    }

    /// What the article awaits if its text now has this sum; nothing if it is ready for the press.
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

    /// Whether a signature is under a text other than the one with this sum, and so void.
    pub fn voids(&self, entry: &Entry, content: &str) -> bool {
        let covered = self.approves(content) || (entry.stage == Stage::First && self.reread);
        !covered && entry.content != content
    }

    /// The sum of the text that was last approved or, if none was, last read.
    pub fn read(&self) -> Option<&str> {
        let last = [&self.second, &self.first].into_iter().flatten().next();
        let against = self.against.as_ref();
        let entry = last.or(against).map(|entry| entry.content.as_str());
        self.approved.as_deref().or(entry)
    }

    /// Whether all three reviews were signed on the same day.
    pub fn in_one_day(&self) -> bool {
        let days = [&self.first, &self.second, &self.last].map(|entry| Some(entry.as_ref()?.date));
        days[0].is_some() && days.iter().all(|day| *day == days[0])
    }

    /// The signature that somebody can withdraw: their own latest in force, of a stage if one is
    /// given; if nobody is named, anybody's.
    pub fn latest(&self, by: Option<&str>, stage: Option<Stage>) -> Option<&Entry> {
        let in_force = |entry: &Entry| {
            let all = self.signatures().into_iter().chain(&self.against);
            all.into_iter().any(|own| own.seal == entry.seal)
        };
        let entries = self.steps.iter().rev().map(|step| &step.entry);
        entries
            .filter(|entry| by.is_none_or(|by| same(by, &entry.by)))
            .filter(|entry| stage.is_none_or(|stage| stage == entry.stage))
            .find(|entry| in_force(entry))
    }

    /// The rules that an entry would break.
    pub fn breaches(&self, entry: &Entry) -> Vec<Finding> {
        let fault = |rule| {
            let article = entry.article.as_deref().unwrap_or_default();
            Finding::stop(rule).with("article", article).with("stage", entry.stage.name())
        };
        let mut faults = Vec::new();
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

    /// The finding if an entry is dated before the last one. What stops an article may have any
    /// date: otherwise nobody could stop it after a clock was wrong.
    fn late(&self, entry: &Entry) -> Option<Finding> {
        let last = self.date.filter(|last| *last > entry.date && !entry.stops())?;
        let article = entry.article.as_deref().unwrap_or_default();
        let finding = Finding::stop("review-date").with("article", article);
        Some(finding.with("date", entry.date).with("last", last))
    }

    /// The rule of order that an entry would break, as a finding.
    fn order(&self, entry: &Entry, fault: &dyn Fn(&'static str) -> Finding) -> Option<Finding> {
        let next = self.next(&entry.content);
        let already = || Some(fault("review-already"));
        let same =
            |own: &Option<Entry>| own.as_ref().is_some_and(|own| own.content == entry.content);
        if entry.verdict != Verdict::Pass && self.has(entry.stage) {
            return None;
        }
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

    /// Whether a review of this stage was signed and is in force, so that it can be turned into a
    /// refusal.
    fn has(&self, stage: Stage) -> bool {
        match stage {
            Stage::First => self.first.is_some() || self.approved.is_some(),
            Stage::Second => self.second.is_some(),
            Stage::Final | Stage::Countersign => self.last.is_some(),
            _ => false,
        }
    }

    /// Whether the same person has signed where a different person is required.
    fn signed_before(&self, entry: &Entry) -> bool {
        let reviews = [&self.first, &self.second, &self.last];
        let by = |own: &Option<Entry>| own.as_ref().is_some_and(|own| same(&own.by, &entry.by));
        let count = match entry.stage {
            Stage::Second => 1,
            Stage::Final => 2,
            Stage::Countersign => 3,
            Stage::Proof2 => return by(&self.proofs[0]),
            _ => 0,
        };
        // What was signed before there were lists is judged by the rules of its time.
        let counted = entry.house.is_some();
        let role = self.roles.get(&fold(&entry.by)).copied().filter(|_| counted);
        let other = |role: Role| Role::of(entry.stage).is_some_and(|own| own != role);
        // Refusing what one has passed oneself is not a second review.
        let refuses = entry.verdict != Verdict::Pass && self.has(entry.stage);
        !refuses && (reviews[..count].iter().any(|own| by(own)) || role.is_some_and(other))
    }

    /// Accepts an entry as signed.
    pub fn apply(&mut self, entry: &Entry) {
        let before = Box::new(Self { steps: Vec::new(), ..self.clone() });
        let last = self.date;
        if entry.stage == Stage::Gathered {
            *self = Self::default();
        } else if entry.verdict == Verdict::Pass {
            self.pass(entry);
        } else if entry.verdict == Verdict::Reject || entry.stage.is_review() {
            self.begin_anew();
            self.against = Some(entry.clone());
        } else {
            self.reopen();
            self.against = Some(entry.clone());
        }
        if let Some(role) = Role::of(entry.stage) {
            self.roles.entry(fold(&entry.by)).or_insert(role);
        }
        self.steps.push(Step { entry: entry.clone(), before });
        self.withdrawn = None;
        self.date = last.max(Some(entry.date));
    }

    /// Goes back to before a signature that is withdrawn, dropping what was signed on top of it.
    fn withdraw(&mut self, entry: &Entry) {
        let target = entry.target.as_deref().unwrap_or_default();
        if let Some(at) = self.steps.iter().position(|step| step.entry.is(target)) {
            let shaken = self.shaken;
            let mut steps = std::mem::take(&mut self.steps);
            *self = *steps.swap_remove(at).before;
            steps.truncate(at);
            self.steps = steps;
            self.shaken |= shaken;
            self.withdrawn = Some(entry.clone());
        }
        // The wrong dates of earlier entries no longer count against it.
        self.date = self.date.min(Some(entry.date));
    }

    fn pass(&mut self, entry: &Entry) {
        let own = Some(entry.clone());
        match entry.stage {
            Stage::First => {
                self.begin_anew();
                self.first = own;
            }
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
            | Stage::Resumed
            | Stage::Revoked => {}
        }
    }

    /// Goes back to before the first review; who has signed what is remembered.
    fn begin_anew(&mut self) {
        *self = Self {
            roles: std::mem::take(&mut self.roles),
            steps: std::mem::take(&mut self.steps),
            shaken: self.shaken,
            ..Self::default()
        };
    }

    /// Goes back to before the second review.
    fn reopen(&mut self) {
        let first = self.first.take();
        self.begin_anew();
        self.first = first;
        self.reread = true;
    }
}

impl Walk<'_> {
    /// Advances by an entry.
    fn step(&mut self, at: usize, entry: &Entry, findings: &mut Findings) {
        let void = self.judge(at, entry);
        if entry.stage == Stage::Redated && void.is_none() {
            for own in self.own.all.values_mut().filter(|own| own.date.is_some()) {
                own.date = own.date.min(Some(entry.date));
            }
        }
        let article = entry.article.clone();
        if let Some(finding) = void {
            let place = self.ledger.place(at);
            let finding = finding.at(place).with("entry", at + 1);
            let finding = finding.with("chief", self.ledger.lists.chief());
            let finding = finding.with("issue", self.ledger.folder());
            self.void.push((article.clone().unwrap_or_default(), finding));
            if let Some(article) = article {
                let own = self.own.of_entry(&article, entry);
                if !own.shaken && entry.stage != Stage::Withdrawn {
                    // Nobody could have signed it at all: it was forged.
                    let faults = own.breaches(entry).into_iter();
                    findings.extend(faults.map(|finding| finding.at(self.ledger.place(at))));
                }
                own.shaken = true;
            }
            return;
        }
        let Some(article) = article else { return };
        let own = self.own.of_entry(&article, entry);
        let late = own.late(entry);
        if entry.stage == Stage::Withdrawn {
            self.own.withdraw(&article, entry);
            findings.extend(late.map(|finding| finding.at(self.ledger.place(at))));
            return;
        }
        let breaches = own.breaches(entry);
        if own.shaken && !breaches.is_empty() {
            let finding = Finding::warn("void-order").with("name", &entry.by);
            let finding = finding.with("stage", entry.stage.name()).with("entry", at + 1);
            self.void.push((article, finding.at(self.ledger.place(at))));
            return;
        }
        let faults = late.into_iter().chain(breaches);
        findings.extend(faults.map(|finding| finding.at(self.ledger.place(at))));
        self.own.apply(&article, entry);
    }

    /// Why an entry counts for nothing; nothing if it counts.
    fn judge(&self, at: usize, entry: &Entry) -> Option<Finding> {
        let lists = &self.ledger.lists;
        if entry.stage == Stage::Withdrawn {
            return unfounded(lists, &self.ledger.entries, at, entry);
        }
        lists.judge(at, entry, self.ledger.texts()).or_else(|| self.large(at, entry))
    }

    /// A finding if corrections exceed what the lists in force let one proofreader sign off, and
    /// the list that they were signed under was never signed itself.
    fn large(&self, at: usize, entry: &Entry) -> Option<Finding> {
        let article = entry.article.as_ref().filter(|_| entry.stage == Stage::Corrections)?;
        let limit = self.ledger.lists.limit(at, entry)?;
        let own = self.own.article(article, &entry.content);
        let texts = self.ledger.texts();
        let read = own.counter.as_ref().or(own.last.as_ref())?;
        let changes = changes(texts.get(&read.content)?, texts.get(&entry.content)?);
        let finding = Finding::warn("void-corrections").with("name", &entry.by);
        let finding = finding.with("count", changes.characters).with("limit", limit);
        (changes.characters > limit).then_some(finding)
    }
}

/// Why an entry withdraws nothing: it has no such signature as its target, or somebody else's.
pub fn unfounded(lists: &Lists, entries: &[Entry], at: usize, entry: &Entry) -> Option<Finding> {
    let target = entry.target.as_deref()?;
    let meant = entries[..at].iter().find(|own| own.is(target) && own.article == entry.article);
    let own = meant.is_some_and(|own| same(&own.by, &entry.by));
    let chief = || lists.at(at).is_some_and(|list| list.chiefs().any(|c| same(&c.name, &entry.by)));
    let founded = meant.is_some() && (own || chief());
    (!founded).then(|| Finding::warn("void-withdrawal").with("name", &entry.by))
}
