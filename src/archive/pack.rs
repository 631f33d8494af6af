//! Packing: from what a build has read and made to the bag, in one pass.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::bag::{BAGIT, DATA, DECLARATION, INFO, MANIFEST, Sums, TAGS, info, manifest, sha512};
use super::container::{Writer, is_plain};
use super::describe::{self, Described};
use super::stated::{self, FORM, Face, How, Stated, engine, program, source};
use super::{ENDING, OUTPUTS, Output, SOURCES};
use crate::desk::register::{LEDGERS, OPENING};
use crate::diagnostic::Failure;
use crate::fs::{pieces, temporary};
use crate::manuscript::Assembly;
use crate::publication::{Head, INBOX, PRESS, Project};
use crate::sources::Sum;
use crate::typeset::PageMap;
use neikan_base::hash::hex;

/// What an archive is made of.
pub struct Parts<'a> {
    /// The project, as the build has read it.
    pub project: &'a Project,
    /// The issue.
    pub assembly: &'a Assembly,
    /// The end of its review ledger.
    pub ledger: &'a Head,
    /// What was made.
    pub outputs: &'a [&'a Output],
    /// Which pages each article takes.
    pub map: &'a PageMap,
    /// How it was made, where a call can choose.
    pub made: How,
    /// Whether the faces are packed.
    pub fonts: bool,
}

/// An archive in a temporary file.
pub struct Packed {
    /// Its name.
    pub path: String,
    /// The file.
    pub file: NamedTempFile,
    /// Its size, bytes.
    pub bytes: usize,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A file of the payload.
enum Piece<'a> {
    Bytes(Cow<'a, [u8]>),
    /// A file of the project, read when it is packed.
    Own(PathBuf),
}

/// Packs the archive of an issue into a temporary file in a folder.
///
/// # Errors
/// [`Failure::Machine`] if a source can no longer be read, or the file not be written.
pub fn pack(parts: &Parts<'_>, folder: &Path) -> Result<Packed, Failure> {
    let Assembly { publication, issue, id, .. } = parts.assembly;
    let name = format!("{}-{id}{ENDING}", publication.slug);
    let base = name.trim_end_matches(".zip");
    let machine = |reason| Failure::machine(folder.join(&name), reason);
    std::fs::create_dir_all(folder).map_err(machine)?;
    let file = temporary(folder).map_err(machine)?;
    {
        let to = Writer::new(BufWriter::new(&file), issue.date);
        let mut zip = Zip { to, base, sums: Sums::new(), failed: &machine };
        write(parts, &mut zip)?;
        zip.to.finish().and_then(|mut to| to.flush()).map_err(machine)?;
    }
    file.as_file().sync_all().map_err(machine)?;
    let (bytes, sha256) = summed(&file).map_err(machine)?;
    Ok(Packed { path: name.clone(), file, bytes, sha256 })
}

/// The zip while it is written.
struct Zip<'a, W: Write> {
    to: Writer<W>,
    /// The folder of the bag in the zip.
    base: &'a str,
    /// The sums of what has been written.
    sums: Sums,
    failed: &'a dyn Fn(io::Error) -> Failure,
}

impl<W: Write> Zip<'_, W> {
    fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.sums.insert(path.to_owned(), sha512(bytes));
        self.to.add(&format!("{}/{path}", self.base), bytes).map_err(self.failed)
    }
}

/// Writes all files, in the order of their names.
fn write(parts: &Parts<'_>, zip: &mut Zip<'_, impl Write>) -> Result<(), Failure> {
    let project = parts.project;
    let fonts = faces(parts)?;
    let payload = payload(parts, &fonts)?;
    let mut sizes = BTreeMap::new();
    for (path, piece) in &payload {
        let size = match piece {
            Piece::Bytes(bytes) => bytes.len(),
            Piece::Own(own) => project.sum_own(own)?.bytes,
        };
        sizes.insert(path.clone(), size);
    }
    let described = Described { assembly: parts.assembly, map: parts.map, sizes: &sizes };
    let json = |value: Result<Vec<u8>, serde_json::Error>| {
        value.map_err(|error| Failure::internal(stated::FILE, error))
    };
    zip.add(describe::README, described.readme().as_bytes())?;
    zip.add(stated::FILE, &json(serde_json::to_vec_pretty(&stated(parts, fonts)))?)?;
    zip.add(INFO, info(&described.info()).as_bytes())?;
    zip.add(BAGIT, DECLARATION.as_bytes())?;
    for (path, piece) in &payload {
        match piece {
            Piece::Bytes(bytes) => zip.add(path, bytes)?,
            Piece::Own(own) => zip.add(path, &project.read_own(own)?)?,
        }
    }
    let of_data = |path: &String| path.starts_with(DATA);
    let sums: Sums = zip.sums.iter().filter(|(path, _)| of_data(path)).map(owned).collect();
    zip.add(describe::LIST, described.list(&sums)?.as_bytes())?;
    zip.add(MANIFEST, manifest(&sums).as_bytes())?;
    zip.add(describe::RECORD, &json(serde_json::to_vec_pretty(&described.record()))?)?;
    let tags: Sums = zip.sums.iter().filter(|(path, _)| !of_data(path)).map(owned).collect();
    zip.add(TAGS, manifest(&tags).as_bytes())
}

