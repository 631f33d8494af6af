//! The data files as types: `publication.yml`, `issue.yml`, front matter, `recipients.yml`.
//!
//! The JSON Schemas come from these types, so a rule written here (a pattern, a least length)
//! is both documented and enforced.

use std::collections::BTreeMap;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Handoff;
use super::house::{Setting, Waiver};

/// The form of a date: `2026-02-05`.
pub const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
/// The form of an identifier: lower-case letters, digits and hyphens.
pub const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// The form of an issue's name: `2026-03`.
pub const ISSUE: &str = "^[0-9]{4}-[0-9]{2,3}$";
/// The form of a focus point: `50% 40%`, from the left and from the top.
pub const FOCUS: &str = "^(100|[0-9]{1,2})% (100|[0-9]{1,2})%$";
/// The form of an e-mail address.
pub const EMAIL: &str = "^[^@\\s<>\"]+@[^@\\s<>\"]+\\.[^@\\s<>\"]+$";

/// The periodical: what stays the same from issue to issue.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Short name for file names.
    #[schemars(regex(pattern = ID))]
    pub slug: String,
    /// Name in running text.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Name as the cover shows it.
    #[schemars(length(min = 1))]
    pub masthead: String,
    /// Name in Latin letters.
    pub pinyin: Option<String>,
    /// Name in English.
    pub english: Option<String>,
    /// Language of the text (BCP 47).
    #[serde(default = "chinese")]
    pub language: String,
    /// 编印单位.
    #[schemars(length(min = 1))]
    pub sponsor: String,
    /// 准印证号, reproduced exactly.
    #[schemars(length(min = 1))]
    pub permit: String,
    /// The notice that the cover carries beside the permit number.
    #[serde(default = "free_exchange")]
    pub notice: String,
    /// 发送对象.
    #[schemars(length(min = 1))]
    pub scope: Vec<String>,
    /// 刊期.
    #[schemars(length(min = 1))]
    pub frequency: String,
    /// 开本.
    pub format: Format,
    /// Postal address.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail address for contributions.
    #[schemars(regex(pattern = EMAIL))]
    pub email: Option<String>,
    /// Who makes the periodical.
    #[serde(default)]
    pub staff: Vec<Staff>,
    /// 栏目, in their usual order.
    #[schemars(length(min = 1))]
    pub sections: Vec<Section>,
    /// 印刷单位.
    pub printer: Printer,
    /// The layout: a folder under layouts.
    #[serde(default = "dongguan")]
    #[schemars(regex(pattern = ID))]
    pub layout: String,
    /// The theme: `theme-<name>.yml` in the layout instead of `theme.yml`.
    #[schemars(regex(pattern = ID))]
    pub theme: Option<String>,
    /// The press profile: a file under layouts/press.
    #[serde(default = "coated")]
    #[schemars(regex(pattern = ID))]
    pub press: String,
    /// How the issue is bound.
    #[serde(default)]
    pub binding: Binding,
    /// The number of inside pages is a multiple of this, where it is not the binding's own.
    #[schemars(range(min = 1, max = 32))]
    pub page_multiple: Option<u8>,
    /// What the print shop is told beside the files.
    #[serde(default)]
    pub handoff: Handoff,
    /// Who reviews, and how.
    #[serde(default)]
    pub review: super::Review,
    /// The province that issued the permit.
    pub province: Option<String>,
    /// The form of the permit number, as a regular expression.
    pub permit_form: Option<String>,
    /// 样本: copies for the authority that issued the permit.
    #[schemars(range(min = 1, max = 100))]
    pub sample_copies: Option<u16>,
    /// How much the findings of a rule weigh here.
    #[serde(default)]
    pub rules: BTreeMap<String, Setting>,
    /// What is let pass in this file, and why.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
}

impl Publication {
    /// What the number of inside pages has to be a multiple of: a saddle-stitched sheet has four
    /// pages, a leaf in a glued book two.
    pub fn page_multiple(&self) -> usize {
        let own = match self.binding {
            Binding::Saddle => 4,
            Binding::Perfect => 2,
        };
        self.page_multiple.map_or(own, usize::from)
    }
}

/// Trim size and bleed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Format {
    /// Trim width, mm.
    #[schemars(range(min = 100, max = 420))]
    pub width: f64,
    /// Trim height, mm.
    #[schemars(range(min = 100, max = 594))]
    pub height: f64,
    /// Bleed on every side, mm.
    #[serde(default = "three")]
    #[schemars(range(min = 0, max = 10))]
    pub bleed: f64,
}

/// A role and the people who fill it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// The role.
    #[schemars(length(min = 1))]
    pub role: String,
    /// The people.
    #[schemars(length(min = 1))]
    pub names: Vec<String>,
}

