//! Pictures within content that change become pictures of their own: there is room for whatever they
//! need then.

use std::collections::BTreeSet;
use std::sync::Arc;

use lopdf::{Object, ObjectId, Stream};
use memchr::memmem;

use super::Job;
use super::colors::Inker;
use super::content::{Operator, Patches, Place, each, first_contents, is_packed_by, places};
use super::objects::zipped;
use super::pictures::{Fresh, Made, converted, lightened};
use crate::color::Color;
use crate::facts::Picture;
use crate::pdf::integer;
use crate::reading::{dictionary, entry, spell_filters};
use neikan_base::diagnostic::Finding;

/// Where a picture is: the page, or 0 of other content; the object; the operator.
type At = (usize, ObjectId, usize);

/// Mends pictures within content.
pub fn mend(job: &mut Job<'_>) -> Result<(), Finding> {
    let colors = job.request.any(&["print-color-space", "fix-spot"]);
    let (heavy, packed) = (too_heavy(job)?, job.request.has("pdfx-lzw"));
    if !colors && !packed && heavy.is_empty() {
        return Ok(());
    }
    for place in places(&job.pdf.document, &job.pdf.pages) {
        let bytes = job.bytes(&place).filter(|bytes| memmem::find(bytes, b"BI").is_some());
        let Some(bytes) = bytes else { continue };
        let next = job.pdf.document.max_id + 1;
        let done = {
            let inker = Inker::new(job);
            let inlines = Inlines {
                inker: &inker,
                place: &place,
                colors,
                packed,
                heavy: &heavy,
                limit: job.request.settings.total_ink,
                next,
                patches: Patches::default(),
                pictures: Vec::new(),
                unread: 0,
            };
            inlines.run(&bytes)
        };
        put(job, &place, done);
    }
    job.renew()
}

/// Puts content in its place, and the pictures into the file.
fn put(job: &mut Job<'_>, place: &Place, done: Done) {
    job.notes("preflight-fix-picture", done.unread);
    let Some(content) = done.content else { return };
    let mut names = Vec::new();
    for (id, fresh) in done.pictures {
        fresh.put(&mut job.pdf.document, id);
        names.push((name(id), id));
    }
    let named: Vec<_> =
        names.iter().map(|(name, id)| ("XObject", name.as_str(), Object::Reference(*id))).collect();
    job.put(place, content, &named);
}

/// The name of a picture, which no other has.
fn name(id: ObjectId) -> String {
    format!("NkPicture{}", id.0)
}

/// The pictures within content that have too much ink.
fn too_heavy(job: &Job<'_>) -> Result<BTreeSet<At>, Finding> {
    if !job.request.has("print-picture-ink") {
        return Ok(BTreeSet::new());
    }
    let facts = job.facts()?;
    let firsts = first_contents(&facts);
    let inline = |at: &usize| facts.painted.get(*at).map(|own| own.spot);
    let inline: Vec<_> = facts.inline.keys().filter_map(inline).collect();
    let hits = job.hits(&facts, "print-picture-ink").0.into_iter();
    let hits = hits.filter(|hit| inline.contains(&hit.spot)).filter_map(|hit| {
        let object = hit.spot.object?;
        let page = if firsts.contains(&(hit.spot.page, object)) { hit.spot.page } else { 0 };
        Some((page, object, hit.spot.operator))
    });
    Ok(hits.collect())
}

/// Looks for pictures within content that change.
struct Inlines<'a> {
    inker: &'a Inker<'a>,
    place: &'a Place,
    /// Whether colours change.
    colors: bool,
    /// Whether what is compressed by LZW is compressed anew.
    packed: bool,
    heavy: &'a BTreeSet<At>,
    /// The most ink, percent.
    limit: f64,
    /// The next number of an object.
    next: u32,
    patches: Patches,
    pictures: Vec<(ObjectId, Fresh)>,
    unread: usize,
}

