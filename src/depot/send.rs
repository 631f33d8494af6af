//! Sending a file, whole or not at all, and the lock that keeps an object from being removed.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path as FilePath;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use object_store::aws::AmazonS3;
use object_store::client::HttpErrorKind;
use object_store::multipart::{MultipartStore, PartId};
use object_store::path::Path;
use object_store::signer::{SignedUrlOptions, Signer};
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use ureq::http::{HeaderName, HeaderValue, Method, Request};

use super::client::{Client, Trouble};
use super::notes::{Arrived, Note};
use super::{Depot, Moved, Notes, PART, RETRIED, RETRIES, Store, Tell, fault};
use crate::diagnostic::Failure;
use crate::fs::{sweep, sync_folder, temporary};
use crate::publication::Date;
use neikan_base::hash::sha256;

/// The most parts that a file has: S3 takes 10,000.
const PARTS: u64 = 9_000;
/// How long a request that was signed by itself holds.
const SIGNED: Duration = Duration::from_secs(300);

/// A file that is sent: its bytes, and what is known of them.
#[derive(Debug)]
pub struct Load<'a> {
    /// The file.
    pub file: &'a mut File,
    /// Its size, bytes.
    pub bytes: u64,
    /// A sum of it, in hexadecimal.
    pub sum: &'a str,
}

/// Why sending in parts came to nothing.
enum Broken {
    Store(object_store::Error),
    File(io::Error),
}

