//! Archives through the program: what is in them, what a judge of bags says, damage named, an issue
//! made again, restored, signed; hostile zips refused.

use crate::common;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use common::judging::{judge, missing, said};
use common::{Run, Sandbox, archive_entries, repository, summed_up, zip_entries};
use neikan::archive::bag::{Bag, sha512};
use neikan::archive::verify::verify;
use neikan::diagnostic::Failure;
use proptest::prelude::*;
use serde_json::Value;
use sha2::{Digest, Sha256};

const ARCHIVE: &str = "out/2026-01/small-2026-01-archive.zip";
const BASE: &str = "small-2026-01-archive/";
/// An archive that version 0.1 has made, with no faces in it.
const KEPT: &str = "tests/fixtures/archives/small-2026-01-archive.zip";

/// A sandbox with an archive of its issue.
fn archived() -> Sandbox {
    let sandbox = Sandbox::new();
    let run = sandbox.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    sandbox
}

/// The files of an archive by their paths in the bag.
fn files(path: &Path) -> BTreeMap<String, Vec<u8>> {
    archive_entries(&fs::read(path).unwrap())
}

/// Writes files as an unpacked bag, with sums that agree with them.
fn forged(folder: &Path, mut files: BTreeMap<String, Vec<u8>>) {
    summed_up(&mut files);
    for (path, bytes) in files {
        let to = folder.join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
}

fn json(sandbox: &Sandbox, call: &[&str]) -> Run {
    sandbox.run(&[&["archive"], call, &["--format", "json"]].concat())
}

fn refused(run: &Run, rule: &str) -> Value {
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    run.finding(rule)
}

#[test]
fn an_archive_is_a_bag_of_everything_and_nobody() {
    let sandbox = Sandbox::new();
    let list = "recipients:\n  - {number: 1, name: 秘密, category: 分管领导}\n";
    sandbox.write("issues/recipients.yml", list);
    sandbox.write("issues/inbox/originals/来稿.docx", "word");
    sandbox.write("issues/inbox/originals/other.docx", "other");
    sandbox.replace("issues/2026-01/articles/news.md", "section:", "original: 来稿.docx\nsection:");
    let more = "archive: {fonts: true, fonds: '0123', retention: 永久, responsible: =综合资料室}\n";
    let publication = sandbox.read("issues/publication.yml");
    let publication = publication.replace("archive: {fonts: false}\n", more);
    sandbox.write("issues/publication.yml", publication);
    assert_eq!(sandbox.build(&[]).status, 0);
    let files = files(&sandbox.path(ARCHIVE));
    for path in [
        "README.txt",
        "bag-info.txt",
        "record.jsonld",
        "data/sources/issues/2026-01/issue.yml",
        "data/sources/issues/2026-01/articles/news.md",
        "data/sources/issues/2026-01/images/field.svg",
        "data/sources/issues/2026-01/review.yml",
        "data/sources/issues/publication.yml",
        "data/sources/issues/inbox/originals/来稿.docx",
        "data/sources/layouts/dongguan/issue.typ",
        "data/sources/layouts/press/coated.yml",
        "data/sources/fonts/NotoSerifCJKsc-Regular.otf",
        "data/sources/fonts/OFL-NotoCJK.txt",
        "data/outputs/small-2026-01.pdf",
        "data/outputs/press/small-2026-01-cover.pdf",
    ] {
        assert!(files.contains_key(path), "{path} not in {:?}", files.keys());
    }
    for name in files.keys() {
        let strange = ["recipients", "deliveries", "mail.yml", "built.txt", "other.docx"];
        assert!(!strange.iter().any(|own| name.contains(own)), "{name}");
    }
    let stated: Value = serde_json::from_slice(&files["archive.json"]).unwrap();
    assert!(stated["engine"]["typst"].is_string() && stated["program"].is_string());
    assert_eq!(stated["fonts"]["fonts/NotoSerifCJKsc-Regular.otf"]["packed"], true);
    the_descriptions_are_true(&files);
    valid_for_bagit(&sandbox.path(ARCHIVE));
}

fn the_descriptions_are_true(files: &BTreeMap<String, Vec<u8>>) {
    let record: Value = serde_json::from_slice(&files["record.jsonld"]).unwrap();
    assert_eq!(record["@type"], "PublicationIssue");
    assert_eq!(record["hasPart"].as_array().unwrap().len(), 2);
    assert_eq!(record["hasPart"][1]["@type"], "Article");
    assert!(record["hasPart"][1]["pageStart"].is_u64());
    for media in record["encoding"].as_array().unwrap() {
        assert!(files.contains_key(media["contentUrl"].as_str().unwrap()), "{media}");
    }
    let list = String::from_utf8(files["filelist.csv"].clone()).unwrap();
    let list = list.strip_prefix('\u{feff}').unwrap();
    let mut rows = csv::Reader::from_reader(list.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), files.keys().filter(|path| path.starts_with("data/")).count());
    for row in &rows {
        assert_eq!(row[10], sha512(&files[&row[7]]), "{row:?}");
        assert_eq!((&row[1], &row[4], &row[6]), ("0123", "2026-01-15", "永久"));
        assert!(!row[2].is_empty() && !row[3].starts_with('='), "{row:?}");
    }
    let readme = String::from_utf8(files["README.txt"].clone()).unwrap();
    assert!(readme.contains("《小样》2026年第1期") && !readme.contains(['{', '}']), "{readme}");
}

