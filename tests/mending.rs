//! `check --fix` on real text: what is right stays, what was damaged comes out as it was or stays
//! as it is, and never as a third text.

use crate::common;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;

use common::{Sandbox, repository};
use neikan::manuscript::prose;
use neikan::pipeline::fix_issue;
use neikan::publication::Project;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const ARTICLES: &str = "issues/2026-01/articles";

/// The texts of the sample issue, by their files.
fn texts(root: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(root.join(ARTICLES)).unwrap().map(Result::unwrap);
    let names = entries.map(|entry| entry.file_name().into_string().unwrap());
    let names = names.filter(|name| name.ends_with(".md"));
    names
        .map(|name| {
            let text = std::fs::read_to_string(root.join(ARTICLES).join(&name)).unwrap();
            (name, text)
        })
        .collect()
}

fn mend(sandbox: &Sandbox) -> usize {
    let project = Project::find(&sandbox.path("issues")).unwrap().with_store(common::store());
    fix_issue(&project, "2026-01").unwrap().len()
}

#[test]
fn nothing_changes_in_the_sample_issue() {
    let sandbox = Sandbox::of_sample();
    let before = texts(&sandbox.path(""));
    let han = before.values().flat_map(|text| text.chars()).filter(|c| *c > '\u{4e00}').count();
    assert!(han > 30_000, "{han}");
    assert_eq!(mend(&sandbox), 0);
    assert_eq!(texts(&sandbox.path("")), before);
}

/// Every construct of the dialect, as the text of an article.
#[test]
fn nothing_changes_in_a_text_of_every_construct() {
    let sandbox = Sandbox::new();
    let name = "issues/2026-01/articles/news.md";
    let head = sandbox.read(name);
    let head = &head[..head.find("\n---\n").unwrap() + 5];
    let body = std::fs::read_to_string(
        repository().join("crates/neikan-desk/tests/fixtures/constructs.md"),
    )
    .unwrap();
    sandbox.write(name, format!("{head}{body}"));
    let before = sandbox.read(name);
    mend(&sandbox);
    assert_eq!(sandbox.read(name), before);
}

/// Damage as it comes from keyboards and from texts taken out of PDFs: what is damaged, and how.
const DAMAGE: [(char, &str); 20] = [
    ('，', ","),
    ('。', "."),
    ('：', ":"),
    ('；', ";"),
    ('？', "?"),
    ('！', "!"),
    ('（', "("),
    ('）', ")"),
    ('”', ""),
    ('《', ""),
    ('。', "。。"),
    ('·', "•"),
    ('、', "､"),
    ('工', "⼯"),
    ('年', "\u{f98e}"),
    ('日', "⽇"),
    ('1', "１"),
    ('2', "２"),
    ('…', ""),
    ('—', ""),
];

/// Places, as parts of the whole, and kinds of damage.
fn damages() -> impl Strategy<Value = Vec<(f64, usize)>> {
    proptest::collection::vec((0.0..1.0, 0..DAMAGE.len()), 10..60)
}

/// A text in pieces: each as it was and as it is.
type Pieces = Vec<(String, String)>;

/// Damages what prints of the body of an article.
fn damage(text: &str, places: &[(f64, usize)]) -> Pieces {
    let start = text.find("\n---\n").unwrap() + 5;
    let passages = prose::body(text, start).passages;
    let printed: Vec<(char, usize)> = passages
        .iter()
        .flat_map(|passage| {
            let chars = passage.text.char_indices();
            chars.map(|(at, c)| (c, passage.bytes(at..at + c.len_utf8()).start))
        })
        .collect();
    let mut marks = BTreeMap::new();
    for &(part, kind) in places {
        let wanted = DAMAGE[kind].0;
        let all: Vec<usize> = printed
            .iter()
            .filter(|(c, at)| *c == wanted && text[*at..].starts_with(wanted))
            .map(|(_, at)| *at)
            .collect();
        if !all.is_empty() {
            marks.insert(all[(part * all.len() as f64) as usize], DAMAGE[kind]);
        }
    }
    let (mut pieces, mut cursor) = (Pieces::new(), 0);
    for (at, (from, to)) in marks {
        let same = text[cursor..at].to_owned();
        pieces.push((same.clone(), same));
        pieces.push((from.to_string(), to.to_owned()));
        cursor = at + from.len_utf8();
    }
    pieces.push((text[cursor..].to_owned(), text[cursor..].to_owned()));
    pieces
}

/// Where a mended text is neither as it was nor as it is; nothing when it is no third text.
fn third(pieces: &Pieces, mended: &str) -> Option<String> {
    // How much of the mended text the pieces so far can account for.
    let mut ends = vec![0];
    for (was, is) in pieces {
        let mut next = Vec::new();
        for &end in &ends {
            for choice in [was, is] {
                let reached = end + choice.len();
                if mended[end..].starts_with(choice.as_str()) && !next.contains(&reached) {
                    next.push(reached);
                }
            }
        }
        if next.is_empty() {
            let end = ends.into_iter().max().unwrap_or_default();
            let shown: String = mended[end..].chars().take(40).collect();
            let was: String = was.chars().take(40).collect();
            return Some(format!("{was:?} became {shown:?}"));
        }
        ends = next;
    }
    (!ends.contains(&mended.len())).then(|| "something at the end".to_owned())
}

#[test]
fn the_judge_knows_a_third_text() {
    let pieces: Pieces = [("甲", "甲"), ("，", ","), ("乙", "乙"), ("）", "")]
        .map(|(was, is)| (was.to_owned(), is.to_owned()))
        .into();
    for right in ["甲，乙）", "甲,乙", "甲，乙", "甲,乙）"] {
        assert_eq!(third(&pieces, right), None);
    }
    for wrong in ["甲。乙", "甲乙", "甲，乙））", "甲，"] {
        assert!(third(&pieces, wrong).is_some(), "{wrong}");
    }
}

#[test]
fn what_was_damaged_comes_out_as_it_was_or_stays() {
    let whole = texts(&repository());
    let sandbox = Sandbox::of_sample();
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config =
        Config { cases: 5, max_shrink_iters: 64, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let (damages_made, whole_again) = (Cell::new(0), Cell::new(0));
    let result = runner.run(&proptest::collection::vec(damages(), whole.len()), |all| {
        let mut damaged = BTreeMap::new();
        for ((name, text), places) in whole.iter().zip(&all) {
            let pieces = damage(text, places);
            let bad: String = pieces.iter().map(|(_, is)| is.as_str()).collect();
            sandbox.write(&format!("{ARTICLES}/{name}"), &bad);
            damages_made.set(damages_made.get() + pieces.len() / 2);
            damaged.insert(name.clone(), pieces);
        }
        mend(&sandbox);
        let after = texts(&sandbox.path(""));
        for (name, mended) in &after {
            whole_again.set(whole_again.get() + usize::from(mended == &whole[name]));
            let third = third(&damaged[name], mended);
            prop_assert!(third.is_none(), "{}: {}", name, third.unwrap_or_default());
        }
        // What was mended is not mended again.
        mend(&sandbox);
        prop_assert_eq!(&texts(&sandbox.path("")), &after);
        Ok(())
    });
    let (damages_made, whole_again) = (damages_made.get(), whole_again.get());
    println!("{damages_made} places damaged; {whole_again} texts came out as they were");
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(damages_made > 1000 && whole_again > 0);
}
