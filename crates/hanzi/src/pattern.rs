//! The regular expressions of rules.

use std::ops::Range;
use std::sync::OnceLock;

use regex::{Captures, Regex};

/// A rule's regular expression; its first group, if it has one, is the hit.
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

/// A match of a pattern.
pub struct Found<'t> {
    captures: Captures<'t>,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

impl<'t> Found<'t> {
    /// A group of the pattern; empty if it took no part in the match.
    pub fn get(&self, group: usize) -> &'t str {
        self.captures.get(group).map_or("", |found| found.as_str())
    }

    /// The bytes of the first of these groups that took part; the whole match if none did.
    pub fn part(&self, groups: &[usize]) -> Range<usize> {
        let part = groups.iter().find_map(|&group| self.captures.get(group));
        part.map_or_else(|| self.range.clone(), |part| part.range())
    }

    /// A group parsed as a number.
    pub fn number(&self, group: usize) -> Option<u32> {
        self.get(group).parse().ok()
    }
}

impl Pattern {
    /// A pattern, which is compiled on first use.
    pub const fn new(source: &'static str) -> Self {
        Self { source, regex: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(self.source).ok()).as_ref()
    }

    /// All matches in a text.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found<'t>> {
        self.regex().into_iter().flat_map(move |regex| {
            regex.captures_iter(text).filter_map(|captures| {
                let found = captures.get(1).or_else(|| captures.get(0))?;
                let range = found.range();
                Some(Found { captures, range })
            })
        })
    }

    /// Whether it matches anywhere in a text.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }
}
