//! Comparing personal names: one person is one person in every spelling.
//!
//! A name is folded before it is compared: compatibility forms (NFKC) and look-alike radicals
//! become the characters they stand for, traditional characters become simplified ones, and blanks,
//! dots between the parts of a name and invisible characters are dropped. The table of characters
//! is `simplified.txt`, which states its origin and licence.

use unicode_normalization::UnicodeNormalization;

use crate::folding::{is_hidden, simplified};
use crate::look_alikes::meant;

/// Marks between the names in a byline of several.
const BETWEEN: &str = "\u{3001}\u{ff0c},/\u{ff0f};\u{ff1b}|\u{ff5c}&\u{ff06}+";

/// The dots between the parts of a name.
const DOTS: &str = ".\u{b7}\u{2022}\u{2027}\u{2219}\u{22c5}\u{30fb}\u{fe52}\u{ff0e}\u{ff65}";

/// The form in which a name is compared.
pub fn fold(name: &str) -> String {
    let plain = name.chars().map(|c| meant(c).unwrap_or(c)).nfkc();
    let simple = plain.filter(|c| shows(*c)).map(simplified);
    simple.flat_map(char::to_lowercase).collect()
}

/// Whether two names denote the same person.
pub fn same(one: &str, other: &str) -> bool {
    one == other || fold(one) == fold(other)
}

/// Whether a byline, which may name several people, names this person.
pub fn names(byline: &str, name: &str) -> bool {
    let own = fold(name);
    let part = |part: &str| !part.is_empty() && fold(part) == own;
    // A dot also stands inside one name; who would judge an own article is better named once too often.
    let dot = |c| DOTS.contains(c);
    let parts = || byline.split(|c| BETWEEN.contains(c)).flat_map(|part| part.split('和'));
    part(byline)
        || parts().any(|own| part(own) || own.split_whitespace().any(&part))
        || own.chars().all(is_han) && parts().any(|own| own.split(dot).any(&part))
        || stands_among_words(&fold(byline), &own)
}

/// The words that stand beside names in bylines.
const BESIDE: [&str; 33] = [
    "记者",
    "通讯员",
    "作者",
    "特约",
    "整理",
    "口述",
    "采写",
    "撰文",
    "撰写",
    "撰稿",
    "供稿",
    "执笔",
    "报道",
    "供图",
    "翻译",
    "主编",
    "责编",
    "编写",
    "编译",
    "摄影",
    "编辑",
    "等",
    "与",
    "及",
    "同",
    "和",
    "文",
    "图",
    "(",
    ")",
    ":",
    ",",
    "/",
];

/// Whether a name stands in a byline with nothing beside it but such words.
fn stands_among_words(byline: &str, name: &str) -> bool {
    // A name in characters ends where a letter, a digit or a mark begins.
    let foreign = |c: Option<char>| c.is_none_or(|c| !is_han(c)) && name.chars().all(is_han);
    let ends = |before: &str| {
        before.is_empty()
            || foreign(before.chars().next_back())
            || BESIDE.iter().any(|word| before.ends_with(word))
    };
    let begins = |after: &str| {
        after.is_empty()
            || foreign(after.chars().next())
            || BESIDE.iter().any(|word| after.starts_with(word))
    };
    let long = name.chars().count() > 1;
    let mut places = byline.match_indices(name);
    long && places.any(|(at, _)| ends(&byline[..at]) && begins(&byline[at + name.len()..]))
}

/// Whether a character is a Chinese one.
fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character counts when names are compared.
fn shows(c: char) -> bool {
    !(is_hidden(c) || c.is_whitespace() || c.is_control() || DOTS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folding::SIMPLIFIED;

    #[test]
    fn one_person_is_one_person_under_every_spelling() {
        for other in [
            "梁以寧",
            " 梁以宁 ",
            "梁 以 宁",
            "梁\u{3000}以宁",
            "梁以\u{200b}宁",
            "梁以宁\u{fe00}",
            "\u{f97a}以宁",
        ] {
            assert!(same("梁以宁", other), "{other:?}: {}", fold(other));
        }
        assert!(same("Anna Li", "ＡＮＮＡ ｌｉ"));
        assert!(same("买买提·艾力", "買買提\u{2022}艾力"));
        assert!(same("\u{2f76}文", "米文"), "{}", fold("\u{2f76}文"));
        assert!(!same("梁以宁", "梁以明") && !same("陈禾", "陈"));
    }

    #[test]
    fn a_byline_can_name_several_people() {
        for byline in ["梁以宁、陈禾", "陳禾", "梁以宁 陈禾", "梁以宁和陈禾", "陈 禾", "甲/陈禾"]
        {
            assert!(names(byline, "陈禾"), "{byline}");
        }
        for byline in ["陈禾执笔", "王五·陈禾", "Ｃ陈禾", "陈禾A", "供稿：陈禾"]
        {
            assert!(names(byline, "陈禾"), "{byline}");
        }
        assert!(!names("王陈禾", "陈禾") && !names("王陈禾执笔", "陈禾"));
        assert!(!names("陈禾丰、梁以宁", "陈禾") && !names("", "") && !names("甲、", ""));
    }

    #[test]
    fn the_table_holds_single_characters_alone() {
        assert!(SIMPLIFIED.len() > 3000);
        let again = |c: &char| fold(&fold(&c.to_string())) == fold(&c.to_string());
        assert_eq!(
            SIMPLIFIED.keys().filter(|c| !again(c)).collect::<Vec<_>>(),
            Vec::<&char>::new()
        );
    }
}
