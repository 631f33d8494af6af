//! Content streams: every operator that sets a colour is rewritten to set inks.
//!
//! Each stream is read and written once: [`Scanner`] sees every operation as it was, `Painter`
//! converts its colours to inks, and [`Printer`] adds the overprint.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use rayon::prelude::*;

use super::amounts::{inks, number};
use super::objects;
use super::overprint::{Hosts, Printer, States};
use super::placement::{Names, Scan, Scanner};
use super::space::{Palette, SourceSpace};
use crate::Inks;
use crate::color::luminosity;
use crate::deflate;
use neikan_base::diagnostic::Findings;
use pdfx_preflight::pdf::{draws, is_name};
use pdfx_preflight::plain;

/// The name of the colour space of black and a spot ink.
pub const TWO: &str = "NkTwo";
/// From this tint on, colours of drawings are black alone, so that their lines need no register.
const SOLID: f32 = 0.97;

/// A content stream, the names available to its operators, and whose resources define them.
struct Carrier {
    id: ObjectId,
    host: ObjectId,
    spaces: BTreeMap<Vec<u8>, SourceSpace>,
    names: Names,
    /// The names of colour spaces that are varnish.
    finishes: BTreeSet<Vec<u8>>,
}

impl Carrier {
    /// A stream with the names defined in resources.
    fn new(
        document: &Document,
        id: ObjectId,
        host: ObjectId,
        all: &[&Dictionary],
        inks: &Inks,
    ) -> Self {
        let (mut spaces, mut names) = (BTreeMap::new(), Names::default());
        let mut finishes = BTreeSet::new();
        for resources in all {
            spaces.extend(SourceSpace::of_resources(document, resources));
            names.extend(document, resources);
            finishes.extend(objects::finishes(document, resources, inks));
        }
        Self { id, host, spaces, names, finishes }
    }
}

/// How content is painted.
pub struct Paint<'a> {
    /// The converters.
    pub palette: &'a Palette<'a>,
    /// The objects drawn only in soft masks.
    pub masks: &'a BTreeSet<ObjectId>,
    /// The inks of large black areas, if not black alone.
    pub rich: Option<[f32; 4]>,
}

/// What was seen during the conversion.
#[derive(Default)]
pub struct Seen {
    /// What every content stream draws.
    pub scans: BTreeMap<ObjectId, Scan>,
    /// The pages, streams and fonts whose content uses graphics states.
    pub states: Hosts,
    /// Those whose content uses the colour space of two inks.
    pub in_two: BTreeSet<ObjectId>,
}

/// Converts the content of pages, forms, patterns and Type 3 glyphs.
pub fn convert(document: &mut Document, paint: &Paint<'_>, findings: &mut Findings) -> Seen {
    document.page_iter().collect::<Vec<_>>().into_iter().for_each(|page| join(document, page));
    let carriers = carriers(document, paint.palette.inks());
    let whole: &Document = document;
    let converted: Vec<_> = carriers
        .par_iter()
        .map(|carrier| {
            let stream = whole.get_object(carrier.id)?.as_stream()?;
            let written = rewrite(&stream.get_plain_content()?, carrier, paint)?;
            Ok((packed(stream.dict.clone(), written.content), written.scan, written.uses))
        })
        .collect();
    let mut seen = Seen::default();
    for (carrier, result) in carriers.iter().zip(converted) {
        let result: lopdf::Result<_> = result;
        match result {
            Ok((stream, scan, uses)) => {
                document.objects.insert(carrier.id, stream.into());
                seen.scans.insert(carrier.id, scan);
                if uses.states.overprint {
                    seen.states.overprinting.insert(carrier.host);
                }
                if uses.states.coat {
                    seen.states.coated.insert(carrier.host);
                }
                if uses.two {
                    seen.in_two.insert(carrier.host);
                }
            }
            Err(error) => {
                let finding = super::about(document, carrier.id, "press-content");
                findings.push(finding.with("reason", error));
            }
        }
    }
    seen
}

/// Joins the content of a page into one stream, because colours carry over between its parts.
fn join(document: &mut Document, page: ObjectId) {
    let parts = document.get_page_contents(page);
    if parts.len() > 1 {
        let stream = Stream::new(Dictionary::new(), document.get_page_content(page));
        let id = document.add_object(stream);
        if let Ok(page) = document.get_dictionary_mut(page) {
            page.set("Contents", id);
        }
    }
}

