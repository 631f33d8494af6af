//! The licences of the program, of what it carries and of the crates that it is linked from, as
//! texts that go with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use spdx::{Expression, license_id};

use super::Outcome;
use super::crates::{Crate, compiler};

/// How a file with licences is called, in lower case.
const NAMES: [&str; 6] = ["licen", "copying", "copyright", "notice", "unlicense", "patents"];
/// Endings of files that are called so, but are no texts for people.
const CODE: [&str; 12] =
    ["c", "h", "rs", "py", "js", "sh", "json", "toml", "yml", "yaml", "html", "svg"];
/// Folders whose files are not in the program.
const APART: [&str; 8] =
    ["tests", "test", "testdata", "fixtures", "examples", "benches", "fuzz", "target"];
/// The licences of the program and of what it carries that is no crate, as in the repository.
const CARRIED: [(&str, &str); 8] = [
    (
        "The program, its layouts and its drawings (MIT or Apache-2.0, at your choice)",
        "LICENSE-MIT",
    ),
    ("Apache License 2.0", "LICENSE-APACHE"),
    ("The faces", "fonts/LICENSES.md"),
    ("Licence of Noto CJK", "fonts/OFL-NotoCJK.txt"),
    ("Licence of Noto", "fonts/OFL-Noto.txt"),
    ("Licence of LXGW WenKai", "fonts/OFL-LXGWWenKai.txt"),
    ("The press profiles", "layouts/press/LICENSES.md"),
    ("The table of look-alikes", "crates/hanzi/src/look_alikes/LICENSE-UNICODE.txt"),
];

/// The licences of the crates.
pub struct Notices {
    pub text: String,
    /// The crates that have no file with their licence: the text of SPDX stands in for it.
    pub by_expression: Vec<String>,
}

/// The licences of the program itself and of what it carries that is no crate.
///
/// # Errors
/// If one of the files is not there.
pub fn of_the_program() -> Outcome<String> {
    let mut out =
        "neikan is made of the parts below. The crates that it is linked from, with their \
                   licences, are in licences.txt; a list for machines is in neikan.cdx.json.\n"
            .to_owned();
    for (title, file) in CARRIED {
        let text = fs::read_to_string(file).map_err(|reason| format!("{file}: {reason}"))?;
        write!(out, "\n{title}\n{}\n\n{}\n", "=".repeat(title.len()), text.trim_end())?;
    }
    Ok(out)
}

/// The licences of the crates and of Rust's library: first every crate by its licence, then the texts,
/// each once.
///
/// # Errors
/// Lists the crates of which neither a file nor an SPDX expression says under which licence they are.
pub fn of_crates(crates: &[Crate]) -> Outcome<Notices> {
    let rust = compiler("release")?;
    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut by_expression, mut unknown) = (Vec::new(), Vec::new());
    for one in crates {
        let name = format!("{} {}", one.name, one.version);
        let licence = one.licence.clone().unwrap_or_else(|| "see its text".to_owned());
        groups.entry(licence).or_default().insert(name.clone());
        let own = files(one)?;
        if own.is_empty() {
            match standard(one) {
                Ok(found) => {
                    by_expression.push(name.clone());
                    found.into_iter().for_each(|text| note(&mut texts, text, &name));
                }
                Err(reason) => unknown.push(format!("{name}: {reason}")),
            }
        }
        own.into_iter().for_each(|text| note(&mut texts, text, &name));
    }
    if !unknown.is_empty() {
        return Err(format!("no licence of {}", unknown.join("; ")).into());
    }
    let library = format!("the standard library of Rust {rust}");
    groups.entry("MIT OR Apache-2.0".to_owned()).or_default().insert(library.clone());
    for id in ["MIT", "Apache-2.0"] {
        note(&mut texts, of_spdx(id, &["The Rust Project Developers".to_owned()])?, &library);
    }
    Ok(Notices { text: page(&groups, &texts)?, by_expression })
}

fn note(texts: &mut BTreeMap<String, BTreeSet<String>>, text: String, name: &str) {
    texts.entry(text).or_default().insert(name.to_owned());
}

fn page(
    groups: &BTreeMap<String, BTreeSet<String>>,
    texts: &BTreeMap<String, BTreeSet<String>>,
) -> Outcome<String> {
    // Texts follow one another as the first crates that they belong to.
    let mut texts: Vec<_> = texts.iter().map(|(text, names)| (names, text)).collect();
    texts.sort();
    let mut out =
        "The crates in neikan by their licences. Where two may be chosen from, both texts are \
                   given.\n"
            .to_owned();
    for (licence, names) in groups {
        write!(out, "\n{licence}\n")?;
        for name in names {
            writeln!(out, "    {name}")?;
        }
    }
    for (names, text) in texts {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        write!(out, "\n{}\n{}:\n\n{text}\n", "=".repeat(80), names.join(", "))?;
    }
    Ok(out)
}

/// The texts of a crate's files with licences, with line ends and ends of lines made alike.
fn files(one: &Crate) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    // The root of the repository holds more than the crate there.
    let depth = if one.name == "neikan" { 1 } else { usize::MAX };
    let inside = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !entry.file_type().is_dir() || !APART.contains(&name.as_ref())
    };
    let walk = walkdir::WalkDir::new(&one.folder).max_depth(depth).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(inside) {
        let path = entry?.into_path();
        if path.is_file() && is_licence(&path) {
            found.push(path);
        }
    }
    let read = |path: &PathBuf| {
        let bytes = fs::read(path)?;
        let lines = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = lines.lines().map(str::trim_end).collect();
        Ok(lines.join("\n").trim_matches('\n').to_owned())
    };
    found.iter().map(read).collect()
}

fn is_licence(path: &Path) -> bool {
    let lower = |part: Option<&std::ffi::OsStr>| {
        part.map(|part| part.to_string_lossy().to_lowercase()).unwrap_or_default()
    };
    let (name, ending) = (lower(path.file_name()), lower(path.extension()));
    NAMES.iter().any(|start| name.starts_with(start)) && !CODE.contains(&ending.as_str())
}

/// The standard texts of what a crate's licence expression names, under its authors.
fn standard(one: &Crate) -> Outcome<Vec<String>> {
    let licence = one.licence.as_deref().ok_or("no file and no SPDX expression")?;
    let expression = Expression::parse(licence)?;
    let mut texts = Vec::new();
    for requirement in expression.requirements() {
        let id = requirement.req.license.id().ok_or("no file, and a licence of its own")?;
        texts.push(of_spdx(id.name, &one.authors)?);
        let exception = requirement.req.addition.as_ref().and_then(|addition| addition.id());
        texts.extend(exception.map(|exception| exception.text().trim().to_owned()));
    }
    Ok(texts)
}

fn of_spdx(id: &str, authors: &[String]) -> Outcome<String> {
    let licence = license_id(id).ok_or("a licence that SPDX does not know")?;
    let by = if authors.is_empty() { "its authors".to_owned() } else { authors.join(", ") };
    Ok(format!(
        "{} (the text of SPDX). Copyright: {by}\n\n{}",
        licence.full_name,
        licence.text().trim()
    ))
}
