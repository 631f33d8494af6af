//! Three reviews, three proofs, the press: every rule that a signature keeps, what an edit
//! voids, what shows when somebody tampers, and what may be made.

use crate::common;

use common::{Run, Sandbox, project};
use neikan::desk::review::{Folder, status};

const NEWS: &str = "issues/2026-01/articles/news.md";
const FOREWORD: &str = "issues/2026-01/articles/foreword.md";
const PICTURE: &str = "issues/2026-01/images/field.svg";
const LEDGER: &str = "issues/2026-01/review.yml";

/// Runs `neikan review` with these words; a report in JSON.
fn review(sandbox: &Sandbox, call: &str) -> Run {
    let words = ["review"].into_iter().chain(call.split(' ')).chain(["--format", "json"]);
    sandbox.run(&words.collect::<Vec<_>>())
}

fn signed(sandbox: &Sandbox, call: &str) {
    let run = review(sandbox, call);
    assert_eq!(run.status, 0, "{call}: {}", run.out);
}

/// The rules that refuse a call; nothing may have been written.
fn refused(sandbox: &Sandbox, call: &str) -> Vec<String> {
    let ledger = || std::fs::read(sandbox.path(LEDGER)).ok();
    let before = ledger();
    let run = review(sandbox, call);
    assert_eq!(run.status, 1, "{call}: {}", run.out);
    assert_eq!(before, ledger(), "{call} wrote into the ledger");
    let rules = run.rules();
    for rule in &rules {
        let finding = run.finding(rule);
        let words = format!("{}{}", finding["message"], finding["hint"]);
        assert!(!words.contains('{') && !words.contains("null"), "{finding}");
    }
    rules
}

fn first(sandbox: &Sandbox) {
    signed(
        sandbox,
        "sign all --stage first --by 初一 --verdict pass --note 读过 --date 2026-01-02",
    );
}

fn second(sandbox: &Sandbox) {
    signed(
        sandbox,
        "sign all --stage second --by 复二 --verdict pass --note 读过 --date 2026-01-03",
    );
}

fn reviewed() -> Sandbox {
    let sandbox = Sandbox::new();
    first(&sandbox);
    second(&sandbox);
    signed(&sandbox, "sign all --stage final --by 终三 --verdict pass --date 2026-01-04");
    sandbox
}

/// An article's part of the status.
fn standing(sandbox: &Sandbox, article: &str) -> serde_json::Value {
    let run = review(sandbox, "status");
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    let articles = report["articles"].as_array().unwrap();
    articles.iter().find(|own| own["id"] == article).unwrap().clone()
}

/// The stages whose signatures are void.
fn void(standing: &serde_json::Value) -> Vec<&str> {
    let signatures = standing["signatures"].as_array().unwrap().iter();
    let void = signatures.filter(|signature| signature["void"] == true);
    void.map(|signature| signature["stage"].as_str().unwrap()).collect()
}

#[test]
fn stages_are_signed_in_their_order() {
    let sandbox = Sandbox::new();
    let second_news = "sign news --stage second --by 复二 --verdict pass --note 读过";
    assert_eq!(refused(&sandbox, second_news), ["review-order"]);
    let final_news = "sign news --stage final --by 终三 --verdict pass";
    assert_eq!(refused(&sandbox, final_news), ["review-order"]);
    assert_eq!(refused(&sandbox, "proof 1 news --by 校五"), ["review-order"]);
    first(&sandbox);
    assert_eq!(refused(&sandbox, final_news), ["review-order"]);
    second(&sandbox);
    assert_eq!(refused(&sandbox, second_news), ["review-already"]);
    signed(&sandbox, final_news);
    assert_eq!(refused(&sandbox, "proof 2 news --by 校五"), ["review-order"]);
    signed(&sandbox, "proof 1 news --by 校五");
    let lacks = ["review-unapproved", "review-unapproved", "house-unsigned"];
    assert_eq!(refused(&sandbox, "press --by 终三"), lacks);
}

