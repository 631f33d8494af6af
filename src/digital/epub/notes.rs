//! Notes: a number in the text, and the note itself at the end, which readers show beside it.
//!
//! A note that is called several times is written once, with a way back to each call.

use super::article::Writer;
use crate::manuscript::model::Block;

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
    times: usize,
}

fn call_id(number: usize, time: usize) -> String {
    if time == 1 { format!("ref-{number}") } else { format!("ref-{number}-{time}") }
}

impl<'a> Notes<'a> {
    /// Counts a call of a note and says the how-manieth it is.
    fn call(&mut self, number: usize, blocks: &'a [Block]) -> usize {
        let known = self.called.iter_mut().find(|called| called.number == number);
        if let Some(called) = known {
            called.times += 1;
            return called.times;
        }
        self.called.push(Called { number, blocks, times: 1 });
        1
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

    /// Writes the notes of the article; notes may call further notes.
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
        let mut written = 0;
        while let Some(called) = self.notes.called.get(written) {
            let (number, blocks) = (called.number, called.blocks);
            self.xml.open("aside").class("note").attr("id", &format!("note-{number}"));
            self.xml.attr("epub:type", "footnote").attr("role", "doc-footnote");
            self.xml.leaf("span", "number", &number.to_string());
            self.xml.open("div").class("note-text");
            self.blocks(blocks);
            self.xml.close();
            self.ways_back(written);
            self.xml.close();
            written += 1;
        }
        self.xml.close();
    }

    fn ways_back(&mut self, place: usize) {
        let Called { number, times, .. } = self.notes.called[place];
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
