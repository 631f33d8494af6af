//! Day by day: where every issue stands, what everybody has to do, the plan of a year, which issue
//! is meant.

use crate::common;

use std::time::{SystemTime, UNIX_EPOCH};

use common::judging::{judge, stdout};
use common::{Run, Sandbox, dense};
use neikan_base::Date;
use serde_json::{Value, json};

const PUBLICATION: &str = "issues/publication.yml";
const ISSUE: &str = "issues/2026-01/issue.yml";

/// 2026-02-09, a Monday.
const MONDAY: [(&str, &str); 1] = [("SOURCE_DATE_EPOCH", "1770595200")];

fn done(run: &Run) {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

/// The day by the clock, in Beijing.
fn today() -> Date {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    Date::from_days(i64::try_from((now + 8 * 3600) / 86400).unwrap())
}

/// A project whose issue is printed on a day.
fn printed_on(date: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "date: 2026-01-15", &format!("date: {date}"));
    sandbox
}

/// Adds lines to `publication.yml`.
fn add(sandbox: &Sandbox, lines: &str) {
    let text = sandbox.read(PUBLICATION);
    sandbox.write(PUBLICATION, text + lines);
}

/// The report of a command in Monday's project.
fn report(sandbox: &Sandbox, call: &[&str]) -> Value {
    let run = sandbox.run_with(&[call, &["--format", "json"]].concat(), &MONDAY);
    done(&run);
    run.report()
}

const CALENDAR: &str = "calendar:\n  deadlines: {copy: -20, first: -14, press: -2}\n  issues:\n    \
                        - {issue: 2026-02, date: 2026-05-29, total: 2}\n";

#[test]
fn all_issues_and_the_inbox_are_seen_at_a_glance() {
    let sandbox = printed_on("2026-03-02");
    add(&sandbox, CALENDAR);
    sandbox.write(
        "issues/inbox/early.md",
        "---\ntitle: 早市\nsection: news\nguessed: [title]\n---\n天没亮。\n",
    );
    let own = report(&sandbox, &["status"]);
    let issue = &own["issues"][0];
    assert_eq!((&issue["standing"], &issue["days"]), (&json!("editing"), &json!(21)));
    assert_eq!((&issue["stages"]["first"], &issue["articles"]), (&json!(2), &json!(2)));
    let next = json!({ "due": "copy", "date": "2026-02-10", "days": 1 });
    assert_eq!((&issue["next"], &issue["pages"]), (&next, &Value::Null));
    assert_eq!((&issue["stops"], &issue["copies"]), (&json!(0), &Value::Null));
    assert_eq!(own["planned"][0]["issue"], "2026-02");
    assert_eq!((&own["inbox"]["articles"], &own["inbox"]["unready"]), (&json!(1), &json!(1)));
    for (language, parts) in [
        ("zh", ["还没有做过版面", "还有 21 天", "待初审 2", "还没开始", "来稿箱"]),
        ("en", ["not built yet", "in 21 days", "2 for first review", "not begun", "inbox"]),
    ] {
        let run = sandbox.run_with(&["--lang", language, "status"], &MONDAY);
        done(&run);
        for part in parts {
            assert!(run.out.contains(part), "{part}: {}", run.out);
        }
    }
    // What cannot be read is told of one issue and keeps no other from being seen.
    sandbox.write("issues/2025-04/issue.yml", "year: [\n");
    let own = report(&sandbox, &["status"]);
    assert_eq!(own["issues"][0]["date"], Value::Null);
    assert_eq!(own["issues"][1]["stages"]["first"], 2);
    assert!(sandbox.nothing_written());
}

