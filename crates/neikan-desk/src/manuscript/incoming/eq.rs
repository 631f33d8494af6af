//! EQ fields: what Word draws for `EQ \o\ac(○,特)`, as far as a manuscript can express it.
//!
//! Chinese writers know them as 带圈字符 (`\o\ac`) and 拼音指南 (`\o\ad(\s\up 9(qú),渠)`); fractions, roots
//! and boxes come from old formulas. Source: ECMA-376, part 1, 17.16.5 names the field; its
//! switches are in Word's help, "Field codes: Eq (Equation) field".

use super::signs::after_name;

/// How deeply arguments may be nested; deeper ones are left out.
const DEPTH: usize = 12;
/// The longest field that is read, in characters.
const LENGTH: usize = 4096;
/// The shapes that 带圈字符 draws around a character.
const SHAPES: &str = "○〇◯□☐△▲◇◆●■";

/// A part of what a field shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Characters.
    Text(String),
    /// Characters with their reading.
    Ruby(String, String),
    /// Raised characters.
    Up(String),
    /// Lowered characters.
    Down(String),
}

/// What a field shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its parts, in order.
    pub parts: Vec<Part>,
    /// Whether its form is lost and only its characters are left: a root, a box, a stack.
    pub flat: bool,
}

/// Reads an EQ field; nothing if it is another field.
pub fn read(instruction: &str) -> Option<Shown> {
    let rest = after_name(instruction, "EQ")?;
    let chars: Vec<char> = rest.chars().take(LENGTH).collect();
    let mut reader = Reader { chars: &chars, at: 0, flat: chars.len() == LENGTH };
    let mut parts = Vec::new();
    while reader.at < chars.len() {
        // At the top level there is nothing that a bracket or comma could end.
        reader.sequence(0, false, &mut parts);
    }
    trim(&mut parts);
    Some(Shown { parts, flat: reader.flat })
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    flat: bool,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Reads text and commands up to the end of an argument.
    fn sequence(&mut self, depth: usize, argument: bool, out: &mut Vec<Part>) {
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            let ends = argument && open == 0 && matches!(c, ',' | ';' | ')');
            if ends {
                return;
            }
            self.at += 1;
            match c {
                '\\' => self.command(depth, out),
                _ => {
                    open = match c {
                        '(' => open + 1,
                        ')' => open.saturating_sub(1),
                        _ => open,
                    };
                    push(out, Part::Text(c.to_string()));
                }
            }
        }
    }

    /// Reads what follows a backslash.
    fn command(&mut self, depth: usize, out: &mut Vec<Part>) {
        let Some(c) = self.peek() else { return };
        if matches!(c, '*' | '#' | '@') {
            self.at += 1;
            return self.format();
        }
        if !c.is_ascii_alphabetic() {
            self.at += 1;
            return push(out, Part::Text(c.to_string()));
        }
        let name = self.word();
        let options = self.options();
        let arguments = self.arguments(depth);
        self.apply(&name, &options, arguments, out);
    }

    /// Skips a general switch: `\* jc2`, `\* "Font:宋体"`.
    fn format(&mut self) {
        self.blanks();
        if self.eat('"') {
            while self.peek().is_some_and(|c| c != '"') {
                self.at += 1;
            }
            self.at += 1;
        } else {
            while self.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
                self.at += 1;
            }
        }
    }

    /// The letters of a command or option, in lower case.
    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_alphabetic) {
            word.push(c.to_ascii_lowercase());
            self.at += 1;
        }
        word
    }

    /// The options between a command and its arguments: `\ac`, `\up 9`, `\lc\[`.
    fn options(&mut self) -> Vec<(String, Option<char>)> {
        let mut options = Vec::new();
        loop {
            let start = self.at;
            self.blanks();
            if !self.eat('\\') {
                self.at = if self.peek() == Some('(') { self.at } else { start };
                return options;
            }
            if self.eat('*') {
                self.format();
                continue;
            }
            let name = self.word();
            if name.is_empty() {
                self.at = start;
                return options;
            }
            let bracket = matches!(name.as_str(), "lc" | "rc" | "bc" | "fc" | "vc");
            let mut sign = None;
            if bracket && self.eat('\\') {
                sign = self.peek();
                self.at += 1;
            } else {
                self.blanks();
                while self.peek().is_some_and(|c| c.is_ascii_digit() || "+-.".contains(c)) {
                    self.at += 1;
                }
            }
            options.push((name, sign));
        }
    }

    fn arguments(&mut self, depth: usize) -> Vec<Vec<Part>> {
        let mut arguments = Vec::new();
        if !self.eat('(') {
            return arguments;
        }
        loop {
            let mut parts = Vec::new();
            if depth < DEPTH {
                self.sequence(depth + 1, true, &mut parts);
            } else {
                self.flat = true;
                while self.peek().is_some_and(|c| !matches!(c, ',' | ';' | ')')) {
                    self.at += 1;
                }
            }
            trim(&mut parts);
            arguments.push(parts);
            if !(self.eat(',') || self.eat(';')) {
                self.eat(')');
                return arguments;
            }
        }
    }

    fn apply(
        &mut self,
        name: &str,
        options: &[(String, Option<char>)],
        arguments: Vec<Vec<Part>>,
        out: &mut Vec<Part>,
    ) {
        let has = |wanted: &str| options.iter().any(|(name, _)| name == wanted);
        let texts: Vec<String> = arguments.iter().map(|parts| text(parts)).collect();
        let mut flat = |shown: String| {
            self.flat = true;
            push(out, Part::Text(shown));
        };
        match name {
            "o" => self.overstrike(arguments, out),
            "s" => match texts.as_slice() {
                [only] if has("do") || has("di") => push(out, Part::Down(only.clone())),
                [only] => push(out, Part::Up(only.clone())),
                [up, down] => {
                    push(out, Part::Up(up.clone()));
                    push(out, Part::Down(down.clone()));
                }
                _ => flat(texts.concat()),
            },
            "f" => match texts.as_slice() {
                [over, under] => push(out, Part::Text(fraction(over, under))),
                _ => flat(texts.join("/")),
            },
            "r" => match texts.as_slice() {
                [root, of] if !root.is_empty() => {
                    push(out, Part::Up(root.clone()));
                    push(out, Part::Text(format!("√{}", grouped(of))));
                }
                _ => push(out, Part::Text(format!("√{}", grouped(&texts.concat())))),
            },
            "b" => {
                let sign = |wanted: &str| options.iter().find(|(name, _)| name == wanted);
                let both = sign("bc").and_then(|(_, sign)| *sign).unwrap_or('(');
                let left = sign("lc").map_or(Some(both), |(_, sign)| *sign);
                let right = sign("rc").map_or(Some(closing(both)), |(_, sign)| *sign);
                let one = options.is_empty() || has("bc");
                let left = left.filter(|_| one || has("lc")).map(String::from).unwrap_or_default();
                let right =
                    right.filter(|_| one || has("rc")).map(String::from).unwrap_or_default();
                push(out, Part::Text(format!("{left}{}{right}", texts.concat())));
            }
            "l" => push(out, Part::Text(texts.join(","))),
            "a" => flat(texts.join("\u{3000}")),
            "i" => match texts.as_slice() {
                [from, to, of] => {
                    let sign = if has("su") {
                        '∑'
                    } else if has("pr") {
                        '∏'
                    } else {
                        '∫'
                    };
                    push(out, Part::Text(sign.to_string()));
                    push(out, Part::Down(from.clone()));
                    push(out, Part::Up(to.clone()));
                    push(out, Part::Text(of.clone()));
                }
                _ => flat(texts.concat()),
            },
            // A shift shows nothing itself.
            "d" => push(out, Part::Text(texts.concat())),
            _ => flat(texts.concat()),
        }
    }

    /// Overstruck characters: an enclosed character, a reading, or a stack.
    fn overstrike(&mut self, mut arguments: Vec<Vec<Part>>, out: &mut Vec<Part>) {
        arguments.retain(|parts| !parts.is_empty());
        if let [first, second] = arguments.as_slice() {
            let (one, two) = (text(first), text(second));
            if let Some(shape) = shape(&one).filter(|_| shape(&two).is_none()) {
                return self.enclosed(shape, &two, out);
            }
            if let Some(shape) = shape(&two) {
                return self.enclosed(shape, &one, out);
            }
            match (first.as_slice(), second.as_slice()) {
                ([Part::Up(reading)], [Part::Text(base)])
                | ([Part::Text(base)], [Part::Up(reading)]) => {
                    return push(out, Part::Ruby(base.clone(), reading.clone()));
                }
                _ => {}
            }
        }
        self.flat |= arguments.len() > 1;
        let texts: Vec<String> = arguments.iter().map(|parts| text(parts)).collect();
        push(out, Part::Text(texts.concat()));
    }

    fn enclosed(&mut self, shape: char, inner: &str, out: &mut Vec<Part>) {
        let known = enclosed(shape, inner);
        self.flat |= known.is_none();
        let shown = known.map_or_else(|| format!("\u{ff08}{inner}\u{ff09}"), String::from);
        push(out, Part::Text(shown));
    }
}

