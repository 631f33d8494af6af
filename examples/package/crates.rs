//! The crates that the program is linked from here, with the features as it is built: neither those
//! that only run while it is compiled nor those of tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::Outcome;

/// A crate in the program.
pub struct Crate {
    /// What names it here: its package URL if it is on the registry, otherwise name and version.
    pub id: String,
    /// Its name on the registry.
    pub name: String,
    pub version: String,
    /// Its licence as an SPDX expression.
    pub licence: Option<String>,
    pub authors: Vec<String>,
    pub description: Option<String>,
    pub repository: Option<String>,
    /// The folder with its sources.
    pub folder: PathBuf,
    /// The SHA-256 of what the registry holds of it; `None` for a crate of the repository.
    pub checksum: Option<String>,
    /// The ids of the crates that it uses.
    pub uses: BTreeSet<String>,
}

/// The crates, sorted by name and version; the program itself among them.
///
/// # Errors
/// What cargo says where it fails, and what is not as it writes it.
pub fn linked() -> Outcome<Vec<Crate>> {
    let linked = names()?;
    let checksums = checksums()?;
    let host = host()?;
    let arguments = ["metadata", "--format-version", "1", "--locked", "--filter-platform", &host];
    let metadata: Value = serde_json::from_str(&said("cargo", &arguments)?)?;
    let packages = metadata["packages"].as_array().ok_or("no packages")?;
    let packages = packages.iter().filter(|package| linked.contains(&key(package)));
    // What cargo calls a package has the path of this machine in it.
    let ids: BTreeMap<&str, String> = packages
        .clone()
        .map(|package| {
            let (name, version) = key(package);
            let published = checksums.contains_key(&key(package));
            let id = format!("{name}@{}", version.replace('+', "%2B"));
            (text(package, "id"), if published { format!("pkg:cargo/{id}") } else { id })
        })
        .collect();
    let nodes = metadata["resolve"]["nodes"].as_array().ok_or("no graph")?;
    let nodes: BTreeMap<&str, &Value> = nodes.iter().map(|node| (text(node, "id"), node)).collect();
    let uses = |id: &str| {
        let all = nodes.get(id).and_then(|node| node["deps"].as_array()).into_iter().flatten();
        all.filter(|dep| is_normal(dep))
            .filter_map(|dep| ids.get(text(dep, "pkg")).cloned())
            .collect()
    };
    let mut crates: Vec<Crate> = packages
        .map(|package| Crate {
            id: ids[text(package, "id")].clone(),
            name: text(package, "name").to_owned(),
            version: text(package, "version").to_owned(),
            licence: optional(package, "license")
                .map(|licence| words(&licence.replace('/', " OR "))),
            authors: list(&package["authors"]),
            description: optional(package, "description").map(|text| words(&text)),
            repository: optional(package, "repository"),
            folder: PathBuf::from(text(package, "manifest_path")).with_file_name(""),
            checksum: checksums.get(&key(package)).cloned(),
            uses: uses(text(package, "id")),
        })
        .collect();
    crates.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    if crates.len() != linked.len() {
        return Err(format!("{} crates, but {} linked", crates.len(), linked.len()).into());
    }
    Ok(crates)
}

/// What rustc says of itself: `release` and `host`, for instance.
///
/// # Errors
/// If there is no rustc.
pub fn compiler(key: &str) -> Outcome<String> {
    let said = said("rustc", &["-vV"])?;
    let start = format!("{key}: ");
    let value = said.lines().find_map(|line| line.strip_prefix(&start));
    Ok(value.ok_or("rustc says nothing of itself")?.to_owned())
}

/// The platform that the program is compiled for.
pub fn host() -> Outcome<String> {
    compiler("host")
}

/// Names and versions of what is linked: `cargo tree` alone tells features apart that only tests ask for.
fn names() -> Outcome<BTreeSet<(String, String)>> {
    let edges = ["--edges", "normal,no-proc-macro"];
    let form = ["--prefix", "none", "--format", "{p}"];
    let head = ["tree", "--locked", "--package", "neikan"];
    let tree = said("cargo", &[&head[..], &edges, &form].concat())?;
    let pair = |line: &str| {
        let mut words = line.split(' ');
        Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
    };
    let lines = tree.lines().filter(|line| !line.is_empty());
    let read = |line: &str| pair(line).ok_or_else(|| format!("cargo tree says {line}").into());
    lines.map(read).collect()
}

/// The SHA-256 of each crate from the registry.
fn checksums() -> Outcome<BTreeMap<(String, String), String>> {
    let lock = fs::read_to_string("Cargo.lock")?;
    let entries = lock.split("\n[[package]]\n").skip(1);
    let value = |entry: &str, key: &str| {
        let start = format!("{key} = \"");
        let line = entry.lines().find_map(|line| line.strip_prefix(&start))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    let entries = entries.filter_map(|entry| {
        let key = (value(entry, "name")?, value(entry, "version")?);
        Some((key, value(entry, "checksum")?))
    });
    Ok(entries.collect())
}

/// Standard output of a command.
fn said(command: &str, arguments: &[&str]) -> Outcome<String> {
    let output = Command::new(command).args(arguments).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a dependency is one of the crate itself, not of its build script or its tests.
fn is_normal(dependency: &Value) -> bool {
    let kinds = dependency["dep_kinds"].as_array();
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
}

fn key(package: &Value) -> (String, String) {
    (text(package, "name").to_owned(), text(package, "version").to_owned())
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn optional(value: &Value, key: &str) -> Option<String> {
    value[key].as_str().map(str::to_owned)
}

fn list(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A text on one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
