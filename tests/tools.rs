//! What an editor does every day: find, count, put in order, look at a part; settings.

use crate::common;

use common::{Run, Sandbox};
use serde_json::Value;

const ISSUE: &str = "issues/2026-01/issue.yml";

fn done(run: &Run) {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

/// A small issue with a third article, and a manuscript in the inbox.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let poems = "---\ntitle: 田間|詩稿\nsection: news\nauthors:\n  - {name: 陈禾, unit: 样例单位}\n---\n\
                 ::: poem\n田里的水，\n水里的**冷**鏈。\n:::\n";
    sandbox.write("issues/2026-01/articles/poems.md", poems);
    sandbox.replace(ISSUE, "  - news\n", "  - news   # 要闻\n  - poems\n");
    let inbox = "---\ntitle: [\n---\n冷链到了田头，ＣＯＬＤ Chain。\n";
    sandbox.write("issues/inbox/late.md", inbox);
    sandbox
}

fn hits(run: &Run) -> Vec<(String, u64, String)> {
    let report = run.report();
    let hits = report["hits"].as_array().unwrap().iter();
    hits.map(|hit| {
        let text = |key: &str| hit[key].as_str().unwrap().to_owned();
        (text("file"), hit["line"].as_u64().unwrap(), text("text"))
    })
    .collect()
}

#[test]
fn words_are_found_in_all_issues_and_the_inbox_in_every_spelling() {
    let sandbox = sandbox();
    let find = |words: &[&str]| {
        let run = sandbox.run(&[&["find", "--format", "json"], words].concat());
        done(&run);
        run
    };
    let cold = find(&["冷链"]);
    let found = hits(&cold);
    assert_eq!(found.len(), 2, "{}", cold.out);
    assert_eq!(found[0].0, "issues/inbox/late.md");
    assert_eq!((found[1].0.as_str(), found[1].1), ("issues/2026-01/articles/poems.md", 9));
    assert_eq!(found[1].2, "田里的水，／水里的冷鏈。");
    let hit = &cold.report()["hits"][1];
    assert_eq!((&hit["title"], &hit["issue"]), (&"田間詩稿".into(), &"2026-01".into()));
    assert_eq!(hit["marks"], serde_json::json!([[9, 11]]));
    // All words in one manuscript; a phrase; what only markup has is not found.
    assert_eq!(hits(&find(&["冷链", "诗稿"])).len(), 2);
    assert_eq!(hits(&find(&["\"cold chain\""])).len(), 1);
    assert!(hits(&find(&["冷链", "要闻"])).is_empty());
    assert!(hits(&find(&["images/field"])).is_empty());
    assert_eq!(hits(&find(&["何岸", "--issue", "2026-01"])).len(), 1);
    assert_eq!(hits(&find(&["field"])).len(), 0);
    assert_eq!(sandbox.run(&["find", " "]).status, 2);
    assert_eq!(sandbox.run(&["find", "水", "--issue", "2031-01"]).status, 2);
}

#[test]
fn what_is_found_is_shown_with_its_words_marked() {
    let sandbox = sandbox();
    for (language, none) in [("zh", "都没有"), ("en", "not found")] {
        let run = sandbox.run(&["find", "冷链", "--lang", language]);
        done(&run);
        assert!(run.out.contains("9:6  田里的水，／水里的【冷鏈】。"), "{}", run.out);
        let colours = sandbox.run(&["find", "冷链", "--color", "always", "--lang", language]);
        assert!(colours.out.contains("\x1b[1;31m冷鏈\x1b[0m"), "{:?}", colours.out);
        assert!(colours.out.contains("\x1b]8;;file:///"), "{:?}", colours.out);
        assert!(sandbox.run(&["find", "没有这词", "--lang", language]).out.contains(none));
    }
    let editor = if cfg!(windows) { "cmd /c echo {file}:{line}" } else { "echo {file}:{line}" };
    let run = sandbox.run_with(&["find", "诗稿", "--edit"], &[("NEIKAN_EDITOR", editor)]);
    assert!(run.out.contains("poems.md:2\n"), "{}", run.out);
}

