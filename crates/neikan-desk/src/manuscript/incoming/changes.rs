//! Tracked changes: how many there were, who made them, what became of them.

use std::collections::BTreeSet;

use super::Changes;
use super::text::clean;
use neikan_base::diagnostic::Finding;

/// How many authors of changes are named.
const AUTHORS: usize = 8;

/// The tracked changes seen so far.
#[derive(Debug, Default)]
pub struct Changed {
    added: usize,
    removed: usize,
    authors: BTreeSet<String>,
}

impl Changed {
    /// Counts a change.
    pub fn count(&mut self, author: Option<&str>, added: bool) {
        if added {
            self.added += 1;
        } else {
            self.removed += 1;
        }
        let author = author.map(|name| clean(name).trim().to_owned());
        let author = author.filter(|name| !name.is_empty() && self.authors.len() < AUTHORS);
        self.authors.extend(author.map(|name| name.chars().take(20).collect::<String>()));
    }

    /// A finding that says how many there were and what became of them; nothing if there were none.
    pub fn finding(&self, changes: Changes) -> Option<Finding> {
        let rule = match changes {
            Changes::Accept => Finding::warn("import-changes-accepted"),
            Changes::Refuse => Finding::warn("import-changes-refused"),
        };
        let authors: Vec<_> = self.authors.iter().map(String::as_str).collect();
        let finding = rule.with("added", self.added).with("removed", self.removed);
        (self.added + self.removed > 0).then(|| finding.with("authors", authors.join("\u{3001}")))
    }
}
