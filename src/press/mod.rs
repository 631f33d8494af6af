//! The press edition: from Typst's pages to the files for the print shop.
//!
//! [`neikan_press`] rewrites PDFs for the press and imposes pages; this room provides what it needs
//! from a project: [`Shop`] reads the press profile, [`binding`] compares the periodical with it,
//! [`slug`] sets lines of words in the project's faces, [`errand`] finds the files to be imposed,
//! [`demands`] reads what files are checked against, [`verdict`] reports a preflight on one page,
//! and [`handoff`] adds what a print shop gets besides the two files and packs it all.

pub mod binding;
pub mod demands;
pub mod errand;
pub mod handoff;
pub mod slug;
pub mod verdict;

use std::ops::Deref;
use std::path::PathBuf;

pub use binding::{agree, page_count, suits};
use neikan_press::{Inks, Job, Originals, Press, PressProfile, Spot};

use crate::diagnostic::{Finding, Findings, Place};
use crate::fs::Refusal;
use crate::manuscript::Assembly;
use crate::publication::{
    Document, PRESS, Places, Project, SourceText, SpotInk, SpotKind, Theme, document,
};
use crate::sources::Shared;
use crate::typeset::Colors;

/// The largest ICC profile that is read, in bytes.
const ICC_LIMIT: u64 = 10 << 20;

/// The print shop of a project: its press, and where in its profile each value is.
pub struct Shop {
    press: Press,
    places: Places,
    /// The files that it was read from.
    files: [(PathBuf, Shared); 2],
}

impl Deref for Shop {
    type Target = Press;

    fn deref(&self) -> &Press {
        &self.press
    }
}

impl Shop {
    /// Reads the press profile `layouts/press/<name>.yml` and the ICC profile that it names.
    pub fn load(project: &Project, name: &str, findings: &mut Findings) -> Option<Self> {
        let path = project.press(name);
        let bytes = project.read_bytes(&path, findings)?;
        let source = SourceText::of(&bytes, project.show(&path), findings)?;
        let document = document::read::<PressProfile>(&source.text, &source.file, 0, findings)?;
        let place = document.places.value("/icc");
        let (icc_path, icc) = read_icc(project, &document, place.clone(), findings)?;
        let files = [(path, bytes), (icc_path, icc.clone())];
        let places = document.places;
        let faults = document.value.preflight.faults();
        if !faults.is_empty() {
            findings.extend(demands::placed(faults, "/preflight", &places));
            return None;
        }
        match Press::with_store(document.value, icc.to_vec(), project.store().clone()) {
            Ok(press) => Some(Self { press, places, files }),
            Err(finding) => {
                findings.push(finding.at(place));
                None
            }
        }
    }

    /// Whether a project still has the very files that it was read from, for a press of this name.
    pub fn is_of(&self, project: &Project, name: &str) -> bool {
        let same = |(path, known): &(PathBuf, Shared)| {
            let now = project.sources().read(path, ICC_LIMIT).ok().flatten();
            now.is_some_and(|now| now == *known)
        };
        self.files[0].0 == project.press(name) && self.files.iter().all(same)
    }

    /// The colours of a theme as screens show what the press prints, by name.
    pub fn colors(&self, theme: &Theme) -> Colors {
        let own = theme.colors.iter();
        own.map(|(name, color)| (name.clone(), self.screen_rgb(color.0))).collect()
    }

    /// Where the profile gives a value, as `layouts/press/coated.yml:9`: by JSON pointer, or by the
    /// nearest parent that exists.
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
}

/// What a theme is printed with.
pub fn inks(theme: &Theme) -> Inks {
    let spot = |own: &SpotInk| Spot {
        name: own.ink.clone(),
        cmyk: own.cmyk.0,
        finish: own.kind == SpotKind::Varnish,
    };
    Inks {
        black_only: theme.inks.black_only,
        spots: theme.inks.spots.iter().map(spot).collect(),
        duotone: theme.inks.duotone.clone(),
    }
}

/// The labels of one part of an issue: `interior` or `cover`.
pub fn job(assembly: &Assembly, part: &str) -> Job {
    let (publication, issue) = (&assembly.publication, &assembly.issue);
    let title = format!("{} {}-{}", publication.name, issue.year, issue.numbers());
    Job {
        title: format!("{title} {part}"),
        identifier: format!("{}-{}-{part}", publication.slug, assembly.id),
        date: issue.date,
        bleed: publication.format.bleed,
        standard: None,
        colors: assembly.theme.colors.values().map(|color| color.0).collect(),
        rich_black: assembly.theme.rich_black.map(|color| color.0),
        inks: inks(&assembly.theme),
        folds: Vec::new(),
        sum: assembly.sum.clone(),
        originals: Originals::new(),
    }
}

fn read_icc(
    project: &Project,
    document: &Document<PressProfile>,
    place: Place,
    findings: &mut Findings,
) -> Option<(PathBuf, Shared)> {
    let folder = project.layout(PRESS);
    let name = &document.value.icc;
    let sources = project.sources();
    let read = sources.resolve(&folder, name).map(|path| (sources.read(&path, ICC_LIMIT), path));
    let finding = match read.map(|(read, path)| read.map(|bytes| bytes.map(|own| (path, own)))) {
        Ok(Ok(Some(read))) => return Some(read),
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