#[test]
fn no_two_reviews_are_by_the_same_person() {
    let sandbox = Sandbox::new();
    signed(&sandbox, "sign all --stage first --by 多面 --verdict pass --note 读过");
    let run = refused(&sandbox, "sign news --stage second --by 多面 --verdict pass --note 读过");
    assert_eq!(run, ["review-person-twice"]);
    signed(&sandbox, "sign all --stage second --by 复二 --verdict pass --note 读过");
    let run = refused(&sandbox, "sign news --stage final --by 多面 --verdict pass");
    assert_eq!(run[0], "review-person-twice");
    signed(&sandbox, "sign all --stage final --by 代四 --verdict pass");
    let run = refused(&sandbox, "sign news --stage final --by 多面 --verdict pass");
    assert_eq!(run[0], "review-person-twice");
    signed(&sandbox, "sign all --stage final --by 终三 --verdict pass");
    signed(&sandbox, "proof 1 --by 校五");
    assert_eq!(refused(&sandbox, "proof 2 news --by 校五"), ["review-proof-person"]);
    signed(&sandbox, "proof 2 --by 初一");
    signed(&sandbox, "proof 3 --by 校五");
}

#[test]
fn only_those_sign_who_may_and_all_faults_show_at_once() {
    let sandbox = Sandbox::new();
    let mut rules = refused(&sandbox, "sign all --stage second --by 无名 --verdict pass");
    rules.sort();
    assert_eq!(rules, ["review-note", "review-order", "review-order", "review-person"]);
    let run = refused(&sandbox, "sign all --stage first --by 复二 --verdict pass --note 好");
    assert_eq!(run, ["review-duty"]);
    let run = refused(&sandbox, "sign all --stage first --by 初一 --verdict pass");
    assert_eq!(run, ["review-note"]);
    assert_eq!(review(&sandbox, "sign none --stage first --by 初一 --verdict pass").status, 2);
    assert!(!sandbox.path(LEDGER).exists());
}

#[test]
fn the_publication_says_who_reviews() {
    for (from, to, rule) in [
        ("{name: 复二, stages: [second]}", "{name: 初一, stages: [second]}", "reviewer-twice"),
        ("[final], delegate", "[second], delegate", "reviewer-delegate"),
        ("{name: 复二, stages: [second]}", "{name: 复二, stages: [third]}", "value-choice"),
    ] {
        let sandbox = Sandbox::new();
        sandbox.replace("issues/publication.yml", from, to);
        let run = sandbox.run(&["check", "--format", "json"]);
        assert_eq!((run.status, run.rules()), (1, vec![rule.to_owned()]), "{}", run.out);
    }
    let sandbox = Sandbox::new();
    let text = sandbox.read("issues/publication.yml");
    let text = text.replace("终三, stages: [final, press]", "终三, stages: [press]");
    let text = text.replace("second, final, proof]", "second, proof]");
    sandbox.write("issues/publication.yml", text);
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.rules(), ["reviewer-chief"], "{}", run.out);
}

#[test]
fn a_delegates_final_review_is_countersigned() {
    let sandbox = Sandbox::new();
    first(&sandbox);
    second(&sandbox);
    let delegate = "sign all --stage final --by 代四 --verdict pass";
    signed(&sandbox, delegate);
    let news = standing(&sandbox, "news");
    assert_eq!((&news["approved"], &news["next"]), (&false.into(), &"countersign".into()));
    assert_eq!(refused(&sandbox, "proof 1 news --by 校五"), ["review-order"]);
    assert_eq!(refused(&sandbox, delegate), ["review-nothing"]);
    signed(&sandbox, "sign all --stage final --by 终三 --verdict pass");
    let news = standing(&sandbox, "news");
    assert_eq!((&news["approved"], &news["next"]), (&true.into(), &"proof-1".into()));
    assert_eq!(news["signatures"][3]["stage"], "countersign");
}

