//! A serial continues from issue to issue: no part is beyond the last, lacks the one before it, or
//! appears twice.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::model::stem;
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "serial-order",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "连载一期接一期：第几篇不超过共几篇，前一篇已在以前的期里，同一篇不登两次。",
        message: "连载《{ $found }》的第 { $part } 篇接不上。",
        hint: "请核对稿头的 serial：共几篇，以及前一篇登在哪一期。标题去掉括注后须与前几篇相同。",
    },
    en: Words {
        about: "A serial goes on from issue to issue: no part beyond the last, none without the one before it, none twice.",
        message: "Part { $part } of the serial “{ $found }” does not follow on.",
        hint: "Check serial in the front matter, and in which issue the part before it is. The titles agree, brackets left out.",
    },
    wrong: &[
        "@article\n---\ntitle: 墟场旧事\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\nserial: {part: 3, of: 2}\n---\n正文。",
        "@article\n---\ntitle: 墟场旧事\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\nserial: {part: 2, of: 3}\n---\n正文。",
    ],
    right: &[
        "@article\n---\ntitle: 墟场旧事\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\nserial: {part: 1, of: 2}\n---\n正文。",
        "@other.yml\nyear: 2025\nnumber: 6\ntotal: 9\n@other.md\n---\ntitle: 墟场旧事（待续）\nserial: {part: 1, of: 2}\n---\n文\n@article\n---\ntitle: 墟场旧事（续完）\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\nserial: {part: 2, of: 2}\n---\n正文。",
    ],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let SourceFile::Article(index) = text.of else { return };
    let assembly = context.assembly;
    if assembly.is_inbox() {
        return;
    }
    let article = &assembly.articles[index];
    let Some(serial) = article.serial else { return };
    let (year, number) = (u64::from(assembly.issue.year), u64::from(assembly.issue.number));
    let earlier =
        context.shelf.others.iter().filter(|o| [o.number[0], o.number[1]] < [year, number]);
    let here = assembly.articles[..index].iter().map(|a| (&a.title, a.serial.map(|s| s.part)));
    let there = earlier.flat_map(|issue| &issue.articles);
    let there = there.map(|(title, serial)| (title, serial.map(|serial| serial.part)));
    let known: Vec<u16> = there
        .chain(here)
        .filter(|(title, _)| stem(title) == stem(&article.title))
        .filter_map(|(_, part)| part)
        .collect();
    let beyond = serial.of.is_some_and(|of| serial.part > of);
    let lost = serial.part > 1 && !known.contains(&(serial.part - 1));
    if beyond || lost || known.contains(&serial.part) {
        let hit = hits.at(text.places.value("/serial"));
        hit.with("found", stem(&article.title)).with("part", serial.part);
    }
}
