//! What was built of an issue, as far as it lies in the output folder as it was built, or in an archive.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;
use zip::ZipArchive;

use super::sums::Sums;
use crate::archive::outputs::Outputs as Register;
use crate::archive::record::{Made, Record};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::digital::pictures::{Negative, Raster};
use crate::fs::read_limited;
use crate::jpeg::Coding;
use crate::manuscript::pictures::Format;
use crate::sources::OWN_LIMIT;
use crate::typeset::PageMap;
use neikan_base::store::Store;

/// The largest file that is taken from an EPUB, bytes.
const INNER: u64 = 64 << 20;
/// The most pages of an issue that a record is believed.
const PAGES: u64 = 10_000;
/// The long edge of covers, px: twice what lists show.
const EDGE: u32 = 640;
/// How covers are encoded.
const CODING: Coding = Coding { quality: 80, half_color: true, progressive: true };

/// What was built of an issue.
#[derive(Debug, Clone, Default)]
pub struct Outputs {
    /// The screen PDF.
    pub pdf: Option<Made>,
    /// The EPUB.
    pub epub: Option<Made>,
    /// Which pages its articles begin on.
    pub pages: Option<Pages>,
    folder: PathBuf,
}

/// Where the articles of an issue begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pages {
    /// The folio on which each begins.
    pub first: BTreeMap<String, u64>,
    /// The folios of all inside pages, in their order.
    pub folios: Vec<u64>,
}

impl From<PageMap> for Pages {
    fn from(map: PageMap) -> Self {
        let first = map.articles.into_iter().map(|own| (own.id, own.first)).collect();
        Self { first, folios: map.pages.iter().map(|page| page.folio).collect() }
    }
}

impl Pages {
    /// What the record of an archive (`record.jsonld`) says of pages that are numbered from `first` on.
    fn recorded(record: &Value, first: u64) -> Option<Self> {
        let count = record["numberOfPages"].as_u64()?.min(PAGES);
        let article = |own: &Value| {
            Some((own["identifier"].as_str()?.to_owned(), own["pageStart"].as_u64()?))
        };
        let articles = record["hasPart"].as_array()?.iter().filter_map(article);
        Some(Self { first: articles.collect(), folios: (first..first + count).collect() })
    }
}

impl Outputs {
    /// What lies in the output folder of an issue and is what record and register say. A draft counts
    /// for nothing; a file that is not what was built is told. `name` is that of its files without
    /// endings.
    pub fn of(
        (folder, issue, name): (&Path, &str, &str),
        register: &Register,
        sums: &Sums,
        findings: &mut Findings,
    ) -> Self {
        let folder = folder.to_owned();
        let record = Record::read(&folder).filter(|record| !record.draft);
        let Some(record) = record else { return Self { folder, ..Self::default() } };
        let mut own = |ending: &str| {
            let wanted = format!("{name}.{ending}");
            let made = record.files.iter().find(|made| made.path == wanted)?;
            let path = folder.join(&made.path);
            let sum = sums.of(&path).ok()?;
            if sum == made.sha256 && made.sum == record.sum && register.knows(issue, made) {
                return Some(made.clone());
            }
            let place = Place::file(path.display().to_string());
            findings.push(Finding::warn("site-output").at(place));
            None
        };
        let (pdf, epub) = (own("pdf"), own("epub"));
        Self { pdf, epub, pages: record.map().map(Pages::from), folder }
    }

    /// What was taken from an archive that has been verified into a folder: the files of the issue, and its
    /// record, whose pages are numbered from `first` on.
    pub fn of_archive(folder: &Path, name: &str, record: &Value, first: u64) -> Self {
        let own = |ending: &str| {
            let path = format!("{name}.{ending}");
            let bytes = read_limited(&folder.join(&path), OWN_LIMIT).ok().flatten()?;
            Some(Made::of((&path, &bytes), None, ""))
        };
        let pages = Pages::recorded(record, first);
        Self { pdf: own("pdf"), epub: own("epub"), pages, folder: folder.to_owned() }
    }

    /// The bytes of the screen PDF.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn read_pdf(&self) -> Result<Vec<u8>, Failure> {
        self.read(self.pdf.as_ref())
    }

    fn read(&self, made: Option<&Made>) -> Result<Vec<u8>, Failure> {
        let path = self.folder.join(made.map(|made| made.path.as_str()).unwrap_or_default());
        let read = read_limited(&path, OWN_LIMIT);
        let read = read.and_then(|own| own.ok_or_else(|| std::io::ErrorKind::FileTooLarge.into()));
        read.map_err(|reason| Failure::machine(path, reason))
    }

    /// The front cover as the EPUB has it, made small, and the drawings of the charts by article and
    /// index; nothing without an EPUB.
    ///
    /// # Errors
    /// [`Failure::Machine`].
    pub fn from_book(&self, store: &Store) -> Result<Book, Failure> {
        let Some(epub) = &self.epub else { return Ok(Book::default()) };
        let bytes = self.read(Some(epub))?;
        let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(Book::default()) };
        let names: Vec<String> = zip.file_names().flatten().map(|name| name.to_string()).collect();
        let mut inner = |name: &str| {
            let mut bytes = Vec::new();
            zip.by_name(name).ok()?.take(INNER).read_to_end(&mut bytes).ok()?;
            Some(bytes)
        };
        let cover = inner("EPUB/cover.jpg").and_then(|bytes| {
            let negative = &Negative::of(&bytes);
            Raster { negative, format: Format::Jpeg, tones: None, store }.draft(EDGE, CODING).ok()
        });
        let chart = |name: &String| {
            let stem = name.strip_prefix("EPUB/charts/")?.strip_suffix(".svg")?;
            let (article, number) = stem.rsplit_once('-')?;
            let number = number.parse::<usize>().ok()?.checked_sub(1)?;
            Some(((article.to_owned(), number), name.clone()))
        };
        let charts: Vec<_> = names.iter().filter_map(chart).collect();
        let charts = charts
            .into_iter()
            .filter_map(|(at, name)| Some((at, String::from_utf8(inner(&name)?).ok()?)));
        let charts = charts.collect();
        Ok(Book { cover, charts })
    }
}

/// What is taken from an EPUB.
#[derive(Debug, Default)]
pub struct Book {
    /// The front cover, as a small JPEG.
    pub cover: Option<Vec<u8>>,
    /// The drawings of charts, by article and by index among its charts, from 0.
    pub charts: BTreeMap<(String, usize), String>,
}
