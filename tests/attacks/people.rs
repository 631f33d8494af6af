//! Who signs: nobody twice, nobody for themselves, nobody who is not in the signed list.

use super::*;

#[test]
fn nobody_reviews_twice_nor_what_is_their_own() {
    hold(vec![
        ("with a blank in the name", || twice("多 面"), Refused, "review-person-twice"),
        (
            "with a character that does not show",
            || twice("多\u{200b}面"),
            Refused,
            "review-person-twice",
        ),
        (
            "in another form of the characters",
            || twice("多\u{2faf}"),
            Refused,
            "review-person-twice",
        ),
        (
            "in traditional characters",
            || {
                let sandbox = Sandbox::new();
                sandbox.replace(PUBLICATION, "多面", "多宁");
                first(&sandbox, "all", "多寧");
                stage(&sandbox, "second", "多宁", "pass")
            },
            Refused,
            "review-person-twice",
        ),
        (
            "by way of a return",
            || {
                let sandbox = Sandbox::new();
                first(&sandbox, "all", "多面");
                assert_eq!(stage(&sandbox, "second", "复二", "return").status, 0);
                assert_eq!(stage(&sandbox, "first", "初一", "pass").status, 0);
                stage(&sandbox, "second", "多面", "pass")
            },
            Refused,
            "review-person-twice",
        ),
        (
            "by way of an edit",
            || {
                let sandbox = Sandbox::new();
                first(&sandbox, "all", "多面");
                sandbox.replace(NEWS, "正文", "本文");
                assert_eq!(stage(&sandbox, "first", "初一", "pass").status, 0);
                stage(&sandbox, "second", "多面", "pass")
            },
            Refused,
            "review-person-twice",
        ),
        (
            "named twice in the list, in two spellings",
            || {
                let sandbox = Sandbox::new();
                sandbox.replace(
                    PUBLICATION,
                    "{name: 校五, stages: [proof]}",
                    "{name: 初\u{3000}一, stages: [second]}",
                );
                sandbox.run(&["check", "--format", "json"])
            },
            Refused,
            "reviewer-twice",
        ),
        ("an article of one's own", || own("梁以宁"), Refused, "review-author"),
        (
            "an article of one's own, with what one did",
            || own("梁以宁执笔"),
            Refused,
            "review-author",
        ),
        ("an article of one's own, behind a dot", || own("王五·梁以宁"), Refused, "review-author"),
        ("an article of one's own, behind a letter", || own("Ｃ梁以宁"), Refused, "review-author"),
        (
            "an article of one's own, in traditional characters",
            || own("梁以寧"),
            Refused,
            "review-author",
        ),
        (
            "an article of one's own, among other authors",
            || own("陈禾、梁 以宁"),
            Refused,
            "review-author",
        ),
        (
            "an article of one's own, forged with the right seals",
            || {
                let sandbox = authored("梁以宁");
                sandbox.replace(
                    PUBLICATION,
                    "  reviewers:",
                    "  own_articles: [梁以宁]\n  reviewers:",
                );
                assert_eq!(stage(&sandbox, "first", "梁以宁", "pass").status, 0);
                sandbox.replace(PUBLICATION, "  own_articles: [梁以宁]\n", "");
                review(&sandbox, "status")
            },
            Warned,
            "void-author",
        ),
    ]);
}

fn twice(other: &str) -> Run {
    let sandbox = Sandbox::new();
    first(&sandbox, "all", "多面");
    stage(&sandbox, "second", other, "pass")
}

/// An issue whose reviewer 梁以宁 is named in the byline of an article.
fn authored(byline: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.replace(PUBLICATION, "name: 初一,", "name: 梁以宁,");
    sandbox.replace(NEWS, "name: 梁以宁", &format!("name: {byline}"));
    sandbox
}

fn own(byline: &str) -> Run {
    stage(&authored(byline), "first", "梁以宁", "pass")
}

