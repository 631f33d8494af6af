//! Three reviews and three proofs (三审三校): who passed which text, and what became of it.
//!
//! A signature is an entry of the ledger ([`ledger`]) and binds the canonical content that was
//! read ([`contents`]). Going through an article's entries gives how far it has come
//! ([`progress`]), by the same rules under which a new signature is taken ([`sign`]).
//! Reviewers may sign with keys of their own ([`keys`]); time stamps ([`stamp`]) and short sums on
//! paper ([`anchor`]) say when a ledger was there and how far it had come.
//! [`changes`] compares texts; [`status`] says what is missing and how to go on; [`gate`] says
//! whether an issue may be made; [`form`] prints what was signed, or lines to sign on.

pub mod anchor;
pub mod changes;
pub mod contents;
pub mod form;
pub mod gate;
pub mod keys;
pub mod ledger;
pub mod progress;
pub mod sign;
pub mod stamp;
pub mod status;

pub use contents::Folder;
pub use gate::{Gate, gate};
pub use sign::{Request, sign, sign_with};
pub use status::{Status, status};
