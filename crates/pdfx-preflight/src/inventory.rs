//! What is in a file, before anything is judged: pages, inks, fonts, pictures and what travels with
//! it.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Document, Object};
use moxcms::{ColorProfile, ProfileText};
use serde::Serialize;

use crate::Part;
use crate::color::Color;
use crate::facts::{Facts, Feature};
use crate::plates::coverage::Coverage;
use crate::reading::{Bounds, Page, decode, entry};
use crate::rule::{POINTS, Settings};

/// The names of the inks of the press.
pub const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];
/// The most ICC profiles whose names are read, the most bytes of one, and the most letters of its name.
const PROFILES: usize = 64;
const ICC: usize = 32 << 20;
const NAME: usize = 100;
/// How many fonts and pictures are listed.
const LISTED: usize = 2_000;

/// What is in a file.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Inventory {
    /// The version of PDF.
    pub version: String,
    /// The part of PDF/X that it claims.
    pub claim: Option<&'static str>,
    /// The program that made it.
    pub producer: Option<String>,
    /// Its pages.
    pub pages: Vec<Sheet>,
    /// Its inks: those of the press that are used, then spot inks.
    pub inks: Vec<InkUse>,
    /// Its fonts.
    pub fonts: Vec<FontUse>,
    /// Its pictures.
    pub pictures: Vec<PictureUse>,
    /// Whether anything is transparent.
    pub transparency: bool,
    /// Whether it has layers.
    pub layers: bool,
    /// What travels with it: `file`, `portfolio`, `xfa`.
    pub attached: Vec<&'static str>,
    /// How many kinds of annotations it has, by their names.
    pub annotations: BTreeMap<String, usize>,
    /// Its output intents for PDF/X: the identifiers of their conditions.
    pub intents: Vec<String>,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheet {
    /// Its number, from 1.
    pub page: usize,
    /// Width and height of the trimmed page, mm.
    pub trim: [f64; 2],
    /// Width and height of the medium, mm.
    pub media: [f64; 2],
    /// The least bleed, mm.
    pub bleed: f64,
    /// How far it is turned when it is shown, degrees clockwise.
    pub rotate: i64,
    /// The ink on each plate, percent of the bleed area, with the zones across the page.
    pub plates: Vec<PlateUse>,
}

/// A plate of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlateUse {
    /// The ink.
    pub ink: String,
    /// How much of the page it covers, percent.
    pub percent: f64,
    /// How much it covers of each zone of 32.5 mm, from the left, percent.
    pub zones: Vec<f64>,
}

/// An ink.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InkUse {
    /// Its name.
    pub name: String,
    /// `process`, `spot`, or `finish` for varnish, dies and the like.
    pub kind: &'static str,
    /// The colour that replaces a spot ink.
    pub alternate: Option<String>,
    /// On how many pages it is used.
    pub pages: usize,
}

/// A font.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FontUse {
    /// Its name, without the mark of a subset.
    pub name: String,
    /// Its kind, as the PDF calls it.
    pub kind: String,
    /// Whether its outlines are in the file.
    pub embedded: bool,
    /// Whether only the glyphs that are used are.
    pub subset: bool,
    /// Whether it shows codes without a glyph.
    pub lacking: bool,
}

/// A picture as it is placed at its largest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PictureUse {
    /// Its object.
    pub object: u32,
    /// The first page that it is on.
    pub page: usize,
    /// Width and height in pixels.
    pub pixels: [usize; 2],
    /// Its bits per component.
    pub bits: usize,
    /// Its colour space; `None` for a stencil.
    pub space: Option<&'static str>,
    /// What the ICC profile is called that defines its colours, if another than the output intent's.
    pub profile: Option<String>,
    /// Its compression, as the PDF calls it.
    pub compression: Vec<String>,
    /// Its least resolution as it is placed, pixels per inch.
    pub ppi: Option<f64>,
}

