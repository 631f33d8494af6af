//! Drawings (MS-ODRAW): records within records, of which shapes and pictures matter here.

use std::collections::BTreeMap;

use super::bytes::{part, size_at, u8_at, u16_at, u32_at, utf16};

/// How deeply groups are followed.
const DEPTH: usize = 16;
/// The most shapes that are read.
const SHAPES: usize = 20_000;
/// The length of a record's header, bytes.
const HEAD: usize = 8;
/// The length of the header of an entry in the picture store, bytes.
const ENTRY: usize = 36;

/// A record.
#[derive(Debug, Clone, Copy)]
struct Record<'a> {
    instance: u16,
    kind: u16,
    /// Its header and its content.
    whole: &'a [u8],
    content: &'a [u8],
}

/// Consecutive records, up to one that is cut off.
fn records(bytes: &[u8]) -> impl Iterator<Item = Record<'_>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = size_at(rest, 4)?;
        let content = part(rest, HEAD, length)?;
        let record = Record {
            instance: u16_at(rest, 0)? >> 4,
            kind: u16_at(rest, 2)?,
            whole: &rest[..HEAD + length],
            content,
        };
        rest = &rest[HEAD + length..];
        Some(record)
    })
}

/// A shape in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// Its picture in the store, from 0.
    pub picture: Option<usize>,
    /// Whether its picture is only linked.
    pub linked: bool,
    /// Its alternative text, if somebody wrote one.
    pub alt: String,
    /// The letters of word art.
    pub letters: String,
    /// How much is cropped from its picture at the left, top, right and bottom, in 65536ths of its
    /// sides.
    pub crop: [i32; 4],
    /// Its rotation, in 65536ths of a degree.
    pub turn: i32,
    /// Whether it is flipped horizontally and vertically.
    pub flip: [bool; 2],
    /// Whether its picture is shown in grey.
    pub grey: bool,
    /// Whether its picture is shown lighter or darker, or with more contrast or less.
    pub toned: bool,
    /// The shapes that a group holds.
    pub parts: Vec<u32>,
}

/// The drawings of a document.
#[derive(Debug, Default)]
pub struct Drawings<'a> {
    store: Vec<Record<'a>>,
    shapes: BTreeMap<u32, Shape>,
}

impl<'a> Drawings<'a> {
    /// Reads the picture store and the shapes of all drawings.
    pub fn read(bytes: &'a [u8]) -> Self {
        let mut drawings = Self::default();
        let Some(first) = records(bytes).next().filter(|record| record.kind == 0xf000) else {
            return drawings;
        };
        let stores = records(first.content).filter(|record| record.kind == 0xf001);
        drawings.store = stores.flat_map(|store| records(store.content)).collect();
        let mut rest = &bytes[first.whole.len()..];
        // A byte before each drawing says whether it is of the text or of the headers.
        while let Some(record) = rest.get(1..).and_then(|rest| records(rest).next()) {
            rest = &rest[1 + record.whole.len()..];
            for group in records(record.content).filter(|inner| inner.kind == 0xf003) {
                drawings.group(group.content, 0);
            }
        }
        drawings
    }

    /// Reads a group and returns its identifier; its first shape is the group itself.
    fn group(&mut self, bytes: &[u8], depth: usize) -> Option<u32> {
        let mut own = None;
        let mut parts = Vec::new();
        for record in records(bytes) {
            if self.shapes.len() >= SHAPES || depth > DEPTH {
                break;
            }
            let read = match record.kind {
                0xf003 => self.group(record.content, depth + 1),
                0xf004 => self.shape(record.content),
                _ => None,
            };
            match own {
                None => own = read,
                Some(_) => parts.extend(read),
            }
        }
        // All drawings of a page are in one group, which is not a shape.
        if let Some(shape) = own.and_then(|own| self.shapes.get_mut(&own)).filter(|_| depth > 0) {
            shape.parts = parts;
        }
        own
    }

    fn shape(&mut self, bytes: &[u8]) -> Option<u32> {
        let head = records(bytes).find(|record| record.kind == 0xf00a)?;
        let id = u32_at(head.content, 0)?;
        self.shapes.insert(id, shape(bytes));
        Some(id)
    }

    /// A shape by its identifier.
    pub fn get(&self, id: u32) -> Option<&Shape> {
        self.shapes.get(&id)
    }

