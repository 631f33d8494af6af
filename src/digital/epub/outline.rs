//! The entries of the table of contents, the same for [`super::front`] and [`super::ncx`]: sections
//! with their articles, and the printed pages.

use super::Book;
use super::names::{article_title, first_shown, serial_mark};
use crate::manuscript::model::{Article, SectionRef};

/// A section of the contents.
pub struct Section<'a> {
    /// Its name, never empty.
    pub name: String,
    /// Its colour, by its name in the theme.
    pub color: &'a str,
    /// The titles of its articles and their files; at least one.
    pub articles: Vec<(String, &'a str)>,
}

/// The sections in printing order; one that is resumed later is listed again.
pub fn sections<'b>(book: &'b Book<'_>) -> Vec<Section<'b>> {
    let same = |one: &SectionRef, other: &SectionRef| one == other;
    let groups = book.articles.chunk_by(|(one, _), (other, _)| same(&one.section, &other.section));
    groups
        .map(|group| {
            let section = &group[0].0.section;
            Section {
                name: first_shown([section.name.as_str(), section.id.as_str()]),
                color: &section.color,
                articles: group.iter().map(|(article, path)| entry(article, path)).collect(),
            }
        })
        .collect()
}

fn entry<'b>(article: &Article, path: &'b str) -> (String, &'b str) {
    let mark = article.serial.map(|serial| format!("（{}）", serial_mark(serial)));
    (article_title(article) + &mark.unwrap_or_default(), path)
}
