//! A short form is used only after the full name has introduced it.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::{Kind, Passage, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "short-name",
    severity: Severity::Warn,
    fix: false,
    source: Source::Usage,
    zh: Words {
        about: "简称要先交代全称再用：在“（以下简称‘×’）”之前就用了简称，读者看不懂。",
        message: "简称“{ $found }”用在了全称交代之前。",
        hint: "请在第一次出现时写全称，或把“以下简称”移到前面。",
    },
    en: Words {
        about: "A short form is used only after the full name has introduced it.",
        message: "The short form “{ $found }” is used before it is introduced.",
        hint: "Write the full name first, or introduce the short form earlier.",
    },
    wrong: &["农促会昨天开会。样例农业促进会（以下简称农促会）到了。"],
    right: &["样例农业促进会（以下简称“农促会”）到了。农促会开会。"],
    check: Check::Texts(check),
};

static INTRODUCED: Pattern = Pattern::new(r"（(?:以下|下)?简称[：:]?[“‘]?([^”’）]{2,12})[”’]?）");

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    let running: Vec<&Passage> = text.passages.iter().filter(|p| p.kind == Kind::Text).collect();
    for (index, passage) in running.iter().enumerate() {
        for found in INTRODUCED.find(&passage.text) {
            let short = found.get(1);
            let here = passage.text[..found.range.start].find(short).map(|at| (*passage, at));
            let before = running[..index].iter();
            let earlier = before.filter_map(|p| p.text.find(short).map(|at| (*p, at))).next();
            if let Some((passage, at)) = earlier.or(here) {
                hits.found(passage, at..at + short.len());
            }
        }
    }
}
