//! An internal publication has no price.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "price",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("15（2）"),
    zh: Words {
        about: "内部资料不定价。文章里讲商品的价钱不算。",
        message: "内部资料不能有价格：{ $found }",
        hint: "请删去。",
    },
    en: Words {
        about: "An internal publication has no price. Prices of goods in articles are left alone.",
        message: "An internal publication cannot have a price: { $found }",
        hint: "Delete it.",
    },
    wrong: &[
        "@publication.yml\naddress: 样例路1号，定价12元",
        "《小样》每期售价5元。",
        "本期定价：6元。",
    ],
    right: &["桂味每斤售价12元。", "定价要看市场。"],
    check: Check::Texts(check),
};

static OWN: Pattern = Pattern::new(r"定价|售价|零售价|单价|工本费|每[册期本份][^，。]{0,4}元");
static ANYWHERE: Pattern = Pattern::new(
    r"((?:本期|本资料|内刊|每册|每期|每本|全年)[^，。；]{0,6}(?:定价|售价|\d+(?:\.\d+)?元))",
);

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    hits.own_or_anywhere(text, &OWN, &ANYWHERE);
}
