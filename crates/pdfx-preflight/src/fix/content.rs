//! Content streams that are rewritten: where they are, their operators, and patches in them. What
//! is not patched stays byte for byte.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::Job;
use crate::facts::Facts;
use crate::pdf::{draws, is_name, set_content};
use crate::reading::syntax::{Budget, Lexer, Token, is_regular};
use crate::reading::{Page, decode, dictionary, entry, resolve, with_names};
use crate::walk::pictures::{end_of_inline, least_inline, spell_out};

/// The largest content that is rewritten, bytes.
const CONTENT: usize = 64 << 20;
/// The budget of values in it.
const VALUES: usize = 20_000_000;

/// Content: that of a page, a form, a tiling or a glyph.
#[derive(Debug, Clone)]
pub struct Place {
    /// The page, by its index, if it is that of a page.
    pub page: Option<usize>,
    /// The object by which reports name it: the stream, of a page the first.
    pub object: ObjectId,
    /// What its names stand for.
    pub resources: Arc<Dictionary>,
    /// Whether what it paints is a soft mask.
    pub masks: bool,
    /// The font of a glyph, which has its resources.
    pub font: Option<ObjectId>,
}

/// All content that pages have and name in their resources, each once.
pub fn places(document: &Document, pages: &[Page]) -> Vec<Place> {
    let mut search = Search { document, seen: BTreeSet::new(), out: Vec::new(), open: Vec::new() };
    for (index, page) in pages.iter().enumerate() {
        if let Some(object) = first(document, page) {
            let resources = page.resources.clone();
            let page = Some(index);
            search.out.push(Place { page, object, resources, masks: false, font: None });
        }
        search.looks(page);
        search.open.push((page.resources.clone(), false));
        while let Some((resources, masks)) = search.open.pop() {
            search.resources(&resources, masks);
        }
    }
    search.out
}

/// The pages, each with the object by which its content goes.
pub fn first_contents(facts: &Facts<'_>) -> BTreeSet<(usize, ObjectId)> {
    let places = places(&facts.opened.document, &facts.opened.pages);
    places.into_iter().filter_map(|own| Some((own.page? + 1, own.object))).collect()
}

/// The first stream of a page's content.
fn first(document: &Document, page: &Page) -> Option<ObjectId> {
    let contents = page.own.get(b"Contents").ok()?;
    match resolve(document, contents) {
        Object::Array(parts) => parts.first()?.as_reference().ok(),
        _ => contents.as_reference().ok(),
    }
}

struct Search<'a> {
    document: &'a Document,
    seen: BTreeSet<ObjectId>,
    out: Vec<Place>,
    open: Vec<(Arc<Dictionary>, bool)>,
}

impl Search<'_> {
    /// What annotations of a page look like.
    fn looks(&mut self, page: &Page) {
        let document = self.document;
        let Object::Array(list) = entry(document, &page.own, b"Annots") else { return };
        for own in list.iter().filter_map(|own| dictionary(document, own)) {
            looks(document, own).into_iter().for_each(|own| self.form(own, &page.resources, false));
        }
    }

    fn resources(&mut self, own: &Arc<Dictionary>, masks: bool) {
        let document = self.document;
        let listed = |key: &[u8]| dictionary(document, entry(document, own, key));
        for key in [&b"XObject"[..], b"Pattern"] {
            for (_, object) in listed(key).into_iter().flatten() {
                self.form(object, own, masks);
            }
        }
        for (_, object) in listed(b"Font").into_iter().flatten() {
            self.font(object, own, masks);
        }
        for (_, state) in listed(b"ExtGState").into_iter().flatten() {
            let Some(state) = dictionary(document, state) else { continue };
            if let Some(mask) = dictionary(document, entry(document, state, b"SMask"))
                && let Ok(group) = mask.get(b"G")
            {
                self.form(group, own, true);
            }
        }
    }

    fn form(&mut self, object: &Object, above: &Arc<Dictionary>, masks: bool) {
        let (Ok(id), Object::Stream(stream)) =
            (object.as_reference(), resolve(self.document, object))
        else {
            return;
        };
        if !draws(&stream.dict) || !self.seen.insert(id) {
            return;
        }
        let own = dictionary(self.document, entry(self.document, &stream.dict, b"Resources"));
        let resources = own.map_or_else(|| above.clone(), |own| Arc::new(own.clone()));
        self.open.push((resources.clone(), masks));
        self.out.push(Place { page: None, object: id, resources, masks, font: None });
    }

    /// The glyphs of a font that are content.
    fn font(&mut self, object: &Object, above: &Arc<Dictionary>, masks: bool) {
        let document = self.document;
        let (Ok(font), Some(own)) = (object.as_reference(), dictionary(document, object)) else {
            return;
        };
        if !is_name(own, b"Subtype", b"Type3") || !self.seen.insert(font) {
            return;
        }
        let resources = dictionary(document, entry(document, own, b"Resources"));
        let resources = resources.map_or_else(|| above.clone(), |own| Arc::new(own.clone()));
        self.open.push((resources.clone(), masks));
        let glyphs = dictionary(document, entry(document, own, b"CharProcs"));
        for (_, glyph) in glyphs.into_iter().flatten() {
            if let (Ok(object), Object::Stream(_)) =
                (glyph.as_reference(), resolve(document, glyph))
                && self.seen.insert(object)
            {
                let resources = resources.clone();
                self.out.push(Place { page: None, object, resources, masks, font: Some(font) });
            }
        }
    }
}

