//! The zip of an archive, whose every byte follows from its files: each is stored as it is, sorted by
//! name, with one date and nothing else (APPNOTE.TXT 6.3.10; zip64 where sizes ask for it).
//!
//! Nothing is compressed. So the same files give the same bytes whatever compressor a later version
//! has, a damaged byte damages one file, no file claims to be larger than the zip, and reading it is
//! strict: every header must be the one that the writer would have written there.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crc32fast::Hasher;

use crate::fs::pieces;
use crate::publication::Date;

/// The most files that are read from a zip.
const FILES: u64 = 100_000;
/// The longest name of a file, bytes.
const NAME: u16 = 1024;
/// The largest directory that is read, bytes.
const DIRECTORY: u64 = 64 << 20;
/// The value of a field of 32 bits that refers to one of 64.
const WIDE: u32 = u32::MAX;
/// The value of a field of 16 bits that refers to one of 64.
const MANY: u16 = u16::MAX;
/// The name is UTF-8 (APPNOTE 4.4.4, bit 11).
const UTF8: u16 = 1 << 11;
/// The version that is needed to read a stored file, and one with zip64.
const VERSIONS: [u16; 2] = [10, 45];
/// A regular file that everybody may read, made on Unix.
const MODE: u32 = 0o100_644 << 16;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END_64: u32 = 0x0606_4b50;
const LOCATOR: u32 = 0x0706_4b50;
const CENTRAL_BYTES: usize = 46;
const END_BYTES: u64 = 22;
const LOCATOR_BYTES: u64 = 20;
const END_64_BYTES: u64 = 56;

/// A file in a zip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name, with forward slashes.
    pub name: String,
    /// Its size, bytes.
    pub size: u64,
    /// Its CRC-32.
    crc: u32,
    /// Where its header begins.
    at: u64,
    /// Date and time in the form of MS-DOS.
    stamp: u32,
}

/// Why a zip is not one that this program has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It has no end: it was cut off, or is no zip.
    Truncated,
    /// A file is compressed or encrypted.
    Compressed,
    /// A file is a link or a folder.
    Link,
    /// A name is absolute, has `..` in it, or cannot be a file's name on every system.
    Name,
    /// Two files have the same name, or differ in upper and lower case alone.
    Duplicate,
    /// A file claims to be larger than the zip, or there are too many.
    Claim,
    /// A header is not what the writer writes.
    Header,
}

impl Kind {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::Compressed => "compressed",
            Self::Link => "link",
            Self::Name => "name",
            Self::Duplicate => "duplicate",
            Self::Claim => "claim",
            Self::Header => "header",
        }
    }
}

/// A fault of a zip.
#[derive(Debug)]
pub enum Fault {
    /// The system cannot read it.
    Machine(io::Error),
    /// It is not one that this program has written.
    Broken {
        /// Why not.
        kind: Kind,
        /// The file that it is about; empty if it is about the zip.
        name: String,
        /// The byte at which it shows.
        at: u64,
    },
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => broken(Kind::Truncated, "", 0),
            _ => Self::Machine(error),
        }
    }
}

fn broken(kind: Kind, name: &str, at: u64) -> Fault {
    Fault::Broken { kind, name: name.to_owned(), at }
}

/// Writes files into a zip, one after another.
pub struct Writer<W> {
    to: W,
    at: u64,
    stamp: u32,
    entries: Vec<Entry>,
}

impl<W: Write> Writer<W> {
    /// Begins a zip whose files have a date.
    pub fn new(to: W, date: Date) -> Self {
        Self { to, at: 0, stamp: stamp(date), entries: Vec::new() }
    }

    /// Adds a file; names must come in order.
    ///
    /// # Errors
    /// What the system reports.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut crc = Hasher::new();
        crc.update(bytes);
        let entry = Entry {
            name: name.to_owned(),
            size: bytes.len() as u64,
            crc: crc.finalize(),
            at: self.at,
            stamp: self.stamp,
        };
        let header = local(&entry);
        self.to.write_all(&header)?;
        self.to.write_all(bytes)?;
        self.at += header.len() as u64 + entry.size;
        self.entries.push(entry);
        Ok(())
    }

    /// Writes the directory and returns what was written to.
    ///
    /// # Errors
    /// What the system reports.
    pub fn finish(mut self) -> io::Result<W> {
        let directory: Vec<u8> = self.entries.iter().flat_map(central).collect();
        self.to.write_all(&directory)?;
        let count = self.entries.len() as u64;
        self.to.write_all(&end(count, directory.len() as u64, self.at))?;
        Ok(self.to)
    }
}

