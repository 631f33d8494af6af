//! Single property modifiers: what a list of bytes changes, one property at a time.

use super::bytes::{u8_at, u16_at};

/// A modifier: a property, and the bytes of its value (MS-DOC 2.2.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sprm<'a> {
    /// The code of the property.
    pub code: u16,
    /// Its value.
    pub value: &'a [u8],
}

impl Sprm<'_> {
    /// The value as a byte.
    pub fn byte(&self) -> u8 {
        u8_at(self.value, 0).unwrap_or_default()
    }

    /// The value as two bytes.
    pub fn word(&self) -> u16 {
        u16_at(self.value, 0).unwrap_or_default()
    }

    /// The value as four bytes.
    pub fn long(&self) -> u32 {
        super::bytes::u32_at(self.value, 0).unwrap_or_default()
    }
}

/// The modifiers in a list, up to one that is cut off.
pub fn each(bytes: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let (start, length) = extent(code, rest)?;
        let value = super::bytes::part(rest, start, length)?;
        rest = &rest[start + length..];
        Some(Sprm { code, value })
    })
}

/// Where the value of a modifier begins and how long it is, according to the top bits of the code.
fn extent(code: u16, bytes: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (2, 1),
        2 | 4 | 5 => (2, 2),
        3 => (2, 4),
        7 => (2, 3),
        // The length of sprmTDefTable has two bytes and counts one too many.
        _ if code == 0xd608 => (4, usize::from(u16_at(bytes, 2)?).checked_sub(1)?),
        // sprmPChgTabs may be longer than its length byte can say: two lists of tab stops.
        _ if code == 0xc615 && u8_at(bytes, 2)? == 255 => {
            let gone = usize::from(u8_at(bytes, 3)?);
            let new = usize::from(u8_at(bytes, 4 + gone * 4)?);
            (3, 2 + gone * 4 + new * 3)
        }
        _ => (3, usize::from(u8_at(bytes, 2)?)),
    })
}

/// The code of the modifier that a piece names in one byte (MS-DOC 2.9.214).
///
/// Only those that this reader uses are listed.
pub fn short(index: u16) -> Option<u16> {
    const CODES: [(u16, u16); 17] = [
        (0x05, 0x2403),
        (0x09, 0x2407),
        (0x0c, 0x260a),
        (0x18, 0x2416),
        (0x19, 0x2417),
        (0x41, 0x0800),
        (0x42, 0x0801),
        (0x47, 0x0806),
        (0x4b, 0x080a),
        (0x55, 0x0835),
        (0x56, 0x0836),
        (0x57, 0x0837),
        (0x5c, 0x083c),
        (0x5e, 0x2a3e),
        (0x68, 0x2a48),
        (0x73, 0x2a53),
        (0x78, 0x2640),
    ];
    CODES.iter().find(|(own, _)| *own == index).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modifiers_have_the_lengths_of_their_kinds() {
        let bytes = [
            0x35, 0x08, 1, // bold
            0x0b, 0x46, 2, 0, // list
            0x03, 0x6a, 1, 2, 3, 4, // picture
            0x08, 0xd6, 3, 0, 9, 9, // table
            0x57, 0xca, 2, 7, 7, // change of properties
            0x03, 0x6a, 1, // cut off
        ];
        let read: Vec<(u16, usize)> = each(&bytes).map(|s| (s.code, s.value.len())).collect();
        assert_eq!(read, [(0x0835, 1), (0x460b, 2), (0x6a03, 4), (0xd608, 2), (0xca57, 2)]);
    }
}
