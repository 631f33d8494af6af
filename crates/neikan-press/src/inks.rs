//! The inks of a job: the four of the press or black alone, and spot inks beside them.
//!
//! A spot ink is a Separation, black and a spot ink in a picture are a palette over DeviceN (ISO
//! 32000-1, 8.6.6.4 and 8.6.6.5). Where all other colours have to be tints of black, each becomes the
//! one that is as dark.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::color::{Engine, luminosity};

/// The names of the inks of the press.
pub const PROCESS: [&str; 4] = ["Cyan", "Magenta", "Yellow", "Black"];

/// Differences of light up to this are rounding.
const LIGHT: f32 = 1e-4;

/// A spot ink.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Its name, as the print shop knows it.
    pub name: String,
    /// The inks of the press that show it where it is not there, in percent.
    pub cmyk: [f64; 4],
    /// Whether it is no colour but a varnish, which lies on the inks below and leaves them as they
    /// are.
    pub finish: bool,
}

impl Spot {
    /// Its colour space: a tint of it is as much of its alternate colour.
    pub fn space(&self) -> Vec<Object> {
        let tint = dictionary! {
            "FunctionType" => 2,
            "Domain" => ends(1),
            "Range" => ends(4),
            "C0" => vec![Object::Integer(0); 4],
            "C1" => self.alternate().map(Object::Real).to_vec(),
            "N" => 1,
        };
        vec!["Separation".into(), self.name.as_str().into(), "DeviceCMYK".into(), tint.into()]
    }

    /// Its alternate colour, each ink from 0 to 1.
    fn alternate(&self) -> [f32; 4] {
        self.cmyk.map(|part| (part / 100.0) as f32)
    }
}

/// The inks of a job.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inks {
    /// Whether black is the only ink of the press that may be used.
    pub black_only: bool,
    /// The spot inks.
    pub spots: Vec<Spot>,
    /// The name of the spot ink that pictures have beside black, if they have one.
    pub duotone: Option<String>,
}

impl Inks {
    /// The inks of the press that may be used.
    pub fn process(&self) -> &'static [&'static str] {
        if self.black_only { &PROCESS[3..] } else { &PROCESS }
    }

    /// The names of all inks: those of the press, then the spot inks.
    pub fn names(&self) -> Vec<String> {
        let process = self.process().iter().map(|name| (*name).to_owned());
        process.chain(self.spots.iter().map(|spot| spot.name.clone())).collect()
    }

    /// The names of those that are no colours.
    pub fn finishes(&self) -> Vec<String> {
        let finishes = self.spots.iter().filter(|spot| spot.finish);
        finishes.map(|spot| spot.name.clone()).collect()
    }

    /// The spot ink of this name.
    pub fn named(&self, name: &[u8]) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.name.as_bytes() == name)
    }

    /// The numbers of the spot inks that can be reached from an object: those that a page or a file has.
    pub fn spots_in(&self, document: &Document, object: &Object) -> Vec<usize> {
        let (mut seen, mut names) = (BTreeSet::new(), BTreeSet::new());
        colorants(document, object, &mut seen, &mut names);
        let spots = self.spots.iter().enumerate();
        let spots = spots.filter(|(_, spot)| names.contains(spot.name.as_bytes()));
        spots.map(|(number, _)| number).collect()
    }

    /// The spot ink that pictures have beside black.
    pub fn second(&self) -> Option<&Spot> {
        self.named(self.duotone.as_ref()?.as_bytes())
    }
}