impl From<object_store::Error> for Broken {
    fn from(error: object_store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl Depot {
    /// Sends a file. Parts that have arrived before are not sent again; the object is seen when all
    /// of it is there.
    ///
    /// # Errors
    /// Those of the place; [`Failure::Machine`] if the file cannot be read.
    pub fn send(
        &self,
        name: &str,
        mut load: Load<'_>,
        notes: &Notes,
        tell: Tell<'_>,
    ) -> Result<(), Failure> {
        let path = self.path(name)?;
        let sent = match &self.store {
            Store::Folder(_, folder) => return copied(&folder.join(name), name, &mut load, tell),
            Store::Bucket(store, _) if load.bytes <= PART => {
                self.at_once(store.as_ref(), &path, &mut load, tell)
            }
            Store::Bucket(store, _) => {
                let key = format!("{:?} {name} {}", self.address, load.sum);
                let mut sent = self.in_parts(store, &path, &mut load, (notes, &key), tell);
                if is_gone(&sent) {
                    // What had begun is gone: from the beginning, once.
                    notes.drop(&key);
                    sent = self.in_parts(store, &path, &mut load, (notes, &key), tell);
                }
                if is_gone(&sent) && self.size(name)? == Some(load.bytes) {
                    // It was completed, and the answer got lost; whoever sends reads back.
                    notes.drop(&key);
                    sent = Ok(());
                }
                sent
            }
        };
        sent.map_err(|broken| match broken {
            Broken::Store(error) => self.failure(&error),
            Broken::File(reason) => Failure::machine(name, reason),
        })
    }

    fn at_once(
        &self,
        store: &dyn ObjectStore,
        path: &Path,
        load: &mut Load<'_>,
        tell: Tell<'_>,
    ) -> Result<(), Broken> {
        let bytes = piece(load.file, load.bytes)?;
        self.runtime.block_on(store.put(path, PutPayload::from(bytes)))?;
        tell(Moved::Sent(load.bytes));
        Ok(())
    }

    fn in_parts(
        &self,
        store: &AmazonS3,
        path: &Path,
        load: &mut Load<'_>,
        (notes, key): (&Notes, &str),
        tell: Tell<'_>,
    ) -> Result<(), Broken> {
        load.file.rewind()?;
        let part = PART.max(load.bytes.div_ceil(PARTS));
        let known = notes.read(key).filter(|note| note.part == part);
        let mut note = match known {
            Some(note) => note,
            None => {
                let upload = self.runtime.block_on(store.create_multipart(path))?;
                Note { upload, part, parts: Vec::new() }
            }
        };
        for index in 0.. {
            let bytes = piece(load.file, part)?;
            if bytes.is_empty() {
                break;
            }
            let (count, sum) = (bytes.len() as u64, sha256(&bytes));
            if note.parts.get(index).is_some_and(|arrived| arrived.sha256 == sum) {
                tell(Moved::Kept(count));
                continue;
            }
            note.parts.truncate(index);
            let data = PutPayload::from(bytes);
            let sent = self.runtime.block_on(store.put_part(path, &note.upload, index, data))?;
            note.parts.push(Arrived { sha256: sum, tag: sent.content_id });
            notes.write(key, &note);
            tell(Moved::Sent(count));
        }
        let tags = note.parts.iter().map(|arrived| PartId { content_id: arrived.tag.clone() });
        let done = store.complete_multipart(path, &note.upload, tags.collect());
        self.runtime.block_on(done)?;
        notes.drop(key);
        Ok(())
    }

    /// Whether the place can lock objects.
    ///
    /// # Errors
    /// Those of the place, other than that it cannot.
    pub fn can_lock(&self) -> Result<bool, Failure> {
        let Store::Bucket(store, client) = &self.store else { return Ok(false) };
        let asked =
            self.signed(store, client, (Method::GET, &Path::default(), &[("object-lock", "")]), "");
        match asked {
            Ok(answer) => Ok(String::from_utf8_lossy(&answer).contains(">Enabled<")),
            Err(trouble) if matches!(trouble.status, Some(400 | 404 | 405 | 501)) => Ok(false),
            Err(trouble) => Err(fault::troubled(&self.address, &trouble)),
        }
    }

    /// Keeps an object from being removed or replaced before a day, which only somebody with a right
    /// of their own can change (mode GOVERNANCE).
    ///
    /// # Errors
    /// Those of the place.
    pub fn lock(&self, name: &str, until: Date) -> Result<(), Failure> {
        let Store::Bucket(store, client) = &self.store else { return Ok(()) };
        let body = format!(
            "<Retention xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Mode>GOVERNANCE</Mode>\
             <RetainUntilDate>{until}T00:00:00Z</RetainUntilDate></Retention>"
        );
        let path = self.path(name)?;
        let locked = self.signed(store, client, (Method::PUT, &path, &[("retention", "")]), &body);
        locked.map(drop).map_err(|trouble| fault::troubled(&self.address, &trouble))
    }

    /// Makes a request that `object_store` has no function for, again where it may help.
    pub(super) fn signed(
        &self,
        store: &AmazonS3,
        client: &Client,
        asked: (Method, &Path, &[(&str, &str)]),
        body: &str,
    ) -> Result<Vec<u8>, Trouble> {
        let begun = Instant::now();
        let mut pause = Duration::from_millis(200);
        for _ in 0..RETRIES {
            match self.signed_once(store, client, asked.clone(), body) {
                Err((HttpErrorKind::Unknown, trouble)) => return Err(trouble),
                Err(_) if begun.elapsed() < RETRIED => std::thread::sleep(pause),
                done => return done.map_err(|(_, trouble)| trouble),
            }
            pause *= 2;
        }
        self.signed_once(store, client, asked, body).map_err(|(_, trouble)| trouble)
    }

    fn signed_once(
        &self,
        store: &AmazonS3,
        client: &Client,
        (method, path, query): (Method, &Path, &[(&str, &str)]),
        body: &str,
    ) -> Result<Vec<u8>, (HttpErrorKind, Trouble)> {
        let odd = |reason: String| (HttpErrorKind::Unknown, Trouble { status: None, reason });
        let mut options = SignedUrlOptions::new().with_query(query.iter().copied());
        let sum = STANDARD.encode(Sha256::digest(body));
        if !body.is_empty() {
            let name = HeaderName::from_static("x-amz-checksum-sha256");
            let value = HeaderValue::from_str(&sum).map_err(|error| odd(error.to_string()))?;
            options = options.with_signed_header(name, value);
        }
        let url = store.signed_url_opts(method.clone(), path, SIGNED, &options);
        let url = self.runtime.block_on(url).map_err(|_| odd("URL".to_owned()))?;
        let mut request = Request::builder().method(method).uri(url.as_str());
        if !body.is_empty() {
            request = request.header("x-amz-checksum-sha256", &sum);
        }
        let request = request.body(body.as_bytes()).map_err(|error| odd(error.to_string()))?;
        client.send(request).map(|answer| answer.into_body())
    }
}

/// Whether sending in parts failed because the store no longer knows what had begun.
fn is_gone(sent: &Result<(), Broken>) -> bool {
    matches!(sent, Err(Broken::Store(error)) if fault::is_forgotten(error))
}

/// The next bytes of a file, so many or all that are left.
fn piece(file: &mut File, count: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Copies a file to a place in a folder: under a name of its own, which is changed at the end, so that two
/// who send the same do not meet. What copies that were broken off have left there is removed.
fn copied(to: &FilePath, name: &str, load: &mut Load<'_>, tell: Tell<'_>) -> Result<(), Failure> {
    let machine = |reason| Failure::machine(to, reason);
    let folder = to.parent().unwrap_or(to);
    std::fs::create_dir_all(folder).map_err(machine)?;
    sweep(folder);
    let mut copy = temporary(folder).map_err(machine)?;
    loop {
        let bytes = piece(load.file, PART).map_err(|reason| Failure::machine(name, reason))?;
        if bytes.is_empty() {
            break;
        }
        copy.write_all(&bytes).map_err(machine)?;
        tell(Moved::Sent(bytes.len() as u64));
    }
    copy.as_file().sync_all().map_err(machine)?;
    copy.persist(to).map_err(|own| machine(own.error))?;
    sync_folder(folder)
}
