//! Instructions of fields: where a link leads, which sign is meant, what stands over what.

/// What an instruction means, as far as its result does not show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A link.
    Link(String),
    /// A table of contents.
    Contents,
    /// A sign of a face, by its code.
    Sign(String, u32),
    /// Characters with their reading.
    Ruby(String, String),
    /// A character in a circle or another frame.
    Framed(String),
    /// A formula: its characters.
    Formula(String),
    /// Its result is all.
    Result,
}

/// The longest instruction that is read, bytes.
pub const INSTRUCTION: usize = 4096;

/// What an instruction means.
pub fn meaning(instruction: &str) -> Meaning {
    let instruction = instruction.trim();
    let (name, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
    match name.to_ascii_uppercase().as_str() {
        "HYPERLINK" => Meaning::Link(link(rest)),
        "TOC" => Meaning::Contents,
        "SYMBOL" => sign(rest),
        "EQ" => equation(rest),
        _ => Meaning::Result,
    }
}

/// The words of an instruction; what is in quotation marks is one word.
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && parts.len() < 64 {
        let (part, after) = match rest.strip_prefix(['"', '“', '”']) {
            Some(quoted) => quoted.split_once(['"', '“', '”']).unwrap_or((quoted, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        parts.push(part.to_owned());
        rest = after.trim_start();
    }
    parts
}

/// What follows a switch.
fn switch<'a>(parts: &'a [String], name: &str) -> Option<&'a str> {
    let at = parts.iter().position(|part| part.eq_ignore_ascii_case(name))?;
    parts.get(at + 1).map(String::as_str)
}

/// Where `HYPERLINK "…" \l "…"` leads.
fn link(rest: &str) -> String {
    let parts = parts(rest);
    let url = parts.first().filter(|part| !part.starts_with('\\')).cloned().unwrap_or_default();
    match switch(&parts, "\\l").filter(|_| !url.contains('#')) {
        Some(place) if !place.is_empty() => format!("{url}#{place}"),
        _ => url,
    }
}

/// The sign of `SYMBOL 168 \f "Wingdings"`.
fn sign(rest: &str) -> Meaning {
    let parts = parts(rest);
    let code = parts.first().and_then(|code| match code.strip_prefix("0x") {
        Some(code) => u32::from_str_radix(code, 16).ok(),
        None => code.parse().ok(),
    });
    let Some(code) = code else { return Meaning::Result };
    let plain = parts.iter().any(|part| part.eq_ignore_ascii_case("\\u"));
    if let Some(sign) = char::from_u32(code).filter(|_| plain) {
        return Meaning::Framed(sign.to_string());
    }
    Meaning::Sign(switch(&parts, "\\f").unwrap_or_default().to_owned(), code)
}

/// What an `EQ` field shows: characters over others are a reading, or a frame around one.
fn equation(rest: &str) -> Meaning {
    let formula = || Meaning::Formula(bare(rest));
    let Some(at) = rest.find("\\o").or_else(|| rest.find("\\O")) else { return formula() };
    let Some((inner, after)) = rest[at..].find('(').and_then(|open| bracket(&rest[at + open..]))
    else {
        return formula();
    };
    let arguments = arguments(inner);
    let [first, second] = arguments.as_slice() else { return formula() };
    if !after.trim().is_empty() {
        return formula();
    }
    let above = |text: &str| {
        let lower = text.to_ascii_lowercase();
        let moved = lower.contains("\\s") && (lower.contains("\\up") || lower.contains("\\do"));
        if moved {
            bracket(&text[text.find('(')?..]).map(|(reading, _)| bare(reading))
        } else {
            None
        }
    };
    match (above(first), above(second)) {
        (Some(reading), None) => Meaning::Ruby(bare(second), reading),
        (None, Some(reading)) => Meaning::Ruby(bare(first), reading),
        _ => {
            let (first, second) = (bare(first), bare(second));
            let frame = |text: &str| matches!(text, "○" | "◯" | "〇" | "□" | "△" | "◇");
            match (frame(&first), frame(&second)) {
                (true, false) => Meaning::Framed(framed(&second)),
                (false, true) => Meaning::Framed(framed(&first)),
                _ => formula(),
            }
        }
    }
}

/// What stands in the bracket that a text opens with, and what follows it.
fn bracket(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some((&text[1..at], &text[at + 1..]));
                }
            }
            _ => {}
        }
    }
    None
}

/// The arguments in a bracket, parted by commas or semicolons.
fn arguments(inner: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => {
                out.push(&inner[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    out.push(&inner[start..]);
    out
}

/// The characters of an expression without its switches and brackets.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        if c != '\\' {
            out.extend(Some(c).filter(|c| !matches!(c, '(' | ')' | '{' | '}')));
            rest = &rest[c.len_utf8()..];
            continue;
        }
        rest = &rest[1..];
        if let Some(after) = rest.strip_prefix('*') {
            // A switch of formatting: \* jc2, \* "Font:宋体".
            let after = after.trim_start();
            rest = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').map_or("", |(_, after)| after),
                None => after.split_once([' ', '\\']).map_or("", |(word, _)| &after[word.len()..]),
            };
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            rest = rest.trim_start_matches(' ').trim_start_matches(|c: char| c.is_ascii_digit());
            rest = rest.trim_start();
        }
    }
    out.trim().to_owned()
}

/// A character in a circle: the sign that Unicode has for it, else in brackets.
fn framed(text: &str) -> String {
    // U+3280 to U+32B0, by what stands in the circles.
    const CIRCLED: &str = "一二三四五六七八九十月火水木金土日株有社名特财祝劳秘男女适优印注项休写正上中下左右医宗学监企资协夜";
    let mut chars = text.chars();
    let only = chars.next().filter(|_| chars.next().is_none());
    let place = only.and_then(|only| CIRCLED.chars().position(|c| c == only));
    let number = text.parse::<u32>().ok().filter(|number| (1..=20).contains(number));
    let sign = match (place, number) {
        (Some(place), _) => char::from_u32(0x3280 + place as u32),
        (None, Some(number)) => char::from_u32(0x245f + number),
        _ => None,
    };
    sign.map_or_else(|| format!("\u{ff08}{text}\u{ff09}"), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_understood() {
        for (instruction, wanted) in [
            (
                " HYPERLINK \"https://a.example/b\" \\l \"c\" ",
                Meaning::Link("https://a.example/b#c".into()),
            ),
            ("HYPERLINK \\l \"c\"", Meaning::Link("#c".into())),
            ("TOC \\o \"1-3\"", Meaning::Contents),
            ("PAGE", Meaning::Result),
            ("SYMBOL 168 \\f \"Wingdings\" \\s 10", Meaning::Sign("Wingdings".into(), 168)),
            (
                "EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(qú),渠)",
                Meaning::Ruby("渠".into(), "qú".into()),
            ),
            ("EQ \\o\\ac(○,特)", Meaning::Framed("㊕".into())),
            ("EQ \\o\\ac(○,供)", Meaning::Framed("（供）".into())),
            ("eq \\f(1,2)", Meaning::Formula("1,2".into())),
            ("EQ \\o(", Meaning::Formula(String::new())),
            ("", Meaning::Result),
        ] {
            assert_eq!(meaning(instruction), wanted, "{instruction}");
        }
    }
}
