//! The zip for the print shop: all files in one folder, with `SHA256SUMS`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::archive::{Output, zip};
use crate::diagnostic::Failure;
use crate::publication::Date;
use neikan_base::hash::sha256;

/// The name of the list of checksums.
const SUMS: &str = "SHA256SUMS";

/// Packs files, by their bare names, with their checksums; dated by the issue.
///
/// # Errors
/// [`Failure::Machine`] with the zip writer's error.
pub fn pack<'a>(files: impl Iterator<Item = &'a Output>, date: Date) -> Result<Vec<u8>, Failure> {
    let named = files.map(|output| {
        let name = output.path.rsplit('/').next().unwrap_or(&output.path);
        (name.to_owned(), Cow::from(&output.bytes))
    });
    let mut files: BTreeMap<String, Cow<'_, [u8]>> = named.collect();
    files.insert(SUMS.to_owned(), sums(&files).into_bytes().into());
    zip(&files, date).map_err(|reason| Failure::internal("press.zip", reason))
}

/// The checksums of files in the format of `sha256sum -c`: one line per file, sorted by name.
pub fn sums(files: &BTreeMap<String, Cow<'_, [u8]>>) -> String {
    files.iter().fold(String::new(), |mut out, (name, bytes)| {
        let _ = writeln!(out, "{}  {name}", sha256(bytes));
        out
    })
}
