//! The ledger `review.yml`: a chain of entries, each sealed and containing the seal of the one
//! before, and the copies of the texts that were read.
//!
//! The file is only ever appended to, byte for byte. Copies are next to it in `review/`, each named
//! by its SHA-256, so that any tool can verify them. `review/head` contains the last seal, so that
//! it is noticed if entries are removed from the end. Line ends do not matter: what Windows made of
//! them on a checkout is read, and left as it is.
//!
//! Every state is also recorded in the [`register`] of the project, outside this folder, so that it
//! is noticed if a ledger was put back to an older state together with its last seal.

use std::path::PathBuf;

use serde_json::json;

use super::anchor::{Standing, knows};
use super::conflict;
use super::contents::Folder;
use super::files::{copies, links, parse, sums, texts};
use super::house::House;
use super::keys;
use super::lists::{Lists, Texts};
use crate::desk::register::{self, Seen};
use crate::manuscript::digest::{Content, leaves};
use crate::publication::{Date, Entry, Head, Project, Stage, TEXT_LIMIT, load_publication};
use neikan_base::{
    diagnostic::{Failure, Finding, Findings, Place},
    fs::write_whole,
    hash::sha256,
    sources::Sources,
};

/// The first line of a new ledger.
const OPENING: &str = "# 审读记录，只由 neikan review 在末尾添加，不要手改。\n";

/// The seal before the first entry.
pub const NONE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A ledger that was read.
#[derive(Debug)]
pub struct Ledger {
    /// Its file, relative to the project.
    pub file: String,
    /// Its entries.
    pub entries: Vec<Entry>,
    /// The lists of signers.
    pub lists: Lists,
    pub(super) path: PathBuf,
    /// The bytes of the file.
    raw: Vec<u8>,
    lines: Vec<usize>,
    texts: Texts,
    sources: Sources,
    /// The name of its folder, and that folder's parent.
    folder: (String, PathBuf),
    /// What the register of the project knows about it.
    seen: Seen,
}

/// How the recorded last seal relates to the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Written {
    /// It is that of the last entry.
    Last,
    /// Entries follow it: their writer was interrupted before recording it.
    Behind,
    /// It is missing, or damaged by an editor; the register knows the last entry.
    Missing,
    /// No entry has it.
    Lost,
    /// Git left conflict markers in it.
    Torn,
}

impl Ledger {
    /// Reads the ledger of a folder and checks it against its own seals.
    ///
    /// Returns nothing if it is not a ledger at all; a ledger that was tampered with is returned,
    /// with a finding for each break.
    pub fn read(project: &Project, folder: &Folder, findings: &mut Findings) -> Option<Self> {
        let ledger = Self::proved(project, folder, findings)?;
        match ledger.written_head() {
            Written::Behind => {
                findings.push(Finding::note("ledger-head-behind").at(Place::file(&ledger.file)));
            }
            Written::Missing => {
                findings.push(Finding::note("ledger-head-missing").at(Place::file(&ledger.file)));
            }
            Written::Last | Written::Lost | Written::Torn => {}
        }
        if ledger.seen.heads.is_empty() && !ledger.entries.is_empty() {
            let place = Place::file(project.show(&project.issues().join(register::LEDGERS)));
            let finding = Finding::warn("register-gone").at(place);
            findings.push(finding.with("issue", &folder.id).with("now", ledger.entries.len()));
        }
        Some(ledger)
    }

