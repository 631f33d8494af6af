//! A BagIt bag (RFC 8493): the texts of its tag files, and a bag on disk as a zip or as a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha512};

use super::container::{Container, Fault, Kind, is_plain};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::pieces;
use neikan_base::hash::hex;

/// The declaration of a bag (RFC 8493, 2.1.1).
pub const BAGIT: &str = "bagit.txt";
/// Its text.
pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// What is said of the bag (2.2.2).
pub const INFO: &str = "bag-info.txt";
/// The sums of the payload (2.1.3).
pub const MANIFEST: &str = "manifest-sha512.txt";
/// The sums of the other files (2.2.1).
pub const TAGS: &str = "tagmanifest-sha512.txt";
/// The folder of the payload.
pub const DATA: &str = "data/";
/// The largest tag file that is read, bytes.
const LIMIT: u64 = 64 << 20;

/// SHA-512 sums in hexadecimal, by path.
pub type Sums = BTreeMap<String, String>;

/// The SHA-512 of some bytes, in hexadecimal.
pub fn sha512(bytes: &[u8]) -> String {
    hex(&Sha512::digest(bytes))
}

/// The text of a manifest; as `sha512sum -c` reads it, too.
pub fn manifest(sums: &Sums) -> String {
    sums.iter().fold(String::new(), |mut out, (path, sum)| {
        // Line ends, which paths cannot have here, and the sign itself are encoded (2.1.3).
        let _ = writeln!(out, "{sum}  {}", path.replace('%', "%25"));
        out
    })
}

/// The text of `bag-info.txt`.
pub fn info(lines: &[(&str, String)]) -> String {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.iter().map(|(label, value)| format!("{label}: {}\n", plain(value))).collect()
}

/// A bag on disk.
#[derive(Debug)]
pub struct Bag {
    path: PathBuf,
    store: Store,
    /// The size of each file, by its path in the bag.
    files: BTreeMap<String, u64>,
}

#[derive(Debug)]
enum Store {
    /// A zip, in which all files are in one folder, whose name ends with a slash.
    Zip(Container, String),
    Folder,
}

impl Bag {
    /// Opens a bag: a zip that this program has packed, or the folder of an unpacked one.
    ///
    /// # Errors
    /// The finding `archive-broken` if it is none; [`Failure::Machine`].
    pub fn open(path: &Path) -> Result<Self, Failure> {
        if path.is_dir() {
            let path = path.to_owned();
            let files = listed(&path)?;
            return Ok(Self { path, store: Store::Folder, files });
        }
        let container = Container::open(path).map_err(|fault| failure(path, fault))?;
        let base = base(&container).map_err(|fault| failure(path, fault))?;
        let sized = container.entries().iter();
        let files = sized.map(|(name, entry)| (name[base.len()..].to_owned(), entry.size));
        let files = files.collect();
        Ok(Self { path: path.to_owned(), store: Store::Zip(container, base), files })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name that it was packed under, whatever its file is called now; nothing for a folder.
    pub fn name(&self) -> Option<&str> {
        match &self.store {
            Store::Zip(_, base) => Some(base.trim_end_matches('/')),
            Store::Folder => None,
        }
    }

    /// Its files with their sizes, by path.
    pub fn files(&self) -> &BTreeMap<String, u64> {
        &self.files
    }

    /// The place of a file, for findings.
    pub fn place(&self, file: &str) -> Place {
        Place::file(self.shown(file))
    }

    fn about(&self, finding: Finding, file: &str) -> Finding {
        finding.at(self.place(file)).with("name", file)
    }

    /// The place of a line in a file.
    fn line(&self, file: &str, line: usize) -> Place {
        Place::line(self.shown(file), line)
    }

    fn shown(&self, file: &str) -> String {
        format!("{}/{file}", self.path.display())
    }

    /// Reads a file in pieces, each handed to `take`.
    ///
    /// # Errors
    /// The finding `archive-broken` if its CRC-32 is wrong; [`Failure::Machine`].
    pub fn stream(&self, file: &str, take: &mut dyn FnMut(&[u8])) -> Result<(), Failure> {
        match &self.store {
            Store::Zip(container, base) => {
                let entry = container.entries().get(&format!("{base}{file}"));
                let gone = || self.about(Finding::stop("archive-missing"), file);
                let entry = entry.ok_or_else(gone)?;
                container.read(entry, take).map_err(|fault| failure(&self.path, fault))
            }
            Store::Folder => {
                let path = self.path.join(file);
                let read = File::open(&path).and_then(|mut from| pieces(&mut from, take));
                read.map_err(|reason| Failure::machine(&path, reason))
            }
        }
    }

    /// The SHA-512 of a file, in hexadecimal.
    ///
    /// # Errors
    /// Those of [`Bag::stream`].
    pub fn sum(&self, file: &str) -> Result<String, Failure> {
        let mut hash = Sha512::new();
        self.stream(file, &mut |piece| hash.update(piece))?;
        Ok(hex(&hash.finalize()))
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// Those of [`Bag::stream`].
    pub fn bytes(&self, file: &str) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        self.stream(file, &mut |piece| bytes.extend_from_slice(piece))?;
        Ok(bytes)
    }

    /// The text of a tag file.
    ///
    /// # Errors
    /// The findings `archive-missing` and `archive-text`; those of [`Bag::stream`].
    pub fn text(&self, file: &str) -> Result<String, Failure> {
        let unreadable = || Failure::from(self.about(Finding::stop("archive-text"), file));
        match self.files.get(file) {
            None => return Err(self.about(Finding::stop("archive-missing"), file).into()),
            Some(size) if *size > LIMIT => return Err(unreadable()),
            Some(_) => {}
        }
        String::from_utf8(self.bytes(file)?).map_err(|_| unreadable())
    }

    /// The sums in a manifest; a finding for each line that is not one.
    ///
    /// # Errors
    /// Those of [`Bag::text`].
    pub fn sums(&self, file: &str, findings: &mut Findings) -> Result<Sums, Failure> {
        let text = self.text(file)?;
        let mut sums = Sums::new();
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let fault = || Finding::stop("archive-manifest").at(self.line(file, index + 1));
            match entry(line) {
                Some((path, sum)) if !sums.contains_key(&path) => {
                    sums.insert(path, sum);
                }
                _ => findings.push(fault().with("line", line.trim_end())),
            }
        }
        Ok(sums)
    }
}

