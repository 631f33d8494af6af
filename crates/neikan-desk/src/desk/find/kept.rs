//! What is kept of the manuscripts of a folder, so that they need not be read again to be looked
//! through: their printed texts with the place of each, and once more folded.
//!
//! A folder has one file in the user's own cache. An entry stands for a manuscript as long as the
//! system says that its file is what it was ([`Stamp`]); if it says otherwise the file is read, and
//! its sum decides. What cannot be read, is damaged, or was written by another program is made
//! again, so nothing in it is ever to be mended. There is no list of words in it: looking through
//! folded texts takes less time than reading one would (docs/architecture.md has the figures).

use std::ops::Range;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::query::fold_spaced;
use crate::manuscript::printed;
use crate::manuscript::prose::{Construct, Kind, Passage, Text};
use crate::publication::{Issue, Project, SourceText, document};
use neikan_base::diagnostic::Findings;
use neikan_base::fs::{Stamp, read_limited, write_passing};

/// The form of the file; another one is made again.
const FORM: &str = "neikan find 1";
/// The largest file that is read, bytes.
const LIMIT: u64 = 256 << 20;
/// What stands between passages in a folded text: no text has it, so no word reaches over it.
const APART: char = '\n';

/// A manuscript, or `issue.yml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The article; nothing for `issue.yml`.
    pub article: Option<String>,
    /// Where it is.
    pub path: PathBuf,
}

/// What is kept of a folder.
#[derive(Debug, Default)]
pub struct Kept {
    bytes: Vec<u8>,
    /// What is kept of each manuscript, in the order in which they were asked for.
    pub entries: Vec<Entry>,
}

/// What is kept of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The article; nothing for `issue.yml`.
    pub article: Option<String>,
    /// Its file, relative to the project.
    pub file: String,
    /// Its title, if it can be read.
    pub title: Option<String>,
    /// Its section, as it is written.
    pub section: Option<String>,
    /// Who wrote it and took its photographs.
    pub names: Vec<String>,
    /// The units of its authors and items.
    pub units: Vec<String>,
    stamp: Option<Stamp>,
    sum: [u8; 32],
    /// Where its folded text is.
    plain: Range<usize>,
    /// Where its passages are.
    passages: Range<usize>,
}

/// A passage that was kept.
#[derive(Debug, Clone, Copy)]
pub struct KeptPassage<'k> {
    /// The text.
    pub text: &'k str,
    /// The same folded, as [`super::Query`] looks for words.
    pub plain: &'k [u8],
    /// Where stretches of it are in the file.
    runs: Bytes<'k>,
}

impl KeptPassage<'_> {
    /// Line and column, from 1, of a byte of the text.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let before = self.text.get(..byte).unwrap_or_default().chars().count();
        let (mut runs, mut place) = (self.runs, (1, 1));
        while let Some((at, line, column)) = runs.run() {
            if at > before {
                break;
            }
            place = (line, column + before - at);
        }
        place
    }
}

impl Kept {
    /// What a file says that is intact and of this program.
    pub fn read(path: &Path) -> Option<Self> {
        let bytes = read_limited(path, LIMIT).ok().flatten()?;
        let (whole, sum) = bytes.split_last_chunk::<4>()?;
        let mut from = Bytes(whole);
        let mut entries = Vec::new();
        let sound = crc32fast::hash(whole) == u32::from_le_bytes(*sum);
        if !sound || from.text()? != identity() {
            return None;
        }
        for _ in 0..from.number()? {
            entries.push(from.entry()?);
        }
        let kept = Self { bytes: from.0.to_vec(), entries };
        let inside =
            |range: &Range<usize>| range.start <= range.end && range.end <= kept.bytes.len();
        let all = kept.entries.iter().all(|own| inside(&own.plain) && inside(&own.passages));
        all.then_some(kept)
    }

