//! Archives elsewhere: put into a folder and into a bucket whole or not at all, gone on with after a
//! break, never over another, and two places kept equal.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::common;

use common::bucket::{Asked, Fault, Moto, Small, run_at};
use common::{Run, Sandbox, archive_entries, repository, summed_up};
use neikan::archive::bag::sha512;
use neikan::archive::container::Writer;

/// An archive with no faces in it.
const KEPT: &str = "tests/fixtures/archives/small-2026-01-archive.zip";
const BASE: &str = "small-2026-01-archive";

/// An empty folder with an archive in it.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::empty().with_own_cache();
    sandbox.write("a.zip", fs::read(repository().join(KEPT)).unwrap());
    sandbox
}

/// Makes a key and signs the archive with it; the path of its public half.
fn sign(sandbox: &Sandbox, name: &str) -> String {
    let path = sandbox.path(name);
    let call = ["review", "key", "new", "--by", "终三", "--out", path.to_str().unwrap()];
    // Keys are made in a project.
    let run = Sandbox::new().run(&call);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    done(&sandbox.run(&["archive", "sign", "a.zip", "--key", name, "--format", "json"]));
    format!("{name}.pub")
}

/// An archive of the same issue with other content: one more output, of so many bytes.
fn other(sandbox: &Sandbox, bytes: usize) {
    let mut files = archive_entries(&fs::read(repository().join(KEPT)).unwrap());
    // Bytes that differ from part to part.
    let more = (0..bytes).map(|at| (at / 4096 + at % 251) as u8).collect();
    files.insert("data/outputs/more.bin".to_owned(), more);
    summed_up(&mut files);
    let mut zip = Writer::new(Vec::new(), "2026-01-15".parse().unwrap());
    for (path, bytes) in &files {
        zip.add(&format!("{BASE}/{path}"), bytes).unwrap();
    }
    sandbox.write("b.zip", zip.finish().unwrap());
}

const RECORD: &str = "small-2026-01/record.json";

/// The record of a published issue.
fn record(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// All files below a folder, by path.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files.map(|entry| (named(entry.path()), fs::read(entry.path()).unwrap())).collect()
}

#[track_caller]
fn done(run: &Run) -> Value {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.report()
}

#[track_caller]
fn refused(run: &Run, status: i32, rule: &str) -> Value {
    assert_eq!(run.status, status, "{}{}", run.out, run.err);
    run.finding(rule)
}

const JSON: [&str; 2] = ["--format", "json"];

#[test]
fn a_folder_gets_an_issue_once_and_never_another_in_its_place() {
    let sandbox = sandbox();
    let publish = |file: &str| {
        sandbox.run(&[&["archive", "publish", file, "--to", "safe"], &JSON[..]].concat())
    };
    sign(&sandbox, "key");
    let report = done(&publish("a.zip"));
    assert_eq!((&report["already"], &report["kept_bytes"]), (&json!(false), &json!(0)));
    let files = tree(&sandbox.path("safe"));
    assert_eq!(files.len(), 3, "{:?}", files.keys());
    let record = record(&files[RECORD]);
    assert_eq!(record["issue"], "2026-01");
    for (file, here) in record["files"].as_array().unwrap().iter().zip(["a.zip", "a.zip.sig"]) {
        let bytes = fs::read(sandbox.path(here)).unwrap();
        assert_eq!(file["sha512"], sha512(&bytes));
        let name = format!("small-2026-01/{}", file["path"].as_str().unwrap());
        assert!(name.ends_with(&here.replace("a.zip", &format!("{BASE}.zip"))), "{name}");
        assert!(files[&name] == bytes);
    }
    let report = done(&publish("a.zip"));
    assert_eq!((&report["already"], &report["sent_bytes"]), (&json!(true), &json!(0)));
    other(&sandbox, 99);
    let finding = refused(&publish("b.zip"), 1, "publish-other");
    assert!(finding["hint"].as_str().unwrap().contains(RECORD), "{finding}");
    assert!(tree(&sandbox.path("safe")) == files, "something was written");
    // What is damaged there is told, and not replaced either.
    let name = files.keys().find(|name| name.ends_with(".zip")).unwrap();
    let mut bytes = files[name].clone();
    bytes[1000] ^= 1;
    sandbox.write(&format!("safe/{name}"), &bytes);
    refused(&publish("a.zip"), 1, "publish-damaged");
    assert!(fs::read(sandbox.path(&format!("safe/{name}"))).unwrap() == bytes);
    // A copy that was broken off leaves nothing behind.
    fs::remove_dir_all(sandbox.path("safe/small-2026-01")).unwrap();
    let left = Path::new(name).with_file_name(".neikan-half");
    sandbox.write(&format!("safe/{}", left.display()), "half");
    done(&publish("a.zip"));
    assert!(tree(&sandbox.path("safe")) == files);
}

