//! What each ink prints on a single page, as pictures: the page is finished for the press by itself and
//! its plates are painted.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use pdfx_preflight::Limits;
use pdfx_preflight::plates::{self, Options, Plates};
use typst_layout::PagedDocument;

use super::ready::Ready;
use crate::diagnostic::{Failure, Finding};
use crate::press;
use crate::typeset::Shown;
use crate::typeset::compile::{pdf_options, write_pdf};
use neikan_press::{Inks, Job};

/// The resolution, pixels per inch.
const PPI: f64 = 120.0;

/// The plates of a page, with its bleed.
#[derive(Debug)]
pub struct Films {
    /// The inks: Cyan, Magenta, Yellow, Black as far as the issue has them, then spot inks.
    pub inks: Vec<String>,
    /// The plate of each, as a grey PNG in which full ink is black.
    pub plates: Vec<Vec<u8>>,
    /// All inks on one another as a PNG: black for as much as the press takes, red for more.
    pub total: Vec<u8>,
    /// The most ink at one place, percent.
    pub most: u32,
    /// The most that the press takes, percent.
    pub limit: u32,
    /// Whether something of the page is not on the plates.
    pub missed: bool,
}

impl Films {
    /// The plates of a page in the inks of the press, the only one of a document.
    ///
    /// # Errors
    /// Findings that keep the page off the press; [`Failure::Internal`].
    pub(super) fn of(
        issue: &Ready,
        pictures: Shown<'_>,
        page: &PagedDocument,
    ) -> Result<Self, Failure> {
        let options =
            typst_pdf::PdfOptions { tagged: false, ..pdf_options(&issue.assembly, "page") };
        let raw = write_pdf(page, &options)?;
        let job = Job { originals: pictures.originals(), ..press::job(&issue.assembly, "page") };
        let bytes = issue.press.finish(&raw, &job)?;
        let pdf = pdfx_preflight::open(&bytes, &Limits::OWN)?;
        let Some(bled) = pdf.pages.first().map(|page| page.bled()) else {
            return Err(fault("no page"));
        };
        let mut painted = None;
        plates::each(&pdf, &Options { ppi: PPI, profile: None }, |own| painted = Some(own))
            .map_err(|refused| Failure::from(Finding::from(refused)))?;
        let painted = painted.ok_or_else(|| fault("no plates"))?;
        Self::cut(&painted, bled, (issue.press.profile().total_ink, &job.inks))
    }

    /// Cuts plates to what is printed of the page, for a job of some inks; `limit` is the most ink.
    fn cut(
        all: &Plates,
        [left, bottom, right, top]: [f64; 4],
        (limit, inks): (f64, &Inks),
    ) -> Result<Self, Failure> {
        let across = all.width as f64 / (all.bounds[2] - all.bounds[0]);
        let down = all.height as f64 / (all.bounds[3] - all.bounds[1]);
        let pixel = |length: f64, end: usize| (length.round().max(0.0) as usize).min(end);
        let columns = pixel((left - all.bounds[0]) * across, all.width)
            ..pixel((right - all.bounds[0]) * across, all.width);
        let rows = pixel((all.bounds[3] - top) * down, all.height)
            ..pixel((all.bounds[3] - bottom) * down, all.height);
        let (size, count) = ([columns.len(), rows.len()], all.inks.len());
        let pixels: Vec<&[u8]> = rows
            .flat_map(|y| columns.clone().map(move |x| (y * all.width + x) * count))
            .filter_map(|at| all.samples.get(at..at + count))
            .collect();
        // What is no colour is no ink to dry.
        let finishes = inks.finishes();
        let dries: Vec<usize> =
            (0..count).filter(|at| !finishes.contains(&all.inks[*at])).collect();
        let sum = |inks: &&[u8]| dries.iter().map(|at| u32::from(inks[*at])).sum();
        let sums: Vec<u32> = pixels.iter().map(sum).collect();
        let percent = |sum: u32| (f64::from(sum) / 2.55).round() as u32;
        let limit = limit.round() as u32;
        let total = sums.iter().flat_map(|sum| {
            let own = percent(*sum);
            if own > limit {
                return [214, 40, 30];
            }
            [(255 - own * 255 / limit.max(1)) as u8; 3]
        });
        // The plates that the job has, and any other that something is on.
        let named = inks.names();
        let shown = (0..count)
            .filter(|at| named.contains(&all.inks[*at]) || pixels.iter().any(|inks| inks[*at] > 0));
        let shown: Vec<usize> = shown.collect();
        let plates = shown.iter().map(|ink| {
            let light = pixels.iter().map(|inks| 255 - inks[*ink]).collect::<Vec<u8>>();
            png(size, ExtendedColorType::L8, &light)
        });
        Ok(Self {
            inks: shown.iter().map(|ink| all.inks[*ink].clone()).collect(),
            plates: plates.collect::<Result<_, _>>()?,
            total: png(size, ExtendedColorType::Rgb8, &total.collect::<Vec<u8>>())?,
            most: percent(sums.iter().copied().max().unwrap_or_default()),
            limit,
            missed: !all.missed.is_empty(),
        })
    }
}

fn png(size: [usize; 2], kind: ExtendedColorType, samples: &[u8]) -> Result<Vec<u8>, Failure> {
    let [width, height] = size.map(|side| u32::try_from(side).unwrap_or_default());
    let mut out = Vec::new();
    let coded = PngEncoder::new(&mut out).write_image(samples, width, height, kind);
    coded.map_err(fault)?;
    Ok(out)
}

fn fault(reason: impl ToString) -> Failure {
    Failure::internal("plates", reason.to_string())
}
