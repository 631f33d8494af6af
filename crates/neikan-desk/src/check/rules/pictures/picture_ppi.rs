//! Pictures are sharp enough for the press: at their printed size they have the `minimum_ppi` of
//! the press profile.

use crate::check::Context;
use crate::check::Printed;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use neikan_base::diagnostic::Severity;
use std::collections::BTreeMap;

use crate::check::Placed;

/// The rule.
pub const RULE: Rule = Rule {
    name: "picture-ppi",
    severity: Severity::Warn,
    fix: false,
    source: Source::Print,
    zh: Words {
        about: "印刷要够清楚：图片按排出来的大小算，每英寸像素不低于印刷特性文件的 minimum_ppi。",
        message: "图片 { $found } 在第 { $where } 页只有 { $ppi } ppi，要求 { $wanted } ppi。",
        hint: "请换更大的原图，或排得小些。",
    },
    en: Words {
        about: "Pictures are sharp enough for the press: at the size they came out they have the minimum_ppi of the press profile.",
        message: "The picture { $found } has { $ppi } ppi on page { $where }; { $wanted } are asked for.",
        hint: "Get a larger original, or set it smaller.",
    },
    wrong: &[],
    right: &[],
    check: Check::Pages(check),
};

fn check(context: &Context<'_>, printed: &Printed, hits: &mut Hits<'_>) {
    let mut worst: BTreeMap<&str, &Placed> = BTreeMap::new();
    for placed in &printed.pictures {
        let entry = worst.entry(&placed.path).or_insert(placed);
        if placed.ppi < entry.ppi {
            *entry = placed;
        }
    }
    for (path, placed) in worst {
        if placed.ppi.round() < f64::from(printed.minimum_ppi) {
            let page = placed.folio.map_or("0".to_owned(), |folio| folio.to_string());
            let hit = hits.at(context.place_of_picture(path));
            hit.with("found", path).with("where", page).with("ppi", placed.ppi.round());
            hit.with("wanted", printed.minimum_ppi);
        }
    }
}
