//! What mending a file from outside takes from a press: its colours and its labels.

use std::sync::Arc;

use lopdf::{Document, Object};
use neikan_base::{Date, Finding};
use pdfx_preflight::fix::{House, Separate, Source};
use pdfx_preflight::pdf::is_name;
use pdfx_preflight::reading::{dictionary, entry};
use pdfx_preflight::{Part, Said};

use crate::color::{Converter, Engine, Tints};
use crate::finish::{intent, labels};
use crate::press::Press;

/// A press that mends a file from outside.
pub struct Mending<'a> {
    press: &'a Press,
    engine: Arc<Engine>,
    /// What is written on the file.
    pub labels: Written,
}

/// What is written on a file that is mended.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its title, if it has none itself.
    pub title: String,
    /// The day on which it is mended.
    pub date: Date,
    /// The part of PDF/X.
    pub part: Part,
    /// The SHA-256 of the file as it came, in hexadecimal.
    pub sum: String,
}

impl<'a> Mending<'a> {
    /// For a file whose output intent has this ICC profile, if any; else colours come to the inks of
    /// the press itself.
    ///
    /// # Errors
    /// The finding `press-icc-broken` or `press-icc-kind`.
    pub fn new(press: &'a Press, icc: Option<&[u8]>, labels: Written) -> Result<Self, Finding> {
        let icc = icc.unwrap_or_else(|| press.icc());
        let (intent, total_ink) = (press.profile().intent, press.profile().total_ink);
        let engine = Engine::with_store(icc, intent, total_ink, press.shared_store())?;
        Ok(Self { press, engine: Arc::new(engine), labels })
    }
}

impl House for Mending<'_> {
    fn separate(&self, source: Source<'_>) -> Option<Box<dyn Separate>> {
        Some(match source {
            Source::Gray(None) => Box::new(Greys(self.engine.tints().clone())),
            Source::Gray(Some(icc)) => Box::new(Greys(self.engine.embedded_tints(icc)?)),
            Source::Rgb(None) => Box::new(Screen(self.engine.clone())),
            Source::Rgb(Some(icc)) | Source::Cmyk(icc) => {
                Box::new(Embedded(self.engine.embedded(icc)?))
            }
        })
    }

    fn label(&self, document: &mut Document) {
        let Written { title, date, part, sum } = &self.labels;
        if !has_intent(document) {
            // Compressing to memory does not fail; without an intent the file is not called mended.
            let _ = intent::set(document, self.press.profile(), self.press.icc());
        }
        let said = Said::read(document);
        let title = said.title.unwrap_or_else(|| title.clone());
        let identifier = title.clone();
        let own = labels::Labels {
            title,
            identifier,
            made_of: sum.as_bytes(),
            sum: String::new(),
            trapped: said.trapped,
        };
        labels::set(document, &own, *date, *part);
        part.pdf().clone_into(&mut document.version);
        if let Ok(catalog) = document.catalog_mut() {
            catalog.remove(b"Version");
        }
    }
}

/// Whether a file has an output intent for PDF/X.
fn has_intent(document: &Document) -> bool {
    let catalog = dictionary(document, entry(document, &document.trailer, b"Root"));
    let intents = catalog.map(|own| entry(document, own, b"OutputIntents"));
    let Some(Object::Array(intents)) = intents else { return false };
    let own = intents.iter().filter_map(|own| dictionary(document, own));
    own.into_iter().any(|own| is_name(own, b"S", b"GTS_PDFX"))
}

/// Colours of screens without a profile.
struct Screen(Arc<Engine>);

impl Separate for Screen {
    fn flat(&self, parts: &[f64]) -> [f64; 4] {
        flat(self.0.srgb(), parts)
    }

    fn pixels(&self, samples: &[u8]) -> Vec<u8> {
        self.0.srgb().pixels(samples)
    }
}

/// Colours of a profile of their own.
struct Embedded(Converter);

impl Separate for Embedded {
    fn flat(&self, parts: &[f64]) -> [f64; 4] {
        flat(&self.0, parts)
    }

    fn pixels(&self, samples: &[u8]) -> Vec<u8> {
        self.0.pixels(samples)
    }
}

fn flat(converter: &Converter, parts: &[f64]) -> [f64; 4] {
    let part = |at: usize| parts.get(at).copied().unwrap_or(0.0).clamp(0.0, 1.0);
    if converter.components() == 3 {
        return converter.flat([0, 1, 2].map(|at| part(at) as f32)).map(f64::from);
    }
    let inks: [u8; 4] = std::array::from_fn(|at| (part(at) * 255.0).round() as u8);
    // Black alone stays black alone, as in the other press.
    if inks[..3] == [0; 3] {
        return [0.0, 0.0, 0.0, part(3)];
    }
    let own = converter.pixels(&inks);
    std::array::from_fn(|at| f64::from(own.get(at).copied().unwrap_or(0)) / 255.0)
}

/// Greys of screens: black alone.
struct Greys(Tints);

impl Separate for Greys {
    fn flat(&self, parts: &[f64]) -> [f64; 4] {
        let grey = parts.first().copied().unwrap_or(0.0) as f32;
        [0.0, 0.0, 0.0, f64::from(self.0.ink(grey))]
    }

    fn pixels(&self, samples: &[u8]) -> Vec<u8> {
        let inks = |grey: &u8| [0, 0, 0, 255 - grey];
        self.0.pixels(samples).iter().flat_map(inks).collect()
    }
}
