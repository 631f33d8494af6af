//! The functions of shadings and separations, with their results converted to inks.
//!
//! A straight line between two screen colours is a curve in inks, so a long one is sampled.

use libm::powf;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::amounts::number;
use super::calculator::Program;
use pdfx_preflight::pdf::integer;

/// How many samples a curve has.
const SAMPLES: usize = 33;
/// The fewest and the most samples per side of a shading that a program paints.
const FINE: usize = 129;
const FINEST: usize = 513;
/// The longest line, in one component, that is kept straight.
const STRAIGHT: f32 = 0.08;

/// Maps a screen colour to components of the new colour space.
pub type Map<'a> = dyn Fn([f32; 3]) -> Vec<f32> + 'a;

/// A function of one input with its results mapped; `None` if it is of another kind.
pub fn convert(document: &mut Document, function: &Object, map: &Map<'_>) -> Option<Object> {
    let function = document.dereference(function).ok()?.1.clone();
    let kind = |dictionary: &Dictionary| integer(dictionary, b"FunctionType");
    match &function {
        Object::Dictionary(own) if kind(own) == Some(2) => exponential(document, own, map),
        Object::Dictionary(own) if kind(own) == Some(3) => stitching(document, own, map),
        Object::Stream(own) if kind(&own.dict) == Some(0) => sampled(document, own, map),
        Object::Stream(own) if kind(&own.dict) == Some(4) => calculated(document, own, map),
        _ => None,
    }
}

/// Type 4: a program with one input, or with the two coordinates of a shading, is sampled.
fn calculated(document: &mut Document, own: &Stream, map: &Map<'_>) -> Option<Object> {
    let domain = floats(document, &own.dict, b"Domain")?;
    let ends = domain.as_chunks::<2>().0;
    let program = Program::parse(&own.get_plain_content().ok()?)?;
    let sizes: Vec<usize> = match ends {
        [_] => vec![FINE],
        sides @ [_, _] => sides.iter().map(steps).collect(),
        _ => return None,
    };
    let at = |side: usize, step: usize| {
        let [start, end] = ends[side].map(f64::from);
        start + (end - start) * step as f64 / (sizes[side] - 1) as f64
    };
    let mut colors = Vec::new();
    // The first coordinate varies fastest (ISO 32000-1, 7.10.2).
    for point in 0..sizes.iter().product() {
        let input: Vec<f64> = match ends.len() {
            1 => vec![at(0, point)],
            _ => vec![at(0, point % sizes[0]), at(1, point / sizes[0])],
        };
        let parts: Vec<f32> = program.run(&input)?.into_iter().map(|part| part as f32).collect();
        colors.push(map(color(&parts)?.map(|part| part.clamp(0.0, 1.0))));
    }
    Some(samples_of(document, &domain, &sizes, colors))
}

/// Samples per side of a shading measured in points: roughly 150 per inch.
fn steps(&[start, end]: &[f32; 2]) -> usize {
    (((end - start).abs() * 2.0) as usize).clamp(FINE, FINEST)
}

/// The largest sum of a function's results, as far as it states them explicitly.
pub fn heaviest(document: &Document, function: &Object) -> f32 {
    let Ok((_, function)) = document.dereference(function) else { return 0.0 };
    let sum = |own: &Dictionary, key: &[u8]| {
        floats(document, own, key).map_or(0.0, |parts| parts.iter().sum::<f32>())
    };
    match function {
        Object::Dictionary(own) => {
            let parts = own.get_deref(b"Functions", document).and_then(Object::as_array);
            let parts = parts.into_iter().flatten().map(|part| heaviest(document, part));
            parts.fold(sum(own, b"C0").max(sum(own, b"C1")), f32::max)
        }
        Object::Stream(own) if integer(&own.dict, b"BitsPerSample") == Some(8) => {
            let pairs = floats(document, &own.dict, b"Range").map_or(0, |range| range.len());
            let content = own.get_plain_content().unwrap_or_default();
            let colors = content.chunks((pairs / 2).max(1));
            let sum = |color: &[u8]| color.iter().map(|&part| f32::from(part) / 255.0).sum();
            colors.map(sum).fold(0.0, f32::max)
        }
        _ => 0.0,
    }
}

