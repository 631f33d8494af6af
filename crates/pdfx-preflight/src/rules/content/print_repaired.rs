//! The file can be read without repairs.

use crate::facts::{Facts, Feature};
use crate::rule::{Hits, Rule, Settings, Source, Words};
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "print-repaired",
    severity: Severity::Warn,
    source: Source::House,
    limit: None,
    zh: Words {
        about: "文件照标准的写法读得通。坏了的地方能补的补上再查，但各家 RIP 补法不一，印出来未必一样。",
        message: "文件有损坏，补上以后才读得出：{ $kind ->\n        [head] 第一行没有写明是 PDF\n        [xref] 交叉引用表不对，按对象重新找的\n        [twice] 交叉引用表里有绕圈或重复的部分\n        [entry] 交叉引用表里有指错的项\n        [length] 数据流的长度不对\n        [filter] 压缩方式用了简写\n        [inline] 内容里小图的结尾不规范\n       *[other] 别处写得不规范\n    }（{ $count } 处）。",
        hint: "请从原来的软件重新导出。",
    },
    en: Words {
        about: "The file can be read as the standard writes it. Damage that can be mended is mended before it is judged, but RIPs mend in different ways, and print may differ.",
        message: "The file is damaged and was repaired to be read: { $kind ->\n        [head] its first line does not say that it is a PDF\n        [xref] the cross-reference is wrong, objects were looked for\n        [twice] sections of the cross-reference are named twice or lead back\n        [entry] entries of the cross-reference lead nowhere\n        [length] lengths of streams are wrong\n        [filter] filters have short names\n        [inline] pictures within content do not end as they should\n       *[other] something is not as it should be\n    } ({ $count } places).",
        hint: "Export it again from the program that made it.",
    },
    check,
};

fn check(facts: &Facts<'_>, _: &Settings, hits: &mut Hits) {
    for (kind, count) in facts.opened.repairs.iter().filter(|(kind, _)| !kind.loses()) {
        hits.file().with("kind", kind.name()).with("count", count);
    }
    let ends = facts.uses.iter().filter(|(feature, _)| matches!(feature, Feature::InlineEnd));
    for (_, spot) in ends {
        hits.at(*spot).with("kind", "inline").with("count", 1);
    }
}
