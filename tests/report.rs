//! Reports through the program: points by rules, ranks and targets, works used outside, fees, where every
//! point and every yuan comes from, files for others.

use crate::common;

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use common::judging::{checked_by_qpdf, judge, stdout};
use common::{Run, Sandbox, dense};
use serde_json::{Value, json};

const PUBLICATION: &str = "issues/publication.yml";
const SCORING: &str = "
scoring:
  articles:
    - {ranks: [lead], points: 20}
    - {sections: [news], over: 100000, points: 9}
    - {sections: [news], points: 8.1}
    - {points: 3}
  pictures: {points: 0.1, at_most: 2}
  levels:
    - {name: 省级, points: 50}
    - {name: 市级, points: 5}
  unused: 0.5
  tiers:
    - {name: 一类, target: 40, units: [荔塘社]}
    - {name: 二类, target: 20}
  unranked: [资料室]
  vetoes:
    - {unit: 石涌供销社, date: 2026-02-01, reason: 瞒报}
";
const MEMBERS: &str = "members:
  - {name: 荔塘供销社, short: [荔塘社]}
  - {name: 榕溪供销社}
  - {name: 石涌供销社}
  - {name: 资料室}
";
const QUARTER: &[&str] = &["--from", "2026-01-01", "--to", "2026-03-31"];

/// The small issue with authors, members and rules.
fn office(scoring: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(PUBLICATION, sandbox.read(PUBLICATION) + scoring);
    sandbox.write("issues/members.yml", MEMBERS);
    let news = "issues/2026-01/articles/news.md";
    let two = "{name: 甲文, unit: 荔塘社}\n  - {name: 乙文, unit: 榕溪供销社}";
    sandbox.replace(news, "{name: 梁以宁, unit: 样例单位}", two);
    let foreword = "issues/2026-01/articles/foreword.md";
    sandbox.replace(foreword, "name: 陈禾", "{name: 丙文, unit: 资料室}");
    sandbox
}

fn contributions(sandbox: &Sandbox, more: &[&str]) -> Run {
    let call = ["report", "contributions", "--format", "json"];
    sandbox.run(&[&call, QUARTER, more].concat())
}

fn rows(run: &Run) -> Vec<Value> {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.report()["rows"].as_array().unwrap().clone()
}

fn cells<'a>(row: &'a Value, keys: &[&str]) -> Vec<&'a str> {
    keys.iter().map(|key| row[*key].as_str().unwrap()).collect()
}

#[test]
fn units_are_ranked_by_their_points_and_held_against_their_targets() {
    let sandbox = office(SCORING);
    let run = contributions(&sandbox, &[]);
    let rows = rows(&run);
    let keys = ["rank", "name", "articles", "points", "target", "short", "veto"];
    let found: Vec<Vec<&str>> = rows.iter().map(|row| cells(row, &keys)).collect();
    // A quarter of a year's target; a full share each; decimals to the last digit.
    assert_eq!(found[0], ["1", "荔塘供销社", "1", "8.2", "10", "1.8", ""]);
    assert_eq!(found[1], ["1", "榕溪供销社", "1", "8.2", "5", "", ""]);
    assert_eq!(found[2], ["3", "石涌供销社", "0", "0", "5", "5", "瞒报"]);
    assert_eq!(found[3], ["", "资料室", "1", "3", "", "", ""]);
    assert_eq!(found.len(), 4);
    let run = sandbox.run(&[&["report", "contributions"], QUARTER].concat());
    assert!(
        run.out.contains("2026年第1季度：1 期") && run.out.contains("荔塘供销社"),
        "{}",
        run.out
    );
    let later = ["report", "contributions", "--from", "2026-02-01", "--to", "2026-02-28"];
    let run = sandbox.run(&[&later[..], &["--format", "json"]].concat());
    assert_eq!(run.report()["issues"], json!([]));
}

