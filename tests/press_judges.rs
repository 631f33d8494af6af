//! Outside judges on the whole press edition of the sample, in both standards: every page, every
//! pixel.

use crate::common;
use crate::common::plates;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use common::judging::{checked_by_qpdf, judge, said};
use common::repository;
use common::sample::Sample;
use image::RgbImage;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId};
use plates::separate;
use rayon::prelude::*;

/// The parts of PDF/X, by the names that the command line has for them.
const STANDARDS: [&str; 2] = ["x4", "x1a"];
/// Pages inside and sides of the cover sheet.
const PARTS: [(&str, usize); 2] = [("interior", 48), ("cover", 2)];
/// The most ink of the press profile, %.
const TOTAL_INK: f64 = 320.0;
/// How far over it the rounding of four plates to 8 bits may lead, %.
const ROUNDING: f64 = 1.0;

/// The sample for the press in PDF/X-1a; in PDF/X-4 it is made anyway.
static X1A: LazyLock<Sample> =
    LazyLock::new(|| Sample::build(&["--editions", "press", "--pdfx", "x1a"]));

fn pdf(standard: &str, part: &str) -> PathBuf {
    let sample = if standard == "x4" { Sample::whole() } else { &X1A };
    sample.press(part)
}

/// Every press file of the sample, with its number of pages.
fn all() -> Vec<(&'static str, PathBuf, usize)> {
    let parts = PARTS.iter().flat_map(|&(part, pages)| {
        STANDARDS.iter().map(move |&standard| (standard, pdf(standard, part), pages))
    });
    parts.collect()
}

#[test]
fn qpdf_and_poppler_find_pdfx_with_its_fonts() {
    for (standard, file, pages) in all() {
        let name = file.to_str().unwrap();
        checked_by_qpdf(&file, &[]);
        let Some(info) = judge("pdfinfo", &[name]) else { return };
        let info = said(&info);
        let subtype = if standard == "x4" { "PDF/X-4" } else { "PDF/X-1a:2003" };
        assert!(info.contains(subtype), "{name}: {subtype} is not in\n{info}");
        let count = format!("Pages:           {pages}");
        assert!(info.contains(&count), "{name}: {info}");
        let Some(fonts) = judge("pdffonts", &[name]) else { return };
        for font in said(&fonts).lines().skip(2) {
            let words: Vec<_> = font.split_whitespace().rev().collect();
            // … emb sub uni object ID
            assert_eq!((words[4], words[3]), ("yes", "yes"), "{name}: {font}");
        }
    }
}

#[test]
fn every_page_has_its_boxes() {
    let mm = 72.0 / 25.4;
    for (_, file, pages) in all() {
        let (name, last) = (file.to_str().unwrap(), pages.to_string());
        let Some(info) = judge("pdfinfo", &["-box", "-f", "1", "-l", &last, name]) else { return };
        let info = said(&info);
        let width = if pages == 2 { 420.0 } else { 210.0 };
        for page in 1..=pages {
            let [media, bleed, trim] = ["MediaBox", "BleedBox", "TrimBox"].map(|kind| {
                let start = format!("Page {page:>4} {kind}:");
                let line = info.lines().find(|line| line.starts_with(&start)).unwrap();
                let sides = line[start.len()..].split_whitespace();
                sides.map(|side| side.parse::<f64>().unwrap()).collect::<Vec<_>>()
            });
            assert!((trim[2] - trim[0] - width * mm).abs() < 0.02, "{name} {page}: {trim:?}");
            assert!((trim[3] - trim[1] - 285.0 * mm).abs() < 0.02, "{name} {page}: {trim:?}");
            for side in 0..4 {
                let sign = if side < 2 { 1.0 } else { -1.0 };
                let bled = (trim[side] - bleed[side]) * sign;
                assert!((bled - 3.0 * mm).abs() < 0.02, "{name} {page}: {bleed:?}");
                assert!((bleed[side] - media[side]) * sign > -0.01, "{name} {page}: {media:?}");
            }
        }
    }
}

/// The pages of a PDF in runs that one core takes at a time.
fn runs(pages: usize) -> Vec<(usize, usize)> {
    (1..=pages).step_by(8).map(|first| (first, (first + 7).min(pages))).collect()
}