/// The shape that a text consists of, if it is one.
fn shape(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|c| SHAPES.contains(*c) && chars.next().is_none())
}

/// The Unicode character that shows a text in a shape, if there is one.
pub fn enclosed(shape: char, inner: &str) -> Option<char> {
    const IN_CIRCLE: &str = "一二三四五六七八九十月火水木金土日株有社名特財祝労秘男女適優印注項休写正上中下左右医宗学監企資協夜";
    let mut chars = inner.chars();
    let single = chars.next().filter(|_| chars.next().is_none());
    let offset = |first: char, start: char| {
        let at = u32::from(single?).checked_sub(u32::from(start))?;
        char::from_u32(u32::from(first) + at)
    };
    let number: Option<u32> = inner.parse().ok().filter(|_| inner.len() <= 2);
    match (shape, single) {
        ('○' | '〇' | '◯', _) if number.is_some() => number.and_then(circled),
        ('○' | '〇' | '◯', Some('A'..='Z')) => offset('Ⓐ', 'A'),
        ('○' | '〇' | '◯', Some('a'..='z')) => offset('ⓐ', 'a'),
        ('○' | '〇' | '◯', Some('\u{30a2}')) => Some('㋐'),
        ('○' | '〇' | '◯', Some(c)) => {
            let at = IN_CIRCLE.chars().position(|known| known == c)?;
            char::from_u32(u32::from('㊀') + u32::try_from(at).ok()?)
        }
        ('●', _) => match number? {
            0 => Some('⓿'),
            at @ 1..=10 => char::from_u32(u32::from('❶') + at - 1),
            at @ 11..=20 => char::from_u32(u32::from('⓫') + at - 11),
            _ => None,
        },
        ('□' | '☐', Some('√' | '✓' | '✔')) => Some('☑'),
        ('□' | '☐', Some('×' | '✗' | 'x' | 'X')) => Some('☒'),
        ('△', Some('!' | '\u{ff01}')) => Some('⚠'),
        _ => None,
    }
}

