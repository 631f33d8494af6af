//! Signing an archive: a signature over `tagmanifest-sha512.txt`, which holds the sums of everything
//! else, in a file beside the bag. `ssh-keygen -Y verify` checks it too, on the zip or unpacked.

use std::path::{Path, PathBuf};

use super::bag::{Bag, TAGS};
use crate::desk::review::keys::PublicKey;
use crate::desk::review::keys::private::PrivateKey;
use crate::desk::review::keys::public::{Fault, verify_own};
use crate::diagnostic::{Failure, Finding, Place};
use crate::fs::{read_limited, write_whole};

/// The purpose of a signature of an archive, in SSHSIG.
pub const NAMESPACE: &str = "neikan-archive";
/// The largest signature that is read, bytes.
const LIMIT: u64 = 64 << 10;

/// The file of a bag's signature: beside it, with `.sig` after its name.
pub fn beside(bag: &Path) -> PathBuf {
    // `.` has no name; the folder that it is has one.
    let real = || std::fs::canonicalize(bag).unwrap_or_else(|_| bag.to_owned());
    let bag = if bag.file_name().is_some() { bag.to_owned() } else { real() };
    let mut name = bag.file_name().unwrap_or_default().to_owned();
    name.push(".sig");
    bag.with_file_name(name)
}

/// Signs a bag that has been verified, and writes the signature beside it.
///
/// # Errors
/// The finding `key-broken`; [`Failure::Machine`].
pub fn sign(bag: &Bag, key: &PrivateKey) -> Result<PathBuf, Failure> {
    let signature = key.sign_for(NAMESPACE, &bag.bytes(TAGS)?)?;
    let path = beside(bag.path());
    write_whole(&path, format!("{}\n", signature.trim_end()).as_bytes())?;
    Ok(path)
}

/// Checks that a signature is one of this bag, by the key that it names itself. One of SM2 names none, so that
/// only its form is looked at.
///
/// # Errors
/// The finding `archive-signature`; [`Failure::Machine`].
pub fn own(bag: &Bag, signature: &Path) -> Result<(), Failure> {
    let read = read_limited(signature, LIMIT);
    let read = read.map_err(|reason| Failure::machine(signature, reason))?;
    let text = read.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    verify_own(NAMESPACE, &bag.bytes(TAGS)?, &text).map_err(|fault| {
        let why = match fault {
            Fault::Form => "form",
            Fault::Namespace(_) => "purpose",
            Fault::Broken => "own",
        };
        let place = Place::file(signature.display().to_string());
        Finding::stop("archive-signature").at(place).with("why", why).with("keys", "-").into()
    })
}

/// The key among some by which a bag was signed.
///
/// # Errors
/// The findings `archive-unsigned` if there is no signature, `archive-signature` if it is none of
/// these keys over this bag; [`Failure::Machine`].
pub fn signer<'a>(
    bag: &Bag,
    signature: &Path,
    keys: &'a [PublicKey],
) -> Result<&'a PublicKey, Failure> {
    let place = || Place::file(signature.display().to_string());
    let read = match read_limited(signature, LIMIT) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Finding::stop("archive-unsigned").at(place()).into());
        }
        read => read.map_err(|reason| Failure::machine(signature, reason))?,
    };
    let text = read.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let message = bag.bytes(TAGS)?;
    let mut faults = Vec::new();
    for key in keys {
        match key.verify_for(NAMESPACE, &message, &text) {
            Ok(()) => return Ok(key),
            Err(fault) => faults.push(fault),
        }
    }
    let purpose = |fault: &Fault| matches!(fault, Fault::Namespace(_));
    let why = match () {
        () if faults.iter().any(purpose) => "purpose",
        () if faults.contains(&Fault::Broken) => "other",
        () => "form",
    };
    let known: Vec<String> = keys.iter().map(PublicKey::fingerprint).collect();
    let finding = Finding::stop("archive-signature").at(place()).with("why", why);
    Err(finding.with("keys", known.join(", ")).into())
}
