//! An internal publication is neither co-organised with others nor contracted out.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "co-organiser",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("15（4）"),
    zh: Words {
        about: "内部资料不与外单位“协办”“合办”，不承包出去。文章里讲别的事情的合办不算。",
        message: "内部资料不能有“{ $found }”。",
        hint: "请删去；只写编印单位。",
    },
    en: Words {
        about: "An internal publication is neither co-organised with others nor contracted out. Joint undertakings in articles are left alone.",
        message: "An internal publication cannot have “{ $found }”.",
        hint: "Delete it; name the sponsor alone.",
    },
    wrong: &[
        "@publication.yml\nstaff: [{role: 协办单位, names: [样例公司]}]",
        "协办：样例公司",
        "本期内刊由样例公司协办。",
    ],
    right: &["可以同村集体合办。", "协办了一场比赛。"],
    check: Check::Texts(check),
};

static OWN: Pattern = Pattern::new(r"协办|合办|联办|承办|承包|冠名");
static ANYWHERE: Pattern = Pattern::new(
    r"^((?:协办|合办|承办|联办)(?:单位)?)[：:]|(?:本期|本资料|内刊|编印|《[^》]{2,8}》)[^，。；]{0,12}(协办|合办|联办|承包)",
);

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    hits.own_or_anywhere(text, &OWN, &ANYWHERE);
}
