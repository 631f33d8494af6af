//! The tags of a PDF read back (ISO 32000-1, 14.6 to 14.8): the structure tree, and what the
//! pages paint under each marked-content identifier.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A marked content: its page, from 0, and its identifier there.
pub type Mark = (usize, i64);

/// An element of the structure tree.
#[derive(Debug, Default)]
pub struct Element {
    pub id: ObjectId,
    pub role: String,
    pub alt: Option<String>,
    /// Entries of its attributes, those of all owners together.
    pub attributes: BTreeMap<String, Object>,
    pub kids: Vec<Kid>,
}

/// What an element holds.
#[derive(Debug)]
pub enum Kid {
    Element(Element),
    Mark(Mark),
    /// An annotation.
    Object(ObjectId),
}

/// A tagged PDF.
pub struct Tagged {
    pub document: Document,
    pub pages: Vec<ObjectId>,
    pub root: Element,
    pub roles: BTreeMap<String, String>,
    /// The text under each identifier; what paints no text has an empty one.
    pub text: BTreeMap<Mark, String>,
    /// Painting that is neither tagged nor an artifact: page, from 1, and operator.
    pub loose: Vec<(usize, String)>,
}

impl Element {
    /// The elements below this one, itself first, in order.
    pub fn all(&self) -> Vec<&Element> {
        let mut out = vec![self];
        for kid in &self.kids {
            if let Kid::Element(element) = kid {
                out.extend(element.all());
            }
        }
        out
    }

    /// The marks below this one, in order.
    pub fn marks(&self) -> Vec<Mark> {
        let mut out = Vec::new();
        for kid in &self.kids {
            match kid {
                Kid::Element(element) => out.extend(element.marks()),
                Kid::Mark(mark) => out.push(*mark),
                Kid::Object(_) => {}
            }
        }
        out
    }

    /// The elements right below this one.
    pub fn children(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            _ => None,
        })
    }
}

/// A text string of a PDF.
pub fn text_string(object: &Object) -> Option<String> {
    lopdf::decode_text_string(object).ok()
}

impl Tagged {
    pub fn load(path: &std::path::Path) -> Self {
        let document = Document::load(path).unwrap();
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let tree = follow(&document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
        let tree = tree.as_dict().unwrap();
        let map = tree.get(b"RoleMap").map(|map| follow(&document, map).as_dict().unwrap());
        let roles = map.into_iter().flatten().map(|(from, to)| (name(from), own_name(to)));
        let roles = roles.collect();
        let mut root = Element { role: "root".to_owned(), ..Element::default() };
        let reader = Reader { document: &document, pages: &pages };
        reader.kids(&mut root, tree, None);
        let mut painter = Painter::default();
        for (index, &page) in pages.iter().enumerate() {
            painter.page = index;
            painter.paint_page(&document, page);
        }
        let (text, loose) = (painter.text, painter.loose);
        Self { document, pages, root, roles, text, loose }
    }

    /// The text below an element, leaving out what is below elements of some roles.
    pub fn text_of(&self, element: &Element, without: &[&str]) -> String {
        let mut out = String::new();
        for kid in &element.kids {
            match kid {
                Kid::Element(child) if without.contains(&child.role.as_str()) => {}
                Kid::Element(child) => out.push_str(&self.text_of(child, without)),
                Kid::Mark(mark) => out.push_str(self.text.get(mark).map_or("", String::as_str)),
                Kid::Object(_) => {}
            }
        }
        out
    }

    /// What the parent tree has under a number.
    pub fn parent(&self, number: i64) -> Option<&Object> {
        let tree = self.document.catalog().ok()?.get(b"StructTreeRoot").ok()?;
        let tree = follow(&self.document, tree).as_dict().ok()?.get(b"ParentTree").ok()?;
        self.number_in(follow(&self.document, tree).as_dict().ok()?, number)
    }

    fn number_in<'a>(&'a self, node: &'a Dictionary, number: i64) -> Option<&'a Object> {
        if let Ok(pairs) = node.get(b"Nums").and_then(Object::as_array) {
            let mut pairs = pairs.as_chunks::<2>().0.iter();
            let found = pairs.find(|pair| pair[0].as_i64().ok() == Some(number));
            return found.map(|pair| &pair[1]);
        }
        let kids = node.get(b"Kids").and_then(Object::as_array).ok()?;
        kids.iter()
            .find_map(|kid| self.number_in(follow(&self.document, kid).as_dict().ok()?, number))
    }
}

pub fn follow<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, object)| object)
}

