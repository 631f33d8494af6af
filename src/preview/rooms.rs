//! What can be asked for, and what is answered.

use std::net::{TcpListener, TcpStream};
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::actions::{self, Action};
use super::gate::{Gate, Verdict};
use super::http::{Answer, Connection, Request, Unread};
use super::table::{Known, Note, Table};
use super::{views, words};
use crate::locale::Locale;
use crate::pipeline::films::Films;

/// How many connections there are at once: browsers open six for a page, and one to listen.
const CONNECTIONS: usize = 96;
/// The memory that a connection's thread may use to draw, bytes.
const STACK: usize = 16 << 20;
/// How often a browser that hears nothing is told that somebody is there.
const SIGN: Duration = Duration::from_secs(10);
/// How wide pages can be asked for as pixels; beyond that they are drawings.
const WIDTHS: RangeInclusive<u32> = 16..=3000;
/// The height of small views, px.
const THUMB: u32 = 240;

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const DATA: &str = "application/json; charset=utf-8";

/// The files of the page.
const FILES: &[(&str, &str, &str)] = &[
    ("/", HTML, include_str!("page/index.html")),
    ("/style.css", "text/css; charset=utf-8", include_str!("page/style.css")),
    ("/app.js", SCRIPT, include_str!("page/app.js")),
    ("/book.js", SCRIPT, include_str!("page/book.js")),
    ("/desk.js", SCRIPT, include_str!("page/desk.js")),
    ("/panel.js", SCRIPT, include_str!("page/panel.js")),
    ("/sheets.js", SCRIPT, include_str!("page/sheets.js")),
    ("/strip.js", SCRIPT, include_str!("page/strip.js")),
];

/// What a page of the e-book may do: be shown, in a frame of the page.
const FRAMED: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
                      sandbox allow-same-origin";

/// The sign of the page in the tab of a browser.
const ICON: &str = include_str!("page/icon.svg");

/// Answers at an address from now on, each connection in a thread of its own.
pub fn open(table: Arc<Table>, gate: Arc<Gate>, listener: TcpListener) {
    let count = Arc::new(AtomicUsize::new(0));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if count.load(Ordering::Relaxed) >= CONNECTIONS {
                continue;
            }
            let (table, gate, count) = (table.clone(), gate.clone(), count.clone());
            count.fetch_add(1, Ordering::Relaxed);
            let left = Leaving(count);
            let work = move || {
                let _left = left;
                attend(&table, &gate, stream);
            };
            // Where no thread can be had the connection is closed.
            drop(std::thread::Builder::new().stack_size(STACK).spawn(work));
        }
    });
}

/// Counts a connection that ends, however it ends.
struct Leaving(Arc<AtomicUsize>);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Answers all requests of a connection.
fn attend(table: &Table, gate: &Gate, stream: TcpStream) {
    let Ok(mut connection) = Connection::new(stream) else { return };
    loop {
        let request = match connection.request() {
            Ok(request) => request,
            Err(Unread::Gone) => return,
            Err(Unread::Wrong(status)) => {
                // Who sends that hears no more than the status.
                let _ = connection.answer(&Answer::new(status, TEXT, *b""), false);
                return;
            }
        };
        if is_heard(gate, &request) {
            // It ends when nobody listens any more.
            let _ = listen(table, gate, &request, &mut connection);
            return;
        }
        if connection.answer(&answer(table, gate, &request), true).is_err() {
            return;
        }
    }
}

fn is_heard(gate: &Gate, request: &Request) -> bool {
    let asked = request.method == "GET" && request.path == "/events";
    asked && gate.judge(request) == Verdict::Pass
}

/// Tells a browser everything at first, then what changes, as it is by the time that it listens: what came
/// in between does not queue up.
fn listen(
    table: &Table,
    gate: &Gate,
    request: &Request,
    connection: &mut Connection,
) -> std::io::Result<()> {
    let locale = table.locale(request.value("lang"));
    let mut known = Known::default();
    connection.events(&mut || {
        if known.ended {
            return None;
        }
        if table.next(known.version, SIGN) <= known.version {
            return Some(": .\n\n".to_owned());
        }
        Some(format!("data: {}\n\n", table.told(gate.role, locale, &mut known)))
    })
}

