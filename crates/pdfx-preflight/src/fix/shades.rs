//! Colours that are not in content: of gradients, of the alternates of spot inks, and the spaces in
//! which groups are blended.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::Job;
use super::colors::{Inker, Way};
use crate::color::Color;
use crate::function::Function;
use crate::pdf::{integer, is_name, set_content};
use crate::reading::{dictionary as dict, entry, numbers};
use neikan_base::diagnostic::Finding;

/// How many samples a function of one value gets.
const SAMPLES: usize = 256;

/// Mends gradients, alternates and groups in all objects.
pub fn mend(job: &mut Job<'_>) -> Result<(), Finding> {
    if !job.request.any(&["fix-gray", "fix-spot", "print-color-space"]) {
        return Ok(());
    }
    let masks = mask_groups(&job.pdf.document);
    let (mut changed, mut added, mut blended) = (Vec::new(), Vec::new(), 0);
    {
        let inker = Inker::new(job);
        let foreign = job.request.has("print-color-space");
        let next = job.pdf.document.max_id + 1;
        let mut remaker = Remaker { inker, foreign, next, added: Vec::new(), blended: 0 };
        for (&id, object) in &job.pdf.document.objects {
            if let Some(own) = remaker.object(object, masks.contains(&id)) {
                changed.push((id, own));
            }
        }
        added.append(&mut remaker.added);
        blended += remaker.blended;
    }
    (0..blended).for_each(|_| job.note("preflight-fix-blended"));
    let document = &mut job.pdf.document;
    for (id, object) in changed.into_iter().chain(added) {
        document.max_id = document.max_id.max(id.0);
        document.objects.insert(id, object);
    }
    job.renew()
}

/// The groups that are soft masks.
fn mask_groups(document: &Document) -> BTreeSet<ObjectId> {
    let mask = |own: &Dictionary| {
        let mask = dict(document, entry(document, own, b"SMask"))?;
        mask.get(b"G").ok()?.as_reference().ok()
    };
    let mut out = BTreeSet::new();
    let mut look = |object: &Object| {
        if let Ok(own) = object.as_dict() {
            out.extend(mask(own));
        }
    };
    for object in document.objects.values() {
        look(object);
        // States may stand in the resources of a page or a form themselves.
        let resources = dict(document, object).map(|own| entry(document, own, b"Resources"));
        let resources = resources.and_then(|own| own.as_dict().ok());
        for own in [dict(document, object), resources].into_iter().flatten() {
            let states = dict(document, entry(document, own, b"ExtGState"));
            states.into_iter().flatten().for_each(|(_, state)| look(state));
        }
    }
    out
}

/// Makes objects anew whose colours change.
struct Remaker<'a> {
    inker: Inker<'a>,
    /// Whether colours that are no inks are changed.
    foreign: bool,
    /// The next number of an object.
    next: u32,
    added: Vec<(ObjectId, Object)>,
    /// How many groups are blended in another space than before.
    blended: usize,
}