/// A number in a circle: ⓪, ① to ⑳, ㉑ to ㉟, ㊱ to ㊿.
pub fn circled(number: u32) -> Option<char> {
    match number {
        0 => Some('⓪'),
        1..=20 => char::from_u32(u32::from('①') + number - 1),
        21..=35 => char::from_u32(u32::from('㉑') + number - 21),
        36..=50 => char::from_u32(u32::from('㊱') + number - 36),
        _ => None,
    }
}

/// A fraction within a line: 1/2, (a+b)/c.
pub fn fraction(over: &str, under: &str) -> String {
    format!("{}/{}", grouped(over), grouped(under))
}

/// A term, in brackets if it would run into its neighbours without them.
pub fn grouped(term: &str) -> String {
    let single = term.chars().all(|c| c.is_alphanumeric() || c == '.');
    if single { term.to_owned() } else { format!("({term})") }
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        '（' => '）',
        other => other,
    }
}

/// The characters of parts; a reading is in brackets after its base.
fn text(parts: &[Part]) -> String {
    let parts = parts.iter().map(|part| match part {
        Part::Text(s) | Part::Up(s) | Part::Down(s) => s.clone(),
        Part::Ruby(s, r) => format!("{s}\u{ff08}{r}\u{ff09}"),
    });
    parts.collect()
}

