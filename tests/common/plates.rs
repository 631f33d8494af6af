//! The plates of a page, as Ghostscript's `tiffsep` writes them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::judging::{judge, said};

/// What Ghostscript needs to be told to write plates, with overprint, and not compressed.
const TIFFSEP: [&str; 7] = [
    "-q",
    "-dBATCH",
    "-dNOPAUSE",
    "-dSAFER",
    "-sDEVICE=tiffsep",
    "-sCompression=none",
    "-dOverprint=/simulate",
];

/// A plate as Ghostscript writes it without compression: 8 bits a pixel, 0 is full ink.
pub struct Plate {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Plate {
    pub fn at(&self, x: usize, y: usize) -> u8 {
        self.pixels[y * self.width + x]
    }

    /// Reads the first image of a little-endian TIFF (TIFF 6.0, sections 2 and 3).
    pub fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let number = |at: usize, size: usize| {
            bytes[at..at + size].iter().rev().fold(0, |sum, &b| sum << 8 | usize::from(b))
        };
        assert_eq!(&bytes[..4], b"II*\0");
        let directory = number(4, 4);
        let values = |tag: usize| -> Vec<usize> {
            let entries = (0..number(directory, 2)).map(|index| directory + 2 + index * 12);
            let entry = entries.into_iter().find(|&entry| number(entry, 2) == tag).unwrap();
            let size = if number(entry + 2, 2) == 3 { 2 } else { 4 };
            let count = number(entry + 4, 4);
            let at = if size * count <= 4 { entry + 8 } else { number(entry + 8, 4) };
            (0..count).map(|index| number(at + index * size, size)).collect()
        };
        let (width, height) = (values(256)[0], values(257)[0]);
        assert_eq!((values(258)[0], values(259)[0]), (8, 1), "8 bits, not compressed");
        let strips = values(273).into_iter().zip(values(279));
        let pixels: Vec<u8> =
            strips.flat_map(|(at, length)| bytes[at..at + length].to_vec()).collect();
        assert_eq!(pixels.len(), width * height);
        Self { width, height, pixels }
    }
}

/// The four plates of pages of a PDF, from the first to the last: cyan, magenta, yellow, black.
pub fn separate(file: &Path, pages: (usize, usize), dpi: usize) -> Option<Vec<[Plate; 4]>> {
    let folder = tempfile::tempdir().unwrap();
    let (first, last) = (format!("-dFirstPage={}", pages.0), format!("-dLastPage={}", pages.1));
    let (out, resolution) =
        (format!("-sOutputFile={}/p%d.tif", folder.path().display()), format!("-r{dpi}"));
    let own = [&resolution, &first, &last, &out, file.to_str().unwrap()];
    let run = judge("gs", &[&TIFFSEP[..], &own].concat())?;
    assert!(run.status.success(), "{}", said(&run));
    let one = |page: usize| {
        ["Cyan", "Magenta", "Yellow", "Black"].map(|ink| {
            // Plates are numbered from one, whatever the first page.
            Plate::read(&folder.path().join(format!("p{page}({ink}).tif")))
        })
    };
    Some((1..=pages.1 - pages.0 + 1).map(one).collect())
}

/// Every plate of every page of a PDF by the name of its ink, for a press with this ICC profile.
pub fn separations(
    file: &Path,
    dpi: usize,
    profile: &Path,
) -> Option<Vec<BTreeMap<String, Plate>>> {
    let folder = tempfile::tempdir().unwrap();
    let own = [
        format!("-sOutputFile={}/p%d.tif", folder.path().display()),
        format!("-r{dpi}"),
        format!("-sOutputICCProfile={}", profile.display()),
        // Inks as they are, not those of another press.
        format!("-sDefaultCMYKProfile={}", profile.display()),
        format!("--permit-file-read={}", profile.display()),
        file.display().to_string(),
    ];
    let own = own.iter().map(String::as_str);
    let arguments: Vec<&str> = TIFFSEP.into_iter().chain(own).collect();
    let run = judge("gs", &arguments)?;
    assert!(run.status.success(), "{}", said(&run));
    let mut pages: BTreeMap<usize, BTreeMap<String, Plate>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        // The composite, `p1`, has no ink in its name.
        let Some((page, ink)) = name[1..].split_once('(') else { continue };
        let plates = pages.entry(page.parse().unwrap()).or_default();
        plates.insert(ink.trim_end_matches(')').to_owned(), Plate::read(&path));
    }
    Some(pages.into_values().collect())
}
