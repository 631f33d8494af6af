//! Characters that cannot be printed: they have no shape, or no PDF may contain them.
//!
//! PDF/A-2 (ISO 19005-2, 6.2.11.7) requires a Unicode value for every glyph and forbids U+0000,
//! U+FEFF and U+FFFE; characters in the private use areas are known only to those who have agreed
//! on them, so that such text cannot be searched, read aloud or kept.

use super::model::{Article, Part, walk};
use super::prose::{MASK, Text};
use neikan_base::diagnostic::{Finding, Findings, Place};

/// Whether a character can be printed: it is not a control, private-use or noncharacter code point,
/// and it does not change the direction of the text around it.
fn is_printable(c: char) -> bool {
    let code = u32::from(c);
    let none = code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code);
    let own = (0xe000..=0xf8ff).contains(&code) || code >= 0xf_0000;
    // Marks that delimit a ruby annotation within plain text, and the byte order mark.
    let marks = matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{feff}');
    // Line and paragraph separators, for which faces have no glyph, and marks that change the
    // direction of a text, so that it would not print as it is read.
    let turns = matches!(c,
        '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !(c.is_control() || none || own || marks || turns)
}

/// Reports what cannot be printed in a text: as it is in the file, and written as an entity or an
/// escape.
pub fn look(text: &Text, article: Option<&Article>, findings: &mut Findings) {
    let report = |c: char, place: Place| {
        let code = format!("U+{:04X}", u32::from(c));
        Finding::stop("character-unprintable").at(place).with("code", code)
    };
    let wrong = |c: &char| !is_printable(*c) && !matches!(c, '\n' | '\t');
    // Control characters in the file itself were reported when it was read.
    let own = |c: &char| wrong(c) && !c.is_control();
    for (at, c) in text.source.char_indices().filter(|(_, c)| own(c)) {
        findings.push(report(c, text.place(at)));
    }
    let hidden = |c: &char| wrong(c) && *c != MASK && !text.source.contains(*c);
    for passage in &text.passages {
        for (at, c) in passage.text.char_indices().filter(|(_, c)| hidden(c)) {
            let place = text.place(passage.bytes(at..at + c.len_utf8()).start);
            findings.push(report(c, place));
        }
    }
    let seen = |c: char| text.passages.iter().any(|passage| passage.text.contains(c));
    let blocks = article.map(|article| article.blocks.as_slice()).unwrap_or_default();
    walk(blocks, &mut |part| {
        let Part::Text(words, line) = part else { return };
        for c in words.chars().filter(hidden).filter(|&c| !seen(c)) {
            findings.push(report(c, Place::line(&text.file, line)));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_and_control_characters_are_not_printable() {
        for c in ['\0', '\u{7}', '\u{7f}', '\u{85}', '\u{e000}', '\u{f8ff}', '\u{feff}', '\u{fffe}']
        {
            assert!(!is_printable(c), "{c:?}");
        }
        for c in ['\u{fdd0}', '\u{f0000}', '\u{10fffd}', '\u{1ffff}', '\u{fffa}'] {
            assert!(!is_printable(c), "{c:?}");
        }
        for c in ['中', 'a', '\u{3000}', '\u{a0}', '\u{2060}', '\u{20000}', '〇', '—'] {
            assert!(is_printable(c), "{c:?}");
        }
    }
}
