//! 页码: where the numbers of an issue's inside pages begin, in the issue and through the year.

use super::{Document, Issue, Numbering, Publication};
use neikan_base::diagnostic::{Finding, Findings};

/// The numbers of the first inside page of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstPage {
    /// The one that pages are called by.
    pub folio: u64,
    /// 总页码, where it stands beside that.
    pub through: Option<u64>,
}

impl FirstPage {
    /// The numbers that the pages of an issue begin with. Where nothing says where its pages are in the
    /// year, which [`first_page`] tells, it begins the year.
    pub fn of(publication: &Publication, issue: &Issue) -> Self {
        let of_year = u64::from(issue.first_page.unwrap_or(1));
        match publication.numbering.unwrap_or(Numbering::Issue) {
            Numbering::Issue => Self { folio: 1, through: None },
            Numbering::Year => Self { folio: of_year, through: None },
            Numbering::Both => Self { folio: 1, through: Some(of_year) },
        }
    }
}

/// Checks that an issue says where its pages are in the year if they are numbered through it, and that its
/// first page has the odd number of a right page.
pub fn first_page(document: &Document<Issue>, publication: &Publication, findings: &mut Findings) {
    let issue = &document.value;
    let place = || document.places.value("/first_page");
    let through = publication.numbering.is_some_and(|own| own != Numbering::Issue);
    match issue.first_page {
        Some(_) if !through => findings.push(Finding::warn("numbering-unused").at(place())),
        Some(first) if first.is_multiple_of(2) => {
            findings.push(Finding::stop("numbering-even").at(place()).with("first", first));
        }
        None if through && issue.number > 1 => {
            let finding = Finding::stop("numbering-first").at(document.places.value(""));
            findings.push(finding.with("issue", issue.label()));
        }
        Some(_) | None => {}
    }
}
