//! The cache of the person who calls: where results of steps are kept between two runs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::pipeline::program;
use neikan_base::store::Store;

/// The folder of the program in the folder of all caches.
const FOLDER: &str = "neikan";

/// The store for a call: in the folder that it names, else in the user's own cache. The secret under
/// which results are checked is always there. Where the system names no folder for caches, nothing is
/// kept, and that is said.
pub fn store(asked: Option<&Path>, environment: &dyn Fn(&str) -> Option<String>) -> Arc<Store> {
    let own = own(environment);
    let folder = asked.map(Path::to_owned).or_else(|| own.clone()).unwrap_or_default();
    let store = match (own, program()) {
        (Some(own), Some(program)) => Store::open(&folder, &own, &program),
        (None, _) => Store::unusable(&folder, "XDG_CACHE_HOME, HOME?"),
        (_, None) => Store::unusable(&folder, "/proc?"),
    };
    Arc::new(store)
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
