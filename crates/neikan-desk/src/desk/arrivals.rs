//! The record of arrivals: which manuscript came on which day from which file.
//!
//! `issues/arrivals.txt` has a line for every manuscript that was imported: day, name, SHA-256 of
//! the original and its name. It is kept apart from the manuscripts, so that their bytes depend on
//! nothing but what was sent. Lines are only ever added; invalid lines are skipped.

use std::collections::BTreeMap;

use crate::publication::{Date, Project};
use neikan_base::diagnostic::Failure;
use neikan_base::fs::read_limited;
use neikan_base::hash::sha256;

/// The record, in the folder of the issues.
pub const FILE: &str = "arrivals.txt";

/// The first line of a new record.
const OPENING: &str = "# 来稿登记，只由 neikan import 在末尾添加。\n";
/// The largest record that is read, bytes.
const LIMIT: u64 = 64 << 20;

/// The text of the record with one more line.
///
/// # Errors
/// [`Failure::Machine`] if the record cannot be read or is larger than any should be.
pub fn with(
    project: &Project,
    day: Date,
    id: &str,
    (original, bytes): (&str, &[u8]),
) -> Result<String, Failure> {
    let mut text = text(project)?;
    if text.is_empty() {
        text.push_str(OPENING);
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&format!("{day} {id} {} {original}\n", sha256(bytes)));
    Ok(text)
}

/// The day on which each manuscript came, by its name; the last one if a name came twice.
///
/// # Errors
/// [`Failure::Machine`] if the record cannot be read.
pub fn days(project: &Project) -> Result<BTreeMap<String, Date>, Failure> {
    let text = text(project)?;
    let lines = text.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let day = words.next().and_then(|day| day.parse().ok())?;
        Some((words.next()?.to_owned(), day))
    });
    Ok(lines.collect())
}

fn text(project: &Project) -> Result<String, Failure> {
    let path = project.issues().join(FILE);
    if !path.is_file() {
        return Ok(String::new());
    }
    let bytes = read_limited(&path, LIMIT).map_err(|reason| Failure::machine(&path, reason))?;
    let large = || Failure::machine(&path, std::io::ErrorKind::FileTooLarge.into());
    Ok(String::from_utf8_lossy(&bytes.ok_or_else(large)?).into_owned())
}
