//! The TrimBox is inside the BleedBox, which is inside the MediaBox, and the CropBox does not cut
//! into it.

use crate::facts::{Facts, Spot};
use crate::reading::Bounds;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "pdfx-boxes-nested",
    severity: Severity::Stop,
    source: Source::Any("14.11.2"),
    limit: None,
    zh: Words {
        about: "成品框在出血框以内，出血框在媒体框以内；裁剪框不切掉出血。",
        message: "这一页的 { $inner } 超出了 { $outer }。",
        hint: "请重新设置页面尺寸和出血，再导出。",
    },
    en: Words {
        about: "The TrimBox is inside the BleedBox, that is inside the MediaBox, and the CropBox does not cut it.",
        message: "{ $inner } of the page reaches beyond { $outer }.",
        hint: "Set page size and bleed anew and export again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for page in &facts.opened.pages {
        let bleed = page.bleed.or(page.trim);
        for ((inner, a), (outer, b)) in [
            (("TrimBox", page.trim), ("BleedBox", page.bleed)),
            (("TrimBox", page.trim), ("MediaBox", page.media)),
            (("BleedBox", page.bleed), ("MediaBox", page.media)),
            (("BleedBox", bleed), ("CropBox", page.crop)),
        ] {
            if let (Some(a), Some(b)) = (a, b)
                && !holds(b, a)
            {
                let spot = Spot::page(page.number, page.id).on(a);
                hits.at(spot).with("inner", inner).with("outer", outer);
            }
        }
    }
}

/// Whether a rectangle contains another, apart from rounding.
fn holds(outer: Bounds, inner: Bounds) -> bool {
    const ROUNDING: f64 = 0.02;
    (0..2).all(|at| inner[at] >= outer[at] - ROUNDING)
        && (2..4).all(|at| inner[at] <= outer[at] + ROUNDING)
}
