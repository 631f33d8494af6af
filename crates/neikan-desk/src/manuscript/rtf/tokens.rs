//! The tokens of RTF (Rich Text Format Specification 1.9.1, "RTF Syntax").

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word`, with its number if it has one.
    Word(&'a str, Option<i32>),
    /// A backslash and a sign.
    Symbol(u8),
    /// `\'xx`: a byte.
    Hex(u8),
    /// A byte of text.
    Byte(u8),
    /// What follows `\binN`.
    Binary(&'a [u8]),
}

/// The longest name of a word, according to the specification.
const NAME: usize = 32;

/// Reads tokens one after another; whatever the bytes are, it reaches their end.
#[derive(Debug)]
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of a document.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let first = self.peek()?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.at += 1;
        if first == b'\'' {
            let digits = self.bytes.get(self.at..self.at + 2);
            let value = digits.and_then(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?));
            if let Some(value) = value {
                self.at += 2;
                return Some(Token::Hex(value));
            }
        }
        Some(Token::Symbol(first))
    }

    fn word(&mut self) -> Token<'a> {
        let start = self.at;
        while self.at - start < NAME && self.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
            self.at += 1;
        }
        let name = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let number = self.number();
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        match (name, number) {
            ("bin", Some(length)) => {
                let length = usize::try_from(length).unwrap_or_default();
                let end = self.at.saturating_add(length).min(self.bytes.len());
                let data = &self.bytes[self.at..end];
                self.at = end;
                Token::Binary(data)
            }
            _ => Token::Word(name, number),
        }
    }

    fn number(&mut self) -> Option<i32> {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        let digits = start + usize::from(negative);
        let mut end = digits;
        while end - digits < 10 && self.bytes.get(end).is_some_and(u8::is_ascii_digit) {
            end += 1;
        }
        if end == digits {
            return None;
        }
        self.at = end;
        let text = std::str::from_utf8(&self.bytes[start..end]).ok()?;
        text.parse::<i64>().ok().map(|n| n.clamp(i32::MIN.into(), i32::MAX.into()) as i32)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            return Some(match byte {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => self.control()?,
                // Line ends in the source mean nothing.
                b'\r' | b'\n' => continue,
                other => Token::Byte(other),
            });
        }
    }
}

/// The value of a hexadecimal digit.
pub fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|value| value as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_as_the_specification_has_them() {
        let tokens: Vec<Token<'_>> =
            Tokens::of(b"{\\b0 a\\u-3 \\'B6\\'zz\\*\\bin3 }\\{\r\n\\par}").collect();
        let wanted = [
            Token::Open,
            Token::Word("b", Some(0)),
            Token::Byte(b'a'),
            Token::Word("u", Some(-3)),
            Token::Hex(0xb6),
            Token::Symbol(b'\''),
            Token::Byte(b'z'),
            Token::Byte(b'z'),
            Token::Symbol(b'*'),
            Token::Binary(b"}\\{"),
            Token::Word("par", None),
            Token::Close,
        ];
        assert_eq!(tokens, wanted);
        assert_eq!(Tokens::of(b"\\bin9999999999 ab").last(), Some(Token::Binary(b"ab")));
        assert_eq!(Tokens::of(b"a\\").count(), 1);
    }
}
