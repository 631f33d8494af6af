//! Outputs that are not what was built, wherever they lie.

use super::*;
use crate::common::post::{known, recipients};
use crate::common::repository;
use memchr::memmem;
use neikan_base::hash::sha256;
use serde_json::{Value, json};

const OUT: &str = "out/2026-01";
const INTERIOR: &str = "press/small-2026-01-interior.pdf";
const SCREEN: &str = "small-2026-01.pdf";
const IMPOSE: &[&str] = &["impose", "2026-01", "--sheet", "SRA3", "--format", "json"];
const PREPARE: &[&str] = &["deliver", "prepare", "--format", "json"];
const SEND: &[&str] = &["deliver", "send", "--outbox", "post", "--format", "json"];

/// An issue that is approved and built, with two recipients.
fn made() -> Sandbox {
    let sandbox = Sandbox::new();
    recipients(&sandbox, &["lin@example.org", "he@example.org"]);
    sandbox.replace("issues/recipients.yml", "number: 2,", "number: 2, format: epub,");
    sandbox.write("issues/mail.yml", "host: mail.example.org\nfrom: neikan@example.org\n");
    let run = sandbox.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    sandbox
}

/// The same with the copies of both.
fn given() -> Sandbox {
    let sandbox = made();
    let run = sandbox.run(PREPARE);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    sandbox
}

/// Lengthens a file; gives it as it is now.
fn longer(sandbox: &Sandbox, path: &str) -> Vec<u8> {
    let path = format!("{OUT}/{path}");
    let bytes = [std::fs::read(sandbox.path(&path)).unwrap(), b"\n".to_vec()].concat();
    sandbox.write(&path, &bytes);
    bytes
}

/// Has a list in the output folder say of a file what it is now.
fn say(sandbox: &Sandbox, list: &str, key: &str, file: &str, bytes: &[u8]) {
    let list = format!("{OUT}/{list}");
    let mut value: Value = serde_json::from_str(&sandbox.read(&list)).unwrap();
    let files = if value.is_array() { &mut value } else { &mut value["files"] };
    let own = files.as_array_mut().unwrap().iter_mut().find(|own| own[key] == file).unwrap();
    (own["sha256"], own["bytes"]) = (json!(sha256(bytes)), json!(bytes.len()));
    sandbox.write(&list, serde_json::to_vec_pretty(&value).unwrap());
}

/// Changes a file and the record of the output folder together.
fn both(path: &str) -> Sandbox {
    let sandbox = made();
    let bytes = longer(&sandbox, path);
    say(&sandbox, "build.json", "path", path, &bytes);
    sandbox
}

/// Changes a copy and the list of the copies together.
fn copy(file: &str) -> Sandbox {
    let sandbox = given();
    let bytes = longer(&sandbox, &format!("copies/{file}"));
    say(&sandbox, "copies/copies.json", "file", file, &bytes);
    sandbox
}

#[test]
fn a_file_and_its_record_do_not_vouch_for_each_other() {
    hold(vec![
        ("the inside pages", || both(INTERIOR).run(IMPOSE), Refused, "edition-unknown"),
        ("the screen edition", || both(SCREEN).run(PREPARE), Refused, "edition-unknown"),
        ("the EPUB", || both("small-2026-01.epub").run(PREPARE), Refused, "edition-unknown"),
        (
            "outputs that the project does not know",
            || {
                let sandbox = made();
                std::fs::remove_file(sandbox.path("issues/built.txt")).unwrap();
                sandbox.run(IMPOSE)
            },
            Refused,
            "edition-unknown",
        ),
        ("a PDF copy", || copy("0001.pdf").run(SEND), Refused, "copies-unknown"),
        ("an EPUB copy", || copy("0002.epub").run(SEND), Refused, "copies-unknown"),
        (
            "a PDF copy, and the register of what was built",
            || {
                let sandbox = copy("0001.pdf");
                known(&sandbox);
                sandbox.run(SEND)
            },
            Refused,
            "copy-strange",
        ),
        (
            "an EPUB copy, and the register of what was built",
            || {
                let sandbox = copy("0002.epub");
                known(&sandbox);
                sandbox.run(SEND)
            },
            Refused,
            "copy-strange",
        ),
    ]);
    let sandbox = given();
    std::fs::remove_file(sandbox.path("issues/built.txt")).unwrap();
    // The same manuscripts give the same bytes, so that building again is all it takes.
    assert_eq!(sandbox.run(&["build"]).status, 0);
    assert_eq!(sandbox.run(IMPOSE).status, 0);
    assert_eq!(sandbox.run(PREPARE).status, 0);
    let run = sandbox.run(SEND);
    assert_eq!(run.status, 0, "{}", run.out);
}

/// Imposes the inside pages from another place, after something was done.
fn elsewhere(then: impl Fn(&Sandbox)) -> Run {
    let sandbox = made();
    std::fs::copy(sandbox.path(&format!("{OUT}/{INTERIOR}")), sandbox.path("pages.pdf")).unwrap();
    then(&sandbox);
    impose(&sandbox, &[])
}

fn impose(sandbox: &Sandbox, more: &[&str]) -> Run {
    let call =
        ["impose", "pages.pdf", "--binding", "saddle", "--sheet", "SRA3", "--format", "json"];
    let run = sandbox.run(&[&call, more].concat());
    assert_eq!(sandbox.path("pages-sheets.pdf").exists(), run.status == 0);
    run
}