/// Type 2: C0 + x^N × (C1 - C0).
fn exponential(document: &mut Document, own: &Dictionary, map: &Map<'_>) -> Option<Object> {
    let from = color(&floats(document, own, b"C0").unwrap_or_else(|| vec![0.0]))?;
    let to = color(&floats(document, own, b"C1").unwrap_or_else(|| vec![1.0]))?;
    let power = own.get(b"N").and_then(Object::as_float).ok()?;
    let domain = floats(document, own, b"Domain")?;
    let &[start, end] = domain.as_slice() else { return None };
    let way = (0..3).map(|part| (to[part] - from[part]).abs()).fold(0.0, f32::max);
    if power == 1.0 && way <= STRAIGHT {
        let (from, to) = (map(from), map(to));
        return Some(Object::Dictionary(dictionary! {
            "FunctionType" => 2,
            "Domain" => reals(&domain),
            "Range" => range(from.len()),
            "N" => 1,
            "C0" => numbers(&from),
            "C1" => numbers(&to),
        }));
    }
    let colors = (0..SAMPLES).map(|step| {
        let x = start + (end - start) * step as f32 / (SAMPLES - 1) as f32;
        std::array::from_fn(|part| from[part] + powf(x, power) * (to[part] - from[part]))
    });
    Some(samples(document, &domain, colors.map(map).collect()))
}

/// Type 3: functions stitched together.
fn stitching(document: &mut Document, own: &Dictionary, map: &Map<'_>) -> Option<Object> {
    let parts = own.get_deref(b"Functions", document).and_then(Object::as_array).ok()?.clone();
    let parts: Option<Vec<Object>> =
        parts.iter().map(|part| convert(document, part, map)).collect();
    let mut own = own.clone();
    own.set("Functions", parts?);
    own.set("Range", range(map([0.0; 3]).len()));
    Some(Object::Dictionary(own))
}

/// Type 0: a table of 8-bit samples.
fn sampled(document: &mut Document, own: &Stream, map: &Map<'_>) -> Option<Object> {
    let domain = floats(document, &own.dict, b"Domain")?;
    let components = floats(document, &own.dict, b"Range")?.len() / 2;
    let plain = integer(&own.dict, b"BitsPerSample") == Some(8)
        && own.dict.get(b"Decode").is_err()
        && own.dict.get(b"Encode").is_err();
    if domain.len() != 2 || !plain || components == 0 {
        return None;
    }
    let content = own.get_plain_content().ok()?;
    let values: Vec<f32> = content.iter().map(|&byte| f32::from(byte) / 255.0).collect();
    let colors: Option<Vec<_>> =
        values.chunks_exact(components).map(|parts| color(parts).map(map)).collect();
    Some(samples(document, &domain, colors?))
}

/// A function of type 0 through equidistant samples.
fn samples(document: &mut Document, domain: &[f32], colors: Vec<Vec<f32>>) -> Object {
    let sizes = [colors.len()];
    samples_of(document, domain, &sizes, colors)
}

/// The same, with a number of samples for each input.
fn samples_of(
    document: &mut Document,
    domain: &[f32],
    sizes: &[usize],
    colors: Vec<Vec<f32>>,
) -> Object {
    let sizes = sizes.iter().map(|&size| Object::Integer(size as i64));
    let dictionary = dictionary! {
        "FunctionType" => 0,
        "Domain" => reals(domain),
        "Range" => range(colors.first().map_or(0, Vec::len)),
        "Size" => sizes.collect::<Vec<_>>(),
        "BitsPerSample" => 8,
    };
    let byte = |value: f32| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
    let content: Vec<u8> = colors.into_iter().flatten().map(byte).collect();
    let mut stream = Stream::new(dictionary, content);
    // If it cannot be compressed it stays as it is.
    let _ = stream.compress();
    Object::Reference(document.add_object(stream))
}

/// One or three components as red, green and blue.
pub fn color(parts: &[f32]) -> Option<[f32; 3]> {
    match *parts {
        [g] => Some([g; 3]),
        [r, g, b] => Some([r, g, b]),
        _ => None,
    }
}

/// The numbers of an array.
pub fn floats(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<Vec<f32>> {
    let array = dictionary.get_deref(key, document).and_then(Object::as_array).ok()?;
    array.iter().map(|part| part.as_float().ok()).collect()
}

/// An array of numbers between 0 and 1.
pub fn numbers(values: &[f32]) -> Object {
    values.iter().map(|&value| number(value)).collect::<Vec<_>>().into()
}

fn reals(values: &[f32]) -> Object {
    values.iter().map(|&value| Object::Real(value)).collect::<Vec<_>>().into()
}

fn range(components: usize) -> Object {
    let pairs = (0..components).flat_map(|_| [Object::Integer(0), Object::Integer(1)]);
    pairs.collect::<Vec<_>>().into()
}
