//! Rows of a name and a text, each on a line of its own: `名 | 文`.
//!
//! Figures, dates, steps and sides are written alike. A paragraph without a bar, a list or a
//! quotation goes on the row above it.

use comrak::nodes::{Node, NodeValue};

use super::super::limits::ROWS;
use super::super::model::{
    Block, BlockKind, Entries, EntriesKind, Entry, Inline, Inlines, is_blank, plain,
};
use super::blocks::{Reader, take_width, too_long};
use super::divs::Opening;
use neikan_base::diagnostic::Finding;

/// What parts a name from its text.
pub const BARS: [char; 2] = ['|', '\u{ff5c}'];
/// How many sides can be held against each other.
const SIDES: std::ops::RangeInclusive<usize> = 2..=3;

impl<'a> Reader<'a> {
    /// Converts a div of rows.
    pub(super) fn entries(
        &mut self,
        node: Node<'a>,
        opening: &mut Opening,
        kind: EntriesKind,
    ) -> BlockKind {
        let width = take_width(&mut opening.attributes);
        let source = opening.attributes.take("source");
        let rows = self.rows(node);
        self.judge(&rows, kind, node);
        BlockKind::Entries(Entries { kind, title: opening.title.take(), source, width, rows })
    }

    fn rows(&mut self, node: Node<'a>) -> Vec<Entry> {
        let mut rows: Vec<Entry> = Vec::new();
        for child in node.children() {
            if matches!(child.data().value, NodeValue::Paragraph) && self.has_bar(child) {
                self.lines_of(child, &mut rows);
            } else if let Some(row) = rows.last_mut() {
                let block = self.deeper(child, |reader| reader.block(child)).flatten();
                let Some(kind) = block else { continue };
                match kind {
                    BlockKind::Para { .. } | BlockKind::List { .. } | BlockKind::Quote { .. } => {
                        row.c.push(Block { line: self.line(child), kind });
                    }
                    _ => self.report(Finding::stop("entry-content"), child),
                }
            } else {
                self.report(Finding::stop("entry-bar"), child);
            }
        }
        rows
    }

    /// Whether a text right below a paragraph has a bar.
    fn has_bar(&self, paragraph: Node<'a>) -> bool {
        let has = |node: Node<'a>| matches!(&node.data().value, NodeValue::Text(text) if text.contains(BARS));
        paragraph.children().any(has)
    }

    /// Adds the rows of a paragraph, of which each ends where its line ends in the manuscript.
    fn lines_of(&mut self, paragraph: Node<'a>, rows: &mut Vec<Entry>) {
        self.keep_lines(paragraph);
        let first = self.line(paragraph);
        let inlines = self.inlines(paragraph);
        let lines = inlines.split(|inline| *inline == Inline::Break).map(<[Inline]>::to_vec);
        for (line, inlines) in lines.enumerate().map(|(at, inlines)| (first + at, inlines)) {
            let Some((name, text)) = at_bar(inlines) else {
                self.report_line(Finding::stop("entry-bar"), line);
                continue;
            };
            if let Some(finding) = too_long(&text) {
                self.report_line(finding, line);
                continue;
            }
            let text =
                (!text.is_empty()).then_some(Block { line, kind: BlockKind::Para { c: text } });
            rows.push(Entry { line, name, c: text.into_iter().collect() });
        }
    }

    /// Reports what rows of their kind cannot be.
    fn judge(&mut self, rows: &[Entry], kind: EntriesKind, node: Node<'a>) {
        for row in rows {
            let name = plain(&row.name);
            if is_blank(&name) || row.c.is_empty() {
                self.report_line(Finding::stop("entry-text"), row.line);
            } else if kind == EntriesKind::Numbers && !name.contains(|c: char| c.is_numeric()) {
                self.report_line(Finding::stop("entry-number").with("name", name), row.line);
            }
        }
        if kind == EntriesKind::Compare && !SIDES.contains(&rows.len()) && !rows.is_empty() {
            self.report(Finding::stop("compare-columns").with("count", rows.len()), node);
        }
        if rows.len() > ROWS {
            let finding = Finding::stop("entries-long").with("rows", rows.len());
            self.report(finding.with("limit", ROWS), node);
        }
    }
}

/// Parts a line at its first bar.
fn at_bar(mut line: Inlines) -> Option<(Inlines, Inlines)> {
    let is_parted = |inline: &Inline| matches!(inline, Inline::Text { s } if s.contains(BARS));
    let at = line.iter().position(is_parted)?;
    let rest = line.split_off(at);
    let (Inline::Text { s }, after) = rest.split_first()? else { return None };
    let (name, text) = s.split_once(BARS)?;
    line.extend(worded(name.trim_end()));
    let text = worded(text.trim_start()).into_iter().chain(after.iter().cloned()).collect();
    Some((line, text))
}

fn worded(text: &str) -> Option<Inline> {
    (!text.is_empty()).then(|| Inline::Text { s: text.to_owned() })
}
