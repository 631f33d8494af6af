//! Lists the rules of a crate at build time: adding a file registers the rule.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Writes the list `name` into the build's output folder: every file `<folder>/<family>/<rule>.rs`
/// becomes a module and an entry of `ALL`.
///
/// # Panics
/// Outside a build script, or if the output folder cannot be written.
pub fn write(folder: &str, name: &str) {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=build.rs");
    let text = listed(&root.join(folder));
    std::fs::write(out.join(name), text).expect("the output folder takes a file");
}

/// The modules and entries of a folder of rules.
fn listed(rules: &Path) -> String {
    println!("cargo::rerun-if-changed={}", rules.display());
    let (mut modules, mut entries) = (String::new(), String::new());
    for folder in sorted(rules).into_iter().filter(|path| path.is_dir()) {
        println!("cargo::rerun-if-changed={}", folder.display());
        let family = stem(&folder);
        let _ = writeln!(modules, "/// The rules of a family.\npub mod {family} {{");
        for file in sorted(&folder).into_iter().filter(|path| path.extension().is_some()) {
            let rule = stem(&file);
            let _ =
                writeln!(modules, "#[path = {:?}]\npub mod {rule};", file.display().to_string());
            let _ =
                writeln!(entries, "Entry {{ family: {family:?}, rule: &{family}::{rule}::RULE }},");
        }
        modules.push_str("}\n");
    }
    format!(
        "{modules}\n/// Every rule, by family and name.\npub static ALL: &[Entry] = &[\n{entries}];\n"
    )
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Runs the README's examples as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
