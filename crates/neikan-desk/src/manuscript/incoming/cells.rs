//! Tables: cells in a grid, and tables that only hold pictures or a box in place.

use super::arrange::{merged_table, set_caption};
use super::reading::Reading;
use super::{Align, Item, Listed, Role};
use crate::manuscript::model::{BlockKind, Inline, Inlines, Span};
use neikan_base::diagnostic::Finding;

/// The most rows a table may have.
pub const ROWS: usize = 500;
/// The most columns a table may have.
pub const COLUMNS: usize = 64;
/// The most cells that all tables may have.
pub const CELLS: usize = 20_000;

/// A cell as it is in a document.
#[derive(Debug, Default)]
pub struct Cell {
    /// What it holds.
    pub items: Vec<Item>,
    /// How many columns it takes in its row, at least 1.
    pub span: usize,
    /// Whether it continues a cell.
    pub goes_on: Option<Onward>,
    /// How many columns and rows it spans, itself among them, where cells that are covered are in
    /// their rows too; otherwise zeros.
    pub over: [usize; 2],
}

/// Which cell another one continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onward {
    /// The one above it.
    Above,
    /// The one before it.
    Left,
    /// One that says itself how far it reaches.
    Under,
}

impl Reading<'_> {
    /// Counts a cell.
    ///
    /// # Errors
    /// A finding if there are too many.
    pub fn count_cell(&mut self) -> Result<(), Finding> {
        self.cells += 1;
        if self.cells > CELLS {
            return Err(self.about(Finding::stop("import-table-large").with("limit", CELLS)));
        }
        Ok(())
    }

    /// Makes sure that a table of `rows` rows has room for one more.
    ///
    /// # Errors
    /// A finding if it has not.
    pub fn count_row(&mut self, rows: usize) -> Result<(), Finding> {
        if rows >= ROWS {
            return Err(self.about(Finding::stop("import-table-long").with("limit", ROWS)));
        }
        Ok(())
    }

    /// Turns a table into what it really is: a grid, a frame, or pictures held in place.
    pub fn table(&mut self, mut rows: Vec<Vec<Cell>>) -> Vec<Item> {
        if let [row] = rows.as_mut_slice()
            && let [cell] = row.as_mut_slice()
        {
            let items = std::mem::take(&mut cell.items);
            let text = items.iter().any(|item| item.inlines().is_some());
            return if text { self.text_box(items) } else { items };
        }
        if holds_pictures(rows.iter().flatten().flat_map(|cell| &cell.items)) {
            return pictures(rows.into_iter().flatten().flat_map(|cell| cell.items));
        }
        if self.boxed > 0 {
            self.report(Finding::warn("import-table-nested"));
            return rows.into_iter().flatten().flat_map(|cell| cell.items).collect();
        }
        if rows.is_empty() { Vec::new() } else { self.grid(rows) }
    }

    fn grid(&mut self, rows: Vec<Vec<Cell>>) -> Vec<Item> {
        let mut floats = Vec::new();
        let mut aligns: Vec<Vec<Align>> = Vec::new();
        let mut grid: Vec<Vec<Inlines>> = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        for (at, row) in rows.into_iter().enumerate() {
            let mut cells = Vec::new();
            let mut stand = Vec::new();
            for cell in row {
                let span = cell.span.max(1);
                merge(&mut spans, (cell.goes_on, cell.over), [at, cells.len(), span]);
                stand.push(cell.items.first().map(|item| item.align).unwrap_or_default());
                cells.push(cell_text(cell.items, &mut floats, |finding| self.report(finding)));
                let room = COLUMNS.saturating_sub(cells.len());
                cells.extend(std::iter::repeat_n(Vec::new(), span.saturating_sub(1).min(room)));
                stand.resize(cells.len(), Align::Left);
            }
            grid.push(cells);
            aligns.push(stand);
        }
        if grid.iter().flatten().all(Vec::is_empty) {
            return floats;
        }
        // A table has a head and rows; the head of a single row is empty.
        if let [_] = grid.as_slice() {
            grid.insert(0, Vec::new());
            aligns.insert(0, Vec::new());
            spans.iter_mut().for_each(|span| span.row += 1);
        }
        let columns = grid.iter().map(Vec::len).max().unwrap_or_default();
        if columns > COLUMNS {
            self.report(Finding::warn("import-table-wide").with("limit", COLUMNS));
            return grid.into_iter().map(|row| self.line_of(row)).chain(floats).collect();
        }
        grid.iter_mut().for_each(|row| row.resize(columns, Vec::new()));
        let align = (0..columns).map(|at| column_align(&aligns, at)).collect();
        let (table, parted) = merged_table(align, grid, spans);
        if parted {
            self.report(Finding::warn("import-table-merged"));
        }
        let table = Item::block(BlockKind::Table(table), self.number);
        std::iter::once(table).chain(floats).collect()
    }

    /// A row as a paragraph.
    fn line_of(&self, row: Vec<Inlines>) -> Item {
        let mut c = Inlines::new();
        for cell in row.into_iter().filter(|cell| !cell.is_empty()) {
            if !c.is_empty() {
                c.push(Inline::Text { s: "\u{3000}".to_owned() });
            }
            c.extend(cell);
        }
        Item::para(c, self.number)
    }
}

