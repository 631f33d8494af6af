//! The site of the back catalogue, and finding words in it and at the terminal.

use crate::common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use common::catalogue::Author;
use common::judging::{chromium, judges, words};
use common::sample::Sample;
use common::{Sandbox, project, repository};
use neikan::catalogue::{SiteOrder, publish};
use serde_json::{Value, json};

/// Three small issues of two years that are signed, and one that is not; made once.
static CATALOGUE: LazyLock<Sandbox> = LazyLock::new(|| {
    let sandbox = Sandbox::empty().with_own_cache();
    let mut author = Author::begin(&sandbox.path(""), 7);
    for (total, (year, number)) in [(2024, 11), (2024, 12), (2025, 1)].into_iter().enumerate() {
        let id = author.issue(year, number, total + 1, 6);
        author.approve(&id);
    }
    author.issue(2025, 2, 4, 3);
    sandbox
});

/// A copy of it that a test may change.
fn copy() -> Sandbox {
    let sandbox = Sandbox::empty().with_own_cache();
    let from = CATALOGUE.path("issues");
    for entry in walkdir::WalkDir::new(&from).into_iter().map(Result::unwrap) {
        let path = entry.path().strip_prefix(&from).unwrap();
        if entry.file_type().is_file() && !path.ends_with(".neikan.lock") {
            sandbox.write(&format!("issues/{}", path.display()), fs::read(entry.path()).unwrap());
        }
    }
    sandbox
}

/// What `archive site` reports of a site made in a folder.
fn site(sandbox: &Sandbox, folder: &str, more: &[&str]) -> Value {
    let call = ["archive", "site", "--to", folder, "--format", "json"];
    let run = sandbox.run(&[&call, more].concat());
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.report()
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let name = entry.path().strip_prefix(folder).unwrap().display().to_string();
        (name, fs::read(entry.path()).unwrap())
    });
    named.collect()
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}")).clone()).unwrap()
}

/// The values of an attribute on a page.
fn values<'t>(page: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=\"");
    page.match_indices(&start)
        .map(|(at, _)| page[at + start.len()..].split('"').next().unwrap())
        .collect()
}

