//! No radical or compatibility character is used for the ideograph or mark that it looks like.

use std::ops::Range;

use crate::check::Context;
use crate::check::rule::{Check, Hit, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use hanzi::look_alikes::meant;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "look-alike",
    severity: Severity::Stop,
    fix: true,
    source: Source::House,
    zh: Words {
        about: "不用部首、兼容汉字、半角标点冒充样子相同的本字。它们搜不到；PDF 里同形的字共用一个字形，先出现的定名，稿里有一个部首“⼯”，有的阅读器就把全刊大半的“工”都读成它。",
        message: "“{ $found }”（{ $code }）只是样子像“{ $wanted }”。",
        hint: "请改成“{ $wanted }”（{ $meant }），或运行 neikan check --fix。",
    },
    en: Words {
        about: "No radical, compatibility ideograph or half-width mark stands for the character it looks like. It is not found in a search; and since both share a glyph in the PDF and the first one typed names it, a single radical ⼯ makes some viewers read most 工 of the issue as ⼯.",
        message: "“{ $found }” ({ $code }) only looks like “{ $wanted }”.",
        hint: "Write “{ $wanted }” ({ $meant }), or run neikan check --fix.",
    },
    wrong: &[
        "社里的⼯作。",
        "每\u{f98e}都收。",
        "先过秤｡",
        "`⾷品`一项。",
        "@issue.yml\ntheme: ⼟地",
        "@publication.yml\naddress: 荔塘镇⽂化路",
    ],
    right: &["社里的工作。", "每年都收。", "宫﨑先生，約￥5～6（占5%）！", "先过秤。"],
    check: Check::Texts(check),
};

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    let is_data = matches!(text.of, SourceFile::Publication | SourceFile::Issue);
    let mut start = 0;
    for line in text.source.split_inclusive('\n') {
        // A comment in a YAML file does not print.
        let remark = is_data && line.trim_start().starts_with('#');
        for (at, c) in line.char_indices().filter(|_| !remark) {
            let from = start + at;
            if let Some(wanted) = meant(c) {
                let hit = hits.written(from..from + c.len_utf8());
                named(hit.wanted(wanted), c, wanted);
            }
        }
        start += line.len();
    }
    written_otherwise(text, hits);
}

/// What is written in the file as an entity or an escape, and prints as a look-alike.
fn written_otherwise(text: &Text, hits: &mut Hits<'_>) {
    for passage in &text.passages {
        for (at, c) in passage.text.char_indices() {
            let range: Range<usize> = at..at + c.len_utf8();
            let bytes = passage.bytes(range.clone());
            let stands = text.source.get(bytes).is_some_and(|there| there.chars().eq([c]));
            if let Some(wanted) = meant(c).filter(|_| !stands) {
                named(hits.found(passage, range).suggested(wanted), c, wanted);
            }
        }
    }
}

fn named(hit: &mut Hit, c: char, wanted: char) {
    let code = |c: char| format!("U+{:04X}", u32::from(c));
    hit.with("code", code(c)).with("meant", code(wanted));
}
