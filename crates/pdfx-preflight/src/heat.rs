//! Where much ink lies on one another, as a picture to be laid on a page.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, Stream, dictionary};

use crate::pdf::set_content;
use crate::plates::{Options, Plates, each};
use crate::reading::{Bounds, Pdf, Refused};
use crate::rule::Settings;

/// From which part of the limit on ink is coloured.
pub const SOON: f64 = 0.8;
/// The resolution of the pictures, pixels per inch.
const PPI: f64 = 36.0;
/// How opaque the colours are: below, near the limit, beyond it; 0 to 255.
const OPAQUE: [u8; 3] = [0, 120, 190];
/// The colours: white, yellow, red.
const COLORS: [u8; 9] = [255, 255, 255, 255, 220, 0, 230, 0, 40];

/// The ink of a page as a picture.
pub struct Heat {
    /// What of the page it covers, points of its coordinates.
    pub bounds: Bounds,
    size: [usize; 2],
    /// For each pixel 0 below, 1 near the limit, 2 beyond it.
    steps: Vec<u8>,
}

/// The pictures of those pages on which much ink lies, by their numbers.
///
/// # Errors
/// [`Refused`] if the pages paint more than the limits of the preflight allow.
pub fn of(pdf: &Pdf, settings: &Settings) -> Result<BTreeMap<usize, Heat>, Refused> {
    let mut out = BTreeMap::new();
    if settings.plates.is_none() {
        return Ok(out);
    }
    each(pdf, &Options { ppi: PPI, profile: None }, |plates| {
        let heat = Heat::new(&plates, settings);
        if heat.steps.iter().any(|&step| step > 0) {
            out.insert(plates.page, heat);
        }
    })?;
    Ok(out)
}

impl Heat {
    fn new(plates: &Plates, settings: &Settings) -> Self {
        let total = plates.total(&|ink| settings.is_finish(ink));
        let limit = (settings.total_ink + 1.0) * 2.55;
        let step = |pixel: &[u8]| {
            let sum = f64::from(total(pixel));
            u8::from(sum > limit * SOON) + u8::from(sum > limit)
        };
        let steps = plates.samples.chunks_exact(plates.inks.len().max(1)).map(step).collect();
        Self { bounds: plates.bounds, size: [plates.width, plates.height], steps }
    }

    /// Adds the picture to a file.
    pub fn add(&self, document: &mut Document) -> ObjectId {
        let [width, height] = self.size.map(|side| side as i64);
        let opaque: Vec<u8> = self.steps.iter().map(|&step| OPAQUE[usize::from(step)]).collect();
        let mut mask = Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
                "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
            },
            Vec::new(),
        );
        set_content(&mut mask, opaque);
        let mask = document.add_object(mask);
        let colors = Object::String(COLORS.to_vec(), lopdf::StringFormat::Hexadecimal);
        let space = vec!["Indexed".into(), "DeviceRGB".into(), 2.into(), colors];
        let mut picture = Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
                "ColorSpace" => space, "BitsPerComponent" => 8, "SMask" => mask,
            },
            Vec::new(),
        );
        set_content(&mut picture, self.steps.clone());
        document.add_object(picture)
    }
}
