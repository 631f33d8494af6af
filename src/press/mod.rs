//! The press edition: from Typst's pages to files a print shop puts on press.
//!
//! [`profile`] says how a print shop prints; [`color`] turns the colours of screens into its
//! inks and back; [`cache`] keeps what was converted before; [`cover`] knows how thick a spine is; [`finish`] rewrites the PDF that Typst
//! wrote; [`inspect`] looks at a PDF and tells what is in it.

mod cache;
pub mod color;
pub mod cover;
pub mod finish;
pub mod inspect;
mod pdf;
pub mod profile;

use std::path::PathBuf;

pub use cover::{BindingFit, page_count, spine};
pub use finish::Job;
pub use profile::{PressProfile, Standard};

use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{Refusal, read_limited, resolve_inside};
use crate::publication::{Document, Project, document, read_text};
use cache::Cache;
use color::Engine;

/// The largest ICC profile that is read, in bytes.
const ICC_LIMIT: u64 = 10 << 20;

/// A press profile that is ready to work.
pub struct Press {
    profile: PressProfile,
    icc: Vec<u8>,
    engine: Engine,
    cache: Cache,
}

impl Press {
    /// Reads the press profile `layouts/press/<name>.yml` and the ICC profile it names.
    pub fn load(project: &Project, name: &str, findings: &mut Findings) -> Option<Self> {
        let path = project.press(name);
        let source = read_text(&path, &project.show(&path), findings)?;
        let document = document::read::<PressProfile>(&source.text, &source.file, 0, findings)?;
        let place = document.places.value("/icc");
        let icc = read_icc(project, &document, place.clone(), findings)?;
        let press = Self::new(document.value, icc);
        press.map_err(|finding| findings.push(finding.at(place))).ok()
    }

    /// Makes a press of a profile and its ICC profile.
    ///
    /// # Errors
    /// A finding when the ICC profile is broken or is not that of a CMYK press.
    pub fn new(profile: PressProfile, icc: Vec<u8>) -> Result<Self, Finding> {
        let engine = Engine::new(&icc, profile.intent, profile.total_ink)?;
        Ok(Self { profile, icc, engine, cache: Cache::default() })
    }

    /// Takes pictures that were converted before from a folder, and keeps new ones for it.
    #[must_use]
    pub fn with_cache(mut self, folder: PathBuf) -> Self {
        self.cache = Cache::new(folder);
        self
    }

    /// Writes the pictures that were converted into the cache's folder.
    pub fn store_cache(&self) {
        self.cache.store();
    }

    /// The colour engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// What the profile says.
    pub fn profile(&self) -> &PressProfile {
        &self.profile
    }

    /// The ICC profile of the output condition.
    pub fn icc(&self) -> &[u8] {
        &self.icc
    }

    /// The screen colour (sRGB) of inks in percent: cyan, magenta, yellow, black.
    pub fn screen_rgb(&self, cmyk: [f64; 4]) -> [u8; 3] {
        self.engine.screen(cmyk)
    }

    /// Makes of a PDF written by Typst the PDF that a print shop gets.
    ///
    /// # Errors
    /// [`Failure::Stopped`] when something in it cannot be said in the inks of the press.
    pub fn finish(&self, pdf: &[u8], job: &Job) -> Result<Vec<u8>, Failure> {
        finish::finish(self, pdf, job)
    }
}

fn read_icc(
    project: &Project,
    document: &Document<PressProfile>,
    place: Place,
    findings: &mut Findings,
) -> Option<Vec<u8>> {
    let folder = project.root().join("layouts/press");
    let name = &document.value.icc;
    let read = resolve_inside(&folder, name).map(|path| read_limited(&path, ICC_LIMIT));
    let finding = match read {
        Ok(Ok(Some(bytes))) => return Some(bytes),
        Ok(Ok(None)) => Finding::stop("file-large").with("limit", ICC_LIMIT >> 20),
        Ok(Err(error)) => Finding::stop("file-unreadable").with("reason", error),
        Err(Refusal::Missing) => Finding::stop("press-icc-missing").with("icc", name),
        Err(Refusal::Outside | Refusal::Name) => {
            Finding::stop("press-icc-outside").with("icc", name)
        }
    };
    findings.push(finding.at(place));
    None
}
