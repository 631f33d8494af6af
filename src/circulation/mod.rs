//! Complimentary copies: who is given one, the copies themselves, and where they went.
//!
//! [`recipients`] reads who is given a copy and takes in lists from spreadsheets; [`copies`] makes
//! the copy of each and tells whose a copy is; [`prepared`] reads what lies ready; [`mail`] writes
//! the mails and hands them to a server, [`outbox`] lays them into a folder instead; [`ledger`]
//! remembers what was handed over; [`confirm`] takes a person's word for a copy; [`status`] says how
//! every copy stands; [`forget`] erases a person. Nothing of this reaches an edition or an archive.

pub mod confirm;
pub mod copies;
pub mod forget;
pub mod ledger;
pub mod mail;
pub mod outbox;
pub mod prepared;
pub mod recipients;
pub mod status;
