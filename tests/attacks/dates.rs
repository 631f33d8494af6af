//! Dates that nobody signed on.

use super::*;

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
        (
            "withdrawing below a date to come",
            || review(&ahead(), "withdraw news --by 初一 --reason 数字有误"),
            Warned,
            "ledger-date-ahead",
        ),
        (
            "returning below a date to come",
            || stage(&ahead(), "second", "复二", "return"),
            Warned,
            "ledger-date-ahead",
        ),
        (
            "rejecting below a date to come",
            || stage(&ahead(), "second", "复二", "reject"),
            Warned,
            "ledger-date-ahead",
        ),
        (
            "withdrawing on a day before the last entry",
            || review(&reviewed(), "withdraw news --by 终三 --reason 不妥 --date 2026-01-03"),
            Refused,
            "review-date",
        ),
        (
            "a press dated before the reviews that it rests on",
            || {
                let sandbox = approved();
                let mut all = entries(&sandbox);
                all.last_mut().unwrap().date = "2026-01-01".parse().unwrap();
                forge(&sandbox, all);
                build(&sandbox)
            },
            Refused,
            "review-press-early",
        ),
        (
            "building below a date to come",
            || {
                let sandbox = approved();
                let mut all = entries(&sandbox);
                all.last_mut().unwrap().date = "2033-05-18".parse().unwrap();
                forge(&sandbox, all);
                build(&sandbox)
            },
            Warned,
            "ledger-date-ahead",
        ),
    ]);
}

/// A ledger whose first entries were dated by a clock that was years ahead.
fn ahead() -> Sandbox {
    let sandbox = Sandbox::new();
    first(&sandbox, "all", "初一");
    let date = "2033-05-18".parse().unwrap();
    let wrong = entries(&sandbox).into_iter().map(|own| Entry { date, ..own });
    forge(&sandbox, wrong.collect());
    sandbox
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

/// However dates are set right, the press is not signed on a day before the reviews.
#[test]
fn dates_set_right_do_not_let_the_press_be_signed_before_the_reviews() {
    let sandbox = approved();
    let mut all = entries(&sandbox);
    all.pop();
    let news = |own: &Entry| own.article.as_deref() == Some("news");
    for own in all.iter_mut().filter(|own| own.stage == Stage::Proof3 && news(own)) {
        own.date = "2033-05-18".parse().unwrap();
    }
    forge(&sandbox, all);
    signed(&sandbox, "redate --by 终三 --reason 钟快了");
    let run = review(&sandbox, "press --by 终三");
    assert_eq!(run.rules(), ["review-press-early"], "{}", run.out);
    signed(&sandbox, &advised(&run, "review-press-early", "neikan review withdraw"));
    signed(&sandbox, "proof 3 news --by 校五");
    signed(&sandbox, "press --by 终三");
    assert_eq!(build(&sandbox).status, 0);
}