#[test]
fn an_issue_is_counted_by_article_section_author_and_unit() {
    let sandbox = sandbox();
    let count = || {
        let run = sandbox.run(&["count", "--format", "json"]);
        done(&run);
        run.report()
    };
    let report = count();
    let articles = report["articles"].as_array().unwrap();
    let of = |own: &Value, key: &str| own[key].as_u64();
    // 卷首 with 陈禾, two paragraphs of 12 and 11 characters.
    assert_eq!((of(&articles[0], "han"), of(&articles[0], "characters")), (Some(21), Some(27)));
    // The title is a line, each paragraph is a line, the name is beside others.
    assert_eq!(of(&articles[0], "set"), Some(3 * 23 + 2), "{report}");
    assert_eq!((of(&articles[1], "pictures"), of(&articles[1], "pages")), (Some(1), None));
    // Two verses count as ten: a thousand characters, and the title.
    assert_eq!(of(&articles[2], "set"), Some(1000 + 23 + 2 + 4), "{report}");
    let authors = report["authors"].as_array().unwrap();
    let chen = authors.iter().find(|own| own["name"] == "陈禾").unwrap();
    assert_eq!(of(chen, "articles"), Some(2));
    assert_eq!(report["units"][0]["name"], "样例单位");
    assert_eq!(report["sections"].as_array().unwrap().len(), 2);
    done(&sandbox.run(&["build", "--draft", "--editions", "digital"]));
    let pages = |report: &Value| report["articles"][1]["pages"].as_u64();
    let built = count();
    assert!(pages(&built) >= Some(1) && built["total"]["pages"].as_u64() > Some(2), "{built}");
    sandbox.replace("issues/2026-01/articles/news.md", "正文一段", "正文两段");
    assert_eq!(pages(&count()), None);
    for (language, words) in [("zh", "版面字数"), ("en", "by lines of 23")] {
        let run = sandbox.run(&["count", "--lang", language]);
        assert!(run.out.contains(words), "{}", run.out);
    }
    assert_eq!(sandbox.run(&["count", "inbox"]).status, 0);
}

#[test]
fn an_article_is_moved_with_its_line_and_what_that_voids_is_said() {
    let sandbox = sandbox();
    sandbox.approve();
    let run = sandbox.run(&["move", "news", "--after", "poems", "--dry-run", "--format", "json"]);
    done(&run);
    assert_eq!(run.report()["articles"], serde_json::json!(["foreword", "poems", "news"]));
    assert_eq!(run.report()["voided"][0]["stage"], "press", "{}", run.out);
    assert_eq!(run.report()["voided"].as_array().unwrap().len(), 1);
    assert!(sandbox.read(ISSUE).contains("  - news   # 要闻\n  - poems\n"));
    for (language, word) in [("zh", "失效"), ("en", "Void")] {
        let dry = ["move", "news", "--last", "--dry-run", "--lang", language];
        assert!(sandbox.run(&dry).out.contains(word));
    }
    done(&sandbox.run(&["move", "news", "--last"]));
    assert!(sandbox.read(ISSUE).contains("  - foreword\n  - poems\n  - news   # 要闻\n"));
    // Nothing to do.
    let again = sandbox.run(&["move", "news", "--after", "poems", "--format", "json"]);
    assert_eq!(
        (again.report()["from"].as_u64(), again.report()["to"].as_u64()),
        (Some(3), Some(3))
    );
}

