//! What is approved is what leaves the house: one content sum ties the signature for the press to
//! every file, and what is stale or tampered with is refused.

use crate::common;
use crate::common::post;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{Run, Sandbox, archive_entries, repository, zip_entries};
use memchr::memmem;
use neikan::desk::review::ledger::{NONE, chain};
use neikan::pipeline::{Order, Step, build};
use neikan::publication::{Entry, Project};
use post::recipients;
use serde_json::Value;

const NEWS: &str = "issues/2026-01/articles/news.md";
const IMPOSE: &[&str] = &["impose", "2026-01", "--sheet", "SRA3", "--format", "json"];
const PREPARE: &[&str] = &["deliver", "prepare", "--format", "json"];
const SEND: &[&str] = &["deliver", "send", "--outbox", "post", "--format", "json"];

/// The small issue, built, with one recipient whose copy is ready.
fn built() -> Sandbox {
    let sandbox = Sandbox::with_own_layouts();
    recipients(&sandbox, &["lin@example.org"]);
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: neikan@example.org\n");
    let run = sandbox.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let run = sandbox.run(PREPARE);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    sandbox
}

fn refused(run: &Run, rule: &str) -> Value {
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    run.finding(rule)
}

fn record(sandbox: &Sandbox) -> Value {
    serde_json::from_str(&sandbox.read("out/2026-01/build.json")).unwrap()
}

#[test]
fn every_file_names_the_content_it_was_made_of() {
    let sandbox = built();
    let sum = record(&sandbox)["sum"].as_str().unwrap().to_owned();
    assert_eq!(sum.len(), 64);
    let ledger = sandbox.read("issues/2026-01/review.yml");
    let last = ledger.rsplit("stage: press").next().unwrap();
    assert!(last.contains(&format!("content: {sum}")), "{last}");
    let name = format!("nih:sha-256;{sum}");
    let holds = |path: &str, part: &str| {
        let bytes = fs::read(sandbox.path(&format!("out/2026-01/{path}"))).unwrap();
        assert!(memmem::find(&bytes, part.as_bytes()).is_some(), "{path}");
    };
    for file in ["interior", "cover", "ticket", "proof"] {
        holds(&format!("press/small-2026-01-{file}.pdf"), &name);
    }
    holds("small-2026-01.pdf", &name);
    holds("copies/0001.pdf", &name);
    holds("copies/edition.json", &sum);
    holds("press/small-2026-01-ticket.xjdf", &sum);
    let book = fs::read(sandbox.path("out/2026-01/small-2026-01.epub")).unwrap();
    let package = &zip_entries(&book)["EPUB/package.opf"];
    assert!(String::from_utf8_lossy(package).contains(&name));
    let archive = fs::read(sandbox.path("out/2026-01/small-2026-01-archive.zip")).unwrap();
    let manifest: Value =
        serde_json::from_slice(&archive_entries(&archive)["archive.json"]).unwrap();
    assert_eq!(manifest["sum"], sum.as_str());
    assert_eq!(manifest["ledger"], record(&sandbox)["ledger"]);
    assert_eq!(sandbox.run(IMPOSE).status, 0);
    holds("press/small-2026-01-interior-sheets.pdf", &name);
}

#[test]
fn what_was_corrected_after_the_build_leaves_only_when_it_is_built_again() {
    let sandbox = built();
    sandbox.replace(NEWS, "一段", "二段");
    for call in [IMPOSE, PREPARE, SEND] {
        refused(&sandbox.run(call), "review-unapproved");
    }
    sandbox.approve();
    for call in [IMPOSE, PREPARE, SEND] {
        let finding = refused(&sandbox.run(call), "edition-stale");
        assert!(finding["message"].as_str().unwrap().contains("articles/news.md"), "{finding}");
        // The files are still what was made.
        let rules = sandbox.run(call).rules();
        assert!(!rules.contains(&"edition-changed".to_owned()), "{rules:?}");
    }
    assert!(!sandbox.path("post").exists());
    assert_eq!(sandbox.run(&["build"]).status, 0);
    assert_eq!(sandbox.run(IMPOSE).status, 0);
    refused(&sandbox.run(SEND), "copies-stale");
    assert_eq!(sandbox.run(PREPARE).status, 0);
    assert_eq!(sandbox.run(SEND).status, 0);
}

