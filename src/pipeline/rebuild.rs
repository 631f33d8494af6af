//! Making an issue again from its archive alone, to prove that the outputs in it are what its sources
//! make.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Editions, Order, Step, build};
use crate::archive::bag::Bag;
use crate::archive::restore::{extract, temporary};
use crate::archive::verify::Verified;
use crate::archive::{How, OUTPUTS, SOURCES, Stated};
use crate::diagnostic::{Failure, Finding, Findings};
use crate::digital::placed::Quality;
use crate::publication::{Kit, Project};
use crate::sources::Carried;
use neikan_base::hash::sha256;
use pdfx_preflight::Standard;

/// What came of making an issue again.
#[derive(Debug)]
pub struct Rebuilt {
    /// The outputs that were compared.
    pub outputs: usize,
    /// Those that came out otherwise.
    pub differing: Vec<String>,
    /// What is another version today.
    pub drift: Vec<String>,
    /// What ought to be looked at: the drift of the engine, if it shows.
    pub findings: Findings,
}

impl Order {
    /// How the outputs of this order are made, for the archive.
    pub(super) fn how(&self) -> How {
        let pdfx = self.pdfx.map(|standard| match standard {
            Standard::X4 => "x4".to_owned(),
            Standard::X1a => "x1a".to_owned(),
        });
        let all_pixels = self.quality == Quality::High;
        How { pdfx, all_pixels, embed_fonts: self.embed_fonts, ofd: self.editions.ofd }
    }

    /// The order that makes the outputs of an archive again, below `out`.
    fn again(stated: &Stated, out: &Path) -> Self {
        Self {
            pdfx: stated.made.pdfx.as_deref().map(|name| match name {
                "x1a" => Standard::X1a,
                _ => Standard::X4,
            }),
            quality: if stated.made.all_pixels { Quality::High } else { Quality::Screen },
            embed_fonts: stated.made.embed_fonts,
            editions: Editions { ofd: stated.made.ofd, ..Editions::ALL },
            fresh: true,
            fonts: Some(false),
            ..Self::whole(&stated.issue, out.to_owned())
        }
    }
}

/// Makes the issue of a bag that has been verified again, in a temporary folder, and compares the
/// outputs byte by byte. `carried` is what the program carries: faces that the bag does not hold are
/// taken from there, if they are the same. Calls `begin` with each step.
///
/// # Errors
/// The findings `archive-face` for faces that nobody has, `archive-differs` for outputs that this very
/// engine does not make of these sources; those of [`build`].
pub fn rebuild(
    bag: &Bag,
    verified: &Verified,
    carried: &Kit,
    begin: &dyn Fn(Step),
) -> Result<Rebuilt, Failure> {
    let stated = &verified.stated;
    let faces = faces(bag, stated, carried)?;
    let folder = temporary()?;
    extract(bag, folder.path(), &|path| path.strip_prefix(SOURCES).map(str::to_owned))?;
    let project = Project::find(folder.path())?.with_kit(faces);
    let out = folder.path().join("out");
    let drift = stated.drift();
    let made = build(&project, &Order::again(stated, &out), begin);
    if let Err(Failure::Stopped(mut findings)) = made {
        findings.extend(drifted(bag, &drift, &[]));
        return Err(Failure::Stopped(findings));
    }
    let made = made?;
    let outputs = bag.files().keys().filter_map(|path| path.strip_prefix(OUTPUTS));
    let outputs: Vec<&str> = outputs.collect();
    let mut differing = Vec::new();
    for path in &outputs {
        let now = std::fs::read(made.folder.join(path)).ok();
        if now != Some(bag.bytes(&format!("{OUTPUTS}{path}"))?) {
            differing.push((*path).to_owned());
        }
    }
    let mut findings = Findings::default();
    if !differing.is_empty() {
        findings.extend(drifted(bag, &drift, &differing));
    }
    if drift.is_empty() {
        let differs = |path: &String| {
            let place = bag.place(&format!("{OUTPUTS}{path}"));
            Finding::stop("archive-differs").at(place).with("name", path)
        };
        findings.extend(differing.iter().map(differs));
    }
    let findings = findings.settle()?;
    Ok(Rebuilt { outputs: outputs.len(), differing, drift, findings })
}

/// A warning that another engine may be the reason of what was found; nothing if it is the same.
fn drifted(bag: &Bag, drift: &[String], differing: &[String]) -> Option<Finding> {
    let place = bag.place(crate::archive::stated::FILE);
    let finding = Finding::warn("archive-drift").at(place).with("versions", drift.join(", "));
    let files = if differing.is_empty() { "none".to_owned() } else { differing.join(", ") };
    (!drift.is_empty()).then(|| finding.with("files", files))
}

/// The faces that a bag names but does not hold, from among those that the program carries.
fn faces(bag: &Bag, stated: &Stated, carried: &Kit) -> Result<Kit, Failure> {
    let (mut faces, mut findings) = (BTreeMap::new(), Findings::default());
    for (path, face) in stated.fonts.iter().filter(|(_, face)| !face.packed) {
        match carried.get(path).filter(|own| is(own, &face.sha256)) {
            Some(own) => drop(faces.insert(path.clone(), own.clone())),
            None => {
                let finding =
                    Finding::stop("archive-face").at(bag.place(crate::archive::stated::FILE));
                findings.push(finding.with("name", path).with("sum", &face.sha256));
            }
        }
    }
    findings.settle()?;
    Ok(Arc::new(faces))
}

/// Whether a carried file has a SHA-256.
fn is(file: &Carried, sum: &str) -> bool {
    match file.sha256 {
        Some(known) => known == sum,
        None => (file.open)().is_ok_and(|bytes| sha256(&bytes) == sum),
    }
}