/// Notes how a cell is merged that takes so many columns of a row from a column on, and how far it
/// says that it reaches; returns whether it continues one before it, into which it is merged.
pub fn merge(
    spans: &mut Vec<Span>,
    (goes_on, over): (Option<Onward>, [usize; 2]),
    [row, column, columns]: [usize; 3],
) -> bool {
    let above = |span: &&mut Span| {
        span.row + span.rows == row && span.column == column && span.columns == columns
    };
    let left = |span: &&mut Span| {
        span.row == row && span.rows == 1 && span.column + span.columns == column
    };
    let goes_on = match goes_on {
        Some(Onward::Above) => spans.iter_mut().find(above).map(|span| span.rows += 1),
        Some(Onward::Left) => spans.iter_mut().find(left).map(|span| span.columns += columns),
        Some(Onward::Under) => Some(()),
        None => None,
    };
    if goes_on.is_none() {
        let (columns, rows) = (over[0].max(columns), over[1].max(1));
        spans.push(Span { row, column, rows, columns });
    }
    goes_on.is_some()
}

/// The text of a cell in one line; what cannot be in a line follows the table.
pub fn cell_text(
    items: Vec<Item>,
    floats: &mut Vec<Item>,
    mut report: impl FnMut(Finding),
) -> Inlines {
    let mut text: Inlines = Vec::new();
    for item in items {
        let BlockKind::Para { c } = item.block else {
            report(Finding::warn("import-cell-block"));
            floats.push(item);
            continue;
        };
        if !text.is_empty() {
            report(Finding::note("import-cell-lines"));
            text.push(Inline::Text { s: "\u{3000}".to_owned() });
        }
        if let Role::Listed(Listed { value: Some(value), .. }) = item.role {
            let s = if c.is_empty() { format!("{value}.") } else { format!("{value}. ") };
            text.push(Inline::Text { s });
        }
        text.extend(c.into_iter().map(|inline| match inline {
            Inline::Break => Inline::Text { s: "\u{3000}".to_owned() },
            other => other,
        }));
    }
    text
}

/// The alignment of the cells below the head of a column, if they agree; nothing for the left.
pub fn column_align(aligns: &[Vec<Align>], column: usize) -> Option<&'static str> {
    let mut below = aligns.iter().skip(1).filter_map(|row| row.get(column));
    let first = below.next()?;
    let agreed = below.all(|align| align == first);
    match first {
        Align::Right if agreed => Some("right"),
        Align::Center if agreed => Some("center"),
        _ => None,
    }
}

/// Whether a table of these items only holds pictures and their captions in place.
pub fn holds_pictures<'a>(items: impl Iterator<Item = &'a Item> + Clone) -> bool {
    let items = || items.clone();
    let picture = |item: &Item| matches!(item.block, BlockKind::Figure(_));
    let caption = |item: &Item| item.text().is_some_and(|text| text.chars().count() <= 60);
    let (pictures, texts) =
        (items().filter(|i| picture(i)).count(), items().filter(|i| !picture(i)).count());
    pictures > 0 && texts <= pictures && items().all(|item| picture(item) || caption(item))
}

/// Takes pictures and captions out of the table that held them in place. A caption with a note
/// stays a paragraph: the caption of a picture is plain text.
pub fn pictures(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let (mut pictures, captions): (Vec<Item>, Vec<Item>) =
        items.partition(|item| matches!(item.block, BlockKind::Figure(_)));
    let noted = captions.iter().any(Item::has_note);
    if captions.len() != pictures.len() || noted {
        pictures.extend(captions);
        return pictures;
    }
    for (picture, caption) in pictures.iter_mut().zip(&captions) {
        let text = caption.text().unwrap_or_default();
        if let BlockKind::Figure(figure) = &mut picture.block
            && let Some(picture) = figure.pictures.first_mut()
        {
            set_caption(picture, &text);
        }
    }
    pictures
}
