//! The pixels of a picture can be read, so that its ink can be measured.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words, each};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-picture-unmeasured",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "图片的像素都能读出来，才算得出墨量。",
        message: "这幅图片的像素读不出来，没有算它的墨量。",
        hint: "请换成 JPEG 或 ZIP 压缩重新导出。",
    },
    en: Words {
        about: "The pixels of a picture can be read, so that its ink can be counted.",
        message: "The pixels of this picture cannot be read; its ink was not counted.",
        hint: "Export it again with JPEG or ZIP compression.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    each(facts, hits, |feature| matches!(feature, Feature::Unmeasured));
}
