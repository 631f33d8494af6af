//! The document information has a title, the dates of creation and modification, and the program
//! that made the file.

use crate::Part;
use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-info",
    severity: Severity::Stop,
    source: Source::Claim("14.3.3"),
    limit: None,
    zh: Words {
        about: "文件信息里有标题、创建日期、修改日期和制作程序。",
        message: "文件信息里缺 { $key }。",
        hint: "请在导出设置里补上，或重新导出。",
    },
    en: Words {
        about: "The document information has a title, the dates of creation and change, and the program that made it.",
        message: "The document information has no { $key }.",
        hint: "Fill it in where the file is exported, or export it again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    if !facts.part.is_some_and(Part::has_info) {
        return;
    }
    for key in ["Title", "CreationDate", "ModDate", "Producer"] {
        if facts.labels.entry(key).is_none() {
            hits.file().with("key", key);
        }
    }
}
