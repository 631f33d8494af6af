//! File names, and words that occur in several places.

use std::collections::BTreeSet;

use crate::manuscript::Assembly;
use crate::manuscript::model::{Article, SerialRef};
use crate::publication::Publication;
use neikan_base::xml::clean;

/// Assigns file names that are distinct even if case is ignored.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// A free name: the requested path, or one with a number appended to its stem.
    pub fn take(&mut self, stem: &str, extension: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() || "-_./".contains(c) { c } else { '-' };
        let parts = stem.split('/').filter(|part| !part.trim_matches('.').is_empty());
        let stem = parts.collect::<Vec<_>>().join("/").chars().map(plain).collect::<String>();
        let numbered = (1..).map(|count| match count {
            1 => format!("{stem}.{extension}"),
            _ => format!("{stem}-{count}.{extension}"),
        });
        let mut free = numbered.skip_while(|name| self.0.contains(&name.to_ascii_lowercase()));
        let name = free.next().unwrap_or_default();
        self.0.insert(name.to_ascii_lowercase());
        name
    }
}

/// A text converted to a CSS name.
pub fn css_name(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect()
}

/// A text for a place that must not be empty: the first that is not.
pub fn first_shown<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(clean).find(|text| !text.is_empty()).unwrap_or_else(|| "·".to_owned())
}

/// The title of an article, or a substitute for it.
pub fn article_title(article: &Article) -> String {
    first_shown([article.title.as_str(), article.running.as_str(), article.id.as_str()])
}

/// `东莞供销 2026年第1期（总第61期）`.
pub fn issue_title(assembly: &Assembly) -> String {
    let name =
        first_shown([assembly.publication.name.as_str(), assembly.publication.slug.as_str()]);
    format!("{name} {}（总第{}期）", assembly.issue.label(), assembly.issue.total)
}

/// The language of the text, if the profile gives a valid tag.
pub fn language(publication: &Publication) -> &str {
    let tag = publication.language.as_str();
    if tag.parse::<unic_langid::LanguageIdentifier>().is_ok() { tag } else { "zh-CN" }
}

/// The mark of a serial as contents pages show it (GB/T 13417): 待续, 续1, 续完.
pub fn serial_mark(serial: SerialRef) -> String {
    match serial {
        SerialRef { part, of: Some(of) } if part >= of => "续完".to_owned(),
        SerialRef { part: 1, .. } => "待续".to_owned(),
        SerialRef { part, .. } => format!("续{}", part - 1),
    }
}

/// The words that the book adds to the texts of an issue.
const OWN: &[&str] = &[
    "连载",
    "摄影",
    "来源",
    "、",
    "注释",
    "单位：",
    "数据",
    "来源：",
    "：",
    "——",
    "目录",
    "版权页",
    "封面图片",
];

/// The text that marks a page as a draft, in the layout's words: 未审 for articles that have not
/// passed their reviews, 样稿 for all other pages; both say so where faults were left.
pub fn draft_mark(assembly: &Assembly, article: Option<&Article>) -> Option<&'static str> {
    let unreviewed = article.is_some_and(|article| assembly.unreviewed.contains(&article.id));
    let mark = match (unreviewed, assembly.faults > 0) {
        (true, true) => "未审·有错未改",
        (true, false) => "未审",
        (false, true) => "样稿·有错未改",
        (false, false) => "样稿",
    };
    assembly.draft.then_some(mark)
}

/// All words that the book adds to the texts of an issue.
pub fn own_words(assembly: &Assembly) -> Vec<String> {
    let mut words: Vec<String> = OWN.iter().map(|word| (*word).to_owned()).collect();
    for serial in assembly.articles.iter().filter_map(|article| article.serial) {
        words.extend([serial_place(serial), format!("（{}）", serial_mark(serial))]);
    }
    let articles = assembly.articles.iter().map(Some).chain([None]);
    words.extend(articles.filter_map(|article| draft_mark(assembly, article)).map(str::to_owned));
    words.push(issue_title(assembly));
    // A magazine has the words of its colophon on its pages, and so in `words.yml`.
    if !assembly.form.permit {
        let imprint = super::imprint::imprint(assembly).into_iter();
        words.extend(imprint.flat_map(|(name, value)| [name.to_owned(), value]));
    }
    words
}

/// The position in a serial, as shown at the head of an article: 之一.
pub fn serial_place(serial: SerialRef) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::from(serial.part / 10), usize::from(serial.part % 10));
    let number = match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        2..=9 => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => serial.part.to_string(),
    };
    format!("之{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_files_have_one_name() {
        let mut names = Names::default();
        assert_eq!(names.take("images/a", "jpg"), "images/a.jpg");
        assert_eq!(names.take("images/A", "jpg"), "images/A-2.jpg");
        assert_eq!(names.take("images/./../a", "jpg"), "images/a-3.jpg");
        assert_eq!(names.take("images/荔 枝", "png"), "images/---.png");
    }

    #[test]
    fn serials_say_where_they_stand() {
        let at = |part, of| SerialRef { part, of };
        assert_eq!(serial_mark(at(1, Some(2))), "待续");
        assert_eq!(serial_mark(at(3, None)), "续2");
        assert_eq!(serial_mark(at(2, Some(2))), "续完");
        let places: Vec<_> = [1, 10, 12, 20, 35].map(|part| serial_place(at(part, None))).into();
        assert_eq!(places, ["之一", "之十", "之十二", "之二十", "之三十五"]);
    }
}
