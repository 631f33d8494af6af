//! Outside judges: programs that know nothing of neikan look at what it made of the sample
//! issue.

use crate::common;
use crate::common::lines;
use crate::common::plates;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::judging::{checked_by_epubcheck, checked_by_qpdf, judge, missing, said, stdout};
use common::sample::Sample;
use common::{project, repository};
use lopdf::content::Content;
use lopdf::{Document, Object};
use memchr::memmem;
use neikan::pipeline::{cover_pages, inside_pages, screen_pages};
use plates::separate;
use typst::layout::{Frame, FrameItem};

fn interior() -> PathBuf {
    Sample::whole().press("interior")
}

fn cover() -> PathBuf {
    Sample::whole().press("cover")
}

fn screen() -> PathBuf {
    Sample::whole().screen()
}

#[test]
fn qpdf_finds_no_fault() {
    for pdf in [interior(), cover(), screen()] {
        checked_by_qpdf(&pdf, &[]);
    }
}

/// The boxes pdfinfo prints for each page, in pt: media, crop, bleed, trim.
fn boxes(pdf: &Path, pages: usize) -> Option<Vec<[[f64; 4]; 4]>> {
    let last = pages.to_string();
    let arguments = ["-box", "-f", "1", "-l", &last, pdf.to_str().unwrap()];
    let text = stdout(&judge("pdfinfo", &arguments)?);
    let read = |page: usize, name: &str| -> [f64; 4] {
        let start = format!("Page {page:>4} {name}:");
        let line = text.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("{start} not in\n{text}"));
        let numbers: Vec<f64> =
            line[start.len()..].split_whitespace().map(|n| n.parse().unwrap()).collect();
        numbers.try_into().unwrap()
    };
    let names = ["MediaBox", "CropBox", "BleedBox", "TrimBox"];
    Some((1..=pages).map(|page| names.map(|name| read(page, name))).collect())
}

#[test]
fn press_pages_have_their_boxes() {
    let mm = 72.0 / 25.4;
    let near = |a: f64, b: f64| (a - b).abs() < 0.02;
    for (pdf, width, pages) in [(interior(), 210.0, 48), (cover(), 420.0, 2)] {
        let Some(boxes) = boxes(&pdf, pages) else { return };
        for (index, [media, _, bleed, trim]) in boxes.iter().enumerate() {
            let page = format!("{} page {}", pdf.display(), index + 1);
            assert!(near(trim[2] - trim[0], width * mm), "{page}: trim {trim:?}");
            assert!(near(trim[3] - trim[1], 285.0 * mm), "{page}: trim {trim:?}");
            for side in 0..4 {
                let outward =
                    if side < 2 { trim[side] - bleed[side] } else { bleed[side] - trim[side] };
                assert!(near(outward, 3.0 * mm), "{page}: bleed {bleed:?} trim {trim:?}");
                let media_out =
                    if side < 2 { bleed[side] - media[side] } else { media[side] - bleed[side] };
                assert!(media_out > -0.01, "{page}: media {media:?}");
            }
        }
    }
}

#[test]
fn the_interior_has_48_pages_and_the_screen_edition_4_more() {
    for (pdf, pages) in [(interior(), 48), (cover(), 2), (screen(), 52)] {
        let Some(output) = judge("pdfinfo", &[pdf.to_str().unwrap()]) else { return };
        let text = stdout(&output);
        let line = text.lines().find(|line| line.starts_with("Pages:")).unwrap();
        assert_eq!(line.trim_start_matches("Pages:").trim(), pages.to_string());
    }
}

#[test]
fn every_font_is_embedded_and_subset() {
    for pdf in [interior(), cover(), screen()] {
        let Some(output) = judge("pdffonts", &[pdf.to_str().unwrap()]) else { return };
        let text = stdout(&output);
        let fonts: Vec<_> = text.lines().skip(2).collect();
        assert!(!fonts.is_empty());
        for font in fonts {
            let words: Vec<_> = font.split_whitespace().rev().collect();
            // … emb sub uni object ID
            assert_eq!((words[4], words[3]), ("yes", "yes"), "{font}");
        }
    }
}

#[test]
fn every_press_picture_is_cmyk_or_grey() {
    for pdf in [interior(), cover()] {
        let Some(output) = judge("pdfimages", &["-list", pdf.to_str().unwrap()]) else { return };
        for line in stdout(&output).lines().skip(2) {
            let color = line.split_whitespace().nth(5).unwrap();
            assert!(["cmyk", "gray"].contains(&color), "{line}");
        }
    }
}

