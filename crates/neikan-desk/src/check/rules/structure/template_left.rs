//! No placeholder that `neikan new` wrote is left to be printed.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use neikan_base::diagnostic::Severity;
use neikan_base::hash::sha256;

/// The rule.
pub const RULE: Rule = Rule {
    name: "template-left",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "新建一期时模板里占位的字和示意的封面图，付印前要换成自己的：检查只是提醒，样稿可以带着它们做，签付印、做成品、寄送时才停下。",
        message: "“{ $found }”是新建一期时模板里占位的，还没有换。",
        hint: "请换成本期自己的内容；用不着的，整项删去。",
    },
    en: Words {
        about: "The words and the cover drawing that a new issue begins with only show what belongs there; they are replaced before the press. A check only warns, and drafts can be made with them; the signature for the press, a finished build and deliveries are refused.",
        message: "“{ $found }” is what a new issue begins with, and was not replaced.",
        hint: "Write what this issue has to say, or delete the entry.",
    },
    wrong: &[
        "@issue.yml\ntheme: 本期主题",
        "@article\n---\ntitle: 第一篇文章\nsection: news\nauthors: [{name: 陈禾, unit: 样例单位}]\n---\n正文。",
        "@article\n---\ntitle: 要闻一则\nsection: news\nauthors: [{name: 作者姓名, unit: 样例单位}]\n---\n正文。",
        "正文从这里写起。段与段之间空一行，不用缩进，也不用全角空格。",
        "正文。\n\n![田野](images/field.svg \"图注写在这里。\"){credit=\"作者姓名 绘\"}",
    ],
    right: &[
        "请在表上填写作者姓名、作者单位，用一句话说明来意。",
        "@issue.yml\ntheme: 本期主题：春耕",
        "正文。\n\n## 小标题的写法\n\n正文。",
    ],
    check: Check::Texts(check),
};

/// Whole texts of the template.
const WHOLE: [&str; 10] = [
    "本期主题",
    "封面要目",
    "一句话说明",
    "第一篇文章",
    "作者姓名",
    "作者单位",
    "作者姓名 绘",
    "小标题",
    "图注写在这里",
    "几何色块拼成的田野与太阳",
];

/// The beginnings of longer texts of the template.
const BEGINNINGS: [&str; 4] = [
    "导语用两三句话说清这篇文章讲什么",
    "正文从这里写起",
    "图片放进本期的 images 文件夹",
    "更多写法（表格、脚注、引语、诗、问答、图表）见",
];

/// The SHA-256 of the template's cover drawing.
const COVER: &str = "c8d828b23f8f0639255a91e46ab4dc8cb6ec86d7d3cd391c61ab07d480539356";

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    for passage in &text.passages {
        let words = passage.text.trim();
        let begins = |beginning: &&&str| words.starts_with(**beginning);
        let whole = WHOLE.contains(&words.trim_end_matches('。'));
        let begun = BEGINNINGS.iter().find(begins).map(|text| text.len());
        if let Some(length) = begun.or(whole.then_some(words.len())) {
            let start = passage.text.len() - passage.text.trim_start().len();
            hits.found(passage, start..start + length);
        }
    }
    let cover = context.assembly.issue.cover.as_ref();
    let front = cover.map_or("", |cover| cover.picture.as_str());
    let drawn = context.assembly.pictures.get(front).filter(|_| text.of == SourceFile::Issue);
    if drawn.is_some_and(|picture| sha256(&picture.bytes) == COVER) {
        hits.at(text.places.value("/cover/picture")).with("found", front);
    }
}
