//! A public key: a line in OpenSSH's format for Ed25519, or `sm2` and the point in Base64.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use pkcs8::DecodePublicKey;
use sm2::dsa::signature::Verifier;
use sm2::dsa::{Signature, VerifyingKey};
use sm3::{Digest, Sm3};
use ssh_key::public::{Ed25519PublicKey, KeyData};
use ssh_key::{HashAlg, SshSig};

use super::NAMESPACE;
use neikan_base::date::Date;
use neikan_base::diagnostic::Finding;

/// The largest text that is read as a public key or a signature, in bytes.
const LIMIT: usize = 16 << 10;

/// The default identity of the signer, if an application sets no other (GM/T 0009-2012, 10).
pub const SM2_ID: &str = "1234567812345678";

/// The word before an SM2 key or signature.
pub const SM2: &str = "sm2";

/// The option before a key that says how long it is valid.
const LIMITED: &str = "valid-before=";

/// The kinds of key that are taken, as messages name them.
pub const KINDS: &str = "ssh-ed25519, sm2";

/// A public key and its comment.
#[derive(Debug, Clone)]
pub struct PublicKey {
    half: Half,
    /// What follows the key on its line, often the machine it was made on.
    pub comment: String,
    /// The first day on which it signs nothing more: `valid-before` of OpenSSH's allowed signers.
    pub valid_before: Option<Date>,
}

#[derive(Debug, Clone)]
enum Half {
    Ed25519(Ed25519PublicKey),
    Sm2(VerifyingKey),
}

impl PartialEq for PublicKey {
    /// Neither the comment nor how long it is valid is part of a key.
    fn eq(&self, other: &Self) -> bool {
        match (&self.half, &other.half) {
            (Half::Ed25519(one), Half::Ed25519(two)) => one == two,
            (Half::Sm2(one), Half::Sm2(two)) => one.as_affine() == two.as_affine(),
            _ => false,
        }
    }
}

/// Why a text is not accepted as a public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is, or contains, a private key.
    Private,
    /// It is a key of this kind, which is not accepted.
    Kind(String),
    /// It is not a key.
    Form,
}

impl Refusal {
    /// The corresponding finding. It never repeats the text, which may be a secret.
    pub fn finding(&self) -> Finding {
        match self {
            Self::Private => Finding::stop("key-private"),
            Self::Kind(kind) => Finding::stop("key-kind").with("kind", kind).with("allowed", KINDS),
            Self::Form => Finding::stop("key-form").with("allowed", KINDS),
        }
    }
}

/// Why a signature is not accepted as one by the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read.
    Form,
    /// It was made for another purpose.
    Namespace(String),
    /// It was made with another key, or for another text, or was changed.
    Broken,
}

