//! Properties of the readers: no text makes them panic, and escaped text comes out as it went in.

use neikan::diagnostic::Findings;
use neikan::manuscript::markdown::{read, read_body};
use neikan::manuscript::model::{BlockKind, Part, plain, walk};
use neikan::manuscript::prose::body;
use neikan::publication::SourceText;
use proptest::prelude::*;

/// Texts rich in what the dialect gives a meaning to.
fn marked_up() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just("::: sidebar 题\n".to_owned()),
        Just("\n:::\n".to_owned()),
        Just("::: qa\n".to_owned()),
        Just("```chart bar\n".to_owned()),
        Just("\n---\n".to_owned()),
        Just("[^a]".to_owned()),
        Just("\n\n[^a]: ".to_owned()),
        Just("![图](images/a.jpg \"注\"){.full}".to_owned()),
        Just("[字]{.dots}".to_owned()),
        Just("[字]{.sup}".to_owned()),
        Just("| a | << |\n|---|---|\n| ^^ | << |\n".to_owned()),
        Just("| a | b |\n|---|---|\n".to_owned()),
        Just("\n> ".to_owned()),
        Just("\n- ".to_owned()),
        Just("\n\n".to_owned()),
        "[\\PC]{0,8}",
    ];
    proptest::collection::vec(words, 0..24).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_body_makes_the_reader_panic(body in marked_up()) {
        let mut findings = Findings::default();
        read_body(&body, "a.md", 0, &mut findings);
    }

    #[test]
    fn no_front_matter_makes_the_reader_panic(head in "[\\PC\n ]{0,120}", body in marked_up()) {
        let source = SourceText { file: "a.md".to_owned(), text: format!("---\n{head}\n---\n{body}") };
        let mut findings = Findings::default();
        let article = read(&source, &mut findings);
        prop_assert!(article.is_some_and(|article| article.head.is_some()) || findings.stops());
    }

    #[test]
    fn escaped_text_comes_out_as_it_went_in(text in "[!-~一-龥，。“”—…]{1,60}") {
        let escaped: String = text
            .chars()
            .flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c]))
            .collect();
        let mut findings = Findings::default();
        let blocks = read_body(&escaped, "a.md", 0, &mut findings);
        prop_assert!(findings.is_empty(), "{:?}", findings);
        prop_assert_eq!(blocks.len(), 1);
        let BlockKind::Para { c } = &blocks[0].kind else { return Err(TestCaseError::fail("no paragraph")) };
        prop_assert_eq!(plain(c), text);
    }
}

/// A few words, written plainly, escaped or as entities.
fn written() -> impl Strategy<Value = String> {
    let words = proptest::sample::select(vec!["机密", "绝密", "内部", "第一", "田间", "仓库"]);
    (words, 0..3_u8).prop_map(|(words, way)| {
        let each = words.chars().map(|c| match way {
            0 => c.to_string(),
            1 => format!("&#{};", u32::from(c)),
            _ => format!("&#x{:X};", u32::from(c)),
        });
        each.collect()
    })
}

/// A block of the dialect with such words wherever a construct prints some.
fn block() -> impl Strategy<Value = String> {
    let way = 0..18_u8;
    (way, written(), written(), written()).prop_map(|(way, a, b, c)| match way {
        0 => format!("{a}**{b}**{c}"),
        1 => format!("![{a}](images/a.jpg \"{b}\"){{credit=\"{c}\"}}"),
        2 => format!("![{a}](images/a.jpg '{b}'){{credit=\"{c}\"}}"),
        3 => format!("![{a}](<images/a.jpg> ({b}))"),
        4 => format!("::: grid {a}\n![{b}](images/a.jpg '{c}')\n![x](images/b.jpg \"{a}\")\n:::"),
        5 => format!("| {a} | {b} |\n|---|---|\n| {c} | *{a}* |"),
        6 => format!("::: sidebar {a} {{{b}}} {c}\n{b}\n\n- {c}\n:::"),
        7 => format!("> {a}\n> {b}{c}"),
        8 => format!("{a}[^n]\n\n[^n]: {b}{c}"),
        9 => format!("::: pullquote {{by=\"{a}\"}}\n{b}{c}\n:::"),
        10 => format!("::: poem {a} {{by=\"{b}\"}}\n{c}\n{a}\n:::"),
        11 => format!("::: qa\n**{a}**：{b}\n\n**{c}**：{a}\n:::"),
        12 => format!("::: item {a} {{unit=\"{b}\"}}\n{c}\n:::"),
        13 => format!(
            "```chart bar\ntitle: {a}\nalt: x\nunit: {b}\nsource: {c}\n---\n甲, 1\n乙, 2\n```"
        ),
        14 => format!("## {a}\n\n{b}[{c}]{{.dots}}"),
        15 => format!("{a}[{b}](https://a.example)`{c}`"),
        16 => format!("~~{a}~~<span>{b}</span>[{c}]{{ruby=\"dú\"}}"),
        _ => format!("::: infobox {a}\n| {b} | {c} |\n|---|---|\n| 1 | 2 |\n:::"),
    })
}

/// The letters of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// What rules look at is what prints: no way of writing a text takes it out of their sight.
    #[test]
    fn every_text_that_prints_lies_in_a_passage(
        blocks in proptest::collection::vec(block(), 1..6),
    ) {
        let source = blocks.join("\n\n");
        let mut findings = Findings::default();
        let read = read_body(&source, "a.md", 0, &mut findings);
        let seen = body(&source, 0);
        let passages: Vec<String> =
            seen.passages.iter().chain(&seen.asides).map(|passage| letters(&passage.text)).collect();
        let mut missing = Vec::new();
        walk(&read, &mut |part| {
            if let Part::Text(text, line) = part {
                // Names of tags print too, but apart from what stands between them.
                for piece in text.split(['<', '>']).map(letters) {
                    if !passages.iter().any(|passage| passage.contains(&piece)) {
                        missing.push((piece, line));
                    }
                }
            }
        });
        prop_assert!(missing.is_empty(), "{missing:?} of\n{source}\n{passages:?}");
    }
}
