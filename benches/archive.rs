//! How long it takes to verify an archive, beside `sha512sum` over the same bytes.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use neikan::archive::bag::{Bag, MANIFEST, Sums, TAGS, manifest, sha512};
use neikan::archive::container::Writer;
use neikan::archive::verify::verify;

use super::{best, said};

/// A small archive, whose ledger and tag files the measured ones have.
const KEPT: &str = "tests/fixtures/archives/small-2026-01-archive.zip";
/// How large the archives are, MB.
const SIZES: [usize; 2] = [100, 500];
/// The size of a photograph, bytes, and of how many the press file is made.
const PHOTOGRAPH: usize = 6_000_000;
const PRESS: usize = 4;

/// Makes archives, verifies them and tells the times; the best of seven, since other programs run.
pub fn run(whole: bool) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (sizes, times) = if whole { (&SIZES[..], 7) } else { (&[1][..], 1) };
    for size in sizes {
        let path = archive(folder.path(), size * 1_000_000)?;
        let verified = best(times, || Bag::open(&path).and_then(|bag| verify(&bag)).map(drop))?;
        let summed = best(times, || sha512sum(&path))?;
        let share = summed.as_secs_f64() / verified.as_secs_f64();
        println!(
            "archive: {size} MB, sha512sum {summed:.0?}, verified {verified:.0?}, {share:.2} times as fast"
        );
    }
    Ok(())
}

/// An archive of about so many bytes: a press file and photographs beside what a small one has.
fn archive(folder: &Path, size: usize) -> Result<PathBuf, Box<dyn Error>> {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(KEPT);
    let bag = Bag::open(&kept).map_err(said)?;
    let mut files = BTreeMap::new();
    for path in bag.files().keys() {
        files.insert(path.clone(), bag.bytes(path).map_err(said)?);
    }
    let (mut left, mut number) = (size, 0_u64);
    while left > 0 {
        let large = if number == 0 { PRESS * PHOTOGRAPH } else { PHOTOGRAPH };
        let bytes = large.min(left);
        files.insert(format!("data/outputs/more-{number:04}.bin"), noise(bytes, number));
        (left, number) = (left - bytes, number + 1);
    }
    for (list, data) in [(MANIFEST, true), (TAGS, false)] {
        let own = |path: &&String| path.starts_with("data/") == data && *path != TAGS;
        let own = files.keys().filter(own);
        let sums: Sums = own.map(|path| (path.clone(), sha512(&files[path]))).collect();
        files.insert(list.to_owned(), manifest(&sums).into_bytes());
    }
    let name = bag.name().unwrap_or_default();
    let path = folder.join(format!("{size}.zip"));
    let mut zip = Writer::new(BufWriter::new(File::create(&path)?), "2026-01-15".parse()?);
    for (file, bytes) in &files {
        zip.add(&format!("{name}/{file}"), bytes)?;
    }
    zip.finish()?;
    Ok(path)
}

/// Bytes of which no two files have the same.
fn noise(bytes: usize, seed: u64) -> Vec<u8> {
    let mut state = seed + 0x9e37_79b9_7f4a_7c15;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    (0..bytes.div_ceil(8)).flat_map(|_| next()).take(bytes).collect()
}

/// Sums up a file with the program that all systems have.
fn sha512sum(path: &Path) -> Result<(), Box<dyn Error>> {
    let status = Command::new("sha512sum").arg(path).stdout(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err("sha512sum failed".into()) }
}
