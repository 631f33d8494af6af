//! The back catalogue: all printed issues as a site for a folder that everybody in the house can read.
//!
//! The site works from a disk as from a server and asks for nothing outside itself. An [`issue`] brings
//! its articles as the EPUB has them and what lists say of it (a [`bundle`]), which the store of steps
//! keeps; [`outputs`] are what was built of it; it may be [`archived`] instead of in the project. [`indexes`] are the pages about all issues, in the
//! frame of a [`page`] and with their [`covers`]; [`scripts`] are for the search. The [`target`] writes
//! only what has changed, for which [`sums`] need not read every file again. What all of them share is
//! the [`house`].

mod archived;
pub mod bundle;
mod covers;
pub mod house;
mod indexes;
mod issue;
pub mod outputs;
mod page;
mod scripts;
pub mod sums;
pub mod target;

use std::path::PathBuf;

use rayon::prelude::*;

use self::archived::{Archived, archives, left_out};
use self::bundle::{Bundle, Copy, Page, State};
use self::house::House;
use self::indexes::Catalogue;
use self::issue::{Fresh, SERIAL};
use self::outputs::Outputs;
use self::sums::Sums;
use self::target::{Changed, Target, Writing, sum};
use crate::archive::outputs::Outputs as Register;
use crate::desk::register::{LEDGERS, text};
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::guard;
use crate::publication::{Project, issue_number};
use neikan_base::hash::sha256;
use neikan_base::store::Inputs;

pub use self::scripts::Sizes;

/// Must change whenever the same issue would bring something else.
const VERSION: u32 = 3;

/// A request for a site.
#[derive(Debug, Clone)]
pub struct SiteOrder {
    /// The folder of the site.
    pub to: PathBuf,
    /// The parent folder of the issues' output folders.
    pub out: PathBuf,
    /// Archives of issues that the project does not have, and folders with some.
    pub archives: Vec<PathBuf>,
    /// Whether the PDFs go into the site.
    pub pdf: bool,
    /// The user's own cache.
    pub cache: Option<PathBuf>,
}

/// A site that was written.
#[derive(Debug)]
pub struct Site {
    /// How many issues it has.
    pub issues: usize,
    /// How many of them come from archives.
    pub archived: usize,
    /// How many articles.
    pub articles: usize,
    /// Its folder.
    pub folder: PathBuf,
    /// What was changed in it.
    pub changed: Changed,
    /// How large its index is.
    pub sizes: Sizes,
    /// The issues that are not signed for the press.
    pub open: Vec<String>,
    /// What should be looked at.
    pub findings: Findings,
}

/// Writes the site of all printed issues of a project.
///
/// An issue with faults is told and left out; so are articles that are not what was signed for the
/// press. Nothing is written if no issue was printed.
///
/// # Errors
/// [`Failure::Stopped`] with the faults of `publication.yml`, or files of others that are in the way;
/// [`Failure::Call`] for a folder that is no site's; [`Failure::Machine`].
pub fn publish(project: &Project, order: &SiteOrder) -> Result<Site, Failure> {
    let target = Target::take(&order.to)?;
    let name = sha256(target.folder().display().to_string().as_bytes());
    let file = order.cache.as_ref().map(|cache| cache.join("site").join(&name[..16]));
    let sums = Sums::open(file);
    let written = write(project, order, &target, &sums);
    match &written {
        Ok(_) => sums.keep(),
        Err(_) => target.abandon(),
    }
    project.store().trim();
    written
}

