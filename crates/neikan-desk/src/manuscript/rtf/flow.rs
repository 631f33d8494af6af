//! A flow of text: the document, a note, a box. Its paragraphs end here, and the cells and rows of
//! its tables.

use crate::manuscript::incoming::Item;
use crate::manuscript::incoming::cells::{COLUMNS, Cell, Onward};
use crate::manuscript::incoming::reading::{Line, Reading};
use neikan_base::diagnostic::Finding;

/// How deeply tables may be nested.
pub const NESTED: usize = 16;
/// Cell edges closer than this are one edge, twips.
const NEAR: i32 = 60;

/// A flow of text that is being read.
#[derive(Debug, Default)]
pub struct Flow {
    /// The current paragraph.
    pub line: Line,
    /// The beginning of its text, as far as findings need it.
    pub words: String,
    /// Whether the paragraph has begun.
    pub begun: bool,
    /// The label before it.
    pub label: Option<String>,
    /// What has been read.
    pub items: Vec<Item>,
    tables: Vec<Table>,
    /// The row being described.
    pub row: Row,
    /// The outer row, while one within a cell is described.
    pub outer_row: Option<Row>,
    /// Where the reading was when the flow began.
    pub outer: Outer,
}

/// Where a reading was.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outer {
    /// The number of the paragraph.
    pub number: usize,
    /// How many boxes, cells or notes it was nested in.
    pub boxed: usize,
}

#[derive(Debug, Default)]
struct Table {
    /// The number of its first paragraph, and its first words.
    number: usize,
    words: String,
    rows: Vec<(Row, Vec<Vec<Item>>)>,
    cells: Vec<Vec<Item>>,
    cell: Vec<Item>,
}

/// The description of a row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Where it begins, twips.
    pub left: i32,
    /// Its cells.
    pub cells: Vec<Bounds>,
    /// The description of the next cell, so far.
    pub next: Bounds,
}

/// The description of a cell.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bounds {
    /// Where it ends, twips.
    pub right: i32,
    /// Whether it continues the cell before it.
    pub sideways: bool,
    /// Whether it continues the cell above it.
    pub down: bool,
}

impl Row {
    /// Ends the next cell at this edge, twips.
    pub fn edge(&mut self, right: i32) {
        if self.cells.len() < COLUMNS * 2 {
            let next = std::mem::take(&mut self.next);
            self.cells.push(Bounds { right, ..next });
        }
    }
}

impl Flow {
    /// A flow of text within another.
    pub fn within(outer: Outer) -> Self {
        Self { outer, ..Self::default() }
    }

    /// Adds items to the innermost open table, or else to the text.
    pub fn put(&mut self, items: Vec<Item>) {
        match self.tables.last_mut() {
            Some(table) => table.cell.extend(items),
            None => self.items.extend(items),
        }
    }

    /// Opens and closes tables until `depth` are open.
    pub fn settle(&mut self, depth: usize, reading: &mut Reading<'_>) {
        while self.tables.len() > depth {
            let Some(table) = self.tables.pop() else { return };
            let number = std::mem::replace(&mut reading.number, table.number);
            let words = std::mem::replace(&mut reading.words, table.words.clone());
            reading.boxed += self.tables.len();
            let items = reading.table(table.finish());
            reading.boxed -= self.tables.len();
            (reading.number, reading.words) = (number, words);
            self.put(items);
        }
        while self.tables.len() < depth {
            let (number, words) = (reading.number, reading.words.clone());
            self.tables.push(Table { number, words, ..Table::default() });
        }
    }

    /// Ends a cell.
    ///
    /// # Errors
    /// A finding if there are too many.
    pub fn end_cell(&mut self, depth: usize, reading: &mut Reading<'_>) -> Result<(), Finding> {
        self.settle(depth.clamp(1, NESTED), reading);
        reading.count_cell()?;
        if let Some(table) = self.tables.last_mut() {
            let cell = std::mem::take(&mut table.cell);
            table.cells.push(cell);
        }
        Ok(())
    }