impl Inventory {
    /// Takes the inventory.
    pub fn take(facts: &Facts<'_>, settings: &Settings) -> Self {
        let uses = |is: fn(&Feature) -> bool| facts.uses.iter().any(|(feature, _)| is(feature));
        Self {
            version: facts.opened.document.version.clone(),
            claim: facts.labels.claim().map(Part::version),
            producer: facts.labels.entry("Producer").map(str::to_owned),
            pages: facts.opened.pages.iter().map(|page| sheet(facts, page)).collect(),
            inks: inks(facts, settings),
            fonts: fonts(facts),
            pictures: pictures(facts),
            transparency: uses(|f| matches!(f, Feature::Transparency(_) | Feature::Group(_))),
            layers: uses(|f| matches!(f, Feature::Layer)),
            attached: attached(facts),
            annotations: annotations(facts),
            intents: facts.labels.intents.iter().filter_map(|own| own.condition.clone()).collect(),
        }
    }

    /// How many of its fonts are not embedded.
    pub fn unembedded(&self) -> usize {
        self.fonts.iter().filter(|font| !font.embedded).count()
    }

    /// The lowest resolution of its pictures, if that of any is known.
    pub fn least_ppi(&self) -> Option<f64> {
        let known = self.pictures.iter().filter_map(|own| own.ppi);
        known.filter(|ppi| ppi.is_finite()).reduce(f64::min)
    }
}

fn millimetres(points: f64, unit: f64) -> f64 {
    (points * unit / POINTS * 10.0).round() / 10.0
}

fn sheet(facts: &Facts<'_>, page: &Page) -> Sheet {
    let sides = |[left, bottom, right, top]: Bounds| {
        [millimetres(right - left, page.unit), millimetres(top - bottom, page.unit)]
    };
    let (trim, bled) = (page.cut(), page.bled());
    let margins = [trim[0] - bled[0], trim[1] - bled[1], bled[2] - trim[2], bled[3] - trim[3]];
    let plates = facts.coverage.get(&page.number).map(plates).unwrap_or_default();
    Sheet {
        page: page.number,
        trim: sides(trim),
        media: sides(page.media.unwrap_or_default()),
        bleed: millimetres(margins.into_iter().fold(f64::MAX, f64::min).max(0.0), page.unit),
        rotate: page.rotate.rem_euclid(360),
        plates,
    }
}

fn plates(coverage: &Coverage) -> Vec<PlateUse> {
    let used = coverage.plates.iter().filter(|plate| plate.percent > 0.0);
    let plate = used.map(|own| PlateUse {
        ink: own.ink.clone(),
        percent: own.percent,
        zones: own.zones.clone(),
    });
    plate.collect()
}

fn inks(facts: &Facts<'_>, settings: &Settings) -> Vec<InkUse> {
    let mut pages: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut alternates: BTreeMap<String, String> = BTreeMap::new();
    for (feature, spot) in &facts.uses {
        let Feature::Colorant(name, full) = feature else { continue };
        let name = String::from_utf8_lossy(name).into_owned();
        if name == "None" || name == "All" || PROCESS.contains(&name.as_str()) {
            continue;
        }
        if !full.is_empty() {
            alternates.entry(name.clone()).or_insert_with(|| full.clone());
        }
        pages.entry(name).or_default().insert(spot.page);
    }
    let mut process: [BTreeSet<usize>; 4] = Default::default();
    for (&page, coverage) in &facts.coverage {
        for (own, plate) in process.iter_mut().zip(&coverage.plates) {
            if plate.percent > 0.0 {
                own.insert(page);
            }
        }
    }
    // Without plates: by the colours of what is painted.
    for (painted, paint) in facts.paints().filter(|_| facts.coverage.is_empty()) {
        for (own, part) in process.iter_mut().zip(paint.ink.process) {
            if part > 0.0 {
                own.insert(painted.spot.page);
            }
        }
    }
    let process = PROCESS.into_iter().zip(process).filter(|(_, pages)| !pages.is_empty());
    let process = process.map(|(name, pages)| InkUse {
        name: name.to_owned(),
        kind: "process",
        alternate: None,
        pages: pages.len(),
    });
    let spots = pages.into_iter().map(|(name, pages)| InkUse {
        kind: if settings.is_finish(&name) { "finish" } else { "spot" },
        alternate: alternates.get(&name).cloned(),
        pages: pages.len(),
        name,
    });
    process.chain(spots).collect()
}

