//! Private keys: made, read from their files, used for signing. None is ever shown or stored
//! elsewhere.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use getrandom::SysRng;
use pkcs8::{DecodePrivateKey, EncodePrivateKey};
use sm2::dsa::signature::Signer;
use sm2::dsa::{Signature, SigningKey};
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::{HashAlg, LineEnding};

use super::NAMESPACE;
use super::public::{KINDS, PublicKey, SM2, SM2_ID, is_private};
use neikan_base::diagnostic::{Failure, Finding, Place};
use neikan_base::fs::read_limited;

/// The largest file that is read as a private key, in bytes.
const LIMIT: u64 = 64 << 10;

/// A kind of key that can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Ed25519, in OpenSSH's format.
    Ed25519,
    /// SM2 (GB/T 32918), in PKCS#8.
    Sm2,
}

/// An unlocked private key.
pub struct PrivateKey {
    half: Half,
    comment: String,
}

enum Half {
    Ed25519(Box<ssh_key::PrivateKey>),
    Sm2(Box<SigningKey>),
}

/// The content of a file given as a key.
pub enum KeyFile {
    /// An unlocked private key.
    Open(PrivateKey),
    /// A private key that needs a passphrase, with its public half if the file shows it.
    Locked(Locked),
    /// A public key: the private half may be in an agent.
    Public(PublicKey),
}

/// A private key that needs a passphrase.
pub enum Locked {
    /// In OpenSSH's format.
    Ssh(Box<ssh_key::PrivateKey>),
    /// PKCS#8 in PEM.
    Pkcs8(String),
}

impl PrivateKey {
    /// Makes a new key.
    ///
    /// # Errors
    /// [`Failure::Machine`] if the system has no random numbers.
    pub fn make(kind: Kind, comment: &str) -> Result<Self, Failure> {
        let mut seed = [0_u8; 32];
        getrandom::fill(&mut seed).map_err(no_random)?;
        let half = match kind {
            Kind::Ed25519 => {
                let pair = KeypairData::from(Ed25519Keypair::from_seed(&seed));
                let key = ssh_key::PrivateKey::new(pair, comment).map_err(no_random)?;
                Half::Ed25519(Box::new(key))
            }
            // One seed in 2^32 is not an SM2 key: the order of the curve is a little under 2^256.
            Kind::Sm2 => {
                Half::Sm2(Box::new(SigningKey::from_slice(SM2_ID, &seed).map_err(no_random)?))
            }
        };
        Ok(Self { half, comment: comment.to_owned() })
    }

    /// The public half.
    pub fn public(&self) -> Option<PublicKey> {
        match &self.half {
            Half::Ed25519(key) => PublicKey::of_ssh(key.public_key()),
            Half::Sm2(key) => Some(PublicKey::of_sm2(key.verifying_key(), &self.comment)),
        }
    }

    /// The text of its file, encrypted with a passphrase if there is one: OpenSSH's format for
    /// Ed25519 (`bcrypt` and AES-256), PKCS#8 in PEM for SM2 (`scrypt` and AES-256).
    ///
    /// # Errors
    /// [`Failure::Machine`] if the system has no random numbers.
    pub fn text(&self, passphrase: Option<&str>) -> Result<String, Failure> {
        let text = match (&self.half, passphrase) {
            (Half::Ed25519(key), None) => key.to_openssh(LineEnding::LF).map_err(no_random)?,
            (Half::Ed25519(key), Some(words)) => {
                let locked = key.encrypt(&mut SysRng, words).map_err(no_random)?;
                locked.to_openssh(LineEnding::LF).map_err(no_random)?
            }
            (Half::Sm2(key), words) => {
                let key = sm2::SecretKey::from(key.as_nonzero_scalar());
                match words {
                    None => key.to_pkcs8_pem(LineEnding::LF),
                    Some(words) => key.to_pkcs8_encrypted_pem(words, LineEnding::LF),
                }
                .map_err(no_random)?
            }
        };
        Ok(text.to_string())
    }

    /// Signs some bytes; returns an armoured SSHSIG, or `sm2` and Base64.
    ///
    /// # Errors
    /// The finding `key-broken` if the key cannot sign.
    pub fn sign(&self, message: &[u8]) -> Result<String, Finding> {
        self.sign_for(NAMESPACE, message)
    }