    /// Ends a row.
    ///
    /// # Errors
    /// A finding if there are too many.
    pub fn end_row(&mut self, depth: usize, reading: &mut Reading<'_>) -> Result<(), Finding> {
        self.settle(depth.clamp(1, NESTED), reading);
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        reading.count_row(table.rows.len())?;
        table.end_row(&self.row);
        Ok(())
    }
}

impl Table {
    fn end_row(&mut self, row: &Row) {
        let rest = std::mem::take(&mut self.cell);
        let mut cells = std::mem::take(&mut self.cells);
        if !rest.is_empty() {
            cells.push(rest);
        }
        if !cells.is_empty() {
            self.rows.push((row.clone(), cells));
        }
    }

    /// The rows, with their cells on a common grid.
    fn finish(mut self) -> Vec<Vec<Cell>> {
        self.end_row(&Row::default());
        let edges = edges(&self.rows);
        let rows = self.rows.into_iter();
        rows.map(|(row, cells)| in_grid(&row, cells, &edges)).collect()
    }
}

/// The edges of the cells of all rows, from the left.
fn edges(rows: &[(Row, Vec<Vec<Item>>)]) -> Vec<i32> {
    let all = rows.iter().filter(|(row, cells)| is_described(row, cells));
    let all = all.flat_map(|(row, _)| {
        std::iter::once(row.left).chain(row.cells.iter().map(|cell| cell.right))
    });
    let mut all: Vec<i32> = all.collect();
    all.sort_unstable();
    let mut edges: Vec<i32> = Vec::new();
    for edge in all {
        if edges.last().is_none_or(|last| edge.saturating_sub(*last) > NEAR) {
            edges.push(edge);
        }
    }
    edges
}

/// Whether a row says where its cells are.
fn is_described(row: &Row, cells: &[Vec<Item>]) -> bool {
    let rising = row.cells.windows(2).all(|pair| pair[0].right < pair[1].right);
    row.cells.len() >= cells.len() && rising
}

fn in_grid(row: &Row, cells: Vec<Vec<Item>>, edges: &[i32]) -> Vec<Cell> {
    let described = is_described(row, &cells);
    let nearest = |at: i32| edges.partition_point(|edge| *edge <= at).saturating_sub(1);
    let mut out = Vec::new();
    let mut column = 0;
    if described {
        column = nearest(row.left);
        out.extend((0..column.min(COLUMNS)).map(|_| Cell { span: 1, ..Cell::default() }));
    }
    for (at, items) in cells.into_iter().enumerate() {
        let bounds = row.cells.get(at).copied().unwrap_or_default();
        let mut span = 1;
        if described {
            let end = nearest(bounds.right);
            span = end.saturating_sub(column).clamp(1, COLUMNS);
            column = end.max(column);
        }
        let goes_on = match bounds {
            Bounds { sideways: true, .. } => Some(Onward::Left),
            Bounds { down: true, .. } => Some(Onward::Above),
            _ => None,
        };
        out.push(Cell { items, span, goes_on, over: [0; 2] });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(left: i32, rights: &[i32]) -> Row {
        let mut row = Row { left, ..Row::default() };
        rights.iter().for_each(|right| row.edge(*right));
        row
    }

    #[test]
    fn cells_span_the_edges_of_other_rows() {
        let rows = vec![
            (row(-100, &[1000, 2000, 3000]), vec![Vec::new(); 3]),
            (row(-108, &[2010, 3000]), vec![Vec::new(); 2]),
            (row(1000, &[3000]), vec![Vec::new(); 1]),
        ];
        let edges = edges(&rows);
        assert_eq!(edges, [-108, 1000, 2000, 3000]);
        let spans = |at: usize| -> Vec<usize> {
            let (row, cells) = rows[at].clone();
            in_grid(&row, cells, &edges).iter().map(|cell| cell.span).collect()
        };
        assert_eq!(spans(0), [1, 1, 1]);
        assert_eq!(spans(1), [2, 1]);
        assert_eq!(spans(2), [1, 2]);
    }
}
