//! A change too important to be a slip of the pen, and why.

use neikan_base::diagnostic::Finding;
use serde::Serialize;

/// Why a change is important.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// It is in a title, a kicker, a deck, a running head or a heading.
    Title,
    /// It changes a negation.
    Negation,
    /// It changes a number, or the unit next to one.
    Number,
    /// It changes a date.
    Date,
    /// It changes the name of a person or of a unit.
    Name,
    /// It may change the name of a place.
    Place,
    /// It changes who is said to have made something, or where it is said to come from.
    Credit,
    /// It is in a table or in the data of a chart.
    Table,
    /// It may change the meaning.
    Meaning,
}

impl Why {
    /// Its name in the keys of the locales.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Date => "date",
            Self::Name => "name",
            Self::Place => "place",
            Self::Credit => "credit",
            Self::Table => "table",
            Self::Meaning => "meaning",
        }
    }
}

/// A change that goes back to the reviewers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heavy {
    /// Why.
    pub why: Why,
    /// What was there.
    pub old: String,
    /// What is there now.
    pub new: String,
    /// The name that it changes, if that is the reason.
    pub word: Option<String>,
}

impl Heavy {
    /// Whether something was added, removed or changed: the name in the keys of the locales.
    pub fn how(&self) -> &'static str {
        match (self.old.is_empty(), self.new.is_empty()) {
            (true, _) => "added",
            (_, true) => "removed",
            _ => "changed",
        }
    }

    /// The finding that refuses to accept it as a slip of the pen.
    pub fn finding(&self, article: &str) -> Finding {
        let finding = Finding::stop("corrections-weight").with("article", article);
        let finding = finding.with("why", self.why.name()).with("how", self.how());
        let finding = finding.with("word", self.word.as_deref().unwrap_or_default());
        finding.with("old", &self.old).with("new", &self.new)
    }
}
