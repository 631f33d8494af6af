//! The text: pieces of the main stream in the order of the characters (MS-DOC 2.8.35).

use encoding_rs::WINDOWS_1252;

use super::bytes::{Plc, part, size_at, u8_at, u16_at, u32_at};
use super::sprm;
use super::{broken, large};
use neikan_base::diagnostic::Finding;

/// The most characters in a document, in UTF-16 units.
const CHARACTERS: u64 = 4 << 20;

/// The most pieces that a text may consist of.
const PIECES: usize = 200_000;

/// A range of the text.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Its first character.
    pub start: u32,
    /// The character after its last.
    pub end: u32,
    /// Where it begins in the main stream, bytes.
    place: u32,
    /// Whether each character takes two bytes.
    wide: bool,
    /// What it changes in the properties of its characters and paragraphs.
    change: Change<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Change<'a> {
    Short([u8; 3]),
    List(&'a [u8]),
}

impl Piece<'_> {
    /// Where a character begins in the main stream, bytes.
    pub fn place(&self, character: u32) -> u32 {
        let step = if self.wide { 2 } else { 1 };
        self.place.saturating_add(character.saturating_sub(self.start).saturating_mul(step))
    }

    /// The first character that begins at or after an offset in the main stream.
    pub fn character(&self, place: u32) -> u32 {
        let step = if self.wide { 2 } else { 1 };
        let far = place.saturating_sub(self.place).div_ceil(step);
        self.start.saturating_add(far).min(self.end)
    }

    /// The modifiers that the piece adds to those of its characters and paragraphs.
    pub fn change(&self) -> &[u8] {
        match &self.change {
            Change::Short(bytes) => bytes,
            Change::List(bytes) => bytes,
        }
    }
}

/// The characters of a document.
#[derive(Debug, Default)]
pub struct Text<'a> {
    units: Vec<u16>,
    pieces: Vec<Piece<'a>>,
}

impl<'a> Text<'a> {
    /// Reads from the main stream the text that the piece table `clx` describes.
    ///
    /// # Errors
    /// A finding if the table is damaged or the text is too long.
    pub fn read(main: &[u8], clx: &'a [u8], characters: u64) -> Result<Self, Finding> {
        if characters > CHARACTERS {
            return Err(large("WordDocument"));
        }
        let (lists, table) = parts(clx).ok_or_else(|| broken("Clx"))?;
        let plc = Plc::of(table, 8);
        if plc.count() > PIECES {
            return Err(large("Clx"));
        }
        let mut text = Self::default();
        for at in 0..plc.count() {
            let piece = piece(&plc, at, &lists).ok_or_else(|| broken("Clx"))?;
            if piece.start as usize != text.units.len() || piece.end < piece.start {
                return Err(broken("Clx"));
            }
            if u64::from(piece.end) > CHARACTERS {
                return Err(large("WordDocument"));
            }
            text.take(main, &piece)?;
            text.pieces.push(piece);
        }
        if text.units.is_empty() { Err(broken("Clx")) } else { Ok(text) }
    }

    fn take(&mut self, main: &[u8], piece: &Piece<'_>) -> Result<(), Finding> {
        let count = (piece.end - piece.start) as usize;
        let length = if piece.wide { count * 2 } else { count };
        let bytes = part(main, piece.place as usize, length).ok_or_else(|| broken("Clx"))?;
        if piece.wide {
            let pairs = bytes.chunks_exact(2);
            self.units.extend(pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
        } else {
            // Eight-bit text is Windows-1252, whatever the language of the document.
            self.units.extend(bytes.iter().map(|&byte| western(byte)));
        }
        Ok(())
    }

    /// The UTF-16 unit at a position.
    pub fn unit(&self, at: u32) -> Option<u16> {
        self.units.get(at as usize).copied()
    }

    /// How many units there are.
    pub fn length(&self) -> u32 {
        u32::try_from(self.units.len()).unwrap_or(u32::MAX)
    }

    /// The piece that contains a character.
    pub fn piece(&self, character: u32) -> Option<&Piece<'a>> {
        let at = self.pieces.partition_point(|piece| piece.end <= character);
        self.pieces.get(at).filter(|piece| piece.start <= character)
    }
}

