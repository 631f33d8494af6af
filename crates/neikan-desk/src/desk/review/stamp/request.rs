//! What is taken to a time-stamping authority: a `TimeStampReq` (RFC 3161, 2.4.1).

use der::asn1::{ObjectIdentifier, OctetString};
use der::{Any, Encode, Sequence};
use sha2::{Digest, Sha256};
use x509_cert::spki::AlgorithmIdentifierOwned;

use neikan_base::diagnostic::Failure;

/// SHA-256 (RFC 5754, 2.2).
pub const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// What is stamped: the hash of a text.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub struct MessageImprint {
    /// The hash algorithm.
    pub hash_algorithm: AlgorithmIdentifierOwned,
    /// The hash.
    pub hashed_message: OctetString,
}

/// A request without a policy and without a nonce, since the hash of a seal occurs only once.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
struct TimeStampReq {
    version: u8,
    message_imprint: MessageImprint,
    cert_req: bool,
}

/// The request for a message, in DER. It asks for the authority's certificate too.
///
/// # Errors
/// [`Failure::Machine`] if it cannot be encoded, which no message causes.
pub fn write(message: &[u8]) -> Result<Vec<u8>, Failure> {
    let made = || -> der::Result<Vec<u8>> {
        let hash_algorithm =
            AlgorithmIdentifierOwned { oid: SHA256, parameters: Some(Any::null()) };
        let hashed_message = OctetString::new(Sha256::digest(message).as_slice())?;
        let message_imprint = MessageImprint { hash_algorithm, hashed_message };
        TimeStampReq { version: 1, message_imprint, cert_req: true }.to_der()
    };
    made().map_err(|error| Failure::internal("TimeStampReq", error))
}
