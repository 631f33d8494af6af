//! An internal publication neither carries nor solicits advertisements.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "advertisement",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("15（3）"),
    zh: Words {
        about: "内部资料不刊登广告，也不招揽广告。",
        message: "内部资料不能有广告：{ $found }",
        hint: "请删去；确是工作通知的，请改写成通知。",
    },
    en: Words {
        about: "An internal publication carries no advertisements and asks for none.",
        message: "An internal publication cannot carry advertisements: { $found }",
        hint: "Delete it.",
    },
    wrong: &["承接各类广告，广告热线略。", "加盟热线已开通。", "（广告）"],
    right: &["讲完广告法再上课。", "墙上的旧广告还在。"],
    check: Check::Texts(check),
};

static OWN: Pattern = Pattern::new(r"广告|招商|赞助|冠名");
static ANYWHERE: Pattern = Pattern::new(
    r"广告(?:热线|刊例|招商|经营许可|价目)|(?:承接|刊登|招揽|发布)[^，。；]{0,4}广告|[（(【](?:广告|推广|赞助)[）)】]|(?:招商|加盟|订购|抢购)热线",
);

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    hits.own_or_anywhere(text, &OWN, &ANYWHERE);
}
