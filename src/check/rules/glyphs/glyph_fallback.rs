//! Characters are set in the faces of the theme.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::diagnostic::{Place, Severity};
use crate::typeset::Printed;

/// The rule.
pub const RULE: Rule = Rule {
    name: "glyph-fallback",
    severity: Severity::Warn,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "字要由主题的字体排出来。主题字体里没有、别的字体里有的字，会混进另一种字形。",
        message: "字符“{ $found }”在第 { $page } 页是用 { $face } 排的，不是主题的字体。",
        hint: "请换字，或请设计人员把这种字体写进主题。",
    },
    en: Words {
        about: "Characters are set in the faces of the theme. One that they lack is taken from another face and looks foreign.",
        message: "The character “{ $found }” on page { $page } is set in { $face }, which is no face of the theme.",
        hint: "Use another character, or have the face named in the theme.",
    },
    wrong: &[],
    right: &[],
    check: Check::Pages(check),
};

fn check(context: &Context<'_>, printed: &Printed, hits: &mut Hits<'_>) {
    let theme = &context.assembly.theme;
    for (face, (characters, folio)) in &printed.faces {
        if !theme.faces.values().any(|family| family.eq_ignore_ascii_case(face)) {
            let page = folio.map_or("-".to_owned(), |folio| folio.to_string());
            let found: String = characters.iter().take(8).collect();
            let hit = hits.at(Place::file(&theme.file));
            hit.with("found", found).with("page", page).with("face", face);
        }
    }
}
