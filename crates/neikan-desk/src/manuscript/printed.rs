//! The printed texts of a single file, outside any issue: for looking things up, where other files, and
//! other parts of this one, may have faults.

use super::assembly::{article_text, data_text, printed};
use super::markdown::{body_start, read_head};
use super::prose::{self, Lines, SourceFile, Text};
use crate::publication::{Document, Issue, Places, SourceText};
use neikan_base::diagnostic::Findings;

/// An article's printed texts, with their places.
#[derive(Debug)]
pub struct Printed {
    /// Its title; nothing where the front matter cannot be read.
    pub title: Option<String>,
    /// Its section, as it is written; nothing where the front matter cannot be read.
    pub section: Option<String>,
    /// Its texts: those of the body alone where the front matter cannot be read.
    pub text: Text,
}

/// Reads the printed texts of an article. What is wrong with it is said where it is checked.
pub fn article(source: SourceText) -> Printed {
    let head = read_head(&source, &mut Findings::default());
    if let Some(head) = &head {
        let title = head.value.title.replace('|', "");
        let section = Some(head.value.section.clone());
        let body = printed(&source);
        return Printed { title: Some(title), section, text: article_text(0, source, head, body) };
    }
    let SourceText { file, text: source } = source;
    let prose::Body { passages, asides } = prose::body(&source, body_start(&source));
    let (lines, places) = (Lines::of(&source), Places::default());
    let of = SourceFile::Article(0);
    let text = Text { of, file, source, lines, places, passages, asides };
    Printed { title: None, section: None, text }
}

/// The printed texts of `issue.yml`: cover lines, the texts of the cover's pages, fillers.
pub fn issue(document: &Document<Issue>) -> Text {
    data_text(SourceFile::Issue, document)
}
