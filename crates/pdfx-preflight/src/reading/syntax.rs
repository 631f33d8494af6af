//! The syntax of PDF (ISO 32000-1, 7.2 and 7.3), read under a budget.

use lopdf::{Dictionary, Object, StringFormat};

/// How deep arrays and dictionaries may nest.
const DEPTH: usize = 64;

/// Why reading stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The syntax is broken.
    Damaged,
    /// The input ends too early.
    End,
    /// The budget is used up.
    Large,
}

/// How much may still be read.
#[derive(Debug, Clone)]
pub struct Budget {
    /// Values: numbers, names, strings, arrays and what is in them.
    pub values: usize,
    /// Bytes of source, so that many entries cannot share one large object.
    pub bytes: usize,
}

impl Budget {
    /// Spends some bytes.
    ///
    /// # Errors
    /// [`Fault::Large`] if fewer are left.
    pub fn spend(&mut self, bytes: usize) -> Result<(), Fault> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or(Fault::Large)?;
        Ok(())
    }
}

/// A value, or a word that is not one.
#[derive(Debug, Clone, PartialEq)]
pub enum Token<'a> {
    /// A value.
    Value(Object),
    /// A word: `obj`, `stream`, an operator.
    Word(&'a [u8]),
}

/// Reads values and words in sequence.
pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    references: bool,
    /// Whether what is no key in a dictionary, and no value in an array, is passed over.
    lenient: bool,
}

/// What a byte is: regular, white space, a delimiter (ISO 32000-1, 7.2.2).
const CLASSES: [u8; 256] = {
    let mut own = [0; 256];
    let (spaces, delimiters) = ([0_u8, 9, 10, 12, 13, 32], *b"()<>[]{}/%");
    let mut at = 0;
    while at < spaces.len() {
        own[spaces[at] as usize] = 1;
        at += 1;
    }
    at = 0;
    while at < delimiters.len() {
        own[delimiters[at] as usize] = 2;
        at += 1;
    }
    own
};

/// Whether a byte is white space.
#[inline]
pub fn is_space(byte: u8) -> bool {
    CLASSES[usize::from(byte)] == 1
}

#[inline]
fn is_delimiter(byte: u8) -> bool {
    CLASSES[usize::from(byte)] == 2
}

/// Whether a byte is part of a word, a number or a name.
#[inline]
pub fn is_regular(byte: u8) -> bool {
    CLASSES[usize::from(byte)] == 0
}

