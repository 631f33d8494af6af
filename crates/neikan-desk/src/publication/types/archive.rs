//! `archive:` in `publication.yml`: what is in an archive, and what an archive office wants to know.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What archives have besides the issue, and how long they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Archive {
    /// Whether the faces are packed: an archive without them has their sums.
    #[serde(default = "packed")]
    pub fonts: bool,
    /// 全宗号.
    #[schemars(length(min = 1))]
    pub fonds: Option<String>,
    /// 责任者, if not the sponsor.
    #[schemars(length(min = 1))]
    pub responsible: Option<String>,
    /// 保管期限: 永久, 定期30年, 定期10年.
    #[schemars(length(min = 1))]
    pub retention: Option<String>,
    /// 密级, where the issue does not state one.
    #[schemars(length(min = 1))]
    pub classification: Option<String>,
}

impl Default for Archive {
    fn default() -> Self {
        Self {
            fonts: packed(),
            fonds: None,
            responsible: None,
            retention: None,
            classification: None,
        }
    }
}

fn packed() -> bool {
    true
}
