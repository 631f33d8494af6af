//! Who is given a complimentary copy: `issues/recipients.yml`, read and held against the scope.

use crate::diagnostic::{Finding, Findings};
use crate::publication::{Document, Project, Publication, Recipients, document, read_text};

/// The name of the list in the folder of the issues.
pub const FILE: &str = "recipients.yml";

/// Reads the list and adds every fault it has; gives nothing when it cannot be read.
pub fn load(
    project: &Project,
    publication: &Publication,
    findings: &mut Findings,
) -> Option<Document<Recipients>> {
    let path = project.issues().join(FILE);
    let source = read_text(&path, &project.show(&path), findings)?;
    let list = document::read::<Recipients>(&source.text, &source.file, 0, findings)?;
    for (index, recipient) in list.value.recipients.iter().enumerate() {
        if !publication.scope.contains(&recipient.category) {
            let place = list.places.value(&format!("/recipients/{index}/category"));
            let finding = Finding::stop("recipient-category").at(place);
            let scope = publication.scope.join("\u{3001}");
            findings.push(finding.with("category", &recipient.category).with("scope", scope));
        }
    }
    Some(list)
}
