//! Keeping two places equal: what one lacks is copied into it. Nothing is ever removed or replaced;
//! what differs, and what only the other has, is told.

use std::collections::BTreeMap;
use std::io::{Read, Seek, Write};
use std::path::Path;

use sha2::{Digest, Sha512};

use super::container::is_plain;
use super::publish::{self, RECORD, Record, SIGNED, read_back, sum};
use crate::depot::{Address, Created, Depot, Load, Moved, Notes, Tell};
use crate::diagnostic::{Failure, Finding, Findings};
use neikan_base::hash::hex;

/// What comparing two places, and copying, came to.
#[derive(Debug, Default)]
pub struct Mirrored {
    /// How many objects the first place has.
    pub objects: usize,
    /// How many of them are the same in the second, those among them that were copied too.
    pub same: usize,
    /// What was copied, or would have to be.
    pub missing: Vec<String>,
    /// What is not the same in both.
    pub differing: Vec<String>,
    /// What only the second has.
    pub more: Vec<String>,
    /// A finding for each of these; for what is missing only if it was not copied.
    pub findings: Findings,
}

/// Makes the second place have what the first has, or only says what it lacks.
///
/// Records come last: an issue is not seen in the second place before it is whole there, and not at
/// all if something of it differs.
///
/// # Errors
/// Those of the places; the finding `publish-read-back` if a copy is not the same, `mirror-nested` if one
/// place is in the other.
pub fn mirror(
    (from, to): (&Depot, &Depot),
    check: bool,
    notes: &Notes,
    tell: Tell<'_>,
) -> Result<Mirrored, Failure> {
    if let (Address::Folder(one), Address::Folder(other)) = (from.address(), to.address())
        && (lies_in(one, other) || lies_in(other, one))
    {
        let finding = Finding::stop("mirror-nested").with("from", from.address());
        return Err(Failure::Call(Box::new(finding.with("to", to.address()))));
    }
    let (have, there) = (from.list()?, to.list()?);
    // What is the same in both, with its sum.
    let mut sums: BTreeMap<&str, String> = BTreeMap::new();
    let mut done = Mirrored { objects: have.len(), ..Mirrored::default() };
    let mut names: Vec<&String> = have.keys().collect();
    names.sort_by_key(|name| (is_record(name), *name));
    let mut broken: Vec<&str> = Vec::new();
    for name in names {
        let about = |rule| {
            let finding = Finding::stop(rule).with("name", shown(name));
            finding.with("from", from.address()).with("to", to.address())
        };
        if !is_plain(name) {
            done.findings.push(about("mirror-name"));
            continue;
        }
        let bytes = have[name];
        match there.get(name) {
            Some(size) => match same((from, to), name, [bytes, *size], tell)? {
                Some(own) => {
                    done.same += 1;
                    sums.insert(name, own);
                }
                None => {
                    done.findings.push(about("mirror-differs"));
                    done.differing.push(name.clone());
                    broken.push(name);
                }
            },
            None if check => {
                done.findings.push(about("mirror-missing"));
                done.missing.push(name.clone());
            }
            None if is_record(name)
                && (broken.iter().any(|other| beside(name, other))
                    || !is_whole(from, name, &sums)?) =>
            {
                done.findings.push(about("mirror-held"));
            }
            None => {
                sums.insert(name, copy((from, to), name, notes, tell)?);
                done.same += 1;
                done.missing.push(name.clone());
            }
        }
    }
    done.more = there.into_keys().filter(|name| !have.contains_key(name)).collect();
    done.findings.extend(done.more.iter().map(|name| {
        let finding = Finding::note("mirror-more").with("name", name);
        finding.with("from", from.address()).with("to", to.address())
    }));
    Ok(done)
}

/// The sum of an object that is the same in both places, where it has these sizes.
fn same(
    (from, to): (&Depot, &Depot),
    name: &str,
    sizes: [u64; 2],
    tell: Tell<'_>,
) -> Result<Option<String>, Failure> {
    if sizes[0] != sizes[1] {
        return Ok(None);
    }
    let own = sum(from, name, tell)?;
    Ok((own == sum(to, name, tell)?).then_some(own))
}

/// Whether a folder is another, or in it.
fn lies_in(inner: &Path, outer: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    real(inner).starts_with(real(outer))
}

/// Whether all files of a record are in both places, as it says.
fn is_whole(from: &Depot, record: &str, sums: &BTreeMap<&str, String>) -> Result<bool, Failure> {
    let bytes = from.read(record, publish::LIMIT)?.unwrap_or_default();
    let Ok(read) = Record::read(&bytes) else { return Ok(false) };
    let folder = folder(record);
    let mut files = read.files.iter();
    Ok(!read.files.is_empty()
        && files.all(|file| sums.get(&*format!("{folder}{}", file.path)) == Some(&file.sha512)))
}

/// A name as it is told: on one line, whatever is in it.
fn shown(name: &str) -> String {
    let sign = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    name.chars().map(sign).collect()
}

/// Whether an object is a record of an issue.
fn is_record(name: &str) -> bool {
    [RECORD, SIGNED].contains(&&name[folder(name).len()..])
}

/// The folder that an object is in, with its slash.
fn folder(name: &str) -> &str {
    &name[..name.rfind('/').map_or(0, |at| at + 1)]
}

/// Whether an object belongs to the issue of a record.
fn beside(record: &str, other: &str) -> bool {
    other.starts_with(folder(record))
}

/// Copies an object, through a file here, and reads it back; gives its sum.
fn copy(
    (from, to): (&Depot, &Depot),
    name: &str,
    notes: &Notes,
    tell: Tell<'_>,
) -> Result<String, Failure> {
    let machine = |reason| Failure::machine(std::env::temp_dir(), reason);
    let mut file = tempfile::tempfile().map_err(machine)?;
    let (mut hash, mut written) = (Sha512::new(), Ok(()));
    let size = from.stream(name, &mut |piece| {
        hash.update(piece);
        if written.is_ok() {
            written = file.write_all(piece);
        }
        tell(Moved::Read(piece.len() as u64));
    })?;
    written.and_then(|()| file.rewind()).map_err(machine)?;
    let (own, bytes) = (hex(&hash.finalize()), size.unwrap_or_default());
    if is_record(name) {
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(machine)?;
        if to.create(name, text)? == Created::New {
            tell(Moved::Sent(bytes));
        }
    } else {
        to.send(name, Load { file: &mut file, bytes, sum: &own }, notes, tell)?;
    }
    if sum(to, name, tell)? == own { Ok(own) } else { Err(read_back(to, name)) }
}
