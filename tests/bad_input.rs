//! Bad input: each fault gives a clear finding with its place, exit status 1, and no file.

use crate::common;

use common::{Run, Sandbox};

const NEWS: &str = "issues/2026-01/articles/news.md";
const ISSUE: &str = "issues/2026-01/issue.yml";
const PUBLICATION: &str = "issues/publication.yml";

/// Builds and expects a finding of `rule` at `file` and `line` (0: the whole file).
fn refused(sandbox: &Sandbox, rule: &str, file: &str, line: u64) -> Run {
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let finding = run.finding(rule);
    assert_eq!(finding["severity"], "stop");
    assert_eq!(finding["file"], file, "{finding}");
    assert_eq!(finding["line"].as_u64().unwrap_or(0), line, "{finding}");
    for text in ["message", "hint"] {
        let text = finding[text].as_str().unwrap_or_default();
        assert!(text.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{finding}");
        assert!(!text.contains('{'), "an unfilled placeable: {finding}");
    }
    assert!(sandbox.nothing_written(), "{rule} left something behind");
    run
}

/// Puts a picture's path into the news article, where line 12 names it.
fn picture(path: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "images/field.svg", path);
    sandbox
}

const PICTURE_LINE: u64 = 12;

#[test]
fn a_missing_picture() {
    refused(&picture("images/none.jpg"), "picture-missing", NEWS, PICTURE_LINE);
}

#[test]
fn a_picture_that_is_none() {
    let sandbox = picture("images/text.jpg");
    sandbox.write("issues/2026-01/images/text.jpg", "这不是图片");
    refused(&sandbox, "picture-format", NEWS, PICTURE_LINE);
}

#[test]
fn a_picture_that_is_cut_off() {
    let sandbox = picture("images/cut.jpg");
    let whole =
        std::fs::read(common::repository().join("issues/2026-01/images/acanthus-mollis.jpg"))
            .unwrap();
    sandbox.write("issues/2026-01/images/cut.jpg", &whole[..40]);
    refused(&sandbox, "picture-broken", NEWS, PICTURE_LINE);
    sandbox.write("issues/2026-01/images/cut.jpg", &whole[..whole.len() / 2]);
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.rules().contains(&"picture-broken".to_owned()), "{}", run.out);
    assert!(sandbox.nothing_written());
}

#[test]
fn a_picture_too_large_for_memory() {
    let sandbox = picture("images/huge.png");
    sandbox.write("issues/2026-01/images/huge.png", png_head(20_000, 20_000));
    let run = refused(&sandbox, "picture-large", NEWS, PICTURE_LINE);
    assert!(run.out.contains("20000"), "{}", run.out);
}

/// The beginning of a PNG with the given size.
fn png_head(width: u32, height: u32) -> Vec<u8> {
    let mut encoded = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut encoded);
    let pixel = image::ExtendedColorType::L8;
    image::ImageEncoder::write_image(encoder, &[0], 1, 1, pixel).unwrap();
    // IHDR: width and height at 16 and 20, its CRC-32 at 29.
    encoded[16..20].copy_from_slice(&width.to_be_bytes());
    encoded[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&encoded[12..29]);
    encoded[29..33].copy_from_slice(&sum.to_be_bytes());
    encoded
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)))
    })
}