fn owned((path, sum): (&String, &String)) -> (String, String) {
    (path.clone(), sum.clone())
}

fn stated(parts: &Parts<'_>, fonts: BTreeMap<String, Face>) -> Stated {
    let Assembly { publication, issue, id, sum, .. } = parts.assembly;
    Stated {
        form: FORM,
        publication: publication.name.clone(),
        issue: id.clone(),
        date: issue.date.to_string(),
        program: program(),
        source: source(),
        engine: engine(),
        made: parts.made.clone(),
        sum: sum.clone(),
        ledger: parts.ledger.clone(),
        fonts,
    }
}

/// The faces that a signature for the press binds.
fn faces(parts: &Parts<'_>) -> Result<BTreeMap<String, Face>, Failure> {
    let project = parts.project;
    let face = |path: PathBuf| {
        let Sum { bytes, sha256 } = project.sum_own(&path)?;
        Ok((project.show(&path), Face { bytes, sha256, packed: parts.fonts }))
    };
    project.face_files().into_iter().map(face).collect()
}

/// The files of the payload, by path.
fn payload<'a>(
    parts: &Parts<'a>,
    fonts: &BTreeMap<String, Face>,
) -> Result<BTreeMap<String, Piece<'a>>, Failure> {
    let project = parts.project;
    let mut files = BTreeMap::new();
    for source in sources(parts) {
        let own = Piece::Own(project.root().join(&source));
        files.insert(format!("{SOURCES}{source}"), own);
    }
    if parts.fonts {
        let notices = project.sources().tree(&project.fonts()).into_iter();
        let notices = notices.map(|path| project.show(&path)).filter(|path| is_notice(path));
        for path in notices.chain(fonts.keys().cloned()) {
            let own = Piece::Own(project.root().join(&path));
            files.insert(format!("{SOURCES}{path}"), own);
        }
    }
    // The register of the project speaks of other issues too: here it has one line.
    let Head { entries, seal } = parts.ledger;
    let register = format!("{OPENING}{} {entries} {seal}\n", parts.assembly.id);
    let path = format!("{SOURCES}issues/{LEDGERS}");
    files.insert(path, Piece::Bytes(register.into_bytes().into()));
    for output in parts.outputs {
        let bytes = Piece::Bytes(output.bytes.as_slice().into());
        files.insert(format!("{OUTPUTS}{}", output.path), bytes);
    }
    match files.keys().find(|path| !is_plain(path)) {
        Some(strange) => Err(Failure::internal(strange, "a name that no archive can have")),
        None => Ok(files),
    }
}

/// The licences of faces, beside them.
fn is_notice(path: &str) -> bool {
    path.ends_with(".txt") || path.ends_with(".md")
}

/// The sources of an issue, relative to the project: its own files with the ledger, the
/// publication's, those of the layout and of the press, what its manuscripts were imported from.
/// Nothing that names recipients or belongs to another issue.
fn sources(parts: &Parts<'_>) -> BTreeSet<String> {
    let Parts { project, assembly, .. } = parts;
    let issues = project.issues();
    let mut all: BTreeSet<String> = assembly.sources.clone();
    let layout = project.layout_paths(&assembly.publication.layout).into_iter();
    let press = project.sources().tree(&project.layout(PRESS));
    let words = project.sources().tree(&issues.join("words"));
    let seal = assembly.publication.seal.as_ref().map(|seal| issues.join(&seal.picture));
    let house = [issues.join("members.yml")].into_iter().chain(seal);
    let files = layout.map(|(_, path)| path).chain(press).chain(words).chain(house);
    let there = files.filter(|path| project.has(path) && !project.lies_elsewhere(path));
    all.extend(there.map(|path| project.show(&path)));
    let originals = assembly.articles.iter().filter_map(|article| article.original.as_ref());
    let originals = originals.map(|name| format!("issues/{INBOX}/originals/{name}"));
    let there = |path: &String| {
        let own = project.root().join(path);
        is_plain(path) && project.has(&own) && !project.lies_elsewhere(&own)
    };
    all.extend(originals.filter(there));
    all
}

/// Size and SHA-256 of a file that was just written.
fn summed(file: &NamedTempFile) -> io::Result<(usize, String)> {
    let (mut from, mut hash, mut bytes) = (file.as_file(), Sha256::new(), 0);
    from.seek(SeekFrom::Start(0))?;
    pieces(&mut (&mut from as &mut dyn Read), &mut |piece| {
        hash.update(piece);
        bytes += piece.len();
    })?;
    Ok((bytes, hex(&hash.finalize())))
}
