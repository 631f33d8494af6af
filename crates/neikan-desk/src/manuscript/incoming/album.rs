//! Pictures from a document: each stored once, under a name that neikan makes.

use std::collections::BTreeMap;

use super::Extracted;
use super::package::PICTURE;
use super::text::clean;
use crate::manuscript::conversion::{Converter, left_out};
use neikan_base::diagnostic::Finding;
use neikan_base::hash::sha256;

/// The most pictures that are extracted from a document.
const PICTURES: usize = 500;

/// The pictures found so far.
#[derive(Debug, Default)]
pub struct Album {
    /// Those that can be used.
    pub extracted: Vec<Extracted>,
    /// The path made for each, by the hash of its bytes, or why it cannot be used.
    known: BTreeMap<String, Result<String, Finding>>,
    /// Converts the others to JPEG or PNG.
    converter: Converter,
    /// The findings about those that were converted.
    pub told: Vec<Finding>,
}

impl Album {
    /// Takes a picture and returns the path made for it; one seen before keeps its path.
    ///
    /// `kind` is what the document says it is, for the finding.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn take(&mut self, prefix: &str, bytes: Vec<u8>, kind: &str) -> Result<String, Finding> {
        let sum = sha256(&bytes);
        if let Some(known) = self.known.get(&sum) {
            return known.clone();
        }
        if self.extracted.len() >= PICTURES || bytes.len() as u64 > PICTURE {
            return Err(too_heavy());
        }
        let path = self.add(prefix, bytes, kind);
        self.known.insert(sum, path.clone());
        path
    }

    fn add(&mut self, prefix: &str, bytes: Vec<u8>, kind: &str) -> Result<String, Finding> {
        let kind: String = clean(kind).chars().take(8).collect();
        let taken = self.converter.take(bytes);
        let taken = taken.map_err(|fault| left_out(fault, &kind.to_uppercase(), &kind))?;
        let number = self.extracted.len() + 1;
        let path = format!("images/{prefix}-{number}.{}", taken.format.extension());
        self.told.extend(taken.told(&path));
        self.extracted.push(Extracted { path: path.clone(), bytes: taken.bytes });
        Ok(path)
    }
}

/// The finding about a picture that is too large, or one too many.
pub fn too_heavy() -> Finding {
    Finding::warn("import-picture-heavy").with("limit", PICTURE >> 20)
}

/// A description that somebody wrote: neither a file name nor a machine's guess.
pub fn described(text: &str) -> Option<String> {
    let text = clean(text);
    let text = text.trim();
    let file = [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".emf", ".wmf", ".svg", ".tif"];
    let name = file.iter().any(|end| text.to_ascii_lowercase().ends_with(end));
    let guessed = ["描述已自动生成", "自动生成的说明", "Description automatically generated"];
    let guessed = guessed.iter().any(|words| text.contains(words));
    (!text.is_empty() && !name && !guessed).then(|| text.chars().take(300).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_stored_once() {
        let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'/>".to_vec();
        let mut album = Album::default();
        for _ in 0..2 {
            assert_eq!(album.take("a", drawing.clone(), "svg").unwrap(), "images/a-1.svg");
            let refused = album.take("a", b"none".to_vec(), "wmf").unwrap_err();
            assert_eq!(
                (refused.rule, refused.args["kind"].as_str()),
                ("import-picture-format", "WMF")
            );
        }
        assert_eq!(album.extracted.len(), 1);
    }
}
