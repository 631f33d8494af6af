//! Functions (ISO 32000-1, 7.10): sampled, exponential, stitched and calculated ones; their values,
//! and the points where they can be largest.

use libm::{atan2, cos, floor, log, log10, pow, sin, sqrt, trunc};
use lopdf::{Dictionary, Document, Object};

use crate::pdf::integer;
use crate::reading::syntax::is_space;
use crate::reading::{decode, dictionary, entry, number, numbers, resolve};

/// How deep functions may be stitched.
const DEPTH: usize = 6;
/// The most values that a function takes, and that it returns.
const VALUES: usize = 32;
/// The most samples of a function and of all that it is stitched from, all their values counted.
const SAMPLES: usize = 4 << 20;
/// The most functions that one is stitched from, at any depth: what is referred to twice counts twice.
const FUNCTIONS: usize = 4_096;
/// The most operators of the calculator functions among them.
const STEPS: usize = 20_000;
/// The most numbers on the stack of a calculator function.
const STACK: usize = 100;
/// The most knots of one function.
const KNOTS: usize = 4_096;

/// A function.
#[derive(Debug, Clone)]
pub struct Function {
    domain: Vec<[f64; 2]>,
    range: Vec<[f64; 2]>,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Sampled {
        size: Vec<usize>,
        encode: Vec<[f64; 2]>,
        decode: Vec<[f64; 2]>,
        samples: Vec<f32>,
    },
    Exponential {
        low: Vec<f64>,
        high: Vec<f64>,
        exponent: f64,
    },
    Stitched {
        parts: Vec<Function>,
        bounds: Vec<f64>,
        encode: Vec<[f64; 2]>,
    },
    Calculated(Vec<Step>),
    /// Several functions of one value each.
    Side(Vec<Function>),
    Identity,
}

/// What a function may still take up while it is read.
struct Left {
    functions: usize,
    samples: usize,
    steps: usize,
}

impl Function {
    /// Reads a function, or an array of functions that return one value each; `None` where it is not
    /// one, or where it is larger than any file needs.
    pub fn read(document: &Document, object: &Object) -> Option<Self> {
        Self::within(document, object, SAMPLES)
    }

    /// Reads a function that has no more samples than a colour needs of it: there may be as many
    /// colours as objects.
    pub fn of_color(document: &Document, object: &Object) -> Option<Self> {
        Self::within(document, object, KNOTS * VALUES)
    }

    fn within(document: &Document, object: &Object, samples: usize) -> Option<Self> {
        let left = &mut Left { functions: FUNCTIONS, samples, steps: STEPS };
        match resolve(document, object) {
            Object::Array(parts) if parts.len() <= VALUES => {
                let parts = parts.iter().map(|part| Self::inner(document, part, DEPTH, left));
                let parts: Vec<Self> = parts.collect::<Option<_>>()?;
                let domain = parts.first()?.domain.clone();
                Some(Self { domain, range: Vec::new(), kind: Kind::Side(parts) })
            }
            _ => Self::inner(document, object, DEPTH, left),
        }
    }

    fn inner(document: &Document, object: &Object, depth: usize, left: &mut Left) -> Option<Self> {
        let depth = depth.checked_sub(1)?;
        left.functions = left.functions.checked_sub(1)?;
        if resolve(document, object).as_name().is_ok_and(|name| name == b"Identity") {
            return Some(Self { domain: Vec::new(), range: Vec::new(), kind: Kind::Identity });
        }
        let own = dictionary(document, object)?;
        let domain = pairs(document, own, b"Domain", VALUES)?;
        let range = pairs(document, own, b"Range", VALUES).unwrap_or_default();
        if domain.is_empty() {
            return None;
        }
        let kind = match integer(own, b"FunctionType")? {
            0 => sampled(document, object, own, (&domain, &range), &mut left.samples)?,
            2 => {
                let list = |key: &[u8]| few(document, own, key, VALUES);
                Kind::Exponential {
                    low: list(b"C0").unwrap_or_else(|| vec![0.0]),
                    high: list(b"C1").unwrap_or_else(|| vec![1.0]),
                    exponent: number(document, entry(document, own, b"N")).unwrap_or(1.0),
                }
            }
            3 => {
                let Object::Array(parts) = entry(document, own, b"Functions") else { return None };
                let parts = parts.iter().map(|part| Self::inner(document, part, depth, left));
                let parts: Vec<Self> = parts.collect::<Option<_>>()?;
                let bounds = few(document, own, b"Bounds", parts.len())?;
                let encode = pairs(document, own, b"Encode", parts.len())?;
                let fits = parts.len() == bounds.len() + 1 && encode.len() >= parts.len();
                fits.then_some(Kind::Stitched { parts, bounds, encode })?
            }
            4 => {
                let Object::Stream(stream) = resolve(document, object) else { return None };
                Kind::Calculated(Step::read(&decode(stream, 1 << 20).ok()?, &mut left.steps)?)
            }
            _ => return None,
        };
        Some(Self { domain, range, kind })
    }

