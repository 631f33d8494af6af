//! Colour spaces (ISO 32000-1, 8.6) and the inks their colours take.

use std::collections::BTreeSet;

use libm::pow;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::function::Function;
use crate::ink::Ink;
use crate::inspect::Space;
use crate::pdf::integer;
use crate::reading::{decode, dictionary, numbers, resolve};

/// The most levels of colour spaces based on one another.
const DEPTH: usize = 8;
/// The most colorants of a DeviceN.
const COLORANTS: usize = 32;
/// The most colours in a palette.
const PALETTE: usize = 256;
/// The longest name that is kept, bytes.
const NAME: usize = 127;

/// A colour space that does not define inks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foreign {
    /// Its family.
    pub space: Space,
    /// The number of its components.
    pub components: usize,
    /// Its ICC profile.
    pub profile: Option<ObjectId>,
    /// The white point, XYZ; of CIE-based spaces.
    pub white: [f64; 3],
    /// The least and greatest a* and b*; of Lab.
    pub range: [f64; 4],
}

impl Foreign {
    /// A space of a family that needs no more than that.
    pub const fn plain(space: Space, components: usize) -> Self {
        Self {
            space,
            components,
            profile: None,
            white: [0.9642, 1.0, 0.8249],
            range: [-100.0, 100.0, -100.0, 100.0],
        }
    }
}

/// What colour spaces are read with.
#[derive(Clone, Copy)]
pub struct Library<'a> {
    /// The file.
    pub document: &'a Document,
    /// The ICC profiles that are the one of the output intent.
    pub own: &'a BTreeSet<ObjectId>,
}

/// A colour space.
#[derive(Debug, Clone, PartialEq)]
pub enum Color {
    /// Black ink, 0 is full.
    Gray,
    /// The four inks.
    Cmyk,
    /// The four inks by way of the profile of the output intent, which changes nothing.
    Own,
    /// A space that does not define inks.
    Foreign(Foreign),
    /// A palette.
    Indexed(Box<Color>, Vec<u8>),
    /// Inks by their names.
    Colorants {
        /// Separation or DeviceN.
        space: Space,
        /// The names.
        names: Vec<Vec<u8>>,
        /// The colour space that replaces them where they are not available.
        alternate: Box<Color>,
        /// The alternate colour of the full tint, in writing.
        full: String,
    },
    /// Tilings and shadings, with the colour space of uncoloured ones.
    Pattern(Option<Box<Color>>),
}

impl Color {
    /// Reads a colour space; `named` are those in the resources.
    pub fn read(library: Library<'_>, object: &Object, named: Option<&Dictionary>) -> Option<Self> {
        Self::inner(library, object, named, DEPTH)
    }

    fn inner(
        library: Library<'_>,
        object: &Object,
        named: Option<&Dictionary>,
        depth: usize,
    ) -> Option<Self> {
        let depth = depth.checked_sub(1)?;
        match resolve(library.document, object) {
            // Resources may define a colour space named G; then no abbreviation is meant.
            Object::Name(name) => {
                let plain = name.starts_with(b"Device") || name == b"Pattern";
                let found = named.filter(|_| !plain).and_then(|named| named.get(name).ok());
                match found {
                    Some(found) => Self::inner(library, found, None, depth),
                    None => Self::by_name(name),
                }
            }
            Object::Array(parts) => Self::family(library, parts, named, depth),
            _ => None,
        }
    }

