//! An internal publication takes no fees of any kind.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Passage;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "fees",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("15（3）"),
    zh: Words {
        about: "内部资料不收任何费用：工本费、会员费、版面费、服务费都不行。“不收取”之类的声明不算。",
        message: "内部资料不能收费：{ $found }",
        hint: "请删去。",
    },
    en: Words {
        about: "An internal publication takes no fees of any kind. Statements that none are taken are left alone.",
        message: "An internal publication cannot take fees: { $found }",
        hint: "Delete it.",
    },
    wrong: &["来稿请汇版面费。", "每位作者交纳审稿费20元。"],
    right: &["编辑部不收取版面费。", "农户交的服务费退了。", "不收版面费、审稿费。"],
    check: Check::Passages(check),
};

static FOUND: Pattern = Pattern::new(r"版面费|审稿费|发表费|工本费|会员费");
static NONE: Pattern = Pattern::new(r"(?:不|免|勿|未|无|禁止|严禁|谢绝)[^。！？]{0,16}$");

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        let before = &passage.text[..found.range.start];
        if !NONE.is_in(before) && !passage.is_quoted(found.range.start) {
            hits.found(passage, found.range.clone());
        }
    }
}