/// A zip on disk, whose headers have been read and found to be the ones that [`Writer`] writes.
#[derive(Debug)]
pub struct Container {
    path: PathBuf,
    entries: BTreeMap<String, Entry>,
}

impl Container {
    /// Reads the headers of a zip.
    ///
    /// # Errors
    /// A [`Fault`] with the first file or byte that is not as the writer would have written it.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        if !std::fs::metadata(path)?.is_file() {
            // A pipe may never end.
            return Err(broken(Kind::Truncated, "", 0));
        }
        let mut file = File::open(path)?;
        let length = file.seek(SeekFrom::End(0))?;
        let (count, directory) = directory(&mut file, length)?;
        let mut entries = Vec::new();
        let mut rest = directory.bytes.as_slice();
        while !rest.is_empty() {
            let at = directory.at + (directory.bytes.len() - rest.len()) as u64;
            let (entry, taken) = parse(rest, at, length)?;
            rest = &rest[taken..];
            entries.push(entry);
        }
        if entries.len() as u64 != count {
            return Err(broken(Kind::Header, "", length - END_BYTES));
        }
        headers(&mut file, &entries, directory.at)?;
        Ok(Self { path: path.to_owned(), entries: named(entries)? })
    }

    /// Its files, by name.
    pub fn entries(&self) -> &BTreeMap<String, Entry> {
        &self.entries
    }

    /// Reads a file in pieces, each handed to `take`.
    ///
    /// # Errors
    /// [`Kind::Header`] if its CRC-32 is another than the headers say.
    pub fn read(&self, entry: &Entry, take: &mut dyn FnMut(&[u8])) -> Result<(), Fault> {
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(entry.at + local(entry).len() as u64))?;
        let mut crc = Hasher::new();
        pieces(&mut file.take(entry.size), &mut |piece| {
            crc.update(piece);
            take(piece);
        })?;
        if crc.finalize() == entry.crc {
            Ok(())
        } else {
            Err(broken(Kind::Header, &entry.name, entry.at))
        }
    }
}

/// The bytes of a directory and where it begins.
struct Directory {
    at: u64,
    bytes: Vec<u8>,
}

/// Reads the end of a zip and its directory, with the number of files that it claims.
fn directory(file: &mut File, length: u64) -> Result<(u64, Directory), Fault> {
    let Some(at) = length.checked_sub(END_BYTES) else {
        return Err(broken(Kind::Truncated, "", length));
    };
    let last = bytes(file, at, END_BYTES)?;
    if number(&last, 0, 4) != u64::from(END) {
        return Err(broken(Kind::Truncated, "", at));
    }
    let (mut count, mut size, mut from) =
        (number(&last, 10, 2), number(&last, 12, 4), number(&last, 16, 4));
    let mut tail = at;
    if count == u64::from(MANY) || size == u64::from(WIDE) || from == u64::from(WIDE) {
        let wide = at.checked_sub(END_64_BYTES + LOCATOR_BYTES);
        tail = wide.ok_or_else(|| broken(Kind::Header, "", at))?;
        let record = bytes(file, tail, END_64_BYTES)?;
        (count, size, from) =
            (number(&record, 32, 8), number(&record, 40, 8), number(&record, 48, 8));
    }
    if from.checked_add(size) != Some(tail) {
        return Err(broken(Kind::Header, "", at));
    }
    if size > DIRECTORY || count > FILES {
        return Err(broken(Kind::Claim, "", at));
    }
    let written = bytes(file, tail, length - tail)?;
    if written != end(count, size, from) {
        return Err(broken(Kind::Header, "", tail));
    }
    Ok((count, Directory { at: from, bytes: bytes(file, from, size)? }))
}

