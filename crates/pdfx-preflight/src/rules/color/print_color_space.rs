//! Colours are given in inks: DeviceCMYK, DeviceGray and spot colours.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-color-space",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "颜色只用油墨来说：DeviceCMYK、DeviceGray 和专色。RGB、Lab、带特性文件的颜色到了印刷厂要再转一次，结果没人担保。",
        message: "{ $role ->\n        [fill] 填色或文字\n        [stroke] 描边\n        [shading] 渐变\n        [picture] 图片\n       *[group] 透明组\n    }用了 { $space }。",
        hint: "请转成 CMYK 或灰度再导出。",
    },
    en: Words {
        about: "Colours are said in inks: DeviceCMYK, DeviceGray and spot colours. RGB, Lab and colours with a profile of their own would be converted once more by the print shop, and nobody vouches for that.",
        message: "{ $role ->\n        [fill] A fill or letters use\n        [stroke] A stroke uses\n        [shading] A gradient uses\n        [picture] A picture uses\n       *[group] A transparency group uses\n    } { $space }.",
        hint: "Convert it to CMYK or grey and export again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::Space(space, role) = feature
            && !space.is_ink()
        {
            hits.at(*spot).with("space", space.name()).with("role", role.name());
        }
    }
}
