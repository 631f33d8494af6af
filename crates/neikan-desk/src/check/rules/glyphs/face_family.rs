//! Every face that the theme names is in the project's folder of fonts.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "face-family",
    severity: Severity::Stop,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "主题里用的字体，fonts 文件夹里都要有。缺了字体，版面会换成别的字，各台机器排得不一样。",
        message: "主题的“{ $role }”要用字体 { $family }，fonts 文件夹里却没有。",
        hint: "请放入该字体，或修改 theme.yml 的 faces。",
    },
    en: Words {
        about: "Every face that the theme names is in the folder fonts. Without it another face would be taken, and every machine would set other pages.",
        message: "The theme sets “{ $role }” in { $family }, which the folder fonts does not hold.",
        hint: "Add the face, or change faces in theme.yml.",
    },
    wrong: &[
        "@layouts/dongguan/theme.yml\nfaces: {song: No Such Face, hei: Noto Sans CJK SC, kai: LXGW WenKai}",
        "@layouts/dongguan/theme.yml\nfaces: {song: [Noto Serif CJK SC, No Such Face], hei: Noto Sans CJK SC, kai: LXGW WenKai}",
    ],
    right: &[
        "@layouts/dongguan/theme.yml\nfaces: {song: [Noto Serif CJK SC, Noto Serif], hei: Noto Sans CJK SC, kai: LXGW WenKai}",
    ],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let theme = &context.assembly.theme;
    for (role, families) in &theme.faces {
        // Of several, one is enough: `face-instead` tells when there is none.
        for family in families.choices().iter().filter(|names| names.len() == 1).flatten() {
            if !context.faces.has_family(family) {
                hits.at(Place::file(&theme.file)).with("role", role).with("family", family);
            }
        }
    }
}
