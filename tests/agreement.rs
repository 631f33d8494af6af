//! What `check` lets pass, `build` makes: no text is refused by the layout, the PDF writer or the
//! preflight, and what cannot be made is a finding of `check` with file and line.

use crate::common;

use std::cell::Cell;

use common::Sandbox;
use common::fire::times;
use neikan::diagnostic::{Failure, Severity};
use neikan::digital::screen;
use neikan::pipeline::{check_issue, screen_pages};
use neikan::publication::Project;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const ISSUE: &str = "issues/2026-01/issue.yml";
const PUBLICATION: &str = "issues/publication.yml";
const KINDS: [&str; 15] = [
    "news",
    "briefs",
    "enterprise",
    "feature",
    "foreword",
    "literature",
    "notices",
    "photo-essay",
    "document",
    "speech",
    "policy",
    "portrait",
    "profile",
    "report",
    "service",
];

/// An issue of the texts given, one article each; `kind` says how they are laid out.
fn issue(texts: &[(String, String)], kind: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let sections: String = KINDS
        .iter()
        .map(|kind| format!("  - {{id: {kind}, name: 栏{kind}, kind: {kind}, color: river}}\n"))
        .collect();
    let publication = sandbox.read(PUBLICATION);
    let start = publication.find("sections:").unwrap();
    let end = publication.find("printer:").unwrap();
    let publication =
        format!("{}sections:\n{sections}{}", &publication[..start], &publication[end..]);
    sandbox.write(PUBLICATION, publication);
    std::fs::remove_dir_all(sandbox.path("issues/2026-01/articles")).unwrap();
    let mut listed = String::new();
    for (name, body) in texts {
        let head = format!(
            "---\ntitle: 题{name}\nsection: {kind}\nauthors: [{{name: 陈禾, unit: 荔塘供销社}}]\n---\n"
        );
        let text = if body.starts_with("---\n") { body.clone() } else { format!("{head}{body}\n") };
        sandbox.write(&format!("issues/2026-01/articles/{name}.md"), text);
        listed.push_str(&format!("  - {name}\n"));
    }
    let issue = sandbox.read(ISSUE);
    let (start, end) = (issue.find("articles:").unwrap(), issue.find("cover:").unwrap());
    let issue = format!("{}articles:\n{listed}{}", &issue[..start], &issue[end..]);
    sandbox.write(ISSUE, issue);
    let art = |name: &str, size: &str| {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {size}><path d=\"M0 0L9 9\" fill=\"#246\"/></svg>"
        );
        sandbox.write(&format!("issues/2026-01/images/{name}.svg"), svg);
    };
    art("thin", "width=\"1\" height=\"100000\"");
    art("flat", "width=\"100000\" height=\"1\"");
    sandbox
}

fn project(sandbox: &Sandbox) -> Project {
    Project::find(&sandbox.path("issues")).unwrap().with_store(common::store())
}

/// What stops the check, as a file and `rule line`; each has a place.
fn stops(sandbox: &Sandbox) -> Vec<(String, String)> {
    let findings = match check_issue(&project(sandbox), "2026-01") {
        Ok(_) => return Vec::new(),
        Err(Failure::Stopped(findings)) => findings,
        Err(other) => panic!("{other}"),
    };
    let stops = findings.iter().filter(|finding| finding.severity == Severity::Stop);
    stops
        .map(|finding| {
            let place = finding.place.as_ref().unwrap_or_else(|| panic!("{finding:?}"));
            assert!(!place.file.is_empty() && place.line > 0, "{finding:?}");
            (place.file.clone(), format!("{} {}", finding.rule, place.line))
        })
        .collect()
}

