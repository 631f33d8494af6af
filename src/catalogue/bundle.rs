//! What an issue brings to the site: its pages, and what the pages about all issues say of it.
//!
//! It is kept in the store of steps: what lists show as JSON, then the texts of its pages and the words of
//! its articles as they are, so that nobody has to read through them where nothing has changed.

use serde::{Deserialize, Serialize};

use crate::publication::Date;
use neikan_base::hash::sha256;

/// The bytes of a number before a text.
const NUMBER: usize = 8;

/// What is known of an issue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum State {
    /// It is not signed for the press, and nothing of it is shown.
    Open,
    /// It was printed.
    Printed(Box<Bundle>),
}

/// A printed issue.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Bundle {
    /// The issue.
    pub card: Card,
    /// Its articles in printing order.
    pub pieces: Vec<Piece>,
    /// The files that are written as they are here, the style sheet first.
    pub pages: Vec<Page>,
    /// How long the texts of its articles are, bytes.
    pub texts: usize,
    /// The sum of all of it, as it is kept.
    #[serde(skip)]
    pub sum: String,
    /// The files that are made from others.
    pub copies: Vec<Copy>,
    /// The articles that are not what was signed for the press, and are left out.
    pub changed: Vec<String>,
}

/// A file that is text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Page {
    /// Its path in the site.
    pub path: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Whether something is put into it that other issues bring.
    pub open: bool,
    /// What is in it.
    #[serde(skip)]
    pub text: String,
}

/// An issue as lists show it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Card {
    /// Its folder's name.
    pub id: String,
    /// The year on its cover.
    pub year: u16,
    /// 2026年第1期.
    pub label: String,
    /// 总期号.
    pub total: u32,
    /// 印刷日期.
    pub date: Date,
    /// 本期主题.
    pub theme: Option<String>,
    /// The lines on its cover.
    pub lines: Vec<String>,
    /// Its front cover.
    pub cover: Option<Cover>,
    /// The screen PDF, by its path in the site.
    pub pdf: Option<String>,
}

/// A picture that shows the front cover.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cover {
    /// Its path in the site.
    pub path: String,
    /// Width, px.
    pub width: u32,
    /// Height, px.
    pub height: u32,
    /// Whether it is the cover as it was printed, not only the picture on it.
    pub whole: bool,
}

/// An article as lists and the search show it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Piece {
    /// Its identifier.
    pub id: String,
    /// Its page, by its path in the site.
    pub path: String,
    /// Its title.
    pub title: String,
    /// 副题.
    pub deck: Option<String>,
    /// Its section, by identifier.
    pub section: String,
    /// The name of its section.
    pub section_name: String,
    /// The class of its section's colour.
    pub color: String,
    /// Who wrote it, each with their unit.
    pub authors: Vec<(String, Option<String>)>,
    /// Who took the photographs.
    pub photographers: Vec<String>,
    /// The units of items in it.
    pub units: Vec<String>,
    /// The folio of its first page, if the issue was built.
    pub page: Option<u64>,
    /// The page of the screen PDF that it begins on, from 1.
    pub pdf_page: Option<usize>,
    /// Its place in a serial, and how many parts that has.
    pub serial: Option<(u16, Option<u16>)>,
    /// The words of all its texts, folded and sorted, one a line.
    #[serde(skip)]
    pub words: String,
}

impl State {
    /// It in the form in which it is kept; nothing if it has none.
    pub fn packed(&self) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        push(&mut out, &serde_json::to_vec(self).ok()?);
        if let Self::Printed(own) = self {
            own.pages.iter().for_each(|page| push(&mut out, page.text.as_bytes()));
            own.pieces.iter().for_each(|piece| push(&mut out, piece.words.as_bytes()));
        }
        Some(out)
    }

    /// Reads what was kept; nothing if it is no such thing.
    pub fn unpacked(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut state: Self = serde_json::from_slice(pull(&mut rest)?).ok()?;
        if let Self::Printed(own) = &mut state {
            own.sum = sha256(bytes);
            for page in &mut own.pages {
                page.text = String::from_utf8(pull(&mut rest)?.to_vec()).ok()?;
            }
            for piece in &mut own.pieces {
                piece.words = String::from_utf8(pull(&mut rest)?.to_vec()).ok()?;
            }
        }
        Some(state)
    }
}

fn push(out: &mut Vec<u8>, part: &[u8]) {
    out.extend((part.len() as u64).to_le_bytes());
    out.extend(part);
}

fn pull<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (number, after) = rest.split_first_chunk::<NUMBER>()?;
    let (part, after) =
        after.split_at_checked(usize::try_from(u64::from_le_bytes(*number)).ok()?)?;
    *rest = after;
    Some(part)
}

impl Piece {
    /// Every unit that it has to do with, each once.
    pub fn all_units(&self) -> Vec<&str> {
        let own = self.authors.iter().filter_map(|(_, unit)| unit.as_deref());
        let mut all: Vec<&str> = Vec::new();
        for unit in own.chain(self.units.iter().map(String::as_str)) {
            if !all.contains(&unit) {
                all.push(unit);
            }
        }
        all
    }
}

/// A file that is made from another one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Copy {
    /// Its path in the site.
    pub path: String,
    /// Its SHA-256.
    pub sha256: String,
    /// What it is made from.
    pub of: Original,
}

/// What a file is made from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Original {
    /// A picture of the issue, by its path below the folder.
    Picture(String),
    /// The front cover in the EPUB.
    Cover,
    /// The screen PDF.
    Pdf,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back_one_after_the_other() {
        let mut out = Vec::new();
        ["甲", "", "b"].iter().for_each(|part| push(&mut out, part.as_bytes()));
        let mut rest = out.as_slice();
        let mut next = || pull(&mut rest).map(|part| String::from_utf8_lossy(part).into_owned());
        assert_eq!([next(), next(), next()], ["甲", "", "b"].map(|own| Some(own.to_owned())));
        assert_eq!(next(), None);
        assert_eq!(pull(&mut &out[..10]), None);
        assert_eq!(State::unpacked(&State::Open.packed().unwrap()).map(|_| ()), Some(()));
        assert!(State::unpacked(b"{}").is_none());
    }
}
