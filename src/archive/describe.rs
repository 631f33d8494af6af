//! What an archive says of itself to people and to other programs: a page in Chinese, `bag-info.txt`,
//! a record in JSON-LD (schema.org), and the list of files with the metadata that an archive office
//! takes in (《文书类电子文件元数据方案》, DA/T 46-2009: 题名, 责任者, 日期, 密级, 保管期限).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::bag::{DATA, Sums};
use super::stated::program;
use super::{OUTPUTS, SOURCES};
use crate::diagnostic::Failure;
use crate::manuscript::Assembly;
use crate::manuscript::model::Article;
use crate::typeset::PageMap;
use neikan_base::hash::identifier;

/// The page for people.
pub const README: &str = "README.txt";
/// The record.
pub const RECORD: &str = "record.jsonld";
/// The list of files.
pub const LIST: &str = "filelist.csv";
/// The text of the page, with names in braces for what is filled in.
const PAGE: &str = include_str!("readme.txt");
/// The columns of the list.
const COLUMNS: [&str; 11] = [
    "序号",
    "全宗号",
    "题名",
    "责任者",
    "日期",
    "密级",
    "保管期限",
    "文件名",
    "格式",
    "大小（字节）",
    "SHA-512",
];
/// The mark by which spreadsheets know UTF-8.
const MARK: char = '\u{feff}';

/// What the files of the payload are, by how their paths end or begin; the first that fits counts.
const TITLES: &[(&str, &str)] = &[
    ("-interior.pdf", "印刷内页"),
    ("-cover.pdf", "印刷封面"),
    ("-ticket.pdf", "施工单"),
    ("-ticket.xjdf", "施工单（XJDF）"),
    ("preflight.json", "印前检查报告"),
    ("flatplan.html", "版样图"),
    (".epub", "电子书"),
    (".ofd", "OFD 版式文件"),
    (".pdf", "屏幕版"),
    ("review.yml", "审读记录"),
    ("issue.yml", "期号、目录与封面"),
    ("publication.yml", "刊物档案"),
    ("members.yml", "成员单位"),
    ("register.txt", "审读登记"),
];

/// The same for folders.
const FOLDERS: &[(&str, &str)] = &[
    ("/review/", "签过的文字"),
    ("/originals/", "来稿原件"),
    ("/images/", "图片"),
    ("/words/", "词表"),
    ("layouts/press/", "印刷配置"),
    ("layouts/", "版式"),
    ("fonts/", "字体"),
];

