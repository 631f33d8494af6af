//! The forms of the numbers before paragraphs, as Word shows them (ECMA-376, part 1, 17.18.59,
//! ST_NumberFormat), by their names in that standard.

use super::eq::circled;

/// The digits of ordinary counting.
const DIGITS: &str = "零一二三四五六七八九";
/// The largest number that is written out in words of any language.
const LARGEST: u32 = 99_999_999;
/// How many times a letter or sign is repeated at most; Word counts no further than 780.
const REPEATS: u32 = 30;

/// Writes a number in a form; in an unknown form, as digits.
pub fn label(format: &str, value: u32) -> String {
    let known = match format {
        "none" | "bullet" => Some(String::new()),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => counting(value),
        "japaneseCounting" => japanese(value, "一二三四五六七八九", "十百千万", true),
        "japaneseLegal" => japanese(value, "壱弐参四伍六七八九", "拾百阡萬", false),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => digits(value),
        "chineseLegalSimplified" => with_units(value, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万"),
        "ideographLegalTraditional" => with_units(value, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬"),
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸", value),
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥", value),
        "ideographZodiacTraditional" => stem_and_branch(value),
        "ideographEnclosedCircle" => enclosed('㊀', 10, value),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            circled(value).filter(|_| value > 0).map(String::from)
        }
        "decimalEnclosedParen" => enclosed('⑴', 20, value).or_else(|| Some(format!("({value})"))),
        "decimalEnclosedFullstop" => enclosed('⒈', 20, value).or_else(|| Some(format!("{value}."))),
        "decimalFullWidth" | "decimalFullWidth2" => {
            Some(value.to_string().chars().map(full_width).collect())
        }
        "decimalZero" => Some(format!("{value:02}")),
        "numberInDash" => Some(format!("- {value} -")),
        "hex" => Some(format!("{value:X}")),
        "ordinal" => Some(ordinal(value)),
        "cardinalText" => cardinal_text(value).map(|text| capital(&text)),
        "ordinalText" => ordinal_text(value).map(|text| capital(&text)),
        "chicago" => repeated("*†‡§", value),
        "lowerLetter" => repeated("abcdefghijklmnopqrstuvwxyz", value),
        "upperLetter" => repeated("ABCDEFGHIJKLMNOPQRSTUVWXYZ", value),
        "lowerRoman" => roman(value).map(|text| text.to_lowercase()),
        "upperRoman" => roman(value),
        _ => None,
    };
    known.unwrap_or_else(|| value.to_string())
}

/// A number with leading zeros, so that it has at least `width` digits: `001`.
pub fn padded(value: u32, width: usize) -> String {
    format!("{value:0width$}", width = width.min(10))
}

fn full_width(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32(0xff10 + digit)).unwrap_or(c)
}

/// The character for a number in a row of `count` Unicode characters, counted from 1.
fn enclosed(first: char, count: u32, value: u32) -> Option<String> {
    let at = value.checked_sub(1).filter(|at| *at < count)?;
    char::from_u32(u32::from(first) + at).map(String::from)
}

fn nth(letters: &str, value: u32) -> Option<String> {
    let at = usize::try_from(value.checked_sub(1)?).ok()?;
    letters.chars().nth(at).map(String::from)
}

/// 甲子 to 癸亥: the sixty names of years.
fn stem_and_branch(value: u32) -> Option<String> {
    let at = value.checked_sub(1).filter(|at| *at < 60)?;
    let stem = nth("甲乙丙丁戊己庚辛壬癸", at % 10 + 1)?;
    Some(stem + &nth("子丑寅卯辰巳午未申酉戌亥", at % 12 + 1)?)
}

/// A letter, repeated from the second round on: A to Z, AA to ZZ.
fn repeated(letters: &str, value: u32) -> Option<String> {
    let count = u32::try_from(letters.chars().count()).ok()?;
    let at = value.checked_sub(1).filter(|at| *at < count * REPEATS)?;
    nth(letters, at % count + 1).map(|letter| letter.repeat((at / count) as usize + 1))
}

