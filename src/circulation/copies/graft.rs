//! A leaf is put into the published PDF by an incremental update (ISO 32000-1, 7.5.6): the bytes
//! of the edition stay as they are, and what is new follows them.
//!
//! New are the leaf's page with all that it uses, its part of the structure tree, and new versions
//! of the few objects that have to know of it: the page tree, the catalog with its page labels, the
//! root of the structure tree and its document element, the metadata.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, Writer, text_string};
use sha2::{Digest, Sha256};

use super::mark::Mark;
use super::tree::{label_leaf, number_tree, numbers, references, visit};
use crate::diagnostic::Finding;

/// Where the leaf goes: after the front cover.
const AT: usize = 1;
/// The key of the mark in the information dictionary.
pub const KEY: &[u8] = b"CopyNumber";

/// The published PDF as far as an update has to know it.
#[derive(Debug)]
pub struct Body {
    /// Where its last cross-reference section begins.
    xref: usize,
    length: usize,
    sum: String,
    /// The first object number that is free.
    free: u32,
    root: ObjectId,
    information: (ObjectId, Dictionary),
    metadata: (ObjectId, String),
    identifier: Object,
    /// The node of the page tree that is the leaf's parent.
    parent: ObjectId,
    structure: (ObjectId, Dictionary),
    parents: Vec<(i64, Object)>,
    next_parent: i64,
    document_element: ObjectId,
    /// What is the same in all copies.
    common: Vec<(ObjectId, Object)>,
}

fn broken(what: &str) -> Finding {
    Finding::stop("copies-edition").with("reason", what)
}

impl Body {
    /// Reads the published PDF; `sum` is its SHA-256.
    ///
    /// # Errors
    /// The finding `copies-edition` when it is not built as this program builds it.
    pub fn read(bytes: &[u8], sum: &str) -> Result<Self, Finding> {
        let fault = |error: lopdf::Error| broken(&error.to_string());
        let document = Document::load_mem(bytes).map_err(fault)?;
        let trailer = &document.trailer;
        let reference =
            |dict: &Dictionary, key: &[u8]| dict.get(key).and_then(Object::as_reference);
        let root = reference(trailer, b"Root").map_err(fault)?;
        let info = reference(trailer, b"Info").map_err(fault)?;
        let catalog = document.get_dictionary(root).map_err(fault)?.clone();
        let metadata = reference(&catalog, b"Metadata").map_err(fault)?;
        let structure = reference(&catalog, b"StructTreeRoot").map_err(fault)?;
        let xmp = document.get_object(metadata).and_then(Object::as_stream).map_err(fault)?;
        let xmp = xmp.decompressed_content().unwrap_or_else(|_| xmp.content.clone());
        let tree = document.get_dictionary(structure).map_err(fault)?.clone();
        let parents = tree.get(b"ParentTree").map_err(fault)?;
        let parents = numbers(&document, parents);
        let next = tree.get(b"ParentTreeNextKey").and_then(Object::as_i64);
        let next = next.unwrap_or_else(|_| parents.last().map_or(0, |(key, _)| key + 1));
        let pages: Vec<ObjectId> = document.page_iter().collect();
        let free = document.max_id + 1;
        let (parent, mut common) = page_tree(&document, &pages, free)?;
        let element = document_element(&document, &tree)?;
        common.push(contain(&document, element, &pages, free)?);
        common.push((root, Object::Dictionary(shown(&document, catalog))));
        let identifier = trailer.get(b"ID").and_then(Object::as_array).map_err(fault)?;
        Ok(Self {
            xref: last_xref(bytes)?,
            length: bytes.len(),
            sum: sum.to_owned(),
            free,
            root,
            information: (info, document.get_dictionary(info).map_err(fault)?.clone()),
            metadata: (metadata, String::from_utf8_lossy(&xmp).into_owned()),
            identifier: identifier.first().cloned().ok_or_else(|| broken("ID"))?,
            parent,
            structure: (structure, tree),
            parents,
            next_parent: next,
            document_element: element,
            common,
        })
    }

