//! The container of a .doc (OLE compound file): its streams, under limits.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::bytes::{size_at, u16_at};
use super::fib::Fib;
use super::{broken, large};
use neikan_base::diagnostic::Finding;

/// The first bytes of a compound file.
pub const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The largest stream of text and tables, bytes.
const STREAM: u64 = 48 << 20;
/// The largest stream of pictures, bytes.
const DATA: u64 = 110 << 20;
/// How many sectors that list others the header itself names.
const LISTED: usize = 109;

/// The streams of a document.
#[derive(Debug)]
pub struct Streams {
    /// The header of the document.
    pub fib: Fib,
    /// Text, pages of properties, pictures of shapes.
    pub main: Vec<u8>,
    /// Tables.
    pub table: Vec<u8>,
    /// Pictures in lines, and property lists that are too long for the other streams.
    pub data: Vec<u8>,
    /// When it was saved, and by whom.
    pub summary: Vec<u8>,
}

/// Reads the streams of a container.
///
/// # Errors
/// A finding: it is damaged, has a password, is too old, or is not a Word document.
pub fn open(bytes: &[u8]) -> Result<Streams, Finding> {
    if !is_honest(bytes) {
        return Err(broken("OLE"));
    }
    let whole = match CompoundFile::open(Cursor::new(bytes)) {
        Ok(_) => Cow::Borrowed(bytes),
        Err(_) => Cow::Owned(mended(bytes)),
    };
    let mut file = CompoundFile::open(Cursor::new(&*whole)).map_err(|_| broken("OLE"))?;
    let main = match stream(&mut file, "WordDocument", STREAM)? {
        Some(main) => main,
        // What Office makes of a .docx with a password.
        None if file.exists("EncryptedPackage") => {
            return Err(Finding::stop("import-word-locked"));
        }
        None => return Err(Finding::stop("import-doc-none")),
    };
    let fib = Fib::read(&main)?;
    let table = stream(&mut file, fib.table_stream, STREAM)?;
    let table = table.ok_or_else(|| broken(fib.table_stream))?;
    let data = stream(&mut file, "Data", DATA)?.unwrap_or_default();
    let summary = stream(&mut file, "\u{5}SummaryInformation", 1 << 20).ok().flatten();
    Ok(Streams { fib, main, table, data, summary: summary.unwrap_or_default() })
}

fn stream(
    file: &mut CompoundFile<Cursor<&[u8]>>,
    name: &str,
    limit: u64,
) -> Result<Option<Vec<u8>>, Finding> {
    if !file.is_stream(name) {
        return Ok(None);
    }
    let stream = file.open_stream(name).map_err(|_| broken(name))?;
    let mut bytes = Vec::new();
    stream.take(limit + 1).read_to_end(&mut bytes).map_err(|_| broken(name))?;
    if bytes.len() as u64 > limit { Err(large(name)) } else { Ok(Some(bytes)) }
}

/// The size of a sector, bytes.
fn sector(bytes: &[u8]) -> Option<usize> {
    let power = u16_at(bytes, 0x1e).filter(|power| matches!(power, 9 | 12))?;
    Some(1 << power)
}

/// A container without two faults that other programs overlook: a last sector that is cut off, and
/// sectors beyond the end of the file that are not marked free.
fn mended(bytes: &[u8]) -> Vec<u8> {
    let mut whole = bytes.to_vec();
    let Some(sector) = sector(bytes) else { return whole };
    whole.resize(bytes.len().next_multiple_of(sector), 0);
    let sectors = whole.len() / sector - 1;
    let each = sector / 4;
    for list in 0..LISTED {
        let Some(place) = size_at(bytes, 0x4c + list * 4).filter(|&at| at < sectors) else { break };
        for at in 0..each {
            let start = (place + 1) * sector + at * 4;
            if list * each + at >= sectors
                && let Some(entry) = whole.get_mut(start..start + 4)
            {
                entry.fill(0xff);
            }
        }
    }
    whole
}

/// Whether the list of sectors is no longer than the file can need: it is held in memory, and one
/// that names a sector again and again would fill it.
fn is_honest(bytes: &[u8]) -> bool {
    let Some(sector) = sector(bytes) else { return false };
    let sectors = bytes.len() / sector;
    let most = sectors / (sector / 4) + 2;
    let used = |at: usize| size_at(bytes, at).is_some_and(|value| value < 0xffff_fffa);
    let mut listed = (0..LISTED).filter(|at| used(0x4c + at * 4)).count();
    let mut next = size_at(bytes, 0x44);
    let mut steps = 0;
    while let Some(at) = next.filter(|&at| at < sectors) {
        let start = (at + 1) * sector;
        let last = start + sector - 4;
        listed += (start..last).step_by(4).filter(|&at| used(at)).count();
        steps += 1;
        if listed > most + LISTED || steps > sectors {
            return false;
        }
        next = size_at(bytes, last);
    }
    listed <= most + LISTED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(names: &[&str]) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for name in names {
            file.create_stream(name).unwrap();
        }
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn containers_without_a_document_are_told_apart() {
        let rule = |bytes: &[u8]| open(bytes).unwrap_err().rule;
        assert_eq!(rule(&made(&["Workbook"])), "import-doc-none");
        assert_eq!(rule(&made(&["EncryptedPackage"])), "import-word-locked");
        assert_eq!(rule(&made(&["WordDocument"])), "import-word-broken");
        assert_eq!(rule(&MAGIC), "import-word-broken");
    }

    #[test]
    fn faults_that_others_overlook_are_mended() {
        let mut bytes = made(&["Workbook"]);
        let size = sector(&bytes).unwrap();
        let list = (size_at(&bytes, 0x4c).unwrap() + 1) * size;
        bytes[list + size - 4..list + size].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
        assert!(CompoundFile::open(Cursor::new(&bytes)).is_err());
        assert_eq!(open(&bytes).unwrap_err().rule, "import-doc-none");
        bytes.truncate(bytes.len() - 7);
        assert_eq!(open(&bytes).unwrap_err().rule, "import-doc-none");
    }

    #[test]
    fn a_list_of_sectors_that_goes_round_is_refused() {
        let mut bytes = made(&["Workbook"]);
        bytes[0x44..0x48].copy_from_slice(&0u32.to_le_bytes());
        let first = 512.max(1 << u16_at(&bytes, 0x1e).unwrap());
        bytes[first..2 * first].fill(0);
        assert!(!is_honest(&bytes));
    }
}
