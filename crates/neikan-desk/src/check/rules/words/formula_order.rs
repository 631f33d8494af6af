//! A fixed formula has all its parts, in their order.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;
use std::ops::Range;

use crate::publication::Formula;

/// The rule.
pub const RULE: Rule = Rule {
    name: "formula-order",
    severity: Severity::Stop,
    fix: false,
    source: Source::Usage,
    zh: Words {
        about: "固定提法要写全，不能省略，也不能颠倒次序。提法在词表的 formulas 里。",
        message: "固定提法写错了：{ $found }",
        hint: "应作“{ $wanted }”。",
    },
    en: Words {
        about: "A fixed formula has all its parts in their order. The lists hold the formulas.",
        message: "A fixed formula is wrong: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &[
        "坚持创新、绿色、协调、开放、共享。",
        "增强政治意识、大局意识、看齐意识。",
        "供销、生产、信用三位一体",
    ],
    right: &[
        "坚持创新、协调、绿色、开放、共享。",
        "生产、供销、信用三类合作。",
        "开放、共享的仓库。",
        "生产、信用和供销都要办。",
    ],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    for formula in context.shelf.words.iter().flat_map(|list| &list.formulas) {
        let wanted = formula.parts.join("、");
        for passage in &text.passages {
            for range in wrong(&passage.text, formula) {
                hits.found(passage, range).with("wanted", &wanted);
            }
        }
    }
}

/// Rows of parts that are not the whole formula, and forms known to be wrong.
fn wrong(text: &str, formula: &Formula) -> Vec<Range<usize>> {
    let known = formula.wrong.iter().flat_map(|wrong| {
        text.match_indices(wrong.as_str()).map(|(at, found)| at..at + found.len())
    });
    let mut out: Vec<Range<usize>> = known.collect();
    // Without a mark that joins them there is no row of parts to look for.
    let mut at = if text.contains('、') { 0 } else { text.len() };
    while at < text.len() {
        let row = row(text, at, &formula.parts);
        // Two parts may be together by chance, and so may half of a short formula.
        let enough = row.parts.len() >= 3.max(formula.parts.len() / 2 + 1);
        if enough && !row.parts.iter().copied().eq(0..formula.parts.len()) {
            out.push(at..row.end);
        }
        at = if row.parts.is_empty() { next(text, at) } else { row.end };
    }
    out.sort_by_key(|range| range.start);
    out.dedup_by(|a, b| a.start < b.end);
    out
}

struct Row {
    parts: Vec<usize>,
    end: usize,
}

/// The row of parts, joined by 、, that begins at a byte.
fn row(text: &str, start: usize, parts: &[String]) -> Row {
    let mut row = Row { parts: Vec::new(), end: start };
    let mut at = start;
    while let Some(index) = parts.iter().position(|part| text[at..].starts_with(part.as_str())) {
        row.parts.push(index);
        row.end = at + parts[index].len();
        match text[row.end..].strip_prefix('、') {
            Some(rest) => at = text.len() - rest.len(),
            None => break,
        }
    }
    row
}

fn next(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}