#[test]
fn pages_are_those_of_the_last_build_and_press_is_signed_for_pages_that_can_be_bound() {
    let sandbox = Sandbox::new();
    let day = today().plus(20).to_string();
    sandbox.replace(ISSUE, "date: 2026-01-15", &format!("date: {day}"));
    sandbox.replace(ISSUE, "blanks: true\n", "");
    add(&sandbox, "page_multiple: 32\n");
    done(&sandbox.run(&["build", "--draft", "--editions", "digital"]));
    let own = sandbox.run(&["status", "--format", "json"]).report();
    let pages = &own["issues"][0]["pages"];
    assert_eq!((&pages["current"], &pages["draft"]), (&json!(true), &json!(true)));
    assert!(pages["missing"].as_u64() > Some(0), "{pages}");
    // The colophon has no line for an address that is not given.
    let pdf = sandbox.path("out/2026-01/small-2026-01-draft.pdf");
    if let Some(text) = judge("pdftotext", &[pdf.to_str().unwrap(), "-"]) {
        let text = dense(&stdout(&text));
        assert!(text.contains("样例印刷厂") && !text.contains("印刷地址"), "{text}");
    }
    sign_all_but_the_press(&sandbox);
    let refused = sandbox.run(&["review", "press", "--by", "终三", "--format", "json"]);
    assert_eq!(refused.status, 1, "{}", refused.out);
    assert_eq!(refused.finding("press-page-count")["severity"], "stop");
    sandbox.write(ISSUE, sandbox.read(ISSUE) + "blanks: true\n");
    assert_eq!(
        sandbox.run(&["status", "--format", "json"]).report()["issues"][0]["pages"]["current"],
        false
    );
    let signed = sandbox.run(&["review", "press", "--by", "终三", "--format", "json"]);
    done(&signed);
    assert_eq!(signed.finding("review-press-unseen")["severity"], "warn");
    // Signed, but not made.
    let own = sandbox.run(&["todo", "--format", "json"]).report();
    assert_eq!(own["tasks"][0]["kind"], "build", "{own}");
    assert_eq!(own["tasks"][0]["command"], "neikan build 2026-01");
}

fn sign_all_but_the_press(sandbox: &Sandbox) {
    for call in [
        "sign all --stage first --by 初一 --verdict pass --note 读过",
        "sign all --stage second --by 复二 --verdict pass --note 读过",
        "sign all --stage final --by 终三 --verdict pass",
        "proof 1 --by 初一",
        "proof 2 --by 校五",
        "proof 3 --by 校五",
        "people --by 终三",
    ] {
        let call: Vec<&str> = ["review"].into_iter().chain(call.split(' ')).collect();
        done(&sandbox.run(&call));
    }
}

#[test]
fn every_step_that_is_told_runs_as_it_is_printed() {
    let sandbox = printed_on(&today().plus(30).to_string());
    sandbox.replace(PUBLICATION, "name: 初一", "name: 初 一");
    let mut kinds = Vec::new();
    for _ in 0..30 {
        let run = sandbox.run(&["todo", "--format", "json"]);
        done(&run);
        let task = run.report()["tasks"][0].clone();
        let kind = task["kind"].as_str().unwrap().to_owned();
        if kind == "build" {
            break;
        }
        kinds.push(kind);
        let command = task["command"].as_str().unwrap();
        // It stands in what people see as well.
        assert!(sandbox.run(&["todo"]).out.contains(command), "{command}");
        let words: Vec<String> =
            command.replace("\"初 一\"", "初_一").split(' ').map(|w| w.replace('_', " ")).collect();
        assert_eq!(words[0], "neikan");
        let mut words: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        // What a reviewer has to say is asked for, where there is somebody to ask.
        if words.contains(&"first") || words.contains(&"second") {
            let run = sandbox.run(&words);
            assert!(run.status == 1 && run.err.contains("要写意见"), "{}", run.err);
            words.extend(["--note", "已读"]);
        }
        done(&sandbox.run(&words));
    }
    let count = |kind: &str| kinds.iter().filter(|own| *own == kind).count();
    for kind in ["first", "second", "final", "proof-1", "proof-2", "proof-3"] {
        assert_eq!(count(kind), 2, "{kind}: {kinds:?}");
    }
    assert_eq!((count("people"), count("press"), kinds.len()), (1, 1, 14), "{kinds:?}");
}