fn fonts(facts: &Facts<'_>) -> Vec<FontUse> {
    let lacking: BTreeSet<&str> = facts.lacking.keys().map(|(_, name)| name.as_str()).collect();
    let fonts = facts.fonts.values().take(LISTED).map(|font| {
        let bare = font.name.split_once('+').filter(|(mark, _)| {
            mark.len() == 6 && mark.bytes().all(|byte| byte.is_ascii_uppercase())
        });
        FontUse {
            name: bare.map_or(font.name.as_str(), |(_, name)| name).to_owned(),
            kind: font.kind.clone(),
            embedded: font.embedded,
            subset: bare.is_some(),
            lacking: lacking.contains(font.name.as_str()),
        }
    });
    let fonts: BTreeSet<FontUse> = fonts.collect();
    fonts.into_iter().collect()
}

fn pictures(facts: &Facts<'_>) -> Vec<PictureUse> {
    let mut placed: BTreeMap<lopdf::ObjectId, (usize, Option<f64>)> = BTreeMap::new();
    for painted in &facts.painted {
        let Some(id) = painted.picture else { continue };
        let (_, ppi) = placed.entry(id).or_insert((painted.spot.page, painted.ppi));
        *ppi = match (*ppi, painted.ppi) {
            (Some(known), Some(own)) => Some(known.min(own)),
            (known, own) => known.or(own),
        };
    }
    let document = &facts.opened.document;
    let mut profiles = BTreeMap::new();
    let pictures = facts.pictures.iter().take(LISTED).map(|(id, picture)| {
        let (page, ppi) = placed.get(id).copied().unwrap_or_default();
        let filters = match document.objects.get(id) {
            Some(Object::Stream(stream)) => match entry(document, &stream.dict, b"Filter") {
                Object::Array(names) => names.iter().filter_map(|own| own.as_name().ok()).collect(),
                name => name.as_name().into_iter().collect::<Vec<_>>(),
            },
            _ => Vec::new(),
        };
        let names = filters.iter().map(|name| String::from_utf8_lossy(name).into_owned());
        PictureUse {
            object: id.0,
            page,
            pixels: [picture.width, picture.height],
            bits: picture.bits,
            space: picture.space.as_ref().map(|space| space.space().name()),
            profile: picture.space.as_deref().and_then(profile).and_then(|id| {
                if profiles.len() >= PROFILES && !profiles.contains_key(&id) {
                    return None;
                }
                profiles.entry(id).or_insert_with(|| called(document, id)).clone()
            }),
            compression: names.collect(),
            ppi: ppi.map(f64::round),
        }
    });
    pictures.collect()
}

/// The ICC profile of a colour space.
fn profile(color: &Color) -> Option<lopdf::ObjectId> {
    match color {
        Color::Foreign(own) => own.profile,
        Color::Indexed(base, _) => profile(base),
        _ => None,
    }
}

/// What an ICC profile is called.
fn called(document: &Document, id: lopdf::ObjectId) -> Option<String> {
    let Object::Stream(icc) = document.objects.get(&id)? else { return None };
    let icc = ColorProfile::new_from_slice(&decode(icc, ICC).ok()?).ok()?;
    let name = match icc.description? {
        ProfileText::PlainString(name) => name,
        ProfileText::Localizable(names) => names.into_iter().next()?.value,
        ProfileText::Description(name) => name.ascii_string,
    };
    let name: String = name.chars().filter(|own| !own.is_control()).take(NAME).collect();
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

fn attached(facts: &Facts<'_>) -> Vec<&'static str> {
    let kinds = facts.uses.iter().filter_map(|(feature, _)| match feature {
        Feature::Attached(kind) => Some(*kind),
        _ => None,
    });
    kinds.collect()
}

fn annotations(facts: &Facts<'_>) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for (feature, _) in &facts.uses {
        if let Feature::Annotation(kind) = feature {
            *out.entry(kind.clone()).or_default() += 1;
        }
    }
    out
}
