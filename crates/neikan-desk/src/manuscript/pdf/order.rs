//! Lines become blocks, and blocks an order in which they are read.
//!
//! Lines right below one another, of one size, are a block. A block is read before another if it
//! stands above it, or to its left with nothing between them that spans both (Breuel, High
//! Performance Document Layout Analysis, 2003). What stands alone on its lines takes their whole
//! width for that, unless it goes on in a column.

use libm::fabs;

use super::lines::{Line, around};
use super::pictures::Shown;
use super::tables::Grid;

/// How far below a line the next of its block may stand, in sizes.
const LEADING: f64 = 2.8;
/// The most blocks of a page that are put in order by their neighbours; beyond, from the top down.
const BLOCKS: usize = 300;

/// What stands together on a page.
#[derive(Debug)]
pub struct Block {
    /// Which way it runs.
    quarter: u8,
    /// Left, bottom, right, top.
    bounds: [f64; 4],
    /// What it holds.
    pub content: Content,
}

/// What a block holds.
#[derive(Debug)]
pub enum Content {
    /// Lines, one below another.
    Lines(Vec<Line>),
    /// A table.
    Table(Grid),
    /// A picture that was taken.
    Picture(Shown),
}

impl Block {
    fn of_lines(lines: Vec<Line>) -> Self {
        let bounds = around(&lines);
        Self { quarter: lines[0].quarter, bounds, content: Content::Lines(lines) }
    }
}

/// The blocks of a page in the order in which they are read.
pub fn blocks(lines: Vec<Line>, tables: Vec<Grid>, pictures: Vec<Shown>) -> Vec<Block> {
    let mut all: Vec<Block> = joined(lines).into_iter().map(Block::of_lines).collect();
    let tables = tables.into_iter().map(|grid| {
        let (quarter, bounds) = (grid.quarter, grid.bounds);
        Block { quarter, bounds, content: Content::Table(grid) }
    });
    all.extend(tables);
    all.extend(pictures.into_iter().map(|shown| Block {
        quarter: 0,
        bounds: shown.bounds,
        content: Content::Picture(shown),
    }));
    let mut quarters: [Vec<Block>; 4] = Default::default();
    all.into_iter().for_each(|block| quarters[usize::from(block.quarter % 4)].push(block));
    quarters.into_iter().flat_map(in_order).collect()
}

/// Lines that stand right below one another.
fn joined(mut lines: Vec<Line>) -> Vec<Vec<Line>> {
    lines.sort_by(|a, b| {
        a.quarter.cmp(&b.quarter).then(b.base.total_cmp(&a.base)).then(a.left.total_cmp(&b.left))
    });
    let mut blocks: Vec<Vec<Line>> = Vec::new();
    for at in 0..lines.len() {
        let line = &lines[at];
        let goes_on = |block: &Vec<Line>| {
            let last = &block[block.len() - 1];
            let drop = last.base - line.base;
            let size = last.size.max(line.size);
            let alike = (0.87..1.15).contains(&(last.size / line.size));
            let near = drop > 0.3 * size && drop <= LEADING * size;
            last.quarter == line.quarter && alike && near && last.shared(line) >= 0.5
        };
        let row = |other: &Line| fabs(other.base - line.base) <= 0.5 * line.size;
        let around = lines[at.saturating_sub(40)..].iter().take(80);
        let beside: Vec<&Line> = around.filter(|other| *other != line && row(other)).collect();
        // Two lines beside each other below one line are the beginning of columns.
        let alone = |block: &Vec<Line>| {
            let last = &block[block.len() - 1];
            !beside.iter().any(|other| other.quarter == line.quarter && last.shared(other) >= 0.5)
        };
        let found = blocks.iter().rposition(|block| goes_on(block) && alone(block));
        match found {
            Some(found) => blocks[found].push(line.clone()),
            None => blocks.push(vec![line.clone()]),
        }
    }
    blocks
}

