//! The text in a drawing is set in a face of the project.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::pictures::Format;
use neikan_base::diagnostic::{Place, Severity};

/// The rule.
pub const RULE: Rule = Rule {
    name: "picture-text-face",
    severity: Severity::Stop,
    fix: false,
    source: Source::Print,
    zh: Words {
        about: "矢量图里的文字要写明用 fonts 文件夹里的哪种字体。没有写，写的字体这里没有，或只写 serif、sans-serif 之类的统称，排出来就会不声不响换成别的字体，字宽、位置都变了。",
        message: "矢量图里的文字“{ $text }”没有可用的字体（font-family：{ $found }）。",
        hint: "请把文字转成曲线再导出，或写成 fonts 文件夹里有的字体，如 font-family=\"Noto Serif CJK SC\"。",
    },
    en: Words {
        about: "The letters of a drawing name a face of the folder fonts. Where they name none, one that is not there, or only a generic one such as serif, another face takes its place without a word, and widths and places change.",
        message: "The letters “{ $text }” in the drawing have no face (font-family: { $found }).",
        hint: "Convert the text to curves and export again, or name a face of the folder fonts, such as font-family=\"Noto Serif CJK SC\".",
    },
    wrong: &[
        "@image field.svg\n<text x=\"9\" y=\"99\">甲</text>",
        "@image field.svg\n<text font-family=\"Arial\">甲</text>",
        "@image field.svg\n<g style=\"font-family: sans-serif\"><text><tspan>甲</tspan></text></g>",
    ],
    right: &[
        "@image field.svg\n<text font-family=\"Arial, 'Noto Serif CJK SC'\">甲</text>",
        "@image field.svg\n<style>text { font: 12px \"Noto Sans CJK SC\" }</style><text>甲</text>",
        "@image field.svg\n<title>甲</title><path d=\"M0 0H9\"/>",
    ],
    check: Check::Issue(check),
};

/// How many letters of a text a message shows.
const SHOWN: usize = 12;

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let pictures = context.assembly.pictures.iter();
    for (path, file) in pictures.filter(|(_, file)| file.format == Format::Svg) {
        for run in file.texts.iter() {
            if run.families.iter().any(|family| context.faces.has_family(family)) {
                continue;
            }
            let text: String = run.text.trim().chars().take(SHOWN).collect();
            let place = Place::line(format!("issues/{}/{path}", context.assembly.id), run.line);
            let found = run.written.as_deref().unwrap_or("-");
            hits.at(place).with("text", text).with("found", found);
        }
    }
}