#[test]
fn shares_are_equal_where_the_rules_say_so() {
    let sandbox = office(&SCORING.replace("unused: 0.5", "unused: 0.5\n  shared: split"));
    let found = rows(&contributions(&sandbox, &[]));
    assert_eq!(cells(&found[0], &["name", "points"]), ["荔塘供销社", "4.1"]);
    let authors = rows(&contributions(&sandbox, &["--by", "author"]));
    let found: Vec<_> = authors.iter().map(|row| cells(row, &["name", "points"])).collect();
    assert_eq!(found, [["甲文", "4.1"], ["乙文", "4.1"], ["丙文", "3"]]);
    let sections = rows(&contributions(&sandbox, &["--by", "section"]));
    let found: Vec<_> = sections.iter().map(|row| cells(row, &["name", "points"])).collect();
    assert_eq!(found, [["卷首语", "3"], ["要闻", "8.2"]]);
    let quarters = rows(&contributions(&sandbox, &["--by", "quarter"]));
    assert_eq!(cells(&quarters[0], &["name", "points"]), ["2026年第1季度", "11.2"]);
}

#[test]
fn works_used_outside_count_once_or_each_time() {
    let sandbox = office(SCORING);
    let title = sandbox.read("issues/2026-01/articles/news.md");
    let title = title.lines().find_map(|line| line.strip_prefix("title: ")).unwrap().to_owned();
    let list = format!(
        "日期,题名,单位,作者,媒体,级别\n2026/2/1,{title},荔塘社、榕溪供销社,甲文,某报,市级\n\
         2026年3月2日,{title},荔塘社、榕溪供销社,甲文,某省报,省级\n2026-05-01,别的,榕溪供销社,,某报,省级\n"
    );
    sandbox.write("issues/placements.csv", &list);
    let found = rows(&contributions(&sandbox, &[]));
    assert_eq!(cells(&found[0], &["name", "outside", "points"]), ["荔塘供销社", "2", "50.1"]);
    let run = contributions(&sandbox, &["--explain", "荔塘社"]);
    let entries = run.report()["entries"].as_array().unwrap().clone();
    let counted: Vec<_> =
        entries.iter().map(|entry| cells(entry, &["kind", "points", "counts"])).collect();
    assert_eq!(
        counted,
        [
            ["稿件", "8.1", "重复，不计"],
            ["图片", "0.1", "计"],
            ["外部采用", "5", "重复，不计"],
            ["外部采用", "50", "计"]
        ]
    );
    // Each names the line of its rule, and where it can be looked up.
    let text = sandbox.read(PUBLICATION);
    let line = |of: &str| text.lines().position(|line| line.contains(of)).unwrap() + 1;
    let rule = |of: &str| format!("{PUBLICATION}:{}", line(of));
    assert_eq!(entries[0]["rule"], rule("points: 8.1"));
    assert_eq!(entries[3]["rule"], rule("省级"));
    assert_eq!(entries[0]["place"], "issues/2026-01/articles/news.md");
    assert_eq!(entries[3]["place"], "issues/placements.csv:3");
    sandbox.write(PUBLICATION, text.replace("unused: 0.5", "repeats: sum"));
    let found = rows(&contributions(&sandbox, &[]));
    assert_eq!(cells(&found[0], &["name", "points"]), ["荔塘供销社", "63.2"]);
    // Faults of the list, all in one run, each with its row.
    sandbox.write(
        "bad.csv",
        "日期,题名,单位,级别\n昨天,甲,乙,省级\n2026-01-02,甲,乙,县级\n2026-01-02,,乙,省级\n",
    );
    let run = contributions(&sandbox, &["--placements", "bad.csv"]);
    assert_eq!(run.status, 1, "{}", run.out);
    let lines = ["placements-date", "placements-level", "placements-empty"]
        .map(|rule| run.finding(rule)["line"].as_u64().unwrap());
    assert_eq!(lines, [2, 3, 4]);
    sandbox.write("bad.csv", "日期,单位,级别\n");
    assert_eq!(
        contributions(&sandbox, &["--placements", "bad.csv"]).rules(),
        ["placements-columns"]
    );
    let gone = contributions(&sandbox, &["--placements", "gone.csv"]);
    assert_eq!(gone.status, 2, "{}", gone.out);
}

