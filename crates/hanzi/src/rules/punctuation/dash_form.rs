//! A dash is two U+2014, two characters wide; a single one is the connector between places or times.

use crate::lint::{Hits, Line, Rule, Scope, Severity, Source, Words};
use crate::pattern::Pattern;

/// The rule.
pub const RULE: Rule = Rule {
    name: "dash-form",
    severity: Severity::Warn,
    fix: false,
    source: Source::Punctuation("4.10"),
    zh: Words {
        about: "破折号是两个“—”连写，占两个字的位置；一个“—”是表示起止的一字线。",
        message: "这里的“{ $found }”像是破折号，却不是两个“—”。",
        hint: "破折号请写成“——”；若是地点、时间的起止，可以保留，并在 publication.yml 或 waivers 里说明。",
    },
    en: Words {
        about: "A dash is two U+2014, two characters wide; a single one is the connector between places or times.",
        message: "“{ $found }” looks like a dash but is not two U+2014.",
        hint: "Write “——” for a dash; keep a single one between places or times.",
    },
    wrong: &["他来了—又走了。", "他来了--又走了。"],
    right: &[
        "他来了——又走了。",
        "2024—2025年。",
        "1月—3月。",
        "映秀—汶川高速公路、汶川—马尔康公路通车。",
    ],
    scope: Scope::Worded,
    check,
};

static FOUND: Pattern = Pattern::new(r"[^\P{Han}年月日时号期](—|--+|－+|———+)\p{Han}");

/// What follows a single one between places: the end of a road, a line, a flight.
static ROUTE: Pattern = Pattern::new(
    r"^—\p{Han}{2,5}?(?:高速|公路|铁路|高铁|快线|航线|航班|干线|专线|列车|班列|城际|走廊|沿线|区间)",
);

fn check(line: &Line<'_>, hits: &mut Hits) {
    let route = |from: usize| ROUTE.find(&line.text[from..]).next().is_some();
    for found in FOUND.find(line.text).filter(|found| !route(found.range.start)) {
        hits.found(line, found.range.clone());
    }
}
