//! Where the printed pages begin within the articles, for editions without pages.
//!
//! A place is counted in characters of an article's running text ([`running`]): paragraphs, lists,
//! quotations, dialogues and briefs, without space. Floats and boxes have no place of their own,
//! since they move. [`Reader`] collects the paragraphs of finished pages by Typst's own tags, and
//! each paragraph is looked up in the text of the articles on its page.

use std::collections::BTreeMap;

use typst::foundations::NativeElement;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{FootnoteEntry, ParElem};
use typst::pdf::ArtifactElem;
use typst_layout::PagedDocument;

use super::PageMap;
use crate::manuscript::Assembly;
use crate::manuscript::model::{Block, BlockKind, Inlines, plain};

/// The smallest size of running text, pt: ruby readings and the like are smaller.
const LEAST_SIZE: f64 = 6.5;
/// How many characters distinguish a paragraph from others.
const TELLING: usize = 24;
/// Paragraphs shorter than this are not looked up: they could be anywhere.
const TOO_SHORT: usize = 5;

/// Where the printed pages begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaks {
    /// The folios before the first article.
    pub front: Vec<u64>,
    /// By article, in order: how many characters of running text come before a page, and the page's
    /// folio.
    pub articles: BTreeMap<String, Vec<(usize, u64)>>,
}

impl Breaks {
    /// Reads finished pages, with `covers` cover pages before and after the inside.
    pub fn of(assembly: &Assembly, document: &PagedDocument, covers: usize, map: &PageMap) -> Self {
        let mut reader = Reader::default();
        for (page, sheet) in document.pages().iter().skip(covers).take(map.pages.len()).enumerate()
        {
            reader.page = page;
            reader.frame(&sheet.frame);
        }
        let texts = assembly.articles.iter();
        let texts = texts.map(|article| (article.id.as_str(), running(&article.blocks))).collect();
        let found = found(&reader.paragraphs, map, &texts);
        let mut breaks = Self::default();
        // A page on which no text begins or continues waits for the next page that has some.
        let mut waiting = Vec::new();
        for (page, used) in map.pages.iter().enumerate() {
            waiting.push(used.folio);
            let Some(id) = used.articles.first() else { continue };
            let starts = map.articles.iter().any(|a| a.id == *id && a.first == used.folio);
            let at = if starts { Some(0) } else { found.get(&(page, id.as_str())).copied() };
            let Some(at) = at else { continue };
            let own = breaks.articles.entry(id.clone()).or_default();
            if own.last().is_none_or(|(before, _)| *before <= at) {
                own.extend(waiting.drain(..).map(|folio| (at, folio)));
            }
        }
        let first = map.articles.iter().map(|article| article.first).min();
        for own in breaks.articles.values_mut() {
            own.retain(|(_, folio)| first.is_none_or(|first| *folio >= first));
        }
        let folios = map.pages.iter().map(|page| page.folio);
        breaks.front = folios.filter(|folio| first.is_none_or(|first| *folio < first)).collect();
        waiting.retain(|folio| !breaks.front.contains(folio));
        if let Some(last) = assembly.articles.last() {
            let own = breaks.articles.entry(last.id.clone()).or_default();
            own.extend(waiting.into_iter().map(|folio| (usize::MAX, folio)));
        }
        breaks
    }
}

/// The first place of each article's running text on each page, by page (from 0) and article.
fn found<'a>(
    paragraphs: &[Paragraph],
    map: &PageMap,
    texts: &BTreeMap<&'a str, Vec<char>>,
) -> BTreeMap<(usize, &'a str), usize> {
    let mut found = BTreeMap::new();
    for paragraph in paragraphs {
        let whole: Vec<char> = paragraph.parts.iter().flat_map(|(_, text)| text).copied().collect();
        let telling = &whole[..whole.len().min(TELLING)];
        let Some((page, _)) = paragraph.parts.first() else { continue };
        if telling.len() < TOO_SHORT {
            continue;
        }
        for id in &map.pages[*page].articles {
            let Some((&id, text)) = texts.get_key_value(id.as_str()) else { continue };
            let start = text.windows(telling.len()).position(|window| window == telling);
            let Some(mut at) = start else { continue };
            for (page, part) in &paragraph.parts {
                let first = found.entry((*page, id)).or_insert(at);
                *first = at.min(*first);
                at += part.len();
            }
            break;
        }
    }
    found
}

/// The running text of an article: the characters that count towards a place in it.
pub fn running(blocks: &[Block]) -> Vec<char> {
    let mut out = Vec::new();
    collect(blocks, &mut out);
    out
}

fn collect(blocks: &[Block], out: &mut Vec<char>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Para { c } => out.extend(counted(c)),
            BlockKind::List { items, .. } => items.iter().for_each(|item| collect(item, out)),
            BlockKind::Quote { c } | BlockKind::Item { c, .. } => collect(c, out),
            BlockKind::Qa { turns, .. } => turns.iter().for_each(|turn| collect(&turn.c, out)),
            _ => {}
        }
    }
}

fn counted(inlines: &Inlines) -> Vec<char> {
    plain(inlines).chars().filter(|&c| counts(c)).collect()
}

/// Whether a character counts towards a place in running text.
pub fn counts(c: char) -> bool {
    !c.is_whitespace()
}

/// A paragraph: its text on each page, from 0.
#[derive(Debug)]
struct Paragraph {
    location: Location,
    parts: Vec<(usize, Vec<char>)>,
}

/// Collects the paragraphs of pages.
#[derive(Default)]
struct Reader {
    page: usize,
    open: Vec<Location>,
    /// What stands beside running text: heads, folios and tabs of pages, and notes at their foot, which
    /// come between the parts of a paragraph that goes on overleaf.
    beside: Vec<Location>,
    paragraphs: Vec<Paragraph>,
}

impl Reader {
    fn frame(&mut self, frame: &Frame) {
        // A float is not part of the paragraph that continues around it.
        let mut around = None;
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame),
                FrameItem::Text(text) if text.size.to_pt() > LEAST_SIZE => self.text(&text.text),
                FrameItem::Tag(Tag::Start(content, _)) => {
                    let label = content.label().map(|label| label.resolve());
                    if label.is_some_and(|label| label.as_str().starts_with("float-")) {
                        around.get_or_insert(std::mem::take(&mut self.open));
                    }
                    let Some(location) = content.location() else { continue };
                    if content.elem() == ParElem::ELEM {
                        self.open.push(location);
                    } else if [ArtifactElem::ELEM, FootnoteEntry::ELEM].contains(&content.elem()) {
                        self.beside.push(location);
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    self.open.retain(|open| open != location);
                    self.beside.retain(|open| open != location);
                }
                _ => {}
            }
        }
        self.open.splice(0..0, around.unwrap_or_default());
    }

    fn text(&mut self, text: &str) {
        let Some(&location) = self.open.last().filter(|_| self.beside.is_empty()) else {
            return;
        };
        let known = self.paragraphs.iter().rposition(|known| known.location == location);
        let at = known.unwrap_or_else(|| {
            self.paragraphs.push(Paragraph { location, parts: Vec::new() });
            self.paragraphs.len() - 1
        });
        let parts = &mut self.paragraphs[at].parts;
        if parts.last().is_none_or(|(page, _)| *page != self.page) {
            parts.push((self.page, Vec::new()));
        }
        // The marks of notes come from the layout.
        let own = text.chars().filter(|&c| counts(c) && !('\u{2460}'..='\u{2473}').contains(&c));
        parts.last_mut().into_iter().for_each(|(_, part)| part.extend(own.clone()));
    }
}
