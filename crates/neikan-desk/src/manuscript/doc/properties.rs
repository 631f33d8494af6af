//! The effect of modifiers on characters, paragraphs and table rows.

use super::bytes::{part, u16_at};
use super::sprm::{Sprm, each};

/// The most columns in a row (MS-DOC 2.9.317).
const COLUMNS: usize = 63;
/// The longest list of modifiers that is read from another stream, bytes.
const ELSEWHERE: usize = 8 << 10;

/// The properties of characters; those not stated are absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Characters {
    /// Their style.
    pub style: Option<u16>,
    /// Bold: 0, 1, as in the style (0x80) or the opposite of it (0x81).
    pub bold: Option<u8>,
    /// Italics, coded like bold.
    pub italic: Option<u8>,
    /// Struck through, coded like bold.
    pub strike: Option<u8>,
    /// Struck through twice.
    pub double_strike: Option<u8>,
    /// Hidden, coded like bold.
    pub hidden: Option<u8>,
    /// The kind of underline; 0 is none.
    pub underline: Option<u8>,
    /// The kind of 着重号; 0 is none.
    pub dots: Option<u8>,
    /// 1 raised, 2 lowered.
    pub height: Option<u8>,
    /// The font of Latin letters, by its index in the list of fonts.
    pub font: Option<u16>,
    /// A sign: its font and its code.
    pub symbol: Option<(u16, u16)>,
    /// The offset of the picture that the character is a placeholder of.
    pub picture: Option<u32>,
    /// Whether that offset is not of a picture but of a field's data.
    pub data: bool,
    /// Whether an object is embedded.
    pub object: bool,
    /// Who added the character, if it was added.
    pub added: Option<u16>,
    /// Who deleted the character, if it was deleted.
    pub removed: Option<u16>,
    adder: u16,
    remover: u16,
}

impl Characters {
    /// Applies modifiers to these properties.
    pub fn apply(&mut self, changes: &[u8]) {
        each(changes).for_each(|sprm| self.set(&sprm));
    }

    fn set(&mut self, sprm: &Sprm<'_>) {
        match sprm.code {
            0x4a30 => self.style = Some(sprm.word()),
            0x0835 => self.bold = Some(sprm.byte()),
            0x0836 => self.italic = Some(sprm.byte()),
            0x0837 => self.strike = Some(sprm.byte()),
            0x2a53 => self.double_strike = Some(sprm.byte()),
            0x083c => self.hidden = Some(sprm.byte()),
            0x2a3e => self.underline = Some(sprm.byte()),
            0x2a34 => self.dots = Some(sprm.byte()),
            0x2a48 => self.height = Some(sprm.byte()),
            0x4a4f => self.font = Some(sprm.word()),
            0x6a09 => {
                self.symbol = u16_at(sprm.value, 2).map(|code| (sprm.word(), code));
            }
            0x6a03 => self.picture = Some(sprm.long()),
            0x0806 => self.data = sprm.byte() != 0,
            0x080a | 0x0856 => self.object = sprm.byte() != 0,
            0x0801 => self.added = (sprm.byte() != 0).then_some(self.adder),
            0x0800 => self.removed = (sprm.byte() != 0).then_some(self.remover),
            0x4804 => {
                self.adder = sprm.word();
                self.added = self.added.map(|_| self.adder);
            }
            0x4863 => {
                self.remover = sprm.word();
                self.removed = self.removed.map(|_| self.remover);
            }
            _ => {}
        }
    }
}

/// The properties of a paragraph; those not stated are absent.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// Its list; 0 is none.
    pub list: Option<u16>,
    /// Its level in the list, from 0.
    pub level: Option<u8>,
    /// 1 centred, 2 flush right.
    pub align: Option<u8>,
    /// Its outline level from 0; 9 is text.
    pub outline: Option<u8>,
    /// Whether it begins a page.
    pub page_break: bool,
    /// Whether it is a drop cap of the next paragraph.
    pub drop_cap: bool,
    /// Whether it is in a table.
    pub in_table: bool,
    /// How many tables it is in, if the document says so.
    pub depth: Option<u32>,
    /// Whether it ends a row of the outermost table.
    pub ends_row: bool,
    /// Whether it ends a row of an inner table.
    pub ends_inner_row: bool,
    /// Whether it ends a cell of an inner table.
    pub ends_inner_cell: bool,
    /// The row that it ends.
    pub row: Row,
}

impl Paragraph {
    /// Applies modifiers to these properties; a long list of them is in the stream `data`.
    pub fn apply(&mut self, changes: &[u8], data: &[u8]) {
        let mut inside = true;
        for sprm in each(changes) {
            match sprm.code {
                0x6645 | 0x6646 | 0x646b if inside => {
                    inside = false;
                    let place = sprm.long() as usize;
                    let length = u16_at(data, place).map_or(0, usize::from);
                    let length = length.min(ELSEWHERE);
                    let more = part(data, place.saturating_add(2), length).unwrap_or_default();
                    each(more).for_each(|sprm| self.set(&sprm));
                }
                _ => self.set(&sprm),
            }
        }
    }

