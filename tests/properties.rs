//! Properties of the readers: no text makes them panic, and escaped text comes out as it went in.

use neikan::diagnostic::Findings;
use neikan::manuscript::markdown::{read, read_body};
use neikan::manuscript::model::{BlockKind, plain};
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
