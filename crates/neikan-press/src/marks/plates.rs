//! The colour of marks, which prints on every plate.

use lopdf::{Document, Object, ObjectId, dictionary};

/// The name of the colour, and of its colour space in the resources.
pub const ALL: &str = "All";

/// Adds the colour space: a tint in it is that tint on every plate (ISO 32000-1, 8.6.6.4).
pub fn add(document: &mut Document) -> ObjectId {
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
