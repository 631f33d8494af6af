//! Every character that prints has a glyph in one of the project's faces.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::diagnostic::{Place, Severity};
use crate::manuscript::Article;
use crate::manuscript::model::{Part, walk};
use crate::manuscript::prose::{MASK, Passage, Source as Of, Text};

/// The rule.
pub const RULE: Rule = Rule {
    name: "glyph-missing",
    severity: Severity::Stop,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "印出来的每个字，字体里都要有。没有的字会印成方框或空白。",
        message: "字符“{ $character }”（{ $code }）在现有字体里都没有。",
        hint: "请改用别的字，或在 fonts 文件夹里补上有这个字的字体。",
    },
    en: Words {
        about: "Every character that prints has a glyph in one of the faces. Otherwise it would come out as a box or not at all.",
        message: "No face has a glyph for “{ $character }” ({ $code }).",
        hint: "Use another character, or add a face that has it to the folder fonts.",
    },
    wrong: &["正文\u{1f980}一段。"],
    right: &["正文一段，生僻字如“塱”也在。"],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    if let Of::Article(index) = text.of {
        code(text, &context.assembly.articles[index], context, hits);
    }
    for passage in &text.passages {
        let missing = context.faces.missing(&passage.text);
        for (at, c) in passage.text.char_indices().filter(|(_, c)| missing.contains(c)) {
            if c != MASK {
                report(passage, at, c, hits);
            }
        }
    }
}

fn report(passage: &Passage, at: usize, c: char, hits: &mut Hits<'_>) {
    let hit = hits.found(passage, at..at + c.len_utf8());
    hit.with("character", c).with("code", format!("U+{:04X}", u32::from(c)));
}

/// Code prints too, though it is no prose.
fn code(text: &Text, article: &Article, context: &Context<'_>, hits: &mut Hits<'_>) {
    walk(&article.blocks, &mut |part| {
        let Part::Text(code, line) = part else { return };
        for c in context.faces.missing(code) {
            if !text.passages.iter().any(|passage| passage.text.contains(c)) {
                let hit = hits.at(Place::line(&text.file, line));
                hit.with("character", c).with("code", format!("U+{:04X}", u32::from(c)));
            }
        }
    });
}
