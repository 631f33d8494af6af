//! Manuscripts in: what somebody sent becomes Markdown in the inbox.
//!
//! What is sent is a manuscript, or several files together: a folder ([`folder`]), a container
//! ([`packed`]) or a mail ([`mail`]), whose files are read as a [`bundle`]; [`company`] says what in
//! it belongs together, and [`reception`] takes one manuscript after the other. The steps for each
//! ([`Importer`]): [`decode`] its text or read its container, for a document by what its first bytes say
//! it is ([`forms`]), or as [`office`] writes it, take it as paragraphs (documents, pages and PDFs by
//! [`crate::manuscript`], plain text and Markdown
//! by [`plain`]), cut off the end of a page ([`tail`]), [`guess`] the front matter from its top and
//! its end, put pictures that came beside it where they belong ([`place`], [`loose`]), write the rest
//! as Markdown, and lay text, pictures and the untouched original into the inbox ([`inbox`]), under a
//! name of its own ([`naming`]). A manuscript is taken whole or not at all, and none keeps another out.

pub mod bundle;
mod byline;
mod coded;
mod company;
pub mod decode;
mod folder;
mod forms;
mod guess;
mod inbox;
mod loose;
pub mod mail;
mod naming;
mod office;
pub mod packed;
mod place;
mod plain;
mod reception;
mod tail;
mod words;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use self::forms::Form;
use self::guess::Clues;
use self::inbox::Names;
use self::loose::{Company, Loose};
use self::office::Trouble;
use self::reception::Reception;
use crate::manuscript::html::{self, Beside, Page};
use crate::manuscript::incoming::{
    Align, Extracted, Incoming, Item, Role, arrange::arrange, arrange::first_words,
};
use crate::manuscript::model::{Inline, change_texts};
use crate::manuscript::word::{self, Changes};
use crate::manuscript::{doc, markdown, odt, pdf, rtf};
use crate::publication::{ArticleHead, Date, Project, Publication, TEXT_LIMIT, is_id};
use hanzi::look_alikes::Mapped;
use neikan_base::diagnostic::{Failure, Finding, Findings};
use neikan_base::fs::Lock;

/// The largest document with pictures, mail or container that is read, bytes.
const DOCUMENT_LIMIT: u64 = 120 << 20;
/// The largest page of HTML that is read, bytes.
const PAGE_LIMIT: u64 = 48 << 20;

/// What stands among the guessed parts of a front matter when the text itself is a guess.
const TEXT: &str = "text";
/// How much of what stands around an article is shown, characters.
const AROUND: usize = 400;

/// How files are to be imported.
#[derive(Debug, Clone)]
pub struct Options {
    /// What becomes of tracked changes.
    pub changes: Changes,
    /// Whether pictures stay as they were, whatever a document does with them.
    pub originals: bool,
    /// Whether old documents are to be read by LibreOffice.
    pub libreoffice: bool,
    /// What the manuscript is to be called, where its name and title are not to say it.
    pub name: Option<String>,
    /// The day, for the record of arrivals.
    pub today: Date,
}

/// A manuscript that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The file that was sent, as it is shown.
    pub from: String,
    /// The manuscript, relative to the project.
    pub to: String,
    /// The untouched copy of the file, relative to the project.
    pub original: String,
    /// What it was: an encoding, or the kind of document.
    pub form: String,
    /// How many pictures came with it.
    pub pictures: usize,
}

/// What became of a file.
#[derive(Debug)]
pub struct Report {
    /// The file that was sent, as it is shown; one out of others behind their name and a slash.
    pub from: String,
    /// The manuscript that was made of it; nothing for one that was refused, and for a folder, a
    /// container or a mail as a whole.
    pub imported: Option<Imported>,
    /// What there is to say about it.
    pub findings: Findings,
}

/// What became of all files of a call.
#[derive(Debug)]
pub struct Intake {
    /// One report for each file.
    pub reports: Vec<Report>,
    /// Why the rest was not looked at, if the system refused to go on.
    pub failure: Option<Failure>,
}

/// Imports files and folders into `issues/inbox`, one after the other; one that cannot be read keeps
/// no other out. `lock` is that of the folder of the issues.
///
/// # Errors
/// [`Failure::Call`] for a name that no manuscript can have. What goes wrong with a file is in its
/// report.
pub fn import(
    project: &Project,
    lock: &Lock,
    files: &[PathBuf],
    options: &Options,
) -> Result<Intake, Failure> {
    if let Some(name) = options.name.as_deref().filter(|name| !is_id(name) || name.len() > 60) {
        let finding = Finding::stop("import-name").with("name", name);
        return Err(Failure::Call(Box::new(finding)));
    }
    let mut reception = Reception::of(project, lock, options);
    files.iter().for_each(|file| reception.sent(file));
    Ok(reception.done())
}

