//! Compresses the faces of the repository.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use sha2::{Digest, Sha256};

/// The tables that describe a face (OpenType 1.9, chapter 4), without outlines, metrics and features.
const DESCRIBING: [&[u8; 4]; 10] =
    [b"OS/2", b"STAT", b"avar", b"cmap", b"fvar", b"head", b"hhea", b"maxp", b"name", b"post"];
/// The bytes of the header of an OpenType file, and of one entry in its directory of tables.
const HEADER: usize = 12;
const ENTRY: usize = 16;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> Outcome<()> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut list = "/// Every face that is carried.\nconst FACES: &[Face] = &[\n".to_owned();
    if env::var_os("CARGO_FEATURE_CARRY").is_some() {
        let fonts = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../fonts");
        println!("cargo::rerun-if-changed={}", fonts.display());
        for entry in pack(&files(&fonts)?, &out)? {
            list.push_str(&entry);
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
    list.push_str("];\n");
    fs::write(out.join("faces.rs"), list)?;
    Ok(())
}

/// The files of faces in a folder, sorted.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().unwrap_or_default();
        if ending == "otf" || ending == "ttf" {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Compresses files, on every core; returns their entries in the list.
fn pack(files: &[PathBuf], out: &Path) -> Outcome<Vec<String>> {
    thread::scope(|scope| {
        let running: Vec<_> =
            files.iter().map(|file| scope.spawn(|| pack_one(file, out))).collect();
        let joined = running.into_iter().map(|thread| thread.join());
        joined
            .map(|done| done.unwrap_or_else(|_| Err("a face could not be packed".into())))
            .collect()
    })
}

fn pack_one(file: &Path, out: &Path) -> Outcome<String> {
    let bytes = fs::read(file)?;
    let name =
        file.file_name().and_then(|name| name.to_str()).ok_or("a face with a strange name")?;
    let described = description(&bytes).ok_or_else(|| format!("{name} is no OpenType file"))?;
    fs::write(out.join(format!("{name}.z")), deflate(&bytes)?)?;
    fs::write(out.join(format!("{name}.head.z")), deflate(&described)?)?;
    let mut sum = String::new();
    for byte in Sha256::digest(&bytes) {
        write!(sum, "{byte:02x}")?;
    }
    let size = bytes.len();
    Ok(format!(
        "    Face {{\n        file: {name:?},\n        bytes: {size},\n        sha256: {sum:?},\n        \
         packed: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.z\")),\n        \
         described: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.head.z\")),\n    }},\n"
    ))
}

fn deflate(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// An OpenType file with the describing tables of another; `None` if that is not one face.
fn description(bytes: &[u8]) -> Option<Vec<u8>> {
    let kind = bytes.get(..4)?;
    if kind != [0, 1, 0, 0] && kind != b"OTTO" {
        return None;
    }
    let count = usize::from(u16::from_be_bytes(bytes.get(4..6)?.try_into().ok()?));
    let directory = bytes.get(HEADER..HEADER + count * ENTRY)?.chunks_exact(ENTRY);
    let kept: Vec<&[u8]> =
        directory.filter(|entry| DESCRIBING.iter().any(|tag| entry.starts_with(*tag))).collect();
    let mut head = kind.to_vec();
    head.extend(u16::try_from(kept.len()).ok()?.to_be_bytes());
    // The search hints, which no reader trusts.
    head.extend([0; 6]);
    let mut tables = Vec::new();
    for entry in &kept {
        let number = |at: usize| {
            let bytes = entry.get(at..at + 4)?.try_into().ok()?;
            usize::try_from(u32::from_be_bytes(bytes)).ok()
        };
        let (offset, length) = (number(8)?, number(12)?);
        let at = HEADER + kept.len() * ENTRY + tables.len();
        head.extend(entry.get(..8)?);
        head.extend(u32::try_from(at).ok()?.to_be_bytes());
        head.extend(entry.get(12..)?);
        tables.extend(bytes.get(offset..offset + length)?);
        tables.resize(tables.len().next_multiple_of(4), 0);
    }
    head.extend(tables);
    Some(head)
}
