//! The type area of a page, as the theme's `grid` describes it: columns, lines, characters.
//!
//! All lengths are points, measured from the upper left corner of the trimmed page.

use serde_json::Value;
use typst_layout::PagedDocument;

use super::rect::Rect;
use crate::publication::Theme;

/// Points in a millimetre.
const MILLIMETRE: f64 = 72.0 / 25.4;
/// Between a caption in the margin and the tab at the fore edge, mm.
const TAB_GAP: f64 = 2.0;
/// How far a mark may be from the edge of its column, pt.
const NEAR: f64 = 2.0;

/// The type area.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeArea {
    /// The distance between baselines.
    pitch: f64,
    /// The height of a line, from its upper edge to its lower edge.
    size: f64,
    lines: usize,
    top: f64,
    /// How far captions reach into the outer margins, which `grid.captions: margin` lets them.
    beside: f64,
    /// By how much the type areas of left and right pages stand apart.
    apart: f64,
    /// The grid of the text, then the narrow one for short items, then the wide single column at
    /// the right edge.
    grids: Vec<Columns>,
}

/// The columns of a grid.
#[derive(Debug, Clone, PartialEq)]
struct Columns {
    lefts: Vec<f64>,
    /// Width of a column.
    width: f64,
    characters: usize,
}

/// The number of characters in a line of text, by the theme.
pub fn line_characters(theme: &Theme) -> usize {
    TypeArea::of(theme, 0.0).characters().max(1)
}

impl TypeArea {
    /// The type area of finished pages, which are as wide as the first of them.
    pub fn of_pages(theme: &Theme, document: &PagedDocument) -> Self {
        let width = document.pages().first().map_or(0.0, |page| page.frame.width().to_pt());
        Self::of(theme, width)
    }

    /// The type area of pages that are `page_width` wide; values missing from the theme are those
    /// of an ordinary page with two columns.
    pub fn of(theme: &Theme, page_width: f64) -> Self {
        let grid = &theme.data["grid"];
        let number = |from: &Value, key: &str, common: f64| from[key].as_f64().unwrap_or(common);
        let size = number(grid, "size", 10.0);
        let count = |from: &Value, key: &str, common: f64| number(from, key, common) as usize;
        let columns = count(grid, "columns", 2.0).max(1);
        let characters = count(grid, "characters", 22.0);
        let gutter = number(grid, "gutter", 2.0) * size;
        let advance = number(grid, "advance", size);
        let mut grids = vec![Columns::centred(columns, characters, advance, gutter, page_width)];
        // Pages whose inner margin is not their outer one.
        let apart = grid["inner"].as_f64().map_or(0.0, |inner| {
            let from_edge = inner * MILLIMETRE;
            let shift = from_edge - grids[0].lefts[0];
            2.0 * shift.abs()
        });
        let narrow = &grid["narrow"];
        if narrow.is_object() {
            let (columns, characters) =
                (count(narrow, "columns", 3.0), count(narrow, "characters", 15.0));
            let size = number(narrow, "size", size);
            let gutter = number(narrow, "gutter", 12.0);
            grids.push(Columns::centred(columns.max(1), characters, size, gutter, page_width));
        }
        let wide = &grid["wide"];
        if wide.is_object() {
            let width = number(wide, "characters", 32.0) * number(wide, "size", size);
            let right = page_width - grids[0].lefts[0];
            grids.push(Columns { lefts: vec![right - width], width, characters });
        }
        let margin = grid["captions"].as_str() == Some("margin");
        let tab = (number(&theme.data["tab"], "width", 8.0) + TAB_GAP) * MILLIMETRE;
        let beside = if margin { (grids[0].lefts[0] - tab).max(0.0) } else { 0.0 };
        Self {
            pitch: number(grid, "pitch", 16.0).max(1.0),
            size,
            lines: count(grid, "lines", 42.0).max(1),
            top: number(grid, "top", 66.0),
            beside,
            apart,
            grids,
        }
    }

    /// Its edges, pt.
    pub fn edges(&self) -> Rect {
        let columns = &self.grids[0];
        let half = self.apart / 2.0;
        Rect {
            left: columns.lefts[0] - half,
            top: self.top,
            right: columns.lefts[columns.lefts.len() - 1] + columns.width + half,
            bottom: self.top + self.lines as f64 * self.pitch - (self.pitch - self.size),
        }
    }

    /// The left and the right edge of every text column, pt.
    pub fn column_edges(&self) -> Vec<[f64; 2]> {
        let columns = &self.grids[0];
        columns.lefts.iter().map(|left| [*left, left + columns.width]).collect()
    }

    /// Where every line of a column begins and ends, pt from the head of the page.
    pub fn line_edges(&self) -> Vec<[f64; 2]> {
        let top = |line: usize| self.top + line as f64 * self.pitch;
        (0..self.lines).map(|line| [top(line), top(line) + self.size]).collect()
    }

    /// How far captions may reach beyond the edges at the sides, pt.
    pub fn beside(&self) -> f64 {
        self.beside
    }

