//! Reports which colours a PDF uses and how its pages are cut.
//!
//! It follows every reference from every page and reads every content stream. It knows nothing of
//! how a file was finished, since it is there to judge that.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};
use rayon::prelude::*;

use crate::pdf::draws;
use crate::plain;

/// A family of colour spaces (ISO 32000-1, 8.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// Black ink, 0 is full.
    DeviceGray,
    /// The four inks.
    DeviceCmyk,
    /// One ink by name.
    Separation,
    /// Several inks by name.
    DeviceN,
    /// A palette based on another space.
    Indexed,
    /// Tilings and shadings.
    Pattern,
    /// Uncalibrated red, green, blue.
    DeviceRgb,
    /// A calibrated grey.
    CalGray,
    /// Calibrated red, green, blue.
    CalRgb,
    /// CIE L*a*b*.
    Lab,
    /// Defined by an ICC profile.
    IccBased,
}

impl Space {
    /// The family with this name, or with this abbreviation in an inline picture.
    fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"DeviceGray" => Self::DeviceGray,
            b"DeviceCMYK" => Self::DeviceCmyk,
            b"Separation" => Self::Separation,
            b"DeviceN" => Self::DeviceN,
            b"Indexed" => Self::Indexed,
            b"Pattern" => Self::Pattern,
            b"DeviceRGB" => Self::DeviceRgb,
            b"CalGray" => Self::CalGray,
            b"CalRGB" => Self::CalRgb,
            b"Lab" => Self::Lab,
            b"ICCBased" => Self::IccBased,
            _ => return None,
        })
    }

    /// Its name in a PDF.
    pub fn name(self) -> &'static str {
        match self {
            Self::DeviceGray => "DeviceGray",
            Self::DeviceCmyk => "DeviceCMYK",
            Self::Separation => "Separation",
            Self::DeviceN => "DeviceN",
            Self::Indexed => "Indexed",
            Self::Pattern => "Pattern",
            Self::DeviceRgb => "DeviceRGB",
            Self::CalGray => "CalGray",
            Self::CalRgb => "CalRGB",
            Self::Lab => "Lab",
            Self::IccBased => "ICCBased",
        }
    }

    /// Whether it defines nothing but inks; palettes and patterns are judged by their contents.
    pub fn is_ink(self) -> bool {
        !matches!(self, Self::DeviceRgb | Self::CalGray | Self::CalRgb | Self::Lab | Self::IccBased)
    }
}

/// The colour spaces that a document uses, and the pages (from 1) on which it uses them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Colors(pub BTreeMap<Space, BTreeSet<u32>>);

impl Colors {
    /// Whether a colour space is used anywhere.
    pub fn has(&self, space: Space) -> bool {
        self.0.contains_key(&space)
    }

    /// Every colour space that does not define inks, with each page it is on.
    pub fn foreign(&self) -> impl Iterator<Item = (Space, u32)> {
        let foreign = self.0.iter().filter(|(space, _)| !space.is_ink());
        foreign.flat_map(|(&space, pages)| pages.iter().map(move |&page| (space, page)))
    }
}

/// All colour spaces that can be reached from the pages, in operators and in resources.
///
/// A content stream that cannot be read counts as [`Space::DeviceRgb`], since nothing is known of
/// it.
pub fn colors_used(document: &Document) -> Colors {
    let pages: Vec<(u32, ObjectId)> = document.get_pages().into_iter().collect();
    let reached: Vec<BTreeSet<ObjectId>> =
        pages.par_iter().map(|&(_, page)| reachable(document, page)).collect();
    // What several pages share is looked at once.
    let all: BTreeSet<ObjectId> = reached.iter().flatten().copied().collect();
    let known: BTreeMap<ObjectId, BTreeSet<Space>> =
        all.into_par_iter().map(|id| (id, spaces(document, id))).collect();
    let found = pages.par_iter().zip(reached).map(|(&(number, page), reached)| {
        let mut found = set_on(document, page);
        found.extend(reached.iter().filter_map(|id| known.get(id)).flatten());
        (number, found)
    });
    let mut colors = Colors::default();
    for (number, found) in found.collect::<Vec<_>>() {
        for space in found {
            colors.0.entry(space).or_default().insert(number);
        }
    }
    colors
}

/// The colour spaces that the operators of a page's own content set.
fn set_on(document: &Document, page: ObjectId) -> BTreeSet<Space> {
    let contents = document.get_page_contents(page).into_iter();
    let streams = contents.filter_map(|id| document.get_object(id).ok()?.as_stream().ok());
    streams.flat_map(|own| operators(&own.get_plain_content().unwrap_or_default())).collect()
}

/// The first page (from 1) from which an object can be reached.
pub fn page_of(document: &Document, id: ObjectId) -> Option<u32> {
    let pages = document.get_pages();
    pages.into_iter().find(|&(_, page)| reachable(document, page).contains(&id)).map(|(n, _)| n)
}