fn write(
    project: &Project,
    order: &SiteOrder,
    target: &Target,
    sums: &Sums,
) -> Result<Site, Failure> {
    // Read what all issues share.
    let house = House::read(project, sums)?;
    let (register, ledgers) = (Register::read(project), text(project, LEDGERS));
    let writing = target.begin(sums);
    // Make each issue, or take it from the store, and put its pictures in place.
    let ids = project.issue_ids().into_iter().filter(|id| issue_number(id).is_some());
    let ids: Vec<String> = ids.collect();
    let maker =
        Maker { house: &house, order, register: &register, ledgers, sums, writing: &writing };
    let mut findings = Findings::default();
    let archives = archives(&order.archives, &ids, &mut findings)?;
    let made: Vec<(Option<State>, Findings)> =
        ids.par_iter().map(|id| maker.issue(id)).collect::<Result<_, Failure>>()?;
    let (mut issues, mut open) = (Vec::new(), Vec::new());
    for (id, (state, told)) in ids.into_iter().zip(made) {
        findings.extend(told);
        match state {
            Some(State::Printed(bundle)) => issues.push(*bundle),
            Some(State::Open) => open.push(id),
            None => {}
        }
    }
    let own = issues.len();
    // An archive is large while it is unpacked: one after another.
    for archive in &archives {
        let (state, told) = maker.archive(archive)?;
        findings.extend(told);
        match state {
            Some(State::Printed(bundle)) => issues.push(*bundle),
            Some(State::Open) => open.push(archive.id.clone()),
            None => {}
        }
    }
    let archived = issues.len() - own;
    if issues.is_empty() {
        let open = if open.is_empty() { "none".to_owned() } else { open.join("、") };
        let finding = Finding::stop("site-nothing").at(Place::file("issues"));
        findings.push(finding.with("open", open));
        return Err(Failure::Stopped(findings));
    }
    issues.sort_by_key(|own| std::cmp::Reverse(issue_number(&own.card.id)));
    // Write the pages about all issues, and those of the articles with their serials.
    let catalogue = Catalogue { house: &house, issues };
    let sizes = pages(&catalogue, &writing)?;
    let changed = writing.finish()?;
    Ok(Site {
        issues: catalogue.issues.len(),
        archived,
        articles: catalogue.issues.iter().map(|own| own.pieces.len()).sum(),
        folder: target.folder().to_owned(),
        changed,
        sizes,
        open,
        findings,
    })
}

/// The articles of an issue that are not what was signed for the press, each as a warning.
fn changed(id: &str, state: &State) -> Findings {
    let State::Printed(bundle) = state else { return Findings::default() };
    let told = bundle.changed.iter().map(|article| {
        let place = Place::file(format!("issues/{id}/articles/{article}.md"));
        Finding::warn("site-changed").at(place).with("issue", id)
    });
    told.collect()
}

/// Puts all pages, styles and scripts in place.
fn pages(catalogue: &Catalogue<'_>, writing: &Writing<'_>) -> Result<Sizes, Failure> {
    let (scripts, sizes) = scripts::scripts(catalogue.house, &catalogue.issues)?;
    let put =
        |path: &str, text: &str| writing.put(path, &sum(text), || Ok(text.as_bytes().to_vec()));
    let fixed = scripts::FIXED.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let own = fixed.into_iter().chain(scripts).chain(catalogue.pages());
    own.collect::<Vec<_>>().par_iter().try_for_each(|(path, text)| put(path, text))?;
    let serials = catalogue.serial_parts();
    let mark = format!("<!--{SERIAL}-->");
    let all: Vec<&Page> = catalogue.issues.iter().flat_map(|own| &own.pages).collect();
    all.par_iter().try_for_each(|page| {
        let Page { path, sha256, open, text } = page;
        if *open {
            let parts = serials.get(path).map(String::as_str).unwrap_or_default();
            return put(path, &text.replace(&mark, parts));
        }
        writing.put(path, sha256, || Ok(text.as_bytes().to_vec()))
    })?;
    Ok(sizes)
}

/// That what is kept of an issue is not what it should be.
fn unreadable(id: &str) -> Failure {
    Failure::internal(id, "what is kept of it cannot be read")
}

/// What issues are made with.
struct Maker<'a> {
    house: &'a House<'a>,
    order: &'a SiteOrder,
    register: &'a Register,
    /// The register of the review ledgers.
    ledgers: String,
    sums: &'a Sums,
    writing: &'a Writing<'a>,
}

