//! What a file is by its first bytes, whatever its name says.
//!
//! Web pages, RTF and plain texts are often saved or renamed as `.doc`, and every program opens
//! them as what they are. What is no document is told by its name, where that is known.

use std::io::Cursor;
use std::path::Path;

use zip::ZipArchive;

use super::bundle::ENTRIES;
use super::decode;
use crate::manuscript::conversion::kind;
use crate::manuscript::doc::MAGIC;
use crate::manuscript::{odt, pdf, rtf};
use neikan_base::diagnostic::Finding;

/// How far into a file its form is looked for, bytes.
const HEAD: usize = 2048;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A .docx: parts in a ZIP.
    Package,
    /// A .doc of Word 97 to 2003, or anything else in an OLE container.
    Binary,
    /// An .odt: parts in a ZIP too.
    OpenDocument,
    /// RTF.
    Rich,
    /// Finished pages.
    Pdf,
    /// A web page.
    Page,
    /// A plain text.
    Text,
    /// Files in a ZIP.
    Files,
    /// A mail, or a page saved as one.
    Mail,
    /// Something that cannot be read: its name, and the rule that says so.
    Refused(&'static str, &'static str),
}

/// Parts that tell what a ZIP is: the first letters of their names, and what to do with it.
const PARTS: [(&str, Form); 6] = [
    ("word/", Form::Package),
    ("xl/", Form::Refused("Excel", FOREIGN)),
    ("ppt/", Form::Refused("PowerPoint", FOREIGN)),
    ("OFD.xml", Form::Refused("OFD", "import-pages")),
    ("META-INF/container.xml", Form::Refused("EPUB", FOREIGN)),
    ("META-INF/manifest.xml", Form::Refused("OpenDocument", FOREIGN)),
];

/// First bytes of files that are no document.
const HEADS: [(&[u8], Form); 18] = [
    // Word 2 and Word for DOS, Write.
    (&[0xdb, 0xa5], Form::Refused("Word 2", "import-doc-old")),
    (&[0x31, 0xbe], Form::Refused("Word 2", "import-doc-old")),
    (&[0x9b, 0xa5], Form::Refused("Word 2", "import-doc-old")),
    (b"Rar!", Form::Refused("RAR", "import-archive")),
    (b"7z\xbc\xaf\x27\x1c", Form::Refused("7z", "import-archive")),
    (&[0x1f, 0x8b, 8], Form::Refused("GZIP", "import-archive")),
    (b"BZh", Form::Refused("BZIP2", "import-archive")),
    (b"\xfd7zXZ\0", Form::Refused("XZ", "import-archive")),
    (b"MSCF", Form::Refused("CAB", "import-archive")),
    (b"\xff\xd8\xff", Form::Refused("JPEG", FOREIGN)),
    (b"\x89PNG\r\n", Form::Refused("PNG", FOREIGN)),
    (b"CAJ", Form::Refused("CAJ", "import-pages")),
    (b"MZ", Form::Refused("EXE", FOREIGN)),
    (b"\x7fELF", Form::Refused("ELF", FOREIGN)),
    (b"ID3", Form::Refused("MP3", FOREIGN)),
    (b"OggS", Form::Refused("OGG", FOREIGN)),
    (b"SQLite format 3\0", Form::Refused("SQLite", FOREIGN)),
    (b"\0\x01\0\0\0", Form::Refused("TrueType", FOREIGN)),
];

/// The rule about what is known and is no manuscript.
const FOREIGN: &str = "import-foreign";

impl Form {
    /// What nobody knows: neither a known kind nor a text.
    pub const UNKNOWN: Self = Self::Refused("", "import-unknown");
    /// Marked-up text that is no page.
    pub const XML: Self = Self::Refused("XML", FOREIGN);

