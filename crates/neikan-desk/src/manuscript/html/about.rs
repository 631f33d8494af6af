//! What a page says of itself beside its text: title, account, author and day.
//!
//! An article of a public account (公众号) has places with names of their own for these
//! (`#activity-name`, `#js_name`, `#publish_time`), its scripts hold them once more, and its text
//! stands in `#js_content`: what is around it is the messenger's own. Sites of the administration
//! have `meta` elements for them (网站内容元数据: ArticleTitle, PubDate, ContentSource, Author).

use super::Attributes;
use crate::manuscript::incoming::text::clean;
use crate::publication::Date;

/// What every article of a public account calls its text.
const CONTENT: &str = "js_content";
/// How many pieces of what stands around an article are kept.
const PIECES: usize = 40;
/// The longest value that is taken, characters.
const VALUE: usize = 200;
/// The site of every article of a public account, which is nobody's source.
const MESSENGER: &str = "微信公众平台";
/// Seconds by which the clocks of China are ahead of Greenwich.
const CHINA: i64 = 8 * 3600;

/// A place of a page that holds something about the article, or the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// The text of an article of a public account.
    Content,
    /// Its title.
    Title,
    /// The account that published it.
    Account,
    /// When it was published.
    Published,
    /// Who wrote it.
    Author,
}

impl Spot {
    /// What an element is by its identifier and its classes.
    pub fn of(attributes: &Attributes) -> Option<Self> {
        let id = attributes.get("id").map(String::as_str).unwrap_or_default();
        let class = attributes.get("class").map(String::as_str).unwrap_or_default();
        match id {
            CONTENT => Some(Self::Content),
            "activity-name" => Some(Self::Title),
            "js_name" => Some(Self::Account),
            "publish_time" => Some(Self::Published),
            "js_author_name" | "js_author_name_text" => Some(Self::Author),
            "" => class
                .split_whitespace()
                .any(|own| own == "rich_media_meta_text")
                .then_some(Self::Author),
            _ => None,
        }
    }
}

/// What is known of a page, the surest first in each list.
#[derive(Debug, Default)]
pub struct About {
    /// Whether the page is an article of a public account.
    pub account: bool,
    title: Values,
    source: Values,
    author: Values,
    date: Values,
    script_date: Option<Date>,
    /// What stands above the article, piece by piece.
    above: Vec<String>,
    /// What stands below it.
    below: Vec<String>,
    /// Whether the article was come to.
    begun: bool,
}

/// Values for the same thing, with how little each can be relied on.
#[derive(Debug, Default)]
struct Values(Vec<(u8, String)>);

impl Values {
    /// Adds a value; of two that can be relied on alike the first stays.
    fn add(&mut self, rank: u8, value: &str) {
        if !self.0.iter().any(|(own, _)| *own == rank) {
            self.join(rank, value);
        }
    }

    /// Adds a part of a value: a place may be written in several.
    fn join(&mut self, rank: u8, value: &str) {
        let value = clean(value);
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let value: String = value.chars().take(VALUE).collect();
        match self.0.iter_mut().find(|(own, _)| *own == rank) {
            Some((_, text)) if text.chars().count() < VALUE => text.push_str(&value),
            Some(_) => {}
            None if value.is_empty() => {}
            None => self.0.push((rank, value)),
        }
    }

    fn best(&self) -> Option<&str> {
        self.0.iter().min_by_key(|(rank, _)| *rank).map(|(_, value)| value.as_str())
    }
}

impl About {
    /// What is known before the first token: whether it is an article of a public account.
    pub fn of(page: &str) -> Self {
        let named = ["id=\"js_content\"", "id='js_content'", "id=js_content"];
        Self { account: named.iter().any(|named| page.contains(named)), ..Self::default() }
    }

    /// Takes what a `meta` element says.
    pub fn meta(&mut self, attributes: &Attributes) {
        let name = attributes.get("property").or_else(|| attributes.get("name"));
        let (Some(name), Some(value)) = (name, attributes.get("content")) else { return };
        match name.trim().to_ascii_lowercase().as_str() {
            "articletitle" => self.title.add(1, value),
            "og:title" | "twitter:title" => self.title.add(2, value),
            "contentsource" => self.source.add(2, value),
            "og:site_name" if value.trim() != MESSENGER => self.source.add(3, value),
            "author" | "og:article:author" | "article:author" => self.author.add(2, value),
            "pubdate" | "publishdate" | "article:published_time" | "og:release_date" => {
                self.date.add(2, value);
            }
            _ => {}
        }
    }

    /// Takes the text of a place.
    pub fn take(&mut self, spot: Spot, text: &str) {
        match spot {
            Spot::Title => self.title.join(0, text),
            Spot::Account => self.source.join(0, text),
            Spot::Published => self.date.join(0, text),
            Spot::Author => self.author.join(0, text),
            Spot::Content => {}
        }
    }

