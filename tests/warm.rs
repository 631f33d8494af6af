//! A build of what has not changed makes nothing again, and nothing that changed goes unnoticed.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use crate::common;

use common::{Run, Sandbox};

const NEWS: &str = "issues/2026-01/articles/news.md";

/// Every file in the output folder of the issue with its bytes and the time it was written.
fn outputs(sandbox: &Sandbox) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let folder = sandbox.path("out/2026-01");
    let entries = walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(&folder).unwrap().display().to_string();
            let written = entry.metadata().unwrap().modified().unwrap();
            (name, (fs::read(entry.path()).unwrap(), written))
        })
        .collect()
}

fn build(sandbox: &Sandbox, more: &[&str]) -> Run {
    let run = sandbox.run(&[&["build", "--draft", "--format", "json"], more].concat());
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run
}

fn is_unchanged(run: &Run) -> bool {
    run.report()["unchanged"].as_bool().unwrap()
}

/// A report without what differs from run to run.
fn said(run: &Run) -> serde_json::Value {
    let mut report = run.report();
    for key in ["unchanged", "timings"] {
        report.as_object_mut().unwrap().remove(key);
    }
    report
}

#[test]
fn what_has_not_changed_is_checked_and_not_made_again() {
    let sandbox = Sandbox::new();
    let first = build(&sandbox, &[]);
    let before = outputs(&sandbox);
    let second = build(&sandbox, &[]);
    assert!(!is_unchanged(&first) && is_unchanged(&second));
    assert_eq!(said(&first), said(&second));
    assert!(outputs(&sandbox) == before, "a file was written");
    let plain = sandbox.run(&["build", "--draft"]);
    assert_eq!(plain.status, 0);
    assert!(plain.out.contains("不用重做"), "{}", plain.out);
    assert!(!is_unchanged(&build(&sandbox, &["--no-cache"])));
}

#[test]
fn whatever_changes_is_built_again() {
    let sandbox = Sandbox::with_own_layouts();
    build(&sandbox, &[]);
    let again = |what: &str, change: &dyn Fn()| {
        change();
        assert!(!is_unchanged(&build(&sandbox, &[])), "{what}");
        assert!(is_unchanged(&build(&sandbox, &[])), "after {what}");
    };
    again("a word", &|| sandbox.replace(NEWS, "正文一段", "正文两段"));
    again("a picture", &|| {
        let svg = sandbox.read("issues/2026-01/images/field.svg");
        sandbox.write("issues/2026-01/images/field.svg", format!("{svg}\n"));
    });
    again("the publication", &|| {
        let text = sandbox.read("issues/publication.yml");
        sandbox.write("issues/publication.yml", format!("{text}# 备注\n"));
    });
    again("the layout", &|| {
        let text = sandbox.read("layouts/dongguan/render.typ");
        sandbox.write("layouts/dongguan/render.typ", format!("{text}\n"));
    });
    again("an unused new file", &|| sandbox.write("issues/2026-01/images/more.txt", "甲"));
    again("an output that was tampered with", &|| {
        let pdf = sandbox.path("out/2026-01/small-2026-01-draft.pdf");
        let mut bytes = fs::read(&pdf).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&pdf, bytes).unwrap();
    });
    again("an output that is gone", &|| {
        fs::remove_file(sandbox.path("out/2026-01/build.json")).unwrap();
    });
    again("the register of outputs", &|| {
        fs::remove_file(sandbox.path("issues/built.txt")).unwrap();
    });
    assert!(!is_unchanged(&build(&sandbox, &["--quality", "high"])), "another order");
}

#[test]
fn a_broken_note_is_none() {
    let sandbox = Sandbox::new();
    build(&sandbox, &[]);
    let notes = sandbox.path("out/.cache/built");
    let note = fs::read_dir(&notes).unwrap().next().unwrap().unwrap().path();
    let whole = fs::read_to_string(&note).unwrap();
    for broken in [&whole[..whole.len() / 2], "", "{}"] {
        fs::write(&note, broken).unwrap();
        assert!(!is_unchanged(&build(&sandbox, &[])), "{broken}");
    }
    assert!(is_unchanged(&build(&sandbox, &[])));
}

#[test]
fn what_is_not_approved_any_more_is_refused() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.build(&[]).status, 0);
    let run = sandbox.run(&["build", "--format", "json"]);
    assert!(run.status == 0 && is_unchanged(&run), "{}", run.out);
    sandbox.replace(NEWS, "正文一段", "正文两段");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    sandbox.replace(NEWS, "正文两段", "正文一段");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert!(run.status == 0 && is_unchanged(&run), "{}", run.out);
}
