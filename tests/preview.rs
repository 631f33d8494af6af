//! The editor's table: who is let in, what is seen when something is saved, what is written when
//! something is changed on the page.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common;

use common::judging::{chromium, judges};
use common::{Sandbox, repository};
use neikan::digital::pages::shown;
use neikan::pipeline::inside_pages;
use neikan::pipeline::live::{Laid, Live, Settled};
use neikan::publication::Project;
use neikan::typeset::dress;
use serde_json::{Value, json};

const NEWS: &str = "issues/2026-01/articles/news.md";
const ISSUE: &str = "issues/2026-01/issue.yml";

/// A table that is laid for an issue, and somebody with the link.
struct Table {
    child: Child,
    lines: BufReader<ChildStdout>,
    link: String,
    host: String,
    cookie: String,
}

impl Drop for Table {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What was answered: the status, the head, the body.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

/// Sends a request as it is, and reads what is answered.
fn send(host: &str, request: &str) -> Answer {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert!(reader.read_line(&mut head).unwrap() > 0, "{head}");
    }
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
    let length = length.map_or_else(|| (status == 204).then_some(0), |own| own.parse().ok());
    let mut body = vec![0; length.unwrap()];
    reader.read_exact(&mut body).unwrap();
    Answer { status, head, body }
}

/// The next link that the program names.
fn named(lines: &mut BufReader<ChildStdout>) -> String {
    loop {
        let mut line = String::new();
        assert!(lines.read_line(&mut line).unwrap() > 0, "no link");
        if let Some(at) = line.find("http://") {
            return line[at..].trim().to_owned();
        }
    }
}

fn host_of(link: &str) -> String {
    link.strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned()
}

