//! Content streams that are plainly written, as nearly all are, read quickly.
//!
//! lopdf tries one rule of its grammar after the other for every value and remembers why each did not
//! fit, which takes most of the time of whoever reads many streams. Here one look at the first byte
//! decides. What is not plain (inline pictures, nested dictionaries, comments, faults) is left to lopdf,
//! so both give the same operations for every stream.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, StringFormat};

/// How deep parentheses in a string may nest, to be plain.
const NESTED: usize = 32;
/// How many digits a plain number has at most: nearly nothing is written with many zeros after the point.
const DIGITS: usize = 40;
/// How many digits a plain number without a point has at most.
const WHOLE: usize = 15;

/// The operations of a content stream.
///
/// # Errors
/// lopdf's error for a stream that it cannot read to its end.
pub fn operations(content: &[u8]) -> lopdf::Result<Vec<Operation>> {
    match plainly(content) {
        Some(operations) => Ok(operations),
        None => Content::decode_strict(content).map(|content| content.operations),
    }
}

/// The operations of a stream that is plain to its end.
fn plainly(content: &[u8]) -> Option<Vec<Operation>> {
    let mut reader = Reader { rest: content };
    let (mut operations, mut operands) = (Vec::new(), Vec::new());
    loop {
        reader.skip_space();
        match reader.rest.first() {
            None => return operands.is_empty().then_some(operations),
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'*' | b'\'' | b'"') => {
                let operator = reader.operator()?;
                operations.push(Operation { operator, operands: std::mem::take(&mut operands) });
            }
            Some(b'[') => operands.push(reader.array()?),
            Some(b'<') if reader.rest.starts_with(b"<<") => operands.push(reader.dictionary()?),
            Some(_) => operands.push(reader.value()?),
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn skip_space(&mut self) {
        let blank = self.rest.iter().take_while(|&&byte| is_space(byte)).count();
        self.rest = &self.rest[blank..];
    }

    /// The next byte.
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    /// The bytes of a word, a number or a name.
    fn run(&mut self) -> &'a [u8] {
        let length = self.rest.iter().take_while(|&&byte| is_regular(byte)).count();
        let (run, rest) = self.rest.split_at(length);
        self.rest = rest;
        run
    }

    fn operator(&mut self) -> Option<String> {
        let run = self.run();
        let letters =
            run.iter().all(|&byte| byte.is_ascii_alphanumeric() || b"*'\"".contains(&byte));
        let other: [&[u8]; 4] = [b"BI", b"null", b"true", b"false"];
        let plain = letters && !other.iter().any(|word| run.starts_with(word));
        plain.then(|| String::from_utf8_lossy(run).into_owned())
    }

    fn array(&mut self) -> Option<Object> {
        self.byte()?;
        let mut parts = Vec::new();
        loop {
            self.skip_space();
            if self.rest.first()? == &b']' {
                self.byte()?;
                return Some(Object::Array(parts));
            }
            parts.push(self.value()?);
        }
    }

    fn dictionary(&mut self) -> Option<Object> {
        self.rest = self.rest.strip_prefix(b"<<")?;
        let mut own = Dictionary::new();
        loop {
            self.skip_space();
            if let Some(rest) = self.rest.strip_prefix(b">>") {
                self.rest = rest;
                return Some(Object::Dictionary(own));
            }
            let Object::Name(key) = self.value()? else { return None };
            self.skip_space();
            let value = match self.rest.first()? {
                b'[' => self.array()?,
                _ => self.value()?,
            };
            own.set(key, value);
        }
    }

    /// A number, a name or a string.
    fn value(&mut self) -> Option<Object> {
        match self.rest.first()? {
            b'+' | b'-' | b'.' | b'0'..=b'9' => number(self.run()),
            b'/' => {
                self.byte()?;
                let name = Some(self.run()).filter(|name| !name.contains(&b'#'));
                name.map(|name| Object::Name(name.to_vec()))
            }
            b'(' => self.literal(),
            b'<' => self.hexadecimal(),
            _ => None,
        }
    }

    fn literal(&mut self) -> Option<Object> {
        self.byte()?;
        let (mut text, mut open) = (Vec::new(), 1_usize);
        loop {
            match self.byte()? {
                b'\r' => return None,
                b'\\' => {
                    text.extend(self.escaped()?);
                    continue;
                }
                b'(' if open == NESTED => return None,
                b'(' => {
                    open += 1;
                    text.push(b'(');
                }
                b')' if open == 1 => return Some(Object::String(text, StringFormat::Literal)),
                b')' => {
                    open -= 1;
                    text.push(b')');
                }
                other => text.push(other),
            }
        }
    }

    /// The byte that an escape stands for, if for any; `None` for an escape that is not plain.
    fn escaped(&mut self) -> Option<Option<u8>> {
        Some(match self.byte()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(b'\x08'),
            b'f' => Some(b'\x0c'),
            b'\n' => None,
            b'\r' => return None,
            first @ b'0'..=b'7' => {
                let more = self.rest.iter().take(2).take_while(|byte| (b'0'..=b'7').contains(byte));
                let more = more.count();
                let (digits, rest) = self.rest.split_at(more);
                self.rest = rest;
                let octal = |code: u32, digit: &u8| code * 8 + u32::from(digit - b'0');
                Some((digits.iter().fold(u32::from(first - b'0'), octal) & 0xff) as u8)
            }
            other => Some(other),
        })
    }

    fn hexadecimal(&mut self) -> Option<Object> {
        self.byte()?;
        let length = self.rest.iter().position(|&byte| byte == b'>')?;
        let (digits, rest) = self.rest.split_at(length);
        self.rest = &rest[1..];
        let value = |&byte: &u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
        let values: Vec<u8> = digits.iter().map(value).collect::<Option<_>>()?;
        let pairs = values.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0));
        Some(Object::String(pairs.collect(), StringFormat::Hexadecimal))
    }
}

/// A number that is written with a sign, digits and a point at most.
fn number(run: &[u8]) -> Option<Object> {
    let digits = run.strip_prefix(b"+").or_else(|| run.strip_prefix(b"-")).unwrap_or(run);
    let points = digits.iter().filter(|&&byte| byte == b'.').count();
    let plain = digits.iter().all(|&byte| byte.is_ascii_digit() || byte == b'.');
    if !plain || digits.len() == points || digits.len() > DIGITS {
        return None;
    }
    let text = std::str::from_utf8(run).ok()?;
    match points {
        0 if digits.len() > WHOLE => None,
        0 => text.parse().ok().map(Object::Integer),
        1 => text.parse().ok().map(Object::Real),
        _ => None,
    }
}