/// The streams that an annotation may look like.
pub fn looks<'a>(document: &'a Document, own: &'a Dictionary) -> Vec<&'a Object> {
    let Some(all) = dictionary(document, entry(document, own, b"AP")) else { return Vec::new() };
    let of = |(_, own): (&'a Vec<u8>, &'a Object)| match resolve(document, own) {
        Object::Dictionary(states) => states.iter().map(|(_, own)| own).collect(),
        _ => vec![own],
    };
    all.iter().flat_map(of).collect()
}

impl Job<'_> {
    /// The bytes of content; `None` if they cannot be read or are too many.
    pub fn bytes(&self, place: &Place) -> Option<Vec<u8>> {
        let document = &self.pdf.document;
        let Some(page) = place.page.and_then(|at| self.pdf.pages.get(at)) else {
            let Object::Stream(stream) = document.objects.get(&place.object)? else { return None };
            return decode(stream, CONTENT).ok();
        };
        let mut all = Vec::new();
        for part in parts(document, page) {
            let Object::Stream(stream) = resolve(document, part) else { return None };
            all.extend(decode(stream, CONTENT).ok()?);
            all.push(b'\n');
        }
        (all.len() <= CONTENT).then_some(all)
    }

    /// Puts content in the place of what was there; `named` is what it names besides: the kind of
    /// resource, the name, the object.
    pub fn put(&mut self, place: &Place, bytes: Vec<u8>, named: &[(&str, &str, Object)]) {
        if let Some(font) = place.font {
            self.put_glyph(font, place, bytes, named);
            return;
        }
        let document = &mut self.pdf.document;
        let more = named.iter().cloned();
        let resources = (!named.is_empty()).then(|| with_names(document, &place.resources, more));
        let Some(page) = place.page.and_then(|at| self.pdf.pages.get_mut(at)) else {
            if let Some(Object::Stream(stream)) = document.objects.get_mut(&place.object) {
                set_content(stream, bytes);
                if let Some(resources) = resources {
                    stream.dict.set("Resources", resources);
                }
            }
            return;
        };
        let old = parts(document, page).into_iter().filter_map(|part| part.as_reference().ok());
        self.replaced.extend(old);
        if let Ok(Object::Reference(list)) = page.own.get(b"Contents") {
            self.replaced.insert(*list);
        }
        let mut stream = Stream::new(Dictionary::new(), Vec::new());
        set_content(&mut stream, bytes);
        let content = document.add_object(stream);
        page.own.set("Contents", content);
        if let Some(resources) = resources {
            page.resources = Arc::new(resources.clone());
            page.own.set("Resources", resources);
        }
        document.objects.insert(page.id, Object::Dictionary(page.own.clone()));
    }
}

