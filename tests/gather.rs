//! Gathering: what is approved moves from the inbox into an issue, the rest stays and says
//! why, and no crash loses a file.

use crate::common;

use std::collections::BTreeMap;

use common::{Run, Sandbox};
use neikan::desk::gather::gather;
use neikan::diagnostic::{Failure, Finding};
use neikan::publication::Project;

const ISSUE: &str = "issues/2026-01/issue.yml";
const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="COLOR"/></svg>"#;

/// A body of some length that is like no other.
fn body(seed: u32) -> String {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x4e00 + (state >> 16) % 3000).unwrap()
    };
    (0..120).map(|_| next()).collect::<String>() + "。"
}

fn manuscript(title: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nsection: news\nissue: 2026-01\n{more}---\n{body}\n")
}

/// An inbox with two articles, one of them with two pictures, one of which a third uses too.
fn inbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let pictures = "\n![稻](images/rice.svg)\n\n![渠](images/ditch.svg)\n";
    let put = |name: &str, text: String| sandbox.write(&format!("issues/inbox/{name}.md"), text);
    put("rice", manuscript("早稻下田", "", &format!("{}\n{pictures}", body(1))));
    let fore = manuscript("开篇", "", &body(2)).replace("section: news", "section: foreword");
    put("opening", fore);
    let other = manuscript("水渠", "", &format!("{}\n\n![渠](images/ditch.svg)\n", body(3)));
    put("ditch", other.replace("issue: 2026-01", "issue: 2026-02"));
    sandbox.write("issues/inbox/images/rice.svg", SVG.replace("COLOR", "#0a0"));
    sandbox.write("issues/inbox/images/ditch.svg", SVG.replace("COLOR", "#00a"));
    sandbox
}

/// Signs all three reviews of articles of the inbox.
fn approve(sandbox: &Sandbox, articles: &[&str]) {
    for (stage, by, day) in [("first", "初一", 2), ("second", "复二", 3), ("final", "终三", 4)]
    {
        let date = format!("2026-01-0{day}");
        for article in articles {
            let call = ["review", "sign", article, "--issue", "inbox", "--stage", stage];
            let rest = ["--by", by, "--verdict", "pass", "--note", "读过", "--date", &date];
            let run = sandbox.run(&[&call[..], &rest].concat());
            assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        }
    }
}

fn run(sandbox: &Sandbox, more: &[&str]) -> Run {
    sandbox.run(&[&["gather", "2026-01", "--format", "json"], more].concat())
}

fn moved(run: &Run) -> Vec<String> {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    let moved = report["moved"].as_array().unwrap().iter();
    moved.map(|own| own["id"].as_str().unwrap().to_owned()).collect()
}