/// Puts blocks in order.
fn in_order(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.sort_by(|a, b| {
        b.bounds[3].total_cmp(&a.bounds[3]).then(a.bounds[0].total_cmp(&b.bounds[0]))
    });
    if blocks.len() > BLOCKS {
        return blocks;
    }
    let bounds = widened(&blocks);
    let count = bounds.len();
    let before: Vec<Vec<bool>> = (0..count)
        .map(|a| (0..count).map(|b| a != b && precedes(&bounds, a, b)).collect())
        .collect();
    let mut left: Vec<usize> = (0..count).collect();
    let mut order = Vec::new();
    while !left.is_empty() {
        let free = left.iter().position(|&b| !left.iter().any(|&a| before[a][b]));
        order.push(left.remove(free.unwrap_or(0)));
    }
    let mut held: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| held[at].take()).collect()
}

/// The rectangles of blocks with the room beside them.
fn widened(blocks: &[Block]) -> Vec<[f64; 4]> {
    let all: Vec<[f64; 4]> = blocks.iter().map(|block| block.bounds).collect();
    let left = all.iter().map(|own| own[0]).fold(f64::MAX, f64::min);
    let right = all.iter().map(|own| own[2]).fold(f64::MIN, f64::max);
    let beside = |own: &[f64; 4], other: &[f64; 4]| {
        let apart = other[0] >= own[2] || other[2] <= own[0];
        apart && other[1] < own[3] && own[1] < other[3]
    };
    let has_side = |own: &[f64; 4]| all.iter().any(|other| beside(own, other));
    // Columns: blocks of several lines with something beside them.
    let columns = blocks.iter().filter(|block| match &block.content {
        Content::Lines(lines) => lines.len() >= 3 && has_side(&block.bounds),
        _ => false,
    });
    let columns: Vec<[f64; 4]> = columns.map(|block| block.bounds).collect();
    let room = |own: &[f64; 4]| {
        if has_side(own) {
            return *own;
        }
        let slack = 0.1 * (own[2] - own[0]).max(20.0);
        let holds = |c: &&[f64; 4]| c[0] <= own[0] + slack && own[2] <= c[2] + slack;
        match columns.iter().find(holds) {
            Some(column) => [column[0].min(own[0]), own[1], column[2].max(own[2]), own[3]],
            None => [left, own[1], right, own[3]],
        }
    };
    all.iter().map(room).collect()
}

fn precedes(bounds: &[[f64; 4]], a: usize, b: usize) -> bool {
    let (own, other) = (bounds[a], bounds[b]);
    let middle = |of: [f64; 4]| (of[1] + of[3]) / 2.0;
    let over = |x: [f64; 4], y: [f64; 4]| x[0] < y[2] && y[0] < x[2];
    if over(own, other) {
        return middle(own) > middle(other);
    }
    let between = |c: &[f64; 4]| {
        let (low, high) = (middle(own).min(middle(other)), middle(own).max(middle(other)));
        over(*c, own) && over(*c, other) && middle(*c) > low && middle(*c) < high
    };
    own[2] <= other[0] && !bounds.iter().any(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(bounds: &[[f64; 4]]) -> Vec<usize> {
        let block = |(number, bounds): (usize, &[f64; 4])| Block {
            quarter: 0,
            bounds: *bounds,
            content: Content::Picture(Shown { path: number.to_string(), bounds: *bounds }),
        };
        let blocks: Vec<Block> = bounds.iter().enumerate().map(block).collect();
        let number = |block: &Block| match &block.content {
            Content::Picture(shown) => shown.path.parse().unwrap(),
            _ => usize::MAX,
        };
        in_order(blocks).iter().map(number).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let title = [10.0, 90.0, 90.0, 95.0];
        let (left, right) = ([10.0, 20.0, 45.0, 80.0], [55.0, 20.0, 90.0, 80.0]);
        assert_eq!(order(&[right, left, title]), [2, 1, 0]);
        // A line through both parts what stands above from what stands below.
        let middle = [10.0, 48.0, 90.0, 52.0];
        let above = [[10.0, 60.0, 45.0, 80.0], [55.0, 60.0, 90.0, 80.0]];
        let below = [[10.0, 20.0, 45.0, 40.0], [55.0, 20.0, 90.0, 40.0]];
        assert_eq!(order(&[below[0], below[1], middle, above[1], above[0]]), [4, 3, 2, 0, 1]);
        // What stands by itself is read from the top down, wherever it begins.
        let (centred, short) = ([40.0, 90.0, 60.0, 95.0], [10.0, 80.0, 30.0, 85.0]);
        assert_eq!(order(&[short, centred]), [1, 0]);
    }
}
