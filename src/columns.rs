//! Text in columns of a terminal, where a Han character is two columns wide: measuring and breaking
//! lines. A line may end between Han characters and at spaces; no mark that closes or separates
//! begins one.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that every screen fits into.
pub const SCREEN: usize = 80;

/// Marks that no line begins with.
const NOT_FIRST: &str = "，。、；：？！）》〉”’」』】〕…—·,.;:?!)]}%％";
/// Marks that no line ends with.
const NOT_LAST: &str = "（《〈“‘「『【〔([{";

/// How many columns a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// A piece of a text that stays on one line.
struct Atom {
    text: String,
    /// Whether a space stands before it where it does not begin a line.
    space: bool,
}

/// Breaks a text into lines of at most `columns`; a word that is longer is cut. White space between
/// words, line ends too, counts as one space, and as none between two Han characters.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines = Lines { done: Vec::new(), line: String::new(), taken: 0 };
    for atom in atoms(text) {
        let space = usize::from(atom.space && !lines.line.is_empty());
        if !lines.line.is_empty() && lines.taken + space + width(&atom.text) > columns {
            lines.end();
        }
        if atom.space && !lines.line.is_empty() {
            lines.put(' ', 1);
        }
        // One that is wider than any line is cut.
        for c in atom.text.chars() {
            let wide = c.width().unwrap_or(0);
            if lines.taken + wide > columns {
                lines.end();
            }
            lines.put(c, wide);
        }
    }
    lines.end();
    lines.done
}

/// Lines that are being filled.
struct Lines {
    done: Vec<String>,
    line: String,
    /// The columns that `line` takes.
    taken: usize,
}

impl Lines {
    fn put(&mut self, c: char, wide: usize) {
        self.line.push(c);
        self.taken += wide;
    }

    fn end(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
        self.taken = 0;
    }
}

fn atoms(text: &str) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let (mut last, mut gap) = (None, false);
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let before = last.replace(c);
        let apart = before.is_none_or(|before| gap || may_part(before, c));
        let wide = before.is_some_and(|before| is_wide(before) && is_wide(c));
        match atoms.last_mut() {
            Some(atom) if !apart => atom.text.push(c),
            _ => atoms.push(Atom { text: c.to_string(), space: gap && !wide }),
        }
        gap = false;
    }
    atoms
}

/// Whether a line may end between two characters that no space parts.
pub fn may_part(before: char, after: char) -> bool {
    (is_wide(before) || is_wide(after)) && !NOT_FIRST.contains(after) && !NOT_LAST.contains(before)
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

/// A text with spaces behind it, up to a number of columns.
pub fn padded(text: &str, columns: usize) -> String {
    let spaces = columns.saturating_sub(width(text));
    text.to_owned() + &" ".repeat(spaces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_between_han_characters_and_words_and_before_no_closing_mark() {
        assert_eq!(wrap("荔枝红了，请看。", 8), ["荔枝红", "了，请", "看。"]);
        assert_eq!(wrap("see neikan build now", 10), ["see neikan", "build now"]);
        assert_eq!(wrap("运行 neikan build", 12), ["运行 neikan", "build"]);
        assert_eq!(wrap("荔枝\n红了\nand more", 80), ["荔枝红了 and more"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("", 9), [""]);
        assert_eq!((width("荔枝a"), padded("荔", 4)), (5, "荔  ".to_owned()));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_overruns(text in "[a-z荔枝，。（）《》 ]{0,80}", columns in 2_usize..40) {
            let lines = wrap(&text, columns);
            let dense = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(dense(&lines.concat()), dense(&text));
            prop_assert!(lines.iter().all(|line| width(line) <= columns));
        }
    }
}
