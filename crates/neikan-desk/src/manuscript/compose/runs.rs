//! Runs: the characters of a paragraph across its inlines, and the joiners written back into them.

use crate::manuscript::model::{Block, Inline, Inlines};
use hanzi::{Form, seams, weave};

/// What represents an inline that is not text, a note, in a run.
const OBJECT: char = '\u{fffc}';

/// Inserts the joiners of a run of inlines; a forced line break ends a paragraph too.
pub fn join(inlines: &mut Inlines, form: &Form<'_>) {
    let mut chars = Vec::new();
    collect(inlines, &mut chars);
    let mut keep = Vec::with_capacity(chars.len());
    for part in chars.split_inclusive(|&c| c == '\n') {
        let text = part.strip_suffix(&['\n']).unwrap_or(part);
        let mut own = seams(text, form);
        own.resize(part.len(), false);
        keep.extend(own);
    }
    let mut at = 0;
    write(inlines, &keep, &mut at);
}

/// Collects the characters of a run; [`write`] walks it in the same way.
fn collect(inlines: &[Inline], chars: &mut Vec<char>) {
    for inline in inlines {
        match inline {
            Inline::Text { s }
            | Inline::Code { s }
            | Inline::Dots { s }
            | Inline::Sup { s }
            | Inline::Sub { s }
            | Inline::Ruby { s, .. } => chars.extend(s.chars()),
            Inline::Strong { c }
            | Inline::Emph { c }
            | Inline::Strike { c }
            | Inline::Link { c, .. } => collect(c, chars),
            Inline::Note { .. } => chars.push(OBJECT),
            Inline::Break => chars.push('\n'),
        }
    }
}

/// Writes joiners into the texts of a run, each after the character it follows.
///
/// Code, dotted, raised, lowered and annotated characters stay as they are, since the layout sets
/// those one by one.
fn write(inlines: &mut [Inline], keep: &[bool], at: &mut usize) {
    for inline in inlines {
        match inline {
            Inline::Text { s } => {
                let count = s.chars().count();
                *s = weave(s.chars(), &keep[*at..*at + count]);
                *at += count;
            }
            Inline::Code { s }
            | Inline::Dots { s }
            | Inline::Sup { s }
            | Inline::Sub { s }
            | Inline::Ruby { s, .. } => *at += s.chars().count(),
            Inline::Strong { c }
            | Inline::Emph { c }
            | Inline::Strike { c }
            | Inline::Link { c, .. } => write(c, keep, at),
            Inline::Note { .. } | Inline::Break => *at += 1,
        }
    }
}

/// Visits the blocks of the notes in a run.
pub fn notes(inlines: &mut [Inline], visit: &mut impl FnMut(&mut [Block])) {
    for inline in inlines {
        match inline {
            Inline::Note { c, .. } => visit(c),
            Inline::Strong { c }
            | Inline::Emph { c }
            | Inline::Strike { c }
            | Inline::Link { c, .. } => notes(c, visit),
            _ => {}
        }
    }
}
