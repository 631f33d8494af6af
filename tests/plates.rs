//! The plates of the preflight beside those of Ghostscript's `tiffsep`, on pages of other makers
//! (`tests/judges/pages.py`): pixel by pixel, plate by plate. `NEIKAN_PAGES=FOLDER` judges the PDFs in
//! that folder too, and says of each how far the plates agree.

use crate::common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::judging::{judge, missing, said};
use common::plates::{Plate, separations};
use common::repository;
use pdfx_preflight::plates::{Options, Plates, each};
use pdfx_preflight::{Limits, mend};

/// Pixels per inch.
const PPI: f64 = 72.0;
/// How far apart the ink of a pixel may be, of 255: 2 %.
const NEAR: u8 = 5;
/// How many pixels of a plate may be further apart.
const SHARE: f64 = 0.01;
/// How many pages must be judged, of those that are made here.
const PAGES: usize = 300;

/// How far the plates of a file agree.
#[derive(Default)]
struct Agreement {
    pages: usize,
    /// Pixels of all plates, and those that are apart.
    pixels: [usize; 2],
    /// Pages with a plate on which more than one in a hundred is apart: page, ink, share.
    apart: Vec<(usize, String, f64)>,
}

/// The PDFs that the makers on this machine write.
fn made(folder: &Path) -> Option<Vec<PathBuf>> {
    let script = repository().join("tests/judges/pages.py");
    let fonts = repository().join("fonts");
    let arguments = [&script, folder, &fonts].map(|path| path.to_str().unwrap());
    let output = judge("python3", &arguments)?;
    assert!(output.status.success(), "{}", said(&output));
    let text = String::from_utf8_lossy(&output.stdout);
    let made: BTreeMap<String, usize> = serde_json::from_str(text.trim()).unwrap();
    Some(made.into_keys().map(|name| folder.join(name)).collect())
}

fn ours(bytes: &[u8], profile: &Path) -> Vec<Plates> {
    let pdf = mend(bytes, &Limits::USUAL).unwrap();
    let options = Options { ppi: PPI, profile: Some(std::fs::read(profile).unwrap()) };
    let mut out = Vec::new();
    each(&pdf, &options, |plates| out.push(plates)).unwrap();
    out
}

/// How many pixels of a plate are apart.
fn apart(own: &Plates, ink: usize, theirs: &Plate) -> [usize; 2] {
    let (width, height) = (own.width.min(theirs.width), own.height.min(theirs.height));
    let count = own.inks.len();
    let differs = |x: usize, y: usize| {
        let own = own.samples[(y * own.width + x) * count + ink];
        own.abs_diff(255 - theirs.at(x, y)) > NEAR
    };
    let all = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    [width * height, all.filter(|&(x, y)| differs(x, y)).count()]
}

fn agreement(file: &Path) -> Option<Agreement> {
    let profile = repository().join("layouts/press/fogra39l-coated.icc");
    let theirs = separations(file, PPI as usize, &profile)?;
    let ours = ours(&std::fs::read(file).unwrap(), &profile);
    assert_eq!(ours.len(), theirs.len(), "{}", file.display());
    let mut out = Agreement { pages: ours.len(), ..Agreement::default() };
    for (own, theirs) in ours.iter().zip(&theirs) {
        for (index, ink) in own.inks.iter().enumerate() {
            let [all, off] = match theirs.get(ink) {
                Some(plate) => apart(own, index, plate),
                // A plate that Ghostscript does not write has to be empty.
                None => {
                    let inked = own.samples.iter().skip(index).step_by(own.inks.len());
                    [own.width * own.height, inked.filter(|&&ink| ink > NEAR).count()]
                }
            };
            out.pixels = [out.pixels[0] + all, out.pixels[1] + off];
            let share = off as f64 / all.max(1) as f64;
            if share > SHARE {
                out.apart.push((own.page, ink.clone(), share));
            }
        }
    }
    Some(out)
}

/// Ours are those of Ghostscript but for what [`EXPLAINED`] explains.
#[test]
fn plates_are_those_of_ghostscript() {
    let folder = tempfile::tempdir().unwrap();
    let Some(mut files) = made(folder.path()) else { return };
    let own = files.len();
    if let Some(more) = std::env::var_os("NEIKAN_PAGES") {
        let mut more: Vec<PathBuf> =
            std::fs::read_dir(more).unwrap().map(|entry| entry.unwrap().path()).collect();
        more.retain(|path| path.extension().is_some_and(|end| end == "pdf"));
        more.sort();
        files.extend(more);
    }
    let (mut pages, mut wrong) = (0, String::new());
    for (index, file) in files.iter().enumerate() {
        let Some(found) = agreement(file) else { return };
        let name = file.file_stem().unwrap().to_string_lossy();
        let share = found.pixels[1] as f64 / found.pixels[0].max(1) as f64;
        println!("{name}: {} pages, {:.3} % apart, {:?}", found.pages, share * 100.0, found.apart);
        if index >= own {
            continue;
        }
        pages += found.pages;
        for (page, ink, share) in &found.apart {
            let known = EXPLAINED.iter().find(|own| own.0 == name && own.1.contains(page));
            if known.is_none() {
                wrong.push_str(&format!("{name} {page} {ink}: {:.2} %\n", share * 100.0));
            }
        }
    }
    assert_eq!(wrong, "");
    if pages < PAGES {
        missing::<()>("one of the makers of pages");
    }
}