/// What kind of bundle a file is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Zip,
    Mail,
}

impl Container {
    fn of(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        match ending.as_deref()? {
            "zip" => Some(Self::Zip),
            "eml" | "mht" | "mhtml" => Some(Self::Mail),
            _ => None,
        }
    }
}

/// What kind of file was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A document whose first bytes tell its [`Form`].
    Word,
    Markdown,
    Text,
    Html,
}

impl Kind {
    /// The kind that a file's name tells, or the rule that refuses it.
    fn of(file: &Path) -> Result<Self, &'static str> {
        let extension = file.extension().map(|e| e.to_string_lossy().to_lowercase());
        match extension.as_deref().unwrap_or_default() {
            "docx" | "doc" | "wps" | "dot" | "wpt" | "odt" | "ott" | "rtf" | "pdf" => {
                Ok(Self::Word)
            }
            "md" | "markdown" => Ok(Self::Markdown),
            "txt" => Ok(Self::Text),
            "html" | "htm" => Ok(Self::Html),
            "docm" => Err("import-save-as"),
            "ofd" | "caj" => Err("import-pages"),
            "rar" | "7z" | "gz" | "tar" | "bz2" | "xz" => Err("import-archive"),
            _ => Err("import-kind"),
        }
    }

    fn limit(self) -> u64 {
        match self {
            Self::Word => DOCUMENT_LIMIT,
            Self::Html => PAGE_LIMIT,
            Self::Markdown | Self::Text => TEXT_LIMIT,
        }
    }
}

/// How a file is taken, whose bytes say what it is where its name says something else.
enum Way {
    /// As a bundle; what there is to say of its name.
    Bundle(Container, Option<Finding>),
    /// As a manuscript.
    Manuscript(Kind),
}

impl Way {
    fn of(file: &Path, container: Option<Container>, kind: Kind, bytes: &[u8]) -> Self {
        let form = Form::of(file, bytes);
        let told = form.told(file);
        match (container, form) {
            (None, Form::Files) => Self::Bundle(Container::Zip, told),
            (None, Form::Mail) if matches!(kind, Kind::Word | Kind::Html) => {
                Self::Bundle(Container::Mail, told)
            }
            (None, _) => Self::Manuscript(kind),
            (Some(Container::Zip), Form::Files) => Self::Bundle(Container::Zip, None),
            (Some(Container::Zip), Form::Mail) => Self::Bundle(Container::Mail, told),
            (Some(Container::Mail), Form::Files) => Self::Bundle(Container::Zip, told),
            (Some(Container::Mail), form) if form.is_words() || form == Form::UNKNOWN => {
                Self::Bundle(Container::Mail, None)
            }
            (Some(_), _) => Self::Manuscript(Kind::Word),
        }
    }
}

/// What one manuscript is read with.
struct Importer<'a> {
    publication: Option<&'a Publication>,
    options: &'a Options,
    /// What came with it.
    company: Company,
    /// The pictures that came with it and have no place yet.
    loose: RefCell<Vec<Loose>>,
}

/// A manuscript before it is laid into the inbox.
struct Read {
    text: String,
    title: String,
    pictures: Vec<Extracted>,
    form: String,
}