#[test]
fn the_list_of_those_who_sign_is_signed_itself() {
    hold(vec![
        (
            "press without a signed list",
            || {
                let sandbox = reviewed();
                review(&sandbox, "press --by 终三")
            },
            Refused,
            "house-unsigned",
        ),
        ("another reviewer", || changed("name: 复二", "name: 复六"), Refused, "house-person-gone"),
        (
            "one reviewer more",
            || {
                changed(
                    "{name: 校五, stages: [proof]}",
                    "{name: 校五, stages: [proof]}\n    - {name: 复六, stages: [second]}",
                )
            },
            Refused,
            "house-person-new",
        ),
        (
            "more duties",
            || changed("{name: 校五, stages: [proof]}", "{name: 校五, stages: [proof, second]}"),
            Refused,
            "house-person-duties",
        ),
        (
            "another limit",
            || changed("corrections: 6", "corrections: 60"),
            Refused,
            "house-corrections",
        ),
        (
            "authors who review themselves",
            || changed("  reviewers:", "  own_articles: [陈禾]\n  reviewers:"),
            Refused,
            "house-own-articles",
        ),
        (
            "a rule lowered",
            || changed("review:", "rules: {author-missing: off}\nreview:"),
            Refused,
            "house-rule",
        ),
        (
            "something let pass everywhere",
            || changed("review:", "waivers: [{rule: author-missing, reason: 不要紧}]\nreview:"),
            Refused,
            "house-waivers",
        ),
        (
            "members taken out",
            || {
                let sandbox = with_members();
                sandbox.write("issues/members.yml", "members:\n  - {name: 样例单位}\n");
                build(&sandbox)
            },
            Refused,
            "house-file-changed",
        ),
        (
            "the list of members taken away",
            || {
                let sandbox = with_members();
                std::fs::remove_file(sandbox.path("issues/members.yml")).unwrap();
                build(&sandbox)
            },
            Refused,
            "house-file-gone",
        ),
        (
            "a list of words more",
            || {
                let sandbox = approved();
                sandbox.write("issues/words/own.yml", "name: 自用\n");
                build(&sandbox)
            },
            Refused,
            "house-file-new",
        ),
        (
            "a list signed by a chief of its own",
            || {
                let sandbox = approved();
                sandbox.replace(PUBLICATION, "name: 终三,", "name: 假三,");
                review(&sandbox, "people --by 假三")
            },
            Refused,
            "house-chief",
        ),
        (
            "the same, forged with the right seals",
            || {
                let sandbox = approved();
                sandbox.replace(PUBLICATION, "name: 终三,", "name: 假三,");
                let run = stage(&sandbox, "final", "假三", "return");
                assert_eq!(run.status, 0, "{}", run.out);
                forge_one(&sandbox, |all| {
                    let last = all.last().unwrap();
                    Entry {
                        stage: Stage::People,
                        verdict: Verdict::Pass,
                        article: None,
                        content: last.house.clone().unwrap(),
                        ..last.clone()
                    }
                });
                review(&sandbox, "status")
            },
            Warned,
            "void-list",
        ),
        (
            "a new list after the signature for the press",
            || {
                let sandbox = approved();
                sandbox.replace(PUBLICATION, "name: 校五,", "name: 校六,");
                signed(&sandbox, "people --by 终三");
                build(&sandbox)
            },
            Refused,
            "review-press-list",
        ),
        (
            "signing under a list that was changed",
            || {
                let sandbox = approved();
                sandbox.replace(PUBLICATION, "name: 校五,", "name: 校六,");
                sandbox.replace(NEWS, "正文一段", "政文一段");
                review(&sandbox, "corrections news --by 校六")
            },
            Warned,
            "house-changed",
        ),
    ]);
}

/// Builds an approved issue after its `publication.yml` was changed.
fn changed(from: &str, to: &str) -> Run {
    let sandbox = approved();
    sandbox.replace(PUBLICATION, from, to);
    let run = build(&sandbox);
    assert!(run.rules().contains(&"house-changed".to_owned()), "{}", run.out);
    run
}

fn with_members() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("issues/members.yml", "members:\n  - {name: 样例单位}\n  - {name: 另一单位}\n");
    sandbox.approve();
    sandbox
}