    /// Takes a text that stands around the article.
    pub fn aside(&mut self, text: &str) {
        let text = clean(text);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let pieces = if self.begun { &mut self.below } else { &mut self.above };
        if !words.is_empty() && pieces.len() < PIECES {
            pieces.push(words.chars().take(VALUE).collect());
        }
    }

    /// An element with a place begins.
    pub fn come_to(&mut self, spot: Option<Spot>) {
        self.begun |= spot == Some(Spot::Content);
    }

    /// Takes the name of the page.
    pub fn name(&mut self, text: &str) {
        self.title.join(4, text);
    }

    /// Looks for what the scripts of an article of a public account hold: `var ct` is when it was
    /// published, in seconds since 1970; `var nickname` is the account.
    pub fn script(&mut self, text: &str) {
        if !self.account {
            return;
        }
        if let Some(seconds) = assigned(text, "ct").and_then(|value| value.parse().ok()) {
            self.script_date = self.script_date.or(day(seconds));
        }
        for (name, values, rank) in
            [("nickname", &mut self.source, 1), ("msg_title", &mut self.title, 3)]
        {
            if let Some(value) = assigned(text, name).filter(|value| !value.contains(['<', '\\'])) {
                values.add(rank, value);
            }
        }
    }

    /// The title, if the page has one.
    pub fn title(&self) -> Option<&str> {
        self.title.best()
    }

    /// Who published it.
    pub fn source(&self) -> Option<&str> {
        self.source.best()
    }

    /// Who wrote it.
    pub fn author(&self) -> Option<&str> {
        self.author.best()
    }

    /// The day it was published.
    pub fn date(&self) -> Option<Date> {
        let mut written: Vec<&(u8, String)> = self.date.0.iter().collect();
        written.sort_by_key(|(rank, _)| *rank);
        written.into_iter().find_map(|(_, text)| written_day(text)).or(self.script_date)
    }

    /// What stands above the article and below it, piece by piece.
    pub fn around(self) -> [Vec<String>; 2] {
        [self.above, self.below]
    }
}

/// The text that a script assigns to a variable: `var ct = "1772668800"`, or with a call around it
/// (`htmlDecode("…")`).
fn assigned<'a>(script: &'a str, name: &str) -> Option<&'a str> {
    let places = script.match_indices(name).take(64);
    places.into_iter().find_map(|(at, _)| {
        let before = script[..at].trim_end();
        let rest = script[at + name.len()..].trim_start().strip_prefix('=')?;
        before.ends_with("var").then_some(())?;
        let open = rest.find(['"', '\'']).filter(|open| *open < 24)?;
        let mark = &rest[open..=open];
        let value = rest.get(open + 1..)?;
        value.split(mark).next().filter(|value| value.len() < 4 * VALUE)
    })
}

/// The day in China of a moment in seconds since 1970 (days from civil, proleptic Gregorian).
fn day(seconds: i64) -> Option<Date> {
    let days = seconds.checked_add(CHINA)?.div_euclid(86_400);
    // The era begins on 1 March of the year 0: 400 years have 146 097 days.
    let from_era = days + 719_468;
    let era = from_era.div_euclid(146_097);
    let of_era = from_era.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    let known = (1950..2200).contains(&year);
    known.then(|| format!("{year:04}-{month:02}-{day:02}").parse().ok()).flatten()
}

/// The day that begins a text: 2026-03-05 08:30, 2026年3月5日, 2026/3/5.
fn written_day(text: &str) -> Option<Date> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next().filter(|part| part.len() <= 4)?.parse::<u16>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    let known = (1950..2200).contains(&year);
    known.then(|| format!("{year:04}-{month:02}-{day:02}").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_china() {
        let shown = |seconds| day(seconds).map(|date| date.to_string());
        assert_eq!(shown(0).as_deref(), Some("1970-01-01"));
        // 2026-03-04 16:30 in Greenwich is the next day in China.
        assert_eq!(shown(1_772_641_800).as_deref(), Some("2026-03-05"));
        assert_eq!(shown(951_782_400).as_deref(), Some("2000-02-29"));
        assert_eq!(shown(i64::MAX), None);
        assert_eq!(shown(i64::MIN), None);
    }

    #[test]
    fn scripts_are_read_for_what_they_assign() {
        let script =
            "var act = \"1\"; var ct = \"1772641800\";\nvar nickname = htmlDecode(\"荔塘供销\");";
        assert_eq!(assigned(script, "ct"), Some("1772641800"));
        assert_eq!(assigned(script, "nickname"), Some("荔塘供销"));
        assert_eq!(assigned("var ct=", "ct"), None);
    }

    #[test]
    fn written_days_are_read() {
        for (text, wanted) in [
            ("2026-03-05 08:30", Some("2026-03-05")),
            ("2026年3月5日", Some("2026-03-05")),
            ("2026-13-05", None),
            ("3月5日", None),
            ("99999-1-1", None),
        ] {
            assert_eq!(written_day(text).map(|date| date.to_string()).as_deref(), wanted, "{text}");
        }
    }
}