/// All objects that can be reached from a page, itself included, without following parents.
fn reachable(document: &Document, page: ObjectId) -> BTreeSet<ObjectId> {
    let mut seen = BTreeSet::new();
    let mut next = vec![page];
    // Resources may be inherited from nodes higher up in the page tree.
    if let Ok((_, inherited)) = document.get_page_resources(page) {
        next.extend(inherited);
    }
    while let Some(id) = next.pop() {
        if seen.insert(id)
            && let Some(object) = document.objects.get(&id)
        {
            walk(object, &mut |part| next.extend(part.as_reference()));
        }
    }
    seen
}

/// Calls `call` for an object and for every object inside it, except parents.
fn walk(object: &Object, call: &mut dyn FnMut(&Object)) {
    call(object);
    let entries = |own: &Dictionary, call: &mut dyn FnMut(&Object)| {
        let entries = own.iter().filter(|(key, _)| key.as_slice() != b"Parent");
        entries.for_each(|(_, value)| walk(value, call));
    };
    match object {
        Object::Array(parts) => parts.iter().for_each(|part| walk(part, call)),
        Object::Dictionary(own) => entries(own, call),
        Object::Stream(stream) => entries(&stream.dict, call),
        _ => {}
    }
}

/// The colour spaces that an object names, and those that its operators set if it has content.
fn spaces(document: &Document, id: ObjectId) -> BTreeSet<Space> {
    let mut found = BTreeSet::new();
    let Some(object) = document.objects.get(&id) else { return found };
    walk(object, &mut |part| {
        found.extend(part.as_name().ok().and_then(Space::named));
    });
    match object {
        Object::Stream(stream) if draws(&stream.dict) => {
            found.extend(operators(&stream.get_plain_content().unwrap_or_default()));
        }
        Object::Dictionary(font) => {
            let glyphs = font.get_deref(b"CharProcs", document).and_then(Object::as_dict);
            for (_, glyph) in glyphs.ok().into_iter().flatten() {
                let stream = document.dereference(glyph).map(|(_, glyph)| glyph.as_stream());
                if let Ok(Ok(stream)) = stream {
                    found.extend(operators(&stream.get_plain_content().unwrap_or_default()));
                }
            }
        }
        _ => {}
    }
    found
}

/// The colour spaces that operators set; named resources are judged where they are defined.
fn operators(content: &[u8]) -> BTreeSet<Space> {
    let mut found = BTreeSet::new();
    let Ok(operations) = plain::operations(content) else {
        return BTreeSet::from([Space::DeviceRgb]);
    };
    for operation in operations {
        found.extend(match operation.operator.as_str() {
            "g" | "G" => Some(Space::DeviceGray),
            "rg" | "RG" => Some(Space::DeviceRgb),
            "k" | "K" => Some(Space::DeviceCmyk),
            "cs" | "CS" => named(operation.operands.first()),
            "BI" => match operation.operands.first() {
                Some(Object::Stream(picture)) => {
                    let short = picture.dict.get(b"CS").ok();
                    named(short.or(picture.dict.get(b"ColorSpace").ok()))
                }
                _ => None,
            },
            _ => None,
        });
    }
    found
}

fn named(operand: Option<&Object>) -> Option<Space> {
    match operand?.as_name().ok()? {
        b"G" => Some(Space::DeviceGray),
        b"RGB" => Some(Space::DeviceRgb),
        b"CMYK" => Some(Space::DeviceCmyk),
        b"I" => Some(Space::Indexed),
        name => Space::named(name),
    }
}

/// The boxes of a page, in points: left, bottom, right, top.
#[derive(Debug, Clone, PartialEq)]
pub struct Boxes {
    /// The page's object.
    pub id: ObjectId,
    /// The sheet.
    pub media: [f32; 4],
    /// The part of it that a viewer shows.
    pub crop: Option<[f32; 4]>,
    /// The part of it that is printed.
    pub bleed: Option<[f32; 4]>,
    /// What remains after trimming.
    pub trim: Option<[f32; 4]>,
    /// The extent that its creator intended.
    pub art: Option<[f32; 4]>,
}

/// The boxes of every page; a page without a MediaBox has an empty one.
pub fn boxes(document: &Document) -> Vec<Boxes> {
    let boxes = document.page_iter().map(|id| Boxes {
        id,
        media: rectangle(document, id, b"MediaBox").unwrap_or_default(),
        crop: rectangle(document, id, b"CropBox"),
        bleed: rectangle(document, id, b"BleedBox"),
        trim: rectangle(document, id, b"TrimBox"),
        art: rectangle(document, id, b"ArtBox"),
    });
    boxes.collect()
}

/// A box of a page, its own or inherited.
fn rectangle(document: &Document, page: ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..64 {
        if let Ok(Object::Array(sides)) = node.get_deref(key, document) {
            let sides: Vec<f32> = sides.iter().filter_map(|side| side.as_float().ok()).collect();
            return sides.try_into().ok();
        }
        if key != b"MediaBox" && key != b"CropBox" {
            return None;
        }
        node = node.get_deref(b"Parent", document).and_then(Object::as_dict).ok()?;
    }
    None
}