    /// How many values it takes.
    pub fn inputs(&self) -> usize {
        self.domain.len()
    }

    /// From where to where the first value that it takes may be.
    pub fn domain(&self) -> Option<[f64; 2]> {
        self.domain.first().copied()
    }

    /// The values for some input.
    pub fn values(&self, input: &[f64]) -> Vec<f64> {
        let clamp = |value: f64, [low, high]: [f64; 2]| value.max(low).min(high.max(low));
        let own = input.iter().enumerate();
        let input: Vec<f64> = own
            .map(|(at, &value)| self.domain.get(at).map_or(value, |&limits| clamp(value, limits)))
            .collect();
        let first = input.first().copied().unwrap_or(0.0);
        let mut out = match &self.kind {
            Kind::Identity => input,
            Kind::Side(parts) => {
                parts.iter().map(|p| p.values(&input).first().copied().unwrap_or(0.0)).collect()
            }
            Kind::Exponential { low, high, exponent } => {
                let share = if *exponent == 1.0 { first } else { pow(first, *exponent) };
                low.iter().zip(high).map(|(a, b)| a + share * (b - a)).collect()
            }
            Kind::Stitched { parts, bounds, encode } => {
                let at = bounds.iter().take_while(|&&bound| first >= bound).count();
                let at = at.min(parts.len().saturating_sub(1));
                let limits = self.domain.first().copied().unwrap_or([0.0, 1.0]);
                let low = if at == 0 { limits[0] } else { bounds[at - 1] };
                let high = bounds.get(at).copied().unwrap_or(limits[1]);
                parts[at].values(&[between(first, [low, high], encode[at])])
            }
            Kind::Sampled { size, encode, decode, samples } => {
                interpolated(&input, &self.domain, (size, encode, decode, samples))
            }
            Kind::Calculated(steps) => calculate(steps, &input, self.range.len()),
        };
        for (value, &limits) in out.iter_mut().zip(&self.range) {
            *value = clamp(*value, limits);
        }
        out.iter_mut().filter(|value| !value.is_finite()).for_each(|value| *value = 0.0);
        out
    }

    /// The values at the points between which the function is monotonic; `None` of a calculator
    /// function, of which nobody knows them, and where there are too many.
    ///
    /// An exponential function moves all its values in the same proportion, and between samples
    /// they are moved linearly, so their sum is largest at one of these points.
    pub fn knots(&self) -> Option<Vec<Vec<f64>>> {
        let mut out = Vec::new();
        self.collect(&mut out)?;
        (!out.is_empty()).then_some(out)
    }

    fn collect(&self, out: &mut Vec<Vec<f64>>) -> Option<()> {
        match &self.kind {
            Kind::Exponential { low, high, .. } => out.extend([low.clone(), high.clone()]),
            Kind::Stitched { parts, .. } => {
                for part in parts {
                    part.collect(out)?;
                }
            }
            Kind::Sampled { decode, samples, .. } => {
                let row = |row: &[f32]| -> Vec<f64> {
                    let own = row.iter().zip(decode);
                    own.map(|(&value, &to)| between(f64::from(value), [0.0, 1.0], to)).collect()
                };
                out.extend(samples.chunks_exact(decode.len()).take(KNOTS + 1).map(row));
            }
            // Each value of its own: the ends of all of them.
            Kind::Side(parts) => {
                let ends: Vec<[f64; 2]> = parts.iter().map(Self::ends).collect::<Option<_>>()?;
                out.extend([0, 1].map(|end| ends.iter().map(|own| own[end]).collect()));
            }
            Kind::Calculated(_) | Kind::Identity => return None,
        }
        (out.len() <= KNOTS).then_some(())
    }

    /// The first value at the least and at the greatest knot.
    fn ends(&self) -> Option<[f64; 2]> {
        let knots = self.knots()?;
        Some([*knots.first()?.first()?, *knots.last()?.first()?])
    }
}

/// The numbers of an array; `None` if there are more than `most`, without reading them.
fn few(document: &Document, own: &Dictionary, key: &[u8], most: usize) -> Option<Vec<f64>> {
    let list = own.get(key).ok()?;
    let length = resolve(document, list).as_array().ok()?.len();
    if length > most { None } else { numbers(document, list) }
}