    /// Reads the ledger of a folder in order to write to it: the last seal is recorded if the
    /// writer of the last entries was interrupted before doing so.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn open(
        project: &Project,
        folder: &Folder,
        findings: &mut Findings,
    ) -> Result<Option<Self>, Failure> {
        let Some(ledger) = Self::proved(project, folder, findings) else { return Ok(None) };
        let mended = match ledger.written_head() {
            Written::Behind => Some("ledger-head-mended"),
            Written::Missing => Some("ledger-head-restored"),
            Written::Last | Written::Lost | Written::Torn => None,
        };
        if let Some(rule) = mended.filter(|_| !findings.stops()) {
            findings.push(Finding::note(rule).at(Place::file(&ledger.file)));
            ledger.write_head()?;
        }
        if !ledger.entries.is_empty() && !findings.stops() {
            ledger.note_head()?;
        }
        Ok(Some(ledger))
    }

    fn proved(project: &Project, folder: &Folder, findings: &mut Findings) -> Option<Self> {
        let path = folder.root.join("review.yml");
        if links(project, folder, findings) {
            return None;
        }
        // Before the ledger is read: then whatever is added to both meanwhile is at least in the
        // ledger.
        let seen = Seen::read(project, &folder.id);
        let raw = match project.has(&path) {
            true => project.read_bytes(&path, findings)?.to_vec(),
            false => Vec::new(),
        };
        let (entries, lines) = parse(&raw, project.show(&path), &folder.id, findings)?;
        let texts = texts(project.sources(), &entries, &copies(&path));
        let ledger = Self { raw, lines, seen, ..Self::made(project, folder, entries, texts) };
        ledger.hold(folder, findings);
        keys::prove(project, &ledger, findings);
        ledger.hold_head(findings);
        ledger.hold_register(project, findings);
        Some(ledger)
    }

    /// A ledger of a folder with these entries and texts, which need not have been written yet.
    pub(super) fn made(
        project: &Project,
        folder: &Folder,
        entries: Vec<Entry>,
        texts: Texts,
    ) -> Self {
        let path = folder.root.join("review.yml");
        let publication = load_publication(project, &mut Findings::default());
        let now = publication.map(|read| House::of(project, folder, &read.value));
        let lists = Lists::of(&entries, &texts, now);
        Self {
            file: project.show(&path),
            entries,
            lists,
            path,
            raw: Vec::new(),
            lines: Vec::new(),
            texts,
            sources: project.sources().clone(),
            folder: (folder.id.clone(), project.issues()),
            seen: Seen::default(),
        }
    }

    /// Checks the entries against their seals, their copies and the folder that they are in.
    pub(super) fn hold(&self, folder: &Folder, findings: &mut Findings) {
        self.prove(findings);
        self.hold_against(folder, findings);
    }

    /// The place of an entry, by its index.
    pub fn place(&self, at: usize) -> Place {
        self.lines
            .get(at)
            .map_or_else(|| Place::file(&self.file), |&line| Place::line(&self.file, line))
    }

    /// The seal of the last entry; zeros if there is none.
    pub fn seal(&self) -> &str {
        self.entries.last().map_or(NONE, |entry| entry.seal.as_str())
    }

    /// The texts that its entries bind, by their sums: those that exist and are unchanged.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The copy of a text that was read, if it exists and is unchanged.
    pub fn copy(&self, sum: &str) -> Option<String> {
        self.texts.get(sum).cloned()
    }

    /// The texts that an entry binds and names.
    pub fn contents(&self, entry: &Entry) -> Vec<Content> {
        let sums = [Some(&entry.content), entry.house.as_ref()];
        sums.into_iter().flatten().filter_map(|sum| self.copy(sum)).map(Content::new).collect()
    }

    /// The files that prove the ledger: itself, the copies, time stamps, the last seal.
    pub fn files(&self, project: &Project) -> Vec<String> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let folder = copies(&self.path);
        let copies = sums(&self.entries).into_iter().map(|sum| folder.join(format!("{sum}.txt")));
        let stamps = self.entries.iter().map(|entry| folder.join(format!("{}.tsr", entry.seal)));
        let stamps = stamps.filter(|path| project.has(path));
        let all = copies.chain(stamps).chain([self.path.clone(), folder.join("head")]);
        all.map(|path| project.show(&path)).collect()
    }

    /// The latest date of its entries, or the latest that is not after `day`, among those since the
    /// dates were last corrected.
    pub fn latest(&self, day: Option<Date>) -> Option<Date> {
        let from = self.redated().unwrap_or(0);
        let dates = self.entries.iter().skip(from).map(|entry| entry.date);
        dates.filter(|date| day.is_none_or(|day| *date <= day)).max()
    }

    /// The index of the first entry dated after a day, since the dates were last corrected.
    pub fn ahead(&self, day: Date) -> Option<usize> {
        let from = self.redated().unwrap_or(0);
        let ahead = self.entries.iter().skip(from).position(|entry| entry.date > day);
        ahead.map(|at| from + at)
    }

    fn redated(&self) -> Option<usize> {
        let counts = |at: &usize| {
            let entry = &self.entries[*at];
            entry.stage == Stage::Redated && self.lists.judge(*at, entry, &self.texts).is_none()
        };
        (0..self.entries.len()).rev().find(counts)
    }

    /// Appends entries to the file: first the copies, then the entries, then the last seal.
    ///
    /// # Errors
    /// The finding `ledger-busy` if somebody else has written to it since it was read;
    /// [`Failure::Machine`]. In either case what was there stays intact.
    pub fn append(&mut self, entries: &[Entry], contents: &[&Content]) -> Result<(), Failure> {
        self.keep(contents)?;
        let there =
            if self.path.exists() { std::fs::read(&self.path).ok() } else { Some(Vec::new()) };
        if there.as_ref() != Some(&self.raw) {
            return Err(Finding::stop("ledger-busy").at(Place::file(&self.file)).into());
        }
        let mut bytes = self.raw.clone();
        if bytes.is_empty() {
            bytes.extend_from_slice(OPENING.as_bytes());
        } else if !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(self.written(entries)?.as_bytes());
        self.put(bytes, [&self.entries, entries].concat())
    }

    /// Rewrites the ledger with these entries, into which two copies of it were merged; the
    /// register is told which of their seals no longer exist.
    ///
    /// # Errors
    /// [`Failure::Machine`]; what was there stays intact.
    pub(super) fn rewrite(
        &mut self,
        entries: Vec<Entry>,
        contents: &[&Content],
        replaced: &[String],
    ) -> Result<(), Failure> {
        self.keep(contents)?;
        // Before the ledger is written: a merge that is interrupted in between is run again.
        register::note_merged(&self.folder.1, &self.folder.0, replaced)?;
        let text = format!("{OPENING}{}", self.written(&entries)?);
        self.put(text.into_bytes(), entries)
    }

    /// Stores copies of texts.
    fn keep(&mut self, contents: &[&Content]) -> Result<(), Failure> {
        for content in contents {
            let path = copies(&self.path).join(format!("{}.txt", content.sha256));
            if !self.texts.contains_key(&content.sha256) || !path.exists() {
                write_whole(&path, content.text.as_bytes())?;
                self.texts.insert(content.sha256.clone(), content.text.clone());
            }
        }
        Ok(())
    }

    fn written(&self, entries: &[Entry]) -> Result<String, Failure> {
        serde_yaml::to_string(entries)
            .map_err(|error| Failure::machine(&self.path, std::io::Error::other(error)))
    }

    fn put(&mut self, bytes: Vec<u8>, entries: Vec<Entry>) -> Result<(), Failure> {
        // So that a crash between ledger and seal does not look like removed entries.
        let head = copies(&self.path).join("head");
        if !head.exists() {
            write_whole(&head, format!("{NONE}\n").as_bytes())?;
        }
        write_whole(&self.path, &bytes)?;
        self.raw = bytes;
        self.entries = entries;
        self.write_head()?;
        self.note_head()
    }

    /// The name of its folder: an issue's, or `inbox`.
    pub fn folder(&self) -> &str {
        &self.folder.0
    }

    /// Where it ends: how many entries it has, and its last seal.
    pub fn head(&self) -> Head {
        Head { entries: self.entries.len(), seal: self.seal().to_owned() }
    }

    /// The states that the register, or the recorded last seal, knows but that no entry has any
    /// more, oldest first.
    pub fn lost(&self) -> Vec<Head> {
        let written = self.last_seal().trim().to_owned();
        let hex = written.len() == 64 && written.bytes().all(|byte| byte.is_ascii_hexdigit());
        let written = hex.then_some(Head { entries: 0, seal: written });
        let all = self.seen.heads.iter().cloned().chain(written);
        let mut lost: Vec<Head> =
            all.filter(|head| knows(self, &head.seal) == Standing::Unknown).collect();
        lost.dedup_by(|later, own| later.seal == own.seal);
        lost
    }

    /// Whether the recorded last seal is none of its entries' seals.
    pub fn is_short(&self) -> bool {
        self.written_head() == Written::Lost
    }

    /// Whether the register knows the last entry, and knows no state that no entry has any more.
    fn is_registered(&self) -> bool {
        let last = self.head();
        self.seen.heads.contains(&last)
            && self.seen.heads.iter().all(|head| knows(self, &head.seal) != Standing::Unknown)
    }

    /// Whether a merge of two copies has replaced this seal with another.
    pub fn has_merged(&self, seal: &str) -> bool {
        self.seen.merged.contains(seal)
    }

    /// The index of the entry with which an editor in chief gave up a state with this seal.
    pub fn given_up(&self, seal: &str) -> Option<usize> {
        let end = format!("/seal = \"{seal}\"");
        let names = |entry: &Entry| {
            self.texts
                .get(&entry.content)
                .is_some_and(|text| text.lines().any(|l| l.ends_with(&end)))
        };
        let counts = |at: usize, entry: &Entry| {
            entry.stage == Stage::Resumed && self.lists.judge(at, entry, &self.texts).is_none()
        };
        let mut entries = self.entries.iter().enumerate();
        entries.position(|(at, entry)| counts(at, entry) && names(entry))
    }

    fn note_head(&self) -> Result<(), Failure> {
        let (folder, issues) = &self.folder;
        register::note_head(issues, folder, &self.head())
    }

    /// Adds a finding if the register knows a state that no entry has any more.
    fn hold_register(&self, project: &Project, findings: &mut Findings) {
        let unknown = |head: &&Head| knows(self, &head.seal) == Standing::Unknown;
        if let Some(head) = self.seen.heads.iter().rfind(unknown) {
            let place = Place::file(project.show(&project.issues().join(register::LEDGERS)));
            findings.push(self.went_back(head).at(place));
        }
    }

    /// The finding that a state of the ledger was once seen that no entry has any more.
    pub fn went_back(&self, seen: &Head) -> Finding {
        let finding = Finding::stop("ledger-went-back").with("issue", &self.folder.0);
        let finding = finding.with("entries", seen.entries).with("now", self.entries.len());
        finding.with("chief", self.lists.chief())
    }

    /// The folder next to the ledger that contains time stamps and the copies of what was read.
    pub fn copies(&self) -> PathBuf {
        copies(&self.path)
    }

    fn write_head(&self) -> Result<(), Failure> {
        write_whole(&self.copies().join("head"), format!("{}\n", self.seal()).as_bytes())
    }

    /// The recorded last seal; empty if there is none.
    fn last_seal(&self) -> String {
        let head = self.sources.read(&copies(&self.path).join("head"), TEXT_LIMIT).ok().flatten();
        head.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
    }

    /// How the recorded last seal relates to the entries.
    fn written_head(&self) -> Written {
        let head = self.last_seal();
        let own = head.trim();
        let plain = own.trim_start_matches('\u{feff}').trim();
        if own == self.seal() || own.is_empty() && self.entries.is_empty() {
            Written::Last
        } else if plain == self.seal() || own.is_empty() && self.is_registered() {
            Written::Missing
        } else if own == NONE || self.entries.iter().any(|entry| entry.seal == own) {
            Written::Behind
        } else if conflict::first_mark(&head).is_some() {
            Written::Torn
        } else {
            Written::Lost
        }
    }

    /// Adds a finding for every entry that differs from what was signed.
    fn prove(&self, findings: &mut Findings) {
        let mut before = NONE;
        let joined = apart(&self.entries).is_some();
        for (at, entry) in self.entries.iter().enumerate() {
            let fault = |rule| Finding::stop(rule).at(self.place(at)).with("entry", at + 1);
            if entry.before != before {
                let joined = if joined { "yes" } else { "no" };
                let finding = fault("ledger-chain").with("issue", &self.folder.0);
                findings.push(finding.with("path", &self.file).with("joined", joined));
            }
            if entry.seal != seal(entry) {
                findings.push(fault("ledger-seal"));
            }
            if !came_from_elsewhere(entry) {
                findings.push(fault("ledger-origin"));
            }
            for sum in [Some(&entry.content), entry.house.as_ref()].into_iter().flatten() {
                if !self.texts.contains_key(sum) {
                    let path = format!("review/{sum}.txt");
                    findings.push(fault("ledger-copy").with("path", path));
                }
            }
            before = &entry.seal;
        }
    }

    /// Adds a finding if the recorded last seal is none of its entries', or torn by a conflict.
    pub(super) fn hold_head(&self, findings: &mut Findings) {
        let place = || Place::file(&self.file);
        match self.written_head() {
            Written::Last | Written::Behind | Written::Missing => {}
            Written::Lost => {
                let finding = Finding::stop("ledger-short").at(place());
                let finding = finding.with("issue", &self.folder.0);
                findings.push(finding.with("chief", self.lists.chief()));
            }
            Written::Torn => {
                let file = self.file.replace("review.yml", "review/head");
                let finding = Finding::stop("ledger-conflict").at(Place::line(file, 1));
                let finding = finding.with("path", &self.file);
                findings.push(finding.with("issue", &self.folder.0));
            }
        }
    }

    /// Adds a finding for the first entry that was signed for another issue than that of this
    /// folder.
    fn hold_against(&self, folder: &Folder, findings: &mut Findings) {
        let elsewhere = self.entries.iter().enumerate().find_map(|(at, entry)| {
            let named = self.lists.named(entry).map(|house| house.issue.clone());
            let meant = named.or_else(|| self.issue_of(entry))?;
            let gathered = entry.origin.is_some() && meant == crate::publication::INBOX;
            (meant != folder.id && !gathered).then_some((at, meant))
        });
        if let Some((at, meant)) = elsewhere {
            let finding = Finding::stop("ledger-elsewhere").at(self.place(at));
            let finding = finding.with("entry", at + 1).with("meant", meant);
            findings.push(finding.with("issue", &folder.id));
        }
    }

    /// The issue that was signed for the press, according to the year and the number in its
    /// content.
    fn issue_of(&self, entry: &Entry) -> Option<String> {
        let text = self.texts.get(&entry.content).filter(|_| entry.is_press())?;
        let value = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key))?;
            line.trim().parse::<u16>().ok()
        };
        Some(format!("{}-{:02}", value("/issue/year = ")?, value("/issue/number = ")?))
    }
}

