//! Tables of a page, made cell by cell.

use crate::manuscript::incoming::arrange::merged_table;
use crate::manuscript::incoming::{Item, Role};
use crate::manuscript::model::{BlockKind, Inline, Inlines, Span};
use neikan_base::diagnostic::Finding;

/// The most rows a table may have.
const ROWS: usize = 500;
/// The most columns a table may have.
const COLUMNS: usize = 64;

/// A table that is being read.
#[derive(Debug, Default)]
pub struct Grid {
    rows: Vec<Vec<Inlines>>,
    before: Vec<Item>,
    after: Vec<Item>,
    spans: Vec<Span>,
    joined: bool,
    long: bool,
    /// Columns that the last cell takes beyond its own.
    owed: usize,
}

impl Grid {
    /// A row begins.
    pub fn row(&mut self) {
        self.long |= self.rows.len() >= ROWS;
        self.owed = 0;
        if !self.long {
            self.rows.push(Vec::new());
        }
    }

    /// A cell begins; `spans` are its columns and rows. What spans columns stands in the first.
    pub fn cell(&mut self, spans: [usize; 2]) {
        if self.rows.is_empty() {
            self.row();
        }
        let at = self.rows.len().saturating_sub(1);
        let owed = std::mem::take(&mut self.owed);
        let Some(row) = self.rows.last_mut() else { return };
        let room = COLUMNS.saturating_sub(row.len() + 1);
        row.extend(std::iter::repeat_n(Vec::new(), owed.min(room)));
        // What cells of the rows above reach down to is taken.
        let taken = |span: &Span, column: usize| {
            (span.row + 1..span.row + span.rows).contains(&at)
                && (span.column..span.column + span.columns).contains(&column)
        };
        while row.len() + 1 < COLUMNS && self.spans.iter().any(|span| taken(span, row.len())) {
            row.push(Vec::new());
        }
        let (columns, rows) = (spans[0].clamp(1, COLUMNS), spans[1].clamp(1, ROWS));
        if columns * rows > 1 {
            self.spans.push(Span { row: at, column: row.len(), rows, columns });
        }
        row.push(Vec::new());
        self.owed = columns - 1;
    }

    /// Adds what a cell, or the table's caption, holds.
    pub fn add(&mut self, item: Item) {
        if item.role == Role::Caption {
            return self.before.push(item);
        }
        let cell = self.rows.last_mut().and_then(|row| row.last_mut());
        match (cell, item.block) {
            (Some(cell), BlockKind::Para { c }) => {
                if !cell.is_empty() {
                    self.joined = true;
                    cell.push(Inline::Text { s: "\u{3000}".to_owned() });
                }
                cell.extend(c.into_iter().map(|inline| match inline {
                    Inline::Break => Inline::Text { s: "\u{3000}".to_owned() },
                    other => other,
                }));
            }
            (_, block) => self.after.push(Item { block, ..item }),
        }
    }

    /// Ends the table; one within another gives its paragraphs alone.
    pub fn finish(self, number: usize, outermost: bool) -> (Vec<Item>, Vec<Finding>) {
        let mut findings = Vec::new();
        if self.long {
            findings.push(Finding::stop("import-table-long").with("limit", ROWS));
        }
        let filled = |row: &Vec<Inlines>| row.iter().any(|cell| !cell.is_empty());
        let mut rows = self.rows;
        if self.spans.is_empty() || rows.iter().filter(|row| filled(row)).count() < 2 {
            rows.retain(filled);
        }
        let mut items = self.before;
        let last = self.spans.iter().map(|span| span.column + span.columns).max();
        let columns = rows.iter().map(Vec::len).chain(last).max().unwrap_or_default().min(COLUMNS);
        // One row alone, as mails are laid out with, is no table: it would be all head.
        if rows.len() < 2 || !outermost {
            if !outermost && !rows.is_empty() {
                findings.push(Finding::warn("import-table-nested"));
            }
            let cells = rows.into_iter().flatten().filter(|cell| !cell.is_empty());
            items.extend(cells.map(|cell| Item::para(cell, number)));
        } else {
            if self.joined {
                findings.push(Finding::note("import-cell-lines"));
            }
            rows.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
            let (table, parted) = merged_table(vec![None; columns], rows, self.spans);
            if parted {
                findings.push(Finding::warn("import-table-merged"));
            }
            items.push(Item::block(BlockKind::Table(table), number));
        }
        items.extend(self.after);
        (items, findings)
    }
}
