//! Margin comments become remarks for the editor, with the words they are about.

use std::collections::BTreeMap;

use super::text::clean;
use crate::publication::Remark;

/// How many characters a remark quotes of the words that it is about.
const QUOTED: usize = 30;
/// The longest remark, in characters.
const REMARK: usize = 2000;
/// How many comments may be about the same words.
const OPEN: usize = 64;

/// The comments seen so far, and what each is about as far as it has been read.
#[derive(Debug, Default)]
pub struct Remarks {
    remarks: Vec<(Option<String>, Remark)>,
    quoted: BTreeMap<String, String>,
    open: Vec<String>,
}

impl Remarks {
    /// Begins the words that a comment is about.
    pub fn begin(&mut self, id: &str) {
        if self.open.len() < OPEN && !self.quoted.contains_key(id) {
            self.open.push(id.to_owned());
            self.quoted.insert(id.to_owned(), String::new());
        }
    }

    /// Ends them.
    pub fn end(&mut self, id: &str) {
        self.open.retain(|open| open != id);
    }

    /// Adds text to what the open comments are about.
    pub fn hear(&mut self, text: &str) {
        for id in &self.open {
            let Some(quoted) = self.quoted.get_mut(id) else { continue };
            let left = QUOTED.saturating_sub(quoted.chars().count());
            quoted.extend(text.chars().take(left));
        }
    }

    /// Adds a comment: its name, if it has one, its author, its text, and the first words of the
    /// paragraph that it is in.
    pub fn add(&mut self, id: Option<&str>, by: &str, text: &str, words: &str) {
        let text: String = clean(text).trim().chars().take(REMARK).collect();
        let by: String = clean(by).trim().chars().take(40).collect();
        let at = Some(words.to_owned()).filter(|words| !words.is_empty());
        if !text.is_empty() {
            // LibreOffice writes names that it cannot express in RTF as question marks.
            let by = Some(by).filter(|by| by.chars().any(|c| c != '?'));
            self.remarks.push((id.map(str::to_owned), Remark { by, at, text }));
        }
    }

    /// The remarks in the order of the document.
    pub fn finish(self) -> Vec<Remark> {
        let Self { remarks, mut quoted, .. } = self;
        let remarks = remarks.into_iter().map(|(id, mut remark)| {
            let words = id.and_then(|id| quoted.remove(&id));
            let words = words.map(|words| words.trim().to_owned());
            remark.at = words.filter(|words| !words.is_empty()).or(remark.at);
            remark
        });
        remarks.collect()
    }
}
