//! What is shown of a passage in which something was found: the words with what stands around them.

use std::ops::Range;

use crate::manuscript::prose::MASK;

/// How many characters are shown before the first and after the last word of an excerpt.
const AROUND: usize = 18;
/// How far two words may be apart to be shown in one excerpt, characters.
const NEAR: usize = 30;

/// A part of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The byte of the passage at which its first word stands, and the byte after that word.
    pub at: Range<usize>,
    /// The text, cut off ends as `…`.
    pub text: String,
    /// The words in it, as ranges of its characters.
    pub marks: Vec<[usize; 2]>,
}

/// The excerpts of a passage with words at these bytes, in order.
pub fn excerpts(text: &str, words: &[Range<usize>]) -> Vec<Excerpt> {
    let mut groups: Vec<Vec<Range<usize>>> = Vec::new();
    for word in words {
        let last = groups.last().and_then(|group| group.last());
        let near = last.is_some_and(|last| text[last.end..word.start].chars().count() <= NEAR);
        match groups.last_mut() {
            Some(group) if near => group.push(word.clone()),
            _ => groups.push(vec![word.clone()]),
        }
    }
    groups.iter().filter_map(|group| excerpt(text, group)).collect()
}

fn excerpt(text: &str, words: &[Range<usize>]) -> Option<Excerpt> {
    let (first, last) = (words.first()?, words.last()?);
    let start = text[..first.start].char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let end =
        text[last.end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| last.end + at);
    let mut out = Excerpt { at: first.clone(), text: String::new(), marks: Vec::new() };
    let mut count = 0;
    if start > 0 {
        out.text.push('…');
        count += 1;
    }
    for (at, c) in text[start..end].char_indices().map(|(at, c)| (start + at, c)) {
        if words.iter().any(|word| word.start == at) {
            out.marks.push([count, count]);
        }
        // What is no text leaves nothing; the end of a verse shows as a stroke.
        if c != MASK && !(c.is_control() && c != '\n') {
            out.text.push(if c == '\n' { '\u{ff0f}' } else { c });
            count += 1;
        }
        let after = at + c.len_utf8();
        if let Some(mark) = out.marks.last_mut().filter(|_| words.iter().any(|w| w.end == after)) {
            mark[1] = count;
        }
    }
    if end < text.len() {
        out.text.push('…');
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_near_each_other_share_an_excerpt() {
        let far = "乙".repeat(60);
        let text = format!("甲荔枝乙荔枝{far}荔枝{far}");
        let words: Vec<_> = text.match_indices("荔枝").map(|(at, w)| at..at + w.len()).collect();
        let all = excerpts(&text, &words);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].marks, [[1, 3], [4, 6]]);
        assert!(all[0].text.starts_with("甲荔枝乙荔枝乙") && all[0].text.ends_with("乙…"));
        assert_eq!(all[1].marks, [[19, 21]]);
        assert_eq!(all[1].text.chars().count(), 1 + 18 + 2 + 18 + 1);
    }
}
