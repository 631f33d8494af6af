//! Slips that offices really make: markup typed with a Chinese input method, words of the template
//! that were left, dates and numbers that do not fit, pages that cannot be bound.

use crate::common;

use common::{Run, Sandbox};
use serde_json::Value;

const NEWS: &str = "issues/2026-01/articles/news.md";
const ISSUE: &str = "issues/2026-01/issue.yml";
const HEAD: &str =
    "---\ntitle: 要闻一则\nsection: news\nauthors: [{name: 梁以宁, unit: 样例单位}]\n---\n";

fn sandbox(body: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(NEWS, format!("{HEAD}{body}\n"));
    sandbox
}

fn check(sandbox: &Sandbox) -> Run {
    sandbox.run(&["check", "--format", "json"])
}

/// The body of the article after `check --fix`.
fn mended(body: &str) -> String {
    let sandbox = sandbox(body);
    sandbox.run(&["check", "--fix"]);
    let text = sandbox.read(NEWS);
    text.strip_prefix(HEAD).unwrap().trim_end_matches('\n').to_owned()
}

#[test]
fn full_width_markup_is_told_and_put_right() {
    for (wrong, right) in [
        (
            "正文。\n\n！［田野］（images/field.svg “图注（一）。”）｛credit=“何岸 绘”｝",
            "正文。\n\n![田野](images/field.svg \"图注（一）。\"){credit=\"何岸 绘\"}",
        ),
        // Attributes that are none make the picture one of a paragraph, which cannot be read.
        (
            "正文。\n\n![田野](images/field.svg \"图。\"){credit=“何岸 绘” .full}",
            "正文。\n\n![田野](images/field.svg \"图。\"){credit=\"何岸 绘\" .full}",
        ),
        ("##秤前\n\n正文。", "## 秤前\n\n正文。"),
        ("＃＃　秤前\n\n正文。", "## 秤前\n\n正文。"),
        ("这是＊＊要紧＊＊的，也** 急 **。", "这是**要紧**的，也**急**。"),
        ("逢[墟]{ruby=“xū”}日，［必须］｛．dots｝去。", "逢[墟]{ruby=\"xū\"}日，[必须]{.dots}去。"),
        ("｜甲社｜乙社｜\n｜－－｜——：｜\n｜1｜2｜", "|甲社|乙社|\n|--|--:|\n|1|2|"),
        (
            "：：： sidebar 侧栏\n旁文。\n：：：\n\n正文。",
            "::: sidebar 侧栏\n旁文。\n:::\n\n正文。",
        ),
        ("：：： sidebar 侧栏\n旁文。\n:::\n\n正文。", "::: sidebar 侧栏\n旁文。\n:::\n\n正文。"),
        ("旧称荔塘[^１]。\n\n［^1］：见社史。", "旧称荔塘[^1]。\n\n[^1]:见社史。"),
        ("见[农科院]（https://example.org/a）。", "见[农科院](https://example.org/a)。"),
        ("＞ 昔有墟期。", "> 昔有墟期。"),
        ("服务\"三农\"。", "服务“三农”。"),
        ("他说：“这叫\"新农\"。”", "他说：“这叫‘新农’。”"),
    ] {
        let sandbox = sandbox(wrong);
        let run = check(&sandbox);
        assert_eq!(run.status, 1, "{wrong}");
        let rule = if wrong.contains('"') && !wrong.contains('！') && !wrong.contains("](") {
            "quotes-straight"
        } else {
            "markup-fullwidth"
        };
        assert!(run.rules().contains(&rule.to_owned()), "{wrong}: {}", run.out);
        assert_eq!(mended(wrong), right);
    }
}

