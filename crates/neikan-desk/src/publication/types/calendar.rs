//! `calendar:` in `publication.yml`: when the issues of a year are due, and which days are worked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DATE, Date, ISSUE};

/// The plan of the year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// When each step of an issue is due.
    #[serde(default)]
    pub deadlines: Deadlines,
    /// On which days issues are printed, for `neikan plan`.
    pub printing: Option<Printing>,
    /// The issues, with their dates of printing.
    #[serde(default)]
    pub issues: Vec<PlannedIssue>,
    /// Days off besides those that the program knows.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
    /// 调休: days at a weekend that are worked.
    #[serde(default)]
    pub workdays: Vec<Date>,
}

/// When the steps of an issue are due: dates, or days before or after the date of printing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deadlines {
    /// 稿件截止.
    pub copy: Option<Deadline>,
    /// 初审.
    pub first: Option<Deadline>,
    /// 复审.
    pub second: Option<Deadline>,
    /// 终审.
    #[serde(rename = "final")]
    pub last: Option<Deadline>,
    /// 校对.
    pub proof: Option<Deadline>,
    /// 付印.
    pub press: Option<Deadline>,
    /// 送交样本.
    pub samples: Option<Deadline>,
}

/// A date, or a number of days after the date of printing, before it where it is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Deadline {
    /// On a day.
    On(Date),
    /// So many days after the date of printing.
    Days(i16),
}

impl JsonSchema for Deadline {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Deadline".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["string", "integer"],
            "pattern": DATE,
            "format": "date",
            "minimum": -366,
            "maximum": 366,
        })
    }
}

/// On which days issues are printed. What is left out follows from the frequency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Printing {
    /// The months.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(range(min = 1, max = 12)))]
    pub months: Vec<u8>,
    /// The days of a month; in a shorter month its last day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(inner(range(min = 1, max = 31)))]
    pub days: Vec<u8>,
    /// The day of the week of a weekly, 1 for Monday.
    #[schemars(range(min = 1, max = 7))]
    pub weekday: Option<u8>,
}

/// An issue that is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedIssue {
    /// Year and number: `2026-03`.
    #[schemars(regex(pattern = ISSUE))]
    pub issue: String,
    /// 印刷日期.
    pub date: Date,
    /// 总期号.
    #[schemars(range(min = 1, max = 99999))]
    pub total: Option<u32>,
    /// What is due on other days than usual.
    #[serde(default)]
    pub deadlines: Deadlines,
}

/// Days off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// What it is called.
    pub name: Option<String>,
    /// The first day.
    pub from: Date,
    /// The last day; without it there is one day.
    pub to: Option<Date>,
}

impl Holiday {
    /// Whether it is off on a day.
    pub fn covers(&self, date: Date) -> bool {
        self.from <= date && date <= self.to.unwrap_or(self.from)
    }
}
