//! Bylines as they stand in manuscripts: 文/张三, 通讯员 李四, （荔塘供销社 王五）.

use crate::publication::{Author, Date};

/// What a byline says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Byline {
    /// Who wrote it.
    pub authors: Vec<Author>,
    /// Who took the photographs.
    pub photographers: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<String>,
    /// Its date.
    pub date: Option<Date>,
    /// Whether it calls its authors the periodical's own reporters, which an internal publication
    /// does not have.
    pub own: bool,
}

/// What the words after a label are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Author,
    Photographer,
    Both,
    Unit,
    Source,
    Date,
}

/// Labels, the longer before the shorter that they begin with.
const LABELS: [(&str, Part); 29] = [
    ("本刊通讯员", Part::Author),
    ("本刊记者", Part::Author),
    ("本报记者", Part::Author),
    ("本社记者", Part::Author),
    ("特约通讯员", Part::Author),
    ("特约记者", Part::Author),
    ("通讯员", Part::Author),
    ("记者", Part::Author),
    ("作者单位", Part::Unit),
    ("供稿单位", Part::Unit),
    ("报送单位", Part::Unit),
    ("作者", Part::Author),
    ("撰文", Part::Author),
    ("撰稿", Part::Author),
    ("执笔", Part::Author),
    ("文字", Part::Author),
    ("供稿", Part::Author),
    ("图文", Part::Both),
    ("文图", Part::Both),
    ("文", Part::Author),
    ("图片", Part::Photographer),
    ("摄影", Part::Photographer),
    ("图", Part::Photographer),
    ("单位", Part::Unit),
    ("稿件来源", Part::Source),
    ("来源", Part::Source),
    ("日期", Part::Date),
    ("时间", Part::Date),
    ("发布时间", Part::Date),
];

/// What the names of units end with.
const UNITS: [&str; 26] = [
    "供销社",
    "联社",
    "公司",
    "中心",
    "合作社",
    "集团",
    "委员会",
    "办公室",
    "协会",
    "学院",
    "大学",
    "农场",
    "支部",
    "党委",
    "资料室",
    "门市部",
    "服务站",
    "科",
    "局",
    "厅",
    "处",
    "部",
    "社",
    "站",
    "厂",
    "店",
];

/// The family names that are taken for one where no label says that a name follows.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎\
    余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧区莫温麦袁尹卫香利";

impl Byline {
    /// Its authors; a unit that signs by itself is one.
    pub fn named_authors(&self) -> Vec<Author> {
        let named = |author: &Author| match &author.unit {
            Some(unit) if author.name.is_empty() => Author { name: unit.clone(), unit: None },
            _ => author.clone(),
        };
        self.authors.iter().map(named).collect()
    }

    /// Adds what another line says.
    pub fn join(&mut self, other: Self) {
        // A unit alone on its line belongs to the authors that have none.
        let lone = other.authors.len() == 1 && other.authors[0].name.is_empty();
        if lone {
            let unit = &other.authors[0].unit;
            self.authors
                .iter_mut()
                .filter(|a| a.unit.is_none())
                .for_each(|a| a.unit.clone_from(unit));
            if self.authors.is_empty() {
                self.authors.clone_from(&other.authors);
            }
        } else {
            let held = self.authors.iter().position(|author| author.name.is_empty());
            let unit = held.and_then(|at| self.authors.remove(at).unit);
            self.authors.extend(other.authors.into_iter().map(|mut author| {
                author.unit = author.unit.or(unit.clone());
                author
            }));
        }
        self.photographers.extend(other.photographers);
        self.sources.extend(other.sources);
        self.date = self.date.or(other.date);
        self.own |= other.own;
    }
}

/// Reads a line as a byline; nothing when any word of it is something else.
///
/// Without a label only a line that `stands` apart (centred, to the right, in brackets) is one.
pub fn parse(text: &str, stands: bool) -> Option<Byline> {
    let (text, bracketed) = unbracket(text.trim());
    if let Some(date) = date(text) {
        return (stands || bracketed).then(|| Byline { date: Some(date), ..Byline::default() });
    }
    let tokens = tokens(text);
    let mut reading = Reading { byline: Byline::default(), part: None, unit: None, after: false };
    for token in &tokens {
        reading.token(token, stands || bracketed)?;
    }
    reading.finish()
}

