//! Running heads and folios: what stands at the head or the foot of pages and says the same on
//! several, or is nothing but a number.

use libm::fabs;
use pdfx_preflight::text::Sheet;

use super::lines::{Line, Told};

/// How many lines at the head and at the foot of a page are looked at.
const EDGE: usize = 3;
/// How far apart the same line may stand on two pages, points.
const SHIFT: f64 = 6.0;
/// The longest running head, characters.
const LONG: usize = 60;

/// Takes them off the pages.
pub fn take(pages: &mut [Vec<Line>], sheets: &[Sheet], told: &mut Told) {
    let edges: Vec<Vec<usize>> = pages.iter().map(|lines| edge(lines)).collect();
    let mut taken: Vec<Vec<usize>> = Vec::new();
    for (page, own) in edges.iter().enumerate() {
        let is_margin = |&&at: &&usize| {
            let line = &pages[page][at];
            let same =
                |other: usize| edges[other].iter().any(|&at| repeats(line, &pages[other][at]));
            // On every other page at least: left and right pages differ.
            let others = (0..pages.len()).filter(|&other| other != page);
            let count = others.filter(|&other| same(other)).count();
            let again = count >= 1 && (count + 1) * 3 >= pages.len();
            (again && line.text().chars().count() <= LONG)
                || is_folio(line, &pages[page], &sheets[page])
        };
        taken.push(own.iter().filter(is_margin).copied().collect());
    }
    for (lines, taken) in pages.iter_mut().zip(taken) {
        let mut at = 0;
        lines.retain(|line| {
            let gone = taken.contains(&at);
            at += 1;
            if gone {
                told.add(&line.text());
            }
            !gone
        });
    }
}

/// The lines at the head and at the foot of a page.
fn edge(lines: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].quarter == 0).collect();
    order.sort_by(|&a, &b| lines[b].base.total_cmp(&lines[a].base));
    let few = order.len() <= 2 * EDGE;
    match few {
        true => order,
        false => [&order[..EDGE], &order[order.len() - EDGE..]].concat(),
    }
}

/// Whether a line says the same as another, but for its numbers, in the same place.
fn repeats(line: &Line, other: &Line) -> bool {
    let bare = |line: &Line| -> String {
        line.text().chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
    };
    let place = fabs(line.base - other.base) <= SHIFT && fabs(line.size - other.size) < 1.0;
    let says = !bare(line).is_empty() || is_number(&line.text());
    says && place && bare(line) == bare(other)
}

/// Whether a line is nothing but the number of its page, above or below everything else.
fn is_folio(line: &Line, lines: &[Line], sheet: &Sheet) -> bool {
    let [_, bottom, _, top] = sheet.bounds;
    let height = (top - bottom).max(1.0);
    let others = || lines.iter().filter(|other| *other != line && other.quarter == 0);
    let outside = others().all(|other| other.base > line.base + 1.5 * line.size)
        || others().all(|other| other.base < line.base - 1.5 * line.size);
    // Coordinates of a page that is turned do not tell where its edge is.
    let at = (line.base - bottom) / height;
    let edge = !(0.15..=0.88).contains(&at);
    outside && edge && is_number(&line.text())
}

/// Whether a text is a number, as folios show it: 12, - 12 -, 第12页, 第 3 页 共 9 页, 3/9, iv.
fn is_number(text: &str) -> bool {
    let bare: String = text
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !"-\u{2014}\u{2013}\u{b7}.\u{2022}|/第页共頁".contains(*c)
        })
        .collect();
    let bare = bare.to_ascii_lowercase().replace("page", "").replace("of", "");
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十〇".contains(c);
    let roman = bare.chars().all(|c| "ivxl".contains(c));
    (1..=8).contains(&bare.chars().count()) && (bare.chars().all(number) || roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folios_are_numbers() {
        for text in ["12", "- 3 -", "第 3 页", "第3页 共9页", "3/9", "— 7 —", "iv", "Page 2 of 5"]
        {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "—", "2026年", "第3期", "12个", "ix章"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
