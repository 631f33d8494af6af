//! What the OFD takes beside the screen PDF of the same pages.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use neikan::digital::{ofd, screen};
use neikan::pipeline::{check_issue, screen_pages};
use neikan::publication::Project;

const ISSUE: &str = "2026-01";

/// Writes both from the pages of the sample issue and tells the times; the best of five.
pub fn run(whole: bool) -> Result<(), Box<dyn Error>> {
    let project = Project::find(Path::new(env!("CARGO_MANIFEST_DIR"))).map_err(said)?;
    let (assembly, _) = check_issue(&project, ISSUE).map_err(said)?;
    let pages = screen_pages(&project, ISSUE).map_err(said)?;
    let times = if whole { 5 } else { 1 };
    let pdf = best(times, || screen::write(&assembly, &pages).map(|bytes| bytes.len()))?;
    let ofd = best(times, || ofd::write(&assembly, &pages).map(|bytes| bytes.len()))?;
    let share = ofd.as_secs_f64() / pdf.as_secs_f64();
    println!(
        "ofd: {} pages, screen PDF {pdf:.0?}, OFD {ofd:.0?}, {share:.2} times",
        pages.pages().len()
    );
    Ok(())
}

fn said(failure: impl std::fmt::Debug) -> String {
    format!("{failure:?}")
}

fn best<T, E: std::fmt::Debug>(
    times: usize,
    mut work: impl FnMut() -> Result<T, E>,
) -> Result<Duration, String> {
    let mut least = Duration::MAX;
    for _ in 0..times {
        let since = Instant::now();
        work().map_err(said)?;
        least = least.min(since.elapsed());
        // What Typst remembers of the last time would make the next one shorter.
        typst::comemo::evict(0);
    }
    Ok(least)
}
