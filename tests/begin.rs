//! Beginning with the program alone: a periodical in an empty folder, made from what the program
//! carries; its manual, its faces, its help.

use crate::common;

use std::collections::BTreeMap;
use std::fs;

use common::judging::{judge, stdout};
use common::{Run, Sandbox, repository, zip_entries};
use memchr::memmem;
use serde_json::{Value, json};

const PUBLICATION: &str = "issues/publication.yml";

/// A call of `init` that says who signs.
const INIT: [&str; 22] = [
    "init",
    "--name",
    "青山通讯",
    "--masthead",
    "青山通訊",
    "--sponsor",
    "青山县农业农村局",
    "--permit",
    "青内资准字〔2026〕第007号",
    "--province",
    "湖南省",
    "--scope",
    "分管领导，成员单位",
    "--printer",
    "青山印刷厂",
    "--first",
    "甲一、丁四",
    "--second",
    "乙二",
    "--final",
    "丙三",
    "--yes",
];

fn done(run: &Run) {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

/// A periodical that was begun, with one issue.
fn begun() -> Sandbox {
    let sandbox = Sandbox::empty();
    done(&sandbox.run(&INIT));
    done(&sandbox.run(&["new", "2026-01"]));
    sandbox
}

/// Replaces what a new issue begins with by words and a drawing of one's own.
fn write_own(sandbox: &Sandbox) {
    let article = "---\ntitle: 山里的粮仓\nsection: foreword\nauthors:\n  - {name: 石磊, unit: 青山粮站}\n---\n\
                   粮仓开了门，新谷晒了三天。\n";
    sandbox.write("issues/2026-01/articles/first.md", article);
    let issue = "issues/2026-01/issue.yml";
    for (from, to) in [
        ("theme: 本期主题", "theme: 新谷入仓"),
        ("几何色块拼成的田野与太阳。", "山坡上的一座粮仓。"),
        (
            "{title: 封面要目, deck: 一句话说明, article: first}",
            "{title: 山里的粮仓, article: first}",
        ),
    ] {
        sandbox.replace(issue, from, to);
    }
    let text = sandbox.read(issue);
    sandbox.write(issue, text + "blanks: true\n");
    let cover = sandbox.read("issues/2026-01/images/cover.svg");
    sandbox.write("issues/2026-01/images/cover.svg", cover + "\n");
}

/// Signs the issue whole.
fn approve(sandbox: &Sandbox) {
    for (day, call) in [
        ("02", "sign all --stage first --by 甲一 --verdict pass --note 读过"),
        ("03", "sign all --stage second --by 乙二 --verdict pass --note 读过"),
        ("04", "sign all --stage final --by 丙三 --verdict pass"),
        ("05", "proof 1 --by 甲一"),
        ("06", "proof 2 --by 丁四"),
        ("07", "proof 3 --by 丁四"),
        ("08", "people --by 丙三"),
        ("09", "press --by 丙三"),
    ] {
        let date = format!("2026-01-{day}");
        let call: Vec<&str> = ["review"].into_iter().chain(call.split(' ')).collect();
        done(&sandbox.run(&[&call[..], &["--date", &date]].concat()));
    }
}

/// The texts of the sample: names of people, of the periodical, of units; what nobody else has.
fn names_of_the_sample() -> Vec<String> {
    let read = |file: &str| -> Value {
        serde_yaml::from_str(&fs::read_to_string(repository().join(file)).unwrap()).unwrap()
    };
    let publication = read(PUBLICATION);
    let members = read("issues/members.yml");
    let mut names: Vec<String> =
        ["东莞", "東莞", "供销", "供銷", "dggx", "GONGXIAO", "样例"].map(str::to_owned).into();
    for key in ["name", "masthead", "english", "sponsor", "permit", "phone", "email", "address"] {
        names.push(publication[key].as_str().unwrap().to_owned());
    }
    let staff = publication["staff"].as_array().unwrap();
    let staff = staff.iter().flat_map(|entry| entry["names"].as_array().unwrap());
    let reviewers = publication["review"]["reviewers"].as_array().unwrap();
    let units = members["members"].as_array().unwrap();
    let named = reviewers.iter().chain(units).map(|entry| &entry["name"]);
    names.extend(staff.chain(named).map(|name| name.as_str().unwrap().to_owned()));
    names
}

/// Everything that can be read in the files below a folder, by path: text as it is, the contents of
/// zips with their names, the words of PDFs.
fn readable(sandbox: &Sandbox, folder: &str) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(sandbox.path(folder)).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let name = entry.path().display().to_string();
            add(&name, &fs::read(entry.path()).unwrap(), &mut out);
        }
    }
    out
}