fn answer(table: &Table, gate: &Gate, request: &Request) -> Answer {
    match gate.judge(request) {
        Verdict::Pass => {}
        Verdict::Welcome(cookie) => {
            let answer = Answer::new(303, TEXT, *b"").with("Location", "/");
            return answer.with("Set-Cookie", cookie).with("Cache-Control", "no-store");
        }
        Verdict::Spent => {
            table.note(Note::Spent);
            return refusal(table, "preview-link-used");
        }
        Verdict::Refused => return refusal(table, "preview-link-wrong"),
    }
    let begun = Instant::now();
    let answer = match request.method.as_str() {
        "GET" => found(table, gate, request),
        "POST" => done(table, gate, request),
        _ => Answer::new(405, TEXT, *b"").with("Allow", "GET, POST"),
    };
    // Where time goes when pages are slow: the developer's view of a browser shows it.
    let took = begun.elapsed().as_micros() as f64 / 1000.0;
    answer.with("Server-Timing", format!("work;dur={took}"))
}

/// Says in both languages what somebody without a link can do.
fn refusal(table: &Table, key: &str) -> Answer {
    let text: Vec<String> =
        ["zh", "en"].into_iter().map(|tag| table.locale(Some(tag)).text(key)).collect();
    Answer::new(403, TEXT, text.join("\n\n").into_bytes()).with("Cache-Control", "no-store")
}

fn found(table: &Table, gate: &Gate, request: &Request) -> Answer {
    let path = request.path.as_str();
    if let Some((_, kind, text)) = FILES.iter().find(|(own, ..)| *own == path) {
        return Answer::new(200, kind, text.as_bytes()).with("Cache-Control", "no-cache");
    }
    let locale = table.locale(request.value("lang"));
    match path {
        "/icon.svg" => Answer::new(200, "image/svg+xml", ICON.as_bytes()),
        "/words.json" => data(200, &words::words(locale)),
        "/state.json" => data(200, &table.told(gate.role, locale, &mut Known::default())),
        "/spots.json" => match table.current() {
            (Some(view), Some(seen)) => data(200, &views::spots(&view, &seen)),
            _ => data(404, &Value::Null),
        },
        "/picture" => picture(table, request),
        "/book.json" => match table.book() {
            Some((version, book)) => match &*book {
                Ok(book) => data(200, &json!({ "version": version, "pages": book.pages })),
                Err(reasons) => said(409, &spoken(reasons, locale)),
            },
            None => data(404, &Value::Null),
        },
        _ if path.starts_with("/book/") => leaf_of_book(table, path),
        _ if path.starts_with("/plates/") => plates(table, path, locale),
        _ => drawn(table, path),
    }
}

/// A picture of the issue, as its file has it.
fn picture(table: &Table, request: &Request) -> Answer {
    let (view, _) = table.current();
    let found = view.zip(request.value("path")).and_then(|(view, path)| view.laid.picture(path));
    match found {
        Some((kind, bytes)) => Answer::new(200, kind, bytes).with("Cache-Control", "no-store"),
        None => Answer::new(404, TEXT, *b""),
    }
}

/// A file of the e-book. It is shown in a frame of the page, where nothing runs and nothing is loaded from
/// elsewhere.
fn leaf_of_book(table: &Table, path: &str) -> Answer {
    let book = table.last_book();
    let file = book
        .as_ref()
        .and_then(|book| book.as_ref().as_ref().ok()?.file(path.strip_prefix("/book/")?));
    let Some((kind, bytes)) = file else { return Answer::new(404, TEXT, *b"") };
    Answer::new(200, kind, bytes)
        .with("Cache-Control", "no-store")
        .with("Content-Security-Policy", FRAMED)
}

