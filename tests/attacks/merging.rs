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