/// The path and the sum in a line of a manifest, which is as [`manifest`] writes it.
fn entry(line: &str) -> Option<(String, String)> {
    let (sum, path) = line.strip_suffix('\n')?.split_once("  ")?;
    let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let path = path.replace("%25", "%");
    (sum.len() == 128 && sum.bytes().all(digit) && is_plain(&path)).then(|| (path, sum.to_owned()))
}

/// The one folder in which a zip has all its files, with its slash (RFC 8493, 4.2).
fn base(container: &Container) -> Result<String, Fault> {
    let broken = |name: &str| Fault::Broken { kind: Kind::Name, name: name.to_owned(), at: 0 };
    let names = container.entries().keys();
    let folder = |name: &String| Some(format!("{}/", name.split_once('/')?.0));
    let first = names.clone().next().ok_or_else(|| broken(""))?;
    let base = folder(first).ok_or_else(|| broken(first))?;
    match names.clone().find(|name| !name.starts_with(&base)) {
        Some(other) => Err(broken(other)),
        None => Ok(base),
    }
}

/// The files below a folder with their sizes; no links, no names that not every system takes.
fn listed(folder: &Path) -> Result<BTreeMap<String, u64>, Failure> {
    let (mut files, mut findings) = (BTreeMap::new(), Findings::default());
    let (mut folded, mut folders) = (BTreeSet::new(), vec![folder.to_owned()]);
    while let Some(inner) = folders.pop() {
        let machine = |reason| Failure::machine(&inner, reason);
        for entry in std::fs::read_dir(&inner).map_err(machine)? {
            let entry = entry.map_err(machine)?;
            let (path, data) = (entry.path(), entry.metadata().map_err(machine)?);
            let name = crate::fs::display_path(folder, &path);
            let kind = match () {
                () if data.is_symlink() => Some(Kind::Link),
                () if !is_plain(&name) => Some(Kind::Name),
                () if !folded.insert(name.to_lowercase()) => Some(Kind::Duplicate),
                () if data.is_dir() => {
                    folders.push(path);
                    None
                }
                () if data.is_file() => {
                    files.insert(name.clone(), data.len());
                    None
                }
                () => Some(Kind::Link),
            };
            findings.extend(kind.map(|kind| finding(folder, kind, &name, 0)));
        }
    }
    findings.settle().map(|_| files)
}

/// A fault of the zip as a failure.
pub(super) fn failure(path: &Path, fault: Fault) -> Failure {
    match fault {
        Fault::Machine(reason) => Failure::machine(path, reason),
        Fault::Broken { kind, name, at } => finding(path, kind, &name, at).into(),
    }
}

fn finding(path: &Path, kind: Kind, name: &str, at: u64) -> Finding {
    let place = Place::file(path.display().to_string());
    let finding = Finding::stop("archive-broken").at(place).with("kind", kind.name());
    finding.with("name", if name.is_empty() { "none" } else { name }).with("byte", at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_are_read_as_they_are_written() {
        let sums = Sums::from([("data/a%b".to_owned(), sha512(b"1"))]);
        let text = manifest(&sums);
        assert!(text.ends_with("  data/a%25b\n"));
        assert_eq!(entry(&text), Some(("data/a%b".to_owned(), sha512(b"1"))));
        let sum = sha512(b"");
        for wrong in [
            format!("{sum} data/a\n"),
            format!("{sum}  data/a"),
            format!("{sum}  ../a\n"),
            format!("{sum}  /a\n"),
            format!("{}  data/a\n", sum.to_uppercase()),
            format!("{}  data/a\n", &sum[1..]),
        ] {
            assert_eq!(entry(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_said_of_a_bag_takes_one_line_each() {
        let lines = [("Source-Organization", "甲\n乙  丙".to_owned())];
        assert_eq!(info(&lines), "Source-Organization: 甲 乙 丙\n");
    }
}
