//! The rules: every one finds fault with its wrong examples and leaves its right ones alone; what
//! is set, waived, mended and printed about them.

use crate::common;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use common::{Run, Sandbox, repository};
use memchr::memmem;
use neikan::check::examples::parts;
use neikan::check::rules::all;
use neikan::check::{Context, Shelf, catalogue, check, messages};
use neikan::diagnostic::Findings;
use neikan::locale::{Language, Locale};
use neikan::manuscript::assemble;
use neikan::publication::Project;
use neikan::typeset::Faces;

const NEWS: &str = "issues/2026-01/articles/news.md";
const HEAD: &str =
    "---\ntitle: 要闻一则\nsection: news\nauthors: [{name: 梁以宁, unit: 样例单位}]\n---\n";

/// A small issue into which an example is put.
fn sandbox(example: &str) -> Sandbox {
    let own = example.contains("@layouts/");
    let sandbox = if own { Sandbox::with_own_layouts() } else { Sandbox::new() };
    for part in parts(example) {
        let text = part.text;
        match part.file {
            None | Some("body") => sandbox.write(NEWS, format!("{HEAD}{text}\n")),
            Some("article") => sandbox.write(NEWS, format!("{text}\n")),
            Some("other.md") => {
                sandbox.write("issues/2025-06/articles/part.md", format!("{text}\n"));
            }
            Some("other.yml") => sandbox.write("issues/2025-06/issue.yml", text),
            Some("issue.yml") => merge(&sandbox, "issues/2026-01/issue.yml", text),
            Some("publication.yml") => merge(&sandbox, "issues/publication.yml", text),
            Some(file) if file.starts_with("layouts/") => merge(&sandbox, file, text),
            Some(file) => match file.strip_prefix("image ") {
                Some(name) => picture(&sandbox, name, text),
                None => sandbox.write(&format!("issues/{file}"), text),
            },
        }
    }
    sandbox
}

/// Replaces keys of a YAML file.
fn merge(sandbox: &Sandbox, file: &str, text: &str) {
    let mut whole: serde_yaml::Mapping = serde_yaml::from_str(&sandbox.read(file)).unwrap();
    whole.extend(serde_yaml::from_str::<serde_yaml::Mapping>(text).unwrap());
    sandbox.write(file, serde_yaml::to_string(&whole).unwrap());
}

/// Puts a photograph into the article, or more into a drawing.
fn picture(sandbox: &Sandbox, name: &str, kind: &str) {
    if name.ends_with(".svg") {
        let file = format!("issues/2026-01/images/{name}");
        sandbox.replace(&file, "</svg>", &format!("{kind}</svg>"));
        return;
    }
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
    match kind {
        "cmyk" => encoder.encode(&[90; 16 * 16 * 4], 16, 16, jpeg_encoder::ColorType::Cmyk),
        "faint" => {
            let tint: Vec<u8> = [120, 116, 112].repeat(16 * 16);
            encoder.encode(&tint, 16, 16, jpeg_encoder::ColorType::Rgb)
        }
        _ => encoder.encode(&[90; 16 * 16], 16, 16, jpeg_encoder::ColorType::Luma),
    }
    .unwrap();
    if kind == "gps" {
        bytes.splice(2..2, common::exif_gps());
    }
    if kind == "badprofile" {
        let segment = [b"\xff\xe2\0\x17ICC_PROFILE\0\x01\x01".as_slice(), b"nothing"].concat();
        bytes.splice(2..2, segment);
    }
    sandbox.write(&format!("issues/2026-01/images/{name}"), bytes);
    let figure = format!("正文。\n\n![灰色方块](images/{name} \"图注。\"){{credit=\"何岸 摄\"}}\n");
    sandbox.write(NEWS, format!("{HEAD}{figure}"));
}

/// What the rules say about an issue.
fn found(sandbox: &Sandbox) -> Findings {
    let project = Project::find(&sandbox.path("issues")).unwrap().with_store(common::store());
    let (assembly, mut findings) =
        assemble(&project, "2026-01").unwrap_or_else(|e| panic!("{e:?}"));
    let shelf = Shelf::load(&project, "2026-01", &mut findings);
    assert!(!findings.stops(), "{findings:?}");
    static FACES: OnceLock<Faces> = OnceLock::new();
    let faces = FACES.get_or_init(|| Faces::load(&project).unwrap());
    check(&Context { assembly: &assembly, faces, shelf: &shelf }).findings
}