    /// What follows the bytes of the edition in a copy with this leaf.
    ///
    /// # Errors
    /// The finding `copies-edition` when the leaf is not one tagged page.
    pub fn graft(&self, leaf: &[u8], mark: &Mark) -> Result<Vec<u8>, Finding> {
        let leaf = Leaf::read(leaf, self.free)?;
        let (structure, mut tree) = self.structure.clone();
        let mut parents = self.parents.clone();
        parents.extend(leaf.parents(self.next_parent));
        let next = parents.last().map_or(0, |(key, _)| key + 1);
        // The structure tree learns the leaf's tags and how its content finds them.
        let roles = merged(tree.get(b"RoleMap").and_then(Object::as_dict).ok(), &leaf.roles());
        tree.set("RoleMap", roles);
        tree.set("ParentTree", number_tree(parents));
        tree.set("ParentTreeNextKey", next);
        let mut objects: BTreeMap<ObjectId, Object> = self.common.iter().cloned().collect();
        objects.insert(structure, Object::Dictionary(tree));
        objects.extend(leaf.lift(self)?);
        // The mark, twice: for programs that read XMP and for those that do not.
        let identifier = self.identifier(mark);
        let (id, mut information) = self.information.clone();
        information.set(KEY, text_string(&mark.to_string()));
        objects.insert(id, Object::Dictionary(information));
        let (id, xmp) = &self.metadata;
        let mut stream = Stream::new(Dictionary::new(), described(xmp, mark)?.into_bytes());
        stream.dict.set("Type", "Metadata");
        stream.dict.set("Subtype", "XML");
        objects.insert(*id, Object::Stream(stream.with_compression(false)));
        self.update(&objects, identifier).map_err(|error| broken(&error.to_string()))
    }

    /// The second half of the file identifier: that of this copy.
    fn identifier(&self, mark: &Mark) -> Object {
        let hash = Sha256::digest(format!("{} {mark}", self.sum));
        Object::String(hash[..16].to_vec(), StringFormat::Hexadecimal)
    }

