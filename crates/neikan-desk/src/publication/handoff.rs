//! The handoff to the print shop as data: `handoff` in `publication.yml` and `issue.yml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Date;

/// 交付: what the print shop is told besides the files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Handoff {
    /// 印后: what is done to the sheets besides binding.
    #[serde(default)]
    pub finishing: Vec<String>,
    /// 包装.
    pub packing: Option<String>,
    /// Who answers the print shop's questions, and how to reach them.
    pub contact: Option<String>,
    /// Whom to ask at the print shop.
    pub printer_contact: Option<String>,
    /// 送货地点.
    pub deliver_to: Option<String>,
    /// 交货日期.
    pub deliver_by: Option<Date>,
}

impl Handoff {
    /// Fills what is missing here with the usual values: field by field, and `finishing` as a
    /// whole.
    pub fn over(&self, usual: &Self) -> Self {
        let text = |own: &Option<String>, usual: &Option<String>| own.clone().or(usual.clone());
        let finishing = if self.finishing.is_empty() { &usual.finishing } else { &self.finishing };
        Self {
            finishing: finishing.clone(),
            packing: text(&self.packing, &usual.packing),
            contact: text(&self.contact, &usual.contact),
            printer_contact: text(&self.printer_contact, &usual.printer_contact),
            deliver_to: text(&self.deliver_to, &usual.deliver_to),
            deliver_by: self.deliver_by.or(usual.deliver_by),
        }
    }
}
