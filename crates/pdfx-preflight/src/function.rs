//! Functions (ISO 32000-1, 7.10), evaluated at the points where they can be largest.

use lopdf::{Dictionary, Document, Object};

use crate::pdf::integer;
use crate::reading::{decode, dictionary, entry, numbers, resolve};

/// How deep functions may be stitched.
const DEPTH: usize = 6;
/// The most values that a function returns.
const PARTS: usize = 32;
/// The most knots of one function.
const KNOTS: usize = 4_096;
/// The most functions that one is stitched from, at any depth: what is referred to twice counts twice.
const FUNCTIONS: usize = 4_096;

/// The values of a function at its two ends; `None` for a PostScript calculator function.
pub fn ends(document: &Document, function: &Object) -> Option<(Vec<f64>, Vec<f64>)> {
    let knots = knots(document, function)?;
    Some((knots.first()?.clone(), knots.last()?.clone()))
}

/// The values of a function at the points between which it is monotonic.
///
/// An exponential function moves all its values in the same proportion, so their sum is largest at
/// an end.
pub fn knots(document: &Document, function: &Object) -> Option<Vec<Vec<f64>>> {
    let mut out = Vec::new();
    let mut left = FUNCTIONS;
    collect(document, function, DEPTH, &mut left, &mut out)?;
    (!out.is_empty()).then_some(out)
}

fn collect(
    document: &Document,
    function: &Object,
    depth: usize,
    left: &mut usize,
    out: &mut Vec<Vec<f64>>,
) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    *left = left.checked_sub(1)?;
    let own = dictionary(document, function)?;
    let list = |key: &[u8]| numbers(document, own.get(key).ok()?);
    match integer(own, b"FunctionType")? {
        2 => {
            out.push(list(b"C0").unwrap_or_else(|| vec![0.0]));
            out.push(list(b"C1").unwrap_or_else(|| vec![1.0]));
        }
        3 => {
            let Object::Array(parts) = entry(document, own, b"Functions") else { return None };
            for part in parts {
                collect(document, part, depth, left, out)?;
                if out.len() > KNOTS {
                    return None;
                }
            }
        }
        0 => samples(document, function, own, out)?,
        _ => return None,
    }
    Some(())
}

/// The samples of a function of one variable with 8 bits per sample.
fn samples(
    document: &Document,
    function: &Object,
    own: &Dictionary,
    out: &mut Vec<Vec<f64>>,
) -> Option<()> {
    let Object::Stream(stream) = resolve(document, function) else { return None };
    let size = numbers(document, own.get(b"Size").ok()?)?;
    let range = numbers(document, own.get(b"Range").ok()?)?;
    let range = own.get(b"Decode").ok().and_then(|d| numbers(document, d)).unwrap_or(range);
    let parts = range.len() / 2;
    if size.len() != 1 || parts > PARTS || integer(own, b"BitsPerSample") != Some(8) || parts == 0 {
        return None;
    }
    let plain = decode(stream, KNOTS * parts).ok()?;
    for row in plain.chunks_exact(parts).take(size[0].max(0.0) as usize) {
        let values = row.iter().zip(range.chunks_exact(2));
        out.push(values.map(|(&v, r)| r[0] + f64::from(v) / 255.0 * (r[1] - r[0])).collect());
    }
    Some(())
}
