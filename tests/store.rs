//! The store of steps: it saves time and never changes a byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use image::{ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};

use crate::common;

use common::bucket::{Moto, run_at};
use common::{Run, Sandbox};
use serde_json::json;

/// A small issue with a photograph that is too fine for the press and a picture with transparency.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new().with_own_cache();
    let photograph =
        RgbImage::from_fn(2600, 240, |x, y| Rgb([x as u8, y as u8, (x * y / 99) as u8]));
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, 90).encode(&photograph, 2600, 240, ColorType::Rgb).unwrap();
    sandbox.write("issues/2026-01/images/photo.jpg", jpeg);
    let clear = RgbaImage::from_fn(64, 64, |x, y| Rgba([200, y as u8 * 3, 9, x as u8 * 4]));
    let mut png = Vec::new();
    image::codecs::png::PngEncoder::new(&mut png)
        .write_image(&clear, 64, 64, image::ExtendedColorType::Rgba8)
        .unwrap();
    sandbox.write("issues/2026-01/images/clear.png", png);
    let path = "issues/2026-01/articles/news.md";
    let text = sandbox.read(path);
    let figures = "\n\n![照片](images/photo.jpg \"照片。\"){credit=\"何岸 摄\"}\n\n\
                   ![透明](images/clear.png \"透明。\"){credit=\"何岸 摄\"}\n";
    sandbox.write(path, text + figures);
    sandbox.approve();
    sandbox
}

/// A build from the beginning, with a cache or other options.
fn build(sandbox: &Sandbox, more: &[&str]) -> (Run, BTreeMap<String, Vec<u8>>) {
    drop(fs::remove_dir_all(sandbox.path("out")));
    let run = sandbox.run(&[&["build", "--format", "json"], more].concat());
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    (run, outputs(sandbox))
}

