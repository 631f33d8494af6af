//! The program for print shops.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use pdfx_preflight::Standard;
use serde_json::Value;

use crate::draft::Draft;

/// What a call came to: its exit status, what it said, what it complained of.
fn call(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let program = Command::new(env!("CARGO_BIN_EXE_pdfx-preflight"));
    let done = program_in(program, folder).args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.code().unwrap(), text(&done.stdout), text(&done.stderr))
}

fn program_in(mut program: Command, folder: &Path) -> Command {
    program.current_dir(folder).env_remove("LC_ALL").env("LANG", "en_GB.UTF-8");
    program
}

/// A folder with a fit and an unfit file.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("fit.pdf"), Draft::new(Standard::X4).bytes()).unwrap();
    let mut draft = Draft::new(Standard::X4);
    draft.add("0.9 0.9 0.9 0.9 k 90 90 9 9 re f");
    std::fs::write(folder.path().join("unfit.pdf"), draft.bytes()).unwrap();
    folder
}

#[test]
fn it_judges_files_in_both_languages() {
    let folder = folder();
    let own = folder.path();
    let (status, out, err) = call(own, &["fit.pdf"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("fit for the press"), "{out}");
    let (status, out, err) = call(own, &["fit.pdf", "unfit.pdf", "--lang", "zh"]);
    assert_eq!(status, 1);
    assert!(out.contains("不能付印") && err.contains("stop[print-ink]"), "{out}{err}");
    let (status, out, _) = call(own, &["--format", "json", "fit.pdf", "unfit.pdf"]);
    let data: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &data["ok"]), (1, &false.into()));
    assert_eq!(data["files"][0]["ok"], true);
    assert_eq!(data["files"][1]["kinds"][0]["rule"], "print-ink");
    let (status, ..) =
        call(own, &["unfit.pdf", "--plates", ".", "--ppi", "36", "--annotate", "r.pdf"]);
    assert_eq!(status, 1);
    assert!(own.join("unfit-p001-4-Black.png").exists() && own.join("r.pdf").exists());
}

#[test]
fn it_mends_what_needs_no_press() {
    let folder = folder();
    let own = folder.path();
    let mut draft = Draft::new(Standard::X4);
    draft.add("0.05 w 0 0 0 1 K 90 200 m 140 200 l S");
    std::fs::write(own.join("thin.pdf"), draft.bytes()).unwrap();
    assert_eq!(call(own, &["thin.pdf"]).0, 1);
    let (status, out, err) =
        call(own, &["thin.pdf", "--fix", "new.pdf", "--only", "print-hairline"]);
    assert_eq!(status, 0, "{out}{err}");
    assert!(err.contains("new.pdf is written: 3 objects"), "{err}");
    assert_eq!(call(own, &["new.pdf"]).0, 0);
}

#[test]
fn demands_are_shown_changed_and_used() {
    let folder = folder();
    let own = folder.path();
    let (status, text, _) = call(own, &["--show-demands", "gwg2022-sheet"]);
    assert_eq!(status, 0);
    let mut data: Value = serde_json::from_str(&text).unwrap();
    data["total_ink"] = 380.into();
    std::fs::write(own.join("ours.json"), data.to_string()).unwrap();
    assert_eq!(call(own, &["unfit.pdf", "--demands", "ours.json"]).0, 0);
    data["rules"]["print-inc"] = serde_json::json!({ "severity": "off" });
    data["waivers"] = serde_json::json!([{ "rule": "print-ink", "reason": "" }]);
    std::fs::write(own.join("ours.json"), data.to_string()).unwrap();
    let (status, _, err) = call(own, &["unfit.pdf", "--demands", "ours.json"]);
    assert_eq!(status, 1);
    assert!(err.contains("ours.json") && err.contains("“print-ink”"), "{err}");
    assert_eq!(err.matches("stop[").count(), 2, "{err}");
}

#[test]
fn wrong_calls_are_told() {
    let folder = folder();
    let own = folder.path();
    for wrong in [
        &["--standard", "x5", "fit.pdf"][..],
        &["--demands", "nothing", "fit.pdf"],
        &["--format", "xml", "fit.pdf"],
        &["--ppi", "7", "fit.pdf"],
        &["--lang", "fr"],
        &["--unknown"],
        &["--plates"],
        &["--watch", "nowhere"],
        &["fit.pdf", "--annotate", "fit.pdf"],
        &["fit.pdf", "--plates", "nowhere"],
        &["fit.pdf", "--plates", ".", "--plates-format", "gif"],
        &["fit.pdf", "--fix", "new.pdf"],
        &["fit.pdf", "unfit.pdf", "--fix", "new.pdf", "--only", "fix-gray"],
        &["fit.pdf", "--fix", "fit.pdf", "--only", "fix-gray"],
        &["fit.pdf", "--fix", "new.pdf", "--only", "print-color-space"],
    ] {
        let (status, out, err) = call(own, wrong);
        assert_eq!((status, out.as_str()), (2, ""), "{wrong:?} {err}");
        assert!(err.starts_with("stop[preflight-"), "{wrong:?} {err}");
    }
    assert_eq!(call(own, &["none.pdf"]).0, 3);
    let (status, help, _) = call(own, &[]);
    assert_eq!(status, 0);
    for option in ["--demands", "--watch", "--plates", "--show-demands"] {
        assert!(help.contains(option), "{help}");
    }
    assert!(call(own, &["--version"]).1.starts_with("pdfx-preflight "));
    assert!(call(own, &["--rules"]).1.contains("print-ink"));
}

#[test]
fn it_watches_a_folder_until_it_is_ended() {
    let folder = folder();
    let own = folder.path();
    let hot = own.join("hot");
    std::fs::create_dir(&hot).unwrap();
    let program = Command::new(env!("CARGO_BIN_EXE_pdfx-preflight"));
    let mut program = program_in(program, own);
    program.args(["--watch", "hot", "--demands", "office"]).stdout(Stdio::null());
    let mut running = program.spawn().unwrap();
    let begun = Instant::now();
    let waited = |path: &Path| {
        while !path.exists() && begun.elapsed() < Duration::from_secs(40) {
            std::thread::sleep(Duration::from_millis(50));
        }
        path.exists()
    };
    let ready = waited(&hot.join("report"));
    std::fs::copy(own.join("unfit.pdf"), hot.join("in/a.pdf")).unwrap();
    let moved = waited(&hot.join("out/a.pdf"));
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(ready && moved);
    let text = std::fs::read_to_string(hot.join("report/a-preflight.txt")).unwrap();
    assert!(text.starts_with("a.pdf: 1 page"), "{text}");
    assert!(hot.join("report/a-preflight.json").exists());
}
