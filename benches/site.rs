//! The site of 120 issues with 2,400 articles, and finding words in them: made from nothing, again with
//! nothing new, again with one issue more. Run by hand with `cargo bench -- site`; it fails where
//! something takes longer, or the index more room, than is promised. `NEIKAN_CATALOGUE=DIR` keeps the
//! issues in a folder from one run to the next, since signing them takes longer than all else.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use serde_json::Value;

#[path = "../tests/common/catalogue.rs"]
mod catalogue;
#[path = "../tests/common/chance.rs"]
pub(super) mod chance;

use catalogue::Author;

/// What is looked for: one name, a word that nearly every article has, several words.
const WORDS: [&[&str]; 4] =
    [&["冷链车"], &["供销社"], &["荔枝", "合作社"], &["荔枝", "公斤", "--near", "30"]];
/// Seconds from nothing, seconds with one issue more, milliseconds to find, per cent of the texts.
const PROMISED: [f64; 4] = [60.0, 2.0, 50.0, 15.0];

/// Runs the program in the project; what it says, and how many seconds it took.
fn run(root: &Path, call: &[&str]) -> Result<(Value, f64), Box<dyn Error>> {
    let begun = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_neikan"))
        .args(call)
        .args(["--format", "json"])
        .current_dir(root)
        .env("XDG_CACHE_HOME", root.join(".cache"))
        .output()?;
    let took = begun.elapsed().as_secs_f64();
    Ok((serde_json::from_slice(&output.stdout)?, took))
}

/// Writes and signs so many issues of so many articles, and one more that is put aside.
fn write(root: &Path, issues: usize, articles: usize) -> Result<PathBuf, Box<dyn Error>> {
    let aside = root.join("next");
    if aside.exists() {
        return Ok(aside);
    }
    let mut author = Author::begin(root, 2026);
    for at in 0..=issues {
        let (year, number) = (2016 + u16::try_from(at / 12)?, 1 + u16::try_from(at % 12)?);
        let id = author.issue(year, number, at + 1, articles);
        author.approve(&id);
        if at == issues {
            std::fs::rename(root.join("issues").join(id), &aside)?;
        }
    }
    Ok(aside)
}

/// Measures, and prints what it measured: a small catalogue, and nothing held against it, where the tests
/// just see that it runs.
pub fn measure(whole: bool) -> Result<(), Box<dyn Error>> {
    let (issues, articles) = if whole { (120, 20) } else { (2, 3) };
    let folder = tempfile::tempdir()?;
    let kept = std::env::var_os("NEIKAN_CATALOGUE").filter(|_| whole).map(PathBuf::from);
    let root = kept.as_deref().unwrap_or(folder.path());
    let aside = write(root, issues, articles)?;
    for gone in ["site", ".cache"] {
        drop(std::fs::remove_dir_all(root.join(gone)));
    }
    let site = ["archive", "site", "--to", "site"];
    let (report, cold) = run(root, &site)?;
    let number = |name: &str| report[name].as_f64().unwrap_or_default();
    let share = number("index_bytes") * 100.0 / number("text_bytes").max(1.0);
    println!(
        "site: {} issues, {} articles, {} files",
        report["issues"], report["articles"], report["files"]
    );
    println!(
        "index {:.0} KB, {share:.1} % of {:.1} MB of text",
        number("index_bytes") / 1e3,
        number("text_bytes") / 1e6
    );
    let (_, again) = run(root, &site)?;
    let home = root.join("issues").join("2026-01");
    let home = if whole { home } else { root.join("issues").join("2016-03") };
    std::fs::rename(&aside, &home)?;
    let more = run(root, &site);
    let (_, first) = run(root, &["find", "冷链车"])?;
    let mut slowest: f64 = 0.0;
    for words in WORDS {
        let call = [&["find"], words].concat();
        let mut times: Vec<f64> =
            (0..9).map(|_| run(root, &call).map(|own| own.1 * 1e3)).collect::<Result<_, _>>()?;
        times.sort_by(f64::total_cmp);
        let found = run(root, &call)?.0;
        println!(
            "find {}: {:.0} ms, in {} of {}",
            words.join(" "),
            times[4],
            found["files"],
            found["searched"]
        );
        slowest = slowest.max(times[4]);
    }
    std::fs::rename(&home, &aside)?;
    let (more, added) = more?;
    println!(
        "cold {cold:.1} s, nothing new {again:.2} s, one issue more {added:.2} s ({} files)",
        more["written"]
    );
    println!("find for the first time {first:.2} s, then at most {slowest:.0} ms");
    let measured = [cold, added, slowest, share];
    let kept = measured.iter().zip(PROMISED).all(|(own, most)| *own <= most);
    if kept || !whole { Ok(()) } else { Err(format!("{measured:?} for {PROMISED:?}").into()) }
}
