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
    /// The address of the S3-compatible store that archives are published to, where it is not
    /// Amazon's.
    #[schemars(length(min = 1))]
    pub endpoint: Option<String>,
    /// The region of that store.
    #[schemars(length(min = 1))]
    pub region: Option<String>,
    /// The file with the keys for that store, which nobody else can read; the keys themselves have no
    /// place here.
    #[schemars(length(min = 1))]
    pub keys: Option<String>,
    /// Where builds share results of steps with other machines: `s3://bucket/prefix`, or a folder.
    #[schemars(length(min = 1))]
    pub cache_remote: Option<String>,
    /// The file with the secret that these machines have in common, or `none` where all who can write
    /// there are trusted.
    #[schemars(length(min = 1))]
    pub cache_secret: Option<String>,
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
