//! The text of a document as in a .docx: paragraphs, runs, fields, anchored objects.

use std::collections::BTreeMap;
use std::ops::Range;

use super::art::{Art, Inline, Shape, inline};
use super::bytes::size_at;
use super::calls::Call;
use super::document::{Block, Document};
use super::large;
use super::properties::Characters;
use super::runs::{Change, Runs};
use super::styles::{align, looks, numbering};
use super::write::{self, Parts};
use crate::manuscript::incoming::signs::Face;
use neikan_base::diagnostic::Finding;

/// The most XML written for a story, bytes: what the .docx reader accepts.
const XML: usize = 16 << 20;
/// The most XML written for all stories, bytes.
const STORIES: usize = 3 * XML;
/// The most picture data that is extracted, bytes.
const PICTURES: usize = 160 << 20;
/// What a picture counts for besides its bytes, which puts an end to a document with very many.
const PICTURE: usize = 64 << 10;
/// The most shapes that are written.
const SHAPES: usize = 40_000;
/// How much of a field's code is kept, in UTF-16 units: enough for its name.
const CODE: usize = 64;
/// How deeply groups of shapes are followed.
const GROUPS: usize = 16;
/// How deeply fields may be nested.
const FIELDS: usize = 32;

/// Writes the text of a document.
pub struct Scribe<'d> {
    /// The document.
    pub document: &'d Document<'d>,
    /// What has been written: the pictures.
    pub parts: Parts,
    /// The stories being written, the innermost last.
    pub out: String,
    /// The identifiers of pictures from the store.
    pictures: BTreeMap<usize, Option<String>>,
    /// What was written for pictures in lines, by their offsets.
    inlines: BTreeMap<u32, String>,
    /// How many bytes of pictures may still be extracted.
    left: usize,
    /// How many shapes may still be written.
    shapes: usize,
    /// How much XML was written for whole stories.
    written: usize,
    /// Text boxes that have not been written yet.
    boxes: BTreeMap<u32, Range<u32>>,
    /// The comments whose range begins (true) or ends before a character.
    about: BTreeMap<u32, Vec<(bool, usize)>>,
    fields: Vec<Field>,
}

/// A field that is open.
#[derive(Debug, Default)]
struct Field {
    code: Vec<u16>,
    shows: bool,
}

impl Field {
    /// Whether the field shows what another program made.
    fn embeds(&self) -> bool {
        let code = String::from_utf16_lossy(&self.code);
        let first = code.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        matches!(first.as_str(), "EMBED" | "LINK")
    }
}

impl<'d> Scribe<'d> {
    /// A scribe that has written nothing yet.
    pub fn new(document: &'d Document<'d>) -> Self {
        let mut about: BTreeMap<u32, Vec<(bool, usize)>> = BTreeMap::new();
        for (at, comment) in document.calls.comments.iter().enumerate() {
            if let Some(range) = &comment.about {
                about.entry(range.start).or_default().push((true, at));
                about.entry(range.end).or_default().push((false, at));
            }
        }
        Self {
            document,
            parts: Parts::default(),
            out: String::new(),
            pictures: BTreeMap::new(),
            inlines: BTreeMap::new(),
            left: PICTURES,
            shapes: SHAPES,
            written: 0,
            boxes: document.calls.boxes.clone(),
            about,
            fields: Vec::new(),
        }
    }

    /// Writes a range of text and returns the XML.
    ///
    /// # Errors
    /// A finding if it is too large.
    pub fn story(&mut self, text: Range<u32>) -> Result<String, Finding> {
        let blocks = self.document.blocks(text)?;
        let outer = (std::mem::take(&mut self.out), std::mem::take(&mut self.fields));
        let written = self.blocks(&blocks, 0);
        let own = std::mem::replace(&mut self.out, outer.0);
        self.fields = outer.1;
        self.written += own.len();
        if self.written > STORIES { Err(large("WordDocument")) } else { written.map(|()| own) }
    }

    /// Writes the text boxes that are not anchored in the text.
    ///
    /// # Errors
    /// A finding if they are too large.
    pub fn loose_boxes(&mut self) -> Result<String, Finding> {
        let mut out = String::new();
        while let Some((_, text)) = self.boxes.pop_first() {
            let content = self.story(text)?;
            out.push_str(&format!("<w:p><w:r>{}</w:r></w:p>", boxed(&content)));
        }
        Ok(out)
    }

