//! Pictures and text boxes, wherever they are anchored.

use std::collections::BTreeMap;

use super::body::Reader;
use super::charts;
use super::package::{Denied, PICTURE, Target};
use super::retouch::{Retouch, is_in_turned_group};
use super::runs::Line;
use super::xml::{self, Node, attr, below, child, elements};
use crate::manuscript::conversion::{Converter, left_out};
use crate::manuscript::incoming::arrange::{arrange, lone_figure};
use crate::manuscript::incoming::text::clean;
use crate::manuscript::incoming::{Extracted, Item};
use crate::manuscript::model::{BlockKind, Boxed, Picture};
use crate::manuscript::pictures::recognise;
use crate::publication::Focus;
use neikan_base::diagnostic::Finding;

/// The most pictures that are extracted from a document.
const PICTURES: usize = 500;
/// The most pixels that are cropped, turned or toned in one document.
const RETOUCHED: u64 = 600_000_000;

/// The pictures found so far.
#[derive(Debug, Default)]
pub struct Pictures {
    /// Those that can be used.
    pub extracted: Vec<Extracted>,
    /// The path made for each part with what is done to it; nothing if it cannot be used.
    known: BTreeMap<(String, String), Option<String>>,
    /// Converts the others to JPEG or PNG.
    converter: Converter,
    /// The number of pixels in those that were changed.
    retouched: u64,
}

