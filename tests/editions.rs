//! Editions: what is written, that text stays text, that the same input gives the same bytes.

use crate::common;

use std::collections::BTreeMap;

use common::judging::{judge, stdout};
use common::{Sandbox, copy, dense, repository, zip_entries};
use lopdf::Document;

/// Every file below a folder of outputs, timings taken out of build.json.
fn outputs(sandbox: &Sandbox, out: &str) -> BTreeMap<String, Vec<u8>> {
    let root = sandbox.path(out);
    let entries = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        // What is kept for the next build is no output.
        .filter(|entry| !entry.path().starts_with(root.join(".cache")))
        .map(|entry| {
            let name = entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            let mut bytes = std::fs::read(entry.path()).unwrap();
            if name.ends_with("build.json") {
                let mut record: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
                assert!(record["timings"].take().is_array());
                bytes = record.to_string().into_bytes();
            }
            (name, bytes)
        })
        .collect()
}

#[test]
fn a_build_writes_the_tree_and_says_so() {
    let sandbox = Sandbox::new();
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    let listed: Vec<_> =
        report["files"].as_array().unwrap().iter().map(|f| f["path"].as_str().unwrap()).collect();
    assert_eq!(
        listed,
        [
            "press/small-2026-01-interior.pdf",
            "press/small-2026-01-cover.pdf",
            "press/preflight.json",
            "press/small-2026-01-ticket.pdf",
            "press/small-2026-01-ticket.xjdf",
            "press/small-2026-01-interior-preflight.pdf",
            "press/small-2026-01-cover-preflight.pdf",
            "press/small-2026-01-proof.pdf",
            "small-2026-01-press.zip",
            "small-2026-01.pdf",
            "small-2026-01.epub",
            "flatplan.html",
            "small-2026-01-archive.zip",
        ]
    );
    for file in report["files"].as_array().unwrap() {
        let path = format!("out/2026-01/{}", file["path"].as_str().unwrap());
        let bytes = std::fs::read(sandbox.path(&path)).unwrap();
        assert_eq!(bytes.len(), file["bytes"].as_u64().unwrap() as usize);
        assert_eq!(neikan_base::hash::sha256(&bytes), file["sha256"].as_str().unwrap());
    }
    let human = sandbox.build(&[]);
    assert!(human.out.contains("small-2026-01.epub") && human.out.contains("kB"), "{}", human.out);
}

#[test]
fn only_the_editions_asked_for_are_written() {
    let sandbox = Sandbox::new();
    for (editions, files) in [
        (
            "press",
            vec![
                "2026-01/build.json",
                "2026-01/press/preflight.json",
                "2026-01/press/small-2026-01-cover-preflight.pdf",
                "2026-01/press/small-2026-01-cover.pdf",
                "2026-01/press/small-2026-01-interior-preflight.pdf",
                "2026-01/press/small-2026-01-interior.pdf",
                "2026-01/press/small-2026-01-proof.pdf",
                "2026-01/press/small-2026-01-ticket.pdf",
                "2026-01/press/small-2026-01-ticket.xjdf",
                "2026-01/small-2026-01-press.zip",
            ],
        ),
        (
            "digital",
            vec![
                "2026-01/build.json",
                "2026-01/flatplan.html",
                "2026-01/small-2026-01.epub",
                "2026-01/small-2026-01.pdf",
            ],
        ),
        ("archive", vec!["2026-01/build.json", "2026-01/small-2026-01-archive.zip"]),
        ("ofd", vec!["2026-01/build.json", "2026-01/small-2026-01.ofd"]),
    ] {
        let run = sandbox.build(&["--editions", editions, "--out", editions]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!(outputs(&sandbox, editions).into_keys().collect::<Vec<_>>(), files);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_anywhere() {
    let (here, there) = (Sandbox::new(), Sandbox::new());
    let first = [("TZ", "Asia/Shanghai"), ("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")];
    let second = [
        ("TZ", "America/Lima"),
        ("LANG", "de_DE.UTF-8"),
        ("LC_ALL", "C"),
        ("RAYON_NUM_THREADS", "1"),
    ];
    here.approve();
    there.approve();
    let png = ["--flatplan", "png"];
    assert_eq!(here.run_with(&["build", "--out", "a", png[0], png[1]], &first).status, 0);
    assert_eq!(there.run_with(&["build", "--out", "b", png[0], png[1]], &second).status, 0);
    let (one, two) = (outputs(&here, "a"), outputs(&there, "b"));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(bytes == &two[name], "{name} differs");
    }
}

/// A processor of 2008, without AVX and FMA, played by qemu.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn another_processor_makes_the_same_bytes() {
    let sandbox = Sandbox::new();
    let photograph = "issues/2026-01/images/acanthus-mollis.jpg";
    sandbox.write(photograph, std::fs::read(common::repository().join(photograph)).unwrap());
    let chart = "\n```chart bars\ntitle: 收购量\nalt: 两年的收购量\nunit: 吨\n---\n年,甲,乙\n\
                 2024,12.5,8\n2025,31,9\n```\n";
    let news = "issues/2026-01/articles/news.md";
    let more = format!(
        "\n\n![一幅老照片](images/acanthus-mollis.jpg \"老照片\"){{credit=\"样例 摄\"}}\n{chart}"
    );
    sandbox.write(news, sandbox.read(news) + &more);
    let program = env!("CARGO_BIN_EXE_neikan");
    let root = sandbox.path(".");
    let call = |out| ["--project", root.to_str().unwrap(), "build", "--draft", "--out", out];
    let [here, there] = ["a", "b"].map(|out| sandbox.path(out));
    let run = sandbox.run(&call(here.to_str().unwrap()));
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let emulated =
        [&["-cpu", "Nehalem", program], &call(there.to_str().unwrap())[..], &["--no-cache"]];
    let emulated = emulated.concat();
    let Some(output) = judge("qemu-x86_64", &emulated) else { return };
    assert!(output.status.success(), "{}", common::judging::said(&output));
    let (one, two) = (outputs(&sandbox, "a"), outputs(&sandbox, "b"));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(bytes == &two[name], "{name} differs");
    }
}