impl Remaker<'_> {
    /// An object anew; `None` if it stays.
    fn object(&mut self, object: &Object, masks: bool) -> Option<Object> {
        match object {
            Object::Array(parts) => {
                if let Some(own) = self.alternate(parts) {
                    return Some(own);
                }
                let made: Vec<_> = parts.iter().map(|part| self.object(part, masks)).collect();
                made.iter().any(Option::is_some).then(|| {
                    let both = made.into_iter().zip(parts);
                    Object::Array(
                        both.map(|(own, old)| own.unwrap_or_else(|| old.clone())).collect(),
                    )
                })
            }
            Object::Dictionary(own) => self.dictionary(own, masks).map(Object::Dictionary),
            Object::Stream(stream) => {
                let dict = self.dictionary(&stream.dict, masks)?;
                Some(Object::Stream(Stream { dict, ..stream.clone() }))
            }
            _ => None,
        }
    }

    fn dictionary(&mut self, own: &Dictionary, masks: bool) -> Option<Dictionary> {
        let mut out = self.shading(own).or_else(|| self.group(own, masks));
        for (key, value) in own.iter() {
            if let Some(value) = self.object(value, masks) {
                out.get_or_insert_with(|| own.clone()).set(key.clone(), value);
            }
        }
        out
    }

    /// A gradient whose colours come from a function.
    fn shading(&mut self, own: &Dictionary) -> Option<Dictionary> {
        // A gradient of type 1 has a function of two values.
        if !own.has(b"ShadingType") || integer(own, b"ShadingType") == Some(1) {
            return None;
        }
        let document = self.inker.document();
        let way = self.inker.way(own.get(b"ColorSpace").ok()?, None)?;
        let function = Function::of_color(document, own.get(b"Function").ok()?)?;
        let domain = own.get(b"Domain").ok().and_then(|own| numbers(document, own));
        let back = own.get(b"Background").ok().and_then(|own| numbers(document, own));
        let domain = match domain.as_deref() {
            Some(&[low, high, ..]) if high > low => [low, high],
            _ => function.domain().unwrap_or([0.0, 1.0]),
        };
        let mut out = own.clone();
        out.set("ColorSpace", "DeviceCMYK");
        out.set("Function", self.sampled(domain, |at| way.inks(&function.values(&[at]))));
        if let Some(back) = back {
            out.set("Background", inks(way.inks(&back)));
        }
        Some(out)
    }

    /// A group that is blended in the inks, or, if it is a mask, in grey.
    fn group(&mut self, own: &Dictionary, masks: bool) -> Option<Dictionary> {
        if !self.foreign || !is_name(own, b"S", b"Transparency") {
            return None;
        }
        let way = self.inker.way(own.get(b"CS").ok()?, None)?;
        if !matches!(way, Way::House(..)) {
            return None;
        }
        self.blended += usize::from(!masks);
        let mut out = own.clone();
        out.set("CS", if masks { "DeviceGray" } else { "DeviceCMYK" });
        Some(out)
    }

    /// A spot ink whose alternate colour is no ink.
    fn alternate(&mut self, parts: &[Object]) -> Option<Object> {
        let [family, name, _, tint] = parts else { return None };
        if !self.foreign || !family.as_name().is_ok_and(|name| name == b"Separation") {
            return None;
        }
        let document = self.inker.document();
        let color = Color::read(self.inker.library(), &Object::Array(parts.to_vec()), None)?;
        let Color::Colorants { alternate, .. } = color else { return None };
        let Color::Foreign(_) = *alternate else { return None };
        let way = self.inker.alternate(&alternate)?;
        let tint = Function::of_color(document, tint)?;
        let tint = self.sampled([0.0, 1.0], |at| way.inks(&tint.values(&[at])));
        Some(Object::Array(vec![family.clone(), name.clone(), "DeviceCMYK".into(), tint]))
    }

    /// A sampled function of one value that gives inks.
    fn sampled(&mut self, [low, high]: [f64; 2], of: impl Fn(f64) -> [f64; 4]) -> Object {
        let step = (high - low) / (SAMPLES - 1) as f64;
        let samples = (0..SAMPLES).flat_map(|at| of(low + step * at as f64));
        let samples = samples.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        let range: Vec<Object> = [0, 1].repeat(4).into_iter().map(Object::Integer).collect();
        let mut stream = Stream::new(
            dictionary! {
                "FunctionType" => 0, "Domain" => reals(&[low, high]), "Range" => range,
                "Size" => vec![Object::Integer(SAMPLES as i64)], "BitsPerSample" => 8,
            },
            Vec::new(),
        );
        set_content(&mut stream, samples.collect());
        let id = (self.next, 0);
        self.next += 1;
        self.added.push((id, stream.into()));
        Object::Reference(id)
    }
}

fn reals(parts: &[f64]) -> Object {
    Object::Array(parts.iter().map(|&part| Object::Real(part as f32)).collect())
}

fn inks(parts: [f64; 4]) -> Object {
    reals(&parts)
}