fn name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn own_name(object: &Object) -> String {
    name(object.as_name().unwrap_or_default())
}

/// Reads the structure tree.
struct Reader<'a> {
    document: &'a Document,
    pages: &'a [ObjectId],
}

impl Reader<'_> {
    fn kids(&self, element: &mut Element, node: &Dictionary, page: Option<usize>) {
        let Ok(kids) = node.get(b"K") else { return };
        let list = match follow(self.document, kids) {
            Object::Array(list) => list.clone(),
            _ => vec![kids.clone()],
        };
        for kid in &list {
            element.kids.extend(self.kid(kid, page));
        }
    }

    fn kid(&self, kid: &Object, page: Option<usize>) -> Option<Kid> {
        let id = kid.as_reference().unwrap_or_default();
        let node = match follow(self.document, kid) {
            Object::Integer(mark) => return Some(Kid::Mark((page?, *mark))),
            node => node.as_dict().ok()?,
        };
        let page = self.page(node).or(page);
        if let Ok(object) = node.get(b"Obj").and_then(Object::as_reference) {
            return Some(Kid::Object(object));
        }
        if let Ok(mark) = node.get(b"MCID").and_then(Object::as_i64) {
            return Some(Kid::Mark((page?, mark)));
        }
        let role = own_name(node.get(b"S").unwrap());
        let alt = node.get(b"Alt").ok().and_then(text_string);
        let attributes = self.attributes(node);
        let mut element = Element { id, role, alt, attributes, kids: Vec::new() };
        self.kids(&mut element, node, page);
        Some(Kid::Element(element))
    }

    fn page(&self, node: &Dictionary) -> Option<usize> {
        let page = node.get(b"Pg").and_then(Object::as_reference).ok()?;
        self.pages.iter().position(|&known| known == page)
    }

    fn attributes(&self, node: &Dictionary) -> BTreeMap<String, Object> {
        let Ok(given) = node.get(b"A") else { return BTreeMap::new() };
        let list = match follow(self.document, given) {
            Object::Array(list) => list.clone(),
            _ => vec![given.clone()],
        };
        let sets = list.iter().filter_map(|set| follow(self.document, set).as_dict().ok());
        sets.flat_map(|set| set.iter().map(|(key, value)| (name(key), value.clone()))).collect()
    }
}

/// A level of marked content.
#[derive(Clone)]
enum Level {
    Artifact,
    Mark(Mark),
    /// Text that stands for what is painted, within a mark.
    Spoken,
    Plain,
}

/// Follows the operators of the pages.
#[derive(Default)]
struct Painter {
    page: usize,
    text: BTreeMap<Mark, String>,
    loose: Vec<(usize, String)>,
    maps: BTreeMap<ObjectId, BTreeMap<u32, String>>,
}

const PAINTS: [&str; 18] = [
    "Tj", "TJ", "'", "\"", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "BI",
    "ID",
];

impl Painter {
    fn paint_page(&mut self, document: &Document, page: ObjectId) {
        let content = document.get_page_content(page);
        let entry = document.get_dictionary(page).unwrap().get(b"Resources").unwrap();
        let resources = follow(document, entry).as_dict().unwrap().clone();
        self.stream(document, &content, &resources, &[]);
    }

    fn stream(&mut self, document: &Document, content: &[u8], own: &Dictionary, around: &[Level]) {
        let mut levels = around.to_vec();
        let mut font = None;
        for Operation { operator, operands } in Content::decode(content).unwrap().operations {
            match operator.as_str() {
                "Tf" => font = resource(document, own, b"Font", &operands[0]),
                "BMC" | "BDC" => levels.push(self.level(document, own, &operands, &levels)),
                "EMC" => {
                    levels.pop().expect("marked content ends that never began");
                }
                paint if PAINTS.contains(&paint) => {
                    if !levels.iter().any(|level| matches!(level, Level::Artifact | Level::Mark(_)))
                    {
                        self.within(document, own, &operands, &levels, paint);
                    }
                    if let (true, Some(font)) = (matches!(paint, "Tj" | "TJ"), font) {
                        self.show(document, font, &operands[0], &levels);
                    }
                }
                _ => {}
            }
        }
        assert_eq!(levels.len(), around.len(), "marked content is left open");
    }

