//! By which keys a bucket is reached: from the variables of the environment that all programs for S3
//! read, or from a file that nobody else can read.

use std::fmt;
use std::path::Path;

use crate::diagnostic::{Finding, Place};
use crate::fs::{is_private, read_limited};

/// The variable with the name of the key.
pub const KEY: &str = "AWS_ACCESS_KEY_ID";
/// The variable with the key.
pub const SECRET: &str = "AWS_SECRET_ACCESS_KEY";
/// The variable with what goes with a key that holds for a while.
pub const TOKEN: &str = "AWS_SESSION_TOKEN";
/// The largest file of keys that is read, bytes.
const LIMIT: u64 = 64 << 10;

/// How buckets are reached.
#[derive(Debug, Clone, Default)]
pub struct Access {
    /// The address of the store, where it is not Amazon's.
    pub endpoint: Option<String>,
    /// The region of the store.
    pub region: Option<String>,
    /// The keys.
    pub keys: Option<Keys>,
}

/// The keys for a store.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The name of the key.
    pub id: Hidden,
    /// The key.
    pub secret: Hidden,
    /// What goes with a key that holds for a while.
    pub token: Option<Hidden>,
}

/// A text that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(String);

impl Hidden {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Hidden {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

impl Keys {
    /// The keys in the environment; nothing if there are none.
    pub fn of(environment: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let set = |name: &str| {
            let value = environment(name)?.trim().to_owned();
            (!value.is_empty()).then_some(Hidden(value))
        };
        Some(Self { id: set(KEY)?, secret: set(SECRET)?, token: set(TOKEN) })
    }

    /// The keys in a file: the name of the key on the first line, the key on the second.
    ///
    /// # Errors
    /// The finding `depot-keys-file` if there are none in it, or if others can read it.
    pub fn read(path: &Path) -> Result<Self, Finding> {
        let fault = |why: &str, reason: String| {
            let place = Place::file(path.display().to_string());
            Finding::stop("depot-keys-file").at(place).with("why", why).with("reason", reason)
        };
        let unreadable = |error: std::io::Error| fault("unreadable", error.to_string());
        let data = std::fs::metadata(path).map_err(unreadable)?;
        if !is_private(&data) {
            return Err(fault("open", String::new()));
        }
        let read = read_limited(path, LIMIT).map_err(unreadable)?;
        let text = read.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let (Some(id), Some(secret), None) = (lines.next(), lines.next(), lines.next()) else {
            return Err(fault("form", String::new()));
        };
        let hidden = |text: &str| Hidden(text.to_owned());
        Ok(Self { id: hidden(id), secret: hidden(secret), token: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_from_variables_and_are_never_shown() {
        let keys = Keys::of(&|name| {
            let value = match name {
                KEY => " AKIA ",
                SECRET => "s3cr3t",
                _ => return None,
            };
            Some(value.to_owned())
        });
        let keys = keys.unwrap();
        assert_eq!((keys.id.as_str(), keys.secret.as_str()), ("AKIA", "s3cr3t"));
        assert!(!format!("{keys:?}").contains("s3cr3t"));
        assert!(Keys::of(&|name| (name == KEY).then(|| "AKIA".to_owned())).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_keys_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let why = || Keys::read(&path).map_err(|finding| finding.args["why"].clone()).err();
        assert_eq!(why().as_deref(), Some("unreadable"));
        std::fs::write(&path, "AKIA\ns3cr3t\n").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(why().as_deref(), Some("open"));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(Keys::read(&path).unwrap().secret.as_str(), "s3cr3t");
        std::fs::write(&path, "AKIA\n").unwrap();
        assert_eq!(why().as_deref(), Some("form"));
    }
}
