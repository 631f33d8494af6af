//! Signatures in tokens: RSA and the two curves that authorities use.

use cms::signed_data::SignerInfo;
use der::asn1::ObjectIdentifier;
use ring::signature as by;
use sha2::{Digest, Sha256, Sha384, Sha512};
use x509_cert::Certificate;

use super::Fault;

/// The hash of some bytes, by the algorithm that an identifier names.
///
/// # Errors
/// [`Fault::Algorithm`] for an algorithm that is not supported; SHA-1 is not.
pub fn digest(way: &ObjectIdentifier, bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    Ok(match way.to_string().as_str() {
        "2.16.840.1.101.3.4.2.1" => Sha256::digest(bytes).to_vec(),
        "2.16.840.1.101.3.4.2.2" => Sha384::digest(bytes).to_vec(),
        "2.16.840.1.101.3.4.2.3" => Sha512::digest(bytes).to_vec(),
        other => return Err(Fault::Algorithm(other.to_owned())),
    })
}

/// Verifies that a signature of some bytes was made with a certificate's key.
///
/// # Errors
/// [`Fault::Signature`] if it was not, [`Fault::Algorithm`] if that cannot be determined.
pub fn verify(signer: &SignerInfo, certificate: &Certificate, bytes: &[u8]) -> Result<(), Fault> {
    let own = certificate.tbs_certificate().subject_public_key_info();
    let key = own.subject_public_key.as_bytes().ok_or(Fault::Form)?;
    let signature = signer.signature.as_bytes();
    let way = signer.signature_algorithm.oid.to_string();
    let curve = own.algorithm.parameters.as_ref().and_then(|curve| curve.decode_as().ok());
    let curve = curve.map(|curve: ObjectIdentifier| curve.to_string()).unwrap_or_default();
    let way = known(&way, &signer.digest_alg.oid.to_string(), &curve);
    let way = way.ok_or_else(|| Fault::Algorithm(signer.signature_algorithm.oid.to_string()))?;
    by::UnparsedPublicKey::new(way, key).verify(bytes, signature).map_err(|_| Fault::Signature)
}

/// The verification algorithm that the identifiers of the signature, its hash and the curve stand
/// for.
fn known(way: &str, sum: &str, curve: &str) -> Option<&'static dyn by::VerificationAlgorithm> {
    let sum = match (way, sum) {
        ("1.2.840.113549.1.1.11" | "1.2.840.10045.4.3.2", _) => 256,
        ("1.2.840.113549.1.1.12" | "1.2.840.10045.4.3.3", _) => 384,
        ("1.2.840.113549.1.1.13" | "1.2.840.10045.4.3.4", _) => 512,
        (_, "2.16.840.1.101.3.4.2.1") => 256,
        (_, "2.16.840.1.101.3.4.2.2") => 384,
        (_, "2.16.840.1.101.3.4.2.3") => 512,
        _ => return None,
    };
    let rsa = way.starts_with("1.2.840.113549.1.1.") && !way.ends_with(".10");
    let ecdsa = way.starts_with("1.2.840.10045.4.3.");
    Some(match (sum, curve) {
        (256, _) if rsa => &by::RSA_PKCS1_2048_8192_SHA256,
        (384, _) if rsa => &by::RSA_PKCS1_2048_8192_SHA384,
        (512, _) if rsa => &by::RSA_PKCS1_2048_8192_SHA512,
        (256, "1.2.840.10045.3.1.7") if ecdsa => &by::ECDSA_P256_SHA256_ASN1,
        (384, "1.2.840.10045.3.1.7") if ecdsa => &by::ECDSA_P256_SHA384_ASN1,
        (256, "1.3.132.0.34") if ecdsa => &by::ECDSA_P384_SHA256_ASN1,
        (384, "1.3.132.0.34") if ecdsa => &by::ECDSA_P384_SHA384_ASN1,
        _ => return None,
    })
}