/// What the plates of a page are, and one of them.
fn plates(table: &Table, path: &str, locale: &Locale) -> Answer {
    let none = || Answer::new(404, TEXT, *b"").with("Cache-Control", "no-store");
    let (key, film) = match path.strip_prefix("/plates/").and_then(|rest| rest.split_once('/')) {
        Some((key, film)) => (Some(key), film.strip_suffix(".png")),
        None => (path.strip_prefix("/plates/").and_then(|rest| rest.strip_suffix(".json")), None),
    };
    let Some(key) = key.filter(|key| is_key(key)) else { return none() };
    let Some(plated) = table.plates(key) else { return given_way() };
    let films = match &*plated {
        Ok(films) => films,
        Err(reasons) => return said(409, &spoken(reasons, locale)),
    };
    let Some(film) = film else {
        let Films { inks, most, limit, missed, .. } = films;
        return data(200, &json!({ "inks": inks, "most": most, "limit": limit, "missed": missed }));
    };
    let png = match film {
        "total" => Some(&films.total),
        _ => film.parse().ok().and_then(|at: usize| films.plates.get(at)),
    };
    png.map_or_else(none, |png| {
        Answer::new(200, "image/png", png.as_slice()).with("Cache-Control", "no-store")
    })
}

/// Whether a page can be called so.
fn is_key(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Of a page that has given way to another since it was told there is nothing to see, which is no fault.
fn given_way() -> Answer {
    Answer::new(204, TEXT, *b"").with("Cache-Control", "no-store")
}

/// A page, as a drawing or as pixels, or a small view of one, which never changes under its name.
fn drawn(table: &Table, path: &str) -> Answer {
    let named = |folder: &str, ending: &str| path.strip_prefix(folder)?.strip_suffix(ending);
    let pixels = named("/page/", ".png").and_then(|name| {
        let (key, width) = name.split_once('-')?;
        Some((key, width.parse::<u32>().ok().filter(|width| WIDTHS.contains(width))?))
    });
    let page = || named("/page/", ".svg").filter(|key| is_key(key));
    let thumb = || named("/thumb/", ".jpg").filter(|key| is_key(key));
    let (kind, found) = if let Some((key, width)) = pixels.filter(|(key, _)| is_key(key)) {
        ("image/png", table.pixels(key, width))
    } else if let Some(key) = page() {
        ("image/svg+xml", table.page(key))
    } else if let Some(key) = thumb() {
        ("image/jpeg", table.thumb(key, THUMB))
    } else {
        return Answer::new(404, TEXT, *b"").with("Cache-Control", "no-store");
    };
    let kept = "private, max-age=86400, immutable";
    found.map_or_else(given_way, |body| Answer::new(200, kind, body).with("Cache-Control", kept))
}

/// Does what is asked for.
fn done(table: &Table, gate: &Gate, request: &Request) -> Answer {
    let json =
        request.header("content-type").is_some_and(|kind| kind.starts_with("application/json"));
    if request.path != "/do" || !json {
        return Answer::new(404, TEXT, *b"");
    }
    let locale = table.locale(request.value("lang"));
    let action = match serde_json::from_slice::<Action>(&request.body) {
        Ok(action) => action,
        Err(_) => return said(400, &[(locale.text("preview-refused"), None)]),
    };
    match actions::act(table, gate.role, &action) {
        Ok(mut told) => {
            told["ok"] = json!(true);
            data(200, &told)
        }
        Err(failure) => said(409, &spoken(&words::reasons(&failure), locale)),
    }
}

/// Findings in words, each with what to do.
fn spoken(
    findings: &crate::diagnostic::Findings,
    locale: &Locale,
) -> Vec<(String, Option<String>)> {
    let sorted = findings.sorted().into_iter();
    sorted.map(|finding| (locale.message(finding), locale.hint(finding))).collect()
}

fn said(status: u16, reasons: &[(String, Option<String>)]) -> Answer {
    let reasons = reasons.iter().map(|(text, hint)| json!({ "message": text, "hint": hint }));
    data(status, &json!({ "ok": false, "reasons": reasons.collect::<Vec<_>>() }))
}

fn data(status: u16, value: &Value) -> Answer {
    Answer::new(status, DATA, value.to_string().into_bytes()).with("Cache-Control", "no-store")
}
