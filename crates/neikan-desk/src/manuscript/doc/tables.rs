//! Tables: paragraphs in tables become rows and cells on one grid.

use super::body::Scribe;
use super::document::Block;
use super::properties::{Merged, Row};
use neikan_base::diagnostic::Finding;

/// How deeply tables may be nested; what is deeper is text.
const DEPTH: u32 = 12;
/// Edges nearer to each other than this are the same, in twentieths of a point: about a millimetre.
const NEAR: i16 = 57;

/// A row before it is written.
struct Line<'b> {
    cells: Vec<&'b [Block]>,
    end: Option<&'b Block>,
}

impl Scribe<'_> {
    /// Writes paragraphs that are in `depth` tables or more; those in more form tables.
    ///
    /// # Errors
    /// A finding if the text is too large.
    pub fn blocks(&mut self, blocks: &[Block], depth: u32) -> Result<(), Finding> {
        let deeper = |block: &Block| depth < DEPTH && block.properties.tables() > depth;
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            if !deeper(block) {
                self.paragraph(block)?;
                at += 1;
                continue;
            }
            let length = blocks[at..].iter().take_while(|block| deeper(block)).count();
            self.table(&blocks[at..at + length], depth + 1)?;
            at += length;
        }
        Ok(())
    }

    fn table(&mut self, blocks: &[Block], depth: u32) -> Result<(), Finding> {
        let rows = rows(blocks, depth);
        let grid = Grid::of(&rows);
        self.out.push_str("<w:tbl>");
        for row in &rows {
            self.out.push_str("<w:tr>");
            let properties = row.end.map(|end| &end.properties.row);
            let places = grid.places(row.cells.len(), properties);
            self.row_properties(row, places.first().map_or(0, |place| place.before));
            for (cell, place) in row.cells.iter().zip(places) {
                self.out.push_str(&place.xml());
                self.blocks(cell, depth)?;
                self.out.push_str("</w:tc>");
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        Ok(())
    }

    fn row_properties(&mut self, row: &Line<'_>, before: usize) {
        let change = row.end.map(|end| self.change_at(end.text.end)).unwrap_or_default();
        self.out.push_str("<w:trPr>");
        if before > 0 {
            super::write::value(&mut self.out, "gridBefore", &before.to_string());
        }
        for (name, author) in [("ins", change.added), ("del", change.removed)] {
            if let Some(author) = author {
                self.out.push_str(&format!("<w:{name} w:author=\""));
                super::write::text(&mut self.out, &author);
                self.out.push_str("\"/>");
            }
        }
        self.out.push_str("</w:trPr>");
    }
}

/// Divides the paragraphs of a table into rows and cells by the marks that end them.
fn rows(blocks: &[Block], depth: u32) -> Vec<Line<'_>> {
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, block) in blocks.iter().enumerate() {
        if block.ends_row(depth) {
            let cells: Vec<&[Block]> = std::mem::take(&mut cells);
            if !cells.is_empty() {
                rows.push(Line { cells, end: Some(block) });
            }
            start = at + 1;
        } else if block.ends_cell(depth) {
            cells.push(&blocks[start..=at]);
            start = at + 1;
        }
    }
    if start < blocks.len() {
        cells.push(&blocks[start..]);
    }
    if !cells.is_empty() {
        rows.push(Line { cells, end: None });
    }
    rows
}

/// The edges of all cells of a table, from left to right.
struct Grid(Vec<i16>);

/// Where a cell is.
struct Place {
    /// How many columns are left out before it.
    before: usize,
    /// How many columns it spans.
    span: usize,
    merged: Merged,
}

impl Grid {
    fn of(rows: &[Line<'_>]) -> Self {
        let ends = rows.iter().filter_map(|row| row.end);
        let mut edges: Vec<i16> =
            ends.flat_map(|end| end.properties.row.edges.iter().copied()).collect();
        edges.sort_unstable();
        edges.dedup_by(|next, before| next.saturating_sub(*before) < NEAR);
        Self(edges)
    }

    /// The column that begins at an edge.
    fn column(&self, edge: i16) -> usize {
        self.0.partition_point(|own| own.saturating_add(NEAR) <= edge)
    }

    /// The places of the cells in a row; without properties, each takes one column.
    fn places(&self, cells: usize, row: Option<&Row>) -> Vec<Place> {
        let fits = row.filter(|row| row.edges.len() == cells + 1);
        let place = |at: usize| {
            let merged = row.and_then(|row| row.merged.get(at)).copied().unwrap_or_default();
            let columns =
                fits.map(|row| (self.column(row.edges[at]), self.column(row.edges[at + 1])));
            let span = columns.map_or(1, |(left, right)| right.saturating_sub(left).max(1));
            let before = columns.filter(|_| at == 0).map_or(0, |(left, _)| left);
            Place { before, span, merged }
        };
        (0..cells).map(place).collect()
    }
}

impl Place {
    fn xml(&self) -> String {
        let mut out = "<w:tc><w:tcPr>".to_owned();
        if self.span > 1 {
            super::write::value(&mut out, "gridSpan", &self.span.to_string());
        }
        if self.merged.left {
            super::write::value(&mut out, "hMerge", "continue");
        }
        if self.merged.first {
            super::write::value(&mut out, "vMerge", "restart");
        }
        if self.merged.above {
            super::write::value(&mut out, "vMerge", "continue");
        }
        out.push_str("</w:tcPr>");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_uneven_rows_stand_on_one_grid() {
        let grid = Grid(vec![0, 1000, 2000, 4000]);
        let row = |edges: &[i16]| Row { edges: edges.to_vec(), merged: Vec::new() };
        let spans = |edges: &[i16]| -> Vec<(usize, usize)> {
            let places = grid.places(edges.len() - 1, Some(&row(edges)));
            places.iter().map(|place| (place.before, place.span)).collect()
        };
        assert_eq!(spans(&[0, 1000, 2000, 4000]), [(0, 1), (0, 1), (0, 1)]);
        assert_eq!(spans(&[3, 2010, 3990]), [(0, 2), (0, 1)]);
        assert_eq!(spans(&[1000, 4000]), [(1, 2)]);
    }
}