/// The cookie that a link leaves.
fn cookie_of(link: &str) -> String {
    let host = host_of(link);
    let path = link.strip_prefix(&format!("http://{host}")).unwrap();
    let answer = send(&host, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert_eq!(answer.status, 303, "{}", answer.head);
    let cookie = answer.head.lines().find_map(|line| line.strip_prefix("Set-Cookie: ")).unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
    cookie.split(';').next().unwrap().to_owned()
}

fn start(sandbox: &Sandbox, arguments: &[&str]) -> (Child, BufReader<ChildStdout>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_neikan"))
        .arg("preview")
        .args(arguments)
        .current_dir(sandbox.path(""))
        .env("XDG_CONFIG_HOME", sandbox.path(".config"))
        .env("XDG_CACHE_HOME", common::cache())
        .env("NEIKAN_NAME", "许晓岚")
        .env_remove("LANG")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let link = named(&mut lines);
    (child, lines, link)
}

impl Table {
    fn of(sandbox: &Sandbox) -> Self {
        Self::with(sandbox, &[])
    }

    fn with(sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let (child, lines, link) = start(sandbox, arguments);
        let (host, cookie) = (host_of(&link), cookie_of(&link));
        Self { child, lines, link, host, cookie }
    }

    fn get(&self, path: &str) -> Answer {
        let Self { host, cookie, .. } = self;
        send(host, &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"))
    }

    fn act(&self, action: &Value) -> Answer {
        let Self { host, cookie, .. } = self;
        post(host, cookie, &format!("http://{host}"), &action.to_string())
    }

    /// What is seen as soon as it is as it ought to be.
    fn seen(&self, ought: impl Fn(&Value) -> bool) -> Value {
        let since = Instant::now();
        loop {
            let state = self.get("/state.json?lang=en").json();
            if ought(&state) {
                return state;
            }
            let patience = Duration::from_secs(120);
            assert!(
                since.elapsed() < patience,
                "{}",
                serde_json::to_string_pretty(&state).unwrap()
            );
            std::thread::sleep(Duration::from_millis(40));
        }
    }

    /// What is seen once everything has been looked through.
    fn settled(&self) -> Value {
        self.seen(|state| state["busy"] == "no" && state["fresh"] == true)
    }
}

fn post(host: &str, cookie: &str, origin: &str, body: &str) -> Answer {
    let length = body.len();
    let head = format!(
        "POST /do?lang=en HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nCookie: {cookie}"
    );
    send(
        host,
        &format!(
            "{head}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        ),
    )
}

fn article<'a>(state: &'a Value, id: &str) -> &'a Value {
    let all = state["articles"].as_array().unwrap();
    all.iter().find(|own| own["id"] == id).unwrap()
}

#[test]
fn nobody_without_the_link_is_let_in() {
    let sandbox = Sandbox::new();
    let mut table = Table::of(&sandbox);
    let host = table.host.clone();
    assert!(host.starts_with("127.0.0.1:"), "{host}");
    let get = |path: &str, head: &str| {
        send(&host, &format!("GET {path} HTTP/1.1\r\n{head}\r\n\r\n")).status
    };
    let (own, cookie) = (format!("Host: {host}"), table.cookie.clone());
    let known = format!("{own}\r\nCookie: {cookie}");
    assert_eq!(get("/state.json", &known), 200);
    let port = host.rsplit(':').next().unwrap();
    for (path, head) in [
        ("/", own.clone()),
        ("/?token=", own.clone()),
        ("/?token=0123456789abcdef", own.clone()),
        ("/state.json", own.clone()),
        ("/app.js", own.clone()),
        ("/events", own.clone()),
        ("/state.json", format!("{own}\r\nCookie: {cookie}0")),
        ("/state.json", format!("Host: evil.example\r\nCookie: {cookie}")),
        ("/state.json", format!("Host: localhost:{port}\r\nCookie: {cookie}")),
        ("/state.json", format!("Cookie: {cookie}")),
        ("/state.json", format!("{known}\r\nHost: {host}")),
        ("/state.json", format!("{known}\r\nOrigin: http://evil.example")),
        ("/state.json", format!("{known}\r\nOrigin: null")),
        ("/state.json", format!("{known}\r\nOrigin: https://{host}")),
    ] {
        assert_eq!(get(path, &head), 403, "{path} {head}");
    }
    for path in
        ["/page/../state.json", "/etc/passwd", "/page/zz.svg", "/picture?path=../x", "/none"]
    {
        assert_eq!(get(path, &known), 404, "{path}");
    }
    // Nothing can be asked for from another page, and nothing but what is offered.
    let undo = r#"{"do":"undo"}"#;
    assert_eq!(post(&host, &cookie, "http://evil.example", undo).status, 403);
    assert_eq!(post(&host, "", &format!("http://{host}"), undo).status, 403);
    let without = format!(
        "POST /do HTTP/1.1\r\n{known}\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{undo}"
    );
    assert_eq!(send(&host, &without).status, 403);
    let origin = format!("http://{host}");
    for body in ["", "{}", "[]", r#"{"do":"shell"}"#, r#"{"do":"undo","x":1}"#] {
        assert_eq!(post(&host, &cookie, &origin, body).status, 400, "{body}");
    }
    let form = format!(
        "POST /do HTTP/1.1\r\n{known}\r\nOrigin: {origin}\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\n{undo}"
    );
    assert_eq!(send(&host, &form).status, 404);
    let delete = format!("DELETE / HTTP/1.1\r\n{known}\r\nOrigin: {origin}\r\n\r\n");
    assert_eq!(send(&host, &delete).status, 405);
    // The link opens once; whoever comes with it again makes the program give another.
    let path = table.link.strip_prefix(&origin).unwrap().to_owned();
    let again = send(&host, &format!("GET {path} HTTP/1.1\r\n{own}\r\n\r\n"));
    assert_eq!(again.status, 403);
    assert!(again.text().contains("终端") && again.text().contains("terminal"), "{}", again.text());
    let other = named(&mut table.lines);
    assert_ne!(other, table.link);
    assert_eq!(cookie_of(&other), cookie);
    // What the page may load is said with every answer.
    let page = table.get("/");
    assert!(page.head.contains("default-src 'none'; script-src 'self'"), "{}", page.head);
    assert!(!page.text().contains("http://") && !page.text().contains("https://"));
}

#[test]
fn a_port_that_is_taken_is_told_and_two_tables_stand_side_by_side() {
    let sandbox = Sandbox::new();
    let table = Table::of(&sandbox);
    let port = table.host.rsplit(':').next().unwrap().to_owned();
    let run = sandbox.run(&["preview", "--port", &port]);
    assert_eq!(run.status, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("preview-port") && run.err.contains(&port), "{}", run.err);
    let second = Table::of(&sandbox);
    assert_ne!(second.cookie.split('=').next(), table.cookie.split('=').next());
    assert_eq!(second.settled()["pages"], table.settled()["pages"]);
    for wrong in ["--bind=0.0.0.0", "--bind=here", "--port=99999"] {
        let run = sandbox.run(&["preview", wrong]);
        assert_eq!(run.status, 2, "{wrong}: {}", run.err);
    }
}

fn page_keys(state: &Value) -> Vec<String> {
    let pages = state["plan"]["pages"].as_array().unwrap().iter();
    pages.map(|page| page["key"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_saved_is_seen_and_the_last_good_pages_stay_while_something_is_broken() {
    let sandbox = Sandbox::with_own_layouts();
    let table = Table::of(&sandbox);
    let before = table.settled();
    let keys = page_keys(&before);
    let drawn = table.get(&format!("/page/{}.svg", keys[4]));
    assert!(drawn.head.contains("image/svg+xml") && drawn.text().starts_with("<svg"));
    assert_eq!(table.get(&format!("/thumb/{}.jpg", keys[0])).status, 200);
    // What is asked for after the page has given way is no fault, but nothing.
    for gone in ["/page/00.svg", "/page/00-400.png", "/thumb/00.jpg"] {
        assert_eq!(table.get(gone).status, 204, "{gone}");
    }
    // Only the page that something stands on becomes another.
    sandbox.replace(NEWS, "正文一段", "正文改过的一段");
    let after = table.seen(|state| page_keys(state) != keys && state["fresh"] == true);
    let changed = page_keys(&after).iter().zip(&keys).filter(|(a, b)| a != b).count();
    assert_eq!(changed, 1, "{after}");
    let spots = table.get("/spots.json").json();
    let texts = spots["texts"].as_array().unwrap();
    let spot = texts.iter().find(|own| own["text"].as_str().unwrap().starts_with("正文改过的一段"));
    let spot = spot.unwrap_or_else(|| panic!("{spots}"));
    assert_eq!((&spot["file"], &spot["line"]), (&json!(NEWS), &json!(10)));
    let figures = spots["figures"].as_array().unwrap();
    assert!(figures.iter().any(|own| own["path"] == "images/field.svg" && own["line"] == 12));
    // A manuscript that cannot be read, then a template with a fault: the pages stay.
    let good = sandbox.read(NEWS);
    sandbox.write(NEWS, good.replace("section: news", "section: nonsense"));
    let broken = table.seen(|state| !state["fault"].is_null());
    assert_eq!(page_keys(&broken), page_keys(&after));
    assert_eq!(broken["fault"][0]["file"], NEWS);
    sandbox.write(NEWS, &good);
    table.seen(|state| state["fault"].is_null() && state["fresh"] == true);
    let template = "layouts/dongguan/parts/pages.typ";
    let whole = sandbox.read(template);
    sandbox.write(template, format!("{whole}\n#let broken = 1 + \"x\"\n"));
    let broken = table.seen(|state| !state["fault"].is_null());
    let fault = &broken["fault"][0];
    assert_eq!(fault["rule"], "layout-error");
    assert_eq!(fault["file"], template);
    assert_eq!(fault["line"], whole.lines().count() + 2, "{fault}");
    assert!(fault["message"].as_str().unwrap().contains("cannot add"), "{fault}");
    assert_eq!(page_keys(&broken), page_keys(&after));
    sandbox.write(template, &whole);
    let mended = table.seen(|state| state["fault"].is_null() && state["fresh"] == true);
    assert_eq!(page_keys(&mended), page_keys(&after));
    // A thousand changes are looked at a few times.
    let from = mended["pagesVersion"].as_u64().unwrap();
    for number in 0..1000 {
        sandbox.write(NEWS, good.replace("导语一句", &format!("导语第{number}句")));
    }
    let last = || has_text(&table, "导语第999句");
    let state = table.seen(|state| state["fresh"] == true && last());
    assert!(state["pagesVersion"].as_u64().unwrap() - from < 40, "{}", state["pagesVersion"]);
    // An issue that goes away ends the table with a word.
    std::fs::rename(sandbox.path("issues/2026-01"), sandbox.path("gone")).unwrap();
    let mut table = table;
    let status = table.child.wait().unwrap();
    let mut said = String::new();
    table.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(status.code(), Some(2), "{said}");
    assert!(said.contains("preview-gone"), "{said}");
}

fn has_text(table: &Table, text: &str) -> bool {
    let spots = table.get("/spots.json").json();
    spots["texts"]
        .as_array()
        .unwrap()
        .iter()
        .any(|own| own["text"].as_str().unwrap().contains(text))
}

#[test]
fn what_is_changed_on_the_page_is_written_as_an_editor_would() {
    let sandbox = Sandbox::new();
    sandbox.replace(ISSUE, "  - news\n", "  - news   # 要闻\n");
    sandbox.replace(NEWS, "正文一段，", "正文一段,和标点。正文,");
    let first = sandbox.read(NEWS);
    let table = Table::of(&sandbox);
    let done = |action: Value| {
        let answer = table.act(&action);
        assert_eq!(answer.status, 200, "{action}: {}", answer.text());
        table.settled()
    };
    let sum = |state: &Value| article(state, "news")["sum"].clone();
    // The order.
    let state = table.settled();
    let order = json!({ "do": "move", "article": "news", "before": "foreword", "sum": state["files"][ISSUE] });
    let state = done(order);
    assert!(sandbox.read(ISSUE).contains("articles:\n  - news   # 要闻\n  - foreword\n"));
    assert_eq!(state["articles"][0]["id"], "news");
    assert_eq!(state["undo"], ISSUE);
    let state = done(json!({ "do": "undo" }));
    assert_eq!(state["articles"][0]["id"], "foreword");
    // What was found, one by one.
    let found = |state: &Value, rule: &str, which: &str| {
        let all = state["findings"].as_array().unwrap().clone();
        all.into_iter().find(|own| own["rule"] == rule && own[which] == true)
    };
    let finding = found(&state, "half-width", "mendable");
    let finding = finding.unwrap_or_else(|| panic!("{}", state["findings"]));
    assert!(finding["page"].is_u64() && finding["area"].is_array(), "{finding}");
    let state = done(json!({ "do": "mend", "id": finding["id"], "sum": sum(&state) }));
    let mended = sandbox.read(NEWS);
    assert_eq!(mended.matches(',').count() + 1, first.matches(',').count(), "{mended}");
    let finding = found(&state, "half-width", "waivable").unwrap();
    let waive = json!({ "do": "waive", "id": finding["id"], "reason": "原文\n如此: #", "whole": true, "sum": sum(&state) });
    let state = done(waive);
    let text = sandbox.read(NEWS);
    assert!(
        text.contains(
            "lead: 导语一句。\nwaivers:\n  - rule: half-width\n    reason: '原文 如此: #'\n---\n"
        ),
        "{text}"
    );
    assert!(found(&state, "half-width", "waivable").is_none());
    // The opening, the point that a picture keeps, queries.
    let state =
        done(json!({ "do": "opener", "article": "news", "opener": "type", "sum": sum(&state) }));
    assert!(sandbox.read(NEWS).contains("\nopener: type\n"));
    let focus =
        json!({ "do": "focus", "path": "images/field.svg", "x": 29, "y": 62, "sum": sum(&state) });
    let answer = table.act(&focus);
    let state = if answer.status == 200 {
        table.settled()
    } else {
        // The cover has the same picture, and its file is issue.yml.
        done(
            json!({ "do": "focus", "path": "images/field.svg", "x": 29, "y": 62, "sum": state["files"][ISSUE] }),
        )
    };
    let both = sandbox.read(NEWS) + &sandbox.read(ISSUE);
    assert!(both.contains("29% 62%"), "{both}");
    let query = json!({ "do": "query", "article": "news", "at": "正文一段", "text": "数字\n核过没有？", "by": null, "sum": sum(&state) });
    let state = done(query);
    let note = "notes:\n  - by: 许晓岚\n    at: 正文一段\n    text: 数字 核过没有？\n";
    assert!(sandbox.read(NEWS).contains(note), "{}", sandbox.read(NEWS));
    assert_eq!(state["queries"][0]["text"], "数字 核过没有？");
    assert!(state["queries"][0]["area"].is_array());
    let state = done(json!({ "do": "settle", "article": "news", "index": 0, "sum": sum(&state) }));
    assert!(!sandbox.read(NEWS).contains("notes:"));
    // Nothing is written over what somebody else has written meanwhile.
    let old = sum(&state);
    sandbox.write(NEWS, sandbox.read(NEWS).replace("导语一句", "导语两句"));
    let late =
        table.act(&json!({ "do": "opener", "article": "news", "opener": "half", "sum": old }));
    assert_eq!(late.status, 409);
    assert!(late.text().contains("has changed since it was shown"), "{}", late.text());
    assert!(sandbox.read(NEWS).contains("opener: type"));
    let undo = table.act(&json!({ "do": "undo" }));
    assert_eq!(undo.status, 409, "{}", undo.text());
    for (action, part) in [
        (
            json!({ "do": "opener", "article": "../../publication", "opener": null, "sum": "" }),
            "no such article",
        ),
        (json!({ "do": "mend", "id": "x", "sum": "" }), "gone"),
        (
            json!({ "do": "focus", "path": "../../x", "x": 1, "y": 1, "sum": "" }),
            "does not use this picture",
        ),
        (
            json!({ "do": "query", "article": "news", "at": null, "text": " \n", "by": null, "sum": "" }),
            "Nothing was entered",
        ),
    ] {
        let answer = table.act(&action);
        assert_eq!(answer.status, 409, "{action}");
        assert!(answer.text().contains(part), "{action}: {}", answer.text());
    }
}

#[test]
fn words_that_were_changed_since_they_were_signed_are_marked_where_they_stand() {
    let sandbox = Sandbox::new();
    let table = Table::of(&sandbox);
    table.settled();
    let altered = || table.get("/spots.json").json()["altered"].clone();
    // Nobody has read anything yet.
    assert_eq!(altered(), json!([]));
    sandbox.approve();
    let signed = table.get("/state.json").json()["pagesVersion"].clone();
    assert_eq!(table.act(&json!({ "do": "refresh" })).status, 200);
    table.seen(|state| state["pagesVersion"] != signed && state["fresh"] == true);
    assert_eq!(altered(), json!([]));
    // A word more, a word less, another title, a paragraph that says what markup says.
    let text = sandbox.read(NEWS);
    let text = text.replace("正文一段，带脚注", "正文改写的一段，脚注");
    let text = text.replace("title: 要闻一则", "title: 要闻二则");
    sandbox.write(NEWS, text.replace("导语一句。", "导语一句，a<b。"));
    let state =
        table.seen(|state| article(state, "news")["title"] == "要闻二则" && state["fresh"] == true);
    let all = altered();
    let found = |was: &str, is: &str| {
        let all = all.as_array().unwrap();
        let own = all.iter().find(|own| own["was"] == was && own["is"] == is);
        own.unwrap_or_else(|| panic!("{was} {is}: {all:#?}")).clone()
    };
    assert_eq!(all.as_array().unwrap().len(), 4, "{all:#}");
    assert_eq!(found("一", "二")["line"], 2);
    found("", "，a<b");
    let (more, less) = (found("", "改写的"), found("带", ""));
    for own in [&more, &less] {
        assert_eq!((&own["file"], &own["line"]), (&json!(NEWS), &json!(10)), "{own}");
        assert_eq!(own["boxes"].as_array().unwrap().len(), 1, "{own}");
    }
    // The boxes lie on the paragraph, and what was added is as wide as three characters.
    let spots = table.get("/spots.json").json();
    let texts = spots["texts"].as_array().unwrap();
    let spot = texts.iter().find(|own| own["text"].as_str().unwrap().starts_with("正文改写的"));
    let spot = spot.unwrap();
    let side = |own: &Value, at: usize| own["area"][at].as_f64().unwrap();
    for own in [&more["boxes"][0], &less["boxes"][0]] {
        assert_eq!(own["page"], spot["page"]);
        assert!(side(own, 0) > side(spot, 0) - 1.0 && side(own, 2) < side(spot, 2) + 1.0, "{own}");
        assert!(side(own, 3) > side(spot, 1) && side(own, 1) < side(spot, 3), "{own} {spot}");
    }
    let width = |own: &Value| side(&own["boxes"][0], 2) - side(&own["boxes"][0], 0);
    assert!(width(&more) > 8.0 * width(&less), "{more} {less}");
    assert_eq!(article(&state, "news")["approved"], false);
    // Signed again, nothing is marked any more.
    sandbox.approve();
    table.seen(|_| altered() == json!([]));
}

#[test]
fn the_plates_of_a_page_are_those_of_the_press() {
    let sandbox = Sandbox::new();
    let table = Table::of(&sandbox);
    let state = table.settled();
    let pages = state["plan"]["pages"].as_array().unwrap();
    let index = pages.iter().position(|page| !page["folio"].is_null()).unwrap();
    let key = pages[index]["key"].as_str().unwrap().to_owned();
    let told = table.get(&format!("/plates/{key}.json"));
    assert_eq!(told.status, 200, "{}", told.text());
    let told = told.json();
    assert_eq!(told["inks"], json!(["Cyan", "Magenta", "Yellow", "Black"]));
    assert_eq!(told["missed"], false);
    let limit = told["limit"].as_u64().unwrap();
    assert!((280..=330).contains(&limit), "{told}");
    let film = |name: &str| {
        let answer = table.get(&format!("/plates/{key}/{name}.png"));
        assert!(answer.status == 200 && answer.head.contains("image/png"), "{name}");
        image::load_from_memory(&answer.body).unwrap()
    };
    for wrong in [format!("/plates/{key}/4.png"), "/plates/x.json".into(), "/plates/../x".into()] {
        assert_eq!(table.get(&wrong).status, 404, "{wrong}");
    }
    assert_eq!(table.get("/plates/00.json").status, 204);
    // The same page of the press file, ink by ink.
    assert_eq!(sandbox.build(&["--editions", "press"]).status, 0);
    let bytes =
        std::fs::read(sandbox.path("out/2026-01/press/small-2026-01-interior.pdf")).unwrap();
    let pdf = pdfx_preflight::open(&bytes, &pdfx_preflight::Limits::USUAL).unwrap();
    let options = pdfx_preflight::plates::Options { ppi: 120.0, profile: None };
    let mut first = None;
    pdfx_preflight::plates::each(&pdf, &options, |own| first = first.take().or(Some(own))).unwrap();
    let (first, bled) = (first.unwrap(), pdf.pages[0].bled());
    let scale = first.width as f64 / (first.bounds[2] - first.bounds[0]);
    let left = ((bled[0] - first.bounds[0]) * scale).round() as u32;
    let top = ((first.bounds[3] - bled[3]) * scale).round() as u32;
    let mut most = 0;
    for ink in 0..4 {
        let own = film(&ink.to_string()).into_luma8();
        let plate = first.plate(ink);
        let differ = own.enumerate_pixels().filter(|(x, y, light)| {
            let at = (top + y) as usize * first.width + (left + x) as usize;
            light.0[0] != 255 - plate[at]
        });
        assert!(differ.count() * 1000 < (own.width() * own.height()) as usize, "ink {ink}");
        most += u32::from(own.pixels().any(|light| light.0[0] < 255));
    }
    // A page has more than one ink, and all inks together are what the most is told of.
    assert!(most > 1 && told["most"].as_u64().unwrap() >= 100, "{told}");
    let total = film("total").into_rgb8();
    let darkest = total.pixels().map(|pixel| pixel.0[1]).min().unwrap();
    let expected = 255 - told["most"].as_u64().unwrap() * 255 / limit;
    assert!(u64::from(darkest).abs_diff(expected) < 3, "{darkest} {expected}");
}

#[test]
fn the_book_is_that_of_the_build_and_nothing_runs_in_it() {
    let sandbox = Sandbox::new();
    let hostile = "正文<script>alert(1)</script>一段，";
    sandbox.replace(NEWS, "正文一段，", hostile);
    let table = Table::of(&sandbox);
    table.seen(|state| !state["plan"].is_null() || !state["fault"].is_null());
    sandbox.replace(NEWS, hostile, "正文一段&lt;script&gt;，");
    let mended = || has_text(&table, "正文一段<script>，");
    table.seen(|state| state["fault"].is_null() && state["fresh"] == true && mended());
    assert_eq!(table.get("/book/nav.xhtml").status, 404);
    let told = table.get("/book.json").json();
    let pages = told["pages"].as_array().unwrap();
    assert!(pages.contains(&json!(["articles/news.xhtml", "要闻一则"])), "{told}");
    // Each page is that of the file which a build makes, but for where its marks of a draft are.
    let run = sandbox.build(&["--editions", "digital"]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    let built = std::fs::read(sandbox.path("out/2026-01/small-2026-01.epub")).unwrap();
    let built = common::zip_entries(&built);
    for page in pages {
        let path = page[0].as_str().unwrap();
        let answer = table.get(&format!("/book/{path}"));
        assert!(answer.head.contains("application/xhtml+xml"), "{path}: {}", answer.head);
        for rule in
            ["default-src 'none'", "frame-ancestors 'self'", "sandbox allow-same-origin\r\n"]
        {
            assert!(answer.head.contains(rule), "{}", answer.head);
        }
        assert!(!answer.head.contains("script-src"), "{}", answer.head);
        if path.starts_with("articles/") {
            let own = String::from_utf8_lossy(&built[&format!("EPUB/{path}")]).into_owned();
            assert_eq!(answer.text(), own, "{path}");
            assert!(!answer.text().contains("<script"), "{}", answer.text());
        }
    }
    assert!(table.get("/book/articles/news.xhtml").text().contains("&lt;script"));
    for wrong in ["/book/package.opf", "/book/../state.json", "/book/", "/book/%2e%2e/x"] {
        assert_eq!(table.get(wrong).status, 404, "{wrong}");
    }
    // What is saved is in the book that is asked for next.
    sandbox.replace(NEWS, "正文一段", "正文又一段");
    table.seen(|state| state["fresh"] == true && has_text(&table, "正文又一段"));
    assert_ne!(table.get("/book.json").json()["version"], told["version"]);
    assert!(table.get("/book/articles/news.xhtml").text().contains("正文又一段"));
}

#[test]
fn readers_look_and_put_queries_and_nothing_else() {
    let sandbox = Sandbox::new();
    let (child, mut lines, link) = start(&sandbox, &["--bind=127.0.0.1"]);
    let reader = named(&mut lines);
    assert_ne!(host_of(&link), host_of(&reader));
    let mut code = String::new();
    while !code.contains('█') {
        assert!(lines.read_line(&mut code).unwrap() > 0, "no code: {code}");
    }
    let table = Table { child, lines, host: host_of(&reader), cookie: cookie_of(&reader), link };
    // Whoever scans it twice is let in twice.
    assert_eq!(cookie_of(&reader), table.cookie);
    let state = table.settled();
    assert_eq!(state["role"], "reader");
    assert!(state["root"].is_null() && state["link"].is_null());
    let sums = (&article(&state, "news")["sum"], &state["files"][ISSUE]);
    for action in [
        json!({ "do": "undo" }),
        json!({ "do": "refresh" }),
        json!({ "do": "move", "article": "news", "before": "foreword", "sum": sums.1 }),
        json!({ "do": "opener", "article": "news", "opener": "type", "sum": sums.0 }),
    ] {
        let answer = table.act(&action);
        assert_eq!(answer.status, 409, "{action}");
        assert!(answer.text().contains("for looking and for queries"), "{}", answer.text());
    }
    let query = json!({ "do": "query", "article": "news", "at": null, "text": "题目改短", "by": "主编", "sum": sums.0 });
    assert_eq!(table.act(&query).status, 200);
    assert!(sandbox.read(NEWS).contains("notes:\n  - by: 主编\n    text: 题目改短\n"));
    // The cookie of one address is none at the other.
    let editor = host_of(&table.link);
    let asked =
        format!("GET /state.json HTTP/1.1\r\nHost: {editor}\r\nCookie: {}\r\n\r\n", table.cookie);
    assert_eq!(send(&editor, &asked).status, 403);
}

/// The inside pages of the press, by what can be seen of them.
fn press(sandbox: &Sandbox) -> Vec<u128> {
    let project = Project::find(&sandbox.path("")).unwrap();
    let [interior, _] = inside_pages(&project, "2026-01").unwrap();
    interior.iter().map(shown).collect()
}

fn seen(laid: &Laid) -> Vec<u128> {
    let all = laid.document().pages().len();
    let inside = dress::for_press(laid.document(), laid.covers()..all - laid.covers());
    inside.pages().iter().map(shown).collect()
}

/// The pages as they are settled.
fn settled(live: &mut Live, laid: Laid) -> Laid {
    match live.settle(&laid, &mut || false) {
        Ok(Settled::Same) => laid,
        Ok(Settled::Other(other)) => *other,
        Ok(Settled::LeftOff) | Err(_) => panic!("not settled"),
    }
}

#[test]
fn the_pages_on_the_table_are_those_of_the_press() {
    let sandbox = Sandbox::of_sample();
    let project = Project::find(&sandbox.path("")).unwrap();
    let mut live = Live::new(&project, "2026-01");
    let laid = live.lay().unwrap();
    assert!(matches!(live.settle(&laid, &mut || false), Ok(Settled::Same)));
    let before = seen(&laid);
    assert_eq!(before, press(&sandbox));
    // A paragraph more moves what comes after, and may change how articles are made to fit.
    let articles = std::fs::read_dir(sandbox.path("issues/2026-01/articles")).unwrap();
    let mut paths: Vec<PathBuf> = articles.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let longest = paths.iter().max_by_key(|path| path.metadata().unwrap().len()).unwrap();
    let text = std::fs::read_to_string(longest).unwrap();
    let paragraph =
        "加的一段：荔枝收购站的灯亮到后半夜，司机们排着队过磅，谁也不肯先走。".repeat(6);
    std::fs::write(longest, format!("{text}\n{paragraph}\n")).unwrap();
    let laid = live.lay().unwrap();
    assert!(matches!(live.settle(&laid, &mut || true), Ok(Settled::LeftOff)));
    let laid = settled(&mut live, laid);
    let after = seen(&laid);
    assert_ne!(after, before);
    assert_eq!(after, press(&sandbox));
    // Another character, which moves nothing.
    std::fs::write(longest, format!("{text}\n{}\n", paragraph.replace('灯', "火"))).unwrap();
    let laid = live.lay().unwrap();
    let first = seen(&laid);
    assert_ne!(first, after);
    assert_eq!(first, seen(&settled(&mut live, laid)));
}

/// Somebody sits at the table, in a browser: clicks, drags, keys, both languages, by day and by night,
/// on a desk and on a telephone; axe finds no barrier.
#[test]
fn an_editor_sits_at_the_table() {
    let Some(chromium) = chromium() else { return };
    let sandbox = Sandbox::of_sample();
    let (child, lines, link) = start(&sandbox, &[]);
    let table = Table { child, lines, host: host_of(&link), cookie: String::new(), link };
    let shots = std::env::var("NEIKAN_SHOTS").map_or_else(|_| sandbox.path("shots"), PathBuf::from);
    let output = Command::new("node")
        .arg(repository().join("tests/judges/table.mjs"))
        .arg(judges())
        .args([chromium, &table.link])
        .arg(&shots)
        .arg(sandbox.path(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stdout));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["complaints"], json!([]), "{report:#}");
    assert_eq!(report["barriers"], json!([]), "{report:#}");
}