fn add(name: &str, bytes: &[u8], out: &mut BTreeMap<String, String>) {
    out.insert(format!("{name} (its name)"), name.rsplit('/').next().unwrap().to_owned());
    if bytes.starts_with(b"PK") {
        for (inner, bytes) in zip_entries(bytes) {
            add(&format!("{name}/{inner}"), &bytes, out);
        }
    } else if bytes.starts_with(b"%PDF") {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), bytes).unwrap();
        let path = file.path().to_str().unwrap();
        let texts = [judge("pdftotext", &[path, "-"]), judge("pdfinfo", &[path])];
        let texts = texts.iter().flatten().map(stdout);
        let raw = String::from_utf8_lossy(bytes).into_owned();
        out.insert(name.to_owned(), texts.chain([raw]).collect());
    } else {
        out.insert(name.to_owned(), String::from_utf8_lossy(bytes).into_owned());
    }
}

#[test]
fn an_empty_folder_becomes_an_issue_that_names_nobody_of_the_sample() {
    let sandbox = begun();
    let check = sandbox.run(&["check", "--format", "json"]);
    done(&check);
    assert!(!check.rules().contains(&"to-fill-in".to_owned()), "{}", check.out);
    write_own(&sandbox);
    approve(&sandbox);
    let run = sandbox.run(&["build", "--embed-fonts", "--format", "json"]);
    done(&run);
    let made = readable(&sandbox, "out");
    for part in ["-archive.zip", ".epub", "flatplan.html", "build.json", "-interior.pdf"] {
        assert!(made.keys().any(|name| name.contains(part)), "{part} was not made");
    }
    assert!(made.values().any(|text| text.contains("青内资准字〔2026〕第007号")));
    let written = readable(&sandbox, ".");
    for name in names_of_the_sample() {
        for (file, text) in &written {
            let found = memmem::find(text.as_bytes(), name.as_bytes());
            assert!(found.is_none(), "{name} is in {file}");
        }
    }
    // What it was made with is named by its sum: the faces and the layout came with the program.
    let record: Value = serde_json::from_str(&sandbox.read("out/2026-01/build.json")).unwrap();
    let content = record["content"].to_string();
    for part in
        ["fonts~1LXGWWenKai-Regular.ttf", "layouts~1dongguan~1issue.typ", "press~1coated.yml"]
    {
        assert!(content.contains(part), "{part}");
    }
    assert!(!sandbox.path("fonts").exists() && !sandbox.path("layouts").exists());
}

#[test]
fn what_is_not_answered_is_explained_and_a_draft_is_made_all_the_same() {
    let sandbox = Sandbox::empty();
    done(&sandbox.run(&["init", "--yes", "--size", "a4", "--sections", "newsletter"]));
    done(&sandbox.run(&["new", "2026-01"]));
    let check = sandbox.run(&["check", "--format", "json"]);
    done(&check);
    let open = check.rules().iter().filter(|rule| *rule == "to-fill-in").count();
    assert!(open >= 8, "{open}: {}", check.out);
    let finding = check.finding("to-fill-in");
    assert_eq!(finding["file"], PUBLICATION);
    assert!(finding["line"].as_u64().is_some(), "{finding}");
    let run = sandbox.run(&["build", "--draft", "--editions", "digital"]);
    done(&run);
    assert!(sandbox.path("out/2026-01/neikan-2026-01-draft.pdf").is_file(), "{}", run.out);
    // Every data file says which schema it has, and the schema is there and holds.
    for (file, subject) in [(PUBLICATION, "publication"), ("issues/2026-01/issue.yml", "issue")] {
        let text = sandbox.read(file);
        let schema = text.lines().next().unwrap().split("$schema=").nth(1).unwrap();
        let folder = sandbox.path(file).parent().unwrap().join(schema);
        assert!(folder.ends_with(format!("schemas/{subject}.schema.json")), "{schema}");
        let schema: Value = serde_json::from_str(&fs::read_to_string(folder).unwrap()).unwrap();
        let data: Value = serde_yaml::from_str(&text).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert!(validator.is_valid(&data), "{file}");
    }
}

