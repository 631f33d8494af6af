//! The zip container of an EPUB (OCF 3.3, chapter 4).
//!
//! The `mimetype` comes first and is stored uncompressed; everything else follows, sorted by path.
//! All files carry the date of the issue, and nothing in the container reveals the machine that
//! wrote it.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::publication::Date;

/// The files of a container, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Packs the files of an EPUB.
///
/// # Errors
/// The zip writer's error, such as a file over 4 GiB.
pub fn pack(files: &Files, date: Date) -> io::Result<Vec<u8>> {
    let (stored, deflated) = options(date);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("mimetype", stored)?;
    zip.write_all(b"application/epub+zip")?;
    for (path, bytes) in files {
        let packed = path.ends_with(".jpg") || path.ends_with(".png");
        zip.start_file(path.as_str(), if packed { stored } else { deflated })?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// How files are put into a zip that is dated by an issue: as they are, and deflated.
pub fn options(date: Date) -> (SimpleFileOptions, SimpleFileOptions) {
    // A zip file cannot record dates before 1980.
    let date = DateTime::from_date_and_time(date.year, date.month, date.day, 0, 0, 0);
    let common = SimpleFileOptions::default()
        .last_modified_time(date.unwrap_or_default())
        .system(System::Unix)
        .unix_permissions(0o644);
    let deflated = common.compression_method(CompressionMethod::Deflated);
    (common.compression_method(CompressionMethod::Stored), deflated.compression_level(Some(6)))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn the_mimetype_stands_at_a_fixed_place() {
        let files =
            Files::from([("b.xhtml".to_owned(), vec![1; 500]), ("a.jpg".to_owned(), vec![2])]);
        let date = Date { year: 2026, month: 2, day: 5 };
        let bytes = pack(&files, date).unwrap();
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let names: Vec<_> =
            (0..zip.len()).map(|i| zip.by_index(i).unwrap().name().unwrap().into_owned()).collect();
        assert_eq!(names, ["mimetype", "a.jpg", "b.xhtml"]);
        let mut back = Vec::new();
        zip.by_name("b.xhtml").unwrap().read_to_end(&mut back).unwrap();
        assert_eq!(back, vec![1; 500]);
        let far = Date { year: 1950, ..date };
        assert!(pack(&files, far).is_ok());
    }
}