fn unbracket(text: &str) -> (&str, bool) {
    let pairs = [('\u{ff08}', '\u{ff09}'), ('(', ')'), ('\u{3010}', '\u{3011}')];
    let inner = pairs.iter().find_map(|&(open, close)| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner)
    });
    (inner.unwrap_or(text), inner.is_some())
}

/// The words of a line, with names that are set apart (张 三) in one.
fn tokens(text: &str) -> Vec<String> {
    let plain = text
        .replace(['\u{ff0f}', '\u{2215}'], "/")
        .replace('\u{ff1a}', ":")
        .replace("文/图", "文图")
        .replace("图/文", "图文")
        .replace("文、图", "文图")
        .replace("图、文", "图文")
        .replace(
            ['|', '\u{ff5c}', '\u{ff08}', '\u{ff09}', '(', ')', '\u{ff0c}', ',', '\u{ff1b}', ';'],
            " ",
        );
    let mut out: Vec<String> = Vec::new();
    let mut single = false;
    for word in plain.split_whitespace() {
        let one = word.chars().count() == 1 && !matches!(word, "文" | "图");
        match out.last_mut().filter(|_| single && one) {
            Some(last) => {
                last.push_str(word);
                single = false;
            }
            None => {
                out.push(word.to_owned());
                single = one;
            }
        }
    }
    out
}

struct Reading {
    byline: Byline,
    part: Option<Part>,
    unit: Option<String>,
    /// Whether the last unit came before the names it belongs to.
    after: bool,
}

impl Reading {
    fn token(&mut self, token: &str, stands: bool) -> Option<()> {
        let (label, rest) = label(token);
        if let Some((words, part)) = label {
            self.part = Some(part);
            self.byline.own |= words.starts_with('本') && words.ends_with("记者");
        }
        if rest.is_empty() {
            return label.map(|_| ());
        }
        if let Some(date) = date(rest) {
            self.byline.date = Some(date);
            return (self.part.is_some() || stands).then_some(());
        }
        match self.part {
            Some(Part::Source) => self.byline.sources.push(rest.to_owned()),
            Some(Part::Date) => return None,
            Some(Part::Unit) => self.take_unit(rest),
            Some(part) => {
                for word in rest.split('\u{3001}').filter(|word| !word.is_empty()) {
                    self.word(word, part, true)?;
                }
            }
            None if stands => {
                for word in rest.split('\u{3001}').filter(|word| !word.is_empty()) {
                    self.word(word, Part::Author, false)?;
                }
            }
            None => return None,
        }
        Some(())
    }

    fn word(&mut self, word: &str, part: Part, labelled: bool) -> Option<()> {
        if is_unit(word) {
            self.take_unit(word);
            return Some(());
        }
        if !is_name(word, labelled) {
            return None;
        }
        self.after = false;
        if part != Part::Photographer {
            let author = Author { name: word.to_owned(), unit: self.unit.clone() };
            self.byline.authors.push(author);
        }
        if part != Part::Author {
            self.byline.photographers.push(word.to_owned());
        }
        Some(())
    }

    fn take_unit(&mut self, unit: &str) {
        let waiting: Vec<_> = self.byline.authors.iter_mut().filter(|a| a.unit.is_none()).collect();
        self.after = waiting.is_empty();
        waiting.into_iter().for_each(|author| author.unit = Some(unit.to_owned()));
        self.unit = self.after.then(|| unit.to_owned());
    }

    fn finish(mut self) -> Option<Byline> {
        let nobody = self.byline.authors.is_empty() && self.byline.photographers.is_empty();
        if let Some(unit) = self.unit.take().filter(|_| nobody) {
            let author = Author { name: String::new(), unit: Some(unit) };
            self.byline.authors.push(author);
        }
        (self.byline != Byline::default()).then_some(self.byline)
    }
}

