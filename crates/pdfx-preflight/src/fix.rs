//! Mends what can be mended without changing what is printed otherwise.
//!
//! Each fix is named by the rule whose faults it mends. Objects that a fix does not touch stay as
//! they are, and whoever calls this judges the file again: what is still found was not mended.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::reading::syntax::{Budget, Lexer, Token};
use crate::reading::{Page, Pdf, decode, dictionary as dict, entry, number, resolve};
use crate::walk::pictures::end_of_inline;
use neikan_base::diagnostic::Finding;

/// The rules whose faults can be mended.
pub const RULES: [&str; 7] = [
    "pdfx-action",
    "pdfx-alternates",
    "pdfx-annotation",
    "pdfx-halftone",
    "print-attached",
    "print-black-knockout",
    "print-unclosed",
];
/// The graphics state in which fills overprint, and those that bring back what was before: whether
/// they overprinted, and in which mode.
const OVER: &str = "NkOver";
const BACK: [[&str; 2]; 2] = [["NkBack00", "NkBack01"], ["NkBack10", "NkBack11"]];
/// The largest content that is rewritten, bytes.
const CONTENT: usize = 64 << 20;
/// The budget of values in it.
const VALUES: usize = 20_000_000;

/// Mends the faults of some rules and gives the file anew, with the objects that were changed.
///
/// # Errors
/// The finding `pdf-damaged` when the file cannot be written.
pub fn fix(pdf: Pdf, rules: &BTreeSet<&str>) -> Result<(Vec<u8>, BTreeSet<ObjectId>), Finding> {
    let Pdf { mut document, pages, .. } = pdf;
    let before = document.objects.clone();
    if rules.contains("print-attached") {
        without_attachments(&mut document);
    }
    if rules.contains("pdfx-action") {
        without_actions(&mut document);
    }
    if rules.contains("pdfx-annotation") {
        without_annotations(&mut document, &pages);
    }
    if rules.contains("pdfx-alternates") {
        everywhere(&mut document, |own| drop(own.remove(b"Alternates")));
    }
    if rules.contains("pdfx-halftone") {
        everywhere(&mut document, |own| {
            let state = own.has(b"HT") && !own.has(b"HalftoneType");
            if state {
                own.remove(b"HT");
            }
        });
    }
    for page in &pages {
        rewrite(&mut document, page, rules);
    }
    let changed = document.objects.iter().filter(|(id, own)| before.get(id) != Some(own));
    let changed = changed.map(|(&id, _)| id).collect();
    let mut out = Vec::new();
    match document.save_to(&mut out) {
        Ok(()) => Ok((out, changed)),
        Err(_) => Err(Finding::stop("pdf-damaged").with("offset", 0)),
    }
}

/// The catalog, to be changed.
fn catalog(document: &mut Document) -> Option<&mut Dictionary> {
    let id = document.trailer.get(b"Root").and_then(Object::as_reference).ok()?;
    document.get_dictionary_mut(id).ok()
}

/// Removes something from a dictionary of the catalog, wherever it is.
fn remove_within(document: &mut Document, key: &[u8], inner: &[u8]) {
    let below = catalog(document).and_then(|own| own.get(key).ok()).cloned();
    match below {
        Some(Object::Reference(id)) => {
            if let Ok(own) = document.get_dictionary_mut(id) {
                own.remove(inner);
            }
        }
        Some(Object::Dictionary(mut own)) => {
            own.remove(inner);
            if let Some(catalog) = catalog(document) {
                catalog.set(key, own);
            }
        }
        _ => {}
    }
}

fn without_attachments(document: &mut Document) {
    if let Some(own) = catalog(document) {
        own.remove(b"Collection");
        own.remove(b"AF");
    }
    remove_within(document, b"Names", b"EmbeddedFiles");
    remove_within(document, b"AcroForm", b"XFA");
}

fn without_actions(document: &mut Document) {
    if let Some(own) = catalog(document) {
        own.remove(b"OpenAction");
    }
    remove_within(document, b"Names", b"JavaScript");
    everywhere(document, |own| {
        own.remove(b"AA");
        // Outlines and annotations have theirs under A.
        let action = own.get(b"A").ok().is_some_and(|own| match own {
            Object::Dictionary(own) => own.has(b"S"),
            Object::Reference(_) => true,
            _ => false,
        });
        if action && (own.has(b"Title") || own.has(b"Rect")) {
            own.remove(b"A");
        }
    });
}

fn without_annotations(document: &mut Document, pages: &[Page]) {
    for page in pages {
        if let Ok(own) = document.get_dictionary_mut(page.id) {
            own.remove(b"Annots");
        }
    }
    if let Some(own) = catalog(document) {
        own.remove(b"AcroForm");
    }
}