#[test]
fn nothing_that_exists_is_overwritten() {
    let sandbox = Sandbox::empty();
    sandbox.write("README.md", "own");
    sandbox.write("notes.txt", "own");
    let run = sandbox.run(&["--lang", "en", "init", "--yes"]);
    done(&run);
    assert!(run.err.contains("init-kept") && run.err.contains("README.md"), "{}", run.err);
    assert_eq!(
        (sandbox.read("README.md"), sandbox.read("notes.txt")),
        ("own".into(), "own".into())
    );
    assert!(sandbox.read(PUBLICATION).contains("# The periodical"));
    let before = sandbox.read(PUBLICATION);
    let again = sandbox.run(&["init", "--yes"]);
    assert_eq!(again.status, 2, "{}", again.err);
    assert!(again.err.contains("init-exists"), "{}", again.err);
    assert_eq!(sandbox.read(PUBLICATION), before);
    // A periodical inside another is told; nobody is asked where nobody can answer.
    let inner = sandbox.run(&["init", "inner", "--yes", "--name", "内"]);
    done(&inner);
    assert!(inner.err.contains("init-inside"), "{}", inner.err);
    let silent = Sandbox::empty().run(&["init", "--name", "静"]);
    assert_eq!(silent.status, 2);
    assert!(silent.err.contains("--sponsor, --permit"), "{}", silent.err);
    for (option, value) in
        [("--name", " "), ("--permit", "a\nb"), ("--slug", "青"), ("--size", "a9")]
    {
        let wrong = Sandbox::empty();
        let run = wrong.run(&["init", "--yes", option, value]);
        assert_eq!(run.status, 2, "{option}: {}", run.err);
        assert!(!wrong.path("issues").exists(), "{option}");
    }
}

/// The files below a folder with their bytes, without how long the steps of a build took.
fn made(sandbox: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let root = sandbox.path("out/2026-01");
    let mut out = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(&root).unwrap().display().to_string();
            out.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    let record = out.get_mut("build.json").unwrap();
    let mut value: Value = serde_json::from_slice(record).unwrap();
    value["timings"] = json!(null);
    *record = value.to_string().into_bytes();
    out
}

