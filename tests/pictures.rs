//! Pictures as they come: taken in by `picture add` and by `import`, named by `check`.

use crate::common;

use std::collections::BTreeSet;

use crate::import::documents::{blip, docx, para, relations};
use common::{Sandbox, repository};

const NEWS: &str = "issues/2026-01/articles/news.md";
/// The beginning of a picture of a kind that is not read.
const JPEG_XL: &[u8] = b"\xff\x0a\xfa\x1f\x01\x91\x08\x06\x01\x00";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(repository().join("tests/fixtures/pictures").join(name)).unwrap()
}

/// The files below a folder, without locks.
fn files(sandbox: &Sandbox, folder: &str) -> BTreeSet<String> {
    let root = sandbox.path(folder);
    let entries = walkdir::WalkDir::new(&root).into_iter().flatten();
    let files = entries.filter(|entry| entry.file_type().is_file());
    let names = files.map(|entry| entry.path().strip_prefix(&root).unwrap().display().to_string());
    names.filter(|name| !name.ends_with(".lock")).collect()
}

#[test]
fn a_photograph_of_a_telephone_is_taken_in_and_can_be_printed() {
    let sandbox = Sandbox::new();
    sandbox.write("荔枝 丰收.HEIC", fixture("photo.heic"));
    let run = sandbox.run(&["picture", "add", "荔枝 丰收.HEIC"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let last = run.out.trim_end().lines().last().unwrap();
    assert_eq!(last, "![](images/li-zhi-feng-shou.jpg)");
    assert!(run.err.contains("picture-converted"), "{}", run.err);
    assert!(run.out.contains("160×120"), "{}", run.out);
    let original = sandbox.path("issues/2026-01/originals/荔枝 丰收.HEIC");
    assert_eq!(std::fs::read(original).unwrap(), fixture("photo.heic"));

    // It stands in the manuscript as it was printed; what is missing is said.
    sandbox.replace(NEWS, "images/field.svg", "images/li-zhi-feng-shou.jpg");
    let run = sandbox.run(&["check", "--format", "json"]);
    let stops: Vec<_> =
        run.rules().into_iter().filter(|rule| rule.starts_with("picture-f")).collect();
    assert_eq!((run.status, stops), (0, vec![]), "{}", run.out);

    // The same file again is the same picture; another of its name has another name.
    let before = files(&sandbox, "issues");
    let run = sandbox.run(&["picture", "add", "荔枝 丰收.HEIC"]);
    assert_eq!(run.out.trim_end().lines().last().unwrap(), last);
    assert_eq!(files(&sandbox, "issues"), before);
    sandbox.write("荔枝 丰收.HEIC", fixture("bars.heic"));
    let run = sandbox.run(&["picture", "add", "荔枝 丰收.HEIC", "--format", "json"]);
    let report = run.report();
    let added = &report["added"][0];
    assert_eq!(added["markdown"], "![](images/li-zhi-feng-shou-2.png)");
    assert_eq!(added["original"], "issues/2026-01/originals/荔枝 丰收-2.HEIC");
    assert_eq!((&added["kind"], &added["width"]), (&"HEIC".into(), &96.into()));
}

#[test]
fn check_says_what_a_file_really_is_and_what_to_run() {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "images/field.svg", "images/photo.jpg");
    sandbox.write("issues/2026-01/images/photo.jpg", fixture("photo.webp"));
    let run = sandbox.run(&["check", "--format", "json"]);
    let finding = run.finding("picture-foreign");
    assert!(finding["message"].as_str().unwrap().contains("WebP"), "{finding}");
    let hint = finding["hint"].as_str().unwrap();
    let call = hint.split_once("neikan ").unwrap().1.split_once('，').unwrap().0;
    assert_eq!(call, "picture add issues/2026-01/images/photo.jpg");
    let calls: Vec<&str> = call.split(' ').collect();
    let run = sandbox.run(&calls);
    assert_eq!(run.status, 0, "{}", run.err);
    let line = run.out.trim_end().lines().last().unwrap();
    assert_eq!(line, "![](images/photo-2.jpg)");
    sandbox.replace(NEWS, "images/photo.jpg", "images/photo-2.jpg");
    assert_eq!(sandbox.run(&["check"]).status, 0);

    for (bytes, rule, kind) in [
        (JPEG_XL.to_vec(), "picture-unfit", "JPEG XL"),
        (fixture("photo.avif"), "picture-foreign", "AVIF"),
        (fixture("photo.heic"), "picture-foreign", "HEIC"),
    ] {
        sandbox.write("issues/2026-01/images/photo-2.jpg", bytes);
        let run = sandbox.run(&["check", "--format", "json"]);
        assert!(run.finding(rule)["message"].as_str().unwrap().contains(kind), "{}", run.out);
    }
}

#[test]
fn pictures_go_where_their_article_is() {
    let sandbox = Sandbox::new();
    sandbox.write("a.bmp", b"nothing");
    sandbox.write("scan.tif", fixture("photo.heic"));
    sandbox.write("issues/inbox/story.md", "---\ntitle: 来稿\nsection: news\n---\n正文。\n");
    for number in [1, 2] {
        sandbox.write("scan.tif", fixture(["photo.heic", "photo.webp"][number - 1]));
        let run = sandbox.run(&["picture", "add", "scan.tif", "--article", "story"]);
        let line = format!("![](images/story-{number}.jpg)");
        assert_eq!(run.out.trim_end().lines().last(), Some(line.as_str()), "{}", run.err);
    }
    assert!(sandbox.path("issues/inbox/originals/scan-2.tif").is_file());
    let run = sandbox.run(&["picture", "add", "scan.tif", "--to", "inbox"]);
    assert!(run.out.contains("issues/inbox/images/scan.jpg"), "{}{}", run.out, run.err);
    // Of the same name in two places, nobody knows which.
    sandbox.write("issues/inbox/news.md", sandbox.read(NEWS));
    for (arguments, status, part) in [
        (&["--article", "news"][..], 2, "2026-01, inbox"),
        (&["--article", "none"], 2, "none"),
        (&["--article", "story", "--to", "2026-01"], 2, "story"),
        (&["--to", "2031-01"], 2, "2026-01"),
        (&["--article", "news", "--to", "2026-01"], 0, "news-1.jpg"),
    ] {
        let run = sandbox.run(&[&["picture", "add", "scan.tif"], arguments].concat());
        assert_eq!(run.status, status, "{arguments:?}: {}{}", run.out, run.err);
        assert!((run.out + &run.err).contains(part), "{arguments:?}");
    }
}

#[test]
fn one_that_cannot_be_used_keeps_all_out() {
    let sandbox = Sandbox::new();
    let before = files(&sandbox, "issues");
    let whole = fixture("photo.heic");
    sandbox.write("good.heic", &whole);
    sandbox.write("cut.heic", &whole[..whole.len() - 900]);
    sandbox.write("text.png", "没有图");
    sandbox.write("photo.jxl", JPEG_XL);
    sandbox.write("pq.heic", fixture("pq.heic"));
    for (bad, rule) in [
        ("cut.heic", "picture-broken"),
        ("text.png", "picture-format"),
        ("photo.jxl", "picture-unfit"),
        ("pq.heic", "picture-hdr"),
        ("missing.jpg", "picture-unreadable"),
    ] {
        for language in ["zh", "en"] {
            let call = ["picture", "add", "good.heic", bad, "--format", "json", "--lang", language];
            let run = sandbox.run(&call);
            assert_eq!(run.status, 1, "{bad}: {}{}", run.out, run.err);
            let finding = run.finding(rule);
            for text in [&finding["message"], &finding["hint"]] {
                assert!(!text.as_str().unwrap().contains(['{', '}']), "{finding}");
            }
            assert_eq!(finding["file"], bad);
        }
    }
    assert_eq!(files(&sandbox, "issues"), before);
}

#[test]
fn what_can_be_printed_is_copied_byte_for_byte() {
    let sandbox = Sandbox::new();
    let photo =
        std::fs::read(repository().join("issues/2026-01/images/acanthus-mollis.jpg")).unwrap();
    sandbox.write("DSC 0001.JPG", &photo);
    let run = sandbox.run(&["picture", "add", "DSC 0001.JPG"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(std::fs::read(sandbox.path("issues/2026-01/images/dsc-0001.jpg")).unwrap(), photo);
    assert!(!sandbox.path("issues/2026-01/originals").exists());
}

#[test]
fn pictures_in_a_document_are_taken_in_the_same_way() {
    let sandbox = Sandbox::new();
    let parts = [
        "photo.heic",
        "photo.webp",
        "alpha.heic",
        "photo.avif",
        "photo.jxl",
        "pq.heic",
        "two.heic",
    ];
    let names: Vec<String> = parts.iter().map(|part| format!("word/media/{part}")).collect();
    let ids: Vec<String> = (0..parts.len()).map(|at| format!("p{at}")).collect();
    let all: Vec<_> = ids
        .iter()
        .zip(&names)
        .map(|(id, name)| (id.as_str(), "image", name.trim_start_matches("word/"), false))
        .collect();
    let all = relations(&all);
    let content = |part: &str| match part {
        "photo.jxl" => JPEG_XL.to_vec(),
        _ => fixture(part),
    };
    let contents: Vec<Vec<u8>> = parts.iter().map(|part| content(part)).collect();
    let mut held: Vec<(&str, &[u8])> = vec![("word/_rels/document.xml.rels", &all)];
    held.extend(names.iter().zip(&contents).map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    let body: Vec<String> =
        ids.iter().map(|id| para("正文一段，说到一幅图。") + &blip("embed", id)).collect();
    sandbox.write("gao.docx", docx(&(para("题目") + &body.concat()), &held));
    let run = sandbox.run(&["import", "gao.docx", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let images = files(&sandbox, "issues/inbox/images");
    assert_eq!(
        images,
        ["gao-1.jpg", "gao-2.jpg", "gao-3.png", "gao-4.jpg", "gao-5.png"].map(str::to_owned).into()
    );
    assert!(sandbox.read("issues/inbox/gao.md").contains("](images/gao-5.png"));
    for rule in ["picture-converted", "picture-first", "picture-unfit", "picture-hdr"] {
        let finding = run.finding(rule);
        assert_ne!(finding["severity"], "stop", "{finding}");
        assert!(!finding["message"].as_str().unwrap().contains('{'), "{finding}");
    }
    assert_eq!(files(&sandbox, "issues/inbox/originals"), ["gao.docx".to_owned()].into());
}
