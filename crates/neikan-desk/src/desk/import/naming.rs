//! The name of a manuscript: from its file's name where that is spelt in Latin letters, otherwise
//! from its title in pinyin, word by word: 荔枝收购开秤 is `lizhi-shougou-kaicheng`.

use std::path::Path;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use pinyin::ToPinyin;

use hanzi::is_han;

/// The longest name that is made, characters.
const LONGEST: usize = 32;
/// The longest name that is taken from a file's, characters.
const FILE: usize = 60;
/// Words that mean nothing in a name.
const EMPTY: &str = "的了着过之与和及在是把被吗呢吧";
/// Words of one character that belong to the word before them.
const ENDING: &str = "社站店厂局部处科室镇村县市区年月日号届期人者队组户";
/// Words whose characters are not read there as they mostly are.
const READINGS: [(&str, &str); 17] = [
    ("长安", "changan"),
    ("长期", "changqi"),
    ("长假", "changjia"),
    ("重阳", "chongyang"),
    ("重庆", "chongqing"),
    ("重新", "chongxin"),
    ("东莞", "dongguan"),
    ("莞邑", "guanyi"),
    ("会计", "kuaiji"),
    ("银行", "yinhang"),
    ("行业", "hangye"),
    ("行情", "hangqing"),
    ("农行", "nonghang"),
    ("效率", "xiaolv"),
    ("音乐", "yinyue"),
    ("调研", "diaoyan"),
    ("调查", "diaocha"),
];
/// Names that files cannot have on Windows.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The name of what has no name at all.
const NAMELESS: &str = "gaojian";

static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// The name that a file's own gives: lower-case letters, digits and hyphens. Nothing when the file
/// has a name in another script, or one of digits alone.
pub fn of_file(name: &str) -> Option<String> {
    let stem = Path::new(name).file_stem()?.to_string_lossy().to_lowercase();
    let spelt = stem.chars().all(|c| !c.is_alphabetic() || c.is_ascii());
    let lettered = stem.chars().any(|c| c.is_ascii_alphabetic());
    let parts = stem.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let joined = parts.collect::<Vec<_>>().join("-");
    let name: String = joined.chars().take(FILE).collect();
    (spelt && lettered).then(|| possible(name.trim_end_matches('-')))
}

/// The name that a title gives: its first words in pinyin, up to a length that can be read and
/// typed. `other` is asked where nothing of the title can be spelt.
pub fn of_title(title: &str, other: &str) -> String {
    let named = [title, other].into_iter().map(spelt).find(|name| !name.is_empty());
    possible(&named.unwrap_or_else(|| NAMELESS.to_owned()))
}

/// A name that a file can have on any system.
fn possible(name: &str) -> String {
    let numbered = |port: &str| {
        let rest = name.strip_prefix(port);
        rest.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let reserved = RESERVED.contains(&name) || numbered("com") || numbered("lpt");
    if reserved { format!("{NAMELESS}-{name}") } else { name.to_owned() }
}

fn spelt(text: &str) -> String {
    let mut out = String::new();
    for word in words(text) {
        let longer = out.len() + usize::from(!out.is_empty()) + word.len();
        if !out.is_empty() && longer > LONGEST {
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(&word);
    }
    out.chars().take(LONGEST).collect::<String>().trim_end_matches('-').to_owned()
}

/// The words of a text, spelt.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    // Whether the last word is a run of single characters, which are read together: 一车.
    let mut singles = false;
    let mut start = 0;
    for end in WORDS.segment_str(text).skip(1) {
        let word = &text[start..end];
        start = end;
        let single = word.chars().count() == 1 && word.chars().all(is_han);
        if single && EMPTY.contains(word) {
            singles = false;
            continue;
        }
        let letters = letters(word);
        if letters.is_empty() {
            singles = false;
            continue;
        }
        let joins = single && (singles || ENDING.contains(word));
        match out.last_mut().filter(|_| joins) {
            Some(last) => last.push_str(&letters),
            None => out.push(letters),
        }
        singles = single && !ENDING.contains(word);
    }
    out
}

/// A word in lower-case Latin letters and digits.
fn letters(word: &str) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        if let Some((known, reading)) = READINGS.iter().find(|(known, _)| rest.starts_with(known)) {
            out.push_str(reading);
            rest = &rest[known.len()..];
            continue;
        }
        match c.to_pinyin() {
            Some(syllable) => {
                let plain = syllable.plain().chars().map(|c| if c == 'ü' { 'v' } else { c });
                out.extend(plain.filter(char::is_ascii_lowercase));
            }
            None if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            None => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::is_id;

    #[test]
    fn files_spelt_in_latin_letters_give_their_names() {
        assert_eq!(of_file("Lychee 2026.TXT").as_deref(), Some("lychee-2026"));
        assert_eq!(of_file("con.txt").as_deref(), Some("gaojian-con"));
        for name in ["荔枝.txt", "荔枝 lychee.txt", "20260305.docx", ""] {
            assert_eq!(of_file(name), None, "{name}");
        }
    }

    #[test]
    fn titles_are_spelt_word_by_word() {
        for (title, name) in [
            ("荔枝收购开秤", "lizhi-shougou-kaicheng"),
            ("2026年荔枝产销对接会", "2026nian-lizhi-chanxiao"),
            ("绿色农资下乡", "lvse-nongzi-xiaxiang"),
            ("“一车荔枝”的账", "yiche-lizhi-zhang"),
            ("长安镇供销社调研", "changanzhen-gongxiaoshe-diaoyan"),
            ("渠边的旧书摊", "qubian-jiushutan"),
            ("？", "gaojian"),
        ] {
            assert_eq!(of_title(title, ""), name, "{title}");
        }
        assert_eq!(of_title("※", "荔枝"), "lizhi");
    }

    #[test]
    fn every_title_gives_a_name() {
        let long = "供销社".repeat(100);
        for title in ["", "—", "荔枝", "Lychee", "𠮷野家", "\u{0}", &long, "aux", "COM1"] {
            let name = of_title(title, "");
            assert!(is_id(&name) && name.len() <= LONGEST + 10, "{title}: {name}");
        }
    }
}