#[test]
fn what_was_signed_by_nobody_of_the_list_is_void() {
    hold(vec![
        ("a reviewer for one afternoon", || review(&afternoon(), "status"), Warned, "void-person"),
        ("printing what they passed", || build(&afternoon()), Refused, "review-unapproved"),
        (
            "an entry in the name of somebody who may not",
            || {
                let sandbox = reviewed();
                signed(&sandbox, "people --by 终三");
                forge_one(&sandbox, |all| {
                    let last =
                        all.iter().rfind(|entry| entry.article.as_deref() == Some("news")).unwrap();
                    let house = all.last().unwrap().house.clone();
                    Entry { stage: Stage::Proof1, by: "复二".to_owned(), house, ..last.clone() }
                });
                review(&sandbox, "status")
            },
            Warned,
            "void-person",
        ),
        (
            "a delegate who signs as chief",
            || {
                let sandbox = Sandbox::new();
                first(&sandbox, "all", "初一");
                signed(&sandbox, "sign all --stage second --by 复二 --verdict pass --note 读过");
                signed(&sandbox, "sign all --stage final --by 代四 --verdict pass");
                let forged =
                    entries(&sandbox).into_iter().map(|entry| Entry { delegate: false, ..entry });
                forge(&sandbox, forged.collect());
                review(&sandbox, "status")
            },
            Warned,
            "void-delegate",
        ),
        (
            "a signature for the press by somebody else",
            || {
                let sandbox = approved();
                let mut forged = entries(&sandbox);
                forged.last_mut().unwrap().by = "校五".to_owned();
                forge(&sandbox, forged);
                build(&sandbox)
            },
            Refused,
            "review-press-person",
        ),
        (
            "a limit for one afternoon",
            || {
                let sandbox = approved();
                sandbox.replace(PUBLICATION, "corrections: 6", "corrections: 60");
                sandbox.replace(NEWS, "带脚注", "还带着长长的脚注在后头");
                signed(&sandbox, "corrections news --by 校五");
                sandbox.replace(PUBLICATION, "corrections: 60", "corrections: 6");
                review(&sandbox, "status")
            },
            Warned,
            "void-corrections",
        ),
    ]);
}

/// An issue that somebody passed who stood in the list while they signed, and then no more.
fn afternoon() -> Sandbox {
    let sandbox = Sandbox::new();
    signed(&sandbox, "people --by 终三 --date 2026-01-01");
    first(&sandbox, "all", "初一");
    sandbox.replace(PUBLICATION, "name: 复二", "name: 路人");
    assert_eq!(stage(&sandbox, "second", "路人", "pass").status, 0);
    sandbox.replace(PUBLICATION, "name: 路人", "name: 复二");
    assert_eq!(stage(&sandbox, "final", "终三", "pass").status, 1);
    sandbox
}

#[test]
fn a_new_list_is_signed_and_the_work_goes_on() {
    let sandbox = approved();
    sandbox.replace(PUBLICATION, "name: 校五,", "name: 校六,");
    let run = build(&sandbox);
    let hint = run.finding("house-changed")["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("neikan review people --by 终三 --issue 2026-01"), "{hint}");
    signed(&sandbox, "people --by 终三");
    signed(&sandbox, "press --by 终三");
    assert_eq!(build(&sandbox).status, 0);
    // The chief of the list before signs the next one in.
    sandbox.replace(
        PUBLICATION,
        "{name: 终三, stages: [final, press]}",
        "{name: 终七, stages: [final, press]}",
    );
    assert_eq!(review(&sandbox, "people --by 终七").rules(), ["house-chief"]);
    sandbox.replace(
        PUBLICATION,
        "{name: 终七, stages: [final, press]}",
        "{name: 终七, stages: [final, press]}\n    - {name: 终三, stages: [press]}",
    );
    signed(&sandbox, "people --by 终三");
    sandbox.replace(PUBLICATION, "\n    - {name: 终三, stages: [press]}", "");
    signed(&sandbox, "people --by 终七");
    signed(&sandbox, "press --by 终七");
    assert_eq!(build(&sandbox).status, 0);
}

#[test]
fn what_was_signed_before_lists_were_holds_on() {
    let sandbox = approved();
    let old = entries(&sandbox).into_iter().filter(|own| own.stage != Stage::People);
    let old = old.map(|own| Entry { house: None, ..own }).collect();
    forge(&sandbox, old);
    assert_eq!(build(&sandbox).rules(), ["house-unsigned"]);
    signed(&sandbox, "people --by 终三");
    assert_eq!(build(&sandbox).status, 0);
}
