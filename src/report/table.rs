//! Tables of reports, which are shown at the terminal and written as workbooks and texts.

use rust_decimal::Decimal;

use super::shown;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number of things.
    Count(usize),
    /// A number of points.
    Points(Decimal),
    /// Yuan, to the fen.
    Money(Decimal),
    /// Nothing.
    None,
}

impl Cell {
    /// A number of things, if it is known.
    pub fn count(value: Option<usize>) -> Self {
        value.map_or(Self::None, Self::Count)
    }

    /// A number of points, if there are any.
    pub fn points(value: Option<Decimal>) -> Self {
        value.map_or(Self::None, Self::Points)
    }

    /// As it is shown in a table of text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Points(value) => shown(*value),
            Self::Money(value) => format!("{value:.2}"),
            Self::None => String::new(),
        }
    }
}

/// A table of a report: what its columns are called, by the keys of the locales, and its rows.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The key of its title.
    pub title: &'static str,
    /// The keys of its columns.
    pub head: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// What is drawn of it in a workbook.
    pub drawn: Vec<Drawn>,
}

/// What is drawn of a table: names in one column, values in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// The column of the names.
    pub names: u16,
    /// The column of the values.
    pub values: u16,
    /// How many rows, from the first on.
    pub rows: usize,
    /// How.
    pub form: Form,
}

/// How values are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Bars below each other, the first row uppermost: a ranking.
    Ranking,
    /// Bars beside each other: what went on over time.
    Course,
}
