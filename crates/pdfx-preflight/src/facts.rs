//! What is known of a PDF: what it paints and where, and what is in it. Rules judge this.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lopdf::ObjectId;

use crate::color::Color;
use crate::ink::{Ink, PictureInk};
use crate::inspect::Space;
use crate::labels::Labels;
use crate::reading::{Bounds, Page, Pdf};

/// Everything the rules look at.
pub struct Facts<'a> {
    /// The file.
    pub opened: &'a Pdf,
    /// What the file says of itself.
    pub labels: Labels,
    /// What is painted on the pages, in order.
    pub painted: Vec<Painted>,
    /// The features that are used, each once for a page and an object.
    pub uses: Vec<(Feature, Spot)>,
    /// The pictures by object; inline ones have none and are not here.
    pub pictures: BTreeMap<ObjectId, Picture>,
    /// The ink of the pictures that were measured.
    pub inks: BTreeMap<ObjectId, PictureInk>,
    /// The codes that are shown without a glyph, by page and name of the font.
    pub lacking: BTreeMap<(usize, String), Lacking>,
    /// The fonts whose glyphs nobody can tell, by name, and where each is first used.
    pub untold: BTreeMap<String, Spot>,
}

/// What a font shows on a page although it has no glyph for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Lacking {
    /// Where the first of it is.
    pub spot: Spot,
    /// The codes, as their bytes stand in strings.
    pub codes: BTreeSet<Vec<u8>>,
}

/// A place in a PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub struct Spot {
    /// The page, from 1; 0 for the whole file.
    pub page: usize,
    /// The object: of a content stream the stream that has the operator.
    pub object: Option<ObjectId>,
    /// The operator in its stream, from 1; 0 where none is meant.
    pub operator: usize,
    /// Where it is on the page, in points of its coordinates.
    pub bounds: Option<Bounds>,
}

impl Spot {
    /// The whole file.
    pub const FILE: Self = Self { page: 0, object: None, operator: 0, bounds: None };

    /// A page.
    pub fn page(page: usize, object: ObjectId) -> Self {
        Self { page, object: Some(object), ..Self::FILE }
    }

    /// A page and a place on it.
    pub fn on(self, bounds: Bounds) -> Self {
        Self { bounds: Some(bounds), ..self }
    }
}

/// What kind of thing is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Text,
    /// Lines and areas.
    Vector,
    /// A picture of pixels.
    Picture,
    /// A gradient.
    Shading,
}

/// An object that is painted.
#[derive(Debug, Clone, PartialEq)]
pub struct Painted {
    /// What it is.
    pub kind: Kind,
    /// Where it is; its bounds are cut to the clip.
    pub spot: Spot,
    /// What fills it.
    pub fill: Option<Paint>,
    /// What strokes it.
    pub stroke: Option<Paint>,
    /// The size of letters on the page, points.
    pub size: f64,
    /// The width of the stroke on the page, or of a filled bar that is as thin, points.
    pub width: Option<f64>,
    /// The picture.
    pub picture: Option<ObjectId>,
    /// Pixels per inch of a picture as it is placed.
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

    /// Whether nothing of it shows on paper: all its paints are known to be no ink.
    pub fn is_white(&self) -> bool {
        self.paints().count() > 0 && self.paints().all(|paint| paint.ink.is_white())
    }
}

/// A colour and how it is laid on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    /// The ink.
    pub ink: Ink,
    /// Whether it overprints.
    pub overprint: bool,
    /// Whether the inks that are zero leave what is below (OPM 1).
    pub keeps_zero: bool,
}

/// Something that a page uses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// A colour space, and what for.
    Space(Space, Role),
    /// Something that is not opaque: which key of which dictionary.
    Transparency(&'static str),
    /// A transparency group of a page or a form, with its blending space.
    Group(Option<Space>),
    /// An ink of its own by its name, with the alternate colour of its full tint.
    Colorant(Vec<u8>, String),
    /// A font that is not in the file.
    FontMissing(String),
    /// A transfer function (TR, TR2).
    Transfer,
    /// A halftone by its name or of a type that is not 1 or 5.
    Halftone,
    /// A PostScript XObject or operator.
    PostScript,
    /// A picture that stands for others (OPI) or has others (Alternates).
    Opi,
    /// Other pictures in place of one.
    Alternates,
    /// LZW compression.
    Lzw,
    /// JPEG 2000.
    Jpx,
    /// 16 bits a component.
    Deep,
    /// Optional content.
    Layer,
    /// An action or a script.
    Action(String),
    /// An annotation with its kind.
    Annotation(String),
    /// Content that breaks off or cannot be read.
    Unreadable,
    /// A picture whose pixels cannot be looked at.
    Unmeasured,
}

/// What a colour space is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Fills and letters.
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
    /// Its name in English, which a message's selector reads.
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

/// A picture of pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Bits a component.
    pub bits: usize,
    /// Its colour space; nothing for a stencil.
    pub space: Option<Arc<Color>>,
}

impl Facts<'_> {
    /// A page by its number, from 1.
    pub fn page(&self, number: usize) -> Option<&Page> {
        self.opened.pages.get(number.checked_sub(1)?)
    }

    /// Whether anything of an object is on the page or in its bleed, not only beside it.
    pub fn is_printed(&self, painted: &Painted) -> bool {
        self.page(painted.spot.page).is_some_and(|page| {
            let cut = page.cut();
            overlap(painted.bounds(), page.bleed.unwrap_or(cut)) || overlap(painted.bounds(), cut)
        })
    }

    /// Everything printed, with each of its paints.
    pub fn paints(&self) -> impl Iterator<Item = (&Painted, &Paint)> {
        let printed = self.painted.iter().filter(|painted| self.is_printed(painted));
        printed.flat_map(|painted| painted.paints().map(move |paint| (painted, paint)))
    }
}

/// Whether two rectangles share more than an edge.
pub fn overlap(a: Bounds, b: Bounds) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
