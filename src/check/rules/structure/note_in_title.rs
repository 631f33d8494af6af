//! Titles and labels have no notes.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::diagnostic::Severity;
use crate::manuscript::prose::Text;

/// The rule.
pub const RULE: Rule = Rule {
    name: "note-in-title",
    severity: Severity::Stop,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "标题、引题、副题、导语、框题、表题、署名等处不能加注：那里的“[^名]”不会变成注码，会照原样印出来。小标题、图注、表格和各种框的正文里可以加注。",
        message: "这里不能加注，“{ $found }”会照原样印出来。",
        hint: "请把注移到正文、小标题、图注或表格的单元格里。",
    },
    en: Words {
        about: "Titles, decks, leads, titles of boxes and tables, credits and names have no notes: “[^name]” would print there as it stands. Headings, captions, cells and the text of boxes may have notes.",
        message: "There can be no note here: “{ $found }” would print as it stands.",
        hint: "Move the note into the text, a heading, a caption or a cell.",
    },
    wrong: &["::: sidebar 门板[^a]\n正文。\n:::\n\n正文[^a]。\n\n[^a]: 注。"],
    right: &["::: sidebar 门板\n正文[^a]。\n:::\n\n[^a]: 注。"],
    check: Check::Texts(check),
};

static MARK: Pattern = Pattern::new(r"\[\^[^\[\]\s]+\]");

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    for passage in &text.passages {
        for found in MARK.find(&passage.text) {
            // Where a note can be, its mark is none of the text; an escaped bracket is meant to print.
            let start = passage.bytes(found.range.clone()).start;
            if !text.source[..start].ends_with('\\') {
                hits.found(passage, found.range);
            }
        }
    }
}