    fn by_name(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"DeviceGray" | b"G" => Self::Gray,
            b"DeviceCMYK" | b"CMYK" => Self::Cmyk,
            b"DeviceRGB" | b"RGB" => Self::Foreign(Foreign::plain(Space::DeviceRgb, 3)),
            b"Pattern" => Self::Pattern(None),
            _ => return None,
        })
    }

    fn family(
        library: Library<'_>,
        parts: &[Object],
        named: Option<&Dictionary>,
        depth: usize,
    ) -> Option<Self> {
        let document = library.document;
        let name = resolve(document, parts.first()?).as_name().ok()?;
        let base = |at: usize| Self::inner(library, parts.get(at)?, named, depth);
        Some(match name {
            b"CalGray" => Self::Foreign(Foreign::plain(Space::CalGray, 1)),
            b"CalRGB" => Self::Foreign(Foreign::plain(Space::CalRgb, 3)),
            b"Lab" => Self::Foreign(lab(document, parts)),
            b"ICCBased" => {
                let Object::Stream(icc) = resolve(document, parts.get(1)?) else { return None };
                let profile = parts.get(1)?.as_reference().ok();
                if profile.is_some_and(|profile| library.own.contains(&profile)) {
                    return Some(Self::Own);
                }
                let components = integer(&icc.dict, b"N").and_then(|n| usize::try_from(n).ok());
                let components = components.filter(|n| (1..=4).contains(n))?;
                Self::Foreign(Foreign { profile, ..Foreign::plain(Space::IccBased, components) })
            }
            b"Indexed" | b"I" => {
                let base = base(1)?;
                let length = PALETTE * base.components();
                Self::Indexed(Box::new(base), palette(document, parts.get(3)?, length))
            }
            b"Separation" => {
                let name = short(resolve(document, parts.get(1)?))?;
                Self::colorants(document, Space::Separation, vec![name], base(2)?, parts.get(3)?)
            }
            b"DeviceN" => {
                let Object::Array(names) = resolve(document, parts.get(1)?) else { return None };
                if names.len() > COLORANTS {
                    return None;
                }
                let names = names.iter().map(|name| short(resolve(document, name)));
                let names: Vec<Vec<u8>> = names.collect::<Option<_>>()?;
                Self::colorants(document, Space::DeviceN, names, base(2)?, parts.get(3)?)
            }
            b"Pattern" => Self::Pattern(base(1).map(Box::new)),
            _ => Self::by_name(name)?,
        })
    }

    fn colorants(
        document: &Document,
        space: Space,
        names: Vec<Vec<u8>>,
        alternate: Self,
        tint: &Object,
    ) -> Self {
        let full = Function::of_color(document, tint).map(|tint| {
            let last = tint.values(&vec![1.0; names.len()]);
            let parts: Vec<String> = last.iter().map(|part| format!("{part:.3}")).collect();
            parts.join(" ")
        });
        let full = format!("{} {}", alternate.space().name(), full.unwrap_or_default());
        Self::Colorants { space, names, alternate: Box::new(alternate), full }
    }

    /// The family of the space.
    pub fn space(&self) -> Space {
        match self {
            Self::Gray => Space::DeviceGray,
            Self::Cmyk | Self::Own => Space::DeviceCmyk,
            Self::Foreign(foreign) => foreign.space,
            Self::Colorants { space, .. } => *space,
            Self::Indexed(..) => Space::Indexed,
            Self::Pattern(_) => Space::Pattern,
        }
    }

    /// The families it is made of: with a palette's base and an alternate.
    pub fn spaces(&self) -> Vec<Space> {
        let mut out = vec![self.space()];
        match self {
            Self::Indexed(base, _) | Self::Pattern(Some(base)) => out.extend(base.spaces()),
            Self::Colorants { alternate, .. } => out.extend(alternate.spaces()),
            _ => {}
        }
        out
    }

    /// The number of components of a colour.
    pub fn components(&self) -> usize {
        match self {
            Self::Gray | Self::Indexed(..) => 1,
            Self::Cmyk | Self::Own => 4,
            Self::Foreign(foreign) => foreign.components,
            Self::Colorants { names, .. } => names.len(),
            Self::Pattern(base) => base.as_ref().map_or(0, |base| base.components()),
        }
    }

    /// The initial colour of a space (ISO 32000-1, 8.6.8).
    pub fn initial(&self) -> Ink {
        match self {
            Self::Gray => Ink::BLACK,
            Self::Cmyk => Ink { space: Space::DeviceCmyk, ..Ink::BLACK },
            Self::Own => Ink { space: Space::IccBased, ..Ink::BLACK },
            Self::Indexed(..) => self.ink(&[0.0]),
            Self::Colorants { names, .. } => self.ink(&vec![1.0; names.len()]),
            Self::Foreign(foreign) => Ink::unknown(foreign.space),
            Self::Pattern(_) => Ink::unknown(Space::Pattern),
        }
    }

    /// The inks of a colour; its components are 0 to 1, or the entry of a palette.
    pub fn ink(&self, numbers: &[f64]) -> Ink {
        let part = |at: usize| numbers.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        match self {
            Self::Gray => Ink::process(Space::DeviceGray, [0.0, 0.0, 0.0, 1.0 - part(0)]),
            Self::Cmyk => Ink::process(Space::DeviceCmyk, [part(0), part(1), part(2), part(3)]),
            // Overprint mode 1 is for colours that are given in DeviceCMYK.
            Self::Own => Ink::process(Space::IccBased, [part(0), part(1), part(2), part(3)]),
            Self::Foreign(foreign) => Ink::unknown(foreign.space),
            Self::Pattern(_) => Ink::unknown(Space::Pattern),
            Self::Indexed(base, palette) => {
                let width = base.components().max(1);
                let at = numbers.first().copied().unwrap_or(0.0).clamp(0.0, 255.0) as usize * width;
                let entry = palette.get(at..at + width).unwrap_or_default();
                let entry: Vec<f64> = entry.iter().map(|&byte| f64::from(byte) / 255.0).collect();
                base.ink(&entry)
            }
            Self::Colorants { space, names, .. } => {
                let mut ink = Ink::process(*space, [0.0; 4]);
                for (at, name) in names.iter().enumerate() {
                    add(&mut ink, name, part(at));
                }
                ink
            }
        }
    }
}

