//! What was probably meant in a text that is not YAML: the slips that people make with a Chinese
//! input method, reported at their own line and character and not where the parser gave up.

use neikan_base::diagnostic::{Finding, Place};

/// A slip: the rule that names it, the line and column (from 1) and what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Slip {
    rule: &'static str,
    line: usize,
    column: usize,
    text: String,
}

/// A finding for a text in which the parser gave up at a place (line and column from 1, in the
/// text); `file` and `offset` say where the text is.
pub fn finding(text: &str, (line, column): (usize, usize), file: &str, offset: usize) -> Finding {
    let slip = slips(text).into_iter().rfind(|slip| slip.line <= line + 1);
    let slip = slip.unwrap_or_else(|| unknown(text, line, column));
    let place = Place::at(file, slip.line + offset, slip.column);
    Finding::stop(slip.rule).at(place).with("text", slip.text)
}

/// The place where the parser gave up, if no known slip is found.
fn unknown(text: &str, line: usize, column: usize) -> Slip {
    let last = text.lines().count().max(1);
    let line = line.clamp(1, last);
    let own = text.lines().nth(line - 1).unwrap_or_default();
    let rest: String = own.chars().skip(column.saturating_sub(1)).take(12).collect();
    let (column, shown) = match rest.trim() {
        "" => (0, own.trim()),
        rest => (column, rest),
    };
    let text = shown.chars().take(12).collect();
    Slip { rule: "yaml-syntax", line, column, text }
}

/// All slips in a text, from the top.
fn slips(text: &str) -> Vec<Slip> {
    let mut found = Vec::new();
    // Lines indented more than this belong to a text that begins with | or >.
    let mut block: Option<usize> = None;
    for (index, line) in text.lines().enumerate() {
        let indent = line.chars().take_while(|c| *c == ' ').count();
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with('#') || block.is_some_and(|block| indent > block) {
            continue;
        }
        block = begins_block(bare).then_some(indent);
        found.extend(slip(line).map(|(rule, at, text)| Slip {
            rule,
            line: index + 1,
            column: line[..at].chars().count() + 1,
            text,
        }));
    }
    found
}

/// Whether the lines below this one are a text of their own.
fn begins_block(line: &str) -> bool {
    let end = line.rsplit([' ', ':']).next().unwrap_or_default();
    end.starts_with(['|', '>']) && end.len() <= 3
}

/// The first slip of a line: its rule, the byte where it is, and what is shown of it.
fn slip(line: &str) -> Option<(&'static str, usize, String)> {
    let start = entry(line);
    let own = &line[start..];
    if own.starts_with(['{', '[']) {
        return in_brackets(own).map(|(rule, at, text)| (rule, start + at, text));
    }
    let Some(colon) = colon(own) else {
        return without_colon(own).map(|(rule, at, text)| (rule, start + at, text));
    };
    let value = own[colon + 1..].trim_start();
    let at = line.len() - value.len();
    in_value(value.trim_end()).map(|(rule, inner, text)| (rule, at + inner, text))
}

/// Where the entry of a line begins, after its indentation and the dashes of lists.
fn entry(line: &str) -> usize {
    let mut rest = line.trim_start();
    while let Some(next) = rest.strip_prefix("- ") {
        rest = next.trim_start();
    }
    line.len() - rest.len()
}

/// The colon that ends the key of a line.
fn colon(own: &str) -> Option<usize> {
    if own.starts_with(['"', '\'']) {
        return None;
    }
    let ends = |at: &usize| own[at + 1..].chars().next().is_none_or(char::is_whitespace);
    own.match_indices(':').map(|(at, _)| at).find(ends)
}

/// The slip of a line in which YAML sees no key.
fn without_colon(own: &str) -> Option<(&'static str, usize, String)> {
    let key = |end: usize| {
        let key = &own[..end];
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        (!key.is_empty() && key.chars().all(plain)).then(|| key.to_owned())
    };
    if let Some((at, key)) = own.find('：').and_then(|at| Some((at, key(at)?))) {
        return Some(("yaml-colon", at, key));
    }
    let (at, key) = own.find(':').and_then(|at| Some((at, key(at)?)))?;
    Some(("yaml-space", at, key))
}

