//! Nothing travels with a file for the press: no attachments, portfolio or XFA form.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-attached",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "付印的文件只有页面，不带附件、文件包和 XFA 表单：它们印不出来，还可能盖住页面。",
        message: "文件带有{ $kind ->\n        [portfolio] 文件包（Portfolio）\n        [xfa] XFA 表单\n       *[file] 附件\n    }。",
        hint: "请去掉它，只留页面。",
    },
    en: Words {
        about: "A file for the press has pages alone; attachments, portfolios and XFA forms do not print, and may stand in front of the pages.",
        message: "The file has { $kind ->\n        [portfolio] a portfolio\n        [xfa] an XFA form\n       *[file] attachments\n    }.",
        hint: "Remove it and leave the pages alone.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (feature, spot) in &facts.uses {
        if let Feature::Attached(kind) = feature {
            hits.at(*spot).with("kind", kind);
        }
    }
}
