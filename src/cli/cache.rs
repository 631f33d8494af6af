//! The cache of the person who calls: where results of steps are kept between two runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Console, elsewhere};
use crate::depot::Patience;
use crate::diagnostic::{Failure, Finding, Place};
use crate::fs::{is_private, read_limited};
use crate::pipeline::{program, program_sum};
use neikan_base::store::Store;
use neikan_base::store::tier::{Remote, SHORTEST, Shared, Tier};

/// The folder of the program in the folder of all caches.
const FOLDER: &str = "neikan";
/// What `cache_secret` says where all who can write into the second tier are trusted.
const TRUSTED: &str = "none";
/// The largest file of a secret that is read, bytes.
const LIMIT: u64 = 64 << 10;

/// The store for a call: in the folder that it names, else in the user's own cache. The secret under
/// which results are checked is always there. Where the system names no folder for caches, nothing is
/// kept, and that is said.
pub fn store(asked: Option<&Path>, environment: &dyn Fn(&str) -> Option<String>) -> Arc<Store> {
    Arc::new(open(asked, environment))
}

/// The store for a build: the same, with what several machines share as its second tier where the
/// call or the settings name a place for it.
pub fn with_tier(
    asked: Option<&Path>,
    remote: Option<&str>,
    console: &Console<'_>,
) -> Result<Arc<Store>, Failure> {
    let store = open(asked, console.environment);
    let settings = console.settings;
    let Some(address) = remote.or(settings.cache_remote.value.as_deref()) else {
        return Ok(Arc::new(store));
    };
    let secret = secret(console)?;
    let shared = secret.as_deref().map_or(Shared::Trusted, Shared::Secret);
    // A place that is not there spares no work, and stops none.
    let remote: Box<dyn Remote> = match elsewhere::open(address, Patience::Short, true, console) {
        Ok(depot) => Box::new(depot),
        Err(Failure::Machine { reason, .. }) => Box::new(Absent(reason.to_string())),
        Err(other) => return Err(other),
    };
    let program = program_sum().unwrap_or_default();
    let tier = Tier::new(address, remote, shared, &program);
    Ok(Arc::new(store.with_tier(tier)))
}

/// A place that cannot be opened, for a reason.
#[derive(Debug)]
struct Absent(String);

impl Remote for Absent {
    fn get(&self, _: &str) -> Result<Option<Vec<u8>>, String> {
        Err(self.0.clone())
    }

    fn put(&self, _: &str, _: Vec<u8>) -> Result<(), String> {
        Err(self.0.clone())
    }
}

/// The secret that the machines have in common; nothing where trust takes its place.
fn secret(console: &Console<'_>) -> Result<Option<Vec<u8>>, Failure> {
    let none = || Finding::stop("cache-secret");
    let file = console.settings.cache_secret.value.as_deref().ok_or_else(none)?;
    if file == TRUSTED {
        return Ok(None);
    }
    let path = elsewhere::beside(console.settings, file);
    let fault = |why: &str, reason: String| {
        let place = Place::file(path.display().to_string());
        Finding::stop("cache-secret-file").at(place).with("why", why).with("reason", reason)
    };
    let unreadable = |error: std::io::Error| fault("unreadable", error.to_string());
    let data = std::fs::metadata(&path).map_err(unreadable)?;
    if !is_private(&data) {
        return Err(fault("open", String::new()).into());
    }
    let read = read_limited(&path, LIMIT).map_err(unreadable)?.unwrap_or_default();
    let secret = read.trim_ascii().to_vec();
    if secret.len() < SHORTEST {
        return Err(fault("short", String::new()).into());
    }
    Ok(Some(secret))
}

fn open(asked: Option<&Path>, environment: &dyn Fn(&str) -> Option<String>) -> Store {
    let own = own(environment);
    let folder = asked.map(Path::to_owned).or_else(|| own.clone()).unwrap_or_default();
    match (own, program()) {
        (Some(own), Some(program)) => Store::open(&folder, &own, &program),
        (None, _) => Store::unusable(&folder, "XDG_CACHE_HOME, HOME?"),
        (_, None) => Store::unusable(&folder, "/proc?"),
    }
}

/// The user's own cache: in `$XDG_CACHE_HOME`, in `%LOCALAPPDATA%` on Windows, in `~/Library/Caches`
/// on macOS, else in `~/.cache`.
pub fn own(environment: &dyn Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let folder = |name: &str| {
        let path = PathBuf::from(environment(name)?);
        path.is_absolute().then_some(path)
    };
    let windows = || if cfg!(windows) { folder("LOCALAPPDATA") } else { None };
    let inner = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
    let home = || Some(folder("HOME")?.join(inner));
    Some(folder("XDG_CACHE_HOME").or_else(windows).or_else(home)?.join(FOLDER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_where_the_system_has_its_caches() {
        let own = |set: &[(&str, &str)]| {
            own(&|name| Some(set.iter().find(|(own, _)| *own == name)?.1.to_owned()))
        };
        let home = if cfg!(target_os = "macos") { "/me/Library/Caches" } else { "/me/.cache" };
        assert_eq!(own(&[("HOME", "/me")]), Some(Path::new(home).join(FOLDER)));
        assert_eq!(own(&[("HOME", "/me"), ("XDG_CACHE_HOME", "/c")]), Some("/c/neikan".into()));
        // A relative folder would be another one for every call.
        assert_eq!(own(&[("XDG_CACHE_HOME", "c")]), None);
        let none = store(None, &|_| None);
        assert_eq!(none.troubles().sorted()[0].rule, "cache-unusable");
    }
}
