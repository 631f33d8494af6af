//! Black text up to 24 pt overprints, so that no white edge shows if the plates are slightly out of
//! register.

use crate::facts::{Facts, Kind};
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-black-knockout",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(24.0, Unit::Points)),
    zh: Words {
        about: "24 点以内的单黑文字叠印，套印稍有不准也不露白边。用 DeviceGray 写的黑、没有叠印模式 1（OPM）的 CMYK 黑，设了叠印也照样镂空，一样算没有叠印。",
        message: "单黑文字没有叠印（{ $size } 点）。",
        hint: "请给黑色文字设叠印：用 CMYK 的单黑，叠印模式 1。",
    },
    en: Words {
        about: "Black letters up to 24 pt overprint, so that no white edge shows where plates are not quite in register. Black in DeviceGray, and in CMYK without overprint mode 1 (OPM), knocks out although it is set to overprint.",
        message: "Black letters do not overprint ({ $size } pt).",
        hint: "Set black letters to overprint: black ink of CMYK, with overprint mode 1.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let largest = settings.limit(&RULE);
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        let black = painted.fill.filter(|paint| paint.ink.is_black() && !paint.keeps_below());
        if painted.kind == Kind::Text && black.is_some() && painted.size <= largest {
            hits.at(painted.spot).with("size", short(painted.size));
        }
    }
}
