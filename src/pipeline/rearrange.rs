//! Another place for an article in its issue: what that would break, and which signatures it voids, is
//! known before anything is written.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ready::check_issue;
use crate::desk::order::{Where, order};
use crate::desk::review::status::{Signature, Status};
use crate::desk::review::{Folder, status};
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::locale::Args;
use crate::manuscript::Assembly;
use crate::publication::{Project, Stage, load_issue, write_in_place};

/// A signature that is void since an article has another place.
#[derive(Debug, Clone, Serialize)]
pub struct Voided {
    /// The article; nothing for the issue itself.
    pub article: Option<String>,
    /// What was signed.
    pub stage: Stage,
    /// Who signed.
    pub by: String,
}

/// What moving an article did, or would do.
#[derive(Debug)]
pub struct Rearranged {
    /// The articles in their new order.
    pub articles: Vec<String>,
    /// The place that the article had, from 1.
    pub from: usize,
    /// The place that it has now, from 1.
    pub to: usize,
    /// The signatures that hold no longer.
    pub voided: Vec<Voided>,
    /// What ought to be looked at.
    pub findings: Findings,
}

/// Gives an article another place in `issue.yml`; with `dry` nothing is written. The caller holds the
/// lock of the issues.
///
/// # Errors
/// [`Failure::Call`] for an article that is not in the issue; [`Failure::Stopped`] with what the new
/// order would break, or where the list cannot be changed safely; [`Failure::Machine`].
pub fn rearrange(
    project: &Project,
    issue: &str,
    (article, to): (&str, &Where),
    dry: bool,
) -> Result<Rearranged, Failure> {
    let mut findings = Findings::default();
    let document = load_issue(project, issue, &mut findings);
    let Some(document) = document else { return Err(Failure::Stopped(findings)) };
    let ordered = order(&document, article, to)?;
    let mut findings = Findings::default();
    let mut voided = Vec::new();
    if ordered.from != ordered.to {
        let path = project.issue(issue).join("issue.yml");
        let after = project.with_text(&path, &ordered.text);
        let (old, new) = (look(project, issue), look(&after, issue));
        let broken: Vec<Finding> =
            new.1.iter().filter(|own| is_new(own, &old.1)).cloned().collect();
        if broken.iter().any(|own| own.severity == Severity::Stop) {
            let place = Place::file(document.places.file());
            let mut all =
                Findings::from(Finding::stop("move-breaks").at(place).with("article", article));
            all.extend(broken);
            return Err(Failure::Stopped(all));
        }
        findings.extend(broken);
        if let (Some(old), Some(new)) = (&old.0, &new.0) {
            findings.extend(torn(old, new, article, document.places.file()));
        }
        let folder = Folder::issue(project, issue);
        // Where the ledger itself has a fault, nothing in it holds.
        if let (Ok(old), Ok(new)) = (status(project, &folder), status(&after, &folder)) {
            voided = voids(&old, &new);
        }
        if !dry {
            write_in_place(&path, &ordered.text)?;
        }
    }
    let (from, to) = (ordered.from + 1, ordered.to + 1);
    Ok(Rearranged { articles: ordered.articles, from, to, voided, findings })
}

/// Reads and checks an issue; gives it as far as it can be read, and all that is found.
fn look(project: &Project, issue: &str) -> (Option<Assembly>, Findings) {
    match check_issue(project, issue) {
        Ok((assembly, findings)) => (Some(assembly), findings),
        Err(Failure::Stopped(findings)) => (None, findings),
        Err(_) => (None, Findings::default()),
    }
}

/// Whether a finding is not among others, wherever in its file it is.
fn is_new(finding: &Finding, old: &Findings) -> bool {
    let what = |own: &Finding| {
        let file = own.place.as_ref().map(|place| place.file.clone());
        (own.rule, own.args.clone(), file)
    };
    let own: (&str, Args, Option<String>) = what(finding);
    !old.iter().any(|other| what(other) == own)
}

/// A warning for a section whose articles stood together and do so no longer.
fn torn(old: &Assembly, new: &Assembly, article: &str, file: &str) -> Vec<Finding> {
    let parts = |assembly: &Assembly| {
        let mut parts: BTreeMap<String, usize> = BTreeMap::new();
        let mut last = None;
        for own in &assembly.articles {
            if last != Some(&own.section.id) {
                *parts.entry(own.section.id.clone()).or_default() += 1;
            }
            last = Some(&own.section.id);
        }
        parts
    };
    let before = parts(old);
    let name = |id: &str| {
        let own = new.articles.iter().find(|own| own.section.id == id);
        own.map(|own| own.section.name.clone()).unwrap_or_default()
    };
    let after = parts(new).into_iter();
    let torn = after.filter(|(id, count)| before.get(id).is_some_and(|old| count > old));
    torn.map(|(id, _)| {
        let finding = Finding::warn("move-section").at(Place::file(file));
        finding.with("article", article).with("section", name(&id))
    })
    .collect()
}

/// The signatures that held before and do not after.
fn voids(old: &Status, new: &Status) -> Vec<Voided> {
    let voided = |article: Option<&str>, old: &Signature, new: &Signature| {
        let own = !old.void && new.void;
        own.then(|| Voided {
            article: article.map(str::to_owned),
            stage: new.stage,
            by: new.by.clone(),
        })
    };
    let mut out = Vec::new();
    for new in &new.articles {
        let Some(old) = old.articles.iter().find(|own| own.id == new.id) else { continue };
        let pairs = old.signatures.iter().zip(&new.signatures);
        out.extend(pairs.filter_map(|(old, own)| voided(Some(&new.id), old, own)));
    }
    let press = old.press.as_ref().zip(new.press.as_ref());
    out.extend(press.and_then(|(old, new)| voided(None, old, new)));
    out
}