#[test]
fn a_signature_that_comes_later_is_published_too_and_none_that_is_not_of_the_archive() {
    let sandbox = sandbox();
    let run = |arguments: &[&str]| sandbox.run(&[&["archive"], arguments, &JSON[..]].concat());
    let publish = || run(&["publish", "a.zip", "--to", "safe"]);
    done(&publish());
    let unsigned = tree(&sandbox.path("safe"));
    assert_eq!(unsigned.len(), 2);
    sandbox.write("a.zip.sig", "a signature");
    refused(&publish(), 1, "archive-signature");
    assert!(tree(&sandbox.path("safe")) == unsigned);
    let public = sign(&sandbox, "key");
    let first = done(&publish());
    assert_eq!((&first["already"], first["files"].as_array().unwrap().len()), (&json!(false), 2));
    let signed = tree(&sandbox.path("safe"));
    assert_eq!(signed.len(), 4, "{:?}", signed.keys());
    assert!(unsigned.iter().all(|(name, bytes)| signed[name] == *bytes), "replaced");
    assert_eq!(done(&publish())["already"], true);
    // It can be verified from there.
    let name = signed.keys().find(|name| name.ends_with(".zip")).unwrap();
    let signature = signed.keys().find(|name| name.ends_with(".sig")).unwrap();
    let [name, signature] = [name, signature].map(|name| format!("safe/{name}"));
    done(&run(&["verify", &name, "--signer", &public, "--signature", &signature]));
    // Another one is not put in its place, and without one here that one stays.
    sign(&sandbox, "other");
    refused(&publish(), 1, "publish-other");
    fs::remove_file(sandbox.path("a.zip.sig")).unwrap();
    assert_eq!(done(&publish())["already"], true);
    assert!(tree(&sandbox.path("safe")) == signed);
    // A second place gets both records.
    done(&run(&["mirror", "safe", "second"]));
    assert!(tree(&sandbox.path("second")) == signed);
    // One that is signed when it is first published has it in its only record.
    sign(&sandbox, "third");
    done(&run(&["publish", "a.zip", "--to", "new"]));
    assert_eq!(tree(&sandbox.path("new")).len(), 3);
    fs::remove_file(sandbox.path("a.zip.sig")).unwrap();
    assert_eq!(done(&run(&["publish", "a.zip", "--to", "new"]))["already"], true);
}

#[test]
fn a_record_that_cannot_be_read_is_told_as_such() {
    let sandbox = sandbox();
    let publish =
        || sandbox.run(&[&["archive", "publish", "a.zip", "--to", "safe"], &JSON[..]].concat());
    done(&publish());
    let path = format!("safe/{RECORD}");
    let sound = sandbox.read(&path);
    for (text, word) in [
        ("[]".to_owned(), "读不懂"),
        (sound[..40].to_owned(), "读不懂"),
        (sound.replace("\"form\": 1", "\"form\": 99"), "新版"),
    ] {
        sandbox.write(&path, &text);
        let finding = refused(&publish(), 1, "publish-record");
        assert!(finding["message"].as_str().unwrap().contains(word), "{finding}");
        assert_eq!(sandbox.read(&path), text);
        let mirrored = sandbox.run(&["archive", "mirror", "safe", "second", "--format", "json"]);
        refused(&mirrored, 1, "mirror-held");
    }
}

#[test]
fn two_who_publish_the_same_at_once_both_succeed() {
    let sandbox = sandbox();
    for round in 0..4 {
        let to = format!("safe-{round}");
        let publish =
            || sandbox.run(&[&["archive", "publish", "a.zip", "--to", &to], &JSON[..]].concat());
        std::thread::scope(|scope| {
            let all: Vec<_> = (0..3).map(|_| scope.spawn(publish)).collect();
            all.into_iter().for_each(|own| drop(done(&own.join().unwrap())));
        });
        assert_eq!(tree(&sandbox.path(&to)).len(), 2);
    }
}

