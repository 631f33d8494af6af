//! Manuscripts in: what somebody sent becomes Markdown in the inbox.
//!
//! The steps for each file: [`decode`] its text or read its container, take it as paragraphs
//! (Word and HTML by [`crate::manuscript`], plain text and Markdown by [`plain`]), [`guess`] the
//! front matter from its top and its end, write the rest as Markdown, and lay text, pictures and
//! the untouched original into the inbox ([`inbox`]), all as one set: whatever happens, all files are
//! taken or none.

mod byline;
pub mod decode;
mod guess;
mod inbox;
mod plain;

use std::path::{Path, PathBuf};

use self::guess::Clues;
use self::inbox::{Draft, Inbox};
use crate::manuscript::incoming::{Extracted, Incoming, arrange::arrange, arrange::first_words};
use crate::manuscript::model::change_texts;
use crate::manuscript::word::{self, Changes};
use crate::manuscript::{html, markdown, odt, rtf};
use crate::publication::{ArticleHead, Project, Publication, TEXT_LIMIT, load_publication};
use hanzi::look_alikes::Mapped;
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::fs::{Lock, Set, read_limited};
use neikan_base::guard;

/// The largest document with pictures that is read, bytes.
const DOCUMENT_LIMIT: u64 = 120 << 20;
/// The largest page of HTML that is read, bytes.
const PAGE_LIMIT: u64 = 48 << 20;

/// A file that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The file that was sent, as it was named.
    pub from: PathBuf,
    /// The manuscript, relative to the project.
    pub to: String,
    /// The untouched copy of the file, relative to the project.
    pub original: String,
    /// What it was: an encoding, or the kind of document.
    pub form: String,
    /// How many pictures came with it.
    pub pictures: usize,
}

/// What kind of file was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    OpenDocument,
    Rtf,
    Markdown,
    Text,
    Html,
}

impl Kind {
    /// The kind that a file's name tells, or the rule that refuses it.
    fn of(file: &Path) -> Result<Self, &'static str> {
        let extension = file.extension().map(|e| e.to_string_lossy().to_lowercase());
        match extension.as_deref().unwrap_or_default() {
            "docx" => Ok(Self::Word),
            "odt" | "ott" => Ok(Self::OpenDocument),
            "rtf" => Ok(Self::Rtf),
            "md" | "markdown" => Ok(Self::Markdown),
            "txt" => Ok(Self::Text),
            "html" | "htm" => Ok(Self::Html),
            "doc" | "wps" | "dot" | "docm" | "wpt" => Err("import-save-as"),
            "pdf" | "ofd" | "caj" => Err("import-pages"),
            _ => Err("import-kind"),
        }
    }

    fn limit(self) -> u64 {
        match self {
            Self::Word | Self::OpenDocument | Self::Rtf => DOCUMENT_LIMIT,
            Self::Html => PAGE_LIMIT,
            Self::Markdown | Self::Text => TEXT_LIMIT,
        }
    }
}

/// Imports files into `issues/inbox`; all of them or, if one has a fault, none. `lock` is that of
/// the folder of the issues.
///
/// # Errors
/// [`Failure::Stopped`] with every file's faults; [`Failure::Machine`].
pub fn import(
    project: &Project,
    lock: &Lock,
    files: &[PathBuf],
    changes: Changes,
) -> Result<(Vec<Imported>, Findings), Failure> {
    let mut findings = Findings::default();
    // A fault in publication.yml keeps no contribution out: it only leaves the section unknown.
    let publication = load_publication(project, &mut Findings::default());
    let publication = publication.map(|document| document.value);
    let mut inbox = Inbox::of(project);
    let mut drafts = Vec::new();
    for file in files {
        let mut own = Findings::default();
        let desk = Desk { publication: publication.as_ref(), changes };
        let name = file.display().to_string();
        let draft = guard::naming(name, || desk.draft(file, &mut inbox, &mut own));
        drafts.extend(draft);
        let place = Place::file(project.show(file));
        findings.extend(own.into_iter().map(|finding| finding.at(place.clone())));
    }
    let findings = findings.settle()?;
    let set = Set::begin(lock);
    let imported = drafts.into_iter().map(|draft| inbox.keep(&set, draft));
    let imported = imported.collect::<Result<_, _>>()?;
    set.commit()?;
    Ok((imported, findings))
}

/// What all files are read with.
struct Desk<'a> {
    publication: Option<&'a Publication>,
    changes: Changes,
}

/// A manuscript before it is laid into the inbox.
struct Read {
    text: String,
    pictures: Vec<Extracted>,
    form: String,
}