    /// Signs some bytes for another purpose, which an SSHSIG names (its namespace); with SM2 the bytes
    /// themselves have to say what they are.
    ///
    /// # Errors
    /// As [`PrivateKey::sign`].
    pub fn sign_for(&self, purpose: &str, message: &[u8]) -> Result<String, Finding> {
        let broken = || Finding::stop("key-broken");
        match &self.half {
            Half::Ed25519(key) => {
                let signature = key.sign(purpose, HashAlg::Sha512, message);
                let text = signature.and_then(|signature| signature.to_pem(LineEnding::LF));
                text.map_err(|_| broken())
            }
            Half::Sm2(key) => {
                let signature: Signature = key.try_sign(message).map_err(|_| broken())?;
                Ok(format!("{SM2} {}", STANDARD.encode(signature.to_bytes())))
            }
        }
    }

    fn of_ssh(key: ssh_key::PrivateKey) -> Self {
        let comment = key.comment().as_str_lossy().to_owned();
        Self { half: Half::Ed25519(Box::new(key)), comment }
    }

    fn of_sm2(key: &sm2::SecretKey) -> Option<Self> {
        let half = Half::Sm2(Box::new(SigningKey::new(SM2_ID, key).ok()?));
        Some(Self { half, comment: String::new() })
    }
}

impl Locked {
    /// The public half, if the file shows it.
    pub fn public(&self) -> Option<PublicKey> {
        match self {
            Self::Ssh(key) => PublicKey::of_ssh(key.public_key()),
            Self::Pkcs8(_) => None,
        }
    }

    /// Unlocks the key; nothing if the passphrase is wrong.
    pub fn open(&self, passphrase: &str) -> Option<PrivateKey> {
        match self {
            Self::Ssh(key) => Some(PrivateKey::of_ssh(key.decrypt(passphrase).ok()?)),
            Self::Pkcs8(text) => {
                let key = sm2::SecretKey::from_pkcs8_encrypted_pem(text, passphrase).ok()?;
                PrivateKey::of_sm2(&key)
            }
        }
    }
}

impl KeyFile {
    /// Reads a file as a key.
    ///
    /// # Errors
    /// A finding that says what is wrong with it; it never repeats what the file contains.
    pub fn read(path: &Path) -> Result<Self, Finding> {
        let place = || Place::file(path.display().to_string());
        let unreadable =
            |reason: String| Finding::stop("file-unreadable").at(place()).with("reason", reason);
        let bytes = read_limited(path, LIMIT).map_err(|error| unreadable(error.to_string()))?;
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        if !is_private(&text) {
            return PublicKey::read(&text)
                .map(Self::Public)
                .map_err(|refusal| refusal.finding().at(place()));
        }
        private(&text).map_err(|finding| finding.at(place()))
    }
}

fn private(text: &str) -> Result<KeyFile, Finding> {
    let form = || Finding::stop("key-private-form").with("allowed", KINDS);
    let kind = |kind: &str| Finding::stop("key-kind").with("kind", kind).with("allowed", KINDS);
    if text.contains("BEGIN OPENSSH PRIVATE KEY") {
        let key = ssh_key::PrivateKey::from_openssh(text.trim_start()).map_err(|_| form())?;
        if key.public_key().key_data().ed25519().is_none() {
            return Err(kind(key.public_key().algorithm().as_str()));
        }
        let locked = key.is_encrypted();
        let open = |key| KeyFile::Open(PrivateKey::of_ssh(key));
        return Ok(if locked { KeyFile::Locked(Locked::Ssh(Box::new(key))) } else { open(key) });
    }
    if text.contains("BEGIN ENCRYPTED PRIVATE KEY") {
        return Ok(KeyFile::Locked(Locked::Pkcs8(text.trim().to_owned())));
    }
    if text.contains("BEGIN PRIVATE KEY") {
        let key = sm2::SecretKey::from_pkcs8_pem(text.trim()).map_err(|_| kind("PKCS#8"))?;
        return PrivateKey::of_sm2(&key).map(KeyFile::Open).ok_or_else(form);
    }
    Err(form())
}

fn no_random(error: impl std::fmt::Display) -> Failure {
    Failure::machine("/dev/urandom", std::io::Error::other(error.to_string()))
}
