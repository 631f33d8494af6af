//! No picture is coarser than what can be printed at all.

use crate::facts::Facts;
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-picture-coarse",
    severity: Severity::Stop,
    source: Source::House,
    limit: Some(Limit::new(0.0, Unit::PixelsPerInch)),
    zh: Words {
        about: "图片按印出的大小算，分辨率不低于检查要求里的下限。平常没有下限，只由 print-picture-ppi 提醒；GWG 的各套要求有。",
        message: "图片只有 { $ppi } ppi，最少要 { $limit } ppi。",
        hint: "请换更大的原图，或者把图排小些。",
    },
    en: Words {
        about: "Pictures have, at the size they are printed, no fewer ppi than the demands allow at all. Usually there is no such limit, and print-picture-ppi warns; the sets after GWG have one.",
        message: "A picture has { $ppi } ppi; at least { $limit } ppi are needed.",
        hint: "Get a larger original, or set it smaller.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let least = settings.limit(&RULE);
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        let ppi = painted.ppi.filter(|_| painted.bits != 1).map(f64::round);
        if let Some(ppi) = ppi.filter(|ppi| *ppi < least) {
            hits.at(painted.spot).with("ppi", ppi).with("limit", least);
        }
    }
}
