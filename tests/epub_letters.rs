//! The letters of the EPUB are those of the manuscript: nothing lost, doubled or out of order.

use crate::common;
use crate::common::book;
use crate::common::letters as expected;

use std::collections::BTreeMap;

use common::sample::Sample;
use common::{Sandbox, dense, project};
use expected::Book;
use neikan::diagnostic::Findings;
use neikan::digital::epub::letters::letters;
use neikan::manuscript::assemble;
use neikan::manuscript::markdown::read_body;
use neikan::manuscript::model::Picture;
use neikan::typeset::Breaks;

/// The files of a book with their letters.
fn pages(epub: &[u8]) -> BTreeMap<String, String> {
    letters(epub).unwrap().into_iter().collect()
}

#[test]
fn every_letter_of_the_sample_is_in_its_article() {
    let sample = Sample::whole();
    let epub = std::fs::read(sample.epub()).unwrap();
    let read = letters(&epub).unwrap();
    let (assembly, _) = assemble(&project(), "2026-01").unwrap_or_else(|_| panic!("faults"));
    let whole = Book { has_picture: &|_| true, is_drawn: &|_| true };
    let articles: Vec<_> = read.iter().filter(|(path, _)| path.starts_with("articles/")).collect();
    assert_eq!(articles.len(), assembly.articles.len());
    for ((path, text), article) in articles.iter().zip(&assembly.articles) {
        assert_eq!(*path, format!("articles/{}.xhtml", article.id), "the reading order");
        assert_eq!(*text, expected::of_article(article, whole), "{path}");
    }
    let around: BTreeMap<_, _> = read.iter().cloned().collect();
    for article in &assembly.articles {
        assert!(around["nav.xhtml"].contains(&dense(&article.title)), "{}", article.id);
    }
    assert!(!around["nav.xhtml"].contains("封面"), "landmarks are no text");
    assert!(around["colophon.xhtml"].contains(&dense(&assembly.publication.sponsor)));
    assert_eq!(around["cover.xhtml"], "");
}

#[test]
fn every_letter_of_every_construct_is_there() {
    let mut findings = Findings::default();
    let body = include_str!("../crates/neikan-desk/tests/fixtures/constructs.md");
    let blocks = read_body(body, "a.md", 0, &mut findings);
    assert!(findings.iter().next().is_none());
    let mut assembly = book::assembly(vec![book::article(blocks)]);
    let has_picture = |picture: &Picture| ["images/a.jpg"].contains(&picture.path.as_str());
    let own = Book { has_picture: &has_picture, is_drawn: &|chart| chart == 1 };
    let text = |assembly: &_| pages(&book::bytes(assembly, &Breaks::default()));
    let expected = expected::of_article(&assembly.articles[0], own);
    assert_eq!(text(&assembly)["articles/all.xhtml"], expected);
    assert!(
        expected.contains("墟xū日注音，xn+1、amax，脚注，换行相连。")
            && expected.ends_with("注释注文。")
    );
    // Whatever is left out shows.
    assembly.articles[0].blocks.pop();
    assert_ne!(text(&assembly)["articles/all.xhtml"], expected);
}

/// Breaks in the text do not come between its letters.
#[test]
fn marks_of_pages_have_no_letters() {
    let mut findings = Findings::default();
    let blocks = read_body("一二三四五六七八。", "a.md", 0, &mut findings);
    let assembly = book::assembly(vec![book::article(blocks)]);
    let breaks = Breaks {
        front: vec![1],
        articles: BTreeMap::from([("all".to_owned(), vec![(0, 2), (3, 3), (5, 4)])]),
    };
    let read = pages(&book::bytes(&assembly, &breaks));
    assert!(read["articles/all.xhtml"].contains("一二三四五六七八。"));
}

#[test]
fn a_draft_has_its_mark_and_all_its_letters() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["build", "--draft", "--editions", "digital"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let epub = std::fs::read(sandbox.path("out/2026-01/small-2026-01-draft.epub")).unwrap();
    let read = pages(&epub);
    assert!(read["articles/news.xhtml"].starts_with("未审"));
}