    /// Writes it to a file.
    ///
    /// # Errors
    /// What the system reports.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        let mut head = Vec::new();
        put_text(&mut head, &identity());
        put(&mut head, self.entries.len());
        self.entries.iter().for_each(|entry| entry.put(&mut head));
        let mut sum = crc32fast::Hasher::new();
        sum.update(&head);
        sum.update(&self.bytes);
        write_passing(path, &[&head, &self.bytes, &sum.finalize().to_le_bytes()])
    }

    /// What is to be kept of manuscripts now, and whether that differs from what was. Files that cannot
    /// be read are told.
    pub fn renewed(
        self,
        project: &Project,
        candidates: &[Candidate],
        findings: &mut Findings,
    ) -> (Self, bool) {
        let stamps: Vec<_> = candidates.iter().map(|own| Stamp::of(&own.path)).collect();
        let known = |own: &Candidate, stamp: &Option<Stamp>| {
            let entry = self.entries.iter().find(|entry| entry.article == own.article)?;
            (stamp.is_some() && entry.stamp == *stamp).then_some(entry)
        };
        let pairs = || candidates.iter().zip(&stamps);
        let same = pairs().all(|(own, stamp)| known(own, stamp).is_some());
        if same && self.entries.len() == candidates.len() {
            return (self, false);
        }
        let mut new = Self::default();
        for (own, stamp) in pairs() {
            match known(own, stamp) {
                Some(entry) => new.take(&self, entry.clone()),
                None => new.look_at(&self, project, own, *stamp, findings),
            }
        }
        (new, true)
    }

    /// The articles in the order in which they were asked for, if that is the order of this `issue.yml` as it is
    /// now.
    pub fn order(&self, issue: &Path) -> Option<Vec<String>> {
        let known = self.entries.iter().find(|entry| entry.article.is_none())?;
        let same = known.stamp.is_some() && known.stamp == Stamp::of(issue);
        same.then(|| self.entries.iter().filter_map(|entry| entry.article.clone()).collect())
    }

    /// Takes over what another one keeps.
    fn take(&mut self, other: &Self, entry: Entry) {
        let mut add = |range: Range<usize>| {
            let start = self.bytes.len();
            self.bytes.extend_from_slice(&other.bytes[range]);
            start..self.bytes.len()
        };
        let (plain, passages) = (add(entry.plain.clone()), add(entry.passages.clone()));
        self.entries.push(Entry { plain, passages, ..entry });
    }

    /// Reads a manuscript, unless its bytes turn out to be those that are known.
    fn look_at(
        &mut self,
        old: &Self,
        project: &Project,
        own: &Candidate,
        stamp: Option<Stamp>,
        findings: &mut Findings,
    ) {
        let Some(source) = project.read_text(&own.path, findings) else { return };
        let sum: [u8; 32] = Sha256::digest(source.text.as_bytes()).into();
        let stamp = stamp.filter(Stamp::is_settled);
        let known = old.entries.iter().find(|entry| entry.article == own.article);
        match known.filter(|entry| entry.sum == sum) {
            Some(entry) => self.take(old, Entry { stamp, ..entry.clone() }),
            None => self.add(own, source, stamp, sum),
        }
    }

    fn add(&mut self, own: &Candidate, source: SourceText, stamp: Option<Stamp>, sum: [u8; 32]) {
        let file = source.file.clone();
        let (title, section, text) = match own.article {
            Some(_) => {
                let printed = printed::article(source);
                (printed.title, printed.section, Some(printed.text))
            }
            None => (None, None, of_issue(&source)),
        };
        let all = text.iter().flat_map(|text| text.passages.iter().chain(&text.asides));
        let all: Vec<&Passage> = all.collect();
        let texts = |wanted: &dyn Fn(&Passage) -> bool| {
            all.iter().filter(|own| wanted(own)).map(|own| own.text.clone()).collect()
        };
        let (article, start) = (own.article.clone(), self.bytes.len());
        all.iter().for_each(|passage| plain(&passage.text, &mut self.bytes));
        let middle = self.bytes.len();
        if let Some(text) = &text {
            all.iter().for_each(|passage| put_passage(&mut self.bytes, text, passage));
        }
        self.entries.push(Entry {
            article,
            file,
            title,
            section,
            names: texts(&|own| own.kind == Kind::Name && own.construct == Construct::Data),
            units: texts(&|own| {
                own.kind == Kind::Unit && matches!(own.construct, Construct::Data | Construct::Item)
            }),
            stamp,
            sum,
            plain: start..middle,
            passages: middle..self.bytes.len(),
        });
    }

    /// The folded text of an entry.
    pub fn plain(&self, entry: &Entry) -> &[u8] {
        &self.bytes[entry.plain.clone()]
    }

    /// The passages of an entry.
    pub fn passages(&self, entry: &Entry) -> impl Iterator<Item = KeptPassage<'_>> {
        let mut from = Bytes(&self.bytes[entry.passages.clone()]);
        self.plain(entry).split(|byte| *byte == APART as u8).map_while(move |plain| {
            let text = from.text()?;
            let length = from.number()?;
            Some(KeptPassage { text, plain, runs: Bytes(from.cut(length)?) })
        })
    }
}

