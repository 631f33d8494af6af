//! What is known of a PDF: what it paints and where, and what it contains. Rules judge these facts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::ObjectId;

use crate::Part;
use crate::color::Color;
use crate::ink::{Ink, PictureInk};
use crate::inspect::Space;
use crate::labels::Labels;
use crate::plates::coverage::{Coverage, Heap};
use crate::reading::{Bounds, Page, Pdf};
use crate::rule::Settings;

/// Everything that rules look at.
pub struct Facts<'a> {
    /// The file.
    pub opened: &'a Pdf,
    /// The part of PDF/X by which it is judged, if any.
    pub part: Option<Part>,
    /// What the file says about itself.
    pub labels: Labels,
    /// What is painted on the pages, in order.
    pub painted: Vec<Painted>,
    /// The features used, each once per page and object.
    pub uses: Vec<(Feature, Spot)>,
    /// The pictures by object; inline ones have no object and are not listed here.
    pub pictures: BTreeMap<ObjectId, Picture>,
    /// The ink of those pictures that were measured.
    pub inks: BTreeMap<ObjectId, PictureInk>,
    /// The ink of pictures within content, by the index of what is painted.
    pub inline: BTreeMap<usize, PictureInk>,
    /// The fonts that are used.
    pub fonts: BTreeMap<ObjectId, Typeface>,
    /// The ink on the plates of each page, by its number; empty if no plates were made.
    pub coverage: BTreeMap<usize, Coverage>,
    /// The codes that are shown without a glyph, by page and font name.
    pub lacking: BTreeMap<(usize, String), Lacking>,
    /// The fonts whose glyphs could not be determined, by name, and where each is first used.
    pub untold: BTreeMap<String, Spot>,
}

/// A font that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typeface {
    /// Its name.
    pub name: String,
    /// Its kind, as the PDF calls it: of a composite font that of its descendant.
    pub kind: String,
    /// Whether its outlines are in the file.
    pub embedded: bool,
}

/// The codes that a font shows on a page without having a glyph for them.
#[derive(Debug, Clone, PartialEq)]
pub struct Lacking {
    /// Where the first of them is.
    pub spot: Spot,
    /// The codes, as the bytes in the strings.
    pub codes: BTreeSet<Vec<u8>>,
}

/// A place in a PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub struct Spot {
    /// The page, from 1; 0 for the whole file.
    pub page: usize,
    /// The object: for content, the stream that contains the operator.
    pub object: Option<ObjectId>,
    /// The operator in its stream, from 1; 0 if none is meant.
    pub operator: usize,
    /// Where it is on the page, in points of the page's coordinates.
    pub bounds: Option<Bounds>,
}

impl Spot {
    /// The whole file.
    pub const FILE: Self = Self { page: 0, object: None, operator: 0, bounds: None };

    /// A page.
    pub fn page(page: usize, object: ObjectId) -> Self {
        Self { page, object: Some(object), ..Self::FILE }
    }

    /// A place on this page.
    pub fn on(self, bounds: Bounds) -> Self {
        Self { bounds: Some(bounds), ..self }
    }
}

/// What kind of thing is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Lines and areas.
    Vector,
    /// A raster image.
    Picture,
    /// A gradient.
    Shading,
}

/// An object that is painted.
#[derive(Debug, Clone, PartialEq)]
pub struct Painted {
    /// What it is.
    pub kind: Kind,
    /// Where it is; its bounds are clipped.
    pub spot: Spot,
    /// What fills it.
    pub fill: Option<Paint>,
    /// What strokes it.
    pub stroke: Option<Paint>,
    /// The size of the text on the page, points.
    pub size: f64,
    /// The width of the stroke on the page, or of a filled bar as thin as a line, points.
    pub width: Option<f64>,
    /// How long a unit of the coordinates in which it is painted is at least on the page, points;
    /// of lines and areas.
    pub scale: f64,
    /// The picture.
    pub picture: Option<ObjectId>,
    /// The bits per component of a picture.
    pub bits: usize,
    /// The resolution of a picture as it is placed, pixels per inch.
    pub ppi: Option<f64>,
}

impl Painted {
    /// Its bounds; every painted object has them.
    pub fn bounds(&self) -> Bounds {
        self.spot.bounds.unwrap_or_default()
    }

    /// Its paints.
    pub fn paints(&self) -> impl Iterator<Item = &Paint> {
        self.fill.iter().chain(&self.stroke)
    }

    /// Whether nothing of it shows on paper: all its paints are known to have no ink.
    pub fn is_white(&self) -> bool {
        self.paints().count() > 0 && self.paints().all(|paint| paint.ink.is_white())
    }
}

/// A colour and how it is applied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    /// The ink.
    pub ink: Ink,
    /// Whether it overprints.
    pub overprint: bool,
    /// Whether inks that are zero leave what is below untouched (OPM 1).
    pub keeps_zero: bool,
}

impl Paint {
    /// Whether it really overprints: DeviceGray and, without overprint mode 1, DeviceCMYK paint all
    /// four plates although they are set to overprint (ISO 32000-1, 11.7.4.3).
    pub fn keeps_below(&self) -> bool {
        let named = matches!(self.ink.space, Space::Separation | Space::DeviceN);
        self.overprint && (named || self.ink.space == Space::DeviceCmyk && self.keeps_zero)
    }
}