#[test]
fn every_item_from_a_unit_is_a_contribution_of_its_own() {
    let sandbox = office(SCORING);
    let news = "issues/2026-01/articles/news.md";
    let items = "\n\n::: item 一条 {unit=\"石涌供销社\"}\n短的一条。\n:::\n\n\
                 ::: item 又一条 {unit=\"荔塘社\"}\n又一条。\n:::\n";
    sandbox.write(news, sandbox.read(news) + items);
    let run = contributions(&sandbox, &["--explain", "荔塘供销社"]);
    let found: Vec<_> = rows(&run)
        .iter()
        .map(|row| cells(row, &["name", "articles", "characters"]).join(" "))
        .collect();
    assert!(found.contains(&"荔塘供销社 1 7".to_owned()), "{found:?}");
    assert!(found.contains(&"石涌供销社 1 7".to_owned()), "{found:?}");
    let place = run.report()["entries"][0]["place"].as_str().unwrap().to_owned();
    assert!(place.starts_with("issues/2026-01/articles/news.md:"), "{place}");
}

#[test]
fn manuscripts_that_came_and_were_not_used_count_as_such() {
    let sandbox = office(SCORING);
    let text = "---\ntitle: 未用的\nsection: news\nauthors: [{name: 丁文, unit: 榕溪供销社}]\n---\n一段。\n";
    sandbox.write("issues/inbox/late.md", text);
    sandbox.write("issues/inbox/later.md", text.replace("未用的", "后来的"));
    let sum = "0".repeat(64);
    let record =
        format!("# 来稿登记\n2026-03-01 late {sum} late.docx\n2026-04-01 later {sum} later.docx\n");
    sandbox.write("issues/arrivals.txt", record);
    let found = rows(&contributions(&sandbox, &[]));
    assert_eq!(cells(&found[0], &["name", "unused", "points"]), ["榕溪供销社", "1", "8.7"]);
}

#[test]
fn rules_that_contradict_each_other_are_named_with_their_lines() {
    let wrong = "
scoring:
  articles:
    - {sections: [news], points: 3}
    - {sections: [news], ranks: [lead], points: 9}
    - {over: 500, up_to: 500, points: 1}
    - {sections: [sport], points: 1}
  levels: [{name: 省级, points: 1}, {name: 省级, points: 2}]
  tiers:
    - {name: 其余, target: 1}
    - {name: 一类, target: 2, units: [荔塘社, 无名社]}
    - {name: 二类, target: 3, units: [荔塘供销社]}
  vetoes: [{unit: 没有的社, date: 2026-01-01, reason: 事由}]
";
    let sandbox = office(wrong);
    let run = contributions(&sandbox, &[]);
    assert_eq!(run.status, 1, "{}", run.out);
    let text = sandbox.read(PUBLICATION);
    let line = |of: &str| text.lines().position(|line| line.contains(of)).unwrap() as u64 + 1;
    for (rule, of) in [
        ("scoring-shadowed", "points: 9"),
        ("scoring-void", "over: 500"),
        ("scoring-section", "[sport]"),
        ("scoring-twice", "levels"),
        ("scoring-tier-all", "其余"),
        ("scoring-tier-twice", "二类"),
        ("scoring-unit", "没有的社"),
    ] {
        let report = run.report();
        let findings = report["findings"].as_array().unwrap();
        let own = findings.iter().filter(|finding| finding["rule"] == rule);
        let lines: Vec<u64> = own.map(|finding| finding["line"].as_u64().unwrap()).collect();
        assert!(lines.contains(&line(of)), "{rule}: {lines:?}, not {}", line(of));
    }
    let shadowed = run.finding("scoring-shadowed");
    let before = line("{sections: [news], points: 3}").to_string();
    assert!(shadowed["message"].as_str().unwrap().contains(&before), "{shadowed}");
    // Without rules, or with a wrong call, there is a word about it.
    let plain = Sandbox::new();
    assert_eq!(contributions(&plain, &[]).rules(), ["scoring-none"]);
    let call = ["report", "contributions", "--from", "2026-02-01", "--to", "2026-01-01"];
    let sandbox = office(SCORING);
    assert_eq!(sandbox.run(&call).status, 2);
    let call = ["report", "contributions", "--out", "a.doc"];
    assert_eq!(sandbox.run(&call).status, 2);
    let run = contributions(&sandbox, &["--explain", "无名"]);
    assert_eq!((run.status, run.rules()), (2, vec!["report-who".to_owned()]));
}

