//! The colours of marks: the one that prints on every plate, and spot inks.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::inks::with_black;
use crate::{Inks, Spot};

/// The name of the colour, and of its colour space in the resources.
pub const ALL: &str = "All";

/// The name of the colour space of a spot ink, by its number in the job.
pub fn spot(number: usize) -> String {
    format!("Spot{number}")
}

/// Adds the colour spaces of marks to those of resources: the spot inks with these numbers.
pub fn name(spaces: &mut Dictionary, all: ObjectId, inks: &Inks, spots: &[usize]) {
    spaces.set(ALL, all);
    for number in spots {
        if let Some(own) = inks.spots.get(*number) {
            spaces.set(spot(*number), own.space());
        }
    }
}

/// How many tints choose the colour of marks, one for each ink that it names.
pub fn tints(inks: &Inks, spots: &[usize]) -> usize {
    if inks.black_only { 1 + colors(inks, spots).len() } else { 1 }
}

/// The spot inks with these numbers that are colours.
fn colors<'a>(inks: &'a Inks, spots: &[usize]) -> Vec<&'a Spot> {
    let spots = spots.iter().filter_map(|number| inks.spots.get(*number));
    spots.filter(|spot| !spot.finish).collect()
}

/// Adds the colour space of marks for the spot inks with these numbers. A tint in it is that tint on every
/// plate (ISO 32000-1, 8.6.6.4); where black is the only ink of the press, on those that there are.
pub fn add(document: &mut Document, inks: &Inks, spots: &[usize]) -> ObjectId {
    if inks.black_only {
        let space = with_black(document, &colors(inks, spots));
        return document.add_object(space);
    }
    let ends = |tint: i64| Object::Array(vec![tint.into(); 4]);
    let function = document.add_object(dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => ends(0),
        "C1" => ends(1),
        "N" => 1,
    });
    let space: Vec<Object> =
        vec!["Separation".into(), ALL.into(), "DeviceCMYK".into(), function.into()];
    document.add_object(space)
}
