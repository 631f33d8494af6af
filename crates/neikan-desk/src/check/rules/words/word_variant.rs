//! Variant and traditional spellings give way to the standard ones.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::check::shelf::occurrences;
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "word-variant",
    severity: Severity::Warn,
    fix: true,
    source: Source::Usage,
    zh: Words {
        about: "异形词和繁体残留改用规范词形，如“其他”“交代”“着眼”。",
        message: "“{ $found }”应作“{ $wanted }”。",
        hint: "请改正；没有歧义的，也可以运行 neikan check --fix。",
    },
    en: Words {
        about: "Variant and traditional spellings give way to the standard ones.",
        message: "“{ $found }” is written “{ $wanted }”.",
        hint: "Correct it; where nothing else can be meant, neikan check --fix does.",
    },
    wrong: &["其它的都到了。", "把事情交待清楚。", "著眼长远。"],
    right: &[
        "其他的都到了。",
        "他是一位著名作家。",
        "应当做好，去看做法。",
        "提交待审。",
        "一座落成的桥。",
        "过渡假期。",
        "名著手抄本。",
        "付帐篷的钱。",
        "三月份量价齐升。",
        "按装箱单点货。",
        "轻松驰过。",
    ],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    for entry in context.shelf.words.iter().flat_map(|list| &list.variants) {
        let Some(wanted) = &entry.instead else { continue };
        for (passage, range) in occurrences(text, &entry.word, &entry.except) {
            hits.found(passage, range).wanted_if(!entry.ask, wanted);
        }
    }
}