/// No pixel of a page has more ink than the press profile allows, but for the rounding of four
/// plates to 8 bits.
#[test]
fn no_pixel_has_more_ink_than_the_press_takes() {
    for (standard, file, pages) in all() {
        let most: Option<Vec<(f64, usize, usize)>> = runs(pages)
            .into_par_iter()
            .map(|run| {
                let plates = separate(&file, run, 100)?;
                let over = plates.iter().map(|plates| {
                    let sums: Vec<f64> = (0..plates[0].pixels.len())
                        .map(|at| {
                            plates.iter().map(|p| f64::from(255 - p.pixels[at])).sum::<f64>() / 2.55
                        })
                        .collect();
                    let over = sums.iter().filter(|sum| **sum > TOTAL_INK).count();
                    (sums.iter().copied().fold(0.0, f64::max), over, sums.len())
                });
                Some(over.fold((0.0, 0, 0), |a, b| (f64::max(a.0, b.0), a.1 + b.1, a.2 + b.2)))
            })
            .collect();
        let Some(most) = most else { return };
        let ink = most.iter().map(|run| run.0).fold(0.0, f64::max);
        let (over, all) = most.iter().fold((0, 0), |sum, run| (sum.0 + run.1, sum.1 + run.2));
        println!("{standard} {}: {ink:.1} %, {over} of {all} over", file.display());
        assert!(ink <= TOTAL_INK + ROUNDING, "{standard} {}: {ink} %", file.display());
    }
}

/// The content streams of a document: pages and forms.
fn contents(document: &Document) -> Vec<ObjectId> {
    let pages = document.page_iter().flat_map(|page| document.get_page_contents(page));
    let forms = document.objects.iter().filter(|(_, object)| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Form")
        })
    });
    pages.chain(forms.map(|(&id, _)| id)).collect()
}

/// A PDF whose full black text is there but not seen, how many texts that are, and the dark texts
/// that are not of black ink alone.
fn without_black_text(file: &Path) -> (Document, usize, Vec<Vec<f32>>) {
    let mut document = Document::load(file).unwrap();
    let (mut hidden, mut dirty) = (0, Vec::new());
    for id in contents(&document) {
        let stream = document.get_object(id).and_then(Object::as_stream).unwrap();
        let content = Content::decode_strict(&stream.get_plain_content().unwrap()).unwrap();
        let (mut ink, mut saved, mut out) = (Vec::new(), Vec::new(), Vec::new());
        for operation in content.operations {
            match operation.operator.as_str() {
                "q" => saved.push(ink.clone()),
                "Q" => ink = saved.pop().unwrap(),
                "k" => ink = operation.operands.iter().map(|o| o.as_float().unwrap()).collect(),
                "Tj" | "TJ" if ink == [0.0, 0.0, 0.0, 1.0] => {
                    hidden += 1;
                    out.push(Operation::new("Tr", vec![3.into()]));
                    out.push(operation);
                    out.push(Operation::new("Tr", vec![0.into()]));
                    continue;
                }
                "Tj" | "TJ" if ink.get(3).is_some_and(|&black| black > 0.85) => {
                    dirty.push(ink.clone())
                }
                _ => {}
            }
            out.push(operation);
        }
        let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).unwrap();
        stream.set_plain_content(Content { operations: out }.encode().unwrap());
    }
    (document, hidden, dirty)
}

/// Black text is on the black plate and leaves the others as they are: wherever it adds black, the
/// plates of cyan, magenta and yellow are the same as those of the same pages without it.
#[test]
fn black_text_is_on_the_black_plate_alone() {
    for (standard, file, pages) in all() {
        let folder = tempfile::tempdir().unwrap();
        let (mut blank, hidden, dirty) = without_black_text(&file);
        assert!(hidden > 0, "{} has no black text", file.display());
        assert!(dirty.is_empty(), "{}: {dirty:?}", file.display());
        let other = folder.path().join("blank.pdf");
        blank.save(&other).unwrap();
        let differences: Option<Vec<[usize; 4]>> = runs(pages)
            .into_par_iter()
            .map(|run| {
                let (with, without) = (separate(&file, run, 100)?, separate(&other, run, 100)?);
                let mut counts = [0; 4];
                for (with, without) in with.iter().zip(&without) {
                    for at in 0..with[3].pixels.len() {
                        let [text, under] = [with, without].map(|plates| plates[3].pixels[at]);
                        if text == 0 && under != 0 {
                            counts[3] += 1;
                            for ink in 0..3 {
                                let same = with[ink].pixels[at] == without[ink].pixels[at];
                                counts[ink] += usize::from(!same);
                            }
                        }
                    }
                }
                Some(counts)
            })
            .collect();
        let Some(differences) = differences else { return };
        let sum = |ink: usize| differences.iter().map(|run| run[ink]).sum::<usize>();
        println!("{standard} {}: {} texts, {} pixels of black", file.display(), hidden, sum(3));
        assert_eq!([sum(0), sum(1), sum(2)], [0; 3], "{standard} {}", file.display());
        assert!(sum(3) > 1000, "{standard} {}: {}", file.display(), sum(3));
    }
}