/// The slip of a value.
fn in_value(value: &str) -> Option<(&'static str, usize, String)> {
    let first = value.chars().next()?;
    match first {
        '"' | '\'' => quoted(value, first),
        '{' | '[' => in_brackets(value),
        '@' | '`' | '%' => Some(("yaml-reserved", 0, first.to_string())),
        '|' | '>' | '&' | '*' | '!' | '#' => None,
        _ => {
            let at = value.find(": ").or_else(|| value.strip_suffix(':').map(str::len))?;
            Some(("yaml-colon-value", at, value.chars().take(20).collect()))
        }
    }
}

/// The slip of a quoted value: no closing mark, or words after it.
fn quoted(value: &str, mark: char) -> Option<(&'static str, usize, String)> {
    let inside = &value[1..];
    let mut chars = inside.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if mark == '"' => {
                chars.next();
            }
            '\'' if mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == '\'') => {
                chars.next();
            }
            _ if c == mark => {
                let behind = inside[at + 1..].trim();
                let ends = behind.is_empty() || behind.starts_with('#');
                return (!ends).then(|| ("yaml-quote-end", at + 2, first_words(behind)));
            }
            _ => {}
        }
    }
    Some(("yaml-quote", 0, mark.to_string()))
}

fn first_words(text: &str) -> String {
    text.chars().take(12).collect()
}

/// The slip of a value in brackets: a Chinese mark where YAML wants its own.
fn in_brackets(value: &str) -> Option<(&'static str, usize, String)> {
    let mut quote = None;
    for (at, c) in value.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(mark), _) if c == mark => quote = None,
            (None, '，' | '：' | '｛' | '｝' | '［' | '］') => {
                return Some(("yaml-mark", at, c.to_string()));
            }
            _ => {}
        }
    }
    let closes = if value.starts_with('{') { '}' } else { ']' };
    let goes_on = value.len() == 1 || value.ends_with(',');
    (!goes_on && !value.contains(closes))
        .then(|| ("yaml-bracket", 0, value.chars().take(1).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(&'static str, usize, usize, String)> {
        let slips = slips(text).into_iter();
        slips.map(|slip| (slip.rule, slip.line, slip.column, slip.text)).collect()
    }

    #[test]
    fn names_the_slips_of_an_input_method() {
        for (text, rule, line, column, shown) in [
            ("year: 2026\ntheme：新春\n", "yaml-colon", 2, 6, "theme"),
            ("cover:\n  alt：山\n", "yaml-colon", 2, 6, "alt"),
            ("- name：甲\n", "yaml-colon", 1, 7, "name"),
            ("year:2026\n", "yaml-space", 1, 5, "year"),
            ("title: 甲: 乙\n", "yaml-colon-value", 1, 9, "甲: 乙"),
            ("title: \"甲\n", "yaml-quote", 1, 8, "\""),
            ("title: \"甲”\n", "yaml-quote", 1, 8, "\""),
            ("title: '甲' 乙\n", "yaml-quote-end", 1, 11, "乙"),
            ("authors: [{name: 甲，unit: 乙}]\n", "yaml-mark", 1, 19, "，"),
            ("authors: [甲, 乙\n", "yaml-bracket", 1, 10, "["),
            ("title: @甲\n", "yaml-reserved", 1, 8, "@"),
        ] {
            assert_eq!(seen(text), [(rule, line, column, shown.to_owned())], "{text}");
        }
    }

    #[test]
    fn sound_lines_have_none() {
        for text in [
            "title: 甲：乙\n",
            "title: \"甲: 乙\" # 丙\n",
            "title: 'it''s'\n",
            "lead: |\n  theme：新春\n  \"\nyear: 2026\n",
            "authors: [{name: \"甲，乙\", unit: 丙}]\n",
            "# theme：新春\n- 甲：乙丙，丁\n",
            "url: https://example.org\n",
            "authors: [\n  甲,\n  乙\n]\n",
        ] {
            assert_eq!(seen(text), [], "{text}");
        }
    }

    #[test]
    fn what_has_no_known_looks_is_shown_where_the_parser_gave_up() {
        let finding = finding("a: 1\n  b: 2\n", (2, 3), "issue.yml", 10);
        assert_eq!(finding.rule, "yaml-syntax");
        assert_eq!(finding.place, Some(Place::at("issue.yml", 12, 3)));
        assert_eq!(finding.args["text"], "b: 2");
    }
}
