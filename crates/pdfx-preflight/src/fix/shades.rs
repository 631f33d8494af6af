//! Colours that are not in content: of gradients, of the alternates of spot inks, and the spaces in
//! which groups are blended.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::Job;
use super::boxes::array;
use super::colors::{Inker, Way};
use super::meshes;
use crate::color::Color;
use crate::function::Function;
use crate::pdf::{integer, is_name, set_content};
use crate::reading::{dictionary as dict, entry, numbers};
use neikan_base::diagnostic::Finding;

/// How many samples a function of one value gets.
const SAMPLES: usize = 256;
/// How many samples on each side one of two values gets.
const GRID: usize = 128;

/// Mends gradients, alternates and groups in all objects.
pub fn mend(job: &mut Job<'_>) -> Result<(), Finding> {
    if !job.request.any(&["fix-gray", "fix-spot", "print-color-space"]) {
        return Ok(());
    }
    let masks = mask_groups(&job.pdf.document);
    let mut changed = Vec::new();
    let (added, blended, unread) = {
        let inker = Inker::new(job);
        let foreign = job.request.has("print-color-space");
        let next = job.pdf.document.max_id + 1;
        let added = Vec::new();
        let mut remaker = Remaker { inker, foreign, next, added, blended: 0, unread: 0 };
        for (&id, object) in &job.pdf.document.objects {
            if let Some(own) = remaker.object(object, masks.contains(&id)) {
                changed.push((id, own));
            }
        }
        (remaker.added, remaker.blended, remaker.unread)
    };
    job.notes("preflight-fix-shading", unread);
    job.notes("preflight-fix-blended", blended);
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
    /// How many gradients should change but cannot be read.
    unread: usize,
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
            Object::Stream(stream) if meshes::kind(&stream.dict).is_some() => {
                self.mesh(stream).map(Object::Stream)
            }
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
        let kind = integer(own, b"ShadingType")?;
        let document = self.inker.document();
        let way = self.inker.way(own.get(b"ColorSpace").ok()?, None)?;
        let Some(function) =
            own.get(b"Function").ok().and_then(|f| Function::of_color(document, f))
        else {
            self.unread += 1;
            return None;
        };
        let domain = own.get(b"Domain").ok().and_then(|own| numbers(document, own));
        let back = own.get(b"Background").ok().and_then(|own| numbers(document, own));
        let domain = match (kind, domain.as_deref()) {
            // That of type 1 takes two values.
            (1, Some(&[x0, x1, y0, y1])) if x1 > x0 && y1 > y0 => vec![[x0, x1], [y0, y1]],
            (1, _) => vec![[0.0, 1.0]; 2],
            (_, Some(&[low, high, ..])) if high > low => vec![[low, high]],
            _ => vec![function.domain().unwrap_or([0.0, 1.0])],
        };
        let mut out = own.clone();
        out.set("ColorSpace", "DeviceCMYK");
        out.set("Function", self.sampled(&domain, |at| way.inks(&function.values(at))));
        if let Some(back) = back {
            out.set("Background", inks(way.inks(&back)));
        }
        Some(out)
    }

    /// A mesh whose corners have colours.
    fn mesh(&mut self, stream: &Stream) -> Option<Stream> {
        let own = &stream.dict;
        let space = own.get(b"ColorSpace").ok()?;
        let way = self.inker.way(space, None)?;
        let components = Color::read(self.inker.library(), space, None)?.components();
        let kind = meshes::kind(own)?;
        let made = meshes::inked(self.inker.document(), stream, kind, components, &way);
        self.unread += usize::from(made.is_none());
        made
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
        let tint = self.sampled(&[[0.0, 1.0]], |at| way.inks(&tint.values(at)));
        Some(Object::Array(vec![family.clone(), name.clone(), "DeviceCMYK".into(), tint]))
    }

    /// A sampled function of one value, or of two, that gives inks.
    fn sampled(&mut self, domain: &[[f64; 2]], of: impl Fn(&[f64]) -> [f64; 4]) -> Object {
        let size = if domain.len() == 1 { SAMPLES } else { GRID };
        // The first value is that which changes fastest.
        let at = |index: usize| {
            let step = |(place, [low, high]): (usize, &[f64; 2])| {
                let step = index / size.pow(place as u32) % size;
                low + (high - low) * step as f64 / (size - 1) as f64
            };
            of(&domain.iter().enumerate().map(step).collect::<Vec<_>>())
        };
        let samples = (0..size.pow(domain.len() as u32)).flat_map(at);
        let samples = samples.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        let range: Vec<Object> = [0, 1].repeat(4).into_iter().map(Object::Integer).collect();
        let sizes = vec![Object::Integer(size as i64); domain.len()];
        let mut stream = Stream::new(
            dictionary! {
                "FunctionType" => 0, "Domain" => array(domain.as_flattened()), "Range" => range,
                "Size" => sizes, "BitsPerSample" => 8,
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

fn inks(parts: [f64; 4]) -> Object {
    array(parts)
}