/// Collects the names of inks that can be reached from an object, but for what is above it.
fn colorants(
    document: &Document,
    object: &Object,
    seen: &mut BTreeSet<ObjectId>,
    names: &mut BTreeSet<Vec<u8>>,
) {
    let dictionary = match object {
        Object::Reference(id) => {
            let new = seen.insert(*id);
            if let Some(object) = document.objects.get(id).filter(|_| new) {
                colorants(document, object, seen, names);
            }
            return;
        }
        Object::Array(parts) => {
            if let [Object::Name(family), named, ..] = parts.as_slice() {
                match (family.as_slice(), named) {
                    (b"Separation", Object::Name(name)) => drop(names.insert(name.clone())),
                    (b"DeviceN", Object::Array(all)) => {
                        let all = all.iter().filter_map(|name| name.as_name().ok());
                        names.extend(all.map(<[u8]>::to_vec));
                    }
                    _ => {}
                }
            }
            return parts.iter().for_each(|part| colorants(document, part, seen, names));
        }
        Object::Dictionary(own) => own,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    for (_, value) in dictionary.iter().filter(|(key, _)| key.as_slice() != b"Parent") {
        colorants(document, value, seen, names);
    }
}

/// The tint of black (0 to 1) that is as dark as some inks (ISO 32000-1, 10.3.5).
pub fn in_black([c, m, y, k]: [f32; 4]) -> f32 {
    (luminosity([c, m, y]) + k).clamp(0.0, 1.0)
}

/// Black and a spot ink that show the greys of pictures together, as light as black alone would.
///
/// The spot ink runs straight from paper to full, and black adds what is lacking. How light a tint is
/// follows from the ICC profile of the press, with the gain of its dots: inks that were only added up
/// would come out too dark in the middle tones, where both screens gain. In the deepest shadows, where
/// the two together are darker than black, they go on to full.
#[derive(Debug, Clone)]
pub struct Duotone {
    spot: Spot,
    /// Black and the spot ink for each tint of black, 0 to 255.
    pairs: Vec<[u8; 2]>,
}

impl Duotone {
    /// The pairs for the press of an engine.
    pub fn new(spot: &Spot, engine: &Engine) -> Self {
        let light = |of: &dyn Fn(f32) -> [f32; 4]| -> Vec<f32> {
            (0..256u16).map(|tint| engine.light(of(f32::from(tint) / 255.0))).collect()
        };
        let alternate = spot.alternate();
        let black = light(&|tint| [0.0, 0.0, 0.0, tint]);
        let second = light(&|tint| alternate.map(|part| part * tint));
        let full = second[255];
        let pair = |tint: usize| {
            let share = tint as f32 / 255.0;
            let deep = share * share * share * share;
            let wanted = black[tint] * libm::powf(full, deep * deep);
            let rest = wanted / second[tint].max(f32::EPSILON);
            let own = black.partition_point(|light| *light > rest + LIGHT).min(255);
            [own as u8, tint as u8]
        };
        Self { spot: spot.clone(), pairs: (0..256).map(pair).collect() }
    }

    /// Black and the spot ink, each 0 to 1, for a tint of black.
    pub fn pair(&self, tint: f32) -> [f32; 2] {
        let at = (tint.clamp(0.0, 1.0) * 255.0).round() as usize;
        self.pairs[at].map(|part| f32::from(part) / 255.0)
    }

    /// The inks of the press that show a tint, each 0 to 1.
    pub fn shown(&self, tint: f32) -> [f32; 4] {
        let [black, own] = self.pair(tint);
        let alternate = self.spot.alternate();
        let black = [0.0, 0.0, 0.0, black];
        std::array::from_fn(|part| 1.0 - (1.0 - black[part]) * (1.0 - alternate[part] * own))
    }

    /// The colour space of colours in both inks.
    pub fn space(&self, document: &mut Document) -> ObjectId {
        let space = with_black(document, &[&self.spot]);
        document.add_object(space)
    }

    /// The colour space of pictures: a palette of the 256 greys over that of both inks.
    pub fn palette(&self, space: ObjectId) -> Vec<Object> {
        let table = self.pairs.iter().rev().flatten().copied().collect();
        let lookup = Object::String(table, StringFormat::Hexadecimal);
        vec!["Indexed".into(), space.into(), 255.into(), lookup]
    }
}

/// Black and spot inks as DeviceN.
pub fn with_black(document: &mut Document, spots: &[&Spot]) -> Vec<Object> {
    let black: Object = "Black".into();
    let own = spots.iter().map(|spot| spot.name.as_str().into());
    let names: Vec<Object> = std::iter::once(black).chain(own).collect();
    let mut colorants = Dictionary::new();
    for spot in spots {
        colorants.set(spot.name.as_bytes(), spot.space());
    }
    let attributes = dictionary! { "Colorants" => colorants };
    let tint = document.add_object(on_black(spots));
    vec!["DeviceN".into(), names.into(), "DeviceCMYK".into(), tint.into(), attributes.into()]
}

/// The inks of the press that show black and spot inks on one another, as a function of them all: a
/// sample for each corner, with straight lines between them.
fn on_black(spots: &[&Spot]) -> Stream {
    let inks = std::iter::once([0.0, 0.0, 0.0, 1.0]).chain(spots.iter().map(|own| own.alternate()));
    let inks: Vec<[f32; 4]> = inks.collect();
    // The first ink varies fastest (ISO 32000-1, 7.10.2).
    let corner = |number: usize| -> [f32; 4] {
        let there = inks.iter().enumerate().filter(|(at, _)| number >> at & 1 == 1);
        let light = there.fold([1.0; 4], |light: [f32; 4], (_, ink)| {
            std::array::from_fn(|part| light[part] * (1.0 - ink[part]))
        });
        light.map(|part| 1.0 - part)
    };
    let wide = |part: f32| ((part.clamp(0.0, 1.0) * 65_535.0).round() as u16).to_be_bytes();
    let own = dictionary! {
        "FunctionType" => 0,
        "Domain" => ends(inks.len()),
        "Range" => ends(4),
        "Size" => vec![Object::Integer(2); inks.len()],
        "BitsPerSample" => 16,
    };
    Stream::new(own, (0..1 << inks.len()).flat_map(corner).flat_map(wide).collect())
}

/// From 0 to 1, several times.
fn ends(count: usize) -> Vec<Object> {
    [0, 1].repeat(count).into_iter().map(Object::Integer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Intent;

    fn engine() -> Engine {
        let press = concat!(env!("CARGO_MANIFEST_DIR"), "/../../layouts/press/fogra39l-coated.icc");
        Engine::new(&std::fs::read(press).unwrap(), Intent::Relative, 320.0).unwrap()
    }

    #[test]
    fn two_inks_are_as_light_as_black_alone() {
        let red = Spot { name: "Red".to_owned(), cmyk: [0.0, 95.0, 100.0, 0.0], finish: false };
        let engine = engine();
        let duotone = Duotone::new(&red, &engine);
        assert_eq!((duotone.pairs[0], duotone.pairs[255]), ([0, 0], [255, 255]));
        assert!(duotone.pairs.is_sorted_by_key(|[black, _]| *black));
        let alternate = red.alternate();
        for (tint, [black, own]) in duotone.pairs.iter().enumerate().take(180) {
            let [black, own] = [black, own].map(|part| f32::from(*part) / 255.0);
            let under = engine.light(alternate.map(|part| part * own));
            let both = under * engine.light([0.0, 0.0, 0.0, black]);
            let alone = engine.light([0.0, 0.0, 0.0, tint as f32 / 255.0]);
            assert!((both - alone).abs() < 0.02, "{tint}: {both} {alone}");
        }
        // Inks that are only added up would take more black in the middle.
        assert!(duotone.pairs[128][0] < 58, "{:?}", duotone.pairs[128]);
    }
}
