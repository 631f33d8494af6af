//! Adding single pictures: what somebody sent goes into a folder `images`, as a JPEG, PNG or SVG.
//!
//! Every file is read under a limit and converted if necessary ([`conversion`]); [`names`] finds an
//! unused name. What was converted is kept unchanged in `originals` next to `images`. Either all
//! files are put in place as one set, or none.
//!
//! [`conversion`]: crate::manuscript::conversion

mod names;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::desk::review::Folder;
use crate::manuscript::conversion::{Converter, Taken};
use crate::manuscript::pictures::BYTES;
use crate::publication::Project;
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::fs::{Lock, Set, read_limited};
use neikan_base::guard;

/// The folder of the pictures that are printed.
const IMAGES: &str = "images";
/// The folder of the files as they came.
const ORIGINALS: &str = "originals";

/// Where pictures are to go.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// The issue, or `inbox`.
    pub issue: Option<&'a str>,
    /// The article that shows them, and after which they are named.
    pub article: Option<&'a str>,
}

/// A picture that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The file, as the call named it.
    pub from: PathBuf,
    /// The picture, relative to the project.
    pub to: String,
    /// Its path in a manuscript: `images/…`.
    pub path: String,
    /// The format that it came in.
    pub kind: &'static str,
    /// Width and height, px, once upright.
    pub size: [u32; 2],
    /// The file as it came, relative to the project, if the picture was converted from it.
    pub original: Option<String>,
}

impl Added {
    /// The line that shows the picture in a manuscript; the alternative text is left for an editor
    /// to write.
    pub fn markdown(&self) -> String {
        format!("![]({})", self.path)
    }
}

/// Takes pictures in. Files that are already there, byte for byte, are not added again.
///
/// # Errors
/// [`Failure::Stopped`] if one of them cannot be used: then none is taken. [`Failure::Call`] if
/// there is no such issue or article, [`Failure::Machine`] if the system refuses.
pub fn add(
    project: &Project,
    lock: &Lock,
    files: &[PathBuf],
    wanted: Wanted<'_>,
) -> Result<(Vec<Added>, Findings), Failure> {
    let folder = destination(project, files, wanted)?;
    let mut findings = Findings::default();
    let mut converter = Converter::default();
    let mut shelf = Shelf { project, folder, set: Set::begin(lock), given: BTreeSet::new() };
    let mut added = Vec::new();
    for file in files {
        let place = Place::file(project.show(file));
        let taken = guard::naming(file.display().to_string(), || take(file, &mut converter));
        match taken {
            Ok((taken, came)) => {
                let own = shelf.put(file, taken, came.as_deref(), wanted.article)?;
                findings.extend(own.1.into_iter().map(|finding| finding.at(place.clone())));
                added.push(own.0);
            }
            Err(finding) => {
                findings.push(finding.with("path", project.show(file)).at(place));
            }
        }
    }
    let findings = findings.settle()?;
    shelf.set.commit()?;
    Ok((added, findings))
}

/// Reads a file and takes its picture; the second value is the original bytes if it was converted.
fn take(file: &Path, converter: &mut Converter) -> Result<(Taken, Option<Vec<u8>>), Finding> {
    let bytes = match read_limited(file, BYTES) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(Finding::stop("picture-heavy").with("limit", BYTES >> 20)),
        Err(error) => return Err(Finding::stop("picture-unreadable").with("reason", error)),
    };
    let taken = converter.take(bytes.clone())?;
    let came = taken.came.map(|_| bytes);
    Ok((taken, came))
}

/// The folder that pictures go to: the one requested, that of the article, the one whose `images`
/// already contains all of them, or the newest issue.
fn destination(
    project: &Project,
    files: &[PathBuf],
    wanted: Wanted<'_>,
) -> Result<Folder, Failure> {
    let home = around(project, files);
    let asked = wanted.issue.or(home.as_deref().filter(|_| wanted.article.is_none()));
    let Some(article) = wanted.article else { return Folder::choose(project, asked) };
    if asked.is_some() {
        let folder = Folder::choose(project, asked)?;
        folder.choose_articles(article)?;
        return Ok(folder);
    }
    let issues = project.issue_ids().into_iter().map(|id| Folder::issue(project, &id));
    let all: Vec<Folder> = issues.chain([Folder::inbox(project)]).collect();
    let holds = |folder: &&Folder| folder.names().iter().any(|name| name == article);
    let found: Vec<&Folder> = all.iter().filter(holds).collect();
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let finding = Finding::stop("picture-article-none").with("article", article);
            Err(Failure::Call(Box::new(finding)))
        }
        several => {
            let known: Vec<&str> = several.iter().map(|folder| folder.id.as_str()).collect();
            let finding = Finding::stop("picture-article-several").with("article", article);
            Err(Failure::Call(Box::new(finding.with("known", known.join(", ")))))
        }
    }
}