fn digits(value: u32) -> Option<String> {
    let digit = |byte: u8| "〇一二三四五六七八九".chars().nth(usize::from(byte - b'0'));
    value.to_string().bytes().map(digit).collect()
}

fn counting(value: u32) -> Option<String> {
    let text = with_units(value, DIGITS, "十百千万")?;
    // 一十 is read 十 at the beginning.
    Some(text.strip_prefix("一十").map_or(text.clone(), |rest| format!("十{rest}")))
}

/// A number with its units, with 零 for units that are skipped.
fn with_units(value: u32, digits: &str, units: &str) -> Option<String> {
    if value > LARGEST {
        return None;
    }
    let digits: Vec<char> = digits.chars().collect();
    let units: Vec<char> = units.chars().collect();
    let (zero, myriad) = (*digits.first()?, *units.get(3)?);
    if value == 0 {
        return Some(zero.to_string());
    }
    let (high, low) = (value / 10_000, value % 10_000);
    let mut out = String::new();
    if high > 0 {
        below_myriad(high, &digits, &units, &mut out);
        out.push(myriad);
        if low > 0 && low < 1000 {
            out.push(zero);
        }
    }
    below_myriad(low, &digits, &units, &mut out);
    Some(out)
}

fn below_myriad(value: u32, digits: &[char], units: &[char], out: &mut String) {
    let mut gap = false;
    let mut begun = false;
    for (step, unit) in [(1000, Some(2)), (100, Some(1)), (10, Some(0)), (1, None)] {
        let digit = value / step % 10;
        if digit == 0 {
            gap = begun;
            continue;
        }
        if gap {
            out.extend(digits.first());
        }
        (gap, begun) = (false, true);
        out.extend(digits.get(digit as usize));
        out.extend(unit.and_then(|at: usize| units.get(at)));
    }
}

/// A number as Japanese counts: without zeros; if `bare`, without the one before ten, hundred and
/// thousand.
fn japanese(value: u32, digits: &str, units: &str, bare: bool) -> Option<String> {
    let value = Some(value).filter(|value| (1..=LARGEST).contains(value))?;
    let units: Vec<char> = units.chars().collect();
    let mut out = String::new();
    for (group, myriad) in [(value / 10_000, units.get(3)), (value % 10_000, None)] {
        for (step, unit) in
            [(1000, units.get(2)), (100, units.get(1)), (10, units.first()), (1, None)]
        {
            let digit = group / step % 10;
            if digit > 1 || (digit == 1 && (unit.is_none() || !bare)) {
                out.extend(nth(digits, digit));
            }
            out.extend(unit.filter(|_| digit > 0));
        }
        out.extend(myriad.filter(|_| group > 0));
    }
    Some(out)
}

fn roman(value: u32) -> Option<String> {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = Some(value).filter(|value| (1..=3999).contains(value))?;
    let mut out = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            out.push_str(letters);
            rest -= step;
        }
    }
    Some(out)
}

