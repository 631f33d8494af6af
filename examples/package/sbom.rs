//! What the program is made of, as a list for machines: CycloneDX 1.6 (ECMA-424), JSON.

use std::fs;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Outcome;
use super::crates::{Crate, compiler, host};

/// Files in the program that are no code, by folder and ending, with their licence.
const FILES: [(&str, &str, &str); 4] = [
    ("fonts", "otf", "OFL-1.1"),
    ("fonts", "ttf", "OFL-1.1"),
    ("layouts/press", "icc", "Zlib"),
    ("crates/hanzi/src/look_alikes", "txt", "Unicode-3.0"),
];

/// The list; its serial number is made from its contents.
///
/// # Errors
/// If a file cannot be read.
pub fn bill(crates: &[Crate], timestamp: &str) -> Outcome<String> {
    let (own, others): (Vec<&Crate>, Vec<&Crate>) =
        crates.iter().partition(|one| one.name == "neikan");
    let own = own.first().ok_or("the program is not among the crates")?;
    let mut components: Vec<Value> = others.iter().map(|one| component(one, "library")).collect();
    components.push(library()?);
    components.extend(files()?);
    let mut bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": timestamp,
            "lifecycles": [{ "phase": "build" }],
            "component": component(own, "application"),
            "properties": [{ "name": "neikan:target", "value": host()? }],
        },
        "components": components,
        "dependencies": crates.iter().map(|one| json!({ "ref": one.id, "dependsOn": one.uses })).collect::<Vec<_>>(),
    });
    bill["serialNumber"] = json!(serial(&bill.to_string()));
    Ok(serde_json::to_string_pretty(&bill)? + "\n")
}

/// A UUID made from a text (RFC 9562, version 8).
fn serial(text: &str) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(text.as_bytes())[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex(&bytes);
    let groups = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", groups.join("-"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn component(one: &Crate, kind: &str) -> Value {
    let mut out = json!({
        "type": kind,
        "bom-ref": one.id,
        "name": one.name,
        "version": one.version,
        "scope": "required",
    });
    if let Some(checksum) = &one.checksum {
        out["purl"] = json!(one.id);
        out["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    if let Some(licence) = &one.licence {
        out["licenses"] = json!([{ "expression": licence }]);
    }
    if let Some(description) = &one.description {
        out["description"] = json!(description);
    }
    if !one.authors.is_empty() {
        let authors = one.authors.iter().map(|author| json!({ "name": author }));
        out["authors"] = authors.collect();
    }
    if let Some(repository) = one.repository.as_ref().filter(|url| url.starts_with("https://")) {
        out["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    out
}

/// The standard library, which is in every Rust program.
fn library() -> Outcome<Value> {
    let version = compiler("release")?;
    Ok(json!({
        "type": "library",
        "bom-ref": format!("rust-std@{version}"),
        "name": "rust-std",
        "version": version,
        "scope": "required",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "description": "The standard library of Rust",
    }))
}

/// What is carried that is no code.
fn files() -> Outcome<Vec<Value>> {
    let mut out = Vec::new();
    for (folder, ending, licence) in FILES {
        let mut names: Vec<_> =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Outcome<_>>()?;
        names.retain(|path| path.extension().is_some_and(|own| own == ending));
        names.sort();
        if names.is_empty() {
            return Err(format!("no .{ending} in {folder}").into());
        }
        for path in names {
            let name = path.display().to_string();
            out.push(json!({
                "type": "file",
                "bom-ref": name,
                "name": name,
                "scope": "required",
                "hashes": [{ "alg": "SHA-256", "content": hex(&Sha256::digest(fs::read(&path)?)) }],
                "licenses": [{ "expression": licence }],
            }));
        }
    }
    Ok(out)
}
