//! Sources that lie elsewhere, checks that do not pass, a clock that is none.

use super::ledger::another;
use super::*;

#[test]
fn a_day_in_the_environment_dates_no_signature() {
    hold(vec![(
        "a variable that somebody left behind",
        || {
            let sandbox = Sandbox::new();
            let call =
                "review sign all --stage first --by 初一 --verdict pass --note 好 --format json";
            let words: Vec<&str> = call.split(' ').collect();
            let run = sandbox.run_with(&words, &[("SOURCE_DATE_EPOCH", "2000000000")]);
            let dated =
                entries(&sandbox).iter().all(|own| own.date.to_string().as_str() < "2033-05");
            assert!(dated, "{}", sandbox.read(LEDGER));
            run
        },
        Warned,
        "review-epoch",
    )]);
}

#[test]
fn what_does_not_pass_its_checks_is_not_signed_for_the_press() {
    hold(vec![(
        "a day that there is not",
        || {
            let sandbox = Sandbox::new();
            sandbox.write(NEWS, sandbox.read(NEWS) + "\n到2026年2月30日为止。\n");
            first(&sandbox, "all", "初一");
            for call in [
                "sign all --stage second --by 复二 --verdict pass --note 读过",
                "sign all --stage final --by 终三 --verdict pass",
                "proof 1 --by 初一",
                "proof 2 --by 校五",
                "proof 3 --by 校五",
                "people --by 终三",
            ] {
                signed(&sandbox, call);
            }
            let before = sandbox.read(LEDGER);
            let run = review(&sandbox, "press --by 终三");
            assert_eq!(sandbox.read(LEDGER), before);
            run
        },
        Refused,
        "date-impossible",
    )]);
}

#[cfg(unix)]
#[test]
fn what_is_signed_lies_in_the_project() {
    /// Moves a part of an approved issue out of the project and leaves a link in its place.
    fn away(relative: &str) -> Run {
        let (sandbox, away) = (approved(), tempfile::tempdir().unwrap());
        let (path, there) = (sandbox.path(relative), away.path().join("there"));
        if path.is_dir() {
            another(&sandbox, "2026-02", |from, to| drop(std::fs::copy(from, to)));
            std::fs::remove_dir_all(&path).unwrap();
            let copied = sandbox.path("issues/2026-02");
            for entry in walkdir::WalkDir::new(&copied).into_iter().map(Result::unwrap) {
                let target = there.join(entry.path().strip_prefix(&copied).unwrap());
                if entry.file_type().is_dir() {
                    std::fs::create_dir_all(target).unwrap();
                } else {
                    std::fs::copy(entry.path(), target).unwrap();
                }
            }
            std::fs::remove_dir_all(copied).unwrap();
        } else {
            std::fs::copy(&path, &there).unwrap();
            std::fs::remove_file(&path).unwrap();
        }
        std::os::unix::fs::symlink(&there, &path).unwrap();
        let run = review(&sandbox, "press --by 终三");
        assert_eq!(run.status, 1, "{}", run.out);
        build(&sandbox)
    }
    hold(vec![
        ("the folder of the issue", || away("issues/2026-01"), Refused, "file-outside"),
        ("issue.yml", || away("issues/2026-01/issue.yml"), Refused, "file-outside"),
        ("publication.yml", || away(PUBLICATION), Refused, "file-outside"),
        ("an article", || away(NEWS), Refused, "article-outside"),
    ]);
}
