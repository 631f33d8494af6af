//! Ledgers that are put back to an older state, and what is lost for good.

use super::*;

const COPIES: &str = "issues/2026-01/review";

/// An issue that was signed for the press, whose ledger and last seal are put back to before that.
fn put_back() -> Sandbox {
    let sandbox = reviewed();
    let old = [LEDGER, HEAD].map(|file| sandbox.read(file));
    sandbox.approve();
    sandbox.write(LEDGER, &old[0]);
    sandbox.write(HEAD, &old[1]);
    sandbox
}

/// A ledger whose last seal is lost, and the register with it.
fn headless() -> Sandbox {
    let sandbox = approved();
    std::fs::remove_file(sandbox.path(HEAD)).unwrap();
    std::fs::remove_file(sandbox.path(REGISTER)).unwrap();
    sandbox
}

#[test]
fn an_older_ledger_with_its_own_last_seal_is_missed() {
    hold(vec![
        ("looking at it", || review(&put_back(), "status"), Refused, "ledger-went-back"),
        ("printing by it", || build(&put_back()), Refused, "ledger-went-back"),
        ("signing on", || review(&put_back(), "proof 1 --by 校五"), Refused, "ledger-went-back"),
        (
            "taken away altogether",
            || {
                let sandbox = approved();
                std::fs::remove_file(sandbox.path(LEDGER)).unwrap();
                std::fs::remove_dir_all(sandbox.path(COPIES)).unwrap();
                review(&sandbox, "sign all --stage first --by 初一 --verdict pass --note 好")
            },
            Refused,
            "ledger-went-back",
        ),
        (
            "that of the inbox",
            || {
                let sandbox = Sandbox::new();
                sandbox
                    .write("issues/inbox/a.md", "---\ntitle: 来稿\nsection: news\n---\n正文。\n");
                let files = ["issues/inbox/review.yml", "issues/inbox/review/head"];
                let sign = "--issue inbox --verdict pass --note 读过";
                signed(&sandbox, &format!("sign a --stage first --by 初一 {sign}"));
                let old = files.map(|file| sandbox.read(file));
                signed(&sandbox, &format!("sign a --stage second --by 复二 {sign}"));
                files.iter().zip(&old).for_each(|(file, text)| sandbox.write(file, text));
                review(&sandbox, &format!("sign a --stage second --by 多面 {sign}"))
            },
            Refused,
            "ledger-went-back",
        ),
        (
            "with lines of the register that a merge of git has torn",
            || {
                let sandbox = put_back();
                let text = sandbox.read(REGISTER);
                let (begin, last) = text.trim_end().rsplit_once('\n').unwrap();
                sandbox
                    .write(REGISTER, format!("<<<<<<< HEAD\n{begin}\n=======\n{last}\n>>>>>>> x"));
                review(&sandbox, "status")
            },
            Refused,
            "ledger-went-back",
        ),
    ]);
}

#[test]
fn what_is_lost_is_given_up_by_the_chief_alone_and_in_writing() {
    hold(vec![
        (
            "giving up by somebody else",
            || review(&headless(), "resume --by 校五 --reason 磁盘坏了"),
            Refused,
            "review-duty",
        ),
        (
            "giving up by a chief of a list that nobody signed",
            || {
                let sandbox = headless();
                let list = "{name: 校五, stages: [proof]}";
                sandbox.replace(PUBLICATION, list, "{name: 校五, stages: [proof, press]}");
                review(&sandbox, "resume --by 校五 --reason 磁盘坏了")
            },
            Refused,
            "house-chief",
        ),
        (
            "giving up without a reason",
            || review(&headless(), "resume --by 终三"),
            Refused,
            "review-note",
        ),
        (
            "giving up what is not lost",
            || review(&approved(), "resume --by 终三 --reason 磁盘坏了"),
            Refused,
            "resume-nothing",
        ),
        (
            "printing by the signature from before",
            || {
                let sandbox = headless();
                signed(&sandbox, "resume --by 终三 --reason 磁盘坏了");
                build(&sandbox)
            },
            Refused,
            "review-press-resumed",
        ),
        (
            "a forged entry of somebody else",
            || {
                let sandbox = put_back();
                let lost = sandbox.read(REGISTER);
                signed(&sandbox, "resume --by 终三 --reason 磁盘坏了");
                let mut all = entries(&sandbox);
                all.last_mut().unwrap().by = "校五".to_owned();
                forge(&sandbox, all);
                sandbox.write(REGISTER, lost);
                review(&sandbox, "status")
            },
            Refused,
            "ledger-went-back",
        ),
        (
            "other faults of the ledger with it",
            || {
                let sandbox = headless();
                let text = sandbox.read(LEDGER).replacen("读过", "细读过", 1);
                sandbox.write(LEDGER, text);
                review(&sandbox, "resume --by 终三 --reason 磁盘坏了")
            },
            Refused,
            "ledger-seal",
        ),
    ]);
}

#[test]
fn after_what_is_lost_was_given_up_the_work_goes_on() {
    // The last seal alone.
    let sandbox = headless();
    assert_eq!(review(&sandbox, "status").rules(), ["ledger-short", "register-gone"]);
    signed(&sandbox, "resume --by 终三 --reason 磁盘坏了");
    assert_eq!(sandbox.read(HEAD).trim(), entries(&sandbox).last().unwrap().seal);
    signed(&sandbox, "press --by 终三");
    assert_eq!(build(&sandbox).status, 0);
    // Entries that the register and a build have seen.
    let sandbox = reviewed();
    let old = [LEDGER, HEAD].map(|file| sandbox.read(file));
    sandbox.approve();
    assert_eq!(build(&sandbox).status, 0);
    sandbox.write(LEDGER, &old[0]);
    sandbox.write(HEAD, &old[1]);
    signed(&sandbox, "resume --by 终三 --reason 磁盘坏了");
    let entry = entries(&sandbox).pop().unwrap();
    let lost = sandbox.read(&format!("{COPIES}/{}.txt", entry.content));
    assert!(lost.starts_with("neikan resume 1\n") && lost.contains("/lost/000/seal"), "{lost}");
    assert_eq!(review(&sandbox, "resume --by 终三 --reason 再来").rules(), ["resume-nothing"]);
    sandbox.approve();
    assert_eq!(build(&sandbox).status, 0, "{}", build(&sandbox).out);
    let log = sandbox.run(&["review", "log"]).out;
    assert!(log.contains("接续记录") && log.contains("磁盘坏了"), "{log}");
}
