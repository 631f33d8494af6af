//! The mark of a copy, `DGGX-2026-01-0007`: it stands on the leaf and in the metadata.

use std::fmt;

use regex::Regex;

/// Whose copy of which issue.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    slug: String,
    /// The issue's folder name.
    pub issue: String,
    /// The copy number.
    pub number: u32,
}

impl Mark {
    /// The mark of a copy of an issue of the periodical with a short name.
    pub fn new(slug: &str, issue: &str, number: u32) -> Self {
        Self { slug: slug.to_ascii_uppercase(), issue: issue.to_owned(), number }
    }

    /// The marks in a text, in their order; what wrote the text may have put spaces into them.
    pub fn find(slug: &str, text: &str) -> Vec<Self> {
        let solid: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\0').collect();
        let form = format!("(?i){}-([0-9]{{4}}-[0-9]{{2,3}})-([0-9]{{4,5}})", regex::escape(slug));
        let Ok(form) = Regex::new(&form) else { return Vec::new() };
        let found = form.captures_iter(&solid);
        found.filter_map(|part| Some(Self::new(slug, &part[1], part[2].parse().ok()?))).collect()
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:04}", self.slug, self.issue, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_as_it_was_written() {
        let mark = Mark::new("dggx", "2026-01", 7);
        assert_eq!(mark.to_string(), "DGGX-2026-01-0007");
        let text = format!("\u{7f16}\u{53f7} D GGX-2026-\n01-0007 {mark}\u{3002}");
        assert_eq!(Mark::find("dggx", &text), [mark.clone(), mark]);
        assert_eq!(Mark::find("dggx", "dggx-2026-01-12345")[0].number, 12345);
        assert!(Mark::find("dggx", "dggx-2026-01.pdf").is_empty());
    }
}
