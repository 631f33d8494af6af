//! Three reviews and three proofs (三审三校): who passed which text, and what became of it.
//!
//! A signature is an entry of the ledger ([`ledger`]) and binds the canonical content that was
//! read ([`contents`]). Going through an article's entries gives how far it has come
//! ([`progress`]), by the same rules under which a new signature is taken ([`sign`]).
//! [`changes`] compares texts; [`status`] says what is missing and how to go on; [`gate`] says
//! whether an issue may be made, and [`parts`] what was changed since; [`form`] prints what was signed, or lines to sign on.

pub mod changes;
pub mod contents;
pub mod form;
pub mod gate;
pub mod ledger;
pub mod parts;
pub mod progress;
pub mod sign;
pub mod status;

pub use contents::Folder;
pub use gate::{Gate, gate, standing};
pub use parts::parts;
pub use sign::{Request, sign};
pub use status::{Status, status};
