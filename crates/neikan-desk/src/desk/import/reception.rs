//! The reception: what is sent is taken one file after the other, each with a report of its own.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::bundle::{Bundle, DEPTH, WHOLE};
use super::company::{Part, owner, parts};
use super::inbox::{Draft, Inbox};
use super::loose::{Company, Loose, local_path};
use super::{
    Container, DOCUMENT_LIMIT, Importer, Intake, Kind, Options, Report, Way, folder, mail, packed,
};
use crate::manuscript::html::Beside;
use crate::manuscript::incoming::arrange::first_words;
use crate::manuscript::incoming::picture::PICTURE;
use crate::publication::{Project, Publication, Remark, load_publication};
use neikan_base::diagnostic::{Failure, Finding, Findings, Place, Severity};
use neikan_base::fs::{Lock, read_limited};
use neikan_base::guard;

/// A mail with manuscripts is a letter to them if it is no longer than this, characters.
const LETTER: usize = 400;

/// Where everything that is sent passes.
pub struct Reception<'a> {
    lock: &'a Lock,
    project: &'a Project,
    options: &'a Options,
    publication: Option<Publication>,
    inbox: Inbox<'a>,
    reports: Vec<Report>,
    failure: Option<Failure>,
    /// What may still be read out of bundles, bytes.
    left: u64,
}

/// A manuscript as it was sent.
struct Piece<'a> {
    /// How it is shown.
    from: String,
    kind: Kind,
    /// Its name, which may be a path.
    file: &'a Path,
    bytes: Vec<u8>,
    /// What is kept as its original, where that is more than its bytes.
    original: Option<Vec<u8>>,
    company: Company,
    loose: Vec<Loose>,
    /// Whether it came with others: that it is known is then no fault.
    among: bool,
}

/// What is true of all files of a bundle.
#[derive(Debug, Clone, Default)]
struct Around {
    /// How it is shown.
    from: String,
    /// How many bundles it lies in.
    depth: usize,
    /// Whether the call names it.
    named: bool,
    company: Company,
    /// The index of the file that is the body of a mail.
    body: Option<usize>,
    /// The mail, which is kept as the original of its body.
    mail: Vec<u8>,
    /// What a page calls the files of a mail.
    keys: BTreeMap<String, usize>,
    /// The files that a page saved as a mail brings along.
    of_page: Vec<usize>,
    /// What there is to say of its name.
    told: Option<Finding>,
}

impl<'a> Reception<'a> {
    /// A reception for a project whose folder of issues is locked.
    pub fn of(project: &'a Project, lock: &'a Lock, options: &'a Options) -> Self {
        // A fault in publication.yml keeps no contribution out: it only leaves the section unknown.
        let publication = load_publication(project, &mut Findings::default());
        Self {
            lock,
            project,
            options,
            publication: publication.map(|document| document.value),
            inbox: Inbox::of(project),
            reports: Vec::new(),
            failure: None,
            left: WHOLE,
        }
    }

    /// What became of all that was sent.
    pub fn done(self) -> Intake {
        Intake { reports: self.reports, failure: self.failure }
    }

