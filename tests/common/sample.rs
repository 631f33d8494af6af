//! The sample issue, built by the program.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use super::judging::said;
use super::repository;

/// Editions of the sample issue, in a folder that is gone when this is dropped.
pub struct Sample {
    folder: TempDir,
}

impl Sample {
    /// Builds the issue with more arguments. That takes seconds: a file with several tests keeps
    /// it in a `LazyLock`.
    pub fn build(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_neikan"))
            .args(["build", "2026-01", "--lang", "en", "--out"])
            .arg(folder.path())
            .args(arguments)
            .current_dir(repository())
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
        self.folder.path().join(name)
    }
}