/// Small black text lies on the black plate alone: where a page of text has ink of another
/// plate, it is a colour somebody chose. The foreword's text block is black and nothing else.
#[test]
fn black_text_is_on_the_black_plate_alone() {
    let Some(plates) = separate(&interior(), (3, 3), 100) else { return };
    let [others @ .., black] = &plates[0];
    let mut inked = 0;
    // The middle of the page, away from heads, tabs and folios.
    for y in black.height * 4 / 10..black.height * 7 / 10 {
        for x in black.width * 3 / 10..black.width * 7 / 10 {
            if black.at(x, y) < 100 {
                inked += 1;
                assert!(others.iter().all(|plate| plate.at(x, y) > 250), "at {x}, {y}");
            }
        }
    }
    assert!(inked > 500, "no black text was found ({inked} pixels)");
}

#[test]
fn the_screen_edition_is_tagged_and_titled() {
    let pdf = screen();
    let Some(output) = judge("pdfinfo", &[pdf.to_str().unwrap()]) else { return };
    let text = stdout(&output);
    for part in ["东莞供销", "Tagged:          yes"] {
        assert!(text.contains(part), "{part} not in\n{text}");
    }
    let document = lopdf::Document::load(&pdf).unwrap();
    let catalog = document.catalog().unwrap();
    let language = catalog.get(b"Lang").and_then(lopdf::Object::as_str).unwrap();
    assert!(language.starts_with(b"zh"), "{language:?}");
    assert!(catalog.has(b"Outlines"));
    let links = document.get_pages().into_values().take(6).filter(|&page| {
        let annotations = document.get_page_annotations(page).unwrap_or_default();
        annotations
            .iter()
            .any(|a| a.get(b"Subtype").and_then(lopdf::Object::as_name).is_ok_and(|n| n == b"Link"))
    });
    assert!(links.count() >= 1, "the contents are not linked");
}

#[test]
fn the_press_edition_has_no_links() {
    for pdf in [interior(), cover()] {
        let document = lopdf::Document::load(&pdf).unwrap();
        for (number, page) in document.get_pages() {
            let page = document.get_dictionary(page).unwrap();
            assert!(!page.has(b"Annots"), "{} page {number}", pdf.display());
        }
    }
}

#[test]
fn epubcheck_finds_no_fault() {
    checked_by_epubcheck(&Sample::whole().epub());
}

/// Whether a text string holds U+2060, in UTF-16BE or UTF-8 (ISO 32000-2, 7.9.2.2).
fn joined(bytes: &[u8]) -> bool {
    let utf16 = bytes.starts_with(&[0xfe, 0xff])
        && bytes.as_chunks::<2>().0.iter().any(|pair| pair == &[0x20, 0x60]);
    utf16 || memmem::find(bytes, "\u{2060}".as_bytes()).is_some()
}

/// Whether an object or a part of it says U+2060: a string, a CMap, marked content, metadata.
fn says_joiner(object: &Object) -> bool {
    match object {
        Object::String(bytes, _) => joined(bytes),
        Object::Array(parts) => parts.iter().any(says_joiner),
        Object::Dictionary(own) => own.iter().any(|(_, value)| says_joiner(value)),
        Object::Stream(stream) => {
            let content = stream.get_plain_content().unwrap_or_default();
            let text = String::from_utf8_lossy(&content);
            let mapped = |word: &str| {
                let digits = word.trim_matches(['<', '>']).as_bytes().as_chunks::<4>().0;
                word.starts_with('<') && digits.contains(b"2060")
            };
            // The first word of a mapping is a code, the others are characters.
            let cmap = text.contains("begincmap")
                && text.lines().any(|line| line.split_whitespace().skip(1).any(mapped));
            let operations = Content::decode(&content).map(|content| content.operations);
            let marked = || {
                let operands = operations.iter().flatten().flat_map(|one| &one.operands);
                operands
                    .into_iter()
                    .any(|operand| operand.as_dict().is_ok() && says_joiner(operand))
            };
            cmap || joined(&content) || marked() || stream.dict.iter().any(|(_, v)| says_joiner(v))
        }
        _ => false,
    }
}

/// What is copied from a page is what the author wrote: composition leaves nothing behind.
#[test]
fn no_pdf_holds_a_word_joiner() {
    for pdf in [interior(), cover(), screen()] {
        let document = Document::load(&pdf).unwrap();
        for (id, object) in &document.objects {
            assert!(!says_joiner(object), "{}: object {id:?}", pdf.display());
        }
        let Some(output) = judge("pdftotext", &[pdf.to_str().unwrap(), "-"]) else { continue };
        assert!(!stdout(&output).contains('\u{2060}'), "{}", pdf.display());
    }
}

/// The EPUB is flowed by its reader: composition is for pages.
#[test]
fn the_epub_holds_the_plain_text() {
    let book = std::fs::read(Sample::whole().epub()).unwrap();
    for (name, bytes) in common::zip_entries(&book) {
        if name.ends_with("html") || name.ends_with("opf") {
            assert!(!joined(&bytes), "{name}");
        }
    }
}

