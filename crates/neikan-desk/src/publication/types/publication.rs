//! `publication.yml`: the periodical.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Archive, Binding, Calendar, EMAIL, Fees, ID, Scoring};
use crate::publication::{Handoff, Review, Setting, Waiver};

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
    /// 准印证号, reproduced exactly; a bulletin of an office has none.
    #[schemars(length(min = 1))]
    pub permit: Option<String>,
    /// The notice that the cover carries beside the permit number.
    #[serde(default = "free_exchange")]
    pub notice: String,
    /// 发送对象.
    #[schemars(length(min = 1))]
    pub scope: Vec<String>,
    /// 报, 送, 发: whom a bulletin is sent to, at its foot.
    #[serde(default)]
    pub distribution: Distribution,
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
    /// The people who make the periodical.
    #[serde(default)]
    pub staff: Vec<Staff>,
    /// 栏目, in their usual order.
    #[schemars(length(min = 1))]
    pub sections: Vec<Section>,
    /// 印刷单位.
    pub printer: Printer,
    /// The form: a layout that makes another kind of publication, such as bulletin; in place of layout.
    #[schemars(regex(pattern = ID))]
    pub form: Option<String>,
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
    /// What the number of inside pages must be a multiple of, if not what the binding requires.
    #[schemars(range(min = 1, max = 32))]
    pub page_multiple: Option<u8>,
    /// From where pages are numbered: from the beginning of the issue unless it says otherwise.
    pub numbering: Option<Numbering>,
    /// What the print shop is told besides the files.
    #[serde(default)]
    pub handoff: Handoff,
    /// When the issues of a year are due.
    #[serde(default)]
    pub calendar: Calendar,
    /// What archives have besides the issue, and how long they are kept.
    #[serde(default)]
    pub archive: Archive,
    /// 考核评比: what contributions count for.
    pub scoring: Option<Scoring>,
    /// 稿酬: what is paid for contributions.
    pub fees: Option<Fees>,
    /// Who reviews, and how.
    #[serde(default)]
    pub review: Review,
    /// The province that issued the permit.
    pub province: Option<String>,
    /// The form of the permit number, as a regular expression.
    pub permit_form: Option<String>,
    /// 样本: copies for the authority that issued the permit.
    #[schemars(range(min = 1, max = 100))]
    pub sample_copies: Option<u16>,
    /// The greeting on the presentation leaf of complimentary copies.
    #[schemars(length(min = 1))]
    pub greeting: Option<String>,
    /// The seal on the presentation leaf.
    pub seal: Option<Seal>,
    /// How much the findings of each rule weigh here.
    #[serde(default)]
    pub rules: BTreeMap<String, Setting>,
    /// What is waived in this file, and why.
    #[serde(default)]
    pub waivers: Vec<Waiver>,
}

impl Publication {
    /// What the number of inside pages must be a multiple of: by default 4 for saddle stitching,
    /// whose sheets have four pages, and 2 for perfect binding, whose leaves have two.
    pub fn page_multiple(&self) -> usize {
        let own = match self.binding {
            Binding::Saddle => 4,
            Binding::Perfect | Binding::Side => 2,
        };
        self.page_multiple.map_or(own, usize::from)
    }
}

/// 页码: from where the inside pages are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Numbering {
    /// From the beginning of the issue.
    Issue,
    /// From the beginning of the year: 总页码 alone.
    Year,
    /// From the beginning of the issue, with 总页码 beside it.
    Both,
}

/// 报, 送, 发: the offices that a bulletin is sent to. Where all are empty, its foot names the scope.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// 报: offices above.
    #[serde(default)]
    pub report: Vec<String>,
    /// 送: offices beside.
    #[serde(default)]
    pub copy: Vec<String>,
    /// 发: offices below.
    #[serde(default)]
    pub issue: Vec<String>,
}

impl Distribution {
    /// Whether it names nobody.
    pub fn is_empty(&self) -> bool {
        self.report.is_empty() && self.copy.is_empty() && self.issue.is_empty()
    }

    /// All offices, from above to below.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.report.iter().chain(&self.copy).chain(&self.issue)
    }
}

/// A picture of the seal that stands beside the signature of the editors.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The picture, under the folder of the issues.
    #[schemars(length(min = 1))]
    pub picture: String,
    /// The alternative text: what the seal says.
    #[schemars(length(min = 1))]
    pub alt: String,
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
    /// 勒口: parts of the cover that are folded in at the fore edges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flaps: Option<Flaps>,
}

impl Format {
    /// The widths of the flaps at the front and at the back cover, mm; 0 without.
    pub fn flap_widths(&self) -> [f64; 2] {
        self.flaps.map_or([0.0; 2], |flaps| [flaps.front, flaps.back])
    }

    /// The width of the outside of the cover sheet, mm, for a spine of a thickness.
    pub fn cover_width(&self, spine: f64) -> f64 {
        let [front, back] = self.flap_widths();
        2.0 * self.width + spine + front + back
    }

    /// Where the cover sheet is folded, mm from the left of its outside: at the flaps and at both edges
    /// of the spine, or in the middle without one.
    pub fn cover_folds(&self, spine: f64) -> Vec<f64> {
        let [front, back] = self.flap_widths();
        let back_edge = back + self.width;
        let mut folds = vec![back, back_edge, back_edge + spine, back_edge + spine + self.width];
        let end = folds[3] + front;
        folds.retain(|at| *at > 0.0 && *at < end);
        folds.dedup();
        folds
    }
}

/// The widths of flaps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Flaps {
    /// The width of the one at the front cover, mm.
    #[schemars(range(min = 20, max = 300))]
    pub front: f64,
    /// The width of the one at the back cover, mm.
    #[schemars(range(min = 20, max = 300))]
    pub back: f64,
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
    /// The kind of its articles: a file in the layout's folder `article`.
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
