//! The page map: where articles stand, and what is said of their page budgets.

use crate::common;
use crate::common::lines;

use common::{Sandbox, project};
use neikan::pipeline::{check_issue, inside_pages, page_maps, screen_pages};
use neikan::typeset::breaks::running;
use neikan::typeset::{Breaks, PageMap};
use typst::layout::{Frame, FrameItem, Transform};
use typst::visualize::Paint;

const NEWS: &str = "issues/2026-01/articles/news.md";

#[test]
fn press_and_screen_have_the_same_pages() {
    let project = project();
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

/// Where a page begins within an article, one of its lines begins with the same characters.
#[test]
fn pages_begin_in_the_text_where_the_breaks_say() {
    let project = project();
    let document = screen_pages(&project, "2026-01").unwrap();
    let (assembly, _) = check_issue(&project, "2026-01").unwrap();
    let map = PageMap::of(&assembly, &document, 2);
    let breaks = Breaks::of(&assembly, &document, 2, &map);
    let paragraphs = lines::paragraphs(&document);
    let mut within = 0;
    let mut folios = breaks.front.clone();
    for article in &assembly.articles {
        let text = running(&article.blocks);
        for &(at, folio) in breaks.articles.get(&article.id).into_iter().flatten() {
            folios.push(folio);
            let Some(rest) = (at > 0).then(|| text.get(at..)).flatten() else { continue };
            within += 1;
            let start: String = rest.iter().take(6).collect();
            let begins = |line: &lines::Line| {
                let own: String = line.text.chars().filter(|c| !c.is_whitespace()).collect();
                line.page as u64 == folio + 2
                    && (own.starts_with(&start) || start.starts_with(&own))
            };
            assert!(paragraphs.iter().flatten().any(begins), "page {folio}: {start}");
        }
    }
    assert_eq!(folios, (1..=48).collect::<Vec<_>>());
    assert!(within > 15, "{within}");
}

/// Both editions set every glyph at the same place, to a hundredth of a point; what only a screen
/// reader is told has no colour at all.
#[test]
fn press_and_screen_have_the_same_lines() {
    let project = project();
    let [press, screen] = inside_pages(&project, "2026-01").unwrap();
    assert_eq!(press.len(), screen.len());
    let mut glyphs = 0;
    for (index, (press, screen)) in press.iter().zip(&screen).enumerate() {
        let (mut set, mut shown) = (Vec::new(), Vec::new());
        let (bleed, none) = (press.bleed.left.to_pt(), screen.bleed.left.to_pt());
        assert!(bleed > 8.0 && none == 0.0);
        placed(&press.frame, Transform::identity(), &mut set);
        placed(&screen.frame, Transform::identity(), &mut shown);
        glyphs += set.len();
        for (one, other) in set.iter().zip(&shown) {
            let near = (one.1 - other.1).abs() < 0.01 && (one.2 - other.2).abs() < 0.01;
            assert!(one.0 == other.0 && near, "page {}: {one:?} and {other:?}", index + 1);
        }
        assert_eq!(set.len(), shown.len(), "page {}", index + 1);
    }
    assert!(glyphs > 40_000, "{glyphs}");
}

/// The glyphs of a frame: face, size and number, and where each is.
fn placed(frame: &Frame, transform: Transform, out: &mut Vec<((String, u16, i64), f64, f64)>) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let moved = Transform::translate(position.x, position.y);
                let inner = transform.pre_concat(moved).pre_concat(group.transform);
                placed(&group.frame, inner, out);
            }
            FrameItem::Text(text) if !unseen(&text.fill) => {
                let at = position.transform(transform);
                let mut x = at.x.to_pt();
                for glyph in &text.glyphs {
                    let size = text.size.to_pt();
                    let face = text.font.info().family.clone();
                    out.push(((face, glyph.id, (size * 100.0).round() as i64), x, at.y.to_pt()));
                    x += glyph.x_advance.get() * size;
                }
            }
            _ => {}
        }
    }
}

fn unseen(fill: &Paint) -> bool {
    matches!(fill, Paint::Solid(color) if color.alpha() == Some(0.0))
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
    let sentence = "田里的水渠修好了，社里的人站在埂上看水慢慢流过去。";
    let paragraph = |at: usize| format!("第{at}户。{}\n\n", sentence.repeat(20));
    let paragraphs: String = (1..=6).map(paragraph).collect();
    let text = sandbox.read(NEWS).replace("section: news", "pages: 1\nsection: news");
    sandbox
        .write(NEWS, text.replace("正文一段，带脚注[^a]。", &format!("{paragraphs}带脚注[^a]。")));
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
