//! Flattening: PDF/X-1a knows no transparency (ISO 15930-4, 6.7).
//!
//! Pictures with a soft mask are laid on white paper; groups and states that make nothing
//! transparent are taken out. What is transparent beyond that stops the work, with its page.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use rayon::prelude::*;

use crate::diagnostic::{Finding, Findings};
use crate::press::pdf::{integer, is_name};

use super::pages::{blends, transparent_pages};
use super::pictures::{decode_pixels, opaque};

/// Lays pictures with a soft mask on white.
pub fn pictures(document: &mut Document, findings: &mut Findings) {
    let whole: &Document = document;
    let masked: Vec<(ObjectId, &Stream)> = whole
        .objects
        .iter()
        .filter_map(|(&id, object)| Some((id, object.as_stream().ok()?)))
        .filter(|(_, stream)| is_name(&stream.dict, b"Subtype", b"Image"))
        .filter(|(_, stream)| stream.dict.has(b"SMask"))
        .collect();
    let laid: Vec<_> =
        masked.into_par_iter().map(|(id, stream)| (id, on_white(whole, stream))).collect();
    for (id, result) in laid {
        match result {
            Ok(stream) => drop(document.objects.insert(id, stream.into())),
            Err(reason) => {
                findings.push(super::about(document, id, "press-picture").with("reason", reason));
            }
        }
    }
}

fn on_white(document: &Document, stream: &Stream) -> Result<Stream, String> {
    let mask = stream.dict.get_deref(b"SMask", document).and_then(Object::as_stream);
    let mask = mask.map_err(|error| error.to_string())?;
    let size = |stream: &Stream| {
        [b"Width".as_slice(), b"Height"].map(|key| {
            usize::try_from(integer(&stream.dict, key).unwrap_or_default()).unwrap_or_default()
        })
    };
    let ([width, height], [mask_width, mask_height]) = (size(stream), size(mask));
    let space = stream.dict.get(b"ColorSpace").map_err(|error| error.to_string())?;
    let components = super::space::Source::read(document, space).components();
    if components == 0 || width * height == 0 || mask_width * mask_height == 0 {
        return Err("SMask".to_owned());
    }
    let mut pixels = decode_pixels(stream, components)?;
    let alpha = decode_pixels(mask, 1)?;
    let white = if components == 4 { 0 } else { 255 };
    for (at, pixel) in pixels.chunks_mut(components).enumerate() {
        let (x, y) = (at % width * mask_width / width, at / width * mask_height / height);
        let cover = u32::from(alpha[y * mask_width + x]);
        for part in pixel {
            let mixed = u32::from(*part) * cover + white * (255 - cover);
            *part = ((mixed + 127) / 255) as u8;
        }
    }
    opaque(stream, pixels)
}

/// Takes out groups and states that make nothing transparent; reports what does.
pub fn rest(document: &mut Document, findings: &mut Findings) {
    for object in document.objects.values_mut() {
        visit(object);
    }
    for page in transparent_pages(document) {
        findings.push(Finding::stop("press-transparency").with("page", page));
    }
}

fn visit(object: &mut Object) {
    match object {
        Object::Dictionary(own) => plain(own),
        Object::Stream(stream) => plain(&mut stream.dict),
        Object::Array(parts) => parts.iter_mut().for_each(visit),
        _ => {}
    }
}

fn plain(own: &mut Dictionary) {
    if let Ok(group) = own.get_mut(b"Group").and_then(Object::as_dict_mut)
        && is_name(group, b"S", b"Transparency")
    {
        own.remove(b"Group");
    }
    let harmless = !blends(own);
    for key in [b"ca".as_slice(), b"CA", b"BM", b"SMask", b"AIS"] {
        if harmless {
            own.remove(key);
        }
    }
    own.iter_mut().for_each(|(_, value)| visit(value));
}
