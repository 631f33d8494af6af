//! How the work grows with the manuscript: `check` on issues with ever more of one thing. Run by hand
//! with `cargo bench -- growth`; it fails where twice as much takes much more than twice as long.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use neikan::pipeline::check_issue;
use neikan::publication::Project;

const ISSUE: &str = "2026-01";
const SENTENCE: &str = "书摊的主人清早六点把两块门板卸下来，架在渠边的石墩上。";
/// How many of a thing an issue has.
const SIZES: [usize; 4] = [1_000, 2_000, 4_000, 8_000];
/// How many times as long twice as much may take, from the second size on.
const GROWTH: f64 = 2.8;

/// A thing of which there are many.
type Thing = fn(&mut String, usize);

const THINGS: &[(&str, Thing)] = &[
    ("rows of tables", |out, n| {
        if n.is_multiple_of(400) {
            out.push_str("\n另一张表。\n\n| 书摊 | 账 | 数 |\n|---|---|---|\n");
        }
        let _ = writeln!(out, "| 门板{n} | 石墩{n}号 | {} |", n * 7);
    }),
    ("paragraphs", |out, n| {
        let _ = writeln!(out, "{n}号{SENTENCE}{SENTENCE}\n");
    }),
    ("notes", |out, n| {
        let _ = writeln!(out, "{n}号{SENTENCE}[^n{n}]\n\n[^n{n}]: {n}号注文。\n");
    }),
    ("items", |out, n| {
        let _ = writeln!(out, "- {n}号{SENTENCE}");
    }),
    ("headings", |out, n| {
        let _ = writeln!(out, "## 门板{n}\n\n{n}号{SENTENCE}\n");
    }),
    ("pictures", |out, n| {
        let _ = writeln!(out, "{n}号{SENTENCE}\n\n![田野{n}](images/field.svg \"图{n}\")\n");
    }),
];

/// A small issue with an article of so many things.
fn project(folder: &Path, thing: Thing, count: usize) -> Result<Project, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in walkdir::WalkDir::new(root.join("tests/fixtures/small")) {
        let entry = entry?;
        let target = folder.join(entry.path().strip_prefix(root.join("tests/fixtures/small"))?);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    for shared in ["layouts", "fonts"] {
        if !folder.join(shared).exists() {
            std::os::unix::fs::symlink(root.join(shared), folder.join(shared))?;
        }
    }
    let mut text =
        "---\ntitle: 要闻一则\nsection: news\nauthors:\n  - {name: 梁以宁, unit: 样例单位}\n---\n"
            .to_owned();
    (0..count).for_each(|n| thing(&mut text, n));
    std::fs::write(folder.join("issues/2026-01/articles/news.md"), text)?;
    Project::find(folder).map_err(|e| format!("{e:?}").into())
}

/// Measures, and prints what it measured: only small issues, and nothing held against it, where the
/// tests just see that it runs.
pub fn run(whole: bool) -> Result<(), Box<dyn Error>> {
    let mut steep = Vec::new();
    for (name, thing) in THINGS {
        let mut before: Option<f64> = None;
        for count in SIZES.into_iter().take(if whole { SIZES.len() } else { 1 }) {
            let folder = tempfile::tempdir()?;
            let project = project(folder.path(), *thing, count)?;
            let begun = Instant::now();
            // Whether it is refused as too much does not matter: all of it is read.
            let refused = check_issue(&project, ISSUE).is_err();
            let took = begun.elapsed().as_secs_f64();
            let growth = before.map_or(1.0, |before| took / before);
            println!(
                "{count:>6} {name:<16} {took:>7.3} s, {growth:.2} times{}",
                if refused { ", refused" } else { "" }
            );
            if count > SIZES[1] && growth > GROWTH {
                steep.push(format!("{count} {name}"));
            }
            before = Some(took);
        }
    }
    if steep.is_empty() { Ok(()) } else { Err(format!("too steep: {}", steep.join(", ")).into()) }
}
