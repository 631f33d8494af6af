//! Who reviews, and what is written down of it: the key `review` of `publication.yml` and the
//! ledger `review.yml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Date;

/// The form of a SHA-256 in hexadecimal.
pub const SHA256: &str = "^[0-9a-f]{64}$";

/// How the periodical reviews.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// 核红: how many characters one proofreader may sign off, punctuation not counted.
    #[serde(default = "twenty")]
    #[schemars(range(min = 0, max = 200))]
    pub corrections: usize,
    /// Who may sign what.
    #[serde(default)]
    pub reviewers: Vec<Reviewer>,
}

impl Default for Review {
    fn default() -> Self {
        Self { corrections: twenty(), reviewers: Vec::new() }
    }
}

/// Somebody who signs.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reviewer {
    /// Name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What they may sign.
    #[schemars(length(min = 1))]
    pub stages: Vec<Duty>,
    /// Whether they sign final reviews for the editor in chief, who then countersigns.
    #[serde(default)]
    pub delegate: bool,
}

/// What somebody may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Duty {
    /// 初审.
    First,
    /// 复审.
    Second,
    /// 终审.
    Final,
    /// 校对 and 核红.
    Proof,
    /// 付印.
    Press,
}

/// The review ledger of an issue or of the inbox: append only.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Ledger(pub Vec<Entry>);

/// A signature in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What was signed.
    pub stage: Stage,
    /// The article; nothing when the whole issue was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Who signed.
    #[schemars(length(min = 1))]
    pub by: String,
    /// Whether they signed in the editor in chief's stead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delegate: bool,
    /// The verdict.
    pub verdict: Verdict,
    /// What they had to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The day.
    pub date: Date,
    /// SHA-256 of the canonical content that was read.
    #[schemars(regex(pattern = SHA256))]
    pub content: String,
    /// Where the entry stood in the ledger of the inbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The seal of the entry before; zeros for the first.
    #[schemars(regex(pattern = SHA256))]
    pub before: String,
    /// SHA-256 of all of the above.
    #[schemars(regex(pattern = SHA256))]
    pub seal: String,
}

/// The seals that an entry had in the ledger of the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The seal of the entry before it there.
    #[schemars(regex(pattern = SHA256))]
    pub before: String,
    /// Its seal there.
    #[schemars(regex(pattern = SHA256))]
    pub seal: String,
}

/// What is signed, in the order in which it is signed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Stage {
    /// 初审.
    First,
    /// 复审.
    Second,
    /// 终审.
    Final,
    /// The editor in chief's signature under a delegate's final review.
    Countersign,
    /// 一校.
    #[serde(rename = "proof-1")]
    Proof1,
    /// 二校.
    #[serde(rename = "proof-2")]
    Proof2,
    /// 三校.
    #[serde(rename = "proof-3")]
    Proof3,
    /// 核红.
    Corrections,
    /// 付印.
    Press,
    /// 改后付印.
    PressAfterChanges,
    /// The article left the inbox for an issue.
    Gathered,
}

impl Stage {
    /// The proofs in their order.
    pub const PROOFS: [Self; 3] = [Self::Proof1, Self::Proof2, Self::Proof3];

    /// Its name in the ledger, by which the locales know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
            Self::Final => "final",
            Self::Countersign => "countersign",
            Self::Proof1 => "proof-1",
            Self::Proof2 => "proof-2",
            Self::Proof3 => "proof-3",
            Self::Corrections => "corrections",
            Self::Press => "press",
            Self::PressAfterChanges => "press-after-changes",
            Self::Gathered => "gathered",
        }
    }

    /// The duty that signing it takes; nothing for what the program writes down itself.
    pub fn duty(self) -> Option<Duty> {
        match self {
            Self::First => Some(Duty::First),
            Self::Second => Some(Duty::Second),
            Self::Final | Self::Countersign => Some(Duty::Final),
            Self::Proof1 | Self::Proof2 | Self::Proof3 | Self::Corrections => Some(Duty::Proof),
            Self::Press | Self::PressAfterChanges => Some(Duty::Press),
            Self::Gathered => None,
        }
    }
}

/// A reviewer's verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Verdict {
    /// 通过.
    Pass,
    /// 退修: back to the author.
    Return,
    /// 退稿: not to be printed.
    Reject,
}

impl Verdict {
    /// Its name in the ledger, by which the locales know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Return => "return",
            Self::Reject => "reject",
        }
    }
}

fn twenty() -> usize {
    20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_ledger() {
        for stage in [
            Stage::First,
            Stage::Second,
            Stage::Final,
            Stage::Countersign,
            Stage::Proof1,
            Stage::Proof2,
            Stage::Proof3,
            Stage::Corrections,
            Stage::Press,
            Stage::PressAfterChanges,
            Stage::Gathered,
        ] {
            assert_eq!(serde_json::json!(stage), stage.name());
        }
        for verdict in [Verdict::Pass, Verdict::Return, Verdict::Reject] {
            assert_eq!(serde_json::json!(verdict), verdict.name());
        }
    }
}
