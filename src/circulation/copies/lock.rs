//! Copies with a password: AES-256, in a PDF by its own encryption, around an EPUB by a zip.
//!
//! Encryption writes every object of the PDF anew, so the bytes of the edition are no longer in the
//! file; its pages, tags and texts are. PDF/A forbids encryption, so the claim is taken out. The
//! SHA-256 of the copy as it was before stands inside, so that one can tell what is in it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{
    Document, EncryptionState, EncryptionVersion, LoadOptions, Object, ObjectId, Permissions,
    dictionary, text_string,
};
use regex::Regex;
use zip::write::SimpleFileOptions;
use zip::{AesMode, CompressionMethod, System, ZipArchive, ZipWriter};

use crate::publication::Date;
use neikan_base::hash::sha256;

/// The key of the SHA-256 in the information dictionary.
const PLAIN: &[u8] = b"CopySum";
/// The largest copy that is taken out of a zip, bytes.
const LIMIT: u64 = 512 << 20;

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Encrypts a PDF copy (ISO 32000-2, 7.6.4: AES-256, revision 6).
///
/// # Errors
/// What the PDF library or the system's random numbers say.
pub fn pdf(copy: &[u8], password: &str) -> Outcome<Vec<u8>> {
    let mut document = Document::load_mem(copy)?;
    if let Some(information) = information(&document) {
        document.get_dictionary_mut(information)?.set(PLAIN, text_string(&sha256(copy)));
    }
    drop_archival_claim(&mut document)?;
    // What a PDF 1.7 says when it uses revision 6 (Adobe Supplement, extension level 8).
    let level = dictionary! { "BaseVersion" => "1.7", "ExtensionLevel" => 8 };
    document.catalog_mut()?.set("Extensions", dictionary! { "ADBE" => level });
    let mut key = [0; 32];
    getrandom::fill(&mut key)?;
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let state = EncryptionState::try_from(EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
        file_encryption_key: &key,
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: password,
        user_password: password,
        permissions: Permissions::all(),
    })?;
    document.encrypt(&state)?;
    let mut out = Vec::with_capacity(copy.len());
    document.save_to(&mut out)?;
    Ok(out)
}

fn information(document: &Document) -> Option<ObjectId> {
    document.trailer.get(b"Info").and_then(Object::as_reference).ok()
}

/// Takes the claim to be PDF/A out of the metadata.
fn drop_archival_claim(document: &mut Document) -> Outcome<()> {
    let metadata = document.catalog()?.get(b"Metadata").and_then(Object::as_reference)?;
    let stream = document.get_object_mut(metadata)?.as_stream_mut()?;
    let text = String::from_utf8_lossy(&stream.content).into_owned();
    let claim = Regex::new("<pdfaid:[a-z]+>[^<]*</pdfaid:[a-z]+>")?;
    stream.set_plain_content(claim.replace_all(&text, "").into_owned().into_bytes());
    Ok(())
}

/// Whether an encrypted PDF opens with a password and holds the copy with this SHA-256.
pub fn pdf_holds(locked: &[u8], password: &str, plain: &str) -> bool {
    let Ok(document) = open_pdf(locked, Some(password)) else { return false };
    let sum = information(&document)
        .and_then(|id| document.get_dictionary(id).ok())
        .and_then(|dict| lopdf::decode_text_string(dict.get(PLAIN).ok()?).ok());
    sum.as_deref() == Some(plain)
}

/// Opens a PDF, with a password if it has one.
///
/// # Errors
/// What the PDF library says; a wrong password is one of its errors.
pub fn open_pdf(bytes: &[u8], password: Option<&str>) -> Outcome<Document> {
    let mut document = match password {
        Some(password) => {
            Document::load_mem_with_options(bytes, LoadOptions::with_password(password))?
        }
        None => Document::load_mem(bytes)?,
    };
    if document.is_encrypted() {
        document.decrypt(password.unwrap_or_default())?;
    }
    Ok(document)
}

/// Puts a copy into a zip that is encrypted with AES-256 (WinZip AE-2).
///
/// # Errors
/// What the zip writer says.
pub fn zip(name: &str, copy: &[u8], password: &str, date: Date) -> Outcome<Vec<u8>> {
    let date = zip::DateTime::from_date_and_time(date.year, date.month, date.day, 0, 0, 0);
    let options = SimpleFileOptions::default()
        .last_modified_time(date.unwrap_or_default())
        .system(System::Unix)
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Stored)
        .with_aes_encryption(AesMode::Aes256, password);
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(copy.len() + 512)));
    zip.start_file(name, options)?;
    zip.write_all(copy)?;
    Ok(zip.finish()?.into_inner())
}

/// The copy in an encrypted zip.
///
/// # Errors
/// What the zip reader says; a wrong password is one of its errors.
pub fn unzip(locked: &[u8], password: &str) -> Outcome<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(locked))?;
    let mut copy = Vec::new();
    zip.by_index_decrypt(0, password.as_bytes())?.take(LIMIT).read_to_end(&mut copy)?;
    Ok(copy)
}
