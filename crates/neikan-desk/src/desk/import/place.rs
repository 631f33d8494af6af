//! Where pictures that came beside a text belong in it: by their numbers (图1, 图一, 附图2), by
//! their names, by the order of the text; what has no place stands at its end.

use super::company::stem;

/// The longest line that is taken for a caption, characters.
const CAPTION: usize = 80;
/// The longest word that is told by its number, and the highest number: cameras count further.
const NUMBER: u32 = 99;
/// How the names of pictures begin that mean nothing.
const NAMELESS: [&str; 16] = [
    "img",
    "dsc",
    "dji",
    "mmexport",
    "wx",
    "微信图片",
    "微信截图",
    "qq图片",
    "qq截图",
    "屏幕截图",
    "截图",
    "image",
    "photo",
    "pic",
    "未标题",
    "扫描",
];
/// What is said of a place for a picture, besides its number.
const HOLDERS: [&str; 8] = ["此处", "插入", "插", "放", "附", "见", "配", "这里"];
/// Words for a picture, the longer before the shorter.
const WORDS: [&str; 8] = ["附图", "插图", "配图", "图片", "照片", "相片", "图", "照"];

/// A part of a text.
#[derive(Debug, Default, Clone, Copy)]
pub struct Line<'a> {
    /// Its words; nothing for tables and pictures.
    pub text: Option<&'a str>,
    /// Whether it is a picture.
    pub figure: bool,
}

/// Where a picture goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Before the caption at this index.
    Caption(usize),
    /// Instead of the words that keep its place.
    Instead(usize),
    /// After the paragraph that speaks of it.
    After(usize),
    /// Before a caption, since both are the next in order.
    Order(usize),
    /// At the end of the text.
    End,
}

