//! The answer of a time-stamping authority: a `TimeStampResp`, or the token alone, read and
//! verified (RFC 3161, 2.4.2; RFC 5652, 5).
//!
//! It is verified that the authority granted the request; that the token's signature, over the time
//! and the hash, is by the certificate in it; and that this certificate is for time stamping and
//! was valid at the time.

use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use der::asn1::{ObjectIdentifier, OctetStringRef};
use der::{Any, Decode, Encode, Tag, Tagged};
use x509_cert::Certificate;
use x509_cert::ext::pkix::{ExtendedKeyUsage, SubjectKeyIdentifier};

use super::Fault;
use super::request::{MessageImprint, SHA256};
use super::signature::{digest, verify};
use neikan_base::diagnostic::Finding;
use neikan_base::hash::{hex, sha256};

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");

/// The statuses that come with a token: granted, and granted with modifications.
const GRANTED: [u8; 2] = [0, 1];

/// A valid token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    imprint: String,
    time: String,
    authority: String,
    certificate: String,
}

impl Fault {
    /// The corresponding finding.
    pub fn finding(&self) -> Finding {
        match self {
            Self::Form => Finding::stop("stamp-form"),
            Self::Refused(status) => Finding::stop("stamp-refused").with("status", status),
            Self::Sum => Finding::stop("stamp-sum"),
            Self::NoCertificate => Finding::stop("stamp-no-certificate"),
            Self::Purpose => Finding::stop("stamp-purpose"),
            Self::Expired => Finding::stop("stamp-expired"),
            Self::Algorithm(name) => Finding::stop("stamp-algorithm").with("algorithm", name),
            Self::Signature => Finding::stop("stamp-signature"),
        }
    }
}

impl From<der::Error> for Fault {
    fn from(_: der::Error) -> Self {
        Self::Form
    }
}

impl Token {
    /// Reads an answer and verifies it.
    ///
    /// # Errors
    /// A [`Fault`] that says why it is not accepted.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let content = content(bytes)?;
        if content.content_type != SIGNED_DATA {
            return Err(Fault::Form);
        }
        let signed: SignedData = content.content.decode_as()?;
        let body = signed.encap_content_info.econtent.as_ref().ok_or(Fault::Form)?;
        let body = body.decode_as::<&OctetStringRef>()?.as_bytes();
        let [signer] = signed.signer_infos.0.as_slice() else { return Err(Fault::Form) };
        if signed.encap_content_info.econtent_type != TST_INFO {
            return Err(Fault::Form);
        }
        let certificate = certificate(&signed, signer).ok_or(Fault::NoCertificate)?;
        let (imprint, time) = info(body)?;
        prove(signer, certificate, body)?;
        fits(certificate, &time)?;
        Ok(Self {
            imprint,
            time,
            authority: certificate.tbs_certificate().subject().to_string(),
            certificate: sha256(&certificate.to_der()?),
        })
    }

    /// The SHA-256 that was stamped, in hexadecimal.
    pub fn imprint(&self) -> &str {
        &self.imprint
    }

    /// The time, in UTC, as `2026-11-28T08:30:00Z`.
    pub fn time(&self) -> &str {
        &self.time
    }

    /// The subject of the authority's certificate.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// SHA-256 of the authority's certificate, in hexadecimal.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }
}

/// The signed message in an answer, or in a bare token.
fn content(bytes: &[u8]) -> Result<ContentInfo, Fault> {
    if let Ok(content) = ContentInfo::from_der(bytes) {
        return Ok(content);
    }
    let parts = Vec::<Any>::from_der(bytes)?;
    let status = parts.first().ok_or(Fault::Form)?.decode_as::<Vec<Any>>()?;
    let status: u8 = status.first().ok_or(Fault::Form)?.decode_as()?;
    if !GRANTED.contains(&status) {
        return Err(Fault::Refused(status));
    }
    Ok(parts.get(1).ok_or(Fault::Form)?.decode_as()?)
}