/// Reads the first file of a directory; gives how many bytes it takes there.
fn parse(from: &[u8], at: u64, length: u64) -> Result<(Entry, usize), Fault> {
    let fault = |kind, name: &str| broken(kind, name, at);
    if from.len() < CENTRAL_BYTES || number(from, 0, 4) != u64::from(CENTRAL) {
        return Err(fault(Kind::Header, ""));
    }
    let [name_bytes, extra_bytes, note_bytes] =
        [28, 30, 32].map(|field| number(from, field, 2) as usize);
    let name_end = CENTRAL_BYTES + name_bytes;
    let taken = name_end + extra_bytes + note_bytes;
    let whole = from.get(..taken).ok_or_else(|| fault(Kind::Header, ""))?;
    let name = std::str::from_utf8(&whole[CENTRAL_BYTES..name_end]);
    let name = name.map_err(|_| {
        fault(Kind::Name, &String::from_utf8_lossy(&whole[CENTRAL_BYTES..name_end]))
    })?;
    if !is_plain(name) {
        let folder = name.strip_suffix('/').is_some_and(is_plain);
        return Err(fault(if folder { Kind::Link } else { Kind::Name }, name));
    }
    if number(whole, 8, 2) & 1 == 1 || number(whole, 10, 2) != 0 {
        return Err(fault(Kind::Compressed, name));
    }
    if number(whole, 38, 4) >> 28 == 0o12 {
        return Err(fault(Kind::Link, name));
    }
    let mut wide = whole.get(name_end + 4..name_end + extra_bytes).unwrap_or_default();
    let mut field = |at: usize| match number(whole, at, 4) {
        value if value != u64::from(WIDE) => value,
        _ => {
            let value = number(wide, 0, 8);
            wide = wide.get(8..).unwrap_or_default();
            value
        }
    };
    let (size, _, offset) = (field(24), field(20), field(42));
    if size > length {
        return Err(fault(Kind::Claim, name));
    }
    let crc = number(whole, 16, 4) as u32;
    let stamp = number(whole, 12, 4) as u32;
    let entry = Entry { name: name.to_owned(), size, crc, at: offset, stamp };
    if central(&entry) != whole {
        return Err(fault(Kind::Header, name));
    }
    Ok((entry, taken))
}

/// Holds the headers before the files against the directory: one file after another, with nothing
/// between them.
fn headers(file: &mut File, entries: &[Entry], directory: u64) -> Result<(), Fault> {
    let (mut at, mut stamp) = (0, entries.first().map(|entry| entry.stamp));
    for entry in entries {
        let expected = local(entry);
        let same = entry.at == at && *stamp.get_or_insert(entry.stamp) == entry.stamp;
        let ends = at.checked_add(expected.len() as u64 + entry.size);
        let Some(ends) = ends.filter(|ends| same && *ends <= directory) else {
            return Err(broken(Kind::Header, &entry.name, at));
        };
        if bytes(file, at, expected.len() as u64)? != expected {
            return Err(broken(Kind::Header, &entry.name, at));
        }
        at = ends;
    }
    if at == directory { Ok(()) } else { Err(broken(Kind::Header, "", at)) }
}

/// Files by name: in order, none twice, not even where upper and lower case are the same.
fn named(entries: Vec<Entry>) -> Result<BTreeMap<String, Entry>, Fault> {
    let mut folded = std::collections::BTreeSet::new();
    for (index, entry) in entries.iter().enumerate() {
        if !folded.insert(entry.name.to_lowercase()) {
            return Err(broken(Kind::Duplicate, &entry.name, entry.at));
        }
        if index > 0 && entries[index - 1].name >= entry.name {
            return Err(broken(Kind::Header, &entry.name, entry.at));
        }
    }
    Ok(entries.into_iter().map(|entry| (entry.name.clone(), entry)).collect())
}

/// Whether a name is one of a file below a folder, on every system: no `..`, no root, no drive, no
/// control characters, no device of Windows.
pub fn is_plain(name: &str) -> bool {
    let part = |part: &str| {
        let stem = part.split('.').next().unwrap_or_default().to_ascii_uppercase();
        let device = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
            || stem.len() == 4
                && (stem.starts_with("COM") || stem.starts_with("LPT"))
                && stem.ends_with(|c: char| c.is_ascii_digit());
        !part.is_empty() && !part.ends_with(['.', ' ']) && !device
    };
    let sign = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    name.len() <= usize::from(NAME) && !name.contains(sign) && name.split('/').all(part)
}

/// Reads bytes at a place of a file.
fn bytes(file: &mut File, at: u64, count: u64) -> Result<Vec<u8>, Fault> {
    file.seek(SeekFrom::Start(at))?;
    let mut out = Vec::new();
    file.take(count).read_to_end(&mut out)?;
    if out.len() as u64 == count { Ok(out) } else { Err(broken(Kind::Truncated, "", at)) }
}