/// The CIE L*a*b* space of an array.
fn lab(document: &Document, parts: &[Object]) -> Foreign {
    let own = parts.get(1).and_then(|own| dictionary(document, own));
    let list = |key: &[u8]| numbers(document, own?.get(key).ok()?);
    let plain = Foreign::plain(Space::Lab, 3);
    Foreign {
        white: list(b"WhitePoint").and_then(|white| white.try_into().ok()).unwrap_or(plain.white),
        range: list(b"Range").and_then(|range| range.try_into().ok()).unwrap_or(plain.range),
        ..plain
    }
}

/// L*a*b* under D50 as sRGB, 0 to 1 (IEC 61966-2-1, by way of Bradford's matrix to D65).
pub fn lab_srgb([l, a, b]: [f64; 3]) -> [f64; 3] {
    let fy = (l + 16.0) / 116.0;
    let inverse =
        |f: f64| if f > 6.0 / 29.0 { f * f * f } else { 3.0 * 36.0 / 841.0 * (f - 4.0 / 29.0) };
    let (x, y, z) =
        (0.9642 * inverse(fy + a / 500.0), inverse(fy), 0.8249 * inverse(fy - b / 200.0));
    let linear = [
        3.133_856_1 * x - 1.616_866_7 * y - 0.490_614_6 * z,
        -0.978_768_4 * x + 1.916_141_5 * y + 0.033_454 * z,
        0.071_945_3 * x - 0.228_991_4 * y + 1.405_242_7 * z,
    ];
    linear.map(|part| {
        let part = part.clamp(0.0, 1.0);
        if part <= 0.003_130_8 { 12.92 * part } else { 1.055 * pow(part, 1.0 / 2.4) - 0.055 }
    })
}

/// A name, cut to the longest that is kept.
fn short(object: &Object) -> Option<Vec<u8>> {
    Some(object.as_name().ok()?.iter().copied().take(NAME).collect())
}

fn add(ink: &mut Ink, name: &[u8], tint: f64) {
    let plates: [&[u8]; 4] = [b"Cyan", b"Magenta", b"Yellow", b"Black"];
    match (plates.iter().position(|plate| *plate == name), name) {
        (Some(plate), _) => ink.process[plate] = (ink.process[plate] + tint).min(1.0),
        (None, b"All") => {
            ink.process = [tint; 4];
            ink.registration = true;
        }
        (None, b"None") => {}
        (None, _) => {
            ink.spots += tint;
            ink.spot_count += usize::from(tint > 0.005);
        }
    }
}

fn palette(document: &Document, object: &Object, length: usize) -> Vec<u8> {
    match resolve(document, object) {
        Object::String(bytes, _) => bytes.iter().copied().take(length).collect(),
        Object::Stream(stream) => decode(stream, 2 * length + 64).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The most ink that a shading lays down; unknown if it cannot be computed.
pub fn shading_ink(document: &Document, shading: &Dictionary, color: &Color) -> Ink {
    let space = color.space();
    let mut worst: Option<Ink> = None;
    let mut take = |numbers: &[f64]| {
        let ink = color.ink(numbers);
        if worst.is_none_or(|known| ink.total() > known.total()) {
            worst = Some(ink);
        }
    };
    if let Some(background) = shading.get(b"Background").ok().and_then(|b| numbers(document, b)) {
        take(&background);
    }
    if let Ok(function) = shading.get(b"Function") {
        let knots = Function::of_color(document, function).and_then(|function| function.knots());
        let fits = |own: &Vec<f64>| own.len() == color.components();
        let Some(knots) = knots.filter(|knots| knots.iter().all(fits)) else {
            return Ink::unknown(space);
        };
        knots.iter().for_each(|numbers| take(numbers));
    }
    worst.unwrap_or(Ink::unknown(space))
}
