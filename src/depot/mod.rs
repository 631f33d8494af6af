//! Places elsewhere: a folder (often on a share) or a bucket of an S3-compatible store, as the crate
//! `object_store` reaches them.
//!
//! An [`Address`] says where, an [`Access`] by which keys. A [`Depot`] reads, lists and writes there:
//! small objects at once and only where there is none yet ([`Depot::create`]), files in parts that
//! become visible together ([`Depot::send`]). What has arrived of an interrupted file is kept in
//! [`notes`], so that it is not sent again; [`list`] finds out what is there. Requests go out through
//! [`client`]; [`fault`] puts into words what comes back.

mod access;
mod address;
mod client;
mod fault;
mod list;
mod notes;
mod send;
mod shared;

use std::path::PathBuf;
use std::time::Duration;

use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    BackoffConfig, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload, RetryConfig,
};
use tokio::runtime::{Builder, Runtime};

use self::address::shown;
use crate::diagnostic::{Failure, Finding};
use crate::fs::make_folder;
pub use access::{Access, Keys};
pub use address::Address;
pub use client::Patience;
use client::{Client, Trouble};
pub use notes::Notes;
pub use send::Load;

/// How much of an object is sent or read at once, bytes: S3 wants at least 5 MiB in each part but
/// the last.
const PART: u64 = 8 << 20;
/// How often a request is made again that the store or the network failed.
const RETRIES: usize = 3;
/// How long all attempts of a request may take together.
const RETRIED: Duration = Duration::from_secs(60);

/// A place elsewhere.
#[derive(Debug)]
pub struct Depot {
    address: Address,
    runtime: Runtime,
    store: Store,
}

#[derive(Debug)]
enum Store {
    Folder(LocalFileSystem, PathBuf),
    Bucket(Box<AmazonS3>, Client),
}

/// What writing where nothing may be came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// It was written.
    New,
    /// There was an object of this name, which was left alone.
    There,
}

impl Depot {
    /// Opens a place. A folder is made, in one that is there, if `make` says so.
    ///
    /// # Errors
    /// The findings `depot-keys` if there are none for a bucket, `depot-endpoint` if its store has no
    /// address that can be read; `depot-none` if a folder is not there; those of [`make_folder`];
    /// [`Failure::Machine`].
    pub fn open(
        address: &Address,
        access: &Access,
        patience: Patience,
        make: bool,
    ) -> Result<Self, Failure> {
        let machine = |reason| Failure::machine(address.to_string(), reason);
        let runtime = Builder::new_current_thread().enable_time().build().map_err(machine)?;
        let store = match address {
            Address::Folder(folder) => {
                if make {
                    make_folder(folder)?;
                } else if !folder.is_dir() {
                    let finding = Finding::stop("depot-none").with("address", address);
                    return Err(Failure::Call(Box::new(finding)));
                }
                let store = LocalFileSystem::new_with_prefix(folder);
                let store = store.map_err(|error| fault::failure(address, &error))?;
                Store::Folder(store.with_fsync(true), folder.clone())
            }
            Address::Bucket { bucket, .. } => {
                let client = Client::new(patience);
                let s3 = bucket_of(bucket, access, client.clone(), patience)
                    .map_err(|finding| Failure::from(finding.with("address", address)))?
                    .build()
                    .map_err(|error| fault::failure(address, &error))?;
                Store::Bucket(Box::new(s3), client)
            }
        };
        Ok(Self { address: address.clone(), runtime, store })
    }