/// How often each visible character stands in a text.
fn census(text: &str) -> BTreeMap<char, i64> {
    let mut census = BTreeMap::new();
    text.chars().filter(|c| !c.is_whitespace()).for_each(|c| *census.entry(c).or_default() += 1);
    census
}

/// The characters of each page, as poppler reads them.
fn read_pages(pdf: &Path) -> Option<Vec<BTreeMap<char, i64>>> {
    let output = judge("pdftotext", &["-raw", pdf.to_str().unwrap(), "-"])?;
    let text = stdout(&output);
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(census).collect())
}

/// `tests/composition.rs` holds the typeset pages against the manuscripts letter for letter;
/// this holds what can be copied from the PDFs against those pages.
#[test]
fn the_text_of_the_pages_can_be_copied_from_the_pdfs() {
    let pages = screen_pages(&project(), "2026-01").unwrap_or_else(|_| panic!("does not build"));
    let paragraphs = lines::paragraphs(&pages);
    let set_of = |printed: &dyn Fn(&lines::Line) -> bool| -> Vec<BTreeMap<char, i64>> {
        let mut set = vec![String::new(); pages.pages().len()];
        for line in paragraphs.iter().flatten().filter(|line| printed(line)) {
            set[line.page - 1].push_str(&line.text);
        }
        set.iter().map(|text| census(text)).collect()
    };
    let set = set_of(&|_| true);
    let (Some(screen), Some(press)) = (read_pages(&screen()), read_pages(&interior())) else {
        return;
    };
    assert_eq!((screen.len(), press.len() + 4), (set.len(), set.len()));
    for (index, (read, set)) in screen.iter().zip(&set).enumerate() {
        assert_eq!(read, set, "screen page {}", index + 1);
    }
    // What only a screen reader is told is six points high and not printed.
    let printed = set_of(&|line| (line.size - 6.0).abs() > 0.01 || line.text.chars().count() < 3);
    for (index, (read, set)) in press.iter().zip(&printed[2..]).enumerate() {
        assert_eq!(read, set, "press page {}", index + 1);
    }
}

/// The characters of the glyphs of a frame, whichever way they stand.
fn letters(frame: &Frame, into: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => letters(&group.frame, into),
            FrameItem::Text(text) => into.push_str(&text.text),
            _ => {}
        }
    }
}

/// The characters of each page, by the name of the reader.
fn read_by_all(pdf: &Path) -> BTreeMap<String, Vec<BTreeMap<char, i64>>> {
    let script = repository().join("tests/judges/pdf_letters.py");
    let call = [script.to_str().unwrap(), pdf.to_str().unwrap()];
    let Some(output) = judge("python3", &call) else { return BTreeMap::new() };
    assert!(output.status.success(), "{}", said(&output));
    let read: BTreeMap<String, Option<Vec<String>>> =
        serde_json::from_slice(&output.stdout).unwrap();
    let pages = |pages: Vec<String>| pages.iter().map(|page| census(page)).collect();
    read.into_iter()
        .filter_map(|(name, read)| Some((name.clone(), pages(read.or_else(|| missing(&name))?))))
        .collect()
}

/// Poppler, MuPDF and pdfium, which are in most viewers and browsers, find on each page the letters
/// that stand in its frame, no more and no fewer.
#[test]
fn every_reader_finds_the_letters_that_were_set() {
    let project = project();
    let issue = "2026-01";
    let set = |frames: Vec<&Frame>| -> Vec<BTreeMap<char, i64>> {
        let page = |frame| {
            let mut text = String::new();
            letters(frame, &mut text);
            census(&text)
        };
        frames.into_iter().map(page).collect()
    };
    let built = "the sample builds";
    let on_screen = screen_pages(&project, issue).unwrap_or_else(|_| panic!("{built}"));
    let sheet = cover_pages(&project, issue).unwrap_or_else(|_| panic!("{built}"));
    let [inside, _] = inside_pages(&project, issue).unwrap_or_else(|_| panic!("{built}"));
    for (pdf, set) in [
        (screen(), set(on_screen.pages().iter().map(|page| &page.frame).collect())),
        (interior(), set(inside.iter().map(|page| &page.frame).collect())),
        (cover(), set(sheet.pages().iter().map(|page| &page.frame).collect())),
    ] {
        assert!(set.iter().map(|page| page.values().sum::<i64>()).sum::<i64>() > 100);
        for (reader, read) in read_by_all(&pdf) {
            assert_eq!(read.len(), set.len(), "{reader}: {}", pdf.display());
            for (index, (read, set)) in read.iter().zip(&set).enumerate() {
                assert_eq!(read, set, "{reader}: {} page {}", pdf.display(), index + 1);
            }
        }
    }
}