    /// The form that the bytes of a file tell. Of a ZIP that cannot be opened, its name says what
    /// it ought to have been.
    pub fn of(file: &Path, bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return Self::Refused("", "import-empty");
        }
        if odt::is_odt(bytes) {
            return Self::OpenDocument;
        }
        if bytes.starts_with(b"PK") {
            return Self::of_parts(bytes).unwrap_or_else(|| match extension(file).as_str() {
                "docx" | "doc" | "dot" | "wps" | "wpt" => Self::Package,
                _ => Self::Files,
            });
        }
        if bytes.starts_with(&MAGIC[..4]) {
            return Self::Binary;
        }
        if rtf::is_rtf(bytes) {
            return Self::Rich;
        }
        if pdf::is_pdf(bytes) {
            return Self::Pdf;
        }
        let known = |form: &Self| !form.is_short() || decode::text(bytes).is_none();
        let known = Self::of_head(bytes).filter(known);
        known.unwrap_or_else(|| Self::of_text(bytes))
    }

    /// What the parts of a ZIP tell; nothing if it cannot be opened.
    fn of_parts(bytes: &[u8]) -> Option<Self> {
        // The directory is held in memory: its entries are counted before it is read.
        let heads = bytes.windows(4).filter(|head| head == b"PK\x01\x02").count();
        if heads > 4 * ENTRIES {
            return None;
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let known = |(start, form): &(&str, Self)| {
            archive.file_names().flatten().any(|name| name.starts_with(start)).then_some(*form)
        };
        Some(PARTS.iter().find_map(known).unwrap_or(Self::Files))
    }

    /// The form of what is no document, if its first bytes are known.
    fn of_head(bytes: &[u8]) -> Option<Self> {
        let known = HEADS.iter().find(|(head, _)| bytes.starts_with(head));
        let picture = || kind::Kind::of(bytes).map(|kind| Self::Refused(kind.name(), FOREIGN));
        known.map(|(_, form)| *form).or_else(picture)
    }

    /// Whether the first bytes of the form are so few that a text may begin with them.
    fn is_short(self) -> bool {
        !matches!(self, Self::Refused("JPEG" | "PNG" | "7z" | "XZ" | "SQLite", _))
    }

    /// The form of what is no known container.
    fn of_text(bytes: &[u8]) -> Self {
        let head: Vec<u8> = bytes.iter().take(HEAD).copied().filter(|byte| *byte != 0).collect();
        let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
        let marks = ['\u{feff}', '\u{fffd}'];
        let head = head.trim_start_matches(|c: char| c.is_whitespace() || marks.contains(&c));
        if head.starts_with("mime-version:") || head.contains("content-type: multipart/related") {
            return Self::Mail;
        }
        if head.contains("progid=\"word.document\"") || head.contains("<w:worddocument") {
            return Self::Refused("Word 2003 XML", "import-save-as");
        }
        let tags = ["<!doctype html", "<html", "<head", "<body", "<meta", "<div", "<p>", "<table"];
        let page = tags.iter().any(|tag| head.starts_with(tag));
        if page || (head.starts_with('<') && head.contains("<html")) {
            return Self::Page;
        }
        if head.starts_with("<?xml") || head.starts_with("<svg") {
            return Self::XML;
        }
        match decode::text(bytes) {
            Some(_) => Self::Text,
            None => Self::UNKNOWN,
        }
    }

    /// Whether it is read as words, whatever else its name says.
    pub fn is_words(self) -> bool {
        matches!(self, Self::Page | Self::Text | Self::Mail)
    }

    /// What the form is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Package => "Word",
            Self::Binary => "Word 97-2003",
            Self::OpenDocument => "OpenDocument",
            Self::Rich => "RTF",
            Self::Pdf => "PDF",
            Self::Page => "HTML",
            Self::Text => "TXT",
            Self::Files => "ZIP",
            Self::Mail => "MHTML",
            Self::Refused(name, _) => name,
        }
    }

    /// What is to be said of a file with this form: that it is refused, or that its name says
    /// something else.
    pub fn told(self, file: &Path) -> Option<Finding> {
        if let Self::Refused(name, rule) = self {
            return Some(match rule {
                "import-doc-old" => Finding::stop(rule).with("version", name),
                FOREIGN => Finding::stop(rule).with("form", name),
                _ => Finding::stop(rule),
            });
        }
        let extension = extension(file);
        let expected: &[Self] = match extension.as_str() {
            "docx" => &[Self::Package],
            "doc" | "wps" | "dot" | "wpt" => &[Self::Binary],
            "odt" | "ott" => &[Self::OpenDocument],
            "rtf" => &[Self::Rich],
            "pdf" => &[Self::Pdf],
            "zip" => &[Self::Files],
            "eml" | "mht" | "mhtml" => &[Self::Mail, Self::Text, Self::Page],
            _ => &[],
        };
        let finding = Finding::note("import-doc-other").with("name", format!(".{extension}"));
        let form = if self == Self::Package { ".docx" } else { self.name() };
        (!expected.contains(&self)).then(|| finding.with("form", form))
    }
}

