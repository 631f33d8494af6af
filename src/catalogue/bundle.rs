//! What an issue brings to the site: its pages, and what the pages about all issues say of it.

use serde::{Deserialize, Serialize};

use crate::publication::Date;

/// What is known of an issue. It is kept in the store of steps.
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
    /// The files that are written as they are here, by their paths in the site.
    pub pages: Vec<(String, String)>,
    /// The files that are made from others.
    pub copies: Vec<Copy>,
    /// The articles that are not what was signed for the press, and are left out.
    pub changed: Vec<String>,
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
    /// Its printed texts but for the title, one a line.
    pub text: String,
    /// The words of all its texts, folded and sorted, one a line.
    pub words: String,
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