#[test]
fn what_would_change_more_than_marks_is_only_told() {
    for body in [
        // The picture is not there.
        "正文。\n\n![田野]（images/none.jpg \"图。\"）",
        // The next line would become part of the quotation.
        "＞ 昔有墟期。\n今有圩日。",
        // There is no second line that makes a table of it.
        "｜甲社｜乙社｜",
        // A level is left out.
        "###秤前\n\n正文。",
        // The div is never closed.
        "：：： sidebar 侧栏\n旁文。",
    ] {
        let run = check(&sandbox(body));
        assert!(run.rules().contains(&"markup-fullwidth".to_owned()), "{body}: {}", run.out);
        assert_eq!(mended(body), body);
    }
    // Of two slips the one that does no harm is put right.
    let body = "这是＊＊要紧＊＊的。\n\n![田野]（images/none.jpg）";
    assert_eq!(mended(body), "这是**要紧**的。\n\n![田野]（images/none.jpg）");
}

#[test]
fn markup_that_is_waived_is_left() {
    let head = HEAD
        .replace("\n---\n", "\nwaivers: [{rule: markup-fullwidth, reason: 讲的正是写法}]\n---\n");
    let text = format!("---\n{}这是＊＊要紧＊＊的。\n", head.strip_prefix("---\n").unwrap());
    let sandbox = Sandbox::new();
    sandbox.write(NEWS, &text);
    let run = check(&sandbox);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.rules().contains(&"rule-waived".to_owned()));
}

/// The pages of a PDF as poppler reads them, without white space.
fn pages(sandbox: &Sandbox, name: &str) -> Option<Vec<String>> {
    let path = sandbox.path(&format!("out/2026-01/{name}"));
    let read = common::judging::judge("pdftotext", &[path.to_str().unwrap(), "-"])?;
    let text = String::from_utf8(read.stdout).unwrap();
    Some(text.split_terminator('\u{c}').map(common::dense).collect())
}

#[test]
fn a_draft_is_made_in_spite_of_faults_and_says_so() {
    let sandbox = sandbox("荔枝(桂味)最香,也最贵.");
    assert_eq!(check(&sandbox).status, 1);
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.finding("half-width")["severity"], "warn");
    let message = run.finding("draft-faults")["message"].as_str().unwrap().to_owned();
    assert!(message.contains('4'), "{message}");
    for file in ["small-2026-01-draft.pdf", "press/small-2026-01-interior-draft.pdf"] {
        let Some(pages) = pages(&sandbox, file) else { return };
        for page in pages {
            assert!(page.contains("稿·有错未改"), "{file}: {page}");
        }
    }
    // Signed as it stands, it is no issue for the press all the same.
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.finding("half-width")["severity"], "stop");
    // What no page can be made of stops a draft too.
    let sandbox = self::sandbox("::: sidbar 侧栏\n旁文。\n:::");
    assert_eq!(sandbox.run(&["build", "--draft"]).status, 1);
    assert!(sandbox.nothing_written());
}

#[test]
fn a_finished_issue_leaves_no_old_draft_beside_it() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["build", "--draft"]).status, 0);
    let draft = "out/2026-01/small-2026-01-draft.pdf";
    assert!(sandbox.path(draft).is_file());
    // What somebody has changed there is theirs.
    let book = "out/2026-01/small-2026-01-draft.epub";
    sandbox.write(book, "mine");
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.finding("draft-removed")["severity"], "note");
    assert!(!sandbox.path(draft).exists() && sandbox.read(book) == "mine");
    assert!(!sandbox.path("out/2026-01/press/small-2026-01-interior-draft.pdf").exists());
    assert!(!sandbox.read("out/2026-01/build.json").contains("small-2026-01-draft.pdf"));
}

