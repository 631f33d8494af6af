//! Lists what the program carries: layouts and press profiles, the pages of the manual, the notices
//! of the faces.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

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
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("kit.rs"), list)?;
    Ok(())
}

/// Everything of a layout; of the manual its pages; of the faces their notices, since the faces
/// themselves are in a crate of their own. Schemas are made by the program.
fn is_carried(path: &str) -> bool {
    match path.split_once('/') {
        Some(("layouts", _)) => true,
        Some(("docs", page)) => page.ends_with(".md") && page != "architecture.md",
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
