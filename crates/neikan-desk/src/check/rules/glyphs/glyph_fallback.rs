//! Characters are set in the faces of the theme, not in others from the folder of fonts.

use crate::check::Context;
use crate::check::Printed;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "glyph-fallback",
    severity: Severity::Note,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "主题的字体里没有的字，用 fonts 文件夹里主题没有写到的字体来排，生僻字由此补齐。字形会与四周不同，所以说一声。",
        message: "字符“{ $found }”在第 { $page } 页是用 { $face } 排的，不是主题的字体。",
        hint: "样子合适就不必管；也可以把这种字体写进主题的 faces。",
    },
    en: Words {
        about: "What the faces of the theme lack is set in the others that lie in the folder fonts, so that rare names can be printed. It looks foreign, so it is named.",
        message: "The character “{ $found }” on page { $page } is set in { $face }, which is no face of the theme.",
        hint: "Leave it if it looks well, or name the face under faces in the theme.",
    },
    wrong: &[],
    right: &[],
    check: Check::Pages(check),
};

fn check(context: &Context<'_>, printed: &Printed, hits: &mut Hits<'_>) {
    let theme = &context.assembly.theme;
    for (face, (characters, folio)) in &printed.faces {
        if !theme.names(face) {
            let page = folio.map_or("-".to_owned(), |folio| folio.to_string());
            let found: String = characters.iter().take(8).collect();
            let hit = hits.at(Place::file(&theme.file));
            hit.with("found", found).with("page", page).with("face", face);
        }
    }
}
