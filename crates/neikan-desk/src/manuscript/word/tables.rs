//! Tables: cells in a grid, merged as in the document, and tables that only hold pictures or a box
//! in place.

use super::body::Reader;
use super::drawings::is_chart;
use super::xml::{Node, attr, child, elements, number};
use super::{Changes, texts};
use crate::manuscript::incoming::arrange::{arrange, first_words, merged_table};
use crate::manuscript::incoming::cells::{
    CELLS, COLUMNS, Onward, ROWS, cell_text, column_align, holds_pictures, merge, pictures,
};
use crate::manuscript::incoming::{Align, Item};
use crate::manuscript::model::{Block, BlockKind, Boxed, Inlines, Span};
use neikan_base::diagnostic::Finding;

/// A cell as it is in the document.
struct Cell {
    items: Vec<Item>,
    span: usize,
    /// The cell that it continues, if it does.
    goes_on: Option<Onward>,
}

impl<'a> Reader<'a, '_, '_> {
    /// Reads a table.
    ///
    /// # Errors
    /// A finding if it has too many rows or cells.
    pub fn table(&mut self, node: Node<'a>, out: &mut Vec<Item>) -> Result<(), Finding> {
        self.boxed += 1;
        let first = self.number + 1;
        let rows = self.rows(node);
        self.boxed -= 1;
        let rows = rows?;
        // Findings about the table name its first paragraph.
        let last = std::mem::replace(&mut self.number, first);
        self.words = first_words(&texts(node));
        self.place(rows, out);
        self.number = last.max(first);
        Ok(())
    }

    /// Turns a table into what it really is: a grid, a frame, or pictures held in place.
    fn place(&mut self, mut rows: Vec<Vec<Cell>>, out: &mut Vec<Item>) {
        let number = self.number;
        if let [row] = rows.as_mut_slice()
            && let [cell] = row.as_mut_slice()
        {
            let items = std::mem::take(&mut cell.items);
            out.extend(self.framed(items, number));
        } else if holds_pictures(rows.iter().flatten().flat_map(|cell| &cell.items)) {
            out.extend(pictures(rows.into_iter().flatten().flat_map(|cell| cell.items)));
        } else if self.boxed > 0 {
            self.report(Finding::warn("import-table-nested"));
            out.extend(rows.into_iter().flatten().flat_map(|cell| cell.items));
        } else if !rows.is_empty() {
            let (table, floats) = self.grid(rows);
            out.push(Item::block(table, number));
            out.extend(floats);
        }
    }

    fn rows(&mut self, node: Node<'a>) -> Result<Vec<Vec<Cell>>, Finding> {
        let mut rows = Vec::new();
        for row in parts(node, "tr") {
            if rows.len() >= ROWS {
                let finding = Finding::stop("import-table-long").with("limit", ROWS);
                return Err(finding.with("paragraph", self.number).with("text", &self.words));
            }
            if !self.row_stays(row) {
                continue;
            }
            let properties = child(row, "trPr");
            let skipped = properties.and_then(|p| number(child(p, "gridBefore")?, "val"));
            let mut cells: Vec<Cell> = Vec::new();
            let empty = || Cell { items: Vec::new(), span: 1, goes_on: None };
            cells.extend((0..skipped.unwrap_or(0usize).min(COLUMNS)).map(|_| empty()));
            for cell in parts(row, "tc") {
                self.cells += 1;
                if self.cells > CELLS {
                    let finding = Finding::stop("import-table-large").with("limit", CELLS);
                    return Err(finding.with("paragraph", self.number).with("text", &self.words));
                }
                let cell = self.cell(cell)?;
                cells.push(cell);
            }
            rows.push(cells);
        }
        Ok(rows)
    }

