//! Numbers and texts in little-endian bytes, read without trusting any offset or length.

/// The byte at an offset.
pub fn u8_at(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// Two bytes as a number.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

/// Four bytes as a number.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

/// Four bytes as an offset or a length.
pub fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).map(|value| value as usize)
}

/// The bytes in a range, if all of them are there.
pub fn part(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// UTF-16 units as a text; unpaired surrogates become U+FFFD.
pub fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// A UTF-16 text preceded by its length in units, and the offset where it ends.
pub fn counted(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::from(u16_at(bytes, at)?) * 2;
    let text = part(bytes, at + 2, length)?;
    Some((utf16(text), at + 2 + length))
}

/// A PLC: `count + 1` character positions, then `count` entries of `size` bytes (MS-DOC 2.2.2).
#[derive(Debug, Clone, Copy, Default)]
pub struct Plc<'a> {
    bytes: &'a [u8],
    size: usize,
    count: usize,
}

impl<'a> Plc<'a> {
    /// A PLC with entries of `size` bytes.
    pub fn of(bytes: &'a [u8], size: usize) -> Self {
        Self { bytes, size, count: bytes.len().saturating_sub(4) / (4 + size) }
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// A position; there is one more of them than entries.
    pub fn position(&self, at: usize) -> Option<u32> {
        if at > self.count { None } else { u32_at(self.bytes, at * 4) }
    }

    /// An entry.
    pub fn entry(&self, at: usize) -> Option<&'a [u8]> {
        if at >= self.count {
            return None;
        }
        part(self.bytes, (self.count + 1) * 4 + at * self.size, self.size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_beyond_the_end() {
        assert_eq!(u32_at(&[1, 0, 0], 0), None);
        assert_eq!(part(&[1, 2], 1, usize::MAX), None);
        assert_eq!(counted(&[2, 0, 0x2d, 0x4e], 0), None);
        let plc = Plc::of(&[0, 0, 0, 0, 9, 0, 0, 0, 7, 8], 2);
        assert_eq!((plc.count(), plc.position(1), plc.position(2)), (1, Some(9), None));
        assert_eq!((plc.entry(0), plc.entry(1)), (Some(&[7, 8][..]), None));
    }
}