/// A little-endian number of some bytes; zero where there are fewer.
fn number(from: &[u8], at: usize, bytes: usize) -> u64 {
    let field = from.get(at..at + bytes).unwrap_or_default();
    field.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Fields one after another, each a little-endian number of some bytes.
fn fields(list: &[(u64, usize)]) -> Vec<u8> {
    let field = |&(value, bytes): &(u64, usize)| value.to_le_bytes().into_iter().take(bytes);
    list.iter().flat_map(field).collect()
}

/// A value in a field of 32 bits, and whether it needs one of 64.
fn narrow(value: u64) -> (u64, bool) {
    if value < u64::from(WIDE) { (value, false) } else { (u64::from(WIDE), true) }
}

/// The extra field with those values that need 64 bits (APPNOTE 4.5.3).
fn extra(values: &[u64]) -> Vec<u8> {
    if values.is_empty() {
        return Vec::new();
    }
    let mut list = vec![(1, 2), (8 * values.len() as u64, 2)];
    list.extend(values.iter().map(|value| (*value, 8)));
    fields(&list)
}

fn version(wide: bool) -> u64 {
    u64::from(VERSIONS[usize::from(wide)])
}

/// The header before a file (APPNOTE 4.3.7).
fn local(entry: &Entry) -> Vec<u8> {
    let (size, wide) = narrow(entry.size);
    // Before a file both sizes are given in 64 bits if one of them is.
    let extra = extra(&[entry.size; 2][..if wide { 2 } else { 0 }]);
    let mut out = fields(&[
        (u64::from(LOCAL), 4),
        (version(wide), 2),
        (u64::from(UTF8), 2),
        (0, 2),
        (u64::from(entry.stamp), 4),
        (u64::from(entry.crc), 4),
        (size, 4),
        (size, 4),
        (entry.name.len() as u64, 2),
        (extra.len() as u64, 2),
    ]);
    out.extend(entry.name.as_bytes());
    out.extend(extra);
    out
}

/// The header of a file in the directory (APPNOTE 4.3.12).
fn central(entry: &Entry) -> Vec<u8> {
    let ((size, large), (at, far)) = (narrow(entry.size), narrow(entry.at));
    let mut values = vec![entry.size; if large { 2 } else { 0 }];
    values.extend(far.then_some(entry.at));
    let extra = extra(&values);
    let version = version(large || far);
    let mut out = fields(&[
        (u64::from(CENTRAL), 4),
        (3 << 8 | version, 2),
        (version, 2),
        (u64::from(UTF8), 2),
        (0, 2),
        (u64::from(entry.stamp), 4),
        (u64::from(entry.crc), 4),
        (size, 4),
        (size, 4),
        (entry.name.len() as u64, 2),
        (extra.len() as u64, 2),
        // No note, the first disk, nothing internal.
        (0, 6),
        (u64::from(MODE), 4),
        (at, 4),
    ]);
    out.extend(entry.name.as_bytes());
    out.extend(extra);
    out
}

/// What stands after the directory (APPNOTE 4.3.14 to 4.3.16).
fn end(count: u64, size: u64, at: u64) -> Vec<u8> {
    let ((narrow_size, large), (narrow_at, far)) = (narrow(size), narrow(at));
    let many = count >= u64::from(MANY);
    let narrow_count = if many { u64::from(MANY) } else { count };
    let mut out = Vec::new();
    if many || large || far {
        let version = version(true);
        out.extend(fields(&[
            (u64::from(END_64), 4),
            (END_64_BYTES - 12, 8),
            (3 << 8 | version, 2),
            (version, 2),
            (0, 8),
            (count, 8),
            (count, 8),
            (size, 8),
            (at, 8),
        ]));
        out.extend(fields(&[(u64::from(LOCATOR), 4), (0, 4), (at + size, 8), (1, 4)]));
    }
    out.extend(fields(&[
        (u64::from(END), 4),
        (0, 4),
        (narrow_count, 2),
        (narrow_count, 2),
        (narrow_size, 4),
        (narrow_at, 4),
        (0, 2),
    ]));
    out
}

/// A date at midnight in the form of MS-DOS, which begins in 1980: the time in the lower half, the
/// date in the upper.
fn stamp(date: Date) -> u32 {
    let year = u32::from(date.year).clamp(1980, 2107) - 1980;
    (year << 9 | u32::from(date.month) << 5 | u32::from(date.day)) << 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new(), "2026-02-05".parse().unwrap());
        files.iter().for_each(|(name, bytes)| writer.add(name, bytes).unwrap());
        writer.finish().unwrap()
    }

    fn opened(bytes: &[u8]) -> Result<Container, Fault> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let container = Container::open(file.path())?;
        for entry in container.entries().values() {
            container.read(entry, &mut |_| ())?;
        }
        Ok(container)
    }

    fn kind(bytes: &[u8]) -> Kind {
        match opened(bytes) {
            Err(Fault::Broken { kind, .. }) => kind,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn other_programs_read_what_is_written() {
        let bytes = zip(&[("a/期.txt", b"one"), ("b", b"")]);
        let mut read = zip::ZipArchive::new(io::Cursor::new(&bytes)).unwrap();
        let mut first = read.by_index(0).unwrap();
        assert_eq!(first.name().unwrap(), "a/期.txt");
        assert_eq!(first.unix_mode(), Some(0o100_644));
        assert_eq!(first.last_modified().unwrap().day(), 5);
        let mut text = String::new();
        first.read_to_string(&mut text).unwrap();
        assert_eq!(text, "one");
        drop(first);
        assert_eq!(read.len(), 2);
        assert_eq!(opened(&bytes).unwrap().entries().len(), 2);
        assert_eq!(opened(&zip(&[])).unwrap().entries().len(), 0);
    }

    #[test]
    fn sizes_beyond_32_bits_have_fields_of_64() {
        let entry = |size, at| Entry { name: "a".to_owned(), size, crc: 7, at, stamp: 1 };
        for entry in [entry(3, 5_000_000_000), entry(5_000_000_000, 3), entry(1 << 40, 1 << 41)] {
            let (read, taken) = parse(&central(&entry), 0, u64::MAX).unwrap();
            assert_eq!((read, taken), (entry.clone(), central(&entry).len()));
        }
        assert_eq!(local(&entry(3, 1 << 40)).len(), 31);
        assert_eq!(local(&entry(1 << 40, 0)).len(), 31 + 20);
        assert_eq!(end(1, 2, 3).len() as u64, END_BYTES);
        for wide in [end(70_000, 2, 3), end(1, 2, 1 << 33)] {
            assert_eq!(wide.len() as u64, END_BYTES + LOCATOR_BYTES + END_64_BYTES);
        }
    }

    #[test]
    fn more_files_than_16_bits_count_are_read_back() {
        let names: Vec<String> = (0..66_000).map(|number| format!("{number:05}")).collect();
        let files: Vec<(&str, &[u8])> =
            names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert_eq!(opened(&zip(&files)).unwrap().entries().len(), 66_000);
    }

    #[test]
    fn hostile_zips_are_refused_with_the_reason() {
        for name in ["/etc/passwd", "../a", "a/../b", "a\\b", "C:/a", "a//b", "nul", "a\n", "a."] {
            assert_eq!(kind(&zip(&[(name, b"x")])), Kind::Name, "{name}");
        }
        assert_eq!(kind(&zip(&[("a/", b"")])), Kind::Link);
        assert_eq!(kind(&zip(&[("a", b"x"), ("a", b"y")])), Kind::Duplicate);
        assert_eq!(kind(&zip(&[("A", b"x"), ("a", b"y")])), Kind::Duplicate);
        assert_eq!(kind(b""), Kind::Truncated);
        let whole = zip(&[("a", b"x"), ("b", b"y")]);
        for length in 0..whole.len() {
            assert_eq!(kind(&whole[..length]), Kind::Truncated, "{length}");
        }
        let more = [whole.as_slice(), b"x"].concat();
        assert_eq!(kind(&more), Kind::Truncated);
        // A link, as Unix marks it in the directory.
        let mut link = whole.clone();
        let at = link.windows(4).position(|own| own == CENTRAL.to_le_bytes()).unwrap();
        link[at + 41] = 0xa1;
        assert_eq!(kind(&link), Kind::Link);
        // Ten gigabytes in a few bytes.
        let mut claim = whole;
        for field in [at + 20, at + 24] {
            claim[field..field + 4].copy_from_slice(&0xf000_0000_u32.to_le_bytes());
        }
        assert_eq!(kind(&claim), Kind::Claim);
    }

    #[test]
    fn what_another_program_packs_is_told_from_what_is_damaged() {
        let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        writer.start_file("a", options).unwrap();
        writer.write_all(&[0; 9000]).unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        assert_eq!(kind(&bytes), Kind::Compressed);
    }

    proptest! {
        #[test]
        fn no_flipped_bit_goes_unnoticed(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let mut bytes = zip(&[("a", b"some text"), ("b/c", &[7; 40]), ("d", b"")]);
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert!(opened(&bytes).is_err());
        }

        #[test]
        fn no_bytes_make_the_reader_fail(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(opened(&bytes).is_err());
        }
    }
}