#[test]
fn a_picture_outside_the_issue() {
    for path in ["../../publication.yml", "/etc/passwd", "../2026-01/images/field.svg"] {
        refused(&picture(path), "picture-outside", NEWS, PICTURE_LINE);
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_out_of_the_issue() {
    let sandbox = picture("images/link.jpg");
    let target = common::repository().join("issues/2026-01/images/acanthus-mollis.jpg");
    std::os::unix::fs::symlink(target, sandbox.path("issues/2026-01/images/link.jpg")).unwrap();
    refused(&sandbox, "picture-outside", NEWS, PICTURE_LINE);
}

#[cfg(unix)]
#[test]
fn an_article_that_is_a_link_out_of_the_issue() {
    let sandbox = Sandbox::new();
    sandbox.write("secret.md", sandbox.read(NEWS));
    std::fs::remove_file(sandbox.path(NEWS)).unwrap();
    std::os::unix::fs::symlink(sandbox.path("secret.md"), sandbox.path(NEWS)).unwrap();
    refused(&sandbox, "article-outside", NEWS, 0);
}

#[test]
fn a_picture_whose_name_travels_badly() {
    for name in ["田野.svg", "my field.svg"] {
        let sandbox = picture(&format!("<images/{name}>"));
        let svg = sandbox.read("issues/2026-01/images/field.svg");
        sandbox.write(&format!("issues/2026-01/images/{name}"), svg);
        refused(&sandbox, "picture-name", NEWS, PICTURE_LINE);
    }
}

#[test]
fn a_picture_without_alternative_text() {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "![田野]", "![]");
    refused(&sandbox, "picture-alt", NEWS, PICTURE_LINE);
}

#[test]
fn svg_art_that_runs_or_loads() {
    let sandbox = Sandbox::new();
    let svg = sandbox.read("issues/2026-01/images/field.svg");
    let svg = svg.replace("</svg>", "<script>alert(1)</script></svg>");
    sandbox.write("issues/2026-01/images/field.svg", svg);
    refused(&sandbox, "picture-svg", NEWS, PICTURE_LINE);
}

#[test]
fn an_article_listed_twice_or_not_at_all() {
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "  - news\n", "  - news\n  - news\n");
    refused(&sandbox, "article-twice", ISSUE, 8);
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "  - news\n", "");
    refused(&sandbox, "article-unlisted", ISSUE, 5);
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "  - news\n", "  - news\n  - gone\n");
    refused(&sandbox, "article-missing", ISSUE, 8);
}

#[test]
fn an_empty_article() {
    let sandbox = Sandbox::new();
    sandbox.write(NEWS, "---\ntitle: 空\nsection: news\n---\n");
    refused(&sandbox, "article-empty", NEWS, 4);
    sandbox.write(NEWS, "");
    refused(&sandbox, "head-missing", NEWS, 1);
}

#[test]
fn a_paragraph_of_two_megabytes() {
    let sandbox = Sandbox::new();
    let text = format!("---\ntitle: 长\nsection: news\n---\n{}\n", "长".repeat(700_000));
    sandbox.write(NEWS, text);
    refused(&sandbox, "paragraph-long", NEWS, 5);
}

#[test]
fn yaml_with_tabs() {
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "  alt: 田野", "\talt: 田野");
    refused(&sandbox, "yaml-tab", ISSUE, 10);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_stay_as_they_are() {
    let sandbox = Sandbox::with_own_layouts();
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let files = [NEWS, ISSUE, "issues/publication.yml", "layouts/dongguan/theme.yml"];
    let plain: Vec<String> = files.iter().map(|file| sandbox.read(file)).collect();
    let check = || sandbox.run(&["check", "--format", "json"]);
    let before = check().out;
    files.iter().zip(&plain).for_each(|(file, text)| sandbox.write(file, windows(text)));
    assert_eq!(check().out, before);
    let wrong = plain[0].replacen('，', ",", 1);
    assert_ne!(wrong, plain[0]);
    sandbox.write(NEWS, windows(&wrong));
    let fixed = sandbox.run(&["check", "--fix"]);
    assert_eq!(fixed.status, 0, "{}{}", fixed.out, fixed.err);
    assert!(!fixed.out.contains('\r'), "{}", fixed.out);
    for (file, text) in files.iter().zip(&plain) {
        assert_eq!(sandbox.read(file), windows(text), "{file}");
    }
}

