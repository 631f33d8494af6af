//! An internal publication does not call itself 本报, 本刊 or 本杂志.

use crate::check::rule::{Check, Hits, Pattern, Rule, Source, Words};
use crate::manuscript::prose::Passage;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "self-name",
    severity: Severity::Stop,
    fix: false,
    source: Source::Measures("14"),
    zh: Words {
        about: "内部资料不自称“本报”“本刊”“本杂志”。引号里引用别处原文的不算。",
        message: "内部资料不能自称“{ $found }”。",
        hint: "请写这份资料自己的名称，加书名号；或写“编辑部”“编者”。",
    },
    en: Words {
        about: "An internal publication does not call itself 本报, 本刊 or 本杂志. Words quoted from elsewhere are left alone.",
        message: "An internal publication cannot call itself “{ $found }”.",
        hint: "Use its name, or 编辑部.",
    },
    wrong: &["本刊综合报道。", "欢迎给本报来稿。"],
    right: &[
        "《青山通讯》综合报道。",
        "样本报送上级。",
        "基本刊登完毕。",
        "旧报上写着“本报讯”三个字。",
    ],
    check: Check::Passages(check),
};

static FOUND: Pattern = Pattern::new(
    r"(?:^|[^基样文课书剧脚标根原一这那每几日版资成副])(本报|本刊|本杂志)(?:[^告名表价废到送销关请备登发载印]|$)",
);

fn check(passage: &Passage, hits: &mut Hits<'_>) {
    for found in FOUND.find(&passage.text) {
        if !passage.is_quoted(found.range.start) {
            hits.found(passage, found.range.clone());
        }
    }
}
