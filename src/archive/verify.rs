//! Holding a bag against itself: every sum, nothing added or missing, and the review ledger in it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;
use tempfile::TempDir;

use super::SOURCES;
use super::bag::{BAGIT, Bag, DATA, DECLARATION, INFO, MANIFEST, Sums, TAGS};
use super::restore::{extract, temporary};
use super::stated::{self, Stated};
use crate::desk::review::Folder;
use crate::desk::review::ledger::Ledger;
use crate::desk::review::progress::Progresses;
use crate::diagnostic::{Failure, Finding, Findings};
use crate::publication::{Project, issue_number};

/// A bag that is as it was made.
#[derive(Debug)]
pub struct Verified {
    /// What it says of itself.
    pub stated: Stated,
    /// How many files it has.
    pub files: usize,
    /// How many bytes they have together.
    pub bytes: u64,
    /// What ought to be known of its ledger.
    pub findings: Findings,
}

/// Verifies a bag.
///
/// # Errors
/// [`Failure::Stopped`] with a finding for every file that is changed, missing or added, and for
/// every break of the ledger; [`Failure::Machine`].
pub fn verify(bag: &Bag) -> Result<Verified, Failure> {
    // What it says of itself is read meanwhile, and believed if the sums are right.
    let (whole, own) = rayon::join(|| whole(bag), || own(bag));
    whole?.settle()?;
    let (stated, findings) = own?;
    let findings = findings.settle()?;
    let (files, bytes) = (bag.files().len(), bag.files().values().sum());
    Ok(Verified { stated, files, bytes, findings })
}

/// What a bag says of itself, and what there is to say of its ledger.
fn own(bag: &Bag) -> Result<(Stated, Findings), Failure> {
    let stated = Stated::read(bag)?;
    let findings = ledger(bag, &stated)?;
    Ok((stated, findings))
}

/// A finding for every file that is not what the manifests say.
fn whole(bag: &Bag) -> Result<Findings, Failure> {
    let mut findings = Findings::default();
    if bag.text(BAGIT).ok().as_deref() != Some(DECLARATION) {
        return Err(about(Finding::stop("archive-no-bag"), bag, BAGIT).into());
    }
    let (tags, data) = (listed(bag, TAGS, &mut findings)?, listed(bag, MANIFEST, &mut findings)?);
    for own in [INFO, BAGIT, MANIFEST, stated::FILE] {
        if !tags.contains_key(own) {
            findings.push(about(Finding::stop("archive-unlisted"), bag, own));
        }
    }
    // A payload among the tags, or the reverse, would be held against the wrong list.
    let strange = |sums: &Sums, payload: bool| -> Vec<String> {
        let own = sums.keys().filter(|path| path.starts_with(DATA) != payload || *path == TAGS);
        own.cloned().collect()
    };
    let misplaced = [strange(&tags, false), strange(&data, true)].concat();
    let unlisted = |path| about(Finding::stop("archive-unlisted"), bag, path);
    findings.extend(misplaced.iter().map(|path| unlisted(path)));
    let sums: Sums = tags.into_iter().chain(data).collect();
    let missing = sums.keys().filter(|path| !bag.files().contains_key(*path));
    findings.extend(missing.map(|path| about(Finding::stop("archive-missing"), bag, path)));
    let own = |path: &&String| *path != TAGS && !sums.contains_key(*path);
    let added = bag.files().keys().filter(own);
    findings.extend(added.map(|path| about(Finding::stop("archive-added"), bag, path)));
    findings.extend(differing(bag, &sums)?);
    Ok(findings)
}

/// A finding for every file that is there with another sum.
fn differing(bag: &Bag, sums: &Sums) -> Result<Vec<Finding>, Failure> {
    let sized = |(path, sum)| Some((*bag.files().get(path)?, path, sum));
    let mut there: Vec<(u64, &String, &String)> = sums.iter().filter_map(sized).collect();
    // The largest first, one by one, so that no core is left with a large one at the end.
    there.sort_by_key(|(size, ..)| Reverse(*size));
    let held = there.into_iter().par_bridge().map(|(_, path, sum)| match bag.sum(path) {
        Ok(now) if now == *sum => Ok((path, None)),
        // A zip knows by its CRC too that a file has changed.
        Ok(_) | Err(Failure::Stopped(_)) => Ok((path, Some(changed(bag, path)))),
        Err(failure) => Err(failure),
    });
    let held: BTreeMap<&String, Option<Finding>> = held.collect::<Result<_, Failure>>()?;
    Ok(held.into_values().flatten().collect())
}

/// The sums in a manifest; a damaged file of the list is named, not only what it lists.
fn listed(bag: &Bag, file: &str, findings: &mut Findings) -> Result<Sums, Failure> {
    bag.sums(file, findings).map_err(|failure| match failure {
        Failure::Stopped(own) if own.iter().any(|finding| finding.rule == "archive-broken") => {
            changed(bag, file).into()
        }
        failure => failure,
    })
}

fn changed(bag: &Bag, path: &str) -> Finding {
    about(Finding::stop("archive-changed"), bag, path)
}

fn about(finding: Finding, bag: &Bag, path: &str) -> Finding {
    finding.at(bag.place(path)).with("name", path)
}

/// What the ledger in a bag says of itself, and whether it is the one that the archive was made
/// with.
fn ledger(bag: &Bag, stated: &Stated) -> Result<Findings, Failure> {
    let publication = format!("{SOURCES}issues/publication.yml");
    if !bag.files().contains_key(&publication) {
        return Err(about(Finding::stop("archive-unlisted"), bag, &publication).into());
    }
    let folder = sources(bag, stated)?;
    let project = Project::find(folder.path())?;
    let mut findings = Findings::default();
    let own = Folder::issue(&project, &stated.issue);
    if let Some(ledger) = Ledger::read(&project, &own, &mut findings) {
        Progresses::of(&ledger, &mut findings);
        findings.extend(ledger.lists.faults());
        if ledger.head() != stated.ledger {
            let finding = Finding::stop("archive-ledger").at(bag.place(stated::FILE));
            findings.push(finding.with("issue", &stated.issue));
        }
    }
    Ok(findings)
}

/// The texts of a bag's sources, without pictures, layouts and faces, in a temporary folder.
fn sources(bag: &Bag, stated: &Stated) -> Result<TempDir, Failure> {
    if issue_number(&stated.issue).is_none() {
        let finding = Finding::stop("archive-stated").at(bag.place(stated::FILE));
        return Err(finding.with("reason", &stated.issue).into());
    }
    let folder = temporary()?;
    let wanted = |path: &str| {
        let inner = path.strip_prefix(SOURCES)?;
        let heavy = ["/images/", "/originals/", "/articles/"].iter().any(|own| inner.contains(own));
        (inner.starts_with("issues/") && !heavy).then(|| inner.to_owned())
    };
    extract(bag, folder.path(), &wanted)?;
    Ok(folder)
}
