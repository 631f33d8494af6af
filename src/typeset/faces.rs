//! The faces of a project: the files in `fonts/` and those that the program carries, sorted by name.
//! A carried face is decompressed when the first text is set in it, and kept in the store, from where it
//! comes in a fifth of the time; what it is called and which characters it has is known before. So it is
//! with a face of the project that has been left alone since it was last read: it is described in the
//! store, and read when the first text is set in it.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use neikan_faces::Face;
use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInfo, FontInstance, FontStyle, FontVariations};
use typst_kit::fonts::{FontSource, FontStore};

use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{Stamp, read_limited};
use crate::publication::Project;
use crate::sources::OWN_LIMIT;
use neikan_base::store::{Inputs, Store};

/// The faces of a project.
pub struct Faces {
    store: FontStore,
    /// For each face of the store, whether its coverage stands for its glyphs.
    exact: Vec<bool>,
    lost: Lost,
    /// The files that should have faces and have none.
    broken: Vec<String>,
}

/// The first face, if any, that was described and could not be read when it was needed.
type Lost = Arc<OnceLock<(PathBuf, ErrorKind)>>;

/// A face that the program carries, not decompressed yet.
struct Packed {
    face: &'static Face,
    store: Arc<Store>,
}

/// Must change whenever the same face would be decompressed otherwise.
const DECOMPRESSION: u32 = 1;

impl FontSource for Packed {
    fn load(&self) -> Option<Font> {
        let sum = Inputs::new().with(self.face.sha256);
        // Every program carries its own: nothing to share with other machines.
        let bytes =
            self.store.step_here("carried face", DECOMPRESSION, &sum, || self.face.unpack());
        Font::new(Bytes::new(bytes.ok()?), 0)
    }
}

/// A face of the project that is not read yet.
struct Unread {
    path: PathBuf,
    /// Its place in the file.
    index: u32,
    /// What the file was when it was described.
    stamp: Stamp,
    lost: Lost,
}

impl Unread {
    fn read(&self) -> Result<Font, ErrorKind> {
        let bytes = read_limited(&self.path, OWN_LIMIT).map_err(|reason| reason.kind())?;
        let bytes = bytes.filter(|_| Stamp::of(&self.path) == Some(self.stamp));
        let font = bytes.and_then(|bytes| Font::new(Bytes::new(bytes), self.index));
        font.ok_or(ErrorKind::ResourceBusy)
    }
}

impl FontSource for Unread {
    fn load(&self) -> Option<Font> {
        let read = self.read();
        read.map_err(|reason| self.lost.get_or_init(|| (self.path.clone(), reason)).1).ok()
    }
}

/// What describes a face of the project.
#[derive(Clone, Serialize, Deserialize)]
struct Described {
    /// Its place in the file.
    index: u32,
    info: FontInfo,
    /// Whether its coverage stands for its glyphs.
    exact: bool,
}

/// Must change whenever a face would be described otherwise.
const DESCRIPTION: u32 = 1;

impl Faces {
    /// Loads every face in the project's folder `fonts` that may have changed since it was described, and
    /// what describes the others and those that the program carries.
    ///
    /// # Errors
    /// The finding `fonts-none` if there is no face; [`Failure::Internal`] if one that the program
    /// carries is damaged.
    pub fn load(project: &Project) -> Result<Self, Failure> {
        let (mut own, mut packed, mut broken) = (Vec::new(), Vec::new(), Vec::new());
        let lost = Lost::default();
        for path in project.face_files() {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            match neikan_faces::find(name).filter(|_| project.is_carried(&path)) {
                Some(face) => {
                    let store = Arc::clone(project.store());
                    packed.push((Packed { face, store }, describe(face)?));
                }
                None => {
                    let faces = faces_of(project, &path, &lost)?;
                    if faces.is_empty() {
                        broken.push(project.show(&path));
                    }
                    own.extend(faces);
                }
            }
        }
        if own.is_empty() && packed.is_empty() {
            return Err(Finding::stop("fonts-none").at(Place::file("fonts")).into());
        }
        // Of two faces that suit alike the first is taken: the project's own.
        let mut exact: Vec<bool> = own.iter().map(|own| own.exact()).collect();
        exact.resize(own.len() + packed.len(), true);
        let mut store = FontStore::new();
        for face in own {
            match face {
                Own::Read(font) => store.push((font.clone(), font.info().clone())),
                Own::Unread(unread, described) => store.push((unread, described.info)),
            }
        }
        store.extend(packed);
        Ok(Self { store, exact, lost, broken })
    }

