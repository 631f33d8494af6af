//! The plates of every page are whole.

use std::collections::BTreeSet;

use crate::facts::{Facts, Feature, Spot};
use crate::plates::Missed;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-plates-missed",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "每页的分色都做得完整，墨量才算得准。没有做进去的，说明是什么。",
        message: "这一页的分色不完整，没有查全：{ $kind ->\n        [work] 内容太复杂，没有画完\n        [picture] 有读不出的图片\n        [shading] 有读不出的渐变\n        [inks] 专色太多\n        [font] 有字体的字形读不出\n       *[depth] 嵌套太深\n    }。",
        hint: "请简化这一页，或请印刷厂看分色。",
    },
    en: Words {
        about: "The plates of every page are whole, so that its ink is known. What is not on them is told.",
        message: "The plates of the page are not whole, so not all of its ink was judged: { $kind ->\n        [work] it is too complex to be painted to the end\n        [picture] a picture cannot be read\n        [shading] a gradient cannot be read\n        [inks] there are too many spot inks\n        [font] the glyphs of a font cannot be read\n       *[depth] it is nested too deeply\n    }.",
        hint: "Make the page simpler, or have the print shop look at its plates.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for page in &facts.opened.pages {
        let uses = |wanted: &Feature| {
            facts.uses.iter().any(|(own, spot)| own == wanted && spot.page == page.number)
        };
        let missed = facts.coverage.get(&page.number).map(|own| own.missed.as_slice());
        let mut kinds: BTreeSet<&'static str> = BTreeSet::new();
        for missed in missed.unwrap_or_default() {
            // For what is not in the file there is pdfx-font, for pictures of inks
            // print-picture-unmeasured.
            let told = match missed {
                Missed::Font(name) => uses(&Feature::FontMissing(name.clone())),
                Missed::Picture => uses(&Feature::Unmeasured),
                _ => false,
            };
            if !told {
                kinds.insert(missed.name());
            }
        }
        if uses(&Feature::TooDeep) {
            kinds.insert(Missed::Depth.name());
        }
        for kind in kinds {
            hits.at(Spot::page(page.number, page.id)).with("kind", kind);
        }
    }
}
