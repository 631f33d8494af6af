//! The data files as types: `publication.yml`, `issue.yml`, front matter, `recipients.yml`.
//!
//! The JSON Schemas come from these types, so a constraint stated here (a pattern, a minimum
//! length) is both documented and enforced.

mod archive;
mod article;
mod calendar;
mod issue;
mod publication;
mod recipients;
mod scoring;
mod values;

pub use archive::*;
pub use article::*;
pub use calendar::*;
pub use issue::*;
pub use publication::*;
pub use recipients::*;
pub use scoring::*;
pub use values::*;