#[test]
fn what_was_tampered_with_does_not_leave() {
    let sandbox = built();
    let append = |path: &str| {
        let mut bytes = fs::read(sandbox.path(path)).unwrap();
        bytes.push(b'\n');
        sandbox.write(path, bytes);
    };
    append("out/2026-01/press/small-2026-01-cover.pdf");
    refused(&sandbox.run(IMPOSE), "edition-changed");
    // Not by its path either.
    let path = "out/2026-01/press/small-2026-01-interior.pdf";
    let call = ["impose", path, "--binding", "saddle", "--sheet", "SRA3", "--format", "json"];
    refused(&sandbox.run(&call), "edition-changed");
    fs::copy(sandbox.path(path), sandbox.path("elsewhere.pdf")).unwrap();
    assert_eq!(sandbox.run(&[&["impose", "elsewhere.pdf"], &call[2..]].concat()).status, 0);
    append("out/2026-01/small-2026-01.pdf");
    refused(&sandbox.run(PREPARE), "edition-changed");
    refused(&sandbox.run(SEND), "edition-changed");
    fs::remove_file(sandbox.path("out/2026-01/build.json")).unwrap();
    for call in [IMPOSE, PREPARE, SEND] {
        refused(&sandbox.run(call), "edition-record");
    }
}

#[test]
fn a_change_of_design_voids_the_press_alone_and_says_which_file() {
    let sandbox = Sandbox::with_own_layouts();
    let fonts = sandbox.path("fonts");
    fs::remove_file(&fonts).unwrap();
    fs::create_dir(&fonts).unwrap();
    for entry in fs::read_dir(repository().join("fonts")).unwrap().flatten() {
        let target = fonts.join(entry.file_name());
        fs::copy(entry.path(), &target).unwrap();
    }
    sandbox.write("issues/seal.svg", sandbox.read("issues/2026-01/images/field.svg"));
    let publication = sandbox.read("issues/publication.yml");
    let seal = "seal: {picture: seal.svg, alt: 印}\n";
    sandbox.write("issues/publication.yml", publication + seal);
    sandbox.approve();
    let run = sandbox.run(&["build", "--editions", "press", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.out);
    for file in [
        "layouts/dongguan/issue.typ",
        "layouts/dongguan/parts/base.typ",
        "layouts/dongguan/theme.yml",
        "layouts/dongguan/epub.css",
        "layouts/press/coated.yml",
        "issues/seal.svg",
    ] {
        let text = sandbox.read(file);
        let more = match file.rsplit('.').next() {
            Some("typ") => "// x\n",
            Some("yml") => "# x\n",
            Some("css") => "/* x */\n",
            _ => "<!-- x -->\n",
        };
        sandbox.write(file, text.clone() + more);
        let run = sandbox.run(&["build", "--format", "json"]);
        let finding = refused(&run, "review-press-void");
        assert!(finding["message"].as_str().unwrap().contains(file), "{file}: {finding}");
        assert_eq!(run.rules().iter().filter(|rule| *rule == "review-unapproved").count(), 0);
        sandbox.write(file, text);
    }
    let another = "fonts/Another.ttf";
    fs::copy(repository().join("fonts/NotoSans-Regular.ttf"), sandbox.path(another)).unwrap();
    let finding = refused(&sandbox.run(&["build", "--format", "json"]), "review-press-void");
    assert!(finding["message"].as_str().unwrap().contains(another), "{finding}");
    fs::remove_file(sandbox.path(another)).unwrap();
    // Letters that go with the copies are no part of the issue.
    let letter = "layouts/dongguan/mail/letter.txt";
    sandbox.write(letter, sandbox.read(letter) + "\n");
    assert_eq!(sandbox.run(&["build", "--editions", "press"]).status, 0);
}

#[test]
fn a_draft_is_imposed_as_a_draft_alone() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["build", "--draft"]).status, 0);
    let run = sandbox.run(IMPOSE);
    refused(&run, "edition-draft");
    refused(&run, "review-unapproved");
    let run = sandbox.run(&[IMPOSE, &["--draft"]].concat());
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(sandbox.path("out/2026-01/press/small-2026-01-interior-draft-sheets.pdf").is_file());
    // What was tampered with is no draft either.
    let path = "out/2026-01/press/small-2026-01-interior-draft.pdf";
    let mut bytes = fs::read(sandbox.path(path)).unwrap();
    bytes.push(b'\n');
    sandbox.write(path, bytes);
    refused(&sandbox.run(&[IMPOSE, &["--draft"]].concat()), "edition-changed");
}

#[test]
fn what_would_vanish_or_be_let_pass_unread_goes_back_to_the_reviewers() {
    let sandbox = Sandbox::new();
    let text = sandbox.read(NEWS);
    sandbox.write(NEWS, format!("{text}\n不得外传，违者必究。\n"));
    sandbox.approve();
    // A definition of a reference leaves no trace in what is printed.
    sandbox.write(NEWS, format!("{text}\n[不得外传]: 违者必究。\n"));
    let finding = refused(&sandbox.run(&["check", "--format", "json"]), "link-definition");
    assert!(finding["message"].as_str().unwrap().contains("违者必究"), "{finding}");
    // What is let pass is read and signed as the text is.
    let waiver = "waivers: [{rule: word-secret, reason: 不要紧}]\n---\n";
    let waived = text.replacen("\n---\n", &format!("\n{waiver}"), 1);
    sandbox.write(NEWS, format!("{waived}\n不得外传，违者必究。\n"));
    refused(&sandbox.run(&["build", "--format", "json"]), "review-unapproved");
    let call = "review corrections news --by 初一 --format json";
    let run = sandbox.run(&call.split(' ').collect::<Vec<_>>());
    refused(&run, "corrections-structure");
}

