//! Notes: a number in the text, and the note itself at the end, which readers show beside it.
//!
//! A note that is called several times is written once, with a way back to each call. Notes stand in
//! the order of their numbers, also where one note calls another.

use super::article::Writer;
use crate::manuscript::model::{Block, BlockKind};
use neikan_base::xml::Xml;

/// The notes called so far.
#[derive(Default)]
pub struct Notes<'a> {
    called: Vec<Called<'a>>,
    /// Whether the text at hand is inside a link, where no other link can be.
    pub(super) inside_link: bool,
    /// Notes called inside a link, to be written behind it.
    held: Vec<(usize, &'a [Block])>,
}

struct Called<'a> {
    number: usize,
    blocks: &'a [Block],
    /// The calls written so far.
    made: usize,
    /// All calls that are known of.
    times: usize,
    written: bool,
}

fn call_id(number: usize, time: usize) -> String {
    if time == 1 { format!("ref-{number}") } else { format!("ref-{number}-{time}") }
}

impl<'a> Notes<'a> {
    /// Counts a call of a note and says the how-manieth it is.
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

    /// The note of the lowest number that is still to be written; it then counts as written.
    fn next(&mut self) -> Option<(usize, &'a [Block])> {
        let waiting = self.called.iter_mut().filter(|called| !called.written);
        let next = waiting.min_by_key(|called| called.number)?;
        next.written = true;
        Some((next.number, next.blocks))
    }

    /// The calls made of each note, in the order of their first.
    fn made(&self) -> Vec<usize> {
        self.called.iter().map(|called| called.made).collect()
    }

    /// Takes back what was written since that many calls were made.
    fn rewind(&mut self, made: &[usize]) {
        let made = made.iter().copied().chain(std::iter::repeat(0));
        for (called, made) in self.called.iter_mut().zip(made) {
            (called.made, called.written) = (made, false);
        }
    }
}

impl<'a> Writer<'a> {
    /// Writes the call of a note.
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

    /// Writes the calls that a link kept back.
    pub(super) fn held_notes(&mut self) {
        for (number, blocks) in std::mem::take(&mut self.notes.held) {
            self.note(number, blocks);
        }
    }

    /// Writes the notes of the article, of which some may be called by others only.
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
        // Notes call notes before them too, which must know of it: a first writing counts the calls.
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

    /// The text of a note; its number leads the first paragraph.
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
