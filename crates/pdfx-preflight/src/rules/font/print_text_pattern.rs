//! Small text is not filled with patterns.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, short};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-text-pattern",
    severity: Severity::Warn,
    source: Source::House,
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

/// Text below this size is small, tenths of a point.
const SMALL: u32 = 120;

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::PatternText(size) = feature
            && *size < SMALL
        {
            hits.at(*spot).with("size", short(f64::from(*size) / 10.0));
        }
    }
}