#[test]
fn what_is_sent_back_begins_anew_and_what_is_rejected_ends() {
    let sandbox = Sandbox::new();
    first(&sandbox);
    let back = "sign news --stage second --by 复二 --verdict return --date 2026-01-03";
    assert_eq!(refused(&sandbox, back), ["review-note"]);
    signed(&sandbox, &format!("{back} --note 数字没有来源"));
    let news = standing(&sandbox, "news");
    assert_eq!((&news["next"], &news["against"]["by"]), (&"first".into(), &"复二".into()));
    signed(&sandbox, "sign news --stage first --by 初一 --verdict reject --note 不用");
    assert_eq!(standing(&sandbox, "news")["next"], serde_json::Value::Null);
    let again = "sign news --stage first --by 初一 --verdict pass --note 再看";
    assert_eq!(refused(&sandbox, again), ["review-rejected"]);
    sandbox.replace(NEWS, "正文一段", "重写一段");
    signed(&sandbox, again);
    signed(&sandbox, "sign news --stage second --by 复二 --verdict pass --note 读过");
}

#[test]
fn a_proof_can_send_an_article_back_to_the_second_review() {
    let sandbox = reviewed();
    signed(&sandbox, "proof 1 news --by 校五 --verdict return --note 图文不符");
    let news = standing(&sandbox, "news");
    assert_eq!((&news["next"], &news["approved"]), (&"second".into(), &false.into()));
}

#[test]
fn dates_follow_each_other_and_one_day_is_a_red_flag() {
    let sandbox = Sandbox::new();
    first(&sandbox);
    let early = "sign news --stage second --by 复二 --verdict pass --note 好 --date 2026-01-01";
    assert_eq!(refused(&sandbox, early), ["review-date"]);
    signed(&sandbox, &early.replace("01-01", "01-02"));
    let last = "sign news --stage final --by 终三 --verdict pass --date 2026-01-02";
    assert_eq!(review(&sandbox, last).rules(), ["review-one-day"]);
    assert_eq!(review(&sandbox, "status").rules(), ["review-one-day"]);
    let mut words: Vec<&str> = "review sign foreword --stage second --by 复二".split(' ').collect();
    words.extend(["--verdict", "pass", "--note", "好"]);
    // What stands in for the clock elsewhere is no day on which anybody signed.
    words.extend(["--format", "json"]);
    let run = sandbox.run_with(&words, &[("SOURCE_DATE_EPOCH", "1770220800")]);
    assert_eq!((run.status, run.rules()), (0, vec!["review-epoch".to_owned()]), "{}", run.out);
    assert!(!sandbox.read(LEDGER).contains("date: 2026-02-05"));
}

#[test]
fn stages_and_verdicts_have_their_chinese_names_too() {
    let sandbox = Sandbox::new();
    signed(&sandbox, "sign news --stage 初审 --by 初一 --verdict 通过 --note 读过");
    signed(&sandbox, "sign news --stage 复审 --by 复二 --verdict 退修 --note 数字有误");
    for (wrong, allowed) in [
        ("sign news --stage 四审 --by 初一 --verdict pass", "first, second, final"),
        ("sign news --stage first --by 初一 --verdict 好", "pass, return, reject"),
    ] {
        let words: Vec<&str> = ["review"].into_iter().chain(wrong.split(' ')).collect();
        let run = sandbox.run(&words);
        assert!(run.status == 2 && run.err.contains(allowed), "{wrong}: {}", run.err);
    }
}

/// What `status` prints as the next step is run as it stands until the issue is signed.
#[test]
fn the_next_steps_can_be_pasted() {
    let sandbox = Sandbox::new();
    for step in 0..30 {
        let out = sandbox.run(&["review", "status"]).out;
        let next = out.lines().find_map(|line| line.split_once("neikan "));
        let call = next.unwrap_or_else(|| panic!("{step}: {out}")).1;
        let call = call.split('。').next().unwrap();
        let mut words: Vec<&str> = call.split_whitespace().collect();
        // What a reviewer has to say is asked for, where there is somebody to ask.
        if words.contains(&"first") || words.contains(&"second") {
            words.extend(["--note", "已读"]);
        }
        let run = sandbox.run(&words);
        assert_eq!(run.status, 0, "{call}: {}", run.err);
        if out.contains("付印已签") {
            assert!(step > 10 && call == "build 2026-01", "{step}: {out}");
            return;
        }
    }
    panic!("no end: {}", sandbox.run(&["review", "status"]).out);
}