    /// A finding for each file that should be one of faces and is none.
    pub fn broken(&self) -> Findings {
        let finding = |path: &String| {
            Finding::warn("font-broken").at(Place::file(path.clone())).with("path", path)
        };
        self.broken.iter().map(finding).collect()
    }

    /// Whether every face that was needed is the one that was described.
    ///
    /// # Errors
    /// [`Failure::Machine`] with the face that is not, for which another has stood in.
    pub fn intact(&self) -> Result<(), Failure> {
        match self.lost.get() {
            Some((path, reason)) => Err(Failure::machine(path, (*reason).into())),
            None => Ok(()),
        }
    }

    /// The faces in the form that Typst expects.
    pub fn store(&self) -> &FontStore {
        &self.store
    }

    /// Whether there is a family of this name.
    pub fn has_family(&self, family: &str) -> bool {
        self.store.book().contains_family(&family.to_lowercase())
    }

    /// The names of all families, sorted.
    pub fn families(&self) -> BTreeSet<String> {
        self.store.book().families().map(|(family, _)| family.to_owned()).collect()
    }

    /// The upright faces of a family, from light to heavy, with their weights.
    pub fn family(&self, family: &str) -> Vec<(u16, Font)> {
        let upright = self.upright(family).into_iter();
        upright.filter_map(|(weight, index)| Some((weight, self.store.font(index)?))).collect()
    }

    /// What describes the lightest upright face of a family.
    pub fn lightest(&self, family: &str) -> Option<&FontInfo> {
        self.store.book().info(self.upright(family).first()?.1)
    }

    /// The upright faces of a family, from light to heavy: weight, and place in the store.
    fn upright(&self, family: &str) -> Vec<(u16, usize)> {
        let book = self.store.book();
        let own = book.select_family(&family.to_lowercase()).collect::<Vec<_>>().into_iter();
        let mut own: Vec<_> = own
            .filter_map(|index| {
                let variant = book.info(index)?.variant;
                let upright = variant.style == FontStyle::Normal;
                upright.then(|| (variant.weight.to_number(), index))
            })
            .collect();
        own.sort_by_key(|(weight, _)| *weight);
        own
    }

    /// Whether the face at a place in the store has a glyph for a character.
    pub fn draws(&self, index: usize, c: char) -> bool {
        if self.exact.get(index) == Some(&true) {
            let info = self.store.book().info(index);
            return info.is_some_and(|info| info.coverage.contains(u32::from(c)));
        }
        let font = self.store.font(index);
        font.is_some_and(|font| plain(&font).ttf().glyph_index(c).is_some())
    }

    /// The characters of a text for which no face has a glyph.
    pub fn missing(&self, text: &str) -> BTreeSet<char> {
        let book = self.store.book();
        let infos = || (0..self.exact.len()).filter_map(|index| book.info(index));
        let drawn = |c: char| infos().any(|info| info.coverage.contains(u32::from(c)));
        text.chars().filter(|&c| !is_invisible(c) && !drawn(c)).collect()
    }
}

/// A face of the project.
enum Own {
    /// One that was read.
    Read(Font),
    /// One that was described before.
    Unread(Unread, Described),
}

impl Own {
    fn exact(&self) -> bool {
        matches!(self, Self::Unread(_, described) if described.exact)
    }
}

/// The faces in a file of the project.
fn faces_of(project: &Project, path: &Path, lost: &Lost) -> Result<Vec<Own>, Failure> {
    let sum = project.sum_own(path)?.sha256;
    let unread = project.sources().unread(path);
    // A face that is read now is described for later.
    let known =
        (unread.is_some() || project.store().keeps()).then(|| described(project, path, &sum));
    let Some((stamp, all)) = unread.zip(known.transpose()?) else {
        let fonts = Font::iter(Bytes::new(project.read_own(path)?));
        return Ok(fonts.map(Own::Read).collect());
    };
    let unread = |index| Unread { path: path.to_owned(), index, stamp, lost: lost.clone() };
    Ok(all.into_iter().map(|one| Own::Unread(unread(one.index), one)).collect())
}

