//! The style sheet (STSH, MS-DOC 2.9.271): styles by number, written as those of a .docx.

use super::bytes::{counted, part, size_at, u16_at};
use super::properties::{Characters, Paragraph};
use super::write;

/// The number that stands for no style.
const NONE: u16 = 0x0fff;
/// How many styles a style may be based on, one after another; also ends a cycle.
const CHAIN: usize = 16;

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles(Vec<Option<Style>>);

#[derive(Debug)]
struct Style {
    name: String,
    base: u16,
    characters: Characters,
    paragraph: Paragraph,
}

impl Styles {
    /// Reads a style sheet; damaged styles are left out.
    pub fn read(sheet: &[u8]) -> Self {
        let Some(head) = u16_at(sheet, 0).map(usize::from) else { return Self::default() };
        let count = u16_at(sheet, 2).unwrap_or_default().min(NONE);
        let fixed = u16_at(sheet, 4).map_or(10, usize::from);
        let mut at = 2 + head;
        let mut styles = Vec::new();
        for _ in 0..count {
            let Some(length) = u16_at(sheet, at).map(usize::from) else { break };
            let bytes = part(sheet, at + 2, length);
            styles.push(bytes.filter(|b| !b.is_empty()).and_then(|bytes| style(bytes, fixed)));
            at += 2 + length;
        }
        Self(styles)
    }

    /// The first answer to `say` from a style and those it is based on.
    pub fn find<T>(
        &self,
        style: u16,
        say: impl Fn(&Characters, &Paragraph) -> Option<T>,
    ) -> Option<T> {
        self.chain(style).find_map(|style| say(&style.characters, &style.paragraph))
    }

    fn chain(&self, style: u16) -> impl Iterator<Item = &Style> {
        let get = |style: u16| self.0.get(usize::from(style)).and_then(Option::as_ref);
        std::iter::successors(get(style), move |style| get(style.base)).take(CHAIN)
    }

    /// Whether a property that is on or off is on in a style.
    pub fn is_on(&self, style: u16, which: fn(&Characters) -> Option<u8>) -> bool {
        let styles: Vec<&Style> = self.chain(style).collect();
        styles
            .iter()
            .rev()
            .fold(false, |on, style| toggle(which(&style.characters), on).unwrap_or(on))
    }

    /// The styles as the `styles` part of a .docx.
    pub fn xml(&self) -> String {
        let mut out = String::new();
        for (at, style) in self.0.iter().enumerate() {
            let Some(style) = style else { continue };
            out.push_str(&format!("<w:style w:styleId=\"s{at}\">"));
            write::value(&mut out, "name", &style.name);
            if style.base != NONE {
                write::value(&mut out, "basedOn", &format!("s{}", style.base));
            }
            out.push_str("<w:pPr>");
            if let Some(outline) = style.paragraph.outline {
                write::value(&mut out, "outlineLvl", &outline.to_string());
            }
            align(&mut out, style.paragraph.align);
            out.push_str("</w:pPr><w:rPr>");
            looks(&mut out, &style.characters, |which| self.is_on(style.base, which));
            out.push_str("</w:rPr></w:style>");
        }
        out
    }
}

/// Whether a property is on, if it is stated; 0x81 is the opposite of the style.
fn toggle(value: Option<u8>, style: bool) -> Option<bool> {
    match value? {
        0 => Some(false),
        0x80 => None,
        0x81 => Some(!style),
        _ => Some(true),
    }
}

/// Adds bold, italics and strikethrough; `style` says whether the underlying style has them.
pub fn looks(
    out: &mut String,
    characters: &Characters,
    style: impl Fn(fn(&Characters) -> Option<u8>) -> bool,
) {
    let on = |which: fn(&Characters) -> Option<u8>| toggle(which(characters), style(which));
    write::switch(out, "b", on(|c| c.bold));
    write::switch(out, "i", on(|c| c.italic));
    write::switch(out, "strike", on(|c| c.strike));
    write::switch(out, "dstrike", on(|c| c.double_strike));
    write::switch(out, "vanish", on(|c| c.hidden));
}

/// Adds the list that a paragraph belongs to; numbers above 2046 mean that it belongs to none.
pub fn numbering(out: &mut String, list: u16, level: u8) {
    let list = if list > 0x07fe { 0 } else { list };
    out.push_str("<w:numPr>");
    write::value(out, "ilvl", &level.to_string());
    write::value(out, "numId", &list.to_string());
    out.push_str("</w:numPr>");
}

/// Adds the alignment.
pub fn align(out: &mut String, align: Option<u8>) {
    match align {
        Some(1) => write::value(out, "jc", "center"),
        Some(2) => write::value(out, "jc", "right"),
        Some(_) => write::value(out, "jc", "left"),
        None => {}
    }
}

