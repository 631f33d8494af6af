//! `publication.yml` as the list of the reviewers' keys: reads it, adds a key, writes it.

use std::path::PathBuf;

use crate::desk::review::keys::edit::insert;
use crate::desk::review::keys::revoke::{Revocation, elsewhere};
use crate::desk::review::keys::{Keyring, PublicKey};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::publication::{
    Document, Project, Publication, load_publication, plain_lines, write_in_place,
};
use hanzi::names::same;

/// The current `publication.yml`, to which a key can be added.
pub(super) struct List {
    path: PathBuf,
    file: String,
    text: String,
    publication: Document<Publication>,
    /// The keys of each reviewer.
    pub(super) keyring: Keyring,
    /// The keys that are no longer valid.
    pub(super) revoked: Vec<Revocation>,
}

impl List {
    /// Reads the list.
    ///
    /// # Errors
    /// [`Failure::Stopped`] with everything that is wrong with it.
    pub(super) fn read(project: &Project) -> Result<Self, Failure> {
        let path = project.issues().join("publication.yml");
        let file = project.show(&path);
        let mut findings = Findings::default();
        let source = project.read_text(&path, &mut findings);
        let publication = load_publication(project, &mut findings);
        let keyring = publication.as_ref().map(|list| Keyring::read(list, &mut findings));
        let findings = findings.settle()?;
        let (Some(source), Some(publication), Some(keyring)) = (source, publication, keyring)
        else {
            return Err(Failure::Stopped(findings));
        };
        let (text, revoked) = (source.text, elsewhere(project));
        Ok(Self { path, file, text, publication, keyring, revoked })
    }

    /// The index of a reviewer.
    pub(super) fn reviewer(&self, name: &str) -> Result<usize, Failure> {
        let at = self.keyring.owners.iter().position(|owner| same(&owner.name, name));
        at.ok_or_else(|| {
            let known: Vec<_> = self.keyring.owners.iter().map(|o| o.name.as_str()).collect();
            let finding = Finding::stop("review-person").at(self.publication.places.key("/review"));
            finding.with("name", name).with("known", known.join(", ")).into()
        })
    }

    /// The text with one more key.
    pub(super) fn with(&self, at: usize, key: &PublicKey) -> Result<String, Failure> {
        let name = &self.keyring.owners[at].name;
        let place = self.publication.places.value(&format!("/review/reviewers/{at}"));
        let fault = |rule| Finding::stop(rule).with("name", name).with("key", key.fingerprint());
        self.keyring.free_for(name, key).map_err(|finding| finding.at(place.clone()))?;
        if self.keyring.owners[at].keys.contains(key) {
            let chief = self.keyring.owners.iter().find(|owner| owner.chief);
            let chief = chief.map_or("NAME", |owner| owner.name.as_str());
            return Err(fault("key-there").with("chief", chief).at(place).into());
        }
        let revoked = self.revoked.iter().find(|notice| notice.fingerprint == key.fingerprint());
        if let Some(notice) = revoked {
            let finding = fault("key-revoked").with("date", notice.date);
            return Err(finding.with("file", &notice.file).at(place).into());
        }
        insert(&self.text, at, &key.line())
            .ok_or_else(|| fault("key-listing").with("line", key.line()).at(place).into())
    }

    /// Writes the text, unless somebody else has written meanwhile.
    pub(super) fn write(&self, text: &str) -> Result<(), Failure> {
        let now = std::fs::read_to_string(&self.path).unwrap_or_default();
        if plain_lines(&now) != self.text {
            return Err(Finding::stop("key-busy").at(Place::file(&self.file)).into());
        }
        write_in_place(&self.path, text)
    }
}
