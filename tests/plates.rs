//! The plates of the preflight beside those of Ghostscript's `tiffsep`, on pages of other makers
//! (`tests/judges/pages.py`): pixel by pixel, plate by plate. `NEIKAN_MAKERS` names other makers than
//! those whose pages are all explained (`cairo typst chromium …`); `NEIKAN_PAGES=FOLDER` judges the PDFs
//! in that folder too, and says of each how far the plates agree.

use crate::common;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use common::judging::{judge, missing, said};
use common::plates::{Plate, separations};
use common::prepress::Draft;
use common::repository;
use lopdf::dictionary;
use pdfx_preflight::Standard::X4;
use pdfx_preflight::plates::{Options, Plates, each};
use pdfx_preflight::{Limits, mend};

/// Pixels per inch.
const PPI: f64 = 72.0;
/// How far apart the ink of a pixel may be, of 255: 2 %.
const NEAR: u8 = 5;
/// How many pixels of a plate may be further apart.
const SHARE: f64 = 0.01;
/// How many of them, where there are more, may be apart in another way than by where an edge falls:
/// Ghostscript sets letters on whole pixels.
const BEYOND: f64 = 0.002;
/// The makers whose pages are judged.
const MAKERS: &str = "ghostscript fpdf";
/// How many pages must be judged, of those that they make.
const PAGES: usize = 90;

/// How far the plates of a file agree.
#[derive(Default)]
struct Agreement {
    pages: usize,
    plates: usize,
    /// The pixels of all plates: all, those that are apart, those by more than an edge.
    pixels: [usize; 3],
    /// How many plates have more than one pixel in a hundred apart.
    over: usize,
    /// Those of them for which edges are no explanation: page, ink, shares.
    unexplained: Vec<(usize, String, [f64; 2])>,
}

/// Plates that are known to differ, and why: `tests/judges/plates.json`.
#[derive(serde::Deserialize)]
struct Known {
    file: String,
    pages: Vec<usize>,
    why: String,
}

/// The PDFs that the makers on this machine write.
fn made(folder: &Path) -> Option<Vec<PathBuf>> {
    let script = repository().join("tests/judges/pages.py");
    let fonts = repository().join("fonts");
    let wanted = std::env::var("NEIKAN_MAKERS").unwrap_or_else(|_| MAKERS.to_owned());
    let arguments = [&script, folder, &fonts].map(|path| path.to_str().unwrap());
    let arguments: Vec<&str> = arguments.into_iter().chain(wanted.split_whitespace()).collect();
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
    each(&pdf, &options, |plates| {
        let rotate = pdf.pages[plates.page - 1].rotate;
        out.push(plates.upright(rotate).into_owned());
    })
    .unwrap();
    out
}

/// A plate as rows of ink.
struct Rows<'a> {
    width: usize,
    height: usize,
    ink: &'a dyn Fn(usize, usize) -> u8,
}

impl Rows<'_> {
    /// Whether there is this ink at a pixel or beside it.
    fn has(&self, x: usize, y: usize, ink: u8) -> bool {
        let columns = x.saturating_sub(1)..=(x + 1).min(self.width - 1);
        (y.saturating_sub(1)..=(y + 1).min(self.height - 1))
            .any(|y| columns.clone().any(|x| (self.ink)(x, y).abs_diff(ink) <= NEAR))
    }
}

/// The pixels of a plate: all, those that are apart, and those of which neither has beside it what
/// the other has there.
fn apart(own: &Plates, ink: usize, theirs: Option<&Plate>) -> [usize; 3] {
    let count = own.inks.len();
    let mine = |x: usize, y: usize| own.samples[(y * own.width + x) * count + ink];
    // A plate that Ghostscript does not write has to be empty.
    let other = |x: usize, y: usize| theirs.map_or(0, |plate| 255 - plate.at(x, y));
    let (width, height) = match theirs {
        Some(plate) => (own.width.min(plate.width), own.height.min(plate.height)),
        None => (own.width, own.height),
    };
    let [ours, theirs] =
        [&mine as &dyn Fn(usize, usize) -> u8, &other].map(|ink| Rows { width, height, ink });
    let mut out = [width * height, 0, 0];
    for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
        let (a, b) = (mine(x, y), other(x, y));
        if a.abs_diff(b) > NEAR {
            out[1] += 1;
            out[2] += usize::from(!(theirs.has(x, y, a) && ours.has(x, y, b)));
        }
    }
    out
}

fn agreement(file: &Path) -> Option<Agreement> {
    let profile = repository().join("layouts/press/fogra39l-coated.icc");
    let theirs = separations(file, PPI as usize, &profile)?;
    let ours = ours(&std::fs::read(file).unwrap(), &profile);
    assert_eq!(ours.len(), theirs.len(), "{}", file.display());
    let mut out = Agreement { pages: ours.len(), ..Agreement::default() };
    for (own, theirs) in ours.iter().zip(&theirs) {
        for (index, ink) in own.inks.iter().enumerate() {
            let found = apart(own, index, theirs.get(ink));
            out.plates += 1;
            out.pixels = std::array::from_fn(|at| out.pixels[at] + found[at]);
            let shares = [found[1], found[2]].map(|own| own as f64 / found[0].max(1) as f64);
            out.over += usize::from(shares[0] > SHARE);
            if shares[0] > SHARE && shares[1] > BEYOND {
                out.unexplained.push((own.page, ink.clone(), shares));
            }
        }
    }
    Some(out)
}

