//! What decides how an issue looks: the files of its layout with themes, sheets and strings (but not
//! the letters of `mail/`, which no edition holds), the faces, the press profile with its ICC
//! profile, the picture of the seal.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::digest::DesignSums;
use crate::publication::{Project, Publication};
use neikan_base::diagnostic::Failure;
use neikan_base::fs::resolve_inside;
use neikan_base::hash::sha256;

/// The sums of all files that decide how the issues of a publication look.
///
/// A file that is named and not there has no sum: who needs it reports it.
///
/// # Errors
/// [`Failure::Machine`] when one of them cannot be read.
pub fn design(project: &Project, publication: &Publication) -> Result<DesignSums, Failure> {
    let folder = project.layout(&publication.layout);
    // Letters that go with the copies are no part of the issue.
    let letters = folder.join("mail");
    let layout = project.sources().tree(&folder).into_iter();
    let layout = layout.filter(|path| !path.starts_with(&letters));
    let press = project.press(&publication.press);
    let icc = icc(project, &press);
    let files = layout.chain(project.face_files()).chain([press]).chain(icc);
    let seal = publication.seal.as_ref().and_then(|seal| {
        // A seal that leads out of the folder is no file of the project.
        resolve_inside(&project.issues(), &seal.picture).ok()?;
        Some(project.issues().join(&seal.picture))
    });
    let there = files.chain(seal).filter(|path| path.is_file());
    there.map(|path| Ok((project.show(&path), sha256(&project.read_own(&path)?)))).collect()
}

/// The ICC profile that a press profile names.
fn icc(project: &Project, press: &Path) -> Option<PathBuf> {
    #[derive(Deserialize)]
    struct Named {
        icc: String,
    }
    let profile = project.read_own(press).ok()?;
    let Named { icc } = serde_yaml::from_slice(&profile).ok()?;
    let folder = press.parent()?;
    resolve_inside(folder, &icc).ok()?;
    Some(folder.join(icc))
}
