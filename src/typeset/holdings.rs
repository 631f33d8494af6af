//! Which faces a project has: the files in `fonts/` and those that the program carries.

use typst::text::{FontInfo, FontStyle};

use crate::diagnostic::Failure;
use crate::publication::Project;
use crate::sources::Sum;

/// A file of faces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its path in the project.
    pub file: String,
    /// Whether the program carries it.
    pub carried: bool,
    /// Its size and its SHA-256.
    pub sum: Sum,
    /// The faces in it; more than one in a collection.
    pub faces: Vec<Held>,
}

/// A face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its family.
    pub family: String,
    /// Its weight, 100 to 900.
    pub weight: u16,
    /// Whether it is slanted.
    pub italic: bool,
}

/// The faces of a project, by file.
///
/// # Errors
/// [`Failure::Machine`] if a file cannot be read; [`Failure::Internal`] if one that the program carries
/// is damaged.
pub fn holdings(project: &Project) -> Result<Vec<Holding>, Failure> {
    let files = project.face_files().into_iter();
    files
        .map(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let carried = project.is_carried(&path);
            let faces = match neikan_faces::find(name).filter(|_| carried) {
                Some(face) => {
                    let bytes = face.description();
                    held(&bytes.map_err(|reason| Failure::internal(face.file, reason))?)
                }
                None => held(&project.read_own(&path)?),
            };
            Ok(Holding { file: project.show(&path), carried, sum: project.sum_own(&path)?, faces })
        })
        .collect()
}

/// The faces in a file; none if it is no font.
pub fn held(bytes: &[u8]) -> Vec<Held> {
    let faces = FontInfo::iter(bytes).map(|info| Held {
        weight: info.variant.weight.to_number(),
        italic: info.variant.style != FontStyle::Normal,
        family: info.family,
    });
    faces.collect()
}
