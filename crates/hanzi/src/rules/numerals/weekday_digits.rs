//! Days of the week are written in Han numerals.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "weekday-digits",
    severity: Severity::Warn,
    fix: true,
    source: Source::Numerals("4.2.1"),
    zh: Words {
        about: "星期几用汉字，“星期三”不写“星期3”；星期日写“日”或“天”。",
        message: "星期用了阿拉伯数字：{ $found }",
        hint: "请改成“{ $wanted }”。",
    },
    en: Words {
        about: "Days of the week are written in Han numerals.",
        message: "A day of the week in digits: { $found }",
        hint: "Write “{ $wanted }”.",
    },
    wrong: &["星期3开会。", "定于周5上午。"],
    right: &[
        "星期三开会。",
        "每周3次。",
        "周五上午。",
        "本周5户。",
        "每星期3次。",
        "院子四周5至8米。",
    ],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(
    r"(?:^|[^每一二两三四五六七八九十半几个\d])(星期[1-7])(?:[^\d.、至到次天趟回场节个班小户人元斤件批遍顿台吨公份期轮~～—-]|$)|(?:^|[^每一二两三四五六七八九十半本上下这那隔几圆外多数首末全\d])(周[1-7])(?:上午|下午|早|晚|[至到]周|[，。）]|$)",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    for found in FOUND.find(line.text) {
        let range = found.part(&[1, 2]);
        let mut wanted = line.text[range.clone()].to_owned();
        for (digit, han) in "1234567".chars().zip(["一", "二", "三", "四", "五", "六", "日"])
        {
            wanted = wanted.replace(digit, han);
        }
        hits.found(line, range).wanted(wanted);
    }
}
