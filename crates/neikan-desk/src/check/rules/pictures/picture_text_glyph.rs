//! Every letter in a drawing has a glyph in the face that it names.

use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::Coverage;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::pictures::Format;
use crate::manuscript::svg::text::Run;
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "picture-text-glyph",
    severity: Severity::Stop,
    fix: false,
    source: Source::Print,
    zh: Words {
        about: "矢量图里的每个字，它自己写明的字体里要有；没有的字会换成别的字体，或印成方框。",
        message: "矢量图里的字符“{ $character }”（{ $code }）在字体 { $found } 里没有。",
        hint: "请换一个字，换一种有这个字的字体，或把文字转成曲线再导出。",
    },
    en: Words {
        about: "Every letter of a drawing is in the face that the drawing names. Otherwise it would come from another face or out as a box.",
        message: "The face { $found } has no glyph for “{ $character }” ({ $code }) of the drawing.",
        hint: "Use another character, name a face that has it, or convert the text to curves and export again.",
    },
    wrong: &["@image field.svg\n<text font-family=\"Noto Serif CJK SC\">甲\u{1f980}</text>"],
    right: &["@image field.svg\n<text font-family=\"Noto Serif CJK SC\">甲 乙</text>"],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let pictures = context.assembly.pictures.iter();
    for (path, file) in pictures.filter(|(_, file)| file.format == Format::Svg) {
        for run in file.texts.iter() {
            let Some((family, missing)) = missing(context.faces, run) else { continue };
            for c in missing {
                let place = Place::line(format!("issues/{}/{path}", context.assembly.id), run.line);
                let hit = hits.at(place).with("found", &family).with("character", c);
                hit.with("code", format!("U+{:04X}", u32::from(c)));
            }
        }
    }
}

/// The family of the face that the letters are set in, and the letters that it lacks.
fn missing(faces: &dyn Coverage, run: &Run) -> Option<(String, BTreeSet<char>)> {
    let family = run.families.iter().find(|family| faces.has_family(family))?;
    let text: String = run.text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    Some((family.clone(), faces.lacking(family, run.italic, run.weight, &text)?))
}
