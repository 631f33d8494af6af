//! White does not overprint: white that overprints disappears on paper.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-white-overprint",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "白色不叠印：叠印的白色印出来就没有了。",
        message: "白色的对象设了叠印，印出来会消失。",
        hint: "请取消它的叠印。",
    },
    en: Words {
        about: "White does not overprint: white that overprints is gone on paper.",
        message: "Something white overprints and will be gone on paper.",
        hint: "Take the overprint off.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (painted, paint) in facts.paints() {
        // In DeviceGray, and without overprint mode 1 in four inks, white knocks out all four plates.
        if paint.keeps_below() && paint.ink.is_white() {
            hits.at(painted.spot);
        }
    }
}
