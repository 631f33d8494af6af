//! The ledger under attack: whoever tries to get something printed that nobody passed is refused, or
//! at least noticed, and always in words.

mod dates;
mod ledger;
mod merging;
mod outputs;
mod people;
mod rollback;
mod sources;
mod weight;
mod withdrawal;

use crate::common;

use common::{Run, Sandbox};
use neikan::desk::review::ledger::chain;
use neikan::publication::{Entry, Stage, Verdict};

const NEWS: &str = "issues/2026-01/articles/news.md";
const FOREWORD: &str = "issues/2026-01/articles/foreword.md";
const PUBLICATION: &str = "issues/publication.yml";
const LEDGER: &str = "issues/2026-01/review.yml";
const REGISTER: &str = "issues/register.txt";
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
/// The register of the project is made to agree: it would tell.
fn forge(sandbox: &Sandbox, mut entries: Vec<Entry>) {
    chain("0".repeat(64), &mut entries);
    let seal = &entries.last().unwrap().seal;
    sandbox.write(REGISTER, format!("2026-01 {} {seal}\n", entries.len()));
    sandbox.write(LEDGER, serde_yaml::to_string(&entries).unwrap());
    sandbox.write(HEAD, format!("{}\n", entries.last().unwrap().seal));
}

fn forge_one(sandbox: &Sandbox, entry: impl Fn(&[Entry]) -> Entry) {
    let mut all = entries(sandbox);
    let own = entry(&all);
    all.push(own);
    forge(sandbox, all);
}

/// Another copy of the ledger, signed on by somebody else.
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

/// The command that a finding's hint gives, from these words on, as somebody pastes it.
fn advised(run: &Run, rule: &str, begin: &str) -> String {
    let hint = run.finding(rule)["hint"].as_str().unwrap().to_owned();
    let at = hint.find(begin).unwrap_or_else(|| panic!("no {begin} in {hint}"));
    let rest = &hint[at + "neikan review ".len()..];
    let end = rest.find(|c| "）)；;。，".contains(c)).unwrap_or(rest.len());
    rest[..end].to_owned()
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
