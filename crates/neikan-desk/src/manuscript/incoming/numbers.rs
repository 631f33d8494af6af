//! The label before a paragraph: a place in a list of the manuscript, or characters.

use super::{Listed, Role};
use crate::manuscript::model::{Inline, Inlines};

/// The label before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// A bullet.
    Bullet,
    /// A number that a list of the manuscript shows as well.
    Number(u32),
    /// A text: 一、 or （1） or 1.2.
    Text(String),
}

/// The place of a label: which list, and its level in it.
pub type Place = (u32, u8);

impl Label {
    /// The label shown by some characters; nothing if there are none.
    pub fn shown(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut chars = text.chars();
        let first = chars.next()?;
        if chars.next().is_none() && is_bullet(first) {
            return Some(Self::Bullet);
        }
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = text[..text.len() - rest.len()].parse().ok();
        let number = number.filter(|_| matches!(rest, "" | "." | "\u{3001}" | "\u{ff0e}"));
        Some(number.map_or_else(|| Self::Text(text.chars().take(40).collect()), Self::Number))
    }
}

/// Signs that only mark an item: not letters, digits or numbered signs; but o counts, since Word
/// draws it as a ring.
fn is_bullet(c: char) -> bool {
    c == 'o'
        || !c.is_alphanumeric() && !matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}')
}

/// Puts a label before a paragraph and returns the paragraph's role with it.
pub fn labelled(c: &mut Inlines, role: Role, label: Label, (list, level): Place) -> Role {
    let listed = |value| Role::Listed(Listed { list, level, value, continues: false });
    match label {
        Label::Text(text) => prefix(c, &text),
        Label::Number(value) if role == Role::Body => return listed(Some(value)),
        Label::Number(value) => prefix(c, &format!("{value}.")),
        Label::Bullet if role == Role::Body => return listed(None),
        Label::Bullet => {}
    }
    role
}

/// Puts the number before a paragraph into its text, with the gap that is shown after it.
fn prefix(c: &mut Inlines, label: &str) {
    let gap = match label.chars().next_back() {
        Some(last) if last.is_ascii_alphanumeric() || last == '.' || last == ')' => " ",
        Some('\u{4e00}'..='\u{9fff}') => "\u{3000}",
        _ => "",
    };
    let label = format!("{label}{gap}");
    match c.first_mut() {
        Some(Inline::Text { s }) => s.insert_str(0, &label),
        // A number that stands for itself has nothing to be apart from.
        None => c.push(Inline::Text { s: label.trim_end().to_owned() }),
        _ => c.insert(0, Inline::Text { s: label }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_by_how_they_look() {
        for (text, label) in [
            ("•\t", Some(Label::Bullet)),
            ("■", Some(Label::Bullet)),
            ("o", Some(Label::Bullet)),
            ("3.", Some(Label::Number(3))),
            ("12、", Some(Label::Number(12))),
            ("1)", Some(Label::Text("1)".to_owned()))),
            ("一、", Some(Label::Text("一、".to_owned()))),
            ("①", Some(Label::Text("①".to_owned()))),
            ("1.2", Some(Label::Text("1.2".to_owned()))),
            ("\t", None),
        ] {
            assert_eq!(Label::shown(text), label, "{text}");
        }
    }

    #[test]
    fn a_chapter_stands_apart_from_its_name() {
        let mut c = vec![Inline::Text { s: "总则".to_owned() }];
        let label = Label::Text("第一章".to_owned());
        assert_eq!(labelled(&mut c, Role::Heading(1), label, (1, 0)), Role::Heading(1));
        assert_eq!(c, [Inline::Text { s: "第一章\u{3000}总则".to_owned() }]);
    }
}
