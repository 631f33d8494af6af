//! Indirect objects as they are in a file: `1 0 obj`, the object, and the content of a stream.

use lopdf::{Object, Stream};

use super::syntax::{Budget, Fault, Lexer};
use crate::pdf::integer;

/// Reads a stream whose length is given directly in its own dictionary.
pub fn stream_at(bytes: &[u8], at: usize, budget: &mut Budget) -> Result<Stream, Fault> {
    let (_, object, content) = indirect(Lexer::of_file(bytes, at), budget)?;
    let (Object::Dictionary(own), Some(start)) = (object, content) else {
        return Err(Fault::Damaged);
    };
    let length = integer(&own, b"Length").and_then(|length| usize::try_from(length).ok());
    let (end, _) = end(bytes, start, length)?;
    budget.spend(end - start)?;
    Ok(stream(own, bytes[start..end].to_vec()))
}

/// Reads `1 0 obj` and the object, and where the content begins if it is a stream.
pub fn indirect(
    mut lexer: Lexer<'_>,
    budget: &mut Budget,
) -> Result<(u32, Object, Option<usize>), Fault> {
    let at = lexer.at();
    let number = u32::try_from(lexer.count()?).map_err(|_| Fault::Damaged)?;
    lexer.count()?;
    if !lexer.take(b"obj") {
        return Err(Fault::Damaged);
    }
    lexer.skip_space();
    // An object may be empty, which means null.
    let object =
        if lexer.rest().starts_with(b"endobj") { Object::Null } else { lexer.value(budget)? };
    budget.spend(lexer.at() - at)?;
    let stream = matches!(object, Object::Dictionary(_)) && lexer.take(b"stream");
    let start = stream.then(|| {
        let skip = match lexer.rest() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        lexer.at() + skip
    });
    Ok((number, object, start))
}

/// Where a stream ends, and whether its length says so: `endstream` follows there; otherwise it
/// ends before the next `endstream`.
pub fn end(bytes: &[u8], start: usize, length: Option<usize>) -> Result<(usize, bool), Fault> {
    let word = b"endstream";
    if let Some(end) = length.and_then(|length| start.checked_add(length))
        && end <= bytes.len()
        && Lexer::of_file(bytes, end).take(word)
    {
        return Ok((end, true));
    }
    let rest = bytes.get(start..).unwrap_or_default();
    let found = memchr::memmem::find(rest, word).ok_or(Fault::End)?;
    let eol = match &rest[..found] {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    };
    Ok((start + found - eol, false))
}

/// A stream whose dictionary states its real length.
pub fn stream(mut dict: lopdf::Dictionary, content: Vec<u8>) -> Stream {
    dict.set("Length", i64::try_from(content.len()).unwrap_or_default());
    Stream { dict, content, allows_compression: true, start_position: None }
}