/// Every file of the issue with its bytes, but the record, which says how long steps took.
fn outputs(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let folder = sandbox.path("out/2026-01");
    let entries = walkdir::WalkDir::new(&folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let files = files.filter(|entry| entry.file_name() != "build.json");
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(&folder).unwrap().display().to_string();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn results(sandbox: &Sandbox) -> Vec<PathBuf> {
    let folder = fs::read_dir(sandbox.path(".cache/neikan/steps")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[track_caller]
fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, when: &str) {
    assert!(one.keys().eq(other.keys()), "{when}");
    for (name, bytes) in one {
        assert!(*bytes == other[name], "{name} {when}");
    }
}

#[test]
fn a_store_never_changes_a_byte() {
    let sandbox = sandbox();
    let (run, cold) = build(&sandbox, &[]);
    assert!(!run.rules().iter().any(|rule| rule.starts_with("cache-")), "{}", run.out);
    let kept = results(&sandbox);
    assert!(kept.len() >= 8, "{kept:?}");
    let written = |path: &PathBuf| fs::metadata(path).unwrap().modified().unwrap();
    let times: Vec<_> = kept.iter().map(written).collect();
    assert_same(&cold, &build(&sandbox, &[]).1, "with a store");
    assert_eq!(results(&sandbox), kept, "a step was not found again");
    assert_eq!(kept.iter().map(written).collect::<Vec<_>>(), times, "a step was made again");
    // Damaged in the middle, cut off, exchanged, empty.
    let sound: Vec<_> = kept.iter().map(|path| fs::read(path).unwrap()).collect();
    for (index, path) in kept.iter().enumerate() {
        let mut bytes = sound[index].clone();
        let middle = bytes.len() / 2;
        match index % 4 {
            0 => bytes[middle] ^= 0x40,
            1 => bytes.truncate(middle),
            2 => bytes.clone_from(&sound[index - 1]),
            _ => bytes.clear(),
        }
        fs::write(path, bytes).unwrap();
    }
    let (run, poisoned) = build(&sandbox, &[]);
    assert_same(&cold, &poisoned, "with a store that was tampered with");
    let told = run.finding("cache-damaged")["message"].as_str().unwrap().to_owned();
    assert!(told.contains(&format!(" {} ", kept.len())), "{told}, not {}", kept.len());
    assert_eq!(results(&sandbox), kept);
    let (run, mended) = build(&sandbox, &[]);
    assert_same(&cold, &mended, "with a store that was mended");
    assert!(!run.rules().iter().any(|rule| rule.starts_with("cache-")), "{}", run.out);
    assert_same(&cold, &build(&sandbox, &["--no-cache"]).1, "without a store");
}

#[test]
fn where_no_store_can_be_the_build_goes_on_and_says_so() {
    let sandbox = sandbox();
    let (_, cold) = build(&sandbox, &["--no-cache"]);
    assert!(!sandbox.path(".cache").exists(), "--no-cache left something");
    sandbox.write("file", "in the way");
    let (run, without) = build(&sandbox, &["--cache", "file"]);
    assert_same(&cold, &without, "where no store can be");
    assert_eq!(run.finding("cache-unusable")["severity"], "note");
    // A folder of one's own choice, under the secret of one's own cache.
    let (run, with) = build(&sandbox, &["--cache", "elsewhere"]);
    assert_same(&cold, &with, "with a store elsewhere");
    assert!(!run.rules().iter().any(|rule| rule.starts_with("cache-")), "{}", run.out);
    assert!(sandbox.path("elsewhere/steps").is_dir());
    assert!(sandbox.path(".cache/neikan/secret").is_file());
    assert!(!sandbox.path(".cache/neikan/steps").exists());
}

#[test]
fn a_result_that_cannot_be_read_or_written_is_made() {
    let sandbox = sandbox();
    let (_, cold) = build(&sandbox, &[]);
    let path = results(&sandbox).remove(0);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let (run, again) = build(&sandbox, &[]);
    assert_same(&cold, &again, "with a folder in the place of a result");
    assert_eq!(run.finding("cache-unusable")["severity"], "note");
}

#[test]
fn two_builds_at_once_share_a_store() {
    let (one, other) = (sandbox(), sandbox());
    let cache = one.path("shared").display().to_string();
    let environment = [("XDG_CACHE_HOME", cache.as_str())];
    let run = |sandbox: &Sandbox| sandbox.run_with(&["build", "--format", "json"], &environment);
    let (first, second) = std::thread::scope(|scope| {
        let first = scope.spawn(|| run(&one));
        let second = scope.spawn(|| run(&other));
        (first.join().unwrap(), second.join().unwrap())
    });
    for run in [&first, &second] {
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        assert!(!run.rules().iter().any(|rule| rule.starts_with("cache-")), "{}", run.out);
    }
    assert_same(&outputs(&one), &outputs(&other), "built at the same time");
}

/// A build on a machine that has nothing in its cache yet.
fn afresh(sandbox: &Sandbox, port: u16, more: &[&str]) -> (Run, BTreeMap<String, Vec<u8>>) {
    drop(fs::remove_dir_all(sandbox.path("out")));
    drop(fs::remove_dir_all(sandbox.path(".cache")));
    let run = run_at(sandbox, port, &[&["build", "--format", "json"], more].concat());
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    (run, outputs(sandbox))
}

#[test]
fn machines_share_results_by_a_secret_and_go_on_without_a_store_that_is_gone() {
    let sandbox = Sandbox::new().with_own_cache();
    let Some(mut moto) = Moto::start(&sandbox) else { return };
    sandbox.approve();
    let remote = ["--cache-remote", "s3://plain/shared"];
    // Whom to trust has to be said.
    let run = run_at(&sandbox, moto.port, &[&["build", "--format", "json"], &remote[..]].concat());
    assert_eq!(run.status, 1, "{}", run.out);
    run.finding("cache-secret");
    sandbox.write(".config/neikan/config.yml", "cache_secret: secret\n");
    let secret = ".config/neikan/secret";
    sandbox.write(secret, "a secret of enough letters\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let owner = fs::Permissions::from_mode(0o600);
        fs::set_permissions(sandbox.path(secret), owner).unwrap();
    }
    let (run, cold) = afresh(&sandbox, moto.port, &remote);
    assert!(!run.rules().iter().any(|rule| rule.starts_with("cache-")), "{}", run.out);
    let shared = moto.keys("plain");
    // What is known of the files of one machine by their stamps stays there.
    assert!(shared.len() < results(&sandbox).len(), "{shared:?}");
    assert!(!shared.is_empty() && shared.iter().all(|key| key.starts_with("shared/steps/")));
    // Another machine takes what is there, all but what somebody put there without the secret.
    moto.ask(&json!(["put", "plain", shared[0], "somebody else's"]));
    let (run, warm) = afresh(&sandbox, moto.port, &remote);
    assert_same(&cold, &warm, "with results of another machine");
    let told = run.finding("cache-remote-damaged")["message"].as_str().unwrap().to_owned();
    assert!(told.contains("1 ") && !run.rules().contains(&"cache-remote".to_owned()), "{told}");
    assert_eq!(moto.keys("plain"), shared, "a step was not found again");
    // A port at which nobody listens: told once, and nothing is waited for.
    let port = moto.port;
    drop(moto);
    let (run, without) = afresh(&sandbox, port, &remote);
    assert_same(&cold, &without, "where the shared store is gone");
    assert_eq!(run.finding("cache-remote")["severity"], "note");
    assert_eq!(run.rules().iter().filter(|rule| *rule == "cache-remote").count(), 1);
    // A folder that cannot be: likewise.
    sandbox.write("file", "in the way");
    let (run, without) = afresh(&sandbox, port, &["--cache-remote", "file"]);
    assert_same(&cold, &without, "where no shared folder can be");
    assert_eq!(run.finding("cache-remote")["severity"], "note");
}
