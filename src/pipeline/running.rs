//! Pages that are numbered through the year: where those of the issue before end.

use crate::archive::record::Record;
use crate::diagnostic::{Finding, Findings};
use crate::publication::{
    Issue, Numbering, Project, Publication, issue_number, load_issue, load_publication,
};

/// The last page of the year in the issue before one, and what that is called; nothing where pages are not
/// numbered through, for the first issue of a year, and where the one before was not built.
pub fn end_before(
    project: &Project,
    publication: &Publication,
    (year, number): (u16, u16),
) -> Option<(String, u64)> {
    publication.numbering.filter(|own| *own != Numbering::Issue)?;
    let known = project.issue_ids().into_iter().filter_map(|id| Some((issue_number(&id)?, id)));
    let (_, id) = known.filter(|(own, _)| own.0 == year && own.1 < number).max()?;
    let issue = load_issue(project, &id, &mut Findings::default())?.value;
    let map = Record::read(&project.root().join("out").join(&id))?.map()?;
    let first = u64::from(issue.first_page.unwrap_or(1));
    Some((issue.label(), first + map.pages.len() as u64 - 1))
}

/// Finds out whether the pages of an issue go on where those of the issue before end.
pub fn gap(project: &Project, id: &str) -> Option<Finding> {
    let publication = load_publication(project, &mut Findings::default())?.value;
    let own = load_issue(project, id, &mut Findings::default())?;
    let Issue { first_page, .. } = own.value;
    let first = u64::from(first_page?);
    let (before, last) = end_before(project, &publication, issue_number(id)?)?;
    let finding = Finding::warn("numbering-gap").at(own.places.value("/first_page"));
    let finding = finding.with("issue", own.value.label()).with("first", first);
    (first != last + 1).then(|| finding.with("before", before).with("last", last))
}