#[test]
fn an_edit_voids_the_signatures_it_must() {
    let sandbox = Sandbox::new();
    first(&sandbox);
    sandbox.replace(NEWS, "正文一段", "正文两段");
    let news = standing(&sandbox, "news");
    assert_eq!((void(&news), &news["next"]), (vec!["first"], &"first".into()));
    let next = "sign news --stage second --by 复二 --verdict pass --note 好";
    assert_eq!(refused(&sandbox, next), ["review-changed"]);
    signed(
        &sandbox,
        "sign news --stage first --by 初一 --verdict pass --note 再读 --date 2026-01-02",
    );
    second(&sandbox);
    sandbox.replace(NEWS, "正文两段", "正文三段");
    let news = standing(&sandbox, "news");
    assert_eq!((void(&news), &news["next"]), (vec!["second"], &"second".into()));
    signed(
        &sandbox,
        "sign news --stage second --by 复二 --verdict pass --note 再读 --date 2026-01-03",
    );
    signed(&sandbox, "sign all --stage final --by 终三 --verdict pass --date 2026-01-04");
    for (file, from, to) in [
        (NEWS, "title: 要闻一则", "title: \"要闻一则\"\nstart: page\npages: 2"),
        (FOREWORD, "section: foreword\n", "issue: 2026-01\nsection: foreword\n"),
    ] {
        sandbox.replace(file, from, to);
    }
    assert_eq!(void(&standing(&sandbox, "news")), Vec::<&str>::new());
    assert_eq!(standing(&sandbox, "foreword")["approved"], true);
}

#[test]
fn the_difference_is_shown_by_characters() {
    let sandbox = reviewed();
    sandbox.replace(NEWS, "正文一段，带", "政文一段；带");
    let news = standing(&sandbox, "news");
    assert_eq!((void(&news), &news["next"]), (vec!["second", "final"], &"corrections".into()));
    let places = news["changes"]["places"].as_array().unwrap();
    let words =
        |at: usize| (places[at]["old"].as_str().unwrap(), places[at]["new"].as_str().unwrap());
    assert_eq!((places.len(), words(0)), (2, ("正", "政")));
    assert_eq!(news["changes"]["characters"], 1);
    let human = sandbox.run(&["review", "status"]);
    assert!(human.out.contains("[-正-]{+政+}文一段"), "{}", human.out);
    assert!(human.out.contains("neikan review corrections news"), "{}", human.out);
}

#[test]
fn small_corrections_take_one_signature_and_large_ones_two_reviews() {
    let sandbox = reviewed();
    let check = "corrections news --by 校五";
    assert_eq!(refused(&sandbox, check), ["review-unchanged"]);
    sandbox.replace(NEWS, "正文一段", "正文戊己庚辛一段");
    assert_eq!(refused(&sandbox, "proof 1 news --by 初一"), ["review-changed"]);
    assert_eq!(refused(&sandbox, "corrections news --by 复二"), ["review-duty"]);
    signed(&sandbox, check);
    assert_eq!(standing(&sandbox, "news")["next"], "proof-1");
    signed(&sandbox, "proof 1 --by 初一");
    // The limit of six counts from the final review, so that small steps do not add up.
    sandbox.replace(NEWS, "戊己庚辛", "戊己庚辛壬癸丑");
    let news = standing(&sandbox, "news");
    assert_eq!((&news["next"], void(&news).len()), (&"second".into(), 4), "{news}");
    assert_eq!(refused(&sandbox, check), ["corrections-large"]);
    sandbox.replace(NEWS, "戊己庚辛壬癸丑", "戊、己、庚、辛、");
    signed(&sandbox, check);
    sandbox.replace(NEWS, "section: news", "section: foreword");
    assert_eq!(refused(&sandbox, check), ["corrections-structure"]);
    signed(&sandbox, "sign news --stage second --by 复二 --verdict pass --note 换栏目");
    signed(&sandbox, "sign news --stage final --by 终三 --verdict pass");
    assert_eq!(standing(&sandbox, "news")["next"], "proof-1");
}