fn pairs(document: &Document, own: &Dictionary, key: &[u8], most: usize) -> Option<Vec<[f64; 2]>> {
    Some(few(document, own, key, 2 * most)?.as_chunks::<2>().0.to_vec())
}

/// A value of one interval as one of another.
fn between(value: f64, [low, high]: [f64; 2], [a, b]: [f64; 2]) -> f64 {
    if high - low == 0.0 { a } else { a + (value - low) / (high - low) * (b - a) }
}

fn sampled(
    document: &Document,
    object: &Object,
    own: &Dictionary,
    (domain, range): (&[[f64; 2]], &[[f64; 2]]),
    left: &mut usize,
) -> Option<Kind> {
    let Object::Stream(stream) = resolve(document, object) else { return None };
    let size = few(document, own, b"Size", VALUES)?;
    let size: Vec<usize> = size.iter().map(|&n| n.clamp(0.0, 65_536.0) as usize).collect();
    if size.len() != domain.len() || range.is_empty() || size.contains(&0) || size.len() > 6 {
        return None;
    }
    let whole = |size: &usize| [0.0, (*size - 1) as f64];
    let encode = pairs(document, own, b"Encode", VALUES).filter(|own| own.len() == size.len());
    let encode = encode.unwrap_or_else(|| size.iter().map(whole).collect());
    let decoded = pairs(document, own, b"Decode", VALUES).filter(|own| own.len() == range.len());
    let decoded = decoded.unwrap_or_else(|| range.to_vec());
    let bits = usize::try_from(integer(own, b"BitsPerSample")?).ok()?;
    if !matches!(bits, 1 | 2 | 4 | 8 | 12 | 16 | 24 | 32) {
        return None;
    }
    let count = size.iter().try_fold(range.len(), |all, &n| all.checked_mul(n))?;
    *left = left.checked_sub(count)?;
    let plain = decode(stream, count * bits / 8 + 1_024).ok()?;
    let most = ((1_u64 << bits) - 1) as f64;
    let sample = |at: usize| {
        let (mut value, mut position) = (0_u64, at * bits);
        for _ in 0..bits {
            let byte = plain.get(position / 8).copied().unwrap_or(0);
            value = value << 1 | u64::from(byte >> (7 - position % 8) & 1);
            position += 1;
        }
        (value as f64 / most) as f32
    };
    Some(Kind::Sampled { size, encode, decode: decoded, samples: (0..count).map(sample).collect() })
}

/// The table of a sampled function: sizes, encoding, decoding, samples.
type Table<'a> = (&'a [usize], &'a [[f64; 2]], &'a [[f64; 2]], &'a [f32]);

/// The value between the samples around it, linearly in every dimension.
fn interpolated(
    input: &[f64],
    domain: &[[f64; 2]],
    (size, encode, decode, samples): Table<'_>,
) -> Vec<f64> {
    let count = decode.len();
    let places: Vec<(usize, f64)> = (0..size.len())
        .map(|at| {
            let value = input.get(at).copied().unwrap_or(0.0);
            let place = between(value, domain[at], encode[at]).clamp(0.0, (size[at] - 1) as f64);
            let low = (floor(place) as usize).min(size[at].saturating_sub(2));
            (low, place - low as f64)
        })
        .collect();
    let mut out = vec![0.0; count];
    for corner in 0..1_usize << size.len() {
        let (mut weight, mut at, mut step) = (1.0, 0, 1);
        for (dimension, &(low, share)) in places.iter().enumerate() {
            let upper = corner >> dimension & 1;
            weight *= if upper == 1 { share } else { 1.0 - share };
            at += (low + upper).min(size[dimension] - 1) * step;
            step *= size[dimension];
        }
        if weight > 0.0 {
            for (part, slot) in out.iter_mut().enumerate() {
                *slot += weight * f64::from(samples.get(at * count + part).copied().unwrap_or(0.0));
            }
        }
    }
    out.iter().zip(decode).map(|(value, &to)| between(*value, [0.0, 1.0], to)).collect()
}

/// A step of a calculator function.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Number(f64),
    Operator(&'static str),
    If(Vec<Step>),
    IfElse(Vec<Step>, Vec<Step>),
}

