//! No line is thinner than 0.15 pt.

use crate::facts::Facts;
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-hairline",
    severity: Severity::Stop,
    source: Source::House,
    limit: Some(Limit::new(0.15, Unit::Points)),
    zh: Words {
        about: "线不细于 0.15 点。再细的印不出来；宽度为 0 的线在屏幕上看得见，在印版上几乎没有。围着色块的描边不算。",
        message: "线只有 { $width } 点。",
        hint: "请把线加粗到 0.25 点以上。",
    },
    en: Words {
        about: "No line is thinner than 0.15 pt. A thinner one does not print; a line of width 0 shows on a screen and is next to nothing on a plate. The outline of an area that is filled does no harm.",
        message: "A line is { $width } pt thin.",
        hint: "Make the line 0.25 pt or thicker.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let thinnest = settings.limit(&RULE);
    for painted in facts.painted.iter().filter(|painted| facts.is_printed(painted)) {
        let Some(width) = painted.width.filter(|width| *width < thinnest - 0.001) else { continue };
        // Around a filled area a thin line does no harm.
        let filled =
            painted.stroke.is_some() && painted.fill.is_some_and(|fill| !fill.ink.is_white());
        if !painted.is_white() && !filled {
            hits.at(painted.spot).with("width", format!("{width:.2}"));
        }
    }
}