impl Job<'_> {
    /// Puts content in the place of that of a glyph; all glyphs of a font name the same resources.
    fn put_glyph(
        &mut self,
        font: ObjectId,
        place: &Place,
        bytes: Vec<u8>,
        named: &[(&str, &str, Object)],
    ) {
        let document = &mut self.pdf.document;
        if !named.is_empty() {
            let own = document.objects.get(&font).and_then(|own| own.as_dict().ok());
            let own = own.and_then(|own| dictionary(document, entry(document, own, b"Resources")));
            let known = own.unwrap_or(&place.resources);
            let resources = with_names(document, known, named.iter().cloned());
            let Ok(font) = document.get_dictionary_mut(font) else { return };
            font.set("Resources", resources);
        }
        if let Some(Object::Stream(stream)) = document.objects.get_mut(&place.object) {
            set_content(stream, bytes);
        }
    }
}

/// The streams of a page's content.
fn parts<'a>(document: &'a Document, page: &'a Page) -> Vec<&'a Object> {
    let Ok(contents) = page.own.get(b"Contents") else { return Vec::new() };
    match resolve(document, contents) {
        Object::Array(parts) => parts.iter().collect(),
        _ => vec![contents],
    }
}

/// Whether a stream is packed by one of some filters.
pub fn is_packed_by(document: &Document, own: &Dictionary, filters: &[&[u8]]) -> bool {
    let is = |name: &Object| name.as_name().is_ok_and(|name| filters.contains(&name));
    match entry(document, own, b"Filter") {
        Object::Array(names) => names.iter().any(is),
        name => is(name),
    }
}

/// Takes what an object refers to out of a set.
pub fn referred(object: &Object, ids: &mut BTreeSet<ObjectId>) {
    match object {
        Object::Reference(id) => drop(ids.remove(id)),
        Object::Array(parts) => parts.iter().for_each(|part| referred(part, ids)),
        Object::Dictionary(own) => own.iter().for_each(|(_, value)| referred(value, ids)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| referred(value, ids)),
        _ => {}
    }
}

/// An operator of content with its operands.
pub struct Operator<'a> {
    /// Its number in the content, from 1; pictures within content count as one.
    pub number: usize,
    /// Where it is, from its first operand on.
    pub range: Range<usize>,
    /// The word.
    pub word: &'a [u8],
    /// The operands; of a picture within content its dictionary, with its keys spelled out.
    pub operands: Vec<Object>,
    /// The data of a picture within content.
    pub data: Range<usize>,
}

impl Operator<'_> {
    /// The operands that are numbers.
    pub fn numbers(&self) -> Vec<f64> {
        let number = |own: &Object| match own {
            Object::Integer(whole) => Some(*whole as f64),
            Object::Real(real) => Some(f64::from(*real)).filter(|own| own.is_finite()),
            _ => None,
        };
        self.operands.iter().filter_map(number).collect()
    }

    /// The last operand, if it is a name.
    pub fn name(&self) -> Option<&[u8]> {
        self.operands.last()?.as_name().ok()
    }

    /// Whether it shows text.
    pub fn shows(&self) -> bool {
        matches!(self.word, b"Tj" | b"TJ" | b"'" | b"\"")
    }

    /// Whether it adds to a path.
    pub fn extends(&self) -> bool {
        matches!(self.word, b"m" | b"l" | b"c" | b"v" | b"y" | b"re" | b"h")
    }

    /// Whether it ends a path, and whether it fills and strokes it.
    pub fn ends_path(&self) -> Option<[bool; 2]> {
        Some(match self.word {
            b"S" | b"s" => [false, true],
            b"f" | b"F" | b"f*" => [true, false],
            b"B" | b"B*" | b"b" | b"b*" => [true, true],
            b"n" => [false, false],
            _ => return None,
        })
    }
}

