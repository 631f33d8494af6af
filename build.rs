//! Lists the rules: every file `<folder>/<family>/<rule>.rs` becomes a module and an entry of
//! `ALL`, so that a new rule is one new file and nothing else changes. Tells when the JPEG coder
//! is compiled without its fast parts.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The folders of rules, and the files that list them.
const LISTS: [(&str, &str); 2] =
    [("src/check/rules", "rules.rs"), ("src/press/preflight/rules", "preflight_rules.rs")];

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=build.rs");
    for (folder, list) in LISTS {
        let text = listed(&root.join(folder));
        std::fs::write(out.join(list), text).expect("the output folder takes a file");
    }
    tell_of_nasm();
}

/// mozjpeg looks for nasm too, and does without it; its bytes are the same.
fn tell_of_nasm() {
    let arch = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    let needs = ["x86_64", "x86"].contains(&arch.as_str());
    if needs && std::process::Command::new("nasm").arg("-v").output().is_err() {
        println!("cargo::warning=without nasm, photographs are coded four times slower");
        println!("cargo::warning=install it, then: cargo clean --release -p mozjpeg-sys -p neikan");
    }
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