/// Reads a style, the first `fixed` bytes of which have the same structure in all styles.
fn style(bytes: &[u8], fixed: usize) -> Option<Style> {
    let kind = u16_at(bytes, 2)? & 0xf;
    let base = u16_at(bytes, 2)? >> 4;
    let lists = usize::from(u16_at(bytes, 4)? & 0xf);
    let (name, end) = counted(bytes, fixed)?;
    let name = built_in(u16_at(bytes, 0)? & 0x0fff).unwrap_or(name);
    let mut style = Style {
        name: name.split(',').next().unwrap_or_default().chars().take(80).collect(),
        base,
        characters: Characters::default(),
        paragraph: Paragraph::default(),
    };
    let mut at = end + 2;
    for number in 0..lists {
        at += at & 1;
        let Some(length) = u16_at(bytes, at).map(usize::from) else { break };
        let Some(list) = part(bytes, at + 2, length) else { break };
        at += 2 + length;
        match (kind, number) {
            (1, 0) | (3, 1) => style.paragraph.apply(list.get(2..).unwrap_or_default(), &[]),
            (1, 1) | (2, 0) | (3, 2) => style.characters.apply(list),
            _ => {}
        }
    }
    Some(style)
}

/// The names of Word's built-in styles, which a document may have in its own language.
fn built_in(number: u16) -> Option<String> {
    Some(match number {
        1..=9 => format!("heading {number}"),
        19..=27 => format!("toc {}", number - 18),
        34 => "caption".to_owned(),
        62 => "Title".to_owned(),
        74 => "Subtitle".to_owned(),
        84 => "Block Text".to_owned(),
        _ => return None,
    })
}

/// The names of fonts, by their index in the list (SttbfFfn).
pub fn fonts(table: &[u8]) -> Vec<String> {
    let mut fonts = Vec::new();
    let mut at = 4;
    for _ in 0..u16_at(table, 0).unwrap_or_default() {
        let Some(length) = table.get(at).map(|length| usize::from(*length)) else { break };
        let name = part(table, at + 1, length).and_then(|font| font.get(39..)).unwrap_or_default();
        let name = super::bytes::utf16(name);
        fonts.push(name.split('\0').next().unwrap_or_default().to_owned());
        at += 1 + length;
    }
    fonts
}

/// The strings of a UTF-16 string table (STTB), with the extra data after each.
pub fn strings(table: &[u8]) -> Vec<(String, &[u8])> {
    if u16_at(table, 0) != Some(0xffff) {
        return Vec::new();
    }
    let extra = u16_at(table, 4).map_or(0, usize::from);
    let mut strings = Vec::new();
    let mut at = 6;
    for _ in 0..u16_at(table, 2).unwrap_or_default() {
        let Some((text, end)) = counted(table, at) else { break };
        let Some(behind) = part(table, end, extra) else { break };
        strings.push((text, behind));
        at = end + extra;
    }
    strings
}

/// Strings with their lengths before them, up to the end of a table.
pub fn names(table: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some((name, end)) = counted(table, at) {
        names.push(name);
        at = end;
    }
    names
}

/// How many entries a list claims to have, at most `most`.
pub fn count(bytes: &[u8], at: usize, most: usize) -> usize {
    size_at(bytes, at).unwrap_or_default().min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A style: its number in Word, the style it is based on, its name, its character modifiers.
    fn bytes(number: u16, base: u16, name: &str, changes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        for word in [number, 1 | base << 4, 2, 0, 0] {
            out.extend(word.to_le_bytes());
        }
        let units: Vec<u16> = name.encode_utf16().collect();
        out.extend((units.len() as u16).to_le_bytes());
        units.iter().for_each(|unit| out.extend(unit.to_le_bytes()));
        out.extend([0, 0, 2, 0, 0, 0]);
        out.extend((changes.len() as u16).to_le_bytes());
        out.extend(changes);
        out
    }

    fn sheet(styles: &[Vec<u8>]) -> Vec<u8> {
        let mut out = vec![4, 0];
        out.extend((styles.len() as u16).to_le_bytes());
        out.extend([10, 0]);
        for style in styles {
            out.extend((style.len() as u16).to_le_bytes());
            out.extend(style);
        }
        out
    }

    #[test]
    fn styles_lean_on_others() {
        let sheet = sheet(&[
            bytes(0, NONE, "正文", &[0x35, 0x08, 1]),
            Vec::new(),
            bytes(2, 0, "标题 2,小题", &[0x35, 0x08, 0x81]),
            bytes(0x0ffe, 3, "自己", &[]),
        ]);
        let styles = Styles::read(&sheet);
        assert!(styles.is_on(0, |c| c.bold) && !styles.is_on(2, |c| c.bold));
        assert!(!styles.is_on(3, |c| c.bold));
        let xml = styles.xml();
        assert!(xml.contains("<w:style w:styleId=\"s2\"><w:name w:val=\"heading 2\"/>"), "{xml}");
        assert!(xml.contains("<w:b w:val=\"0\"/>") && xml.contains("w:val=\"自己\""), "{xml}");
    }

    #[test]
    fn strings_end_with_the_table() {
        let table = [0xff, 0xff, 9, 0, 2, 0, 1, 0, 0x2d, 0x4e, 7, 8, 1, 0];
        assert_eq!(strings(&table), [("中".to_owned(), &[7, 8][..])]);
    }
}