fn carriers(document: &Document, inks: &Inks) -> Vec<Carrier> {
    let mut found = BTreeMap::new();
    for page in document.page_iter() {
        let resources = page_resources(document, page);
        for id in document.get_page_contents(page) {
            found.insert(id, Carrier::new(document, id, page, &resources, inks));
        }
    }
    for (&host, object) in &document.objects {
        match object {
            Object::Stream(stream) if draws(&stream.dict) => {
                let resources = own_resources(document, &stream.dict);
                found.insert(host, Carrier::new(document, host, host, &resources, inks));
            }
            Object::Dictionary(font) if is_name(font, b"Subtype", b"Type3") => {
                let glyphs = font.get_deref(b"CharProcs", document).and_then(Object::as_dict);
                let glyphs = glyphs.ok().into_iter().flat_map(Dictionary::iter);
                let resources = own_resources(document, font);
                for id in glyphs.filter_map(|(_, glyph)| glyph.as_reference().ok()) {
                    found.insert(id, Carrier::new(document, id, host, &resources, inks));
                }
            }
            _ => {}
        }
    }
    found.into_values().collect()
}

fn own_resources<'a>(document: &'a Document, dictionary: &'a Dictionary) -> Vec<&'a Dictionary> {
    let resources = dictionary.get_deref(b"Resources", document).and_then(Object::as_dict);
    resources.into_iter().collect()
}

/// The resources of a page, followed by those it inherits.
fn page_resources(document: &Document, page: ObjectId) -> Vec<&Dictionary> {
    let Ok((own, inherited)) = document.get_page_resources(page) else { return Vec::new() };
    let inherited = inherited.iter().rev().filter_map(|&id| document.get_dictionary(id).ok());
    inherited.chain(own).collect()
}

/// A stream with new content, compressed.
fn packed(mut dictionary: Dictionary, content: Vec<u8>) -> Stream {
    dictionary.remove(b"Filter");
    dictionary.remove(b"DecodeParms");
    let mut stream = Stream::new(dictionary, content);
    deflate::compress(&mut stream);
    stream
}

/// The colour part of a graphics state.
#[derive(Clone, Copy)]
struct State {
    fill: SourceSpace,
    stroke: SourceSpace,
}

/// A content stream rewritten in inks.
struct Written {
    content: Vec<u8>,
    scan: Scan,
    uses: Uses,
}

/// What a content stream uses of what is added to resources.
struct Uses {
    /// Graphics states.
    states: States,
    /// The colour space of two inks.
    two: bool,
}

fn rewrite(content: &[u8], carrier: &Carrier, paint: &Paint<'_>) -> lopdf::Result<Written> {
    let operations = plain::operations(content)?;
    let (spaces, palette) = (&carrier.spaces, paint.palette);
    let mask = paint.masks.contains(&carrier.id);
    let mut scanner = Scanner::new(&carrier.names, palette.total_ink() as f32 / 2.55);
    let mut painter = Painter { spaces, mask, palette, two: false, out: Vec::new() };
    let rich = paint.rich.filter(|_| !mask);
    let mut printer = Printer::new(operations.len(), rich, &carrier.finishes);
    let mut state = State { fill: SourceSpace::Gray, stroke: SourceSpace::Gray };
    let mut saved = Vec::new();
    let mut operations = operations.into_iter().peekable();
    while let Some(operation) = operations.next() {
        match operation.operator.as_str() {
            "q" => saved.push(state),
            "Q" => state = saved.pop().unwrap_or(state),
            _ => {}
        }
        let set_next = operations
            .peek()
            .is_some_and(|next| matches!(next.operator.as_str(), "sc" | "scn" | "SC" | "SCN"));
        scanner.step(&operation);
        painter.step(operation, &mut state, set_next);
        painter.out.drain(..).for_each(|operation| printer.step(operation));
    }
    let (operations, states) = printer.finish();
    let content = Content { operations }.encode()?;
    let uses = Uses { states, two: painter.two };
    Ok(Written { content, scan: scanner.finish(), uses })
}

struct Painter<'a> {
    spaces: &'a BTreeMap<Vec<u8>, SourceSpace>,
    mask: bool,
    palette: &'a Palette<'a>,
    /// Whether anything is in two inks.
    two: bool,
    out: Vec<Operation>,
}