/// Why the pages or the PDF cannot be made; nothing when they can.
fn refusal(sandbox: &Sandbox) -> Option<String> {
    let project = project(sandbox);
    let (assembly, _) = check_issue(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let made = screen_pages(&project, "2026-01").and_then(|pages| screen::write(&assembly, &pages));
    made.err().map(|failure| format!("{failure:?}"))
}

/// Texts with something odd in them that can be made all the same.
const MADE: &[(&str, &str)] = &[
    ("third-below-item", "::: item 条\n文。\n:::\n\n### 下\n\n文。"),
    ("third-after-box", "## 上\n\n::: sidebar 框\n### 下\n\n文。\n:::\n\n### 下\n\n文。"),
    ("second-in-quote", "> ## 上\n>\n> 文。\n\n### 下\n\n文。"),
    ("second-in-list", "- ## 上\n\n文。\n\n### 下\n\n文。"),
    ("second-in-qa", "::: qa\n问：甲\n\n## 上\n\n文。\n:::\n\n### 下\n\n文。"),
    ("second-in-points", "## 上\n\n::: points\n- ## 中\n:::\n\n### 下\n\n文。"),
    ("second-in-box-only", "::: sidebar 框\n## 上\n\n文。\n:::\n\n文。\n\n### 下\n\n文。"),
    ("headings-only", "## 上\n\n### 下\n\n## 上"),
    ("dots-heading", "## [必须]{.dots}\n\n文。"),
    ("raised-heading", "## x[n+1]{.sup}a[max]{.sub}\n\n文。"),
    (
        "merged-cells",
        "| 甲 | 乙 | << |\n|---|---|---|\n| ^^ | 丙 | 丁 |\n| 戊 | << | 己 |\n| ^^ | << | 庚 |",
    ),
    ("ruby-heading", "## [渠]{ruby=\"qú\"}\n\n文。"),
    ("code-heading", "## `甲`\n\n文。"),
    ("strike-heading", "## ~~甲~~**乙***丙*\n\n文。"),
    ("link-heading", "## [甲](https://example.org/)\n\n文。"),
    ("link-in-all", "**[甲](https://example.org/)** *[乙](#link-in-all)* ~~[丙](mailto:a@b.cn)~~"),
    ("link-of-marks", "[**甲***乙*~~丙~~`丁`[戊]{.dots}](https://example.org/)"),
    ("link-broken", "[甲乙丙丁戊己庚辛壬癸\\\n甲乙丙丁戊己庚辛壬癸](https://example.org/)"),
    ("strike-in-strike", "~~甲**乙*丙*丁**戊~~己。"),
    ("note-in-link", "[甲[^a]](https://example.org/)乙。\n\n[^a]: 注。"),
    ("note-in-strike", "~~甲[^a]~~乙。\n\n[^a]: 注[丙](https://example.org/)。"),
    ("breaks", "甲\\\n\\\n乙"),
    ("rule-only", "***"),
    ("rules", "***\n\n***\n\n文。\n\n***"),
    (
        "list-of-all",
        "1. 甲\n\n   > 乙\n\n   - 丙\n\n     1. 丁\n\n   | a | b |\n   |---|---|\n   | 1 | 2 |\n2. 戊",
    ),
    ("list-far", "999999999. 甲\n1. 乙"),
    ("list-zero", "0. 甲\n1. 乙"),
    ("lists-deep", "- 甲\n  - 乙\n    - 丙\n      - 丁\n        - 戊"),
    ("quote-deep", "> 甲\n>\n> > 乙\n> >\n> > > 丙"),
    ("table-empty-cells", "| | |\n|---|---|\n| | |"),
    ("table-one", "| 甲 |\n|---|\n| 乙 |"),
    ("table-marks", "| **甲** | ~~乙~~ |\n|:-:|--:|\n| [丙](https://example.org/) | `丁` |"),
    ("infobox-bare", "::: infobox\n- 甲：乙\n- 丙\n:::\n\n文。"),
    ("infobox-all", "::: infobox 框\n文。\n\n> 引\n\n1. 甲：乙\n:::\n\n文。"),
    ("points-text", "::: points\n甲。\n\n- 乙\n- 丙\n:::\n\n文。"),
    ("sidebar-bare", "::: sidebar\n文。\n:::\n\n文。"),
    ("pullquote-two", "::: pullquote {by=\"甲\"}\n乙。\n\n丙。\n:::\n\n文。"),
    ("poem-bare", "::: poem\n甲\n:::"),
    ("qa-silent", "::: qa\n问：\n\n答：好。\n:::"),
    ("numbers-bare", "::: numbers\n3 | 甲\n:::\n\n文。"),
    (
        "numbers-odd",
        "::: numbers 数\n-99.99999999999%上下浮动很长很长的单位 | 甲\n1～2 | 乙|丙\n\n> 引\n:::",
    ),
    ("timeline-one", "::: timeline\n1949年10月至1978年12月 | 甲\n\n- 乙\n- 丙\n:::\n\n文。"),
    ("steps-bare", "::: steps {.full}\n`甲` | [乙](https://example.org/)\n:::"),
    ("compare-three", "::: compare 比 {.full}\n甲 | 乙\n丙 |\n\n丁\n\n戊 ｜ 己\n:::"),
    ("chart-zero", "```chart bar\ntitle: 图\nalt: 图\n---\n项,值\n甲,0\n乙,0\n```"),
    ("chart-below", "```chart bars\ntitle: 图\nalt: 图\n---\n项,值,率\n甲,-5,3\n乙,2,-1.5\n```"),
    (
        "chart-rows-below",
        "```chart bar\ntitle: 图\nalt: 图\n---\n项,值\n很长很长的名称,-5\n乙,2\n```",
    ),
    ("chart-line-flat", "```chart line\ntitle: 图\nalt: 图\n---\n项,值\n甲,-5\n```"),
    (
        "chart-far",
        "```chart line\ntitle: 图\nalt: 图\n---\n项,值\n甲,99999999999999\n乙,0.0000001\n```",
    ),
    ("chart-one-slice", "```chart pie\ntitle: 图\nalt: 图\n---\n项,值\n甲,5\n乙,0\n```"),
    ("chart-bare", "```chart pie\ntitle: 图\nalt: 图\nunit: \"\"\nsource: \"\"\n---\n,值\n,5\n```"),
    ("picture-thin", "![细](images/thin.svg)\n\n文。"),
    (
        "picture-spread",
        "![跨](images/flat.svg){.spread}\n\n文。\n\n::: sidebar 栏 {.spread}\n文。\n:::\n\n文。",
    ),
    ("picture-flat", "![扁](images/flat.svg){.full}\n\n文。"),
    ("picture-page", "![扁](images/flat.svg){.page}\n\n文。"),
    (
        "grid-odd",
        "::: grid {columns=4}\n![细](images/thin.svg)\n![扁](images/flat.svg)\n:::\n\n文。",
    ),
    (
        "story-odd",
        "::: pictures {lead=2}\n![细](images/thin.svg \"甲\")\n![扁](images/flat.svg)\n:::\n\n文。",
    ),
    (
        "story",
        "::: pictures 三处 {lead=2}\n![甲](images/field.svg \"甲。\")\n![乙](images/field.svg \"乙。\"){credit=\"何岸\"}\n![丙](images/field.svg \"丙。\")\n:::\n\n文。",
    ),
    (
        "names",
        "![合影](images/field.svg \"会后。\"){.whole names=\"前排左起：陈禾、何岸；后排左起：谭洁\" credit=\"何岸 摄\"}\n\n文。",
    ),
    ("alt-strange", "![<>&\"'\\\\ (](images/field.svg)\n\n文。"),
    ("unseen", "甲\u{200b}乙\u{2060}丙\u{ad}丁\u{200d}戊\u{fe0f}己\u{a0}庚\u{3000}辛"),
    ("combined", "e\u{301}a\u{308}o\u{304}n\u{30c}甲"),
    (
        "long-word",
        "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEEEEEEEEEEFFFFFFFFFFGGGGGGGGGGHHHHHHHHHH\
      IIIIIIIIIIJJJJJJJJJJKKKKKKKKKK",
    ),
    (
        "head-document",
        "---\ntitle: 通知\nsection: news\ndocument: {number: 荔供〔2026〕3号, signer: 陈禾, to: 各基层社：, issuer: 荔塘供销社, date: 2026年1月5日}\n---\n文。\n",
    ),
    (
        "head-speech",
        "---\ntitle: 讲话\nsection: news\nkind: speech\nauthors: 陈禾\nspeech: {occasion: 在会上的讲话, date: 2026年1月5日, to: 同志们：}\n---\n文。\n",
    ),
    (
        "head-both",
        "---\ntitle: 文\nsection: news\nkind: document\ndocument: {issuer: 荔塘供销社, date: 2026年1月5日}\nspeech: {occasion: 会上}\n---\n文。\n",
    ),
    (
        "upright",
        "---\ntitle: 墟日（三）2026\nsection: news\nwriting: vertical\nkicker: 记\ndeck: 副题——\nlead: 导语。\nauthors: [{name: 陈禾, unit: 荔塘供销社}]\ndocument: {to: 各社：, issuer: 荔塘供销社, date: 2026年1月5日}\n---\n“‘甲’”——乙……（丙）：丁！**戊**，*己*~~庚~~`辛`[壬](https://example.org/a/b/c)[必须]{.dots}[墟]{ruby=\"xū\"}甲[n+1]{.sup}乙[2]{.sub}3、12、345、C、CO[^a]。\\\n\\\n癸\n\n## 题\n\n***\n\n> 引。\n\n::: poem 诗 {by=\"丙\"}\n一\n二\n\n三\n:::\n\n[^a]: 注。\n",
    ),
    ("upright-short", "---\ntitle: 竖\nsection: news\nwriting: vertical\n---\n***\n"),
    (
        "head-odd",
        "---\ntitle: |\n  两行\n  标题\nsection: news\nkicker: \"\"\ndeck: \" \"\nlead: \"\"\nrunning: \"\"\nauthors: [{name: 陈禾, unit: \"\"}]\nsources: [\"\"]\nphotographers: [\"\"]\n---\n文。\n",
    ),
];

/// Texts that cannot be made, with the rule that says so and its line in the file.
const REFUSED: &[(&str, &str, &str)] = &[
    ("third-first", "文。\n\n### 下\n\n文。", "heading-order 8"),
    ("third-in-box", "::: sidebar 框\n### 下\n\n文。\n:::\n\n文。", "heading-order 7"),
    (
        "third-after-points",
        "::: points\n- ## 中\n- 甲\n:::\n\n文。\n\n### 下\n\n文。",
        "heading-order 13",
    ),
    ("third-in-list", "- ### 下\n\n文。", "heading-order 6"),
    ("third-in-quote", "文。\n\n> ### 下\n\n文。", "heading-order 8"),
    ("empty-heading", "##\n\n文。", "heading-empty 6"),
    ("blank-heading", "文。\n\n## \u{3000}", "heading-empty 8"),
    ("note-heading", "## [^a]\n\n文。\n\n[^a]: 注。", "heading-empty 6"),
    ("blank-alt", "![ ](images/field.svg)\n\n文。", "picture-alt 6"),
    ("unseen-alt", "![\u{200b}](images/field.svg)\n\n文。", "picture-alt 6"),
    ("no-words", "文[](https://example.org/)。", "link-text 6"),
    ("no-address", "文[甲]()。", "link-address 6"),
    ("empty-item", "::: infobox 框\n- 甲\n-\n:::\n\n文。", "list-item-empty 7"),
    ("empty-point", "::: points 要点\n-\n:::\n\n文。", "list-item-empty 7"),
    ("story-one", "::: pictures\n![甲](images/field.svg)\n:::\n\n文。", "story-pictures 6"),
    (
        "upright-table",
        "---\ntitle: 竖\nsection: news\nwriting: vertical\n---\n文。\n\n| 甲 |\n|---|\n| 乙 |\n",
        "upright-content 8",
    ),
    (
        "upright-list",
        "---\ntitle: 竖\nsection: news\nwriting: vertical\n---\n> - 甲\n",
        "upright-content 6",
    ),
    ("number-none", "::: numbers\n1吨 | 甲\n一些 | 乙\n:::\n\n文。", "entry-number 8"),
    ("row-bar", "::: timeline\n1月 | 甲\n乙\n:::\n\n文。", "entry-bar 8"),
    ("row-text", "::: steps\n甲 |\n:::\n\n文。", "entry-text 7"),
    ("row-head", "::: steps\n甲 | 乙\n\n## 丙\n:::\n\n文。", "entry-content 9"),
    ("sides-four", "::: compare\n甲 | 1\n乙 | 2\n丙 | 3\n丁 | 4\n:::", "compare-columns 6"),
    ("bare-table", "| 甲 | 乙 |\n|---|---|\n\n文。", "table-rows 6"),
    ("wide-row", "| 甲 |\n|---|\n| 乙 | 丙 |\n\n文。", "table-cells 8"),
    ("chart-alt", "```chart bar\ntitle: 图\nalt: \"\"\n---\n项,值\n甲,1\n```", "chart-alt 6"),
    ("chart-far", "```chart bar\ntitle: 图\nalt: 图\n---\n项,值\n甲,1e300\n```", "chart-row 11"),
    ("chart-not", "```chart bar\ntitle: 图\nalt: 图\n---\n项,值\n甲,NaN\n```", "chart-row 11"),
    (
        "chart-minus",
        "```chart pie\ntitle: 图\nalt: 图\n---\n项,值\n甲,-1\n乙,2\n```",
        "chart-parts 6",
    ),
    ("private", "文。\n\n甲\u{e000}乙。", "character-unprintable 8"),
    ("private-code", "`\u{f8ff}`。", "character-unprintable 6"),
    ("private-entity", "甲&#xE001;乙。", "character-unprintable 6"),
    ("plane-private", "甲\u{f0000}乙。", "character-unprintable 6"),
    ("no-character", "甲\u{fffe}乙。", "character-unprintable 6"),
    ("byte-order", "甲\u{feff}乙。", "character-unprintable 6"),
    ("turned", "甲\u{202e}abc\u{202c}乙。", "character-unprintable 6"),
    ("line-end", "文。\n\n甲\u{2028}乙。", "character-unprintable 8"),
    ("bell", "甲&#7;乙。", "character-unprintable 6"),
    ("blank-title", "---\ntitle: \"\u{200b}\"\nsection: news\n---\n文。\n", "title-blank 2"),
    (
        "private-title",
        "---\ntitle: \"甲\\uE000\"\nsection: news\n---\n文。\n",
        "character-unprintable 2",
    ),
];

fn text(name: &str, body: &str) -> (String, String) {
    (name.to_owned(), body.to_owned())
}

#[test]
fn what_cannot_be_made_is_a_finding_of_the_check_with_its_line() {
    let mut wrong = Vec::new();
    let texts: Vec<_> = REFUSED.iter().map(|(name, body, _)| text(name, body)).collect();
    let together = stops(&issue(&texts, "news"));
    for (text, (name, _, wanted)) in texts.iter().zip(REFUSED) {
        let told = (format!("issues/2026-01/articles/{name}.md"), (*wanted).to_owned());
        if together.contains(&told) {
            continue;
        }
        // A fault of another text may keep the check from looking so far.
        let alone = stops(&issue(std::slice::from_ref(text), "news"));
        if !alone.contains(&told) {
            wrong.push(format!("{name}: wanted {wanted}, found {alone:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn odd_texts_that_pass_the_check_are_made() {
    let mut wrong = Vec::new();
    let texts: Vec<_> = MADE.iter().map(|(name, body)| text(name, body)).collect();
    let whole = issue(&texts, "news");
    let found = stops(&whole);
    assert!(found.is_empty(), "{found:?}");
    if let Some(refusal) = refusal(&whole) {
        // One of them is to blame: which?
        for one in &texts {
            if let Some(refusal) = self::refusal(&issue(std::slice::from_ref(one), "news")) {
                wrong.push(format!("{}: {refusal}", one.0));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        panic!("all together: {refusal}");
    }
}

/// All of them through the program, press files and preflight included.
#[test]
fn odd_texts_are_built() {
    let texts: Vec<_> = MADE.iter().map(|(name, body)| text(name, body)).collect();
    let sandbox = issue(&texts, "news");
    let run = sandbox.run(&["build", "--draft", "--editions", "press,digital", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let refused = issue(&[text(REFUSED[0].0, REFUSED[0].1)], "news");
    let run = refused.run(&["build", "--draft", "--editions", "press,digital", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert_eq!(run.finding("heading-order")["line"], 8);
    assert!(refused.nothing_written());
}

/// Texts of the dialect: every construct, in any order, with little in it.
fn dialect() -> impl Strategy<Value = String> {
    let words = || {
        prop_oneof![
            9 => "[甲乙丙丁]{1,12}",
            1 => Just("**甲**".to_owned()),
            1 => Just("~~甲~~".to_owned()),
            1 => Just("[甲](https://example.org/)".to_owned()),
            1 => Just("[甲](#a0)".to_owned()),
            1 => Just("[必须]{.dots}".to_owned()),
            1 => Just("甲[n+1]{.sup}".to_owned()),
            1 => Just("[甲]{.sub}".to_owned()),
            1 => Just("[渠]{ruby=\"qú\"}".to_owned()),
            1 => Just("`甲`".to_owned()),
            1 => Just("".to_owned()),
            1 => Just("\u{3000}".to_owned()),
        ]
    };
    // Notes stand in paragraphs alone: those in lists, quotations and boxes are the layout's to set.
    let noted = move || {
        (proptest::collection::vec(words(), 0..3), any::<bool>())
            .prop_map(|(words, noted)| words.concat() + if noted { "甲[^n]" } else { "" })
    };
    let line = || proptest::collection::vec(words(), 0..4).prop_map(|words| words.concat());
    let width = || prop_oneof![Just(""), Just(" {.full}")];
    let number = || prop_oneof![-9..9_i32, Just(0), Just(1_000_000)];
    let inner = move || {
        prop_oneof![
            line().prop_map(|line| format!("{line}\n\n")),
            line().prop_map(|line| format!("- {line}\n- 乙\n\n")),
            line().prop_map(|line| format!("1. 甲\n2. {line}\n\n")),
            line().prop_map(|line| format!("> {line}\n\n")),
            line().prop_map(|line| format!("## {line}\n\n")),
            line().prop_map(|line| format!("### {line}\n\n")),
        ]
    };
    let chart =
        (prop_oneof![Just("bar"), Just("bars"), Just("line"), Just("pie")], number(), number());
    let block = prop_oneof![
        6 => inner(),
        3 => noted().prop_map(|line| format!("{line}\n\n")),
        1 => (line(), line(), line()).prop_map(|(a, b, c)| format!("| {a} | 乙 |\n|---|---|\n| {b} | {c} |\n\n")),
        1 => (line(), line()).prop_map(|(a, b)| format!("| 甲{a} | 乙 | << |\n|---|---|---|\n| ^^ | {b} | 丁 |\n| 戊 | << | 己 |\n| ^^ | << | 庚 |\n\n")),
        1 => prop_oneof![width(), Just(" {.spread}")]
            .prop_map(|w| format!("![田野](images/field.svg \"注\"){}\n\n", w.trim())),
        1 => (prop_oneof![Just("sidebar"), Just("infobox")], "[甲乙]{0,4}", width(), inner(), inner())
            .prop_map(|(name, title, width, a, b)| format!("::: {name} {title}{width}\n{a}{b}:::\n\n")),
        // Points are paragraphs and lists; what else stands among them is the layout's to set.
        1 => (line(), line(), width())
            .prop_map(|(a, b, width)| format!("::: points 要点{width}\n甲{a}\n\n- 乙{b}\n- 丙\n:::\n\n")),
        1 => line().prop_map(|line| format!("::: pullquote {{by=\"甲\"}}\n{line}\n:::\n\n")),
        1 => (line(), line()).prop_map(|(a, b)| format!("::: poem 诗\n{a}\n{b}\n\n{b}\n:::\n\n")),
        1 => (line(), inner()).prop_map(|(a, b)| format!("::: qa\n问：{a}\n\n答：乙\n\n{b}:::\n\n")),
        1 => line().prop_map(|a| format!("::: qa\n![田野](images/field.svg \"{a}\")\n\n问：甲\n\n答：乙{a}\n:::\n\n")),
        1 => inner().prop_map(|a| format!("::: item 条 {{unit=\"社\"}}\n{a}:::\n\n")),
        1 => (prop_oneof![Just("numbers"), Just("timeline"), Just("steps"), Just("compare")], "[甲乙]{0,4}", width(), line(), line())
            .prop_map(|(name, title, width, a, b)| format!("::: {name} {title}{width}\n3吨{a} | 甲{b}\n丙1 | {a}\n\n{b}\n:::\n\n")),
        1 => (2..8_usize, line())
            .prop_map(|(count, a)| format!("::: pictures {a} {{lead={}}}\n{}:::\n\n", count - 1, "![田野](images/field.svg \"注\")\n".repeat(count))),
        1 => chart.prop_map(|(kind, a, b)| format!("```chart {kind}\ntitle: 图\nalt: 图\n---\n项,值\n甲,{a}\n乙,{b}\n```\n\n")),
        1 => Just("***\n\n".to_owned()),
    ];
    proptest::collection::vec(block, 1..8).prop_map(|blocks| {
        let body = blocks.concat();
        let notes = if body.contains("[^n]") { "[^n]: 注**文**。\n" } else { "" };
        format!("{body}{notes}")
    })
}

/// Whatever the check lets pass has its pages and its PDF, in every kind of article.
#[test]
fn what_passes_the_check_is_made() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    // Every kind twice; NEIKAN_CASES for more.
    let cases = times("NEIKAN_CASES", 2 * KINDS.len()) as u32;
    let config =
        Config { cases, max_shrink_iters: 30, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, rng);
    let (made, stopped, case) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let result = runner.run(&proptest::collection::vec(dialect(), 6), |bodies| {
        let kind = KINDS[case.get() % KINDS.len()];
        case.set(case.get() + 1);
        let texts = bodies.iter().enumerate();
        let texts = texts.map(|(index, body)| (format!("a{index}"), body.clone()));
        let mut texts: Vec<_> = texts.collect();
        // Those that the check stops are left out, and each says where; what it then sees, likewise.
        let count = texts.len();
        while !texts.is_empty() {
            let found = stops(&issue(&texts, kind));
            if found.is_empty() {
                break;
            }
            let before = texts.len();
            texts.retain(|(name, _)| {
                let file = format!("issues/2026-01/articles/{name}.md");
                !found.iter().any(|(own, _)| *own == file)
            });
            prop_assert!(texts.len() < before, "{kind}: {found:?}");
        }
        stopped.set(stopped.get() + count - texts.len());
        if texts.is_empty() {
            return Ok(());
        }
        made.set(made.get() + texts.len());
        let refusal = refusal(&issue(&texts, kind));
        prop_assert!(refusal.is_none(), "{kind}: {refusal:?}");
        Ok(())
    });
    let (made, stopped) = (made.get(), stopped.get());
    println!("{made} texts made, {stopped} stopped by the check");
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(made > 50 && stopped > 5, "{made} made, {stopped} stopped");
}