    fn set(&mut self, sprm: &Sprm<'_>) {
        match sprm.code {
            0x460b => self.list = Some(sprm.word()),
            0x260a => self.level = Some(sprm.byte().min(8)),
            0x2403 | 0x2461 => self.align = Some(sprm.byte()),
            0x2640 => self.outline = Some(sprm.byte()),
            0x2407 => self.page_break = sprm.byte() != 0,
            0x442c => self.drop_cap = sprm.word() & 7 != 0,
            0x2416 => self.in_table = sprm.byte() != 0,
            0x6649 => self.depth = Some(sprm.long()),
            0x2417 => self.ends_row = sprm.byte() != 0,
            0x244b => self.ends_inner_cell = sprm.byte() != 0,
            0x244c => self.ends_inner_row = sprm.byte() != 0,
            _ => self.row.set(sprm),
        }
    }

    /// How many nested tables the paragraph is in.
    pub fn tables(&self) -> u32 {
        let least = u32::from(self.in_table);
        self.depth.map_or(least, |depth| if self.in_table { depth.max(1) } else { depth })
    }
}

/// How the cells of a row are arranged.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The edges of the cells, in twentieths of a point; one more than there are cells.
    pub edges: Vec<i16>,
    /// How each cell is merged with those beside and above it.
    pub merged: Vec<Merged>,
}

/// How a cell is merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Merged {
    /// Whether it continues the cell to its left.
    pub left: bool,
    /// Whether it is the first of cells that are merged downwards.
    pub first: bool,
    /// Whether it continues the cell above it.
    pub above: bool,
}

impl Row {
    fn set(&mut self, sprm: &Sprm<'_>) {
        match sprm.code {
            0xd608 => self.define(sprm.value),
            // sprmTVertMerge
            0xd62b => {
                let [column, how, ..] = sprm.value else { return };
                if let Some(cell) = self.merged.get_mut(usize::from(*column)) {
                    (cell.first, cell.above) = (*how == 3, *how == 1);
                }
            }
            // sprmTMerge, sprmTSplit
            0x5624 | 0x5625 => {
                let (first, end) = (sprm.word() & 0xff, sprm.word() >> 8);
                for column in first..end {
                    if let Some(cell) = self.merged.get_mut(usize::from(column)) {
                        cell.left = sprm.code == 0x5624 && column > first;
                    }
                }
            }
            _ => {}
        }
    }

    /// sprmTDefTable: the number of cells, their edges, then twenty bytes for each cell.
    fn define(&mut self, value: &[u8]) {
        let count = value.first().map_or(0, |count| usize::from(*count)).min(COLUMNS);
        let edges: Option<Vec<i16>> =
            (0..=count).map(|at| Some(u16_at(value, 1 + at * 2)?.cast_signed())).collect();
        let Some(edges) = edges else { return };
        let start = 1 + (count + 1) * 2;
        let merged = (0..count).map(|at| {
            let flags = u16_at(value, start + at * 20).unwrap_or_default();
            let down = flags >> 5 & 3;
            Merged { left: flags & 3 == 1, first: down == 3, above: down == 1 }
        });
        self.merged = merged.collect();
        self.edges = edges;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_knows_its_author_whichever_comes_first() {
        let mut one = Characters::default();
        one.apply(&[0x00, 0x08, 1, 0x63, 0x48, 5, 0]);
        let mut other = Characters::default();
        other.apply(&[0x63, 0x48, 5, 0, 0x00, 0x08, 1]);
        assert_eq!((one.removed, other.removed), (Some(5), Some(5)));
        other.apply(&[0x00, 0x08, 0]);
        assert_eq!(other.removed, None);
    }

    #[test]
    fn rows_say_how_cells_are_merged() {
        let mut paragraph = Paragraph::default();
        let mut value = vec![2, 0, 0, 100, 0, 200, 0];
        value.extend([0x60, 0]);
        value.extend([0; 18]);
        value.extend([1, 0]);
        value.extend([0; 18]);
        let length = (value.len() + 1) as u16;
        let mut list = vec![0x08, 0xd6];
        list.extend(length.to_le_bytes());
        list.extend(&value);
        paragraph.apply(&list, &[]);
        assert_eq!(paragraph.row.edges, [0, 100, 200]);
        assert!(paragraph.row.merged[0].first && paragraph.row.merged[1].left);
        paragraph.apply(&[0x2b, 0xd6, 2, 1, 1], &[]);
        assert!(paragraph.row.merged[1].above);
    }

    #[test]
    fn long_lists_stand_elsewhere() {
        let mut paragraph = Paragraph::default();
        paragraph.apply(&[0x46, 0x66, 1, 0, 0, 0], &[9, 3, 0, 0x16, 0x24, 1]);
        assert_eq!((paragraph.in_table, paragraph.tables()), (true, 1));
    }
}
