//! The reading of a document: tokens in, paragraphs out.

use super::fields::Meaning;
use super::flow::Flow;
use super::head::{Face, Head, Level, Style, Styled};
use super::letters::{Halves, decode};
use super::state::{End, State, Target};
use super::tokens::{Token, Tokens, digit};
use crate::manuscript::incoming::eq::Part;
use crate::manuscript::incoming::numbers::{Label, labelled};
use crate::manuscript::incoming::package::Denied;
use crate::manuscript::incoming::reading::{Extra, Reading};
use crate::manuscript::incoming::signs::MISSING;
use crate::manuscript::incoming::text::{Piece, clean, nest};
use crate::manuscript::incoming::{Changes, Incoming, Item, Options, Role};
use crate::manuscript::model::Inlines;
use crate::publication::Date;
use neikan_base::diagnostic::{Finding, Findings};

/// How deeply groups may be nested.
const DEPTH: usize = 400;
/// How much of a value is kept, in characters.
const VALUE: usize = 4000;
/// The most uniformly formatted pieces of text, each of which takes memory.
const PIECES: usize = 500_000;
/// The list of labelled paragraphs that name no list.
const LOOSE: u32 = u32::MAX;

/// Reads a document.
pub struct Reader<'f> {
    /// What all readings have in common.
    pub reading: Reading<'f>,
    /// Faces, styles, lists.
    pub head: Head,
    /// The state of the current group.
    pub state: State,
    /// The states of the groups around it.
    pub groups: Vec<State>,
    /// `Some` if the last token opened a group; the value is whether `\*` followed.
    opened: Option<bool>,
    /// How many of the next bytes or tokens are the fallback for a code point.
    fallback: usize,
    bytes: Vec<u8>,
    halves: Halves,
    /// The open flows of text, innermost last.
    pub flows: Vec<Flow>,
    /// The open fields.
    pub fields: Vec<Field>,
    /// The open shapes.
    pub shapes: Vec<Shape>,
    /// The open picture.
    pub picture: Option<Picture>,
    /// The value being read.
    pub value: String,
    /// The face, style, level or list being described in the header.
    pub entry: Entry,
    /// The title in the properties of the document.
    pub title: String,
    /// Year, month and day of the last save.
    pub saved: [i32; 3],
    /// The author of the next comment.
    pub comment_author: String,
    /// The number of the current comment.
    pub comment: Option<String>,
    /// The tracked change that the last text was in.
    change: Option<(bool, usize)>,
    seen_headers: Vec<String>,
}

/// A field that is open.
#[derive(Debug, Default)]
pub struct Field {
    /// Its instruction.
    pub instruction: String,
    /// Whether its result shows something.
    pub shows: bool,
}

/// A shape that is open.
#[derive(Debug, Default)]
pub struct Shape {
    /// The flow of text it is anchored in, by its index.
    pub flow: usize,
    /// The paths of the pictures in it.
    pub pictures: Vec<String>,
    /// Whether anything in it was kept.
    pub kept: bool,
    /// The property being read.
    pub property: String,
    /// Its alternative text.
    pub alt: Option<String>,
    /// Words that are set as its shape.
    pub words: String,
    /// Whether it shows a part of its picture alone.
    pub cropped: bool,
}

/// A picture that is open.
#[derive(Debug, Default)]
pub struct Picture {
    /// The kind that it says it is.
    pub kind: &'static str,
    /// Its bytes.
    pub data: Vec<u8>,
    half: Option<u8>,
    /// Its alternative text.
    pub alt: Option<String>,
    /// Whether a part of it alone is shown.
    pub cropped: bool,
}

/// What is being described in the header of a document.
#[derive(Debug, Default)]
pub struct Entry {
    /// Its number.
    pub number: i32,
    /// A face.
    pub face: Face,
    /// A style.
    pub style: Style,
    /// A level.
    pub level: Level,
    /// The levels of a list.
    pub levels: Vec<Level>,
    /// The identifier of a list.
    pub list: i32,
}

impl<'f> Reader<'f> {
    /// A reading that has just begun.
    pub fn new(options: Options<'f>, findings: &'f mut Findings) -> Self {
        Self {
            reading: Reading::new(options, findings),
            head: Head::default(),
            state: State { fallback: 1, ..State::default() },
            groups: Vec::new(),
            opened: None,
            fallback: 0,
            bytes: Vec::new(),
            halves: Halves::default(),
            flows: vec![Flow::default()],
            fields: Vec::new(),
            shapes: Vec::new(),
            picture: None,
            value: String::new(),
            entry: Entry::default(),
            title: String::new(),
            saved: [0; 3],
            comment_author: String::new(),
            comment: None,
            change: None,
            seen_headers: Vec::new(),
        }
    }

