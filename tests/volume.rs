//! The bound volume of a year: contents and indexes of all issues with their pages, a cover sheet, one EPUB.

use crate::common;

use std::collections::BTreeSet;
use std::fs;

use common::judging::{checked_by_epubcheck, checked_by_qpdf, words};
use common::{Sandbox, zip_entries};

/// Two issues of a year, both built.
fn year() -> Sandbox {
    let sandbox = Sandbox::new();
    let run = sandbox.build(&["--editions", "digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let second = sandbox.read("issues/2026-01/issue.yml");
    let second = second.replace("number: 1", "number: 2").replace("total: 1", "total: 2");
    sandbox.write("issues/2026-02/issue.yml", second.replace("2026-01-15", "2026-03-15"));
    for file in ["articles/foreword.md", "articles/news.md", "images/field.svg"] {
        sandbox.write(
            &format!("issues/2026-02/{file}"),
            sandbox.read(&format!("issues/2026-01/{file}")),
        );
    }
    sandbox.replace(
        "issues/2026-02/articles/news.md",
        "title: 要闻一则",
        "title: 荔枝开秤\nsubjects: [荔枝, 冷链]",
    );
    let run = sandbox.build(&["2026-02", "--editions", "digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    sandbox
}

#[test]
fn a_year_is_bound_with_contents_indexes_cover_and_book() {
    let sandbox = year();
    let run = sandbox.run(&["volume", "2026", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    assert_eq!(report["issues"], serde_json::json!(["2026-01", "2026-02"]));
    assert_eq!((&report["articles"], &report["running"]), (&4.into(), &false.into()));
    let folder = sandbox.path("out/volume-2026");
    let contents = folder.join("press/small-2026-contents.pdf");
    let cover = folder.join("press/small-2026-cover.pdf");
    let book = folder.join("small-2026.epub");
    [&contents, &cover].into_iter().for_each(|path| checked_by_qpdf(path, &[]));
    checked_by_epubcheck(&book);
    let pages = report["files"][0]["pages"].as_u64().unwrap() as usize;
    let said: Option<String> = (1..=pages).map(|page| words(&contents, page)).collect();
    if let Some(said) = said {
        for text in
            ["2026年总目录", "荔枝开秤", "要闻一则", "陈禾1·", "作者索引", "主题索引", "样例单位"]
        {
            assert!(said.contains(text), "{text}: {said}");
        }
        // By pinyin: 陈 before 梁, 冷链 before 荔枝 before 样例单位.
        for [one, two] in [["陈禾1·", "梁以宁1·"], ["冷链2·", "荔枝2·"], ["荔枝2·", "样例单位1·"]]
        {
            assert!(said.rfind(one).unwrap() < said.rfind(two).unwrap(), "{one} {two}: {said}");
        }
    }
    let files = zip_entries(&std::fs::read(&book).unwrap());
    let nav = String::from_utf8(files["EPUB/nav.xhtml"].clone()).unwrap();
    for way in ["2026-01/articles/news.xhtml", "2026-02/articles/news.xhtml", "authors.xhtml"] {
        assert!(nav.contains(&format!("href=\"{way}\"")), "{way}: {nav}");
    }
    // Each issue is there as it was published, but for its list of what is in it.
    for id in ["2026-01", "2026-02"] {
        let own = std::fs::read(sandbox.path(&format!("out/{id}/small-{id}.epub"))).unwrap();
        let own: BTreeSet<_> = zip_entries(&own).into_iter().collect();
        for (path, bytes) in own.iter().filter(|(path, _)| path.starts_with("EPUB/articles/")) {
            let path = path.replacen("EPUB/", &format!("EPUB/{id}/"), 1);
            assert!(files[&path] == *bytes, "{path} differs");
        }
    }
    let again = sandbox.run(&["volume", "2026", "--format", "json"]);
    assert_eq!(again.report()["files"], report["files"]);
    let thick = sandbox.run(&["volume", "2026", "--spine", "31.4", "--format", "json"]);
    assert_eq!(thick.report()["spine"], 31.4);
    refused(&sandbox);
}

/// Pages that are numbered through the year have both numbers, and the volume goes by that of the year.
#[test]
fn pages_are_numbered_through_the_year() {
    let sandbox = Sandbox::new();
    let publication = "issues/publication.yml";
    sandbox.write(publication, sandbox.read(publication) + "numbering: both\n");
    let run = sandbox.build(&["--editions", "digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let record: serde_json::Value =
        serde_json::from_str(&sandbox.read("out/2026-01/build.json")).unwrap();
    let pages = record["pages"].as_u64().unwrap();
    // The next issue knows from there; without it, it has to say.
    let run = sandbox.run(&["new", "2026-02"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let own = "issues/2026-02/issue.yml";
    assert!(sandbox.read(own).contains(&format!("first_page: {}", pages + 1)));
    let text = sandbox.read("issues/2026-01/issue.yml");
    let head = "number: 2\ntotal: 2\ndate: 2026-02-15";
    sandbox.write(own, text.replace("number: 1\ntotal: 1\ndate: 2026-01-15", head));
    fs::remove_dir_all(sandbox.path("issues/2026-02/articles")).unwrap();
    for path in ["articles/foreword.md", "articles/news.md", "images/field.svg"] {
        let same = fs::read(sandbox.path(&format!("issues/2026-01/{path}"))).unwrap();
        sandbox.write(&format!("issues/2026-02/{path}"), same);
    }
    let check = || sandbox.run(&["check", "2026-02", "--format", "json"]);
    assert!(check().rules().contains(&"numbering-first".to_owned()));
    sandbox.write(own, sandbox.read(own) + "first_page: 4\n");
    assert!(check().rules().contains(&"numbering-even".to_owned()));
    let built = |first: u64| {
        let text = sandbox.read(own);
        let (before, _) = text.split_once("first_page: ").unwrap();
        sandbox.write(own, format!("{before}first_page: {first}\n"));
        let run = sandbox.build(&["2026-02", "--editions", "digital"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        sandbox.run(&["volume", "2026", "--format", "json"])
    };
    let run = built(pages + 3);
    assert_eq!((run.status, &run.report()["running"]), (0, &false.into()), "{}", run.out);
    assert_eq!(run.finding("volume-gap")["severity"], "warn");
    let run = built(pages + 1);
    assert_eq!((run.status, &run.report()["running"]), (0, &true.into()), "{}", run.out);
    let pdf = sandbox.path("out/2026-02/small-2026-02.pdf");
    // The third inside page, after two of the cover: 3 in the issue.
    if let Some(said) = words(&pdf, 5) {
        assert!(said.contains(&format!("总{}页", pages + 3)), "{said}");
    }
    let contents = sandbox.path("out/volume-2026/press/small-2026-contents.pdf");
    if let Some(said) = words(&contents, 1) {
        assert!(said.contains(&format!("{}—", pages + 1)), "{said}");
    }
    // The number of the year alone.
    sandbox.replace(publication, "numbering: both", "numbering: year");
    let run = sandbox.build(&["2026-02", "--editions", "digital", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let record: serde_json::Value =
        serde_json::from_str(&sandbox.read("out/2026-02/build.json")).unwrap();
    assert_eq!(record["map"]["pages"][0]["folio"], pages + 1);
    sandbox.replace(publication, "numbering: year", "numbering: issue");
    assert!(check().rules().contains(&"numbering-unused".to_owned()));
}

/// What cannot be bound.
fn refused(sandbox: &Sandbox) {
    assert_eq!(sandbox.run(&["volume", "2025", "--format", "json"]).rules(), ["volume-none"]);
    assert_eq!(sandbox.run(&["volume", "2026", "--spine", "0"]).status, 2);
    for id in ["2026-01", "2026-02"] {
        sandbox.replace(&format!("issues/{id}/articles/foreword.md"), "第一段", "头一段");
    }
    let run = sandbox.run(&["volume", "2026", "--out", "out", "--format", "json"]);
    assert_eq!((run.status, run.rules()), (1, vec!["volume-unbuilt".to_owned(); 2]));
}

#[test]
fn pages_that_do_not_go_on_are_told_before_they_are_printed() {
    let sandbox = Sandbox::new();
    sandbox.replace("issues/publication.yml", "slug: small", "slug: small\nnumbering: year");
    let run = sandbox.build(&["--editions", "digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let issue = "issues/2026-02/issue.yml";
    assert_eq!(sandbox.run(&["new", "2026-02"]).status, 0);
    let check = || sandbox.run(&["check", "2026-02", "--format", "json"]);
    assert!(!check().rules().contains(&"numbering-gap".to_owned()), "{}", check().out);
    let text = sandbox.read(issue);
    let line = text.lines().find(|line| line.starts_with("first_page:")).unwrap();
    sandbox.replace(issue, line, "first_page: 901");
    let finding = check().finding("numbering-gap");
    assert_eq!((&finding["severity"], &finding["file"]), (&"warn".into(), &issue.into()));
    assert!(finding["message"].as_str().unwrap().contains("901"), "{finding}");
    // No number is written that check does not take.
    fs::remove_dir_all(sandbox.path("issues/2026-02")).unwrap();
    sandbox.replace("issues/2026-01/issue.yml", "number: 1", "number: 1\nfirst_page: 9997");
    let run = sandbox.run(&["new", "2026-02", "--lang", "en"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("numbering-far") && run.err.contains("9999"), "{}", run.err);
    assert!(!sandbox.read(issue).contains("first_page"));
}