/// What an attacker, or a mathematician, might write.
const HOSTILE: &str = r##"#read("/etc/passwd") $x$ *a* <script>&amp;</script> ]]> {{}} \u{41} %s"##;
/// The same kind of text for places with room for a few characters.
const SHORT: &str = "#x $a$ <b>%s";
/// The same as Markdown text: what Markdown itself would take as mark-up is escaped.
const ESCAPED: &str =
    r##"#read("/etc/passwd") $x$ \*a\* \<script>\&amp;\</script> \]\]> {{}} \\u{41} %s"##;

/// The small issue with the hostile text in every field that prints.
fn hostile() -> Sandbox {
    let sandbox = Sandbox::new();
    let quoted = format!("'{HOSTILE}'");
    let publication = "issues/publication.yml";
    let text = sandbox.read(publication)
        .replace("name: 小样\n", &format!("name: {quoted}\npinyin: {quoted}\nenglish: {quoted}\naddress: {quoted}\nphone: {quoted}\nstaff:\n  - {{role: '{SHORT}', names: ['{SHORT}']}}\n"))
        .replace("masthead: 小样", &format!("masthead: '{SHORT}'\nnotice: {quoted}"))
        .replace("sponsor: 样例单位", &format!("sponsor: {quoted}"))
        .replace("样例〔2026〕第001号", &quoted)
        .replace("[分管领导]", &format!("[{quoted}]"))
        .replace("frequency: 季刊", &format!("frequency: {quoted}"))
        .replace("name: 卷首语", &format!("name: '{SHORT}', english: {quoted}"))
        .replace("name: 要闻", &format!("name: '{SHORT}'"))
        .replace("{name: 样例印刷厂}", &format!("{{name: {quoted}, address: {quoted}}}"));
    let text = format!("{text}rules: {{notice-complete: warn}}\n");
    sandbox.write(publication, text);
    let issue = "issues/2026-01/issue.yml";
    let text = sandbox.read(issue).replace("alt: 田野", &format!(
        "alt: {quoted}\n  credit: {quoted}\n  lines:\n    - {{title: {quoted}, deck: {quoted}, article: news}}"
    ));
    let plate = format!(
        "{{picture: images/field.svg, alt: {quoted}, title: '{SHORT}', text: {quoted}, credit: {quoted}}}"
    );
    sandbox.write(issue, format!(
        "{text}theme: '{SHORT}'\ninside_front: {plate}\ninside_back: {plate}\nback: {plate}\nfillers:\n  - {{title: {quoted}, text: {quoted}, by: {quoted}}}\n"
    ));
    sandbox.write("issues/2026-01/articles/news.md", article(&quoted));
    sandbox
}

