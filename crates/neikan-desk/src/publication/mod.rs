//! The periodical and its issues as data: reading, validating, describing.
//!
//! [`Project`] knows where things are on disk; [`document`] turns a YAML text into a typed
//! value or into all its faults; [`schema`] describes the types to editors.

pub mod calendar;
pub mod document;
mod form;
mod handoff;
mod house;
mod inks;
mod layout;
mod mail;
mod numbering;
mod pages;
pub mod places;
mod project;
pub mod review;
pub mod schema;
mod settings;
mod slips;
mod source;
mod theme;
pub mod types;
mod units;
mod validate;
mod words;

pub use document::Document;
pub use form::Form;
pub use handoff::Handoff;
pub use house::*;
pub use inks::{Color, Inks, Spot as SpotInk, SpotKind};
pub use layout::{NewLayout, begin_layout, begin_press, icc};
pub use mail::{Mail, Security};
pub use numbering::{FirstPage, first_page};
pub use pages::pages;
pub use places::Places;
pub use project::{INBOX, Kit, PRESS, Project, issue_number};
pub use review::{
    Duty, Entry, Head, KeyUse, Ledger, Origin, Review, Reviewer, Stage, TO_FILL_IN, Verdict,
};
pub use settings::{Colouring, Settings, Tongue};
pub use source::{LIMIT as TEXT_LIMIT, SourceText, plain_lines, write_in_place};
pub use theme::{Families, Theme, ThemeFile};
pub use types::*;
pub use units::{Units, Who};
pub use validate::{
    arrangement, cover_lines, is_id, kinds, load_issue, load_publication, load_theme, section_id,
    unknown_kind,
};
pub use words::{Words, Zone};
