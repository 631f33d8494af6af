//! Hashes in forms for people and files.

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Some bytes in hexadecimal, two lower-case digits each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A hash in the form of a UUID (version 8, RFC 9562: made by the application).
pub fn uuid(hash: [u8; 16]) -> String {
    let mut bytes = hash;
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex(&bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// The hash of an issue's content as file labels carry it: a name for a hash that people can
/// compare (RFC 6920, section 7).
pub fn identifier(sum: &str) -> String {
    format!("{IDENTIFIER}{sum}")
}

/// The prefix of an identifier.
pub const IDENTIFIER: &str = "nih:sha-256;";