impl Painter<'_> {
    /// Writes one operation; one that sets a colour is converted to inks.
    fn step(&mut self, operation: Operation, state: &mut State, set_next: bool) {
        let stroke = operation.operator.starts_with(char::is_uppercase);
        let current = if stroke { &mut state.stroke } else { &mut state.fill };
        match operation.operator.as_str() {
            "g" | "G" => *current = SourceSpace::Gray,
            "rg" | "RG" => *current = SourceSpace::Rgb(None),
            "k" | "K" => *current = SourceSpace::Cmyk(None),
            "cs" | "CS" => {
                *current = self.space(&operation.operands);
                match *current {
                    SourceSpace::Other => self.out.push(operation),
                    _ if set_next => {}
                    _ => self.out.push(self.black(stroke)),
                }
                return;
            }
            "sc" | "scn" | "SC" | "SCN" => {}
            _ => return self.out.push(operation),
        }
        let source = *current;
        if let Some(both) = self.in_two(source, &operation.operands) {
            return self.choose_two(both, stroke);
        }
        let painted = self.paint(source, &operation.operands, stroke);
        self.out.push(painted.unwrap_or(operation));
    }

    /// The two inks of a colour of a drawing, where it is neither white nor as good as black.
    fn in_two(&self, source: SourceSpace, operands: &[Object]) -> Option<[f32; 2]> {
        let two = self.palette.two().filter(|_| !self.mask)?;
        let parts: Vec<f32> = operands.iter().map_while(|part| part.as_float().ok()).collect();
        let tint = match (source, parts.as_slice()) {
            (SourceSpace::Light(profile), &[g]) => self.palette.tints(profile).ink(g),
            (SourceSpace::Rgb(profile), &[r, g, b]) => self.palette.flat(profile, [r, g, b])[3],
            _ => return None,
        };
        (tint > 0.0 && tint < SOLID).then(|| two.duotone.pair(tint))
    }

    /// Sets a colour in two inks.
    fn choose_two(&mut self, both: [f32; 2], stroke: bool) {
        let [space, color] = if stroke { ["CS", "SCN"] } else { ["cs", "scn"] };
        self.out.push(Operation::new(space, vec![TWO.into()]));
        self.out.push(Operation::new(color, both.map(number).to_vec()));
        self.two = true;
    }

    fn space(&self, operands: &[Object]) -> SourceSpace {
        let Some(Ok(name)) = operands.first().map(Object::as_name) else {
            return SourceSpace::Other;
        };
        self.spaces.get(name).copied().unwrap_or_else(|| SourceSpace::named(name))
    }

    /// The initial colour of a colour space.
    fn black(&self, stroke: bool) -> Operation {
        if self.mask { gray(0.0, stroke) } else { inks([0.0, 0.0, 0.0, 1.0], stroke) }
    }

    /// The operation that sets a colour in inks or, in a mask, its lightness.
    fn paint(&self, source: SourceSpace, operands: &[Object], stroke: bool) -> Option<Operation> {
        let parts: Vec<f32> = operands.iter().map_while(|part| part.as_float().ok()).collect();
        if parts.len() != operands.len() || parts.len() != source.components() {
            return None;
        }
        Some(match (source, parts.as_slice(), self.mask) {
            (SourceSpace::Gray | SourceSpace::Light(_), &[g], true) => gray(g, stroke),
            (SourceSpace::Gray, &[g], false) => inks([0.0, 0.0, 0.0, 1.0 - g], stroke),
            (SourceSpace::Light(profile), &[g], false) => {
                inks([0.0, 0.0, 0.0, self.palette.tints(profile).ink(g)], stroke)
            }
            (SourceSpace::Rgb(_), &[r, g, b], true) => gray(luminosity([r, g, b]), stroke),
            (SourceSpace::Rgb(profile), &[r, g, b], false) => {
                inks(self.palette.flat(profile, [r, g, b]), stroke)
            }
            (SourceSpace::Cmyk(_), &[c, m, y, k], true) => {
                gray(1.0 - (luminosity([c, m, y]) + k).min(1.0), stroke)
            }
            (SourceSpace::Cmyk(_), &[c, m, y, k], false) => {
                inks(self.palette.pressed([c, m, y, k]), stroke)
            }
            _ => return None,
        })
    }
}

fn gray(lightness: f32, stroke: bool) -> Operation {
    Operation::new(if stroke { "G" } else { "g" }, vec![number(lightness)])
}