    /// Whether a row remains once its changes are accepted or refused.
    fn row_stays(&mut self, row: Node<'a>) -> bool {
        let properties = child(row, "trPr");
        let change = |name| properties.and_then(|p| child(p, name));
        let changes = self.options.changes;
        for (name, gone) in [("ins", Changes::Refuse), ("del", Changes::Accept)] {
            if let Some(node) = change(name) {
                self.changed.count(attr(node, "author"), name == "ins");
                if changes == gone {
                    return false;
                }
            }
        }
        true
    }

    fn cell(&mut self, node: Node<'a>) -> Result<Cell, Finding> {
        let properties = child(node, "tcPr");
        let span = properties.and_then(|p| number(child(p, "gridSpan")?, "val"));
        let merge = properties.and_then(|p| child(p, "vMerge"));
        let above = merge.is_some_and(|merge| attr(merge, "val") != Some("restart"));
        let sideways = properties.and_then(|p| child(p, "hMerge"));
        let left = sideways.is_some_and(|merge| attr(merge, "val") != Some("restart"));
        let goes_on = match (above, left) {
            (_, true) => Some(Onward::Left),
            (true, false) => Some(Onward::Above),
            (false, false) => None,
        };
        let mut items = Vec::new();
        let outer = std::mem::replace(&mut self.in_cell, true);
        let read = self.blocks(node, &mut items);
        self.in_cell = outer;
        read?;
        self.flush(&mut items);
        let span = span.unwrap_or(1usize).clamp(1, COLUMNS);
        Ok(Cell { items, span, goes_on })
    }

    /// A table of one cell is a frame around text.
    fn framed(&mut self, items: Vec<Item>, number: usize) -> Vec<Item> {
        let text = items.iter().any(|item| item.inlines().is_some());
        if self.boxed > 0 || !text {
            return items;
        }
        self.report(Finding::note("import-text-box"));
        let (charts, rest): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_chart);
        let c: Vec<Block> = arrange(rest, true, self.findings);
        let boxed = Boxed { title: None, width: Default::default(), c };
        let mut out = vec![Item::block(BlockKind::Sidebar(boxed), number)];
        out.extend(charts);
        out
    }

    fn grid(&mut self, rows: Vec<Vec<Cell>>) -> (BlockKind, Vec<Item>) {
        let mut floats = Vec::new();
        let mut aligns: Vec<Vec<Align>> = Vec::new();
        let mut grid: Vec<Vec<Inlines>> = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        for (row, cells) in rows.into_iter().enumerate() {
            let mut texts: Vec<Inlines> = Vec::new();
            let mut stand = Vec::new();
            for cell in cells {
                let column = texts.len();
                let columns = cell.span.min(COLUMNS.saturating_sub(column));
                stand.push(cell.items.first().map(|item| item.align).unwrap_or_default());
                if columns == 0 {
                    continue;
                }
                if merge(&mut spans, (cell.goes_on, [0; 2]), [row, column, columns]) {
                    if cell.items.iter().any(|item| item.inlines().is_some()) {
                        self.report(Finding::warn("import-hidden"));
                    }
                    texts.push(Vec::new());
                } else {
                    texts.push(cell_text(cell.items, &mut floats, |finding| self.report(finding)));
                }
                texts.extend(std::iter::repeat_n(Vec::new(), columns - 1));
                stand.resize(texts.len(), Align::Left);
            }
            grid.push(texts);
            aligns.push(stand);
        }
        let columns = grid.iter().map(Vec::len).max().unwrap_or_default();
        grid.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
        let align = (0..columns).map(|at| column_align(&aligns, at)).collect();
        let (table, parted) = merged_table(align, grid, spans);
        if parted {
            self.report(Finding::warn("import-table-merged"));
        }
        (BlockKind::Table(table), floats)
    }
}

/// The child elements with a name, looking through content controls.
fn parts<'a>(node: Node<'a>, name: &str) -> Vec<Node<'a>> {
    let mut found = Vec::new();
    for part in elements(node) {
        match part.tag_name().name() {
            own if own == name => found.push(part),
            "sdt" | "sdtContent" | "customXml" => found.extend(parts(part, name)),
            _ => {}
        }
    }
    found
}
