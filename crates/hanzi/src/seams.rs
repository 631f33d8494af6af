//! Seams: the places between characters that must stay on one line.
//!
//! Each rule reads the characters of a paragraph and keeps ranges of them together. At the end the
//! seams that no line breaker would break anyway are dropped.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::{is_han, units};

/// U+2060 WORD JOINER: no line ends at it; it has neither width nor glyph.
pub const JOINER: char = '\u{2060}';

/// Characters that continue a number when a digit follows: 1,200; 3.5; 5%~95%; 2024—2026.
const IN_NUMBERS: &str = ".,:/%‰℃°~～–—-−+×";
/// Signs before a number that belong to it.
const BEFORE_NUMBERS: &str = "¥￥$€£±−-+№≤≥<>≈约";
/// Signs after a number that belong to it.
const AFTER_NUMBERS: &str = "%‰℃°″′";
/// The numerals in 第×届.
const NUMERALS: &str = "一二三四五六七八九十百千零〇两";
/// Marks that must not begin a line although line breakers separate them from Han characters:
/// dashes, ellipses, dots between names (CLREQ 3.1.4). Points and brackets need no help.
const NOT_FIRST: &str = "—…⋯·・～~";
/// The longest title that is kept whole, characters.
const SHORT_TITLE: usize = 6;
/// The longest Latin word with hyphens or slashes that is kept whole, characters.
const SHORT_WORD: usize = 12;
/// The most characters that may be kept together at the end of a paragraph to reach its Han
/// characters.
const LONGEST_END: usize = 12;

/// What is kept together in a kind of text.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// How many Han characters the last line must have; 0 if it does not matter.
    pub last: usize,
    /// The names that are kept whole in running text.
    pub names: Option<&'a Names>,
}

impl Form<'_> {
    /// For narrow texts: cells and verses keep numbers, units and dashes whole, and nothing more.
    pub const CELL: Self = Self { last: 0, names: None };
}

/// Personal names of two to four Han characters.
#[derive(Debug, Default)]
pub struct Names(BTreeSet<Vec<char>>);

impl Names {
    /// Adds a name; anything but a name of two to four Han characters is ignored.
    pub fn add(&mut self, name: &str) {
        let chars: Vec<char> = name.chars().collect();
        if (2..=4).contains(&chars.len()) && chars.iter().all(|&c| is_han(c)) {
            self.0.insert(chars);
        }
    }
}

/// Returns a text with its joiners.
pub fn compose(text: &str, form: &Form<'_>) -> String {
    let chars: Vec<char> = text.chars().collect();
    weave(text.chars(), &seams(&chars, form))
}

/// Returns a text with a joiner after each character whose `keep` is set.
pub fn weave(text: impl Iterator<Item = char>, keep: &[bool]) -> String {
    let joined = |(c, &keep): (char, &bool)| [Some(c), keep.then_some(JOINER)];
    text.zip(keep).flat_map(joined).flatten().collect()
}

/// For each character, whether the next one stays on the same line.
pub fn seams(text: &[char], form: &Form<'_>) -> Vec<bool> {
    let mut seams = Seams { text, keep: vec![false; text.len()] };
    // Numbers stay whole, and a unit stays with its number (CLREQ 3.2.3).
    seams.numbers();
    seams.ordinals();
    // Dashes and ellipses stay whole; they and some other marks begin no line (CLREQ 3.1.4).
    seams.marks();
    if let Some(names) = form.names {
        seams.titles();
        seams.names(names);
        seams.dotted_names();
        seams.words();
    }
    // The last line is not a single character (CLREQ 3.1.8).
    seams.ending(form.last);
    seams.needed()
}

struct Seams<'a> {
    text: &'a [char],
    keep: Vec<bool>,
}

