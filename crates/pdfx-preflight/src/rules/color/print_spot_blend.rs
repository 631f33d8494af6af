//! Spot inks are not in blend modes that mix the inks with one another.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-spot-blend",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "专色不用色相、饱和度、颜色、明度这几种混合模式：它们只对四色有定义，专色照正常叠上去。",
        message: "专色用了混合模式 { $mode }，专色版上不会有这个效果。",
        hint: "请换一种混合模式，或者把专色转成四色。",
    },
    en: Words {
        about: "Spot inks are not blended by hue, saturation, colour or luminosity: these are defined for the four inks alone, and spot inks are laid on plainly.",
        message: "A spot ink has the blend mode { $mode }, which does nothing on its plate.",
        hint: "Use another blend mode, or make the spot ink four inks.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::SpotBlend(mode) = feature {
            hits.at(*spot).with("mode", mode);
        }
    }
}