    /// Writes a paragraph.
    ///
    /// # Errors
    /// A finding if the text is too large.
    pub fn paragraph(&mut self, block: &Block) -> Result<(), Finding> {
        self.out.push_str("<w:p><w:pPr>");
        self.properties(block);
        self.out.push_str("</w:pPr>");
        let runs = self.runs(block)?;
        self.out.push_str(&runs);
        self.out.push_str("</w:p>");
        if self.out.len() > XML { Err(large("WordDocument")) } else { Ok(()) }
    }

    fn properties(&mut self, block: &Block) {
        let (own, style) = (&block.properties, block.style);
        let (styles, lists) = (&self.document.styles, &self.document.lists);
        let out = &mut self.out;
        write::value(out, "pStyle", &format!("s{style}"));
        if own.drop_cap {
            out.push_str("<w:framePr w:dropCap=\"drop\"/>");
        }
        if own.page_break {
            write::value(out, "pageBreakBefore", "1");
        }
        let list = own.list.or_else(|| styles.find(style, |_, p| p.list));
        if let Some(list) = list {
            let level = own.level.or_else(|| styles.find(style, |_, p| p.level));
            let level = level.or_else(|| lists.level_of(list, style));
            numbering(out, list, level.unwrap_or_default());
        }
        if let Some(outline) = own.outline {
            write::value(out, "outlineLvl", &outline.to_string());
        }
        align(out, own.align);
        if block.mark.is_some() {
            let change = self.document.characters(block.text.end).0;
            let tags = [("ins", change.added), ("del", change.removed)];
            let tags = tags.iter().filter(|(_, author)| author.is_some());
            let tags: String = tags.map(|(name, _)| format!("<w:{name}/>")).collect();
            out.push_str(&format!("<w:rPr>{tags}</w:rPr>"));
        }
    }

    fn runs(&mut self, block: &Block) -> Result<String, Finding> {
        let mut runs = Runs::default();
        let mut at = block.text.start;
        while at < block.text.end {
            let (characters, end) = self.document.characters(at);
            let end = end.min(block.text.end);
            runs.begin(self.looks(&characters, block.style), self.change(&characters));
            for character in at..end {
                self.character(character, &characters, &mut runs)?;
            }
            if self.out.len() + runs.length() > XML {
                return Err(large("WordDocument"));
            }
            at = end;
        }
        Ok(runs.finish())
    }

    /// The formatting of characters, as the properties of a run.
    fn looks(&self, own: &Characters, style: u16) -> String {
        let styles = &self.document.styles;
        let mut out = String::new();
        if let Some(own) = own.style {
            write::value(&mut out, "rStyle", &format!("s{own}"));
        }
        looks(&mut out, own, |which| {
            let said = own.style.filter(|own| styles.find(*own, |c, _| which(c)).is_some());
            styles.is_on(said.unwrap_or(style), which)
        });
        let dots = own.dots.map(|kind| if kind == 0 { "none" } else { "dot" });
        let line = own.underline.map(|kind| if kind == 0 { "none" } else { "single" });
        let height = own.height.map(|kind| match kind {
            1 => "superscript",
            2 => "subscript",
            _ => "baseline",
        });
        for (name, value) in [("em", dots), ("u", line), ("vertAlign", height)] {
            if let Some(value) = value {
                write::value(&mut out, name, value);
            }
        }
        if let Some(font) = self.sign_font(own, style) {
            out.push_str("<w:rFonts w:ascii=\"");
            write::text(&mut out, font);
            out.push_str("\" w:hAnsi=\"");
            write::text(&mut out, font);
            out.push_str("\"/>");
        }
        out
    }

