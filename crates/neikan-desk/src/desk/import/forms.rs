//! What a file that is called a Word document is by its first bytes.
//!
//! Web pages, RTF and plain texts are often saved or renamed as `.doc`, and every program opens
//! them as what they are.

use std::path::Path;

use super::decode;
use crate::manuscript::doc::MAGIC;
use crate::manuscript::{odt, rtf};
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
        if starts(b"%PDF-") {
            return Self::Refused("PDF", "import-pages");
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

    #[test]
    fn first_bytes_tell_what_a_file_is() {
        let wide: Vec<u8> =
            "\u{feff}一段正文。".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [(&[u8], Form, Option<&str>); 12] = [
            (b"PK\x03\x04", Form::Package, Some("import-doc-other")),
            (&MAGIC, Form::Binary, None),
            (b"", Form::Package, Some("import-doc-other")),
            (b"{\\rtf1\\ansi", Form::Rich, Some("import-doc-other")),
            (b"%PDF-1.4", Form::Refused("PDF", "import-pages"), Some("import-pages")),
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
}
