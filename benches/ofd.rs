//! What the OFD takes beside the screen PDF of the same pages.

use std::error::Error;
use std::path::Path;

use neikan::digital::{ofd, screen};
use neikan::pipeline::{check_issue, screen_pages};
use neikan::publication::Project;

use super::{best, said};

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
