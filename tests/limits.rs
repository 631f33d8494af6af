//! Too much work is refused early, in words with the limit, and the reading itself grows no faster
//! than the text.

use crate::common;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use common::{Run, Sandbox};

const NEWS: &str = "issues/2026-01/articles/news.md";
const HEAD: &str =
    "---\ntitle: 要闻一则\nsection: news\nauthors:\n  - {name: 梁以宁, unit: 样例单位}\n---\n";

/// Checks the small issue with another body of its second article.
fn check(body: &str) -> (Run, Duration) {
    let sandbox = Sandbox::new();
    sandbox.write(NEWS, format!("{HEAD}{body}"));
    let begun = Instant::now();
    let run = sandbox.run(&["check", "--format", "json"]);
    (run, begun.elapsed())
}

fn table(rows: usize) -> String {
    let mut out = "| 书摊 | 账 |\n|---|---|\n".to_owned();
    (0..rows).for_each(|row| {
        let _ = writeln!(out, "| 门板{row} | {} |", row * 7);
    });
    out
}

#[test]
fn a_table_without_end_is_refused_with_its_line() {
    let (run, took) = check(&format!("正文一段。\n\n{}", table(10_000)));
    let finding = run.finding("table-long");
    assert_eq!((run.status, &finding["file"], &finding["line"]), (1, &NEWS.into(), &9.into()));
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("10000") && message.contains("500"), "{message}");
    assert!(took < Duration::from_secs(20), "{took:?}");
    assert_eq!(check(&format!("正文一段。\n\n{}", table(500))).0.status, 0);
}

#[test]
fn an_issue_that_is_too_much_to_set_is_refused_with_what_it_holds() {
    let sentence = "书摊的主人清早六点把两块门板卸下来。";
    let long = format!("{}\n\n", sentence.repeat(20)).repeat(1_800);
    let (run, took) = check(&long);
    let finding = run.finding("issue-heavy");
    assert_eq!((run.status, &finding["file"]), (1, &NEWS.into()), "{finding}");
    assert!(finding["message"].as_str().unwrap().contains("648000"), "{finding}");
    assert!(took < Duration::from_secs(20), "{took:?}");
    let many: String = (0..10_000).fold(String::new(), |mut out, n| {
        let _ = writeln!(out, "## 门板{n}\n\n{sentence}[^n{n}]\n\n[^n{n}]: 注文。\n");
        out
    });
    let (run, took) = check(&many);
    assert_eq!((run.status, &run.finding("issue-heavy")["file"]), (1, &NEWS.into()));
    assert!(took < Duration::from_secs(20), "{took:?}");
}

#[test]
fn more_text_than_is_read_is_refused() {
    let sandbox = Sandbox::new();
    let long = "书摊的主人清早六点把两块门板卸下来。\n\n".repeat(90_000);
    for id in ["foreword", "news"] {
        let file = format!("issues/2026-01/articles/{id}.md");
        let text = sandbox.read(&file);
        let head = text.split("---\n").nth(1).unwrap().to_owned();
        sandbox.write(&file, format!("---\n{head}---\n{long}"));
    }
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!((run.status, &run.finding("issue-text")["file"]), (1, &NEWS.into()));
}