#[test]
fn words_of_the_template_never_reach_the_press() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["new", "2026-02"]).status, 0);
    let run = sandbox.run(&["check", "2026-02", "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.out);
    let report = run.report();
    let findings = report["findings"].as_array().unwrap();
    let left: Vec<&str> = findings
        .iter()
        .filter(|finding| finding["rule"] == "template-left")
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    for words in [
        "本期主题",
        "封面要目",
        "一句话说明",
        "第一篇文章",
        "作者姓名",
        "作者单位",
        "导语用两三句话说清",
        "正文从这里写起",
        "小标题",
        "图注写在这里",
        "几何色块拼成的田野与太阳",
        "images/cover.svg",
    ] {
        assert!(left.iter().any(|message| message.contains(words)), "{words}: {left:#?}");
    }
    let draft = sandbox.run(&["build", "2026-02", "--draft"]);
    assert_eq!(draft.status, 0, "{}", draft.err);
    for call in
        [&["build", "2026-02"][..], &["review", "press", "--by", "终三", "--issue", "2026-02"]]
    {
        let run = sandbox.run(&[call, &["--format", "json"]].concat());
        assert_eq!((run.status, &run.finding("template-left")["severity"]), (1, &"stop".into()));
    }
}

#[test]
fn pages_that_cannot_be_bound_keep_an_issue_from_the_press_alone() {
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "blanks: true\n", "");
    sandbox.approve();
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!((run.status, &run.finding("press-page-count")["severity"]), (1, &"stop".into()));
    assert!(sandbox.nothing_written());
    for editions in [&["--editions", "digital"][..], &["--draft"]] {
        let run = sandbox.run(&[&["build", "--format", "json"], editions].concat());
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        assert_eq!(run.finding("press-page-count")["severity"], "warn");
    }
    // The preflight of the project's own files knows the binding too.
    let file = "out/2026-01/press/small-2026-01-interior-draft.pdf";
    let told = |file: &str| {
        let run = sandbox.run(&["preflight", file, "--format", "json"]);
        run.out.contains("print-page-count")
    };
    assert!(told(file) && !told(&file.replace("interior", "cover")));
    let publication = sandbox.read("issues/publication.yml") + "page_multiple: 3\n";
    sandbox.write("issues/publication.yml", publication);
    assert!(!told(file));
}

/// What `check` finds with keys of `issue.yml` changed.
fn with(from: &str, to: &str) -> Run {
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, from, to);
    check(&sandbox)
}

#[test]
fn dates_are_real_and_near() {
    let run = with("date: 2026-01-15", "date: 2026-02-30");
    let finding = run.finding("date-none");
    assert_eq!((run.status, &finding["line"]), (1, &Value::from(4)));
    assert!(finding["message"].as_str().unwrap().contains("2026-02-30"), "{finding}");
    assert!(with("date: 2026-01-15", "date: 15/01/2026").rules().contains(&"form-date".to_owned()));
    for (date, side) in [("2016-01-15", "已过去"), ("2126-01-15", "还有")] {
        let finding = with("date: 2026-01-15", &format!("date: {date}")).finding("date-far");
        assert_eq!((&finding["severity"], &finding["line"]), (&"warn".into(), &Value::from(4)));
        assert!(finding["message"].as_str().unwrap().contains(side), "{finding}");
    }
}

#[test]
fn a_permit_number_is_held_against_its_form_alone() {
    let sandbox = Sandbox::new();
    let file = "issues/publication.yml";
    sandbox.replace(file, "permit: 样例〔2026〕第001号", "permit: 粤L[2026]001•号。");
    let before = check(&sandbox).rules();
    let publication = sandbox.read(file) + "permit_form: ^粤L\\[\\d{4}\\]\\d{3}•号。$\n";
    sandbox.write(file, publication);
    let after = check(&sandbox);
    let report = after.report();
    let lines = report["findings"].as_array().unwrap().iter();
    let permit = lines.filter(|own| own["file"] == file && own["line"] == 5).count();
    assert_eq!(permit, 0, "{}", after.out);
    assert!(before.contains(&"middle-dot".to_owned()), "{before:?}");
}

#[test]
fn a_cover_line_may_name_an_article_that_is_still_to_come() {
    let sandbox = Sandbox::new();
    let text = sandbox.read(ISSUE);
    sandbox.write(
        ISSUE,
        text.replace(
            "  alt: 田野\n",
            "  alt: 田野\n  lines: [{title: 还没到的, article: later}]\n",
        ),
    );
    for call in [&["gather", "--dry-run"][..], &["review", "status"]] {
        let run = sandbox.run(call);
        assert_eq!(run.status, 0, "{call:?}: {}", run.err);
    }
    let run = check(&sandbox);
    assert_eq!((run.status, &run.finding("article-unknown")["severity"]), (1, &"stop".into()));
}

