//! Groups with a purpose: their first word says how they begin and what is done when they end.

use std::rc::Rc;

use super::fields::{Meaning, meaning};
use super::flow::{Flow, Outer};
use super::head::{Face, Level, Style};
use super::reader::{Field, Picture, Reader, Shape};
use super::state::{End, Letters, Paragraph, Target};
use crate::manuscript::incoming::Item;
use crate::manuscript::incoming::album::described;
use crate::manuscript::incoming::text::{Piece, clean};
use crate::manuscript::model::Inline;
use neikan_base::diagnostic::Finding;

/// How deeply fields may be nested.
const FIELDS: usize = 64;
/// The most levels of a list.
const LEVELS: usize = 9;

impl Reader<'_> {
    /// Handles a word that gives a group its purpose; returns whether it is such a word.
    ///
    /// `starred` says whether `\*` comes before it, which tells programs that do not know the word
    /// to skip the group.
    pub fn group(&mut self, name: &str, starred: bool) -> bool {
        let purpose = match name {
            "fonttbl" => (Target::Faces, End::Nothing),
            "stylesheet" => (Target::Styles, End::Nothing),
            "listtable" | "listoverridetable" => (Target::Lists, End::Nothing),
            "list" if self.state.target == Target::Lists => (Target::Lists, End::List),
            "listoverride" if self.state.target == Target::Lists => (Target::Lists, End::Override),
            "listlevel" if self.state.target == Target::Lists => (Target::Lists, End::Level),
            "leveltext" => (Target::Lists, End::LevelText),
            "levelnumbers" => (Target::Nowhere, End::Nothing),
            "revtbl" => (Target::Authors, End::Nothing),
            "info" => (Target::Properties, End::Nothing),
            "title" if self.state.target == Target::Properties => (Target::Value, End::Title),
            "revtim" if self.state.target == Target::Properties => (Target::Value, End::Nothing),
            "fldinst" => (Target::Instruction, End::Nothing),
            "listtext" | "pntext" => (Target::Label, End::Nothing),
            "atnauthor" => (Target::Value, End::CommentAuthor),
            "atnref" => (Target::Value, End::CommentNumber),
            "atrfstart" => (Target::Value, End::CommentBegins),
            "atrfend" => (Target::Value, End::CommentEnds),
            "sn" => (Target::Value, End::PropertyName),
            "sv" => (Target::Value, End::PropertyValue),
            "nesttableprops" => return self.begin_row_within(),
            "field" => return self.begin_field(),
            "fldrslt" => return self.begin_result(),
            "footnote" => return self.begin_flow(End::Note),
            "shptxt" | "dptxbxtext" => return self.begin_flow(End::Box),
            "annotation" => return self.begin_flow(End::Comment),
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => return self.begin_flow(End::Header),
            "shp" | "do" => return self.begin_shape(),
            "shpinst" | "shpgrp" | "picprop" | "sp" | "dptxbx" => {
                self.state.target = Target::Quiet;
                return true;
            }
            "pict" => return self.begin_picture(),
            "shppict" | "result" | "mmathPara" | "moMathPara" => return true,
            // The same text twice: for old programs, then in Unicode.
            "upr" | "ud" => {
                self.state.target = match (name, self.state.target) {
                    ("upr", Target::Text) => Target::Quiet,
                    ("ud", Target::Quiet) => Target::Text,
                    (_, target) => target,
                };
                return true;
            }
            "mmath" | "moMath" => {
                self.reading.report(Finding::warn("import-math"));
                self.state.target = Target::Quiet;
                return true;
            }
            "mr" => {
                self.state.target = Target::Text;
                return true;
            }
            "object" => {
                self.reading.report(Finding::warn("import-object"));
                return true;
            }
            _ if is_silent(name) || starred => (Target::Nowhere, End::Nothing),
            _ => return false,
        };
        (self.state.target, self.state.end) = purpose;
        if matches!(purpose, (Target::Value | Target::Authors, _) | (_, End::LevelText)) {
            self.value.clear();
        }
        if self.state.end == End::Level {
            self.entry.level = Level { start: 1, ..Level::default() };
        }
        true
    }

    /// Ends a group.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn end_group(&mut self) -> Result<(), Finding> {
        let value = |reader: &mut Self| std::mem::take(&mut reader.value);
        match self.state.end {
            End::Nothing => {}
            End::Style => self.end_style(),
            End::Title => self.title = value(self).trim().to_owned(),
            End::CommentAuthor => self.comment_author = value(self),
            End::CommentNumber => self.comment = Some(value(self).trim().to_owned()),
            End::CommentBegins => {
                let id = value(self);
                self.reading.remarks.begin(id.trim());
            }
            End::CommentEnds => {
                let id = value(self);
                self.reading.remarks.end(id.trim());
            }
            End::PropertyName => {
                let name = value(self);
                if let Some(shape) = self.shapes.last_mut() {
                    shape.property = name;
                }
            }
            End::PropertyValue => self.end_property(),
            End::Note => self.end_note()?,
            End::Box => self.end_box()?,
            End::Header => {
                let text = self.end_text()?;
                self.report_header(&text);
            }
            End::Comment => {
                let text = self.end_text()?;
                let by = std::mem::take(&mut self.comment_author);
                let id = self.comment.take();
                let words = self.reading.words.clone();
                self.reading.remarks.add(id.as_deref(), &by, &text, &words);
            }
            End::Field => self.end_field(),
            End::Picture => self.end_picture(),
            End::Shape => self.end_shape(),
            End::Row => {
                let flow = self.flow();
                if let Some(outer) = flow.outer_row.take() {
                    flow.row = outer;
                }
            }
            End::LevelText => {
                // The first character is the length, the last a semicolon.
                let text = value(self);
                let text: String = text.chars().skip(1).take(40).collect();
                self.entry.level.text = text.trim_end_matches(';').to_owned();
            }
            End::Level => {
                let level = std::mem::take(&mut self.entry.level);
                if self.entry.levels.len() < LEVELS {
                    self.entry.levels.push(level);
                }
            }
            End::List => {
                let levels = std::mem::take(&mut self.entry.levels);
                self.head.add_list(self.entry.list, levels);
            }
            End::Override => self.head.add_override(self.entry.number, self.entry.list),
        }
        Ok(())
    }

    // Faces, styles, names.

    /// Text in the font table: names, each ended by a semicolon.
    pub fn face_text(&mut self, text: &str) {
        for c in text.chars() {
            if c == ';' {
                let face = std::mem::take(&mut self.entry.face);
                self.head.add_face(self.entry.number, face);
            } else if self.entry.face.name.len() < 100 {
                self.entry.face.name.push(c);
            }
        }
    }

    /// Begins a face.
    pub fn begin_face(&mut self, number: i32) {
        self.entry.number = number;
        self.entry.face = Face::default();
    }

    /// Text in the list of those who made changes.
    pub fn author_text(&mut self, text: &str) {
        for c in text.chars() {
            if c == ';' {
                let name = std::mem::take(&mut self.value);
                if self.head.authors.len() < 1000 {
                    self.head.authors.push(name);
                }
            } else if self.value.len() < 100 {
                self.value.push(c);
            }
        }
    }

    /// Begins a style.
    pub fn begin_style(&mut self) {
        self.value.clear();
        self.entry.number = 0;
        self.entry.style = Style::default();
        self.state.end = End::Style;
    }

    fn end_style(&mut self) {
        let name = std::mem::take(&mut self.value);
        let name = name.trim().trim_end_matches(';').chars().take(100).collect();
        let letters = self.state.letters;
        let (bold, italic) = (letters.bold, letters.italic);
        let style = Style { name, bold, italic, ..std::mem::take(&mut self.entry.style) };
        self.head.add_style(self.entry.number, style);
    }

    // Flows of text.

    fn begin_flow(&mut self, end: End) -> bool {
        // What is anchored in hidden or deleted text is dropped with it.
        let shown = !self.state.letters.hidden && self.keeps("");
        let outer = Outer { number: self.reading.number, boxed: self.reading.boxed };
        self.flows.push(Flow::within(outer));
        self.reading.boxed += 1;
        self.state.target = if shown { Target::Text } else { Target::Nowhere };
        self.state.end = end;
        self.state.letters = Letters::default();
        self.state.paragraph = Paragraph::default();
        self.state.link = None;
        true
    }

    /// Ends a flow of text; findings about it name the paragraph around it.
    fn end_inner(&mut self) -> Result<Vec<Item>, Finding> {
        let items = self.end_flow()?;
        let words = self.flow().words.clone();
        self.reading.name(&words);
        Ok(items)
    }

    fn end_note(&mut self) -> Result<(), Finding> {
        let shown = self.state.target == Target::Text;
        let number = self.flow().outer.number;
        let items = self.end_inner()?;
        self.reading.number = number;
        if shown {
            let (c, others) = self.reading.note(items);
            let flow = self.flow();
            flow.line.pieces.extend(c.map(Piece::Note));
            flow.line.floats.extend(others);
        }
        Ok(())
    }

    fn end_box(&mut self) -> Result<(), Finding> {
        let number = self.flow().outer.number;
        let items = self.end_inner()?;
        if let Some(shape) = self.shapes.last_mut() {
            shape.kept |= !items.is_empty();
        }
        // A box in a cell is a box in a box.
        let cells = self.groups.last().map_or(0, |group| group.paragraph.tables);
        let inner = std::mem::replace(&mut self.reading.number, number);
        self.reading.boxed += cells;
        let items = self.reading.text_box(items);
        self.reading.boxed -= cells;
        self.reading.number = inner;
        self.flow().line.floats.extend(items);
        Ok(())
    }

    /// The text of a flow that does not become part of the document.
    fn end_text(&mut self) -> Result<String, Finding> {
        let number = self.flow().outer.number;
        let items = self.end_inner()?;
        self.reading.number = number;
        let texts: Vec<String> = items.iter().filter_map(Item::text).collect();
        Ok(texts.join(" "))
    }

    // Fields.

    fn begin_field(&mut self) -> bool {
        if self.fields.len() < FIELDS {
            self.fields.push(Field::default());
            self.state.end = End::Field;
        }
        true
    }

    fn begin_result(&mut self) -> bool {
        let Some(field) = self.fields.last() else { return true };
        match meaning(&field.instruction) {
            Meaning::Link(url) => {
                if let Some(url) = self.reading.link(&url) {
                    self.state.link = Some(Rc::from(url.as_str()));
                }
            }
            Meaning::Contents => {
                self.reading.report(Finding::note("import-contents"));
                self.state.target = Target::Nowhere;
            }
            // What these show is made from their instructions when they end.
            Meaning::Drawn(_) => self.state.target = Target::Nowhere,
            Meaning::Sign(_) | Meaning::Result => {}
        }
        true
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if !field.shows && self.state.target == Target::Text {
            let meaning = meaning(&field.instruction);
            self.show_meaning(meaning);
        }
    }

    // Shapes and pictures.

    fn begin_shape(&mut self) -> bool {
        let flow = self.flows.len();
        self.shapes.push(Shape { flow, ..Shape::default() });
        self.state.target = Target::Quiet;
        self.state.end = End::Shape;
        true
    }

    fn end_property(&mut self) {
        let value = std::mem::take(&mut self.value);
        let Some(shape) = self.shapes.last_mut() else { return };
        match shape.property.as_str() {
            "wzDescription" => {}
            "gtextUNICODE" => {
                shape.words = value;
                return;
            }
            "cropFromTop" | "cropFromBottom" | "cropFromLeft" | "cropFromRight" => {
                shape.cropped |= value.trim() != "0";
                return;
            }
            _ => return,
        }
        let alt = described(&value);
        match &mut self.picture {
            Some(picture) => picture.alt = alt,
            None => {
                if let Some(shape) = self.shapes.last_mut() {
                    shape.alt = alt;
                }
            }
        }
    }

    fn end_shape(&mut self) {
        let Some(shape) = self.shapes.pop() else { return };
        for path in &shape.pictures {
            let figure = self.reading.figure(path, shape.alt.as_deref());
            self.flow().line.floats.push(figure);
        }
        if shape.cropped && !shape.pictures.is_empty() {
            self.reading.report(Finding::warn("import-picture-effect"));
        }
        let words = clean(&shape.words);
        if !words.trim().is_empty() {
            let item = Item::para(vec![Inline::Text { s: words.clone() }], self.reading.number);
            let items = self.reading.text_box(vec![item]);
            self.flow().line.floats.extend(items);
        }
        let kept = shape.kept || !shape.pictures.is_empty() || !words.trim().is_empty();
        if let Some(outer) = self.shapes.last_mut() {
            outer.kept |= kept;
        } else if !kept {
            self.reading.report(Finding::warn("import-object"));
        }
    }

    fn begin_picture(&mut self) -> bool {
        // What fills a shape that is a picture is that picture once more.
        let again = |shape: &Shape| shape.property == "fillBlip" && !shape.pictures.is_empty();
        if self.picture.is_some() || self.shapes.last().is_some_and(again) {
            self.state.target = Target::Nowhere;
            return true;
        }
        let shown = !self.state.letters.hidden && self.keeps("");
        self.picture = Some(Picture::default());
        // A picture has properties as a shape has.
        self.shapes.push(Shape { flow: self.flows.len(), ..Shape::default() });
        self.state.target = if shown { Target::Picture } else { Target::Quiet };
        self.state.end = End::Picture;
        true
    }

    fn end_picture(&mut self) {
        self.shapes.pop();
        let Some(picture) = self.picture.take() else { return };
        let in_shape = self.shapes.last().is_some_and(|shape| shape.flow == self.flows.len());
        if self.state.target != Target::Picture {
            return;
        }
        self.fields.iter_mut().for_each(|field| field.shows = true);
        match self.reading.store(picture.data, picture.kind) {
            Err(finding) => {
                if let Some(shape) = self.shapes.last_mut() {
                    shape.kept = true;
                }
                self.reading.report(finding);
            }
            Ok(path) => match self.shapes.last_mut().filter(|_| in_shape) {
                Some(shape) => {
                    shape.cropped |= picture.cropped;
                    shape.pictures.push(path);
                    shape.alt = picture.alt.or(shape.alt.take());
                }
                None => {
                    if picture.cropped {
                        self.reading.report(Finding::warn("import-picture-effect"));
                    }
                    let figure = self.reading.figure(&path, picture.alt.as_deref());
                    self.flow().line.floats.push(figure);
                }
            },
        }
    }

    fn begin_row_within(&mut self) -> bool {
        let flow = self.flow();
        let row = std::mem::take(&mut flow.row);
        flow.outer_row.get_or_insert(row);
        self.state.end = End::Row;
        true
    }
}

