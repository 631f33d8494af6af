//! The file is whole.

use crate::facts::Facts;
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-damaged",
    severity: Severity::Stop,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "文件完整：没有被截断，对象都读得出。截断、读不出的文件可能少了东西，只能查剩下的。",
        message: "文件损坏，可能少了东西：{ $kind ->\n        [end] 缺文件尾，像是没有传完\n        [stream] 有读不出的对象流\n        [pages] 页面树有坏的节点\n       *[object] 有读不出的对象\n    }（{ $count } 处）。",
        hint: "请重新传一次，或从原来的软件重新导出。",
    },
    en: Words {
        about: "The file is whole: it is not cut off, and all its objects can be read. Of a file that is not, only what is left can be judged.",
        message: "The file is damaged, and something may be missing: { $kind ->\n        [end] its end is missing, as if it had not been sent to the last byte\n        [stream] object streams cannot be read\n        [pages] nodes of the page tree are broken\n       *[object] objects cannot be read\n    } ({ $count } places).",
        hint: "Send it once more, or export it again from the program that made it.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (kind, count) in facts.opened.repairs.iter().filter(|(kind, _)| kind.loses()) {
        hits.file().with("kind", kind.name()).with("count", count);
    }
}
