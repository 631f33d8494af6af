//! A draft says on every page that it is one, until everything that the press needs is signed.

use crate::common;

use common::{Sandbox, zip_entries};
use neikan::digital::epub::letters::letters;
use neikan::publication::{Project, Stage, Verdict};

/// The pages of a PDF as poppler reads them, without white space.
fn pages(sandbox: &Sandbox, name: &str) -> Option<Vec<String>> {
    let path = sandbox.path(&format!("out/2026-01/{name}"));
    let read = common::judging::judge("pdftotext", &["-raw", path.to_str().unwrap(), "-"])?;
    let text = String::from_utf8(read.stdout).unwrap();
    Some(text.split_terminator('\u{c}').map(common::dense).collect())
}

/// A small issue with a filler page and a blank one.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let issue = sandbox.read("issues/2026-01/issue.yml");
    let fillers =
        "fillers: [{title: 田野, text: 田里的水。, picture: images/field.svg, alt: 田野}]\n";
    sandbox.write("issues/2026-01/issue.yml", issue + fillers);
    sandbox
}

fn build(sandbox: &Sandbox) -> serde_json::Value {
    let call = ["build", "--draft", "--editions", "press,digital", "--format", "json"];
    let run = sandbox.run(&call);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.report()
}

/// What marks each page of a file of a draft: 未审稿, 样稿, or nothing.
fn marks(pages: &[String]) -> Vec<&'static str> {
    let mark = |page: &String| {
        ["未审稿", "样稿"].into_iter().find(|mark| page.contains(mark)).unwrap_or_default()
    };
    pages.iter().map(mark).collect()
}

/// Signs one article as reviewed.
fn review(sandbox: &Sandbox, article: &str) {
    use neikan::desk::review::{Folder, Request, sign};
    let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
    let folder = Folder::choose(&project, None).unwrap();
    let stages = [(Stage::First, "初一"), (Stage::Second, "复二"), (Stage::Final, "终三")];
    for (stage, by) in stages {
        let request = Request {
            article: Some(article.to_owned()),
            stage,
            by: by.to_owned(),
            verdict: Verdict::Pass,
            note: Some("读过".to_owned()),
            date: "2026-01-02".parse().unwrap(),
            today: "2026-01-02".parse().unwrap(),
            of: None,
            seen: Vec::new(),
        };
        sign(&project, &folder, &request).unwrap_or_else(|e| panic!("{stage:?}: {e:?}"));
    }
}

#[test]
fn every_page_of_a_draft_says_so() {
    let sandbox = sandbox();
    review(&sandbox, "foreword");
    let report = build(&sandbox);
    let files = ["press/small-2026-01-interior-draft.pdf", "press/small-2026-01-cover-draft.pdf"];
    for file in files.into_iter().chain(["small-2026-01-draft.pdf"]) {
        let Some(pages) = pages(&sandbox, file) else { return };
        let marks = marks(&pages);
        assert!(marks.iter().all(|mark| !mark.is_empty()), "{file}: {marks:?} {pages:?}");
        // Only the article that nobody has reviewed is marked as such.
        for (page, mark) in pages.iter().zip(&marks) {
            let news = page.contains("正文一段");
            assert_eq!(*mark == "未审稿", news, "{file}: {page}");
        }
    }
    let epub = std::fs::read(sandbox.path("out/2026-01/small-2026-01-draft.epub")).unwrap();
    for (name, text) in letters(&epub).unwrap() {
        let mark = if name.contains("news") { "未审" } else { "样稿" };
        assert!(name == "cover.xhtml" || text.starts_with(mark), "{name}: {text}");
    }
    let plan = sandbox.read("out/2026-01/flatplan.html");
    let pages = report["pages"].as_u64().unwrap() + 4;
    assert_eq!(plan.matches("class=\"mark draft\"").count() as u64, pages);
}

#[test]
fn the_marks_of_a_draft_are_nothing_that_its_preflight_reminds_of() {
    let sandbox = sandbox();
    build(&sandbox);
    let report: serde_json::Value =
        serde_json::from_str(&sandbox.read("out/2026-01/press/preflight-draft.json")).unwrap();
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    for file in files {
        let findings = file["findings"].as_array().unwrap();
        assert!(findings.iter().all(|found| found["rule"] != "print-text-edge"), "{findings:?}");
    }
}

#[test]
fn a_draft_of_what_is_signed_bears_no_mark_and_breaks_its_lines_alike() {
    let sandbox = sandbox();
    build(&sandbox);
    let file = "small-2026-01-draft.pdf";
    let Some(marked) = pages(&sandbox, file) else { return };
    sandbox.approve();
    build(&sandbox);
    let plain = pages(&sandbox, file).unwrap();
    assert!(marks(&plain).iter().all(|mark| mark.is_empty()), "{plain:?}");
    // The large characters across a page may be read one by one.
    let bare =
        |page: &String| page.replace("未审稿", "").replace("样稿", "").replace(['未', '审'], "");
    let bared: Vec<String> = marked.iter().map(bare).collect();
    assert_eq!(bared, plain);
    let epub = std::fs::read(sandbox.path("out/2026-01/small-2026-01-draft.epub")).unwrap();
    for (name, bytes) in zip_entries(&epub) {
        assert!(!String::from_utf8_lossy(&bytes).contains("样稿"), "{name}");
    }
}
