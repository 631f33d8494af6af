//! Characters with their reading (`<ruby>`): base and reading are told apart as they come.

use crate::manuscript::incoming::text::{Marks, Piece};

/// The longest base or reading that is taken as one, characters.
const LENGTH: usize = 40;

/// A ruby that is open.
#[derive(Debug, Default)]
pub struct Ruby {
    base: String,
    reading: String,
    part: Part,
    done: Vec<Piece>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Part {
    #[default]
    Base,
    Reading,
    /// The brackets for readers that know no ruby.
    Bracket,
}

impl Ruby {
    /// A part of the ruby begins; says whether the element is one.
    pub fn open(&mut self, name: &str) -> bool {
        match name {
            "rt" => self.part = Part::Reading,
            "rp" => self.part = Part::Bracket,
            "rb" => {
                self.end_pair();
                self.part = Part::Base;
            }
            _ => return false,
        }
        true
    }

    /// A part of the ruby ends.
    pub fn close(&mut self, name: &str) {
        if matches!(name, "rt" | "rp" | "rb") {
            self.part = Part::Base;
        }
    }

    /// Characters of whichever part is open.
    pub fn text(&mut self, text: &str) {
        match self.part {
            Part::Bracket => {}
            Part::Reading => self.reading.push_str(text),
            Part::Base => {
                if !self.reading.trim().is_empty() && !text.trim().is_empty() {
                    self.end_pair();
                }
                self.base.push_str(text);
            }
        }
    }

    /// A base with its reading is whole.
    fn end_pair(&mut self) {
        let base = std::mem::take(&mut self.base).trim().to_owned();
        let reading = std::mem::take(&mut self.reading).trim().to_owned();
        let short = [&base, &reading].iter().all(|text| text.chars().count() <= LENGTH);
        let plain = |text: String| Piece::Text(text, Marks::default());
        match (base.is_empty(), reading.is_empty()) {
            (true, true) => {}
            (false, false) if short => self.done.push(Piece::Ruby(base, reading)),
            (false, true) => self.done.push(plain(base)),
            // A reading that is too long, or without a base, is text in brackets.
            _ => self.done.push(plain(format!("{base}\u{ff08}{reading}\u{ff09}"))),
        }
    }

    /// What it was made of.
    pub fn finish(mut self) -> Vec<Piece> {
        self.end_pair();
        self.done
    }
}
