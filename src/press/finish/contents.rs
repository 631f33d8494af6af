//! Content streams: every operator that sets a colour sets inks.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use rayon::prelude::*;

use super::space::{Palette, Source};
use crate::diagnostic::Findings;
use crate::press::color::luminosity;
use crate::press::pdf::{draws, is_name};

/// A content stream and the colour spaces its operators name.
struct Carrier {
    id: ObjectId,
    spaces: BTreeMap<Vec<u8>, Source>,
}

/// Converts the content of pages, forms, patterns and drawn glyphs.
pub fn convert(
    document: &mut Document,
    palette: &Palette<'_>,
    masks: &BTreeSet<ObjectId>,
    findings: &mut Findings,
) {
    document.page_iter().collect::<Vec<_>>().into_iter().for_each(|page| join(document, page));
    let carriers = carriers(document);
    let whole: &Document = document;
    let converted: Vec<_> = carriers
        .par_iter()
        .map(|carrier| {
            let stream = whole.get_object(carrier.id)?.as_stream()?;
            let mask = masks.contains(&carrier.id);
            let content = rewrite(&stream.get_plain_content()?, &carrier.spaces, mask, palette)?;
            packed(stream.dict.clone(), content)
        })
        .collect();
    for (carrier, result) in carriers.iter().zip(converted) {
        match result {
            Ok(stream) => {
                document.objects.insert(carrier.id, stream.into());
            }
            Err(error) => {
                let finding = super::about(document, carrier.id, "press-content");
                findings.push(finding.with("reason", error));
            }
        }
    }
}

/// Gives a page one content stream: colours hold from one part to the next.
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

fn carriers(document: &Document) -> Vec<Carrier> {
    let mut found = BTreeMap::new();
    for page in document.page_iter() {
        let spaces = page_spaces(document, page);
        found.extend(document.get_page_contents(page).into_iter().map(|id| (id, spaces.clone())));
    }
    for (&id, object) in &document.objects {
        match object {
            Object::Stream(stream) if draws(&stream.dict) => {
                found.insert(id, own_spaces(document, &stream.dict));
            }
            Object::Dictionary(font) if is_name(font, b"Subtype", b"Type3") => {
                let glyphs = font.get_deref(b"CharProcs", document).and_then(Object::as_dict);
                let glyphs = glyphs.ok().into_iter().flat_map(Dictionary::iter);
                let ids = glyphs.filter_map(|(_, glyph)| glyph.as_reference().ok());
                let spaces = own_spaces(document, font);
                found.extend(ids.map(|id| (id, spaces.clone())));
            }
            _ => {}
        }
    }
    found.into_iter().map(|(id, spaces)| Carrier { id, spaces }).collect()
}

fn own_spaces(document: &Document, dictionary: &Dictionary) -> BTreeMap<Vec<u8>, Source> {
    let resources = dictionary.get_deref(b"Resources", document).and_then(Object::as_dict);
    resources.map(|own| Source::of_resources(document, own)).unwrap_or_default()
}

fn page_spaces(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, Source> {
    let Ok((own, inherited)) = document.get_page_resources(page) else { return BTreeMap::new() };
    let inherited = inherited.iter().rev().filter_map(|&id| document.get_dictionary(id).ok());
    let all = inherited.chain(own);
    all.flat_map(|resources| Source::of_resources(document, resources)).collect()
}

/// A stream with new content, compressed.
fn packed(mut dictionary: Dictionary, content: Vec<u8>) -> lopdf::Result<Stream> {
    dictionary.remove(b"Filter");
    dictionary.remove(b"DecodeParms");
    let mut stream = Stream::new(dictionary, content);
    stream.compress()?;
    Ok(stream)
}

/// What a graphics state knows of colour.
#[derive(Clone, Copy)]
struct State {
    fill: Source,
    stroke: Source,
}

fn rewrite(
    content: &[u8],
    spaces: &BTreeMap<Vec<u8>, Source>,
    mask: bool,
    palette: &Palette<'_>,
) -> lopdf::Result<Vec<u8>> {
    let operations = Content::decode_strict(content)?.operations;
    let mut painter = Painter { spaces, mask, palette, out: Vec::with_capacity(operations.len()) };
    let mut state = State { fill: Source::Gray, stroke: Source::Gray };
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
        painter.step(operation, &mut state, set_next);
    }
    Content { operations: painter.out }.encode()
}

