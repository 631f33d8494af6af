//! The press profile: `layouts/press/<name>.yml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a print shop prints, and on what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PressProfile {
    /// What people call it.
    #[schemars(length(min = 1))]
    pub name: String,
    /// The ICC profile: a file beside the press profile.
    #[schemars(length(min = 1))]
    pub icc: String,
    /// Identifier of the output condition, e.g. FOGRA39.
    #[schemars(length(min = 1))]
    pub condition: String,
    /// Registry that the identifier is from.
    #[schemars(length(min = 1))]
    pub registry: String,
    /// The output condition in words.
    #[schemars(length(min = 1))]
    pub info: String,
    /// How colours that the press cannot print are brought within its reach.
    #[serde(default)]
    pub intent: Intent,
    /// The most ink on one spot: the sum of the four tints, %.
    #[schemars(range(min = 200, max = 400))]
    pub total_ink: f64,
    /// The least resolution of a picture as it is placed, pixels per inch.
    #[schemars(range(min = 72, max = 1200))]
    pub minimum_ppi: u16,
    /// The part of PDF/X that the print shop asks for.
    #[serde(default)]
    pub pdfx: Standard,
    /// The papers.
    pub paper: Papers,
}

/// A part of PDF/X (ISO 15930).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Standard {
    /// PDF/X-4:2010 (ISO 15930-7): transparency stays, PDF 1.6.
    #[default]
    X4,
    /// PDF/X-1a:2003 (ISO 15930-4): no transparency, PDF 1.4.
    X1a,
}

impl Standard {
    /// What the file calls itself.
    pub fn version(self) -> &'static str {
        match self {
            Self::X4 => "PDF/X-4",
            Self::X1a => "PDF/X-1a:2003",
        }
    }

    /// The version of PDF that it is built on.
    pub fn pdf(self) -> &'static str {
        match self {
            Self::X4 => "1.6",
            Self::X1a => "1.4",
        }
    }
}

/// The rendering intent of the conversion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Intent {
    /// All colours are moved together, so that what differs stays different.
    #[default]
    Perceptual,
    /// Colours within reach stay as they are, others are clipped; white is the paper.
    Relative,
}

/// The papers of an issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// The paper of the inside pages.
    pub body: Paper,
    /// The paper of the cover.
    pub cover: Paper,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// What the paper merchant calls it.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Weight, g/m².
    #[schemars(range(min = 30, max = 600))]
    pub grammage: f64,
    /// Thickness of a sheet, mm.
    #[schemars(range(min = 0.02, max = 2.0))]
    pub thickness: f64,
}