/// The label that a word begins with, and what follows it.
fn label(token: &str) -> (Option<(&'static str, Part)>, &str) {
    for (words, part) in LABELS {
        let Some(rest) = token.strip_prefix(words) else { continue };
        if rest.is_empty() {
            return (Some((words, part)), rest);
        }
        let end = rest.trim_start_matches([':', '/']);
        // 通讯员张三 has no mark between; a short label needs one, or 文 would begin many a word.
        if end.len() < rest.len() || (words.chars().count() > 2 && is_name(rest, true)) {
            return (Some((words, part)), end);
        }
    }
    (None, token)
}

fn is_name(word: &str, labelled: bool) -> bool {
    let length = word.chars().count();
    let han = word.chars().all(|c| hanzi::is_han(c) || c == '·');
    let long = if word.contains('·') { 12 } else { 4 };
    let family = word.chars().next().is_some_and(|c| FAMILIES.contains(c));
    han && (2..=long).contains(&length) && (labelled || (family && length < 4))
}

fn is_unit(word: &str) -> bool {
    let length = word.chars().count();
    let han = word.chars().all(|c| c.is_alphanumeric());
    han && (4..=30).contains(&length) && UNITS.iter().any(|end| word.ends_with(end))
}

/// A date that is all of a text: 2026年3月5日, 2026-03-05, 2026.3.5.
fn date(text: &str) -> Option<Date> {
    let plain = text.replace(['年', '月', '.', '/'], "-");
    let plain = plain.trim_end_matches('日').trim();
    let mut parts = plain.split('-').map(str::trim);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str, most: usize| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        (digits && (1..=most).contains(&part.len())).then(|| part.parse::<u16>().ok()).flatten()
    };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    if parts.next().is_some() || year < 1950 {
        return None;
    }
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, stands: bool) -> Option<String> {
        let byline = parse(text, stands)?;
        let authors = byline.authors.iter().map(|author| match &author.unit {
            Some(unit) => format!("{}@{unit}", author.name),
            None => author.name.clone(),
        });
        let photographers = byline.photographers.iter().map(|name| format!("photo {name}"));
        let sources = byline.sources.iter().map(|name| format!("source {name}"));
        let date = byline.date.map(|date| date.to_string());
        let all: Vec<_> = authors.chain(photographers).chain(sources).chain(date).collect();
        Some(all.join(" ") + if byline.own { " own" } else { "" })
    }

    #[test]
    fn bylines_are_read() {
        for (text, stands, wanted) in [
            ("文/陈禾", false, "陈禾"),
            ("文\u{ff0f}陈禾 图\u{ff0f}何岸", false, "陈禾 photo 何岸"),
            ("作者\u{ff1a}陈禾\u{3001}何岸", false, "陈禾 何岸"),
            ("通讯员 陈禾", false, "陈禾"),
            ("通讯员陈禾", false, "陈禾"),
            ("本刊记者 陈禾", false, "陈禾 own"),
            ("\u{ff08}荔塘供销社 陈禾\u{ff09}", false, "陈禾@荔塘供销社"),
            ("荔塘供销社\u{3000}陈 禾", true, "陈禾@荔塘供销社"),
            ("陈禾\u{ff08}荔塘供销社\u{ff09}", true, "陈禾@荔塘供销社"),
            ("作者单位\u{ff1a}荔塘供销社", false, "@荔塘供销社"),
            ("图/文 陈禾", false, "陈禾 photo 陈禾"),
            ("来源\u{ff1a}荔塘供销社", false, "source 荔塘供销社"),
            ("2026年3月5日", true, "2026-03-05"),
            ("作者\u{ff1a}陈禾 2026-03-05", false, "陈禾 2026-03-05"),
        ] {
            assert_eq!(read(text, stands).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn text_is_no_byline() {
        for (text, stands) in [
            ("荔枝红了", true),
            ("文化站的灯亮了", false),
            ("陈禾", false),
            ("2026年3月5日", false),
            ("图1 晒场", true),
            ("荔塘供销社 今年", true),
        ] {
            assert_eq!(read(text, stands), None, "{text}");
        }
    }
}