/// Every file of the issues with its bytes.
fn files(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let root = sandbox.path("issues");
    let entries = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).unwrap().display().to_string();
            (path, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn what_is_approved_moves_in_the_order_of_the_sections_with_all_that_is_its() {
    let sandbox = inbox();
    sandbox.replace(ISSUE, "articles:\n", "articles:        # 次序\n");
    sandbox.replace(ISSUE, "  - foreword\n", "  - foreword     # 卷首\n");
    approve(&sandbox, &["rice", "opening", "ditch"]);
    let before = files(&sandbox);
    let dry = run(&sandbox, &["--dry-run"]);
    assert_eq!(moved(&dry), ["opening", "rice"]);
    assert_eq!(files(&sandbox), before);

    let real = run(&sandbox, &["--date", "2026-01-05"]);
    assert_eq!(moved(&real), ["opening", "rice"]);
    assert_eq!(real.rules(), ["gather-issue-other"]);
    let list =
        "articles:        # 次序\n  - foreword     # 卷首\n  - opening\n  - news\n  - rice\n";
    assert!(sandbox.read(ISSUE).contains(list), "{}", sandbox.read(ISSUE));
    let after = files(&sandbox);
    for (from, to) in [
        ("inbox/rice.md", "2026-01/articles/rice.md"),
        ("inbox/opening.md", "2026-01/articles/opening.md"),
        ("inbox/images/rice.svg", "2026-01/images/rice.svg"),
    ] {
        assert_eq!(before[from], after[to], "{from}");
        assert!(!after.contains_key(from), "{from} is still there");
    }
    // A picture that another manuscript uses is copied and stays.
    assert_eq!(after["inbox/images/ditch.svg"], after["2026-01/images/ditch.svg"]);
    assert_eq!(moved(&run(&sandbox, &[])), Vec::<String>::new());
    assert_eq!(files(&sandbox), after);

    // The signatures came along, hold, and still prove where they were made.
    let status = sandbox.run(&["review", "status", "--format", "json"]).report();
    let articles = status["articles"].as_array().unwrap();
    let rice = articles.iter().find(|own| own["id"] == "rice").unwrap();
    assert_eq!((&rice["approved"], &rice["next"]), (&true.into(), &"proof-1".into()));
    assert_eq!(rice["signatures"].as_array().unwrap().len(), 3);
    let ledger = sandbox.read("issues/2026-01/review.yml");
    assert_eq!(ledger.matches("origin:").count(), 6);
    sandbox.write("issues/2026-01/review.yml", ledger.replacen("by: 终三", "by: 多面", 1));
    let log = sandbox.run(&["review", "log", "--format", "json"]);
    assert!(log.rules().contains(&"ledger-origin".to_owned()), "{}", log.out);
    let again = sandbox.run(&["review", "status", "--issue", "inbox", "--format", "json"]);
    assert_eq!(again.status, 0, "{}", again.out);
}

#[test]
fn what_stays_behind_says_why() {
    let sandbox = inbox();
    let put = |name: &str, text: String| sandbox.write(&format!("issues/inbox/{name}.md"), text);
    put("unapproved", manuscript("未审的", "", &body(11)));
    put("nowhere", manuscript("无期", "", &body(12)).replace("issue: 2026-01\n", ""));
    put("unit", manuscript("缺单位", "authors: [{name: 甲}]\n", &body(13)));
    put("same-title", manuscript("要闻、一则", "", &body(14)));
    put("double", manuscript("另一个题目", "", &(body(1) + "添了一句。")));
    put("news", manuscript("同名", "", &body(15)));
    put("field", manuscript("图重名", "", &(body(16) + "\n\n![田](images/field.svg)")));
    put("sports", manuscript("无栏目", "", &body(17)).replace("section: news", "section: sports"));
    sandbox.write("issues/inbox/images/field.svg", SVG.replace("COLOR", "#a00"));
    // A section that is given up after the reviews: without it nothing of it would be reviewed.
    let publication = sandbox.read("issues/publication.yml");
    let news = "  - {id: news, name: 要闻, kind: news, color: river}\n";
    let sports = news
        .replace("news,", "sports,")
        .replace("要闻", "体育")
        .replace("kind: sports", "kind: news");
    sandbox.replace("issues/publication.yml", news, &[news, &sports].concat());
    approve(&sandbox, &["unit", "same-title", "double", "news", "field", "sports", "rice"]);
    sandbox.write("issues/publication.yml", publication);
    put("no-picture", manuscript("缺图", "", &(body(18) + "\n\n![没有](images/none.jpg)")));
    let run = run(&sandbox, &[]);
    assert_eq!(moved(&run), ["double"]);
    let report = run.report();
    let why: BTreeMap<&str, &str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| {
            let file = own["file"].as_str().unwrap();
            let name = file.trim_start_matches("issues/inbox/").trim_end_matches(".md");
            (name, own["rule"].as_str().unwrap())
        })
        .collect();
    let wanted = BTreeMap::from([
        ("ditch", "gather-issue-other"),
        ("field", "gather-picture"),
        ("news", "gather-name"),
        ("no-picture", "picture-missing"),
        ("nowhere", "gather-issue-none"),
        ("opening", "gather-unapproved"),
        ("rice", "gather-double"),
        ("same-title", "gather-title"),
        ("sports", "gather-section"),
        ("unapproved", "gather-unapproved"),
        ("unit", "gather-unit"),
    ]);
    assert_eq!(why, wanted);
    assert!(!run.out.contains("{ $"), "{}", run.out);
}

#[test]
fn an_edit_after_the_final_review_keeps_an_article_in_the_inbox() {
    let sandbox = inbox();
    approve(&sandbox, &["rice"]);
    sandbox.replace("issues/inbox/rice.md", "早稻下田", "早稻下田了");
    let run = run(&sandbox, &[]);
    assert_eq!(moved(&run), Vec::<String>::new());
    assert!(run.rules().contains(&"gather-unapproved".to_owned()), "{}", run.out);
}

#[test]
fn a_crash_at_any_step_loses_nothing_and_the_next_run_finishes() {
    let date = "2026-01-05".parse().unwrap();
    let whole = inbox();
    approve(&whole, &["rice", "opening"]);
    let start = files(&whole);
    let mut steps = 0;
    let project = Project::find(&whole.path("")).unwrap().with_store(common::store());
    gather(&project, "2026-01", date, &mut |_| {
        steps += 1;
        Ok(())
    })
    .unwrap();
    let finished = files(&whole);
    assert_eq!(steps, 13);
    for crash in 0..steps {
        let sandbox = inbox();
        start.iter().for_each(|(name, bytes)| sandbox.write(&format!("issues/{name}"), bytes));
        assert_eq!(files(&sandbox), start);
        let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
        let mut step = 0;
        let broken = gather(&project, "2026-01", date, &mut |_| {
            step += 1;
            if step > crash { Err(Failure::from(Finding::stop("machine-failed"))) } else { Ok(()) }
        });
        assert!(broken.is_err(), "step {crash}");
        let left = files(&sandbox);
        for (name, bytes) in &start {
            let manuscript = name.ends_with(".svg") || name.ends_with(".md");
            let kept = left.values().any(|own| own == bytes);
            assert!(!manuscript || kept, "{name} is lost by a crash before step {crash}");
        }
        gather(&project, "2026-01", date, &mut |_| Ok(())).unwrap();
        assert_eq!(files(&sandbox), finished, "after a crash before step {crash}");
    }
}
