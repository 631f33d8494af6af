//! The press edition: from Typst's pages to files a print shop puts on press.
//!
//! [`profile`] says how a print shop prints; [`color`] turns the colours of screens into its
//! inks and back; [`cache`] keeps what was converted before; [`cover`] knows how thick a spine is;
//! [`finish`] rewrites the PDF that Typst wrote; [`marks`] draws what stands around pages and
//! sheets; [`inspect`] looks at a PDF and tells what is in it; [`handoff`] adds what a print shop
//! is given beside the two files and packs it all; [`read`] is the door for PDFs from outside;
//! [`impose`] puts pages on sheets, and [`preflight`] judges any PDF.

mod cache;
pub mod color;
pub mod cover;
pub mod finish;
pub mod handoff;
pub mod impose;
pub mod marks;
pub mod profile;

pub use pdfx_preflight as preflight;
use pdfx_preflight::pdf;
pub use pdfx_preflight::{Standard, inspect, reading as read};

use std::path::PathBuf;

pub use cover::{BindingFit, agree, page_count, spine, suits};
pub use finish::Job;
pub use profile::PressProfile;

use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{Refusal, resolve_inside};
use crate::publication::{Document, Places, Project, document};
use cache::Cache;
use color::Engine;

/// The largest ICC profile that is read, in bytes.
const ICC_LIMIT: u64 = 10 << 20;

/// A press profile that is ready to work.
pub struct Press {
    profile: PressProfile,
    icc: Vec<u8>,
    engine: Engine,
    places: Places,
    cache: Cache,
}

impl Press {
    /// Reads the press profile `layouts/press/<name>.yml` and the ICC profile it names.
    pub fn load(project: &Project, name: &str, findings: &mut Findings) -> Option<Self> {
        let path = project.press(name);
        let source = project.read_text(&path, findings)?;
        let document = document::read::<PressProfile>(&source.text, &source.file, 0, findings)?;
        let place = document.places.value("/icc");
        let icc = read_icc(project, &document, place.clone(), findings)?;
        let places = document.places;
        match Self::new(document.value, icc) {
            Ok(press) => Some(Self { places, ..press }),
            Err(finding) => {
                findings.push(finding.at(place));
                None
            }
        }
    }

    /// Makes a press of a profile and its ICC profile.
    ///
    /// # Errors
    /// A finding when the ICC profile is broken or is not that of a CMYK press.
    pub fn new(profile: PressProfile, icc: Vec<u8>) -> Result<Self, Finding> {
        whole(&icc)?;
        let engine = Engine::new(&icc, profile.intent, profile.total_ink)?;
        Ok(Self { profile, icc, engine, places: Places::default(), cache: Cache::default() })
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

    /// Where the profile says something, as `layouts/press/coated.yml:9`: by JSON pointer, or
    /// by the nearest one above it that is there.
    pub fn said(&self, pointer: &str) -> String {
        let mut pointer = pointer;
        loop {
            let place = self.places.key(pointer);
            match pointer.rfind('/') {
                Some(end) if place.line == 0 => pointer = &pointer[..end],
                _ if place.line == 0 => return place.file,
                _ => return format!("{}:{}", place.file, place.line),
            }
        }
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
    let read = resolve_inside(&folder, name).map(|path| project.sources().read(&path, ICC_LIMIT));
    let finding = match read {
        Ok(Ok(Some(bytes))) => return Some(bytes.to_vec()),
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

/// An ICC profile says in its first four bytes how long it is (ICC.1:2010, 7.2.2).
///
/// # Errors
/// The finding `press-icc-broken` for a file that is shorter.
fn whole(icc: &[u8]) -> Result<(), Finding> {
    match icc.first_chunk::<4>().map(|length| u32::from_be_bytes(*length) as usize) {
        Some(said) if said > icc.len() && icc.get(36..40) == Some(b"acsp") => {
            let reason = format!("{} < {said}", icc.len());
            Err(Finding::stop("press-icc-broken").with("reason", reason))
        }
        _ => Ok(()),
    }
}
