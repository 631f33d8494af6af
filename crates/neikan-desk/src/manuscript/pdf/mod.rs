//! PDF in: the text of finished pages becomes paragraphs again, as far as that can be guessed.
//!
//! A PDF has letters and their places, nothing else that can be relied on. `pdfx-preflight` opens
//! it under its limits and gives the letters; [`lines`] puts them into lines, [`margins`] takes away
//! running heads and folios, [`apart`] covers and contents, [`tables`] finds tables, [`order`] columns and the order in which they
//! are read, [`paragraphs`] joins lines and finds headings by their size. [`pictures`] takes the
//! pictures that stand as they are, [`about`] what the file says of itself and what stands in its
//! margin. Whatever is left out is told, and the text as a whole is marked as a guess.

mod about;
mod apart;
mod lines;
mod margins;
mod order;
mod paragraphs;
mod pictures;
mod tables;

use pdfx_preflight::text::Sheet;
use pdfx_preflight::{Limits, Pdf, open, sheets};

use self::lines::{Line, Lost};
use self::order::Block;
use super::incoming::arrange::first_words;
use super::incoming::reading::Reading;
use super::incoming::{Incoming, Item, Options};
use neikan_base::diagnostic::{Finding, Findings};

/// The largest file, bytes, and the most values in it.
const LIMITS: Limits = Limits { file: 120 << 20, values: 2_000_000 };
/// The most pages.
const PAGES: usize = 400;
/// A page with fewer letters has none.
const FEW: usize = 8;
/// How many of its letters, in hundredths, a file must tell the meaning of.
const TOLD: usize = 80;

/// Whether bytes are a PDF, whatever the name of their file says.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"%PDF-")
}

/// Reads a document; gives nothing when a finding was added that stops.
pub fn read(bytes: &[u8], options: &Options<'_>, findings: &mut Findings) -> Option<Incoming> {
    let read = rebuild(bytes, options, findings);
    findings.keep(read)
}

fn rebuild(
    bytes: &[u8],
    options: &Options<'_>,
    findings: &mut Findings,
) -> Result<Incoming, Finding> {
    let opened = open(bytes, &LIMITS).map_err(|finding| match finding.rule {
        "pdf-encrypted" => Finding::stop("import-pdf-locked"),
        _ => finding,
    })?;
    if opened.pages.len() > PAGES {
        return Err(Finding::stop("import-pdf-long").with("limit", PAGES));
    }
    let sheets = sheets(&opened)?;
    let mut lost = Lost::default();
    let pages = sheets.iter().map(|sheet| lines::of(sheet, &mut lost));
    let pages = pages.collect::<Result<Vec<Vec<Line>>, Finding>>()?;
    readable(&sheets, &pages, &lost)?;
    findings.push(Finding::warn("import-pdf"));
    tell(&sheets, &pages, &lost, findings);
    let mut reading = Reading::new(*options, findings);
    let items = items(&opened, &sheets, pages, lost, &mut reading)?;
    about::tell(&opened, &mut reading);
    let (date, title) = about::info(&opened);
    Ok(Incoming { rebuilt: true, ..reading.finish(items, date, &title) })
}

/// Puts lines, tables and pictures in order and makes paragraphs of them.
fn items(
    opened: &Pdf,
    sheets: &[Sheet],
    mut pages: Vec<Vec<Line>>,
    mut lost: Lost,
    reading: &mut Reading<'_>,
) -> Result<Vec<Item>, Finding> {
    margins::take(&mut pages, sheets, &mut lost.margins);
    if !lost.margins.is_empty() {
        let finding = Finding::note("import-pdf-margins").with("count", lost.margins.len());
        reading.findings.push(finding.with("text", lost.margins.shown()));
    }
    for (page, words) in apart::take(&mut pages) {
        let finding = Finding::warn("import-pdf-apart").with("page", page);
        reading.findings.push(finding.with("text", words.shown()));
    }
    let mut blocks: Vec<Block> = Vec::new();
    let pictures = pictures::find(opened, sheets, &pages, reading);
    for (lines, pictures) in pages.into_iter().zip(pictures) {
        let (tables, lines) = tables::find(lines);
        blocks.extend(order::blocks(lines, tables, pictures));
    }
    paragraphs::items(blocks, reading)
}

/// Refuses a file that has no text, or none that can be read.
fn readable(sheets: &[Sheet], pages: &[Vec<Line>], lost: &Lost) -> Result<(), Finding> {
    let letters: usize = pages.iter().flatten().map(Line::letters).sum();
    if letters < FEW {
        let pictures = sheets.iter().map(|sheet| sheet.pictures.len()).sum::<usize>();
        let finding = Finding::stop("import-pdf-scan").with("pages", sheets.len());
        return Err(finding.with("pictures", pictures));
    }
    if (letters.saturating_sub(lost.untold)) * 100 < letters * TOLD {
        return Err(Finding::stop("import-pdf-garbled").with("count", lost.untold));
    }
    Ok(())
}

/// Tells what of the letters could not be read, and which pages have none.
fn tell(sheets: &[Sheet], pages: &[Vec<Line>], lost: &Lost, findings: &mut Findings) {
    if lost.untold > 0 {
        let finding = Finding::warn("import-pdf-untold").with("count", lost.untold);
        findings.push(finding.with("pages", list(&lost.untold_on)));
    }
    if lost.unseen > 0 {
        findings.push(Finding::warn("import-pdf-unseen").with("pages", list(&lost.unseen_on)));
    }
    if !lost.hidden.is_empty() {
        let finding = Finding::note("import-pdf-hidden").with("count", lost.hidden.len());
        findings.push(finding.with("text", first_words(&lost.hidden.shown())));
    }
    if !lost.askew.is_empty() {
        findings.push(Finding::warn("import-pdf-askew").with("text", lost.askew.shown()));
    }
    let empty = sheets.iter().zip(pages).filter(|(sheet, lines)| {
        lines.iter().map(Line::letters).sum::<usize>() < FEW && !sheet.pictures.is_empty()
    });
    let empty: Vec<usize> = empty.map(|(sheet, _)| sheet.number).collect();
    if !empty.is_empty() {
        findings.push(Finding::warn("import-pdf-pages").with("pages", list(&empty)));
    }
}

/// Numbers of pages, as a finding names them.
fn list(pages: &[usize]) -> String {
    let mut pages = pages.to_vec();
    pages.dedup();
    let shown: Vec<String> = pages.iter().take(12).map(usize::to_string).collect();
    let more = if pages.len() > shown.len() { "…" } else { "" };
    format!("{}{more}", shown.join("、"))
}