/// What a drawing contains, in order.
enum Found<'a> {
    Picture(Node<'a>),
    Box(Node<'a>),
    Chart(Node<'a>),
    Object,
}

/// The first of several alternatives that contains anything that is understood.
pub fn choose(node: Node<'_>) -> Option<Node<'_>> {
    let mut branches: Vec<Node<'_>> = elements(node)
        .filter(|branch| matches!(branch.tag_name().name(), "Choice" | "Fallback"))
        .collect();
    let full = |branch: &&Node<'_>| {
        let names = ["blip", "txbxContent", "imagedata", "t", "chart", "relIds"];
        branch.descendants().any(|node| names.contains(&node.tag_name().name()))
    };
    let chosen = branches.iter().find(full).copied();
    chosen.or_else(|| branches.pop())
}

impl<'a> Reader<'a, '_, '_> {
    /// Reads what is drawn at a place in a paragraph.
    ///
    /// # Errors
    /// A finding if a limit is broken.
    pub fn drawing(&mut self, node: Node<'a>, line: &mut Line) -> Result<(), Finding> {
        let alt = below(node, "docPr").and_then(alt_of);
        let mut found = Vec::new();
        collect(node, &mut found);
        for part in found {
            match part {
                Found::Picture(blip) => self.picture(blip, alt.as_deref(), line),
                Found::Box(content) => self.text_box(content, line)?,
                Found::Chart(node) => self.chart(node, alt.as_deref(), line),
                Found::Object => self.report(Finding::warn("import-object")),
            }
        }
        Ok(())
    }

    fn picture(&mut self, blip: Node<'a>, alt: Option<&str>, line: &mut Line) {
        let id = attr(blip, "embed").or_else(|| attr(blip, "id"));
        let relation = id.and_then(|id| self.relations.get(id)).cloned();
        let Some(relation) = relation else {
            let linked = attr(blip, "link").is_some();
            let rule = if linked { "import-picture-outside" } else { "import-picture-lost" };
            return self.report(Finding::warn(rule));
        };
        let Target::Part(part) = relation.target else {
            return self.report(Finding::warn("import-picture-outside"));
        };
        let mut retouch = Retouch::of(blip);
        if self.options.originals && !retouch.is_none() {
            self.report(Finding::warn("import-picture-kept"));
            retouch = retouch.undone();
        }
        if retouch.has_more() || is_in_turned_group(blip) {
            self.report(Finding::warn("import-picture-effect"));
        }
        let key = (part, format!("{retouch:?}"));
        let path = match self.pictures.known.get(&key) {
            Some(path) => path.clone(),
            None => {
                let path = self.extract(&key.0, &retouch);
                self.pictures.known.insert(key, path.clone());
                path
            }
        };
        let Some(path) = path else { return };
        let alt = picture_alt(blip).or(alt.map(str::to_owned)).unwrap_or_default();
        if alt.is_empty() {
            self.report(Finding::note("import-picture-alt").with("path", &path));
        }
        let picture = Picture::named(&path, &alt, Focus::default(), 0);
        line.floats.push(Item::block(lone_figure(picture), self.number));
    }

    /// Extracts a picture from the document and returns the path made for it.
    fn extract(&mut self, part: &str, retouch: &Retouch) -> Option<String> {
        let bytes = match self.package.read(part, PICTURE) {
            Ok(bytes) if self.pictures.extracted.len() < PICTURES => bytes,
            Ok(_) | Err(Denied::Large) => {
                let limit = PICTURE >> 20;
                self.report(Finding::warn("import-picture-heavy").with("limit", limit));
                return None;
            }
            Err(_) => {
                self.report(Finding::warn("import-picture-lost"));
                return None;
            }
        };
        let mut taken = match self.pictures.converter.take(bytes) {
            Ok(taken) => taken,
            Err(fault) => {
                let kind = part.rsplit('.').next().unwrap_or_default();
                let kind: String = clean(kind).chars().take(8).collect();
                self.report(left_out(fault, &kind.to_uppercase(), &clean(part)));
                return None;
            }
        };
        let pixels = u64::from(taken.width) * u64::from(taken.height);
        let bytes = self.retouched(std::mem::take(&mut taken.bytes), pixels, retouch);
        // The same picture may be in several parts.
        if let Some(same) = self.pictures.extracted.iter().find(|known| known.bytes == bytes) {
            return Some(same.path.clone());
        }
        let number = self.pictures.extracted.len() + 1;
        let path = format!("images/{}-{number}.{}", self.options.prefix, taken.format.extension());
        self.findings.extend(taken.told(&path));
        self.pictures.extracted.push(Extracted { path: path.clone(), bytes });
        Some(path)
    }

    /// A picture as the document shows it; reports what was done to it and what could not be.
    fn retouched(&mut self, bytes: Vec<u8>, pixels: u64, retouch: &Retouch) -> Vec<u8> {
        if retouch.is_none() {
            return bytes;
        }
        self.pictures.retouched += pixels;
        let room = self.pictures.retouched <= RETOUCHED;
        let changed = if room { retouch.apply(&bytes) } else { None };
        match changed.filter(|bytes| recognise(bytes).is_ok()) {
            Some(bytes) => {
                self.report(Finding::note("import-picture-retouched"));
                bytes
            }
            None => {
                self.report(Finding::warn("import-picture-effect"));
                bytes
            }
        }
    }

    /// Draws a chart anew from its figures, or makes them a table.
    fn chart(&mut self, node: Node<'a>, alt: Option<&str>, line: &mut Line) {
        let Some(figures) = self.figures(node) else {
            return self.report(Finding::warn("import-object"));
        };
        let block = match figures.chart(alt.unwrap_or_default()) {
            Some(chart) => {
                self.report(Finding::note("import-chart"));
                BlockKind::Chart(chart)
            }
            None => {
                self.report(Finding::warn("import-chart-table"));
                figures.table()
            }
        };
        line.floats.push(Item::block(block, self.number));
    }

    fn figures(&mut self, node: Node<'a>) -> Option<charts::Figures> {
        let relation = self.relations.get(attr(node, "id")?)?;
        let Target::Part(part) = relation.target.clone() else { return None };
        let text = self.package.text(&part).ok().flatten()?;
        let document = xml::parse(&text, &part).ok()?;
        charts::read(document.root_element())
    }

    /// A text box becomes a sidebar; within a box, cell or note its text stays in place.
    fn text_box(&mut self, content: Node<'a>, line: &mut Line) -> Result<(), Finding> {
        let mut items = Vec::new();
        let fields = std::mem::take(&mut self.fields);
        let pending = std::mem::take(&mut self.pending);
        let (number, words) = (self.number, self.words.clone());
        self.boxed += 1;
        let read = self.blocks(content, &mut items);
        self.flush(&mut items);
        self.boxed -= 1;
        (self.fields, self.pending) = (fields, pending);
        read?;
        let caption = |item: &Item| {
            item.text()
                .is_some_and(|text| text.starts_with(['图', '表']) && text.chars().count() < 60)
        };
        let pictures = |item: &Item| matches!(item.block, BlockKind::Figure(_));
        let inner = self.number;
        self.words = words;
        if self.boxed == 0 && !items.is_empty() && !items.iter().all(|i| caption(i) || pictures(i))
        {
            self.number = number;
            self.report(Finding::note("import-text-box"));
            self.number = inner;
            let (charts, rest): (Vec<Item>, Vec<Item>) = items.into_iter().partition(is_chart);
            let c = arrange(rest, true, self.findings);
            let boxed = Boxed { title: None, width: Default::default(), c };
            items = vec![Item::block(BlockKind::Sidebar(boxed), number)];
            items.extend(charts);
        }
        line.floats.extend(items);
        Ok(())
    }
}

/// Whether an item is a chart, which boxes cannot contain.
pub fn is_chart(item: &Item) -> bool {
    matches!(item.block, BlockKind::Chart(_))
}

/// Finds what a drawing contains, with one of several alternatives, but not what is in its boxes.
fn collect<'a>(node: Node<'a>, found: &mut Vec<Found<'a>>) {
    for part in elements(node) {
        match part.tag_name().name() {
            "AlternateContent" => {
                if let Some(chosen) = choose(part) {
                    collect(chosen, found);
                }
            }
            "txbxContent" => found.push(Found::Box(part)),
            "blip" | "imagedata" => found.push(Found::Picture(part)),
            "chart" if part.children().next().is_none() => found.push(Found::Chart(part)),
            "chart" | "relIds" | "contentPart" => found.push(Found::Object),
            _ => collect(part, found),
        }
    }
}

/// The alternative text of the picture around a blip.
fn picture_alt(blip: Node<'_>) -> Option<String> {
    let picture =
        blip.ancestors().find(|node| matches!(node.tag_name().name(), "pic" | "shape"))?;
    match child(picture, "nvPicPr").and_then(|properties| child(properties, "cNvPr")) {
        Some(properties) => alt_of(properties),
        None => attr(picture, "alt").and_then(described),
    }
}

fn alt_of(properties: Node<'_>) -> Option<String> {
    let texts = [attr(properties, "descr"), attr(properties, "title")];
    texts.into_iter().flatten().find_map(described)
}

/// A description that somebody wrote: neither a file name nor a machine's guess.
fn described(text: &str) -> Option<String> {
    let text = clean(text);
    let text = text.trim();
    let file = [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".emf", ".wmf"];
    let name = file.iter().any(|end| text.to_ascii_lowercase().ends_with(end));
    let guessed = ["描述已自动生成", "自动生成的说明", "Description automatically generated"];
    let guessed = guessed.iter().any(|words| text.contains(words));
    (!text.is_empty() && !name && !guessed).then(|| text.chars().take(300).collect())
}
