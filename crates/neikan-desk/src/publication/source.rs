//! Reading the text files that people write.

use std::io::ErrorKind;
use std::path::Path;

use super::Project;
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::fs::{read_limited, write_whole};
use neikan_base::sources::Shared;

/// The largest text file that is read, in bytes.
pub const LIMIT: u64 = 8 << 20;

/// A text and the name of its file as messages show it.
#[derive(Debug, Clone)]
pub struct SourceText {
    /// The file, relative to the project.
    pub file: String,
    /// The text: UTF-8, no byte order mark, lines ended by a line feed.
    pub text: String,
}

impl Project {
    /// Reads a text file of the project; adds findings for all that is wrong with it, and returns
    /// nothing if it is not text at all.
    pub fn read_text(&self, path: &Path, findings: &mut Findings) -> Option<SourceText> {
        SourceText::of(&self.read_bytes(path, findings)?, self.show(path), findings)
    }

    /// Reads the bytes of a text file of the project; adds a finding and returns nothing if it
    /// cannot be read or exceeds [`LIMIT`].
    pub fn read_bytes(&self, path: &Path, findings: &mut Findings) -> Option<Shared> {
        if self.lies_elsewhere(path) {
            findings.push(Finding::stop("file-outside").at(Place::file(self.show(path))));
            return None;
        }
        let finding = match self.sources().read(path, LIMIT) {
            Ok(Some(bytes)) => return Some(bytes),
            Ok(None) => Finding::stop("file-large").with("limit", LIMIT >> 20),
            Err(error) => Finding::stop("file-unreadable").with("reason", error),
        };
        findings.push(finding.at(Place::file(self.show(path))));
        None
    }
}

impl SourceText {
    /// Takes the bytes of a file as a text; adds findings for all that is wrong with them, and
    /// returns nothing if they are not text.
    pub fn of(bytes: &[u8], file: String, findings: &mut Findings) -> Option<Self> {
        let (text, faults) = decode(bytes, &file);
        findings.extend(faults);
        text.map(|text| Self { file, text })
    }
}

/// Takes the bytes of a file as a text, with findings for all that is wrong with them.
fn decode(bytes: &[u8], file: &str) -> (Option<String>, Vec<Finding>) {
    let mut faults = Vec::new();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let place = Place::line(file, line_of(bytes, error.valid_up_to()));
            let rule = if is_gb18030(bytes) { "text-gb18030" } else { "text-encoding" };
            return (None, vec![Finding::stop(rule).at(place).with("path", file)]);
        }
    };
    if let Some(at) = text.find(|c: char| c.is_control() && !"\n\r\t".contains(c)) {
        let place = Place::line(file, line_of(text.as_bytes(), at));
        let code = text[at..].chars().next().map_or(0, u32::from);
        faults.push(Finding::stop("text-control").at(place).with("code", format!("U+{code:04X}")));
    }
    (Some(plain_lines(text)), faults)
}

/// A text without byte order mark, with line feeds as its only line ends.
pub fn plain_lines(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

/// How a text file begins and ends its lines: as on Windows or as on other systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Form {
    /// Whether it begins with a byte order mark.
    mark: bool,
    /// Whether all lines end with a carriage return and a line feed.
    windows: bool,
}

impl Form {
    fn of(text: &str) -> Self {
        let feeds = text.matches('\n').count();
        let windows = feeds > 0 && text.matches("\r\n").count() == feeds;
        Self { mark: text.starts_with('\u{feff}'), windows }
    }

    fn of_plain(self, text: &str) -> String {
        let mark = if self.mark { "\u{feff}" } else { "" };
        let lines = if self.windows { text.replace('\n', "\r\n") } else { text.to_owned() };
        format!("{mark}{lines}")
    }
}

/// Writes a text, whose lines end with line feeds, to a file that people write: with the byte order
/// mark and the line ends that the file has now, if there is one.
///
/// # Errors
/// [`Failure::Machine`] if the file cannot be read or written.
pub fn write_in_place(path: &Path, text: &str) -> Result<(), Failure> {
    let now = match read_limited(path, LIMIT) {
        Err(reason) if reason.kind() == ErrorKind::NotFound => None,
        read => read.map_err(|reason| Failure::machine(path, reason))?,
    };
    let now = now.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    write_whole(path, Form::of(&now).of_plain(text).as_bytes())
}

/// The line, from 1, that the byte at `offset` is on.
fn line_of(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset].iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// Whether bytes that are not UTF-8 are a text in GB18030, the older Chinese encoding.
fn is_gb18030(bytes: &[u8]) -> bool {
    encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(bytes: &[u8]) -> Vec<&'static str> {
        decode(bytes, "a.md").1.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn says_what_is_wrong_with_a_text() {
        assert!(rules("荔枝\n".as_bytes()).is_empty());
        assert!(rules("\u{feff}荔枝\r\n".as_bytes()).is_empty());
        assert_eq!(rules(&[0xC0, 0xF3, 0xD6, 0xA6]), ["text-gb18030"]);
        assert_eq!(rules(&[0xff, 0xff, 0x00]), ["text-encoding"]);
        assert_eq!(rules(b"a\x07b"), ["text-control"]);
    }

    #[test]
    fn a_file_that_is_not_there_is_begun() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("recipients.yml");
        for text in ["recipients: []\n", "recipients: [甲]\n"] {
            write_in_place(&path, text).unwrap();
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn a_text_keeps_the_form_of_its_file() {
        for file in ["甲\n乙\n", "\u{feff}甲\r\n乙\r\n", "甲\r\n乙", "\u{feff}甲"] {
            assert_eq!(Form::of(file).of_plain(&plain_lines(file)), file);
        }
        // A file with mixed line ends keeps only the plain ones.
        assert_eq!(Form::of("甲\r\n乙\n").of_plain("甲\n乙\n"), "甲\n乙\n");
    }
}