#[test]
fn an_issue_is_the_same_wherever_faces_and_layouts_come_from() {
    let own = Sandbox::new();
    let carried = Sandbox::new();
    for folder in ["fonts", "layouts"] {
        fs::remove_file(carried.path(folder)).unwrap();
    }
    let mixed = Sandbox::new();
    fs::remove_file(mixed.path("fonts")).unwrap();
    let face = "NotoSerifCJKsc-Bold.otf";
    mixed.write(&format!("fonts/{face}"), fs::read(repository().join("fonts").join(face)).unwrap());
    let [own, carried, mixed] = [own, carried, mixed].map(|sandbox| {
        done(&sandbox.build(&["--embed-fonts"]));
        made(&sandbox)
    });
    assert!(own.len() > 10);
    for (other, what) in [(&carried, "carried"), (&mixed, "mixed")] {
        assert_eq!(own.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
        for (name, bytes) in &own {
            assert!(*bytes == other[name], "{what}: {name} differs");
        }
    }
}

#[test]
fn what_is_carried_is_copied_to_be_changed_and_the_copy_comes_first() {
    let sandbox = begun();
    done(&sandbox.run(&["layout", "new", "spring"]));
    assert!(sandbox.path("layouts/spring/issue.typ").is_file());
    assert!(sandbox.path("layouts/spring/mail/letter.txt").is_file());
    assert_eq!(sandbox.run(&["layout", "new", "press"]).status, 2);
    done(&sandbox.run(&["layout", "press", "plant"]));
    assert!(sandbox.path("layouts/press/plant.yml").is_file());
    let icc = fs::read(sandbox.path("layouts/press/fogra39l-coated.icc")).unwrap();
    assert!(icc == fs::read(repository().join("layouts/press/fogra39l-coated.icc")).unwrap());
    assert_eq!(sandbox.run(&["layout", "press", "plant"]).status, 2);
    sandbox.replace(PUBLICATION, "press: coated ", "press: plant ");
    sandbox.replace("layouts/press/plant.yml", "total_ink: 320", "total_ink: -1");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.out.contains("layouts/press/plant.yml"), "{}", run.out);
    sandbox.replace("layouts/press/plant.yml", "total_ink: -1", "total_ink: 300");
    sandbox.replace(PUBLICATION, "layout: dongguan ", "layout: spring ");
    done(&sandbox.run(&["check"]));
    // A layout of the project's own is its own as a whole.
    sandbox.write("layouts/dongguan/theme.yml", "colors: {}");
    sandbox.replace(PUBLICATION, "layout: spring ", "layout: dongguan ");
    let run = sandbox.run(&["check", "--format", "json"]);
    assert_eq!(run.status, 1, "{}", run.out);
    assert!(run.out.contains("layouts/dongguan/issue.typ"), "{}", run.out);
}

