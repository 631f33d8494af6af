//! Digital copies go to named recipients through closed channels, never to the public web.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Passage;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "public-web",
    severity: Severity::Warn,
    fix: false,
    source: Source::Measures("15（2）"),
    zh: Words {
        about: "内部资料的电子版只通过封闭的渠道发给名册上的人，不放到公开的网上。",
        message: "这里像是请人到公开的网上看电子版：{ $found }",
        hint: "请改成“按名册发送”；“不要传到公开平台”一类的提醒可以保留。",
    },
    en: Words {
        about: "Digital copies go to named recipients through closed channels, never to the public web.",
        message: "This seems to send readers to the public web: { $found }",
        hint: "Say that copies are sent by the list of recipients.",
    },
    wrong: &["电子版可在公众号下载。", "扫码阅读本期内容。"],
    right: &["请勿把电子版传到公开的网络平台。", "关注天气公众号。"],
    check: Check::Passages(check),
};

static FOUND: Pattern = Pattern::new(
    r"(?:电子版|本期|往期|内刊|《[^》]{2,8}》)[^，。；]{0,10}(?:公众号|官网|网站|微博|抖音|朋友圈|小程序)[^，。；]{0,6}(?:阅读|下载|发布|浏览|转发|推送|查看)|扫码(?:阅读|下载|关注)[^，。；]{0,6}(?:电子版|本期|内刊)",
);

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        let before = &passage.text[..found.range.start];
        let refused = ["勿", "不要", "不得", "严禁", "禁止"];
        if !refused.iter().any(|word| before.ends_with(word) || found.get(0).contains(word)) {
            hits.found(passage, found.range.clone());
        }
    }
}
