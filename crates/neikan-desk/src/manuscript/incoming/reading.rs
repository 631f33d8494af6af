//! What readings of documents have in common: where they are, what they reported, what they found.
//!
//! A reader ([`crate::manuscript::odt`], [`crate::manuscript::rtf`]) walks its own format and hands
//! over texts, pictures, boxes, notes and comments here; [`super::cells`] does the tables.

use std::collections::BTreeSet;

use super::album::{Album, described};
use super::arrange::{arrange, first_words, lone_figure};
use super::changes::Changed;
use super::remarks::Remarks;
use super::signs::{Face, MISSING, shown};
use super::text::{Height, Marks, Piece, clean, safe_link, set_off};
use super::{Incoming, Item, Options, Role};
use crate::manuscript::model::{Block, BlockKind, Boxed, Picture};
use crate::publication::{Date, Focus};
use neikan_base::diagnostic::{Finding, Findings};

/// The most paragraphs a document may have.
const ITEMS: usize = 50_000;
/// How far down the title may be, in paragraphs.
const TOP: usize = 8;

/// The state of a reading.
pub struct Reading<'f> {
    /// How to read the document.
    pub options: Options<'f>,
    /// What is reported.
    pub findings: &'f mut Findings,
    reported: BTreeSet<(&'static str, usize)>,
    /// The paragraph being read, from 1.
    pub number: usize,
    /// Its first words.
    pub words: String,
    /// The tracked changes seen so far.
    pub changed: Changed,
    /// The comments seen so far.
    pub remarks: Remarks,
    album: Album,
    /// How many boxes, cells or notes the current text is nested in.
    pub boxed: usize,
    /// How many table cells have been read.
    pub cells: usize,
    /// How many uniformly formatted pieces of text have been read.
    pub pieces: usize,
}

/// The content of a paragraph.
#[derive(Debug, Default)]
pub struct Line {
    /// Its text.
    pub pieces: Vec<Piece>,
    /// What is anchored in it.
    pub floats: Vec<Item>,
}

/// Formatting of characters beyond their marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extra {
    /// Underlined.
    pub lined: bool,
    /// Raised (true) or lowered (false).
    pub raised: Option<bool>,
}

impl<'f> Reading<'f> {
    /// A reading that has just begun.
    pub fn new(options: Options<'f>, findings: &'f mut Findings) -> Self {
        Self {
            options,
            findings,
            reported: BTreeSet::new(),
            number: 0,
            words: String::new(),
            changed: Changed::default(),
            remarks: Remarks::default(),
            album: Album::default(),
            boxed: 0,
            cells: 0,
            pieces: 0,
        }
    }

    /// Begins the next paragraph; `text` is its text, as far as it is known.
    ///
    /// # Errors
    /// A finding if there are too many.
    pub fn begin(&mut self, text: &str) -> Result<(), Finding> {
        self.number += 1;
        self.name(text);
        self.within_limit()
    }

    /// Takes the first words of a text to name the paragraph in findings; an empty text changes
    /// nothing.
    pub fn name(&mut self, text: &str) {
        let words = first_words(&clean(text));
        if !words.is_empty() {
            self.words = words;
        }
    }

    /// Makes sure that there are not too many paragraphs.
    ///
    /// # Errors
    /// A finding if there are.
    pub fn within_limit(&self) -> Result<(), Finding> {
        if self.number > ITEMS {
            return Err(self.about(Finding::stop("import-long").with("limit", ITEMS)));
        }
        Ok(())
    }

    /// A finding with its place added.
    pub fn about(&self, finding: Finding) -> Finding {
        finding.with("paragraph", self.number).with("text", &self.words)
    }

    /// Adds a finding about the current paragraph, once for each rule.
    pub fn report(&mut self, finding: Finding) {
        if self.reported.insert((finding.rule, self.number)) {
            let finding = self.about(finding);
            self.findings.push(finding);
        }
    }

    /// A piece of cleaned text, raised or lowered where it says so.
    pub fn text(&mut self, text: &str, marks: Marks, extra: Extra) -> Piece {
        let shown = !text.trim().is_empty();
        self.pieces += 1;
        if extra.lined && marks.link.is_none() && shown {
            self.report(Finding::note("import-underline"));
        }
        let height = extra.raised.map(|up| if up { Height::Up } else { Height::Down });
        let (text, marks, whole) = match height {
            Some(height) => set_off(text, height, &marks),
            None => (text.to_owned(), marks, true),
        };
        if !whole {
            self.report(Finding::note("import-raised"));
        }
        // A non-breaking hyphen becomes a plain hyphen.
        let text = clean(&text).replace('\u{2011}', "-");
        self.remarks.hear(&text);
        Piece::Text(text, marks)
    }

    /// A text set in a face, either a symbol font or a text font; reports signs that are not known.
    pub fn signs(&mut self, text: &str, face: &str) -> String {
        let (text, whole) = shown(text, Face::named(face));
        if !whole {
            self.unknown_sign(face);
        }
        text
    }

