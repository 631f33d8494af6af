//! The copies: one presentation leaf for each recipient, put into the published edition.
//!
//! [`edition`] is what every copy is made of; [`leaf`] lays out the leaves in the theme; [`graft`]
//! puts one into the PDF (with [`tree`]), [`book`] into the EPUB; [`lock`] gives a copy one of the
//! [`passwords`]; [`files`] writes them and keeps their list. Each copy carries its [`mark`], by
//! which [`trace`] tells whose it is.

pub mod book;
pub mod edition;
pub mod files;
pub mod graft;
pub mod leaf;
pub mod lock;
pub mod mark;
pub mod passwords;
pub mod trace;
mod tree;

use std::collections::BTreeSet;
use std::path::PathBuf;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use self::book::{Book, Frontispiece};
use self::edition::Published;
use self::files::{Copy, Judge, Shelf, Take, address_sum};
use self::graft::Body;
use self::leaf::{Leaves, Words};
use self::mark::Mark;
use self::passwords::Passwords;
use super::recipients;
use crate::archive::outputs::Outputs;
use crate::diagnostic::{Failure, Finding, Findings};
use crate::fs::Lock;
use crate::fs::lock::Kind;
use crate::manuscript::bare;
use crate::manuscript::pictures::{self, PictureFile};
use crate::press::Shop;
use crate::publication::{
    Document, Issue, Preferred, Project, Publication, Recipient, Recipients, Theme, load_issue,
    load_publication, load_theme,
};
use crate::typeset::Faces;

/// Who holds a lock while copies are made.
const COMMAND: &str = "deliver prepare";
/// How many leaves are laid out at a time.
const BATCH: usize = 64;

/// What is to be prepared.
#[derive(Debug, Clone)]
pub struct Order {
    /// The issue's folder name.
    pub issue: String,
    /// The folder that holds the output folders of the issues.
    pub out: PathBuf,
    /// Only these categories and copy numbers, if there are any.
    pub only: Vec<String>,
    /// Whether recipients without a password are given one.
    pub generate_passwords: bool,
}

/// What was prepared.
#[derive(Debug)]
pub struct Prepared {
    /// The issue.
    pub issue: String,
    /// The folder of the copies.
    pub folder: PathBuf,
    /// All copies that are there now, by number.
    pub copies: Vec<Copy>,
    /// How many of them were written.
    pub written: usize,
    /// How many were there already, byte for byte.
    pub kept: usize,
    /// How many records could not be made; each has its finding.
    pub failed: usize,
    /// The passwords that were made.
    pub passwords: Option<PathBuf>,
    /// What is wrong with single records.
    pub findings: Findings,
}

/// Makes the copy of every recipient; `tell` is told how many of how many are done.
///
/// # Errors
/// [`Failure::Stopped`] before anything is written, when the list of recipients or the published
/// edition has a fault; [`Failure::Machine`]. A record that fails alone is a finding of the
/// [`Prepared`].
pub fn prepare(
    project: &Project,
    order: &Order,
    tell: &dyn Fn(usize, usize),
) -> Result<Prepared, Failure> {
    // Read the list, the layout and the published edition; any fault ends it here.
    let out = order.out.join(&order.issue);
    let reading = Lock::for_reading(&out, Kind::Passing, COMMAND)?;
    let (job, chosen) = Job::read(project, order)?;
    let name = format!("{}-{}", job.publication.slug, order.issue);
    let edition = edition::published(&job.folder, &name);
    let sum = edition.sum.clone();
    let lock = Lock::take(&out.join(files::FOLDER), Kind::Private, COMMAND)?;
    let mut shelf = Shelf::open(&lock, &job.folder, edition);
    let mut passwords = Passwords::read(&job.list.value, &job.folder);
    let made = order.generate_passwords.then(|| {
        let recipients = chosen.iter().map(|&index| &job.list.value.recipients[index]);
        passwords.make(recipients, &job.folder)
    });
    let made = made.transpose()?;
    // The edition has been read, and the passwords lie beside it: it may be built anew.
    drop(reading);
    // Lay out a batch of leaves, put each into the edition, write the copy.
    let (mut findings, mut failed) = (Findings::default(), 0);
    for (round, batch) in chosen.chunks(BATCH).enumerate() {
        for (index, outcome) in batch.iter().zip(job.batch(project, batch, &passwords, &shelf)) {
            let number = job.list.value.recipients[*index].number;
            match outcome {
                Ok(copy) => shelf.keep(copy),
                Err(Failure::Stopped(faults)) => {
                    failed += 1;
                    shelf.discard(number);
                    let place = job.list.places.value(&format!("/recipients/{index}"));
                    let here = |fault: Finding| fault.at(place.clone()).with("number", number);
                    findings.extend(faults.into_iter().map(here));
                }
                Err(failure) => return Err(failure),
            }
        }
        tell((round * BATCH + batch.len()).min(chosen.len()), chosen.len());
    }
    // Take away what belongs to nobody any more; write the list of what is there.
    let numbers = job.list.value.recipients.iter().map(|recipient| recipient.number).collect();
    let (copies, written, kept) = shelf.close(&numbers)?;
    Outputs::note(project, &order.issue, &[files::made(&copies, &sum)?])?;
    let (issue, folder) = (order.issue.clone(), job.folder.join(files::FOLDER));
    Ok(Prepared { issue, folder, copies, written, kept, failed, passwords: made, findings })
}

