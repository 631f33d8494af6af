//! Killed anywhere, and on a full disk: what was there is there, or what was to be, and the next
//! run goes on. strace kills the program at a system call, or has that call fail.
#![cfg(target_os = "linux")]

use crate::common;
use crate::common::fire;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Command, Stdio};

use common::Sandbox;
use common::judging::{judge, missing};
use fire::{busy, end, files, start, times, words};
use neikan_base::hash::sha256;
use serde_json::Value;

/// The system calls at which the program is killed.
const CALLS: [&str; 9] =
    ["openat", "write", "rename", "renameat", "fsync", "unlink", "mkdir", "ftruncate", "flock"];

/// Whether strace is here and may trace.
fn can_trace() -> bool {
    let run = judge("strace", &["-qq", "-o", "/dev/null", "true"]);
    run.is_some_and(|run| run.status.success() || missing::<()>("strace").is_some())
}

/// How often each system call is made in a run from the first that has to do with the project.
fn counted(sandbox: &Sandbox, call: &str) -> Vec<(String, usize)> {
    let trace = sandbox.path("trace");
    let all = CALLS.join(",");
    let before = ["strace", "-f", "-o", trace.to_str().unwrap(), "-e", &format!("trace={all}")];
    let (status, said) = end(start(sandbox, &before, call));
    assert_eq!(status, Some(0), "{call}: {said}");
    let (mut points, mut threads) = (BTreeSet::new(), BTreeMap::<(String, String), usize>::new());
    let mut begun = false;
    for line in fs::read_to_string(&trace).unwrap().lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((name, _)) = rest.trim_start().split_once('(') else { continue };
        begun |= line.contains(".neikan");
        // strace counts the calls of each thread.
        let count = threads.entry((thread.to_owned(), name.to_owned())).or_default();
        *count += 1;
        if begun && CALLS.contains(&name) {
            points.insert((name.to_owned(), *count));
        }
    }
    fs::remove_file(trace).unwrap();
    points.into_iter().collect()
}

/// Points spread evenly over all, as many as `NEIKAN_KILLS` says.
fn chosen(points: Vec<(String, usize)>, usual: usize) -> Vec<(String, usize)> {
    let most = times("NEIKAN_KILLS", usual).min(points.len());
    (0..most).map(|at| points[at * points.len() / most].clone()).collect()
}

/// A run in which a system call was struck.
struct Struck {
    /// The exit status; `None` if it was killed.
    status: Option<i32>,
    said: String,
    /// Whether it came to that call. Threads share their work differently from run to run, so one of them
    /// may make fewer calls than when they were counted.
    reached: bool,
    /// Whether what failed has to do with a cache alone.
    in_cache: bool,
}

/// Runs a call and has its `count`th system call of a kind kill it, or fail.
fn struck(sandbox: &Sandbox, call: &str, (name, count): &(String, usize), how: &str) -> Struck {
    let log = tempfile::NamedTempFile::new().unwrap();
    let trace = format!("trace={name}");
    let inject = format!("inject={name}:{how}:when={count}");
    let path = log.path().to_str().unwrap();
    // -y: the files that descriptors stand for.
    let before = ["strace", "-f", "-y", "-qq", "-o", path, "-e", &trace, "-e", &inject];
    let (status, said) = end(start(sandbox, &before, call));
    let log = fs::read_to_string(log.path()).unwrap();
    let failed = log.lines().find(|line| line.contains("(INJECTED)"));
    let cache = common::cache().display().to_string();
    let in_cache = failed.is_some_and(|line| line.contains(&cache));
    Struck { status, said, reached: status.is_none() || failed.is_some(), in_cache }
}

fn copy_of(source: &BTreeMap<String, Vec<u8>>) -> Sandbox {
    let sandbox = Sandbox::new();
    fs::remove_dir_all(sandbox.path("issues")).unwrap();
    source.iter().for_each(|(path, bytes)| sandbox.write(path, bytes));
    sandbox
}

/// The files of a project, without those that the tests bring along by links.
fn own(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    files(sandbox, ".")
}

/// All files but what may differ between two runs that end alike: the ledger of deliveries and its
/// journal.
fn comparable(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let mut files = own(sandbox);
    files.retain(|path, _| !path.contains("deliveries"));
    files
}

