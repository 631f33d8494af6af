//! What files are checked against: a set of demands by its name, or a file of the shop's own.

use crate::diagnostic::{Failure, Finding, Findings};
use crate::publication::{Places, SourceText, document};
use pdfx_preflight::Demands;
use pdfx_preflight::demands::{bytes, known};

/// The demands with a name, or in the file with this path.
///
/// # Errors
/// A wrong call (`preflight-demands`) if there is neither; [`Failure::Stopped`] with everything
/// that is wrong in the file.
pub fn read(name: &str) -> Result<Demands, Failure> {
    if let Some(known) = known(name)? {
        return Ok(known);
    }
    let mut findings = Findings::default();
    let source = SourceText::of(&bytes(name)?, name.to_owned(), &mut findings);
    let read = source.and_then(|own| document::read::<Demands>(&own.text, name, 0, &mut findings));
    if let Some(read) = &read {
        findings.extend(placed(read.value.faults(), "", &read.places));
    }
    let findings = findings.settle()?;
    read.map(|read| read.value).ok_or(Failure::Stopped(findings))
}

/// What is wrong with demands, each with the place of its value; they are under a JSON pointer of
/// the file.
pub fn placed<'a>(
    faults: Vec<(String, Finding)>,
    under: &'a str,
    places: &'a Places,
) -> impl Iterator<Item = Finding> + 'a {
    let placed =
        move |(at, finding): (String, Finding)| finding.at(places.key(&format!("{under}{at}")));
    faults.into_iter().map(placed)
}
