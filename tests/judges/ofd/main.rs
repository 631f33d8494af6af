//! Has two readers of OFD judge a file beside the PDF of the same pages: `judge-ofd FILE.ofd FILE.pdf FOLDER`.
//!
//! `ofdrw` looks for references that lead nowhere and reads texts and outline; both draw pages, which are held
//! against those that poppler draws of the PDF. What was found is printed as JSON; the pictures stay in the
//! folder, to be looked at.

use std::error::Error;
use std::path::Path;
use std::process::Command;

use image::RgbImage;
use ofdrw::OfdDocument;
use serde_json::{Value, json};
use sofd::{Document, RenderOptions};
use sofd_io::FileSource;

const DPI: u32 = 100;
/// How much darker or lighter a pixel may be, of 255, before it counts as another.
const NEAR: u8 = 64;

type Tried<T> = Result<T, Box<dyn Error>>;

fn main() -> Tried<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [ofd, pdf, folder] = words.as_slice() else {
        return Err("FILE.ofd FILE.pdf FOLDER".into());
    };
    let document = OfdDocument::open(ofd)?;
    let other = Document::open(&FileSource::open(ofd)?)?;
    let issues = document.validate_references()?;
    let issues: Vec<String> =
        issues.iter().map(|own| format!("{}: {} {}", own.path, own.code, own.message)).collect();
    let outline: Vec<String> = document.outlines()?.into_iter().map(|own| own.title).collect();
    let count = document.pages()?.len();
    let texts: Vec<String> =
        (0..count).map(|at| Ok(document.page_text(at)?.concat())).collect::<Tried<_>>()?;
    let mut pages = Vec::new();
    // The cover, and then every seventh page.
    for at in (0..count).filter(|at| at % 7 == 0) {
        let paper = drawn_by_poppler(pdf, at, Path::new(folder))?;
        let options = RenderOptions { dpi: f64::from(DPI), ..RenderOptions::default() };
        let pictures = [
            ("sofd", other.to_png(at, &options)?),
            ("ofdrw", document.page_png(at, f64::from(DPI))?),
        ];
        let mut page = json!({ "page": at + 1 });
        for (name, png) in pictures {
            std::fs::write(Path::new(folder).join(format!("{}-{name}.png", at + 1)), &png)?;
            page[name] = differing(&paper, &image::load_from_memory(&png)?.to_rgb8());
        }
        pages.push(page);
    }
    let whole = json!({
        "issues": issues, "pages": count, "outline": outline, "texts": texts, "drawn": pages,
        "readers": { "pages": other.page_count() },
    });
    println!("{whole:#}");
    Ok(())
}

fn drawn_by_poppler(pdf: &str, at: usize, folder: &Path) -> Tried<RgbImage> {
    let (page, name) = ((at + 1).to_string(), folder.join(format!("{}-poppler", at + 1)));
    let done = Command::new("pdftoppm")
        .args(["-r", &DPI.to_string(), "-f", &page, "-l", &page, "-singlefile", "-png", pdf])
        .arg(&name)
        .status()?;
    if !done.success() {
        return Err("pdftoppm".into());
    }
    Ok(image::open(name.with_extension("png"))?.to_rgb8())
}

/// The mean difference of the grey of two pictures in per cent, and how many pixels differ much from all those
/// around their place in the other, since readers round edges differently.
fn differing(one: &RgbImage, other: &RgbImage) -> Value {
    let (width, height) = (one.width().min(other.width()), one.height().min(other.height()));
    let grey = |own: &RgbImage, x: u32, y: u32| {
        let [r, g, b] = own.get_pixel(x, y).0.map(u32::from);
        ((r * 299 + g * 587 + b * 114) / 1000) as u8
    };
    let (mut sum, mut far) = (0_u64, 0_u64);
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let own = grey(one, x, y);
            sum += u64::from(own.abs_diff(grey(other, x, y)));
            let around = (0..9).map(|at| grey(other, x + at % 3 - 1, y + at / 3 - 1));
            far += u64::from(around.map(|near| near.abs_diff(own)).min() > Some(NEAR));
        }
    }
    let all = f64::from(width - 2) * f64::from(height - 2);
    let round = |value: f64| (value * 1000.0).round() / 1000.0;
    json!({
        "mean": round(sum as f64 / all / 2.55),
        "far": round(far as f64 * 100.0 / all),
        "size": [other.width().abs_diff(one.width()), other.height().abs_diff(one.height())],
    })
}
