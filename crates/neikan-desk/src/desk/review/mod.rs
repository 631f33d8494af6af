//! Three reviews and three proofs (三审三校): who passed which text, and what followed.
//!
//! A signature is an entry of the ledger ([`ledger`]) and binds the canonical content that was read
//! ([`contents`]). Going through an article's entries shows how far it has come ([`progress`]), by
//! the same rules under which a new signature is accepted ([`mod@sign`]). Who may sign is a list
//! that the editor in chief signs too ([`house`]); every entry is judged by the list of its time
//! ([`lists`]), and what is not valid under it counts for nothing. Reviewers may sign with keys of
//! their own ([`keys`]); time stamps ([`stamp`]) and short sums on paper ([`anchor`]) show when a
//! ledger existed and how far it had come.
//!
//! [`changes`] compares texts and [`weights`] tells which changes go back to the reviewers whatever
//! their length, with [`typing`] to recognise slips of typing; [`mod@status`] says what is missing
//! and how to go on; [`mod@gate`] says whether an issue may be made, and [`mod@parts`] what has
//! changed since. Two copies of a ledger become one again in [`mod@merge`].

pub mod anchor;
pub mod changes;
pub mod conflict;
pub mod contents;
mod files;
pub mod gate;
pub mod heavy;
pub mod house;
pub mod keys;
pub mod ledger;
pub mod lists;
pub mod merge;
pub mod parts;
pub mod press;
pub mod progress;
mod redate;
mod resume;
pub mod sign;
pub mod stamp;
pub mod status;
mod surnames;
mod typing;
pub mod weights;
mod withdraw;

pub use contents::Folder;
pub use gate::{Gate, gate, standing};
pub use merge::merge;
pub use parts::parts;
pub use sign::{Request, sign, sign_with};
pub use status::{Status, status};

/// A name in a form that can be pasted into a command.
pub fn pasted(name: &str) -> String {
    if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name.to_owned() }
}