#[test]
fn names_that_no_system_takes_are_told_and_the_rest_is_copied() {
    let sandbox = sandbox();
    let run = |arguments: &[&str]| sandbox.run(&[&["archive"], arguments, &JSON[..]].concat());
    done(&run(&["publish", "a.zip", "--to", "safe"]));
    sandbox.write("safe/small-2026-01/a\nb.txt", "x");
    sandbox.write("safe/.neikan.lock", "x");
    let mirrored = run(&["mirror", "safe", "second"]);
    let finding = refused(&mirrored, 1, "mirror-name");
    assert!(finding["message"].as_str().unwrap().contains("b.txt"), "{finding}");
    assert_eq!(mirrored.report()["objects"], 3);
    let shown = sandbox.run(&["archive", "mirror", "safe", "second", "--lang", "en"]);
    assert!(shown.err.contains("a\\nb.txt"), "{}", shown.err);
    assert!(sandbox.path("second").join(RECORD).exists());
    fs::remove_file(sandbox.path("safe/small-2026-01/a\nb.txt")).unwrap();
    done(&run(&["mirror", "safe", "second"]));
    fs::remove_file(sandbox.path("safe/.neikan.lock")).unwrap();
    assert!(tree(&sandbox.path("second")) == tree(&sandbox.path("safe")));
}

