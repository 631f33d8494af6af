//! The files of a book, and its unique identifier.

use sha2::{Digest, Sha256};

use super::Book;
use neikan_base::hash::uuid;

/// A file of the book.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its path in the book's folder.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    pub(super) media_type: &'static str,
    pub(super) property: Option<&'static str>,
}

impl Item {
    /// A page, which has its place in the reading order.
    pub fn page(path: &str, text: String) -> Self {
        Self::asset(path, "application/xhtml+xml", text.into_bytes())
    }

    /// A file that pages show or use.
    pub fn asset(path: &str, media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self { path: path.to_owned(), bytes, media_type, property: None }
    }

    /// Adds a property of the manifest.
    pub fn with(self, property: &'static str) -> Self {
        Self { property: Some(property), ..self }
    }

    /// Whether it is a page.
    pub fn is_page(&self) -> bool {
        self.media_type == "application/xhtml+xml"
    }
}

/// The identifier of an issue: a UUID of version 8 (RFC 9562) from the SHA-256 of the periodical's
/// short name and the issue's, so that it never changes.
pub fn identifier(book: &Book<'_>) -> String {
    let (slug, issue) = (&book.assembly.publication.slug, &book.assembly.id);
    let hash = Sha256::digest(format!("neikan epub\n{slug}\n{issue}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    format!("urn:uuid:{}", uuid(bytes))
}
