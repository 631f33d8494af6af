//! Issues that exist only as archives, those of earlier years: each is verified, unpacked into a temporary
//! folder with the layout that it was printed with, and made from there as if it were in the project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::house::House;
use super::outputs::Outputs;
use super::sums::Sums;
use crate::archive::bag::{BAGIT, Bag};
use crate::archive::publish::archive_in;
use crate::archive::restore::{extract, temporary};
use crate::archive::verify::verify;
use crate::archive::{ENDING, OUTPUTS, SOURCES, Stated, describe};
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::publication::{FirstPage, Project, issue_number, load_issue};

/// The folder of the outputs beside the restored sources.
const OUT: &str = "out";

/// An archive of an issue that the project does not have.
#[derive(Debug)]
pub struct Archived {
    /// The issue.
    pub id: String,
    bag: Bag,
}

/// The archives among `places` (each one of them, a folder with some, or one that issues were published into), by
/// issue, but for those of `known` issues. What is no archive that can be read is told and left out, and so are a
/// second one of an issue and a place without any.
///
/// # Errors
/// The finding `archive-gone` for a place that is not there; [`Failure::Machine`].
pub fn archives(
    places: &[PathBuf],
    known: &[String],
    findings: &mut Findings,
) -> Result<Vec<Archived>, Failure> {
    let mut all: BTreeMap<String, Archived> = BTreeMap::new();
    for path in found(places, findings)? {
        let shown = || Place::file(path.display().to_string());
        let read = Bag::open(&path).and_then(|bag| Ok((Stated::read(&bag)?, bag)));
        let (stated, bag) = match read {
            Ok(read) => read,
            Err(Failure::Stopped(faults)) => {
                findings.extend(left_out(&path, faults));
                continue;
            }
            Err(failure) => return Err(failure),
        };
        let id = stated.issue;
        if known.contains(&id) || issue_number(&id).is_none() {
            continue;
        }
        if let Some(first) = all.get(&id) {
            let finding = Finding::warn("site-archive-twice").at(shown()).with("issue", &id);
            findings.push(finding.with("first", first.bag.path().display()));
            continue;
        }
        all.insert(id.clone(), Archived { id, bag });
    }
    Ok(all.into_values().collect())
}

/// The archives that places name, sorted; a place without any is told.
fn found(places: &[PathBuf], findings: &mut Findings) -> Result<Vec<PathBuf>, Failure> {
    let is_bag = |path: &Path| path.is_dir() && path.join(BAGIT).is_file();
    let is_zip = |path: &Path| path.is_file() && path.display().to_string().ends_with(ENDING);
    let mut all = Vec::new();
    for place in places {
        if !place.exists() {
            let finding = Finding::stop("archive-gone").with("path", place.display());
            return Err(Failure::Call(Box::new(finding)));
        }
        if place.is_file() || is_bag(place) {
            all.push(place.clone());
            continue;
        }
        let machine = |reason| Failure::machine(place, reason);
        let before = all.len();
        all.extend(archive_in(place));
        for entry in std::fs::read_dir(place).map_err(machine)? {
            let path = entry.map_err(machine)?.path();
            if is_bag(&path) || is_zip(&path) {
                all.push(path);
            } else {
                all.extend(archive_in(&path));
            }
        }
        if all.len() == before {
            let shown = Place::file(place.display().to_string());
            findings.push(Finding::warn("site-archives-none").at(shown));
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// That an archive was left out of the site, and why.
pub fn left_out(path: &Path, faults: Findings) -> Findings {
    let place = Place::file(path.display().to_string());
    let finding = Finding::warn("site-archive-left-out").at(place);
    let first = finding.with("count", faults.count(Severity::Stop));
    std::iter::once(first).chain(faults.softened()).collect()
}

impl Archived {
    /// Where it is.
    pub fn path(&self) -> &Path {
        self.bag.path()
    }

    /// The sums of all that it is made of: of the zip, or of every file in the folder.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn sums(&self, sums: &Sums) -> Result<Vec<String>, Failure> {
        let of = |path: &Path| sums.of(path).map_err(|reason| Failure::machine(path, reason));
        if self.path().is_file() {
            return Ok(vec![of(self.path())?]);
        }
        let file = |name: &String| Ok(format!("{name} {}", of(&self.path().join(name))?));
        self.bag.files().keys().map(file).collect()
    }

    /// Verifies the archive, unpacks of it what the site shows, and hands that on; the folder goes
    /// afterwards. `house` is that of the site.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with what is wrong with the archive; `site-archive-other` for one of another
    /// periodical; those of `make`.
    pub fn within<T>(
        &self,
        house: &House<'_>,
        make: impl FnOnce(&House<'_>, &Outputs) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        verify(&self.bag)?;
        let folder = temporary()?;
        let endings = [".pdf", ".epub"];
        extract(&self.bag, folder.path(), &|path| match path.strip_prefix(SOURCES) {
            Some(source) => (!source.starts_with("fonts/")).then(|| source.to_owned()),
            None => {
                let output = path.strip_prefix(OUTPUTS)?;
                let shown =
                    !output.contains('/') && endings.iter().any(|end| output.ends_with(end));
                shown.then(|| format!("{OUT}/{output}"))
            }
        })?;
        let project = Project::find(folder.path())?.with_store(house.project.store().clone());
        let own = House::of_archive(&project, &Sums::default())?;
        let (slug, wanted) = (&own.publication.slug, &house.publication.slug);
        if slug != wanted {
            let place = Place::file(self.path().display().to_string());
            let finding = Finding::stop("site-archive-other").at(place).with("slug", slug);
            return Err(finding.with("wanted", wanted).into());
        }
        let outputs = self.outputs(&own, &folder.path().join(OUT))?;
        make(&own, &outputs)
    }

    fn outputs(&self, house: &House<'_>, folder: &Path) -> Result<Outputs, Failure> {
        let record = self.bag.text(describe::RECORD)?;
        let record: Value = serde_json::from_str(&record).unwrap_or_default();
        let mut findings = Findings::default();
        let issue = load_issue(house.project, &self.id, &mut findings);
        let issue = issue.ok_or(Failure::Stopped(findings))?.value;
        let first = FirstPage::of(&house.publication, &issue).folio;
        let name = format!("{}-{}", house.publication.slug, self.id);
        Ok(Outputs::of_archive(folder, &name, &record, first))
    }
}