/// 栏目: a section of the periodical.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Identifier.
    #[schemars(regex(pattern = ID))]
    pub id: String,
    /// Name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Name in English.
    pub english: Option<String>,
    /// The kind its articles have: a file in the layout's folder article.
    #[schemars(regex(pattern = ID))]
    pub kind: String,
    /// Its colour: a name in the theme.
    #[schemars(length(min = 1))]
    pub color: String,
}

/// 印刷单位.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Printer {
    /// Name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Address.
    pub address: Option<String>,
    /// Province.
    pub province: Option<String>,
}

/// How the sheets are held together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Binding {
    /// 骑马订: folded and stapled; no spine; pages a multiple of 4.
    #[default]
    Saddle,
    /// 无线胶装: glued; a spine.
    Perfect,
}

/// One issue.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// Year on the cover.
    #[schemars(range(min = 1950, max = 2199))]
    pub year: u16,
    /// 期号.
    #[schemars(range(min = 1, max = 366))]
    pub number: u16,
    /// The last number of a double issue.
    #[schemars(range(min = 2, max = 366))]
    pub number_to: Option<u16>,
    /// 总期号.
    #[schemars(range(min = 1, max = 99999))]
    pub total: u32,
    /// 印刷日期.
    pub date: Date,
    /// 本期主题.
    pub theme: Option<String>,
    /// The layout's theme for this issue, where it is not the publication's.
    #[schemars(regex(pattern = ID))]
    pub layout_theme: Option<String>,
    /// Articles in printing order, by file name without `.md`.
    #[schemars(length(min = 1))]
    pub articles: Vec<String>,
    /// The front cover.
    pub cover: Cover,
    /// 封二.
    pub inside_front: Option<Plate>,
    /// 封三.
    pub inside_back: Option<Plate>,
    /// 封四.
    pub back: Option<Plate>,
    /// 印数.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub run: u32,
    /// 印刷单位 of this issue, where it differs.
    pub printer: Option<Printer>,
    /// What the print shop is told beside the files, where it differs.
    #[serde(default)]
    pub handoff: Handoff,
    /// 补白.
    #[serde(default)]
    pub fillers: Vec<Filler>,
    /// Whether pages may stay blank where fillers do not suffice.
    #[serde(default)]
    pub blanks: bool,
    /// What is let pass in this file, and why.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
}

impl Issue {
    /// The pictures that `issue.yml` names, each with the pointer to its name: those of the cover's
    /// pages and of the fillers.
    pub fn pictures(&self) -> Vec<(String, &str)> {
        let plates = [
            ("/inside_front/picture", &self.inside_front),
            ("/inside_back/picture", &self.inside_back),
            ("/back/picture", &self.back),
        ];
        let plates = plates.into_iter().filter_map(|(pointer, plate)| {
            Some((pointer.to_owned(), plate.as_ref()?.picture.as_str()))
        });
        let fillers = self.fillers.iter().enumerate().filter_map(|(index, filler)| {
            Some((format!("/fillers/{index}/picture"), filler.picture.as_deref()?))
        });
        let front = ("/cover/picture".to_owned(), self.cover.picture.as_str());
        std::iter::once(front).chain(plates).chain(fillers).collect()
    }
}

/// The front cover.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// The picture, under the issue's folder.
    #[schemars(length(min = 1))]
    pub picture: String,
    /// What can be seen in it.
    #[schemars(length(min = 1))]
    pub alt: String,
    /// The point that any crop keeps.
    #[serde(default)]
    pub focus: Focus,
    /// Who made it.
    pub credit: Option<String>,
    /// Cover lines, the first the largest.
    #[serde(default)]
    pub lines: Vec<CoverLine>,
}

/// A line on the cover.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverLine {
    /// The line.
    #[schemars(length(min = 1))]
    pub title: String,
    /// A smaller line under it.
    pub deck: Option<String>,
    /// The article it announces.
    pub article: Option<String>,
}

/// A picture on one of the inner or back cover pages.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plate {
    /// The picture, under the issue's folder.
    #[schemars(length(min = 1))]
    pub picture: String,
    /// What can be seen in it.
    #[schemars(length(min = 1))]
    pub alt: String,
    /// The point that any crop keeps.
    #[serde(default)]
    pub focus: Focus,
    /// Who made it.
    pub credit: Option<String>,
    /// A title.
    pub title: Option<String>,
    /// Text beside it.
    pub text: Option<String>,
}

/// 补白: something small that fills the foot of a page, or with a picture a whole page.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Filler {
    /// A heading.
    pub title: Option<String>,
    /// The text.
    #[schemars(length(min = 1))]
    pub text: String,
    /// Whose words they are.
    pub by: Option<String>,
    /// A picture beside the words, under the issue's folder, where there is room for it.
    pub picture: Option<String>,
    /// What can be seen in it.
    pub alt: Option<String>,
    /// The point that any crop keeps.
    #[serde(default)]
    pub focus: Focus,
    /// Who made it.
    pub credit: Option<String>,
}

