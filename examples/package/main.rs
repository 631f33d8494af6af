//! Writes what the packages of the program hold beside it: man pages in both languages, licences,
//! the list of what it is made of. `packaging/build.sh` calls it, in the root of the repository.
//!
//! `cargo run --release --example package -- FOLDER TIMESTAMP`, where the time stamp, in the form of
//! RFC 3339 in UTC, dates the pages and the list.

mod crates;
mod licences;
mod man;
mod sbom;

use std::error::Error;
use std::fs;
use std::path::Path;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, timestamp] = &arguments[..] else {
        return Err("usage: package FOLDER TIMESTAMP".into());
    };
    let date = timestamp.get(..10).ok_or("the time stamp has no date")?;
    let linked = crates::linked()?;
    let share = Path::new(folder).join("share");
    for (path, text) in man::pages(date)? {
        write(&share.join("man").join(path), &text)?;
    }
    let papers = share.join("doc/neikan");
    let notices = licences::of_crates(&linked)?;
    for name in &notices.by_expression {
        eprintln!("no licence file, so the text of SPDX: {name}");
    }
    write(&papers.join("copyright"), &licences::of_the_program()?)?;
    write(&papers.join("licences.txt"), &notices.text)?;
    write(&papers.join("neikan.cdx.json"), &sbom::bill(&linked, timestamp)?)
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    fs::create_dir_all(path.parent().ok_or("no folder")?)?;
    fs::write(path, text).map_err(|reason| format!("{}: {reason}", path.display()).into())
}