/// The issue, or the inbox, whose `images` contains all files.
fn around(project: &Project, files: &[PathBuf]) -> Option<String> {
    let issues = project.issues().canonicalize().ok()?;
    let home = |file: &PathBuf| {
        let file = file.canonicalize().ok()?;
        let inside = file.strip_prefix(&issues).ok()?;
        let mut parts = inside.iter().map(|part| part.to_string_lossy().into_owned());
        let (id, images) = (parts.next()?, parts.next()?);
        (images == IMAGES).then_some(id)
    };
    let mut homes = files.iter().map(home);
    let first = homes.next()??;
    homes.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// The folder that pictures are put into.
struct Shelf<'a> {
    project: &'a Project,
    folder: Folder,
    set: Set<'a>,
    /// The names given out in this run.
    given: BTreeSet<String>,
}

impl Shelf<'_> {
    /// Adds a picture, and what it was converted from; also returns what an editor should know
    /// about it.
    fn put(
        &mut self,
        file: &Path,
        taken: Taken,
        came: Option<&[u8]>,
        article: Option<&str>,
    ) -> Result<(Added, Vec<Finding>), Failure> {
        let wanted = names::wanted(file, article);
        let name = self.free(IMAGES, wanted, taken.format.extension(), &taken.bytes);
        let path = format!("{IMAGES}/{name}");
        self.lay(&path, &taken.bytes)?;
        let original = match came {
            Some(bytes) => Some(self.keep(file, bytes)?),
            None => None,
        };
        let told = taken.told(&path);
        let added = Added {
            from: file.to_owned(),
            to: self.project.show(&self.folder.root.join(&path)),
            path,
            kind: taken.came.map_or(taken.format.name(), |kind| kind.name()),
            size: [taken.width, taken.height],
            original,
        };
        Ok((added, told))
    }

    /// Keeps a file as it came; returns its path, relative to the project.
    fn keep(&mut self, file: &Path, bytes: &[u8]) -> Result<String, Failure> {
        let (stem, extension) = names::original(file);
        let name = self.free(ORIGINALS, names::numbered(&stem), &extension, bytes);
        let path = format!("{ORIGINALS}/{name}");
        self.lay(&path, bytes)?;
        Ok(self.project.show(&self.folder.root.join(path)))
    }

    /// The first name that nothing else has, or the one under which the same file is there already.
    /// A name is taken whatever its extension, since `a-1.jpg` and `a-1.png` would be confused.
    fn free(
        &self,
        folder: &str,
        mut wanted: impl Iterator<Item = String>,
        extension: &str,
        bytes: &[u8],
    ) -> String {
        let taken = names::in_folder(&self.folder.root.join(folder));
        let free = |stem: &String| {
            let stem = stem.to_lowercase();
            !taken.contains(&stem) && !self.given.contains(&format!("{folder}/{stem}"))
        };
        let whole = |stem: &String| format!("{stem}.{extension}");
        let name = wanted.find(|stem| self.is(folder, &whole(stem), bytes) || free(stem));
        name.as_ref().map(whole).unwrap_or_default()
    }

    /// Whether a file is there already, byte for byte.
    fn is(&self, folder: &str, name: &str, bytes: &[u8]) -> bool {
        let path = self.folder.root.join(folder).join(name);
        let length = bytes.len() as u64;
        path.symlink_metadata().is_ok_and(|meta| meta.is_file() && meta.len() == length)
            && matches!(read_limited(&path, length), Ok(Some(own)) if own == bytes)
    }

    /// Adds a file, unless it is there already.
    fn lay(&mut self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let (folder, name) = path.split_once('/').unwrap_or(("", path));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        self.given.insert(format!("{folder}/{}", stem.to_lowercase()));
        if self.is(folder, name, bytes) {
            return Ok(());
        }
        self.set.put(&format!("{}/{path}", self.folder.id), bytes)
    }
}
