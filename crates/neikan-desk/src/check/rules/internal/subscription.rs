//! An internal publication is neither sold nor subscribed to.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "subscription",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("15（2）"),
    zh: Words {
        about: "内部资料不销售、不征订、不公开发行。",
        message: "内部资料不能销售或征订：{ $found }",
        hint: "请删去；赠阅可写成“按名册寄送”。",
    },
    en: Words {
        about: "An internal publication is neither sold nor subscribed to.",
        message: "An internal publication cannot be sold or subscribed to: { $found }",
        hint: "Delete it.",
    },
    wrong: &["欢迎订阅《小样》。", "本资料国内外公开发行。", "订阅热线已开通。"],
    right: &["他订阅了农技短信。", "订购种子请早。", "社有企业认购非公开发行的股票。"],
    check: Check::Texts(check),
};

static OWN: Pattern = Pattern::new(r"订阅|征订|订刊|公开发行|邮购|零售");
static ANYWHERE: Pattern = Pattern::new(
    r"(?:欢迎|诚邀|接受|预订|征集)[^，。；]{0,4}(?:订阅|征订|订刊)|征订启事|(?:^|[^非])(公开发行)(?:[^股债证基的]|$)|订阅热线|订刊|邮发代号",
);

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    hits.own_or_anywhere(text, &OWN, &ANYWHERE);
}
