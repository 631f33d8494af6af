//! Values of so many bits, one after another, the highest bit first.

/// Reads a value of 32 bits at most; `None` at the end of the data.
pub fn take(data: &[u8], at: &mut usize, bits: usize) -> Option<u32> {
    if at.checked_add(bits)? > data.len() * 8 {
        return None;
    }
    let bit = |value: u32, at: usize| value << 1 | u32::from(data[at / 8] >> (7 - at % 8) & 1);
    let value = (*at..*at + bits).fold(0, bit);
    *at += bits;
    Some(value)
}

/// Values that are written.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
    /// How many bits of the last byte are free.
    free: u32,
}

impl Writer {
    /// Writes the lowest bits of a value.
    pub fn put(&mut self, value: u32, bits: usize) {
        for at in (0..bits).rev() {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            self.free -= 1;
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value >> at & 1) as u8) << self.free;
            }
        }
    }

    /// Goes to the next whole byte.
    pub fn align(&mut self) {
        self.free = 0;
    }

    /// What was written.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let values = [(1, 2), (0xabc, 12), (0, 1), (u32::MAX, 32), (5, 3)];
        let mut writer = Writer::default();
        values.iter().for_each(|&(value, bits)| writer.put(value, bits));
        writer.align();
        writer.put(7, 8);
        let bytes = writer.finish();
        assert_eq!(bytes.len(), 8);
        let mut at = 0;
        for (value, bits) in values {
            assert_eq!(take(&bytes, &mut at, bits), Some(value));
        }
        at = at.next_multiple_of(8);
        assert_eq!((take(&bytes, &mut at, 8), take(&bytes, &mut at, 1)), (Some(7), None));
    }
}