/// 1st, 2nd, 3rd, 4th.
fn ordinal(value: u32) -> String {
    let end = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{end}")
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number below a thousand in English: twenty-one.
fn cardinal_text(value: u32) -> Option<String> {
    let at = usize::try_from(value).ok()?;
    match at {
        0..20 => Some(ONES[at].to_owned()),
        20..100 if at % 10 == 0 => Some(TENS[at / 10].to_owned()),
        20..100 => Some(format!("{}-{}", TENS[at / 10], ONES[at % 10])),
        100..1000 => {
            let rest = if at % 100 == 0 { None } else { cardinal_text(value % 100) };
            let rest = rest.map(|rest| format!(" {rest}")).unwrap_or_default();
            Some(format!("{} hundred{rest}", ONES[at / 100]))
        }
        _ => None,
    }
}

/// A number below a thousand as an English ordinal: twenty-first.
fn ordinal_text(value: u32) -> Option<String> {
    let text = cardinal_text(value)?;
    let start = text.rfind(['-', ' ']).map_or(0, |at| at + 1);
    let (before, last) = text.split_at(start);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        other => match other.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{other}th"),
        },
    };
    Some(format!("{before}{last}"))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every form that a Chinese document can use, at the numbers where it changes.
    #[test]
    fn numbers_are_written_as_word_shows_them() {
        for (format, numbers) in [
            ("decimal", "1=1 21=21"),
            ("decimalHalfWidth", "12=12"),
            ("decimalZero", "0=00 9=09 10=10"),
            ("decimalFullWidth", "12=１２"),
            ("decimalFullWidth2", "90=９０"),
            ("decimalEnclosedCircle", "0=0 1=① 20=⑳ 21=㉑ 51=51"),
            ("decimalEnclosedCircleChinese", "12=⑫ 36=㊱"),
            ("decimalEnclosedFullstop", "1=⒈ 20=⒛ 21=21."),
            ("decimalEnclosedParen", "2=⑵ 20=⒇ 21=(21)"),
            ("ideographEnclosedCircle", "1=㊀ 10=㊉ 11=11"),
            (
                "chineseCounting",
                "0=零 1=一 10=十 11=十一 20=二十 100=一百 110=一百一十 10000=一万 10010=一万零一十",
            ),
            (
                "chineseCountingThousand",
                "12=十二 105=一百零五 2010=二千零一十 20000=二万 11000=一万一千 99999999=九千九百九十九万九千九百九十九",
            ),
            ("taiwaneseCounting", "10=十 99=九十九"),
            ("taiwaneseCountingThousand", "1001=一千零一"),
            ("taiwaneseDigital", "10=一〇"),
            ("ideographDigital", "20=二〇 305=三〇五"),
            ("chineseLegalSimplified", "1=壹 10=壹拾 15=壹拾伍 206=贰佰零陆"),
            ("ideographLegalTraditional", "2=貳 6=陸 10=壹拾 10000=壹萬"),
            ("ideographTraditional", "1=甲 3=丙 10=癸 11=11"),
            ("ideographZodiac", "1=子 12=亥 13=13"),
            ("ideographZodiacTraditional", "1=甲子 11=甲戌 60=癸亥 61=61"),
            ("japaneseCounting", "1=一 10=十 11=十一 105=百五 1110=千百十 10000=一万 100000=十万"),
            ("japaneseLegal", "1=壱 10=壱拾 23=弐拾参 1000=壱阡 10001=壱萬壱"),
            ("japaneseDigitalTenThousand", "10=一〇"),
            ("lowerLetter", "1=a 26=z 28=bb 0=0 781=781"),
            ("upperLetter", "27=AA 780=ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ"),
            ("upperRoman", "4=IV 1994=MCMXCIV 4000=4000"),
            ("lowerRoman", "0=0 9=ix"),
            ("ordinal", "1=1st 2=2nd 3=3rd 11=11th 22=22nd 112=112th"),
            ("cardinalText", "1=One 21=Twenty-one 1000=1000"),
            ("ordinalText", "1=First 12=Twelfth 20=Twentieth 33=Thirty-third"),
            ("hex", "10=A"),
            ("chicago", "1=* 5=** 8=§§"),
            ("none", "7="),
            ("bullet", "7="),
            ("thaiLetters", "7=7"),
            ("", "7=7"),
        ] {
            for (value, text) in numbers.split(' ').filter_map(|pair| pair.split_once('=')) {
                assert_eq!(label(format, value.parse().unwrap()), text, "{format} {value}");
            }
        }
        assert_eq!(label("numberInDash", 3), "- 3 -");
        assert_eq!(label("cardinalText", 310), "Three hundred ten");
        assert_eq!((padded(7, 3), padded(1234, 3)), ("007".to_owned(), "1234".to_owned()));
    }

    proptest! {
        #[test]
        fn any_number_in_any_form(format in "[a-zA-Z]{0,30}", value: u32) {
            label(&format, value);
            for known in [
                "chineseCounting", "japaneseCounting", "japaneseLegal", "ideographLegalTraditional",
                "upperLetter", "chicago", "upperRoman", "ordinalText", "ideographZodiacTraditional",
            ] {
                let text = label(known, value);
                prop_assert!(!text.is_empty() && text.chars().count() < 80, "{known} {value}");
            }
        }
    }
}
