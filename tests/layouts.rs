//! Layouts of one's own, second themes, where articles start.

mod common;

use common::Sandbox;

const PUBLICATION: &str = "issues/publication.yml";
const ISSUE: &str = "issues/2026-01/issue.yml";
const NEWS: &str = "issues/2026-01/articles/news.md";

#[test]
fn a_layout_is_copied_and_an_issue_builds_with_the_copy() {
    let sandbox = Sandbox::with_own_layouts();
    let run = sandbox.run(&["layout", "new", "spring"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("layout: spring") && run.out.contains("layouts/spring/theme.yml"));
    let files = |layout: &str| -> Vec<String> {
        let root = sandbox.path(&format!("layouts/{layout}"));
        let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter();
        let files = entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        files.map(|f| f.path().strip_prefix(&root).unwrap().display().to_string()).collect()
    };
    assert_eq!(files("spring"), files("dongguan"));
    sandbox.replace(PUBLICATION, "slug: small", "slug: small\nlayout: spring");
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

#[test]
fn a_layout_is_begun_under_a_name_that_is_free_and_proper() {
    let sandbox = Sandbox::with_own_layouts();
    for (name, rule) in [
        ("dongguan", "layout-exists"),
        ("press", "layout-exists"),
        ("../x", "layout-name"),
        ("Spring", "layout-name"),
        ("春", "layout-name"),
    ] {
        let run = sandbox.run(&["--lang", "en", "layout", "new", name]);
        assert_eq!(run.status, 2, "{name}: {}{}", run.out, run.err);
        assert!(run.err.contains(rule), "{name}: {}", run.err);
    }
    assert_eq!(sandbox.run(&["layout"]).status, 2);
    let help = sandbox.run(&["layout", "new", "--help"]);
    assert_eq!(help.status, 0);
    assert!(help.out.contains("用法：") && help.out.contains("NAME"), "{}", help.out);
}

/// The drawing operators of the first inside page for the press.
fn first_page(sandbox: &Sandbox) -> String {
    let run = sandbox.build(&["--editions", "press"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let pdf = sandbox.path("out/2026-01/press/small-2026-01-interior.pdf");
    let document = lopdf::Document::load(pdf).unwrap();
    let page = *document.get_pages().values().next().unwrap();
    String::from_utf8_lossy(&document.get_page_content(page)).into_owned()
}

#[test]
fn a_second_theme_dresses_the_issue_anew() {
    let sandbox = Sandbox::with_own_layouts();
    let theme = sandbox.read("layouts/dongguan/theme.yml");
    let cinnabar = "cinnabar: [8, 92, 88, 2]";
    assert!(theme.contains(cinnabar));
    sandbox.write(
        "layouts/dongguan/theme-night.yml",
        theme.replace(cinnabar, "cinnabar: [40, 20, 60, 0]"),
    );
    let plain = first_page(&sandbox);
    assert!(!plain.contains("0.4 0.2 0.6 0 k"), "{plain}");
    sandbox.replace(PUBLICATION, "slug: small", "slug: small\ntheme: night");
    let night = first_page(&sandbox);
    assert!(night.contains("0.4 0.2 0.6 0 k"), "{night}");
    // What the issue says counts for the issue.
    sandbox.write(
        "layouts/dongguan/theme-day.yml",
        theme.replace(cinnabar, "cinnabar: [60, 20, 40, 0]"),
    );
    sandbox.replace(ISSUE, "run: 50", "run: 50\nlayout_theme: day");
    assert!(first_page(&sandbox).contains("0.6 0.2 0.4 0 k"));
}

#[test]
fn a_theme_that_is_not_there_is_named_with_those_that_are() {
    for (file, line, from, to) in [
        (PUBLICATION, 2, "slug: small", "slug: small\ntheme: none"),
        (ISSUE, 2, "year: 2026", "year: 2026\nlayout_theme: none"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.replace(file, from, to);
        let run = sandbox.run(&["build", "--format", "json"]);
        assert_eq!(run.status, 1, "{}{}", run.out, run.err);
        let finding = run.finding("theme-missing");
        assert_eq!((&finding["file"], &finding["line"]), (&file.into(), &line.into()));
        assert!(finding["hint"].as_str().unwrap().contains("theme.yml"), "{finding}");
        assert!(sandbox.nothing_written());
    }
}

#[test]
fn an_article_says_where_it_starts() {
    let sandbox = Sandbox::new();
    for start in ["page", "left", "after"] {
        let text = sandbox.read(NEWS);
        sandbox.write(
            NEWS,
            text.replacen("section: news", &format!("start: {start}\nsection: news"), 1),
        );
        let run = sandbox.run(&["check", "--format", "json"]);
        assert_eq!(run.status, 0, "{start}: {}{}", run.out, run.err);
        sandbox.write(NEWS, text);
    }
    sandbox.replace(NEWS, "section: news", "section: news\nstart: right");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1);
    let finding = run.finding("value-choice");
    assert!(finding["hint"].as_str().unwrap().contains("page, left, after"), "{finding}");
}