#[test]
fn another_picture_voids_too() {
    let sandbox = reviewed();
    sandbox.replace(PICTURE, "<svg", "<!-- 换过 --><svg");
    let news = standing(&sandbox, "news");
    assert_eq!((&news["approved"], &news["next"]), (&false.into(), &"second".into()));
    assert_eq!(news["changes"]["structure"], true);
    assert_eq!(standing(&sandbox, "foreword")["approved"], true);
}

/// Tampers with the ledger of an approved issue and gives the rules that notice, by line.
fn tampered(change: impl Fn(&mut Vec<String>)) -> Vec<(String, u64)> {
    let sandbox = Sandbox::new();
    sandbox.approve();
    let text = sandbox.read(LEDGER);
    let (opening, entries) = text.split_once("\n- ").unwrap();
    let mut entries: Vec<String> = entries.split("\n- ").map(str::to_owned).collect();
    assert_eq!(entries.len(), 14);
    change(&mut entries);
    let entries: String = entries.iter().map(|entry| format!("\n- {}", entry.trim_end())).collect();
    sandbox.write(LEDGER, format!("{opening}{entries}\n"));
    let run = sandbox.run(&["build", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(sandbox.nothing_written());
    let status = review(&sandbox, "status");
    assert_eq!(status.status, 1, "{}", status.out);
    let report = run.report();
    let findings = report["findings"].as_array().unwrap().iter();
    let of_ledger = findings.filter(|finding| finding["file"] == LEDGER);
    let read = of_ledger.map(|finding| {
        (finding["rule"].as_str().unwrap().to_owned(), finding["line"].as_u64().unwrap_or(0))
    });
    read.collect()
}

#[test]
fn tampering_with_the_ledger_shows() {
    let rule = |name: &str, line: u64| (name.to_owned(), line);
    let forged = tampered(|entries| entries[3] = entries[3].replace("读过", "细读过"));
    assert_eq!(forged, [rule("ledger-seal", 32)]);
    let last = tampered(|entries| entries[13] = entries[13].replace("终三", "初一"));
    assert!(last.contains(&rule("ledger-seal", 131)), "{last:?}");
    let removed = tampered(|entries| drop(entries.remove(4)));
    assert_eq!(removed[0].0, "ledger-chain", "{removed:?}");
    let swapped = tampered(|entries| entries.swap(0, 1));
    assert_eq!(swapped[0].0, "ledger-chain", "{swapped:?}");
    let cut = tampered(|entries| drop(entries.pop()));
    assert_eq!(cut, [rule("ledger-short", 0)]);
}

#[test]
fn tampering_with_a_copy_shows() {
    let sandbox = Sandbox::new();
    sandbox.approve();
    let folder = sandbox.path("issues/2026-01/review");
    let copy = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let copy = copy.filter(|path| path.extension().is_some()).min().unwrap();
    std::fs::write(copy, "别的").unwrap();
    let run = review(&sandbox, "log");
    assert!(run.rules().contains(&"ledger-copy".to_owned()), "{}", run.out);
}

#[test]
fn an_entry_that_was_forged_with_the_right_seals_still_breaks_the_rules() {
    use neikan::desk::review::ledger::{chain, seal};
    use neikan::publication::Entry;

    let sandbox = Sandbox::new();
    first(&sandbox);
    let mut entries: Vec<Entry> = serde_yaml::from_str(&sandbox.read(LEDGER)).unwrap();
    assert_eq!(entries[0].seal, seal(&entries[0]));
    let mut forged = vec![Entry { stage: neikan::publication::Stage::Final, ..entries[1].clone() }];
    chain(entries[1].seal.clone(), &mut forged);
    entries.extend(forged);
    sandbox.write(LEDGER, serde_yaml::to_string(&entries).unwrap());
    let run = review(&sandbox, "status");
    assert_eq!(run.status, 1, "{}", run.out);
    assert_eq!(run.finding("review-order")["file"], LEDGER);
}

#[test]
fn only_what_is_approved_and_signed_is_made() {
    let sandbox = reviewed();
    let build = || sandbox.run(&["build", "--editions", "digital", "--format", "json"]);
    let run = build();
    assert_eq!(run.status, 1);
    assert_eq!(run.rules(), ["review-unapproved", "review-unapproved", "review-press"]);
    assert_eq!(run.finding("review-unapproved")["file"], FOREWORD);
    assert!(sandbox.nothing_written());
    signed(&sandbox, "proof 1 --by 校五 --date 2026-01-05");
    signed(&sandbox, "proof 2 --by 初一 --date 2026-01-06");
    signed(&sandbox, "proof 3 --by 校五 --date 2026-01-07");
    assert_eq!(build().rules(), ["review-press"]);
    assert_eq!(refused(&sandbox, "press --by 校五"), ["house-unsigned", "review-duty"]);
    assert_eq!(refused(&sandbox, "press --by 终三"), ["house-unsigned"]);
    signed(&sandbox, "people --by 终三 --date 2026-01-07");
    assert_eq!(refused(&sandbox, "people --by 终三"), ["house-already"]);
    assert_eq!(refused(&sandbox, "press --by 终三 --date 2026-01-06"), ["review-date"]);
    signed(&sandbox, "press --by 终三 --date 2026-01-08");
    assert_eq!(refused(&sandbox, "press --by 终三"), ["review-already"]);
    assert_eq!(review(&sandbox, "status").report()["ready"], true);
    assert_eq!(build().status, 0);
    sandbox.replace("issues/2026-01/issue.yml", "run: 50", "run: 60");
    assert_eq!(build().rules()[0], "review-press-void");
    sandbox.replace("issues/2026-01/issue.yml", "run: 60", "run: 50");
    sandbox.replace(NEWS, "正文一段", "政文一段");
    assert_eq!(build().rules()[0], "review-unapproved");
    signed(&sandbox, "corrections news --by 初一");
    assert_eq!(build().rules()[0], "review-press-void");
    signed(&sandbox, "press --by 终三");
    assert_eq!(build().status, 0);
}

#[test]
fn after_changes_means_that_the_changes_are_made_and_checked() {
    let sandbox = Sandbox::new();
    sandbox.approve();
    assert_eq!(refused(&sandbox, "press --after-changes --by 终三"), ["review-note"]);
    signed(&sandbox, "press --after-changes --by 终三 --note 要闻第一段改一个字");
    let build = || sandbox.run(&["build", "--editions", "press", "--format", "json"]);
    assert_eq!(build().rules(), ["review-press-waiting"]);
    sandbox.replace(NEWS, "正文一段", "政文一段");
    assert_eq!(build().rules()[0], "review-unapproved");
    signed(&sandbox, "corrections news --by 初一");
    assert_eq!(build().status, 0);
    sandbox.replace("issues/2026-01/issue.yml", "alt: 田野", "alt: 田");
    assert_eq!(build().rules()[0], "review-press-void");
}

#[test]
fn a_draft_is_marked_and_never_looks_final() {
    let sandbox = reviewed();
    sandbox.replace(NEWS, "一段", "二段");
    let run = sandbox.run(&["build", "--draft", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    assert_eq!((&report["draft"], &report["unreviewed"]), (&true.into(), &["news"][..].into()));
    assert_eq!(run.finding("review-press")["severity"], "warn");
    let files = report["files"].as_array().unwrap().iter();
    let names: Vec<&str> = files.map(|file| file["path"].as_str().unwrap()).collect();
    let draft = |name: &&str| name.contains("-draft.") || *name == "flatplan.html";
    assert!(names.iter().all(draft) && names.len() == 8, "{names:?}");
    let book = std::fs::read(sandbox.path("out/2026-01/small-2026-01-draft.epub")).unwrap();
    let book = common::zip_entries(&book);
    for (article, marked) in [("news", true), ("foreword", false)] {
        let text = String::from_utf8_lossy(&book[&format!("EPUB/articles/{article}.xhtml")]);
        assert_eq!(text.contains("<p class=\"unreviewed\">未审</p>"), marked, "{article}");
    }
    assert_eq!(sandbox.run(&["build", "--draft", "--editions", "archive"]).status, 2);
}

#[test]
fn the_press_is_signed_for_the_pictures_of_the_issue_too() {
    let sandbox = Sandbox::new();
    let (issue, art) = ("issues/2026-01/issue.yml", "issues/2026-01/images/other.svg");
    let picture = sandbox.read("issues/2026-01/images/field.svg");
    sandbox.write(art, &picture);
    let filler = "fillers: [{text: 田里的水。, picture: images/other.svg, alt: 田野}]\n";
    sandbox.write(issue, sandbox.read(issue) + filler);
    sandbox.approve();
    let build = || sandbox.run(&["build", "--editions", "press", "--format", "json"]);
    assert_eq!(build().status, 0);
    sandbox.write(art, picture.replacen("<svg", "<!-- another --><svg", 1));
    let run = build();
    assert_eq!((run.status, run.rules()[0].as_str()), (1, "review-press-void"), "{}", run.out);
}

#[test]
fn the_marks_of_a_draft_do_not_move_a_line() {
    let sandbox = Sandbox::new();
    let draft = sandbox.run(&["build", "--draft", "--format", "json"]).report();
    assert_eq!(draft["unreviewed"].as_array().unwrap().len(), 2);
    let last = sandbox.build(&["--format", "json"]).report();
    assert_eq!(draft["map"], last["map"]);
    let size = |report: &serde_json::Value| report["files"][0]["bytes"].as_u64().unwrap();
    assert!(size(&draft) > size(&last), "the draft's pages carry no mark");
}

#[test]
fn the_archive_proves_who_approved_what() {
    let sandbox = Sandbox::new();
    let run = sandbox.build(&[]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let archive = std::fs::read(sandbox.path("out/2026-01/small-2026-01-archive.zip")).unwrap();
    let archive = common::archive_entries(&archive);
    let copies =
        archive.keys().filter(|name| name.starts_with("data/sources/issues/2026-01/review/"));
    assert_eq!(copies.count(), 5, "{:?}", archive.keys());
    assert!(archive.contains_key("data/sources/issues/2026-01/review.yml"));
}

#[test]
fn forms_are_printed_from_the_ledger() {
    let sandbox = reviewed();
    for (call, name) in [
        ("form news --kind manuscript", "small-2026-01-manuscript-news.pdf"),
        ("form --kind manuscript", "small-2026-01-manuscript.pdf"),
        ("form --kind release", "small-2026-01-release.pdf"),
    ] {
        let run = review(&sandbox, call);
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
        let path = sandbox.path("out/2026-01/forms").join(name);
        let bytes = std::fs::read(path).unwrap();
        let pages = lopdf::Document::load_mem(&bytes).unwrap().get_pages().len();
        let wanted = if call == "form --kind manuscript" { 2 } else { 1 };
        assert_eq!((pages, &run.report()["pages"]), (wanted, &wanted.into()), "{call}");
    }
    assert_eq!(review(&sandbox, "form none --kind release").status, 2);
    sandbox.write("issues/inbox/new.md", sandbox.read(FOREWORD));
    signed(&sandbox, "form new --kind manuscript --issue inbox");
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_folder_is_signed() {
    let sandbox = Sandbox::new();
    let away = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(away.path(), sandbox.read(NEWS)).unwrap();
    std::fs::remove_file(sandbox.path(NEWS)).unwrap();
    std::os::unix::fs::symlink(away.path(), sandbox.path(NEWS)).unwrap();
    let call = "sign news --stage first --by 初一 --verdict pass --note 好";
    assert_eq!(refused(&sandbox, call), ["article-outside"]);
}

#[test]
fn the_sample_issue_is_signed_as_it_stands() {
    let project = project();
    let standing = status(&project, &Folder::issue(&project, "2026-01")).unwrap();
    assert!(standing.ready, "run cargo run --release --example sign_sample");
    assert!(standing.findings.is_empty(), "{:?}", standing.findings);
}
