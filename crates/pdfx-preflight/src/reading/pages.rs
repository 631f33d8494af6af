//! The pages of a PDF, with their inherited entries.

use std::collections::BTreeSet;
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::repair::{Repair, Repairs};
use super::{Refused, numbers, resolve};
use crate::pdf::is_name;

/// The depth limit of the page tree.
const DEPTH: usize = 64;
/// The most pages a file may have.
const PAGES: usize = 20_000;

/// A rectangle in points: left, bottom, right, top.
pub type Bounds = [f64; 4];

/// A page with its inherited entries.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its object.
    pub id: ObjectId,
    /// Its number, from 1.
    pub number: usize,
    /// The sheet; `None` if it has none.
    pub media: Option<Bounds>,
    /// The part of it that a viewer shows.
    pub crop: Option<Bounds>,
    /// The part of it that is printed.
    pub bleed: Option<Bounds>,
    /// What remains after trimming.
    pub trim: Option<Bounds>,
    /// The extent that its creator intended.
    pub art: Option<Bounds>,
    /// How far it is rotated for display, degrees clockwise.
    pub rotate: i64,
    /// The length of a user space unit, points.
    pub unit: f64,
    /// Its own entries.
    pub own: Dictionary,
    /// Its resources, which pages may share.
    pub resources: Arc<Dictionary>,
}

impl Page {
    /// What is printed of the page: its BleedBox, otherwise its CropBox or MediaBox (ISO 32000-1,
    /// 14.11.2).
    pub fn bled(&self) -> Bounds {
        self.bleed.or(self.crop).or(self.media).unwrap_or_default()
    }

    /// The trimmed page: its TrimBox, otherwise its ArtBox, CropBox or MediaBox (ISO 32000-1,
    /// 14.11.2).
    pub fn cut(&self) -> Bounds {
        self.trim.or(self.art).or(self.crop).or(self.media).unwrap_or_default()
    }
}

/// What a node of the page tree passes on.
#[derive(Clone, Default)]
struct Inherited {
    media: Option<Bounds>,
    crop: Option<Bounds>,
    rotate: i64,
    resources: Arc<Dictionary>,
}

/// All pages in order.
///
/// # Errors
/// [`Refused`] if the page tree is circular, too deep or without pages.
pub fn pages(document: &Document, repairs: &mut Repairs) -> Result<Vec<Page>, Refused> {
    match tree(document, repairs) {
        Err(Refused::Pages | Refused::Cycle) if repairs.orphans => orphans(document, repairs),
        found => found,
    }
}

/// The pages that are in the file, whatever leads to them, by their numbers.
fn orphans(document: &Document, repairs: &mut Repairs) -> Result<Vec<Page>, Refused> {
    repairs.note(Repair::Pages);
    let mut walker = Walker { document, seen: BTreeSet::new(), out: Vec::new(), repairs };
    for (&id, object) in &document.objects {
        if let Object::Dictionary(own) = object
            && is_name(own, b"Type", b"Page")
        {
            walker.page(id, own, inherit(document, own, &Inherited::default()))?;
        }
    }
    if walker.out.is_empty() { Err(Refused::Pages) } else { Ok(walker.out) }
}

/// The pages of the page tree.
fn tree(document: &Document, repairs: &mut Repairs) -> Result<Vec<Page>, Refused> {
    let catalog = document.trailer.get(b"Root").ok().map(|root| resolve(document, root));
    let Some(Object::Dictionary(catalog)) = catalog else { return Err(Refused::Pages) };
    let Ok(Object::Reference(root)) = catalog.get(b"Pages") else { return Err(Refused::Pages) };
    let mut walker = Walker { document, seen: BTreeSet::new(), out: Vec::new(), repairs };
    walker.node(*root, &Inherited::default(), DEPTH)?;
    if walker.out.is_empty() { Err(Refused::Pages) } else { Ok(walker.out) }
}

struct Walker<'a> {
    document: &'a Document,
    seen: BTreeSet<ObjectId>,
    out: Vec<Page>,
    repairs: &'a mut Repairs,
}

impl Walker<'_> {
    fn node(&mut self, id: ObjectId, above: &Inherited, depth: usize) -> Result<(), Refused> {
        let depth = depth.checked_sub(1).ok_or(Refused::Cycle)?;
        if !self.seen.insert(id) {
            return Err(Refused::Cycle);
        }
        let Some(Object::Dictionary(own)) = self.document.objects.get(&id) else {
            return Err(Refused::Pages);
        };
        let inherited = inherit(self.document, own, above);
        let kids = match own.get(b"Kids") {
            Ok(kids) => match (resolve(self.document, kids), kids) {
                (Object::Array(kids), _) => kids.as_slice(),
                // Brackets around the only kid are missing.
                (Object::Dictionary(_), Object::Reference(_)) => {
                    self.repairs.mend(Repair::Pages, Refused::Pages)?;
                    std::slice::from_ref(kids)
                }
                _ => return self.page(id, own, inherited),
            },
            Err(_) => return self.page(id, own, inherited),
        };
        for kid in kids {
            let done = match kid.as_reference() {
                Ok(kid) => self.node(kid, &inherited, depth),
                Err(_) => Err(Refused::Pages),
            };
            match done {
                Ok(()) => {}
                Err(Refused::Large) => return Err(Refused::Large),
                Err(fault) => self.repairs.mend(Repair::Pages, fault)?,
            }
        }
        Ok(())
    }

    fn page(&mut self, id: ObjectId, own: &Dictionary, from: Inherited) -> Result<(), Refused> {
        if self.out.len() >= PAGES {
            return Err(Refused::Large);
        }
        let bounds = |key: &[u8]| rectangle(self.document, own, key);
        let unit = own.get(b"UserUnit").ok().and_then(|unit| unit.as_float().ok());
        self.out.push(Page {
            id,
            number: self.out.len() + 1,
            media: from.media,
            crop: from.crop,
            bleed: bounds(b"BleedBox"),
            trim: bounds(b"TrimBox"),
            art: bounds(b"ArtBox"),
            rotate: from.rotate,
            unit: unit.map_or(1.0, f64::from),
            own: own.clone(),
            resources: from.resources,
        });
        Ok(())
    }
}

fn inherit(document: &Document, own: &Dictionary, above: &Inherited) -> Inherited {
    let resources = own.get(b"Resources").ok().map(|object| resolve(document, object));
    let rotate = own.get(b"Rotate").ok().and_then(|object| resolve(document, object).as_i64().ok());
    Inherited {
        media: rectangle(document, own, b"MediaBox").or(above.media),
        crop: rectangle(document, own, b"CropBox").or(above.crop),
        rotate: rotate.unwrap_or(above.rotate),
        resources: match resources {
            Some(Object::Dictionary(own)) => Arc::new(own.clone()),
            _ => above.resources.clone(),
        },
    }
}

/// A rectangle of a dictionary with its corners in order; `None` if it is not a rectangle.
pub fn rectangle(document: &Document, own: &Dictionary, key: &[u8]) -> Option<Bounds> {
    let [x0, y0, x1, y1] = numbers(document, own.get(key).ok()?)?.try_into().ok()?;
    Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}
