//! `scoring:` and `fees:` in `publication.yml`: what a contribution counts for, and what is paid for
//! it. Points and money are decimal numbers throughout.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Date, Rank};

/// A number of points or of yuan, exactly as it is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub Decimal);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Written;

        impl Visitor<'_> for Written {
            type Value = Amount;

            fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str("a decimal number")
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Amount, E> {
                Ok(Amount(value.into()))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Amount, E> {
                Ok(Amount(value.into()))
            }

            // The shortest decimal that stands for the number is the one that was written.
            fn visit_f64<E: Error>(self, value: f64) -> Result<Amount, E> {
                self.visit_str(&value.to_string())
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Amount, E> {
                text.parse().map(Amount).map_err(E::custom)
            }
        }

        from.deserialize_any(Written)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "minimum": 0, "maximum": 1_000_000 })
    }
}

/// 考核评比: what contributions count for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// Points of articles: the first rule that fits counts.
    #[serde(default)]
    pub articles: Vec<ArticleRule>,
    /// Points of pictures.
    #[serde(default)]
    pub pictures: PictureRule,
    /// An article by several units.
    #[serde(default)]
    pub shared: Shared,
    /// A work that was used in several places.
    #[serde(default)]
    pub repeats: Repeats,
    /// Points of a manuscript that was sent in and not used.
    #[serde(default)]
    pub unused: Amount,
    /// Points of works that were used elsewhere, by the level of the place.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// What units ought to reach, by tier.
    #[serde(default)]
    pub tiers: Vec<Tier>,
    /// For how long the targets are.
    #[serde(default)]
    pub per: Per,
    /// Units that are counted but not ranked.
    #[serde(default)]
    pub unranked: Vec<String>,
    /// 一票否决: units that are ranked last for a reason.
    #[serde(default)]
    pub vetoes: Vec<Veto>,
}

/// Which articles a rule is about: what it leaves out does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleRule {
    /// Their sections, by identifier.
    #[serde(default)]
    pub sections: Vec<String>,
    /// Their kinds.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Their importance.
    #[serde(default)]
    pub ranks: Vec<Rank>,
    /// They have more characters than this.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub over: Option<usize>,
    /// They have at most so many characters.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub up_to: Option<usize>,
    /// The points of one.
    pub points: Amount,
}

/// Points of pictures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PictureRule {
    /// The points of one.
    #[serde(default)]
    pub points: Amount,
    /// How many of an article count at most.
    #[schemars(range(min = 1, max = 1000))]
    pub at_most: Option<usize>,
}

/// What an article by several units counts for each of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Shared {
    /// All its points.
    #[default]
    Full,
    /// An equal share of its points.
    Split,
}

/// What a work counts for that was used in several places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Repeats {
    /// The most of what it counts for in one of them.
    #[default]
    Highest,
    /// All of it.
    Sum,
}

/// The level of a place outside in which a work was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its name, as the list of works that were used outside has it.
    #[schemars(length(min = 1))]
    pub name: String,
    /// The points of a work.
    pub points: Amount,
}

/// Units with one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Its name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// The points that each of them ought to reach.
    pub target: Amount,
    /// The units, as the members are called; none means all the others.
    #[serde(default)]
    pub units: Vec<String>,
}

/// For how long targets are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Per {
    /// A year.
    #[default]
    Year,
    /// Three months.
    Quarter,
    /// A month.
    Month,
}

impl Per {
    /// How many months it has.
    pub fn months(self) -> u8 {
        match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }
}

/// A unit that is ranked last, whatever points it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// The unit.
    #[schemars(length(min = 1))]
    pub unit: String,
    /// The day from which it counts: in every period that holds this day.
    pub date: Date,
    /// The reason.
    #[schemars(length(min = 1))]
    pub reason: String,
}

/// 稿酬: what is paid for contributions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fees {
    /// 基本稿酬 of articles: the first rule that fits counts.
    #[serde(default)]
    pub articles: Vec<FeeRule>,
    /// Which characters are counted.
    #[serde(default)]
    pub count: Characters,
    /// What is paid for a picture.
    #[serde(default)]
    pub picture: Amount,
    /// The least that is paid for an article.
    pub minimum: Option<Amount>,
    /// 印数稿酬: percent of the basic fee for every 1,000 copies, begun ones counted.
    pub print_run: Option<Amount>,
    /// To what amounts are rounded, yuan: 0.01, 1, 10.
    pub round_to: Option<Amount>,
    /// Who is not paid: the office's own people.
    #[serde(default)]
    pub unpaid: Vec<String>,
    /// What is withheld.
    pub tax: Option<Tax>,
}

/// What is paid for which articles: what it leaves out does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeRule {
    /// Their sections, by identifier.
    #[serde(default)]
    pub sections: Vec<String>,
    /// Their kinds.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Their importance.
    #[serde(default)]
    pub ranks: Vec<Rank>,
    /// Yuan for 1,000 characters; up to 500 count as half a thousand.
    pub per_thousand: Option<Amount>,
    /// Yuan for an article, whatever its length.
    pub each: Option<Amount>,
}

/// Which characters of an article are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Characters {
    /// 版面字数: by the lines on the page (《使用文字作品支付报酬办法》, article 5).
    #[default]
    Set,
    /// Those that print, blanks apart.
    Printed,
    /// Han characters.
    Han,
}

/// What is withheld from what somebody is paid for an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tax {
    /// Its name on the lists.
    #[schemars(length(min = 1))]
    pub name: String,
    /// How it is reckoned: the first step that fits the amount counts.
    #[schemars(length(min = 1))]
    pub steps: Vec<TaxStep>,
}

/// How a tax is reckoned for amounts up to a limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxStep {
    /// For amounts up to this, yuan; the last step has none.
    pub up_to: Option<Amount>,
    /// Yuan that are taken off the amount.
    #[serde(default)]
    pub deduct: Amount,
    /// Percent that are taken off the amount.
    #[serde(default)]
    pub deduct_percent: Amount,
    /// Of what is left, this share is taxed, percent.
    pub share_percent: Option<Amount>,
    /// The rate, percent.
    pub rate: Amount,
    /// Yuan that are taken off the tax (速算扣除数).
    #[serde(default)]
    pub quick: Amount,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_what_is_written() {
        let read = |text: &str| serde_yaml::from_str::<Amount>(text).map(|own| own.0.to_string());
        for text in ["0.5", "0.1", "3", "1000000", "33.33"] {
            assert_eq!(read(text).unwrap(), text);
        }
        assert_eq!(read("'0.10'").unwrap(), "0.10");
        assert!(read("many").is_err());
        // Through JSON, as data files are read.
        let value: serde_json::Value = serde_yaml::from_str("[0.1, 0.2, 7]").unwrap();
        let all: Vec<Amount> = serde_json::from_value(value).unwrap();
        assert_eq!((all[0].0 + all[1].0).to_string(), "0.3");
    }
}