impl Seams<'_> {
    fn hold(&mut self, range: Range<usize>) {
        let last = range.end.saturating_sub(1).max(range.start);
        self.keep[range.start..last].fill(true);
    }

    fn at(&self, index: usize) -> Option<char> {
        self.text.get(index).copied()
    }

    fn digit(&self, index: usize) -> bool {
        self.at(index).is_some_and(|c| c.is_ascii_digit())
    }

    fn is(&self, index: usize, among: &str) -> bool {
        self.at(index).is_some_and(|c| among.contains(c))
    }

    fn numbers(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            if !self.digit(at) {
                at += 1;
                continue;
            }
            let start = if at > 0 && self.is(at - 1, BEFORE_NUMBERS) { at - 1 } else { at };
            let number = self.number(at);
            let bare = self.text[number - 1].is_ascii_digit();
            let end = number + if bare { units::after(&self.text[number..]) } else { 0 };
            self.hold(start..end);
            at = number;
        }
    }

    /// The end of the number that begins at `at`, its signs included.
    fn number(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            while self.digit(end) {
                end += 1;
            }
            let mut next = end;
            while next < end + 3 && self.is(next, IN_NUMBERS) {
                next += 1;
            }
            if next == end || !self.digit(next) {
                break;
            }
            end = next;
        }
        while self.is(end, AFTER_NUMBERS) {
            end += 1;
        }
        end
    }

    /// 第×届: 第, its numeral and the measure word.
    fn ordinals(&mut self) {
        for start in 0..self.text.len() {
            if self.text[start] != '第' {
                continue;
            }
            let digits = (start + 1..).take_while(|&at| self.digit(at)).count();
            let numerals = (start + 1..).take_while(|&at| self.is(at, NUMERALS)).count();
            let end = start + 1 + digits.max(numerals.min(4));
            if end > start + 1 {
                let counted = self.at(end).is_some_and(is_han);
                self.hold(start..end + usize::from(counted));
            }
        }
    }

    /// Keeps marks that must not begin a line with the character before them.
    fn marks(&mut self) {
        for at in 1..self.text.len() {
            let spaced = self.text[at - 1].is_whitespace() || self.text[at].is_whitespace();
            if !spaced && self.is(at, NOT_FIRST) {
                self.keep[at - 1] = true;
            }
        }
    }

    /// 《…》 of a few characters, marks included.
    fn titles(&mut self) {
        for start in 0..self.text.len() {
            let inside = self.text[start..].iter().take(SHORT_TITLE + 2);
            let close = inside.enumerate().find(|&(_, &c)| c == '》');
            if let (Some('《'), Some((length, _))) = (self.at(start), close) {
                self.hold(start..start + length + 1);
            }
        }
    }

    fn names(&mut self, names: &Names) {
        for start in 0..self.text.len() {
            for length in 2..=4 {
                let name = self.text.get(start..start + length);
                if name.is_some_and(|name| names.0.contains(name)) {
                    self.hold(start..start + length);
                }
            }
        }
    }

    /// Keeps foreign names together at their dots: 约翰·李.
    fn dotted_names(&mut self) {
        for at in 1..self.text.len().saturating_sub(1) {
            let between = is_han(self.text[at - 1]) && is_han(self.text[at + 1]);
            if between && self.is(at, "·・") {
                self.hold(at - 1..at + 2);
            }
        }
    }

    /// Short Latin words with hyphens or slashes: COVID-19, A4/B5, Wi-Fi.
    fn words(&mut self) {
        let latin = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | '&');
        let mut start = 0;
        while start < self.text.len() {
            let length = self.text[start..].iter().take_while(|c| latin(c)).count();
            if (2..=SHORT_WORD).contains(&length) {
                self.hold(start..start + length);
            }
            start += length.max(1);
        }
    }

    /// Keeps the last Han characters together, with the marks between and after them.
    fn ending(&mut self, last: usize) {
        let han = |&at: &usize| is_han(self.text[at]);
        let start = (0..self.text.len()).rev().filter(han).nth(last.saturating_sub(1));
        if let Some(start) =
            start.filter(|start| last > 1 && self.text.len() - start <= LONGEST_END)
        {
            self.hold(start..self.text.len());
        }
    }

    /// The seams that have an effect: none at spaces between words, inside Latin words, at notes,
    /// or at the end.
    fn needed(mut self) -> Vec<bool> {
        for at in 0..self.text.len() {
            let (here, next) = (self.text[at], self.at(at + 1));
            let word = here.is_ascii_alphanumeric()
                && next.is_some_and(|next| next.is_ascii_alphanumeric());
            let blank = |c: char| c == '\u{fffc}' || c == JOINER;
            if word || blank(here) || next.is_none_or(blank) {
                self.keep[at] = false;
            }
        }
        self.keep
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text with `|` for each joiner.
    fn shown(text: &str, form: &Form<'_>) -> String {
        compose(text, form).replace(JOINER, "|")
    }

    fn names() -> Names {
        let mut names = Names::default();
        ["陆启明", "苏青", "市社综合资料室", "何岸 绘"].iter().for_each(|name| names.add(name));
        names
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        for (text, expected) in [
            ("收购120吨荔枝", "收购120|吨荔枝"),
            ("降了5%的", "降了5|%的"),
            ("用28小时到", "用28|小|时到"),
            ("有1.26万亩地", "有1|.|26|万|亩地"),
            ("在2026年初", "在2026|年初"),
            ("低于10℃时", "低于10|℃时"),
            ("总第61期，共", "总第|61|期，共"),
            ("重28 kg的", "重28| |kg的"),
            ("300多名社员", "300|多|名社员"),
            ("1.2万左右", "1|.|2|万左右"),
        ] {
            assert_eq!(shown(text, &Form::CELL), expected, "{text}");
        }
    }

    #[test]
    fn a_number_is_never_broken() {
        for (text, expected) in [
            ("计1,200斤", "计1|,|200|斤"),
            ("为5%~95%之", "为5|%|~|95|%之"),
            ("约3.5倍", "约|3|.|5|倍"),
            ("从2024—2026年", "从2024|—|2026|年"),
            ("电话0769-2200", "电话0769|-|2200"),
        ] {
            assert_eq!(shown(text, &Form::CELL), expected, "{text}");
        }
    }

    #[test]
    fn ordinals_keep_what_they_count() {
        assert_eq!(shown("开第三届会", &Form::CELL), "开第|三|届会");
        assert_eq!(shown("第十二次会", &Form::CELL), "第|十|二|次会");
        assert_eq!(shown("门第高", &Form::CELL), "门第高");
    }

    #[test]
    fn dashes_and_marks_begin_no_line() {
        assert_eq!(shown("他说——来", &Form::CELL), "他说|—|—来");
        assert_eq!(shown("好……吧", &Form::CELL), "好|…|…吧");
        assert_eq!(shown("约翰·李", &Form::CELL), "约翰|·李");
    }

    #[test]
    fn titles_and_names_stay_whole_in_running_text() {
        let names = names();
        let form = Form { last: 0, names: Some(&names) };
        assert_eq!(shown("读《民法典》后", &form), "读《|民|法|典|》后");
        let long = "读《农民专业合作社法》";
        assert!(shown(long, &form).contains("专业"));
        assert_eq!(shown("请陆启明、苏青讲", &form), "请陆|启|明、苏|青讲");
        assert_eq!(shown("在市社综合资料室", &form), "在市社综合资料室");
        assert_eq!(shown("约翰·李来信", &form), "约翰|·|李来信");
        assert_eq!(shown("用Wi-Fi上", &form), "用Wi|-|Fi上");
    }

    #[test]
    fn the_last_line_has_two_han_characters() {
        let form = |last| Form { last, names: None };
        assert_eq!(shown("一天好过。", &form(2)), "一天好|过|。");
        assert_eq!(shown("一天好”过。）", &form(2)), "一天好|”|过|。|）");
        assert_eq!(shown("一天好过", &form(3)), "一天|好|过");
        assert_eq!(shown("一天用Word。", &form(2)), "一天|用|Word|。");
        assert_eq!(
            shown("见https://example.com/a/b。", &form(0)),
            shown("见https://example.com/a/b。", &form(2))
        );
    }

    #[test]
    fn the_ends_of_a_text_are_left_alone() {
        for text in ["", "好", "，", "——", "120吨"] {
            let composed = compose(text, &Form { last: 2, names: None });
            assert!(!composed.starts_with(JOINER) && !composed.ends_with(JOINER), "{text}");
        }
    }

    proptest! {
        #[test]
        fn without_its_joiners_a_text_is_what_it_was(
            text in "([0-9.,%~年吨万第三—…·《》“”，。一-龥A-Za-z /-]|\\PC){0,40}",
            last in 0usize..4,
        ) {
            let text = text.replace(JOINER, "");
            let names = names();
            let composed = compose(&text, &Form { last, names: Some(&names) });
            prop_assert_eq!(composed.replace(JOINER, ""), text);
            prop_assert!(!composed.starts_with(JOINER) && !composed.ends_with(JOINER));
            let double = [JOINER, JOINER].iter().collect::<String>();
            prop_assert!(!composed.contains(&double));
        }
    }
}