#[test]
fn what_no_rule_is_about_and_units_that_are_no_members_are_told() {
    let sandbox = office(&SCORING.replace("    - {points: 3}\n", ""));
    sandbox.replace("issues/2026-01/articles/news.md", "榕溪供销社", "榕溪社");
    let run = contributions(&sandbox, &[]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert_eq!(run.finding("report-unmatched")["severity"], "warn");
    assert!(run.finding("report-unit")["message"].as_str().unwrap().contains("榕溪社"));
    let own = rows(&run).into_iter().find(|row| row["name"] == "榕溪社").unwrap();
    assert_eq!(own["target"], "");
}

#[test]
fn reports_are_written_as_workbook_text_and_notice() {
    let sandbox = office(SCORING);
    let files = ["--out", "通报.pdf", "--out", "a.xlsx", "--out", "a.csv"];
    let run = contributions(&sandbox, &files);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let bytes = std::fs::read(sandbox.path("a.xlsx")).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    assert_eq!(book.sheet_names(), ["用稿统计", "明细", "图表"]);
    let sheet = book.worksheet_range("用稿统计").unwrap();
    assert_eq!(sheet.get_value((1, 1)), Some(&Data::String("荔塘供销社".to_owned())));
    assert_eq!(sheet.get_value((1, 8)), Some(&Data::Float(8.2)));
    let parts = common::zip_entries(&bytes);
    let first = String::from_utf8(parts["xl/worksheets/sheet1.xml"].clone()).unwrap();
    assert!(first.contains("ySplit=\"1\"") && first.contains("state=\"frozen\""), "{first}");
    assert!(parts.contains_key("xl/charts/chart1.xml"));
    let text = sandbox.read("a.csv");
    assert!(text.starts_with("\u{feff}名次,名称,") && text.contains("1,荔塘供销社,1,"), "{text}");
    checked_by_qpdf(&sandbox.path("通报.pdf"), &[]);
    if let Some(output) = judge("pdftotext", &[sandbox.path("通报.pdf").to_str().unwrap(), "-"]) {
        let words = dense(&stdout(&output));
        for own in ["关于2026年第1季度用稿情况的通报", "荔塘供销社", "一票否决：石涌供销社（瞒报）"]
        {
            assert!(words.contains(own), "{own}: {words}");
        }
    }
    // The same call gives the same bytes.
    let before =
        ["通报.pdf", "a.xlsx", "a.csv"].map(|file| std::fs::read(sandbox.path(file)).unwrap());
    assert_eq!(contributions(&sandbox, &files).status, 0);
    let after =
        ["通报.pdf", "a.xlsx", "a.csv"].map(|file| std::fs::read(sandbox.path(file)).unwrap());
    assert!(before == after);
}

const FEES: &str = "
fees:
  articles:
    - {sections: [foreword], each: 88.5}
    - {per_thousand: 100}
  picture: 10
  minimum: 60
  print_run: 1
  round_to: 1
  unpaid: [丙文]
  tax:
    name: 劳务
    steps:
      - {up_to: 4000, deduct: 20, rate: 20}
      - {deduct_percent: 20, rate: 20}
";

fn fees(sandbox: &Sandbox, more: &[&str]) -> Run {
    sandbox.run(&[&["report", "fees", "2026-01", "--format", "json"], more].concat())
}

#[test]
fn fees_go_by_the_rules_and_every_yuan_is_explained() {
    let sandbox = office(FEES);
    let run = fees(&sandbox, &["--explain", "甲文"]);
    let rows = rows(&run);
    let keys = ["name", "units", "amount", "tax", "net"];
    let found: Vec<_> = rows.iter().map(|row| cells(row, &keys)).collect();
    // Half a thousand characters are 50 yuan, a thousand copies add one percent, the least is 60.
    assert_eq!(found[0], ["甲文", "荔塘供销社", "35.00", "3.00", "32.00"]);
    assert_eq!(found[1], ["乙文", "榕溪供销社", "35.00", "3.00", "32.00"]);
    assert_eq!(found.len(), 2);
    let report = run.report();
    let item = &report["items"][0];
    let keys = ["kind", "thousands", "basic", "copies", "among", "amount"];
    assert_eq!(cells(item, &keys), ["文字", "0.5", "50.00", "0.50", "2", "30.00"]);
    let text = sandbox.read(PUBLICATION);
    let line = text.lines().position(|line| line.contains("per_thousand")).unwrap() + 1;
    assert_eq!(item["rule"], format!("{PUBLICATION}:{line}"));
    assert_eq!((&report["amount"], &report["tax"]), (&"70.00".into(), &"6.00".into()));
    assert_eq!(fees(&sandbox, &["--explain", "丙文"]).status, 2);
    let run = fees(&sandbox, &["--out", "a.xlsx", "--out", "a.pdf", "--out", "a.csv"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(std::fs::read(sandbox.path("a.xlsx")).unwrap())).unwrap();
    let sheet = book.worksheet_range("稿酬").unwrap();
    assert_eq!(sheet.get_value((1, 3)), Some(&Data::Float(35.0)));
    checked_by_qpdf(&sandbox.path("a.pdf"), &[]);
    if let Some(output) = judge("pdftotext", &[sandbox.path("a.pdf").to_str().unwrap(), "-"]) {
        let words = dense(&stdout(&output));
        assert!(words.contains("稿酬发放表") && words.contains("合计（2人）"), "{words}");
    }
}

/// One name under two units is one person, which is told; the list of members parts two of one name.
#[test]
fn a_person_is_one_by_name_unless_the_list_says_otherwise() {
    let sandbox = office(&format!("{SCORING}{FEES}"));
    let foreword = "issues/2026-01/articles/foreword.md";
    sandbox.replace(foreword, "{name: 丙文, unit: 资料室}", "{name: 陳禾, unit: 石涌供销社}");
    sandbox.replace("issues/2026-01/articles/news.md", "甲文", "陈禾");
    let paid = |run: &Run| -> Vec<String> {
        let keys = ["name", "units", "amount"];
        rows(run).iter().map(|row| cells(row, &keys).join(" ")).collect()
    };
    let by_author = |run: &Run| -> Vec<String> {
        rows(run).iter().map(|row| cells(row, &["name", "articles"]).join(" ")).collect()
    };
    let run = fees(&sandbox, &[]);
    assert_eq!(paid(&run), ["陳禾 石涌供销社、荔塘供销社 124.00", "乙文 榕溪供销社 35.00"]);
    let told = run.finding("report-namesake")["message"].as_str().unwrap().to_owned();
    assert!(told.contains("陳禾") && told.contains("石涌供销社、荔塘供销社"), "{told}");
    let run = contributions(&sandbox, &["--by", "author"]);
    assert_eq!(by_author(&run), ["陳禾 2", "乙文 1"]);
    assert_eq!(run.finding("report-namesake")["severity"], "note");
    // One person of two units, by the list: nothing is told any more.
    let people = "people:\n  - {name: 陈禾, units: [荔塘社, 石涌供销社]}\n";
    sandbox.write("issues/members.yml", format!("{MEMBERS}{people}"));
    assert!(!fees(&sandbox, &[]).rules().contains(&"report-namesake".to_owned()));
    // Two people.
    let people = "people:\n  - {name: 陈禾, id: 陈禾（荔塘）, units: [荔塘社]}\n  \
                  - {name: 陈禾, id: 陈禾（石涌）, units: [石涌供销社]}\n";
    sandbox.write("issues/members.yml", format!("{MEMBERS}{people}"));
    let run = fees(&sandbox, &["--explain", "陈禾（石涌）"]);
    assert_eq!(
        paid(&run),
        ["陈禾（石涌） 石涌供销社 89.00", "陈禾（荔塘） 荔塘供销社 35.00", "乙文 榕溪供销社 35.00"]
    );
    let explained = |run: &Run| run.report()["items"].as_array().unwrap().len();
    assert_eq!(explained(&run), 1);
    assert_eq!(explained(&fees(&sandbox, &["--explain", "陈禾"])), 3);
    let run = contributions(&sandbox, &["--by", "author", "--explain", "陈禾（荔塘）"]);
    assert_eq!(by_author(&run), ["陈禾（荔塘） 1", "乙文 1", "陈禾（石涌） 1"]);
    let entries = run.report()["entries"].as_array().unwrap().clone();
    assert!(entries.iter().all(|own| own["authors"].as_str().unwrap().contains("陈禾（荔塘）")));
    // Neither of them is not paid; which one a third unit means is not clear.
    sandbox.replace(PUBLICATION, "unpaid: [丙文]", "unpaid: [陈禾（荔塘）]");
    sandbox.replace(foreword, "石涌供销社", "资料室");
    let run = fees(&sandbox, &[]);
    assert_eq!(paid(&run), ["陳禾 资料室 89.00", "乙文 榕溪供销社 35.00"]);
    assert_eq!(run.finding("report-person")["severity"], "warn");
    // A list that cannot part them.
    let people = people.replace("石涌供销社", "荔塘供销社");
    sandbox.write("issues/members.yml", format!("{MEMBERS}{people}"));
    let run = fees(&sandbox, &[]);
    assert_eq!((run.status, run.rules()), (1, vec!["person-twice".to_owned()]));
    assert_eq!(run.finding("person-twice")["line"], 8);
    let checked = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(checked.finding("person-twice")["severity"], "warn");
}

#[test]
fn wrong_rules_for_fees_are_named_with_their_lines() {
    let wrong = "
fees:
  articles:
    - {per_thousand: 100}
    - {kinds: [news], each: 30}
    - {sections: [sport], per_thousand: 1, each: 1}
  tax:
    name: 劳务
    steps:
      - {deduct: 800, rate: 20}
      - {up_to: 4000, rate: 20}
";
    let run = fees(&office(wrong), &[]);
    assert_eq!(run.status, 1, "{}", run.out);
    let mut rules = run.rules();
    rules.sort();
    rules.dedup();
    assert_eq!(rules, ["fees-measure", "fees-tax-steps", "scoring-section", "scoring-shadowed"]);
    assert_eq!(fees(&Sandbox::new(), &[]).rules(), ["fees-none"]);
    let run = fees(&office("\nfees: {picture: -1}\n"), &[]);
    assert_eq!(run.status, 1, "{}", run.out);
}

#[test]
fn an_issue_says_how_it_was_made() {
    let sandbox = Sandbox::new();
    sandbox.write("issues/arrivals.txt", format!("2025-12-20 news {} news.docx\n", "0".repeat(64)));
    sandbox.approve();
    sandbox.replace("issues/2026-01/articles/news.md", "正文一段，带脚注", "正文一段、带脚注");
    let corrected = ["review", "corrections", "news", "--by", "校五", "--date", "2026-01-12"];
    let run = sandbox.run(&corrected);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let run = sandbox.run(&["report", "issue", "--format", "json", "--out", "a.xlsx"]);
    let found = rows(&run);
    let news = found.iter().find(|row| row["title"] == "要闻一则").unwrap();
    let keys = ["errors", "submitted", "first", "proof", "days", "flags"];
    // Only a mark was wrong.
    assert_eq!(cells(news, &keys), ["0.1", "2025-12-20", "2026-01-02", "2026-01-12", "23", ""]);
    assert_eq!(run.report()["flagged"], 0);
    // How long each stage took, and the middle of all articles.
    let report = run.report();
    let stages = report["stages"].as_array().unwrap();
    let keys = ["to-first", "to-second", "to-final", "to-proof", "days"];
    let news = stages.iter().find(|row| row["title"] == "要闻一则").unwrap();
    assert_eq!(cells(news, &keys), ["13", "1", "1", "8", "23"]);
    let medians = stages.last().unwrap();
    assert_eq!((&medians["title"], &medians["days"]), (&json!("中位数"), &json!("23")));
    let run = sandbox.run(&["report", "year", "2026", "--format", "json", "--out", "y.xlsx"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    assert_eq!(cells(&report["issues"][0], &["issue", "articles"]), ["2026年第1期", "2"]);
    assert_eq!(report["sections"].as_array().unwrap().len(), 2);
    let parts = common::zip_entries(&std::fs::read(sandbox.path("y.xlsx")).unwrap());
    // Four charts of the issues, two each of sections and units.
    let charts = parts.keys().filter(|name| name.starts_with("xl/charts/chart")).count();
    assert_eq!(charts, 8, "{:?}", parts.keys());
    let sheet = String::from_utf8(parts["xl/worksheets/sheet4.xml"].clone()).unwrap();
    assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("<rowBreaks"), "{sheet}");
    assert_eq!(sandbox.run(&["report", "year", "--out", "y.pdf"]).status, 2);
}

#[test]
fn rules_for_reports_void_no_signature() {
    let sandbox = Sandbox::new();
    sandbox.approve();
    sandbox.write(PUBLICATION, sandbox.read(PUBLICATION) + FEES);
    let run = sandbox.run(&["build", "--editions", "digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}
