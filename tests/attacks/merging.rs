//! Two copies of a ledger.

use super::*;

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
    tear(&sandbox, &other, &shared, true);
    sandbox
}

/// Puts another copy of a ledger into this one, as git leaves it or without its marks.
fn tear(sandbox: &Sandbox, other: &Sandbox, shared: &str, marks: bool) {
    let tail = |own: &Sandbox| own.read(LEDGER)[shared.len()..].to_owned();
    let (ours, theirs) = (tail(sandbox), tail(other));
    let text = format!("{shared}<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n");
    for name in std::fs::read_dir(other.path("issues/2026-01/review")).unwrap() {
        let name = name.unwrap().file_name().into_string().unwrap();
        let path = format!("issues/2026-01/review/{name}");
        if !sandbox.path(&path).exists() {
            sandbox.write(&path, other.read(&path));
        }
    }
    if !marks {
        sandbox.write(LEDGER, format!("{shared}{ours}{theirs}"));
        return;
    }
    let heads = (sandbox.read(HEAD), other.read(HEAD));
    sandbox.write(HEAD, format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n", heads.0, heads.1));
    sandbox.write(LEDGER, text);
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

/// What a merge gives new seals a second time is no ledger that went back.
#[test]
fn ledgers_are_merged_again_and_again() {
    let sandbox = Sandbox::new();
    first(&sandbox, "all", "初一");
    let (one, other) = (copy_of(&sandbox), copy_of(&sandbox));
    let second = "--stage second --verdict pass --note 读过";
    signed(&sandbox, &format!("sign news {second} --by 复二 --date 2026-01-08"));
    signed(&one, &format!("sign foreword {second} --by 多面 --date 2026-01-04"));
    signed(&other, "people --by 终三 --date 2026-01-06");
    for their in [&one, &other] {
        let run = merge(&sandbox, their);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    }
    assert!(sandbox.read(REGISTER).contains(" merged "));
    assert_eq!(signed(&sandbox, "status").rules(), Vec::<String>::new());
    signed(&sandbox, "sign news --stage final --by 终三 --verdict pass");
    assert_eq!(signed(&sandbox, "status").rules(), Vec::<String>::new());
}

/// Two copies in which different people signed the second review of one article, on these days.
fn doubled(ours: &str, theirs: &str, verdict: &str) -> (Sandbox, Sandbox) {
    let sandbox = Sandbox::new();
    first(&sandbox, "all", "初一");
    let other = copy_of(&sandbox);
    let second = "sign news --stage second --note 读过";
    signed(&sandbox, &format!("{second} --verdict pass --by 复二 --date {ours}"));
    signed(&other, &format!("{second} --verdict {verdict} --by 多面 --date {theirs}"));
    (sandbox, other)
}

/// Who has signed the second review of the article `news`, and what it awaits.
fn news(sandbox: &Sandbox) -> (String, String) {
    let run = signed(sandbox, "status");
    assert_eq!(run.rules(), Vec::<String>::new(), "{}", run.out);
    let own = run.report()["articles"][1].clone();
    let signatures = own["signatures"].as_array().unwrap().clone();
    let second = signatures.iter().find(|own| own["stage"] == "second").unwrap();
    (second["by"].as_str().unwrap().to_owned(), own["next"].as_str().unwrap().to_owned())
}

#[test]
fn what_one_copy_withdrew_no_longer_stands_against_the_other() {
    for (ours, theirs) in [("2026-01-05", "2026-01-03"), ("2026-01-03", "2026-01-05")] {
        for (verdict, rule) in [("pass", "merge-double"), ("return", "merge-verdicts")] {
            let (sandbox, other) = doubled(ours, theirs, verdict);
            let run = merge(&sandbox, &other);
            assert_eq!(run.rules(), [rule], "{}", run.out);
            signed(&other, &advised(&run, rule, "neikan review withdraw"));
            let run = merge(&sandbox, &other);
            assert_eq!(run.status, 0, "{ours} {verdict}: {}", run.out);
            assert_eq!(news(&sandbox), ("复二".to_owned(), "final".to_owned()));
            assert_eq!(entries(&sandbox).len(), 5);
            let run = merge(&sandbox, &other);
            assert_eq!(run.rules(), ["merge-nothing"], "{}", run.out);
            signed(&sandbox, "sign news --stage final --by 终三 --verdict pass");
        }
        // The other way round, with a final review on top of what is withdrawn.
        let (sandbox, other) = doubled(ours, theirs, "pass");
        signed(&sandbox, "sign news --stage final --by 终三 --verdict pass --date 2026-01-06");
        signed(&sandbox, "withdraw news --stage second --by 复二 --reason 两边都签了");
        let run = merge(&sandbox, &other);
        assert_eq!(run.status, 0, "{}", run.out);
        assert_eq!(news(&sandbox), ("多面".to_owned(), "final".to_owned()));
    }
}

#[test]
fn what_was_withdrawn_stays_withdrawn_in_a_merge() {
    // One signature in both copies, withdrawn in one of them.
    let sandbox = Sandbox::new();
    first(&sandbox, "all", "初一");
    let other = copy_of(&sandbox);
    for (own, day) in [(&sandbox, "05"), (&other, "06")] {
        let second = "sign news --stage second --by 复二 --verdict pass --note 读过";
        signed(own, &format!("{second} --date 2026-01-{day}"));
    }
    signed(&other, "withdraw news --by 复二 --reason 数字有误");
    let run = merge(&sandbox, &other);
    assert_eq!((run.status, run.rules()), (1, vec!["merge-withdrawn".to_owned()]), "{}", run.out);
    signed(&sandbox, &advised(&run, "merge-withdrawn", "neikan review withdraw"));
    assert_eq!(merge(&sandbox, &other).status, 0);
    let run = signed(&sandbox, "status");
    assert_eq!(run.report()["articles"][1]["next"], "second", "{}", run.out);
    // What was signed for the press before a withdrawal is not in force after it.
    let sandbox = approved();
    let other = copy_of(&sandbox);
    signed(&sandbox, "withdraw news --stage proof-3 --by 校五 --reason 漏看一处");
    signed(&sandbox, "proof 3 news --by 校五");
    signed(&other, "withdraw foreword --stage proof-3 --by 校五 --reason 漏看一处");
    assert_eq!(merge(&sandbox, &other).status, 0);
    assert!(build(&sandbox).rules().contains(&"review-press-withdrawn".to_owned()));
}

/// A withdrawal after the signature for the press still voids it where the copies are merged.
#[test]
fn a_press_from_before_a_withdrawal_is_void_in_a_merge() {
    let sandbox = Sandbox::new();
    let other = copy_of(&sandbox);
    sandbox.approve();
    signed(&sandbox, "withdraw news --stage second --by 复二 --reason 两边都签了");
    for (stage, by, day) in [("first", "初一", "02"), ("second", "多面", "03")] {
        let call = format!("sign news --stage {stage} --by {by} --verdict pass --note 读过");
        signed(&other, &format!("{call} --date 2026-01-{day}"));
    }
    let run = merge(&sandbox, &other);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(news(&sandbox), ("多面".to_owned(), "final".to_owned()));
    assert!(build(&sandbox).rules().contains(&"review-press-withdrawn".to_owned()));
}

#[test]
fn a_conflict_over_one_stage_is_solved_in_ones_own_copy() {
    let (sandbox, other) = doubled("2026-01-05", "2026-01-03", "pass");
    let all = sandbox.read(LEDGER);
    let shared = all[..all.rfind("- stage: second").unwrap()].to_owned();
    let ours = [LEDGER, HEAD].map(|file| sandbox.read(file));
    tear(&sandbox, &other, &shared, true);
    let run = merge(&sandbox, &sandbox);
    assert_eq!(run.status, 1, "{}", run.out);
    let hint = run.finding("merge-double")["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("git merge --abort"), "{hint}");
    // What that leaves.
    [LEDGER, HEAD].iter().zip(&ours).for_each(|(file, text)| sandbox.write(file, text));
    signed(&sandbox, &advised(&run, "merge-double", "neikan review withdraw"));
    tear(&sandbox, &other, &shared, true);
    signed(&sandbox, &advised(&run, "merge-double", "neikan review merge"));
    assert_eq!(news(&sandbox), ("多面".to_owned(), "final".to_owned()));
}

#[test]
fn two_ledgers_put_together_without_marks_are_told_apart() {
    let sandbox = Sandbox::new();
    first(&sandbox, "all", "初一");
    let (shared, other) = (sandbox.read(LEDGER), copy_of(&sandbox));
    let second = "--stage second --verdict pass --note 读过";
    signed(&sandbox, &format!("sign news {second} --by 复二"));
    signed(&other, &format!("sign foreword {second} --by 多面"));
    tear(&sandbox, &other, &shared, false);
    let run = review(&sandbox, "status");
    assert_eq!(run.status, 1);
    signed(&sandbox, &advised(&run, "ledger-chain", "neikan review merge"));
    assert_eq!(news(&sandbox), ("复二".to_owned(), "final".to_owned()));
    assert_eq!(entries(&sandbox).len(), 4);
    // What was taken out of a ledger is no second ledger.
    let mut all = entries(&sandbox);
    all.remove(1);
    sandbox.write(LEDGER, serde_yaml::to_string(&all).unwrap());
    let hint = review(&sandbox, "status").finding("ledger-chain")["hint"].clone();
    assert!(hint.as_str().unwrap().contains("版本库"), "{hint}");
}

#[test]
fn a_copy_without_its_folder_is_told_so() {
    let (sandbox, other) = doubled("2026-01-05", "2026-01-03", "pass");
    std::fs::remove_dir_all(other.path("issues/2026-01/review")).unwrap();
    assert_eq!(merge(&sandbox, &other).rules(), ["merge-folder"]);
}