/// The seal of an entry: the SHA-256 of all its other values, apart from its signature.
pub fn seal(entry: &Entry) -> String {
    let mut value = json!(entry);
    if let Some(map) = value.as_object_mut() {
        map.remove("seal");
        map.remove("signature");
    }
    sha256(leaves("review 1", &value).as_bytes())
}

/// Seals entries one after another, so that each contains the seal of the one before.
pub fn chain(mut before: String, entries: &mut [Entry]) {
    for entry in entries {
        entry.before = before;
        entry.seal = seal(entry);
        before = entry.seal.clone();
    }
}

/// The two ledgers that were joined into one without conflict markers: the entries up to where the
/// chain breaks, and those from there on with the entries that they were signed on. Nothing if the
/// chain breaks anywhere else too.
pub(super) fn apart(entries: &[Entry]) -> Option<(Vec<Entry>, Vec<Entry>)> {
    let follows = |before: Option<&Entry>, entry: &Entry| {
        entry.before == before.map_or(NONE, |own| own.seal.as_str())
    };
    let whole = |all: &[Entry]| {
        let before = |at: usize| at.checked_sub(1).map(|at| &all[at]);
        let mut numbered = all.iter().enumerate();
        numbered.all(|(at, entry)| entry.seal == seal(entry) && follows(before(at), entry))
    };
    let torn = (1..entries.len()).find(|at| !follows(Some(&entries[at - 1]), &entries[*at]))?;
    let from = (0..torn)
        .find(|at| follows(at.checked_sub(1).map(|before| &entries[before]), &entries[torn]))?;
    let theirs = [&entries[..from], &entries[torn..]].concat();
    (whole(&entries[..torn]) && whole(&theirs)).then(|| (entries[..torn].to_vec(), theirs))
}

