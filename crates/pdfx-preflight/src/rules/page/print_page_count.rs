//! The number of pages suits the binding: a multiple of 4 for saddle stitch, of 2 for perfect binding.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-page-count",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "页数合乎装订：骑马订是 4 的倍数，胶装是 2 的倍数。",
        message: "共 { $pages } 页，不是 { $multiple } 的倍数。",
        hint: "请加减页数，或换一种装订；用 --binding 说明装订方式。",
    },
    en: Words {
        about: "The number of pages suits the binding: a multiple of 4 for saddle stitch, of 2 for perfect binding.",
        message: "There are { $pages } pages, which is no multiple of { $multiple }.",
        hint: "Add or take away pages, or bind it in another way; --binding says how.",
    },
    check,
};

fn check(facts: &Facts<'_>, settings: &Settings, hits: &mut Hits) {
    let pages = facts.opened.pages.len();
    if let Some(multiple) = settings.page_multiple
        && !pages.is_multiple_of(multiple.max(1))
    {
        hits.file().with("pages", pages).with("multiple", multiple);
    }
}
