//! What the proofreading of finished pages costs: its CPU seconds beside those of the whole build,
//! in one run. Run by hand with `cargo bench -- proofreading`; the CI only sees that it runs.

use std::error::Error;
use std::path::Path;

use neikan::digital::epub::letters::letters;
use neikan::digital::epub::own_words;
use neikan::manuscript::assemble;
use neikan::pipeline::{Editions, Order, build, screen_pages};
use neikan::publication::Project;
use neikan::typeset::{Scope, notdef, proofread, proofread_book};

const ISSUE: &str = "2026-01";
/// How often the proofreading is repeated, since one round is near the clock's grain.
const ROUNDS: u32 = 10;

/// The CPU seconds of this process so far, of all its threads; the kernel counts hundredths.
fn cpu_seconds() -> Result<f64, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks: Vec<f64> =
        fields.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    Ok(ticks.iter().sum::<f64>() / 100.0)
}

/// Measures, and prints what it measured.
pub fn run(whole: bool) -> Result<(), Box<dyn Error>> {
    let project =
        Project::find(Path::new(env!("CARGO_MANIFEST_DIR"))).map_err(|e| format!("{e:?}"))?;
    let folder = tempfile::tempdir()?;
    let editions = Editions { archive: false, ..Editions::ALL };
    let order = Order::whole(ISSUE, folder.path().to_owned());
    let order = Order { editions, draft: true, fresh: true, ..order };
    let begun = cpu_seconds()?;
    let built = build(&project, &order, &|_| ()).map_err(|e| format!("{e:?}"))?;
    let built_in = cpu_seconds()? - begun;
    let (assembly, _) = assemble(&project, ISSUE).map_err(|e| format!("{e:?}"))?;
    let document = screen_pages(&project, ISSUE).map_err(|e| format!("{e:?}"))?;
    let epub = built.files.iter().find(|file| file.path.ends_with(".epub")).ok_or("no EPUB")?;
    let epub = std::fs::read(built.folder.join(&epub.path))?;
    let begun = cpu_seconds()?;
    let rounds = if whole { ROUNDS } else { 1 };
    for _ in 0..rounds {
        // The inside pages are read twice: for the press and for the screen.
        for _ in 0..2 {
            assert!(!proofread(&assembly, &document, Scope::All).stops());
            assert!(!notdef(&document, &assembly).stops());
        }
        let pages = letters(&epub).map_err(|e| format!("{e:?}"))?;
        assert!(!proofread_book(&assembly, &pages, &own_words(&assembly)).stops());
    }
    let own = (cpu_seconds()? - begun) / f64::from(rounds);
    println!(
        "whole build {built_in:.2} CPU s, proofreading of it {own:.3} CPU s: {:.1} %",
        100.0 * own / built_in
    );
    Ok(())
}
