//! Where a place is: `s3://bucket/prefix`, or the path of a folder.

use std::fmt;
use std::path::PathBuf;

use crate::diagnostic::{Failure, Finding};

/// Where a place is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A folder.
    Folder(PathBuf),
    /// A bucket of an S3-compatible store.
    Bucket {
        /// Its name.
        bucket: String,
        /// What all names in it begin with, without slashes around; may be empty.
        prefix: String,
    },
}

impl Address {
    /// Reads an address as a person writes it.
    ///
    /// # Errors
    /// The finding `depot-address` for a call.
    pub fn read(text: &str) -> Result<Self, Failure> {
        let wrong = |why: &str| {
            let finding = Finding::stop("depot-address").with("address", shown(text));
            Failure::Call(Box::new(finding.with("why", why)))
        };
        let Some((scheme, rest)) = text.split_once("://") else {
            let folder = || Self::Folder(text.into());
            return if text.is_empty() { Err(wrong("empty")) } else { Ok(folder()) };
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_matches('/');
        let sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
        let named = (3..=63).contains(&bucket.len()) && bucket.chars().all(sign);
        let part =
            |part: &str| !["", ".", ".."].contains(&part) && !part.contains(char::is_control);
        let inner = prefix.is_empty() || prefix.split('/').all(part);
        let inner = inner && !prefix.contains(['?', '#', '@']);
        match () {
            () if scheme != "s3" => Err(wrong("scheme")),
            () if text.contains('@') => Err(wrong("keys")),
            () if !named => Err(wrong("bucket")),
            () if !inner => Err(wrong("prefix")),
            () => Ok(Self::Bucket { bucket: bucket.to_owned(), prefix: prefix.to_owned() }),
        }
    }
}

/// An address that cannot be read, as it is shown: keys that somebody put into it are left out.
pub(super) fn shown(text: &str) -> String {
    match (text.split_once("://"), text.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        _ => text.to_owned(),
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Bucket { bucket, prefix } if prefix.is_empty() => write!(f, "s3://{bucket}"),
            Self::Bucket { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_and_folders_are_told_apart() {
        let read = |text| Address::read(text).map(|address| address.to_string()).ok();
        for same in ["s3://cang-ku", "s3://cang-ku/存档/2026", "/srv/archive", "archive"] {
            assert_eq!(read(same).as_deref(), Some(same));
        }
        assert_eq!(read("s3://cang-ku/a/").as_deref(), Some("s3://cang-ku/a"));
        for wrong in ["", "https://cang-ku/a", "s3://", "s3://A_B", "s3://cang-ku/../a", "s3://ab"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        let args = |text| match Address::read(text) {
            Err(Failure::Call(finding)) => finding.args,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(args("s3://id:secret@cang-ku/a")["address"], "s3://…@cang-ku/a");
        for (text, why) in [
            ("ftp://cang-ku/a", "scheme"),
            ("s3://id:secret@cang-ku/a", "keys"),
            ("s3://bk", "bucket"),
            ("s3://cang-ku/../a", "prefix"),
        ] {
            assert_eq!(args(text)["why"], why, "{text}");
        }
    }
}