#[test]
fn authors_and_sections_are_the_same_however_they_are_written() {
    let sandbox = Sandbox::new();
    let content = |head: &str| {
        sandbox.write(NEWS, format!("---\ntitle: 要闻一则\n{head}\n---\n正文。\n"));
        let run = sandbox.run(&["review", "status", "--format", "json"]);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        run.report()["articles"][1]["content"].as_str().unwrap().to_owned()
    };
    let whole = content("section: news\nauthors:\n  - name: 李晓梅");
    for head in [
        "section: news\nauthors: 李晓梅",
        "section: 要闻\nauthors: [李晓梅]",
        "section: \"要闻\"\nauthors:\n  - 李晓梅",
    ] {
        assert_eq!(content(head), whole, "{head}");
    }
    // What is said of an author is said of the line.
    sandbox.write(NEWS, "---\ntitle: 要闻一则\nsection: 要闻\nauthors: 李晓梅\n---\n正文。\n");
    let run = check(&sandbox);
    assert_eq!(run.status, 0, "{}", run.out);
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    for head in ["section: 没有的\nauthors: 李晓梅", "section: news\nauthors: 12"] {
        sandbox.write(NEWS, format!("---\ntitle: 要闻一则\n{head}\n---\n正文。\n"));
        assert_eq!(check(&sandbox).status, 1, "{head}");
    }
}

#[test]
fn a_recipient_whose_name_cannot_be_set_is_not_taken_in() {
    let sandbox = Sandbox::new();
    sandbox.write("list.csv", "姓名,类别\n林样例,分管领导\n\u{10fffd}某,分管领导\n");
    for call in
        [&["deliver", "import", "list.csv", "--dry-run"][..], &["deliver", "import", "list.csv"]]
    {
        let run = sandbox.run(&[call, &["--format", "json"]].concat());
        assert_eq!(run.status, 1, "{}", run.out);
        assert!(run.finding("list-glyph")["file"].as_str().unwrap().contains("list.csv:A3"));
        assert!(!sandbox.path("issues/recipients.yml").exists());
    }
}

#[test]
fn a_report_folds_what_repeats_and_shows_all_when_asked() {
    let body: Vec<String> = (0..40).map(|number| format!("第{number}社,来了。")).collect();
    let sandbox = sandbox(&body.join("\n\n"));
    let run = sandbox.run(&["check", "--lang", "en"]);
    assert_eq!(run.err.matches("error[half-width]").count(), 2, "{}", run.err);
    assert!(
        run.err.contains("38 more of this kind") && run.err.contains("news.md:10"),
        "{}",
        run.err
    );
    let all = sandbox.run(&["check", "--lang", "en", "--all"]);
    assert_eq!(all.err.matches("error[half-width]").count(), 40);
    let rules = check(&sandbox).rules();
    assert_eq!(rules.iter().filter(|rule| *rule == "half-width").count(), 40);
}