impl Importer<'_> {
    /// Makes a manuscript of a file; `beside` gives the files that it names.
    fn read(
        &self,
        kind: Kind,
        (file, bytes): (&Path, &[u8]),
        names: &Names,
        beside: Beside<'_>,
        findings: &mut Findings,
    ) -> Option<Read> {
        // What a file is its first bytes say better than its name.
        let form = Form::of(file, bytes);
        let words = form.is_words()
            || (form == Form::UNKNOWN && !decode::is_binary(bytes))
            || (form == Form::XML && kind == Kind::Html);
        if kind != Kind::Word && words {
            return self.text(kind, (file, bytes), names, beside, findings);
        }
        self.word(form, (file, bytes), names, beside, findings)
    }

    fn word(
        &self,
        mut form: Form,
        (file, bytes): (&Path, &[u8]),
        names: &Names,
        beside: Beside<'_>,
        findings: &mut Findings,
    ) -> Option<Read> {
        let converted = self.by_libreoffice(form, bytes, findings);
        let bytes = match &converted {
            Some(converted) => {
                form = Form::Package;
                converted.as_slice()
            }
            None => bytes,
        };
        if let Some(finding) = form.told(file).filter(|_| converted.is_none()) {
            findings.push(finding);
        }
        let kind = match form {
            Form::Page => Kind::Html,
            Form::Text => Kind::Text,
            _ => Kind::Word,
        };
        if bytes.len() as u64 > kind.limit() {
            findings.push(Finding::stop("import-large").with("limit", kind.limit() >> 20));
            return None;
        }
        let Options { changes, originals, .. } = *self.options;
        let options = word::Options { prefix: &names.id, changes, originals };
        let incoming = match form {
            Form::Package => word::read(bytes, &options, findings)?,
            Form::Binary => doc::read(bytes, &options, findings)?,
            Form::OpenDocument => odt::read(bytes, &options, findings)?,
            Form::Rich => rtf::read(bytes, &options, findings)?,
            Form::Pdf => pdf::read(bytes, &options, findings)?,
            Form::Page | Form::Text => {
                return self.text(kind, (file, bytes), names, beside, findings);
            }
            Form::Files | Form::Mail | Form::Refused(..) => return None,
        };
        let name = if converted.is_some() { "LibreOffice" } else { form.name() };
        self.finish(incoming, file, names, name, findings)
    }

    /// An old document as LibreOffice writes it, where that is wanted and possible.
    fn by_libreoffice(&self, form: Form, bytes: &[u8], findings: &mut Findings) -> Option<Vec<u8>> {
        let old = matches!(form, Form::Binary | Form::Refused(_, "import-doc-old"));
        if !self.options.libreoffice || !old {
            return None;
        }
        match office::convert(bytes, DOCUMENT_LIMIT) {
            Ok(converted) => {
                findings.push(Finding::note("import-libreoffice"));
                Some(converted)
            }
            Err(trouble) => {
                findings.push(match trouble {
                    Trouble::Missing => Finding::warn("import-libreoffice-missing"),
                    Trouble::Slow(limit) => {
                        Finding::warn("import-libreoffice-slow").with("limit", limit)
                    }
                    Trouble::Failed => Finding::warn("import-libreoffice-failed"),
                });
                None
            }
        }
    }

    fn text(
        &self,
        kind: Kind,
        (file, bytes): (&Path, &[u8]),
        names: &Names,
        beside: Beside<'_>,
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
                let page = html::read(&text, &names.id, beside, findings);
                self.page(page, file, names, form, findings)
            }
            Kind::Markdown => self.markdown((&text, form), file, names, beside, findings),
            _ => {
                let incoming = plain::read(&text);
                self.finish(incoming, file, names, form, findings)
            }
        }
    }

    fn markdown(
        &self,
        (text, form): (&str, &str),
        file: &Path,
        names: &Names,
        beside: Beside<'_>,
        findings: &mut Findings,
    ) -> Option<Read> {
        let text = unmistakable(&plain::clean(text), findings);
        let (text, mut pictures) = loose::taken_along(&text, &names.id, beside, findings);
        let form = form.to_owned();
        if let Some(title) = title_of(&text) {
            let text = self.placed(text, names, &mut pictures, findings);
            return Some(Read { text, title, pictures, form });
        }
        let (mut items, rest) = plain::top(&text);
        let before = items.len();
        let mut head = guess::head(&mut items, true, &self.clues(file, names, None), findings);
        head.notes.extend(self.company.letter.clone());
        let body = rest.after(before - items.len());
        if body.trim().is_empty() {
            findings.push(Finding::stop("import-empty"));
            return None;
        }
        let body = self.placed(body.to_owned(), names, &mut pictures, findings);
        Some(Read { text: with_head(&head, &body), title: head.title, pictures, form })
    }

    /// Puts pictures that came beside a text of Markdown into it.
    fn placed(
        &self,
        text: String,
        names: &Names,
        pictures: &mut Vec<Extracted>,
        findings: &mut Findings,
    ) -> String {
        let loose = self.loose.take();
        loose::into_text(text, loose, &names.id, pictures, findings)
    }

    /// Makes a manuscript of a page: its end is cut off, what it says of itself goes into the front
    /// matter.
    fn page(
        &self,
        page: Page,
        file: &Path,
        names: &Names,
        form: &str,
        findings: &mut Findings,
    ) -> Option<Read> {
        let Page { mut incoming, source, author, date, above, below } = page;
        let around = bylines_above(&mut incoming.items, above);
        let around = around.into_iter().chain(below).collect::<Vec<_>>().join(" / ");
        if !around.is_empty() {
            let text: String = around.chars().take(AROUND).collect();
            findings.push(Finding::note("import-page-around").with("text", text));
        }
        tail::cut(&mut incoming.items, findings);
        incoming.date = date;
        let said = Said { source, author };
        self.finish_said(incoming, said, file, names, form, findings)
    }

    /// Guesses the front matter of a document and writes the rest as Markdown.
    fn finish(
        &self,
        incoming: Incoming,
        file: &Path,
        names: &Names,
        form: &str,
        findings: &mut Findings,
    ) -> Option<Read> {
        self.finish_said(incoming, Said::default(), file, names, form, findings)
    }

    fn finish_said(
        &self,
        incoming: Incoming,
        said: Said,
        file: &Path,
        names: &Names,
        form: &str,
        findings: &mut Findings,
    ) -> Option<Read> {
        let Incoming { mut items, mut pictures, remarks, date, rebuilt } = incoming;
        let mut mapped = Mapped::default();
        items.iter_mut().for_each(|item| change_texts(&mut item.block, &mut |s| mapped.map(s)));
        tell(&mapped, findings);
        self.entitle(&mut items);
        let clues = self.clues(file, names, date.or(self.company.date));
        let mut head = guess::head(&mut items, false, &clues, findings);
        said.add_to(&mut head, findings);
        if rebuilt {
            head.guessed.push(TEXT.to_owned());
        }
        head.notes = remarks;
        head.notes.extend(self.company.letter.clone());
        loose::into_items(&mut items, self.loose.take(), &names.id, &mut pictures, findings);
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
        // What was cut off with the end of a page is not kept.
        pictures.retain(|picture| written.text.contains(&picture.path));
        let (text, title) = (with_head(&head, &written.text), head.title);
        Some(Read { text, title, pictures, form: form.to_owned() })
    }

    /// Gives the body of a mail its subject as title, unless it begins with a title of its own.
    fn entitle(&self, items: &mut Vec<Item>) {
        let Some(subject) = &self.company.subject else { return };
        let own = |item: &Item| {
            matches!(item.role, Role::Title | Role::Heading(_))
                || item.text().is_some_and(|text| text == *subject)
        };
        if !items.iter().take(3).any(own) {
            let title = Item::para(vec![Inline::Text { s: subject.clone() }], 0);
            items.insert(0, Item { role: Role::Title, ..title });
        }
    }

    fn clues<'b>(&'b self, file: &Path, names: &Names, date: Option<Date>) -> Clues<'b> {
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let sections = self.publication.map(|p| p.sections.as_slice()).unwrap_or_default();
        Clues { stem: stem.unwrap_or_default(), original: names.original.clone(), sections, date }
    }
}