    /// Reports that a sign of a face is not known, and returns what stands in for it.
    pub fn unknown_sign(&mut self, face: &str) -> char {
        let face: String = clean(face).chars().take(40).collect();
        self.report(Finding::warn("import-symbol").with("font", face));
        MISSING
    }

    /// Where a link leads; reports a link that a manuscript cannot have.
    pub fn link(&mut self, url: &str) -> Option<String> {
        let safe = safe_link(url);
        let inside = url.trim().is_empty() || url.trim().starts_with('#');
        if safe.is_none() && !inside {
            let shown: String = clean(url).chars().take(60).collect();
            self.report(Finding::warn("import-link").with("target", shown));
        }
        safe
    }

    /// Stores a picture and returns the path made for it; `kind` is what the document says it is.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn store(&mut self, bytes: Vec<u8>, kind: &str) -> Result<String, Finding> {
        let stored = self.album.take(self.options.prefix, bytes, kind);
        self.findings.extend(self.album.told.drain(..));
        stored
    }

    /// The block for a picture that was stored; `alt` is how the document describes it.
    pub fn figure(&mut self, path: &str, alt: Option<&str>) -> Item {
        let alt = alt.and_then(described).unwrap_or_default();
        if alt.is_empty() {
            self.report(Finding::note("import-picture-alt").with("path", path));
        }
        let picture = Picture::named(path, &alt, Focus::default(), 0);
        Item::block(lone_figure(picture), self.number)
    }

    /// A text box becomes a sidebar; pictures with their captions, and a box within a box, cell or
    /// note, stay in place as they are.
    pub fn text_box(&mut self, items: Vec<Item>) -> Vec<Item> {
        let caption = |item: &Item| {
            item.text()
                .is_some_and(|text| text.starts_with(['图', '表']) && text.chars().count() < 60)
        };
        let picture = |item: &Item| matches!(item.block, BlockKind::Figure(_));
        if self.boxed > 0 || items.iter().all(|item| caption(item) || picture(item)) {
            return items;
        }
        self.report(Finding::note("import-text-box"));
        let items = items.into_iter().flat_map(unboxed).collect();
        let c = arrange(items, true, self.findings);
        let boxed = Boxed { title: None, width: Default::default(), c };
        vec![Item::block(BlockKind::Sidebar(boxed), self.number)]
    }

    /// The text of a note, if it has one, and what cannot be in a note.
    pub fn note(&mut self, items: Vec<Item>) -> (Option<Vec<Block>>, Vec<Item>) {
        let number = self.number;
        let blocks = arrange(items, true, self.findings);
        let text = |block: &Block| {
            matches!(
                block.kind,
                BlockKind::Para { .. } | BlockKind::List { .. } | BlockKind::Quote { .. }
            )
        };
        let (texts, others): (Vec<Block>, Vec<Block>) =
            blocks.into_iter().map(plainer).partition(text);
        let others = others.into_iter().map(|block| Item::block(block.kind, number));
        (Some(texts).filter(|texts| !texts.is_empty()), others.collect())
    }

    /// Ends the reading and reports what was counted on the way. `title` is the title in the
    /// document's properties: the paragraph with the same words is the title.
    pub fn finish(self, mut items: Vec<Item>, date: Option<Date>, title: &str) -> Incoming {
        if let Some(finding) = self.changed.finding(self.options.changes) {
            self.findings.push(finding);
        }
        let remarks = self.remarks.finish();
        if !remarks.is_empty() {
            self.findings.push(Finding::note("import-comments").with("count", remarks.len()));
        }
        mark_title(&mut items, title);
        let pictures = self.album.extracted;
        Incoming { items, pictures, remarks, date, rebuilt: false }
    }
}

/// What is in a box, where the item is one.
fn unboxed(item: Item) -> Vec<Item> {
    match item.block {
        BlockKind::Sidebar(Boxed { c, .. }) => {
            c.into_iter().map(|block| Item::block(block.kind, item.number)).collect()
        }
        _ => vec![item],
    }
}

/// A heading in a note becomes a paragraph.
fn plainer(block: Block) -> Block {
    match block.kind {
        BlockKind::Heading { c, .. } => Block { kind: BlockKind::Para { c }, ..block },
        _ => block,
    }
}

/// Marks as the title the paragraph that equals the title in the properties, if no paragraph has
/// the style of a title.
fn mark_title(items: &mut [Item], title: &str) {
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let title = bare(title);
    if title.is_empty() || items.iter().any(|item| item.role == Role::Title) {
        return;
    }
    let same = |item: &&mut Item| item.text().is_some_and(|text| bare(&text) == title);
    if let Some(item) = items.iter_mut().take(TOP).find(same) {
        item.role = Role::Title;
    }
}