    /// Where it is, as a person names it.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// The bytes of an object; nothing if there is none.
    ///
    /// # Errors
    /// The finding `depot-large` for more than `limit` bytes; those of the place.
    pub fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
        let path = self.path(name)?;
        let got = match self.runtime.block_on(self.store().get(&path)) {
            Ok(got) => got,
            Err(error) if fault::is_absent(&error) => return Ok(None),
            Err(error) => return Err(self.failure(&error)),
        };
        if got.meta.size > limit {
            let finding = Finding::stop("depot-large").with("address", &self.address);
            return Err(finding.with("name", name).with("limit", limit >> 10).into());
        }
        let bytes = self.runtime.block_on(got.bytes());
        bytes.map(|bytes| Some(bytes.into())).map_err(|error| self.failure(&error))
    }

    /// The size of an object, bytes; nothing if there is none.
    ///
    /// # Errors
    /// Those of the place.
    pub fn size(&self, name: &str) -> Result<Option<u64>, Failure> {
        let path = self.path(name)?;
        match self.runtime.block_on(self.store().head(&path)) {
            Ok(meta) => Ok(Some(meta.size)),
            Err(error) if fault::is_absent(&error) => Ok(None),
            Err(error) => Err(self.failure(&error)),
        }
    }

    /// Reads an object in pieces, each handed to `take`; its size, or nothing if there is none.
    ///
    /// # Errors
    /// Those of the place.
    pub fn stream(&self, name: &str, take: &mut dyn FnMut(&[u8])) -> Result<Option<u64>, Failure> {
        let Some(size) = self.size(name)? else { return Ok(None) };
        let path = self.path(name)?;
        let mut at = 0;
        while at < size {
            let end = size.min(at + PART);
            let piece = self.runtime.block_on(self.store().get_range(&path, at..end));
            let piece = piece.map_err(|error| self.failure(&error))?;
            if piece.len() as u64 != end - at {
                return Err(fault::cut(&self.address));
            }
            take(&piece);
            at = end;
        }
        Ok(Some(size))
    }

    /// Writes a small object, unless there is one of this name. It is there whole or not at all.
    ///
    /// # Errors
    /// Those of the place.
    pub fn create(&self, name: &str, bytes: Vec<u8>) -> Result<Created, Failure> {
        let path = self.path(name)?;
        let options = PutOptions::from(PutMode::Create);
        let put = self.store().put_opts(&path, PutPayload::from(bytes), options);
        match self.runtime.block_on(put) {
            Ok(_) => Ok(Created::New),
            Err(error) if fault::is_there(&error) => Ok(Created::There),
            Err(error) => Err(self.failure(&error)),
        }
    }

    /// Writes a small object, whether or not there is one. It is there whole or not at all.
    ///
    /// # Errors
    /// Those of the place.
    pub fn replace(&self, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        let path = self.path(name)?;
        let put = self.runtime.block_on(self.store().put(&path, PutPayload::from(bytes)));
        put.map(drop).map_err(|error| self.failure(&error))
    }

    /// That what is there changed while it was looked at.
    pub fn changed(&self) -> Failure {
        let reason = "PreconditionFailed".to_owned();
        fault::troubled(&self.address, &Trouble { status: Some(412), reason })
    }

    fn store(&self) -> &dyn ObjectStore {
        match &self.store {
            Store::Folder(store, _) => store,
            Store::Bucket(store, _) => store.as_ref(),
        }
    }

    fn prefix(&self) -> Result<Path, Failure> {
        let prefix = match &self.address {
            Address::Folder(_) => "",
            Address::Bucket { prefix, .. } => prefix,
        };
        Path::parse(prefix).map_err(|error| fault::failure(&self.address, &error.into()))
    }

    /// The path of an object in the store.
    fn path(&self, name: &str) -> Result<Path, Failure> {
        let own = Path::parse(name).map_err(|error| fault::failure(&self.address, &error.into()));
        Ok(self.prefix()?.parts().chain(own?.parts()).collect())
    }

    fn failure(&self, error: &object_store::Error) -> Failure {
        fault::failure(&self.address, error)
    }
}

/// How a bucket is reached.
fn bucket_of(
    bucket: &str,
    access: &Access,
    client: Client,
    patience: Patience,
) -> Result<AmazonS3Builder, Finding> {
    let keys = access.keys.as_ref().ok_or_else(|| Finding::stop("depot-keys"))?;
    let retries = if patience == Patience::Short { 0 } else { RETRIES };
    let backoff = BackoffConfig {
        init_backoff: Duration::from_millis(200),
        max_backoff: Duration::from_secs(2),
        ..BackoffConfig::default()
    };
    let retry = RetryConfig { backoff, max_retries: retries, retry_timeout: RETRIED };
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(access.region.as_deref().unwrap_or("us-east-1"))
        .with_access_key_id(keys.id.as_str())
        .with_secret_access_key(keys.secret.as_str())
        .with_http_connector(client)
        .with_retry(retry);
    if let Some(token) = &keys.token {
        builder = builder.with_token(token.as_str());
    }
    if let Some(endpoint) = &access.endpoint {
        // Without TLS only where the person wrote so.
        let plain = endpoint.starts_with("http://");
        let host = endpoint.split_once("://").map(|(_, host)| host.trim_matches('/'));
        if !(plain || endpoint.starts_with("https://")) || host.is_none_or(str::is_empty) {
            return Err(Finding::stop("depot-endpoint").with("endpoint", shown(endpoint)));
        }
        builder = builder.with_endpoint(endpoint.trim_end_matches('/')).with_allow_http(plain);
    }
    Ok(builder)
}

/// What is told of the bytes of an object while it is sent and read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// So many bytes more were sent.
    Sent(u64),
    /// So many bytes more were there already.
    Kept(u64),
    /// So many bytes more were read back.
    Read(u64),
}

/// Shared by all who tell.
pub type Tell<'a> = &'a dyn Fn(Moved);
