//! The sample issue, built by the program.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use super::judging::said;
use super::repository;

/// Editions of the sample issue, in a folder below `target/tmp` that the next run empties: what is
/// kept for all tests is never dropped.
pub struct Sample {
    folder: PathBuf,
}

impl Sample {
    /// Every edition of the sample issue, built once for all tests.
    pub fn whole() -> &'static Self {
        static WHOLE: LazyLock<Sample> = LazyLock::new(|| Sample::build(&[]));
        &WHOLE
    }

    /// Builds the issue with more arguments. That takes seconds: keep it in a `LazyLock`.
    pub fn build(arguments: &[&str]) -> Self {
        let name = format!("sample{}", arguments.concat());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::create_dir_all(&folder).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_neikan"))
            .args(["build", "2026-01", "--lang", "en", "--out"])
            .arg(&folder)
            .args(arguments)
            .current_dir(repository())
            .env("XDG_CACHE_HOME", super::cache())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
        Self { folder }
    }

    /// The PDF for screens.
    pub fn screen(&self) -> PathBuf {
        self.beside("2026-01/dggx-2026-01.pdf")
    }

    /// The EPUB.
    pub fn epub(&self) -> PathBuf {
        self.beside("2026-01/dggx-2026-01.epub")
    }

    /// A PDF for the press: `interior` or `cover`.
    pub fn press(&self, part: &str) -> PathBuf {
        self.beside(&format!("2026-01/press/dggx-2026-01-{part}.pdf"))
    }

    /// A place beside the issue for what is made of it.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}