    /// A picture from the store; its data may be in the main stream instead.
    pub fn picture(&self, at: usize, main: &[u8]) -> Option<Art> {
        let entry = self.store.get(at)?;
        let mut inside = stored(entry);
        inside.next().or_else(|| {
            let place = size_at(entry.content, 28)?;
            records(main.get(place..)?).next().and_then(|record| art(&record))
        })
    }
}

/// The shape that the properties describe.
fn shape(bytes: &[u8]) -> Shape {
    let head = records(bytes).find(|record| record.kind == 0xf00a);
    let flags = head.and_then(|head| u32_at(head.content, 4)).unwrap_or_default();
    let flip = [flags & 0x40 != 0, flags & 0x80 != 0];
    let mut shape = Shape { flip, ..Shape::default() };
    for table in records(bytes).filter(|record| matches!(record.kind, 0xf00b | 0xf122)) {
        for (code, number, long) in properties(&table) {
            match code & 0x3fff {
                0x0004 => shape.turn = number.cast_signed(),
                0x0100 => shape.crop[1] = number.cast_signed(),
                0x0101 => shape.crop[3] = number.cast_signed(),
                0x0102 => shape.crop[0] = number.cast_signed(),
                0x0103 => shape.crop[2] = number.cast_signed(),
                0x0108 | 0x0109 => shape.toned = true,
                0x013f => shape.grey = number & 0x0004_0004 == 0x0004_0004,
                0x0104 if long.is_none() => {
                    shape.picture = (number as usize).checked_sub(1);
                }
                0x0105 => shape.linked = true,
                0x0381 => shape.alt = words(long),
                0x00c0 => shape.letters = words(long),
                _ => {}
            }
        }
    }
    shape.linked &= shape.picture.is_none();
    shape
}

fn words(bytes: Option<&[u8]>) -> String {
    let text = utf16(bytes.unwrap_or_default());
    text.trim_end_matches('\0').chars().take(500).collect()
}

/// The properties in a table: code, number and, if the number is a length, the bytes after the
/// table.
fn properties<'a>(table: &Record<'a>) -> Vec<(u16, u32, Option<&'a [u8]>)> {
    let count = usize::from(table.instance);
    let mut behind = count * 6;
    let mut out = Vec::new();
    for at in 0..count {
        let entry = (u16_at(table.content, at * 6), u32_at(table.content, at * 6 + 2));
        let (Some(code), Some(number)) = entry else { break };
        let mut long = None;
        if code & 0x8000 != 0 {
            long = part(table.content, behind, number as usize);
            behind = behind.saturating_add(number as usize);
        }
        out.push((code, number, long));
    }
    out
}

/// A picture: its file extension and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Art {
    /// The extension: `jpg`, `png`, …
    pub extension: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The picture that follows an entry of the store, or is the record itself.
fn stored<'a>(record: &Record<'a>) -> impl Iterator<Item = Art> + use<'a> {
    let behind = match record.kind {
        0xf007 => {
            let name = u8_at(record.content, 33).map_or(0, usize::from);
            record.content.get(ENTRY + name..).unwrap_or_default()
        }
        _ => record.whole,
    };
    records(behind).filter_map(|record| art(&record))
}

/// The picture in a record.
fn art(record: &Record<'_>) -> Option<Art> {
    let extension = match record.kind {
        0xf01a => "emf",
        0xf01b => "wmf",
        0xf01c => "pict",
        0xf01d | 0xf02a => "jpg",
        0xf01e => "png",
        0xf01f => "bmp",
        0xf029 => "tiff",
        _ => return None,
    };
    // One or two hashes of the picture, then a byte or the header of a metafile.
    let sums = if record.instance & 1 == 1 { 32 } else { 16 };
    let head = if matches!(record.kind, 0xf01a..=0xf01c) { 34 } else { 1 };
    let bytes = record.content.get(sums + head..)?;
    let bytes = if extension == "bmp" { bitmap(bytes)? } else { bytes.to_vec() };
    Some(Art { extension, bytes })
}

/// A bitmap with the header of a bitmap file, which says where the pixels begin.
fn bitmap(bytes: &[u8]) -> Option<Vec<u8>> {
    let (head, depth) = (size_at(bytes, 0)?, u16_at(bytes, 14)?);
    let colours = match size_at(bytes, 32)? {
        0 if depth <= 8 => 1 << depth,
        colours => colours,
    };
    let masks = if head == 40 && u32_at(bytes, 16)? == 3 { 12 } else { 0 };
    let start = head.checked_add(colours.checked_mul(4)?)?.checked_add(masks + 14)?;
    let mut out = b"BM".to_vec();
    out.extend(u32::try_from(bytes.len() + 14).ok()?.to_le_bytes());
    out.extend([0; 4]);
    out.extend(u32::try_from(start).ok()?.to_le_bytes());
    out.extend_from_slice(bytes);
    Some(out)
}

