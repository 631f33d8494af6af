//! What was taken back or sent back.

use super::*;

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