/// Finds a place for each picture, by the names of their files.
pub fn places(lines: &[Line<'_>], names: &[&str]) -> Vec<Spot> {
    let mut spots: Vec<Option<Spot>> = vec![None; names.len()];
    let mut taken = vec![false; lines.len()];
    for (spot, name) in spots.iter_mut().zip(names) {
        let number = number_of_name(name);
        let found = number.and_then(|number| by_number(lines, &taken, number));
        *spot = found.or_else(|| by_name(lines, &taken, name));
        if let Some(Spot::Caption(at) | Spot::Instead(at)) = *spot {
            taken[at] = true;
        }
    }
    let open: Vec<usize> =
        (0..lines.len()).filter(|&at| !taken[at] && is_open_caption(lines, at)).collect();
    let waiting: Vec<usize> = (0..names.len()).filter(|&at| spots[at].is_none()).collect();
    // Only where each has its match is the order more than a guess in the dark.
    if open.len() == waiting.len() {
        waiting.iter().zip(open).for_each(|(&name, at)| spots[name] = Some(Spot::Order(at)));
    }
    spots.into_iter().map(|spot| spot.unwrap_or(Spot::End)).collect()
}

fn by_number(lines: &[Line<'_>], taken: &[bool], number: u32) -> Option<Spot> {
    let numbers = |at: usize| lines[at].text.map(numbers).unwrap_or_default();
    let free = |at: &usize| !taken[*at];
    let all = || 0..lines.len();
    let caption = all()
        .filter(free)
        .find(|&at| is_open_caption(lines, at) && numbers(at).first() == Some(&number));
    let held = || all().filter(free).find(|&at| is_holder(lines[at]) && numbers(at) == [number]);
    let told = || {
        let first = all().find(|&at| !is_caption(lines[at]) && numbers(at).contains(&number));
        // The picture of a caption that has one is there already; this one is another.
        let has_own = all().any(|at| is_caption(lines[at]) && numbers(at).first() == Some(&number));
        first.filter(|_| !has_own)
    };
    caption
        .map(Spot::Caption)
        .or_else(|| held().map(Spot::Instead))
        .or_else(|| told().map(Spot::After))
}

/// A line that is the picture's name, or a caption that has it.
fn by_name(lines: &[Line<'_>], taken: &[bool], name: &str) -> Option<Spot> {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let file = bare(name.rsplit('/').next().unwrap_or(name));
    let words = bare(stem(name));
    let lines = || lines.iter().enumerate().filter(|(at, _)| !taken[*at]);
    let text = |line: &Line<'_>| line.text.map(bare).unwrap_or_default();
    let whole = lines().find(|(_, line)| text(line) == file || text(line) == words);
    if let Some((at, _)) = whole.filter(|_| words.chars().count() > 1) {
        return Some(Spot::Instead(at));
    }
    let said = described(name)?;
    let said = bare(&said);
    let named = lines().find(|(_, line)| is_caption(**line) && text(line).contains(&said));
    named.map(|(at, _)| Spot::Caption(at))
}

/// Whether a line is a caption with a number that no picture stands beside.
fn is_open_caption(lines: &[Line<'_>], at: usize) -> bool {
    let beside = [at.checked_sub(1), Some(at + 1)];
    let figure = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|own| own.figure);
    is_caption(lines[at]) && !is_holder(lines[at]) && !beside.into_iter().any(figure)
}

/// Whether a line is a caption with a number: 图1 晒场, 附图二：门市.
fn is_caption(line: Line<'_>) -> bool {
    let Some(text) = line.text.map(str::trim) else { return false };
    text.chars().count() <= CAPTION && reference(text).is_some()
}

/// Whether a line does nothing but keep a picture's place: （图1）, 【此处插图2】.
fn is_holder(line: Line<'_>) -> bool {
    let Some(text) = line.text else { return false };
    let bracketed = text.trim().starts_with(['\u{ff08}', '(', '\u{3010}', '[', '\u{3014}']);
    let inner = text.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let inner = HOLDERS.iter().fold(inner.to_owned(), |text, word| text.replacen(word, "", 1));
    let whole = reference(&inner).is_some_and(|(_, length)| inner[length..].trim().is_empty());
    whole && (bracketed || text.chars().count() <= 6)
}

/// The numbers of the pictures that a text speaks of.
fn numbers(text: &str) -> Vec<u32> {
    let mut out = Vec::new();
    let mut before = None;
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at >= skip
            && begins(before)
            && let Some((found, length)) = reference(&text[at..])
        {
            out.push(found);
            skip = at + length;
            // 图1、图2 are found one by one; 图1、2 and 图1—3 go on from the first.
            let (more, length) = further(&text[skip..], found);
            out.extend(more);
            skip += length;
        }
        before = Some(c);
    }
    out
}

/// Whether a word for a picture can begin after a character: not in 企图, 地图, 版图.
fn begins(before: Option<char>) -> bool {
    before.is_none_or(|c| !hanzi::is_han(c) || "附见如插配和与及由从在看为是下上左右".contains(c))
}

/// The reference to a picture that a text begins with: its number and how long it is, bytes.
fn reference(text: &str) -> Option<(u32, usize)> {
    let word = WORDS.iter().find(|word| text.starts_with(**word))?;
    let rest = &text[word.len()..];
    let bare = rest.trim_start();
    let (number, length) = number(bare)?;
    // 图一时之快 says nothing of a picture.
    let after = bare[length..].chars().next();
    let ends = bare.starts_with(|c: char| c.is_ascii_digit())
        || after.is_none_or(|c| !hanzi::is_han(c) || "为是中所和与及".contains(c));
    ends.then_some((number, word.len() + rest.len() - bare.len() + length))
}

/// What follows a reference: 、2 or —3.
fn further(text: &str, first: u32) -> (Vec<u32>, usize) {
    let listed = text.strip_prefix(['\u{3001}', '\u{ff0c}', ',']);
    let range = text.strip_prefix(['-', '\u{2014}', '~', '\u{ff5e}', '\u{2013}', '至']);
    let Some(rest) = listed.or(range).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    else {
        return (Vec::new(), 0);
    };
    let Some((second, length)) = number(rest) else { return (Vec::new(), 0) };
    let all = if range.is_some() { (first + 1..=second).collect() } else { vec![second] };
    (all, text.len() - rest.len() + length)
}

/// The number that a text begins with, in digits or in Chinese, and how long it is, bytes.
fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let value = text[..digits].parse().ok().filter(|value| (1..=NUMBER).contains(value));
        return value.map(|value| (value, digits));
    }
    const DIGITS: &str = "一二三四五六七八九";
    let digit = |c: char| DIGITS.chars().position(|own| own == c).map(|at| at as u32 + 1);
    let mut value = 0;
    let mut length = 0;
    for (index, c) in text.chars().enumerate().take(3) {
        match (digit(c), c) {
            (Some(one), _) if value == 0 || value % 10 == 0 => value += one,
            (None, '十') if index == 0 => value = 10,
            (None, '十') if value < 10 => value *= 10,
            _ => break,
        }
        length += c.len_utf8();
    }
    (value > 0).then_some((value, length))
}

