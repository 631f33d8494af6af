//! The colour profile of a picture is usable.

use rayon::prelude::*;

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::pictures::Format;
use crate::manuscript::profiles::Profile;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "picture-profile",
    severity: Severity::Warn,
    fix: false,
    source: Source::Print,
    zh: Words {
        about: "图片里附有颜色特性文件（ICC），换算油墨时要按它来。特性文件损坏，或与图片的颜色模式不符，就只能当作 sRGB，颜色会偏。",
        message: "图片 { $found } 所附的颜色特性文件不能用。",
        hint: "在制图软件里打开，转换为 sRGB，重新存一份。",
    },
    en: Words {
        about: "A picture carries a colour profile (ICC), by which its colours are turned into inks. If the profile is broken or of another kind than the picture, the picture has to be taken for sRGB, and its colours will shift.",
        message: "The colour profile in the picture { $found } cannot be used.",
        hint: "Open it in a picture editor, convert it to sRGB and save it anew.",
    },
    wrong: &["@image badprofile.jpg\nbadprofile"],
    right: &["@image grey.jpg\ngrey"],
    check: Check::Issue(check),
};

fn check(context: &Context<'_>, hits: &mut Hits<'_>) {
    let pictures = &context.assembly.pictures;
    let broken = pictures.par_iter().filter(|(_, file)| {
        file.format != Format::Svg && matches!(Profile::of(&file.bytes), Profile::Broken(_))
    });
    for path in broken.map(|(path, _)| path).collect::<Vec<_>>() {
        hits.at(context.place_of_picture(path)).with("found", path);
    }
}
