//! One at a time: who is kept out is told by whom, and of two at once both are done.

use crate::common;
use crate::common::fire;

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::time::{Duration, Instant};

use common::Sandbox;
use fire::{busy, end, files, start, times};

const SIGN: &str = "review sign r3 --issue inbox --stage first --by 初一 --verdict pass --note 读过 \
                    --date 2026-01-05";
const OTHER: &str = "review sign r4 --issue inbox --stage first --by 多面 --verdict pass --note 读过 \
                     --date 2026-01-05";
const CORRECT: &str = "review corrections news --issue 2026-01 --by 校五 --date 2026-01-05";
const CORRECT_OTHER: &str =
    "review corrections foreword --issue 2026-01 --by 初一 --date 2026-01-05";
const GATHER: &str = "gather 2026-01 --date 2026-01-05";
const IMPORT: &str = "import a.txt";
/// Another text of the same name.
const IMPORT_OTHER: &str = "import x/a.txt";

/// Holds the lock of a folder as another process would.
fn hold(sandbox: &Sandbox, folder: &str) -> File {
    std::fs::create_dir_all(sandbox.path(folder)).unwrap();
    let path = sandbox.path(folder).join(".neikan.lock");
    let mut options = OpenOptions::new();
    let mut file = options.create(true).truncate(true).write(true).open(path).unwrap();
    file.lock().unwrap();
    write!(file, "command: gather\nprocess: 4711\nsince: 1\n").unwrap();
    file
}

#[test]
fn who_is_kept_out_waits_a_moment_and_is_told_by_whom() {
    let sandbox = busy();
    sandbox.write("list.csv", "姓名,类别\n何样例,分管领导\n");
    let lock = hold(&sandbox, "issues");
    let out = hold(&sandbox, "out/2026-01");
    let before = files(&sandbox, "issues");
    let begun = Instant::now();
    let calls = [
        SIGN,
        CORRECT,
        "review proof 1 news --issue 2026-01 --by 校五",
        "review press --issue 2026-01 --by 终三",
        GATHER,
        IMPORT,
        "new 2026-02",
        "picture add issues/2026-01/images/field.svg",
        "check --fix",
        "deliver import list.csv",
        "deliver forget 2",
        // These write into out/ alone.
        "review form --kind release",
        "build --draft",
    ];
    let running = calls.map(|call| (call, start(&sandbox, &[], call)));
    for (call, child) in running {
        let (status, said) = end(child);
        assert_eq!(status, Some(1), "{call}: {said}");
        for word in ["lock-held", "gather", "4711"] {
            assert!(said.contains(word), "{call}: {said}");
        }
    }
    assert!(begun.elapsed() > Duration::from_secs(4), "nobody waited");
    // Who only reads is not kept out.
    for call in [
        "check",
        "review status",
        "review log --issue inbox",
        "gather 2026-01 --dry-run",
        "deliver import list.csv --dry-run",
        "rule --all",
    ] {
        let (status, said) = end(start(&sandbox, &[], call));
        assert_eq!(status, Some(0), "{call}: {said}");
    }
    assert_eq!(files(&sandbox, "issues"), before);
    assert!(files(&sandbox, "out").is_empty());
    // A dead process holds nothing, whatever its file still says.
    drop((lock, out));
    assert!(sandbox.read("issues/.neikan.lock").contains("4711"));
    assert_eq!(end(start(&sandbox, &[], SIGN)).0, Some(0));
    assert_eq!(sandbox.read("issues/.neikan.lock"), "");
    assert_eq!(end(start(&sandbox, &[], "build --draft")).0, Some(0));
    assert!(!sandbox.path("out/2026-01/.neikan.lock").exists(), "outputs are outputs alone");
}

/// Whether a call has done what it was to do.
fn is_done(sandbox: &Sandbox, call: &str) -> bool {
    let text = |path: &str| std::fs::read_to_string(sandbox.path(path)).unwrap_or_default();
    let inbox = text("issues/inbox/review.yml");
    let issue = text("issues/2026-01/review.yml");
    let imported = |words: &str| {
        let names = ["a", "a-2"].map(|name| text(&format!("issues/inbox/{name}.md")));
        names.iter().filter(|text| text.contains(words)).count() == 1
    };
    match call {
        SIGN => inbox.matches("- stage: first\n  article: r3\n").count() == 1,
        OTHER => inbox.matches("- stage: first\n  article: r4\n").count() == 1,
        CORRECT => issue.matches("- stage: corrections\n  article: news\n").count() == 1,
        CORRECT_OTHER => issue.matches("- stage: corrections\n  article: foreword\n").count() == 1,
        GATHER => {
            let list = text("issues/2026-01/issue.yml");
            ["r1", "r2"].iter().all(|id| {
                list.matches(&format!("- {id}\n")).count() == 1
                    && !sandbox.path(&format!("issues/inbox/{id}.md")).exists()
                    && sandbox.path(&format!("issues/2026-01/articles/{id}.md")).exists()
            }) && inbox.matches("stage: gathered").count() == 2
                && issue.matches("origin:").count() == 6
        }
        IMPORT => imported("来稿甲的正文"),
        IMPORT_OTHER => imported("来稿丙的正文"),
        _ => panic!("{call}"),
    }
}

