//! The supported parts of PDF/X.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part of PDF/X (ISO 15930).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Standard {
    /// PDF/X-4:2010 (ISO 15930-7): keeps transparency, PDF 1.6.
    #[default]
    X4,
    /// PDF/X-1a:2003 (ISO 15930-4): no transparency, PDF 1.4.
    X1a,
}

impl Standard {
    /// The version label in the file.
    pub fn version(self) -> &'static str {
        match self {
            Self::X4 => "PDF/X-4",
            Self::X1a => "PDF/X-1a:2003",
        }
    }

    /// The version of PDF that it is based on.
    pub fn pdf(self) -> &'static str {
        match self {
            Self::X4 => "1.6",
            Self::X1a => "1.4",
        }
    }
}