    /// Reads a whole document.
    ///
    /// # Errors
    /// A finding if it is cut short or breaks a limit.
    pub fn read(mut self, bytes: &[u8]) -> Result<Incoming, Finding> {
        let mut begun = false;
        for token in Tokens::of(bytes) {
            self.token(token)?;
            if self.reading.pieces > PIECES {
                return Err(Denied::Large.finding("RTF"));
            }
            begun |= token == Token::Open;
            if begun && self.groups.is_empty() {
                break;
            }
        }
        if !begun || !self.groups.is_empty() {
            return Err(Denied::Broken.finding("RTF"));
        }
        self.flush();
        let items = self.end_flow()?;
        let [year, month, day] = self.saved;
        let date: Option<Date> = format!("{year:04}-{month:02}-{day:02}").parse().ok();
        let title = std::mem::take(&mut self.title);
        Ok(self.reading.finish(items, date, &title))
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), Finding> {
        match token {
            Token::Open => return self.open(),
            Token::Close => return self.close(),
            Token::Hex(byte) => self.byte(byte),
            Token::Byte(byte) => self.byte(byte),
            Token::Binary(data) => {
                if self.skips() {
                    return Ok(());
                }
                if let Some(picture) = &mut self.picture
                    && self.state.target == Target::Picture
                {
                    picture.data.extend_from_slice(data);
                }
            }
            Token::Symbol(b'*') if self.opened == Some(false) => {
                self.opened = Some(true);
                return Ok(());
            }
            Token::Symbol(sign) => {
                if !self.skips() {
                    self.flush();
                    self.symbol(sign)?;
                }
            }
            Token::Word(name, number) => {
                let opened = self.opened.take();
                if self.skips() {
                    return Ok(());
                }
                self.flush();
                if self.state.target == Target::Nowhere {
                    return Ok(());
                }
                return self.word(name, number, opened);
            }
        }
        self.opened = None;
        Ok(())
    }

    /// Whether the next token is the fallback for a code point that was already read.
    fn skips(&mut self) -> bool {
        let skips = self.fallback > 0;
        self.fallback = self.fallback.saturating_sub(1);
        skips
    }

    fn open(&mut self) -> Result<(), Finding> {
        self.fallback = 0;
        self.flush();
        if self.groups.len() >= DEPTH {
            let finding = Finding::stop("import-word-deep").with("part", "RTF");
            return Err(finding.with("limit", DEPTH));
        }
        self.groups.push(self.state.clone());
        let end = std::mem::take(&mut self.state.end);
        self.opened = Some(false);
        // A group within a style is not a style.
        if self.state.target == Target::Styles && end == End::Nothing {
            self.begin_style();
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), Finding> {
        self.fallback = 0;
        self.flush();
        self.opened = None;
        self.end_group()?;
        // A superfluous bracket ends nothing.
        if let Some(outer) = self.groups.pop() {
            self.state = outer;
        }
        Ok(())
    }

    fn byte(&mut self, byte: u8) {
        if self.skips() {
            return;
        }
        match self.state.target {
            Target::Nowhere | Target::Quiet => {}
            Target::Picture => {
                if let (Some(picture), Some(value)) = (&mut self.picture, digit(byte)) {
                    match picture.half.take() {
                        Some(high) => picture.data.push(high << 4 | value),
                        None => picture.half = Some(value),
                    }
                }
            }
            _ => self.bytes.push(byte),
        }
    }

    /// Decodes the bytes read so far, in the encoding of their face.
    pub fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let face = match self.state.target {
            Target::Faces => Some(&self.entry.face),
            _ => self.head.face(self.state.letters.own_face()),
        };
        let page = self.head.encoding();
        let Some(encoding) = self.head.encoding_of(face) else {
            return self.symbols(&bytes);
        };
        let (mut text, lost) = decode(&bytes, encoding, page);
        if lost > 0 {
            text = text.replace('\u{fffd}', &MISSING.to_string());
            if self.state.target == Target::Text {
                self.reading.report(Finding::warn("import-bytes").with("count", lost));
            }
        }
        self.emit(&text);
    }

    /// Bytes in a symbol font: private-use characters, which the face shows as its signs. Names are
    /// not signs.
    fn symbols(&mut self, bytes: &[u8]) {
        let shown = matches!(self.state.target, Target::Text | Target::Label);
        let private = |byte: &u8| match byte {
            b' ' | 0xa0 => Some(' '),
            byte if !shown => Some(char::from(*byte)),
            byte => char::from_u32(0xf000 + u32::from(*byte)),
        };
        let text: String = bytes.iter().filter_map(private).collect();
        self.emit(&text);
    }

