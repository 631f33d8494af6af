//! Who reviews, and what is recorded of it: the key `review` of `publication.yml` and the ledger
//! `review.yml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Date;
use hanzi::names;

/// The form of a SHA-256 in hexadecimal.
pub const SHA256: &str = "^[0-9a-f]{64}$";

/// How articles are reviewed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// 核红: how many characters one proofreader may sign off alone, punctuation not counted.
    #[serde(default = "twenty")]
    #[schemars(range(min = 0, max = 200))]
    pub corrections: usize,
    /// Who may sign what.
    #[serde(default)]
    pub reviewers: Vec<Reviewer>,
    /// Whether every signature must be made with a key.
    #[serde(default)]
    pub keys: KeyUse,
    /// Who may review articles of their own.
    #[serde(default)]
    pub own_articles: Vec<String>,
}

/// What the entries of a new `publication.yml` begin with that nobody has filled in yet.
pub const TO_FILL_IN: &str = "待填·";

impl Default for Review {
    fn default() -> Self {
        Self {
            corrections: twenty(),
            reviewers: Vec::new(),
            keys: KeyUse::default(),
            own_articles: Vec::new(),
        }
    }
}

impl Review {
    /// The reviewer with this name, under any spelling of it.
    pub fn reviewer(&self, name: &str) -> Option<&Reviewer> {
        self.reviewers.iter().find(|own| names::same(&own.name, name))
    }
}

/// Whether signatures must be made with a key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum KeyUse {
    /// Those who have a key sign with it; others sign by their name alone.
    #[default]
    Optional,
    /// Nobody signs without a key.
    Required,
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
    /// Their public keys: lines in OpenSSH's format, or `sm2` and the key in Base64.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
}

impl Reviewer {
    /// Whether they sign for the press, and thus answer for the whole issue and for the list of
    /// signers.
    pub fn is_chief(&self) -> bool {
        self.stages.contains(&Duty::Press)
    }
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

/// The review ledger of an issue or of the inbox; append-only.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Ledger(pub Vec<Entry>);

/// Where a ledger ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// How many entries it has.
    pub entries: usize,
    /// The seal of the last one; zeros if there is none.
    pub seal: String,
}

/// An entry of the ledger: a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What was signed.
    pub stage: Stage,
    /// The article; nothing if the whole issue was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Who signed.
    #[schemars(length(min = 1))]
    pub by: String,
    /// Whether they signed on behalf of the editor in chief.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delegate: bool,
    /// The verdict.
    pub verdict: Verdict,
    /// Their remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The day.
    pub date: Date,
    /// SHA-256 of the canonical content that was read.
    #[schemars(regex(pattern = SHA256))]
    pub content: String,
    /// SHA-256 of the list of signers, with the rules of the house, as it was when this was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = SHA256))]
    pub house: Option<String>,
    /// What the entry is about: the seal of the entry that is withdrawn or misdated, or the
    /// fingerprint of the key that is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The fingerprint of the key it is signed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Where the entry was in another ledger: that of the inbox, or a copy of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The seal of the entry before; zeros for the first.
    #[schemars(regex(pattern = SHA256))]
    pub before: String,
    /// SHA-256 of all of the above.
    #[schemars(regex(pattern = SHA256))]
    pub seal: String,
    /// The signature over the seal, made with the key: an armoured SSHSIG, or `sm2` and Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl Entry {
    /// The seal that was signed: the one here, or the one in the ledger that the entry came from.
    pub fn home(&self) -> &str {
        self.origin.as_ref().map_or(&self.seal, |origin| &origin.seal)
    }

    /// Whether it is the entry with this seal, here or in the ledger that it came from.
    pub fn is(&self, seal: &str) -> bool {
        self.seal == seal || self.origin.as_ref().is_some_and(|origin| origin.seal == seal)
    }

    /// Whether it stops something: withdraws a signature, returns an article or rejects it.
    pub fn stops(&self) -> bool {
        self.stage == Stage::Withdrawn || self.verdict != Verdict::Pass
    }

    /// Whether it signs the issue for the press.
    pub fn is_press(&self) -> bool {
        matches!(self.stage, Stage::Press | Stage::PressAfterChanges)
    }
}

impl Entry {
    /// An entry with which somebody passes a stage on a day, with nothing else filled in yet.
    pub fn new(stage: Stage, by: &str, date: Date) -> Self {
        Self {
            stage,
            article: None,
            by: by.to_owned(),
            delegate: false,
            verdict: Verdict::Pass,
            note: None,
            date,
            content: String::new(),
            house: None,
            target: None,
            key: None,
            origin: None,
            before: String::new(),
            seal: String::new(),
            signature: None,
        }
    }
}

/// The seals that an entry had in another ledger.
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
    /// 撤回: an earlier signature is withdrawn.
    Withdrawn,
    /// The list of signers, with the rules of the house, is in force as it is.
    People,
    /// The dates of earlier entries are corrected: dates count anew from here.
    Redated,
    /// The lost part of the ledger is given up: it goes on from here.
    Resumed,
    /// A key is revoked or lost.
    Revoked,
}

impl Stage {
    /// The proofs, in order.
    pub const PROOFS: [Self; 3] = [Self::Proof1, Self::Proof2, Self::Proof3];

    /// Its name in the ledger and in the keys of the locales.
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
            Self::Withdrawn => "withdrawn",
            Self::People => "people",
            Self::Redated => "redated",
            Self::Resumed => "resumed",
            Self::Revoked => "revoked",
        }
    }

    /// Whether it is one of the reviews of an article, which are made by three different people.
    pub fn is_review(self) -> bool {
        matches!(self, Self::First | Self::Second | Self::Final | Self::Countersign)
    }

    /// The duty that it takes to sign it; nothing for what the program records itself and for what
    /// any signer may withdraw.
    pub fn duty(self) -> Option<Duty> {
        match self {
            Self::First => Some(Duty::First),
            Self::Second => Some(Duty::Second),
            Self::Final | Self::Countersign => Some(Duty::Final),
            Self::Proof1 | Self::Proof2 | Self::Proof3 | Self::Corrections => Some(Duty::Proof),
            Self::Press
            | Self::PressAfterChanges
            | Self::People
            | Self::Redated
            | Self::Resumed => Some(Duty::Press),
            Self::Gathered | Self::Withdrawn | Self::Revoked => None,
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
    /// Its name in the ledger and in the keys of the locales.
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
            Stage::Withdrawn,
            Stage::People,
            Stage::Redated,
            Stage::Resumed,
            Stage::Revoked,
        ] {
            assert_eq!(serde_json::json!(stage), stage.name());
        }
        for verdict in [Verdict::Pass, Verdict::Return, Verdict::Reject] {
            assert_eq!(serde_json::json!(verdict), verdict.name());
        }
    }
}
