//! Lists: their forms and levels, written as the `numbering` part of a .docx, where they are
//! counted and labelled as Word does it.

use super::bytes::{counted, part, size_at, u8_at, u16_at, u32_at, utf16};
use super::styles::count;
use super::write;

/// The most lists that are read.
const LISTS: usize = 2000;
/// The number of levels of a list.
const LEVELS: usize = 9;
/// The length of the header of a level or of a form, bytes.
const LEVEL: usize = 28;

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Lists {
    forms: Vec<Form>,
    lists: Vec<List>,
}

#[derive(Debug)]
struct Form {
    id: u32,
    /// The paragraph style of each level.
    styles: Vec<u16>,
    levels: Vec<Level>,
}

#[derive(Debug, Default)]
struct List {
    form: u32,
    overrides: Vec<Override>,
}

#[derive(Debug)]
struct Override {
    level: usize,
    start: Option<u32>,
    form: Option<Level>,
}

#[derive(Debug)]
struct Level {
    start: u32,
    format: u8,
    legal: bool,
    restart: Option<u8>,
    follow: u8,
    text: String,
}

impl Lists {
    /// Reads the forms, which their levels follow, and the lists that use them.
    pub fn read(forms: &[u8], lists: &[u8]) -> Self {
        Self { forms: read_forms(forms), lists: read_lists(lists).unwrap_or_default() }
    }

    /// The level of a list that is tied to a style.
    pub fn level_of(&self, list: u16, style: u16) -> Option<u8> {
        let list = self.lists.get(usize::from(list).checked_sub(1)?)?;
        let form = self.forms.iter().find(|form| form.id == list.form)?;
        form.styles.iter().position(|own| *own == style).and_then(|at| u8::try_from(at).ok())
    }

    /// The lists as the `numbering` part of a .docx.
    pub fn xml(&self) -> String {
        let mut out = String::new();
        for (at, form) in self.forms.iter().enumerate() {
            out.push_str(&format!("<w:abstractNum w:abstractNumId=\"{at}\">"));
            for (number, level) in form.levels.iter().enumerate() {
                level.write(&mut out, number);
            }
            out.push_str("</w:abstractNum>");
        }
        for (at, list) in self.lists.iter().enumerate() {
            let form = self.forms.iter().position(|form| form.id == list.form);
            let Some(form) = form else { continue };
            out.push_str(&format!("<w:num w:numId=\"{}\">", at + 1));
            write::value(&mut out, "abstractNumId", &form.to_string());
            for change in &list.overrides {
                out.push_str(&format!("<w:lvlOverride w:ilvl=\"{}\">", change.level));
                if let Some(start) = change.start {
                    write::value(&mut out, "startOverride", &start.to_string());
                }
                if let Some(form) = &change.form {
                    form.write(&mut out, change.level);
                }
                out.push_str("</w:lvlOverride>");
            }
            out.push_str("</w:num>");
        }
        out
    }
}

impl Level {
    fn write(&self, out: &mut String, number: usize) {
        out.push_str(&format!("<w:lvl w:ilvl=\"{number}\">"));
        write::value(out, "start", &self.start.to_string());
        write::value(out, "numFmt", format(self.format));
        if let Some(restart) = self.restart {
            write::value(out, "lvlRestart", &restart.to_string());
        }
        if self.legal {
            out.push_str("<w:isLgl/>");
        }
        let follow = match self.follow {
            1 => "space",
            2 => "nothing",
            _ => "tab",
        };
        write::value(out, "suff", follow);
        write::value(out, "lvlText", &self.text);
        out.push_str("</w:lvl>");
    }
}

/// PlfLst: the headers of all forms, then the levels of each.
fn read_forms(bytes: &[u8]) -> Vec<Form> {
    let count = u16_at(bytes, 0).map_or(0, usize::from).min(LISTS);
    let mut at = 2 + usize::from(u16_at(bytes, 0).unwrap_or_default()) * LEVEL;
    let mut forms = Vec::new();
    for number in 0..count {
        let Some(head) = part(bytes, 2 + number * LEVEL, LEVEL) else { break };
        let Some(id) = u32_at(head, 0) else { break };
        let styles = (0..LEVELS).filter_map(|level| u16_at(head, 8 + level * 2)).collect();
        let levels = if head[26] & 1 == 1 { 1 } else { LEVELS };
        let mut form = Form { id, styles, levels: Vec::new() };
        for _ in 0..levels {
            let Some((level, end)) = level(bytes, at) else { break };
            form.levels.push(level);
            at = end;
        }
        forms.push(form);
    }
    forms
}

/// PlfLfo: the headers of all lists, then what each overrides.
fn read_lists(bytes: &[u8]) -> Option<Vec<List>> {
    let count = count(bytes, 0, LISTS);
    let mut at = 4 + size_at(bytes, 0)?.checked_mul(16)?;
    let mut lists = Vec::new();
    for number in 0..count {
        let Some(head) = part(bytes, 4 + number * 16, 16) else { break };
        let mut list = List { form: u32_at(head, 0)?, overrides: Vec::new() };
        at = at.checked_add(4)?;
        for _ in 0..head[12].min(LEVELS as u8) {
            let Some((change, end)) = change(bytes, at) else { break };
            list.overrides.push(change);
            at = end;
        }
        lists.push(list);
    }
    Some(lists)
}

