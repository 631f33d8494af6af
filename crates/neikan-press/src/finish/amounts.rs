//! Amounts of ink as content streams write them.

use lopdf::Object;
use lopdf::content::Operation;

/// The operation that sets inks (0 to 1).
pub fn inks(inks: [f32; 4], stroke: bool) -> Operation {
    Operation::new(if stroke { "K" } else { "k" }, inks.map(number).to_vec())
}

/// A number between 0 and 1 with four decimals; an integer if it is whole.
pub fn number(value: f32) -> Object {
    let value = (value.clamp(0.0, 1.0) * 10_000.0).round() / 10_000.0;
    if value.fract() == 0.0 { Object::Integer(value as i64) } else { Object::Real(value) }
}