/// The hash and the time in a `TSTInfo`: version, policy, hash, serial number, time, and more that
/// is not needed here.
fn info(body: &[u8]) -> Result<(String, String), Fault> {
    let parts = Vec::<Any>::from_der(body)?;
    let [_, _, imprint, _, time, ..] = &parts[..] else { return Err(Fault::Form) };
    let imprint: MessageImprint = imprint.decode_as()?;
    if imprint.hash_algorithm.oid != SHA256 || imprint.hashed_message.as_bytes().len() != 32 {
        return Err(Fault::Sum);
    }
    if time.tag() != Tag::GeneralizedTime {
        return Err(Fault::Form);
    }
    let sum = hex(imprint.hashed_message.as_bytes());
    Ok((sum, moment(time.value()).ok_or(Fault::Form)?))
}

/// A time in the format of RFC 3161, `20261128083000Z` with or without a fraction, to the second.
fn moment(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| whole.get(range);
    let day = format!("{}-{}-{}", part(0..4)?, part(4..6)?, part(6..8)?);
    Some(format!("{day}T{}:{}:{}Z", part(8..10)?, part(10..12)?, part(12..14)?))
}

/// The signer's certificate.
fn certificate<'a>(signed: &'a SignedData, signer: &SignerInfo) -> Option<&'a Certificate> {
    let all = signed.certificates.as_ref()?.0.iter().filter_map(|choice| match choice {
        CertificateChoices::Certificate(own) => Some(own),
        CertificateChoices::Other(_) => None,
    });
    all.into_iter().find(|own| {
        let own = own.tbs_certificate();
        match &signer.sid {
            SignerIdentifier::IssuerAndSerialNumber(id) => {
                own.issuer() == &id.issuer && own.serial_number() == &id.serial_number
            }
            SignerIdentifier::SubjectKeyIdentifier(id) => {
                let key = own.get_extension::<SubjectKeyIdentifier>();
                key.ok().flatten().is_some_and(|(_, key)| &key == id)
            }
        }
    })
}

/// Verifies that the signed attributes are about this body and that the signature is by the
/// certificate.
fn prove(signer: &SignerInfo, certificate: &Certificate, body: &[u8]) -> Result<(), Fault> {
    let attributes = signer.signed_attrs.as_ref().ok_or(Fault::Form)?;
    let value = |oid| {
        let own = attributes.iter().find(|own| own.oid == oid)?;
        let [value] = own.values.as_slice() else { return None };
        Some(value)
    };
    let kind: ObjectIdentifier = value(CONTENT_TYPE).ok_or(Fault::Form)?.decode_as()?;
    let sum = value(MESSAGE_DIGEST).ok_or(Fault::Form)?;
    let sum = sum.decode_as::<&OctetStringRef>()?.as_bytes();
    if kind != TST_INFO || sum != digest(&signer.digest_alg.oid, body)? {
        return Err(Fault::Signature);
    }
    verify(signer, certificate, &attributes.to_der()?)
}

/// Verifies that a certificate is for time stamping and was valid at the time.
fn fits(certificate: &Certificate, time: &str) -> Result<(), Fault> {
    let own = certificate.tbs_certificate();
    let usage = own.get_extension::<ExtendedKeyUsage>().ok().flatten();
    if !usage.is_some_and(|(_, usage)| usage.0.contains(&TIME_STAMPING)) {
        return Err(Fault::Purpose);
    }
    let validity = own.validity();
    let first = validity.not_before.to_date_time().to_string();
    let last = validity.not_after.to_date_time().to_string();
    let held = first.as_str() <= time && time <= last.as_str();
    if held { Ok(()) } else { Err(Fault::Expired) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_are_read_with_and_without_a_fraction() {
        let time = Some("2026-11-28T08:30:05Z".to_owned());
        assert_eq!(moment(b"20261128083005Z"), time);
        assert_eq!(moment(b"20261128083005.123Z"), time);
        for wrong in ["20261128083005", "202611280830Z", "2026112808300aZ", "", "Z"] {
            assert_eq!(moment(wrong.as_bytes()), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn answers_of_any_bytes_are_read_without_a_panic(bytes: Vec<u8>) {
            prop_assert!(Token::read(&bytes).is_err());
        }
    }
}