struct Painter<'a> {
    spaces: &'a BTreeMap<Vec<u8>, Source>,
    mask: bool,
    palette: &'a Palette<'a>,
    out: Vec<Operation>,
}

impl Painter<'_> {
    /// Writes one operation; one that sets a colour is written in inks.
    fn step(&mut self, operation: Operation, state: &mut State, set_next: bool) {
        let stroke = operation.operator.starts_with(char::is_uppercase);
        let current = if stroke { &mut state.stroke } else { &mut state.fill };
        match operation.operator.as_str() {
            "g" | "G" => *current = Source::Gray,
            "rg" | "RG" => *current = Source::Rgb(None),
            "k" | "K" => {
                *current = Source::Cmyk;
            }
            "cs" | "CS" => {
                *current = self.space(&operation.operands);
                match *current {
                    Source::Other => self.out.push(operation),
                    _ if set_next => {}
                    _ => self.out.push(self.black(stroke)),
                }
                return;
            }
            "sc" | "scn" | "SC" | "SCN" => {}
            _ => return self.out.push(operation),
        }
        let painted = self.paint(*current, &operation.operands, stroke);
        self.out.push(painted.unwrap_or(operation));
    }

    fn space(&self, operands: &[Object]) -> Source {
        let Some(Ok(name)) = operands.first().map(Object::as_name) else { return Source::Other };
        self.spaces.get(name).copied().unwrap_or_else(|| Source::named(name))
    }

    /// The colour that a colour space begins with.
    fn black(&self, stroke: bool) -> Operation {
        if self.mask { gray(0.0, stroke) } else { inks([0.0, 0.0, 0.0, 1.0], stroke) }
    }

    /// The operation that sets a colour in inks, or in a mask its lightness.
    fn paint(&self, source: Source, operands: &[Object], stroke: bool) -> Option<Operation> {
        let parts: Vec<f32> = operands.iter().map_while(|part| part.as_float().ok()).collect();
        if parts.len() != operands.len() || parts.len() != source.components() {
            return None;
        }
        Some(match (source, parts.as_slice(), self.mask) {
            (Source::Gray | Source::Light(_), &[g], true) => gray(g, stroke),
            (Source::Gray, &[g], false) => inks([0.0, 0.0, 0.0, 1.0 - g], stroke),
            (Source::Light(profile), &[g], false) => {
                inks([0.0, 0.0, 0.0, self.palette.tints(profile).ink(g)], stroke)
            }
            (Source::Rgb(_), &[r, g, b], true) => gray(luminosity([r, g, b]), stroke),
            (Source::Rgb(profile), &[r, g, b], false) => {
                inks(self.palette.converter(profile).flat([r, g, b]), stroke)
            }
            (Source::Cmyk, &[c, m, y, k], true) => {
                gray(1.0 - (luminosity([c, m, y]) + k).min(1.0), stroke)
            }
            (Source::Cmyk, &[c, m, y, k], false) => inks(self.palette.exact([c, m, y, k]), stroke),
            _ => return None,
        })
    }
}

fn gray(lightness: f32, stroke: bool) -> Operation {
    Operation::new(if stroke { "G" } else { "g" }, vec![number(lightness)])
}

fn inks(inks: [f32; 4], stroke: bool) -> Operation {
    Operation::new(if stroke { "K" } else { "k" }, inks.map(number).to_vec())
}

/// A number between 0 and 1 with four decimals, whole where it is.
pub fn number(value: f32) -> Object {
    let value = (value.clamp(0.0, 1.0) * 10_000.0).round() / 10_000.0;
    if value.fract() == 0.0 { Object::Integer(value as i64) } else { Object::Real(value) }
}