/// Two at once, as often as `NEIKAN_PAIRS` says: each is done or was refused in words, and both
/// ledgers are whole.
#[test]
fn of_two_at_once_nothing_is_lost() {
    let pairs = [
        (SIGN, OTHER),
        (SIGN, GATHER),
        (SIGN, IMPORT),
        (SIGN, CORRECT),
        (CORRECT, CORRECT_OTHER),
        (CORRECT, GATHER),
        (IMPORT, IMPORT_OTHER),
        (IMPORT, GATHER),
        (GATHER, GATHER),
    ];
    let whole = busy();
    let source = files(&whole, ".");
    for (one, other) in pairs {
        let (mut done, mut refused) = (0, 0);
        for round in 0..times("NEIKAN_PAIRS", 12) {
            let sandbox = Sandbox::new();
            source.iter().for_each(|(path, bytes)| sandbox.write(path, bytes));
            let first = start(&sandbox, &[], one);
            std::thread::sleep(Duration::from_millis(round as u64 % 9));
            let second = start(&sandbox, &[], other);
            for (call, (status, said)) in [(one, end(first)), (other, end(second))] {
                match status {
                    Some(0) => done += 1,
                    _ => refused += 1,
                }
                let told = status == Some(1) && said.contains("lock-held");
                assert!(status == Some(0) || told, "{call}: {said}");
                assert!(told || is_done(&sandbox, call), "{call} is lost: {said}");
            }
            for issue in ["inbox", "2026-01"] {
                let log = sandbox.run(&["review", "log", "--issue", issue]);
                assert_eq!(log.status, 0, "{one} × {other}: {}", log.err);
            }
        }
        println!("{one} × {other}: {done} done, {refused} refused");
    }
}

#[test]
fn two_builds_into_one_folder_follow_each_other() {
    let sandbox = busy();
    let calls = ["press", "digital", "press", "digital"];
    let calls = calls.map(|editions| format!("build --draft --editions {editions}"));
    let running = calls.map(|call| start(&sandbox, &[], &call));
    for child in running {
        let (status, said) = end(child);
        assert!(status == Some(0) || said.contains("lock-held"), "{said}");
    }
    let record: serde_json::Value =
        serde_json::from_str(&sandbox.read("out/2026-01/build.json")).unwrap();
    let files = record["files"].as_array().unwrap();
    assert_eq!(files.len(), 8, "both editions are in the record");
    for file in files {
        let path = sandbox.path("out/2026-01").join(file["path"].as_str().unwrap());
        let sum = neikan_base::hash::sha256(&std::fs::read(&path).unwrap());
        assert_eq!(file["sha256"].as_str(), Some(sum.as_str()), "{}", path.display());
    }
}

#[test]
fn what_dead_runs_left_goes_and_is_never_taken_for_an_article() {
    let sandbox = busy();
    assert_eq!(sandbox.run(&["build", "--draft"]).status, 0);
    let left = [
        "issues/.neikan-dead",
        "issues/.neikan-half/issue.yml",
        "issues/.neikan-half/articles/first.md",
        "issues/inbox/.neikan-dead",
        "issues/inbox/originals/.neikan-dead",
        "issues/2026-01/articles/.neikan-dead",
        "issues/2026-01/images/.neikan-dead",
        "issues/2026-01/review/.neikan-dead",
        "out/2026-01/.neikan-dead",
        "out/2026-01/press/.neikan-dead",
    ];
    let own =
        ["issues/inbox/.neikan.notes", "issues/2026-01/neikan-notes.md", "out/2026-01/my.pdf"];
    // What is left of an import is the very text that is imported.
    left.iter().chain(&own).for_each(|path| sandbox.write(path, sandbox.read("a.txt")));
    let status = sandbox.run(&["review", "status", "--format", "json"]).report();
    assert_eq!(
        (&status["issue"], &status["articles"].as_array().unwrap().len()),
        (&"2026-01".into(), &2)
    );
    assert!(sandbox.path(left[0]).exists(), "who only reads removes nothing");
    let run = sandbox.run(&["import", "a.txt"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(sandbox.run(&["review", "form", "--kind", "release"]).status, 0);
    for path in left {
        assert!(!sandbox.path(path).exists(), "{path} is still there");
    }
    for path in own {
        assert!(sandbox.path(path).exists(), "{path} is gone");
    }
}
