//! Keys: signatures that only one person can make.
//!
//! Reviewers have public keys in `publication.yml` ([`public`], [`keyring`]); the private halves
//! are in files of their own or in an agent ([`private`], [`agent`]). A new entry names the key,
//! and the key signs the entry's seal ([`mod@seal`]); when a ledger is read, every signature is
//! verified with the keys of its signer ([`mod@prove`]). A lost key is revoked by an entry of its
//! own ([`revoke`]). [`edit`] adds a key to `publication.yml`.
//!
//! What is signed is the text that [`message`] returns, so that other programs can verify it too:
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

/// The SSHSIG namespace: the purpose of a signature, so that it cannot pass for one of another
/// kind.
pub const NAMESPACE: &str = "neikan-review";

/// The bytes that are signed: the seal in hexadecimal and a line feed.
pub fn message(seal: &str) -> Vec<u8> {
    format!("{seal}\n").into_bytes()
}