#[test]
fn a_site_has_what_was_printed_and_every_link_leads_to_something() {
    let report = site(&CATALOGUE, "whole", &[]);
    assert_eq!((&report["issues"], &report["articles"]), (&json!(3), &json!(18)));
    assert_eq!(report["open"], json!(["2025-02"]));
    assert_eq!(report["findings"], json!([]));
    let files = files(&CATALOGUE.path("whole"));
    assert_eq!(text(&files, "robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(files.keys().all(|path| !path.contains("2025-02")), "an unsigned issue is in it");
    let pages: Vec<&String> = files.keys().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages.len(), 18 + 3 + 6);
    for path in pages {
        let page = text(&files, path);
        let ids: BTreeSet<&str> = values(&page, "id").into_iter().collect();
        assert_eq!(ids.len(), values(&page, "id").len(), "{path}: an identifier twice");
        let part = page.replacen("<!DOCTYPE html>\n", "", 1);
        roxmltree::Document::parse(&part).unwrap_or_else(|e| panic!("{path}: {e}"));
        assert!(page.contains("过刊库仅供内部查阅") && page.contains("noindex"), "{path}");
        assert!(!page.contains("epub:") && !page.contains("<!--"), "{path}");
        for target in ["href", "src", "action"].iter().flat_map(|name| values(&page, name)) {
            assert!(!target.contains(':') && !target.starts_with('/'), "{path}: {target}");
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let folder = Path::new(path).parent().unwrap();
            let mut steps: Vec<&str> = folder.iter().map(|step| step.to_str().unwrap()).collect();
            for step in file.split('/') {
                match step {
                    ".." => drop(steps.pop().unwrap_or_else(|| panic!("{path}: {target}"))),
                    step => steps.push(step),
                }
            }
            let file = if file.is_empty() { path.clone() } else { steps.join("/") };
            let other = files.get(&file).unwrap_or_else(|| panic!("{path}: {target}"));
            if !anchor.is_empty() {
                let id = format!(" id=\"{anchor}\"");
                assert!(String::from_utf8_lossy(other).contains(&id), "{path}: {target}");
            }
        }
    }
    // The parts of the serial of a year are linked, in both directions.
    let part = text(&files, "2024-12/articles/piece-6.html");
    assert!(part.contains("../../2024-11/articles/piece-6.html") && part.contains("之11"));
    assert!(text(&files, "serials.html").contains("2024-12/articles/piece-6.html"));
    // Nothing of it depends on where and when it is made.
    let other = copy();
    assert_eq!(site(&other, "another", &[])["written"], report["files"]);
    let mut again = self::files(&other.path("another"));
    let mut files = files;
    assert_eq!(files.len(), again.len());
    for (path, bytes) in std::mem::take(&mut files) {
        assert!(again.remove(&path).is_some_and(|own| own == bytes), "{path} differs");
    }
}

/// An issue of which only the archive is left is verified and shown with the layout that it was printed with.
#[test]
fn issues_that_exist_only_as_archives_are_shown_too() {
    let sandbox = Sandbox::new().with_own_cache();
    // The project has the next issue alone.
    fs::rename(sandbox.path("issues/2026-01"), sandbox.path("issues/2026-02")).unwrap();
    let issue = "issues/2026-02/issue.yml";
    sandbox.replace(
        issue,
        "number: 1\ntotal: 1\ndate: 2026-01-15",
        "number: 2\ntotal: 2\ndate: 2026-03-15",
    );
    sandbox.approve();
    let whole =
        fs::read(repository().join("tests/fixtures/archives/small-2026-01-archive.zip")).unwrap();
    let kept = "kept/small-2026-01-archive.zip";
    sandbox.write(kept, &whole);
    let more = ["--archives", "kept"];
    let report = site(&sandbox, "site", &more);
    assert_eq!((&report["issues"], &report["archived"]), (&json!(2), &json!(1)), "{report}");
    assert_eq!(report["findings"], json!([]));
    let made = files(&sandbox.path("site"));
    for path in ["2026-01/cover.jpg", "2026-01/style.css", "2026-01/small-2026-01.pdf"] {
        assert!(made.contains_key(path), "{path}: {:?}", made.keys());
    }
    let home = text(&made, "index.html");
    assert!(home.find("2026-02/index.html") < home.find("2026-01/index.html"), "{home}");
    let article = text(&made, "2026-01/articles/news.html");
    assert!(
        article.contains("../../2026-01/small-2026-01.pdf#page=")
            && article.contains("2026年第1期")
    );
    // Nothing is unpacked again, nor written; a file that is gone comes back.
    assert_eq!(site(&sandbox, "site", &more)["written"], json!(0));
    fs::remove_file(sandbox.path("site/2026-01/cover.jpg")).unwrap();
    assert_eq!(site(&sandbox, "site", &more)["written"], json!(1));
    assert!(files(&sandbox.path("site")) == made);
    // Unpacked it is the same; a second one of the issue is told.
    let folder = sandbox.path("open");
    for (name, bytes) in common::zip_entries(&whole) {
        let name = name.strip_prefix("small-2026-01-archive/").unwrap();
        sandbox.write(&format!("open/{name}"), bytes);
    }
    let both = [more[0], "open", more[0], more[1]];
    let report = site(&sandbox, "site", &both);
    assert_eq!((&report["archived"], &report["written"]), (&json!(1), &json!(0)));
    assert_eq!(report["findings"][0]["rule"], "site-archive-twice");
    // A changed byte, an end that is cut off, another periodical: told, and the rest is made.
    let left_out = |bytes: &[u8], rule: &str| {
        sandbox.write(kept, bytes);
        let report = site(&sandbox, "site", &more);
        assert_eq!((&report["issues"], &report["archived"]), (&json!(1), &json!(0)));
        let findings = report["findings"].as_array().unwrap().iter();
        let rules: BTreeSet<&str> =
            findings.map(|finding| finding["rule"].as_str().unwrap()).collect();
        assert_eq!(rules, BTreeSet::from(["site-archive-left-out", rule]), "{report}");
        assert!(!files(&sandbox.path("site")).keys().any(|path| path.starts_with("2026-01/")));
    };
    // So it is from where it was published.
    sandbox.write("whole.zip", &whole);
    let publish = ["archive", "publish", "whole.zip", "--to", "safe", "--format", "json"];
    let run = sandbox.run(&publish);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    for place in ["safe", "safe/small-2026-01"] {
        assert_eq!(site(&sandbox, "from-safe", &["--archives", place])["archived"], 1, "{place}");
    }
    let mut damaged = whole.clone();
    let at = whole.windows(12).position(|own| own == "title: 要".as_bytes()).unwrap_or(9_000);
    damaged[at] ^= 1;
    left_out(&damaged, "archive-changed");
    left_out(&whole[..whole.len() - 5], "archive-broken");
    sandbox.replace("issues/publication.yml", "slug: small", "slug: other");
    sandbox.approve();
    left_out(&whole, "site-archive-other");
    fs::remove_dir_all(folder).unwrap();
    let gone = sandbox.run(&["archive", "site", "--to", "site", "--archives", "open"]);
    assert_eq!(gone.status, 2, "{}{}", gone.out, gone.err);
}

#[test]
fn only_what_has_changed_is_written_again() {
    let sandbox = copy();
    fs::remove_dir_all(sandbox.path("issues/2025-01")).unwrap();
    let first = site(&sandbox, "site", &[]);
    assert_eq!((&first["issues"], &first["removed"]), (&json!(2), &json!(0)));
    let before = files(&sandbox.path("site"));
    let stamp =
        |path: &str| fs::metadata(sandbox.path("site").join(path)).unwrap().modified().unwrap();
    let old: BTreeMap<&String, _> = before.keys().map(|path| (path, stamp(path))).collect();
    assert_eq!(site(&sandbox, "site", &[])["written"], json!(0));
    // A new issue brings its own files; of the others only what lists it, and its serial, is written.
    for entry in walkdir::WalkDir::new(CATALOGUE.path("issues/2025-01")).into_iter().flatten() {
        let path = entry.path().strip_prefix(CATALOGUE.path("")).unwrap();
        if entry.file_type().is_file() {
            sandbox.write(path.to_str().unwrap(), fs::read(entry.path()).unwrap());
        }
    }
    let second = site(&sandbox, "site", &[]);
    let after = files(&sandbox.path("site"));
    let changed = old.iter().filter(|(path, time)| stamp(path) != **time);
    let changed: BTreeSet<&str> = changed.map(|(path, _)| path.as_str()).collect();
    let lists = ["index.html", "sections.html", "authors.html", "units.html", "find/catalogue.js"];
    let list = ["neikan-site.json"];
    assert_eq!(changed, lists.into_iter().chain(list).collect::<BTreeSet<_>>());
    let new = after.keys().filter(|path| !before.contains_key(*path)).count();
    assert_eq!(second["written"], json!(new + lists.len()));
    // What no longer belongs to it goes, with its folders; what is not the site's stays.
    sandbox.write("site/notes.txt", "mine");
    fs::remove_dir_all(sandbox.path("issues/2025-01")).unwrap();
    assert_eq!(site(&sandbox, "site", &[])["removed"], json!(new));
    let mut end = files(&sandbox.path("site"));
    assert_eq!(end.remove("notes.txt").unwrap(), b"mine");
    assert!(end == before, "the site is not what it was");
    assert!(!sandbox.path("site/2025-01").exists());
}

#[test]
fn what_is_amiss_is_told_and_the_rest_goes_on() {
    let sandbox = copy();
    // One issue cannot be read, an article of another was changed after it was signed for the press.
    let path = "issues/2024-11/articles/piece-1.md";
    let broken = sandbox.read(path).replace("section: foreword", "section: nowhere");
    sandbox.write(path, broken);
    let path = "issues/2025-01/articles/piece-3.md";
    sandbox.write(path, sandbox.read(path) + "\n后来添的一句话，没有人审过。\n");
    let run = sandbox.run(&["archive", "site", "--to", "site", "--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let report = run.report();
    assert_eq!((&report["issues"], &report["articles"]), (&json!(2), &json!(11)));
    assert_eq!(run.finding("site-left-out")["file"], "issues/2024-11/issue.yml");
    assert_eq!(run.finding("section-unknown")["severity"], "warn");
    assert_eq!(run.finding("site-changed")["file"], "issues/2025-01/articles/piece-3.md");
    let files = files(&sandbox.path("site"));
    assert!(!files.contains_key("2025-01/articles/piece-3.html"));
    let unread = "后来添的一句话";
    assert!(files.values().all(|own| !String::from_utf8_lossy(own).contains(unread)));
    // The same is told when it comes from the store.
    let again = sandbox.run(&["archive", "site", "--to", "site", "--format", "json"]);
    assert_eq!(again.report()["findings"], report["findings"]);
    // A folder with other things is not touched, and nothing is left of a site that cannot be.
    sandbox.write("letters/one.txt", "mine");
    let run = sandbox.run(&["archive", "site", "--to", "letters", "--format", "json"]);
    assert_eq!((run.status, run.rules()), (2, vec!["site-occupied".to_owned()]));
    assert_eq!(fs::read_dir(sandbox.path("letters")).unwrap().count(), 1);
    let above = sandbox.run(&["archive", "site", "--to", "share/site", "--format", "json"]);
    assert_eq!((above.status, above.rules()), (2, vec!["folder-above".to_owned()]));
    for issue in ["2024-11", "2024-12", "2025-01"] {
        fs::remove_dir_all(sandbox.path(&format!("issues/{issue}"))).unwrap();
    }
    let run = sandbox.run(&["archive", "site", "--to", "none", "--format", "json"]);
    assert_eq!((run.status, run.rules()), (1, vec!["site-nothing".to_owned()]));
    // What there is and why it is not in it is said.
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("shelf")).unwrap();
    let call = ["archive", "site", "--to", "none", "--archives", "shelf", "--format", "json"];
    let run = sandbox.run(&call);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert_eq!(run.finding("site-archives-none")["severity"], "warn");
    let finding = run.finding("site-nothing");
    assert!(finding["message"].as_str().unwrap().contains("2026-01"), "{finding}");
    assert!(!sandbox.path("none").exists());
}

/// Hostile text is text on every page and in every script.
#[test]
fn nothing_that_is_written_becomes_code() {
    let sandbox = copy();
    let path = "issues/2024-11/articles/piece-2.md";
    let hostile = "</script><script>alert(1)</script> \\\" ${x} <!--serial-->";
    sandbox.write(
        path,
        format!(
            "{}\n\n{hostile}甲乙。\n",
            sandbox.read(path).replace("title: \"", "title: \"<img src=x onerror=alert(1)>")
        ),
    );
    common::approve(&sandbox.path(""), Some("2024-11"));
    site(&sandbox, "site", &[]);
    for (path, bytes) in files(&sandbox.path("site")) {
        let text = String::from_utf8_lossy(&bytes);
        if path.ends_with(".html") {
            assert!(!text.contains("<script>") && !text.contains("<img src=x"), "{path}");
        }
        if path.starts_with("find/") {
            // Each script is one call with data.
            let data = text.split_once('(').unwrap().1.trim_end().strip_suffix(");").unwrap();
            serde_json::from_str::<Value>(data).unwrap_or_else(|e| panic!("{path}: {e}"));
        }
    }
}

/// Covers, charts and PDFs come from what was built; a link to a page of the PDF leads to that page.
#[test]
fn what_was_built_is_used() {
    let folder = Sample::whole().beside("site");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    let out = Sample::whole().beside("");
    let order = SiteOrder { to: folder.clone(), out, archives: Vec::new(), pdf: true, cache: None };
    let made = publish(&project().with_kit(neikan::kit::kit()), &order).unwrap();
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    let files = files(&folder);
    let cover = image::load_from_memory(&files["2026-01/cover.jpg"]).unwrap();
    assert!(cover.height() == 640 && cover.width() < 480, "{}x{}", cover.width(), cover.height());
    assert!(files.keys().any(|path| path.starts_with("2026-01/charts/")), "no charts");
    assert_eq!(files["2026-01/dggx-2026-01.pdf"], fs::read(Sample::whole().screen()).unwrap());
    let contents = text(&files, "2026-01/index.html");
    let mut looked = 0;
    for entry in contents.split("<a class=\"title\"").skip(1) {
        let title = entry.split_once('>').unwrap().1.split('<').next().unwrap();
        let page = entry.split("#page=").nth(1).unwrap().split('"').next().unwrap();
        let Some(words) = words(&Sample::whole().screen(), page.parse().unwrap()) else { return };
        // Pages may part a title over lines and marks.
        let first: String = title.chars().filter(|c| c.is_alphanumeric()).take(4).collect();
        let plain: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
        assert!(plain.contains(&first), "{title} is not on page {page}: {words}");
        looked += 1;
    }
    assert!(looked > 15, "{looked}");
}

/// What `find` reports.
fn find(sandbox: &Sandbox, call: &[&str]) -> Value {
    let run = sandbox.run(&[&["find", "--format", "json"], call].concat());
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.report()
}

/// The articles in which something was found, of printed issues.
fn articles(report: &Value) -> BTreeSet<String> {
    let hits = report["hits"].as_array().unwrap().iter();
    let printed = hits.filter(|hit| hit["article"].is_string() && hit["issue"] != "2025-02");
    printed
        .map(|hit| {
            let part = |name: &str| hit[name].as_str().unwrap().to_owned();
            format!("{}/articles/{}.html", part("issue"), part("article"))
        })
        .collect()
}

#[test]
fn finding_is_narrowed_down_and_follows_what_changes() {
    let sandbox = copy();
    let all = find(&sandbox, &["供销"]);
    assert_eq!(all["searched"], json!(6 * 3 + 3 + 4));
    assert!(sandbox.path(".cache/neikan/find").exists());
    // What is kept changes nothing.
    assert_eq!(find(&sandbox, &["供销"]), all);
    let issues = |report: &Value| -> BTreeSet<String> {
        let hits = report["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit["issue"].as_str().unwrap().to_owned()).collect()
    };
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(issues(&find(&sandbox, &["供销", "--year", "2024"])), own(&["2024-11", "2024-12"]));
    let named = find(&sandbox, &["供销", "--section", "基层社"]);
    assert_eq!(named, find(&sandbox, &["供销", "--section", "grassroots"]));
    assert!(named["files"].as_u64().unwrap() < all["files"].as_u64().unwrap());
    let path = "issues/2024-11/articles/piece-2.md";
    let text = sandbox.read(path);
    let author = text.split("{name: ").nth(1).unwrap().split(',').next().unwrap().to_owned();
    let unit = text.split("unit: ").nth(1).unwrap().split('}').next().unwrap().to_owned();
    for (option, value) in [("--author", &author), ("--unit", &unit)] {
        let found = find(&sandbox, &[&author, option, value]);
        assert!(articles(&found).contains("2024-11/articles/piece-2.html"), "{option}");
        assert!(found["searched"].as_u64().unwrap() < 20, "{option}");
    }
    let run = sandbox.run(&["find", "供销", "--section", "nowhere", "--format", "json"]);
    assert_eq!((run.status, run.rules()), (2, vec!["find-section".to_owned()]));
    let run = sandbox.run(&["find", " ", "--format", "json"]);
    assert_eq!((run.status, run.rules()), (2, vec!["find-nothing".to_owned()]));
    // An article that is written anew, or goes, is looked at anew.
    sandbox.write(path, text.clone() + "\n头一句有海风。中间隔着几个字。末一句有渔火。\n");
    let places = |call: &[&str]| find(&sandbox, call)["hits"].as_array().unwrap().len();
    assert_eq!(places(&["海风", "渔火"]), 1);
    assert_eq!(
        (places(&["海风", "渔火", "--near", "14"]), places(&["海风", "渔火", "--near", "3"])),
        (1, 0)
    );
    fs::remove_file(sandbox.path(path)).unwrap();
    assert_eq!(places(&["海风"]), 0);
    sandbox.write(path, text);
    assert_eq!(find(&sandbox, &["供销"]), all);
    // Where nothing can be kept, it is found all the same; what is damaged is read anew.
    sandbox.write("blocked", "a file");
    let blocked = sandbox.path("blocked");
    let call = ["find", "供销", "--format", "json"];
    let run = sandbox.run_with(&call, &[("XDG_CACHE_HOME", blocked.to_str().unwrap())]);
    assert_eq!(run.report(), all);
    for (path, bytes) in files(&sandbox.path(".cache/neikan/find")) {
        fs::write(sandbox.path(".cache/neikan/find").join(path), &bytes[..bytes.len() / 2])
            .unwrap();
    }
    assert_eq!(find(&sandbox, &["供销"]), all);
}

/// The site in Chromium, from the disk: every page without a fault and without a barrier, every link by a
/// click, and the search, which finds what `find` finds, whatever is looked for.
#[test]
fn a_browser_shows_it_and_finds_what_the_terminal_finds() {
    let Some(chromium) = chromium() else { return };
    site(&CATALOGUE, "shown", &[]);
    // Within a word, over the edges of words, phrases, several words, other spellings, whatever stands
    // somewhere in the texts.
    let mut queries: Vec<String> =
        ["销社", "供销社", "東莞供銷", "社 的", "“供销社 收购”", "公斤，", "没有人写过的词"]
            .map(str::to_owned)
            .to_vec();
    let body = CATALOGUE.read("issues/2024-12/articles/piece-4.md");
    let body: Vec<char> =
        body.rsplit("---\n").next().unwrap().chars().filter(|c| !c.is_whitespace()).collect();
    for (at, length) in (7..).step_by(61).zip([1, 2, 3, 4, 5, 7, 9, 12, 2, 3]) {
        if let Some(part) = body.get(at..at + length) {
            queries.push(format!("\"{}\"", part.iter().collect::<String>()));
        }
    }
    let list = CATALOGUE.path("queries.json");
    fs::write(&list, serde_json::to_string(&queries).unwrap()).unwrap();
    let output = Command::new("node")
        .arg(repository().join("tests/judges/site.mjs"))
        .arg(judges())
        .arg(chromium)
        .args([CATALOGUE.path("shown"), CATALOGUE.path("screens")])
        .arg(&list)
        .arg("2024-12")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["complaints"], json!([]), "{:#}", report["complaints"]);
    let way =
        ["2024-12/articles/piece-1.html", "2024-12/articles/piece-2.html", "2024-12/index.html"];
    assert_eq!(report["way"], json!(way));
    let mut found = 0;
    for (query, own) in queries.iter().zip(report["found"].as_array().unwrap()) {
        let here: BTreeSet<String> = own["found"]
            .as_array()
            .unwrap()
            .iter()
            .map(|own| own.as_str().unwrap().to_owned())
            .collect();
        let there = articles(&find(&CATALOGUE, &[query]));
        assert_eq!(here, there, "{query}");
        assert!(own["took"].as_f64().unwrap() < 100.0, "{query}: {} ms", own["took"]);
        found += here.len();
    }
    assert!(found > queries.len(), "{found}");
    assert!(!report["found"][0]["found"].as_array().unwrap().is_empty(), "销社 is not found");
    let marks = report["marks"].as_array().unwrap();
    assert!(!marks.is_empty() && marks.iter().all(|mark| mark == "销社"), "{marks:?}");
    let year = &report["year"];
    let years = year["found"].as_array().unwrap();
    assert!(!years.is_empty() && json!(years.len()) == year["count"], "{year}");
    let begin = year["value"].as_str().unwrap();
    assert!(years.iter().all(|own| own.as_str().unwrap().starts_with(begin)), "{year}");
    let sections = report["sections"].as_array().unwrap();
    assert_eq!(json!(sections.len()), report["both"]);
    assert!(
        !sections.is_empty() && sections.iter().all(|own| *own == report["section"]),
        "{sections:?}"
    );
    assert_eq!((&report["cleared"], &report["printed"]), (&json!(true), &json!(false)));
    assert_eq!(report["marked"], "销社");
    assert!(report["from_head"].as_u64().unwrap() > 0);
}

/// A search in the folder that is looked through knows the project by its place.
#[test]
fn projects_do_not_share_what_is_kept() {
    let (one, other) = (copy(), copy());
    let cache = one.path("cache");
    let cache = [("XDG_CACHE_HOME", cache.to_str().unwrap())];
    let path = "issues/2024-11/articles/piece-1.md";
    other.write(path, other.read(path) + "\n只在这里的话。\n");
    let call = ["find", "只在这里的话", "--format", "json"];
    assert_eq!(one.run_with(&call, &cache).report()["files"], json!(0));
    assert_eq!(other.run_with(&call, &cache).report()["files"], json!(1));
    assert_eq!(one.run_with(&call, &cache).report()["files"], json!(0));
}
