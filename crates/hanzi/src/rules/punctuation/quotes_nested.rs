//! A quotation within a quotation takes single marks.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::marks::{inner, unpaired};

/// The rule.
pub const RULE: Rule = Rule {
    name: "quotes-nested",
    severity: Severity::Warn,
    fix: true,
    source: Source::Punctuation("4.8.3.5"),
    zh: Words {
        about: "引号里面再用引号，外面一层用双引号，里面一层用单引号。",
        message: "引号里面的引号应当用‘’。",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "A quotation within a quotation takes single marks.",
        message: "A quotation within a quotation takes ‘’.",
        hint: "Write { $wanted }.",
    },
    wrong: &["他说：“墙上写着“到底”二字。”"],
    right: &["他说：“墙上写着‘到底’二字。”", "“甲”和“乙”。"],
    scope: Scope::Worded,
    check,
};

fn check(line: &Line<'_>, hits: &mut Hits) {
    let paired = unpaired(line.text).is_empty();
    for range in inner(line.text, '“', '”') {
        let inside = &line.text[range.start + '“'.len_utf8()..range.end - '”'.len_utf8()];
        // Where a mark lacks its partner, the pairs are not the intended ones.
        let sure = paired && !inside.contains(['“', '”', '‘', '’']);
        let wanted = format!("‘{inside}’");
        hits.found(line, range).wanted_if(sure, wanted);
    }
}