/// Holds the copies that lie there against those that would be made of the published edition for their
/// recipients now: a finding for each that is another. A PDF with a password is taken at the word of
/// the sum inside it, since encryption is never twice the same, and what was given a password that is
/// not here any more is passed over: the register of what was built binds both.
///
/// # Errors
/// As [`prepare`].
pub fn verify(project: &Project, order: &Order) -> Result<Findings, Failure> {
    let (job, chosen) = Job::read(project, order)?;
    let passwords = Passwords::read(&job.list.value, &job.folder);
    let judge = Judge::of(&job.folder);
    // What nobody can open any more cannot be looked into.
    let locked: BTreeSet<u32> =
        files::list(&job.folder).iter().filter(|own| own.protected).map(|own| own.number).collect();
    let shut = |recipient: &Recipient| {
        locked.contains(&recipient.number) && passwords.of(recipient).is_none()
    };
    let chosen: Vec<usize> =
        chosen.into_iter().filter(|&own| !shut(&job.list.value.recipients[own])).collect();
    let mut findings = Findings::default();
    for batch in chosen.chunks(BATCH) {
        for (index, outcome) in batch.iter().zip(job.batch(project, batch, &passwords, &judge)) {
            let recipient = &job.list.value.recipients[*index];
            match outcome {
                Ok(_) => {}
                Err(Failure::Stopped(faults)) => {
                    let place = job.list.places.value(&format!("/recipients/{index}"));
                    let here = |fault: Finding| {
                        let fault = fault.at(place.clone()).with("number", recipient.number);
                        fault.with("issue", &order.issue)
                    };
                    findings.extend(faults.into_iter().map(here));
                }
                Err(failure) => return Err(failure),
            }
        }
    }
    Ok(findings)
}

/// What the copies of an issue are made from, as it was read.
struct Sources {
    folder: PathBuf,
    publication: Document<Publication>,
    issue: Document<Issue>,
    theme: Theme,
    press: Shop,
    list: Document<Recipients>,
    seal: Option<PictureFile>,
    pdf: Option<Published>,
    epub: Option<Published>,
}

impl Sources {
    /// Reads everything, and the places in the list of those who are meant.
    fn read(project: &Project, order: &Order) -> Result<(Self, Vec<usize>), Failure> {
        let mut findings = Findings::default();
        let publication = load_publication(project, &mut findings);
        let issue = load_issue(project, &order.issue, &mut findings);
        let (Some(publication), Some(issue)) = (publication, issue) else {
            return Err(Failure::Stopped(findings));
        };
        let theme = load_theme(project, &publication, Some(&issue), &mut findings);
        let press = Shop::load(project, &publication.value.press, &mut findings);
        let list = recipients::load(project, &publication.value, &mut findings);
        let seal = seal(project, &publication, &mut findings);
        let (Some(theme), Some(press), Some(list)) = (theme, press, list) else {
            return Err(Failure::Stopped(findings));
        };
        passwords::check(&list, &publication.value, &mut findings);
        let chosen = chosen(&list.value, &order.only)?;
        let folder = order.out.join(&order.issue);
        let name = format!("{}-{}", publication.value.slug, order.issue);
        let mut published = |format| {
            let wanted = chosen.iter().any(|&index| list.value.recipients[index].format == format);
            wanted.then(|| edition::read(&folder, &order.issue, &name, format, &mut findings))?
        };
        let (pdf, epub) = (published(Preferred::Pdf), published(Preferred::Epub));
        findings.settle()?;
        Ok((Self { folder, publication, issue, theme, press, list, seal, pdf, epub }, chosen))
    }
}

