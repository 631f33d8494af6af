//! The world in which Typst compiles: one layout, one data file, one issue's pictures, the
//! project's faces. There is no clock, no network and no other file.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::files::{FileLoader, FileStore};

use super::Faces;
use crate::sources::Shared;

/// The layout's folder in the world.
pub const LAYOUT: &str = "layout";

/// Everything that Typst sees.
pub struct Press<'a> {
    library: LazyHash<Library>,
    faces: &'a Faces,
    files: FileStore<Files>,
    main: FileId,
}

impl<'a> Press<'a> {
    /// Creates a world whose main file is `main`, with the inputs that templates read.
    ///
    /// # Errors
    /// If `main` is not a valid path.
    pub fn new(
        faces: &'a Faces,
        files: Files,
        main: &str,
        inputs: &[(&str, &str)],
    ) -> FileResult<Self> {
        let inputs: Dict =
            inputs.iter().map(|(name, value)| ((*name).into(), (*value).into_value())).collect();
        let library = Library::builder().with_inputs(inputs).build();
        let path = VirtualPath::new(main).map_err(|_| FileError::AccessDenied)?;
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self { library: LazyHash::new(library), faces, files: FileStore::new(files), main })
    }
}

impl World for Press<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.faces.store().book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        parsed(id, &self.files.file(id)?)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.store().font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The templates that were parsed last, each from what bytes.
static PARSED: LazyLock<Mutex<HashMap<FileId, (Bytes, Source)>>> = LazyLock::new(Mutex::default);

/// A template, parsed again only if it is another: what Typst remembers of it then counts at once.
fn parsed(id: FileId, bytes: &Bytes) -> FileResult<Source> {
    let mut all = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, source)) = all.get(&id)
        && **known == **bytes
    {
        return Ok(source.clone());
    }
    let text = bytes.as_str()?;
    let source = Source::new(id, text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
    all.insert(id, (bytes.clone(), source.clone()));
    Ok(source)
}

/// The files of a world, all of them in memory.
#[derive(Debug, Clone, Default)]
pub struct Files {
    memory: BTreeMap<String, Bytes>,
}

impl Files {
    /// The files of a layout, by path within its folder.
    pub fn new(layout: BTreeMap<String, Shared>) -> Self {
        let files = layout.into_iter();
        let memory =
            files.map(|(path, bytes)| (format!("/{LAYOUT}/{path}"), Bytes::new(bytes))).collect();
        Self { memory }
    }

    /// Adds a file held in memory; `path` begins with a slash.
    pub fn add(&mut self, path: impl Into<String>, bytes: Bytes) {
        self.memory.insert(path.into(), bytes);
    }
}

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.vpath();
        if *id.root() != VirtualRoot::Project {
            return Err(FileError::AccessDenied);
        }
        let bytes = self.memory.get(path.get_with_slash()).cloned();
        bytes.ok_or_else(|| FileError::NotFound(path.get_without_slash().into()))
    }
}