    /// Handles a code point, given as a 16-bit number.
    pub fn code_point(&mut self, number: i32) {
        self.fallback = self.state.fallback;
        if let Some(c) = self.halves.add(number) {
            self.emit(c.encode_utf8(&mut [0; 4]));
        }
    }

    /// Adds text where the current group's text goes.
    pub fn emit(&mut self, text: &str) {
        match self.state.target {
            Target::Text => self.emit_text(text),
            Target::Nowhere | Target::Quiet | Target::Picture | Target::Properties => {}
            Target::Faces => self.face_text(text),
            Target::Authors => self.author_text(text),
            Target::Instruction => {
                let field = self.fields.last_mut();
                let field =
                    field.filter(|field| field.instruction.len() < super::fields::INSTRUCTION);
                if let Some(field) = field {
                    field.instruction.push_str(text);
                }
            }
            Target::Label => {
                let shown: String = text.chars().map(bullet).collect();
                let flow = self.flow();
                let label = flow.label.get_or_insert_default();
                if label.len() < VALUE {
                    label.push_str(&shown);
                }
            }
            Target::Styles | Target::Lists | Target::Value => {
                if self.value.len() < VALUE {
                    self.value.push_str(text);
                }
            }
        }
    }

    fn emit_text(&mut self, text: &str) {
        let letters = self.state.letters;
        if letters.hidden {
            if !text.trim().is_empty() {
                self.begin("");
                self.reading.report(Finding::warn("import-hidden"));
            }
            return;
        }
        if !self.keeps(text) {
            return;
        }
        self.begin(text);
        self.fields.iter_mut().for_each(|field| field.shows |= !text.trim().is_empty());
        let mut text = text.to_owned();
        if text.contains(|c| matches!(c, '\u{f020}'..='\u{f0ff}')) {
            let face = self.head.sign_face(letters.sign_faces());
            text = self.reading.signs(&text, &face);
        }
        let marks = letters.marks(self.state.link.as_ref());
        let piece = self.reading.text(&text, marks, letters.extra);
        self.flow().line.pieces.push(piece);
    }

    /// Whether text in a tracked change stays; counts the change.
    pub fn keeps(&mut self, text: &str) -> bool {
        let letters = self.state.letters;
        let refuses = self.reading.options.changes == Changes::Refuse;
        let change = match (letters.deleted, letters.revised) {
            (true, _) => Some((false, letters.authors[1])),
            (false, true) => Some((true, letters.authors[0])),
            (false, false) => None,
        };
        if change != self.change && !text.trim().is_empty() {
            self.change = change;
            if let Some((added, author)) = change {
                let author = self.head.authors.get(author).map(String::as_str);
                self.reading.changed.count(author.filter(|name| *name != "Unknown"), added);
            }
        }
        if refuses { !letters.revised } else { !letters.deleted }
    }

    /// The current flow of text.
    pub fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    /// Adds text to the paragraph's first words, and begins the paragraph if it has not begun.
    fn begin(&mut self, text: &str) {
        let flow = self.flow();
        let fresh = !std::mem::replace(&mut flow.begun, true);
        let short = flow.words.len() < 60;
        if short {
            flow.words.extend(text.chars().take(20));
        }
        let words = flow.words.clone();
        if fresh {
            self.reading.number += 1;
        }
        if fresh || short {
            self.reading.name(&words);
        }
    }

    /// Ends a paragraph, unless its end was deleted by a change or it is a drop cap.
    ///
    /// # Errors
    /// A finding if there are too many.
    pub fn end_paragraph(&mut self, whole: bool) -> Result<(), Finding> {
        let letters = self.state.letters;
        let refuses = self.reading.options.changes == Changes::Refuse;
        let taken = if refuses { letters.revised } else { letters.deleted };
        if !whole && (taken || self.state.paragraph.drop_cap) {
            return Ok(());
        }
        self.begin("");
        self.reading.within_limit()?;
        let paragraph = self.state.paragraph;
        let depth = paragraph.tables.min(super::flow::NESTED);
        let Self { reading, flows, .. } = self;
        let Some(flow) = flows.last_mut() else { return Ok(()) };
        flow.settle(depth, reading);
        let mut line = std::mem::take(&mut flow.line);
        let label = flow.label.take();
        (flow.begun, flow.words) = (false, String::new());
        let first = flow.items.is_empty();
        let styled = self.head.styled(paragraph.style);
        unstyle(&mut line.pieces, &styled);
        let c = nest(line.pieces);
        let label = self.label(label);
        let mut items = Vec::new();
        if styled.contents {
            self.reading.report(Finding::note("import-contents"));
        } else if !c.is_empty() {
            if paragraph.page_before && !first && self.flows.len() == 1 {
                self.reading.report(Finding::note("import-page-break"));
            }
            items.push(self.item(c, styled.role, label));
        }
        items.extend(line.floats);
        self.flow().put(items);
        Ok(())
    }

