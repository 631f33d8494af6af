//! Everything that a page paints was looked through.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-page-unjudged",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "页上画的东西逐个看过。全部页面加起来超过五十万个，或者用表单层层重复到没有尽头的，看到限度为止，后面的不知道好坏。",
        message: "这一页画的东西太多，只看了前面的，后面的没有查。",
        hint: "请把地图、图纸一类的页面并成图片或简化路径，再导出一次。",
    },
    en: Words {
        about: "Whatever pages paint is looked at. Of more than half a million objects on all pages, or of forms that repeat one another without end, what is beyond the limit was not judged.",
        message: "This page paints too much: only the first of it was looked at, the rest was not judged.",
        hint: "Flatten maps and drawings to pictures or simplify their paths, and export the page again.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Unjudged));
}
