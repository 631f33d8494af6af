//! What the program is made of: licences, sources and second versions of its dependencies.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;
use spdx::{Expression, LicenseReq};

use crate::common::repository;

/// Crates of which Cargo.lock has two versions, because crates that we use ask for both. Two of
/// them are our own choice: `lopdf`, of which printpdf has an older one, and `moxcms`, since one
/// version for typst and the press would switch vector instructions on for both.
const TWICE: &[&str] = &[
    "base64",
    "bit-set",
    "bit-vec",
    "crypto-common",
    "digest",
    "fancy-regex",
    "fearless_simd",
    "getrandom",
    "hayro-ccitt",
    "heck",
    "lopdf",
    "miniz_oxide",
    "moxcms",
    "phf",
    "phf_generator",
    "phf_macros",
    "phf_shared",
    "quick-error",
    "quick-xml",
    "r-efi",
    "rand",
    "rand_core",
    "roxmltree",
    "spin",
    "strum",
    "strum_macros",
    "syn",
    "toml_datetime",
    "toml_edit",
    "vello_common",
    "weezl",
    "windows-sys",
    "winnow",
    "zerocopy",
    "zerocopy-derive",
];

/// The platform that this is compiled for, as rustc names it.
fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// Every package that is compiled into the program or its tests here. Packages of other platforms
/// need not be on this machine.
fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &host()])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// The list under a key of deny.toml.
fn listed(key: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository().join("deny.toml")).unwrap();
    let start = text.find(&format!("\n{key} = [")).unwrap();
    let list = text[start..].split(']').next().unwrap();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_licence_is_allowed_and_every_source_is_the_registry() {
    let allowed = listed("allow");
    let known = |req: &LicenseReq| allowed.contains(&req.to_string());
    let packages = packages();
    assert!(packages.len() > 300, "{}", packages.len());
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let licence = package["license"].as_str().unwrap_or_else(|| panic!("{name}: no licence"));
        // Some still write a stroke between two licences of which one may be chosen.
        let licence = licence.replace('/', " OR ");
        let expression = Expression::parse(&licence).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(expression.evaluate(known), "{name}: {licence} is not in deny.toml");
        if let Some(source) = package["source"].as_str() {
            assert!(source.starts_with("registry+"), "{name}: {source}");
        }
    }
}

#[test]
fn no_crate_is_there_twice_by_our_own_choice() {
    let lock = std::fs::read_to_string(repository().join("Cargo.lock")).unwrap();
    let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
    for name in lock.lines().filter_map(|line| line.strip_prefix("name = ")) {
        *versions.entry(name.trim_matches('"')).or_default() += 1;
    }
    let twice: Vec<&str> =
        versions.iter().filter(|(_, count)| **count > 1).map(|(name, _)| *name).collect();
    assert_eq!(twice, TWICE);
}
