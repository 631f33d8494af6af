//! Places elsewhere for a call: which keys hold for the person who calls, and how progress is shown.

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::Console;
use super::settings::Settings;
use crate::depot::{Access, Address, Depot, Keys, Moved, Patience};
use crate::diagnostic::Failure;

/// Opens a place that a call names; a folder is made if `make` says so.
pub fn open(
    text: &str,
    patience: Patience,
    make: bool,
    console: &Console<'_>,
) -> Result<Depot, Failure> {
    let address = Address::read(text)?;
    let access = match &address {
        Address::Folder(_) => Access::default(),
        Address::Bucket { .. } => access(console)?,
    };
    Depot::open(&address, &access, patience, make)
}

/// A path in the settings: absolute, or from the folder of their file.
pub fn beside(settings: &Settings, file: &str) -> PathBuf {
    settings.path.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).join(file)
}

/// How the person who calls reaches buckets: keys in variables come before the file of keys.
pub fn access(console: &Console<'_>) -> Result<Access, Failure> {
    let settings = console.settings;
    let file = settings.keys.value.as_ref().map(|file| beside(settings, file));
    let keys = match (Keys::of(console.environment), file) {
        (Some(keys), _) => Some(keys),
        (None, Some(file)) => Some(Keys::read(&file)?),
        (None, None) => None,
    };
    let endpoint = settings.endpoint.value.clone();
    Ok(Access { endpoint, region: settings.region.value.clone(), keys })
}

/// A bar of bytes on a terminal, of so many if that is known; elsewhere one that draws nothing.
pub fn bar(total: Option<u64>, console: &Console<'_>) -> ProgressBar {
    if !console.terminal || console.look.quiet {
        return ProgressBar::hidden();
    }
    let (bar, template) = match total {
        Some(total) => {
            (ProgressBar::new(total), "{bar:24} {bytes}/{total_bytes} {bytes_per_sec} {msg}")
        }
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} {bytes_per_sec} {msg}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Moves a bar, with words for what is going on.
pub fn moved(bar: &ProgressBar, step: Moved, words: &[String; 2]) {
    let (count, word) = match step {
        Moved::Sent(count) | Moved::Kept(count) => (count, &words[0]),
        Moved::Read(count) => (count, &words[1]),
    };
    bar.set_message(word.clone());
    bar.inc(count);
}

/// The words for sending and for reading back.
pub fn words(console: &Console<'_>) -> [String; 2] {
    ["progress-sending", "progress-reading"].map(|key| console.locale.text(key))
}