    /// What is painted outside every mark: a form may have marks of its own.
    fn within(
        &mut self,
        document: &Document,
        own: &Dictionary,
        operands: &[Object],
        levels: &[Level],
        paint: &str,
    ) {
        let form = (paint == "Do").then(|| resource(document, own, b"XObject", &operands[0]));
        if let Some(stream) = form.flatten().and_then(|id| document.get_object(id).ok())
            && let Ok(stream) = stream.as_stream()
            && stream
                .dict
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|kind| kind == b"Form")
        {
            let inner = stream.dict.get(b"Resources").map(|entry| follow(document, entry));
            let inner = inner.ok().and_then(|entry| entry.as_dict().ok()).unwrap_or(own).clone();
            return self.stream(document, &stream.get_plain_content().unwrap(), &inner, levels);
        }
        self.loose.push((self.page + 1, paint.to_owned()));
    }

    fn level(
        &mut self,
        document: &Document,
        own: &Dictionary,
        operands: &[Object],
        levels: &[Level],
    ) -> Level {
        if own_name(&operands[0]) == "Artifact" {
            return Level::Artifact;
        }
        let named = |key: &Object| {
            let entry = own.get(b"Properties").ok()?;
            follow(document, entry).as_dict().ok()?.get(key.as_name().ok()?).ok()
        };
        let given = operands.get(1).and_then(|entry| named(entry).or(Some(entry)));
        let Some(given) = given.and_then(|entry| follow(document, entry).as_dict().ok()) else {
            return Level::Plain;
        };
        if let Ok(mark) = given.get(b"MCID").and_then(Object::as_i64) {
            self.text.entry((self.page, mark)).or_default();
            return Level::Mark((self.page, mark));
        }
        match given.get(b"ActualText").ok().and_then(text_string) {
            Some(text) => {
                self.say(levels, &text);
                Level::Spoken
            }
            None => Level::Plain,
        }
    }

    fn show(&mut self, document: &Document, font: ObjectId, shown: &Object, levels: &[Level]) {
        if levels.iter().any(|level| matches!(level, Level::Spoken)) {
            return;
        }
        let map = self.maps.entry(font).or_insert_with(|| to_unicode(document, font)).clone();
        let parts = match shown {
            Object::Array(parts) => parts.clone(),
            one => vec![one.clone()],
        };
        for part in parts.iter().filter_map(|part| part.as_str().ok()) {
            let codes =
                part.as_chunks::<2>().0.iter().map(|pair| u32::from(u16::from_be_bytes(*pair)));
            let text: String =
                codes.filter_map(|code| map.get(&code).map(String::as_str)).collect();
            self.say(levels, &text);
        }
    }

    fn say(&mut self, levels: &[Level], text: &str) {
        let mark = levels.iter().rev().find_map(|level| match level {
            Level::Mark(mark) => Some(*mark),
            _ => None,
        });
        if let Some(mark) = mark {
            self.text.entry(mark).or_default().push_str(text);
        }
    }
}

fn resource(document: &Document, own: &Dictionary, kind: &[u8], key: &Object) -> Option<ObjectId> {
    let group = follow(document, own.get(kind).ok()?).as_dict().ok()?;
    group.get(key.as_name().ok()?).ok()?.as_reference().ok()
}

/// The characters of each code of a face, from its CMap (9.10.3).
fn to_unicode(document: &Document, font: ObjectId) -> BTreeMap<u32, String> {
    let font = document.get_dictionary(font).unwrap();
    let Ok(map) = font.get(b"ToUnicode") else { return BTreeMap::new() };
    let content = follow(document, map).as_stream().unwrap().get_plain_content().unwrap();
    let content = String::from_utf8_lossy(&content).into_owned();
    let units = |word: &str| -> Vec<u16> {
        let digits = word.trim_matches(['<', '>']).as_bytes().as_chunks::<4>().0;
        digits
            .iter()
            .map(|d| u16::from_str_radix(std::str::from_utf8(d).unwrap(), 16).unwrap())
            .collect()
    };
    let mut codes = BTreeMap::new();
    let mut range = false;
    for line in content.lines() {
        range = (range || line.contains("beginbfrange")) && !line.contains("endbfrange");
        let words: Vec<_> = line.split_whitespace().filter(|word| word.starts_with('<')).collect();
        let numbers: Vec<Vec<u16>> = words.iter().map(|word| units(word)).collect();
        match (range, numbers.as_slice()) {
            (false, [code, to]) => {
                codes.insert(u32::from(code[0]), String::from_utf16_lossy(to));
            }
            (true, [first, last, to]) => {
                for (step, code) in (first[0]..=last[0]).enumerate() {
                    let mut to = to.clone();
                    *to.last_mut().unwrap() += step as u16;
                    codes.insert(u32::from(code), String::from_utf16_lossy(&to));
                }
            }
            _ => {}
        }
    }
    codes
}
