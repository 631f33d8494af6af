//! The printed pages: a mark in the text where each begins, and the list of them, so that readers
//! of the book and of the paper edition can refer each other to a place.

use super::Book;
use super::article::Writer;
use crate::typeset::breaks::counts;
use neikan_base::xml::Xml;

/// The progress through the running text of an article.
#[derive(Default)]
pub struct Folios<'a> {
    /// The pages that have not begun yet.
    left: &'a [(usize, u64)],
    /// The characters of running text written so far.
    written: usize,
    /// Whether the current text is running text.
    pub counting: bool,
    /// Whether it is in a box, which has no place of its own on paper.
    pub apart: bool,
}

impl<'a> Folios<'a> {
    /// The state before an article is written.
    pub fn of(book: &Book<'a>, article: &str) -> Self {
        let left = book.parts.breaks.articles.get(article);
        Self { left: left.map_or(&[], Vec::as_slice), ..Self::default() }
    }

    /// The pages that begin before the next character; they are returned once.
    fn due(&mut self) -> &'a [(usize, u64)] {
        let due = self.left.iter().take_while(|(at, _)| *at <= self.written).count();
        let (due, left) = self.left.split_at(due);
        self.left = left;
        due
    }
}

impl Writer<'_> {
    /// Writes text, with a mark wherever a page begins in it.
    pub(super) fn counted(&mut self, text: &str) {
        if !self.folios.counting {
            self.xml.text(text);
            return;
        }
        let mut from = 0;
        for (at, _) in text.char_indices().filter(|(_, c)| counts(*c)) {
            let due = self.folios.due();
            if !due.is_empty() {
                self.xml.text(&text[from..at]);
                due.iter().for_each(|(_, folio)| mark(&mut self.xml, *folio));
                from = at;
            }
            self.folios.written += 1;
        }
        self.xml.text(&text[from..]);
    }

    /// Accounts for running text that is written separately.
    pub(super) fn skipped(&mut self, text: &str) {
        if self.folios.counting {
            self.folios.written += text.chars().filter(|&c| counts(c)).count();
        }
    }

    /// Writes the marks due here: before the text or, with `all`, after all of it.
    pub(super) fn marks(&mut self, all: bool) {
        let due = if all { std::mem::take(&mut self.folios.left) } else { self.folios.due() };
        due.iter().for_each(|(_, folio)| mark(&mut self.xml, *folio));
    }
}

/// Writes a mark where a page begins.
pub fn mark(xml: &mut Xml, folio: u64) {
    xml.open("span").attr("epub:type", "pagebreak").attr("role", "doc-pagebreak");
    xml.attr("id", &id(folio)).attr("aria-label", &folio.to_string()).close();
}

/// The pages of an issue with their places, ordered by number.
pub fn list(book: &Book<'_>, contents: &str) -> Vec<(u64, String)> {
    let breaks = book.parts.breaks;
    let front = breaks.front.iter().map(|folio| (*folio, contents));
    let inside = book.articles.iter().flat_map(|(article, path)| {
        let own = breaks.articles.get(&article.id).into_iter().flatten();
        own.map(|(_, folio)| (*folio, path.as_str()))
    });
    let mut list: Vec<_> =
        front.chain(inside).map(|(folio, path)| (folio, place(path, folio))).collect();
    list.sort();
    list
}

/// The place in a file where a page begins.
pub fn place(path: &str, folio: u64) -> String {
    format!("{path}#{}", id(folio))
}

fn id(folio: u64) -> String {
    format!("page-{folio}")
}
