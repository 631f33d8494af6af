//! The forms of numbers before paragraphs, as Word shows them (ECMA-376, ST_NumberFormat).

/// Writes a number in a form; a form that is not known is written in digits.
pub fn label(format: &str, value: u32) -> String {
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => counting(value),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => digits(value),
        "chineseLegalSimplified" | "ideographLegalTraditional" => legal(value),
        "ideographTraditional" => cycle("甲乙丙丁戊己庚辛壬癸", value),
        "ideographZodiac" => cycle("子丑寅卯辰巳午未申酉戌亥", value),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(value),
        "decimalEnclosedParen" => enclosed('⑴', value).unwrap_or_else(|| format!("({value})")),
        "decimalEnclosedFullstop" => enclosed('⒈', value).unwrap_or_else(|| format!("{value}.")),
        "decimalFullWidth" | "decimalFullWidth2" => {
            value.to_string().chars().map(full_width).collect()
        }
        "decimalZero" => format!("{value:02}"),
        "lowerLetter" => letters(value).to_lowercase(),
        "upperLetter" => letters(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "upperRoman" => roman(value),
        _ => value.to_string(),
    }
}

fn full_width(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32(0xff10 + digit)).unwrap_or(c)
}

fn enclosed(first: char, value: u32) -> Option<String> {
    let at = value.checked_sub(1).filter(|at| *at < 20)?;
    char::from_u32(u32::from(first) + at).map(String::from)
}

/// Circled numbers: ① to ⑳, ㉑ to ㉟, ㊱ to ㊿.
fn circled(value: u32) -> String {
    let c = match value {
        1..=20 => char::from_u32(0x2460 + value - 1),
        21..=35 => char::from_u32(0x3251 + value - 21),
        36..=50 => char::from_u32(0x32b1 + value - 36),
        _ => None,
    };
    c.map_or_else(|| format!("({value})"), String::from)
}

fn cycle(letters: &str, value: u32) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let at = value.checked_sub(1).map(|at| at as usize);
    at.and_then(|at| letters.get(at)).map_or_else(|| value.to_string(), char::to_string)
}

fn digits(value: u32) -> String {
    let digits: Vec<char> = "〇一二三四五六七八九".chars().collect();
    value.to_string().bytes().map(|byte| digits[usize::from(byte - b'0')]).collect()
}

fn counting(value: u32) -> String {
    let text = with_units(value, "零一二三四五六七八九", "十百千");
    // 一十 is said 十 at the beginning.
    text.strip_prefix("一十").map_or(text.clone(), |rest| format!("十{rest}"))
}

fn legal(value: u32) -> String {
    with_units(value, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
}

fn with_units(value: u32, digits: &str, units: &str) -> String {
    if value == 0 || value > 9999 {
        return value.to_string();
    }
    let (digits, units): (Vec<char>, Vec<char>) =
        (digits.chars().collect(), units.chars().collect());
    let places: Vec<usize> =
        value.to_string().bytes().map(|byte| usize::from(byte - b'0')).collect();
    let mut out = String::new();
    let mut gap = false;
    for (at, &digit) in places.iter().enumerate() {
        if digit == 0 {
            gap = true;
            continue;
        }
        if gap {
            out.push(digits[0]);
            gap = false;
        }
        out.push(digits[digit]);
        let place = places.len() - 1 - at;
        if place > 0 {
            out.push(units[place - 1]);
        }
    }
    out
}

/// A to Z, then AA to ZZ, as Word counts.
fn letters(value: u32) -> String {
    let Some(at) = value.checked_sub(1).filter(|at| *at < 26 * 8) else { return value.to_string() };
    let letter = char::from(b'A' + (at % 26) as u8);
    letter.to_string().repeat(at as usize / 26 + 1)
}

fn roman(value: u32) -> String {
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
    if value == 0 || value > 3999 {
        return value.to_string();
    }
    let mut rest = value;
    let mut out = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            out.push_str(letters);
            rest -= step;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_shows_them() {
        for (format, value, text) in [
            ("decimal", 7, "7"),
            ("chineseCounting", 1, "一"),
            ("chineseCounting", 10, "十"),
            ("chineseCountingThousand", 12, "十二"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("chineseCountingThousand", 2010, "二千零一十"),
            ("ideographDigital", 20, "二〇"),
            ("chineseLegalSimplified", 15, "壹拾伍"),
            ("ideographTraditional", 3, "丙"),
            ("decimalEnclosedCircle", 12, "⑫"),
            ("decimalEnclosedCircleChinese", 36, "㊱"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerRoman", 0, "0"),
        ] {
            assert_eq!(label(format, value), text, "{format} {value}");
        }
    }
}