impl<'a> Lexer<'a> {
    /// Reads objects of a file from an offset, where `1 0 R` is a reference.
    pub fn of_file(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()), references: true, lenient: false }
    }

    /// The same of what is left of damaged objects: what is no key in a dictionary, and no value in
    /// an array, is passed over.
    pub fn of_remains(bytes: &'a [u8], at: usize) -> Self {
        Self { lenient: true, ..Self::of_file(bytes, at) }
    }

    /// Reads a content stream.
    pub fn of_content(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, references: false, lenient: false }
    }

    /// The current offset.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Jumps to an offset.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.bytes.len());
    }

    /// What remains.
    #[inline]
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips white space and comments.
    #[inline]
    pub fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let end = self.rest().iter().position(|&byte| byte == 10 || byte == 13);
                self.at += end.unwrap_or(self.rest().len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// The next value or word; `None` at the end.
    ///
    /// # Errors
    /// A [`Fault`].
    pub fn next(&mut self, budget: &mut Budget) -> Result<Option<Token<'a>>, Fault> {
        self.skip_space();
        if self.at >= self.bytes.len() {
            return Ok(None);
        }
        self.token(DEPTH, budget).map(Some)
    }

    /// The next value.
    ///
    /// # Errors
    /// A [`Fault`], also if a word comes next.
    pub fn value(&mut self, budget: &mut Budget) -> Result<Object, Fault> {
        match self.next(budget)? {
            Some(Token::Value(value)) => Ok(value),
            Some(Token::Word(_)) => Err(Fault::Damaged),
            None => Err(Fault::End),
        }
    }

    /// The next value, if it is a non-negative integer.
    ///
    /// # Errors
    /// A [`Fault`].
    pub fn count(&mut self) -> Result<usize, Fault> {
        self.skip_space();
        let digits = self.rest().iter().take(18).take_while(|byte| byte.is_ascii_digit()).count();
        let text = self.rest().get(..digits).and_then(|text| std::str::from_utf8(text).ok());
        let number = text.and_then(|text| text.parse().ok()).ok_or(Fault::Damaged)?;
        self.at += digits;
        Ok(number)
    }

    /// Consumes a word if it comes next.
    pub fn take(&mut self, word: &[u8]) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn token(&mut self, depth: usize, budget: &mut Budget) -> Result<Token<'a>, Fault> {
        budget.values = budget.values.checked_sub(1).ok_or(Fault::Large)?;
        let rest = self.rest();
        let value = match rest.first().copied().ok_or(Fault::End)? {
            b'/' => Object::Name(self.name()),
            b'(' => self.literal()?,
            b'<' if rest.get(1) == Some(&b'<') => self.dictionary(depth, budget)?,
            b'<' => self.hexadecimal()?,
            b'[' => self.array(depth, budget)?,
            b'+' | b'-' | b'.' | b'0'..=b'9' => return Ok(self.number_or_word()),
            byte if is_delimiter(byte) => return Err(Fault::Damaged),
            _ => return Ok(self.word()),
        };
        Ok(Token::Value(value))
    }

    fn word(&mut self) -> Token<'a> {
        let length = self.rest().iter().take_while(|&&byte| is_regular(byte)).count();
        let word = &self.rest()[..length];
        self.at += length;
        match word {
            b"true" => Token::Value(Object::Boolean(true)),
            b"false" => Token::Value(Object::Boolean(false)),
            b"null" => Token::Value(Object::Null),
            word => Token::Word(word),
        }
    }

    fn number_or_word(&mut self) -> Token<'a> {
        let Token::Word(word) = self.word() else { return Token::Value(Object::Null) };
        let Some(number) = number(word) else { return Token::Word(word) };
        if self.references
            && let Object::Integer(id) = number
            && let Some(reference) = self.reference(id)
        {
            return Token::Value(reference);
        }
        Token::Value(number)
    }

    /// The reference that a number begins, if ` 0 R` follows.
    fn reference(&mut self, id: i64) -> Option<Object> {
        let back = self.at;
        let found = u32::try_from(id).ok().and_then(|id| {
            let generation = u16::try_from(self.count().ok()?).ok()?;
            self.skip_space();
            let ends = self.rest().get(1).is_none_or(|&byte| !is_regular(byte));
            (self.rest().first() == Some(&b'R') && ends).then_some((id, generation))
        });
        match found {
            Some(id) => {
                self.at += 1;
                Some(Object::Reference(id))
            }
            None => {
                self.at = back;
                None
            }
        }
    }

    fn name(&mut self) -> Vec<u8> {
        self.at += 1;
        let length = self.rest().iter().take_while(|&&byte| is_regular(byte)).count();
        let raw = &self.rest()[..length];
        self.at += length;
        let mut name = Vec::with_capacity(length);
        let mut index = 0;
        while let Some(&byte) = raw.get(index) {
            let digits = raw
                .get(index + 1..index + 3)
                .and_then(|digits| Some(digit(digits[0])? << 4 | digit(digits[1])?));
            match digits.filter(|_| byte == b'#') {
                Some(escaped) => {
                    name.push(escaped);
                    index += 3;
                }
                None => {
                    name.push(byte);
                    index += 1;
                }
            }
        }
        name
    }

    fn literal(&mut self) -> Result<Object, Fault> {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1_usize;
        loop {
            let byte = self.peek().ok_or(Fault::End)?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    self.escape(&mut text)?;
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                return Ok(Object::String(text, StringFormat::Literal));
            }
            text.push(byte);
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Result<(), Fault> {
        let byte = self.peek().ok_or(Fault::End)?;
        self.at += 1;
        match byte {
            b'n' => text.push(10),
            b'r' => text.push(13),
            b't' => text.push(9),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' if self.peek() == Some(b'\n') => self.at += 1,
            b'\r' | b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(next @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(next - b'0');
                    self.at += 1;
                }
                text.push((code & 255) as u8);
            }
            other => text.push(other),
        }
        Ok(())
    }

    fn hexadecimal(&mut self) -> Result<Object, Fault> {
        self.at += 1;
        let length = self.rest().iter().position(|&byte| byte == b'>').ok_or(Fault::End)?;
        let mut digits = Vec::with_capacity(length);
        for &byte in &self.rest()[..length] {
            match digit(byte) {
                Some(value) => digits.push(value),
                None if is_space(byte) => {}
                None => return Err(Fault::Damaged),
            }
        }
        self.at += length + 1;
        let pairs = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0));
        Ok(Object::String(pairs.collect(), StringFormat::Hexadecimal))
    }

    fn array(&mut self, depth: usize, budget: &mut Budget) -> Result<Object, Fault> {
        let depth = depth.checked_sub(1).ok_or(Fault::Damaged)?;
        self.at += 1;
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    return Ok(Object::Array(parts));
                }
                // The dictionary around it ends, so it does.
                Some(b'>') if self.lenient => return Ok(Object::Array(parts)),
                _ => {}
            }
            match self.token(depth, budget)? {
                Token::Value(value) => parts.push(value),
                Token::Word(word) if self.lenient && word != b"endobj" => {}
                Token::Word(_) => return Err(Fault::Damaged),
            }
        }
    }

    fn dictionary(&mut self, depth: usize, budget: &mut Budget) -> Result<Object, Fault> {
        self.at += 2;
        let own = self.entries(b">>", depth, budget)?;
        Ok(Object::Dictionary(own))
    }

    /// Keys and values up to a closing word, which is consumed too.
    ///
    /// # Errors
    /// A [`Fault`].
    pub fn pairs(&mut self, end: &[u8], budget: &mut Budget) -> Result<Dictionary, Fault> {
        self.entries(end, DEPTH, budget)
    }

    /// Passes over what is no key, up to what may be one or may close the dictionary.
    fn stray(&mut self, budget: &mut Budget) -> Result<(), Fault> {
        if !self.lenient {
            return Err(Fault::Damaged);
        }
        budget.values = budget.values.checked_sub(1).ok_or(Fault::Large)?;
        let next = self.rest().iter().skip(1).position(|&byte| byte == b'/' || byte == b'>');
        let length = 1 + next.ok_or(Fault::End)?;
        // Beyond the end of an object there is nothing of it.
        if memchr::memmem::find(&self.rest()[..length], b"endobj").is_some() {
            return Err(Fault::Damaged);
        }
        self.at += length;
        Ok(())
    }

    fn entries(
        &mut self,
        end: &[u8],
        depth: usize,
        budget: &mut Budget,
    ) -> Result<Dictionary, Fault> {
        let depth = depth.checked_sub(1).ok_or(Fault::Damaged)?;
        let mut own = Dictionary::new();
        loop {
            self.skip_space();
            if self.rest().starts_with(end) {
                self.at += end.len();
                return Ok(own);
            }
            if self.peek().ok_or(Fault::End)? != b'/' {
                self.stray(budget)?;
                continue;
            }
            let key = self.name();
            self.skip_space();
            match self.token(depth, budget)? {
                Token::Value(value) => own.set(key, value),
                Token::Word(_) => return Err(Fault::Damaged),
            }
        }
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The powers of ten that 32-bit numbers hold exactly.
const TENS: [f32; 11] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];

