//! `issue.yml`: one issue.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ArticleHead, Date, Distribution, Focus, ID, Opener, Printer, Rank};
use crate::publication::{Handoff, Waiver};

/// One issue.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The year on the cover.
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
    /// 总页码 of its first inside page, where pages are numbered through the year.
    #[schemars(range(min = 1, max = 9999))]
    pub first_page: Option<u32>,
    /// 印刷日期.
    pub date: Date,
    /// 本期主题.
    pub theme: Option<String>,
    /// The layout's theme for this issue, if it is not the publication's.
    #[schemars(regex(pattern = ID))]
    pub layout_theme: Option<String>,
    /// Articles in printing order, by file name without `.md`.
    #[schemars(length(min = 1))]
    pub articles: Vec<String>,
    /// What is decided here about articles, by article; it counts before what their front matter says.
    #[serde(default)]
    pub arrangement: BTreeMap<String, Arranged>,
    /// The pages of a newspaper, in order; other forms have none.
    #[serde(default)]
    pub pages: Vec<NewsPage>,
    /// The front cover; a form without covers has none.
    pub cover: Option<Cover>,
    /// 封二.
    pub inside_front: Option<Plate>,
    /// 封三.
    pub inside_back: Option<Plate>,
    /// 封四.
    pub back: Option<Plate>,
    /// 密级 and its term, where a bulletin has them: 秘密★1年.
    #[schemars(length(min = 1, max = 12))]
    pub classification: Option<String>,
    /// 报, 送, 发 of this issue, where it differs.
    #[serde(default)]
    pub distribution: Distribution,
    /// 印数.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub run: u32,
    /// 印刷单位 of this issue, if it is not the publication's.
    pub printer: Option<Printer>,
    /// What the print shop is told besides the files, if it differs from the usual.
    #[serde(default)]
    pub handoff: Handoff,
    /// 补白.
    #[serde(default)]
    pub fillers: Vec<Filler>,
    /// Whether pages may stay blank if there are not enough fillers.
    #[serde(default)]
    pub blanks: bool,
    /// The greeting on the presentation leaf, if it is not the publication's.
    #[schemars(length(min = 1))]
    pub greeting: Option<String>,
    /// What is waived in this file, and why.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
}

impl Issue {
    /// Its number, or the numbers of a double issue: `3`, `9-10`.
    pub fn numbers(&self) -> String {
        match self.number_to {
            Some(last) => format!("{}-{last}", self.number),
            None => self.number.to_string(),
        }
    }

    /// Its label in Chinese: `2026年第3期`, `2026年第9-10期`.
    pub fn label(&self) -> String {
        format!("{}年第{}期", self.year, self.numbers())
    }

    /// Its articles in printing order: page by page in a newspaper, those on no page last.
    pub fn in_print_order(&self) -> Vec<String> {
        let placed = self.pages.iter().flat_map(|page| &page.articles);
        let placed = placed.filter(|id| self.articles.contains(id));
        let mut all: Vec<String> = Vec::new();
        for id in placed.chain(&self.articles) {
            if !all.contains(id) {
                all.push(id.clone());
            }
        }
        all
    }

    /// Gives an article what is decided about it here.
    pub fn arrange(&self, id: &str, head: &mut ArticleHead) {
        let Some(own) = self.arrangement.get(id) else { return };
        head.rank = own.rank.or(head.rank);
        head.opener = own.opener.or(head.opener);
        head.fit = own.fit.or(head.fit);
    }

    /// The lines on its cover; a form without covers has none.
    pub fn cover_lines(&self) -> &[CoverLine] {
        self.cover.as_ref().map_or(&[], |cover| &cover.lines)
    }

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
        let front = self.cover.as_ref();
        let front = front.map(|cover| ("/cover/picture".to_owned(), cover.picture.as_str()));
        let others = self.cover.iter().flat_map(|cover| cover.pictures.iter().enumerate());
        let others = others.map(|(index, other)| {
            (format!("/cover/pictures/{index}/picture"), other.picture.as_str())
        });
        front.into_iter().chain(others).chain(plates).chain(fillers).collect()
    }
}

/// What an issue decides about one of its articles.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Arranged {
    /// Its importance within the issue.
    pub rank: Option<Rank>,
    /// The form of its opening.
    pub opener: Option<Opener>,
    /// Whether its pages may be made to fit.
    pub fit: Option<bool>,
}

/// 版: a page of a newspaper.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewsPage {
    /// 版名.
    #[schemars(length(min = 1, max = 12))]
    pub name: String,
    /// 本版编辑.
    #[serde(default)]
    pub editors: Vec<String>,
    /// Its articles, the main one first.
    #[serde(default)]
    pub articles: Vec<String>,
    /// Those of them whose heads stand upright.
    #[serde(default)]
    pub upright: Vec<String>,
    /// Those of them that stand in a box.
    #[serde(default)]
    pub boxed: Vec<String>,
    /// The page on which an article goes on that does not fit here, by article.
    #[serde(default)]
    pub jumps: BTreeMap<String, u16>,
}

/// The front cover.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// The picture, under the issue's folder.
    #[schemars(length(min = 1))]
    pub picture: String,
    /// The alternative text: what can be seen in it.
    #[schemars(length(min = 1))]
    pub alt: String,
    /// The point that every crop keeps.
    #[serde(default)]
    pub focus: Focus,
    /// Who made it.
    pub credit: Option<String>,
    /// Three more pictures, for the style that shows four.
    #[serde(default)]
    #[schemars(length(max = 3))]
    pub pictures: Vec<CoverPicture>,
    /// How the picture and the words share the page.
    #[serde(default)]
    pub style: CoverStyle,
    /// The colour of the masthead.
    #[serde(default)]
    pub masthead: Masthead,
    /// Cover lines; the first is the largest.
    #[serde(default)]
    pub lines: Vec<CoverLine>,
}

/// A picture beside the first one on the front cover.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverPicture {
    /// The picture, under the issue's folder.
    #[schemars(length(min = 1))]
    pub picture: String,
    /// The alternative text: what can be seen in it.
    #[schemars(length(min = 1))]
    pub alt: String,
    /// The point that every crop keeps.
    #[serde(default)]
    pub focus: Focus,
    /// Who made it.
    pub credit: Option<String>,
}

/// How the picture and the words share the front cover.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CoverStyle {
    /// The masthead on white, a drawing below it.
    #[default]
    Art,
    /// A photograph over the whole page, with the words on it.
    Photo,
    /// Large type on a plain ground, with a small picture.
    Type,
    /// Four pictures about a square with the theme.
    Quad,
}

/// The colour of the masthead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Masthead {
    /// The periodical's red, on white or on the picture itself.
    #[default]
    Red,
    /// White letters on the picture.
    Paper,
    /// White letters on a red band.
    Knockout,
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
    /// The article that it announces.
    pub article: Option<String>,
}

/// A picture on one of the inner cover pages or the back cover.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plate {
    /// The picture, under the issue's folder.
    #[schemars(length(min = 1))]
    pub picture: String,
    /// The alternative text: what can be seen in it.
    #[schemars(length(min = 1))]
    pub alt: String,
    /// The point that every crop keeps.
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
    /// Who said or wrote it.
    pub by: Option<String>,
    /// A picture beside the words, under the issue's folder, if there is room for it.
    pub picture: Option<String>,
    /// The alternative text: what can be seen in it.
    pub alt: Option<String>,
    /// The point that every crop keeps.
    #[serde(default)]
    pub focus: Focus,
    /// Who made it.
    pub credit: Option<String>,
}
