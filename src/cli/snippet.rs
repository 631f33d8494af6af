//! A line of a source file as a finding shows it: where the line is longer than the terminal is
//! wide, the part around the place, so that the pointer stands under it.

use std::ops::Range;

use codespan_reporting::files::{Error, Files};
use unicode_width::UnicodeWidthChar;

/// What the margin before a line takes besides its number.
const MARGIN: usize = 4;
/// Stands for what was cut off.
const CUT: char = '…';
/// The least that is shown of a line, in columns.
const LEAST: usize = 24;

/// A line, or a part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    file: String,
    line: usize,
    /// The column that is pointed at, from 1.
    column: usize,
    text: String,
    /// The bytes of the text that are pointed at.
    pub range: Range<usize>,
}

impl Snippet {
    /// The line with this number of a text, from 1, and a column of it, or 0 for the whole line; cut
    /// to `width` columns of a terminal, if it is given. Nothing where there is no such place.
    pub fn of(
        file: &str,
        source: &str,
        (line, column): (usize, usize),
        width: Option<usize>,
    ) -> Option<Self> {
        let text = source.split('\n').nth(line.checked_sub(1)?)?;
        let text = text.strip_suffix('\r').unwrap_or(text);
        if text.is_empty() && column > 0 {
            return None;
        }
        let chars: Vec<char> = text.chars().collect();
        let at = column.saturating_sub(1);
        if column > 0 && at >= chars.len() {
            return None;
        }
        let room = width.map(|width| width.saturating_sub(MARGIN + digits(line)).max(LEAST));
        let shown = room.map_or(0..chars.len(), |room| window(&chars, at, room));
        let mut out = String::new();
        if shown.start > 0 {
            out.push(CUT);
        }
        let before = out.len() + length(&chars[shown.start..at.max(shown.start)]);
        out.extend(&chars[shown.clone()]);
        if shown.end < chars.len() {
            out.push(CUT);
        }
        let range = if column > 0 {
            before..before + chars[at].len_utf8()
        } else {
            0..length(&out.chars().take(60).collect::<Vec<_>>()).max(1).min(out.len())
        };
        Some(Self { file: file.to_owned(), line, column: at + 1, text: out, range })
    }
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

fn length(chars: &[char]) -> usize {
    chars.iter().map(|c| c.len_utf8()).sum()
}

/// The characters around one of them that take at most `room` columns, both cuts included; as much
/// before it as after it, where there is enough.
fn window(chars: &[char], at: usize, room: usize) -> Range<usize> {
    if chars.iter().map(|c| columns(*c)).sum::<usize>() <= room {
        return 0..chars.len();
    }
    let room = room.saturating_sub(2 * columns(CUT));
    let (mut start, mut end) = (at, at);
    let mut taken = 0;
    loop {
        let after = chars.get(end).map(|c| columns(*c)).filter(|own| taken + own <= room);
        if let Some(own) = after {
            (end, taken) = (end + 1, taken + own);
        }
        let before = start.checked_sub(1).map(|at| columns(chars[at]));
        let before = before.filter(|own| taken + own <= room);
        if let Some(own) = before {
            (start, taken) = (start - 1, taken + own);
        }
        if after.is_none() && before.is_none() {
            return start..end;
        }
    }
}

/// How many columns a character takes on the terminals of our readers, at most: marks such as “ and …
/// are wide beside Han characters.
fn columns(c: char) -> usize {
    if c == '\t' { 4 } else { c.width_cjk().unwrap_or_default() }
}

impl<'a> Files<'a> for Snippet {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.file)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _: usize) -> Result<usize, Error> {
        Ok(self.line)
    }

    fn column_number(&'a self, (): (), _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.column)
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        match index {
            0 => Ok(0..self.text.len()),
            given => Err(Error::LineTooLarge { given, max: 0 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, place: (usize, usize), width: Option<usize>) -> (String, String) {
        let own = Snippet::of("a.md", source, place, width).unwrap();
        (own.text[own.range.clone()].to_owned(), own.text)
    }

    #[test]
    fn a_place_is_pointed_at() {
        let pair = |point: &str, text: &str| (point.to_owned(), text.to_owned());
        assert_eq!(shown("a\n荔枝\n", (2, 2), None), pair("枝", "荔枝"));
        assert_eq!(shown("a\n荔枝\n", (2, 0), Some(80)), pair("荔枝", "荔枝"));
        assert_eq!(shown("a\r\n荔枝\r\n", (2, 1), None), pair("荔", "荔枝"));
        for place in [(9, 1), (0, 0), (1, 2)] {
            assert_eq!(Snippet::of("a.md", "a\n", place, None), None);
        }
    }

    #[test]
    fn a_long_line_is_cut_around_its_place_to_the_width() {
        let line: String = ('\u{4e00}'..).take(300).collect();
        let chars: Vec<char> = line.chars().collect();
        for width in [10, 40, 80, 121] {
            for column in [1, 2, 20, 150, 299, 300] {
                let (point, text) = shown(&line, (1, column), Some(width));
                assert_eq!(point, chars[column - 1].to_string());
                let taken: usize = text.chars().map(columns).sum();
                assert!(taken <= width.saturating_sub(MARGIN + 1).max(LEAST), "{width} {taken}");
                assert_eq!(text.starts_with('…'), !text.contains(chars[0]));
                assert_eq!(text.ends_with('…'), !text.contains(chars[299]));
            }
        }
        assert_eq!(shown(&line, (1, 150), None).1, line);
    }
}
