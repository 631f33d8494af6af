//! Tables: rows of short pieces that stand below one another.

use libm::fabs;

use super::lines::{Line, around, labelled};

/// The most rows of a table; more is text.
const ROWS: usize = 400;
/// The fewest rows and columns.
const LEAST: usize = 2;
/// How far below a row the next of its table may stand, in sizes.
const DROP: f64 = 3.2;
/// What is narrower, in sizes, is no line of running text.
const SHORT: f64 = 9.0;

/// A table as it stands on a page.
#[derive(Debug)]
pub struct Grid {
    /// Which way it runs.
    pub quarter: u8,
    /// Left, bottom, right, top.
    pub bounds: [f64; 4],
    /// Its cells, row by row, each with its lines.
    pub rows: Vec<Vec<Vec<Line>>>,
}

/// Takes the tables out of the lines of a page.
pub fn find(lines: Vec<Line>) -> (Vec<Grid>, Vec<Line>) {
    let mut rows = rows(lines);
    let (mut grids, mut rest) = (Vec::new(), Vec::new());
    while !rows.is_empty() {
        let length = run(&rows);
        let taken: Vec<Vec<Line>> = rows.drain(..length.max(1)).collect();
        match if length >= LEAST { grid(&taken) } else { None } {
            Some(grid) => grids.push(grid),
            None => rest.extend(taken.into_iter().flatten()),
        }
    }
    (grids, rest)
}

/// Lines side by side, from the top down.
fn rows(mut lines: Vec<Line>) -> Vec<Vec<Line>> {
    lines.sort_by(|a, b| {
        a.quarter.cmp(&b.quarter).then(b.base.total_cmp(&a.base)).then(a.left.total_cmp(&b.left))
    });
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let same = |row: &&mut Vec<Line>| {
            let size = row[0].size.min(line.size);
            row[0].quarter == line.quarter && fabs(row[0].base - line.base) <= 0.35 * size
        };
        match rows.last_mut().filter(same) {
            Some(row) => row.push(line),
            None => rows.push(vec![line]),
        }
    }
    rows.iter_mut().for_each(|row| row.sort_by(|a, b| a.left.total_cmp(&b.left)));
    rows.into_iter().map(labelled).collect()
}

/// How many rows at the top belong to one table.
fn run(rows: &[Vec<Line>]) -> usize {
    let several = |row: &[Line]| row.len() >= LEAST;
    if !several(&rows[0]) {
        return 0;
    }
    let mut end = 1;
    while let Some(row) = rows.get(end) {
        let above = &rows[end - 1];
        let (first, last) = (&row[0], &above[0]);
        let alike =
            first.quarter == last.quarter && (0.8..1.25).contains(&(first.size / last.size));
        let near = last.base - first.base <= DROP * last.size;
        // A cell of several lines leaves the others of its row empty.
        let goes_on = row.len() == 1
            && last.base - first.base <= 1.7 * last.size
            && above.iter().any(|cell| fabs(cell.left - first.left) < 0.5 * cell.size)
            && rows.get(end + 1).is_some_and(|next| several(next));
        if !(alike && near && (several(row) || goes_on)) || end >= ROWS {
            break;
        }
        end += 1;
    }
    end
}

/// The table that rows are, unless they are columns of running text.
fn grid(rows: &[Vec<Line>]) -> Option<Grid> {
    let all: Vec<&Line> = rows.iter().flatten().collect();
    let columns = columns(&all);
    let short = all.iter().filter(|line| line.right - line.left < SHORT * line.size).count();
    let in_column =
        |line: &Line| columns.iter().position(|c| c[0] < line.right && line.left < c[1]);
    let full = rows.iter().filter(|row| row.len() >= LEAST).count();
    if columns.len() < LEAST || short * 10 < all.len() * 6 || full < LEAST {
        return None;
    }
    let mut out: Vec<Vec<Vec<Line>>> = Vec::new();
    for row in rows {
        let mut cells = vec![Vec::new(); columns.len()];
        for line in row {
            cells[in_column(line)?].push(line.clone());
        }
        match out.last_mut().filter(|_| row.len() == 1) {
            Some(above) => {
                above.iter_mut().zip(cells).for_each(|(cell, more)| cell.extend(more));
            }
            None => out.push(cells),
        }
    }
    let flat: Vec<Line> = rows.iter().flatten().cloned().collect();
    Some(Grid { quarter: flat[0].quarter, bounds: around(&flat), rows: out })
}

/// The stretches that the pieces of rows take, side by side.
fn columns(all: &[&Line]) -> Vec<[f64; 2]> {
    let mut spans: Vec<[f64; 2]> = all.iter().map(|line| [line.left, line.right]).collect();
    spans.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let mut out: Vec<[f64; 2]> = Vec::new();
    for [left, right] in spans {
        match out.last_mut().filter(|last| left < last[1]) {
            Some(last) => last[1] = last[1].max(right),
            None => out.push([left, right]),
        }
    }
    out
}
