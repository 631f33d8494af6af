//! A ZIP as a bundle.
//!
//! Its directory is counted before it is read; a name is what the container says it is (flag 11,
//! APPNOTE 4.4.4), otherwise what its bytes look like: Chinese systems write GBK.

use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use super::bundle::{Bundle, ENTRIES, inner_path, is_dropping, tell_droppings};
use super::decode;
use neikan_base::diagnostic::{Finding, Findings};

/// The bit of an entry's flags by which its name is UTF-8.
const UTF8: u16 = 1 << 11;

/// Lists the files of a container; nothing when it cannot be read.
pub fn open<'a>(bytes: &'a [u8], findings: &mut Findings) -> Option<Bundle<'a>> {
    // The directory is held in memory: its entries are counted before it is read.
    let heads = bytes.windows(4).filter(|head| head == b"PK\x01\x02").count();
    if heads > 4 * ENTRIES {
        findings.push(Finding::stop("import-packed-many").with("limit", ENTRIES));
        return None;
    }
    let archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(ZipError::UnsupportedArchive(_)) if bytes.starts_with(b"PK\x07\x08") => {
            findings.push(Finding::stop("import-packed-parts"));
            return None;
        }
        Err(_) => {
            findings.push(Finding::stop("import-packed-broken"));
            return None;
        }
    };
    if archive.len() > ENTRIES {
        findings.push(Finding::stop("import-packed-many").with("limit", ENTRIES));
        return None;
    }
    if archive.has_duplicate_names() {
        findings.push(Finding::warn("import-packed-twice"));
    }
    Some(listed(archive, findings))
}

fn listed<'a>(archive: ZipArchive<Cursor<&'a [u8]>>, findings: &mut Findings) -> Bundle<'a> {
    let mut files = Vec::new();
    let (mut droppings, mut locked) = (0, 0);
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_data(index) else {
            findings.push(Finding::stop("import-packed-broken"));
            continue;
        };
        if entry.is_dir() {
            continue;
        }
        let flagged = entry.flags().as_u16() & UTF8 != 0;
        let name = name(entry.name_raw(), flagged);
        match inner_path(&name) {
            None => findings.push(Finding::stop("import-packed-outside").with("path", name)),
            Some(path) if path.is_empty() => {}
            Some(path) if is_dropping(&path) => droppings += 1,
            Some(path) if entry.is_symlink() => {
                findings.push(Finding::warn("import-linked").with("path", path));
            }
            Some(_) if entry.encrypted() => locked += 1,
            Some(path) => files.push((path, index)),
        }
    }
    if locked > 0 {
        findings.push(Finding::stop("import-packed-locked").with("count", locked));
    }
    tell_droppings(droppings, findings);
    let mut bundle = Bundle::packed(archive);
    files.into_iter().for_each(|(path, index)| bundle.add_packed(path, index));
    bundle.sort();
    bundle
}

/// The name of an entry; one that is said to be UTF-8 (`flagged`) is, if it can be.
fn name(raw: &[u8], flagged: bool) -> String {
    let told = std::str::from_utf8(raw).ok().filter(|_| flagged);
    told.map_or_else(|| decode::name(raw), str::to_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_read_as_they_were_written() {
        let gbk = encoding_rs::GB18030.encode("一/荔枝.docx").0.into_owned();
        assert_eq!(name(&gbk, false), "一/荔枝.docx");
        assert_eq!(name("一/荔枝.docx".as_bytes(), false), "一/荔枝.docx");
        assert_eq!(name("荔枝.docx".as_bytes(), true), "荔枝.docx");
        assert_eq!(name(&gbk, true), "一/荔枝.docx");
        assert_eq!(name("һ".as_bytes(), true), "һ");
    }

    /// A container with a manuscript and a picture.
    fn small() -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, bytes) in [("a/1.txt", &b"text"[..]), ("a/2.png", b"\x89PNG"), ("b", b"")] {
            zip.start_file(name, options).unwrap();
            std::io::Write::write_all(&mut zip, bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    proptest! {
        #[test]
        fn any_container_is_listed_and_read(
            changes in proptest::collection::vec((any::<u16>(), any::<u8>()), 0..12),
            cut in any::<u16>(),
        ) {
            let mut bytes = small();
            for (at, byte) in changes {
                let at = usize::from(at) % bytes.len();
                bytes[at] = byte;
            }
            bytes.truncate(bytes.len() - usize::from(cut) % 8);
            let Some(mut bundle) = open(&bytes, &mut Findings::default()) else { return Ok(()) };
            let mut left = 1 << 16;
            for index in 0..bundle.entries.len() {
                let path = bundle.entries[index].path.clone();
                prop_assert!(!path.starts_with('/') && path.split('/').all(|part| part != ".."));
                drop(bundle.read(index, 1 << 12, &mut left));
            }
        }
    }
}