/// LFOLVL: another start, another form, or both; and where it ends.
fn change(bytes: &[u8], at: usize) -> Option<(Override, usize)> {
    let (start, flags) = (u32_at(bytes, at)?, u32_at(bytes, at.checked_add(4)?)?);
    let number = (flags & 0xf) as usize;
    let (form, end) = match flags & 0x20 != 0 {
        true => level(bytes, at + 8).map(|(level, end)| (Some(level), end))?,
        false => (None, at + 8),
    };
    let start = (flags & 0x10 != 0).then(|| form.as_ref().map_or(start, |form| form.start));
    Some((Override { level: number.min(LEVELS - 1), start, form }, end))
}

/// LVL: the header, the properties of the paragraph and the number, the text; and where it ends.
fn level(bytes: &[u8], at: usize) -> Option<(Level, usize)> {
    let head = part(bytes, at, LEVEL)?;
    let flags = head[5];
    let skipped = usize::from(head[24]) + usize::from(head[25]);
    let start = at + LEVEL + skipped;
    let (_, end) = counted(bytes, start)?;
    let level = Level {
        start: u32_at(head, 0)?.min(32_767),
        format: head[4],
        legal: flags & 4 != 0,
        restart: (flags & 8 != 0).then(|| u8_at(head, 26)).flatten(),
        follow: head[15],
        text: shown(part(bytes, start + 2, end - start - 2)?),
    };
    Some((level, end))
}

/// The text of a level, with the numbers of levels as placeholders: `%1` for level 0.
fn shown(units: &[u8]) -> String {
    let mut out = String::new();
    for c in utf16(units).chars().take(60) {
        match u32::from(c) {
            level @ 0..9 => out.push_str(&format!("%{}", level + 1)),
            _ => out.push(c),
        }
    }
    out
}

/// The form of a number (MSONFC, MS-OSHARED 2.2.1.3) by its name in a .docx.
fn format(code: u8) -> &'static str {
    const FORMATS: [&str; 46] = [
        "decimal",
        "upperRoman",
        "lowerRoman",
        "upperLetter",
        "lowerLetter",
        "ordinal",
        "cardinalText",
        "ordinalText",
        "hex",
        "chicago",
        "ideographDigital",
        "japaneseCounting",
        "aiueo",
        "iroha",
        "decimalFullWidth",
        "decimalHalfWidth",
        "japaneseLegal",
        "japaneseDigitalTenThousand",
        "decimalEnclosedCircle",
        "decimalFullWidth2",
        "aiueoFullWidth",
        "irohaFullWidth",
        "decimalZero",
        "bullet",
        "ganada",
        "chosung",
        "decimalEnclosedFullstop",
        "decimalEnclosedParen",
        "decimalEnclosedCircleChinese",
        "ideographEnclosedCircle",
        "ideographTraditional",
        "ideographZodiac",
        "ideographZodiacTraditional",
        "taiwaneseCounting",
        "ideographLegalTraditional",
        "taiwaneseCountingThousand",
        "taiwaneseDigital",
        "chineseCounting",
        "chineseLegalSimplified",
        "chineseCountingThousand",
        "decimal",
        "koreanDigital",
        "koreanCounting",
        "koreanLegal",
        "koreanDigital2",
        "hebrew1",
    ];
    match code {
        57 => "numberInDash",
        255 => "none",
        code => FORMATS.get(usize::from(code)).copied().unwrap_or("decimal"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level_bytes(format: u8, text: &[u16]) -> Vec<u8> {
        let mut out = vec![0; LEVEL];
        (out[0], out[4], out[15], out[24]) = (1, format, 2, 1);
        out.push(0xaa);
        out.extend((text.len() as u16).to_le_bytes());
        text.iter().for_each(|unit| out.extend(unit.to_le_bytes()));
        out
    }

    #[test]
    fn levels_keep_their_form_and_text() {
        let mut forms = vec![1, 0];
        forms.extend(7u32.to_le_bytes());
        forms.extend([0; 22]);
        forms.extend([1, 0]);
        forms.extend(level_bytes(37, &[0, 0x3001]));
        let mut lists = 1u32.to_le_bytes().to_vec();
        lists.extend(7u32.to_le_bytes());
        lists.extend([0; 8]);
        lists.extend([1, 0, 0, 0]);
        lists.extend([0xff; 4]);
        lists.extend(5u32.to_le_bytes());
        lists.extend(0x10u32.to_le_bytes());
        let read = Lists::read(&forms, &lists);
        let xml = read.xml();
        assert!(xml.contains("<w:numFmt w:val=\"chineseCounting\"/>"), "{xml}");
        assert!(xml.contains("<w:lvlText w:val=\"%1、\"/>"), "{xml}");
        assert!(xml.contains("<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/>"), "{xml}");
        assert!(xml.contains("<w:startOverride w:val=\"5\"/>"), "{xml}");
        assert_eq!((read.level_of(1, 0), read.level_of(2, 0)), (Some(0), None));
    }
}
