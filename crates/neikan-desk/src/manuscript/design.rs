//! What determines how an issue looks: the files of its layout with themes, style sheets and
//! strings (but not the letters in `mail/`, which no edition contains), the faces, the press
//! profile with its ICC profile, the picture of the seal.

use super::digest::DesignSums;
use crate::publication::{Project, Publication, icc};
use neikan_base::diagnostic::Failure;
use neikan_base::fs::resolve_inside;

/// The sums of all files that determine how the issues of a publication look.
///
/// A file that is named but does not exist has no sum: whoever needs it reports it.
///
/// # Errors
/// [`Failure::Machine`] if one of them cannot be read.
pub fn design(project: &Project, publication: &Publication) -> Result<DesignSums, Failure> {
    let layout = project.design_paths(&publication.layout).into_iter().map(|(_, path)| path);
    let press = project.press(&publication.press);
    let icc = icc(project, &press);
    let files = layout.chain(project.face_files()).chain([press]).chain(icc);
    let seal = publication.seal.as_ref().and_then(|seal| {
        // A seal outside the folder is not a file of the project.
        resolve_inside(&project.issues(), &seal.picture).ok()?;
        Some(project.issues().join(&seal.picture))
    });
    let there = files.chain(seal).filter(|path| project.has(path));
    there.map(|path| Ok((project.show(&path), project.sum_own(&path)?.sha256))).collect()
}
