//! Ledgers in other folders, behind links, with other line ends, with another last seal.

use super::*;

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
                sandbox.replace(
                    "issues/2026-03/issue.yml",
                    "number: 1\ntotal: 1\ndate: 2026-01-15",
                    "number: 3\ntotal: 3\ndate: 2026-03-15",
                );
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
pub(super) fn another(sandbox: &Sandbox, id: &str, copy: fn(&std::path::Path, &std::path::Path)) {
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
    assert_eq!(review(&sandbox, "status").rules(), ["ledger-short", "ledger-went-back"]);
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
fn a_lost_last_seal_is_written_anew_when_the_register_knows_the_last_entry() {
    let lost = |sandbox: &Sandbox| std::fs::remove_file(sandbox.path(HEAD)).unwrap();
    let marked = |sandbox: &Sandbox| {
        let head = sandbox.read(HEAD);
        sandbox.write(HEAD, format!("\u{feff}{head}"));
    };
    for damage in [&lost as &dyn Fn(&Sandbox), &marked] {
        let sandbox = reviewed();
        damage(&sandbox);
        assert_eq!(signed(&sandbox, "status").rules(), ["ledger-head-missing"]);
        let run = signed(&sandbox, "proof 1 news --by 校五");
        assert_eq!(run.rules(), ["ledger-head-restored"], "{}", run.out);
        assert_eq!(sandbox.read(HEAD).trim(), entries(&sandbox).last().unwrap().seal);
        assert_eq!(signed(&sandbox, "status").rules(), Vec::<String>::new());
        // Not when an entry is gone too.
        damage(&sandbox);
        let mut cut = entries(&sandbox);
        cut.pop();
        sandbox.write(LEDGER, serde_yaml::to_string(&cut).unwrap());
        let run = review(&sandbox, "status");
        assert_eq!(run.status, 1);
        assert_eq!(run.rules(), ["ledger-short", "ledger-went-back"], "{}", run.out);
    }
}

#[test]
fn what_is_missing_beside_a_ledger_is_named() {
    let sandbox = approved();
    std::fs::remove_dir_all(sandbox.path("issues/2026-01/review")).unwrap();
    let run = build(&sandbox);
    assert_eq!(run.status, 1);
    let press = entries(&sandbox).pop().unwrap();
    let finding = run.finding("review-press-copy");
    assert!(finding["message"].as_str().unwrap().contains(&press.content), "{finding}");
    assert!(!run.rules().contains(&"review-press-form".to_owned()), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn a_register_is_a_plain_file() {
    for register in [REGISTER, "issues/built.txt"] {
        let sandbox = approved();
        assert_eq!(build(&sandbox).status, 0);
        let text = sandbox.read(register);
        linked(&sandbox, register);
        let calls = ["status", "withdraw press --by 终三 --reason 等批复"];
        let built = || sandbox.run(&["build", "--editions", "digital", "--format", "json"]);
        let all = |rule: &str| {
            let runs = calls.map(|call| review(&sandbox, call));
            for run in runs.into_iter().chain([built()]) {
                assert_eq!(run.status, 1, "{}", run.out);
                assert_eq!(run.finding(rule)["file"], register, "{}", run.out);
            }
        };
        all("ledger-link");
        std::fs::remove_file(sandbox.path(register)).unwrap();
        std::fs::create_dir(sandbox.path(register)).unwrap();
        all("ledger-no-file");
        let english = sandbox.run(&["--lang", "en", "review", "status"]);
        assert!(
            english.err.contains("is no plain file") || english.out.contains("is no plain file")
        );
        std::fs::remove_dir(sandbox.path(register)).unwrap();
        sandbox.write(register, text);
        assert_eq!(built().status, 0);
    }
}