/// A byte of Windows-1252 as a UTF-16 unit; control characters keep their meaning in Word.
fn western(byte: u8) -> u16 {
    if byte < 0x80 {
        return u16::from(byte);
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.encode_utf16().next().unwrap_or(0xfffd)
}

/// The lists of modifiers and the piece table in a CLX.
fn parts(clx: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    let mut lists = Vec::new();
    let mut at = 0;
    while u8_at(clx, at)? == 1 {
        let length = usize::from(u16_at(clx, at + 1)?);
        lists.push(part(clx, at + 3, length)?);
        at += 3 + length;
    }
    if u8_at(clx, at)? != 2 {
        return None;
    }
    Some((lists, part(clx, at + 5, size_at(clx, at + 1)?)?))
}

fn piece<'a>(plc: &Plc<'_>, at: usize, lists: &[&'a [u8]]) -> Option<Piece<'a>> {
    let (start, end, entry) = (plc.position(at)?, plc.position(at + 1)?, plc.entry(at)?);
    let place = u32_at(entry, 2)?;
    let wide = place & 0x4000_0000 == 0;
    let place = place & 0x3fff_ffff;
    let place = if wide { place } else { place / 2 };
    let change = u16_at(entry, 6)?;
    let change = if change & 1 == 1 {
        Change::List(lists.get(usize::from(change >> 1)).copied().unwrap_or_default())
    } else {
        match sprm::short(change >> 1 & 0x7f) {
            Some(code) => {
                let [low, high] = code.to_le_bytes();
                Change::Short([low, high, (change >> 8) as u8])
            }
            None => Change::List(&[]),
        }
    };
    Some(Piece { start, end, place, wide, change })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of two pieces: three characters of two bytes each at 6, two of one byte each at 0.
    fn clx() -> Vec<u8> {
        let mut table: Vec<u8> = [0u32, 3, 5].iter().flat_map(|cp| cp.to_le_bytes()).collect();
        for (place, change) in [(6u32, 1u16), (0x4000_0000, 0x0182)] {
            table.extend([0, 0]);
            table.extend(place.to_le_bytes());
            table.extend(change.to_le_bytes());
        }
        let mut clx = vec![1, 3, 0, 0x35, 0x08, 1, 2];
        clx.extend((table.len() as u32).to_le_bytes());
        clx.extend(table);
        clx
    }

    #[test]
    fn pieces_make_one_text() {
        let main = [&[0x80u8, b'a'][..], &[0; 4], &[0x2d, 0x4e, 0x87, 0x65, 0x0d, 0]].concat();
        let clx = clx();
        let text = Text::read(&main, &clx, 5).unwrap();
        let units: Vec<u16> = (0..text.length()).filter_map(|at| text.unit(at)).collect();
        assert_eq!(String::from_utf16(&units).unwrap(), "中文\r€a");
        let (first, second) = (text.piece(2).unwrap(), text.piece(3).unwrap());
        assert_eq!((first.place(2), second.place(4)), (10, 1));
        assert_eq!((first.character(9), second.character(9)), (2, 5));
        assert_eq!(first.change(), [0x35, 0x08, 1]);
        assert_eq!(second.change(), [0x00, 0x08, 1]);
    }

    #[test]
    fn a_table_that_names_what_is_not_there_is_damaged() {
        let clx = clx();
        assert_eq!(Text::read(&[0; 8], &clx, 5).unwrap_err().rule, "import-word-broken");
        assert_eq!(Text::read(&[0; 8], &clx[..20], 5).unwrap_err().rule, "import-word-broken");
        assert_eq!(Text::read(&[0; 8], &clx, 1 << 40).unwrap_err().rule, "import-word-large");
    }
}
