//! Values that have their own form: dates, focus points, identifiers, issue names, e-mail
//! addresses.

use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use neikan_base::date::DATE;
pub use neikan_base::{Binding, Date};

/// The form of an identifier: lower-case letters, digits and hyphens.
pub const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// The form of an issue's name: `2026-03`.
pub const ISSUE: &str = "^[0-9]{4}-(0[1-9]|[1-4][0-9]|5[0-3])$";
/// The form of a focus point: `50% 40%`, from the left and from the top.
pub const FOCUS: &str = "^(100|[0-9]{1,2})% (100|[0-9]{1,2})%$";
/// The form of an e-mail address.
pub const EMAIL: &str = "^[^@\\s<>\"]+@[^@\\s<>\"]+\\.[^@\\s<>\"]+$";

/// The point of a picture that every crop keeps, as fractions from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Focus(pub f64, pub f64);

impl Default for Focus {
    fn default() -> Self {
        Self(0.5, 0.5)
    }
}

impl FromStr for Focus {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let percent = |part: &str| {
            let value: f64 = part.strip_suffix('%')?.parse().ok()?;
            (0.0..=100.0).contains(&value).then_some(value / 100.0)
        };
        let both = text.split_once(' ').and_then(|(x, y)| Some(Self(percent(x)?, percent(y)?)));
        both.ok_or_else(|| format!("{text}: no focus point"))
    }
}

impl TryFrom<String> for Focus {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Focus> for String {
    fn from(focus: Focus) -> Self {
        format!("{}% {}%", focus.0 * 100.0, focus.1 * 100.0)
    }
}

impl JsonSchema for Focus {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Focus".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": FOCUS })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn focus_points_are_fractions() {
        assert_eq!("50% 40%".parse(), Ok(Focus(0.5, 0.4)));
        assert!("50 40".parse::<Focus>().is_err());
        assert!("150% 40%".parse::<Focus>().is_err());
    }
}
