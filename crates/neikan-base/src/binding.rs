//! How the sheets of an issue are held together.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the sheets are held together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Binding {
    /// 骑马订: folded and stapled; no spine; pages a multiple of 4.
    #[default]
    Saddle,
    /// 无线胶装: glued; a spine.
    Perfect,
    /// 平订: leaves stapled through the left margin; no spine; pages a multiple of 2.
    Side,
}

impl Binding {
    /// Its name in the data files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Saddle => "saddle",
            Self::Perfect => "perfect",
            Self::Side => "side",
        }
    }
}
