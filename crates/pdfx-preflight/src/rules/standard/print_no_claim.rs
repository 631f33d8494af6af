//! A file for the press says which part of PDF/X it is.

use crate::Demand;
use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-no-claim",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "付印的文件声明自己是哪一部分 PDF/X。没有声明、也没有要求的，只检查会印坏的毛病。",
        message: "文件没有声明是 PDF/X，只检查了会印坏的毛病。",
        hint: "最好导出为 PDF/X-4；要按某一部分检查，用 --standard。",
    },
    en: Words {
        about: "A file for the press claims a part of PDF/X. Where none is claimed and none is asked for, only what harms print is judged.",
        message: "The file does not claim to be PDF/X that is known; only what harms print was judged.",
        hint: "Better export it as PDF/X-4; name a part with --standard to have it judged by that.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    if facts.part.is_none() && settings.standard == Demand::Auto {
        hits.file();
    }
}