/// What PyPI's `bagit` says of an archive that is unpacked.
fn valid_for_bagit(zip: &Path) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in zip_entries(&fs::read(zip).unwrap()) {
        let to = folder.path().join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, bytes).unwrap();
    }
    let bag = folder.path().join(BASE);
    let check =
        |bag: &Path| judge("python3", &["-m", "bagit", "--validate", bag.to_str().unwrap()]);
    let Some(output) = check(&bag) else { return };
    if said(&output).contains("No module named") {
        return missing::<()>("bagit").unwrap_or_default();
    }
    assert!(output.status.success() && said(&output).contains("is valid"), "{}", said(&output));
    let page = bag.join("data/outputs/flatplan.html");
    fs::write(&page, "other").unwrap();
    let output = check(&bag).unwrap();
    assert!(!output.status.success(), "{}", said(&output));
}

#[test]
fn an_archive_is_verified_wherever_it_lies_and_makes_its_outputs_again() {
    let sandbox = archived();
    let elsewhere = Sandbox::empty();
    let zip = elsewhere.path("a.zip");
    fs::copy(sandbox.path(ARCHIVE), &zip).unwrap();
    let run = json(&elsewhere, &["verify", "a.zip", "--rebuild"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    let outputs = files(&zip).keys().filter(|path| path.starts_with("data/outputs/")).count();
    assert!(outputs > 6);
    assert_eq!(report["rebuilt"]["outputs"], outputs);
    assert_eq!(report["rebuilt"]["differing"], serde_json::json!([]));
    assert_eq!(report["findings"], serde_json::json!([]));
    let human = sandbox.run(&["archive", "verify"]);
    assert!(
        human.out.contains("小样 2026-01") && human.out.contains("都与校验值相符"),
        "{}",
        human.out
    );
    forged(&elsewhere.path("unpacked"), files(&zip));
    assert_eq!(json(&elsewhere, &["verify", "unpacked"]).status, 0);
    // The folder from which it is run holds nothing new.
    let left = fs::read_dir(elsewhere.path(".")).unwrap().count();
    assert_eq!(left, 2);
    assert_eq!(json(&elsewhere, &["verify", "2026-01"]).status, 2);
    assert_eq!(json(&elsewhere, &["verify", "nothing.zip"]).status, 2);
    fs::remove_file(sandbox.path(ARCHIVE)).unwrap();
    assert_eq!(json(&sandbox, &["verify"]).finding("archive-none")["severity"], "stop");
}

#[test]
fn an_archive_by_itself_is_the_one_of_the_build() {
    let sandbox = archived();
    let whole = fs::read(sandbox.path(ARCHIVE)).unwrap();
    let run = sandbox.run(&["archive", "create", "--out", "again"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let again = sandbox.path("again/2026-01/small-2026-01-archive.zip");
    assert!(fs::read(again).unwrap() == whole);
    // What is signed does not depend on what is archived.
    let publication = sandbox.read("issues/publication.yml");
    sandbox.write("issues/publication.yml", publication.replace("archive: {fonts: false}\n", ""));
    let run = sandbox.run(&["archive", "create", "--out", "large"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let large = files(&sandbox.path("large/2026-01/small-2026-01-archive.zip"));
    assert!(large.contains_key("data/sources/fonts/LXGWWenKai-Regular.ttf"));
    let run = sandbox.run(&["archive", "create", "--no-fonts", "--out", "small"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let small = files(&sandbox.path("small/2026-01/small-2026-01-archive.zip"));
    assert!(!small.keys().any(|path| path.contains("/fonts/")));
    let stated: Value = serde_json::from_slice(&small["archive.json"]).unwrap();
    assert_eq!(stated["fonts"].as_object().unwrap().len(), 12);
}

#[test]
fn a_restored_project_goes_on_where_it_was() {
    let sandbox = archived();
    let before = fs::read(sandbox.path(ARCHIVE)).unwrap();
    let run = json(&sandbox, &["restore", ARCHIVE, "--to", "back"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(json(&sandbox, &["restore", ARCHIVE, "--to", "back"]).status, 2);
    for (path, bytes) in files(&sandbox.path(ARCHIVE)) {
        if let Some(source) = path.strip_prefix("data/sources/") {
            assert!(fs::read(sandbox.path("back").join(source)).unwrap() == bytes, "{path}");
        }
    }
    let back = sandbox.path("back");
    let project = ["--project", back.to_str().unwrap()];
    let status = sandbox.run(&[&project[..], &["review", "status"]].concat());
    assert_eq!(status.status, 0, "{}{}", status.out, status.err);
    let run = sandbox.run(&[&project[..], &["build"]].concat());
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(fs::read(back.join(ARCHIVE)).unwrap() == before);
}

#[test]
fn every_flipped_bit_of_an_archive_is_found_and_named() {
    let whole = fs::read(repository().join(KEPT)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    proptest!(ProptestConfig { failure_persistence: None, cases: 160, ..ProptestConfig::default() }, |(at in 0..whole.len(), bit in 0_u8..8)| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        fs::write(&path, &bytes).unwrap();
        let failure = Bag::open(&path).and_then(|bag| verify(&bag)).unwrap_err();
        let Failure::Stopped(findings) = failure else { panic!("{failure:?}") };
        let hit = hit(&whole, at);
        let named = findings.iter().any(|finding| {
            let name = finding.args.get("name");
            let byte = finding.args.get("byte").and_then(|byte| byte.parse::<usize>().ok());
            match &hit {
                Some(hit) => name.is_some_and(|name| hit.ends_with(name.as_str())),
                None => byte.is_some() || name.is_some(),
            }
        });
        prop_assert!(named, "{at}.{bit} in {hit:?}: {findings:?}");
    });
}

/// The file of a zip in whose bytes a position is; nothing for a header.
fn hit(zip: &[u8], at: usize) -> Option<String> {
    let mut read = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    (0..read.len()).find_map(|index| {
        let file = read.by_index(index).unwrap();
        let from = usize::try_from(file.data_start().unwrap()).unwrap();
        let size = usize::try_from(file.size()).unwrap();
        (from..from + size).contains(&at).then(|| file.name().unwrap().into_owned())
    })
}

#[test]
fn an_archive_of_an_earlier_version_still_verifies() {
    let bag = Bag::open(&repository().join(KEPT)).unwrap();
    let verified = verify(&bag).unwrap();
    assert_eq!((verified.stated.form, verified.stated.issue.as_str()), (1, "2026-01"));
    assert_eq!(verified.stated.ledger.entries, 14);
    assert!(bag.files().len() > 50);
}

#[test]
fn files_added_lost_and_changed_are_all_named_in_one_run() {
    let sandbox = archived();
    forged(&sandbox.path("bag"), files(&sandbox.path(ARCHIVE)));
    sandbox.write("bag/data/outputs/flatplan.html", "other");
    sandbox.write("bag/data/more.txt", "more");
    sandbox.write("bag/notes.txt", "more");
    fs::remove_file(sandbox.path("bag/data/outputs/small-2026-01.pdf")).unwrap();
    let run = json(&sandbox, &["verify", "bag"]);
    let mut rules = run.rules();
    rules.sort();
    assert_eq!(rules, ["archive-added", "archive-added", "archive-changed", "archive-missing"]);
    let file = |rule| run.finding(rule)["file"].as_str().unwrap().to_owned();
    assert!(file("archive-missing").ends_with("data/outputs/small-2026-01.pdf"));
    assert!(file("archive-changed").ends_with("data/outputs/flatplan.html"));
    assert_eq!(json(&sandbox, &["restore", "bag", "--to", "back"]).status, 1);
    assert!(!sandbox.path("back").exists());
    sandbox.write("bag/manifest-sha512.txt", "00  data/a\n");
    assert_eq!(run.status, 1);
    let finding = json(&sandbox, &["verify", "bag"]).finding("archive-manifest");
    assert_eq!(finding["line"], 1);
}

#[test]
fn a_ledger_with_an_entry_cut_out_is_found_although_all_sums_agree() {
    let sandbox = archived();
    let mut all = files(&sandbox.path(ARCHIVE));
    let ledger = all.get_mut("data/sources/issues/2026-01/review.yml").unwrap();
    let text = String::from_utf8(ledger.clone()).unwrap();
    let entries: Vec<&str> = text.split_inclusive("\n- ").collect();
    let cut = [&entries[..3], &entries[4..]].concat().concat();
    *ledger = cut.into_bytes();
    forged(&sandbox.path("bag"), all);
    let run = json(&sandbox, &["verify", "bag"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.rules().iter().any(|rule| rule.starts_with("ledger-")), "{:?}", run.rules());
    // Cut at its end, with the last seal and the register made to agree.
    let mut all = files(&sandbox.path(ARCHIVE));
    let last = text.rfind("\n- ").unwrap();
    let before = &text[..=last];
    let seal = before.rsplit("seal: ").next().unwrap().split_whitespace().next().unwrap();
    all.insert("data/sources/issues/2026-01/review.yml".to_owned(), before.into());
    all.insert("data/sources/issues/2026-01/review/head".to_owned(), format!("{seal}\n").into());
    all.insert("data/sources/issues/register.txt".to_owned(), format!("2026-01 7 {seal}\n").into());
    forged(&sandbox.path("cut"), all);
    refused(&json(&sandbox, &["verify", "cut"]), "archive-ledger");
}

#[test]
fn another_engine_is_told_from_outputs_that_were_replaced() {
    let sandbox = archived();
    let mut all = files(&sandbox.path(ARCHIVE));
    all.get_mut("data/outputs/flatplan.html").unwrap().extend(b"<!-- -->");
    forged(&sandbox.path("replaced"), all.clone());
    assert_eq!(json(&sandbox, &["verify", "replaced"]).status, 0);
    let finding = refused(&json(&sandbox, &["verify", "replaced", "--rebuild"]), "archive-differs");
    assert!(finding["message"].as_str().unwrap().contains("flatplan.html"), "{finding}");
    let mut stated: Value = serde_json::from_slice(&all["archive.json"]).unwrap();
    stated["engine"]["typst"] = "0.14.0".into();
    all.insert("archive.json".to_owned(), serde_json::to_vec(&stated).unwrap());
    forged(&sandbox.path("old"), all.clone());
    let run = json(&sandbox, &["verify", "old", "--rebuild"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let finding = run.finding("archive-drift");
    let message = finding["message"].as_str().unwrap();
    assert!(message.contains("typst 0.14.0 → ") && message.contains("flatplan.html"), "{message}");
    assert_eq!(run.report()["rebuilt"]["differing"], serde_json::json!(["flatplan.html"]));
    a_changed_program_is_drift(&sandbox, all.clone());
    // A face that nobody has any more.
    stated["fonts"]["fonts/LXGWWenKai-Regular.ttf"]["sha256"] = "0".repeat(64).into();
    all.insert("archive.json".to_owned(), serde_json::to_vec(&stated).unwrap());
    forged(&sandbox.path("faceless"), all);
    refused(&json(&sandbox, &["verify", "faceless", "--rebuild"]), "archive-face");
}

/// A program that was changed without another version is another program, too, and so may be one that does
/// not say what it was made from.
fn a_changed_program_is_drift(sandbox: &Sandbox, mut all: BTreeMap<String, Vec<u8>>) {
    let stated = &files(&sandbox.path(ARCHIVE))["archive.json"];
    for source in [Some("0".repeat(64)), None] {
        let mut stated: Value = serde_json::from_slice(stated).unwrap();
        assert_eq!(stated["source"].as_str().unwrap().len(), 64);
        match &source {
            Some(sum) => stated["source"] = sum.as_str().into(),
            None => drop(stated.as_object_mut().unwrap().remove("source")),
        }
        all.insert("archive.json".to_owned(), serde_json::to_vec(&stated).unwrap());
        let shown = source.map_or("–".to_owned(), |sum| sum[..12].to_owned());
        let folder = format!("changed-{}", shown.len());
        forged(&sandbox.path(&folder), all.clone());
        let run = json(sandbox, &["verify", &folder, "--rebuild"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        assert_eq!(run.rules(), ["archive-drift"]);
        let finding = run.finding("archive-drift");
        let message = finding["message"].as_str().unwrap();
        assert!(message.contains(&format!("({shown}) → neikan ")), "{message}");
        assert!(message.contains("flatplan.html"), "{message}");
    }
}

#[test]
fn a_bag_without_what_makes_it_a_project_is_told_as_such() {
    let sandbox = Sandbox::empty();
    for path in ["data/sources/issues/publication.yml", "data/sources/issues/2026-01/review.yml"] {
        let mut all = files(&repository().join(KEPT));
        all.remove(path).unwrap();
        let folder = path.rsplit('/').next().unwrap();
        forged(&sandbox.path(folder), all);
        let rule = if folder == "review.yml" { "archive-ledger" } else { "archive-unlisted" };
        refused(&json(&sandbox, &["verify", folder]), rule);
        assert_eq!(json(&sandbox, &["restore", folder, "--to", "back"]).status, 1);
        assert!(!sandbox.path("back").exists());
    }
}

#[test]
fn what_a_later_version_has_made_is_said_to_be_so() {
    let sandbox = Sandbox::empty();
    let mut all = files(&repository().join(KEPT));
    let mut stated: Value = serde_json::from_slice(&all["archive.json"]).unwrap();
    stated["form"] = 2.into();
    all.insert("archive.json".to_owned(), serde_json::to_vec(&stated).unwrap());
    forged(&sandbox.path("bag"), all);
    refused(&json(&sandbox, &["verify", "bag"]), "archive-newer");
    sandbox.write("bag/bagit.txt", "BagIt-Version: 0.97\n");
    refused(&json(&sandbox, &["verify", "bag"]), "archive-no-bag");
}

/// A zip as other programs, or people of ill will, pack it.
fn packed(files: &[(&str, &[u8])], method: zip::CompressionMethod) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn hostile_zips_are_refused_in_words_and_write_nothing() {
    let sandbox = Sandbox::empty();
    let whole = fs::read(repository().join(KEPT)).unwrap();
    let plain = |files: &[(&str, &[u8])]| packed(files, zip::CompressionMethod::Stored);
    let bomb = packed(&[("a/bagit.txt", &vec![0; 50 << 20])], zip::CompressionMethod::Deflated);
    assert!(bomb.len() < 100_000);
    for (name, bytes) in [
        ("absolute", plain(&[("/etc/cron.d/x", b"x")])),
        ("climbing", plain(&[("a/../../x", b"x")])),
        ("bomb", bomb),
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("empty", Vec::new()),
        ("text", b"not a zip".to_vec()),
        ("other", plain(&[("a/bagit.txt", b"x")])),
        ("tail", [whole.as_slice(), b"more"].concat()),
        ("acting", plain(&[("a/\u{1b}[2J\u{202e}gpj.txt", b"x")])),
        ("front", [b"more", whole.as_slice()].concat()),
    ] {
        let file = format!("{name}.zip");
        sandbox.write(&file, bytes);
        for call in [&["verify", file.as_str()][..], &["restore", file.as_str(), "--to", "back"]] {
            let run = json(&sandbox, call);
            let finding = refused(&run, "archive-broken");
            let words = format!("{}{}", finding["message"], finding["hint"]);
            let strange = ["{ $", "null", "none"].iter().find(|own| words.contains(**own));
            assert_eq!(strange, None, "{words}");
            let shown = sandbox.run(&[&["archive"], call].concat()).err;
            assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
        }
        fs::remove_file(sandbox.path(&file)).unwrap();
    }
    assert_eq!(fs::read_dir(sandbox.path(".")).unwrap().count(), 0);
    assert!(!Path::new("/etc/cron.d/x").exists());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_archive_and_is_not_waited_for() {
    let sandbox = Sandbox::empty();
    let pipe = sandbox.path("pipe.zip");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for call in [&["verify", "pipe.zip"][..], &["restore", "pipe.zip", "--to", "back"]] {
        refused(&json(&sandbox, call), "archive-broken");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_an_unpacked_bag_is_refused() {
    let sandbox = Sandbox::empty();
    forged(&sandbox.path("bag"), files(&repository().join(KEPT)));
    let page = sandbox.path("bag/data/outputs/flatplan.html");
    fs::rename(&page, sandbox.path("elsewhere.html")).unwrap();
    std::os::unix::fs::symlink(sandbox.path("elsewhere.html"), &page).unwrap();
    let finding = refused(&json(&sandbox, &["verify", "bag"]), "archive-broken");
    assert!(finding["message"].as_str().unwrap().contains("flatplan.html"), "{finding}");
}

/// Makes a key in the home of whoever signs; gives the file of its private half.
fn key(sandbox: &Sandbox, kind: &str) -> PathBuf {
    let path = sandbox.path(&format!("key-{kind}"));
    let out = path.to_str().unwrap();
    let call = ["review", "key", "new", "--by", "终三", "--kind", kind, "--out", out];
    let run = sandbox.run(&call);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    path
}

#[test]
fn a_signed_archive_has_its_signer_and_no_other() {
    let sandbox = Sandbox::new();
    sandbox.write("bag.zip", fs::read(repository().join(KEPT)).unwrap());
    for kind in ["ed25519", "sm2"] {
        let private = key(&sandbox, kind);
        let private = private.to_str().unwrap();
        let unsigned = ["verify", "bag.zip", "--signer", "终三", "--signature", "none.sig"];
        refused(&json(&sandbox, &unsigned), "archive-unsigned");
        let run = json(&sandbox, &["sign", "bag.zip", "--key", private]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        let run = json(&sandbox, &["verify", "bag.zip", "--signer", "终三"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        let public = format!("{private}.pub");
        let call = ["verify", "bag.zip", "--signer", public.as_str()];
        assert_eq!(json(&sandbox, &call).report()["signer"]["key"], run.report()["signer"]["key"]);
        // The signature holds for the unpacked bag, too, and for no other.
        let mut all = files(&sandbox.path("bag.zip"));
        let folder = format!("unpacked-{kind}");
        forged(&sandbox.path(&folder), all.clone());
        let call = ["verify", &folder, "--signer", "终三", "--signature", "bag.zip.sig"];
        assert_eq!(json(&sandbox, &call).status, 0);
        // From within the folder it is written beside it, too, not into what is signed.
        let inner = sandbox.path(&folder);
        let within = |arguments: &[&str]| {
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_neikan"));
            command.arg("archive").args(arguments).current_dir(&inner);
            command.env("XDG_CONFIG_HOME", sandbox.path(".config")).output().unwrap().status
        };
        assert!(within(&["sign", ".", "--key", private]).success());
        assert!(within(&["verify", ".", "--signer", &public]).success());
        assert!(sandbox.path(&format!("{folder}.sig")).is_file());
        all.insert("README.txt".to_owned(), b"other".to_vec());
        forged(&sandbox.path(&folder), all);
        refused(&json(&sandbox, &call), "archive-signature");
    }
    let run = json(&sandbox, &["verify", "bag.zip", "--signer", "初一"]);
    assert_eq!((run.status, run.rules()), (2, vec!["archive-signer".to_owned()]));
    let public = sandbox.path("key-sm2.pub");
    let call = ["sign", "bag.zip", "--key", public.to_str().unwrap()];
    refused(&json(&sandbox, &call), "archive-key-public");
    // A signature of a review is none of an archive.
    let zip = Bag::open(&sandbox.path("bag.zip")).unwrap();
    let message = zip.bytes("tagmanifest-sha512.txt").unwrap();
    let file = neikan::desk::review::keys::private::KeyFile::read(&sandbox.path("key-ed25519"));
    let Ok(neikan::desk::review::keys::private::KeyFile::Open(own)) = file else { panic!() };
    sandbox.write("bag.zip.sig", own.sign(&message).unwrap());
    let only = sandbox.path("key-ed25519.pub");
    let call = ["verify", "bag.zip", "--signer", only.to_str().unwrap()];
    let finding = refused(&json(&sandbox, &call), "archive-signature");
    assert!(finding["message"].as_str().unwrap().contains("别的用途"), "{finding}");
}

#[test]
fn ssh_keygen_checks_the_same_signature() {
    let sandbox = Sandbox::new();
    sandbox.write("bag.zip", fs::read(repository().join(KEPT)).unwrap());
    let private = key(&sandbox, "ed25519");
    let call = ["sign", "bag.zip", "--key", private.to_str().unwrap()];
    assert_eq!(json(&sandbox, &call).status, 0);
    let public = sandbox.read("key-ed25519.pub");
    sandbox.write("allowed", format!("zhongsan {public}"));
    let tags = files(&sandbox.path("bag.zip")).remove("tagmanifest-sha512.txt").unwrap();
    let check = |message: &[u8]| {
        sandbox.write("message", message);
        let script = "ssh-keygen -Y verify -f allowed -I zhongsan -n neikan-archive -s bag.zip.sig < message";
        let script = format!("cd '{}' && {script}", sandbox.path(".").display());
        judge("sh", &["-c", &script])
    };
    let Some(output) = check(&tags) else { return };
    if said(&output).contains("not found") {
        return missing::<()>("ssh-keygen").unwrap_or_default();
    }
    assert!(output.status.success(), "{}", said(&output));
    assert!(!check(b"other").unwrap().status.success());
}

#[test]
fn the_register_knows_the_archive_by_its_sum() {
    let sandbox = archived();
    let bytes = fs::read(sandbox.path(ARCHIVE)).unwrap();
    let sum: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(sandbox.read("issues/built.txt").contains(&sum));
    assert!(sandbox.read("out/2026-01/build.json").contains(&sum));
}