    /// Writes the objects and the cross-reference section that points at them.
    fn update(
        &self,
        objects: &BTreeMap<ObjectId, Object>,
        identifier: Object,
    ) -> lopdf::Result<Vec<u8>> {
        let mut out = b"\n".to_vec();
        let mut places = Vec::with_capacity(objects.len());
        for (id, object) in objects {
            places.push((id.0, self.length + out.len()));
            write!(out, "{} {} obj\n", id.0, id.1)?;
            Writer::write_object(&mut out, object)?;
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = self.length + out.len();
        out.extend_from_slice(b"xref\n");
        for run in places.chunk_by(|one, next| one.0 + 1 == next.0) {
            writeln!(out, "{} {}", run[0].0, run.len())?;
            for (_, place) in run {
                write!(out, "{place:010} 00000 n \n")?;
            }
        }
        let size = objects.keys().map(|id| id.0 + 1).max().unwrap_or(self.free).max(self.free);
        let mut trailer = Dictionary::new();
        trailer.set("Size", size);
        trailer.set("Root", self.root);
        trailer.set("Info", self.information.0);
        trailer.set("ID", vec![self.identifier.clone(), identifier]);
        trailer.set("Prev", i64::try_from(self.xref).unwrap_or_default());
        out.extend_from_slice(b"trailer\n");
        Writer::write_object(&mut out, &Object::Dictionary(trailer))?;
        write!(out, "\nstartxref\n{start}\n%%EOF\n")?;
        Ok(out)
    }
}

/// Where the last cross-reference table of a PDF begins.
fn last_xref(bytes: &[u8]) -> Result<usize, Finding> {
    let tail = &bytes[bytes.len().saturating_sub(64)..];
    let tail = String::from_utf8_lossy(tail);
    let number = tail.rsplit_once("startxref").and_then(|(_, rest)| rest.split_whitespace().next());
    let place: usize = number.and_then(|text| text.parse().ok()).ok_or_else(|| broken("xref"))?;
    let table = bytes.get(place..).is_some_and(|rest| rest.starts_with(b"xref"));
    if table { Ok(place) } else { Err(broken("xref")) }
}

/// The new versions of the page tree's nodes above the front cover, and the lowest of them.
fn page_tree(
    document: &Document,
    pages: &[ObjectId],
    leaf: u32,
) -> Result<(ObjectId, Vec<(ObjectId, Object)>), Finding> {
    let first = *pages.first().ok_or_else(|| broken("Pages"))?;
    let above = |id: ObjectId| {
        let dict = document.get_dictionary(id).ok()?;
        dict.get(b"Parent").and_then(Object::as_reference).ok()
    };
    let lowest = above(first).ok_or_else(|| broken("Pages"))?;
    let mut nodes = Vec::new();
    let mut next = Some(lowest);
    while let Some(id) = next {
        let mut node = document.get_dictionary(id).map_err(|_| broken("Pages"))?.clone();
        let count = node.get(b"Count").and_then(Object::as_i64).map_err(|_| broken("Pages"))?;
        node.set("Count", count + 1);
        if id == lowest {
            let kids = node.get(b"Kids").and_then(Object::as_array).map_err(|_| broken("Pages"))?;
            let mut kids = kids.clone();
            kids.insert(AT.min(kids.len()), Object::Reference((leaf, 0)));
            node.set("Kids", kids);
        }
        nodes.push((id, Object::Dictionary(node)));
        next = above(id);
        if nodes.len() > pages.len() {
            return Err(broken("Pages"));
        }
    }
    Ok((lowest, nodes))
}

/// A leaf as Typst wrote it: a file of one page.
struct Leaf {
    document: Document,
    page: ObjectId,
    /// The document element of its structure tree.
    element: ObjectId,
    tree: Dictionary,
    /// The new number of each object that goes into the copy: the page first, then the element.
    numbers: BTreeMap<ObjectId, ObjectId>,
}

impl Leaf {
    /// Reads a leaf; its objects are numbered from `free`.
    fn read(bytes: &[u8], free: u32) -> Result<Self, Finding> {
        let fault = |error: lopdf::Error| broken(&error.to_string());
        let document = Document::load_mem(bytes).map_err(fault)?;
        let page = document.page_iter().next().ok_or_else(|| broken("leaf"))?;
        let catalog = document.catalog().map_err(fault)?;
        let tree = document.get_dict_in_dict(catalog, b"StructTreeRoot").map_err(fault)?.clone();
        let element = document_element(&document, &tree)?;
        // Upwards lie the leaf's own page tree and the root of its tags.
        let up = |id: ObjectId| match id {
            id if id == page => Some(b"Parent".as_slice()),
            id if id == element => Some(b"P".as_slice()),
            _ => None,
        };
        let mut known = BTreeSet::from([page, element]);
        let mut open = vec![page, element];
        while let Some(id) = open.pop() {
            let Ok(object) = document.get_object(id) else { continue };
            references(object, up(id), &mut |id| {
                if known.insert(id) {
                    open.push(id);
                }
            });
        }
        let rest = known.into_iter().filter(|id| *id != page && *id != element);
        let ordered = [page, element].into_iter().chain(rest);
        let numbers = ordered.zip(free..).map(|(from, to)| (from, (to, 0))).collect();
        Ok(Self { document, page, element, tree, numbers })
    }

    /// Its own names of roles.
    fn roles(&self) -> Dictionary {
        self.tree.get(b"RoleMap").and_then(Object::as_dict).cloned().unwrap_or_default()
    }

    /// How its content finds its tags, with keys from `first`.
    fn parents(&self, first: i64) -> Vec<(i64, Object)> {
        let Ok(tree) = self.tree.get(b"ParentTree") else { return Vec::new() };
        let mut entries = numbers(&self.document, tree);
        for (key, entry) in &mut entries {
            *key += first;
            if let Ok((_, Object::Array(list))) = self.document.dereference(entry) {
                *entry = Object::Array(list.clone());
            }
            visit(entry, &mut |part| self.renumber(part));
        }
        entries
    }

    fn renumber(&self, part: &mut Object) {
        if let Object::Reference(id) = part {
            *part = self.numbers.get(id).map_or(Object::Null, |id| Object::Reference(*id));
        }
    }