/// The extension of a file, in small letters.
fn extension(file: &Path) -> String {
    file.extension().map(|own| own.to_string_lossy().to_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::import::Options;
    use crate::manuscript::word::Changes;
    use crate::publication::Project;

    #[test]
    fn first_bytes_tell_what_a_file_is() {
        let wide: Vec<u8> =
            "\u{feff}一段正文。".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [(&[u8], Form, Option<&str>); 12] = [
            (b"PK\x03\x04", Form::Package, Some("import-doc-other")),
            (&MAGIC, Form::Binary, None),
            (b"", Form::Refused("", "import-empty"), Some("import-empty")),
            (b"{\\rtf1\\ansi", Form::Rich, Some("import-doc-other")),
            (b"%PDF-1.4", Form::Pdf, Some("import-doc-other")),
            (
                &[0xdb, 0xa5, 0x2d, 0, 0, 0],
                Form::Refused("Word 2", "import-doc-old"),
                Some("import-doc-old"),
            ),
            (b"MIME-Version: 1.0\r\n", Form::Mail, Some("import-doc-other")),
            (b"\xef\xbb\xbf\r\n<HTML xmlns:o='x'>", Form::Page, Some("import-doc-other")),
            (b"<?xml version='1.0'?><!-- x --><html>", Form::Page, Some("import-doc-other")),
            ("一段正文。".as_bytes(), Form::Text, Some("import-doc-other")),
            (&wide, Form::Text, Some("import-doc-other")),
            (&[0, 1, 2, 255, 254, 0], Form::UNKNOWN, Some("import-unknown")),
        ];
        for (bytes, form, rule) in cases {
            assert_eq!(Form::of(Path::new("a.DOC"), bytes), form, "{bytes:?}");
            assert_eq!(form.told(Path::new("a.DOC")).map(|finding| finding.rule), rule);
        }
        assert_eq!(Form::Package.told(Path::new("a.docx")), None);
    }

    /// Imports one file into a project of its own: what became of it and what was told.
    fn import(name: &str, bytes: &[u8]) -> (Option<String>, Vec<&'static str>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("issues")).unwrap();
        std::fs::write(folder.path().join("issues/publication.yml"), "").unwrap();
        let project = Project::find(folder.path()).unwrap();
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let lock = project.lock("import").unwrap();
        let today = "2026-02-01".parse().unwrap();
        let (changes, originals, libreoffice) = (Changes::Accept, false, false);
        let options = Options { changes, originals, libreoffice, name: None, today };
        let mut intake = super::super::import(&project, &lock, &[file], &options).unwrap();
        assert!(intake.failure.is_none(), "{:?}", intake.failure);
        let to = intake.reports.iter_mut().find_map(|report| report.imported.take());
        let text = to.map(|to| std::fs::read_to_string(folder.path().join(to.to)).unwrap());
        let findings = intake.reports.iter().flat_map(|report| report.findings.iter());
        (text, findings.map(|finding| finding.rule).collect())
    }

    #[test]
    fn files_called_doc_are_imported_as_what_they_are() {
        let page = "<html><meta charset=gb2312><p>题目</p><p>一段正文。</p></html>";
        let page = encoding_rs::GB18030.encode(page).0.into_owned();
        let granary = include_bytes!("../../../tests/fixtures/granary.doc");
        for (name, bytes, end, rule) in [
            ("a.doc", page.as_slice(), Some("一段正文。\n"), "import-doc-other"),
            ("b.wps", "题目\n一段正文。\n".as_bytes(), Some("一段正文。\n"), "import-doc-other"),
            ("c.wps", granary, Some("三月起用。\n"), "import-changes-accepted"),
            ("d.docx", granary, Some("三月起用。\n"), "import-doc-other"),
            ("e.doc", b"{\\rtf1 Title\\par Text.\\par}", Some("Text.\n"), "import-doc-other"),
            ("f.doc", &MAGIC, None, "import-word-broken"),
        ] {
            let (text, told) = import(name, bytes);
            assert_eq!(text.is_some(), end.is_some(), "{name} {told:?}");
            assert!(told.contains(&rule), "{name} {told:?}");
            let text = text.unwrap_or_default();
            assert!(text.ends_with(end.unwrap_or_default()), "{name} {text}");
        }
        let (text, _) = import("c.wps", granary);
        let text = text.unwrap_or_default();
        assert!(
            text.contains("title: 老粮仓里的新秤\n") && text.contains("- name: 陈禾\n"),
            "{text}"
        );
        assert!(text.contains("哪一年建的？"), "{text}");
    }

    /// A ZIP with a file of this name.
    fn packed(name: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn whatever_a_name_says_the_contents_are_told() {
        let mut state = 1_u32;
        let noise = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        });
        let noise: Vec<u8> = noise.take(700).collect();
        let contents: [(Vec<u8>, &str); 9] = [
            (noise, "import-unknown"),
            (vec![0; 600], "import-unknown"),
            (Vec::new(), "import-empty"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(), "import-foreign"),
            (packed("xl/workbook.xml"), "import-foreign"),
            (packed("ppt/presentation.xml"), "import-foreign"),
            (packed("OFD.xml"), "import-pages"),
            (b"Rar!\x1a\x07\x01\0\0\0\0\0".to_vec(), "import-archive"),
            (packed("nothing.bin"), "import-nothing"),
        ];
        let endings =
            ["docx", "doc", "wps", "odt", "rtf", "pdf", "txt", "md", "html", "zip", "eml", "mht"];
        for ending in endings {
            for (bytes, rule) in &contents {
                let name = format!("a.{ending}");
                let mail = ["eml", "mht"].contains(&ending) && *rule == "import-unknown";
                let rule = if mail { "import-mail-broken" } else { rule };
                let (text, told) = import(&name, bytes);
                assert_eq!(text, None, "{name} {rule}");
                let told = told.into_iter().filter(|own| !ALONG.contains(own));
                assert_eq!(told.collect::<Vec<_>>(), [rule], "{name}");
            }
            let broken = import(&format!("a.{ending}"), b"PK\x03\x04nothing more").1;
            let word = ["docx", "doc", "wps"].contains(&ending);
            let rule = if word { "import-word-broken" } else { "import-packed-broken" };
            assert!(broken.contains(&rule), "{ending}: {broken:?}");
        }
    }

    /// What is said beside the reason why nothing was imported.
    const ALONG: [&str; 2] = ["import-doc-other", "import-other"];

    #[test]
    fn documents_are_read_whatever_they_are_called() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("稿/荔枝.txt", options).unwrap();
        std::io::Write::write_all(&mut zip, "题目\n一段正文。\n".as_bytes()).unwrap();
        let zip = zip.finish().unwrap().into_inner();
        let mail = "MIME-Version: 1.0\r\nSubject: a\r\nContent-Type: multipart/related; \
             boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
             <p>题目</p><p>一段正文。</p>\r\n--x--\r\n";
        let granary = include_bytes!("../../../tests/fixtures/granary.doc");
        for ending in ["docx", "doc", "odt", "pdf", "rtf", "html", "zip", "eml", "txt", "md"] {
            let name = format!("a.{ending}");
            let (text, told) = import(&name, granary);
            assert!(text.unwrap_or_default().ends_with("三月起用。\n"), "{name}: {told:?}");
            assert_eq!(told.contains(&"import-doc-other"), ending != "doc", "{name}: {told:?}");
            let (text, told) = import(&name, &zip);
            assert!(text.unwrap_or_default().ends_with("一段正文。\n"), "{name}: {told:?}");
        }
        let (text, told) = import("a.doc", mail.as_bytes());
        assert!(text.unwrap_or_default().ends_with("一段正文。\n"), "{told:?}");
        assert!(told.contains(&"import-doc-other"), "{told:?}");
    }
}
