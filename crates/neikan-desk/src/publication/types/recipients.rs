//! `recipients.yml`: who gets a complimentary copy.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::EMAIL;

/// Who gets a complimentary copy.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipients {
    /// The recipients.
    pub recipients: Vec<Recipient>,
    /// Passwords of the copies, by category.
    #[serde(default)]
    pub passwords: BTreeMap<String, String>,
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
    /// The preferred edition.
    #[serde(default)]
    pub format: Preferred,
    /// Password of the copy, if it is not that of the category.
    pub password: Option<String>,
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