/// Whether an entry has the seal that it claims to have had in another ledger, if it claims one.
fn came_from_elsewhere(entry: &Entry) -> bool {
    let Some(origin) = &entry.origin else { return true };
    let there = Entry { origin: None, before: origin.before.clone(), ..entry.clone() };
    seal(&there) == origin.seal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::Stage;

    #[test]
    fn two_who_write_at_once_do_not_lose_an_entry() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("issues/inbox")).unwrap();
        std::fs::write(root.path().join("issues/publication.yml"), "").unwrap();
        let project = Project::find(root.path()).unwrap();
        let folder = Folder::inbox(&project);
        let read = || Ledger::read(&project, &folder, &mut Findings::default()).unwrap();
        let content = Content::new("文".to_owned());
        let sign = |ledger: &mut Ledger, by: &str| {
            let mut entries = [Entry {
                article: Some("a".to_owned()),
                note: Some("12: \u{201c}x\u{201d}\n# 二".to_owned()),
                content: content.sha256.clone(),
                ..Entry::new(Stage::First, by, "2026-01-02".parse().unwrap())
            }];
            chain(ledger.seal().to_owned(), &mut entries);
            ledger.append(&entries, &[&content])
        };
        let (mut one, mut two) = (read(), read());
        sign(&mut one, "甲").unwrap();
        assert!(matches!(sign(&mut two, "乙"), Err(Failure::Stopped(_))));
        sign(&mut one, "丙").unwrap();
        let mut findings = Findings::default();
        let ledger = Ledger::read(&project, &folder, &mut findings).unwrap();
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(ledger.entries, one.entries);
    }
}
