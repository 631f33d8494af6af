//! Where a theme names several faces for a role, one of them is there.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "face-instead",
    severity: Severity::Note,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "主题为一种字体写了几个名称，只要有其中一种；一种也没有的，用后面的字体代替，没有后面的就用宋体。各家的仿宋名称不同，所以这样写。",
        message: "主题的“{ $role }”要用 { $families } 中的一种，fonts 文件夹里一种也没有，改用后面的字体或宋体。",
        hint: "有这种字体的，用 neikan font add 放进来。",
    },
    en: Words {
        about: "Where a theme names several faces in one place, as for 仿宋, which every foundry calls differently, one of them is enough. Without any, the next face of the role is taken, or 宋体.",
        message: "The theme sets “{ $role }” in one of { $families }; the folder fonts holds none of them, so the next face or 宋体 is taken.",
        hint: "If you have the face, add it with neikan font add.",
    },
    wrong: &[
        "@layouts/dongguan/theme.yml\nfaces: {song: [[No Such Face, Nor This], Noto Serif CJK SC], hei: Noto Sans CJK SC, kai: LXGW WenKai}",
    ],
    right: &[
        "@layouts/dongguan/theme.yml\nfaces: {song: [[No Such Face, Noto Serif CJK SC], Noto Serif], hei: Noto Sans CJK SC, kai: LXGW WenKai}",
    ],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let theme = &context.assembly.theme;
    for (role, families) in &theme.faces {
        for names in families.choices().iter().filter(|names| names.len() > 1) {
            if !names.iter().any(|family| context.faces.has_family(family)) {
                let hit = hits.at(Place::file(&theme.file)).with("role", role);
                hit.with("families", names.join("、"));
            }
        }
    }
}