fn article(quoted: &str) -> String {
    let attribute = HOSTILE.replace('\\', "\\\\").replace('"', "\\\"");
    let caption = attribute.replace('&', "\\&");
    format!(
        r##"---
title: {quoted}
kicker: {quoted}
deck: {quoted}
running: {quoted}
section: news
authors:
  - {{name: {quoted}, unit: {quoted}}}
photographers: [{quoted}]
lead: {quoted}
sources: [{quoted}]
---
{ESCAPED}

## {ESCAPED}

- {ESCAPED}

> {ESCAPED}

**{ESCAPED}** 注[^a] [{ESCAPED}](https://example.org/)

| {ESCAPED} |
|---|
| {ESCAPED} |

![{ESCAPED}](images/field.svg "{caption}"){{credit="{attribute}"}}

::: sidebar {HOSTILE}
{ESCAPED}
:::

::: infobox {HOSTILE}
- {ESCAPED}
:::

::: points {HOSTILE} {{.full}}
1. {ESCAPED}
:::

::: timeline {HOSTILE} {{source="{attribute}"}}
某年 | {ESCAPED}
:::

::: table {HOSTILE} {{source="{attribute}"}}
| {ESCAPED} |
|---|
| {ESCAPED} |
:::

::: grid {HOSTILE} {{columns=2}}
![{ESCAPED}](images/field.svg "{caption}")

![{ESCAPED}](images/field.svg)
:::

::: pullquote {{by="{attribute}"}}
{ESCAPED}
:::

::: poem {HOSTILE} {{by="{attribute}"}}
{ESCAPED}
:::

::: qa
问：{ESCAPED}
:::

::: item {HOSTILE} {{unit="{attribute}"}}
{ESCAPED}
:::

```chart bar
title: {quoted}
unit: {quoted}
source: {quoted}
alt: {quoted}
---
{SHORT},{HOSTILE}
{SHORT},1
```

[^a]: {ESCAPED}
"##
    )
}

#[test]
fn text_is_text_in_every_field_of_every_edition() {
    let sandbox = hostile();
    let run = sandbox.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);

    let epub = zip_entries(&std::fs::read(sandbox.path("out/2026-01/small-2026-01.epub")).unwrap());
    let pages: Vec<_> = epub.iter().filter(|(name, _)| name.ends_with(".xhtml")).collect();
    let mut shown = String::new();
    for (name, bytes) in pages {
        let text = std::str::from_utf8(bytes).unwrap();
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(text, options)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(document.descendants().all(|node| node.tag_name().name() != "script"), "{name}");
        document.descendants().filter_map(|node| node.text()).for_each(|text| shown.push_str(text));
    }
    assert!(dense(&shown).matches(&dense(HOSTILE)).count() >= 25, "EPUB");
    assert!(!shown.contains("root:"), "a file of the machine was read");

    // What the PDFs show is read by an outside program in tests/judges.rs; here, by lopdf: that
    // the pages could be written at all shows that nothing was evaluated.
    for pdf in ["out/2026-01/small-2026-01.pdf", "out/2026-01/press/small-2026-01-interior.pdf"] {
        let document = Document::load(sandbox.path(pdf)).unwrap();
        assert!(!document.get_pages().is_empty());
    }
    judge_pdf_text(&sandbox);
}

/// Reads the PDFs' text with poppler, where it is installed.
fn judge_pdf_text(sandbox: &Sandbox) {
    for pdf in ["out/2026-01/small-2026-01.pdf", "out/2026-01/press/small-2026-01-interior.pdf"] {
        let path = sandbox.path(pdf);
        let Some(output) = judge("pdftotext", &["-raw", path.to_str().unwrap(), "-"]) else {
            return;
        };
        let text = dense(&stdout(&output));
        assert!(text.matches(&dense(HOSTILE)).count() >= 12, "{pdf}:\n{text}");
        assert!(!text.contains("root:"), "{pdf}");
    }
}

#[test]
fn the_open_issues_of_many_projects_are_built_in_one_run_each_by_itself() {
    let house = Sandbox::empty();
    for project in ["a", "b/inner"] {
        copy(&repository().join("tests/fixtures/small"), &house.path(project));
        // Not printed yet, on whichever day this runs.
        let issue = format!("{project}/issues/2026-01/issue.yml");
        house.replace(&issue, "date: 2026-01-15", "date: 2999-01-15");
    }
    common::approve(&house.path("a"), None);
    let run = house.run(&["build", "--all", "--format", "json"]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let report = run.report();
    let builds = report["builds"].as_array().unwrap();
    assert_eq!((builds.len(), &report["ok"]), (2, &serde_json::json!(false)));
    let [one, other] = [&builds[0], &builds[1]];
    assert!(one["ok"] == true && one["project"].as_str().unwrap().ends_with("/a"), "{one}");
    assert!(other["ok"] == false && other["project"].as_str().unwrap().ends_with("/b/inner"));
    assert!(!other["findings"].as_array().unwrap().is_empty());
    assert!(house.path("a/out/2026-01/build.json").exists());
    assert!(!house.path("b/inner/out").exists() && !house.path("out").exists());
    // Alone it is the same, made from the same.
    let alone = house.run(&["--project", "a", "build", "2026-01", "--format", "json"]);
    assert_eq!((alone.status, &alone.report()["unchanged"]), (0, &serde_json::json!(true)));
    let some = house.run(&["build", "--all", "a", "--lang", "en"]);
    assert_eq!(some.status, 0, "{}{}", some.out, some.err);
    assert!(some.out.contains("Projects: 1; issues: 1; not built: 0."), "{}", some.out);
    // What is wrong stands on another stream than what is built, and says of which project it is.
    let both = house.run(&["build", "--all", "--lang", "en"]);
    assert_eq!(both.status, 1, "{}{}", both.out, both.err);
    assert!(both.err.contains("b/inner, 2026-01:"), "{}", both.err);
    let none = house.run(&["build", "--all", "a/out", "--format", "json"]);
    assert_eq!(none.status, 2, "{}{}", none.out, none.err);
    none.finding("project-none");
}
