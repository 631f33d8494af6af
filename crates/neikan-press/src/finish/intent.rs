//! The output intent: for which printing condition the colours in the file are meant (ISO 15930-7,
//! 6.2.3).

use lopdf::{Document, Object, Stream, dictionary, text_string};

use crate::profile::PressProfile;

/// Writes the output condition of the profile and embeds its ICC profile.
///
/// # Errors
/// lopdf's error, if the ICC profile cannot be compressed.
pub fn set(document: &mut Document, profile: &PressProfile, icc: &[u8]) -> lopdf::Result<()> {
    let mut stream = Stream::new(dictionary! { "N" => 4 }, icc.to_vec());
    stream.compress()?;
    let icc = document.add_object(stream);
    let intent = document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => text_string(&profile.condition),
        "RegistryName" => text_string(&profile.registry),
        "Info" => text_string(&profile.info),
        "DestOutputProfile" => icc,
    });
    document.catalog_mut()?.set("OutputIntents", vec![Object::Reference(intent)]);
    Ok(())
}
