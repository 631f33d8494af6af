//! Tables: rows and cells, repeated, merged and covered.

use super::body::Reader;
use super::inline::texts;
use crate::manuscript::incoming::Item;
use crate::manuscript::incoming::arrange::first_words;
use crate::manuscript::incoming::cells::{COLUMNS, Cell, Onward, ROWS};
use crate::manuscript::incoming::xml::{Node, elements, number};
use neikan_base::diagnostic::Finding;

impl<'a> Reader<'a, '_, '_> {
    /// Reads a table.
    ///
    /// # Errors
    /// A finding if it has too many rows or cells.
    pub fn table(&mut self, node: Node<'a>) -> Result<Vec<Item>, Finding> {
        let first = self.reading.number + 1;
        let mut rows = Vec::new();
        self.rows(node, &mut rows)?;
        // Findings about the table name its first paragraph.
        let last = std::mem::replace(&mut self.reading.number, first);
        self.reading.words = first_words(&texts(node));
        let items = self.reading.table(rows);
        self.reading.number = last.max(first);
        Ok(items)
    }

    fn rows(&mut self, node: Node<'a>, rows: &mut Vec<Vec<Cell>>) -> Result<(), Finding> {
        for part in elements(node) {
            match part.tag_name().name() {
                "table-row" => self.row(part, rows)?,
                "table-header-rows" | "table-rows" | "table-row-group" => self.rows(part, rows)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, node: Node<'a>, rows: &mut Vec<Vec<Cell>>) -> Result<(), Finding> {
        let empty = texts(node).trim().is_empty();
        let times = number(node, "number-rows-repeated").unwrap_or(1usize);
        let times = if empty { 1 } else { times.clamp(1, ROWS + 1) };
        for _ in 0..times {
            self.reading.count_row(rows.len())?;
            let mut cells = Vec::new();
            for cell in elements(node) {
                self.cell(cell, &mut cells)?;
            }
            rows.push(cells);
        }
        Ok(())
    }

    fn cell(&mut self, node: Node<'a>, cells: &mut Vec<Cell>) -> Result<(), Finding> {
        let covered = match node.tag_name().name() {
            "table-cell" => false,
            "covered-table-cell" => true,
            _ => return Ok(()),
        };
        let times = number(node, "number-columns-repeated").unwrap_or(1usize);
        let room = (COLUMNS + 1).saturating_sub(cells.len());
        let many = |name| number(node, name).unwrap_or(1usize).clamp(1, ROWS);
        let over = ["number-columns-spanned", "number-rows-spanned"].map(many);
        let goes_on = covered.then_some(Onward::Under);
        for _ in 0..times.clamp(1, room.max(1)) {
            self.reading.count_cell()?;
            if covered && !texts(node).trim().is_empty() {
                self.reading.report(Finding::warn("import-hidden"));
            }
            let items = if covered { Vec::new() } else { self.inner(node)? };
            cells.push(Cell { items, span: 1, goes_on, over });
        }
        Ok(())
    }
}
