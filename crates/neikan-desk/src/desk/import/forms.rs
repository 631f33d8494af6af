//! What a file that is called a Word document is by its first bytes.
//!
//! Web pages, RTF and plain texts are often saved or renamed as `.doc`, and every program opens
//! them as what they are.

use std::path::Path;

use super::decode;
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
    /// Something that cannot be read: its name, and the rule that says so.
    Refused(&'static str, &'static str),
}

impl Form {
    /// The form that the first bytes of a file tell. An empty file is a broken package.
    pub fn of(bytes: &[u8]) -> Self {
        let starts = |head: &[u8]| bytes.starts_with(head);
        if odt::is_odt(bytes) {
            return Self::OpenDocument;
        }
        if bytes.is_empty() || starts(b"PK") {
            return Self::Package;
        }
        if starts(&MAGIC[..4]) {
            return Self::Binary;
        }
        if rtf::is_rtf(bytes) {
            return Self::Rich;
        }
        if pdf::is_pdf(bytes) {
            return Self::Pdf;
        }
        // Word 2 and Word for DOS, Write.
        if [[0xdb, 0xa5], [0x31, 0xbe], [0x9b, 0xa5]].iter().any(|head| starts(head)) {
            return Self::Refused("Word 2", "import-doc-old");
        }
        Self::of_text(bytes)
    }

    /// The form of what is no known container.
    fn of_text(bytes: &[u8]) -> Self {
        let head: Vec<u8> = bytes.iter().take(HEAD).copied().filter(|byte| *byte != 0).collect();
        let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
        let marks = ['\u{feff}', '\u{fffd}'];
        let head = head.trim_start_matches(|c: char| c.is_whitespace() || marks.contains(&c));
        if head.starts_with("mime-version:") || head.contains("content-type: multipart/related") {
            return Self::Refused("MHTML", "import-save-as");
        }
        if head.contains("progid=\"word.document\"") || head.contains("<w:worddocument") {
            return Self::Refused("Word 2003 XML", "import-save-as");
        }
        let tags = ["<!doctype html", "<html", "<head", "<body", "<meta", "<div", "<p>", "<table"];
        let page = tags.iter().any(|tag| head.starts_with(tag));
        if page || (head.starts_with('<') && head.contains("<html")) {
            return Self::Page;
        }
        match decode::text(bytes) {
            Some(_) => Self::Text,
            None => Self::Refused("", "import-doc-none"),
        }
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
            Self::Refused(name, _) => name,
        }
    }

    /// What is to be said of a file with this form: that it is refused, or that its name says
    /// something else.
    pub fn told(self, file: &Path) -> Option<Finding> {
        if let Self::Refused(name, rule) = self {
            let finding = Finding::stop(rule);
            return Some(if rule == "import-doc-old" {
                finding.with("version", name)
            } else {
                finding
            });
        }
        let extension = file.extension().map(|e| e.to_string_lossy().to_lowercase());
        let extension = extension.unwrap_or_default();
        let expected = match extension.as_str() {
            "docx" => Self::Package,
            "odt" | "ott" => Self::OpenDocument,
            "rtf" => Self::Rich,
            "pdf" => Self::Pdf,
            _ => Self::Binary,
        };
        let finding = Finding::note("import-doc-other").with("name", format!(".{extension}"));
        let form = if self == Self::Package { ".docx" } else { self.name() };
        (self != expected).then(|| finding.with("form", form))
    }
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
            (b"", Form::Package, Some("import-doc-other")),
            (b"{\\rtf1\\ansi", Form::Rich, Some("import-doc-other")),
            (b"%PDF-1.4", Form::Pdf, Some("import-doc-other")),
            (
                &[0xdb, 0xa5, 0x2d],
                Form::Refused("Word 2", "import-doc-old"),
                Some("import-doc-old"),
            ),
            (
                b"MIME-Version: 1.0\r\n",
                Form::Refused("MHTML", "import-save-as"),
                Some("import-save-as"),
            ),
            (b"\xef\xbb\xbf\r\n<HTML xmlns:o='x'>", Form::Page, Some("import-doc-other")),
            (b"<?xml version='1.0'?><!-- x --><html>", Form::Page, Some("import-doc-other")),
            ("一段正文。".as_bytes(), Form::Text, Some("import-doc-other")),
            (&wide, Form::Text, Some("import-doc-other")),
            (
                &[0, 1, 2, 255, 254, 0],
                Form::Refused("", "import-doc-none"),
                Some("import-doc-none"),
            ),
        ];
        for (bytes, form, rule) in cases {
            assert_eq!(Form::of(bytes), form, "{bytes:?}");
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
        let report = intake.reports.remove(0);
        let to = report.imported.map(|imported| folder.path().join(imported.to));
        let text = to.map(|to| std::fs::read_to_string(to).unwrap());
        (text, report.findings.iter().map(|finding| finding.rule).collect())
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
}