/// Puts the bylines among what stands above an article below its title; gives the rest.
fn bylines_above(items: &mut Vec<Item>, above: Vec<String>) -> Vec<String> {
    let is_byline = |text: &String| byline::parse(text, true).is_some();
    let (bylines, rest): (Vec<String>, Vec<String>) = above.into_iter().partition(is_byline);
    let at = usize::from(items.first().is_some_and(|item| item.role == Role::Title));
    let para = |s: String| Item { align: Align::Center, ..Item::para(vec![Inline::Text { s }], 0) };
    items.splice(at..at, bylines.into_iter().map(para));
    rest
}

/// What a page says of itself.
#[derive(Debug, Default)]
struct Said {
    source: Option<String>,
    author: Option<String>,
}

impl Said {
    /// Adds it to a front matter that has nothing of the kind, as a guess.
    fn add_to(self, head: &mut ArticleHead, findings: &mut Findings) {
        let mut guessed = Vec::new();
        if let Some(author) = self.author.filter(|author| Some(author) != self.source.as_ref()) {
            let byline = byline::parse(&format!("作者\u{ff1a}{author}"), true);
            match byline.filter(|byline| !byline.authors.is_empty()) {
                Some(byline) if head.authors.is_empty() => {
                    head.authors = byline.named_authors();
                    guessed.push("authors");
                }
                Some(_) => {}
                None => findings.push(Finding::note("import-page-author").with("name", author)),
            }
        }
        if let Some(source) = self.source.filter(|source| !head.sources.contains(source)) {
            head.sources.push(source);
            guessed.push("sources");
        }
        let new = guessed.into_iter().filter(|key| !head.guessed.iter().any(|own| own == key));
        let new: Vec<String> = new.map(str::to_owned).collect();
        head.guessed.extend(new);
    }
}

/// The title of a text of Markdown that has a front matter.
fn title_of(text: &str) -> Option<String> {
    let head = text.strip_prefix("---\n")?;
    let head = head.split_once("\n---").map_or(head, |(head, _)| head);
    let head: Option<serde_json::Value> = serde_yaml::from_str(head).ok();
    let title = head.as_ref().and_then(|head| head["title"].as_str());
    Some(title.unwrap_or_default().to_owned())
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
    let listed: String = head.guessed.iter().map(|key| format!("- {key}\n")).collect();
    let line = format!("guessed: [{}]\n", head.guessed.join(", "));
    let head = serde_yaml::to_string(head).unwrap_or_default();
    // On one line, which can be deleted as a whole.
    let head = head.replacen(&format!("guessed:\n{listed}"), &line, 1);
    format!("---\n{head}---\n{}\n", body.trim())
}
