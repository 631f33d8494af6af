//! What is in a place: its objects with their sizes.
//!
//! A store is believed only so far: it may list names that no file can have, which are told by whoever
//! asked, or go on without an end, which is noticed by the names and by the clock.

use std::collections::BTreeMap;
use std::path::Path as FilePath;
use std::time::{Duration, Instant};

use object_store::aws::AmazonS3;
use object_store::path::Path;
use roxmltree::{Document, Node};
use ureq::http::Method;

use super::client::{Client, Trouble};
use super::{Depot, Store, fault};
use crate::diagnostic::{Failure, Finding};
use crate::fs::{LOCK, display_path, is_made};

/// The most objects that are listed.
const LISTED: usize = 200_000;
/// How long listing may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// A page of a store's list.
#[derive(Debug, PartialEq, Eq)]
struct Page {
    /// The names with the sizes of the objects.
    objects: Vec<(String, u64)>,
    /// What the next page is asked for by, if there is one.
    next: Option<String>,
}

impl Depot {
    /// The sizes of all objects below the address, by name. Not all names are those of files.
    ///
    /// # Errors
    /// The findings `depot-many` and `depot-endless`; those of the place.
    pub fn list(&self) -> Result<BTreeMap<String, u64>, Failure> {
        match &self.store {
            Store::Folder(_, root) => self.below(root),
            Store::Bucket(store, client) => self.listed(store, client),
        }
    }

    /// The files below a folder, but for those that are being made; links to folders are not followed.
    fn below(&self, root: &FilePath) -> Result<BTreeMap<String, u64>, Failure> {
        let (mut objects, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
        while let Some(folder) = folders.pop() {
            let machine = |reason| Failure::machine(&folder, reason);
            for entry in std::fs::read_dir(&folder).map_err(machine)? {
                let entry = entry.map_err(machine)?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if name == LOCK || is_made(&name) || is_staged(&name) {
                    continue;
                }
                if entry.file_type().map_err(machine)?.is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                // A pipe may never end.
                let data = std::fs::metadata(entry.path()).ok().filter(std::fs::Metadata::is_file);
                let named = data.map(|data| (display_path(root, &entry.path()), data.len()));
                objects.extend(named);
                self.within(objects.len())?;
            }
        }
        Ok(objects)
    }

    fn listed(&self, store: &AmazonS3, client: &Client) -> Result<BTreeMap<String, u64>, Failure> {
        let begun = Instant::now();
        let prefix = match self.prefix()?.to_string() {
            none if none.is_empty() => none,
            prefix => format!("{prefix}/"),
        };
        let (mut objects, mut token) = (BTreeMap::new(), None);
        loop {
            let page = self.page(store, client, &prefix, token.as_deref())?;
            let before = objects.len();
            for (name, size) in page.objects {
                let own = name.strip_prefix(&prefix).unwrap_or_default();
                // Some stores mark a folder by an object whose name ends like one.
                if !own.is_empty() && !own.ends_with('/') {
                    objects.insert(own.to_owned(), size);
                }
            }
            self.within(objects.len())?;
            let Some(next) = page.next else { return Ok(objects) };
            if objects.len() == before || begun.elapsed() > PATIENCE {
                let finding = Finding::stop("depot-endless").with("address", &self.address);
                return Err(Failure::Elsewhere(Box::new(finding.with("count", objects.len()))));
            }
            token = Some(next);
        }
    }

    fn page(
        &self,
        store: &AmazonS3,
        client: &Client,
        prefix: &str,
        token: Option<&str>,
    ) -> Result<Page, Failure> {
        let mut query = vec![("list-type", "2"), ("prefix", prefix)];
        query.extend(token.map(|token| ("continuation-token", token)));
        let asked = self.signed(store, client, (Method::GET, &Path::default(), &query), "");
        let answer = asked.map_err(|trouble| fault::troubled(&self.address, &trouble))?;
        read(&answer).ok_or_else(|| {
            let reason = "ListBucketResult".to_owned();
            fault::troubled(&self.address, &Trouble { status: Some(200), reason })
        })
    }

    /// That there are not too many.
    fn within(&self, count: usize) -> Result<(), Failure> {
        if count <= LISTED {
            return Ok(());
        }
        let finding = Finding::stop("depot-many").with("address", &self.address);
        Err(finding.with("limit", LISTED).into())
    }
}

/// A page as a store writes it; nothing if it is none.
fn read(answer: &[u8]) -> Option<Page> {
    let document = Document::parse(std::str::from_utf8(answer).ok()?).ok()?;
    let root = document.root_element();
    let text = |node: Node<'_, '_>, name: &str| {
        let own = node.children().find(|own| own.tag_name().name() == name)?;
        Some(own.text().unwrap_or_default().to_owned())
    };
    if root.tag_name().name() != "ListBucketResult" {
        return None;
    }
    let listed = root.children().filter(|own| own.tag_name().name() == "Contents");
    let object = |own| Some((text(own, "Key")?, text(own, "Size")?.trim().parse().ok()?));
    let objects = listed.map(object).collect::<Option<Vec<_>>>()?;
    let more = text(root, "IsTruncated").is_some_and(|own| own.trim() == "true");
    let next = text(root, "NextContinuationToken").filter(|_| more);
    Some(Page { objects, next })
}

/// Whether a file is one that `object_store` is writing, or has left behind: `name#1`.
fn is_staged(name: &str) -> bool {
    let number = name.rsplit_once('#').map(|(_, number)| number);
    number.is_some_and(|own| !own.is_empty() && own.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_and_nothing_else() {
        let page = |text: &str| read(text.as_bytes());
        let objects = vec![("a/b & c".to_owned(), 7)];
        let whole = "<?xml version='1.0'?><ListBucketResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'>\
                     <IsTruncated>true</IsTruncated><Contents><Key>a/b &amp; c</Key><Size>7</Size></Contents>\
                     <NextContinuationToken>t=</NextContinuationToken></ListBucketResult>";
        let next = Some("t=".to_owned());
        assert_eq!(page(whole), Some(Page { objects: objects.clone(), next }));
        let last = whole.replace(">true<", ">false<");
        assert_eq!(page(&last), Some(Page { objects, next: None }));
        for other in ["", "<html><body>Login</body></html>", "{}", &whole.replace(">7<", ">many<")]
        {
            assert_eq!(page(other), None, "{other}");
        }
    }
}
