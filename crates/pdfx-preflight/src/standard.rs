//! The parts of PDF/X: those that the press stage writes, and those that files are judged by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A part of PDF/X (ISO 15930) that is written.
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
        Part::from(self).version()
    }

    /// The version of PDF that it is based on.
    pub fn pdf(self) -> &'static str {
        Part::from(self).pdf()
    }
}

/// A part of PDF/X that a file can claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// PDF/X-1a:2001 (ISO 15930-1).
    X1a2001,
    /// PDF/X-1a:2003 (ISO 15930-4).
    X1a2003,
    /// PDF/X-3:2002 (ISO 15930-3).
    X32002,
    /// PDF/X-3:2003 (ISO 15930-6).
    X32003,
    /// PDF/X-4:2010 (ISO 15930-7).
    X4,
    /// PDF/X-6:2020 (ISO 15930-9).
    X6,
}

impl From<Standard> for Part {
    fn from(standard: Standard) -> Self {
        match standard {
            Standard::X4 => Self::X4,
            Standard::X1a => Self::X1a2003,
        }
    }
}

impl Part {
    /// Every part, with its short name, the label in the file and the newest version of PDF that
    /// it allows.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 6] = [
        (Self::X1a2001, "x1a-2001", "PDF/X-1a:2001", "1.3"),
        (Self::X1a2003, "x1a-2003", "PDF/X-1a:2003", "1.4"),
        (Self::X32002, "x3-2002", "PDF/X-3:2002", "1.3"),
        (Self::X32003, "x3-2003", "PDF/X-3:2003", "1.4"),
        (Self::X4, "x4", "PDF/X-4", "1.6"),
        (Self::X6, "x6", "PDF/X-6", "2.0"),
    ];

    fn row(self) -> (Self, &'static str, &'static str, &'static str) {
        let own = Self::ALL.into_iter().find(|row| row.0 == self);
        own.unwrap_or(Self::ALL[4])
    }

    /// The part with this label.
    pub fn labelled(version: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|row| row.2 == version).map(|row| row.0)
    }

    /// The label in the file; of PDF/X-1a:2001 that of the conformance.
    pub fn version(self) -> &'static str {
        self.row().2
    }

    /// The newest version of PDF that it allows.
    pub fn pdf(self) -> &'static str {
        self.row().3
    }

    /// The older edition of it.
    fn older(self) -> Option<Self> {
        match self {
            Self::X1a2003 => Some(Self::X1a2001),
            Self::X32003 => Some(Self::X32002),
            _ => None,
        }
    }

    /// Whether it keeps transparency and layers, and says what it is in the XMP.
    pub fn is_live(self) -> bool {
        matches!(self, Self::X4 | Self::X6)
    }

    /// Whether the document information is required; PDF 2.0 has it in the XMP alone.
    pub fn has_info(self) -> bool {
        self != Self::X6
    }
}

/// By what a file is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Demand {
    /// By the part of PDF/X that it claims, if any.
    #[default]
    Auto,
    /// By nothing but what harms print.
    Nothing,
    /// By this part, whatever it claims.
    Part(Part),
    /// By this part, or the older edition of it that the file claims.
    Edition(Part),
}

impl From<Standard> for Demand {
    fn from(standard: Standard) -> Self {
        Self::Part(standard.into())
    }
}

impl Demand {
    /// The part by which a file is judged that claims one or none.
    pub fn part(self, claim: Option<Part>) -> Option<Part> {
        match self {
            Self::Auto => claim,
            Self::Nothing => None,
            Self::Part(part) => Some(part),
            Self::Edition(part) => claim.filter(|own| part.older() == Some(*own)).or(Some(part)),
        }
    }

    /// All names of demands.
    pub fn names() -> Vec<&'static str> {
        let parts = Part::ALL.into_iter().map(|row| row.1);
        ["auto", "none", "x1a", "x3"].into_iter().chain(parts).collect()
    }

    /// The demand with a name: `auto`, `none`, `x4`, `x1a` (either edition), `x1a-2001` and so on.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "none" => Some(Self::Nothing),
            "x1a" => Some(Self::Edition(Part::X1a2003)),
            "x3" => Some(Self::Edition(Part::X32003)),
            name => Part::ALL.into_iter().find(|row| row.1 == name).map(|row| Self::Part(row.0)),
        }
    }
}
