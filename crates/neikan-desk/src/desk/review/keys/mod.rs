//! Keys: signatures that only one person can make.
//!
//! Reviewers have public keys in `publication.yml` ([`public`], [`keyring`]); the private halves
//! are files of their own or lie in an agent ([`private`], [`agent`]). An entry that is written
//! names the key, and the key signs the entry's seal ([`mod@seal`]); reading a ledger holds every
//! signature against the keys of whoever signed ([`mod@prove`]). A key that was lost has an entry of
//! its own ([`revoke`]). [`edit`] puts a key into `publication.yml`.
//!
//! What is signed is the text that [`message`] gives, so that other programs can prove it too:
//! `ssh-keygen -Y verify` for Ed25519, `openssl pkeyutl` for SM2.

pub mod agent;
pub mod edit;
pub mod keyring;
pub mod private;
pub mod prove;
pub mod public;
pub mod revoke;
pub mod seal;

pub use keyring::Keyring;
pub use prove::prove;
pub use public::PublicKey;
pub use seal::{Search, seal};

/// What SSHSIG calls the purpose of a signature, so that it cannot pass for one of another kind.
pub const NAMESPACE: &str = "neikan-review";

/// The bytes that are signed: the seal in hexadecimal and a line feed.
pub fn message(seal: &str) -> Vec<u8> {
    format!("{seal}\n").into_bytes()
}