/// The files that are not the same in both.
fn differences(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let all: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    all.into_iter().filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

/// Kills a call at many points and runs it again: it does the work, or says that it is done.
fn goes_on(source: &Sandbox, call: &str, done: &[&str]) {
    let source = own(source);
    let finished = copy_of(&source);
    let points = chosen(counted(&finished, call), 20);
    let wanted = comparable(&finished);
    let mut kills = 0;
    for point in &points {
        let sandbox = copy_of(&source);
        let Struck { status, .. } = struck(&sandbox, call, point, "signal=SIGKILL");
        kills += usize::from(status.is_none());
        let again = sandbox.run(&words(call));
        let told = done.iter().any(|rule| again.err.contains(&format!("error[{rule}]")));
        assert!(again.status == 0 || told, "{call}, {point:?}: {}", again.err);
        let differing = differences(&comparable(&sandbox), &wanted);
        assert!(differing.is_empty(), "{call}, {point:?}: {differing:?}: {}", again.err);
    }
    println!("{call}: {kills} kills at {} points", points.len());
}

#[test]
fn a_new_issue_that_was_killed_is_made_or_made_anew() {
    if can_trace() {
        goes_on(&busy(), "new 2026-02", &["issue-exists"]);
    }
}

#[test]
fn an_import_that_was_killed_goes_on() {
    if !can_trace() {
        return;
    }
    let sandbox = busy();
    let word = common::repository().join("tests/fixtures/import/files/lychee.docx");
    fs::copy(word, sandbox.path("lychee.docx")).unwrap();
    goes_on(&sandbox, "import lychee.docx a.txt b.txt", &["import-known"]);
}

#[test]
fn gathering_that_was_killed_goes_on() {
    if can_trace() {
        goes_on(&busy(), "gather 2026-01 --date 2026-01-05", &[]);
    }
}

#[test]
fn a_signature_that_was_killed_is_there_or_is_signed_anew() {
    if !can_trace() {
        return;
    }
    let sign = "review sign r3 --issue inbox --stage first --by 初一 --verdict pass --note 读过 \
                --date 2026-01-05";
    goes_on(&busy(), sign, &["review-already", "review-order"]);
}

#[test]
fn corrections_that_were_killed_go_on() {
    if !can_trace() {
        return;
    }
    let sandbox = busy();
    let news = "issues/2026-01/articles/news.md";
    sandbox.write(news, sandbox.read(news).replace('\n', "\r\n"));
    goes_on(&sandbox, "check 2026-01 --fix", &[]);
}

#[test]
fn forgetting_that_was_killed_goes_on() {
    if !can_trace() {
        return;
    }
    let sandbox = busy();
    for number in 1..=2 {
        sandbox.write(&format!("out/2026-01/copies/000{number}.pdf"), "%PDF");
    }
    sandbox.write("out/2026-01/copies-passwords.csv", "number,password\n1,a\n2,b\n");
    goes_on(&sandbox, "deliver forget 2", &["forget-nobody"]);
}

/// The sums in the record of an issue's outputs, after it was held against what lies there.
fn record(sandbox: &Sandbox) -> BTreeMap<String, String> {
    let record: Value = serde_json::from_str(&sandbox.read("out/2026-01/build.json")).unwrap();
    let files = record["files"].as_array().unwrap().iter();
    let text = |file: &Value, key: &str| file[key].as_str().unwrap().to_owned();
    let sums = files.map(|file| {
        let path = text(file, "path");
        let bytes = fs::read(sandbox.path("out/2026-01").join(&path)).unwrap();
        assert_eq!(sha256(&bytes), text(file, "sha256"), "{path} is not what the record says");
        (path, text(file, "sum"))
    });
    sums.collect()
}

/// A built draft whose articles were changed since.
fn changed() -> Sandbox {
    let sandbox = busy();
    assert_eq!(sandbox.run(&["build", "--draft"]).status, 0);
    sandbox.write("out/2026-01/press/mine.pdf", "own");
    sandbox.replace("issues/2026-01/articles/news.md", "title: ", "title: 新");
    sandbox
}

#[test]
fn a_killed_build_leaves_the_old_set_or_the_new_one() {
    if !can_trace() {
        return;
    }
    let source = changed();
    let old: BTreeSet<String> = record(&source).into_values().collect();
    let source = own(&source);
    let finished = copy_of(&source);
    let points = counted(&finished, "build --draft");
    let new: BTreeSet<String> = record(&finished).into_values().collect();
    assert!(old.len() == 1 && new.len() == 1 && old != new);
    let (mut olds, mut news) = (0, 0);
    for point in chosen(points, 10) {
        let sandbox = copy_of(&source);
        let Struck { status, said, .. } =
            struck(&sandbox, "build --draft", &point, "signal=SIGKILL");
        assert!(matches!(status, None | Some(0)), "{point:?}: {said}");
        // Any command that has to do with the folder ends what was begun.
        let run = sandbox.run(&["review", "form", "--kind", "release"]);
        assert_eq!(run.status, 0, "{point:?}: {}", run.err);
        let sums: BTreeSet<String> = record(&sandbox).into_values().collect();
        assert!(sums == old || sums == new, "{point:?}: a mixed set");
        olds += usize::from(sums == old);
        news += usize::from(sums == new);
        assert_eq!(sandbox.read("out/2026-01/press/mine.pdf"), "own");
        let left: Vec<_> = files(&sandbox, "out/2026-01").into_keys().collect();
        assert!(!left.iter().any(|path| path.contains(".neikan")), "{point:?}: {left:?}");
    }
    println!("{olds} old sets, {news} new sets");
}

/// The SHA-256 sums of the copies, after the list of them was held against what lies there.
fn copies(sandbox: &Sandbox) -> BTreeSet<String> {
    let list: Value =
        serde_json::from_str(&sandbox.read("out/2026-01/copies/copies.json")).unwrap();
    let sums = list.as_array().unwrap().iter().map(|copy| {
        let file = copy["file"].as_str().unwrap();
        let bytes = fs::read(sandbox.path("out/2026-01/copies").join(file)).unwrap();
        assert_eq!(copy["sha256"].as_str(), Some(sha256(&bytes).as_str()), "{file}");
        sha256(&bytes)
    });
    sums.collect()
}

#[test]
fn killed_copies_are_the_old_ones_or_the_new_ones() {
    if !can_trace() {
        return;
    }
    let sandbox = busy();
    assert_eq!(sandbox.build(&["--editions", "digital"]).status, 0);
    assert_eq!(sandbox.run(&["deliver", "prepare"]).status, 0);
    let old = copies(&sandbox);
    let list = sandbox.read("issues/recipients.yml");
    sandbox.write("issues/recipients.yml", list.replace("样例", "新名"));
    let source = own(&sandbox);
    let finished = copy_of(&source);
    let points = counted(&finished, "deliver prepare");
    let new = copies(&finished);
    assert!(old.len() == 2 && old.is_disjoint(&new));
    let (mut olds, mut news) = (0, 0);
    for point in chosen(points, 8) {
        let sandbox = copy_of(&source);
        let Struck { status, said, .. } =
            struck(&sandbox, "deliver prepare", &point, "signal=SIGKILL");
        assert!(matches!(status, None | Some(0)), "{point:?}: {said}");
        let run = sandbox.run(&["deliver", "trace", "out/2026-01/copies/0001.pdf"]);
        assert_eq!(run.status, 0, "{point:?}: {}", run.err);
        let found = copies(&sandbox);
        assert!(found == old || found == new, "{point:?}: a mixed set");
        olds += usize::from(found == old);
        news += usize::from(found == new);
        let left: Vec<_> = files(&sandbox, "out/2026-01/copies").into_keys().collect();
        assert_eq!(left, ["0001.pdf", "0002.pdf", "copies.json", "edition.json"], "{point:?}");
    }
    println!("{olds} old sets of copies, {news} new ones");
}

#[test]
fn a_folder_that_is_no_issue_yet_becomes_one() {
    let sandbox = Sandbox::new();
    sandbox.write("issues/2026-02/articles/first.md", "mine");
    sandbox.write("issues/2026-02/images/mine.svg", "mine");
    let run = sandbox.run(&["new", "2026-02"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(sandbox.read("issues/2026-02/issue.yml").contains("first"));
    assert!(sandbox.path("issues/2026-02/images/cover.svg").exists());
    for path in ["articles/first.md", "images/mine.svg"] {
        assert_eq!(sandbox.read(&format!("issues/2026-02/{path}")), "mine");
    }
    let again = sandbox.run(&["new", "2026-02"]);
    assert!(again.status == 2 && again.err.contains("issue-exists"), "{}", again.err);
}

#[test]
fn the_record_names_what_lies_there_whatever_was_asked_for() {
    let sandbox = changed();
    let old = record(&sandbox);
    let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.out);
    // The report is of this run, the record of the folder.
    let written = run.report()["files"].as_array().unwrap().len();
    let both = record(&sandbox);
    assert!(written < old.len() && both.keys().eq(old.keys()), "{both:?}");
    for (path, sum) in &both {
        let digital = path.ends_with("-draft.pdf") && !path.contains('/')
            || path.ends_with(".epub")
            || path.ends_with(".html");
        assert_eq!(sum != &old[path], digital, "{path}");
    }
    fs::remove_file(sandbox.path("out/2026-01/flatplan.html")).unwrap();
    assert_eq!(sandbox.run(&["build", "--draft", "--editions", "press"]).status, 0);
    assert_eq!(record(&sandbox).len(), old.len() - 1, "what does not lie there is not named");
}

#[test]
fn press_sheets_belong_to_the_build_whose_pages_they_show() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.build(&[]).status, 0);
    let old = record(&sandbox);
    let run = sandbox.run(&["impose", "--sheet", "889x1194/2"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let both = record(&sandbox);
    let sheets = "press/small-2026-01-interior-sheets.pdf";
    assert_eq!(both[sheets], old["press/small-2026-01-interior.pdf"]);
    assert_eq!(both.len(), old.len() + run.out.lines().count(), "{}", run.out);
}

/// Full at any write, a disk keeps what it has, and the exit status says so.
#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    if !can_trace() {
        return;
    }
    let sandbox = busy();
    let source = own(&sandbox);
    for call in ["new 2026-02", "import a.txt b.txt", "gather 2026-01 --date 2026-01-05"] {
        let finished = copy_of(&source);
        let points = counted(&finished, call);
        let wanted = comparable(&finished);
        let writes = points.into_iter().filter(|(name, _)| name == "write" || name == "fsync");
        for point in chosen(writes.collect(), 12) {
            let sandbox = copy_of(&source);
            let Struck { status, said, .. } = struck(&sandbox, call, &point, "error=ENOSPC");
            // The lock does without its text; a lost report is told too.
            let told = said.contains("machine-full") || said.contains("没有能全部打印出来");
            let done = status == Some(0) && comparable(&sandbox) == wanted;
            assert!(done || status == Some(3) && told, "{call}, {point:?}: {status:?} {said}");
            assert!(!own(&sandbox).keys().any(|path| path.contains(".neikan-")), "{call}");
            sandbox.run(&words(call));
            let differing = differences(&comparable(&sandbox), &wanted);
            assert!(differing.is_empty(), "{call}, {point:?}: {differing:?}");
        }
    }
}

