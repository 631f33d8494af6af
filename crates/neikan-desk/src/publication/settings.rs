//! What a person has set for all projects on a computer: `config.yml` in the folder of their settings.
//! Nothing of it reaches an output.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The settings of a person.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The language to speak.
    pub language: Option<Tongue>,
    /// Who the person is, for signatures.
    #[schemars(length(min = 1))]
    pub name: Option<String>,
    /// Whether to use colours and links.
    pub color: Option<Colouring>,
    /// The command that opens a file, with `{file}`, `{line}` and `{column}` where they go.
    #[schemars(length(min = 1))]
    pub editor: Option<String>,
    /// The address by which a page opens a file in an editor, with `{file}`, `{line}` and `{column}`
    /// where they go.
    #[schemars(length(min = 1))]
    pub link: Option<String>,
}

/// A language that messages come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tongue {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

/// Whether to use colours and links.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Colouring {
    /// On a terminal.
    #[default]
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}