/// Visits the operators of content; `None` if it cannot be read to its end.
pub fn each<'a>(bytes: &'a [u8], mut visit: impl FnMut(Operator<'a>)) -> Option<()> {
    let mut lexer = Lexer::of_content(bytes);
    let mut budget = Budget { values: VALUES, bytes: bytes.len() };
    let mut operands: Vec<Object> = Vec::new();
    let (mut number, mut start) = (0, None);
    loop {
        lexer.skip_space();
        let at = lexer.at();
        match lexer.next(&mut budget).ok()? {
            None => return Some(()),
            Some(Token::Value(value)) => {
                start.get_or_insert(at);
                operands.push(value);
            }
            Some(Token::Word(word)) => {
                let mut data = 0..0;
                if word == b"BI" {
                    let own = spell_out(lexer.pairs(b"ID", &mut budget).ok()?);
                    let first = lexer.at() + 1;
                    let end =
                        end_of_inline(bytes, first + least_inline(&own, components(&own)), true)?;
                    data = first..(end - 2).max(first);
                    lexer.go(end);
                    operands = vec![own.into()];
                }
                number += 1;
                let range = start.take().unwrap_or(at)..lexer.at();
                let operands = std::mem::take(&mut operands);
                visit(Operator { number, range, word, operands, data });
            }
        }
    }
}

/// How many components a picture within content has, as far as its dictionary alone says so.
fn components(own: &Dictionary) -> usize {
    match own.get(b"ColorSpace").and_then(Object::as_name) {
        Ok(b"RGB" | b"DeviceRGB") => 3,
        Ok(b"CMYK" | b"DeviceCMYK") => 4,
        _ => 1,
    }
}

/// Content with other bytes in some places; the places rise and do not overlap.
#[derive(Default)]
pub struct Patches(Vec<(Range<usize>, Vec<u8>)>);

impl Patches {
    /// Puts bytes in a place.
    pub fn put(&mut self, place: Range<usize>, bytes: impl Into<Vec<u8>>) {
        self.0.push((place, bytes.into()));
    }

    /// The content; `None` if nothing changes.
    pub fn apply(mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        if self.0.is_empty() {
            return None;
        }
        // An insertion comes before what is put in the place of the bytes that follow.
        self.0.sort_by_key(|(place, _)| (place.start, place.end));
        let mut out = Vec::with_capacity(bytes.len() + 64 * self.0.len());
        let mut written = 0;
        for (place, own) in self.0 {
            join(&mut out, bytes.get(written..place.start).unwrap_or_default());
            join(&mut out, &own);
            written = place.end.max(written);
        }
        join(&mut out, bytes.get(written..).unwrap_or_default());
        Some(out)
    }
}

/// Adds bytes to content; words that had a delimiter between them do not become one.
fn join(out: &mut Vec<u8>, next: &[u8]) {
    let regular = |byte: Option<&u8>| byte.is_some_and(|&byte| is_regular(byte));
    if regular(out.last()) && regular(next.first()) {
        out.push(b' ');
    }
    out.extend_from_slice(next);
}

/// A number of content, with four digits after the point at most.
pub fn short(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" || text.is_empty() { "0".to_owned() } else { text.to_owned() }
}

/// The operator that sets inks, for strokes or for fills.
pub fn inks_set(inks: [f64; 4], strokes: bool) -> String {
    let parts = inks.map(|part| short(part.clamp(0.0, 1.0)));
    format!("{} {}", parts.join(" "), if strokes { "K" } else { "k" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_counted_and_patched_where_they_are() {
        let text = b"q 1 0 0 rg\n BI /W 1 ID x EI (a) Tj % end\nQ";
        let mut seen = Vec::new();
        let mut patches = Patches::default();
        each(text, |own| {
            seen.push((own.number, String::from_utf8_lossy(own.word).into_owned()));
            if own.word == b"rg" {
                assert_eq!(own.numbers(), [1.0, 0.0, 0.0]);
                patches.put(own.range.clone(), inks_set([0.0, 1.0, 0.99996, 0.123_46], false));
            }
            if own.shows() {
                patches.put(own.range.start..own.range.start, "/A gs ");
            }
        })
        .unwrap();
        let words: Vec<_> = seen.iter().map(|(_, word)| word.as_str()).collect();
        assert_eq!(words, ["q", "rg", "BI", "Tj", "Q"]);
        assert_eq!(seen[4].0, 5);
        let out = patches.apply(text).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "q 0 1 1 0.1235 k\n BI /W 1 ID x EI /A gs (a) Tj % end\nQ"
        );
        assert!(each(b"(open", |_| {}).is_none());
        // A name needs no space before it, what comes in its place does.
        let mut patches = Patches::default();
        patches.put(2..8, "0 g");
        assert_eq!(patches.apply(b"cm/A0 cs/B gs").unwrap(), b"cm 0 g/B gs");
    }
}