#[test]
fn a_full_disk_keeps_the_old_set() {
    if !can_trace() {
        return;
    }
    let source = changed();
    let old: BTreeSet<String> = record(&source).into_values().collect();
    let source = own(&source);
    let writes = counted(&copy_of(&source), "build --draft");
    let writes = writes.into_iter().filter(|(name, _)| name == "fsync").collect();
    let mut full = 0;
    for point in chosen(writes, 4) {
        let sandbox = copy_of(&source);
        let before = files(&sandbox, "out/2026-01");
        let Struck { status, said, reached, in_cache } =
            struck(&sandbox, "build --draft", &point, "error=ENOSPC");
        if !reached || in_cache {
            assert_eq!(status, Some(0), "{point:?}: {said}");
            let sums: BTreeSet<String> = record(&sandbox).into_values().collect();
            assert!(sums.len() == 1 && sums != old, "{point:?}");
            continue;
        }
        full += 1;
        assert_eq!(status, Some(3), "{point:?}: {said}");
        let place = ["out/2026-01", "issues/built.txt"].iter().any(|own| said.contains(own));
        assert!(said.contains("machine-full") && place, "{said}");
        let after = files(&sandbox, "out/2026-01");
        if after == before {
            continue;
        }
        // After the journal was written, the next run makes the new set whole.
        assert_eq!(sandbox.run(&["review", "form", "--kind", "release"]).status, 0);
        let sums: BTreeSet<String> = record(&sandbox).into_values().collect();
        assert!(sums.len() == 1 && sums != old, "{point:?}");
    }
    assert!(full > 0, "the disk was never full");
}

#[test]
fn a_report_that_is_lost_is_told() {
    let sandbox = Sandbox::new();
    for call in ["rule --all", "check", "new 2026-02", "--help", "schema issue"] {
        let output = Command::new(env!("CARGO_BIN_EXE_neikan"))
            .args(words(call))
            .current_dir(sandbox.path("."))
            .stdout(Stdio::from(fs::File::create("/dev/full").unwrap()))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{call}: {said}");
        assert!(said.contains("没有能全部打印出来"), "{call}: {said}");
    }
    assert!(sandbox.path("issues/2026-02/issue.yml").exists());
}
