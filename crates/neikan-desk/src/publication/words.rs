//! `words.yml` of a layout: the words that the layout itself adds, and where they may appear.
//!
//! Templates read their words from this file, and finished pages are checked against it: whatever
//! is on a page but neither in the texts of the issue nor here was not signed.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Project, document};
use neikan_base::diagnostic::{Finding, Findings, Place};

/// The name of the file in a layout's folder.
const FILE: &str = "words.yml";

/// A part of the pages where the layout's own words may appear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// The pages of the cover, and the spine.
    Covers,
    /// The pages before the first article.
    Contents,
    /// Outside the type area: running heads, folios, fore-edge tabs.
    Margins,
    /// The type area of articles, and pages without any article.
    Articles,
    /// Within the letters of one text: note marks, hyphens.
    Within,
    /// Anywhere, but only in a draft.
    Drafts,
}

/// The words of a layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<Group>);

/// Words that may appear in the same places.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
struct Group {
    at: BTreeSet<Zone>,
    #[serde(flatten)]
    words: BTreeMap<String, String>,
}

impl Words {
    /// Reads the words of a layout; adds a finding and returns nothing if the file is missing or
    /// faulty.
    pub fn load(project: &Project, layout: &str, findings: &mut Findings) -> Option<Self> {
        let path = project.layout_file(layout, FILE);
        let file = project.show(&path);
        if !project.has(&path) {
            findings.push(Finding::stop("words-missing").at(Place::file(file)));
            return None;
        }
        let source = project.read_text(&path, findings)?;
        Self::parse(&source.text, &file, findings)
    }

    /// Parses words from the text of a file; adds findings and returns nothing if it is not groups of
    /// words.
    pub fn parse(text: &str, file: &str, findings: &mut Findings) -> Option<Self> {
        let groups = document::read::<BTreeMap<String, Group>>(text, file, 0, findings)?;
        Some(Self(groups.value.into_values().collect()))
    }

    /// The words that may appear in a zone, as written: with placeholders in braces.
    pub fn at(&self, zone: Zone) -> impl Iterator<Item = &str> {
        let groups = self.0.iter().filter(move |group| group.at.contains(&zone));
        groups.flat_map(|group| group.words.values()).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_where_they_may_stand() {
        let text = "contents: {at: [contents], title: 目录}\nnotes: {at: [articles, within], sign: '{sign}'}\n";
        let parse = |text: &str| Words::parse(text, "words.yml", &mut Findings::default());
        let words = parse(text).unwrap();
        let at = |zone| words.at(zone).collect::<Vec<_>>();
        assert_eq!((at(Zone::Contents), at(Zone::Within)), (vec!["目录"], vec!["{sign}"]));
        assert!(at(Zone::Covers).is_empty());
        for wrong in
            ["a: {title: 目录}", "a: {at: [nowhere]}", "a: {at: [covers], b: [c]}", "- 目录"]
        {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
    }
}
