//! The ledger under attack: whoever tries to get something printed that nobody passed is refused, or
//! at least noticed, and always in words.

use crate::common;

use common::{Run, Sandbox};
use neikan::desk::review::ledger::chain;
use neikan::publication::{Entry, Stage, Verdict};

const NEWS: &str = "issues/2026-01/articles/news.md";
const FOREWORD: &str = "issues/2026-01/articles/foreword.md";
const PUBLICATION: &str = "issues/publication.yml";
const LEDGER: &str = "issues/2026-01/review.yml";
const HEAD: &str = "issues/2026-01/review/head";

/// Runs `neikan review` with these words; a report in JSON.
fn review(sandbox: &Sandbox, call: &str) -> Run {
    let words = ["review"].into_iter().chain(call.split(' ')).chain(["--format", "json"]);
    sandbox.run(&words.collect::<Vec<_>>())
}

/// The same, which has to go well.
fn signed(sandbox: &Sandbox, call: &str) -> Run {
    let run = review(sandbox, call);
    assert_eq!(run.status, 0, "{call}: {}{}", run.out, run.err);
    run
}

fn build(sandbox: &Sandbox) -> Run {
    let run = sandbox.run(&["build", "--editions", "digital", "--format", "json"]);
    assert!(run.status == 0 || sandbox.nothing_written(), "{}", run.out);
    run
}

/// An issue with all its signatures.
fn approved() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.approve();
    sandbox
}

/// An issue with three reviews.
fn reviewed() -> Sandbox {
    let sandbox = Sandbox::new();
    first(&sandbox, "all", "初一");
    signed(
        &sandbox,
        "sign all --stage second --by 复二 --verdict pass --note 读过 --date 2026-01-03",
    );
    signed(&sandbox, "sign all --stage final --by 终三 --verdict pass --date 2026-01-04");
    sandbox
}

fn first(sandbox: &Sandbox, article: &str, by: &str) {
    let call = format!("sign {article} --stage first --by {by} --verdict pass --note 读过");
    signed(sandbox, &format!("{call} --date 2026-01-02"));
}

/// Passes or refuses a stage of the article `news`.
fn stage(sandbox: &Sandbox, stage: &str, by: &str, verdict: &str) -> Run {
    let words = ["review", "sign", "news", "--stage", stage, "--by", by, "--verdict", verdict];
    sandbox.run(&[&words[..], &["--note", "读过", "--format", "json"]].concat())
}

fn entries(sandbox: &Sandbox) -> Vec<Entry> {
    serde_yaml::from_str(&sandbox.read(LEDGER)).unwrap()
}

/// Writes a ledger with right seals, as somebody who knows the program can.
fn forge(sandbox: &Sandbox, mut entries: Vec<Entry>) {
    chain("0".repeat(64), &mut entries);
    sandbox.write(LEDGER, serde_yaml::to_string(&entries).unwrap());
    sandbox.write(HEAD, format!("{}\n", entries.last().unwrap().seal));
}

fn forge_one(sandbox: &Sandbox, entry: impl Fn(&[Entry]) -> Entry) {
    let mut all = entries(sandbox);
    let own = entry(&all);
    all.push(own);
    forge(sandbox, all);
}

/// Another copy of the issue's ledger, signed on by somebody else.
fn copy_of(sandbox: &Sandbox) -> Sandbox {
    let other = Sandbox::new();
    for path in [NEWS, FOREWORD, PUBLICATION] {
        other.write(path, sandbox.read(path));
    }
    let from = sandbox.path("issues/2026-01/review");
    for entry in std::fs::read_dir(from).into_iter().flatten().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let bytes = std::fs::read(entry.path()).unwrap();
        other.write(&format!("issues/2026-01/review/{name}"), bytes);
    }
    if sandbox.path(LEDGER).exists() {
        other.write(LEDGER, sandbox.read(LEDGER));
    }
    other
}

fn merge(sandbox: &Sandbox, other: &Sandbox) -> Run {
    let path = other.path(LEDGER).display().to_string();
    sandbox.run(&["review", "merge", &path, "--into", "2026-01", "--format", "json"])
}

#[cfg(unix)]
fn linked(sandbox: &Sandbox, relative: &str) {
    let (path, away) = (sandbox.path(relative), sandbox.path("away"));
    std::fs::rename(&path, &away).unwrap();
    std::os::unix::fs::symlink(&away, &path).unwrap();
}

