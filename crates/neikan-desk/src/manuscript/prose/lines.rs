//! The lines of a text, so that places are found without reading the text from its beginning.

/// Where the lines of a text begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// The lines of a text.
    pub fn of(text: &str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    /// The line, from 1, that a byte is on, and the byte where that line begins.
    pub fn at(&self, byte: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start <= byte);
        (line, self.0.get(line.saturating_sub(1)).copied().unwrap_or_default())
    }

    /// A line of the text, counted from 1, without its line end; empty if there is none.
    pub fn line<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let Some(start) = line.checked_sub(1).and_then(|line| self.0.get(line)) else { return "" };
        text.get(*start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }

    /// The byte at a line (from 1) and a column in characters (from 1).
    pub fn byte(&self, text: &str, line: usize, column: usize) -> usize {
        let start = self.0.get(line.saturating_sub(1)).copied().unwrap_or(text.len());
        let own = self.line(text, line);
        start + own.char_indices().nth(column.saturating_sub(1)).map_or(own.len(), |(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_lines_are_found_from_each_other() {
        let text = "甲乙\n\n丙\n";
        let lines = Lines::of(text);
        assert_eq!(
            [lines.at(0), lines.at(3), lines.at(7), lines.at(8)],
            [(1, 0), (1, 0), (2, 7), (3, 8)]
        );
        assert_eq!(
            [lines.byte(text, 1, 2), lines.byte(text, 3, 1), lines.byte(text, 3, 9)],
            [3, 8, 11]
        );
        assert_eq!(["甲乙", "", "丙", "", ""], [1, 2, 3, 4, 9].map(|line| lines.line(text, line)));
        assert_eq!(lines.byte(text, 9, 1), text.len());
    }
}