#[test]
fn press_files_are_held_against_their_issue_wherever_they_lie() {
    hold(vec![
        (
            "pages from before a correction",
            || {
                elsewhere(|sandbox| {
                    sandbox.replace(NEWS, "一段", "二段");
                    sandbox.approve();
                })
            },
            Refused,
            "edition-stale",
        ),
        (
            "the same, after a build",
            || {
                elsewhere(|sandbox| {
                    sandbox.replace(NEWS, "一段", "二段");
                    assert_eq!(sandbox.build(&[]).status, 0);
                })
            },
            Refused,
            "edition-stale",
        ),
        (
            "pages whose approval was taken back",
            || {
                elsewhere(|sandbox| {
                    drop(signed(sandbox, "withdraw press --by 终三 --reason 等批复"))
                })
            },
            Refused,
            "review-press-withdrawn",
        ),
        (
            "pages that were changed",
            || {
                elsewhere(|sandbox| {
                    let bytes = std::fs::read(sandbox.path("pages.pdf")).unwrap();
                    sandbox.write("pages.pdf", [bytes, b"\n".to_vec()].concat());
                })
            },
            Refused,
            "edition-unknown",
        ),
        (
            "pages of a draft",
            || {
                elsewhere(|sandbox| {
                    assert_eq!(sandbox.run(&["build", "--draft"]).status, 0);
                    let draft = format!("{OUT}/press/small-2026-01-interior-draft.pdf");
                    std::fs::copy(sandbox.path(&draft), sandbox.path("pages.pdf")).unwrap();
                })
            },
            Refused,
            "edition-draft",
        ),
        (
            "pages that say of no issue that they are its",
            || {
                elsewhere(|sandbox| {
                    let bytes = std::fs::read(sandbox.path("pages.pdf")).unwrap();
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let at = text.find("nih:sha-256;").unwrap();
                    let sum = &text[at..at + 76];
                    let other = format!("nih:sha-256;{}", "0".repeat(64));
                    let at = memmem::find(&bytes, sum.as_bytes()).unwrap();
                    let bytes = [&bytes[..at], other.as_bytes(), &bytes[at + 76..]].concat();
                    sandbox.write("pages.pdf", bytes);
                })
            },
            Warned,
            "impose-foreign",
        ),
    ]);
    let run = elsewhere(|_| {});
    assert_eq!((run.status, run.rules().contains(&"impose-foreign".to_owned())), (0, false));
}

/// What a face draws for a character is no text that could be read again: the sum of its file is what
/// binds it.
#[test]
fn a_face_that_draws_other_glyphs_voids_the_press() {
    let sandbox = Sandbox::new();
    let fonts = sandbox.path("fonts");
    std::fs::remove_file(&fonts).unwrap();
    std::fs::create_dir(&fonts).unwrap();
    for entry in std::fs::read_dir(repository().join("fonts")).unwrap().flatten() {
        std::fs::copy(entry.path(), fonts.join(entry.file_name())).unwrap();
    }
    sandbox.approve();
    let face = "fonts/NotoSans-Regular.ttf";
    let mut bytes = std::fs::read(sandbox.path(face)).unwrap();
    let swapped = swap_glyphs(&mut bytes);
    assert!(swapped, "the face has no two glyphs of one length");
    sandbox.write(face, &bytes);
    let run = build(&sandbox);
    let finding = run.finding("review-press-void");
    assert!(run.status == 1 && finding["message"].as_str().unwrap().contains(face), "{finding}");
    // Nothing else in the program sees it: a draft of it is made without a word.
    let run = sandbox.run(&["build", "--draft", "--editions", "digital", "--format", "json"]);
    assert!(
        run.status == 0 && !run.rules().iter().any(|rule| rule.starts_with("text-")),
        "{}",
        run.out
    );
}

/// Swaps the outlines of two glyphs of a TrueType face that are of one length.
fn swap_glyphs(bytes: &mut [u8]) -> bool {
    let number = |bytes: &[u8], at: usize, size: usize| {
        bytes[at..at + size].iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let table = |bytes: &[u8], tag: &[u8]| {
        let count = number(bytes, 4, 2);
        let at =
            (0..count).map(|own| 12 + 16 * own).find(|at| &bytes[*at..*at + 4] == tag).unwrap();
        number(bytes, at + 8, 4)
    };
    let (head, loca, glyf) = (table(bytes, b"head"), table(bytes, b"loca"), table(bytes, b"glyf"));
    let (width, unit) = if number(bytes, head + 50, 2) == 0 { (2, 2) } else { (4, 1) };
    let glyph = |bytes: &[u8], own: usize| {
        let [from, to] = [own, own + 1].map(|at| number(bytes, loca + width * at, width) * unit);
        (glyf + from, to - from)
    };
    for one in 36..90 {
        for other in one + 1..90 {
            let ((a, length), (b, same)) = (glyph(bytes, one), glyph(bytes, other));
            if length == same && length > 0 && bytes[a..a + length] != bytes[b..b + length] {
                let (first, second) = bytes.split_at_mut(b);
                first[a..a + length].swap_with_slice(&mut second[..length]);
                return true;
            }
        }
    }
    false
}