/// Groups without a star that contain no text of the document.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "colortbl"
            | "filetbl"
            | "nonshppict"
            | "nonesttables"
            | "shprslt"
            | "mmathPict"
            | "objclass"
            | "objname"
            | "objdata"
            | "objalias"
            | "objsect"
            | "listname"
            | "liststylename"
            | "pntxta"
            | "pntxtb"
            | "xe"
            | "rxe"
            | "txe"
            | "tc"
            | "tcn"
            | "atnid"
            | "atndate"
            | "atntime"
            | "atnicn"
            | "atnparent"
            | "bkmkstart"
            | "bkmkend"
            | "ftnsep"
            | "ftnsepc"
            | "ftncn"
            | "aftnsep"
            | "aftnsepc"
            | "aftncn"
            | "datafield"
            | "formfield"
            | "template"
            | "private"
            | "generator"
            | "userprops"
            | "xmlnstbl"
            | "rsidtbl"
            | "panose"
            | "falt"
            | "fname"
            | "fontemb"
            | "fontfile"
            | "themedata"
            | "colorschememapping"
            | "latentstyles"
            | "datastore"
            | "keycode"
            | "author"
            | "operator"
            | "company"
            | "subject"
            | "keywords"
            | "doccomm"
            | "comment"
            | "category"
            | "manager"
            | "hlinkbase"
            | "creatim"
            | "printim"
            | "buptim"
    )
}
