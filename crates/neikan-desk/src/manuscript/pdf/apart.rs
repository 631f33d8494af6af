//! Pages that stand apart from the text of a document: covers and contents. Their words have no
//! order that a text could take over, so they are left out and told.

use super::lines::{Line, Told, most};
use super::tables;

/// How far below a line the next of a running text may stand, in sizes.
const LEADING: f64 = 2.5;
/// The fewest letters in a line that a running text fills.
const FILLED: usize = 12;
/// The most letters on a cover.
const FEW: usize = 400;
/// How much larger than the text the largest line of a cover is.
const LARGE: f64 = 1.6;
/// How many pages at the beginning and at the end may be covers.
const COVERS: usize = 2;
/// The fewest entries of a contents page.
const ENTRIES: usize = 4;
/// What stands over the contents.
const HEADS: [&str; 6] = ["目录", "目次", "要目", "本期目录", "contents", "目录contents"];

/// Takes what stands apart off the pages: for each of them its number and its words. Of a first page
/// the largest lines stay, which may be the title.
pub fn take(pages: &mut [Vec<Line>]) -> Vec<(usize, Told)> {
    let sizes = pages.iter().flatten().flat_map(|line| line.glyphs.iter().map(|_| line.size));
    let body = most(sizes).unwrap_or(10.0);
    let count = pages.len();
    let is_apart = |(at, lines): (usize, &Vec<Line>)| {
        let outer = at < COVERS || at + COVERS >= count;
        is_contents(lines) || (outer && is_cover(lines, body))
    };
    let apart: Vec<bool> = pages.iter().enumerate().map(is_apart).collect();
    if apart.iter().zip(pages.iter()).all(|(apart, lines)| *apart || lines.is_empty()) {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (at, lines) in pages.iter_mut().enumerate().filter(|(at, _)| apart[*at]) {
        let largest = lines.iter().map(|line| line.size).fold(0.0, f64::max);
        let stays = |line: &Line| at == 0 && line.size >= 0.95 * largest && !is_contents_head(line);
        let mut told = Told::default();
        lines.retain(|line| {
            let stays = stays(line);
            if !stays {
                told.add(&line.text());
            }
            stays
        });
        if !told.is_empty() {
            out.push((at + 1, told));
        }
    }
    out
}

/// Whether a page has a large line and few words, none of them running on.
fn is_cover(lines: &[Line], body: f64) -> bool {
    let letters: usize = lines.iter().map(Line::letters).sum();
    let large = lines.iter().any(|line| line.size >= LARGE * body);
    large && letters <= FEW && !runs(lines) && tables::find(lines.to_vec()).0.is_empty()
}

/// Whether words run on from one line of a page to the next.
fn runs(lines: &[Line]) -> bool {
    lines.iter().filter(|line| line.letters() >= FILLED).any(|line| {
        lines.iter().any(|next| {
            let drop = line.base - next.base;
            let near = drop > 0.3 * line.size && drop <= LEADING * line.size;
            let alike = (0.9..1.1).contains(&(next.size / line.size));
            near && alike && next.quarter == line.quarter && line.shared(next) >= 0.5
        })
    })
}

/// Whether a page says that it is the contents, and has entries with numbers of pages.
fn is_contents(lines: &[Line]) -> bool {
    let entries = lines.iter().filter(|line| line.text().ends_with(|c: char| c.is_ascii_digit()));
    lines.iter().any(is_contents_head) && entries.count() >= ENTRIES
}

fn is_contents_head(line: &Line) -> bool {
    let text: String = line.text().chars().filter(|c| c.is_alphabetic()).collect();
    HEADS.contains(&text.to_lowercase().as_str())
}
