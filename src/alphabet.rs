//! The order of names and words by pinyin, character by character, as dictionaries have it; what is spelt
//! alike is in the order of the characters' codes. Indexes of volumes and of the site follow it.

use std::collections::BTreeMap;

use pinyin::ToPinyin;

use hanzi::folding::folded;

/// The letter of what begins with none.
pub const NONE: char = '#';

/// Surnames that are read otherwise than the character by itself.
const SURNAMES: [(char, &str); 24] = [
    ('曾', "zeng"),
    ('单', "shan"),
    ('仇', "qiu"),
    ('区', "ou"),
    ('解', "xie"),
    ('查', "zha"),
    ('翟', "zhai"),
    ('盖', "ge"),
    ('缪', "miao"),
    ('乐', "yue"),
    ('任', "ren"),
    ('卜', "bu"),
    ('朴', "piao"),
    ('冼', "xian"),
    ('员', "yun"),
    ('种', "chong"),
    ('尉', "wei"),
    ('华', "hua"),
    ('纪', "ji"),
    ('宁', "ning"),
    ('覃', "qin"),
    ('召', "shao"),
    ('折', "she"),
    ('柏', "bai"),
];
/// Words whose characters are read otherwise than by themselves.
const WORDS: [(&str, &[&str]); 9] = [
    ("重阳", &["chong", "yang"]),
    ("重庆", &["chong", "qing"]),
    ("重新", &["chong", "xin"]),
    ("长安", &["chang", "an"]),
    ("行业", &["hang", "ye"]),
    ("银行", &["yin", "hang"]),
    ("会计", &["kuai", "ji"]),
    ("调研", &["diao", "yan"]),
    ("调查", &["diao", "cha"]),
];

/// What words are ordered by: the spelling of each character, then the character.
pub type Key = Vec<(String, char)>;

/// The key of a word, or of a person's name, whose first character is a surname; the same for every form
/// of its characters (traditional, full width, capitals).
pub fn key(word: &str, person: bool) -> Key {
    let mut key = Key::new();
    let word = folded(word);
    let mut rest = word.as_str();
    while let Some(c) = rest.chars().next() {
        let known = WORDS.iter().find(|(known, _)| !person && rest.starts_with(known));
        if let Some((known, readings)) = known {
            key.extend(readings.iter().map(|own| (*own).to_owned()).zip(known.chars()));
            rest = &rest[known.len()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        let surname = SURNAMES.iter().find(|(own, _)| person && key.is_empty() && *own == c);
        let spelt = match (surname, c.to_pinyin()) {
            (Some((_, reading)), _) => (*reading).to_owned(),
            (None, Some(syllable)) => syllable.plain().replace('ü', "v"),
            (None, None) if c.is_alphanumeric() => c.to_string(),
            (None, None) => continue,
        };
        key.push((spelt, c));
    }
    key
}

/// The letter under which a word stands: that of its spelling, [`NONE`] for what is no letter.
fn letter(key: &Key) -> char {
    let first = key.first().and_then(|(spelt, _)| spelt.chars().next());
    first.filter(char::is_ascii_alphabetic).map_or(NONE, |c| c.to_ascii_uppercase())
}

/// Things with their names in order, by their first letters; what has no letter comes last.
pub fn by_letter<T>(
    all: impl IntoIterator<Item = (String, T)>,
    person: bool,
) -> Vec<(char, Vec<(String, T)>)> {
    let mut keyed: Vec<(Key, String, T)> =
        all.into_iter().map(|(name, own)| (key(&name, person), name, own)).collect();
    keyed.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    let mut groups: BTreeMap<(bool, char), Vec<(String, T)>> = BTreeMap::new();
    for (key, name, own) in keyed {
        let letter = letter(&key);
        groups.entry((letter == NONE, letter)).or_default().push((name, own));
    }
    groups.into_iter().map(|((_, letter), own)| (letter, own)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_stand_by_their_pinyin() {
        let sorted = |words: &[&str], person| {
            let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            words.sort_by_key(|word| key(word, person));
            words.join(" ")
        };
        assert_eq!(
            sorted(&["曾小河", "陈禾", "单立", "区广", "李晓梅", "安宁"], true),
            "安宁 陈禾 李晓梅 区广 单立 曾小河"
        );
        // Character by character: all that begins with 长 before 重.
        assert_eq!(
            sorted(&["重阳", "长安镇", "再生资源", "荔枝", "冷链"], false),
            "长安镇 重阳 冷链 荔枝 再生资源"
        );
        assert_eq!(
            ["荔枝", "2026", "ABC", "“新”"].map(|word| letter(&key(word, false))),
            ['L', NONE, 'A', 'X']
        );
        // Another form of the same characters is in the same place.
        assert_eq!(key("陳禾Ａ", true), key("陈禾a", true));
    }

    #[test]
    fn letters_come_in_order_and_what_has_none_last() {
        let names = ["苏青", "陈禾", "Ann", "欧阳明远", "曹一", "3号仓", "曾小河"];
        let groups = by_letter(names.map(|name| (name.to_owned(), ())), true);
        let said: Vec<String> = groups
            .iter()
            .map(|(letter, own)| {
                let names: Vec<&str> = own.iter().map(|(name, ())| name.as_str()).collect();
                format!("{letter} {}", names.join(" "))
            })
            .collect();
        assert_eq!(said, ["A Ann", "C 曹一 陈禾", "O 欧阳明远", "S 苏青", "Z 曾小河", "# 3号仓"]);
    }
}
