//! Pictures are RGB or grey; the program converts them for the press.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::pictures::Format;
use crate::manuscript::profiles::components;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "picture-cmyk",
    severity: Severity::Warn,
    fix: false,
    source: Source::Print,
    zh: Words {
        about: "图片交 RGB 或灰度，由程序按印刷特性换算。已是 CMYK 的 JPEG 不知道按哪种条件分的色，颜色会偏。",
        message: "图片 { $found } 已是 CMYK。",
        hint: "请交 RGB 原图。",
    },
    en: Words {
        about: "Pictures are RGB or grey; the program converts them for the press. A CMYK JPEG was separated for an unknown condition, and its colours will shift.",
        message: "The picture { $found } is CMYK.",
        hint: "Use the RGB original.",
    },
    wrong: &["@image cmyk.jpg\ncmyk"],
    right: &["@image grey.jpg\ngrey"],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    for (path, file) in &context.assembly.pictures {
        if file.format == Format::Jpeg && components(&file.bytes) == Some(4) {
            hits.at(context.place_of_picture(path)).with("found", path);
        }
    }
}