#[test]
fn every_rule_finds_its_wrong_examples_and_not_its_right_ones() {
    let mut faults = Vec::new();
    for entry in all() {
        let rule = entry.rule;
        assert_eq!(rule.wrong.is_empty(), rule.needs_pages(), "{} has no example", rule.name);
        for (examples, wanted) in [(rule.wrong, true), (rule.right, false)] {
            for example in examples {
                let findings = found(&sandbox(example));
                let hit = findings.iter().any(|finding| finding.rule == rule.name);
                if hit != wanted {
                    faults.push(format!("{}: {example:?} found: {hit}", rule.name));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_a_fixing_rule_wants_is_right() {
    for entry in all().iter().filter(|entry| entry.rule.fix) {
        let (name, mut mended) = (entry.rule.name, 0);
        for example in entry.rule.wrong {
            let sandbox = sandbox(example);
            let fixed = sandbox.run(&["check", "--fix"]);
            // What may be meant otherwise is left as it is.
            if !fixed.out.contains("\n+") {
                continue;
            }
            mended += 1;
            let left = found(&sandbox);
            let left: Vec<_> = left.iter().filter(|finding| finding.rule == name).collect();
            assert!(left.is_empty(), "{example:?}: {left:?}");
        }
        assert!(mended > 0, "{name} mends none of its examples");
    }
}

#[test]
fn rules_have_names_of_their_own_and_words_in_both_languages() {
    let mut names = BTreeSet::new();
    for entry in all() {
        let rule = entry.rule;
        assert!(names.insert(rule.name), "{} twice", rule.name);
        for (language, mark) in [(Language::Chinese, '。'), (Language::English, '.')] {
            let words = rule.words(language);
            for text in [words.about, words.message, words.hint] {
                assert!(!text.is_empty(), "{}", rule.name);
            }
            assert!(words.about.ends_with(mark), "{}: {}", rule.name, words.about);
            let locale = Locale::with_rules(language, messages(language));
            assert_ne!(locale.text(rule.name), rule.name);
            assert_ne!(locale.text(&format!("rules-{}", entry.family)), entry.family);
        }
        let placeables = |text: &str| -> BTreeSet<String> {
            let places = text.match_indices("{ $").map(|(at, _)| &text[at + 3..]);
            places.map(|rest| rest.split(' ').next().unwrap().to_owned()).collect()
        };
        assert_eq!(placeables(rule.zh.message), placeables(rule.en.message), "{}", rule.name);
        let name = format!("{}/{}.rs", entry.family, rule.name.replace('-', "_"));
        let folders = ["crates/neikan-desk/src/check/rules", "crates/hanzi/src/rules"];
        let files = folders.iter().filter(|folder| repository().join(folder).join(&name).is_file());
        assert_eq!(files.count(), 1, "{} is not in its own file", rule.name);
    }
    assert!(names.len() > 80, "{}", names.len());
}

#[test]
fn the_documentation_of_the_rules_is_up_to_date() {
    for (language, name) in [(Language::Chinese, "rules.md"), (Language::English, "rules.en.md")] {
        let path = repository().join("docs").join(name);
        let page = catalogue::page(&Locale::with_rules(language, messages(language)));
        if std::env::var_os("NEIKAN_UPDATE").is_some() {
            std::fs::write(&path, &page).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == page, "docs/{name}: run the tests with NEIKAN_UPDATE=1");
    }
}

fn checked(sandbox: &Sandbox) -> Run {
    sandbox.run(&["check", "--format", "json"])
}

#[test]
fn a_publication_sets_how_much_a_rule_weighs() {
    let with = |setting: &str| {
        let sandbox = sandbox("等了三、四天。");
        merge(&sandbox, "issues/publication.yml", &format!("rules: {{approx-comma: {setting}}}"));
        checked(&sandbox)
    };
    assert!(!with("off").rules().contains(&"approx-comma".to_owned()));
    for setting in ["note", "warn", "stop"] {
        let run = with(setting);
        assert_eq!(run.finding("approx-comma")["severity"], setting);
        assert_eq!(run.status, i32::from(setting == "stop"));
    }
}

#[test]
fn settings_name_rules_that_exist_and_do_not_switch_the_law_off() {
    let with = |rules: &str| {
        let sandbox = sandbox("本刊来了。");
        sandbox.write(
            "issues/publication.yml",
            format!("{}rules:\n  {rules}\n", sandbox.read("issues/publication.yml")),
        );
        checked(&sandbox)
    };
    let run = with("self-nam: off");
    let finding = run.finding("rule-meant");
    assert!(finding["message"].as_str().unwrap().contains("self-name"), "{finding}");
    let lines = Sandbox::new().read("issues/publication.yml").lines().count();
    assert_eq!(finding["line"], lines + 2);
    assert!(with("quite-other: off").rules().contains(&"rule-unknown".to_owned()));
    let run = with("self-name: off");
    assert!(run.rules().contains(&"rule-locked".to_owned()) && run.status == 1);
    let run = with("self-name: warn");
    assert_eq!(run.finding("self-name")["severity"], "warn");
    assert_eq!(run.status, 0);
}

#[test]
fn a_waiver_lets_one_place_pass_and_is_listed() {
    let sandbox = sandbox("");
    let waived = HEAD.replace(
        "\n---\n",
        "\nwaivers:\n  - {rule: self-name, text: 本刊来了, reason: 引用原文}\n---\n",
    );
    sandbox.write(NEWS, format!("{waived}本刊来了。\n\n本刊走了。\n"));
    let run = checked(&sandbox);
    assert_eq!(run.status, 1);
    assert_eq!(run.finding("self-name")["line"], 10);
    let note = run.finding("rule-waived");
    assert_eq!(note["line"], 8);
    assert!(note["message"].as_str().unwrap().contains("引用原文"), "{note}");
    sandbox.write(NEWS, format!("{waived}没有什么。\n"));
    let run = checked(&sandbox);
    assert_eq!((run.status, &run.finding("waiver-idle")["line"]), (0, &serde_json::json!(6)));
    sandbox.write(NEWS, waived.replace("self-name", "self-nane") + "文。\n");
    assert!(checked(&sandbox).rules().contains(&"rule-meant".to_owned()));
}

#[test]
fn findings_name_line_and_column_and_show_the_line() {
    let sandbox = sandbox("第一段。\n\n甲**乙**说，来了3、5个人。");
    let run = checked(&sandbox);
    let finding = run.finding("approx-digits");
    assert_eq!((finding["line"].as_u64(), finding["column"].as_u64()), (Some(8), Some(11)));
    let shown = sandbox.run(&["check", "--lang", "en"]).err;
    assert!(shown.contains("articles/news.md:8:11"), "{shown}");
    assert!(shown.contains("甲**乙**说，来了3、5个人。"), "{shown}");
}

#[test]
fn mending_shows_what_it_changed_and_changes_nothing_else() {
    let sandbox = sandbox("先过秤\u{2c}再入库。\n\n`a,b`照旧，读了《甲》、《乙》。");
    let run = sandbox.run(&["check", "--fix"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    for line in
        ["-先过秤\u{2c}再入库。", "+先过秤\u{ff0c}再入库。", "+`a,b`照旧，读了《甲》《乙》。"]
    {
        assert!(run.out.contains(line), "{}", run.out);
    }
    let mended = format!("{HEAD}先过秤\u{ff0c}再入库。\n\n`a,b`照旧，读了《甲》《乙》。\n");
    assert_eq!(sandbox.read(NEWS), mended);
}

/// What `check --fix` makes of the body of an article.
fn mended(body: &str) -> String {
    let sandbox = sandbox(body);
    let run = sandbox.run(&["check", "--fix"]);
    assert!(run.status <= 1, "{}", run.err);
    let text = sandbox.read(NEWS);
    text.strip_prefix(HEAD).unwrap().trim_end().to_owned()
}

#[test]
fn mending_leaves_what_may_be_right() {
    for right in [
        "各社来稿是荔塘社（12）、榕溪社（8）、石涌社（5），见图①、②、③。",
        "函数y=f(x)的值。",
        "荔枝(桂味最香。",
        "1)甲先过秤。",
        "阿依古丽.买买提来了。",
        "他说：“甲“乙”丙。",
        "应当做好，既使社员增收，又使集体壮大。",
        "产量为3～5万亿元。",
        "编号2010、10、12三个。",
        "他来了。。",
        "第三节课以后。",
        "1—3季度增长。",
        "每星期3次，院子四周5、6米。",
        "共收3吨.5户参加。",
        "第一、最后一名都有奖。",
        "挂号、等三个小时。",
        "１. 甲社的账。",
    ] {
        let got = mended(right);
        let range = right.replace("3～5万亿", "3万亿～5万亿");
        assert!(got == right || got == range, "{right} became {got}");
    }
}

#[test]
fn brackets_are_mended_as_pairs() {
    for (wrong, right) in [
        ("荔枝(桂味)最香。", "荔枝（桂味）最香。"),
        ("荔枝(桂味）最香。", "荔枝（桂味）最香。"),
        ("供销社(GX-1)。", "供销社（GX-1）。"),
        // Both would be brackets within brackets of their kind.
        ("总产值(GDP(现价))。", "总产值（GDP(现价)）。"),
        ("荔枝**(桂味**)最香。", "荔枝**（桂味**）最香。"),
    ] {
        assert_eq!(mended(wrong), right);
    }
}

#[test]
fn mending_touches_no_character_but_those_that_are_wrong() {
    for (wrong, right) in [
        (
            "墙上写着“甲**乙**“丙[丁](https://a.b/)戊”己”。",
            "墙上写着“甲**乙**‘丙[丁](https://a.b/)戊’己”。",
        ),
        ("损耗在**5**～95%之间。", "损耗在**5%**～95%之间。"),
        // Behind a per cent sign the asterisks would mark nothing before this tilde.
        ("损耗在**5**~95%之间。", "损耗在**5**~95%之间。"),
        ("于**2025**.6.1开业[^a]。\n\n[^a]: 注。", "于**2025**年6月1日开业[^a]。\n\n[^a]: 注。"),
        ("甲社\\,乙社。", "甲社，乙社。"),
        ("读《甲》[^a]、《乙》。\n\n[^a]: 注。", "读《甲》[^a]《乙》。\n\n[^a]: 注。"),
        ("甲社&#44;乙社，共1,000斤。", "甲社&#44;乙社，共1,000斤。"),
    ] {
        assert_eq!(mended(wrong), right);
    }
}

#[test]
fn rules_are_explained() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["rule", "self-name"]);
    assert_eq!(run.status, 0, "{}", run.err);
    for text in ["本刊", "第 14 条", "错：", "对："] {
        assert!(run.out.contains(text), "{}", run.out);
    }
    let run = sandbox.run(&["rule", "--all", "--format", "json", "--lang", "en"]);
    let rules = run.report()["rules"].as_array().unwrap().clone();
    assert_eq!(rules.len(), all().len() + pdfx_preflight::rules::ALL.len());
    assert!(rules.iter().all(|rule| rule["source"].as_str().is_some_and(|text| !text.is_empty())));
    let run = sandbox.run(&["rule", "self-nam"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("self-name"), "{}", run.err);
    assert_eq!(sandbox.run(&["rule"]).status, 2);
}

/// What SARIF 2.1.0 requires of the objects that are used here (sections 3.13 to 3.30).
#[test]
fn sarif_has_what_the_standard_requires() {
    let sandbox = sandbox("本刊说，来了3、5个人。");
    let run = sandbox.run(&["check", "--format", "sarif"]);
    assert_eq!(run.status, 1);
    let report = run.report();
    assert_eq!(report["version"], "2.1.0");
    assert!(report["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    let run = &report["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "neikan");
    let ids: Vec<_> = driver["rules"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    let results = run["results"].as_array().unwrap();
    assert!(results.len() >= 2);
    for result in results {
        assert!(ids.contains(&&result["ruleId"]), "{result}");
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        for location in result["locations"].as_array().into_iter().flatten() {
            let place = &location["physicalLocation"];
            assert!(place["artifactLocation"]["uri"].is_string(), "{result}");
            let line = place["region"].get("startLine");
            assert!(line.is_none_or(|line| line.as_u64() > Some(0)), "{result}");
        }
    }
    let clean = Sandbox::new().run(&["check", "--format", "sarif"]);
    assert_eq!(clean.status, 0);
    assert_eq!(clean.report()["version"], "2.1.0");
}

#[test]
fn finished_pages_are_looked_at() {
    let sandbox = Sandbox::with_own_layouts();
    let covers = "layouts/dongguan/parts/covers.typ";
    let text = sandbox.read(covers).replace("+ p.permit", "");
    sandbox.write(covers, text);
    let colophon = "layouts/dongguan/parts/colophon.typ";
    sandbox.replace(colophon, "p.scope.join(w.comma)", "w.scope");
    let run = sandbox.build(&["--format", "json", "--editions", "press"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.finding("cover-notice")["message"].as_str().unwrap().contains("第001号"));
    assert!(run.finding("colophon-complete")["message"].as_str().unwrap().contains("分管领导"));
    assert!(sandbox.nothing_written());
}

#[test]
fn no_edition_says_where_a_photograph_was_taken_or_is_coarse_unseen() {
    let sandbox = sandbox("@image gps.jpg\ngps");
    let original = std::fs::read(sandbox.path("issues/2026-01/images/gps.jpg")).unwrap();
    let exif = |bytes: &[u8]| memmem::find(bytes, b"Exif\0\0").is_some();
    assert!(exif(&original));
    let run = sandbox.build(&["--format", "json", "--editions", "press,digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    assert_eq!(run.finding("picture-gps")["severity"], "warn");
    assert!(run.finding("picture-ppi")["message"].as_str().unwrap().contains("300"));
    let files: Vec<_> = walkdir::WalkDir::new(sandbox.path("out"))
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file())
        .collect();
    assert!(files.len() >= 5, "{files:?}");
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        let zipped = path.extension().is_some_and(|end| end == "epub" || end == "zip");
        let parts =
            if zipped { common::zip_entries(&bytes) } else { [(String::new(), bytes)].into() };
        for (name, part) in parts {
            assert!(!exif(&part), "{} {name}", path.display());
        }
    }
}

/// How many lines of a list of errors are found by the rule that each names.
fn seeded(name: &str) -> (Vec<String>, Vec<String>) {
    let path = repository().join("tests/fixtures/seeded").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let errors = text.lines().map(|line| line.split_once('\t').unwrap());
    let is_found = |&(rule, text): &(&str, &str)| {
        found(&sandbox(text)).iter().any(|finding| finding.rule == rule)
    };
    let (found, missed): (Vec<_>, Vec<_>) = errors.partition(is_found);
    let shown = |list: Vec<(&str, &str)>| list.iter().map(|(r, t)| format!("{r}: {t}")).collect();
    (shown(found), shown(missed))
}

/// The 45 patterns of proofreading, an error for each.
#[test]
fn seeded_errors_are_found() {
    let (found, missed) = seeded("errors.txt");
    println!("of 45 seeded errors {} found, {} missed: {missed:?}", found.len(), missed.len());
    assert_eq!((found.len(), missed.len()), (45, 0), "{missed:#?}");
}

/// The same patterns in other words, which no rule was written against.
#[test]
fn errors_in_other_words_are_found_as_far_as_was_seen() {
    let (found, missed) = seeded("others.txt");
    println!("of 45 other errors {} found, {} missed: {missed:?}", found.len(), missed.len());
    // A short clause before a colon cannot be told from the label of a list.
    assert_eq!((found.len(), missed.len()), (44, 1), "{missed:#?}");
    assert!(missed[0].starts_with("colons-two"), "{missed:#?}");
}

#[test]
fn the_sample_issue_raises_no_false_alarm() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_neikan"))
        .args(["check", "2026-01", "--format", "json"])
        .current_dir(repository())
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["ok"], true, "{report}");
    let findings = report["findings"].as_array().unwrap();
    let warns: Vec<_> = findings.iter().filter(|finding| finding["severity"] == "warn").collect();
    assert!(warns.len() <= 5, "{warns:#?}");
}
