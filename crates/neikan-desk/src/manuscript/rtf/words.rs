//! Control words: what each says about characters, paragraphs, tables and the document.

use super::flow::Row;
use super::reader::Reader;
use super::state::{Letters, Paragraph, Target};
use crate::manuscript::incoming::Align;
use crate::manuscript::incoming::reading::Extra;
use crate::manuscript::incoming::text::Piece;
use neikan_base::diagnostic::Finding;

impl Reader<'_> {
    /// Handles a control word; `opened` says whether it is the first in its group, and if so
    /// whether it is starred.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn word(
        &mut self,
        name: &str,
        number: Option<i32>,
        opened: Option<bool>,
    ) -> Result<(), Finding> {
        if let Some(starred) = opened
            && self.group(name, starred)
        {
            return Ok(());
        }
        match self.state.target {
            Target::Faces => self.face_word(name, number),
            Target::Styles | Target::Lists => self.entry_word(name, number),
            Target::Picture => self.picture_word(name, number.unwrap_or_default()),
            Target::Value => self.value_word(name, number),
            Target::Quiet => {}
            _ => return self.text_word(name, number),
        }
        Ok(())
    }

    fn face_word(&mut self, name: &str, number: Option<i32>) {
        match (name, number) {
            ("f", Some(number)) => self.begin_face(number),
            ("fcharset", number) => self.entry.face.charset = number,
            ("cpg", number) => self.entry.face.page = number,
            ("u", Some(number)) => self.code_point(number),
            ("uc", number) => self.set_fallback(number),
            _ => {}
        }
    }

    fn entry_word(&mut self, name: &str, number: Option<i32>) {
        let value = number.unwrap_or_default();
        match name {
            "s" if self.state.target == Target::Styles => self.entry.number = value,
            "ls" if self.state.target == Target::Lists => self.entry.number = value,
            "sbasedon" => self.entry.style.base = Some(value).filter(|base| *base != 222),
            "outlinelevel" => self.entry.style.outline = outline(number),
            "levelnfc" | "levelnfcn" => self.entry.level.form = value,
            "levelstartat" => self.entry.level.start = u32::try_from(value).unwrap_or(1),
            "listid" => self.entry.list = value,
            "u" => self.code_point(value),
            "uc" => self.set_fallback(number),
            "f" => self.state.letters.choose(value),
            _ => self.letter_word(name, number),
        }
    }

    fn value_word(&mut self, name: &str, number: Option<i32>) {
        let value = number.unwrap_or_default();
        match name {
            "yr" => self.saved[0] = value.clamp(0, 9999),
            "mo" => self.saved[1] = value.clamp(0, 99),
            "dy" => self.saved[2] = value.clamp(0, 99),
            "u" => self.code_point(value),
            "uc" => self.set_fallback(number),
            _ => self.letter_word(name, number),
        }
    }

    fn picture_word(&mut self, name: &str, value: i32) {
        if let ("piccropl" | "piccropt" | "piccropr" | "piccropb", true) = (name, value != 0)
            && let Some(picture) = &mut self.picture
        {
            picture.cropped = true;
        }
        let kind = match name {
            "jpegblip" => "JPEG",
            "pngblip" => "PNG",
            "emfblip" => "EMF",
            "wmetafile" => "WMF",
            "macpict" => "PICT",
            "pmmetafile" => "OS/2",
            "dibitmap" => "DIB",
            "wbitmap" => "BMP",
            _ => return,
        };
        if let Some(picture) = &mut self.picture {
            picture.kind = kind;
        }
    }

    fn set_fallback(&mut self, number: Option<i32>) {
        self.state.fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(64);
    }

    fn text_word(&mut self, name: &str, number: Option<i32>) -> Result<(), Finding> {
        let value = number.unwrap_or_default();
        let in_text = self.state.target == Target::Text;
        match name {
            "u" => self.code_point(value),
            "uc" => self.set_fallback(number),
            "ansicpg" | "mac" | "pc" | "pca" | "deff" => self.document_word(name, number),
            "par" | "sect" if in_text => self.end_paragraph(false)?,
            "cell" if in_text => self.end_cell(1)?,
            "nestcell" if in_text => self.end_cell(self.state.paragraph.tables.max(2))?,
            "row" if in_text => self.end_row(1)?,
            "nestrow" if in_text => self.end_row(self.state.paragraph.tables.max(2))?,
            "line" if in_text => {
                if self.keeps("") {
                    self.flow().line.pieces.push(Piece::Break);
                }
            }
            "page" | "column" if in_text => self.page_break(),
            "ftnalt" if in_text => self.reading.report(Finding::note("import-endnote")),
            _ => {
                if let Some(sign) = character(name) {
                    self.emit(sign);
                } else if !self.row_word(name, value) && !self.paragraph_word(name, number) {
                    self.letter_word(name, number);
                }
            }
        }
        Ok(())
    }

    fn document_word(&mut self, name: &str, number: Option<i32>) {
        match name {
            "ansicpg" => self.head.page = number.filter(|page| *page != 0),
            "mac" => self.head.page = Some(10000),
            "deff" => self.head.default_face = number,
            // IBM's code pages 437 and 850 have the same letters as ASCII, and no Chinese.
            _ => self.head.page = None,
        }
    }

    fn page_break(&mut self) {
        let flow = self.flow();
        if !flow.items.is_empty() || !flow.line.pieces.is_empty() {
            self.reading.report(Finding::note("import-page-break"));
        }
    }

    fn end_cell(&mut self, depth: usize) -> Result<(), Finding> {
        self.state.paragraph.tables = self.state.paragraph.tables.max(depth);
        if self.has_line() {
            self.end_paragraph(true)?;
        }
        let Self { reading, flows, .. } = self;
        match flows.last_mut() {
            Some(flow) => flow.end_cell(depth, reading),
            None => Ok(()),
        }
    }

    fn end_row(&mut self, depth: usize) -> Result<(), Finding> {
        let Self { reading, flows, .. } = self;
        match flows.last_mut() {
            Some(flow) => flow.end_row(depth, reading),
            None => Ok(()),
        }
    }

    fn has_line(&mut self) -> bool {
        let line = &self.flow().line;
        !line.pieces.is_empty() || !line.floats.is_empty()
    }

    /// Handles words about rows and cells.
    fn row_word(&mut self, name: &str, value: i32) -> bool {
        let row = &mut self.flow().row;
        match name {
            "trowd" => *row = Row::default(),
            "trleft" => row.left = value,
            "cellx" => row.edge(value),
            "clmrg" => row.next.sideways = true,
            // A first cell is one that the others continue.
            "clmgf" | "clvmgf" => {}
            "clvmrg" => row.next.down = true,
            _ => return false,
        }
        true
    }

    fn paragraph_word(&mut self, name: &str, number: Option<i32>) -> bool {
        let value = number.unwrap_or_default();
        let paragraph = &mut self.state.paragraph;
        match name {
            "pard" => *paragraph = Paragraph::default(),
            "s" => paragraph.style = value,
            "ql" | "qj" | "qd" => paragraph.align = Some(Align::Left),
            "qc" => paragraph.align = Some(Align::Center),
            "qr" => paragraph.align = Some(Align::Right),
            "intbl" => paragraph.tables = paragraph.tables.max(1),
            "itap" => paragraph.tables = usize::try_from(value).unwrap_or_default(),
            "outlinelevel" => paragraph.outline = outline(number),
            "ls" => paragraph.list = value,
            "ilvl" => paragraph.level = u8::try_from(value).unwrap_or_default().min(8),
            "pagebb" => paragraph.page_before = number != Some(0),
            "dropcapli" => paragraph.drop_cap = value > 0,
            _ => return false,
        }
        true
    }

    fn letter_word(&mut self, name: &str, number: Option<i32>) {
        let on = number != Some(0);
        let letters = &mut self.state.letters;
        let author = || usize::try_from(number.unwrap_or_default()).unwrap_or_default();
        match name {
            "plain" => *letters = Letters::default(),
            "b" => letters.bold = on,
            "i" => letters.italic = on,
            // Words about letters of another width or direction; they apply here if such letters
            // were announced.
            "ab" if letters.is_wide() => letters.bold = on,
            "ai" if letters.is_wide() => letters.italic = on,
            "strike" | "striked" => letters.strike = on,
            "accdot" | "acccomma" | "acccircle" | "accunderdot" => letters.dots = on,
            "accnone" => letters.dots = false,
            "v" => letters.hidden = on,
            "super" => letters.extra.raised = on.then_some(true),
            "sub" => letters.extra.raised = on.then_some(false),
            "up" => letters.extra.raised = on.then_some(true),
            "dn" => letters.extra.raised = on.then_some(false),
            "nosupersub" => letters.extra = Extra { raised: None, ..letters.extra },
            "ulnone" => letters.extra.lined = false,
            "ulc" => {}
            _ if name.starts_with("ul") => letters.extra.lined = on,
            "deleted" | "mvf" => letters.deleted = on,
            "revised" | "mvt" => letters.revised = on,
            "revauth" => letters.authors[0] = author(),
            "revauthdel" => letters.authors[1] = author(),
            "mvauth" => letters.authors = [author(); 2],
            "loch" | "hich" => letters.wide = Some(false),
            "dbch" => letters.wide = Some(true),
            "rtlch" => letters.rightward = true,
            "ltrch" => (letters.rightward, letters.wide) = (false, None),
            "f" => letters.choose(number.unwrap_or_default()),
            "af" if !letters.rightward => {
                if let Some(wide) = letters.wide {
                    letters.faces[usize::from(wide)] = number;
                }
            }
            _ => {}
        }
    }

    /// Handles a backslash and a sign.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn symbol(&mut self, sign: u8) -> Result<(), Finding> {
        match sign {
            b'\\' | b'{' | b'}' => self.emit(&char::from(sign).to_string()),
            b'~' => self.emit(" "),
            b'_' => self.emit("-"),
            b'\t' => self.emit("\t"),
            b'\r' | b'\n' if self.state.target == Target::Text => self.end_paragraph(false)?,
            _ => {}
        }
        Ok(())
    }
}

/// An outline level, from 1; 9 means plain text.
fn outline(number: Option<i32>) -> Option<u8> {
    let level = u8::try_from(number?).ok().filter(|level| *level < 9)?;
    Some(level + 1)
}

/// The character that a word stands for, if it is such a word.
fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{3000}",
        "enspace" | "qmspace" => " ",
        _ => return None,
    })
}