    /// The label before the paragraph: as the document writes it, or else as its lists count.
    fn label(&mut self, written: Option<String>) -> Option<Label> {
        let paragraph = self.state.paragraph;
        match written {
            Some(text) => Label::shown(&text),
            None if paragraph.list != 0 => self.head.next(paragraph.list, paragraph.level),
            None => None,
        }
    }

    fn item(&self, mut c: Inlines, role: Role, label: Option<Label>) -> Item {
        let paragraph = self.state.paragraph;
        let role = match paragraph.outline {
            Some(level) if role == Role::Body => Role::Heading(level),
            _ => role,
        };
        let list = u32::try_from(paragraph.list).ok().filter(|list| *list > 0).unwrap_or(LOOSE);
        let role = match label {
            Some(label) => labelled(&mut c, role, label, (list, paragraph.level)),
            None => role,
        };
        let align = paragraph.align.unwrap_or_default();
        Item { role, align, ..Item::para(c, self.reading.number) }
    }

    /// Ends the current flow of text and returns what was read in it.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn end_flow(&mut self) -> Result<Vec<Item>, Finding> {
        let flow = self.flow();
        let open = !flow.line.pieces.is_empty() || !flow.line.floats.is_empty();
        if open {
            self.end_paragraph(true)?;
        }
        let Self { reading, flows, .. } = self;
        let Some(mut flow) = flows.pop() else { return Ok(Vec::new()) };
        flow.settle(0, reading);
        reading.boxed = flow.outer.boxed;
        Ok(flow.items)
    }

    /// Reports the content of a header or footer, once.
    pub fn report_header(&mut self, text: &str) {
        let shown: String = text.trim().chars().take(20).collect();
        let words = shown.chars().any(char::is_alphabetic);
        if words && self.seen_headers.len() < 64 && !self.seen_headers.contains(&shown) {
            self.seen_headers.push(shown.clone());
            self.reading.findings.push(Finding::note("import-header").with("text", shown));
        }
    }

    /// Shows what a field means if its result does not show it.
    pub fn show_meaning(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Sign(Ok(sign)) => self.emit_text(&sign.to_string()),
            Meaning::Sign(Err(face)) => {
                let sign = self.reading.unknown_sign(&face);
                self.emit_text(&sign.to_string());
            }
            Meaning::Drawn(shown) => {
                let letters = self.state.letters;
                for part in shown.parts {
                    let raised = match part {
                        Part::Up(_) => Some(true),
                        Part::Down(_) => Some(false),
                        Part::Text(_) | Part::Ruby(..) => letters.extra.raised,
                    };
                    self.state.letters.extra = Extra { raised, ..letters.extra };
                    match part {
                        Part::Ruby(base, reading) => self.ruby(&base, &reading),
                        Part::Text(text) | Part::Up(text) | Part::Down(text) => {
                            self.emit_text(&text);
                        }
                    }
                }
                self.state.letters = letters;
                if shown.flat {
                    self.reading.report(Finding::warn("import-math"));
                }
            }
            Meaning::Link(_) | Meaning::Contents | Meaning::Result => {}
        }
    }

    fn ruby(&mut self, base: &str, reading: &str) {
        if self.state.letters.hidden || !self.keeps(base) {
            return;
        }
        self.begin(base);
        let (base, reading) = (clean(base), clean(reading));
        self.reading.remarks.hear(&base);
        self.fields.iter_mut().for_each(|field| field.shows = true);
        self.flow().line.pieces.push(Piece::Ruby(base, reading));
    }
}

/// Removes bold and italics that a heading or quotation has from its style, since they are not
/// marks of its characters.
fn unstyle(pieces: &mut [Piece], styled: &Styled) {
    for piece in pieces {
        if let Piece::Text(_, marks) = piece
            && styled.role != Role::Body
        {
            marks.strong &= !styled.bold;
            marks.emph &= !styled.italic;
        }
    }
}

/// A sign of a symbol font in a label is a bullet.
fn bullet(c: char) -> char {
    if matches!(c, '\u{f000}'..='\u{f0ff}') { '•' } else { c }
}