#[test]
fn mails_are_written_by_hand_without_a_server() {
    let sandbox = common::post::ready(&["lin@example.org"]);
    let mail = sandbox.path("issues/mail.yml");
    if mail.exists() {
        std::fs::remove_file(&mail).unwrap();
    }
    let send = |arguments: &[&str]| {
        sandbox.run(&[&["deliver", "send", "--format", "json"], arguments].concat())
    };
    assert_eq!(send(&["--outbox", "post"]).finding("mail-settings")["severity"], "stop");
    sandbox.write("issues/mail.yml", "from: neikan@example.org\n");
    let run = send(&["--outbox", "post"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(sandbox.path("post/small-2026-01-0001.eml").is_file());
    let run = send(&[]);
    assert_eq!((run.status, &run.finding("mail-host")["severity"]), (1, &"stop".into()));
}

#[test]
fn a_renamed_manuscript_keeps_its_signatures() {
    let sandbox = Sandbox::new();
    sandbox.approve();
    let new = "issues/2026-01/articles/news-2.md";
    std::fs::rename(sandbox.path(NEWS), sandbox.path(new)).unwrap();
    sandbox.replace(ISSUE, "  - news", "  - news-2");
    let status = || sandbox.run(&["review", "status", "--format", "json"]);
    let article = |report: &serde_json::Value| {
        let articles = report["articles"].as_array().unwrap();
        articles.iter().find(|own| own["id"] == "news-2").unwrap().clone()
    };
    let run = status();
    let message = run.finding("review-renamed")["message"].as_str().unwrap().to_owned();
    assert!(message.contains("news-2") && message.contains("“news”"), "{message}");
    let renamed = article(&run.report());
    assert_eq!((&renamed["approved"], &renamed["next"]), (&true.into(), &().into()), "{renamed}");
    assert_eq!(renamed["signatures"].as_array().unwrap().len(), 6);
    // What was signed for the press named the articles.
    assert_eq!(run.report()["ready"], false);
    let day = ["--date", "2026-03-01", "--issue", "2026-01"];
    let press = [&["review", "press", "--by", "终三"], &day[..]].concat();
    assert_eq!(sandbox.run(&press).status, 0);
    assert_eq!(status().report()["ready"], true);
    // Signed under the new name, changed and signed again, withdrawn under it: one and the same article.
    let withdraw =
        ["review", "withdraw", "news-2", "--by", "终三", "--reason", "有误", "--stage", "final"];
    let run = sandbox.run(&[&withdraw, &day[..]].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    let run = status();
    assert_eq!(article(&run.report())["next"], "final", "{}", run.out);
    let sign =
        ["review", "sign", "news-2", "--by", "终三", "--stage", "final", "--verdict", "reject"];
    let run = sandbox.run(&[&sign[..], &["--note", "不用"], &day[..]].concat());
    assert_eq!(run.status, 0, "{}", run.err);
    // Nor does another name let a text in that was rejected.
    std::fs::rename(sandbox.path(new), sandbox.path("issues/2026-01/articles/news-3.md")).unwrap();
    sandbox.replace(ISSUE, "  - news-2", "  - news-3");
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!((run.status, &run.finding("review-rejected")["severity"]), (1, &"stop".into()));
}

/// What the library that reads YAML says, which nobody here should have to read.
const LIBRARY: [&str; 6] =
    ["mapping", "scalar", "found character", "invalid type", "at line", "did not find"];

#[test]
fn a_slip_in_a_data_file_is_one_finding_at_its_line_in_both_languages() {
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let issue = |sandbox: &Sandbox| sandbox.read(ISSUE);
    type Slip = (&'static str, &'static str, &'static str, &'static str);
    let slips: [Slip; 6] = [
        ("number: 1", "number：1", "yaml-colon", "number"),
        ("number: 1", "number:1", "yaml-space", "number"),
        ("number: 1", "\tnumber: 1", "yaml-tab", ""),
        ("number: 1", "number: “1”", "type-number", "1"),
        ("number: 1", "numbr: 1", "key-meant", "number"),
        ("date: 2026-01-15", "date: 2026-02-30", "date-none", "2026-02-30"),
    ];
    for (from, to, rule, words) in slips {
        let sandbox = Sandbox::new();
        let line = issue(&sandbox).lines().position(|own| own.starts_with(from)).unwrap() + 1;
        sandbox.replace(ISSUE, from, to);
        for language in ["zh", "en"] {
            let run = sandbox.run(&["check", "--format", "json", "--lang", language]);
            assert_eq!(run.status, 1, "{to}: {}", run.out);
            let finding = run.finding(rule);
            let message = finding["message"].as_str().unwrap();
            assert_eq!((&finding["file"], &finding["line"]), (&ISSUE.into(), &line.into()), "{to}");
            assert!(message.contains(words), "{to}: {message}");
            assert!(!LIBRARY.iter().any(|own| run.out.contains(own)), "{to}: {}", run.out);
            let han = message.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(han, language == "zh", "{message}");
            assert!(!finding["hint"].as_str().unwrap().is_empty(), "{to}");
        }
    }
    // A file of an old editor: one finding, and what to do.
    let sandbox = Sandbox::new();
    let text = issue(&sandbox);
    sandbox.write(ISSUE, gbk(&(text + "# 末\n")));
    let run = check(&sandbox);
    let wrong = run.rules().into_iter().filter(|rule| rule == "text-gb18030").count();
    assert_eq!((run.status, wrong), (1, 1), "{}", run.out);
}
