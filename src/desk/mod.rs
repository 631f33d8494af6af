//! The desk: how texts from outside come into the house.
//!
//! [`import`] turns a file that somebody sent into a manuscript in `issues/inbox`.

pub mod import;