#[test]
fn a_record_that_was_rewritten_is_held_against_the_files() {
    let sandbox = built();
    let old = record(&sandbox)["sum"].as_str().unwrap().to_owned();
    sandbox.replace(NEWS, "一段", "二段");
    sandbox.approve();
    let ledger = sandbox.read("issues/2026-01/review.yml");
    let press = ledger.rsplit("stage: press").next().unwrap();
    let new = press.split("content: ").nth(1).unwrap()[..64].to_owned();
    let text = sandbox.read("out/2026-01/build.json");
    sandbox.write("out/2026-01/build.json", text.replace(&old, &new));
    refused(&sandbox.run(IMPOSE), "edition-changed");
    refused(&sandbox.run(PREPARE), "edition-changed");
    let mut record = record(&sandbox);
    record["files"] = serde_json::json!([]);
    sandbox.write("out/2026-01/build.json", record.to_string());
    refused(&sandbox.run(IMPOSE), "edition-record");
}

#[test]
fn a_layout_cannot_leave_the_marks_of_a_draft_out_nor_read_what_is_not_signed() {
    let sandbox = Sandbox::with_own_layouts();
    let file = "layouts/dongguan/parts/draft.typ";
    let text = sandbox.read(file);
    let start = text.find("#let is-draft").unwrap();
    let end = start + text[start..].find('\n').unwrap();
    let never = format!("{}#let is-draft(ctx) = false{}", &text[..start], &text[end..]);
    sandbox.write(file, never);
    refused(&sandbox.run(&["build", "--draft", "--format", "json"]), "draft-unmarked");
    sandbox.write("layouts/dongguan/mail/x.typ", "#let x = []\n");
    sandbox.write(file, format!("#import \"../mail/x.typ\": x\n{text}"));
    refused(&sandbox.run(&["build", "--draft", "--format", "json"]), "layout-error");
}

/// Every file below a folder but the record, whose timings differ.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let files = files.filter(|entry| entry.file_name() != "build.json");
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn what_changes_while_an_issue_is_made_is_not_in_it_and_is_told() {
    let sandbox = Sandbox::with_own_layouts();
    sandbox.approve();
    let project = Project::find(&sandbox.path(".")).unwrap().with_store(common::store());
    let quiet = build(&project, &Order::whole("2026-01", sandbox.path("quiet")), &|_| {}).unwrap();
    assert_eq!(quiet.findings.iter().filter(|f| f.rule == "source-changed").count(), 0);
    let sources = [
        NEWS,
        "issues/2026-01/issue.yml",
        "issues/publication.yml",
        "issues/2026-01/images/field.svg",
        "issues/2026-01/review.yml",
        "layouts/dongguan/issue.typ",
        "layouts/dongguan/epub.css",
        "layouts/press/coated.yml",
    ];
    let before: Vec<String> = sources.iter().map(|file| sandbox.read(file)).collect();
    // Was asked for, and was not there.
    let added = "issues/members.yml";
    for at in [Step::Layout, Step::Editions, Step::Archive, Step::Write] {
        let out = format!("out-{at:?}");
        let changed = RefCell::new(false);
        let made = build(&project, &Order::whole("2026-01", sandbox.path(&out)), &|step| {
            if step == at && !changed.replace(true) {
                for (file, text) in sources.iter().zip(&before) {
                    sandbox.write(file, format!("破{text}"));
                }
                sandbox.write(added, "members: []\n");
            }
        })
        .unwrap();
        assert!(changed.into_inner());
        let told = made.findings.iter().filter(|finding| finding.rule == "source-changed");
        let mut told: Vec<String> = told.map(|f| f.place.clone().unwrap().file).collect();
        told.sort();
        let mut all: Vec<String> =
            sources.iter().chain([&added]).map(|&file| file.to_owned()).collect();
        all.sort();
        assert_eq!(told, all, "{at:?}");
        let [one, other] =
            ["quiet", out.as_str()].map(|out| files(&sandbox.path(out).join("2026-01")));
        assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (name, bytes) in &one {
            assert!(other[name] == *bytes, "{at:?}: {name}");
        }
        sources.iter().zip(&before).for_each(|(file, text)| sandbox.write(file, text));
        fs::remove_file(sandbox.path(added)).unwrap();
    }
}

