//! A date and its day of the week agree.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Text;
use hanzi::calendar::weekday;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "date-weekday",
    severity: Severity::Stop,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "日期与星期要对得上。没有写年份的，按本期的年份算。",
        message: "{ $found } 不是星期{ $written }，是星期{ $wanted }。",
        hint: "请核对是日期错了还是星期错了。",
    },
    en: Words {
        about: "A date and its day of the week agree. Without a year the issue’s is meant.",
        message: "{ $found } is not day { $written } of the week but { $wanted }.",
        hint: "Check which of them is wrong.",
    },
    wrong: &["2026年3月19日（星期五）开会。", "3月19日（周三）开会。"],
    right: &["2026年3月19日（星期四）开会。", "3月19日（周四）开会。"],
    check: Check::Texts(check),
};

static FOUND: Pattern = Pattern::new(
    r"((?:(\d{4})年)?(\d{1,2})月(\d{1,2})日)[（(，]?(?:星期|周|礼拜)([一二三四五六日天])",
);
const DAYS: &str = "一二三四五六日";

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    for passage in &text.passages {
        for found in FOUND.find(&passage.text) {
            let year = found.number(2).unwrap_or_else(|| u32::from(context.assembly.issue.year));
            let (Some(month), Some(day)) = (found.number(3), found.number(4)) else { continue };
            let Some(right) = weekday(year, month, day) else { continue };
            let written = found.get(5).replace('天', "日");
            let wanted = DAYS.chars().nth(right).map(String::from).unwrap_or_default();
            if written != wanted {
                let hit = hits.found(passage, found.range.clone());
                hit.with("written", written).with("wanted", wanted);
            }
        }
    }
}