#[test]
fn faces_are_listed_by_where_they_come_from_and_added() {
    let sandbox = begun();
    let list = |sandbox: &Sandbox| {
        let run = sandbox.run(&["font", "list", "--format", "json"]);
        done(&run);
        run.report()["fonts"].as_array().unwrap().clone()
    };
    let carried = list(&sandbox);
    assert!(carried.iter().all(|font| font["carried"] == true));
    let wenkai = carried.iter().find(|font| font["file"] == "fonts/LXGWWenKai-Regular.ttf");
    let wenkai = wenkai.unwrap();
    assert_eq!(wenkai["faces"][0]["roles"], json!(["kai"]));
    let bytes = fs::read(repository().join("fonts/LXGWWenKai-Regular.ttf")).unwrap();
    assert_eq!(wenkai["sha256"], neikan_base::hash::sha256(&bytes));
    let font = repository().join("fonts/NotoSerif-Italic.ttf");
    sandbox.write("own.TTF", fs::read(&font).unwrap());
    let run = sandbox.run(&["font", "add", "own.TTF", font.to_str().unwrap()]);
    done(&run);
    assert!(run.err.contains("font-free"), "{}", run.err);
    let own: Vec<Value> =
        list(&sandbox).into_iter().filter(|font| font["carried"] == false).collect();
    let files: Vec<&str> = own.iter().map(|font| font["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["fonts/NotoSerif-Italic.ttf", "fonts/own.TTF"]);
    assert_eq!(list(&sandbox).len(), carried.len() + 1);
    // The same again is no fault; something else under the name is, and so is what is no font.
    done(&sandbox.run(&["font", "add", "own.TTF"]));
    sandbox.write("other/own.TTF", fs::read(repository().join("fonts/NotoSans-Bold.ttf")).unwrap());
    sandbox.write("text.otf", "no font");
    sandbox.write("web.woff2", "wOF2");
    for (file, rule) in
        [("other/own.TTF", "font-exists"), ("text.otf", "font-form"), ("web.woff2", "font-form")]
    {
        let run = sandbox.run(&["font", "add", file]);
        assert_eq!(run.status, 2, "{file}: {}", run.err);
        assert!(run.err.contains(rule), "{file}: {}", run.err);
    }
    done(&sandbox.run(&["font", "list"]));
}

#[test]
fn the_manual_comes_with_the_program() {
    let sandbox = Sandbox::empty();
    let list = sandbox.run(&["manual"]);
    done(&list);
    assert!(list.out.contains("manuscript") && list.out.contains("稿件写法"), "{}", list.out);
    let page = sandbox.run(&["manual", "manuscript"]);
    done(&page);
    assert!(page.out.starts_with("稿件写法\n======"), "{}", page.out);
    let english = sandbox.run(&["--lang", "en", "manual", "rules"]);
    assert!(english.out.starts_with("Rules\n"), "{}", english.out);
    let licences = sandbox.run(&["manual", "licences"]);
    assert!(licences.out.contains("SIL OPEN FONT LICENSE"), "{}", licences.out);
    let wrong = sandbox.run(&["--lang", "en", "manual", "manuscripts"]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.contains("is manuscript meant?"), "{}", wrong.err);
    done(&sandbox.run(&["manual", "--html", "book"]));
    assert!(sandbox.read("book/index.html").contains("href=\"review.html\""));
    assert!(sandbox.read("book/review.html").contains("<h1"));
}

#[test]
fn help_is_asked_for_by_name_and_slips_are_understood() {
    let sandbox = Sandbox::empty();
    let help = sandbox.run(&["help", "review", "sign"]);
    done(&help);
    assert_eq!(help.out, sandbox.run(&["review", "sign", "--help"]).out);
    for (call, part) in [
        (&["help", "biuld"][..], "Is build meant?"),
        (&["biuld"], "Is build meant?"),
        (&["review", "sing"], "Is sign meant?"),
        (&["build", "--edition", "press"], "Is --editions meant?"),
        (&["build", "--editions", "pres"], "Is press meant?"),
        (&["build", "--editions", "paper"], "press, digital, archive"),
    ] {
        let run = sandbox.run(&[&["--lang", "en"], call].concat());
        assert_eq!(run.status, 2, "{call:?}: {}{}", run.out, run.err);
        assert!(run.err.contains(part), "{call:?}: {}", run.err);
    }
    done(&sandbox.run(&["init", "--yes"]));
    sandbox.replace(PUBLICATION, "sponsor: ", "sponser: ");
    done(&sandbox.run(&["manual"]));
    let run = sandbox.run(&["--lang", "en", "new", "2026-01"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.err.contains("Is “sponsor” meant?"), "{}", run.err);
}

/// Every page of the manual that a text names as `neikan manual PAGE`.
fn named_pages(text: &str) -> impl Iterator<Item = String> {
    let calls = text.split("neikan manual ").skip(1);
    calls.filter_map(|rest| {
        let name: String =
            rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
        (name.len() > 1 && !name.starts_with('-')).then_some(name)
    })
}

#[test]
fn messages_name_only_what_somebody_with_the_program_alone_has() {
    let sandbox = Sandbox::empty();
    done(&sandbox.run(&INIT));
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for locale in ["zh-Hans", "en"] {
        let file = format!("crates/neikan-base/src/locale/{locale}.ftl");
        texts.insert(file.clone(), fs::read_to_string(repository().join(file)).unwrap());
    }
    for folder in ["layouts", "src/cli/new", "src/begin"] {
        let entries = walkdir::WalkDir::new(repository().join(folder)).into_iter();
        for entry in entries.map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
            let text = fs::read(entry.path()).unwrap();
            if entry.path().extension().is_some_and(|ending| ending != "rs") {
                let text = String::from_utf8_lossy(&text).into_owned();
                texts.insert(entry.path().display().to_string(), text);
            }
        }
    }
    let mut pages = 0;
    for (file, text) in &texts {
        assert!(!text.contains("docs/"), "{file} names a page by a path that a user does not have");
        for page in named_pages(text) {
            let run = sandbox.run(&["manual", &page]);
            assert_eq!(run.status, 0, "{file}: neikan manual {page}: {}", run.err);
            pages += 1;
        }
    }
    assert!(pages > 10, "the test no longer finds what is named");
}