#[test]
fn a_ledger_that_went_back_is_noticed_by_whatever_has_seen_more_of_it() {
    let sandbox = built();
    let (ledger, head) = ("issues/2026-01/review.yml", "issues/2026-01/review/head");
    let old = [ledger, head].map(|file| sandbox.read(file));
    sandbox.replace(NEWS, "一段", "二段");
    assert_eq!(sandbox.build(&[]).status, 0);
    assert_eq!(sandbox.run(PREPARE).status, 0);
    // The older text with the older ledger and its head is sound by itself.
    sandbox.replace(NEWS, "二段", "一段");
    sandbox.write(ledger, &old[0]);
    sandbox.write(head, &old[1]);
    let seen = |run: &Run| {
        let report = run.report();
        let findings = report["findings"].as_array().unwrap().clone();
        let told = findings.iter().filter(|finding| finding["rule"] == "ledger-went-back");
        told.map(|f| f["file"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()).collect()
    };
    let all: Vec<String> = seen(&sandbox.run(&["build", "--format", "json"]));
    assert_eq!(all, ["register.txt"]);
    fs::remove_file(sandbox.path("issues/register.txt")).unwrap();
    let all: Vec<String> = seen(&sandbox.run(&["build", "--format", "json"]));
    assert_eq!(all, ["build.json", "edition.json", "small-2026-01-archive.zip"]);
    for gone in ["build.json", "copies/edition.json", "small-2026-01-archive.zip"] {
        let run = sandbox.run(&["build", "--format", "json"]);
        refused(&run, "ledger-went-back");
        fs::remove_file(sandbox.path(&format!("out/2026-01/{gone}"))).unwrap();
    }
    assert_eq!(sandbox.run(&["build"]).status, 0);
}

/// Numbers that look random and are the same on every run (PCG, M. E. O'Neill 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}

#[test]
fn a_byte_changed_after_the_press_was_signed_is_refused_or_changes_nothing() {
    let sandbox = Sandbox::with_own_layouts();
    sandbox.approve();
    let build = |out: &str| {
        sandbox.run(&["build", "--editions", "press,digital", "--out", out, "--format", "json"])
    };
    assert_eq!(build("quiet").status, 0);
    let quiet = files(&sandbox.path("quiet/2026-01"));
    let inputs = ["issues", "layouts/dongguan", "layouts/press"].map(|folder| sandbox.path(folder));
    let inputs: Vec<_> = inputs
        .iter()
        .flat_map(walkdir::WalkDir::new)
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    let rounds = std::env::var("NEIKAN_FLIPS").ok().and_then(|text| text.parse().ok());
    let (mut dice, mut refused, mut same) = (Dice(20_260_115), 0, 0);
    for _ in 0..rounds.unwrap_or(40) {
        let path = &inputs[dice.below(inputs.len())];
        let whole = fs::read(path).unwrap();
        let (at, bit) = (dice.below(whole.len().max(1)), dice.below(8));
        let mut changed = whole.clone();
        let Some(byte) = changed.get_mut(at) else { continue };
        *byte ^= 1 << bit;
        fs::write(path, &changed).unwrap();
        let run = build("out");
        let place = format!("{}: byte {at}, bit {bit}: {}{}", path.display(), run.out, run.err);
        match run.status {
            0 => {
                assert!(files(&sandbox.path("out/2026-01")) == quiet, "{place}");
                same += 1;
            }
            1 => refused += 1,
            _ => panic!("{place}"),
        }
        fs::write(path, whole).unwrap();
        let _ = fs::remove_dir_all(sandbox.path("out"));
    }
    println!("{refused} refused, {same} without effect");
    assert!(refused > same);
}

#[test]
fn a_date_to_come_in_the_ledger_is_told_wherever_something_leaves() {
    let sandbox = Sandbox::with_own_layouts();
    recipients(&sandbox, &["lin@example.org"]);
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: neikan@example.org\n");
    sandbox.approve();
    let ledger = "issues/2026-01/review.yml";
    let mut entries: Vec<Entry> = serde_yaml::from_str(&sandbox.read(ledger)).unwrap();
    entries.last_mut().unwrap().date = "2033-05-18".parse().unwrap();
    chain(NONE.to_owned(), &mut entries);
    let seal = &entries.last().unwrap().seal;
    sandbox.write("issues/register.txt", format!("2026-01 {} {seal}\n", entries.len()));
    sandbox.write("issues/2026-01/review/head", format!("{seal}\n"));
    sandbox.write(ledger, serde_yaml::to_string(&entries).unwrap());
    for call in [&["build", "--format", "json"], PREPARE, SEND, IMPOSE] {
        let run = sandbox.run(call);
        assert_eq!(run.status, 0, "{call:?}: {}{}", run.out, run.err);
        assert_eq!(run.finding("ledger-date-ahead")["severity"], "warn", "{}", run.out);
    }
}