    /// The number of text columns.
    pub fn columns(&self) -> usize {
        self.grids[0].lefts.len()
    }

    /// The number of characters in a line of text.
    pub fn characters(&self) -> usize {
        self.grids[0].characters
    }

    /// Lines in a column.
    pub fn column_lines(&self) -> usize {
        self.lines
    }

    /// The number of lines on a page, over all text columns.
    pub fn page_lines(&self) -> usize {
        self.lines * self.columns()
    }

    /// The column of a point, from 0, and how many of its lines are above the point.
    pub fn place(&self, x: f64, y: f64) -> (usize, usize) {
        (self.grid(x).at(x), self.line(y))
    }

    /// How many lines of a page come before a point in reading order.
    pub fn filled(&self, x: f64, y: f64) -> usize {
        let (column, line) = self.place(x, y);
        self.text_lines(x, column * self.lines + line)
    }

    /// The free lines below a text that ends at a point. Text that ends in the last column has been
    /// balanced, so every column ends there.
    pub fn free_after(&self, x: f64, y: f64) -> usize {
        let count = self.grid(x).lefts.len();
        let (column, line) = self.place(x, y);
        let below = self.lines - line;
        let free = if column + 1 == count {
            count * below
        } else {
            below + (count - 1 - column) * self.lines
        };
        self.text_lines(x, free)
    }

    /// Whether a point comes after another in reading order.
    pub fn follows(&self, point: (f64, f64), other: (f64, f64)) -> bool {
        let column = |(x, _): (f64, f64)| self.grid(other.0).at(x);
        column(point) > column(other) || point.1 > other.1
    }

    /// Whether a point is in the type area.
    pub fn contains(&self, x: f64, y: f64) -> bool {
        let Rect { left, right, .. } = self.edges();
        let bottom = self.top + self.lines as f64 * self.pitch;
        (left - NEAR..right).contains(&x) && (self.top - NEAR..bottom).contains(&y)
    }

    fn line(&self, y: f64) -> usize {
        let below = (y - self.top + self.pitch - self.size) / self.pitch;
        (below.round().max(0.0) as usize).min(self.lines)
    }

    /// Converts lines of the grid at `x` to lines of the text.
    fn text_lines(&self, x: f64, lines: usize) -> usize {
        lines * self.columns() / self.grid(x).lefts.len()
    }

    /// The grid with a column that begins at `x`; if several have one, that of the text.
    fn grid(&self, x: f64) -> &Columns {
        let fits = |grid: &&Columns| grid.lefts.iter().any(|left| (left - x).abs() < NEAR);
        self.grids.iter().find(fits).unwrap_or(&self.grids[0])
    }
}

impl Columns {
    fn centred(count: usize, characters: usize, size: f64, gutter: f64, page_width: f64) -> Self {
        let width = characters as f64 * size;
        let all = count as f64 * width + (count - 1) as f64 * gutter;
        let left = (page_width - all) / 2.0;
        let lefts = (0..count).map(|index| left + index as f64 * (width + gutter)).collect();
        Self { lefts, width, characters }
    }

    /// The last column, from 0, that begins at or before `x`.
    fn at(&self, x: f64) -> usize {
        self.lefts.iter().rposition(|left| *left <= x + NEAR).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use neikan_base::diagnostic::Findings;

    use super::*;

    /// Two columns of 23 characters on A4 width, 44 lines; three narrow ones, one wide one.
    fn area() -> TypeArea {
        let text = "{colors: {}, faces: {}, grid: {size: 10, pitch: 15.6, lines: 44, columns: 2, characters: 23, gutter: 2, top: 66, narrow: {columns: 3, characters: 16, size: 9.5, gutter: 12}, wide: {characters: 36, size: 11.5}}}";
        TypeArea::of(&Theme::parse(text, "theme.yml", &mut Findings::default()).unwrap(), 595.0)
    }

    #[test]
    fn a_point_is_a_column_and_a_line() {
        let area = area();
        assert_eq!((area.page_lines(), area.characters()), (88, 23));
        assert_eq!(area.place(57.5, 66.0), (0, 0));
        assert_eq!(area.place(307.5, 66.0 + 10.0 * 15.6 - 5.6), (1, 10));
        assert_eq!(area.place(385.5, 66.0 + 4.0 * 15.6 - 5.6), (2, 4));
    }

    #[test]
    fn what_is_free_depends_on_the_column() {
        let area = area();
        let y = 66.0 + 10.0 * 15.6 - 5.6;
        assert_eq!(area.free_after(57.5, y), 34 + 44);
        assert_eq!(area.free_after(307.5, y), 34 + 34);
        assert_eq!(area.filled(307.5, y), 54);
        assert_eq!(area.free_after(385.5, y), 34 * 3 * 2 / 3);
        assert_eq!(area.free_after(307.5, 900.0), 0);
        assert_eq!(area.free_after(537.5 - 414.0, y), 34 * 2);
    }
}
