//! Markup is written with half-width marks, and without spaces where none may be.

use crate::check::Context;
use crate::check::markup::slips;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "markup-fullwidth",
    severity: Severity::Stop,
    fix: true,
    source: Source::House,
    zh: Words {
        about: "图片、小标题、加粗、表格、版块、注音、脚注的标记用半角符号，紧挨着所标的字。用中文输入法打成全角，或者漏了、多了空格，标记就不起作用，照原样印成文字。",
        message: "“{ $found }”像是标记，但写法不对，会照原样印成文字。",
        hint: "请写成“{ $wanted }”，也可以用 --fix 自动改；真要印这些符号时，写一条 waivers。",
    },
    en: Words {
        about: "The marks of pictures, headings, emphasis, tables, divs, readings and notes are half-width and stand close to what they mark. Typed with the full-width marks of an input method, or with a space too few or too many, they work as none and print as they stand.",
        message: "“{ $found }” looks like markup, but written so it prints as it stands.",
        hint: "Write “{ $wanted }”, or let --fix do it; if these marks are to print, write a waiver.",
    },
    wrong: &[
        "正文。\n\n![田野]（images/field.svg \"图注。\"）{credit=“何岸 绘”}",
        "＃＃ 秤前\n\n正文。",
        "##秤前\n\n正文。",
        "这是＊＊要紧＊＊的话。",
        "这是** 要紧 **的话。",
        "｜甲社｜乙社｜\n｜－－｜－－｜\n｜1｜2｜",
        "：：： sidebar 侧栏\n正文。\n：：：",
        "逢[墟]{ruby=“xū”}日。",
    ],
    right: &[
        "正文。\n\n![田野](images/field.svg \"图注。\"){credit=\"何岸 绘\"}",
        "## 秤前\n\n这是**要紧**的话，逢[墟]{ruby=\"xū\"}日。",
        "| 甲社 | 乙社 |\n|--|--|\n| 1 | 2 |",
        "写作`＊＊要紧＊＊`。",
    ],
    check: Check::Texts(check),
};

fn check(text: &Text, _: &Context<'_>, hits: &mut Hits<'_>) {
    if !matches!(text.of, SourceFile::Article(_)) {
        return;
    }
    for slip in slips(&text.source) {
        let (found, wanted) = slip.shown(&text.source);
        let hit = hits.written(slip.bytes.clone());
        hit.with("found", found).suggested(wanted);
    }
}
