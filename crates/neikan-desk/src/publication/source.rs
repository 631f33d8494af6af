//! Reading the text files that people write.

use std::path::Path;

use super::Project;
use neikan_base::diagnostic::{Finding, Findings, Place};
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
    /// Reads a text file of the project; adds a finding and gives nothing if it is not a text as it
    /// should be.
    pub fn read_text(&self, path: &Path, findings: &mut Findings) -> Option<SourceText> {
        SourceText::of(&self.read_bytes(path, findings)?, self.show(path), findings)
    }

    /// Reads the bytes of a text file of the project; adds a finding and gives nothing if it cannot be
    /// read or is larger than a text may be.
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
    /// Takes the bytes of a file as a text; adds a finding for all that is wrong with them, and gives
    /// nothing if they are none.
    pub fn of(bytes: &[u8], file: String, findings: &mut Findings) -> Option<Self> {
        let (text, faults) = decode(bytes, &file);
        findings.extend(faults);
        text.map(|text| Self { file, text })
    }
}

/// Takes the bytes of a file as a text, with all that is wrong with them.
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
    if text.starts_with('\u{feff}') {
        faults.push(Finding::stop("text-bom").at(Place::line(file, 1)));
    }
    if let Some(at) = text.find('\r') {
        let place = Place::line(file, line_of(text.as_bytes(), at));
        faults.push(Finding::stop("text-crlf").at(place));
    }
    if let Some(at) = text.find(|c: char| c.is_control() && !"\n\r\t".contains(c)) {
        let place = Place::line(file, line_of(text.as_bytes(), at));
        let code = text[at..].chars().next().map_or(0, u32::from);
        faults.push(Finding::stop("text-control").at(place).with("code", format!("U+{code:04X}")));
    }
    (Some(plain_lines(text)), faults)
}

/// A text without byte order mark, its lines ended by line feeds alone.
pub fn plain_lines(text: &str) -> String {
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n")
}

/// The line, from 1, that the byte at `offset` is on.
fn line_of(bytes: &[u8], offset: usize) -> usize {
    bytes[..offset].iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// Whether bytes that are not UTF-8 are a text in GB18030, the old Chinese encoding.
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
        assert_eq!(rules("\u{feff}荔枝\r\n".as_bytes()), ["text-bom", "text-crlf"]);
        assert_eq!(rules(&[0xC0, 0xF3, 0xD6, 0xA6]), ["text-gb18030"]);
        assert_eq!(rules(&[0xff, 0xff, 0x00]), ["text-encoding"]);
        assert_eq!(rules(b"a\x07b"), ["text-control"]);
    }
}
