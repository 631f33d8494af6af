//! The documentation that is made from the rules and from the cases.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use neikan_base::locale::{Language, Locale};
use pdfx_preflight::{catalogue, messages, rules};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Compares a page of the documentation, or renews it.
fn check(name: &str, page: &str) {
    let path = repository().join("docs").join(name);
    if std::env::var_os("NEIKAN_UPDATE").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), page, "NEIKAN_UPDATE=1 renews it");
}

#[test]
fn the_documentation_is_up_to_date() {
    for (language, name) in
        [(Language::Chinese, "preflight.md"), (Language::English, "preflight.en.md")]
    {
        check(name, &catalogue::page(&Locale::with_rules(language, messages(language))));
    }
}

/// What the cases show, rule by rule, and the files from the field.
#[test]
fn the_table_of_cases_is_up_to_date() {
    let mut page = String::from(
        "# 印前检查的样张\n\n\
         每条规则都有违反它的样张和守规矩的样张，由测试现做现查：违反的只报这一条，守规矩的什么也不报。\
         “违反”“合规”两栏是样张的个数，本页由测试生成，请不要直接修改。\n\n\
         | 规则 | 级别 | 违反 | 合规 |\n| --- | --- | ---: | ---: |\n",
    );
    for entry in rules::ALL {
        let count = crate::faults::cases().filter(|case| case.0 == entry.rule.name).count();
        let level = serde_json::to_value(entry.rule.severity).unwrap();
        let level = level.as_str().unwrap_or_default();
        let _ = writeln!(page, "| {} | {level} | {count} | {count} |", entry.rule.name);
    }
    let all = crate::faults::cases().count();
    let _ = writeln!(page, "\n共 {} 件：违反的和合规的各 {all} 件。", 2 * all);
    page.push_str("\n## 外来的文件\n\n| 样张 | 应报 |\n| --- | --- |\n");
    for (name, rules, _) in crate::field::FIELD {
        let rules = if rules.is_empty() { "不报".to_owned() } else { rules.join("、") };
        let _ = writeln!(page, "| {name} | {rules} |");
    }
    check("preflight-suite.md", &page);
}

#[test]
fn words_are_whole_in_both_languages() {
    for entry in rules::ALL {
        for words in [&entry.rule.zh, &entry.rule.en] {
            for text in [words.about, words.message, words.hint] {
                assert!(text.ends_with(['。', '.']), "{}: {text}", entry.rule.name);
            }
        }
        let placeables = |text: &str| -> BTreeSet<String> {
            let parts = text.split("{ $").skip(1);
            parts.map(|part| part.split([' ', '}']).next().unwrap_or_default().to_owned()).collect()
        };
        assert_eq!(placeables(entry.rule.zh.message), placeables(entry.rule.en.message));
    }
}
