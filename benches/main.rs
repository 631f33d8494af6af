//! The benchmarks, in one executable: `cargo bench` runs all, `cargo bench -- growth` those whose
//! path has this word.

mod archive;
mod arrivals;
mod composing;
mod copies;
mod growth;
mod ofd;
mod pictures;
mod pipeline;
mod proofreading;
mod site;
mod startup;

use std::error::Error;
use std::fmt::Debug;
use std::time::{Duration, Instant};

/// A benchmark that measures for itself; whether it is to measure all.
type Measure = fn(bool) -> Result<(), Box<dyn Error>>;

/// Benchmarks that tell more than a time.
const TELLING: [(&str, Measure); 7] = [
    ("archive", archive::run),
    ("arrivals", arrivals::run),
    ("composing", composing::run),
    ("growth", growth::run),
    ("ofd", ofd::run),
    ("proofreading", proofreading::run),
    ("site", site::measure),
];

/// A failure in words.
fn said(failure: impl Debug) -> String {
    format!("{failure:?}")
}

/// The shortest time of several that some work takes.
fn best<T, E: Debug>(
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

fn main() -> Result<(), Box<dyn Error>> {
    divan::main();
    // `cargo test` only sees that they run.
    let whole = std::env::args().any(|word| word == "--bench");
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word));
    TELLING.into_iter().filter(|(name, _)| wanted(name)).try_for_each(|(_, run)| run(whole))
}
