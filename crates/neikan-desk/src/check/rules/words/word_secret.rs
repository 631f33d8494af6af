//! Words of confidential documents suggest that such a document was taken in by mistake; they stop
//! the work.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::check::shelf::all_occurrences;
use crate::manuscript::prose::Text;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "word-secret",
    severity: Severity::Stop,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "涉密字样多半说明误收了涉密文件的内容，一律拦下。依据是保守国家秘密法：涉密信息不得刊登。",
        message: "有涉密字样“{ $found }”。",
        hint: "请立即停止传阅这篇稿件，报保密负责人核实；确无涉密的，在 waivers 里写明。",
    },
    en: Words {
        about: "Words of confidential papers mean that such a paper may have been taken in; they stop the work. State secrets must not be printed.",
        message: "“{ $found }” is a word of confidential papers.",
        hint: "Stop passing the article round and ask whoever is responsible; waive it with a reason if it is harmless.",
    },
    wrong: &["文件标着机密二字。", "秘密★三年", "此件属内部文件。"],
    right: &["内部资料，免费交流。", "保守商业机密。", "这是她做酱的秘密。"],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    for entry in context.shelf.words.iter().flat_map(|list| &list.secret) {
        for (passage, range) in all_occurrences(text, &entry.word, &entry.except) {
            hits.found(passage, range);
        }
    }
}
