//! What the rules are given: settings, waivers, member units, word lists.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::types::Date;
pub use neikan_base::rulebook::Setting;

/// Something that a rule finds and that is allowed to pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule.
    #[schemars(length(min = 1))]
    pub rule: String,
    /// Some words of the line that is allowed to pass; without them, the waiver is for the whole
    /// file.
    pub text: Option<String>,
    /// Why.
    #[schemars(length(min = 1))]
    pub reason: String,
}

/// The member units of the periodical's system.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Members {
    /// The units.
    #[schemars(length(min = 1))]
    pub members: Vec<Member>,
    /// People of one name who are not one person, or one person of several units.
    #[serde(default)]
    pub people: Vec<Person>,
}

/// A member unit.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its full name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Shorter names that may be used.
    #[serde(default)]
    pub short: Vec<String>,
}

/// A person whom the name alone does not tell.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their name, as bylines have it.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What tells them apart from others of that name, as lists print it; otherwise the name.
    #[schemars(length(min = 1))]
    pub id: Option<String>,
    /// The units under which they write.
    #[schemars(length(min = 1))]
    pub units: Vec<String>,
}

impl Person {
    /// What they are called in lists.
    pub fn label(&self) -> &str {
        self.id.as_deref().unwrap_or(&self.name)
    }
}

/// A list of words: a file in `issues/words`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WordList {
    /// Its name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// The date it was compiled.
    pub date: Option<Date>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Words to be avoided.
    #[serde(default)]
    pub avoid: Vec<Avoid>,
    /// Variant spellings, each with the standard one.
    #[serde(default)]
    pub variants: Vec<Avoid>,
    /// Words of confidential papers.
    #[serde(default)]
    pub secret: Vec<Secret>,
    /// Fixed formulas.
    #[serde(default)]
    pub formulas: Vec<Formula>,
    /// Leaders, in their order of precedence.
    #[serde(default)]
    pub leaders: Vec<Leader>,
}

impl WordList {
    /// The leaders in office on a day, in their order of precedence.
    pub fn in_office(&self, day: Date) -> impl Iterator<Item = &Leader> {
        self.leaders.iter().filter(move |leader| {
            leader.from.is_none_or(|from| from <= day) && leader.to.is_none_or(|to| day <= to)
        })
    }
}

/// A word to be avoided.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Avoid {
    /// The word.
    #[schemars(length(min = 1))]
    pub word: String,
    /// What to write instead.
    pub instead: Option<String>,
    /// Longer words in which it is right.
    #[serde(default)]
    pub except: Vec<String>,
    /// Whether the same characters can be right elsewhere, so that nothing is changed without
    /// asking.
    #[serde(default)]
    pub ask: bool,
}

/// A word of confidential papers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Secret {
    /// The word.
    #[schemars(length(min = 1))]
    pub word: String,
    /// Longer words in which it is harmless.
    #[serde(default)]
    pub except: Vec<String>,
}

/// A fixed formula: all its parts appear together, in their order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// Its parts.
    #[schemars(length(min = 2))]
    pub parts: Vec<String>,
    /// Forms known to be wrong.
    #[serde(default)]
    pub wrong: Vec<String>,
}

/// A leader and their office.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leader {
    /// Name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// 职务, as it must be written.
    #[schemars(length(min = 1))]
    pub title: String,
    /// In office from this day.
    pub from: Option<Date>,
    /// In office until this day, inclusive.
    pub to: Option<Date>,
}
