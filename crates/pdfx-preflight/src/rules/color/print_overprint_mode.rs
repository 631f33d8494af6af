//! What is set to overprint does overprint.

use crate::facts::{Facts, Kind};
use crate::inspect::Space;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-overprint-mode",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "设了叠印的颜色真的叠印：DeviceGray 和没有叠印模式 1（OPM）的 CMYK 设了叠印也照样镂空四块版，各家软件显示还不一样。黑色文字由 print-black-knockout 管。",
        message: "设了叠印，却照样镂空（{ $space }）。",
        hint: "请设叠印模式 1，灰色改用 CMYK 的黑版；不要叠印的，取消叠印。",
    },
    en: Words {
        about: "What is set to overprint does: DeviceGray, and CMYK without overprint mode 1 (OPM), knock out all four plates although they are set to overprint, and programs differ in how they show it. For black letters there is print-black-knockout.",
        message: "It is set to overprint and knocks out all the same ({ $space }).",
        hint: "Set overprint mode 1 and give greys as the black of CMYK, or take the overprint off.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (painted, paint) in facts.paints() {
        let (ink, process) = (paint.ink, paint.ink.process);
        let device = matches!(ink.space, Space::DeviceGray | Space::DeviceCmyk);
        // Colours without a zero cover all plates in any mode; white is not missed.
        let covers = ink.space == Space::DeviceCmyk && process.iter().all(|part| *part > 0.0);
        let letters = painted.kind == Kind::Text && ink.is_black();
        let area = matches!(painted.kind, Kind::Text | Kind::Vector);
        if paint.overprint
            && !paint.keeps_below()
            && device
            && area
            && ink.known
            && !covers
            && !letters
            && !ink.is_white()
        {
            hits.at(painted.spot).with("space", ink.space.name());
        }
    }
}