/// Changes the text of an approved article and has the change checked.
fn corrected(from: &str, to: &str) -> Run {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "正文一段", "田里的水够了，庄稼员莫秋容去看过，春天开工。正文一段");
    first(&sandbox, "all", "初一");
    signed(&sandbox, "sign all --stage second --by 复二 --verdict pass --note 读过");
    signed(&sandbox, "sign all --stage final --by 终三 --verdict pass");
    sandbox.replace(NEWS, from, to);
    review(&sandbox, "corrections news --by 校五")
}

#[derive(Debug, PartialEq)]
enum End {
    /// Exit status 1 or 2, nothing written.
    Refused,
    /// Done, with a warning or a note.
    Warned,
}
use End::{Refused, Warned};

/// An attack: what is tried, the run in which it shows, how that ends, the rule that says so.
type Attack = (&'static str, fn() -> Run, End, &'static str);

fn hold(attacks: Vec<Attack>) {
    for (name, attack, end, rule) in attacks {
        let run = attack();
        let ended = if run.status == 0 { Warned } else { Refused };
        assert_eq!(ended, end, "{name}: {}{}", run.out, run.err);
        assert!(run.rules().contains(&rule.to_owned()), "{name}: {rule}\n{}", run.out);
        let finding = run.finding(rule);
        let words = format!("{}{}", finding["message"], finding["hint"]);
        assert!(!words.contains('{') && !words.contains("null"), "{name}: {finding}");
    }
}

#[test]
fn dates_cannot_be_forged() {
    hold(vec![
        (
            "a day to come",
            || {
                review(
                    &Sandbox::new(),
                    "sign all --stage first --by 初一 --verdict pass --note 好 --date 2099-01-01",
                )
            },
            Refused,
            "review-date-ahead",
        ),
        (
            "a day before the last entry, of another article",
            || {
                let sandbox = Sandbox::new();
                first(&sandbox, "news", "初一");
                review(
                    &sandbox,
                    "sign foreword --stage first --by 初一 --verdict pass --note 好 --date 2026-01-01",
                )
            },
            Refused,
            "review-date",
        ),
        (
            "signing on top of a date to come",
            || review(&ahead(), "sign all --stage second --by 复二 --verdict pass --note 好"),
            Refused,
            "ledger-date-ahead",
        ),
        ("looking at a date to come", || review(&ahead(), "status"), Warned, "ledger-date-ahead"),
        (
            "setting dates right without being chief",
            || review(&ahead(), "redate --by 复二 --reason 钟快了"),
            Refused,
            "review-duty",
        ),
        (
            "setting dates right without a reason",
            || review(&ahead(), "redate --by 终三"),
            Refused,
            "review-note",
        ),
        (
            "setting right what is right",
            || review(&reviewed(), "redate --by 终三 --reason 钟快了"),
            Refused,
            "redate-nothing",
        ),
    ]);
}

