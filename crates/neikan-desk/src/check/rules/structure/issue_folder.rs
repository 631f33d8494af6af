//! Year and number of an issue are those in the name of its folder.

use crate::check::Context;
use crate::check::rule::{Check, Hits, Rule, Source, Words};
use crate::manuscript::prose::{SourceFile, Text};
use crate::publication::issue_number;
use neikan_base::diagnostic::Severity;

/// The rule.
pub const RULE: Rule = Rule {
    name: "issue-folder",
    severity: Severity::Stop,
    fix: false,
    source: Source::House,
    zh: Words {
        about: "issue.yml 里的年份和期号，就是文件夹名称里的年份和期号；合刊的文件夹用其中一个期号。",
        message: "文件夹是 { $folder }，issue.yml 写的却是 { $found }。",
        hint: "请改 year 和 number；弄错的若是文件夹，请把稿件移到 neikan new 新建的一期里。",
    },
    en: Words {
        about: "Year and number in issue.yml are those that the folder is named by; for a double issue one of its numbers.",
        message: "The folder is { $folder }, but issue.yml says { $found }.",
        hint: "Change year and number; if the folder is wrong, move the articles into an issue made by neikan new.",
    },
    wrong: &[
        "@issue.yml\nnumber: 3",
        "@issue.yml\nyear: 2025",
        "@issue.yml\nnumber: 3\nnumber_to: 4",
    ],
    right: &["@issue.yml\nnumber: 1\nnumber_to: 2"],
    check: Check::Texts(check),
};

fn check(text: &Text, context: &Context<'_>, hits: &mut Hits<'_>) {
    let assembly = context.assembly;
    let Some((year, number)) = issue_number(&assembly.id).filter(|_| text.of == SourceFile::Issue)
    else {
        return;
    };
    let issue = &assembly.issue;
    let numbers = issue.number..=issue.number_to.unwrap_or(issue.number);
    let key = if year != issue.year { "/year" } else { "/number" };
    if year != issue.year || !numbers.contains(&number) {
        let hit = hits.at(text.places.value(key));
        hit.with("folder", &assembly.id).with("found", issue.label());
    }
}