/// Pages as pictures, cut to their TrimBox, in the colours of the press.
fn render(file: &Path, pages: (usize, usize), dpi: usize) -> Option<Vec<RgbImage>> {
    let folder = tempfile::tempdir().unwrap();
    let (first, last) = (format!("-dFirstPage={}", pages.0), format!("-dLastPage={}", pages.1));
    let (out, resolution) =
        (format!("-sOutputFile={}/p%d.png", folder.path().display()), format!("-r{dpi}"));
    let press = repository().join("layouts/press/fogra39l-coated.icc");
    let (allow, icc) = (
        format!("--permit-file-read={}", press.display()),
        format!("-sDefaultCMYKProfile={}", press.display()),
    );
    let fixed = ["-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=png16m", "-dUseTrimBox"];
    let own = ["-dGraphicsAlphaBits=4", "-dTextAlphaBits=4", &allow, &icc, &resolution, &first];
    let rest = [last.as_str(), &out, file.to_str().unwrap()];
    let run = judge("gs", &[&fixed[..], &own, &rest].concat())?;
    assert!(run.status.success(), "{}", said(&run));
    let one =
        |page: usize| image::open(folder.path().join(format!("p{page}.png"))).unwrap().into_rgb8();
    Some((1..=pages.1 - pages.0 + 1).map(one).collect())
}

/// The mean difference of two pages, of 255.
fn apart(one: &RgbImage, two: &RgbImage) -> f64 {
    let (width, height) = (one.width().min(two.width()), one.height().min(two.height()));
    assert!(one.width().abs_diff(two.width()) <= 1 && one.height().abs_diff(two.height()) <= 1);
    let mut sum = 0;
    for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
        let pair = one.get_pixel(x, y).0.into_iter().zip(two.get_pixel(x, y).0);
        sum += pair.map(|(a, b)| u64::from(a.abs_diff(b))).sum::<u64>();
    }
    sum as f64 / f64::from(width * height * 3)
}

/// X-1a and X-4 show the same pages to within 1 of 255 in the mean. The screen edition shows them
/// with the white of a screen for paper and its black for ink, which is up to 24 of 255 on a page that is one
/// photograph, and below 1 on most.
#[test]
fn the_editions_show_the_same_pages() {
    let screen = Sample::whole().screen();
    let differences: Option<Vec<Vec<(f64, f64, f64)>>> = runs(48)
        .into_par_iter()
        .map(|(first, last)| {
            let x4 = render(&pdf("x4", "interior"), (first, last), 24)?;
            let x1a = render(&pdf("x1a", "interior"), (first, last), 24)?;
            // Two pages of the cover stand before the inside pages.
            let shown = render(&screen, (first + 2, last + 2), 24)?;
            let one = |at: usize| {
                let wrong = &x4[(at + 1) % x4.len()];
                let shown = &shown[at];
                (apart(&x4[at], &x1a[at]), apart(&x4[at], shown), apart(wrong, shown))
            };
            Some((0..x4.len()).map(one).collect())
        })
        .collect();
    let Some(differences) = differences else { return };
    for (index, &(standards, screen, wrong)) in differences.iter().flatten().enumerate() {
        println!("page {}: {standards:.2} {screen:.2} {wrong:.2}", index + 1);
        assert!(standards <= 1.0, "page {}: X-4 and X-1a are {standards} apart", index + 1);
        assert!(screen <= 24.0, "page {}: X-4 and the screen are {screen} apart", index + 1);
    }
}
