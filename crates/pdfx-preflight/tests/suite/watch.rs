//! A hot folder takes files that are whole, one at a time, and loses none.

use std::fs;
use std::path::Path;
use std::time::Duration;

use neikan_base::locale::{Language, Locale};
use pdfx_preflight::watch::{HotFolder, Pace};
use pdfx_preflight::{Settings, Standard, messages};

use crate::draft::Draft;

const PACE: Pace = Pace {
    quiet: Duration::from_millis(60),
    patience: Duration::from_millis(400),
    pause: Duration::from_millis(10),
};

fn locale() -> Locale {
    Locale::with_rules(Language::English, messages(Language::English))
}

fn open(folder: &Path) -> HotFolder {
    HotFolder::open(folder, PACE, "test").unwrap()
}

/// Judges the next file and moves it; where it went.
fn settle(hot: &mut HotFolder) -> Option<String> {
    let arrival = hot.wait().unwrap();
    let verdict = arrival.judge(&Settings::usual(None), &locale());
    let report = serde_json::to_vec(&verdict.data).unwrap();
    hot.settle(&arrival, &verdict, &[("json", report)]).unwrap()
}

fn sound() -> Vec<u8> {
    Draft::new(Standard::X4).bytes()
}

fn unfit() -> Vec<u8> {
    let mut draft = Draft::new(Standard::X4);
    draft.add("0.9 0.9 0.9 0.9 k 90 90 9 9 re f");
    draft.bytes()
}

fn report(folder: &Path, name: &str) -> serde_json::Value {
    let bytes = fs::read(folder.join("report").join(name)).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn files_go_where_their_verdict_sends_them() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let mut hot = open(root);
    fs::write(root.join("in/a.pdf"), sound()).unwrap();
    fs::write(root.join("in/b.PDF"), unfit()).unwrap();
    fs::write(root.join("in/c.pdf"), b"%PDF-1.6\nno more\n%%EOF\n").unwrap();
    fs::write(root.join("in/.hidden.pdf"), sound()).unwrap();
    fs::write(root.join("in/a.txt"), "no PDF").unwrap();
    let went: Vec<_> = (0..3).filter_map(|_| settle(&mut hot)).collect();
    assert_eq!(went, ["out/a.pdf", "report/b.pdf", "report/c.pdf"]);
    assert_eq!(fs::read(root.join("out/a.pdf")).unwrap(), sound());
    assert_eq!(report(root, "a-preflight.json")["ok"], true);
    let b = report(root, "b-preflight.json");
    assert_eq!((&b["ok"], &b["kinds"][0]["rule"]), (&false.into(), &"print-ink".into()));
    assert_eq!(report(root, "c-preflight.json")["ok"], false);
    assert!(root.join("in/.hidden.pdf").exists() && root.join("in/a.txt").exists());
    // Another file of the same name overwrites nothing.
    fs::write(root.join("in/a.pdf"), unfit()).unwrap();
    assert_eq!(settle(&mut hot).as_deref(), Some("report/a-2.pdf"));
    assert_eq!(fs::read(root.join("out/a.pdf")).unwrap(), sound());
    // A report whose file a killed run has not moved is made again, not kept beside another.
    fs::remove_file(root.join("out/a.pdf")).unwrap();
    fs::write(root.join("in/a.pdf"), sound()).unwrap();
    assert_eq!(settle(&mut hot).as_deref(), Some("out/a.pdf"));
    assert_eq!(fs::read_dir(root.join("report")).unwrap().count(), 7);
    assert!(hot.look().unwrap().is_none());
}

#[test]
fn a_file_on_its_way_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let (root, whole) = (folder.path(), sound());
    let mut hot = open(root);
    let path = root.join("in/a.pdf");
    // It grows: never quiet for long enough.
    for part in 1..6 {
        fs::write(&path, &whole[..whole.len() * part / 8]).unwrap();
        assert!(hot.look().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(40));
    }
    // It stalls without its end: longer than a whole file would be waited for.
    std::thread::sleep(Duration::from_millis(120));
    assert!(hot.look().unwrap().is_none());
    fs::write(&path, &whole).unwrap();
    assert_eq!(settle(&mut hot).as_deref(), Some("out/a.pdf"));
    // One that stays cut off is judged in the end, and is not fit.
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(settle(&mut hot).as_deref(), Some("report/a-2.pdf"));
    // One that changes while it is judged is judged again.
    fs::write(&path, unfit()).unwrap();
    let arrival = hot.wait().unwrap();
    let verdict = arrival.judge(&Settings::usual(None), &locale());
    fs::write(&path, &whole[..1_000]).unwrap();
    assert_eq!(hot.settle(&arrival, &verdict, &[]).unwrap(), None);
    fs::write(&path, &whole).unwrap();
    let went = settle(&mut hot).unwrap();
    assert!(went.starts_with("out/a-"), "{went}");
}

#[test]
fn one_program_watches_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let hot = open(folder.path());
    let held = HotFolder::open(folder.path(), PACE, "test").unwrap_err();
    assert_eq!(held.findings("0").iter().next().unwrap().rule, "lock-held");
    drop(hot);
    let missing = HotFolder::open(&folder.path().join("none"), PACE, "test").unwrap_err();
    assert_eq!(missing.status(), 2);
    #[cfg(unix)]
    {
        let secret = folder.path().join("secret.pdf");
        fs::write(&secret, sound()).unwrap();
        let mut hot = open(folder.path());
        std::os::unix::fs::symlink(&secret, folder.path().join("in/link.pdf")).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        assert!(hot.look().unwrap().is_none() && hot.look().unwrap().is_none());
    }
}