/// Changes every dictionary in the file.
fn everywhere(document: &mut Document, change: impl Fn(&mut Dictionary)) {
    fn walk(object: &mut Object, change: &impl Fn(&mut Dictionary)) {
        match object {
            Object::Array(parts) => parts.iter_mut().for_each(|part| walk(part, change)),
            Object::Dictionary(own) => {
                change(own);
                own.iter_mut().for_each(|(_, value)| walk(value, change));
            }
            Object::Stream(stream) => {
                change(&mut stream.dict);
                stream.dict.iter_mut().for_each(|(_, value)| walk(value, change));
            }
            _ => {}
        }
    }
    document.objects.values_mut().for_each(|object| walk(object, &change));
}

/// Rewrites the content of a page where a rule asks for it.
fn rewrite(document: &mut Document, page: &Page, rules: &BTreeSet<&str>) {
    let (black, closes) =
        (rules.contains("print-black-knockout"), rules.contains("print-unclosed"));
    if !black && !closes {
        return;
    }
    let Some(bytes) = content(document, page) else { return };
    let states = states(document, &page.resources);
    let Some(mended) = Rewriter::new(&bytes, &states).run(black, closes) else { return };
    let content = document.add_object(Stream::new(Dictionary::new(), mended.bytes));
    let mut resources = (*page.resources).clone();
    if mended.states {
        let own = dict(document, entry(document, &resources, b"ExtGState"));
        let mut own = own.cloned().unwrap_or_default();
        own.set(OVER, dictionary! { "op" => true, "OPM" => 1 });
        for (over, names) in BACK.into_iter().enumerate() {
            for (mode, name) in names.into_iter().enumerate() {
                let mode = i64::from(mode == 1);
                own.set(name, dictionary! { "op" => over == 1, "OPM" => mode });
            }
        }
        resources.set("ExtGState", own);
    }
    if let Ok(own) = document.get_dictionary_mut(page.id) {
        own.set("Contents", content);
        own.set("Resources", resources);
    }
}

/// The content of a page, joined.
fn content(document: &Document, page: &Page) -> Option<Vec<u8>> {
    let contents = page.own.get(b"Contents").ok()?;
    let parts: Vec<&Object> = match resolve(document, contents) {
        Object::Array(parts) => parts.iter().collect(),
        _ => vec![contents],
    };
    let mut all = Vec::new();
    for part in parts {
        let Object::Stream(stream) = resolve(document, part) else { return None };
        all.extend(decode(stream, CONTENT).ok()?);
        all.push(b'\n');
    }
    Some(all)
}

/// What the graphics states of resources say of overprint: fills, mode.
fn states(document: &Document, resources: &Dictionary) -> BTreeMap<Vec<u8>, [Option<bool>; 2]> {
    let mut out = BTreeMap::new();
    let Some(all) = dict(document, entry(document, resources, b"ExtGState")) else { return out };
    for (name, own) in all.iter() {
        let Some(own) = dict(document, own) else { continue };
        let flag = |key: &[u8]| entry(document, own, key).as_bool().ok();
        let mode = number(document, entry(document, own, b"OPM")).map(|mode| mode != 0.0);
        out.insert(name.clone(), [flag(b"op").or(flag(b"OP")), mode]);
    }
    out
}

/// What is known of a fill colour.
#[derive(Clone, Copy, PartialEq)]
enum Fill {
    /// Black ink of CMYK.
    Black,
    /// Black as grey.
    Grey,
    /// Anything else, also what came before.
    Other,
}

/// Rewrites content: everything but what is put in stays byte for byte.
struct Rewriter<'a> {
    bytes: &'a [u8],
    known: &'a BTreeMap<Vec<u8>, [Option<bool>; 2]>,
    out: Vec<u8>,
    /// How far the bytes are written.
    written: usize,
    /// The fill colour, and whether fills overprint, and in which mode.
    state: (Fill, bool, bool),
    saved: Vec<(Fill, bool, bool)>,
    /// Whether the graphics states that are added are named.
    states: bool,
}

/// Content that was rewritten.
struct Mended {
    bytes: Vec<u8>,
    /// Whether it names the graphics states that are added.
    states: bool,
}

impl<'a> Rewriter<'a> {
    fn new(bytes: &'a [u8], known: &'a BTreeMap<Vec<u8>, [Option<bool>; 2]>) -> Self {
        // A page begins in black, in DeviceGray.
        let state = (Fill::Grey, false, false);
        Self { bytes, known, out: Vec::new(), written: 0, state, saved: Vec::new(), states: false }
    }

