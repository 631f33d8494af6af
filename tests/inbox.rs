//! The inbox before reviews: what lies in it, its check, and what may be signed.

use crate::common;

use common::Sandbox;

const CLEAN: &str = "---\ntitle: 渠边的早市\nsection: news\nauthors:\n  - name: 陈禾\n    unit: 样例单位\n---\n天没亮，扁担先醒。\n";

fn sign(sandbox: &Sandbox, article: &str, verdict: &str) -> common::Run {
    sandbox.run(&[
        "review",
        "sign",
        article,
        "--issue",
        "inbox",
        "--stage",
        "first",
        "--by",
        "初一",
        "--verdict",
        verdict,
        "--note",
        "读过",
        "--format",
        "json",
    ])
}

#[test]
fn what_lies_in_the_inbox_is_listed() {
    let sandbox = Sandbox::new();
    let empty = sandbox.run(&["inbox"]);
    assert_eq!(empty.status, 0);
    assert!(empty.out.contains("neikan import"), "{}", empty.out);
    sandbox.write("荔枝.txt", "荔枝开秤\n文/陈禾\n头一筐荔枝过了秤。\n");
    assert_eq!(sandbox.run(&["import", "荔枝.txt"]).status, 0);
    sandbox.write("issues/inbox/early.md", CLEAN);
    sandbox.write("issues/inbox/broken.md", "---\ntitle: [\n---\n正文。\n");
    let run = sandbox.run(&["inbox", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    let all = report["manuscripts"].as_array().unwrap();
    let names: Vec<&str> = all.iter().map(|own| own["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["broken", "early", "lizhi-kaicheng"]);
    assert!(all[0]["title"].is_null() && all[0]["stops"].as_u64() > Some(0), "{}", run.out);
    assert_eq!(all[1]["title"], "渠边的早市");
    assert_eq!((&all[1]["authors"][0], &all[1]["units"][0]), (&"陈禾".into(), &"样例单位".into()));
    assert_eq!((all[1]["stops"].as_u64(), all[1]["arrived"].is_null()), (Some(0), true));
    assert_eq!(all[2]["guessed"].as_array().unwrap().len(), 3, "{}", run.out);
    assert!(all[2]["arrived"].as_str().is_some_and(|day| day.len() == 10), "{}", run.out);
    assert!(all[2]["chars"].as_u64() > Some(8));
    for language in ["zh", "en"] {
        let shown = sandbox.run(&["inbox", "--lang", language]);
        for part in ["lizhi-kaicheng", "荔枝开秤", "陈禾", "title, section, authors"] {
            assert!(shown.out.contains(part), "{part}: {}", shown.out);
        }
    }
}

#[test]
fn the_inbox_is_checked_before_reviews() {
    let sandbox = Sandbox::new();
    sandbox.write("issues/inbox/early.md", CLEAN);
    let run = sandbox.run(&["check", "inbox", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(run.report()["issue"], "inbox");
    let fault = CLEAN.replace("section: news", "section: none") + "\n![](images/no.png)\n";
    sandbox.write("issues/inbox/late.md", fault);
    let run = sandbox.run(&["check", "inbox", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    let rules = run.rules();
    for rule in ["section-unknown", "picture-missing", "picture-alt"] {
        assert!(rules.iter().any(|own| own == rule), "{rule}: {}", run.out);
    }
    let files = run.report()["findings"].as_array().unwrap().clone();
    assert!(files.iter().all(|own| own["file"] == "issues/inbox/late.md"), "{}", run.out);
    sandbox.write("issues/inbox/late.md", CLEAN.replace("早市", "晚市").replace("醒。", "醒.。"));
    let words = sandbox.run(&["check", "inbox", "--fix"]);
    assert_ne!(words.status, 2, "{}", words.err);
}

#[test]
fn what_is_not_ready_is_not_reviewed() {
    let sandbox = Sandbox::new();
    sandbox.write("荔枝.txt", "荔枝开秤\n文/陈禾\n头一筐荔枝过了秤。\n");
    assert_eq!(sandbox.run(&["import", "荔枝.txt"]).status, 0);
    let refused = sign(&sandbox, "lizhi-kaicheng", "pass");
    assert_eq!(refused.status, 1, "{}", refused.out);
    for rule in ["review-unready", "review-guessed"] {
        refused.finding(rule);
    }
    assert!(!sandbox.path("issues/inbox/review.yml").exists());
    // What is not ready can be returned.
    let returned = sign(&sandbox, "lizhi-kaicheng", "return");
    assert_eq!(returned.status, 0, "{}", returned.out);
    sandbox.write("issues/inbox/early.md", CLEAN);
    let signed = sign(&sandbox, "early", "pass");
    assert_eq!(signed.status, 0, "{}", signed.out);
    sandbox.write("issues/inbox/late.md", CLEAN.replace("天没亮", "![](images/no.png)\n\n天没亮"));
    let refused = sign(&sandbox, "late", "pass");
    assert_eq!(refused.status, 1);
    assert!(refused.rules().contains(&"picture-missing".to_owned()), "{}", refused.out);
    assert!(refused.rules().contains(&"review-unready".to_owned()), "{}", refused.out);
}