/// Ours are those of Ghostscript, but for the edges of letters and for what is known.
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
    let known = std::fs::read(repository().join("tests/judges/plates.json")).unwrap();
    let known: Vec<Known> = serde_json::from_slice(&known).unwrap();
    assert!(known.iter().all(|own| !own.why.is_empty()));
    let (mut pages, mut wrong) = (0, String::new());
    for (index, file) in files.iter().enumerate() {
        let Some(found) = agreement(file) else { return };
        let name = file.file_stem().unwrap().to_string_lossy();
        let share = |at: usize| found.pixels[at] as f64 / found.pixels[0].max(1) as f64 * 100.0;
        let (apart, beyond) = (share(1), share(2));
        println!(
            "{name}: {} pages, {} plates, {apart:.3} % of pixels apart, {beyond:.3} % by more than \
             an edge; over 1 %: {} plates, of these by more than edges {:?}",
            found.pages, found.plates, found.over, found.unexplained
        );
        if index >= own {
            continue;
        }
        pages += found.pages;
        for (page, ink, [share, beyond]) in &found.unexplained {
            if !known.iter().any(|own| own.file == name && own.pages.contains(page)) {
                let _ = writeln!(wrong, "{name} {page} {ink}: {share:.4} {beyond:.4}");
            }
        }
    }
    assert_eq!(wrong, "");
    if pages < PAGES {
        missing::<()>("one of the makers of pages");
    }
}

/// What is filled and stroked in one go is one thing, whether it overprints and is transparent or not.
#[test]
fn fills_with_strokes_are_those_of_ghostscript() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.pdf");
    for (over, fills, strokes) in
        [(true, 0.5_f32, 0.5_f32), (true, 0.5, 0.8), (true, 1.0, 1.0), (false, 0.5, 0.5)]
    {
        let mut draft = Draft::new(X4);
        let own = dictionary! {
            "ca" => fills, "CA" => strokes, "OP" => over, "op" => over, "OPM" => 1,
        };
        draft.resource("ExtGState", "T", own.into());
        draft.add("0 0 1 0 k 40 40 200 160 re f /T gs 1 0 0 0 k 0 1 0 0 K 20 w");
        draft.add("80 80 80 80 re B 60 250 m 200 250 l 130 330 l b*");
        std::fs::write(&file, draft.bytes()).unwrap();
        let Some(found) = agreement(&file) else { return };
        assert_eq!((found.over, found.unexplained), (0, Vec::new()), "{over} {fills} {strokes}");
    }
}

/// Letters that are filled and stroked in one go are painted as a path is (ISO 32000-2, 11.7.4.4). Where they
/// overprint and are transparent, Ghostscript 10.00 loses the fill; 10.06 has it.
#[test]
fn letters_with_strokes_are_those_of_ghostscript() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.pdf");
    let face = std::fs::read(repository().join("fonts/NotoSans-Bold.ttf")).unwrap();
    for (mode, over, opaque) in
        [(2, true, 1.0_f32), (6, true, 1.0), (2, false, 1.0), (2, false, 0.5)]
    {
        let mut draft = Draft::new(X4);
        let program =
            lopdf::Stream::new(dictionary! { "Length1" => face.len() as i64 }, face.clone());
        let program = draft.document.add_object(program);
        let descriptor = draft.document.add_object(dictionary! {
            "Type" => "FontDescriptor", "FontName" => "N", "Flags" => 32, "ItalicAngle" => 0,
            "FontBBox" => vec![(-600).into(), (-300).into(), 1500.into(), 1100.into()],
            "Ascent" => 1000, "Descent" => -300, "CapHeight" => 714, "StemV" => 120,
            "FontFile2" => program,
        });
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "N", "FirstChar" => 65,
            "LastChar" => 66, "Widths" => vec![690.into(), 673.into()],
            "Encoding" => "WinAnsiEncoding", "FontDescriptor" => descriptor,
        };
        draft.resource("Font", "F", font.into());
        let own = dictionary! {
            "ca" => opaque, "CA" => opaque, "OP" => over, "op" => over, "OPM" => 1,
        };
        draft.resource("ExtGState", "T", own.into());
        draft.add("0 0 1 0 k 20 40 260 200 re f /T gs 1 0 0 0 k 0 1 0 0 K 6 w");
        draft.add(&format!("BT /F 130 Tf {mode} Tr 50 90 Td (AB) Tj ET"));
        std::fs::write(&file, draft.bytes()).unwrap();
        let Some(found) = agreement(&file) else { return };
        assert_eq!(found.unexplained, Vec::new(), "{mode} {over} {opaque}");
    }
}