/// The printed texts of `issue.yml`; nothing where it has faults, which are said where it is checked.
fn of_issue(source: &SourceText) -> Option<Text> {
    let mut unsaid = Findings::default();
    let document = document::read::<Issue>(&source.text, &source.file, 0, &mut unsaid)?;
    Some(printed::issue(&document))
}

/// Adds a text as [`super::Query`] looks for it.
fn plain(text: &str, to: &mut Vec<u8>) {
    fold_spaced(text, |_, c| to.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()));
    to.push(APART as u8);
}

/// What tells programs apart that may read the same manuscript differently.
fn identity() -> String {
    let program = std::env::current_exe().ok().and_then(|path| Stamp::of(&path));
    format!("{FORM} {} {program:?}", env!("CARGO_PKG_VERSION"))
}

/// Adds a number: seven bits a byte, the lowest first.
fn put(to: &mut Vec<u8>, number: usize) {
    let mut left = number as u64;
    while left > 0x7f {
        to.push(left as u8 | 0x80);
        left >>= 7;
    }
    to.push(left as u8);
}

fn put_text(to: &mut Vec<u8>, text: &str) {
    put(to, text.len());
    to.extend_from_slice(text.as_bytes());
}

/// Adds a passage with its runs: from which character on it follows a line of the file from which
/// column on.
fn put_passage(to: &mut Vec<u8>, text: &Text, passage: &Passage) {
    put_text(to, &passage.text);
    let mut runs = Vec::new();
    let mut expected = None;
    for (index, (at, c)) in passage.text.char_indices().enumerate() {
        let byte = passage.bytes(at..at + c.len_utf8()).start;
        if expected != Some(byte) {
            let place = text.place(byte);
            put(&mut runs, index);
            put(&mut runs, place.line);
            put(&mut runs, place.column);
        }
        expected = Some(byte + c.len_utf8());
    }
    put(to, runs.len());
    to.extend(runs);
}

impl Entry {
    fn put(&self, to: &mut Vec<u8>) {
        for text in [&self.article, &self.title, &self.section] {
            put(to, usize::from(text.is_some()));
            put_text(to, text.as_deref().unwrap_or_default());
        }
        put_text(to, &self.file);
        for list in [&self.names, &self.units] {
            put(to, list.len());
            list.iter().for_each(|text| put_text(to, text));
        }
        put(to, usize::from(self.stamp.is_some()));
        let stamp =
            self.stamp.map_or([0; 4], |own| [own.size, own.modified, own.changed, own.node]);
        to.extend(stamp.iter().flat_map(|part| part.to_le_bytes()));
        to.extend(self.sum);
        for range in [&self.plain, &self.passages] {
            put(to, range.start);
            put(to, range.end);
        }
    }
}

