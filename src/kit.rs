//! What the program carries, so that it works alone on any computer: layouts, press profiles and
//! faces, which stand in for those that a project does not have, and the pages of the manual.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::publication::Kit;
use crate::sources::{Carried, Shared};

include!(concat!(env!("OUT_DIR"), "/kit.rs"));

/// The layouts, press profiles and faces, by the paths that they have in a project.
pub fn kit() -> Kit {
    let layouts = FILES.iter().filter(|(path, _)| path.starts_with("layouts/"));
    let layouts = layouts.map(|(path, bytes)| ((*path).to_owned(), plain(bytes)));
    let faces = neikan_faces::all().iter().map(|face| {
        let unpack = || Ok(Shared::from(face.unpack()?));
        let (bytes, sha256) = (face.bytes, Some(face.sha256));
        (format!("fonts/{}", face.file), Carried { bytes, sha256, open: Arc::new(unpack) })
    });
    Arc::new(layouts.chain(faces).collect::<BTreeMap<_, _>>())
}

/// The same for a run that goes through many projects: a face is unpacked when it is first wanted, and
/// then kept.
pub fn unpacked_once() -> Kit {
    let own = kit();
    let kept = own.iter().map(|(path, carried)| {
        let (inner, bytes) = (Arc::clone(&carried.open), OnceLock::<Shared>::new());
        let open = move || match bytes.get() {
            Some(known) => Ok(known.clone()),
            None => {
                let made = inner()?;
                Ok(bytes.get_or_init(|| made).clone())
            }
        };
        (path.clone(), Carried { open: Arc::new(open), ..carried.clone() })
    });
    Arc::new(kept.collect())
}

fn plain(bytes: &'static [u8]) -> Carried {
    let open = move || Ok(Shared::from(bytes));
    Carried { bytes: bytes.len(), sha256: None, open: Arc::new(open) }
}

/// The text of a file that the program carries, by its path in the repository.
pub fn text(path: &str) -> Option<&'static str> {
    let (_, bytes) = FILES.iter().find(|(own, _)| *own == path)?;
    std::str::from_utf8(bytes).ok()
}

/// The paths of the files that the program carries in a folder of the repository, sorted.
pub fn below(folder: &'static str) -> impl Iterator<Item = &'static str> {
    let inside =
        move |path: &&str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    FILES.iter().map(|(path, _)| *path).filter(inside)
}
