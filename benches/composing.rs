//! How the layout grows with pages, and what copyfitting costs: issues of content that nobody prepared, of
//! some 50 and some 180 pages, with and without it; more of this content is refused as too much for an issue.
//! Run by hand with `cargo bench -- composing`; it fails where more pages take much more than their share, or
//! copyfitting more than is promised.

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use neikan::kit::kit;
use neikan::pipeline::screen_typeset;
use neikan::publication::Project;

use super::site::chance;

#[allow(dead_code)]
#[path = "../tests/common/content.rs"]
mod content;

/// How many articles make some 50, and some 180 pages.
const ARTICLES: [usize; 2] = [12, 40];
/// How many times as long each page of the larger issue may take: 400 pages 9 times as long as 48.
const GROWTH: f64 = 9.0 * 48.0 / 400.0;
/// What copyfitting may cost, beside a build without it.
const COST: f64 = 1.3;
/// Runs of the smaller issue, of which the quickest counts.
const RUNS: usize = 3;

/// The repository.
fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder for an issue.
struct Sandbox(tempfile::TempDir);

impl Sandbox {
    fn path(&self, relative: &str) -> PathBuf {
        self.0.path().join(relative)
    }

    fn write(&self, relative: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(relative);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// An issue of so many articles, which may be fitted or not.
fn issue(articles: usize, fitted: bool) -> Result<Sandbox, Box<dyn Error>> {
    let sandbox = Sandbox(tempfile::tempdir()?);
    std::fs::create_dir_all(sandbox.path("issues/2026-01"))?;
    content::issue(&sandbox, content::Form::Magazine, 2026, articles);
    if !fitted {
        for entry in std::fs::read_dir(sandbox.path("issues/2026-01/articles"))? {
            let path = entry?.path();
            let text = std::fs::read_to_string(&path)?;
            std::fs::write(path, text.replacen("---\n", "---\nfit: false\n", 1))?;
        }
    }
    Ok(sandbox)
}

/// Pages, and seconds in which they are laid out.
fn laid_out(sandbox: &Sandbox) -> Result<(usize, f64), Box<dyn Error>> {
    let project = Project::find(&sandbox.path("")).map_err(|e| format!("{e:?}"))?.with_kit(kit());
    let begun = Instant::now();
    let typeset = screen_typeset(&project, "2026-01").map_err(|e| format!("{e:?}"))?;
    let took = begun.elapsed().as_secs_f64();
    comemo::evict(0);
    Ok((typeset.document.pages().len(), took))
}

/// The quickest of some runs.
fn quickest(articles: usize, fitted: bool, runs: usize) -> Result<(usize, f64), Box<dyn Error>> {
    let sandbox = issue(articles, fitted)?;
    let mut best = laid_out(&sandbox)?;
    for _ in 1..runs {
        let next = laid_out(&sandbox)?;
        best = if next.1 < best.1 { next } else { best };
    }
    Ok(best)
}

/// Measures, and prints what it measured: only the smaller issue, once, where the tests just see that it
/// runs.
pub fn run(whole: bool) -> Result<(), Box<dyn Error>> {
    let runs = if whole { RUNS } else { 1 };
    let small = quickest(ARTICLES[0], true, runs)?;
    println!("{:>4} pages {:>7.2} s", small.0, small.1);
    if !whole {
        return Ok(());
    }
    let plain = quickest(ARTICLES[0], false, runs)?;
    let cost = small.1 / plain.1;
    println!(
        "{:>4} pages {:>7.2} s without copyfitting: with it {cost:.2} times",
        plain.0, plain.1
    );
    let large = quickest(ARTICLES[1], true, 1)?;
    let growth = large.1 / large.0 as f64 / (small.1 / small.0 as f64);
    println!("{:>4} pages {:>7.2} s: {growth:.2} times a page", large.0, large.1);
    if growth > GROWTH || cost > COST {
        return Err(format!("{growth:.2} times a page, {cost:.2} for fitting").into());
    }
    Ok(())
}
