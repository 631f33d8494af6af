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

fn main() -> Result<(), Box<dyn Error>> {
    divan::main();
    // `cargo test` only sees that they run.
    let whole = std::env::args().any(|word| word == "--bench");
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let wanted = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word));
    TELLING.into_iter().filter(|(name, _)| wanted(name)).try_for_each(|(_, run)| run(whole))
}
