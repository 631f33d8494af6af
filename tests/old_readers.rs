//! The EPUB in readers that know little more than CSS 2 and EPUB 2.
//!
//! MuPDF, the engine of SumatraPDF and others, lays the sample out on pages of several sizes:
//! every picture whole, no page blank, every letter there, the outline right. `tests/run.sh`
//! installs it (PyPI `pymupdf`); where it is missing the tests say so, and with CI set they fail.

use crate::common;

use std::sync::LazyLock;

use common::judging::read_by_mupdf;
use common::sample::Sample;
use common::{dense, project, zip_entries};
use neikan::digital::epub::letters::letters;
use neikan::manuscript::{Assembly, assemble};
use serde_json::Value;

/// A phone, with small and large type, and a page of A5 (points).
const SIZES: [&str; 3] = ["360x640@12", "360x640@18", "420x595@11"];

/// What MuPDF makes of the sample, by size of page and type.
fn seen() -> Option<&'static [Value]> {
    static SEEN: LazyLock<Option<Vec<Value>>> =
        LazyLock::new(|| read_by_mupdf(&Sample::whole().epub(), &SIZES));
    SEEN.as_deref()
}

fn pages(screen: &Value) -> &Vec<Value> {
    screen["pages"].as_array().unwrap()
}

/// Numbers in JSON.
fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn sample() -> Assembly {
    assemble(&project(), "2026-01").unwrap_or_else(|_| panic!("faults")).0
}

/// The attributes of the pictures in the book, in reading order: width, height.
fn pictures_of_the_book() -> Vec<Option<f64>> {
    let epub = std::fs::read(Sample::whole().epub()).unwrap();
    let files = zip_entries(&epub);
    let order = letters(&epub).unwrap().into_iter();
    let pages = order.map(|(path, _)| &files[&format!("EPUB/{path}")]);
    let mut shapes = Vec::new();
    for page in pages {
        let page = String::from_utf8(page.clone()).unwrap();
        let tags = page.split("<img ").skip(1).map(|rest| rest.split('>').next().unwrap());
        for tag in tags {
            let number = |name: &str| {
                let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
                value.parse::<f64>().ok()
            };
            shapes.push(number("width").zip(number("height")).map(|(w, h)| w / h));
        }
    }
    shapes
}

#[test]
fn every_picture_is_whole() {
    let Some(seen) = seen() else { return };
    let book = pictures_of_the_book();
    assert!(book.len() > 30, "{}", book.len());
    for screen in seen {
        let size = &screen["size"];
        let (width, height) =
            (screen["width"].as_f64().unwrap(), screen["height"].as_f64().unwrap());
        let mut shown = Vec::new();
        for (number, page) in pages(screen).iter().enumerate() {
            for picture in page["pictures"].as_array().unwrap() {
                let bounds = numbers(&picture["box"]);
                let [left, top, right, bottom] = bounds[..] else { panic!("{picture}") };
                let inside =
                    left >= 0.0 && top >= 0.0 && right <= width + 0.5 && bottom <= height + 0.5;
                assert!(inside, "{size}, page {number}: {picture} is cut");
                let own = numbers(&picture["own"]);
                let shape = (right - left) / (bottom - top);
                let off = shape / (own[0] / own[1]) - 1.0;
                assert!(off.abs() < 0.02, "{size}, page {number}: {picture} is stretched");
                // Large enough to be seen: half the column or half the page.
                let large = right - left > width * 0.4 || bottom - top > height * 0.4;
                assert!(large, "{size}, page {number}: {picture} is small");
                shown.push(shape);
            }
        }
        assert_eq!(shown.len(), book.len(), "{size}");
        for (number, (shown, shape)) in shown.iter().zip(&book).enumerate() {
            let same = shape.is_none_or(|shape| (shown / shape - 1.0).abs() < 0.02);
            assert!(same, "{size}: picture {number} is another: {shown} for {shape:?}");
        }
    }
}

#[test]
fn no_page_is_blank() {
    let Some(seen) = seen() else { return };
    for screen in seen {
        for (number, page) in pages(screen).iter().enumerate() {
            assert!(page["ink"].as_f64().unwrap() > 0.0, "{}: page {number}", screen["size"]);
        }
    }
}

#[test]
fn no_word_runs_off_a_page() {
    let Some(seen) = seen() else { return };
    for screen in seen {
        for (number, page) in pages(screen).iter().enumerate() {
            assert_eq!(page["beyond"], serde_json::json!([]), "{}: page {number}", screen["size"]);
        }
    }
}

/// The Han characters of a text: what neither readings, numbers nor bullets are made of.
fn han(text: &str) -> String {
    let text = text.replace("返回正文", "");
    text.chars().filter(|&c| hanzi::is_han(c)).collect()
}

/// All that is printed, in order, is what the book says, page lists and landmarks excepted.
#[test]
fn every_letter_is_shown_and_no_list_for_machines() {
    let Some(seen) = seen() else { return };
    let epub = std::fs::read(Sample::whole().epub()).unwrap();
    let expected: String = letters(&epub).unwrap().iter().map(|(_, text)| han(text)).collect();
    for screen in seen {
        let shown = pages(screen).iter().map(|page| page["text"].as_str().unwrap());
        let shown = shown.collect::<Vec<_>>().join("\n");
        let shown = han(&without_ways_back(&dense(&shown)));
        let same = shown.chars().zip(expected.chars()).take_while(|(one, other)| one == other);
        let at = same.count();
        let around =
            |text: &str| text.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
        assert!(
            shown == expected,
            "{}: {} instead of {}",
            screen["size"],
            around(&shown),
            around(&expected)
        );
    }
}

fn without_ways_back(text: &str) -> String {
    let mut parts = text.split("返回正文");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.strip_prefix('第').and_then(|part| part.split_once('处'));
        let counted = rest.filter(|(number, _)| number.parse::<u8>().is_ok());
        out.push_str(counted.map_or(part, |(_, rest)| rest));
    }
    out
}

/// The outline leads to every section and article: each on the page where its title stands.
#[test]
fn the_outline_leads_to_sections_and_articles() {
    let Some(seen) = seen() else { return };
    let assembly = sample();
    for screen in seen {
        let outline = screen["outline"].as_array().unwrap();
        let titles = outline.iter().filter(|entry| entry[0] == 2);
        let titles: Vec<_> = titles.map(|entry| dense(entry[1].as_str().unwrap())).collect();
        assert_eq!(titles.len(), assembly.articles.len());
        let mut sections = Vec::new();
        for (index, entry) in outline.iter().enumerate() {
            let title = dense(entry[1].as_str().unwrap());
            let page = entry[2].as_u64().unwrap_or_else(|| panic!("{entry} leads nowhere"));
            let text = &pages(screen)[page as usize - 1]["text"];
            let text = dense(text.as_str().unwrap());
            if entry[0] == 2 {
                let bare = title.split('（').next().unwrap();
                assert!(text.contains(bare), "{}: {entry}: {text}", screen["size"]);
            } else if let Some(first) = outline.get(index + 1).filter(|next| next[0] == 2) {
                assert_eq!(entry[2], first[2], "{}: {entry}", screen["size"]);
                sections.push(title);
            }
        }
        let mut expected: Vec<_> =
            assembly.articles.iter().map(|article| dense(&article.section.name)).collect();
        expected.dedup();
        assert_eq!(sections, expected);
        for (title, article) in titles.iter().zip(&assembly.articles) {
            assert!(title.starts_with(&dense(&article.title)), "{title}");
        }
    }
}