    /// Rewrites the content; `None` if nothing changes or it cannot be read to its end.
    fn run(mut self, black: bool, closes: bool) -> Option<Mended> {
        let mut lexer = Lexer::of_content(self.bytes);
        let mut budget = Budget { values: VALUES, bytes: self.bytes.len() };
        let mut operands: Vec<Object> = Vec::new();
        let mut start = 0;
        let mut changed = false;
        loop {
            match lexer.next(&mut budget).ok()? {
                None => break,
                Some(Token::Value(value)) => operands.push(value),
                Some(Token::Word(b"BI")) => {
                    lexer.pairs(b"ID", &mut budget).ok()?;
                    lexer.go(end_of_inline(self.bytes, lexer.at() + 1, true)?);
                    operands.clear();
                    start = lexer.at();
                }
                Some(Token::Word(word)) => {
                    if matches!(word, b"Tj" | b"TJ" | b"'" | b"\"") && black {
                        changed |= self.around(start, lexer.at());
                    }
                    self.follow(word, &operands);
                    operands.clear();
                    start = lexer.at();
                }
            }
        }
        self.out.extend_from_slice(&self.bytes[self.written..]);
        if closes && !self.saved.is_empty() {
            self.out.extend(b"\nQ".repeat(self.saved.len()));
            changed = true;
        }
        changed.then_some(Mended { bytes: self.out, states: self.states })
    }

    /// Puts overprint around a piece of text that is black and knocks out.
    fn around(&mut self, start: usize, end: usize) -> bool {
        let (fill, over, keeps) = self.state;
        let knocks = match fill {
            Fill::Black => !(over && keeps),
            Fill::Grey => true,
            Fill::Other => false,
        };
        if !knocks {
            return false;
        }
        self.states = true;
        self.out.extend_from_slice(&self.bytes[self.written..start]);
        let (before, after) = match fill {
            Fill::Grey => ("0 0 0 1 k ", " 0 g"),
            _ => ("", ""),
        };
        self.out.extend(format!("\n/{OVER} gs {before}").bytes());
        self.out.extend_from_slice(&self.bytes[start..end]);
        let back = BACK[usize::from(over)][usize::from(keeps)];
        self.out.extend(format!("{after} /{back} gs").bytes());
        self.written = end;
        true
    }

    fn follow(&mut self, word: &[u8], operands: &[Object]) {
        let document = Document::new();
        let value = |at: usize| operands.get(at).and_then(|own| number(&document, own));
        match word {
            b"q" => self.saved.push(self.state),
            b"Q" => self.state = self.saved.pop().unwrap_or((Fill::Other, false, false)),
            b"g" => self.state.0 = if value(0) == Some(0.0) { Fill::Grey } else { Fill::Other },
            b"k" => {
                let own: Vec<Option<f64>> = (0..4).map(value).collect();
                let black = own == [Some(0.0), Some(0.0), Some(0.0), Some(1.0)];
                self.state.0 = if black { Fill::Black } else { Fill::Other };
            }
            b"rg" | b"cs" | b"sc" | b"scn" => self.state.0 = Fill::Other,
            b"gs" => {
                let name = operands.first().and_then(|own| own.as_name().ok());
                if let Some([over, mode]) = name.and_then(|name| self.known.get(name)) {
                    self.state.1 = over.unwrap_or(self.state.1);
                    self.state.2 = mode.unwrap_or(self.state.2);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> Option<String> {
        let states = BTreeMap::from([(b"Over".to_vec(), [Some(true), Some(true)])]);
        let mended = Rewriter::new(text.as_bytes(), &states).run(true, true)?;
        Some(String::from_utf8(mended.bytes).unwrap())
    }

    #[test]
    fn black_letters_are_set_to_overprint_and_nothing_else_changes() {
        let text = "BT 0 0 0 1 k /F1 9 Tf (a) Tj ET";
        let wanted = "BT 0 0 0 1 k /F1 9 Tf\n/NkOver gs  (a) Tj /NkBack00 gs ET";
        assert_eq!(rewritten(text).unwrap(), wanted);
        let text = "0 g BT (a) Tj ET";
        assert_eq!(
            rewritten(text).unwrap(),
            "0 g BT\n/NkOver gs 0 0 0 1 k  (a) Tj 0 g /NkBack00 gs ET"
        );
        for right in ["/Over gs 0 0 0 1 k (a) Tj", "1 0 0 0 k (a) Tj", "/P cs (a) Tj", "q Q"] {
            assert_eq!(rewritten(right), None, "{right}");
        }
        assert_eq!(rewritten("q 0 1 0 0 k q").unwrap(), "q 0 1 0 0 k q\nQ\nQ");
    }
}