/// Adds a part unless it is empty; texts are joined.
pub fn push(out: &mut Vec<Part>, part: Part) {
    match (out.last_mut(), part) {
        (Some(Part::Text(last)), Part::Text(s)) => last.push_str(&s),
        (_, Part::Text(s) | Part::Up(s) | Part::Down(s)) if s.is_empty() => {}
        (_, part) => out.push(part),
    }
}

/// Trims the blanks at both ends, which only separate a field from its switches.
fn trim(parts: &mut Vec<Part>) {
    if let Some(Part::Text(s)) = parts.first_mut() {
        *s = s.trim_start().to_owned();
    }
    if let Some(Part::Text(s)) = parts.last_mut() {
        s.truncate(s.trim_end().len());
    }
    parts.retain(|part| !matches!(part, Part::Text(s) if s.is_empty()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shows(field: &str) -> (String, bool) {
        let shown = read(field).unwrap();
        let parts = shown.parts.iter().map(|part| match part {
            Part::Text(s) => s.clone(),
            Part::Ruby(s, r) => format!("[{s}|{r}]"),
            Part::Up(s) => format!("^{s}^"),
            Part::Down(s) => format!("~{s}~"),
        });
        (parts.collect(), shown.flat)
    }

    #[test]
    fn fields_show_what_word_draws() {
        for (field, text, flat) in [
            (r"eq \o\ac(○,特)", "㊕", false),
            (r"eq \o\ac(○,12)", "⑫", false),
            (r"eq \o\ac(○,50)", "㊿", false),
            (r"eq \o\ac(○,51)", "（51）", true),
            (r"eq \o\ac(○,A)", "Ⓐ", false),
            (r"eq \o\ac(○,财)", "（财）", true),
            (r"eq \o\ac(□,√)", "☑", false),
            (r"eq \o\ac(●,3)", "❸", false),
            (r"eq \o\ac(\s\do 4(○),\s\up 1(学))", "㊫", false),
            (r#" EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(qú),渠)"#, "[渠|qú]", false),
            (
                r#"EQ \* jc0 \* "Font:Times New Roman" \* hps11 \o(\s\up 10(xū),墟)"#,
                "[墟|xū]",
                false,
            ),
            (r"EQ \f(1,2)", "1/2", false),
            (r"EQ \f(a+b;c)", "(a+b)/c", false),
            (r"EQ x\s\up 5(2)+y\s\do3(1)", "x^2^+y~1~", false),
            (r"EQ \r(3,x)", "^3^√x", false),
            (r"EQ \r(x+1)", "√(x+1)", false),
            (r"EQ \b\lc\[\rc\](a)", "[a]", false),
            (r"EQ \b(a)", "(a)", false),
            (r"EQ \x(甲)", "甲", true),
            (r"EQ \o(\s\up 8(甲),\s\do 3(乙))", "甲乙", true),
            (r"EQ \i\su(1,5,x)", "∑~1~^5^x", false),
            (r"EQ \f(f(1,2),\f(3,4))", "(f(1,2))/(3/4)", false),
            (r"EQ a\,b", "a,b", false),
            (r"EQ )甲,", ")甲,", false),
            (r"EQ", "", false),
        ] {
            assert_eq!(shows(field), (text.to_owned(), flat), "{field}");
        }
        assert_eq!(read("EQUAL x"), None);
        assert_eq!(read("PAGE"), None);
    }

    #[test]
    fn depth_ends() {
        let deep = format!("EQ {}x{}", r"\f(".repeat(1000), ")".repeat(1000));
        assert!(shows(&deep).1);
    }

    proptest! {
        #[test]
        fn any_field_is_read(body in r"([\\(),; a-z0-9*○特渠]|\\o|\\ac|\\s\\up |\\f\(|\\lc){0,60}") {
            let field = format!("EQ {body}");
            prop_assert!(read(&field).is_some());
        }

        #[test]
        fn any_text_is_read(text in ".{0,80}") {
            read(&text);
            read(&format!("eq {text}"));
        }
    }
}
