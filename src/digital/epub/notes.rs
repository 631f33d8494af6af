//! Notes: a number in the text, and at the end the note itself, which readers show in a pop-up.
//!
//! A note that is referenced several times is written once, with a link back to each reference.
//! Notes are ordered by number, even where one note references another.

use super::article::Writer;
use crate::manuscript::model::{Block, BlockKind};
use neikan_base::xml::Xml;

/// The notes referenced so far.
#[derive(Default)]
pub struct Notes<'a> {
    called: Vec<Called<'a>>,
    /// Whether the current text is inside a link, where no other link is allowed.
    pub(super) inside_link: bool,
    /// Notes referenced inside a link, to be written after it.
    held: Vec<(usize, &'a [Block])>,
}

struct Called<'a> {
    number: usize,
    blocks: &'a [Block],
    /// The references written so far.
    made: usize,
    /// All references known so far.
    times: usize,
    written: bool,
}

fn call_id(number: usize, time: usize) -> String {
    if time == 1 { format!("ref-{number}") } else { format!("ref-{number}-{time}") }
}

impl<'a> Notes<'a> {
    /// Counts a reference to a note and returns its ordinal.
    fn call(&mut self, number: usize, blocks: &'a [Block]) -> usize {
        let known = self.called.iter().position(|called| called.number == number);
        let at = known.unwrap_or_else(|| {
            self.called.push(Called { number, blocks, made: 0, times: 0, written: false });
            self.called.len() - 1
        });
        let called = &mut self.called[at];
        called.made += 1;
        called.times = called.times.max(called.made);
        called.made
    }

    /// The unwritten note with the lowest number; it then counts as written.
    fn next(&mut self) -> Option<(usize, &'a [Block])> {
        let waiting = self.called.iter_mut().filter(|called| !called.written);
        let next = waiting.min_by_key(|called| called.number)?;
        next.written = true;
        Some((next.number, next.blocks))
    }

    /// The number of references to each note, in the order of their first reference.
    fn made(&self) -> Vec<usize> {
        self.called.iter().map(|called| called.made).collect()
    }

    /// Takes back everything written since these numbers of references were recorded.
    fn rewind(&mut self, made: &[usize]) {
        let made = made.iter().copied().chain(std::iter::repeat(0));
        for (called, made) in self.called.iter_mut().zip(made) {
            (called.made, called.written) = (made, false);
        }
    }
}

impl<'a> Writer<'a> {
    /// Writes a reference to a note.
    pub(super) fn note(&mut self, number: usize, blocks: &'a [Block]) {
        if self.notes.inside_link {
            return self.notes.held.push((number, blocks));
        }
        let time = self.notes.call(number, blocks);
        self.xml.open("sup").class("call").open("a");
        self.xml.attr("epub:type", "noteref").attr("role", "doc-noteref");
        self.xml.attr("id", &call_id(number, time)).attr("href", &format!("#note-{number}"));
        self.xml.text(&number.to_string()).close().close();
    }

    /// Writes the references held back by a link.
    pub(super) fn held_notes(&mut self) {
        for (number, blocks) in std::mem::take(&mut self.notes.held) {
            self.note(number, blocks);
        }
    }

    /// Writes the notes of the article, some of which may be referenced only by other notes.
    pub(super) fn notes(&mut self) {
        if self.notes.called.is_empty() {
            return;
        }
        self.xml.open("section").class("notes").attr("epub:type", "footnotes");
        self.xml
            .attr("aria-labelledby", "notes")
            .open("h2")
            .attr("id", "notes")
            .text("注释")
            .close();
        // Notes also reference earlier notes, which must know about it: a first pass counts the
        // references.
        let made = self.notes.made();
        let page = std::mem::replace(&mut self.xml, Xml::new(""));
        self.each_note();
        self.xml = page;
        self.notes.rewind(&made);
        self.each_note();
        self.xml.close();
    }

    fn each_note(&mut self) {
        while let Some((number, blocks)) = self.notes.next() {
            self.xml.open("aside").class("note").attr("id", &format!("note-{number}"));
            self.xml.attr("epub:type", "footnote").attr("role", "doc-footnote");
            self.note_text(number, blocks);
            self.ways_back(number);
            self.xml.close();
        }
    }

    /// The text of a note; its number begins the first paragraph.
    fn note_text(&mut self, number: usize, blocks: &'a [Block]) {
        self.xml.open("p").leaf("span", "number", &number.to_string()).text(" ");
        let rest = match blocks.split_first() {
            Some((Block { kind: BlockKind::Para { c }, .. }, rest)) => {
                self.inlines(c);
                rest
            }
            _ => blocks,
        };
        self.xml.close();
        self.blocks(rest);
    }

    fn ways_back(&mut self, number: usize) {
        let times = self.notes.called.iter().find(|called| called.number == number);
        let times = times.map_or(1, |called| called.times);
        self.xml.open("p").class("back");
        for time in 1..=times {
            let name = if times == 1 {
                "返回正文".to_owned()
            } else {
                format!("返回正文第{time}处")
            };
            self.xml.open("a").attr("role", "doc-backlink");
            self.xml
                .attr("href", &format!("#{}", call_id(number, time)))
                .text(&name)
                .close()
                .text(" ");
        }
        self.xml.close();
    }
}