impl PublicKey {
    /// Reads a public key: one line, or a PEM file written by openssl.
    ///
    /// # Errors
    /// A [`Refusal`] that says why the text is not accepted.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        if is_private(text) {
            return Err(Refusal::Private);
        }
        if text.len() > LIMIT {
            return Err(Refusal::Form);
        }
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.starts_with("-----BEGIN PUBLIC KEY-----") {
            return of_pem(text);
        }
        let lines = text.lines().map(str::trim);
        let lines: Vec<&str> = lines.filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
        let [line] = lines[..] else { return Err(Refusal::Form) };
        let (valid_before, line) = limited(line)?;
        let key = match line.split_ascii_whitespace().next().unwrap_or_default() {
            "ssh-ed25519" => of_openssh(line),
            SM2 => of_sm2(line),
            kind if is_kind(kind) => Err(Refusal::Kind(named(kind, line))),
            _ => Err(Refusal::Form),
        };
        key.map(|key| Self { valid_before, ..key })
    }

    /// Whether it has expired on a day.
    pub fn is_expired(&self, on: Date) -> bool {
        self.valid_before.is_some_and(|end| on >= end)
    }

    /// An Ed25519 key of OpenSSH; nothing if it is of another kind.
    pub fn of_ssh(key: &ssh_key::PublicKey) -> Option<Self> {
        let half = Half::Ed25519(*key.key_data().ed25519()?);
        let comment = key.comment().as_str_lossy().trim().to_owned();
        Some(Self { half, comment, valid_before: None })
    }

    /// The public half of an SM2 key.
    pub fn of_sm2(key: &VerifyingKey, comment: &str) -> Self {
        let (half, comment) = (Half::Sm2(key.clone()), comment.to_owned());
        Self { half, comment, valid_before: None }
    }

    /// The key in OpenSSH's format; nothing for SM2, which OpenSSH does not support.
    pub fn ssh(&self) -> Option<ssh_key::PublicKey> {
        match &self.half {
            Half::Ed25519(key) => {
                Some(ssh_key::PublicKey::new(KeyData::Ed25519(*key), self.comment.as_str()))
            }
            Half::Sm2(_) => None,
        }
    }

    /// Its kind, as its line names it.
    pub fn kind(&self) -> &'static str {
        match &self.half {
            Half::Ed25519(_) => "ssh-ed25519",
            Half::Sm2(_) => SM2,
        }
    }

    /// The line for `publication.yml`.
    pub fn line(&self) -> String {
        let limit = self.valid_before.map(|end| format!("{LIMITED}\"{}\" ", digits(end)));
        limit.unwrap_or_default() + &self.bare_line()
    }

    /// The key and its comment alone.
    pub fn bare_line(&self) -> String {
        let line = match (&self.half, self.ssh()) {
            (Half::Sm2(key), _) => format!("{SM2} {}", STANDARD.encode(key.to_sec1_bytes())),
            (_, Some(key)) => {
                let bare = ssh_key::PublicKey::from(key.key_data().clone());
                bare.to_openssh().unwrap_or_default().trim_end().to_owned()
            }
            (_, None) => String::new(),
        };
        if self.comment.is_empty() { line } else { format!("{line} {}", self.comment) }
    }

    /// Its fingerprint: for Ed25519 the one that `ssh-keygen -l` prints, for SM2 `SM3:` and the
    /// Base64 of the SM3 hash of the uncompressed point.
    pub fn fingerprint(&self) -> String {
        match &self.half {
            Half::Ed25519(key) => KeyData::Ed25519(*key).fingerprint(HashAlg::Sha256).to_string(),
            Half::Sm2(key) => {
                let sum = Sm3::digest(key.to_sec1_bytes());
                format!("SM3:{}", STANDARD_NO_PAD.encode(sum))
            }
        }
    }

    /// Verifies that a signature of these bytes was made with this key.
    ///
    /// # Errors
    /// A [`Fault`] that says why not.
    pub fn verify(&self, message: &[u8], signature: &str) -> Result<(), Fault> {
        self.verify_for(NAMESPACE, message, signature)
    }

    /// Verifies a signature that was made for another purpose.
    ///
    /// # Errors
    /// A [`Fault`] that says why not.
    pub fn verify_for(&self, purpose: &str, message: &[u8], signature: &str) -> Result<(), Fault> {
        if signature.len() > LIMIT {
            return Err(Fault::Form);
        }
        let signature = signature.replace("\r\n", "\n");
        match &self.half {
            Half::Ed25519(key) => {
                let signature = SshSig::from_pem(&signature).map_err(|_| Fault::Form)?;
                if signature.namespace() != purpose {
                    return Err(Fault::Namespace(signature.namespace().to_owned()));
                }
                let key = ssh_key::PublicKey::from(*key);
                key.verify(purpose, message, &signature).map_err(|_| Fault::Broken)
            }
            Half::Sm2(key) => {
                let bytes = sm2_bytes(&signature).ok_or(Fault::Form)?;
                let signature = Signature::from_slice(&bytes).map_err(|_| Fault::Form)?;
                key.verify(message, &signature).map_err(|_| Fault::Broken)
            }
        }
    }
}

/// Verifies a signature by the key that it names itself. A signature of SM2 names none, so that only its form
/// is looked at.
///
/// # Errors
/// A [`Fault`] that says why it is none.
pub fn verify_own(purpose: &str, message: &[u8], signature: &str) -> Result<(), Fault> {
    if signature.len() > LIMIT {
        return Err(Fault::Form);
    }
    if let Some(bytes) = sm2_bytes(signature) {
        return Signature::from_slice(&bytes).map(drop).map_err(|_| Fault::Form);
    }
    let own = SshSig::from_pem(signature.replace("\r\n", "\n")).map_err(|_| Fault::Form)?;
    let key = own.public_key().ed25519().ok_or(Fault::Form)?;
    let key = PublicKey { half: Half::Ed25519(*key), comment: String::new(), valid_before: None };
    key.verify_for(purpose, message, signature)
}

/// A day as OpenSSH writes it: `20270101`.
pub fn digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year, date.month, date.day)
}

/// Takes the option that says how long a key is valid off its line.
fn limited(line: &str) -> Result<(Option<Date>, &str), Refusal> {
    let Some(rest) = line.strip_prefix(LIMITED) else { return Ok((None, line)) };
    let parts = rest.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let (day, key) = parts.ok_or(Refusal::Form)?;
    if day.len() != 8 || !day.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::Form);
    }
    let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    Ok((Some(day.parse().map_err(|_| Refusal::Form)?), key.trim_start()))
}

/// Whether a text holds a private key, whole or cut.
pub fn is_private(text: &str) -> bool {
    // The second is the beginning of every private key of OpenSSH in Base64.
    let signs = ["PRIVATE KEY", "b3BlbnNzaC1rZXktdjE", "PuTTY-User-Key-File", "Private-Lines"];
    signs.iter().any(|sign| text.contains(sign))
}