#[test]
fn a_text_in_gb18030() {
    let sandbox = Sandbox::new();
    let (bytes, _, _) = encoding_rs::GB18030.encode("---\ntitle: 荔枝\nsection: news\n---\n正文\n");
    sandbox.write(NEWS, &bytes);
    let run = refused(&sandbox, "text-gb18030", NEWS, 2);
    let hint = run.finding("text-gb18030")["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains(&format!("neikan import {NEWS}")), "{hint}");
}

#[test]
fn a_character_no_face_has() {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "正文一段", "正文\u{1f980}一段");
    let run = refused(&sandbox, "glyph-missing", NEWS, 10);
    assert!(run.out.contains("U+1F980"), "{}", run.out);
}

#[test]
fn every_fault_of_every_file_in_one_run() {
    let sandbox = Sandbox::new();
    sandbox.replace(PUBLICATION, "permit: 样例〔2026〕第001号\n", "permitt: x\nformat2: 1\n");
    sandbox.replace(PUBLICATION, "sponsor: 样例单位\n", "");
    sandbox.replace(PUBLICATION, "width: 210", "width: 二百一十");
    sandbox.replace(ISSUE, "run: 50", "run: 0\ndate2: 1");
    sandbox.replace(ISSUE, "2026-01-15", "2026-02-30");
    sandbox.replace(NEWS, "section: news", "section: sports\nmood: good");
    sandbox.replace(NEWS, "images/field.svg", "images/none.jpg");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 1);
    let mut rules = run.rules();
    rules.sort();
    let wanted = [
        "date-none",
        "key-meant",
        "key-meant",
        "key-meant",
        "key-missing",
        "key-unknown",
        "number-small",
        "picture-missing",
        "type-number",
    ];
    assert_eq!(rules, wanted, "{}", run.out);
    assert!(sandbox.nothing_written());
}

#[test]
fn a_date_that_does_not_exist() {
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "2026-01-15", "2026-02-30");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.finding("date-none")["file"], ISSUE);
}

#[test]
fn names_that_point_nowhere() {
    for (file, from, to, rule, line) in [
        (PUBLICATION, "color: river", "color: pink", "color-unknown", 11),
        (PUBLICATION, "kind: news", "kind: opera", "kind-unknown", 11),
        (PUBLICATION, "id: news", "id: foreword", "id-twice", 11),
        (PUBLICATION, "slug: small", "slug: small\nlayout: none", "file-missing", 2),
        (PUBLICATION, "slug: small", "slug: small\npress: none", "file-missing", 2),
        (PUBLICATION, "slug: small", "slug: ../etc", "form-id", 1),
        (NEWS, "section: news", "section: sports", "section-unknown", 5),
        (NEWS, "section: news", "section: news\nkind: opera", "kind-unknown", 6),
    ] {
        let sandbox = Sandbox::new();
        sandbox.replace(file, from, to);
        refused(&sandbox, rule, file, line);
    }
}

#[test]
fn people_see_the_line_and_what_to_do() {
    let sandbox = Sandbox::new();
    sandbox.replace(NEWS, "kicker:", "kickr:");
    let run = sandbox.run(&["build"]);
    assert_eq!(run.status, 1);
    for part in ["key-meant", "kickr: 引题", "news.md:3:1", "没有写出任何文件"] {
        assert!(run.err.contains(part), "{part} not in:\n{}", run.err);
    }
    let english = sandbox.run(&["build", "--lang", "en"]);
    assert!(english.err.contains("The key “kickr” is unknown."), "{}", english.err);
    let by_locale = sandbox.run_with(&["build"], &[("LANG", "en_GB.UTF-8")]);
    assert_eq!(by_locale.err, english.err);
}

#[cfg(unix)]
#[test]
fn a_face_that_cannot_be_read_is_told_and_not_used() {
    let sandbox = Sandbox::new();
    // The faces of the repository stay where they are.
    std::fs::remove_file(sandbox.path("fonts")).unwrap();
    sandbox.write("fonts/House.otf", "no face");
    for call in [&["check", "--format", "json"][..], &["build", "--draft", "--format", "json"]] {
        let run = sandbox.run(call);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        let finding = run.finding("font-broken");
        assert_eq!(
            (&finding["severity"], &finding["file"]),
            (&"warn".into(), &"fonts/House.otf".into())
        );
    }
}