/// The formats of files, by extension.
const FORMATS: &[(&str, &str)] = &[
    ("pdf", "application/pdf"),
    ("epub", "application/epub+zip"),
    ("ofd", "application/ofd"),
    ("html", "text/html"),
    ("json", "application/json"),
    ("xjdf", "application/vnd.cip4-xjdf+xml"),
    ("md", "text/markdown"),
    ("yml", "application/yaml"),
    ("txt", "text/plain"),
    ("css", "text/css"),
    ("typ", "text/plain"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("icc", "application/vnd.iccprofile"),
    ("otf", "font/otf"),
    ("ttf", "font/ttf"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("doc", "application/msword"),
];

/// An issue and the files of its payload, to be described.
pub struct Described<'a> {
    /// The issue.
    pub assembly: &'a Assembly,
    /// Which pages each article takes.
    pub map: &'a PageMap,
    /// The size of each file of the payload, bytes.
    pub sizes: &'a BTreeMap<String, usize>,
}

impl Described<'_> {
    /// 《小样》2026年第1期（总第1期）.
    fn title(&self) -> String {
        let Assembly { publication, issue, .. } = self.assembly;
        format!("《{}》{}（总第{}期）", publication.name, issue.label(), issue.total)
    }

    /// The page for whoever opens the archive without the program.
    pub fn readme(&self) -> String {
        let Assembly { issue, id, sum, .. } = self.assembly;
        let version = env!("CARGO_PKG_VERSION");
        [
            ("{title}", self.title()),
            ("{sum}", sum.clone()),
            ("{version}", version.to_owned()),
            ("{date}", issue.date.to_string()),
            ("{issue}", id.clone()),
        ]
        .into_iter()
        .fold(PAGE.to_owned(), |text, (name, value)| text.replace(name, &value))
    }

    /// The lines of `bag-info.txt`. The date is that of printing, since the same issue makes the same
    /// bytes on any day.
    pub fn info(&self) -> Vec<(&'static str, String)> {
        let Assembly { publication, issue, id, sum, .. } = self.assembly;
        let bytes: usize = self.sizes.values().sum();
        vec![
            ("Source-Organization", publication.sponsor.clone()),
            ("External-Description", self.title()),
            ("Bagging-Date", issue.date.to_string()),
            ("External-Identifier", identifier(sum)),
            ("Internal-Sender-Identifier", format!("{}-{id}", publication.slug)),
            ("Bag-Group-Identifier", publication.slug.clone()),
            ("Payload-Oxum", format!("{bytes}.{}", self.sizes.len())),
            ("Bag-Software-Agent", program()),
        ]
    }

    /// The record: `PublicationIssue` of schema.org with its articles and outputs.
    pub fn record(&self) -> Value {
        let Assembly { publication, issue, id, sum, .. } = self.assembly;
        let outputs = self.sizes.iter().filter(|(path, _)| path.starts_with(OUTPUTS));
        let outputs = outputs.map(|(path, bytes)| {
            json!({
                "@type": "MediaObject",
                "name": self.what(path),
                "contentUrl": path,
                "encodingFormat": format(path),
                "contentSize": format!("{bytes} B"),
            })
        });
        json!({
            "@context": "https://schema.org",
            "@type": "PublicationIssue",
            "@id": identifier(sum),
            "identifier": format!("{}-{id}", publication.slug),
            "name": self.title(),
            "issueNumber": issue.numbers(),
            "datePublished": issue.date.to_string(),
            "inLanguage": publication.language,
            "about": issue.theme,
            "numberOfPages": self.map.pages.len(),
            "conditionsOfAccess": publication.notice,
            "publisher": { "@type": "Organization", "name": publication.sponsor },
            "isPartOf": {
                "@type": "Periodical",
                "name": publication.name,
                "alternateName": publication.english,
                "identifier": publication.permit,
            },
            "hasPart": self.assembly.articles.iter().enumerate()
                .map(|(at, article)| self.article(at, article)).collect::<Vec<_>>(),
            "encoding": outputs.collect::<Vec<_>>(),
        })
    }

    fn article(&self, at: usize, article: &Article) -> Value {
        let pages = self.map.article(&article.id);
        let author = |name: &str, unit: Option<&String>| {
            let unit = unit.map(|unit| json!({ "@type": "Organization", "name": unit }));
            json!({ "@type": "Person", "name": name, "affiliation": unit })
        };
        let authors = article.authors.iter().map(|own| author(&own.name, own.unit.as_ref()));
        let authors: Vec<Value> = authors.collect();
        let photographers = article.photographers.iter().map(|name| author(name, None));
        let path = format!("{SOURCES}issues/{}/articles/{}.md", self.assembly.id, article.id);
        json!({
            "@type": "Article",
            "identifier": article.id,
            "position": at + 1,
            "headline": article.title,
            "alternativeHeadline": article.deck,
            "articleSection": article.section.name,
            "author": authors,
            "contributor": photographers.collect::<Vec<_>>(),
            "abstract": article.lead,
            "pageStart": pages.map(|pages| pages.first),
            "pageEnd": pages.map(|pages| pages.last),
            "encoding": { "@type": "MediaObject", "contentUrl": path, "encodingFormat": "text/markdown" },
        })
    }

    /// The list of the payload's files as CSV, with the mark by which spreadsheets know UTF-8.
    ///
    /// # Errors
    /// [`Failure::Internal`] if the writer fails, which it has no reason to.
    pub fn list(&self, sums: &Sums) -> Result<String, Failure> {
        let internal = |error: String| Failure::internal(LIST, error);
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(COLUMNS).map_err(|error| internal(error.to_string()))?;
        let archive = &self.assembly.publication.archive;
        let blank = String::new();
        let secrecy = self.assembly.issue.classification.as_ref();
        let secrecy = secrecy.or(archive.classification.as_ref()).unwrap_or(&blank);
        for (index, (path, bytes)) in self.sizes.iter().enumerate() {
            let row = [
                (index + 1).to_string(),
                archive.fonds.clone().unwrap_or_default(),
                self.what(path),
                self.responsible(path),
                self.assembly.issue.date.to_string(),
                secrecy.clone(),
                archive.retention.clone().unwrap_or_default(),
                path.clone(),
                format(path).to_owned(),
                bytes.to_string(),
                sums.get(path).cloned().unwrap_or_default(),
            ];
            out.write_record(row.map(harmless)).map_err(|error| internal(error.to_string()))?;
        }
        let bytes = out.into_inner().map_err(|error| internal(error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|error| internal(error.to_string()))?;
        Ok(format!("{MARK}{text}"))
    }

    /// 题名 of a file.
    fn what(&self, path: &str) -> String {
        if let Some(article) = self.article_of(path) {
            return article.title.clone();
        }
        let inner = path.strip_prefix(DATA).unwrap_or(path);
        let folder = || FOLDERS.iter().find(|(part, _)| inner.contains(part));
        let title = if inner.starts_with("sources/") && folder().is_some() {
            folder()
        } else {
            TITLES.iter().find(|(end, _)| inner.ends_with(end))
        };
        let title = title.map_or("", |(_, title)| *title);
        format!("{} {title}", self.title()).trim_end().to_owned()
    }

    /// 责任者 of a file: the authors of an article, the office for everything else.
    fn responsible(&self, path: &str) -> String {
        let article = self.article_of(path).filter(|article| !article.authors.is_empty());
        let Some(article) = article else {
            let Assembly { publication, .. } = self.assembly;
            return publication
                .archive
                .responsible
                .as_ref()
                .unwrap_or(&publication.sponsor)
                .clone();
        };
        article.authors.iter().map(|own| own.name.as_str()).collect::<Vec<_>>().join("；")
    }

    /// The article whose manuscript a file is.
    fn article_of(&self, path: &str) -> Option<&Article> {
        let folder = format!("{SOURCES}issues/{}/articles/", self.assembly.id);
        let name = path.strip_prefix(&folder)?.strip_suffix(".md")?;
        self.assembly.article(name)
    }
}

/// The format of a file (IANA), by its extension.
fn format(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let known = FORMATS.iter().find(|(own, _)| *own == extension);
    known.map_or("application/octet-stream", |(_, format)| *format)
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