fn of_openssh(line: &str) -> Result<PublicKey, Refusal> {
    let key = ssh_key::PublicKey::from_openssh(line).map_err(|_| Refusal::Form)?;
    PublicKey::of_ssh(&key).ok_or(Refusal::Form)
}

fn of_sm2(line: &str) -> Result<PublicKey, Refusal> {
    let mut words = line.splitn(3, char::is_whitespace).skip(1);
    let bytes = STANDARD.decode(words.next().unwrap_or_default()).map_err(|_| Refusal::Form)?;
    let key = VerifyingKey::from_sec1_bytes(SM2_ID, &bytes).map_err(|_| Refusal::Form)?;
    Ok(PublicKey::of_sm2(&key, words.next().unwrap_or_default().trim()))
}

fn of_pem(text: &str) -> Result<PublicKey, Refusal> {
    let text = text.replace("\r\n", "\n");
    let other = |_| Refusal::Kind("PEM".to_owned());
    let key = sm2::PublicKey::from_public_key_pem(&text).map_err(other)?;
    let key = VerifyingKey::new(SM2_ID, key).map_err(|_| Refusal::Form)?;
    Ok(PublicKey::of_sm2(&key, ""))
}

/// The bytes of a signature `sm2 BASE64`.
fn sm2_bytes(signature: &str) -> Option<Vec<u8>> {
    STANDARD.decode(signature.trim().strip_prefix(SM2)?.trim()).ok()
}

/// Whether a word names a kind of key that OpenSSH supports.
fn is_kind(word: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-", "rsa-"].iter().any(|kind| word.starts_with(kind))
        && word.len() <= 64
        && word.is_ascii()
}

/// A kind as messages name it: for RSA keys with their size in bits.
fn named(kind: &str, line: &str) -> String {
    let key = ssh_key::PublicKey::from_openssh(line).ok();
    let bits = key.as_ref().and_then(|key| Some(key.key_data().rsa()?.key_size()));
    bits.map_or_else(|| kind.to_owned(), |bits| format!("{kind} {bits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        let hex: Vec<u8> = hex.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let pair =
            |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        hex.chunks(2).map(pair).collect()
    }

    #[test]
    fn sm2_is_that_of_the_standard() {
        // GM/T 0003.5-2012, A.2: the message, the key and the signature of its example.
        let point = bytes(
            "04 09F9DF31 1E5421A1 50DD7D16 1E4BC5C6 72179FAD 1833FC07 6BB08FF3 56F35020
             CCEA490C E26775A5 2DC6EA71 8CC1AA60 0AED05FB F35E084A 6632F607 2DA9AD13",
        );
        let signature = bytes(
            "F5A03B06 48D2C463 0EEAC513 E1BB81A1 5944DA38 27D5B741 43AC7EAC EEE720B3
             B1B6AA29 DF212FD8 763182BC 0D421CA1 BB9038FD 1F7F42D4 840B69C4 85BBC1AA",
        );
        let key = PublicKey::read(&format!("sm2 {} 样例", STANDARD.encode(point))).unwrap();
        let line = format!("sm2 {}", STANDARD.encode(&signature));
        assert_eq!(key.verify(b"message digest", &line), Ok(()));
        assert_eq!(key.verify(b"message digesT", &line), Err(Fault::Broken));
        assert_eq!(key.verify(b"message digest", "sm2 AAAA"), Err(Fault::Form));
        assert_eq!(PublicKey::read(&key.line()).unwrap().line(), key.line());
        assert_eq!(key.comment, "样例");
    }

    #[test]
    fn lines_are_read_as_editors_copy_them() {
        let line =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti";
        let plain = PublicKey::read(line).unwrap();
        for same in [
            format!("\u{feff}{line}\r\n"),
            format!("# 书房\n\n{line} user@host\n"),
            format!("  {line} 书房 的\n"),
        ] {
            assert_eq!(PublicKey::read(&same), Ok(plain.clone()), "{same}");
        }
        assert_eq!(PublicKey::read(&format!("{line}\n{line}\n")), Err(Refusal::Form));
        let limited = format!("valid-before=\"20270101\" {line}");
        let key = PublicKey::read(&limited).unwrap();
        assert_eq!((key.line(), key.bare_line()), (limited, line.to_owned()));
        let day = |text: &str| text.parse().unwrap();
        assert!(!key.is_expired(day("2026-12-31")) && key.is_expired(day("2027-01-01")));
        for wrong in ["20270230", "2027", "2027-1-1", "202701012359"] {
            let line = format!("valid-before=\"{wrong}\" {line}");
            assert_eq!(PublicKey::read(&line), Err(Refusal::Form), "{wrong}");
        }
        let kind = PublicKey::read("ecdsa-sha2-nistp256 AAAA").unwrap_err();
        assert_eq!(kind, Refusal::Kind("ecdsa-sha2-nistp256".to_owned()));
        assert_eq!(PublicKey::read(&"x".repeat(LIMIT + 1)), Err(Refusal::Form));
    }
}
