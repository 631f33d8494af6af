//! The flatplan: every page with what an editor wants to know of it, in one file of its own.

use crate::common;

use common::Sandbox;

const NEWS: &str = "issues/2026-01/articles/news.md";

fn plan(sandbox: &Sandbox) -> String {
    let run = sandbox.build(&["--editions", "digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    sandbox.read("out/2026-01/flatplan.html")
}

#[test]
fn every_page_leads_to_its_page_in_the_screen_edition() {
    let sandbox = Sandbox::new();
    let html = plan(&sandbox);
    let pdf = lopdf::Document::load(sandbox.path("out/2026-01/small-2026-01.pdf")).unwrap();
    let pages = pdf.get_pages().len();
    let links: Vec<String> = html
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    let expected: Vec<String> =
        (1..=pages).map(|page| format!("small-2026-01.pdf#page={page}")).collect();
    assert_eq!(links, expected);
    assert_eq!(html.matches("data:image/jpeg;base64,").count(), pages);
    assert!(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"));
    for part in ["封一", "封二", "封三", "封四", "目录", "要闻一则", "卷首语", "落版单"]
    {
        assert!(html.contains(part), "{part}");
    }
    // The small issue lacks pages of its fourfold: the places for them are shown.
    let inside = pages - 4;
    let missing = inside.next_multiple_of(4) - inside;
    assert_eq!(html.matches("class=\"hole\"").count(), missing);
    assert_eq!(html.matches("class=\"spread\"").count(), (inside + missing) / 2 + 3);
}

#[test]
fn budgets_that_are_missed_are_marked() {
    let sandbox = Sandbox::new();
    assert!(!plan(&sandbox).contains("class=\"mark"));
    sandbox.replace(NEWS, "section: news", "pages: 3\nsection: news");
    assert!(plan(&sandbox).contains("<span class=\"mark under\">欠 2 页</span>"));
}

#[test]
fn titles_are_text() {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "title: 要闻一则", "title: '<b onclick=\"x\">&要闻'");
    let html = plan(&sandbox);
    assert!(html.contains("&lt;b onclick=&quot;x&quot;&gt;&amp;要闻"));
    assert!(!html.contains("<b onclick"));
}

#[test]
fn the_words_are_those_of_the_publication_not_of_the_machine() {
    let sandbox = Sandbox::new();
    sandbox.replace("issues/publication.yml", "slug: small", "slug: small\nlanguage: en");
    sandbox.approve();
    let run = sandbox.run_with(&["build", "--editions", "digital"], &[("LANG", "zh_CN.UTF-8")]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let html = sandbox.read("out/2026-01/flatplan.html");
    assert!(html.contains("flatplan</h1>") && html.contains("Inside front"), "{}", &html[..900]);
}

#[test]
fn the_picture_is_drawn_when_it_is_asked_for() {
    let sandbox = Sandbox::new();
    let run = sandbox.build(&["--editions", "digital", "--flatplan", "png"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let picture = image::open(sandbox.path("out/2026-01/flatplan.png")).unwrap().into_rgb8();
    assert!(picture.width() > 1000 && picture.height() > 250);
    let colors: std::collections::BTreeSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(colors.len() > 50, "an empty picture");
    assert_eq!(sandbox.run(&["build", "--flatplan", "gif"]).status, 2);
}
