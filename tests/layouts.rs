//! Layouts of one's own, second themes, where articles start.

use crate::common;
use crate::common::lines;
use crate::common::surface::Surface;

use common::Sandbox;
use neikan::pipeline::screen_pages;
use neikan::publication::Project;
use serde_json::{Value, json};

const PUBLICATION: &str = "issues/publication.yml";
const ISSUE: &str = "issues/2026-01/issue.yml";
const NEWS: &str = "issues/2026-01/articles/news.md";

#[test]
fn a_layout_is_copied_and_an_issue_builds_with_the_copy() {
    let sandbox = Sandbox::with_own_layouts();
    let run = sandbox.run(&["layout", "new", "spring"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("layout: spring") && run.out.contains("layouts/spring/theme.yml"));
    let files = |layout: &str| -> Vec<String> {
        let root = sandbox.path(&format!("layouts/{layout}"));
        let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter();
        let files = entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        files.map(|f| f.path().strip_prefix(&root).unwrap().display().to_string()).collect()
    };
    assert_eq!(files("spring"), files("dongguan"));
    sandbox.replace(PUBLICATION, "slug: small", "slug: small\nlayout: spring");
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

#[test]
fn a_layout_is_begun_under_a_name_that_is_free_and_proper() {
    let sandbox = Sandbox::with_own_layouts();
    for (name, rule) in [
        ("dongguan", "layout-exists"),
        ("press", "layout-exists"),
        ("../x", "layout-name"),
        ("Spring", "layout-name"),
        ("春", "layout-name"),
    ] {
        let run = sandbox.run(&["--lang", "en", "layout", "new", name]);
        assert_eq!(run.status, 2, "{name}: {}{}", run.out, run.err);
        assert!(run.err.contains(rule), "{name}: {}", run.err);
    }
    assert_eq!(sandbox.run(&["layout"]).status, 2);
    let help = sandbox.run(&["layout", "new", "--help"]);
    assert_eq!(help.status, 0);
    assert!(help.out.contains("用法：") && help.out.contains("NAME"), "{}", help.out);
}

/// The drawing operators of the first inside page for the press.
fn first_page(sandbox: &Sandbox) -> String {
    let run = sandbox.build(&["--editions", "press"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let pdf = sandbox.path("out/2026-01/press/small-2026-01-interior.pdf");
    let document = lopdf::Document::load(pdf).unwrap();
    let page = *document.get_pages().values().next().unwrap();
    String::from_utf8_lossy(&document.get_page_content(page)).into_owned()
}

#[test]
fn a_second_theme_dresses_the_issue_anew() {
    let sandbox = Sandbox::with_own_layouts();
    let theme = sandbox.read("layouts/dongguan/theme.yml");
    let cinnabar = "cinnabar: [8, 92, 88, 2]";
    assert!(theme.contains(cinnabar));
    sandbox.write(
        "layouts/dongguan/theme-night.yml",
        theme.replace(cinnabar, "cinnabar: [40, 20, 60, 0]"),
    );
    let plain = first_page(&sandbox);
    assert!(!plain.contains("0.4 0.2 0.6 0 k"), "{plain}");
    sandbox.replace(PUBLICATION, "slug: small", "slug: small\ntheme: night");
    let night = first_page(&sandbox);
    assert!(night.contains("0.4 0.2 0.6 0 k"), "{night}");
    // What the issue says counts for the issue.
    sandbox.write(
        "layouts/dongguan/theme-day.yml",
        theme.replace(cinnabar, "cinnabar: [60, 20, 40, 0]"),
    );
    sandbox.replace(ISSUE, "run: 50", "run: 50\nlayout_theme: day");
    assert!(first_page(&sandbox).contains("0.6 0.2 0.4 0 k"));
}

#[test]
fn a_cover_has_the_form_it_asks_for_and_letters_that_are_faint_are_told() {
    for (style, masthead, faint) in [
        ("art", "red", false),
        ("art", "knockout", false),
        ("photo", "paper", true),
        ("photo", "knockout", false),
        ("type", "red", false),
        ("type", "paper", false),
    ] {
        let sandbox = Sandbox::new();
        let form = format!("alt: 田野\n  style: {style}\n  masthead: {masthead}");
        sandbox.replace(ISSUE, "alt: 田野", &form);
        let run = sandbox.build(&["--editions", "digital", "--format", "json"]);
        assert_eq!(run.status, 0, "{style} {masthead}: {}{}", run.out, run.err);
        let told = run.out.contains("cover-contrast");
        assert_eq!(told, faint, "{style} {masthead}: {}", run.out);
    }
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "alt: 田野", "alt: 田野\n  style: collage");
    let run = sandbox.run(&["check", "--format", "json"]);
    let finding = run.finding("value-choice");
    assert!(finding["hint"].as_str().unwrap().contains("art, photo, type"), "{finding}");
}

/// Three more pictures of a cover, in so many lines of YAML.
fn more_pictures(count: usize) -> String {
    let one = "    - {picture: images/field.svg, alt: 田野又一幅}\n";
    format!("  pictures:\n{}", one.repeat(count))
}

#[test]
fn a_cover_of_four_pictures_shows_all_of_them() {
    for masthead in ["red", "paper", "knockout"] {
        let sandbox = Sandbox::new();
        let form = format!(
            "alt: 田野\n  style: quad\n  masthead: {masthead}\n{}",
            more_pictures(3).trim_end()
        );
        sandbox.replace(ISSUE, "alt: 田野", &form);
        let run = sandbox.build(&["--editions", "digital", "--format", "json"]);
        assert_eq!(run.status, 0, "{masthead}: {}{}", run.out, run.err);
        assert!(!run.out.contains("cover-contrast"), "{}", run.out);
        let project = Project::find(&sandbox.path("")).unwrap().with_store(common::store());
        let pages = screen_pages(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
        let surface = Surface::of(&pages.pages()[0]);
        assert_eq!(surface.shown.len(), 4, "{masthead}: {surface:?}");
    }
}

#[test]
fn a_cover_of_four_pictures_without_them_is_refused_and_pictures_too_many_are_told() {
    for (style, count, rule, status) in [
        ("quad", 0, "cover-quad", 1),
        ("quad", 2, "cover-quad", 1),
        ("art", 1, "cover-pictures", 0),
    ] {
        let sandbox = Sandbox::new();
        let more = if count == 0 { String::new() } else { more_pictures(count) };
        let form = format!("alt: 田野\n  style: {style}\n{}", more.trim_end());
        sandbox.replace(ISSUE, "alt: 田野", form.trim_end());
        let run = sandbox.run(&["check", "--format", "json"]);
        assert_eq!(run.status, status, "{style} {count}: {}{}", run.out, run.err);
        assert_eq!(run.finding(rule)["file"], ISSUE, "{style} {count}");
    }
}

#[test]
fn a_theme_that_is_not_there_is_named_with_those_that_are() {
    for (file, line, from, to) in [
        (PUBLICATION, 2, "slug: small", "slug: small\ntheme: none"),
        (ISSUE, 2, "year: 2026", "year: 2026\nlayout_theme: none"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.replace(file, from, to);
        let run = sandbox.build(&["--format", "json"]);
        assert_eq!(run.status, 1, "{}{}", run.out, run.err);
        let finding = run.finding("theme-missing");
        assert_eq!((&finding["file"], &finding["line"]), (&file.into(), &line.into()));
        assert!(finding["hint"].as_str().unwrap().contains("theme.yml"), "{finding}");
        assert!(sandbox.nothing_written());
    }
}

#[test]
fn a_theme_that_does_not_fit_the_paper_is_refused_and_one_that_fits_is_not() {
    let sandbox = Sandbox::with_own_layouts();
    let theme = "layouts/dongguan/theme.yml";
    let refused = |because: &str| {
        let run = sandbox.build(&["--format", "json"]);
        assert_eq!(run.status, 1, "{}{}", run.out, run.err);
        let message = run.finding("layout-error")["message"].to_string();
        assert!(message.contains(because), "{message}");
    };
    // 16开 is narrower and lower than the 大16开 that the theme is made for.
    let format = sandbox.read(PUBLICATION);
    let format = format.lines().find(|line| line.starts_with("format:")).unwrap().to_owned();
    sandbox.replace(PUBLICATION, &format, "format: {width: 185, height: 260}");
    refused("左右页边");
    sandbox.replace(theme, "characters: 23 ", "characters: 20 ");
    sandbox.replace(theme, "characters: 36,", "characters: 32,");
    refused("地脚");
    sandbox.replace(theme, "lines: 44 ", "lines: 38 ");
    refused("grid.narrow");
    sandbox.replace(
        theme,
        "characters: 16, size: 9.5, gutter: 12",
        "characters: 14, size: 9.5, gutter: 10.5",
    );
    let run = sandbox.build(&["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

#[test]
fn an_article_says_where_it_starts() {
    let sandbox = Sandbox::new();
    for start in ["page", "left", "after"] {
        let text = sandbox.read(NEWS);
        sandbox.write(
            NEWS,
            text.replacen("section: news", &format!("start: {start}\nsection: news"), 1),
        );
        let run = sandbox.run(&["check", "--format", "json"]);
        assert_eq!(run.status, 0, "{start}: {}{}", run.out, run.err);
        sandbox.write(NEWS, text);
    }
    sandbox.replace(NEWS, "section: news", "section: news\nstart: right");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1);
    let finding = run.finding("value-choice");
    assert!(finding["hint"].as_str().unwrap().contains("page, left, after"), "{finding}");
}

/// The report of a build that has to go well.
fn built(sandbox: &Sandbox) -> Value {
    let run = sandbox.build(&["--editions", "digital", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.report()
}

/// The text of every inside page, by its folio.
fn texts(sandbox: &Sandbox) -> Vec<String> {
    let project = Project::find(&sandbox.path("")).unwrap_or_else(|_| panic!("no project"));
    let project = project.with_store(common::store());
    let pages = screen_pages(&project, "2026-01").unwrap_or_else(|_| panic!("does not build"));
    let mut texts = vec![String::new(); pages.pages().len() - 1];
    for line in lines::paragraphs(&pages).iter().flatten() {
        // Two pages of the cover stand before folio 1.
        if let Some(text) = line.page.checked_sub(2).and_then(|folio| texts.get_mut(folio)) {
            text.push_str(&line.text);
        }
    }
    texts
}

/// Adds an article to the small issue.
fn add(sandbox: &Sandbox, id: &str, front: &str, body: &str) {
    let text = format!("---\ntitle: 题目{id}\nsection: news\n{front}---\n{body}\n");
    sandbox.write(&format!("issues/2026-01/articles/{id}.md"), text);
    let issue = sandbox.read(ISSUE);
    sandbox.write(ISSUE, issue.replacen("cover:\n", &format!("  - {id}\ncover:\n"), 1));
}

const LONG: &str = "渠水沿着新修的沟流过去，两边的人停下锄头看了一会儿。";

#[test]
fn a_short_article_follows_on_the_page_of_the_one_before() {
    let sandbox = Sandbox::new();
    add(&sandbox, "second", "start: after\n", "短文一段。");
    add(&sandbox, "third", "", "另起一页。");
    let report = built(&sandbox);
    let [_, news, second, third] = report["map"]["articles"].as_array().unwrap().as_slice() else {
        panic!("{report}")
    };
    assert_eq!(second["first"], news["last"]);
    assert_eq!(third["first"].as_u64(), second["last"].as_u64().map(|last| last + 1));
    let page = &texts(&sandbox)[usize::try_from(news["last"].as_u64().unwrap()).unwrap()];
    let (first, after) = (page.find("正文一段").unwrap(), page.find("短文一段").unwrap());
    assert!(first < after && page.contains("题目second"), "{page}");
}

#[test]
fn the_first_article_follows_none() {
    let sandbox = Sandbox::new();
    let foreword = "issues/2026-01/articles/foreword.md";
    sandbox.replace(foreword, "section: foreword", "section: foreword\nstart: after");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!((run.status, &run.finding("start-first")["file"]), (1, &foreword.into()));
}

#[test]
fn an_article_jumps_and_says_from_where_to_where() {
    let sandbox = Sandbox::new();
    let body = format!("{}\n\n::: jump {{after=\"third\"}}\n:::\n\n断后再续。", LONG.repeat(9));
    add(&sandbox, "second", "", &body);
    add(&sandbox, "third", "", &LONG.repeat(5));
    let report = built(&sandbox);
    let map = report["map"]["articles"].as_array().unwrap();
    let (second, third) = (&map[2], &map[3]);
    let (from, to) = (second["first"].as_u64().unwrap(), third["last"].as_u64().unwrap());
    assert_eq!(second["jump"], json!([from, to]));
    assert_eq!((&second["pages"], &second["last"]), (&2.into(), &to.into()));
    let texts = texts(&sandbox);
    let at = |folio: u64| &texts[usize::try_from(folio).unwrap()];
    assert!(at(from).contains(&format!("（下转第{to}页）")), "{}", at(from));
    assert!(at(to).contains(&format!("（上接第{from}页）")), "{}", at(to));
    assert!(at(to).contains("断后再续。") && !at(from).contains("断后再续。"));
    // The e-book has no pages to jump between.
    let epub = std::fs::read(sandbox.path("out/2026-01/small-2026-01.epub")).unwrap();
    for (name, text) in common::zip_entries(&epub) {
        assert!(!String::from_utf8_lossy(&text).contains("下转"), "{name}");
    }
}

#[test]
fn a_jump_leads_forward_once_and_from_the_text_itself() {
    let jump = "::: jump {after=\"third\"}\n:::";
    for (body, rule) in [
        ("::: jump {after=\"news\"}\n:::\n\n续文。".to_owned(), "jump-target"),
        ("::: jump {after=\"nowhere\"}\n:::\n\n续文。".to_owned(), "jump-target"),
        (jump.to_owned(), "jump-place"),
        (format!("{jump}\n\n中间。\n\n{jump}\n\n续文。"), "jump-place"),
    ] {
        let sandbox = Sandbox::new();
        add(&sandbox, "second", "", &format!("正文。\n\n{body}"));
        add(&sandbox, "third", "", "第三篇。");
        let run = sandbox.run(&["check", "--format", "json"]);
        assert_eq!(run.status, 1, "{body}: {}{}", run.out, run.err);
        let finding = run.finding(rule);
        assert_eq!(finding["file"], "issues/2026-01/articles/second.md", "{body}");
        assert!(finding["line"].as_u64().unwrap() > 5, "{finding}");
    }
}

/// The small issue with as many pages as make its number odd, and what its pages are.
fn odd_issue(fillers: &str) -> (Sandbox, Value, Vec<String>) {
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "blanks: true\n", "");
    let pages = built(&sandbox)["pages"].as_u64().unwrap();
    for extra in pages % 4..5 {
        add(&sandbox, &format!("extra-{extra}"), "", "加一页。");
    }
    sandbox.write(ISSUE, sandbox.read(ISSUE) + fillers);
    let report = built(&sandbox);
    let pages = report["map"]["pages"].as_array().unwrap();
    let kinds = pages.iter().map(|page| page["kind"].as_str().unwrap().to_owned()).collect();
    (sandbox, report, kinds)
}

#[test]
fn fillers_make_up_the_pages_that_binding_wants() {
    let picture = "{title: 田野, text: 田里的水。, picture: images/field.svg, alt: 田野}";
    let words: Vec<String> = (1..=12).map(|n| format!("{{text: 补白第{n}段。}}")).collect();
    let (sandbox, report, kinds) =
        odd_issue(&format!("fillers: [{picture}, {}]\n", words.join(", ")));
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    assert_eq!(kinds[5..], ["filler", "filler", "filler"]);
    let texts = texts(&sandbox);
    assert!(texts[6].contains("田里的水。"), "{}", texts[6]);
    assert!(texts[7].contains("补白第") && texts[8].contains("补白第"));
    // Each is used once.
    let all = texts.concat();
    for n in 1..=12 {
        assert!(all.matches(&format!("补白第{n}段。")).count() <= 1, "{n}");
    }
    let findings = report["findings"].as_array().unwrap();
    let filled = findings.iter().find(|finding| finding["rule"] == "pages-filled").unwrap();
    assert_eq!(filled["severity"], "note");
    assert!(!findings.iter().any(|finding| finding["rule"] == "press-page-count"));
}

#[test]
fn pages_stay_blank_only_where_the_issue_allows_it() {
    let (_, report, kinds) = odd_issue("");
    assert_eq!(kinds.len(), 5, "{kinds:?}");
    let rules: Vec<&Value> =
        report["findings"].as_array().unwrap().iter().map(|finding| &finding["rule"]).collect();
    assert!(rules.contains(&&json!("press-page-count")), "{rules:?}");
    let (_, _, kinds) = odd_issue("blanks: true\n");
    assert_eq!(kinds[5..], ["blank", "blank", "blank"]);
    // Another multiple may be set.
    let (sandbox, ..) = odd_issue("");
    sandbox.replace(PUBLICATION, "slug: small", "slug: small\npage_multiple: 5");
    assert_eq!(built(&sandbox)["binding"]["missing"], 0);
}

#[test]
fn the_picture_of_a_filler_is_looked_at_like_any_other() {
    for (filler, rule) in [
        ("{text: 文, picture: images/none.jpg, alt: 无}", "picture-missing"),
        ("{text: 文, picture: images/field.svg}", "picture-alt"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.write(ISSUE, sandbox.read(ISSUE) + &format!("fillers: [{filler}]\n"));
        let run = sandbox.run(&["check", "--format", "json"]);
        assert_eq!((run.status, &run.finding(rule)["file"]), (1, &ISSUE.into()), "{}", run.out);
    }
}

#[test]
fn marks_within_a_sentence_are_half_as_wide_in_the_kaiming_style() {
    let sandbox = Sandbox::with_own_layouts();
    let text = "渠边有树，树下有人（都是熟人），说《茶经》：好。".repeat(12);
    sandbox.replace(NEWS, "正文一段，带脚注[^a]。", &format!("{text}带脚注[^a]。"));
    let width = |sandbox: &Sandbox| -> f64 {
        let project = Project::find(&sandbox.path("")).unwrap_or_else(|_| panic!("no project"));
        let project = project.with_store(common::store());
        let pages = screen_pages(&project, "2026-01").unwrap_or_else(|_| panic!("no pages"));
        let lines = lines::paragraphs(&pages);
        let lines = lines.iter().flatten().filter(|line| line.text.contains("树下有人"));
        // From one 树 to the next, in em: 边有树，树下 has one comma between them.
        let steps = lines.filter_map(|line: &lines::Line| {
            let at = line.text.chars().collect::<Vec<_>>();
            let first = at.windows(3).position(|three| three == ['树', '，', '树'])?;
            Some((line.marks[first + 2].x - line.marks[first].x) / line.size)
        });
        let steps: Vec<f64> = steps.collect();
        assert!(steps.len() > 3, "{steps:?}");
        steps.iter().sum::<f64>() / steps.len() as f64
    };
    let full = width(&sandbox);
    assert!(full > 1.85, "{full}");
    let theme = sandbox.read("layouts/dongguan/theme.yml");
    sandbox
        .write("layouts/dongguan/theme.yml", format!("{theme}\ncomposition: {{marks: kaiming}}\n"));
    let half = width(&sandbox);
    assert!(half < 1.7, "{half}");
}