/// Something that a page uses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// A colour space, and what it is used for.
    Space(Space, Role),
    /// Transparency: which key of which dictionary.
    Transparency(&'static str),
    /// A transparency group of a page or a form, with its blending space.
    Group(Option<Space>),
    /// A spot ink by name, with the alternate colour of its full tint.
    Colorant(Vec<u8>, String),
    /// A font that is not embedded.
    FontMissing(String),
    /// A transfer function (TR, TR2).
    Transfer,
    /// A halftone that has a name, or whose type is not 1 or 5.
    Halftone,
    /// A PostScript XObject or operator.
    PostScript,
    /// A picture that stands for another (OPI).
    Opi,
    /// A picture with alternate versions.
    Alternates,
    /// LZW compression.
    Lzw,
    /// JPEG 2000.
    Jpx,
    /// 16 bits per component.
    Deep,
    /// Optional content.
    Layer,
    /// An action or a script.
    Action(String),
    /// An annotation of this kind.
    Annotation(String),
    /// Content that breaks off or cannot be read.
    Unreadable,
    /// A picture whose pixels cannot be read.
    Unmeasured,
    /// A page that paints more than is looked through: the rest of it was not judged.
    Unjudged,
    /// A device colour that a default space of the resources turns into another.
    Default(&'static str),
    /// Something that is in another file: a reference XObject or the content of a stream.
    Outside(&'static str),
    /// Something that travels with the file: attachments, a portfolio, an XFA form.
    Attached(&'static str),
    /// A state that is restored without having been saved.
    Unbalanced,
    /// A picture within content that does not end as it should.
    InlineEnd,
    /// Forms, patterns or masks within one another beyond the most that are followed.
    TooDeep,
    /// States that are saved and not restored.
    Unclosed,
    /// An operator that there is not.
    Unknown(String),
    /// A spot ink in a blend mode that is not separable: which mode.
    SpotBlend(&'static str),
    /// A spot ink that knocks out what is below.
    Knockout(Vec<u8>),
    /// Letters filled with a pattern; the size in tenths of a point.
    PatternText(u32),
}

/// What a colour space is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Fills and text.
    Fill,
    /// Strokes.
    Stroke,
    /// Gradients.
    Shading,
    /// Pictures.
    Picture,
    /// Transparency groups.
    Group,
}

impl Role {
    /// Its English name, which selectors in messages use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Stroke => "stroke",
            Self::Shading => "shading",
            Self::Picture => "picture",
            Self::Group => "group",
        }
    }
}

/// A raster image.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Bits per component.
    pub bits: usize,
    /// Its colour space; `None` for a stencil mask.
    pub space: Option<Arc<Color>>,
}

impl Facts<'_> {
    /// A page by its number, from 1.
    pub fn page(&self, number: usize) -> Option<&Page> {
        self.opened.pages.get(number.checked_sub(1)?)
    }

    /// Whether any part of an object is on the page or in its bleed.
    pub fn is_printed(&self, painted: &Painted) -> bool {
        self.page(painted.spot.page).is_some_and(|page| {
            let cut = page.cut();
            overlap(painted.bounds(), page.bled()) || overlap(painted.bounds(), cut)
        })
    }

    /// The places with too much ink on one another that no object or picture has by itself, in the
    /// smaller (0) or the larger squares (1).
    pub fn heaps(&self, settings: &Settings, squares: usize) -> Vec<(Spot, Heap)> {
        let limit = settings.total_ink + 0.5;
        let alone = |(at, painted): &(usize, &Painted)| {
            let picture = painted.picture.and_then(|id| self.inks.get(&id));
            let picture = picture.or_else(|| self.inline.get(at));
            picture.is_some_and(|ink| ink.most > limit)
                || painted.paints().any(|paint| paint.ink.known && paint.ink.total() > limit)
        };
        let heavy = self.painted.iter().enumerate().filter(alone);
        let heavy: Vec<&Painted> = heavy.map(|(_, painted)| painted).collect();
        let mut out = Vec::new();
        for (&page, coverage) in &self.coverage {
            let Some(own) = self.page(page) else { continue };
            for heap in coverage.heaps.get(squares).into_iter().flatten() {
                let known = heavy.iter().any(|painted| {
                    painted.spot.page == page && overlap(painted.bounds(), heap.bounds)
                });
                if !known {
                    out.push((Spot::page(page, own.id).on(heap.bounds), *heap));
                }
            }
        }
        out
    }

    /// The length of a unit of a page's coordinates, points.
    pub fn unit(&self, painted: &Painted) -> f64 {
        self.page(painted.spot.page).map_or(1.0, |page| page.unit)
    }

    /// The ink under an object: of the last area below its middle that is one colour; `None` if a
    /// picture or a gradient is there, or nothing.
    pub fn beneath(&self, at: usize) -> Option<Ink> {
        let own = self.painted.get(at)?;
        let [left, bottom, right, top] = own.bounds();
        let middle = [(left + right) / 2.0, (bottom + top) / 2.0];
        let covers = |below: &&Painted| {
            let [left, bottom, right, top] = below.bounds();
            let across = left <= middle[0] && middle[0] <= right;
            across && bottom <= middle[1] && middle[1] <= top
        };
        let before = self.painted[..at].iter().rev().take(BENEATH);
        let same = before.take_while(|below| below.spot.page == own.spot.page);
        let below = same.filter(|below| below.kind != Kind::Text).find(covers)?;
        below.fill.map(|fill| fill.ink).filter(|ink| ink.known)
    }

    /// Everything that is printed, with each of its paints.
    pub fn paints(&self) -> impl Iterator<Item = (&Painted, &Paint)> {
        let printed = self.painted.iter().filter(|painted| self.is_printed(painted));
        printed.flat_map(|painted| painted.paints().map(move |paint| (painted, paint)))
    }
}

/// How many objects are searched for the one under another.
const BENEATH: usize = 4_000;

/// Whether two rectangles share more than an edge.
pub fn overlap(a: Bounds, b: Bounds) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
