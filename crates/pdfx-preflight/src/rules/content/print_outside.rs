//! What is printed is in the file itself.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-outside",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "印出来的东西都在文件里，不指向别的文件。",
        message: "这里的内容在另一个文件里（{ $key ->\n        [Ref] 引用的 PDF\n       *[other] 外部数据流\n    }）。",
        hint: "请把它放进文件，重新导出。",
    },
    en: Words {
        about: "What is printed is in the file; nothing is fetched from another one.",
        message: "What belongs here is in another file ({ $key ->\n        [Ref] a page of another PDF\n       *[other] the content of a stream\n    }).",
        hint: "Put it into the file and export again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::Outside(key) = feature {
            hits.at(*spot).with("key", key);
        }
    }
}
