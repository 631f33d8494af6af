//! Complimentary copies: who is given one, the copies themselves, and where they went.
//!
//! [`recipients`] reads who is given a copy; [`copies`] makes the copy of each and tells whose a
//! copy is.

pub mod copies;
pub mod recipients;