impl Maker<'_> {
    /// An issue, whose pictures are put in place; nothing of one with faults, which are told.
    fn issue(&self, id: &str) -> Result<(Option<State>, Findings), Failure> {
        let mut findings = Findings::default();
        match guard::naming(format!("issues/{id}"), || self.known(id, &mut findings)) {
            Ok(state) => {
                findings.extend(changed(id, &state));
                Ok((Some(state), findings))
            }
            Err(Failure::Stopped(faults)) => {
                let place = Place::file(format!("issues/{id}/issue.yml"));
                let finding = Finding::warn("site-left-out").at(place).with("issue", id);
                findings.push(finding.with("count", faults.count(Severity::Stop)));
                findings.extend(faults.softened());
                Ok((None, findings))
            }
            Err(failure) => Err(failure),
        }
    }

    /// The same of an issue that is in an archive.
    fn archive(&self, own: &Archived) -> Result<(Option<State>, Findings), Failure> {
        let name = own.path().display().to_string();
        match guard::naming(name, || self.unpacked(own)) {
            Ok(state) => {
                let findings = changed(&own.id, &state);
                Ok((Some(state), findings))
            }
            Err(Failure::Stopped(faults)) => Ok((None, left_out(own.path(), faults))),
            Err(failure) => Err(failure),
        }
    }

    fn unpacked(&self, own: &Archived) -> Result<State, Failure> {
        let (house, id) = (self.house, own.id.as_str());
        let mut fresh = Fresh::new();
        let make = || {
            let (state, files) =
                own.within(house, |house, outputs| issue::make(house, id, &self.shown(outputs)))?;
            fresh = files;
            state.packed().ok_or_else(|| unreadable(id))
        };
        let inputs = Inputs::new().with(&house.publication.slug).with([u8::from(self.order.pdf)]);
        let sums = own.sums(self.sums)?;
        let inputs = sums.iter().fold(inputs, |inputs, sum| inputs.with(sum));
        let bytes = house.project.store().step("site-archive", VERSION, &inputs, make)?;
        let state = State::unpacked(&bytes).ok_or_else(|| unreadable(id))?;
        if let State::Printed(bundle) = &state {
            let mut rest: Option<Fresh> = None;
            self.put(bundle, fresh, &mut |copy| {
                if rest.is_none() {
                    // Unpacked once for all that is missing.
                    let all = own.within(house, |house, outputs| {
                        let copies = bundle.copies.iter();
                        let copies = copies.map(|copy| {
                            let bytes = issue::copy(house, id, outputs, &copy.of)?;
                            Ok((copy.path.clone(), bytes))
                        });
                        copies.collect::<Result<Fresh, Failure>>()
                    });
                    rest = Some(all?);
                }
                Ok(rest.as_mut().and_then(|all| all.remove(&copy.path)).unwrap_or_default())
            })?;
        }
        Ok(state)
    }

    /// What was built, without what the site is not to have.
    fn shown(&self, outputs: &Outputs) -> Outputs {
        let mut shown = outputs.clone();
        if !self.order.pdf {
            shown.pdf = None;
        }
        shown
    }

    fn known(&self, id: &str, findings: &mut Findings) -> Result<State, Failure> {
        let name = format!("{}-{id}", self.house.publication.slug);
        let folder = self.order.out.join(id);
        let outputs = Outputs::of((&folder, id, &name), self.register, self.sums, findings);
        let outputs = self.shown(&outputs);
        let mut fresh = Fresh::new();
        let make = || {
            let (state, files) = issue::make(self.house, id, &outputs)?;
            fresh = files;
            state.packed().ok_or_else(|| unreadable(id))
        };
        let inputs = self.inputs(id, &outputs)?;
        let bytes = self.house.project.store().step("site-issue", VERSION, &inputs, make)?;
        let state = State::unpacked(&bytes).ok_or_else(|| unreadable(id))?;
        if let State::Printed(bundle) = &state {
            let again = &mut |copy: &Copy| issue::copy(self.house, id, &outputs, &copy.of);
            self.put(bundle, fresh, again)?;
        }
        Ok(state)
    }

    /// Puts the files of an issue in place that are made from others; those that are not `fresh` and do not
    /// lie there are made `again`.
    fn put(
        &self,
        bundle: &Bundle,
        mut fresh: Fresh,
        again: &mut dyn FnMut(&Copy) -> Result<Vec<u8>, Failure>,
    ) -> Result<(), Failure> {
        for copy in &bundle.copies {
            let bytes = || fresh.remove(&copy.path).map_or_else(|| again(copy), Ok);
            self.writing.put(&copy.path, &copy.sha256, bytes)?;
        }
        Ok(())
    }

    /// The sums of everything that an issue's part of the site is made from.
    fn inputs(&self, id: &str, outputs: &Outputs) -> Result<Inputs, Failure> {
        let project = self.house.project;
        let mut inputs = self.house.inputs.clone().with(id);
        for path in project.sources().tree(&project.issue(id)) {
            let sum = self.sums.of(&path).map_err(|reason| Failure::machine(&path, reason))?;
            inputs = inputs.with(project.show(&path)).with(sum);
        }
        // Of the register of ledgers only the lines of the issue count.
        let begin = format!("{id} ");
        for line in self.ledgers.lines().filter(|line| line.starts_with(&begin)) {
            inputs = inputs.with(line);
        }
        for made in [&outputs.pdf, &outputs.epub] {
            inputs =
                inputs.with(made.as_ref().map(|made| made.sha256.as_str()).unwrap_or_default());
        }
        let map = serde_json::to_vec(&outputs.pages).map_err(|e| Failure::internal(id, e))?;
        Ok(inputs.with(map))
    }
}
