//! Describes photographs in the place of their stand-ins, as if Typst had embedded them.
//!
//! Pages are laid out and written with tiny JPEGs in the place of photographs. Here each picture gets
//! the size and the colours of its photograph; the photographs themselves follow one by one, where
//! pictures are converted, so that they are never all in memory.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use neikan_base::icc;
use neikan_base::jpeg::{self, Head};
use neikan_base::sources::Shared;
use pdfx_preflight::pdf::is_name;

/// The photographs, by the bytes of their stand-ins.
pub type Originals = BTreeMap<Vec<u8>, Shared>;

/// The stream of a picture with its photograph, if it has one.
pub fn whole(stream: &Stream, originals: &Originals) -> Option<Stream> {
    let original = originals.get(&stream.content)?;
    Some(Stream::new(stream.dict.clone(), original.to_vec()).with_compression(false))
}

/// Describes the photographs in a document in the place of their stand-ins.
///
/// # Errors
/// What is wrong with a photograph that is no JPEG.
pub fn describe(document: &mut Document, originals: &Originals) -> Result<(), String> {
    let whole: &Document = document;
    let pictures = whole.objects.iter().filter_map(|(id, object)| {
        let stream = object.as_stream().ok()?;
        let picture = is_name(&stream.dict, b"Subtype", b"Image");
        Some((*id, originals.get(&stream.content).filter(|_| picture)?))
    });
    let mut profiles = BTreeMap::new();
    for (id, original) in pictures.collect::<Vec<_>>() {
        let head = jpeg::head(original).ok_or("JPEG")?;
        let space = space(document, &head, &mut profiles)?;
        let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { continue };
        stream.dict.set("Width", head.size[0] as i64);
        stream.dict.set("Height", head.size[1] as i64);
        stream.dict.set("ColorSpace", space);
        if head.components == 4 {
            // JPEGs of four inks hold them inverted.
            let inverted = [1, 0].repeat(4).into_iter().map(Object::Integer);
            stream.dict.set("Decode", inverted.collect::<Vec<_>>());
        }
    }
    Ok(())
}

/// The colour space of a JPEG: that of its profile if a PDF can hold it, else that of the device.
fn space(
    document: &mut Document,
    head: &Head,
    profiles: &mut BTreeMap<Vec<u8>, ObjectId>,
) -> Result<Object, String> {
    let (device, signature) = match head.components {
        1 => ("DeviceGray", b"GRAY"),
        3 => ("DeviceRGB", b"RGB "),
        4 => ("DeviceCMYK", b"CMYK"),
        other => return Err(format!("JPEG: {other}")),
    };
    let fits = |own: &&Vec<u8>| own.get(16..20) == Some(signature) && icc::passes(own);
    let Some(profile) = head.icc.as_ref().filter(fits) else { return Ok(device.into()) };
    let id = *profiles.entry(profile.clone()).or_insert_with(|| {
        let kind = dictionary! { "N" => head.components as i64 };
        document.add_object(Stream::new(kind, profile.clone()).with_compression(false))
    });
    Ok(vec![Object::from("ICCBased"), id.into()].into())
}