/// What came of content.
struct Done {
    /// The content, if it changes.
    content: Option<Vec<u8>>,
    pictures: Vec<(ObjectId, Fresh)>,
    /// How many pictures should change but cannot.
    unread: usize,
}

impl Inlines<'_> {
    fn run(mut self, bytes: &[u8]) -> Done {
        let whole = each(bytes, |own| {
            if own.word == b"BI" {
                self.picture(&own, bytes);
            }
        });
        let content = whole.and_then(|()| self.patches.apply(bytes));
        Done { content, pictures: self.pictures, unread: self.unread }
    }

    fn picture(&mut self, own: &Operator<'_>, bytes: &[u8]) {
        let data = bytes.get(own.data.clone()).unwrap_or_default();
        let Some(stream) = self.stream(own, data) else { return };
        let lzw = is_packed_by(self.inker.document(), &stream.dict, &[b"LZWDecode"]);
        let made = match self.made(own, &stream) {
            Made::Same if self.packed && lzw => Made::of(zipped(&stream).map(Fresh::from)),
            made => made,
        };
        match made {
            Made::Same => {}
            Made::Unread => self.unread += 1,
            Made::New(fresh) => {
                let id = (self.next, 0);
                // A mask of its own may come with it.
                self.next += 2;
                self.patches.put(own.range.clone(), format!("/{} Do", name(id)));
                self.pictures.push((id, *fresh));
            }
        }
    }

    /// What comes of a picture for the sake of its colours.
    fn made(&self, own: &Operator<'_>, stream: &Stream) -> Made {
        let Some(picture) = self.picture_of(stream) else { return Made::Same };
        let page = self.place.page.map_or(0, |at| at + 1);
        if self.heavy.contains(&(page, self.place.object, own.number)) {
            Made::of(lightened(self.inker.document(), stream, &picture, self.limit))
        } else if self.colors {
            converted(self.inker, stream, &picture)
        } else {
            Made::Same
        }
    }

    /// A picture as if it had an object of its own.
    fn stream(&self, own: &Operator<'_>, data: &[u8]) -> Option<Stream> {
        let document = self.inker.document();
        let mut dict = own.operands.first()?.as_dict().ok()?.clone();
        spell_filters(&mut dict);
        dict.remove(b"Length");
        dict.set("Type", "XObject");
        dict.set("Subtype", "Image");
        if let Ok(space) = dict.get(b"ColorSpace") {
            let named = dictionary(document, entry(document, &self.place.resources, b"ColorSpace"));
            let found = space.as_name().ok().and_then(|name| named?.get(name).ok());
            let space = found.cloned().unwrap_or_else(|| spelled(space));
            dict.set("ColorSpace", space);
        }
        Some(Stream::new(dict, data.to_vec()))
    }

    /// What is known of a picture; `None` of a stencil.
    fn picture_of(&self, stream: &Stream) -> Option<Picture> {
        let (document, own) = (self.inker.document(), &stream.dict);
        if entry(document, own, b"ImageMask").as_bool().unwrap_or(false) {
            return None;
        }
        let color = Color::read(self.inker.library(), own.get(b"ColorSpace").ok()?, None)?;
        let side = |key: &[u8]| integer(own, key).and_then(|own| usize::try_from(own).ok());
        Some(Picture {
            width: side(b"Width")?,
            height: side(b"Height")?,
            bits: side(b"BitsPerComponent").unwrap_or(8).min(16),
            space: Some(Arc::new(color)),
        })
    }
}

/// A colour space whose name is spelled out (ISO 32000-1, table 94).
fn spelled(space: &Object) -> Object {
    match space {
        Object::Name(name) => Object::Name(match name.as_slice() {
            b"G" => b"DeviceGray".to_vec(),
            b"RGB" => b"DeviceRGB".to_vec(),
            b"CMYK" => b"DeviceCMYK".to_vec(),
            b"I" => b"Indexed".to_vec(),
            other => other.to_vec(),
        }),
        Object::Array(parts) => Object::Array(parts.iter().map(spelled).collect()),
        other => other.clone(),
    }
}