/// A number of few digits, as nearly all are: what is exact is divided by what is exact, which rounds
/// once and so gives what reading it in any other way gives (Clinger).
fn short(word: &[u8]) -> Option<Object> {
    let (minus, digits) = match word {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let (mut whole, mut after, mut any) = (0_i32, None, false);
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                whole = whole * 10 + i32::from(byte - b'0');
                after = after.map(|count: usize| count + 1);
                any = true;
            }
            b'.' if after.is_none() => after = Some(0),
            _ => return None,
        }
        if whole >= 1 << 24 {
            return None;
        }
    }
    let signed = if minus { -whole } else { whole };
    match after {
        _ if !any => None,
        None => Some(Object::Integer(i64::from(signed))),
        // Of zero the sign would be lost.
        Some(_) if whole == 0 && minus => None,
        Some(count) => TENS.get(count).map(|ten| Object::Real(signed as f32 / ten)),
    }
}

/// A number as it is written in a PDF.
fn number(word: &[u8]) -> Option<Object> {
    if let Some(known) = short(word) {
        return Some(known);
    }
    let text = std::str::from_utf8(word).ok().filter(|text| text.len() < 64)?;
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
    if !plain {
        return None;
    }
    if let Ok(whole) = text.parse::<i64>() {
        return Some(Object::Integer(whole));
    }
    text.parse::<f32>().ok().filter(|value| value.is_finite()).map(Object::Real)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Object, Fault> {
        let mut budget = Budget { values: 100, bytes: 0 };
        Lexer::of_file(text.as_bytes(), 0).value(&mut budget)
    }

    #[test]
    fn reads_values() {
        let text = "<< /A#20B [1 -.5 4. (a\\(\\051\\n(b)) <4a4> 3 0 R true null] /C/D % x\n>>";
        let Object::Dictionary(own) = read(text).unwrap() else { panic!() };
        assert_eq!(own.get(b"C").unwrap().as_name().unwrap(), b"D");
        let parts = own.get(b"A B").unwrap().as_array().unwrap();
        assert_eq!(parts[1], Object::Real(-0.5));
        assert_eq!(parts[2], Object::Real(4.0));
        assert_eq!(parts[3].as_str().unwrap(), b"a()\n(b)");
        assert_eq!(parts[4].as_str().unwrap(), b"J\x40");
        assert_eq!(parts[5], Object::Reference((3, 0)));
        assert_eq!(parts.len(), 8);
    }

    #[test]
    fn short_numbers_are_what_others_are() {
        for whole in (0..40_000_000_u32).step_by(9_973) {
            for after in 0..9 {
                for sign in ["", "-"] {
                    let digits = format!("{whole:09}");
                    let (before, rest) = digits.split_at(9 - after);
                    let text = format!("{sign}{before}.{rest}");
                    let known = Object::Real(text.parse().unwrap());
                    assert_eq!(number(text.as_bytes()), Some(known), "{text}");
                }
            }
            let known = Object::Integer(i64::from(whole));
            assert_eq!(number(whole.to_string().as_bytes()), Some(known));
        }
        for text in [".", "-", "", "-.", "1.2.3", "--1", "1-", "1e3", "+"] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
        assert_eq!(number(b"+.5"), Some(Object::Real(0.5)));
        assert_eq!(number(b"-0"), Some(Object::Integer(0)));
        assert_eq!(number(b"0.00000000000001"), Some(Object::Real(1e-14)));
    }

    #[test]
    fn stops_at_depth_and_budget() {
        assert_eq!(read(&"[".repeat(1000)), Err(Fault::Damaged));
        assert_eq!(read(&format!("[{}]", "0 ".repeat(200))), Err(Fault::Large));
        assert_eq!(read("(abc"), Err(Fault::End));
        assert_eq!(read("<< /A"), Err(Fault::End));
    }
}
