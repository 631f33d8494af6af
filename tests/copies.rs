//! Complimentary copies: each is its recipient's own, the body is the published edition, and a copy
//! that turns up somewhere says whose it was.

mod common;
#[path = "common/tags.rs"]
mod tags;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{Run, Sandbox};
use lopdf::{Document, Object};
use serde_json::Value;
use tags::{Tagged, follow};

const COPIES: &str = "out/2026-01/copies";
const PDF: &str = "out/2026-01/xkan-2026-01.pdf";
const EPUB: &str = "out/2026-01/xkan-2026-01.epub";

/// A small issue that is built, with a list of recipients.
fn built(list: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("issues/recipients.yml", list);
    let run = sandbox.build(&["--editions", "digital"]);
    assert_eq!(run.status, 0, "{}", run.err);
    sandbox
}

fn prepare(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    sandbox.run(&[&["deliver", "prepare", "--format", "json"], arguments].concat())
}

fn trace(sandbox: &Sandbox, file: &str, arguments: &[&str]) -> Run {
    sandbox.run(&[&["deliver", "trace", file, "--format", "json"], arguments].concat())
}

/// What an outside judge says; nothing when it is not installed, which is a failure only in CI.
fn judge(program: &str, arguments: &[&str]) -> Option<Output> {
    let output = Command::new(program).args(arguments).output().ok();
    assert!(output.is_some() || std::env::var_os("CI").is_none(), "{program} is missing");
    output
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn checked_by_qpdf(path: &Path, password: Option<&str>) {
    let password = password.map(|password| format!("--password={password}"));
    let arguments: Vec<&str> =
        password.iter().map(String::as_str).chain(["--check", path.to_str().unwrap()]).collect();
    if let Some(output) = judge("qpdf", &arguments) {
        assert!(output.status.success(), "{}", said(&output));
        assert!(!said(&output).contains("WARNING"), "{}", said(&output));
    }
}

/// The words on a page, from 1, as poppler reads them.
fn words(path: &Path, page: usize) -> Option<String> {
    let page = page.to_string();
    let output = judge("pdftotext", &["-f", &page, "-l", &page, path.to_str().unwrap(), "-"])?;
    Some(said(&output).split_whitespace().collect())
}

fn files(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut file = zip.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn entry<'a>(document: &'a Document, dict: &'a lopdf::Dictionary, key: &str) -> &'a Object {
    follow(document, dict.get(key.as_bytes()).unwrap_or_else(|_| panic!("no {key}")))
}