/// All that the copies of an issue are made of.
struct Job {
    folder: PathBuf,
    list: Document<Recipients>,
    publication: Publication,
    issue: Issue,
    id: String,
    leaves: Leaves,
    pdf: Option<(Published, Body, Sha256)>,
    epub: Option<(Book, Sha256)>,
}

impl Job {
    /// Readies the editions and the layout for leaves; who is meant comes with it.
    fn read(project: &Project, order: &Order) -> Result<(Self, Vec<usize>), Failure> {
        let (sources, chosen) = Sources::read(project, order)?;
        let (publication, issue) = (sources.publication.value, sources.issue.value);
        let colors = sources.press.colors(&sources.theme);
        let words = frontispiece(&publication, &issue, sources.seal.as_ref());
        let leaves = Leaves::new(
            &publication,
            (&order.issue, &issue),
            (&sources.theme, &colors),
            (&words.greeting, sources.seal.as_ref()),
            Faces::load(project)?,
        );
        let pdf = sources.pdf.map(|pdf| -> Result<_, Finding> {
            let body = Body::read(&pdf.bytes, &pdf.sha256)?;
            let hash = Sha256::new_with_prefix(&pdf.bytes);
            Ok((pdf, body, hash))
        });
        let epub = sources.epub.map(|epub| -> Result<_, Finding> {
            let book = Book::read(&epub.bytes, words)?;
            let hash = Sha256::new_with_prefix(book.prefix());
            Ok((book, hash))
        });
        let job = Self {
            folder: sources.folder,
            list: sources.list,
            publication,
            issue,
            id: order.issue.clone(),
            leaves,
            pdf: pdf.transpose()?,
            epub: epub.transpose()?,
        };
        Ok((job, chosen))
    }

    /// The copies of some recipients, each with its own outcome.
    fn batch(
        &self,
        project: &Project,
        batch: &[usize],
        passwords: &Passwords,
        shelf: &dyn Take,
    ) -> Vec<Result<Copy, Failure>> {
        let recipients: Vec<&Recipient> =
            batch.iter().map(|&index| &self.list.value.recipients[index]).collect();
        let words: Vec<Words> = recipients.iter().map(|one| self.words(one)).collect();
        let faults: Vec<Option<Finding>> =
            words.par_iter().map(|words| words.fault(self.leaves.faces())).collect();
        // Only sound leaves of PDF copies go to the layout.
        let laid: Vec<usize> = (0..batch.len())
            .filter(|&at| faults[at].is_none() && recipients[at].format == Preferred::Pdf)
            .collect();
        let mut leaves =
            self.leaves(project, &laid.iter().map(|&at| &words[at]).collect::<Vec<_>>());
        let mut pages: Vec<Option<Result<Vec<u8>, Failure>>> = Vec::new();
        pages.resize_with(batch.len(), || None);
        for (&at, leaf) in laid.iter().zip(leaves.drain(..)) {
            pages[at] = Some(leaf);
        }
        let parts = faults.into_par_iter().zip(pages).zip(&words).zip(recipients);
        parts
            .map(|(((fault, page), words), recipient)| {
                if let Some(fault) = fault {
                    return Err(fault.into());
                }
                let copy = self.copy(recipient, words, page, passwords.of(recipient), shelf)?;
                Ok(Copy { leaf: words.sum(), address: address_sum(recipient), ..copy })
            })
            .collect()
    }

    fn words(&self, recipient: &Recipient) -> Words {
        let mark = Mark::new(&self.publication.slug, &self.id, recipient.number);
        Words::of(recipient, mark)
    }

    /// Lays out leaves together; where the layout refuses them, one by one, so that only the one
    /// it cannot set fails.
    fn leaves(&self, project: &Project, words: &[&Words]) -> Vec<Result<Vec<u8>, Failure>> {
        if words.is_empty() {
            return Vec::new();
        }
        match self.leaves.set(project, words) {
            Ok(leaves) => leaves,
            Err(failure) if words.len() == 1 => vec![Err(failure)],
            Err(_) => words.iter().flat_map(|words| self.leaves(project, &[words])).collect(),
        }
    }