/// Bytes that are still to be read; whatever is not there gives nothing.
#[derive(Debug, Clone, Copy)]
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn cut(&mut self, length: usize) -> Option<&'b [u8]> {
        let (own, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(own)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0_u64;
        for shift in (0..63).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return usize::try_from(number).ok();
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.number()?;
        std::str::from_utf8(self.cut(length)?).ok()
    }

    fn optional(&mut self) -> Option<Option<String>> {
        let there = self.number()? == 1;
        let text = self.text()?;
        Some(there.then(|| text.to_owned()))
    }

    fn list(&mut self) -> Option<Vec<String>> {
        let count = self.number()?;
        (0..count).map(|_| self.text().map(str::to_owned)).collect()
    }

    fn range(&mut self) -> Option<Range<usize>> {
        Some(self.number()?..self.number()?)
    }

    fn run(&mut self) -> Option<(usize, usize, usize)> {
        Some((self.number()?, self.number()?, self.number()?))
    }

    fn entry(&mut self) -> Option<Entry> {
        let [article, title, section] = [self.optional()?, self.optional()?, self.optional()?];
        let file = self.text()?.to_owned();
        let (names, units) = (self.list()?, self.list()?);
        let stamped = self.number()? == 1;
        let mut part = || Some(u64::from_le_bytes(self.cut(8)?.try_into().ok()?));
        let stamp = Stamp { size: part()?, modified: part()?, changed: part()?, node: part()? };
        let stamp = stamped.then_some(stamp);
        let sum = self.cut(32)?.try_into().ok()?;
        let (plain, passages) = (self.range()?, self.range()?);
        Some(Entry { article, file, title, section, names, units, stamp, sum, plain, passages })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "---\ntitle: 荔枝開秤\nsection: news\nauthors:\n  - {name: 陈禾, unit: 荔塘供销社}\n---\n甲**乙**\n丙　 丁。\n";

    fn kept() -> Kept {
        let source = SourceText { file: "issues/inbox/a.md".to_owned(), text: SOURCE.to_owned() };
        let own = Candidate { article: Some("a".to_owned()), path: PathBuf::from("a.md") };
        let stamp = Stamp { size: 1, modified: 2, changed: u64::MAX, node: 4 };
        let mut kept = Kept::default();
        kept.add(&own, source, Some(stamp), [7; 32]);
        kept
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let kept = kept();
        kept.write(&path).unwrap();
        let again = Kept::read(&path).unwrap();
        assert_eq!((&again.entries, &again.bytes), (&kept.entries, &kept.bytes));
        let entry = &again.entries[0];
        assert_eq!(
            (entry.title.as_deref(), entry.section.as_deref()),
            (Some("荔枝開秤"), Some("news"))
        );
        assert_eq!(
            (&entry.names[..], &entry.units[..]),
            (&["陈禾".to_owned()][..], &["荔塘供销社".to_owned()][..])
        );
        let plain = String::from_utf8(again.plain(entry).to_vec()).unwrap();
        assert!(plain.starts_with("荔枝开秤\n") && plain.ends_with("甲乙丙 丁。\n"), "{plain}");
        // Every part of a passage knows its place in the file.
        let passage = again.passages(entry).last().unwrap();
        let place = |c: char| passage.place(passage.text.find(c).unwrap());
        assert_eq!(
            [place('甲'), place('乙'), place('丙'), place('丁')],
            [(7, 1), (7, 4), (8, 1), (8, 4)]
        );
    }

    #[test]
    fn what_is_damaged_counts_for_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        kept().write(&path).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            std::fs::write(&path, &bytes).unwrap();
            assert!(Kept::read(&path).is_none(), "{at}");
            std::fs::write(&path, &whole[..at]).unwrap();
            assert!(Kept::read(&path).is_none(), "cut at {at}");
        }
    }
}
