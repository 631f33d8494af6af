//! Titles: the pieces that the lines of a title are made of.
//!
//! A title is broken between words, never within one. Words are found by the dictionary of
//! `icu_segmenter`; numbers with their units, short 《…》, names in the issue and dashes are kept
//! whole (as in [`hanzi::seams`]), marks stay with the word they belong to, and 的, 了, 和 and the
//! like never begin a line. If an author divides a title with strokes, its lines end there, and
//! within those parts where words allow it.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::manuscript::model::Article;
use hanzi::{Form, Names, is_han, seams};

/// One-character words that lean on the word before them.
const LEANING: &str = "的了着过地得们和与及或等吗呢吧里上下中后前";
/// Marks that belong to what follows.
const OPENING: &str = "“‘（《〈【〔「『";
/// Marks that end what they began.
const CLOSING: &str = "”’）》〉】〕」』";
/// Numerals, which form one number with the word after them.
const NUMERALS: &str = "零〇一二三四五六七八九十百千万亿两几第";
/// Words of the trade that the dictionary would split.
const TRADE: &[&str] = &[
    "供销社",
    "供销合作社",
    "合作社",
    "联合社",
    "基层社",
    "专业社",
    "社有企业",
    "门市",
    "门市部",
    "日用品",
    "试验田",
    "保鲜",
    "庄稼医院",
    "农资",
    "墟市",
    "墟日",
    "冷链",
    "直播间",
    "分拣",
    "过磅",
    "再生资源",
    "综合改革",
    "年货",
    "社员",
    "秤杆",
    "水渠",
    "老街",
    "入股",
    "分红",
    "盘点",
    "土地托管",
    "统防统治",
    "电子商务",
    "冷链物流",
    "乡村振兴",
    "为农服务",
    "农业社会化服务",
    "县域流通",
    "产销对接",
    "烟花爆竹",
    "网点",
    "股份",
    "监事会",
    "理事会",
];
/// Words of one character that stand for themselves: any other, beside another, is part of a word that the
/// dictionary does not have.
const ALONE: &str = "在是有为以从向到被把对给让使同跟比按将又也都还就才很最更不没无一二三四五六七八九十两几这那其此各每某我你他她它说看去来要能可会做成";
/// The length of the longest piece, in characters; a longer run of Han characters is split where it
/// must be.
const LONGEST: usize = 10;

static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// The pieces of an article's title, for each part into which its author divided it.
pub fn pieces(article: &Article, names: &Names) -> Vec<Vec<String>> {
    let chars: Vec<char> = article.title.chars().collect();
    let ends = article.breaks.iter().copied().chain([chars.len()]);
    let mut start = 0;
    let parts = ends.map(|end| {
        let part: String = chars[start..end].iter().collect();
        start = end;
        of(&part, names)
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// The pieces of a text; joined together, they are the text.
fn of(text: &str, names: &Names) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let words = words(text);
    let keep = seams(&chars, &Form { last: 2, names: Some(names) });
    let trade = trade(text);
    let single = |at: usize| words.binary_search(&(at + 1)).is_ok();
    let alone = |at: usize| single(at) && (at == 0 || words.binary_search(&at).is_ok());
    let held = |at: usize| {
        keep[at - 1]
            || trade[at]
            || joined(&chars, at)
            || single(at) && leans(&chars, at)
            || alone(at - 1) && alone(at) && is_unknown(&chars[at - 1..=at])
    };
    let parts = |at: &usize| *at == chars.len() || !held(*at);
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in words.iter().copied().filter(parts) {
        let piece = &chars[start..end];
        let long = piece.len() > LONGEST && piece.iter().all(|&c| is_han(c));
        let size = if long { LONGEST / 2 } else { piece.len().max(1) };
        pieces.extend(piece.chunks(size).map(|part| part.iter().collect()));
        start = end;
    }
    pieces
}

/// Where words end, in characters.
fn words(text: &str) -> Vec<usize> {
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let ends = WORDS.segment_str(text).filter(|&at| at > 0);
    ends.filter_map(|at| offsets.binary_search(&at).ok()).collect()
}

/// For each place, whether it is within a word of the trade.
fn trade(text: &str) -> Vec<bool> {
    let mut within = vec![false; text.chars().count() + 1];
    for word in TRADE {
        for (at, _) in text.match_indices(word) {
            let start = text[..at].chars().count();
            within[start + 1..start + word.chars().count()].fill(true);
        }
    }
    within
}

/// Whether characters that the dictionary has as words of their own are a word that it does not have.
fn is_unknown(chars: &[char]) -> bool {
    chars.iter().all(|&c| is_han(c) && !ALONE.contains(c) && !LEANING.contains(c))
}

/// Whether the word at a place leans on the one before it.
fn leans(chars: &[char], at: usize) -> bool {
    let before = chars[at - 1];
    LEANING.contains(chars[at]) && (is_han(before) || CLOSING.contains(before))
}

/// Whether the characters before and at a place belong together.
fn joined(chars: &[char], at: usize) -> bool {
    let (before, after) = (chars[at - 1], chars[at]);
    let mark = |c: char| !is_han(c) && !c.is_alphanumeric();
    OPENING.contains(before)
        || mark(after) && !OPENING.contains(after)
        || NUMERALS.contains(before) && is_han(after)
        || quoted(chars, at)
}

/// Whether a place is within a short 《…》 or “…”.
fn quoted(chars: &[char], at: usize) -> bool {
    let bracket = |c: &char| OPENING.contains(*c) || CLOSING.contains(*c);
    let open = chars[..at].iter().rposition(bracket).filter(|&open| OPENING.contains(chars[open]));
    let close = chars[at..].iter().position(bracket);
    open.zip(close).is_some_and(|(open, close)| at + close - open <= LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_part_between_words() {
        for (title, whole) in [
            ("一颗荔枝的二十八小时", "二十八小时"),
            ("一颗荔枝的二十八小时", "荔枝的"),
            ("把一百一十吨分清楚", "一百一十吨"),
            ("读懂《合作社法》和供销社", "《合作社法》和"),
            ("老仓库，新门面", "仓库，"),
            ("“顺路送”三年记", "“顺路送”"),
            ("2026年春耕保供", "2026年"),
            ("试验田里的门市", "试验田里的"),
            ("供销社里的年货开张", "年货"),
            ("仓库与再生资源改造", "再生资源"),
            ("合作社综合改革的试验田", "综合改革"),
            ("老渠头的翻车记", "渠头"),
        ] {
            let pieces = of(title, &Names::default());
            assert!(pieces.len() > 1, "{pieces:?}");
            assert!(pieces.iter().any(|piece| piece.contains(whole)), "{whole}: {pieces:?}");
        }
    }

    #[test]
    fn pieces_are_the_title() {
        for title in [
            "",
            "好",
            "——",
            "ERP系统 上线",
            "的的的",
            "《》“”",
            "一二三四五六七八九十百千万亿两半几",
        ] {
            assert_eq!(of(title, &Names::default()).concat(), title);
        }
    }
}