    /// Makes and writes one copy.
    fn copy(
        &self,
        recipient: &Recipient,
        words: &Words,
        page: Option<Result<Vec<u8>, Failure>>,
        password: Option<&str>,
        shelf: &dyn Take,
    ) -> Result<Copy, Failure> {
        let number = recipient.number;
        let refused = |reason: Box<dyn std::error::Error + Send + Sync>| {
            Failure::from(Finding::stop("copy-locked").with("reason", reason))
        };
        match (recipient.format, &self.pdf, &self.epub, page) {
            (Preferred::Pdf, Some((pdf, body, hash)), _, Some(page)) => {
                let tail = body.graft(&page?, &words.mark)?;
                let Some(password) = password else {
                    return shelf.put((number, "pdf"), (&pdf.bytes, hash), &tail);
                };
                let whole = [pdf.bytes.as_slice(), &tail].concat();
                let sum = neikan_base::hash::sha256(&whole);
                let holds = |old: &[u8]| lock::pdf_holds(old, password, &sum);
                let make = || lock::pdf(&whole, password).map_err(refused);
                shelf.put_locked((number, "pdf"), &holds, &make)
            }
            (Preferred::Epub, _, Some((book, hash)), _) => {
                let tail = book.bind(words)?;
                let Some(password) = password else {
                    return shelf.put((number, "epub"), (book.prefix(), hash), &tail);
                };
                let whole = [book.prefix(), &tail].concat();
                let name = format!("{}.epub", words.mark);
                let holds = |old: &[u8]| lock::unzip(old, password).is_ok_and(|old| old == whole);
                let date = self.issue.date;
                let make = || lock::zip(&name, &whole, password, date).map_err(refused);
                shelf.put_locked((number, "zip"), &holds, &make)
            }
            _ => Err(Finding::stop("copies-unpublished").with("issue", &self.id).into()),
        }
    }
}

/// The places in the list of those who are meant by `only`.
fn chosen(list: &Recipients, only: &[String]) -> Result<Vec<usize>, Failure> {
    let meant = |one: &Recipient, asked: &str| {
        one.category == asked || asked.parse().is_ok_and(|number: u32| number == one.number)
    };
    let nobody = |asked: &&String| !list.recipients.iter().any(|one| meant(one, asked.trim()));
    if let Some(asked) = only.iter().find(nobody) {
        return Err(Failure::Call(Box::new(Finding::stop("copies-only").with("only", asked))));
    }
    let wanted =
        |one: &Recipient| only.is_empty() || only.iter().any(|asked| meant(one, asked.trim()));
    let all = list.recipients.iter().enumerate();
    Ok(all.filter(|(_, one)| wanted(one)).map(|(index, _)| index).collect())
}

/// The picture of the seal alone, if the publication has one.
fn seal(
    project: &Project,
    publication: &Document<Publication>,
    findings: &mut Findings,
) -> Option<PictureFile> {
    let seal = publication.value.seal.as_ref()?;
    let place = publication.places.value("/seal/picture");
    let looked =
        pictures::look(project.sources(), project.store(), &project.issues(), &seal.picture);
    let file = looked.map_err(|finding| findings.push(finding.at(place))).ok()?;
    Some(PictureFile { bytes: bare::bare(&file).into(), ..file })
}

/// What all leaves say: the greeting of the issue, else of the publication, else the usual one.
fn frontispiece(
    publication: &Publication,
    issue: &Issue,
    seal: Option<&PictureFile>,
) -> Frontispiece {
    let number = issue.numbers();
    let greeting = issue.greeting.clone().or_else(|| publication.greeting.clone());
    let usual = || {
        let name = &publication.name;
        format!("新一期《{name}》编印完成\u{ff0c}谨奉上一册\u{ff0c}敬请批评指正。")
    };
    let alt = publication.seal.as_ref().map(|seal| seal.alt.clone()).unwrap_or_default();
    let date = issue.date;
    Frontispiece {
        masthead: publication.masthead.clone(),
        issue: format!("{}年第{number}期\u{ff08}总第{}期\u{ff09}", issue.year, issue.total),
        greeting: greeting.unwrap_or_else(usual),
        sponsor: publication.sponsor.clone(),
        date: format!("{}年{}月{}日", date.year, date.month, date.day),
        notice: publication.notice.clone(),
        language: publication.language.clone(),
        seal: seal.map(|seal| (seal.clone(), alt)),
    }
}