    /// The font of characters, if it is a symbol font.
    fn sign_font(&self, own: &Characters, style: u16) -> Option<&'d str> {
        let say = |style: u16| self.document.styles.find(style, |c, _| c.font);
        let font = own.font.or_else(|| own.style.and_then(say)).or_else(|| say(style))?;
        let name = self.document.fonts.get(usize::from(font))?.as_str();
        (Face::named(name) != Face::Letters).then_some(name)
    }

    fn change(&self, own: &Characters) -> Change {
        let name = |at: u16| self.document.reviewers.get(usize::from(at)).cloned();
        let author = |at: Option<u16>| at.map(|at| name(at).unwrap_or_default());
        Change { added: author(own.added), removed: author(own.removed) }
    }

    /// Who deleted or added a row, according to the mark that ends it.
    pub fn change_at(&self, character: u32) -> Change {
        self.change(&self.document.characters(character).0)
    }

    fn character(&mut self, at: u32, own: &Characters, runs: &mut Runs) -> Result<(), Finding> {
        let Some(unit) = self.document.text.unit(at) else { return Ok(()) };
        for (begins, comment) in self.about.get(&at).into_iter().flatten() {
            let end = if *begins { "Start" } else { "End" };
            runs.between(&format!("<w:commentRange{end} w:id=\"{comment}\"/>"));
        }
        if let Some(call) = self.document.calls.at.get(&at) {
            self.call(*call, runs)?;
        }
        if matches!(unit, 0x13..=0x15) {
            self.field(unit, runs);
        } else if let Some(field) = self.fields.last_mut().filter(|field| !field.shows) {
            if unit >= 0x20 {
                if field.code.len() < CODE {
                    field.code.push(unit);
                }
                runs.unit(unit, true);
            }
        } else {
            self.shown(unit, own, runs);
        }
        Ok(())
    }

    fn field(&mut self, mark: u16, runs: &mut Runs) {
        let kind = match mark {
            0x13 if self.fields.len() >= FIELDS => return,
            0x13 => {
                self.fields.push(Field::default());
                "begin"
            }
            0x14 => {
                self.fields.last_mut().into_iter().for_each(|field| field.shows = true);
                "separate"
            }
            _ => {
                self.fields.pop();
                "end"
            }
        };
        runs.element(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    }

    fn shown(&mut self, unit: u16, own: &Characters, runs: &mut Runs) {
        match unit {
            0x01 => self.inline(own, runs),
            0x09 => runs.element("<w:tab/>"),
            0x0b => runs.element("<w:br/>"),
            0x0c => runs.element("<w:br w:type=\"page\"/>"),
            0x0e => runs.element("<w:br w:type=\"column\"/>"),
            0x1e => runs.element("<w:noBreakHyphen/>"),
            0x28 if own.symbol.is_some() => {
                let (font, code) = own.symbol.unwrap_or_default();
                let font = self.document.fonts.get(usize::from(font));
                sign(font.map(String::as_str).unwrap_or_default(), code, runs);
            }
            0xf020..=0xf0ff => match self.sign_font(own, 0) {
                Some(font) => sign(font, unit, runs),
                None => runs.unit(unit, false),
            },
            0x20.. => runs.unit(unit, false),
            _ => {}
        }
    }

    fn call(&mut self, call: Call, runs: &mut Runs) -> Result<(), Finding> {
        match call {
            Call::Footnote(at) => {
                runs.element(&format!("<w:footnoteReference w:id=\"{at}\"/>"));
            }
            Call::Endnote(at) => runs.element(&format!("<w:endnoteReference w:id=\"{at}\"/>")),
            Call::Comment(at) => runs.element(&format!("<w:commentReference w:id=\"{at}\"/>")),
            Call::Shape(id) => return self.shape(id, 0, runs),
        }
        Ok(())
    }

    /// Writes a shape: its text, its picture, and the shapes in it.
    fn shape(&mut self, id: u32, depth: usize, runs: &mut Runs) -> Result<(), Finding> {
        if let Some(text) = self.boxes.remove(&id) {
            let content = self.story(text)?;
            runs.element(&boxed(&content));
        }
        self.shapes = self.shapes.saturating_sub(1);
        let Some(shape) = self.document.drawings.get(id).filter(|_| self.shapes > 0) else {
            return Ok(());
        };
        if let Some(at) = shape.picture {
            let picture = self.stored(at);
            runs.element(&pictured(picture.as_deref(), shape));
        } else if shape.linked {
            runs.element(&pictured(None, shape));
        } else if !shape.letters.is_empty() {
            runs.element(&boxed(&lettered(&shape.letters)));
        }
        if depth < GROUPS {
            for part in &shape.parts {
                self.shape(*part, depth + 1, runs)?;
            }
        }
        Ok(())
    }

    /// The identifier of a picture from the store.
    fn stored(&mut self, at: usize) -> Option<String> {
        if let Some(known) = self.pictures.get(&at) {
            return known.clone();
        }
        let main = &self.document.streams.main;
        let art = (self.left > 0).then(|| self.document.drawings.picture(at, main)).flatten();
        let id = art.map(|Art { extension, bytes }| {
            self.left = self.left.saturating_sub(bytes.len() + PICTURE);
            self.parts.picture(extension, bytes)
        });
        self.pictures.insert(at, id.clone());
        id
    }

    /// Writes the object in a line that a character is the placeholder of.
    fn inline(&mut self, own: &Characters, runs: &mut Runs) {
        let embedded = self.fields.iter().any(Field::embeds);
        if own.object {
            return runs.element("<w:object/>");
        }
        let Some(place) = own.picture.filter(|_| !own.data) else { return };
        let content = match self.inlines.get(&place) {
            Some(known) => known.clone(),
            None => {
                let content = self.inline_at(place);
                self.inlines.insert(place, content.clone());
                content
            }
        };
        match embedded {
            true => runs.element(&format!("<w:object>{content}</w:object>")),
            false => runs.element(&content),
        }
    }

    /// What is written for a picture in a line: a picture, the letters of word art, or a
    /// placeholder for something else.
    fn inline_at(&mut self, place: u32) -> String {
        let data = self.document.streams.data.as_slice();
        let place = place as usize;
        let length = size_at(data, place).unwrap_or_default();
        let found = (self.left > 0).then(|| inline(data, place)).flatten();
        self.left = self.left.saturating_sub(length.min(data.len()) + PICTURE);
        let Inline { shape, art } = found.unwrap_or_default();
        let id = art.map(|Art { extension, bytes }| self.parts.picture(extension, bytes));
        let drawn = id.is_none() && shape.picture.is_none() && !shape.linked;
        match drawn {
            true if shape.letters.is_empty() => "<w:object/>".to_owned(),
            true => boxed(&lettered(&shape.letters)),
            false => pictured(id.as_deref(), &shape),
        }
    }
}