/// A ledger whose first entries were dated by a clock that was years ahead.
fn ahead() -> Sandbox {
    let sandbox = Sandbox::new();
    let words = ["review", "sign", "all", "--stage", "first", "--by", "初一", "--verdict", "pass"];
    // 2033-05-18
    let run = sandbox.run_with(
        &[&words[..], &["--note", "好"]].concat(),
        &[("SOURCE_DATE_EPOCH", "2000000000")],
    );
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    sandbox
}

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
fn what_is_taken_back_is_not_printed() {
    hold(vec![
        (
            "somebody else's signature",
            || review(&reviewed(), "withdraw news --by 校五 --reason 不妥"),
            Refused,
            "withdraw-others",
        ),
        (
            "what nobody signed",
            || review(&Sandbox::new(), "withdraw news --by 终三 --reason 不妥"),
            Refused,
            "withdraw-nothing",
        ),
        (
            "without a reason",
            || review(&reviewed(), "withdraw news --by 终三"),
            Refused,
            "review-note",
        ),
        (
            "building after a review was withdrawn",
            || {
                let sandbox = approved();
                signed(&sandbox, "withdraw news --by 复二 --reason 数字有误");
                build(&sandbox)
            },
            Refused,
            "review-unapproved",
        ),
        (
            "building after a proof was withdrawn and signed again unchanged",
            || {
                let sandbox = approved();
                signed(&sandbox, "withdraw news --by 校五 --reason 漏看一处");
                signed(&sandbox, "proof 3 news --by 校五");
                build(&sandbox)
            },
            Refused,
            "review-press-withdrawn",
        ),
        (
            "building after the signature for the press was withdrawn",
            || {
                let sandbox = approved();
                signed(&sandbox, "withdraw press --by 终三 --reason 等批复");
                build(&sandbox)
            },
            Refused,
            "review-press-withdrawn",
        ),
        (
            "building after an approved article was sent back",
            || {
                let sandbox = approved();
                assert_eq!(stage(&sandbox, "final", "终三", "return").status, 0);
                build(&sandbox)
            },
            Refused,
            "review-press-returned",
        ),
        (
            "building after an approved article was rejected",
            || {
                let sandbox = approved();
                assert_eq!(stage(&sandbox, "second", "复二", "reject").status, 0);
                build(&sandbox)
            },
            Refused,
            "review-rejected",
        ),
        (
            "forging a withdrawal of a return",
            || {
                let sandbox = approved();
                assert_eq!(stage(&sandbox, "final", "终三", "return").status, 0);
                forge_one(&sandbox, |all| {
                    let back = all.last().unwrap();
                    Entry {
                        stage: Stage::Withdrawn,
                        verdict: Verdict::Pass,
                        by: "校五".to_owned(),
                        target: Some(back.seal.clone()),
                        ..back.clone()
                    }
                });
                review(&sandbox, "status")
            },
            Warned,
            "void-withdrawal",
        ),
    ]);
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
                sandbox.replace(NEWS, "正文一段", "本文一段");
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
fn a_change_with_weight_goes_back_to_the_reviewers() {
    hold(vec![
        ("a negation", || corrected("水够了", "水不够了"), Refused, "corrections-weight"),
        ("a number", || corrected("| 2025 | 12 ", "| 2025 | 21 "), Refused, "corrections-weight"),
        ("a numeral", || corrected("正文一段", "正文两段"), Refused, "corrections-weight"),
        ("a date", || corrected("春天开工", "明天开工"), Refused, "corrections-weight"),
        ("a name in the text", || corrected("莫秋容", "莫秋荣"), Refused, "corrections-weight"),
        ("a unit", || corrected("unit: 样例单位", "unit: 样本单位"), Refused, "corrections-weight"),
        (
            "a word of the title",
            || corrected("title: 要闻一则", "title: 新闻一则"),
            Refused,
            "corrections-weight",
        ),
        (
            "a word of the kicker",
            || corrected("kicker: 引题", "kicker: 眉题"),
            Refused,
            "corrections-weight",
        ),
    ]);
    let run = corrected("带脚注", "附脚注");
    assert_eq!(run.status, 0, "{}", run.out);
    let run = corrected("水够了", "水不够了");
    assert!(run.finding("corrections-weight")["message"].as_str().unwrap().contains("添上了“不”"));
}

#[test]
fn a_ledger_belongs_to_its_issue() {
    hold(vec![
        (
            "copied into another issue",
            || {
                let sandbox = approved();
                another(&sandbox, "2026-02", |from, to| drop(std::fs::copy(from, to)));
                let issue = "issues/2026-02/issue.yml";
                sandbox.replace(
                    issue,
                    "number: 1\ntotal: 1\ndate: 2026-01-15",
                    "number: 2\ntotal: 2\ndate: 2026-03-15",
                );
                sandbox.run(&["build", "2026-02", "--format", "json"])
            },
            Refused,
            "ledger-elsewhere",
        ),
        (
            "the articles' signatures alone",
            || {
                let sandbox = reviewed();
                another(&sandbox, "2026-02", |from, to| drop(std::fs::copy(from, to)));
                review(&sandbox, "status --issue 2026-02")
            },
            Refused,
            "ledger-elsewhere",
        ),
        (
            "the folder renamed",
            || {
                let sandbox = approved();
                std::fs::rename(sandbox.path("issues/2026-01"), sandbox.path("issues/2026-03"))
                    .unwrap();
                build(&sandbox)
            },
            Refused,
            "ledger-elsewhere",
        ),
        ("an issue 2026-100", || named("2026-100"), Refused, "issue-name"),
        ("an issue 2026-99", || named("2026-99"), Refused, "issue-name"),
    ]);
    let sandbox = Sandbox::new();
    for id in ["2026-100", "2026-99", "2026-54", "2026-0"] {
        let run = sandbox.run(&["new", id]);
        assert_eq!(run.status, 2, "{id}: {}", run.err);
        assert!(!sandbox.path("issues").join(id).exists());
    }
}

/// Copies the issue into another folder, file by file.
fn another(sandbox: &Sandbox, id: &str, copy: fn(&std::path::Path, &std::path::Path)) {
    let (from, to) = (sandbox.path("issues/2026-01"), sandbox.path("issues").join(id));
    for entry in walkdir::WalkDir::new(&from).into_iter().map(Result::unwrap) {
        let target = to.join(entry.path().strip_prefix(&from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            copy(entry.path(), &target);
        }
    }
}

fn named(id: &str) -> Run {
    let sandbox = Sandbox::new();
    another(&sandbox, id, |from, to| drop(std::fs::copy(from, to)));
    let status = review(&sandbox, "status").report()["issue"].clone();
    assert_eq!(status, "2026-01", "the newest issue");
    sandbox.run(&["build", id, "--format", "json"])
}

#[cfg(unix)]
#[test]
fn a_ledger_is_no_link() {
    fn link(relative: &str) -> Run {
        let sandbox = approved();
        linked(&sandbox, relative);
        let run = review(&sandbox, "corrections news --by 校五");
        assert_eq!(run.status, 1, "{}", run.out);
        build(&sandbox)
    }
    hold(vec![
        ("the ledger", || link(LEDGER), Refused, "ledger-link"),
        ("the copies", || link("issues/2026-01/review"), Refused, "ledger-link"),
        ("the last seal", || link(HEAD), Refused, "ledger-link"),
        (
            "one copy",
            || {
                let sandbox = approved();
                let sum = entries(&sandbox)[0].content.clone();
                linked(&sandbox, &format!("issues/2026-01/review/{sum}.txt"));
                build(&sandbox)
            },
            Refused,
            "ledger-link",
        ),
    ]);
}

#[test]
fn the_last_seal_is_mended_and_missed() {
    let behind = || {
        let sandbox = reviewed();
        let all = entries(&sandbox);
        sandbox.write(HEAD, format!("{}\n", all[all.len() - 2].seal));
        sandbox
    };
    let sandbox = behind();
    assert_eq!(signed(&sandbox, "status").rules(), ["ledger-head-behind"]);
    let run = signed(&sandbox, "proof 1 news --by 校五");
    assert_eq!(run.rules(), ["ledger-head-mended"], "{}", run.out);
    assert_eq!(sandbox.read(HEAD).trim(), entries(&sandbox).last().unwrap().seal);
    assert_eq!(signed(&sandbox, "status").rules(), Vec::<String>::new());
    // A command that may write mends it even when it is refused.
    let sandbox = behind();
    assert_eq!(review(&sandbox, "proof 2 news --by 校五").status, 1);
    assert_eq!(sandbox.read(HEAD).trim(), entries(&sandbox).last().unwrap().seal);
    let mut cut = entries(&sandbox);
    cut.pop();
    sandbox.write(LEDGER, serde_yaml::to_string(&cut).unwrap());
    assert_eq!(review(&sandbox, "status").rules(), ["ledger-short"]);
}

#[test]
fn two_ledgers_that_contradict_are_not_merged() {
    fn both(ours: fn(&Sandbox), theirs: fn(&Sandbox)) -> Run {
        let sandbox = Sandbox::new();
        first(&sandbox, "all", "初一");
        let other = copy_of(&sandbox);
        ours(&sandbox);
        theirs(&other);
        let before = sandbox.read(LEDGER);
        let run = merge(&sandbox, &other);
        assert_eq!(sandbox.read(LEDGER), before);
        run
    }
    fn ours(sandbox: &Sandbox) {
        assert_eq!(stage(sandbox, "second", "复二", "pass").status, 0);
    }
    hold(vec![
        (
            "different verdicts",
            || {
                both(ours, |other| {
                    assert_eq!(stage(other, "second", "复二", "return").status, 0);
                })
            },
            Refused,
            "merge-verdicts",
        ),
        (
            "one stage by two people",
            || {
                both(ours, |other| {
                    assert_eq!(stage(other, "second", "多面", "pass").status, 0);
                })
            },
            Refused,
            "merge-double",
        ),
        (
            "different lists",
            || {
                both(
                    |sandbox| drop(signed(sandbox, "people --by 终三")),
                    |other| {
                        other.replace(PUBLICATION, "corrections: 6", "corrections: 60");
                        signed(other, "people --by 终三");
                    },
                )
            },
            Refused,
            "merge-lists",
        ),
        (
            "a text that neither has",
            || {
                both(ours, |other| {
                    other.replace(FOREWORD, "第一段", "头一段");
                    first_today(other);
                    let sum = entries(other).last().unwrap().content.clone();
                    std::fs::remove_file(other.path(&format!("issues/2026-01/review/{sum}.txt")))
                        .unwrap();
                })
            },
            Refused,
            "merge-text",
        ),
        (
            "a copy that was tampered with",
            || {
                both(ours, |other| {
                    let text = other.read(LEDGER).replacen("读过", "细读过", 1);
                    other.write(LEDGER, text);
                })
            },
            Refused,
            "ledger-seal",
        ),
        (
            "a copy that was cut off",
            || {
                both(ours, |other| {
                    let mut all = entries(other);
                    all.pop();
                    other.write(LEDGER, serde_yaml::to_string(&all).unwrap());
                })
            },
            Refused,
            "ledger-short",
        ),
        (
            "by way of a merge, one person for two reviews",
            || {
                both(ours, |other| {
                    other.replace(NEWS, "正文", "本文");
                    let words = "sign news --stage first --by 多面 --verdict pass --note 读过";
                    signed(other, words);
                    assert_eq!(stage(other, "second", "复二", "pass").status, 0);
                })
            },
            Refused,
            "merge-double",
        ),
        (
            "with itself",
            || {
                let sandbox = reviewed();
                merge(&sandbox, &sandbox)
            },
            Refused,
            "merge-itself",
        ),
        (
            "signing in a conflict",
            || review(&torn(), "proof 1 --by 校五"),
            Refused,
            "ledger-conflict",
        ),
        (
            "a conflict whose marks do not match",
            || {
                let sandbox = torn();
                let text = sandbox.read(LEDGER).replace("=======\n", "");
                sandbox.write(LEDGER, text);
                merge(&sandbox, &sandbox)
            },
            Refused,
            "merge-marks",
        ),
    ]);
}

fn first_today(sandbox: &Sandbox) {
    signed(sandbox, "sign foreword --stage first --by 初一 --verdict pass --note 读过");
}

/// A ledger as git leaves it when two people have signed.
fn torn() -> Sandbox {
    let sandbox = Sandbox::new();
    first(&sandbox, "all", "初一");
    let (shared, other) = (sandbox.read(LEDGER), copy_of(&sandbox));
    signed(
        &sandbox,
        "sign news --stage second --by 复二 --verdict pass --note 读过 --date 2026-01-05",
    );
    signed(
        &other,
        "sign foreword --stage second --by 多面 --verdict pass --note 读过 --date 2026-01-03",
    );
    let tail = |own: &Sandbox| own.read(LEDGER)[shared.len()..].to_owned();
    let (ours, theirs) = (tail(&sandbox), tail(&other));
    let text = format!("{shared}<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n");
    for name in std::fs::read_dir(other.path("issues/2026-01/review")).unwrap() {
        let name = name.unwrap().file_name().into_string().unwrap();
        let path = format!("issues/2026-01/review/{name}");
        if !sandbox.path(&path).exists() {
            sandbox.write(&path, other.read(&path));
        }
    }
    let heads = (sandbox.read(HEAD), other.read(HEAD));
    sandbox.write(HEAD, format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n", heads.0, heads.1));
    sandbox.write(LEDGER, text);
    sandbox
}

#[test]
fn two_ledgers_that_agree_become_one() {
    let sandbox = torn();
    let run = merge(&sandbox, &sandbox);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let all = entries(&sandbox);
    let shown: Vec<_> =
        all.iter().map(|own| (own.article.as_deref().unwrap(), own.stage.name())).collect();
    let wanted =
        [("foreword", "first"), ("news", "first"), ("foreword", "second"), ("news", "second")];
    assert_eq!(shown, wanted);
    assert!(all[3].origin.is_some() && all[2].origin.is_none());
    assert_eq!(signed(&sandbox, "status").rules(), Vec::<String>::new());
    signed(&sandbox, "sign news --stage final --by 终三 --verdict pass");
    // Two copies, and what both hold once more.
    let sandbox = Sandbox::new();
    first(&sandbox, "all", "初一");
    let other = copy_of(&sandbox);
    signed(&sandbox, "sign news --stage second --by 复二 --verdict pass --note 读过");
    other.replace(FOREWORD, "第一段", "头一段");
    first_today(&other);
    assert_eq!(merge(&sandbox, &other).status, 0);
    assert_eq!(entries(&sandbox).len(), 4);
    let run = merge(&sandbox, &other);
    assert_eq!((run.status, run.rules()), (0, vec!["merge-nothing".to_owned()]), "{}", run.out);
    sandbox.replace(FOREWORD, "第一段", "头一段");
    let run = signed(&sandbox, "status");
    assert_eq!(run.report()["articles"][0]["next"], "second", "{}", run.out);
}

#[test]
fn line_ends_of_windows_lose_nothing() {
    let sandbox = approved();
    let windows = |relative: &str| {
        let text = sandbox.read(relative).replace('\n', "\r\n");
        sandbox.write(relative, text);
    };
    windows(LEDGER);
    for name in std::fs::read_dir(sandbox.path("issues/2026-01/review")).unwrap() {
        windows(&format!("issues/2026-01/review/{}", name.unwrap().file_name().to_str().unwrap()));
    }
    let run = signed(&sandbox, "status");
    assert_eq!((run.rules(), &run.report()["ready"]), (Vec::new(), &true.into()), "{}", run.out);
    let before = sandbox.read(LEDGER);
    signed(&sandbox, "withdraw press --by 终三 --reason 等批复");
    let after = sandbox.read(LEDGER);
    assert!(after.starts_with(&before) && !after[before.len()..].contains('\r'));
    signed(&sandbox, "press --by 终三");
    assert_eq!(build(&sandbox).status, 0);
}

#[test]
fn a_withdrawal_leads_back_and_everything_can_be_signed_again() {
    let sandbox = approved();
    let news = |sandbox: &Sandbox| signed(sandbox, "status").report()["articles"][1].clone();
    assert_eq!(news(&sandbox)["id"], "news");
    signed(&sandbox, "withdraw news --by 复二 --reason 数字有误");
    let own = news(&sandbox);
    assert_eq!(
        (&own["next"], &own["withdrawn"]["by"]),
        (&"second".into(), &"复二".into()),
        "{own}"
    );
    assert_eq!(own["signatures"].as_array().unwrap().len(), 1);
    // The chief takes back whoever's signature, of the stage that is named.
    signed(&sandbox, "withdraw foreword --by 终三 --stage proof-1 --reason 校样错了");
    let run = signed(&sandbox, "status");
    assert_eq!(run.report()["articles"][0]["next"], "proof-1", "{}", run.out);
    assert_eq!(run.report()["ready"], false);
    assert_eq!(stage(&sandbox, "second", "复二", "pass").status, 0);
    assert_eq!(stage(&sandbox, "final", "终三", "pass").status, 0);
    signed(&sandbox, "proof 1 --by 初一");
    signed(&sandbox, "proof 2 --by 校五");
    signed(&sandbox, "proof 3 --by 校五");
    assert_eq!(build(&sandbox).rules(), ["review-press-withdrawn"]);
    signed(&sandbox, "press --by 终三");
    assert_eq!(build(&sandbox).status, 0);
    let log = sandbox.run(&["review", "log"]).out;
    assert!(log.contains("撤回") && log.contains("数字有误"), "{log}");
}

#[test]
fn dates_are_set_right_by_the_chief() {
    let sandbox = ahead();
    signed(&sandbox, "redate --by 终三 --reason 值班电脑的日期快了七年");
    assert_eq!(signed(&sandbox, "status").rules(), Vec::<String>::new());
    assert_eq!(stage(&sandbox, "second", "复二", "pass").status, 0);
    let early = "sign foreword --stage second --by 复二 --verdict pass --note 好 --date 2026-01-01";
    assert_eq!(review(&sandbox, early).rules(), ["review-date"]);
    let wrong = entries(&sandbox);
    assert_eq!(wrong[2].target.as_deref(), Some(wrong[0].seal.as_str()));
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