#[test]
fn what_cannot_be_published_is_refused_before_anything_is_written() {
    let sandbox = sandbox();
    let run = |arguments: &[&str]| sandbox.run(&[&["archive"], arguments, &JSON[..]].concat());
    let mut bytes = fs::read(sandbox.path("a.zip")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    sandbox.write("bad.zip", bytes);
    assert_eq!(run(&["publish", "bad.zip", "--to", "safe"]).status, 1);
    let shown = |to: &str, word: &str| {
        let finding = refused(&run(&["publish", "a.zip", "--to", to]), 2, "depot-address");
        assert!(finding["message"].as_str().unwrap().contains(word), "{finding}");
    };
    shown("https://example.org/a", "不认得");
    shown("ftp://example.org/a", "不认得");
    shown("s3://bk", "桶");
    shown("s3://key:secret@plain", "密钥");
    for endpoint in ["s3://bk", "ftp://example.org", "example.org", "https://"] {
        let call = [&["archive", "publish", "a.zip", "--to", "s3://plain"], &JSON[..]].concat();
        let environment = [
            ("AWS_ENDPOINT_URL", endpoint),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
        ];
        let finding = refused(&sandbox.run_with(&call, &environment), 1, "depot-endpoint");
        assert!(finding["message"].as_str().unwrap().contains(endpoint), "{finding}");
    }
    // A folder is made, but not what would lie above it: a share may not be mounted.
    for call in [
        &["publish", "a.zip", "--to", "share/safe"][..],
        &["mirror", ".", "share/safe"],
        &["restore", "a.zip", "--to", "share/back"],
    ] {
        refused(&run(call), 2, "folder-above");
    }
    assert!(!sandbox.path("share").exists());
    let none = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map(|name| (name, ""));
    let call = [&["archive", "publish", "a.zip", "--to", "s3://plain/a"], &JSON[..]].concat();
    refused(&sandbox.run_with(&call, &none), 1, "depot-keys");
    refused(
        &run(&["publish", "a.zip", "--to", "safe", "--lock-until", "2000-01-01"]),
        2,
        "publish-lock-past",
    );
    assert!(!sandbox.path("safe").exists());
    let locked = run(&["publish", "a.zip", "--to", "safe", "--lock-until", "2999-01-01"]);
    refused(&locked, 1, "publish-lock");
    assert!(tree(&sandbox.path("safe")).is_empty());
    refused(&run(&["mirror", "nowhere", "safe"]), 2, "depot-none");
}

#[test]
fn a_bucket_gets_an_issue_whole_locked_and_once() {
    let sandbox = sandbox();
    let Some(mut moto) = Moto::start(&sandbox) else { return };
    let port = moto.port;
    let publish = |file: &str, to: &str, more: &[&str]| {
        let call = ["archive", "publish", file, "--to", to];
        run_at(&sandbox, port, &[&call[..], more, &JSON[..]].concat())
    };
    refused(&publish("a.zip", "s3://nowhere", &[]), 1, "depot-bucket");
    // In parts, which leave no upload behind.
    other(&sandbox, 9 << 20);
    let report = done(&publish("b.zip", "s3://plain/存档", &[]));
    assert_eq!((&report["already"], &report["kept_bytes"]), (&json!(false), &json!(0)));
    assert_eq!(moto.ask(&json!(["uploads", "plain"])), json!(0));
    let keys = moto.keys("plain");
    assert!(keys.len() == 2 && keys.contains(&format!("存档/{RECORD}")), "{keys:?}");
    assert_eq!(done(&publish("b.zip", "s3://plain/存档", &[]))["already"], true);
    refused(&publish("a.zip", "s3://plain/存档", &[]), 1, "publish-other");
    assert_eq!(moto.keys("plain"), keys);
    // Locks, where the bucket has them.
    let until = ["--lock-until", "2999-12-31"];
    refused(&publish("a.zip", "s3://plain/x", &until), 1, "publish-lock");
    assert_eq!(moto.keys("plain"), keys);
    done(&publish("a.zip", "s3://kept", &until));
    let kept = moto.keys("kept");
    assert_eq!(kept.len(), 2);
    for key in kept {
        let locked = moto.ask(&json!(["retention", "kept", key]));
        assert_eq!(locked, json!(["GOVERNANCE", "2999-12-31"]), "{key}");
    }
}

#[test]
fn two_places_are_kept_equal_and_nothing_is_replaced() {
    let sandbox = sandbox();
    let Some(mut moto) = Moto::start(&sandbox) else { return };
    let port = moto.port;
    let run =
        |arguments: &[&str]| run_at(&sandbox, port, &[&["archive"], arguments, &JSON[..]].concat());
    done(&run(&["publish", "a.zip", "--to", "safe"]));
    let bucket = "s3://plain/second";
    let checked = run(&["mirror", "safe", bucket, "--check"]);
    refused(&checked, 1, "mirror-missing");
    assert!(moto.keys("plain").is_empty(), "--check has written");
    let report = done(&run(&["mirror", "safe", bucket]));
    assert_eq!(report["copied"].as_array().unwrap().len(), 2, "{report}");
    assert_eq!(done(&run(&["mirror", "safe", bucket, "--check"]))["same"], 2);
    // The copy is published as well as the first.
    assert_eq!(done(&run(&["publish", "a.zip", "--to", bucket]))["already"], true);
    // And back.
    done(&run(&["mirror", bucket, "third"]));
    assert!(tree(&sandbox.path("third")) == tree(&sandbox.path("safe")));
    let key = format!("second/{RECORD}");
    moto.ask(&json!(["put", "plain", key, "other"]));
    moto.ask(&json!(["put", "plain", "second/more.txt", "more"]));
    let mirrored = run(&["mirror", "safe", bucket]);
    refused(&mirrored, 1, "mirror-differs");
    assert_eq!(mirrored.finding("mirror-more")["severity"], "note");
    let back = run(&["mirror", bucket, "third"]);
    refused(&back, 1, "mirror-differs");
    assert_eq!(fs::read(sandbox.path("third/more.txt")).unwrap(), b"more");
    assert!(fs::read(sandbox.path("third").join(RECORD)).unwrap().len() > 5, "replaced");
}

#[test]
fn an_issue_is_not_shown_in_the_second_place_while_something_of_it_differs() {
    let sandbox = sandbox();
    let run = |arguments: &[&str]| sandbox.run(&[&["archive"], arguments, &JSON[..]].concat());
    done(&run(&["publish", "a.zip", "--to", "safe"]));
    let name = tree(&sandbox.path("safe")).into_keys().find(|name| name.ends_with(".zip")).unwrap();
    sandbox.write(&format!("second/{name}"), "damaged");
    let mirrored = run(&["mirror", "safe", "second"]);
    refused(&mirrored, 1, "mirror-held");
    let left = tree(&sandbox.path("second"));
    assert!(left.len() == 1 && left[&name] == b"damaged", "{:?}", left.keys());
}

#[test]
fn a_record_is_not_copied_where_its_files_are_not_what_it_says() {
    let sandbox = sandbox();
    let run = |arguments: &[&str]| sandbox.run(&[&["archive"], arguments, &JSON[..]].concat());
    done(&run(&["publish", "a.zip", "--to", "safe"]));
    let whole = tree(&sandbox.path("safe"));
    let name = whole.keys().find(|name| name.ends_with(".zip")).unwrap();
    let held = |to: &str| {
        refused(&run(&["mirror", "safe", to]), 1, "mirror-held");
        assert!(!sandbox.path(to).join(RECORD).exists(), "{to}");
    };
    let mut damaged = whole[name].clone();
    damaged[9_000] ^= 1;
    sandbox.write(&format!("safe/{name}"), damaged);
    held("changed");
    fs::remove_file(sandbox.path("safe").join(name)).unwrap();
    held("missing");
    sandbox.write(&format!("safe/{name}"), &whole[name]);
    sandbox.write(&format!("safe/{RECORD}"), "[]");
    held("unreadable");
    refused(&run(&["mirror", "safe", "safe/inner"]), 2, "mirror-nested");
}

/// A store that fails, and what is expected of the program.
struct Failing {
    sandbox: Sandbox,
    small: Small,
}

impl Failing {
    fn new() -> Self {
        let sandbox = sandbox();
        other(&sandbox, 9 << 20);
        Self { sandbox, small: Small::start() }
    }

    fn publish(&self) -> Run {
        self.publish_within("60")
    }

    /// Publishes, with so many seconds to wait for a store that says nothing.
    fn publish_within(&self, seconds: &str) -> Run {
        let call = ["archive", "publish", "b.zip", "--to", "s3://plain", "--timeout", seconds];
        run_at(&self.sandbox, self.small.port, &[&call[..], &JSON[..]].concat())
    }

    fn path(&self) -> PathBuf {
        self.sandbox.path("b.zip")
    }
}

#[test]
fn a_store_that_refuses_or_fails_ends_in_clear_words_with_nothing_half_published() {
    let failing = Failing::new();
    let cases = [
        ("begin", 403, 1, "depot-denied"),
        ("begin", 501, 1, "depot-refused"),
        ("part", 403, 1, "depot-denied"),
        ("part", 409, 1, "depot-busy"),
        ("complete", 412, 1, "depot-changed"),
        ("complete", 500, 3, "depot-fault"),
        ("record", 403, 1, "depot-denied"),
        ("record", 409, 1, "depot-busy"),
        ("record", 412, 1, "depot-changed"),
        ("read", 403, 1, "depot-denied"),
    ];
    for (kind, answer, status, rule) in cases {
        failing.small.fail(move |asked| (asked.kind() == kind).then_some(Fault::Status(answer)));
        let run = failing.publish();
        let finding = refused(&run, status, rule);
        let message = finding["message"].as_str().unwrap();
        assert!(
            message.contains(&answer.to_string()) && message.contains("s3://plain"),
            "{message}"
        );
        assert!(!failing.small.keys().contains(&RECORD.to_owned()), "{kind} {answer}");
    }
    // What has arrived is not sent again.
    failing.small.asked("");
    failing.small.mend();
    let report = done(&failing.publish());
    assert_eq!((failing.small.asked("part"), &report["sent_bytes"]), (0, &json!(0)));
    assert_eq!(failing.small.keys().len(), 2);
}

#[test]
fn a_page_to_log_in_is_no_answer_of_a_store_and_a_list_without_an_end_no_list() {
    for kind in ["begin", "part", "complete", "record", "read"] {
        let failing = Failing::new();
        failing.small.fail(move |asked| (asked.kind() == kind).then_some(Fault::Page));
        refused(&failing.publish(), 3, "depot-page");
        assert!(!failing.small.keys().contains(&RECORD.to_owned()), "{kind}");
    }
    let failing = Failing::new();
    done(&failing.publish());
    let mirror = |to: &str| {
        let call = ["archive", "mirror", "s3://plain", to, "--format", "json"];
        run_at(&failing.sandbox, failing.small.port, &call)
    };
    failing.small.fail(|_| Some(Fault::Page));
    refused(&mirror("second"), 3, "depot-page");
    failing.small.mend();
    assert_eq!(done(&mirror("second"))["objects"], 2);
    failing.small.list_for_ever();
    refused(&mirror("third"), 3, "depot-endless");
}

#[test]
fn a_connection_that_stops_in_the_middle_is_gone_on_with() {
    let failing = Failing::new();
    let second = |asked: &Asked| asked.target.contains("partNumber=2");
    failing.small.fail(move |asked| second(asked).then_some(Fault::Cut));
    refused(&failing.publish(), 3, "depot-broken");
    assert!(failing.small.keys().is_empty());
    failing.small.asked("");
    failing.small.mend();
    let report = done(&failing.publish());
    assert_eq!(failing.small.asked("part"), 1, "the first part was sent again");
    assert_eq!(report["kept_bytes"], 8 << 20);
    let keys = failing.small.keys();
    let zip = keys.iter().find(|key| key.ends_with(".zip")).unwrap();
    assert!(failing.small.object(zip) == fs::read(failing.path()).unwrap());
    // An upload that the store no longer knows is begun again.
    let failing = Failing::new();
    failing.small.fail(move |asked| second(asked).then_some(Fault::Status(403)));
    refused(&failing.publish(), 1, "depot-denied");
    failing.small.forget();
    failing.small.mend();
    assert_eq!(done(&failing.publish())["already"], false);
}

#[test]
fn a_store_that_says_nothing_is_given_up_with_nothing_half_published() {
    let cases = [
        ("read", Fault::Silent),
        ("begin", Fault::Silent),
        ("begin", Fault::Half),
        ("part", Fault::Silent),
        ("part", Fault::Deaf),
        ("complete", Fault::Silent),
        ("record", Fault::Silent),
        ("record", Fault::Half),
    ];
    std::thread::scope(|scope| {
        for (kind, fault) in cases {
            scope.spawn(move || {
                let failing = Failing::new();
                failing.small.fail(move |asked| (asked.kind() == kind).then_some(fault));
                let finding = refused(&failing.publish_within("2"), 3, "depot-silent");
                let message = finding["message"].as_str().unwrap();
                assert!(message.contains("s3://plain"), "{kind} {fault:?}: {message}");
                // Half of an answer may come after all of what it answers was done.
                let done = (kind, fault) == ("record", Fault::Half);
                let keys = failing.small.keys();
                assert_eq!(keys.contains(&RECORD.to_owned()), done, "{kind} {fault:?}: {keys:?}");
                failing.small.mend();
                assert_eq!(done_by(&failing), done, "{kind} {fault:?}");
                assert_eq!(failing.small.keys().len(), 2);
            });
        }
    });
}

#[test]
fn what_was_completed_though_the_answer_got_lost_is_published() {
    let failing = Failing::new();
    // The same is asked again, and then the store knows of no upload any more.
    let mut asked_for = 0;
    failing.small.fail(move |asked| {
        asked_for += usize::from(asked.kind() == "complete");
        (asked.kind() == "complete" && asked_for % 2 == 1).then_some(Fault::Lost)
    });
    assert!(!done_by(&failing));
    let keys = failing.small.keys();
    let zip = keys.iter().find(|key| key.ends_with(".zip")).unwrap();
    assert!(failing.small.object(zip) == fs::read(failing.path()).unwrap());
}

/// Publishes to a store that has been mended; whether it was published already.
fn done_by(failing: &Failing) -> bool {
    done(&failing.publish())["already"].as_bool().unwrap()
}

#[test]
fn an_answer_that_stops_in_the_middle_is_never_taken_for_whole() {
    for kind in ["begin", "complete", "read"] {
        let failing = Failing::new();
        failing.small.fail(move |asked| (asked.kind() == kind).then_some(Fault::Torn));
        refused(&failing.publish(), 3, "depot-broken");
        assert!(!failing.small.keys().contains(&RECORD.to_owned()), "{kind}");
        failing.small.mend();
        assert!(!done_by(&failing), "{kind}");
    }
    // A mirror takes no half for the whole, either.
    let failing = Failing::new();
    done(&failing.publish());
    for fault in [Fault::Half, Fault::Torn] {
        let zip = |asked: &Asked| asked.method == "GET" && asked.target.ends_with(".zip");
        failing.small.fail(move |asked| zip(asked).then_some(fault));
        let call = ["archive", "mirror", "s3://plain", "second", "--timeout", "2"];
        let run = run_at(&failing.sandbox, failing.small.port, &[&call[..], &JSON[..]].concat());
        let rule = if fault == Fault::Half { "depot-silent" } else { "depot-broken" };
        refused(&run, 3, rule);
        assert!(tree(&failing.sandbox.path("second")).is_empty(), "{fault:?}");
    }
}