    /// Takes what a call names: a file or a folder.
    pub fn sent(&mut self, path: &Path) {
        if self.failure.is_some() {
            return;
        }
        let from = path.display().to_string();
        if path.is_dir() {
            let mut findings = Findings::default();
            let bundle = folder::open(path, &mut findings);
            let around = Around { from, named: true, ..Around::default() };
            return self.opened(bundle, around, findings);
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let container = Container::of(&name.unwrap_or_default());
        let kind = Kind::of(path);
        let limit = match (container, kind) {
            (Some(_), _) => DOCUMENT_LIMIT,
            (None, Ok(kind)) => kind.limit(),
            (None, Err(rule)) => return self.refuse(from, Finding::stop(rule)),
        };
        let bytes = match read_limited(path, limit) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                let finding = Finding::stop("import-large").with("limit", limit >> 20);
                return self.refuse(from, finding);
            }
            Err(error) => {
                let finding = Finding::stop("import-unreadable").with("reason", error);
                return self.refuse(from, finding);
            }
        };
        let kind = match Way::of(path, container, kind.unwrap_or(Kind::Word), &bytes) {
            Way::Bundle(container, told) => {
                let around = Around { from, depth: 1, named: true, told, ..Around::default() };
                return self.container(container, bytes, around);
            }
            Way::Manuscript(kind) => kind,
        };
        let piece = Piece {
            from,
            kind,
            file: path,
            bytes,
            original: None,
            company: Company::default(),
            loose: Vec::new(),
            among: false,
        };
        self.manuscript(piece, &mut |named| beside_file(path, kind, named));
    }

    fn refuse(&mut self, from: String, finding: Finding) {
        self.report(from, finding.into(), None);
    }

    fn report(&mut self, from: String, findings: Findings, imported: Option<super::Imported>) {
        let place = Place::file(self.project.show(Path::new(&from)));
        let mut own = Findings::default();
        own.extend(findings.into_iter().map(|finding| finding.at(place.clone())));
        self.reports.push(Report { from, imported, findings: own });
    }

    /// Takes a container or a mail. A fault of the program in it keeps nothing else out.
    fn container(&mut self, kind: Container, bytes: Vec<u8>, around: Around) {
        let from = around.from.clone();
        let taken = guard::contained(from.clone(), || {
            self.unpack(kind, bytes, around);
            Ok(())
        });
        if let Err(failure) = taken {
            self.fault(from, failure, Findings::default());
        }
    }

    fn unpack(&mut self, kind: Container, bytes: Vec<u8>, mut around: Around) {
        let mut findings: Findings = around.told.take().into_iter().collect();
        if around.depth > DEPTH {
            findings.push(Finding::stop("import-packed-deep").with("limit", DEPTH));
            return self.report(around.from, findings, None);
        }
        match kind {
            Container::Zip => {
                let bundle = packed::open(&bytes, &mut findings);
                self.opened(bundle, around, findings);
            }
            Container::Mail => match mail::read(&bytes, &mut findings) {
                Some(mail) => self.mail(mail, bytes, around, findings),
                None => self.report(around.from, findings, None),
            },
        }
    }

    /// Takes a mail: what is attached, and its body, unless that is only a letter to it.
    fn mail(
        &mut self,
        mail: mail::Mail,
        bytes: Vec<u8>,
        mut around: Around,
        mut findings: Findings,
    ) {
        let mail::Mail { subject, sender, date, body, files } = mail;
        let mut bundle = Bundle::default();
        for file in files {
            for key in file.keys {
                // What has an address on the web belongs to a page that was saved as a mail.
                if !key.starts_with("cid:") {
                    around.of_page.push(bundle.entries.len());
                }
                around.keys.insert(key, bundle.entries.len());
            }
            bundle.add_held(file.name, file.bytes);
        }
        around.company.date = date.or(around.company.date);
        let mut parts = parts(&bundle.entries).into_iter().enumerate();
        let sent = |(at, part): (usize, Part)| {
            matches!(part, Part::Manuscript | Part::Container) && !around.of_page.contains(&at)
        };
        let alone = !parts.any(sent);
        if let Some(body) = body {
            let text = body.plain();
            if alone || text.chars().count() > LETTER {
                around.body = Some(bundle.entries.len());
                around.company.subject = mail::tells(&subject).then(|| subject.clone());
                around.mail = bytes;
                let ending = if body.html { "html" } else { "txt" };
                let stem = if subject.is_empty() { "邮件" } else { &subject };
                let stem: String = stem.chars().filter(|c| !"/\\.".contains(*c)).collect();
                bundle.add_held(format!("{stem}.{ending}"), body.text.into_bytes());
            } else {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                findings.push(Finding::note("import-letter").with("text", first_words(&text)));
                around.company.letter = Some(Remark { by: sender, at: None, text });
            }
        }
        self.opened(Some(bundle), around, findings);
    }

    /// Takes the files of a bundle.
    fn opened(&mut self, bundle: Option<Bundle<'_>>, around: Around, mut findings: Findings) {
        let Some(mut bundle) = bundle else { return self.report(around.from, findings, None) };
        let mut parts = parts(&bundle.entries);
        if let Some(body) = around.body {
            around.of_page.iter().for_each(|&own| parts[own] = Part::OfPage);
            parts[body] = Part::Manuscript;
        }
        let paths: Vec<String> = bundle.entries.iter().map(|entry| entry.path.clone()).collect();
        let manuscripts: Vec<usize> =
            (0..parts.len()).filter(|&at| parts[at] == Part::Manuscript).collect();
        let names: Vec<&str> = manuscripts.iter().map(|&at| paths[at].as_str()).collect();
        let (mut owners, mut nobody) = (vec![None; parts.len()], Vec::new());
        for (at, part) in parts.iter().enumerate() {
            let told = |rule| Finding::warn(rule).with("path", &paths[at]);
            match part {
                Part::Picture => {
                    owners[at] = owner(&paths[at], &names);
                    // A picture that the body of a mail shows is found when the body is read.
                    let shown = around.keys.values().any(|&own| own == at) && around.body.is_some();
                    if owners[at].is_none() && !shown {
                        nobody.push(at);
                    }
                }
                Part::Other => findings.push(told("import-other")),
                Part::Twin => findings.push(told("import-twin")),
                Part::Manuscript | Part::Container | Part::OfPage => {}
            }
        }
        let whole = parts.iter().all(|part| !matches!(part, Part::Manuscript | Part::Container));
        if whole && !findings.stops() {
            findings.push(Finding::stop("import-nothing"));
        }
        let first = self.reports.len();
        let mut named = BTreeSet::new();
        for (at, part) in parts.iter().enumerate() {
            if self.failure.is_some() {
                break;
            }
            match part {
                Part::Container => self.inner(&mut bundle, at, &around),
                Part::Manuscript => {
                    let own = manuscripts.iter().position(|&own| own == at);
                    let pictures: Vec<usize> =
                        (0..owners.len()).filter(|&picture| owners[picture] == own).collect();
                    let pictures = if own.is_some() { pictures } else { Vec::new() };
                    self.member(&mut bundle, (at, &pictures), &paths, &around, &mut named);
                }
                _ => {}
            }
        }
        // A picture that a manuscript itself names is not lost, whoever else could have had it.
        for at in nobody.into_iter().filter(|at| !named.contains(at)) {
            findings.push(Finding::warn("import-picture-nobody").with("path", &paths[at]));
        }
        if !findings.is_empty() {
            self.report(around.from.clone(), findings, None);
            self.reports[first..].rotate_right(1);
        }
        self.all_known(first, around);
    }

    /// Says so when nothing of a bundle is new.
    fn all_known(&mut self, first: usize, around: Around) {
        let own = &self.reports[first..];
        let known = |report: &Report| report.findings.iter().any(|own| own.rule == "import-known");
        let nothing =
            own.iter().all(|report| report.imported.is_none() && !report.findings.stops());
        if around.named && nothing && own.iter().any(known) {
            self.refuse(around.from, Finding::stop("import-all-known"));
        }
    }

    /// Takes a container that lies in a bundle.
    fn inner(&mut self, bundle: &mut Bundle<'_>, at: usize, around: &Around) {
        let path = bundle.entries[at].path.clone();
        let from = format!("{}/{path}", around.from);
        let bytes = match bundle.read(at, DOCUMENT_LIMIT, &mut self.left) {
            Ok(bytes) => bytes,
            Err(denied) => return self.refuse(from, denied.finding()),
        };
        let file = Path::new(&path);
        match Way::of(file, Container::of(&path), Kind::Word, &bytes) {
            Way::Bundle(kind, told) => self.nested(kind, bytes, from, told, around),
            Way::Manuscript(kind) => {
                let company = Company { subject: None, ..around.company.clone() };
                let (original, loose, among) = (None, Vec::new(), true);
                let piece = Piece { from, kind, file, bytes, original, company, loose, among };
                self.manuscript(piece, &mut |_| None);
            }
        }
    }

    /// Takes a bundle in a bundle.
    fn nested(
        &mut self,
        kind: Container,
        bytes: Vec<u8>,
        from: String,
        told: Option<Finding>,
        around: &Around,
    ) {
        let company = Company { subject: None, ..around.company.clone() };
        let depth = around.depth + 1;
        self.container(kind, bytes, Around { from, depth, company, told, ..Around::default() });
    }

    /// Takes a manuscript that lies in a bundle, with the pictures that belong to it.
    fn member(
        &mut self,
        bundle: &mut Bundle<'_>,
        (at, pictures): (usize, &[usize]),
        paths: &[String],
        around: &Around,
        named: &mut BTreeSet<usize>,
    ) {
        let path = &paths[at];
        let is_body = around.body == Some(at);
        let from = match is_body {
            true => around.from.clone(),
            false => format!("{}/{path}", around.from),
        };
        let kind = match Kind::of(path.as_ref()) {
            Ok(kind) => kind,
            Err(rule) => return self.refuse(from, Finding::stop(rule)),
        };
        let bytes = match bundle.read(at, kind.limit(), &mut self.left) {
            Ok(bytes) => bytes,
            Err(denied) => return self.refuse(from, denied.finding()),
        };
        // The body of a mail is words already.
        let way = match is_body {
            true => Way::Manuscript(kind),
            false => Way::of(path.as_ref(), None, kind, &bytes),
        };
        let kind = match way {
            Way::Bundle(kind, told) => return self.nested(kind, bytes, from, told, around),
            Way::Manuscript(kind) => kind,
        };
        let mut loose = Vec::new();
        let mut findings = Findings::default();
        for &picture in pictures {
            match bundle.read(picture, PICTURE, &mut self.left) {
                Ok(bytes) => loose.push(Loose { name: paths[picture].clone(), bytes }),
                Err(denied) => {
                    let rule = denied.finding();
                    let finding = Finding::warn("import-picture-unread").with("rule", rule.rule);
                    findings.push(finding.with("name", &paths[picture]));
                }
            }
        }
        if !findings.is_empty() {
            self.report(from.clone(), findings, None);
        }
        let mut company = around.company.clone();
        company.subject = company.subject.filter(|_| is_body);
        // The original of a mail's body is the mail.
        let original = is_body.then(|| around.mail.clone());
        let file = if is_body { mail_name(path) } else { path.clone() };
        let among = true;
        let file = Path::new(&file);
        let piece = Piece { from, kind, file, bytes, original, company, loose, among };
        let mut left = self.left;
        self.manuscript(piece, &mut |called| {
            let index = around.keys.get(called).copied().or_else(|| {
                let local = local_path(called)?;
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let full = if folder.is_empty() { local } else { format!("{folder}/{local}") };
                paths.iter().position(|own| *own == full)
            })?;
            named.insert(index);
            bundle.read(index, PICTURE, &mut left).ok()
        });
        self.left = left;
    }

    /// Takes one manuscript, all of it or nothing.
    fn manuscript(&mut self, piece: Piece<'_>, beside: Beside<'_>) {
        let from = piece.from.clone();
        let mut findings = Findings::default();
        let draft = guard::contained(from.clone(), || Ok(self.draft(piece, beside, &mut findings)));
        match draft {
            Err(failure) => self.fault(from, failure, findings),
            Ok(None) => self.report(from, findings, None),
            Ok(Some(_)) if findings.stops() => self.report(from, findings, None),
            Ok(Some(draft)) => match self.inbox.keep(self.lock, draft, self.options.today) {
                Ok(imported) => self.report(from, findings, Some(imported)),
                Err(failure) => self.failure = Some(failure),
            },
        }
    }

    /// Reports a fault of the program, which keeps no other file out.
    fn fault(&mut self, from: String, failure: Failure, mut findings: Findings) {
        let Failure::Internal { file, reason } = failure else {
            self.failure = Some(failure);
            return;
        };
        let finding = Finding::stop("internal-fault").with("file", file).with("reason", reason);
        findings.push(finding.with("version", env!("CARGO_PKG_VERSION")));
        self.report(from, findings, None);
    }

    fn draft(
        &self,
        piece: Piece<'_>,
        beside: Beside<'_>,
        findings: &mut Findings,
    ) -> Option<Draft> {
        let Piece { from, kind, file, bytes, original, company, loose, among } = piece;
        if let Some(known) = self.inbox.known(original.as_ref().unwrap_or(&bytes)) {
            let severity = if among { Severity::Warn } else { Severity::Stop };
            let finding = Finding::stop("import-known").with("original", known);
            findings.push(Finding { severity, ..finding });
            return None;
        }
        let names = self.inbox.names(file, self.options.name.as_deref());
        let publication = self.publication.as_ref();
        let importer =
            Importer { publication, options: self.options, company, loose: RefCell::new(loose) };
        // A picture that the text itself names is not one that has yet to find its place.
        let mut beside = |named: &str| {
            let bytes = beside(named)?;
            importer.loose.borrow_mut().retain(|own| own.bytes != bytes);
            Some(bytes)
        };
        let mut own = Findings::default();
        let read = importer.read(kind, (file, &bytes), &names, &mut beside, &mut own);
        let Some(mut read) = read else {
            findings.extend(own);
            return None;
        };
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let names = self.inbox.settle(names, &mut read, &stem.unwrap_or_default());
        findings.extend(own.into_iter().map(|mut finding| {
            finding.args.values_mut().for_each(|value| *value = Inbox::settled(value, &names.id));
            finding
        }));
        if names.renamed {
            findings.push(Finding::note("import-renamed").with("id", &names.id));
        }
        Some(Draft { from, names, read, bytes: original.unwrap_or(bytes) })
    }
}

/// The name of a mail whose body has a name.
fn mail_name(body: &str) -> String {
    let stem = body.rsplit_once('.').map_or(body, |(stem, _)| stem);
    format!("{stem}.eml")
}

/// A picture beside a file on disk: in the folder that a browser makes for a page; for a text of
/// Markdown anywhere below its own folder. No link leads out of there.
fn beside_file(file: &Path, kind: Kind, named: &str) -> Option<Vec<u8>> {
    let path = local_path(named)?;
    let folder = file.parent().map(|folder| match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    })?;
    let first = path.split('/').next()?;
    let of_page = first.ends_with("_files") || first.ends_with(".files");
    if kind == Kind::Html && !(of_page && path.contains('/')) {
        return None;
    }
    let root = if kind == Kind::Html { folder.join(first) } else { folder.to_owned() };
    let (root, parent) = (root.canonicalize().ok()?, folder.canonicalize().ok()?);
    let real = folder.join(&path).canonicalize().ok()?;
    let inside = root.starts_with(&parent) && real.starts_with(&root) && real.is_file();
    inside.then(|| read_limited(&real, PICTURE).ok().flatten()).flatten()
}