#[test]
fn everybody_sees_what_they_can_do_and_the_urgent_first() {
    let sandbox = printed_on("2026-03-02");
    add(&sandbox, CALENDAR);
    let own = report(&sandbox, &["todo"]);
    let task = &own["tasks"][0];
    assert_eq!((&task["kind"], &task["who"]), (&json!("first"), &json!("初一")));
    // 14 days before printing is Monday the 16th, in the Spring Festival: the Saturday before is
    // worked in its place.
    assert_eq!((&task["due"], &task["others"]), (&json!("2026-02-14"), &json!(["多面"])));
    // Copy of the next issue is not due yet, so nobody is told to begin it.
    assert!(own["tasks"].as_array().unwrap().iter().all(|own| own["kind"] != "begin"));
    let own = report(&sandbox, &["todo", "--who", "多 面"]);
    assert_eq!(own["tasks"].as_array().unwrap().len(), 2, "{own}");
    let run = sandbox.run_with(&["todo", "--who", "多面"], &MONDAY);
    assert!(run.out.contains("--stage first --by 多面 --verdict pass\n"), "{}", run.out);
    let chief = report(&sandbox, &["todo", "--who", "终三"]);
    assert_eq!(chief["tasks"][0]["kind"], "people");
    assert_eq!(chief["tasks"][0]["command"], "neikan review people --by 终三 --issue 2026-01");
    let wrong = sandbox.run(&["todo", "--who", "无名"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("初一, 复二"), "{}", wrong.err);
    // What is late says so; a returned article waits for its author, not for a reviewer.
    let late = [("SOURCE_DATE_EPOCH", "1771977600")];
    let run = sandbox.run_with(&["--lang", "en", "todo"], &late);
    assert!(run.out.contains("11 days late"), "{}", run.out);
    done(&sandbox.run(&[
        "review",
        "sign",
        "news",
        "--stage",
        "first",
        "--by",
        "初一",
        "--verdict",
        "return",
        "--note",
        "重写",
    ]));
    let own = report(&sandbox, &["todo"]);
    let revise: Vec<&Value> =
        own["tasks"].as_array().unwrap().iter().filter(|own| own["kind"] == "revise").collect();
    assert_eq!((revise.len(), &revise[0]["article"]), (1, &json!("news")));
    assert_eq!((&revise[0]["who"], &revise[0]["due"]), (&Value::Null, &json!("2026-02-10")));
}

#[test]
fn the_calendar_of_an_office_takes_the_dates_and_keeps_them_apart() {
    let sandbox = printed_on("2026-03-02");
    add(&sandbox, CALENDAR);
    let run = sandbox.run_with(&["todo", "--ics", "issues"], &MONDAY);
    assert_eq!(run.status, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("call-folder") && run.err.contains("neikan.ics"), "{}", run.err);
    let run = sandbox.run_with(&["todo", "--ics", "office.ics"], &MONDAY);
    done(&run);
    let text = sandbox.read("office.ics");
    let streamed = sandbox.run_with(&["todo", "--format", "ics"], &MONDAY);
    assert_eq!(streamed.out, text);
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    assert_eq!((lines[0], lines[lines.len() - 2]), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    let unfolded = text.replace("\r\n ", "");
    for part in [
        "DTSTAMP:20260209T000000Z",
        "DTSTART;VALUE=DATE:20260214",
        "SUMMARY:稿件截止（2026-02）",
        "SUMMARY:印刷日期（2026-01）",
        "neikan review sign foreword --issue 2026-01 --stage first",
    ] {
        assert!(unfolded.contains(part), "{part}: {unfolded}");
    }
    let uids = |text: &str| -> Vec<String> {
        let own = text.lines().filter(|line| line.starts_with("UID:"));
        own.map(|line| line.trim_end().to_owned()).collect()
    };
    let mut own = uids(&text);
    let later = sandbox.run_with(
        &["--lang", "en", "todo", "--format", "ics"],
        &[("SOURCE_DATE_EPOCH", "1770681600")],
    );
    assert_eq!(own, uids(&later.out));
    let all = own.len();
    own.sort();
    own.dedup();
    assert_eq!((own.len(), all > 5), (all, true));
}

#[test]
fn a_calendar_that_cannot_be_is_told_line_by_line() {
    let sandbox = Sandbox::new();
    let lines = sandbox.read(PUBLICATION).lines().count() as u64;
    add(
        &sandbox,
        "calendar:\n  deadlines: {copy: 30, first: -10, second: -12, samples: 20}\n  issues:\n    \
         - {issue: 2026-01, date: 2026-03-13, deadlines: {press: 2026-03-20}}\n    \
         - {issue: 2026-02, date: 2026-03-13}\n    \
         - {issue: 2026-02, date: 2026-06-12}\n    \
         - {issue: 2026-03, date: 2026-02-20}\n    \
         - {issue: 2026-07, date: 2027-09-10}\n  holidays:\n    \
         - {from: 2026-12-31, to: 2026-12-30}\n    - {from: 2026-11-02}\n  workdays: [2026-11-02]\n",
    );
    let run = sandbox.run(&["check", "--format", "json"]);
    // A plan keeps nobody from working.
    done(&run);
    for (rule, line) in [
        ("calendar-late", 2),
        ("calendar-order", 2),
        ("calendar-samples", 2),
        ("calendar-date-twice", 5),
        ("calendar-issue-twice", 6),
        ("calendar-backwards", 7),
        ("calendar-day-off", 7),
        ("calendar-number", 8),
        ("calendar-year", 8),
        ("calendar-holiday", 10),
        ("calendar-both", 12),
    ] {
        let found = run.finding(rule);
        assert_eq!(
            (&found["file"], &found["line"]),
            (&json!(PUBLICATION), &json!(lines + line)),
            "{rule}"
        );
        assert!(!found["hint"].as_str().unwrap().is_empty());
    }
    let endless = Sandbox::new();
    add(&endless, "calendar:\n  holidays:\n    - {from: 2026-01-01, to: 2099-12-31}\n");
    let told = endless.run(&["check", "--format", "json"]);
    done(&told);
    assert_eq!(told.finding("calendar-endless")["line"], lines + 3, "{}", told.out);
    let press: Vec<Value> = run.report()["findings"].as_array().unwrap().clone();
    let late = press.iter().filter(|own| own["rule"] == "calendar-late").count();
    assert_eq!(late, 2, "the press of the first issue is late too");
    for (wrong, rule) in [
        ("date: 2026-02-30", "date-none"),
        ("date: 2026-2-3", "form-date"),
        ("date: 2026-02-03, deadlines: {copy: 2026-02-30}", "date-none"),
        ("date: 2026-02-03, deadlines: {copy: [1]}", "type-deadline"),
        ("date: 2026-02-03, deadlines: {copy: -900}", "number-small"),
        ("date: 2026-02-03, deadlines: {copi: -9}", "key-meant"),
    ] {
        let sandbox = Sandbox::new();
        add(&sandbox, &format!("calendar:\n  issues:\n    - {{issue: 2026-02, {wrong}}}\n"));
        let run = sandbox.run(&["check", "--format", "json"]);
        assert_eq!(run.status, 1, "{wrong}");
        assert_eq!(run.finding(rule)["line"], lines + 3, "{wrong}: {}", run.out);
    }
}

#[test]
fn what_is_planned_voids_no_signature() {
    let sandbox = Sandbox::new();
    sandbox.approve();
    add(&sandbox, CALENDAR);
    let status = sandbox.run(&["review", "status", "--format", "json"]);
    done(&status);
    assert_eq!(status.report()["ready"], true, "{}", status.out);
}

#[test]
fn a_year_is_planned_and_new_issues_follow_the_plan() {
    let sandbox = Sandbox::new();
    add(&sandbox, "# 自己的注释\naddress: 某处 # 地址\n");
    let before = sandbox.read(PUBLICATION);
    let dry = sandbox.run(&["plan", "2026", "--days", "5", "--dry-run"]);
    done(&dry);
    assert_eq!(sandbox.read(PUBLICATION), before);
    let run = sandbox.run(&["plan", "2026", "--days", "5", "--format", "json"]);
    done(&run);
    let text = sandbox.read(PUBLICATION);
    assert!(text.starts_with(&before), "{text}");
    // 2026-01 is begun and keeps its own date; 5 September is a Saturday.
    let issues = run.report()["issues"].clone();
    let dates: Vec<_> = issues.as_array().unwrap().iter().map(|own| own["date"].clone()).collect();
    assert_eq!(dates, ["2026-06-05", "2026-09-04", "2026-12-04"]);
    assert!(text.contains("    - {issue: 2026-03, date: 2026-09-04, total: 3}\n"), "{text}");
    let again = sandbox.run(&["plan", "2026", "--format", "json"]);
    assert_eq!(again.status, 1, "{}", again.out);
    assert_eq!(again.finding("plan-already")["line"], before.lines().count() as u64 + 5);
    assert_eq!(sandbox.read(PUBLICATION), text);
    // The next year is added below, with a word on holidays that nobody knows.
    let next = sandbox.run(&["plan", "2027", "--format", "json"]);
    done(&next);
    assert_eq!(next.finding("calendar-holidays-unknown")["severity"], "note");
    assert_eq!(
        next.report()["issues"][0],
        json!({
            "issue": "2027-01", "date": "2027-03-05", "total": 5, "days": {},
        })
    );
    assert!(sandbox.read(PUBLICATION).starts_with(&text));
    for (call, rule) in [
        (vec!["plan", "2028", "--months", "1,2"], "plan-months"),
        (vec!["plan", "2028", "--days", "1,2"], "plan-days"),
    ] {
        let run = sandbox.run(&[&call[..], &["--format", "json"]].concat());
        assert_eq!((run.status, run.rules()), (1, vec![rule.to_owned()]), "{}", run.out);
    }
    let run = sandbox.run(&["plan", "2028", "--weekday", "3"]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert!(run.err.contains("plan-useless") && run.err.contains("--weekday"), "{}", run.err);
    let new = sandbox.run(&["new"]);
    done(&new);
    assert!(new.out.contains("2026-02") && new.out.contains("2026-06-05"), "{}", new.out);
    let issue = sandbox.read("issues/2026-02/issue.yml");
    assert!(issue.contains("date: 2026-06-05 ") && issue.contains("total: 2 "), "{issue}");
    // Without a plan the frequency tells: the third quarter ends with September.
    let other = Sandbox::new();
    let run = other.run(&["new", "2026-03"]);
    done(&run);
    assert!(run.out.contains("2026-09-15") && run.out.contains("issue.yml"), "{}", run.out);
    assert!(other.read("issues/2026-03/issue.yml").contains("date: 2026-09-15 "));
    let other = Sandbox::new();
    let run = other.run(&["new", "--project", "."]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert!(run.err.contains("new-unplanned"), "{}", run.err);
    other.replace(PUBLICATION, "frequency: 季刊", "frequency: 不定期");
    add(&other, "calendar: {issues: []}\n");
    let run = other.run(&["plan", "2026", "--format", "json"]);
    assert_eq!(run.rules(), ["plan-frequency"]);
    other.replace(PUBLICATION, "frequency: 不定期", "frequency: 季刊");
    let run = other.run(&["plan", "2026", "--format", "json"]);
    assert_eq!((run.status, run.rules()), (1, vec!["plan-form".to_owned()]), "{}", run.out);
}

/// Gives an issue another date of printing than the one that its plan or its frequency gave it.
fn redate(sandbox: &Sandbox, file: &str, date: &str) {
    let text = sandbox.read(file);
    let line = text.lines().find(|line| line.starts_with("date: ")).unwrap();
    sandbox.replace(file, line, &format!("date: {date}"));
}

#[test]
fn where_two_issues_are_open_no_command_guesses() {
    let sandbox = printed_on(&today().plus(10).to_string());
    done(&sandbox.run(&["new", "2026-02"]));
    redate(&sandbox, "issues/2026-02/issue.yml", &today().plus(70).to_string());
    let before = sandbox.read("issues/2026-02/articles/first.md");
    for (call, said) in [
        ("build", "neikan build 2026-01"),
        ("impose --sheet 889x1194", "neikan impose 2026-01"),
        ("gather", "neikan gather 2026-01"),
        ("review press --by 终三", "neikan review press … --issue 2026-01"),
        ("review people --by 终三", "--issue 2026-01"),
        ("review proof 1 --by 初一", "--issue 2026-01"),
        ("review sign all --stage first --by 初一 --verdict pass --note 好", "--issue 2026-01"),
        ("deliver prepare", "neikan deliver prepare 2026-01"),
        ("deliver send --dry-run", "neikan deliver send 2026-01"),
        ("deliver confirm 1 --sent", "neikan deliver confirm … --issue 2026-01"),
    ] {
        let run = sandbox.run(&call.split(' ').collect::<Vec<_>>());
        assert_eq!(run.status, 2, "{call}: {}", run.err);
        for part in ["issue-several", "2026-01, 2026-02", said] {
            assert!(run.err.contains(part), "{call}: {part}: {}", run.err);
        }
    }
    assert!(!sandbox.path("issues/2026-02/review.yml").exists() && sandbox.nothing_written());
    assert_eq!(sandbox.read("issues/2026-02/articles/first.md"), before);
    // To look, the newest will do, and it is named.
    for call in ["check", "review status"] {
        let run = sandbox.run(&call.split(' ').collect::<Vec<_>>());
        assert!(run.err.contains("2026-02"), "{call}: {}", run.err);
        done(&run);
    }
    // An issue that is named is taken.
    let call = ["review", "proof", "1", "--by", "初一", "--issue", "2026-01"];
    assert!(sandbox.run(&call).err.contains("review-order"));
}

#[test]
fn an_issue_that_is_printed_and_sent_is_no_longer_meant() {
    let sandbox = printed_on(&today().plus(-1).to_string());
    sandbox.approve();
    done(&sandbox.run(&["new", "2026-02"]));
    redate(&sandbox, "issues/2026-02/issue.yml", &today().plus(60).to_string());
    // Printed, but its samples are not due yet.
    let sign = [
        "review",
        "sign",
        "all",
        "--stage",
        "first",
        "--by",
        "初一",
        "--verdict",
        "pass",
        "--note",
        "好",
    ];
    assert_eq!(sandbox.run(&sign).status, 2);
    let own = sandbox.run(&["status", "--format", "json"]).report();
    let standings = own["issues"].as_array().unwrap().iter().map(|own| own["standing"].clone());
    assert_eq!(standings.collect::<Vec<_>>(), ["printed", "editing"]);
    let tasks = sandbox.run(&["todo", "--format", "json"]).report();
    assert!(tasks["tasks"].as_array().unwrap().iter().any(|own| own["kind"] == "samples"));
    // A calendar in which they were due yesterday.
    add(&sandbox, "calendar:\n  deadlines: {samples: 0}\n");
    let run = sandbox.run(&sign);
    done(&run);
    assert!(run.err.contains("2026-02") && run.out.contains("2026-02"), "{}{}", run.err, run.out);
    assert!(sandbox.path("issues/2026-02/review.yml").exists());
}

#[test]
fn people_who_are_missing_are_told_before_the_work_is_done() {
    let sandbox = Sandbox::empty();
    let init = sandbox.run(&[
        "init",
        "--name",
        "青山通讯",
        "--yes",
        "--first",
        "甲一",
        "--second",
        "乙二",
    ]);
    done(&init);
    assert!(init.err.contains("reviewer-proof-alone") && init.err.contains("甲一"), "{}", init.err);
    done(&sandbox.run(&["new", "2026-01"]));
    let sign = |stage: &str, by: &str| {
        let call = ["review", "sign", "all", "--stage", stage, "--by", by, "--verdict", "pass"];
        sandbox.run(&[&call[..], &["--note", "好", "--format", "json"]].concat())
    };
    let first = sign("first", "甲一");
    done(&first);
    assert_eq!(first.finding("reviewer-proof-alone")["severity"], "warn");
    done(&sign("second", "乙二"));
    // What init left to be filled in is nobody.
    let nobody = sign("final", "待填·终审");
    assert_eq!(nobody.status, 1, "{}", nobody.out);
    assert_eq!(nobody.finding("review-nobody")["file"], PUBLICATION);
    let status = sandbox.run(&["review", "status"]);
    assert!(status.out.contains("审读名单里没有别人能做"), "{}", status.out);
    assert!(!status.out.contains("--by 待填"), "{}", status.out);
    let own = sandbox.run(&["todo", "--format", "json"]).report();
    let kinds: Vec<_> = own["tasks"].as_array().unwrap().iter().map(|own| &own["kind"]).collect();
    assert!(kinds.contains(&&json!("nobody")) && kinds.contains(&&json!("fill-in")), "{kinds:?}");
    // With one proofreader the second proof has nobody, and no call that cannot be run is shown.
    let text = sandbox.read(PUBLICATION);
    sandbox.write(PUBLICATION, text.replace("待填·终审", "丙三"));
    done(&sign("final", "丙三"));
    done(&sandbox.run(&["review", "proof", "1", "--by", "甲一"]));
    let status = sandbox.run(&["review", "status"]);
    assert!(status.out.contains("二校；一校、二校要由两个人来做"), "{}", status.out);
    assert!(!status.out.contains("proof 2"), "{}", status.out);
}

#[test]
fn what_was_mended_is_counted_where_faults_are_left() {
    let sandbox = Sandbox::new();
    let news = "issues/2026-01/articles/news.md";
    sandbox.write(news, sandbox.read(news) + "\n天亮了......\n\n本刊讯。\n");
    let run = sandbox.run(&["check", "--fix"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.err.contains("已改好 1 个文件；还有 1 处错误"), "{}", run.err);
    assert!(!run.err.contains("没有写出任何文件"), "{}", run.err);
    assert!(!run.err.contains("东莞"), "{}", run.err);
}