/// The operators of calculator functions (ISO 32000-1, table 42), without `if` and `ifelse`.
const OPERATORS: [&str; 40] = [
    "abs", "add", "atan", "ceiling", "cos", "cvi", "cvr", "div", "exp", "floor", "idiv", "ln",
    "log", "mod", "mul", "neg", "round", "sin", "sqrt", "sub", "truncate", "and", "bitshift", "eq",
    "false", "ge", "gt", "le", "lt", "ne", "not", "or", "true", "xor", "copy", "dup", "exch",
    "index", "pop", "roll",
];

impl Step {
    fn read(text: &[u8], left: &mut usize) -> Option<Vec<Self>> {
        let mut words = words(text).into_iter();
        (words.next()?.as_str() == "{").then_some(())?;
        Self::block(&mut words, left, 16)
    }

    fn block(
        words: &mut impl Iterator<Item = String>,
        left: &mut usize,
        depth: usize,
    ) -> Option<Vec<Self>> {
        let depth = depth.checked_sub(1)?;
        let (mut out, mut blocks) = (Vec::new(), Vec::new());
        loop {
            *left = left.checked_sub(1)?;
            match words.next()?.as_str() {
                "{" => blocks.push(Self::block(words, left, depth)?),
                "}" => return Some(out),
                "if" => out.push(Self::If(blocks.pop()?)),
                "ifelse" => {
                    let otherwise = blocks.pop()?;
                    out.push(Self::IfElse(blocks.pop()?, otherwise));
                }
                word => out.push(match OPERATORS.iter().find(|own| **own == word) {
                    Some(own) => Self::Operator(own),
                    None => Self::Number(word.parse().ok().filter(|n: &f64| n.is_finite())?),
                }),
            }
        }
    }
}

/// The words of PostScript, braces by themselves.
fn words(text: &[u8]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut comment = false;
    for &byte in text.iter().chain(b" ") {
        comment = comment && !matches!(byte, b'\r' | b'\n') || byte == b'%';
        let brace = matches!(byte, b'{' | b'}');
        if comment || brace || is_space(byte) {
            if !word.is_empty() {
                out.push(std::mem::take(&mut word));
            }
            if brace && !comment {
                out.push(char::from(byte).to_string());
            }
        } else {
            word.push(char::from(byte));
        }
    }
    out
}

/// Runs a calculator function; what is missing at the end is 0.
fn calculate(steps: &[Step], input: &[f64], count: usize) -> Vec<f64> {
    let mut stack = input.to_vec();
    let _ = run(steps, &mut stack);
    let extra = stack.len().saturating_sub(count);
    let mut out = stack.split_off(extra);
    out.resize(count, 0.0);
    out
}

fn run(steps: &[Step], stack: &mut Vec<f64>) -> Option<()> {
    for step in steps {
        match step {
            Step::Number(value) => stack.push(*value),
            Step::If(block) => {
                if stack.pop()? != 0.0 {
                    run(block, stack)?;
                }
            }
            Step::IfElse(block, otherwise) => {
                let own = if stack.pop()? != 0.0 { block } else { otherwise };
                run(own, stack)?;
            }
            Step::Operator(word) => operate(word, stack)?,
        }
        (stack.len() <= STACK).then_some(())?;
    }
    Some(())
}

fn operate(word: &str, stack: &mut Vec<f64>) -> Option<()> {
    match word {
        "copy" | "dup" | "exch" | "index" | "pop" | "roll" => return arrange(word, stack),
        "true" => stack.push(1.0),
        "false" => stack.push(0.0),
        "abs" | "ceiling" | "cos" | "cvi" | "cvr" | "floor" | "ln" | "log" | "neg" | "round"
        | "sin" | "sqrt" | "truncate" | "not" => {
            let a = stack.pop()?;
            stack.push(single(word, a));
        }
        _ => {
            let b = stack.pop()?;
            let a = stack.pop()?;
            stack.push(double(word, a, b));
        }
    }
    Some(())
}

fn single(word: &str, a: f64) -> f64 {
    match word {
        "abs" => a.abs(),
        "ceiling" => a.ceil(),
        "cos" => cos(a.to_radians()),
        "cvi" | "truncate" => trunc(a),
        "floor" => floor(a),
        "ln" => log(a),
        "log" => log10(a),
        "neg" => -a,
        "round" => floor(a + 0.5),
        "sin" => sin(a.to_radians()),
        "sqrt" => sqrt(a),
        "not" => f64::from(u8::from(a == 0.0)),
        _ => a,
    }
}