/// The front matter of an article.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleHead {
    /// 标题.
    #[schemars(length(min = 1))]
    pub title: String,
    /// 引题.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    /// 副题.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deck: Option<String>,
    /// 栏目, by identifier.
    #[schemars(length(min = 1))]
    pub section: String,
    /// The kind, where it is not the section's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// A short title for the running head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running: Option<String>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// Who took the photographs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photographers: Vec<String>,
    /// 导语.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    /// Where the facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// 连载.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<Serial>,
    /// The issue that a manuscript in the inbox is meant for.
    #[schemars(regex(pattern = ISSUE))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Page budget.
    #[schemars(range(min = 1, max = 64))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u16>,
    /// Where it starts.
    #[serde(default, skip_serializing_if = "Start::is_default")]
    pub start: Start,
    /// What is let pass in this file, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waiver>,
    /// The day the manuscript bears; does not print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The file it was imported from, in the inbox's folder of originals; does not print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// The keys that `neikan import` guessed and nobody has confirmed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guessed: Vec<String>,
    /// Remarks for the editor; they do not print.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Remark>,
}

/// A remark in the margin of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The words it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The remark.
    #[schemars(length(min = 1))]
    pub text: String,
}

/// Where an article starts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Start {
    /// On a new page.
    #[default]
    Page,
    /// On a new left-hand page, so that it opens with a spread.
    Left,
    /// On the page on which the article before it ends.
    After,
}

impl Start {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// An author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// Name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// 单位.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A part of a serial.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Serial {
    /// Which part, from 1.
    #[schemars(range(min = 1, max = 99))]
    pub part: u16,
    /// Of how many.
    #[schemars(range(min = 1, max = 99))]
    pub of: Option<u16>,
}

/// Who is given a complimentary copy.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipients {
    /// The recipients.
    pub recipients: Vec<Recipient>,
}

/// A recipient of a complimentary copy.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Copy number, unique.
    #[schemars(range(min = 1, max = 99999))]
    pub number: u32,
    /// Name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// 称谓.
    pub title: Option<String>,
    /// 单位.
    pub unit: Option<String>,
    /// Category, one of the publication's 发送对象.
    #[schemars(length(min = 1))]
    pub category: String,
    /// E-mail address.
    #[schemars(regex(pattern = EMAIL))]
    pub email: Option<String>,
    /// The edition preferred.
    #[serde(default)]
    pub format: Preferred,
}

/// The edition a recipient prefers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Preferred {
    /// The screen PDF.
    #[default]
    Pdf,
    /// The EPUB.
    Epub,
}

/// A calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, from 1.
    pub day: u8,
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let part = |range| text.get(range).and_then(|part: &str| part.parse::<u16>().ok());
        let fail = || format!("{text}: no such date");
        let (year, month, day) = (part(0..4), part(5..7), part(8..10));
        let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(fail()) };
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        };
        if !(1..=length).contains(&day) {
            return Err(fail());
        }
        Ok(Self { year, month: month as u8, day: day as u8 })
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": DATE })
    }
}

/// The point of a picture that any crop keeps, as fractions from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Focus(pub f64, pub f64);

impl Default for Focus {
    fn default() -> Self {
        Self(0.5, 0.5)
    }
}

impl FromStr for Focus {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let percent = |part: &str| {
            let value: f64 = part.strip_suffix('%')?.parse().ok()?;
            (0.0..=100.0).contains(&value).then_some(value / 100.0)
        };
        let both = text.split_once(' ').and_then(|(x, y)| Some(Self(percent(x)?, percent(y)?)));
        both.ok_or_else(|| format!("{text}: no focus point"))
    }
}

impl TryFrom<String> for Focus {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Focus> for String {
    fn from(focus: Focus) -> Self {
        format!("{}% {}%", focus.0 * 100.0, focus.1 * 100.0)
    }
}

impl JsonSchema for Focus {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Focus".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": FOCUS })
    }
}

fn chinese() -> String {
    "zh-CN".to_owned()
}

fn free_exchange() -> String {
    "内部资料\u{ff0c}免费交流".to_owned()
}

fn dongguan() -> String {
    "dongguan".to_owned()
}

fn coated() -> String {
    "coated".to_owned()
}

fn three() -> f64 {
    3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_real_dates() {
        assert_eq!("2028-02-29".parse::<Date>().unwrap().to_string(), "2028-02-29");
        for wrong in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "x", "2026-4-1"] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn focus_points_are_fractions() {
        assert_eq!("50% 40%".parse(), Ok(Focus(0.5, 0.4)));
        assert!("50 40".parse::<Focus>().is_err());
        assert!("150% 40%".parse::<Focus>().is_err());
    }
}
