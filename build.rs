//! Lists what the program carries: layouts and press profiles, the pages of the manual, the notices
//! of the faces; and, for the archive, the versions of the crates that decide what it makes and the sum of
//! its own source.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut list = "/// Every file, sorted by its path in the repository.\npub const FILES: &[(&str, &[u8])] = &[\n".to_owned();
    println!("cargo::rerun-if-changed=build.rs");
    for folder in ["docs", "fonts", "layouts"] {
        println!("cargo::rerun-if-changed={folder}");
        let mut files = Vec::new();
        collect(&root.join(folder), &mut files)?;
        files.sort();
        for file in files {
            let inner = file.strip_prefix(&root)?.to_str().ok_or("a file with a strange name")?;
            let inner = inner.replace(std::path::MAIN_SEPARATOR, "/");
            if is_carried(&inner) {
                writeln!(
                    list,
                    "    ({inner:?}, include_bytes!({:?})),",
                    file.display().to_string()
                )?;
            }
        }
    }
    list.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("kit.rs"), list)?;
    println!("cargo::rerun-if-changed=Cargo.lock");
    let engine = engine(&fs::read_to_string(root.join("Cargo.lock"))?)?;
    fs::write(out.join("engine.rs"), engine + &source(&root)?)?;
    Ok(())
}

/// The sum of the source that the program is made from, of all its crates, as a constant in Rust. It is the
/// same wherever the program is compiled, which a sum of the program itself would not be.
fn source(root: &Path) -> Result<String, Box<dyn Error>> {
    let mut folders = vec![root.join("src")];
    for entry in fs::read_dir(root.join("crates"))? {
        folders.push(entry?.path().join("src"));
    }
    let mut files = vec![root.join("build.rs"), root.join("Cargo.lock")];
    for folder in &folders {
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(folder, &mut files)?;
    }
    let mut named = Vec::new();
    for file in files {
        let inner = file.strip_prefix(root)?.to_str().ok_or("a file with a strange name")?;
        named.push((inner.replace(std::path::MAIN_SEPARATOR, "/"), file));
    }
    named.sort();
    let mut hash = Sha256::new();
    for (name, file) in named {
        let bytes = fs::read(file)?;
        hash.update(format!("{name} {}\n", bytes.len()));
        hash.update(bytes);
    }
    let sum: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!(
        "/// The sum of the program's source, SHA-256 in hexadecimal.\nconst SOURCE: &str = {sum:?};\n"
    ))
}

/// The crates that decide what outputs are, byte by byte: reading, layout, shaping, PDFs, pictures,
/// colour, containers. Names that end with a hyphen stand for all that begin with them.
const ENGINE: &[&str] = &[
    "allsorts-azul",
    "comrak",
    "fast_image_resize",
    "flate2",
    "hayro",
    "hayro-",
    "hypher",
    "icu_",
    "image",
    "image-webp",
    "krilla",
    "krilla-",
    "libm",
    "lopdf",
    "miniz_oxide",
    "moxcms",
    "mozjpeg",
    "mozjpeg-sys",
    "png",
    "printpdf",
    "resvg",
    "rustybuzz",
    "skrifa",
    "subsetter",
    "svgtypes",
    "tiff",
    "tiny-skia",
    "ttf-parser",
    "typst",
    "typst-",
    "unicode-",
    "usvg",
    "zip",
    "zune-jpeg",
];

/// The versions of these crates in a lock file, as a table in Rust.
fn engine(lock: &str) -> Result<String, Box<dyn Error>> {
    let mut out = "/// The crates that decide what outputs are, with their versions.\nconst ENGINE: &[(&str, &str)] = &[\n".to_owned();
    let decides = |name: &str| {
        ENGINE.iter().any(|own| name == *own || own.ends_with(['-', '_']) && name.starts_with(own))
    };
    for package in lock.split("[[package]]\n").skip(1) {
        let field = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key))?;
            Some(line.trim_start_matches(" = ").trim_matches('"'))
        };
        let (Some(name), Some(version)) = (field("name"), field("version")) else { continue };
        if decides(name) {
            writeln!(out, "    ({name:?}, {version:?}),")?;
        }
    }
    out.push_str("];\n");
    Ok(out)
}

/// Pages for those who build the program, not for its users.
const FOR_BUILDERS: [&str; 3] = ["architecture.md", "performance.md", "preflight-suite.md"];

/// Everything of a layout; of the manual its pages; of the faces their notices, since the faces
/// themselves are in a crate of their own. Schemas are made by the program.
fn is_carried(path: &str) -> bool {
    match path.split_once('/') {
        Some(("layouts", _)) => true,
        Some(("docs", page)) => page.ends_with(".md") && !FOR_BUILDERS.contains(&page),
        Some(("fonts", notice)) => notice.ends_with(".md") || notice.ends_with(".txt"),
        _ => false,
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
