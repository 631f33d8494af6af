//! Small text is not filled with patterns.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Limit, Rule, Settings, Source, Unit, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-text-pattern",
    severity: Severity::Warn,
    source: Source::House,
    limit: Some(Limit::new(12.0, Unit::Points)),
    zh: Words {
        about: "12 点以下的文字不用图案、渐变填：笔画比图案还细，印出来认不清。",
        message: "{ $size } 点的文字用图案或渐变填色。",
        hint: "请改用单色。",
    },
    en: Words {
        about: "Letters below 12 pt are not filled with patterns or gradients: their strokes are finer than the pattern.",
        message: "Letters of { $size } pt are filled with a pattern or a gradient.",
        hint: "Use one colour.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let large = settings.limit(&RULE);
    for (feature, spot) in &facts.uses {
        let Feature::PatternText(tenths) = feature else { continue };
        let size = f64::from(*tenths) / 10.0;
        if size < large {
            hits.at(*spot).with("size", short(size));
        }
    }
}
