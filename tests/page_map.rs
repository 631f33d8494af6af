//! The page map: where articles stand, and what is said of their page budgets.

mod common;

use common::{Sandbox, repository};
use neikan::build::page_maps;
use neikan::publication::Project;

const NEWS: &str = "issues/2026-01/articles/news.md";

#[test]
fn press_and_screen_have_the_same_pages() {
    let project = Project::find(&repository()).unwrap();
    let [press, screen] = page_maps(&project, "2026-01").unwrap();
    assert_eq!(press, screen);
    assert_eq!(press.articles.len(), 22);
    assert_eq!(press.pages.len() % 4, 0);
    let folios: Vec<u64> = press.pages.iter().map(|page| page.folio).collect();
    assert_eq!(folios, (1..=press.pages.len() as u64).collect::<Vec<_>>());
    assert_eq!(press.pages[0].kind, "contents");
    for article in &press.articles {
        assert!(article.first <= article.last, "{article:?}");
        let end = article.end.unwrap_or_else(|| panic!("{article:?} has no end"));
        assert!((article.first..=article.last).contains(&end.folio), "{article:?}");
    }
    let in_order =
        |pair: &[neikan::typeset::page_map::ArticlePages]| pair[0].first <= pair[1].first;
    assert!(press.articles.windows(2).all(in_order));
    assert!(press.pages.iter().all(|page| page.kind != "blank"));
}

#[test]
fn an_exact_budget_is_passed_over_in_silence() {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "section: news", "pages: 1\nsection: news");
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.rules().iter().all(|rule| !rule.starts_with("pages-")), "{}", run.out);
    let report = run.report();
    let news = &report["map"]["articles"][1];
    assert_eq!((&news["id"], &news["budget"]), (&"news".into(), &1.into()));
    assert!(news["left"].as_u64().unwrap() > 10, "{news}");
}

#[test]
fn an_article_over_its_budget_is_a_warning_with_its_measure() {
    let sandbox = Sandbox::new();
    let paragraph = "田里的水渠修好了，社里的人站在埂上看水慢慢流过去。".repeat(20) + "\n\n";
    let text = sandbox.read(NEWS).replace("section: news", "pages: 1\nsection: news");
    sandbox.write(
        NEWS,
        text.replace("正文一段，带脚注[^a]。", &format!("{}带脚注[^a]。", paragraph.repeat(6))),
    );
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let finding = run.finding("pages-over");
    assert_eq!((&finding["severity"], &finding["file"]), (&"warn".into(), &NEWS.into()));
    let report = run.report();
    let news = &report["map"]["articles"][1];
    let miss = &news["miss"];
    assert!(miss["pages"].as_i64().unwrap() > 0 && miss["lines"].as_u64().unwrap() > 5, "{news}");
    let chars = miss["chars"].as_u64().unwrap();
    assert!((100..3000).contains(&chars), "{news}");
    assert!(finding["message"].as_str().unwrap().contains(&chars.to_string()), "{finding}");
}

#[test]
fn an_article_short_of_its_budget_is_a_note() {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "section: news", "pages: 3\nsection: news");
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.finding("pages-under")["severity"], "note");
    assert_eq!(run.report()["map"]["articles"][1]["miss"]["pages"], -2);
    let human = sandbox.build(&["--lang", "en"]);
    assert!(human.err.contains("note[pages-under]"), "{}", human.err);
}

#[test]
fn the_build_says_how_many_pages_the_binding_lacks() {
    let sandbox = Sandbox::new();
    let run = sandbox.build(&["--format", "json"]);
    let report = run.report();
    let (pages, fit) = (report["pages"].as_u64().unwrap(), &report["binding"]);
    assert_eq!(fit["multiple"], 4);
    let (missing, excess) = (fit["missing"].as_u64().unwrap(), fit["excess"].as_u64().unwrap());
    assert_eq!(((pages + missing) % 4, (pages - excess) % 4), (0, 0));
    assert_eq!(missing > 0, run.rules().contains(&"press-page-count".to_owned()));
}
