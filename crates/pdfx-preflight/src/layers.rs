//! Layers (optional content, ISO 32000-1, 8.11): which of them are printed.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::pdf::is_name;
use crate::reading::{dictionary, entry, resolve};

/// How many parts of an expression of layers are looked at, and how deep they are nested.
const PARTS: usize = 1_000;
const DEPTH: usize = 16;
/// How many references are followed to a layer.
const STEPS: usize = 8;
/// What a usage says about the state of its layer, by the category.
const STATES: [(&[u8], &[u8]); 3] =
    [(b"Print", b"PrintState"), (b"View", b"ViewState"), (b"Export", b"ExportState")];

/// The layers of a file.
#[derive(Debug, Default)]
pub struct Layers {
    /// Those that are switched off when it is printed.
    off: BTreeSet<ObjectId>,
}

impl Layers {
    /// Reads them from the usual configuration of a file.
    pub fn read(document: &Document) -> Self {
        let root = dictionary(document, entry(document, &document.trailer, b"Root"));
        let all = root.and_then(|own| dictionary(document, entry(document, own, b"OCProperties")));
        let Some(all) = all else { return Self::default() };
        let Some(usual) = dictionary(document, entry(document, all, b"D")) else {
            return Self::default();
        };
        let groups = references(document, all, b"OCGs");
        let mut off = BTreeSet::new();
        if is_name(usual, b"BaseState", b"OFF") {
            let on: BTreeSet<ObjectId> = references(document, usual, b"ON").collect();
            off.extend(groups.filter(|own| !on.contains(own)));
        }
        off.extend(references(document, usual, b"OFF"));
        automatic(document, usual, &mut off);
        let wanted = intents(document, usual);
        off.retain(|id| {
            let own = document.objects.get(id).and_then(|own| dictionary(document, own));
            let own = own.map_or_else(|| vec![&b"View"[..]], |own| intents(document, own));
            wanted.contains(&&b"All"[..]) || own.iter().any(|own| wanted.contains(own))
        });
        Self { off }
    }

    /// Whether what belongs to a layer, or to layers as a membership says, is not printed.
    pub fn hide(&self, document: &Document, object: &Object) -> bool {
        if self.off.is_empty() {
            return false;
        }
        let mut next = object;
        for _ in 0..STEPS {
            let Object::Reference(id) = next else { break };
            if self.off.contains(id) {
                return true;
            }
            next = document.objects.get(id).unwrap_or(&Object::Null);
        }
        let own = dictionary(document, object).filter(|own| is_name(own, b"Type", b"OCMD"));
        own.is_some_and(|own| !self.is_shown(document, own))
    }

    /// Whether what belongs to layers by a membership is printed.
    fn is_shown(&self, document: &Document, own: &Dictionary) -> bool {
        if let Object::Array(parts) = entry(document, own, b"VE") {
            let mut left = PARTS;
            if let Some(shown) = self.value(document, parts, DEPTH, &mut left) {
                return shown;
            }
        }
        let groups: Vec<ObjectId> = match own.get(b"OCGs") {
            Ok(one @ Object::Reference(id)) => match resolve(document, one) {
                Object::Array(_) => references(document, own, b"OCGs").collect(),
                _ => vec![*id],
            },
            _ => references(document, own, b"OCGs").collect(),
        };
        let is_group =
            |id: &&ObjectId| matches!(document.objects.get(id), Some(Object::Dictionary(_)));
        let states: Vec<bool> =
            groups.iter().filter(is_group).map(|id| !self.off.contains(id)).collect();
        let any = |wanted: bool| states.contains(&wanted);
        match entry(document, own, b"P").as_name().unwrap_or_default() {
            _ if states.is_empty() => true,
            b"AllOn" => !any(false),
            b"AnyOff" => any(false),
            b"AllOff" => !any(true),
            _ => any(true),
        }
    }

    /// The value of an expression of layers; `None` if it is none, or too large.
    fn value(
        &self,
        document: &Document,
        parts: &[Object],
        depth: usize,
        left: &mut usize,
    ) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        let (first, rest) = parts.split_first()?;
        let mut values = Vec::new();
        for part in rest {
            *left = left.checked_sub(1)?;
            values.push(match (resolve(document, part), part) {
                (Object::Array(parts), _) => self.value(document, parts, depth, left)?,
                (_, Object::Reference(id)) => !self.off.contains(id),
                _ => return None,
            });
        }
        match resolve(document, first).as_name().ok()? {
            b"And" => Some(!values.contains(&false)),
            b"Or" => Some(values.contains(&true)),
            b"Not" => values.first().map(|own| !own),
            _ => None,
        }
    }
}

/// Switches layers as their usage asks for when a file is printed.
fn automatic(document: &Document, usual: &Dictionary, off: &mut BTreeSet<ObjectId>) {
    let Object::Array(all) = entry(document, usual, b"AS") else { return };
    let all = all.iter().filter_map(|own| dictionary(document, own));
    for own in all.filter(|own| is_name(own, b"Event", b"Print")) {
        let Object::Array(categories) = entry(document, own, b"Category") else { continue };
        let is_asked =
            |name: &[u8]| categories.iter().any(|own| own.as_name().is_ok_and(|own| own == name));
        for id in references(document, own, b"OCGs") {
            let group = document.objects.get(&id).and_then(|own| dictionary(document, own));
            let usage = group.and_then(|own| dictionary(document, entry(document, own, b"Usage")));
            let Some(usage) = usage else { continue };
            let states = STATES.iter().filter(|own| is_asked(own.0)).filter_map(|(name, state)| {
                let own = dictionary(document, entry(document, usage, name))?;
                entry(document, own, state).as_name().ok()
            });
            let states: Vec<&[u8]> = states.collect();
            if states.contains(&&b"OFF"[..]) {
                off.insert(id);
            } else if !states.is_empty() {
                off.remove(&id);
            }
        }
    }
}

/// What references an array has.
fn references<'a>(
    document: &'a Document,
    own: &'a Dictionary,
    key: &[u8],
) -> impl Iterator<Item = ObjectId> + use<'a> {
    let list = match entry(document, own, key) {
        Object::Array(list) => list.as_slice(),
        _ => &[],
    };
    list.iter().filter_map(|own| own.as_reference().ok())
}

/// For what layers or a configuration are meant; for viewing if it is not said.
fn intents<'a>(document: &'a Document, own: &'a Dictionary) -> Vec<&'a [u8]> {
    match entry(document, own, b"Intent") {
        Object::Name(one) => vec![one],
        Object::Array(all) => all.iter().filter_map(|own| own.as_name().ok()).collect(),
        _ => vec![b"View"],
    }
}