/// A picture in a line of text.
#[derive(Debug, Default)]
pub struct Inline {
    /// The shape around it: its alternative text, whether it is only linked.
    pub shape: Shape,
    /// The picture.
    pub art: Option<Art>,
}

/// The picture at an offset in the stream `data` (PICF, MS-DOC 2.9.192).
pub fn inline(data: &[u8], place: usize) -> Option<Inline> {
    let whole = part(data, place, size_at(data, place)?)?;
    let head = usize::from(u16_at(whole, 4)?);
    let mut bytes = whole.get(head..)?;
    match u16_at(whole, 6)? {
        0x64 => {}
        // A file name comes before the shape.
        0x66 => bytes = bytes.get(1 + usize::from(u8_at(bytes, 0)?)..)?,
        // Pictures from before Word 97 are bare metafiles.
        _ => {
            let art = Art { extension: "wmf", bytes: bytes.to_vec() };
            return Some(Inline { shape: Shape::default(), art: Some(art) });
        }
    }
    let mut found = Inline::default();
    for record in records(bytes) {
        match record.kind {
            0xf004 => found.shape = shape(record.content),
            _ if found.art.is_none() => found.art = stored(&record).next(),
            _ => {}
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(instance: u16, kind: u16, content: &[u8]) -> Vec<u8> {
        let mut out = (instance << 4 | 0xf).to_le_bytes().to_vec();
        out.extend(kind.to_le_bytes());
        out.extend((content.len() as u32).to_le_bytes());
        out.extend_from_slice(content);
        out
    }

    fn table(entries: &[(u16, u32)], behind: &[u8]) -> Vec<u8> {
        let mut content: Vec<u8> = Vec::new();
        for (code, number) in entries {
            content.extend(code.to_le_bytes());
            content.extend(number.to_le_bytes());
        }
        content.extend(behind);
        record(entries.len() as u16, 0xf00b, &content)
    }

    fn shape_of(id: u32, properties: &[u8]) -> Vec<u8> {
        let mut head = id.to_le_bytes().to_vec();
        head.extend([0; 4]);
        record(0, 0xf004, &[record(0, 0xf00a, &head), properties.to_vec()].concat())
    }

    #[test]
    fn groups_hold_shapes_and_shapes_name_pictures() {
        let picture = record(0x6e0, 0xf01e, &[&[0; 17][..], b"PNG"].concat());
        let entry = record(6, 0xf007, &[&[0; ENTRY][..], &picture].concat());
        let store = record(0, 0xf000, &record(1, 0xf001, &entry));
        let alt: Vec<u8> = "门\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let inner = record(
            0,
            0xf003,
            &[
                shape_of(7, &[]),
                shape_of(8, &table(&[(0x4104, 1), (0xc381, 4), (0x0103, 0x8000)], &alt)),
            ]
            .concat(),
        );
        let page = record(0, 0xf003, &[shape_of(1, &[]), inner].concat());
        let bytes = [store, vec![0], record(0, 0xf002, &page)].concat();
        let drawings = Drawings::read(&bytes);
        assert_eq!(drawings.get(7).unwrap().parts, [8]);
        let shape = drawings.get(8).unwrap();
        assert_eq!((shape.picture, shape.alt.as_str()), (Some(0), "门"));
        assert_eq!(shape.crop, [0, 0, 0x8000, 0]);
        let art = drawings.picture(0, &[]).unwrap();
        assert_eq!((art.extension, art.bytes.as_slice()), ("png", &b"PNG"[..]));
        assert!(drawings.get(1).unwrap().parts.is_empty());
    }

    #[test]
    fn bitmaps_are_given_the_head_of_a_file() {
        let mut bytes = vec![0; 60];
        (bytes[0], bytes[14]) = (40, 1);
        let file = bitmap(&bytes).unwrap();
        assert_eq!((&file[..2], size_at(&file, 10)), (&b"BM"[..], Some(14 + 40 + 8)));
        assert_eq!(bitmap(&bytes[..20]), None);
    }
}