    /// Its page, with what that uses, and its tags, as parts of the body.
    fn lift(mut self, body: &Body) -> Result<Vec<(ObjectId, Object)>, Finding> {
        let mut lifted = Vec::with_capacity(self.numbers.len());
        for (&from, &to) in &self.numbers {
            let Some(mut object) = self.document.objects.remove(&from) else { continue };
            visit(&mut object, &mut |part| match part {
                Object::Reference(_) => self.renumber(part),
                Object::Dictionary(dict) => move_keys(dict, body.next_parent),
                _ => {}
            });
            if from == self.page || from == self.element {
                let dict = object.as_dict_mut().map_err(|_| broken("leaf"))?;
                if from == self.page {
                    dict.set("Parent", body.parent);
                } else {
                    dict.set("P", body.document_element);
                    dict.set("S", "Sect");
                }
            } else if let Object::Stream(stream) = &mut object {
                move_keys(&mut stream.dict, body.next_parent);
            }
            lifted.push((to, object));
        }
        Ok(lifted)
    }
}

/// Moves the keys by which content finds its tags.
fn move_keys(dict: &mut Dictionary, by: i64) {
    for key in [b"StructParents".as_slice(), b"StructParent"] {
        if let Ok(number) = dict.get(key).and_then(Object::as_i64) {
            dict.set(key, number + by);
        }
    }
}

/// The element that all others are in.
fn document_element(document: &Document, tree: &Dictionary) -> Result<ObjectId, Finding> {
    let kids = tree.get(b"K").map_err(|_| broken("StructTreeRoot"))?;
    let (id, kids) = document.dereference(kids).map_err(|_| broken("StructTreeRoot"))?;
    let found = match kids {
        Object::Array(kids) => kids.first().and_then(|kid| kid.as_reference().ok()),
        Object::Dictionary(_) => id,
        _ => None,
    };
    found.ok_or_else(|| broken("StructTreeRoot"))
}

/// The document element with the leaf's own after all that is on the front cover.
fn contain(
    document: &Document,
    element: ObjectId,
    pages: &[ObjectId],
    leaf: u32,
) -> Result<(ObjectId, Object), Finding> {
    let mut dict = document.get_dictionary(element).map_err(|_| broken("StructElem"))?.clone();
    let kids = dict.get(b"K").map_err(|_| broken("StructElem"))?;
    let (_, kids) = document.dereference(kids).map_err(|_| broken("StructElem"))?;
    let mut kids = match kids {
        Object::Array(kids) => kids.clone(),
        other => vec![other.clone()],
    };
    let cover = pages.first();
    let later = |kid: &Object| {
        super::tree::page_of(document, kid, 0).is_some_and(|page| Some(&page) != cover)
    };
    let at = kids.iter().position(later).unwrap_or(kids.len());
    kids.insert(at, Object::Reference((leaf + 1, 0)));
    dict.set("K", kids);
    Ok((element, Object::Dictionary(dict)))
}

/// The catalog for a file with one page more: its labels, and the same spreads as before.
fn shown(document: &Document, mut catalog: Dictionary) -> Dictionary {
    if let Ok(labels) = catalog.get(b"PageLabels") {
        let labels = label_leaf(numbers(document, labels), AT as i64);
        catalog.set("PageLabels", number_tree(labels));
    }
    // With the cover and the leaf as the first spread the others stay what they are.
    let layout = catalog.get(b"PageLayout").and_then(Object::as_name).map(<[u8]>::to_vec);
    match layout.as_deref() {
        Ok(b"TwoPageRight") => catalog.set("PageLayout", "TwoPageLeft"),
        Ok(b"TwoColumnRight") => catalog.set("PageLayout", "TwoColumnLeft"),
        _ => {}
    }
    catalog
}

fn merged(own: Option<&Dictionary>, more: &Dictionary) -> Dictionary {
    let mut all = own.cloned().unwrap_or_default();
    for (name, role) in more {
        if !all.has(name) {
            all.set(name.clone(), role.clone());
        }
    }
    all
}

/// The XMP metadata with the mark as a further identifier and one page more.
fn described(xmp: &str, mark: &Mark) -> Result<String, Finding> {
    let end = xmp.rfind("</rdf:RDF>").ok_or_else(|| broken("XMP"))?;
    let more = format!(
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:identifier>{mark}</dc:identifier></rdf:Description>"
    );
    let whole = format!("{}{more}{}", &xmp[..end], &xmp[end..]);
    let pages = |found: &regex::Captures<'_>| {
        let count: usize = found[1].parse().unwrap_or_default();
        format!("<xmpTPg:NPages>{}<", count + 1)
    };
    let form = regex::Regex::new("<xmpTPg:NPages>([0-9]{1,6})<").map_err(|_| broken("XMP"))?;
    Ok(form.replace(&whole, pages).into_owned())
}