/// What describes the faces in a file of the project, which has a sum.
fn described(project: &Project, path: &Path, sum: &str) -> Result<Vec<Described>, Failure> {
    let look = || -> Result<Vec<Described>, Failure> {
        let fonts = Font::iter(Bytes::new(project.read_own(path)?));
        let described = fonts.map(|font| Described {
            index: font.index(),
            info: font.info().clone(),
            exact: is_exact(&font),
        });
        Ok(described.collect())
    };
    project.store().data("face", DESCRIPTION, &Inputs::new().with(sum), look)
}

/// Whether the coverage of a face stands for its glyphs: a table may name characters and give them none.
fn is_exact(font: &Font) -> bool {
    let instance = plain(font);
    let all = font.info().coverage.iter().filter_map(char::from_u32);
    all.into_iter().all(|c| instance.ttf().glyph_index(c).is_some())
}

/// A face as it is, without variations.
fn plain(font: &Font) -> FontInstance {
    let variant = font.info().variant;
    font.clone().instantiate(variant, Abs::pt(10.0), &FontVariations::default())
}

/// What describes a face that the program carries.
fn describe(face: &Face) -> Result<FontInfo, Failure> {
    let bytes = face.description().map_err(|reason| Failure::internal(face.file, reason))?;
    let info = FontInfo::new(&bytes, 0);
    info.ok_or_else(|| Failure::internal(face.file, "it does not say what it is"))
}

/// Whether a character needs no glyph: white space, and characters that only affect their
/// neighbours (Unicode's property Default_Ignorable_Code_Point), which Typst removes.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_that_is_no_longer_what_was_described_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ttf");
        let face = neikan_faces::all().iter().min_by_key(|face| face.bytes).unwrap();
        std::fs::write(&path, face.unpack().unwrap()).unwrap();
        let faces = || {
            let (stamp, lost) = (Stamp::of(&path).unwrap(), Lost::default());
            let unread = Unread { path: path.clone(), index: 0, stamp, lost: lost.clone() };
            let mut store = FontStore::new();
            store.push((unread, describe(face).unwrap()));
            Faces { store, exact: vec![true], lost, broken: Vec::new() }
        };
        let whole = faces();
        assert!(whole.store().font(0).is_some() && whole.intact().is_ok());
        let changed = faces();
        std::fs::write(&path, "another").unwrap();
        assert!(changed.intact().is_ok(), "nobody has asked for it");
        assert!(changed.store().font(0).is_none());
        assert!(matches!(changed.intact(), Err(Failure::Machine { .. })));
    }

    #[test]
    fn a_carried_face_is_decompressed_once() {
        let folder = tempfile::tempdir().unwrap();
        let face = neikan_faces::all().iter().min_by_key(|face| face.bytes).unwrap();
        let store = || Arc::new(Store::open(folder.path(), folder.path(), "test"));
        let whole = face.unpack().unwrap();
        let load = || Packed { face, store: store() }.load().unwrap();
        assert_eq!(load().data().as_slice(), whole);
        let sum = Inputs::new().with(face.sha256);
        let never = || -> Result<Vec<u8>, ()> { Err(()) };
        assert_eq!(
            store().step_here("carried face", DECOMPRESSION, &sum, never),
            Ok(whole.clone())
        );
        // What somebody has spoilt is decompressed again.
        for entry in walk(folder.path()) {
            if entry.metadata().unwrap().len() > 1 << 16 {
                std::fs::write(&entry, "spoilt").unwrap();
            }
        }
        assert_eq!(load().data().as_slice(), whole);
    }

    fn walk(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn a_carried_face_is_what_it_is_described_as() {
        assert!(!neikan_faces::all().is_empty());
        for face in neikan_faces::all() {
            let whole = face.unpack().unwrap();
            assert_eq!(whole.len(), face.bytes);
            assert_eq!(neikan_base::hash::sha256(&whole), face.sha256);
            let font = Packed { face, store: Arc::default() }.load().unwrap();
            let info = describe(face).unwrap();
            assert_eq!(&info, font.info(), "{}", face.file);
            // The coverage stands for the glyphs.
            let instance = plain(&font);
            // U+FFFE and U+FFFF of a plane are no characters, whatever a face maps there.
            let characters = (0..0x3_0000_u32).filter(|code| code & 0xfffe != 0xfffe);
            for c in characters.filter_map(char::from_u32) {
                let covered = info.coverage.contains(u32::from(c));
                assert_eq!(covered, instance.ttf().glyph_index(c).is_some(), "{} {c:?}", face.file);
            }
        }
    }
}