fn double(word: &str, a: f64, b: f64) -> f64 {
    let truth = |value: bool| f64::from(u8::from(value));
    let bits = |own: fn(i64, i64) -> i64| own(a as i64, b as i64) as f64;
    match word {
        "add" => a + b,
        "sub" => a - b,
        "mul" => a * b,
        "div" => a / b,
        "idiv" => (a as i64).checked_div(b as i64).unwrap_or(0) as f64,
        "mod" => (a as i64).checked_rem(b as i64).unwrap_or(0) as f64,
        "exp" => pow(a, b),
        "atan" => atan2(a, b).to_degrees().rem_euclid(360.0),
        "and" => bits(|a, b| a & b),
        "or" => bits(|a, b| a | b),
        "xor" => bits(|a, b| a ^ b),
        "bitshift" => bits(|a, b| {
            let by = u32::try_from(b.unsigned_abs().min(63)).unwrap_or(63);
            if b >= 0 { a << by } else { a >> by }
        }),
        "eq" => truth(a == b),
        "ne" => truth(a != b),
        "ge" => truth(a >= b),
        "gt" => truth(a > b),
        "le" => truth(a <= b),
        "lt" => truth(a < b),
        _ => 0.0,
    }
}

fn arrange(word: &str, stack: &mut Vec<f64>) -> Option<()> {
    let count = |stack: &mut Vec<f64>| {
        let count = stack.pop()?;
        Some(count.clamp(0.0, STACK as f64) as usize)
    };
    match word {
        "pop" => drop(stack.pop()?),
        "dup" => stack.push(*stack.last()?),
        "exch" => {
            let at = stack.len().checked_sub(2)?;
            stack.swap(at, at + 1);
        }
        "copy" => {
            let many = count(stack)?;
            let from = stack.len().checked_sub(many)?;
            stack.extend_from_within(from..);
        }
        "index" => {
            let back = count(stack)?;
            let at = stack.len().checked_sub(1 + back)?;
            stack.push(stack[at]);
        }
        _ => {
            let by = stack.pop()? as i64;
            let many = count(stack)?;
            let from = stack.len().checked_sub(many)?;
            if many > 0 {
                let by = by.rem_euclid(many as i64) as usize;
                stack[from..].rotate_right(by);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn calculated(text: &str, input: &[f64], count: usize) -> Vec<f64> {
        calculate(&Step::read(text.as_bytes(), &mut 100).unwrap(), input, count)
    }

    #[test]
    fn a_calculator_function_runs() {
        assert_eq!(calculated("{ dup 0.5 gt { 1 exch sub } { 2 mul } ifelse }", &[0.25], 1), [0.5]);
        assert_eq!(
            calculated("{ 3 1 roll 2 copy % x\nadd }", &[1.0, 2.0, 3.0], 4),
            [3.0, 1.0, 2.0, 3.0]
        );
        assert_eq!(
            calculated("{1 index exch 7 -2 bitshift}", &[4.0, 5.0], 4),
            [4.0, 4.0, 5.0, 1.0]
        );
        assert_eq!(calculated("{ pop pop pop }", &[1.0], 2), [0.0, 0.0]);
        assert!(
            Step::read(b"{ 1 unknown }", &mut 100).is_none()
                && Step::read(b"{ {{{{{{{{{{{{{{{{{{{", &mut 100).is_none()
        );
        assert!(Step::read(b"{ dup mul }", &mut 3).is_some());
        assert!(Step::read(b"{ dup mul }", &mut 2).is_none());
    }

    /// A chain of functions, each stitched from two of the next, down to an exponential one.
    fn chain(depth: u32) -> (Document, Object) {
        let mut document = Document::new();
        let pair = |a: i64, b: i64| Object::Array(vec![a.into(), b.into()]);
        let mut last = document.add_object(dictionary! {
            "FunctionType" => 2, "Domain" => pair(0, 1), "N" => 1,
        });
        for _ in 0..depth {
            let twice = Object::Array(vec![last.into(), last.into()]);
            let encode = Object::Array(vec![0.into(), 1.into(), 0.into(), 1.into()]);
            last = document.add_object(dictionary! {
                "FunctionType" => 3, "Domain" => pair(0, 1), "Functions" => twice,
                "Bounds" => vec![Object::Real(0.5)], "Encode" => encode,
            });
        }
        (document, last.into())
    }

    #[test]
    fn what_is_stitched_is_counted_in_all() {
        let (document, function) = chain(3);
        assert_eq!(Function::read(&document, &function).unwrap().values(&[0.5]), [0.0]);
        let left = |functions| Left { functions, samples: 0, steps: 0 };
        let read = |functions| Function::inner(&document, &function, DEPTH, &mut left(functions));
        assert!(read(15).is_some() && read(14).is_none());
        let (document, function) = chain(6);
        assert!(Function::read(&document, &function).is_none());
    }
}
