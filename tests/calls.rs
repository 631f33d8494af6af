//! Calls: help that teaches, faults of a call, new issues, schemas.

use crate::common;

use common::{Sandbox, repository};

#[test]
fn help_teaches_in_both_languages() {
    let sandbox = Sandbox::new();
    let chinese = sandbox.run(&["build", "--help"]);
    assert_eq!(chinese.status, 0);
    for part in ["用法：", "--editions", "--out", "退出状态", "neikan build 2026-01"] {
        assert!(chinese.out.contains(part), "{part} not in:\n{}", chinese.out);
    }
    let english = sandbox.run(&["--lang", "en", "build", "--help"]);
    for part in ["Usage:", "--editions", "Exit status", "Options"] {
        assert!(english.out.contains(part), "{part} not in:\n{}", english.out);
    }
    assert!(!english.out.contains('用'), "{}", english.out);
}

#[test]
fn wrong_calls_are_explained() {
    let sandbox = Sandbox::new();
    for (call, part) in [
        (vec!["biuld"], "biuld"),
        (vec!["build", "--fast"], "--fast"),
        (vec!["build", "--editions", "paper"], "paper"),
        (vec!["build", "--format", "xml"], "xml"),
        (vec!["build", "--lang", "de"], "de"),
        (vec!["build", "2031-01"], "2026-01"),
        (vec!["schema"], "SUBJECT"),
        (vec!["new", "../x"], "../x"),
        (vec!["new", "2026-01"], "2026-01"),
    ] {
        let run = sandbox.run(&call);
        assert_eq!(run.status, 2, "{call:?}: {}{}", run.out, run.err);
        assert!(run.err.contains(part), "{call:?}: {}", run.err);
    }
    assert!(sandbox.nothing_written());
}

#[test]
fn a_file_that_is_no_pdf_is_not_taken_for_an_issue() {
    let sandbox = Sandbox::new();
    sandbox.write("notes.md", "# Notes");
    let call = ["impose", "notes.md", "--sheet", "SRA3", "--binding", "saddle", "--lang", "en"];
    let run = sandbox.run(&call);
    let said = format!("{}{}", run.out, run.err);
    assert!(run.status == 1 && said.contains("error[pdf-none]"), "{}: {said}", run.status);
}

#[test]
fn the_form_of_a_value_is_told_in_the_language_of_the_user() {
    let sandbox = Sandbox::new();
    for (call, form) in [
        (vec!["build", "--pages", "x"], "页码"),
        (vec!["impose", "a.pdf", "--gripper", "x"], "毫米"),
        (vec!["plan", "x"], "年份"),
        (vec!["archive", "publish", "2026-01", "--to", "a", "--timeout", "0"], "秒数"),
        (vec!["plan", "2026", "--months", "13"], "月份"),
        (vec!["plan", "2026", "--days", "40"], "日子"),
        (vec!["plan", "2026", "--weekday", "9"], "1-7"),
        (vec!["review", "sign", "news", "--stage", "first", "--by", "初一", "--date", "1"], "日期"),
    ] {
        let run = sandbox.run(&call);
        assert_eq!(run.status, 2, "{call:?}: {}{}", run.out, run.err);
        let hint = run.err.lines().find(|line| line.contains("请写")).unwrap_or_default();
        assert!(hint.contains(form), "{call:?}: {}", run.err);
        assert!(!hint.chars().any(|c| c.is_ascii_uppercase()), "{call:?}: {}", run.err);
        let mut english = call.clone();
        english.extend(["--lang", "en"]);
        let run = sandbox.run(&english);
        let hint = run.err.lines().find(|line| line.contains("It takes")).unwrap_or_default();
        assert!(!hint.contains("PAGES") && !hint.contains("YEAR"), "{call:?}: {}", run.err);
        assert!(!hint.is_empty(), "{call:?}: {}", run.err);
    }
}

#[test]
fn settings_that_are_no_text_are_told_as_settings() {
    let sandbox = Sandbox::new();
    let folder = sandbox.path("settings");
    for bytes in [&b"name: \xd0\xed\n"[..], b"name: \xff\xff\0\n"] {
        sandbox.write("settings/neikan/config.yml", bytes);
        let run = sandbox.run_with(&["config"], &[("XDG_CONFIG_HOME", folder.to_str().unwrap())]);
        assert!(run.err.contains("settings-encoding"), "{}{}", run.out, run.err);
        assert!(!run.err.contains("neikan import"), "{}", run.err);
    }
}

#[test]
fn outside_a_project_the_program_says_so() {
    let sandbox = Sandbox::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let run = sandbox.run(&["build", "--project", elsewhere.path().to_str().unwrap()]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("issues/publication.yml"), "{}", run.err);
}

#[test]
fn a_new_issue_makes_a_draft_as_it_is() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["new", "2026-02"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("issues/2026-02/issue.yml"), "{}", run.out);
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.report()["issue"], "2026-02");
    assert_eq!(run.report()["unreviewed"][0], "first");
}

#[test]
fn the_schemas_in_the_documentation_are_those_of_the_program() {
    let sandbox = Sandbox::new();
    let subjects = [
        "publication",
        "issue",
        "article",
        "recipients",
        "review",
        "members",
        "words",
        "mail",
        "theme",
        "press",
    ];
    for subject in subjects {
        let printed = sandbox.run(&["schema", subject, "--lang", "zh"]);
        assert_eq!(printed.status, 0);
        let path = repository().join(format!("docs/schemas/{subject}.schema.json"));
        if std::env::var_os("NEIKAN_UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &printed.out).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, printed.out, "run the tests with NEIKAN_UPDATE=1");
        let schema: serde_json::Value = serde_json::from_str(&kept).unwrap();
        assert!(jsonschema::meta::is_valid(&schema));
    }
}

#[test]
fn the_sample_files_satisfy_the_schemas() {
    for (subject, file) in [
        ("publication", "issues/publication.yml"),
        ("issue", "issues/2026-01/issue.yml"),
        ("recipients", "issues/recipients.yml"),
        ("review", "issues/2026-01/review.yml"),
        ("members", "issues/members.yml"),
        ("mail", "issues/mail.yml"),
        ("press", "layouts/press/coated.yml"),
        ("press", "layouts/press/uncoated.yml"),
        ("theme", "layouts/dongguan/theme.yml"),
        ("theme", "layouts/bulletin/theme.yml"),
    ] {
        let schema = repository().join(format!("docs/schemas/{subject}.schema.json"));
        let schema: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
        let text = std::fs::read_to_string(repository().join(file)).unwrap();
        let data: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<_> = validator.iter_errors(&data).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{file}: {faults:?}");
    }
}
