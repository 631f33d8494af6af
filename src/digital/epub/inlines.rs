//! Text within lines.

use super::article::Writer;
use super::links::address;
use crate::manuscript::model::{Inline, Inlines};

impl<'a> Writer<'a> {
    /// Writes consecutive inlines.
    pub(super) fn inlines(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text { s } => self.counted(s),
            Inline::Strong { c } => self.within("strong", c),
            Inline::Emph { c } => self.within("em", c),
            Inline::Strike { c } => self.within("s", c),
            Inline::Code { s } => {
                self.xml.open("code");
                self.counted(s);
                self.xml.close();
            }
            Inline::Link { url, c } => self.link(url, c),
            Inline::Note { number, c } => self.note(*number, c),
            Inline::Dots { s } => {
                self.xml.open("em").class("dots");
                self.counted(s);
                self.xml.close();
            }
            Inline::Sup { s } => self.set_off("sup", s),
            Inline::Sub { s } => self.set_off("sub", s),
            Inline::Ruby { s, r } => self.ruby(s, r),
            Inline::Break => {
                self.xml.open("br").close();
            }
        }
    }

    fn within(&mut self, name: &'static str, inlines: &'a Inlines) {
        self.xml.open(name);
        self.inlines(inlines);
        self.xml.close();
    }

    /// Raised or lowered characters.
    fn set_off(&mut self, name: &'static str, text: &str) {
        self.xml.open(name);
        self.counted(text);
        self.xml.close();
    }

    /// A link; only its text if it would be nested in another link or its address is not safe.
    fn link(&mut self, url: &str, text: &'a Inlines) {
        let Some(address) = address(url).filter(|_| !self.notes.inside_link) else {
            return self.inlines(text);
        };
        self.xml.open("a").attr("href", &address);
        self.notes.inside_link = true;
        self.inlines(text);
        self.notes.inside_link = false;
        self.xml.close();
        self.held_notes();
    }

    /// Characters with their reading, in brackets for readers without ruby support.
    fn ruby(&mut self, base: &str, reading: &str) {
        if self.folios.counting {
            self.marks(false);
        }
        self.skipped(base);
        self.xml.open("ruby").text(base);
        self.xml.leaf("rp", "", "（").leaf("rt", "", reading).leaf("rp", "", "）").close();
    }
}