#[test]
fn a_move_that_breaks_the_issue_is_refused() {
    let sandbox = sandbox();
    sandbox.replace(
        "issues/2026-01/articles/poems.md",
        "section: news\n",
        "section: news\nstart: after\n",
    );
    let before = sandbox.read(ISSUE);
    let run = sandbox.run(&["move", "poems", "--first", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert_eq!(run.rules(), ["start-first", "move-breaks"], "{}", run.out);
    assert_eq!(sandbox.read(ISSUE), before);
    let run = sandbox.run(&["move", "poem", "--first", "--format", "json"]);
    assert_eq!((run.status, run.rules()), (2, vec!["move-article-meant".to_owned()]));
    assert_eq!(sandbox.run(&["move", "poems"]).status, 2);
    assert_eq!(sandbox.run(&["move", "poems", "--first", "--last"]).status, 2);
    // A section that falls apart is told.
    let torn =
        sandbox.run(&["move", "foreword", "--after", "news", "--dry-run", "--format", "json"]);
    assert_eq!(torn.rules(), ["move-section"], "{}", torn.out);
}

#[test]
fn a_part_is_a_draft_that_belongs_to_no_edition() {
    let sandbox = sandbox();
    let run = sandbox.run(&["build", "--only", "poems", "--format", "json"]);
    done(&run);
    let file = run.report()["file"]["path"].as_str().unwrap().to_owned();
    assert_eq!(file, "part/small-2026-01-only-poems-draft.pdf", "{}", run.out);
    assert_eq!(run.report()["articles"], serde_json::json!(["poems"]));
    assert_eq!(run.report()["file"]["pages"].as_u64(), Some(1), "{}", run.out);
    assert!(!sandbox.path("out/2026-01/build.json").exists());
    let path = sandbox.path(&format!("out/2026-01/{file}"));
    if let Some(read) = common::judging::judge("pdftotext", &["-raw", path.to_str().unwrap(), "-"])
    {
        let text = common::dense(&String::from_utf8(read.stdout).unwrap());
        assert!(text.contains("未审稿") && text.contains("水里的冷鏈"), "{text}");
        assert!(!text.contains("正文一段"), "{text}");
    }
    let pages = sandbox.run(&["build", "--pages", "2,3", "--format", "json"]);
    done(&pages);
    assert_eq!(pages.report()["file"]["pages"].as_u64(), Some(2));
    let sheet = ["--sheet", "889x1194/2"];
    let imposed = sandbox.run(&[&["impose", "--draft"], &sheet[..]].concat());
    assert_ne!(imposed.status, 0, "{}", imposed.out);
    let file =
        ["impose", path.to_str().unwrap(), "--draft", "--binding", "cut", "--format", "json"];
    let imposed = sandbox.run(&[&file[..], &sheet[..]].concat());
    assert_eq!((imposed.status, imposed.rules()), (1, vec!["edition-part".to_owned()]));
    // A finished build removes them, but for what somebody changed.
    let changed = sandbox.path("out/2026-01/part/small-2026-01-pages-2+3-draft.pdf");
    std::fs::write(&changed, "%PDF").unwrap();
    let built = sandbox.build(&["--editions", "digital", "--format", "json"]);
    done(&built);
    assert!(built.rules().contains(&"draft-removed".to_owned()), "{}", built.out);
    assert!(!path.exists() && changed.exists());
    let record = sandbox.read("out/2026-01/build.json");
    assert!(!record.contains("part/"), "{record}");
}

#[test]
fn a_part_is_made_while_other_articles_cannot_be_read() {
    let sandbox = sandbox();
    sandbox.write("issues/2026-01/articles/news.md", "---\ntitle: [\n---\n正文。\n");
    assert_eq!(sandbox.run(&["build", "--draft"]).status, 1);
    let run = sandbox.run(&["build", "--only", "poems", "--format", "json"]);
    done(&run);
    assert_eq!(run.report()["file"]["pages"].as_u64(), Some(1), "{}", run.out);
    assert_eq!(sandbox.run(&["build", "--only", "poems,news"]).status, 1);
    assert_eq!(sandbox.run(&["build", "--pages", "2"]).status, 1);
}

#[test]
fn parts_that_are_not_there_are_told() {
    let sandbox = sandbox();
    let rules = |call: &[&str]| {
        let run = sandbox.run(&[&["build", "--format", "json"], call].concat());
        assert_eq!(run.status, 2, "{}{}", run.out, run.err);
        run.out
    };
    assert!(rules(&["--only", "poem"]).contains("move-article-meant"));
    assert!(rules(&["--pages", "90-99"]).contains("part-pages"));
    assert!(sandbox.nothing_written());
    for call in [["--only", "poems", "--editions", "press"], ["--pages", "9-3", "--lang", "en"]] {
        assert_eq!(sandbox.run(&[&["build"][..], &call[..]].concat()).status, 2, "{call:?}");
    }
}

#[test]
fn settings_are_kept_shown_and_mended() {
    let sandbox = sandbox();
    let config = |call: &[&str]| sandbox.run(&[&["config"], call].concat());
    let path = config(&["path"]).out.trim().to_owned();
    assert!(path.ends_with("config.yml"), "{path}");
    done(&config(&["set", "language", "en"]));
    done(&config(&["set", "name", "许晓岚"]));
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.starts_with("# ") && written.contains("name: \"许晓岚\"\n"), "{written}");
    let report = config(&["--format", "json"]).report();
    assert_eq!(report["settings"]["name"]["value"], "许晓岚");
    assert_eq!(report["settings"]["name"]["from"], "file");
    assert_eq!(report["settings"]["color"]["from"], "usual");
    // The option, then the variable, then the file.
    assert!(config(&[]).out.contains("Settings file"));
    let variable = sandbox.run_with(&["config"], &[("NEIKAN_LANG", "zh")]);
    assert!(variable.out.contains("NEIKAN_LANG") && variable.out.contains("设置文件"));
    let option = sandbox.run_with(&["config", "--lang", "en"], &[("NEIKAN_LANG", "zh")]);
    assert!(option.out.contains("--lang") && option.out.contains("Settings file"));
    // Wrong keys and values are told with what was meant.
    let wrong = config(&["set", "colour", "always"]);
    assert!(wrong.status == 2 && wrong.err.contains("Is color meant"), "{}", wrong.err);
    let wrong = config(&["set", "color", "allways"]);
    assert!(wrong.err.contains("auto, always, never"), "{}", wrong.err);
    std::fs::write(&path, "language: en\ncolour: always\n").unwrap();
    let broken = sandbox.run(&["check"]);
    assert_eq!(broken.status, 1);
    assert!(
        broken.err.contains("config.yml:2:1") && broken.err.contains("color"),
        "{}",
        broken.err
    );
    done(&config(&["path"]));
    std::fs::write(&path, "language: en\n").unwrap();
    done(&config(&["unset", "language"]));
    assert_eq!(config(&["--format", "json"]).report()["settings"]["language"]["from"], "usual");
    let wrong = sandbox.run_with(&["check"], &[("NEIKAN_COLOR", "allways")]);
    assert!(wrong.err.contains("NEIKAN_COLOR") && wrong.err.contains("always"), "{}", wrong.err);
}

#[test]
fn who_signs_is_never_left_unsaid() {
    let sandbox = sandbox();
    let sign =
        ["review", "sign", "news", "--stage", "first", "--verdict", "pass", "--note", "读过"];
    let nobody = sandbox.run(&sign);
    assert!(nobody.status == 2 && nobody.err.contains("signer-none"), "{}", nobody.err);
    let own = sandbox.run_with(&sign, &[("NEIKAN_NAME", "初一")]);
    done(&own);
    assert!(own.err.contains("signed-as") && own.err.contains("初一"), "{}", own.err);
    assert!(own.err.contains("NEIKAN_NAME") && own.out.contains("初一"), "{}", own.out);
    let call = [&sign[..2], &["poems"], &sign[3..], &["--by", "初一", "--format", "json"]].concat();
    let other = sandbox.run_with(&call, &[("NEIKAN_NAME", "复二")]);
    done(&other);
    assert_eq!(other.report()["entries"][0]["by"], "初一");
    assert!(!other.rules().contains(&"signed-as".to_owned()));
    // Whoever the settings name has to be one of those who may sign.
    let stranger = sandbox.run_with(&sign, &[("NEIKAN_NAME", "路人")]);
    assert_ne!(stranger.status, 0);
}

#[test]
fn no_setting_reaches_an_output() {
    let sandbox = Sandbox::new();
    let call = ["build", "--draft", "--no-cache", "--editions", "digital", "--format", "json"];
    let sums = |settings: &[(&str, &str)]| {
        let run = sandbox.run_with(&call, settings);
        done(&run);
        let report = run.report();
        let files = report["files"].as_array().unwrap().iter();
        files.map(|file| file["sha256"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let set = [
        ("NEIKAN_LANG", "en"),
        ("NEIKAN_NAME", "陈禾"),
        ("NEIKAN_COLOR", "always"),
        ("NEIKAN_EDITOR", "vi"),
    ];
    assert_eq!(sums(&[]), sums(&set));
}

#[test]
fn findings_are_coloured_and_linked_where_they_may_be_and_few_when_quiet() {
    let sandbox = sandbox();
    sandbox.replace("issues/2026-01/articles/news.md", "正文一段，", "正文一段,1、");
    let check = |call: &[&str], set: &[(&str, &str)]| {
        sandbox.run_with(&[&["check"], call].concat(), set).err
    };
    let plain = check(&[], &[]);
    assert!(!plain.contains('\x1b') && plain.contains("half-width"), "{plain}");
    assert!(plain.contains("warning[") || plain.contains("note["), "{plain}");
    let coloured = check(&["--color", "always"], &[("NO_COLOR", "1")]);
    assert!(coloured.contains("\x1b[0m") && coloured.contains("news.md\x1b\\"), "{coloured:?}");
    assert!(check(&[], &[("CLICOLOR_FORCE", "1")]).contains('\x1b'));
    assert!(!check(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).contains('\x1b'));
    let quiet = check(&["-q"], &[]);
    assert!(quiet.contains("half-width") && !quiet.contains("warning["), "{quiet}");
    let wrong = sandbox.run(&["check", "--color", "allways", "--lang", "en"]);
    assert!(wrong.status == 2 && wrong.err.contains("auto, always, never"), "{}", wrong.err);
    let date = sandbox.run(&["gather", "--date", "tomorrow", "--lang", "en"]);
    assert!(date.err.contains("It takes a date, such as 2026-03-05"), "{}", date.err);
}