impl Desk<'_> {
    fn draft(&self, file: &Path, inbox: &mut Inbox, findings: &mut Findings) -> Option<Draft> {
        let kind = Kind::of(file).map_err(|rule| findings.push(Finding::stop(rule))).ok()?;
        let bytes = match read_limited(file, kind.limit()) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                findings.push(Finding::stop("import-large").with("limit", kind.limit() >> 20));
                return None;
            }
            Err(error) => {
                findings.push(Finding::stop("import-unreadable").with("reason", error));
                return None;
            }
        };
        if let Some(known) = inbox.known(&bytes) {
            findings.push(Finding::stop("import-known").with("original", known));
            return None;
        }
        let names = inbox.names(file);
        if names.renamed {
            findings.push(Finding::note("import-renamed").with("id", &names.id));
        }
        // What a file is its first bytes say better than its name.
        let read = match kind {
            _ if rtf::is_rtf(&bytes) => self.rtf(file, &bytes, &names, findings)?,
            _ if odt::is_odt(&bytes) => self.odt(file, &bytes, &names, findings)?,
            Kind::OpenDocument => self.odt(file, &bytes, &names, findings)?,
            Kind::Rtf => self.rtf(file, &bytes, &names, findings)?,
            Kind::Word => self.word(file, &bytes, &names, findings)?,
            _ => self.text(kind, file, &bytes, &names, findings)?,
        };
        Some(Draft { from: file.to_owned(), names, read, bytes })
    }

    fn word(
        &self,
        file: &Path,
        bytes: &[u8],
        names: &inbox::Names,
        findings: &mut Findings,
    ) -> Option<Read> {
        // The container of old Word files and of those with a password.
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            findings.push(Finding::stop("import-word-locked"));
            return None;
        }
        let options = word::Options { prefix: &names.id, changes: self.changes };
        let incoming = word::read(bytes, &options, findings)?;
        self.finish(incoming, file, names, "Word", findings)
    }

    fn odt(
        &self,
        file: &Path,
        bytes: &[u8],
        names: &inbox::Names,
        findings: &mut Findings,
    ) -> Option<Read> {
        let options = word::Options { prefix: &names.id, changes: self.changes };
        let incoming = odt::read(bytes, &options, findings)?;
        self.finish(incoming, file, names, "OpenDocument", findings)
    }

    fn rtf(
        &self,
        file: &Path,
        bytes: &[u8],
        names: &inbox::Names,
        findings: &mut Findings,
    ) -> Option<Read> {
        let options = word::Options { prefix: &names.id, changes: self.changes };
        let incoming = rtf::read(bytes, &options, findings)?;
        self.finish(incoming, file, names, "RTF", findings)
    }

    fn text(
        &self,
        kind: Kind,
        file: &Path,
        bytes: &[u8],
        names: &inbox::Names,
        findings: &mut Findings,
    ) -> Option<Read> {
        let decoded = match kind {
            Kind::Html => decode::page(bytes),
            _ => decode::text(bytes),
        };
        let Some((text, encoding)) = decoded else {
            findings.push(Finding::stop("import-encoding"));
            return None;
        };
        let form = encoding.name();
        match kind {
            Kind::Html => {
                let incoming = html::read(&text, &names.id, findings);
                self.finish(incoming, file, names, form, findings)
            }
            Kind::Markdown => self.markdown(&text, file, names, form, findings),
            _ => {
                let incoming = plain::read(&text);
                self.finish(incoming, file, names, form, findings)
            }
        }
    }

    fn markdown(
        &self,
        text: &str,
        file: &Path,
        names: &inbox::Names,
        form: &str,
        findings: &mut Findings,
    ) -> Option<Read> {
        let text = unmistakable(&plain::clean(text), findings);
        let form = form.to_owned();
        if text.starts_with("---\n") {
            return Some(Read { text, pictures: Vec::new(), form });
        }
        let (mut items, rest) = plain::top(&text);
        let before = items.len();
        let head = guess::head(&mut items, true, &self.clues(file, names, None), findings);
        let body = rest.after(before - items.len());
        if body.trim().is_empty() {
            findings.push(Finding::stop("import-empty"));
            return None;
        }
        Some(Read { text: with_head(&head, body), pictures: Vec::new(), form })
    }

    /// Guesses the front matter of a document and writes the rest as Markdown.
    fn finish(
        &self,
        incoming: Incoming,
        file: &Path,
        names: &inbox::Names,
        form: &str,
        findings: &mut Findings,
    ) -> Option<Read> {
        let Incoming { mut items, pictures, remarks, date } = incoming;
        let mut mapped = Mapped::default();
        items.iter_mut().for_each(|item| change_texts(&mut item.block, &mut |s| mapped.map(s)));
        tell(&mapped, findings);
        let clues = self.clues(file, names, date);
        let mut head = guess::head(&mut items, false, &clues, findings);
        head.notes = remarks;
        let blocks = arrange(items, false, findings);
        let written = markdown::write(&blocks);
        for paragraph in &written.plainer {
            let finding = Finding::note("import-emphasis").with("text", first_words(paragraph));
            findings.push(finding);
        }
        if written.text.trim().is_empty() {
            findings.push(Finding::stop("import-empty"));
            return None;
        }
        Some(Read { text: with_head(&head, &written.text), pictures, form: form.to_owned() })
    }

    fn clues<'b>(
        &'b self,
        file: &Path,
        names: &inbox::Names,
        date: Option<crate::publication::Date>,
    ) -> Clues<'b> {
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let sections = self.publication.map(|p| p.sections.as_slice()).unwrap_or_default();
        Clues { stem: stem.unwrap_or_default(), original: names.original.clone(), sections, date }
    }
}

/// A text of Markdown without look-alikes; a number that would begin a list by it is protected.
fn unmistakable(text: &str, findings: &mut Findings) -> String {
    let mut mapped = Mapped::default();
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut new = line.to_owned();
        mapped.map(&mut new);
        let point = |line: &str| {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let lists = rest.starts_with(". ") || rest.starts_with(") ");
            (lists && rest.len() < line.len()).then_some(line.len() - rest.len())
        };
        if let Some(at) = point(&new).filter(|_| point(line).is_none()) {
            new.insert(at, '\\');
        }
        out.push_str(&new);
    }
    tell(&mapped, findings);
    out
}

/// Says which look-alikes became what they stand for.
fn tell(mapped: &Mapped, findings: &mut Findings) {
    if mapped.count() > 0 {
        let finding = Finding::note("import-look-alikes").with("count", mapped.count());
        findings.push(finding.with("found", mapped.shown()));
    }
}

/// A manuscript of its two parts.
fn with_head(head: &ArticleHead, body: &str) -> String {
    let head = serde_yaml::to_string(head).unwrap_or_default();
    format!("---\n{head}---\n{}\n", body.trim())
}
