//! `archive.json`: what an archive says of itself to this program.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bag::Bag;
use crate::diagnostic::{Failure, Finding};
use crate::publication::Head;

include!(concat!(env!("OUT_DIR"), "/engine.rs"));

/// The name of the file.
pub const FILE: &str = "archive.json";
/// The largest that is read, bytes.
pub const LIMIT: u64 = 64 << 20;
/// The form of archives that this version makes; it reads this and earlier ones.
pub const FORM: u32 = 1;
/// How many digits of the sum of a source are shown.
const DIGITS: usize = 12;

/// What an archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The form of the archive.
    pub form: u32,
    /// The name of the periodical.
    pub publication: String,
    /// The issue's folder name.
    pub issue: String,
    /// The date of printing.
    pub date: String,
    /// The program and its version.
    pub program: String,
    /// The sum of the program's source, SHA-256 in hexadecimal; earlier archives have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The versions of the crates that decide what the outputs are, byte by byte.
    pub engine: BTreeMap<String, String>,
    /// How the outputs were made.
    pub made: How,
    /// The content sum of the issue.
    pub sum: String,
    /// The end of the review ledger.
    pub ledger: Head,
    /// The faces, by their paths in the project.
    pub fonts: BTreeMap<String, Face>,
}

/// How the outputs of an archive were made, where a call can choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct How {
    /// The part of PDF/X that was asked for, if not the one of the press profile: `x4`, `x1a`.
    pub pdfx: Option<String>,
    /// Whether the pictures of the screen PDF keep all their pixels.
    pub all_pixels: bool,
    /// Whether the faces are embedded in the EPUB.
    pub embed_fonts: bool,
    /// Whether an OFD is among the outputs.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ofd: bool,
}

/// A face that the pages were set with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// Its size.
    pub bytes: usize,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// Whether it is in the archive.
    pub packed: bool,
}

impl Stated {
    /// Reads what a bag says of itself.
    ///
    /// # Errors
    /// The findings `archive-stated`, and `archive-newer` if a later version made it.
    pub fn read(bag: &Bag) -> Result<Self, Failure> {
        #[derive(Deserialize)]
        struct Formed {
            form: u32,
        }
        let text = bag.text(FILE)?;
        let fault = |reason: serde_json::Error| {
            Finding::stop("archive-stated").at(bag.place(FILE)).with("reason", reason)
        };
        let Formed { form } = serde_json::from_str(&text).map_err(fault)?;
        if form > FORM {
            let finding = Finding::stop("archive-newer").at(bag.place(FILE)).with("form", form);
            return Err(finding.with("known", FORM).into());
        }
        Ok(serde_json::from_str(&text).map_err(fault)?)
    }

    /// What is not as it was when the archive was made: `name old → new` for the program and each
    /// crate of the engine.
    pub fn drift(&self) -> Vec<String> {
        let now = engine();
        let names = self.engine.keys().chain(now.keys()).collect::<std::collections::BTreeSet<_>>();
        let shown = |version: Option<&String>| version.map_or("–", String::as_str).to_owned();
        let changed = names.into_iter().filter(|name| self.engine.get(*name) != now.get(*name));
        let changed = changed.map(|name| {
            format!("{name} {} → {}", shown(self.engine.get(name)), shown(now.get(name)))
        });
        let own = (self.program != program() || self.source != source()).then(|| {
            let [before, now] =
                [(&self.program, &self.source), (&program(), &source())].map(shown_program);
            format!("{before} → {now}")
        });
        own.into_iter().chain(changed).collect()
    }
}

/// A program with the beginning of the sum of its source, which tells apart what has one version.
fn shown_program((program, source): (&String, &Option<String>)) -> String {
    let sum = source.as_deref().and_then(|sum| sum.get(..DIGITS)).unwrap_or("–");
    format!("{program} ({sum})")
}

/// The program and its version.
pub fn program() -> String {
    format!("neikan {}", env!("CARGO_PKG_VERSION"))
}

/// The sum of the source that the program is made from.
pub fn source() -> Option<String> {
    Some(SOURCE.to_owned())
}

/// The versions of the crates that decide what outputs are, from the lock file.
pub fn engine() -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (name, version) in ENGINE {
        let own = all.entry((*name).to_owned()).or_default();
        // Some are there in two versions.
        own.push_str(if own.is_empty() { "" } else { ", " });
        own.push_str(version);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_is_known_by_its_versions() {
        let engine = engine();
        for name in ["typst", "typst-pdf", "krilla", "lopdf", "moxcms", "comrak"] {
            assert!(engine[name].starts_with(|c: char| c.is_ascii_digit()), "{name}");
        }
        let mut old = Stated {
            form: FORM,
            publication: "小样".to_owned(),
            issue: "2026-01".to_owned(),
            date: "2026-01-15".to_owned(),
            program: program(),
            source: source(),
            engine,
            made: How::default(),
            sum: String::new(),
            ledger: Head::default(),
            fonts: BTreeMap::new(),
        };
        assert!(old.drift().is_empty());
        old.engine.insert("typst".to_owned(), "0.1.0".to_owned());
        old.engine.remove("krilla");
        let drift = old.drift();
        assert!(drift[0].starts_with("krilla – → ") && drift[1].starts_with("typst 0.1.0 → "));
        // The same version with other source is another program, and so may be one that does not say.
        for (source, told) in [(Some("0".repeat(64)), "(000000000000)"), (None, "(–)")] {
            let program = program();
            let changed = Stated { source, ..old.clone() };
            let expected = format!("{program} {told} → {program} ({})", &SOURCE[..DIGITS]);
            assert_eq!(changed.drift()[0], expected);
        }
    }
}