/// The number that the name of a picture has: 图1, 附图二 门市, 荔枝（2）, 3.
pub fn number_of_name(name: &str) -> Option<u32> {
    let stem = stem(name).trim();
    let lower = stem.to_lowercase();
    let at = stem.char_indices().map(|(at, _)| at).find(|&at| reference(&stem[at..]).is_some());
    if let Some((number, _)) = at.and_then(|at| reference(&stem[at..])) {
        return Some(number);
    }
    if NAMELESS[..10].iter().any(|own| lower.starts_with(own)) {
        return None;
    }
    let closed = stem.trim_end_matches(['\u{ff09}', ')', ']', '\u{3011}']);
    let bare = closed.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &closed[bare.len()..];
    digits.parse().ok().filter(|value| (1..=NUMBER).contains(value) && digits.len() <= 2)
}

/// What the name of a picture says of it: 图1 晒场上的荔枝 is 晒场上的荔枝. Nothing when it says
/// nothing.
pub fn described(name: &str) -> Option<String> {
    let stem = stem(name).trim();
    let lower = stem.to_lowercase();
    let text = match reference(stem) {
        Some((_, length)) => &stem[length..],
        None => stem,
    };
    let part = |c: char| !c.is_alphanumeric();
    let text =
        text.trim_matches(|c: char| c.is_ascii_digit() || (part(c) && c != '》' && c != '《'));
    let han = text.chars().filter(|&c| hanzi::is_han(c)).count();
    let nameless = NAMELESS.iter().any(|own| lower.starts_with(own));
    (han >= 4 && !nameless).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(texts: &[&str], names: &[&str]) -> Vec<Spot> {
        let lines = texts.iter().map(|text| Line { text: Some(text), figure: false });
        places(&lines.collect::<Vec<_>>(), names)
    }

    #[test]
    fn numbers_are_read() {
        for (text, wanted) in [
            ("如图1所示", vec![1]),
            ("（附图2）和照片3", vec![2, 3]),
            ("见图一、图十二", vec![1, 12]),
            ("图1、2和图4—6", vec![1, 2, 4, 5, 6]),
            ("企图一举成功，地图1张，图一时之快", vec![]),
            ("图2026", vec![]),
        ] {
            assert_eq!(numbers(text), wanted, "{text}");
        }
        for (name, wanted) in [
            ("图1.jpg", Some(1)),
            ("a/附图二 门市.png", Some(2)),
            ("荔枝开秤 图3.jpg", Some(3)),
            ("荔枝（2）.jpg", Some(2)),
            ("03.jpg", Some(3)),
            ("IMG_0012.jpg", None),
            ("微信图片_20260305.jpg", None),
            ("晒场.jpg", None),
        ] {
            assert_eq!(number_of_name(name), wanted, "{name}");
        }
    }

    #[test]
    fn pictures_find_their_places() {
        let texts = ["晒场上堆满荔枝（图1）。", "【此处插图2】", "图三 门市开张", "正文。"];
        let spots = find(&texts, &["图1.jpg", "图2.jpg", "图3.jpg", "图4.jpg"]);
        assert_eq!(spots, [Spot::After(0), Spot::Instead(1), Spot::Caption(2), Spot::End]);
        let texts = ["正文。", "图1 晒场上的荔枝", "正文。", "门市开张.jpg"];
        let spots = find(&texts, &["晒场上的荔枝.jpg", "门市开张.jpg"]);
        assert_eq!(spots, [Spot::Caption(1), Spot::Instead(3)]);
        let texts = ["图1 晒场", "正文。", "图2 门市"];
        assert_eq!(find(&texts, &["IMG_7.jpg", "IMG_8.jpg"]), [Spot::Order(0), Spot::Order(2)]);
        assert_eq!(find(&texts, &["IMG_7.jpg"]), [Spot::End]);
        assert_eq!(find(&[], &["图1.jpg"]), [Spot::End]);
    }

    #[test]
    fn a_caption_keeps_the_picture_it_has() {
        let figure = Line { text: None, figure: true };
        let caption = Line { text: Some("图1 晒场"), figure: false };
        assert_eq!(places(&[figure, caption], &["图1.jpg"]), [Spot::End]);
    }

    #[test]
    fn names_say_what_is_seen() {
        assert_eq!(described("图1 晒场上的荔枝.jpg").as_deref(), Some("晒场上的荔枝"));
        assert_eq!(described("2.门市部开张（2）.jpg").as_deref(), Some("门市部开张"));
        for name in ["微信图片_2026.jpg", "图1.jpg", "IMG_1.jpg", "荔枝.jpg"] {
            assert_eq!(described(name), None, "{name}");
        }
    }
}
