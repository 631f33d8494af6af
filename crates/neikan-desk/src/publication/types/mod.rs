//! The data files as types: `publication.yml`, `issue.yml`, front matter, `recipients.yml`.
//!
//! The JSON Schemas come from these types, so a constraint stated here (a pattern, a minimum
//! length) is both documented and enforced.

mod article;
mod calendar;
mod issue;
mod publication;
mod recipients;
mod values;

pub use article::*;
pub use calendar::*;
pub use issue::*;
pub use publication::*;
pub use recipients::*;
pub use values::*;
