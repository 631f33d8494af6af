//! Pictures have, at the size at which they are placed, the minimum_ppi of the press profile.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-picture-ppi",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "图片按排出来的大小算，每英寸像素不低于印刷特性文件的 minimum_ppi。",
        message: "图片只有 { $ppi } ppi，要求 { $wanted } ppi。",
        hint: "请换更大的原图，或排得小些。",
    },
    en: Words {
        about: "Pictures have, at the size they came out, the minimum_ppi of the press profile.",
        message: "A picture has { $ppi } ppi; { $wanted } are asked for.",
        hint: "Get a larger original, or set it smaller.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    // What is coarser still is judged by print-picture-coarse.
    let coarse = settings.limit(&super::print_picture_coarse::RULE);
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        // For pictures of one bit there is print-lineart-ppi.
        let ppi = painted.ppi.filter(|_| painted.bits != 1).map(f64::round);
        if let Some(ppi) = ppi.filter(|ppi| (coarse..settings.minimum_ppi).contains(ppi)) {
            hits.at(painted.spot).with("ppi", ppi).with("wanted", settings.minimum_ppi);
        }
    }
}
