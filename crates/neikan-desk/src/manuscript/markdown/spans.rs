//! Merged cells: `<<` and `^^` in the rows of a table become spans.

use comrak::nodes::{Node, NodeValue};

use super::super::model::Span;

/// What a cell that continues another one continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onward {
    /// The cell to its left: `<<`.
    Left,
    /// The cell above it: `^^`.
    Above,
}

/// Which cell a cell continues, if it does; escaped marks are text.
pub fn onward(cell: Node<'_>) -> Option<Onward> {
    let mut children = cell.children();
    let only = children.next().filter(|_| children.next().is_none())?;
    match &only.data().value {
        NodeValue::Text(text) if text.trim() == "<<" => Some(Onward::Left),
        NodeValue::Text(text) if text.trim() == "^^" => Some(Onward::Above),
        _ => None,
    }
}

/// The spans of a table, ordered by row, and the places of cells that continue no cell or do not
/// fit a rectangle.
pub fn find(marks: &[Vec<Option<Onward>>]) -> (Vec<Span>, Vec<(usize, usize)>) {
    let at = |row: usize, column: usize| marks.get(row).and_then(|row| row.get(column)).copied();
    let goes = |row, column, way| at(row, column) == Some(Some(way));
    let mut spans = Vec::new();
    for (row, cells) in marks.iter().enumerate() {
        for column in (0..cells.len()).filter(|column| cells[*column].is_none()) {
            let wide = (column + 1..).take_while(|at| goes(row, *at, Onward::Left)).count();
            let full = |below: &usize| {
                goes(*below, column, Onward::Above)
                    && (column + 1..=column + wide)
                        .all(|column| at(*below, column).flatten().is_some())
            };
            let tall = (row + 1..).take_while(full).count();
            if wide + tall > 0 {
                spans.push(Span { row, column, rows: tall + 1, columns: wide + 1 });
            }
        }
    }
    let mut loose: Vec<Vec<bool>> =
        marks.iter().map(|row| row.iter().map(Option::is_some).collect()).collect();
    for span in &spans {
        for row in loose.iter_mut().skip(span.row).take(span.rows) {
            row.iter_mut().skip(span.column).take(span.columns).for_each(|cell| *cell = false);
        }
    }
    let loose = loose.iter().enumerate().flat_map(|(row, cells)| {
        let cells = cells.iter().enumerate().filter(|(_, loose)| **loose);
        cells.map(move |(column, _)| (row, column))
    });
    let loose = loose.collect();
    (spans, loose)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Rows with `.` for an ordinary cell, `<` and `^` for one that continues another.
    fn marks(rows: &[&str]) -> Vec<Vec<Option<Onward>>> {
        let mark = |c| match c {
            '<' => Some(Onward::Left),
            '^' => Some(Onward::Above),
            _ => None,
        };
        rows.iter().map(|row| row.chars().map(mark).collect()).collect()
    }

    #[test]
    fn cells_are_merged_in_rectangles() {
        let span = |row, column, rows, columns| Span { row, column, rows, columns };
        for (rows, spans, loose) in [
            (&[".<.", "..."][..], vec![span(0, 0, 1, 2)], vec![]),
            (&["..", "^.", "^."], vec![span(0, 0, 3, 1)], vec![]),
            (&["..<", ".^<", "..."], vec![span(0, 1, 2, 2)], vec![]),
            (&["..<", ".^^"], vec![span(0, 1, 2, 2)], vec![]),
            // The cell above continues in one column, and the cell beside that continues nothing.
            (&["..", "^<"], vec![span(0, 0, 2, 1)], vec![(1, 1)]),
            (&["..<", ".^."], vec![span(0, 1, 1, 2)], vec![(1, 1)]),
            (&["<.", "^."], vec![], vec![(0, 0), (1, 0)]),
        ] {
            assert_eq!(find(&marks(rows)), (spans, loose), "{rows:?}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_is_covered_twice(rows in prop::collection::vec("[.<^]{0,6}", 0..6)) {
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let (spans, _) = find(&marks(&rows));
            for row in 0..8 {
                for column in 0..8 {
                    let over = |span: &&Span| {
                        span.covers(row, column) || (span.row, span.column) == (row, column)
                    };
                    prop_assert!(spans.iter().filter(over).count() < 2);
                }
            }
        }
    }
}