/// A character of a symbol font.
fn sign(font: &str, code: u16, runs: &mut Runs) {
    let mut name = String::new();
    write::text(&mut name, font);
    runs.element(&format!("<w:sym w:font=\"{name}\" w:char=\"{code:04X}\"/>"));
}

/// The letters of word art, as a paragraph.
fn lettered(letters: &str) -> String {
    let mut text = String::new();
    write::text(&mut text, letters);
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A text box.
fn boxed(content: &str) -> String {
    format!(
        "<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>\
         </v:shape></w:pict>"
    )
}

/// A picture by its identifier, or a missing one, as its shape shows it.
fn pictured(id: Option<&str>, shape: &Shape) -> String {
    let mut alt = String::new();
    write::text(&mut alt, &shape.alt);
    let source = match id {
        Some(id) => format!(" r:id=\"{id}\""),
        None if shape.linked => " r:link=\"outside\"".to_owned(),
        None => String::new(),
    };
    let style = format!("rotation:{}fd;flip:{}", shape.turn, flipped(shape.flip));
    let looks = looks_of(shape);
    format!(
        "<w:pict><v:shape alt=\"{alt}\" style=\"{style}\"><v:imagedata{source}{looks}/></v:shape>\
         </w:pict>"
    )
}

fn flipped(flip: [bool; 2]) -> &'static str {
    match flip {
        [true, true] => "xy",
        [true, false] => "x",
        [false, true] => "y",
        [false, false] => "",
    }
}

/// How a picture is cropped and toned, as attributes.
fn looks_of(shape: &Shape) -> String {
    let sides = ["cropleft", "croptop", "cropright", "cropbottom"].into_iter().zip(shape.crop);
    let crops = sides.filter(|(_, share)| *share != 0);
    let mut out: String = crops.map(|(name, share)| format!(" {name}=\"{share}f\"")).collect();
    if shape.grey {
        out.push_str(" grayscale=\"t\"");
    }
    if shape.toned {
        out.push_str(" gain=\"1\"");
    }
    out
}
