//! S3-compatible stores on loopback: moto's server, which behaves, and a small one in this process that
//! fails when it is told to.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::judging::missing;
use crate::common::{Run, Sandbox, repository};

/// A key that must not be seen anywhere.
pub const SECRET: &str = "g3h31m3r-schluessel";

/// Runs the program with keys for a store.
pub fn run_at(sandbox: &Sandbox, port: u16, arguments: &[&str]) -> Run {
    let endpoint = format!("http://127.0.0.1:{port}");
    let environment = [
        ("AWS_ENDPOINT_URL", endpoint.as_str()),
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_SESSION_TOKEN", ""),
        ("AWS_REGION", ""),
        ("NO_PROXY", "127.0.0.1"),
        ("no_proxy", "127.0.0.1"),
    ];
    let run = sandbox.run_with(arguments, &environment);
    assert!(!run.out.contains(SECRET) && !run.err.contains(SECRET), "{}{}", run.out, run.err);
    run
}

/// moto's server in a process of its own, which ends with the test.
pub struct Moto {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
    pub port: u16,
}

impl Moto {
    /// Starts the server; nothing where it cannot run.
    pub fn start(sandbox: &Sandbox) -> Option<Self> {
        let there = Command::new("python3").args(["-c", "import moto.server, boto3"]).output();
        if !there.is_ok_and(|output| output.status.success()) {
            return missing("moto");
        }
        let folder = sandbox.path("moto");
        let mut child = Command::new("python3")
            .arg(repository().join("tests/judges/s3_server.py"))
            .arg(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let orders = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        let mut server = Self { child, orders, answers, port: 0 };
        let start = Instant::now();
        while server.port == 0 {
            assert!(start.elapsed() < Duration::from_secs(120), "moto does not listen");
            std::thread::sleep(Duration::from_millis(20));
            let text = fs::read_to_string(folder.join("port")).unwrap_or_default();
            server.port = text.parse().unwrap_or(0);
        }
        Some(server)
    }

    /// Has something done in the store; see `tests/judges/s3_server.py`.
    pub fn ask(&mut self, order: &Value) -> Value {
        writeln!(self.orders, "{order}").unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{order}: {error}: {line}"))
    }

    /// The names of all objects in a bucket.
    pub fn keys(&mut self, bucket: &str) -> Vec<String> {
        serde_json::from_value(self.ask(&json!(["keys", bucket]))).unwrap()
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a request to the small store asks for.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    /// The path with its query.
    pub target: String,
}

impl Asked {
    /// The kind of request, as far as the tests tell them apart.
    pub fn kind(&self) -> &'static str {
        let is = |text: &str| self.target.contains(text);
        match self.method.as_str() {
            "PUT" if is("partNumber=") => "part",
            "PUT" if is("record.json") => "record",
            "PUT" => "object",
            "POST" if is("uploadId=") => "complete",
            "POST" => "begin",
            _ => "read",
        }
    }
}

/// How the small store fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It answers with this status.
    Status(u16),
    /// It reads some of the request and closes the connection.
    Cut,
    /// It reads some of the request and no more, and keeps the connection.
    Deaf,
    /// It reads the request and says nothing.
    Silent,
    /// It says half of the answer and no more, and keeps the connection.
    Half,
    /// It says half of the answer and closes the connection.
    Torn,
    /// It does what is asked and says that it has failed.
    Lost,
    /// Something on the way answers in its place, with a page to log in.
    Page,
}

type Failing = Box<dyn FnMut(&Asked) -> Option<Fault> + Send>;

#[derive(Default)]
struct Shelf {
    objects: BTreeMap<String, Vec<u8>>,
    uploads: BTreeMap<String, BTreeMap<usize, Vec<u8>>>,
    asked: Vec<Asked>,
    failing: Option<Failing>,
    /// Whether the list of objects never ends.
    endless: bool,
}

/// A small S3-compatible store with one bucket, `plain`, which keeps its objects in memory.
pub struct Small {
    shelf: Arc<Mutex<Shelf>>,
    pub port: u16,
}

impl Small {
    /// Starts the store; it ends with the process.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shelf = Arc::new(Mutex::new(Shelf::default()));
        let own = Arc::clone(&shelf);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shelf = Arc::clone(&own);
                std::thread::spawn(move || while serve(&stream, &shelf).is_some() {});
            }
        });
        Self { shelf, port }
    }

    /// Has the store fail where `failing` says so.
    pub fn fail(&self, failing: impl FnMut(&Asked) -> Option<Fault> + Send + 'static) {
        self.shelf.lock().unwrap().failing = Some(Box::new(failing));
    }

    /// Has the store behave.
    pub fn mend(&self) {
        self.shelf.lock().unwrap().failing = None;
    }

    /// Has the store list its objects again and again.
    pub fn list_for_ever(&self) {
        self.shelf.lock().unwrap().endless = true;
    }

    /// Has the store forget the uploads that have begun.
    pub fn forget(&self) {
        self.shelf.lock().unwrap().uploads.clear();
    }

    /// The names of all objects.
    pub fn keys(&self) -> Vec<String> {
        self.shelf.lock().unwrap().objects.keys().cloned().collect()
    }

    /// The bytes of an object.
    pub fn object(&self, key: &str) -> Vec<u8> {
        self.shelf.lock().unwrap().objects[key].clone()
    }

    /// How many requests of a kind came since this was asked last.
    pub fn asked(&self, kind: &str) -> usize {
        let mut shelf = self.shelf.lock().unwrap();
        let all = std::mem::take(&mut shelf.asked);
        all.iter().filter(|asked| asked.kind() == kind).count()
    }
}

/// Answers one request; nothing when the connection is at its end.
fn serve(stream: &TcpStream, shelf: &Mutex<Shelf>) -> Option<()> {
    let mut from = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        head.push(line.trim().to_owned());
    }
    let mut words = head[0].split(' ').map(str::to_owned);
    let asked = Asked { method: words.next()?, target: words.next()? };
    let header = |name: &str| {
        let lines = head[1..].iter().filter_map(|line| line.split_once(':'));
        let mut own = lines.filter(|(own, _)| own.eq_ignore_ascii_case(name));
        own.next().map(|(_, value)| value.trim().to_owned())
    };
    let length: usize = header("content-length").map_or(0, |length| length.parse().unwrap());
    let fault = {
        let mut shelf = shelf.lock().unwrap();
        shelf.asked.push(asked.clone());
        shelf.failing.as_mut().and_then(|failing| failing(&asked))
    };
    if fault == Some(Fault::Cut) {
        let _ = from.read_exact(&mut vec![0; length / 2]);
        let _ = stream.shutdown(std::net::Shutdown::Both);
        return None;
    }
    if fault == Some(Fault::Deaf) {
        let _ = from.read_exact(&mut vec![0; length / 8]);
        return wait(stream, shelf);
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).ok()?;
    if fault == Some(Fault::Silent) {
        return wait(stream, shelf);
    }
    let range = header("range").map(|range| {
        let (begin, end) = range.trim_start_matches("bytes=").split_once('-').unwrap();
        (begin.parse().unwrap(), end.parse::<usize>().unwrap())
    });
    let only_new = header("if-none-match").is_some();
    let done = |shelf: &Mutex<Shelf>, body| {
        answer(&mut shelf.lock().unwrap(), &asked, body, range, only_new)
    };
    let (status, headers, bytes) = match fault {
        Some(Fault::Lost) => {
            drop(done(shelf, body));
            (500, String::new(), Vec::new())
        }
        Some(Fault::Status(status)) => (status, String::new(), Vec::new()),
        Some(Fault::Page) => {
            let page = b"<!DOCTYPE html><html><body>Login</body></html>".to_vec();
            (200, "content-type: text/html\r\n".to_owned(), page)
        }
        _ => done(shelf, body),
    };
    let headers = if headers.contains("content-length") {
        headers
    } else {
        format!("{headers}content-length: {}\r\n", bytes.len())
    };
    let mut to = stream;
    let head = format!("HTTP/1.1 {status} x\r\n{headers}\r\n");
    let answer = [head.as_bytes(), &bytes].concat();
    match fault {
        Some(Fault::Half | Fault::Torn) => {
            to.write_all(&answer[..answer.len() / 2]).ok()?;
            if fault == Some(Fault::Half) {
                return wait(stream, shelf);
            }
            let _ = stream.shutdown(std::net::Shutdown::Both);
            None
        }
        _ => to.write_all(&answer).ok(),
    }
}

/// Keeps a connection, without reading from it or writing to it, until the store is mended.
fn wait(_open: &TcpStream, shelf: &Mutex<Shelf>) -> Option<()> {
    while shelf.lock().unwrap().failing.is_some() {
        std::thread::sleep(Duration::from_millis(20));
    }
    None
}

type Answer = (u16, String, Vec<u8>);

fn answer(
    shelf: &mut Shelf,
    asked: &Asked,
    body: Vec<u8>,
    range: Option<(usize, usize)>,
    only_new: bool,
) -> Answer {
    let tag = "etag: \"t\"\r\nlast-modified: Thu, 15 Jan 2026 00:00:00 GMT\r\n".to_owned();
    let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
    if path.trim_end_matches('/') == "/plain" && query.contains("list-type=2") {
        return (200, String::new(), list(shelf).into_bytes());
    }
    let Some(key) = path.strip_prefix("/plain/") else {
        let fault = b"<Error><Code>NoSuchBucket</Code></Error>".to_vec();
        return (404, String::new(), fault);
    };
    let value = |name: &str| {
        let own = query.split('&').filter_map(|pair| pair.split_once('='));
        own.filter(|(own, _)| *own == name).map(|(_, value)| value.to_owned()).next()
    };
    let unknown = || {
        let fault = b"<Error><Code>NoSuchUpload</Code></Error>".to_vec();
        (404, String::new(), fault)
    };
    match (asked.method.as_str(), value("uploadId")) {
        ("PUT", Some(id)) => {
            let number = value("partNumber").unwrap().parse().unwrap();
            let Some(parts) = shelf.uploads.get_mut(&id) else { return unknown() };
            parts.insert(number, body);
            (200, tag, Vec::new())
        }
        ("POST", Some(id)) => {
            let Some(parts) = shelf.uploads.remove(&id) else { return unknown() };
            shelf.objects.insert(key.to_owned(), parts.into_values().flatten().collect());
            let done = b"<CompleteMultipartUploadResult><ETag>t</ETag>\
                         </CompleteMultipartUploadResult>";
            (200, String::new(), done.to_vec())
        }
        ("POST", None) => {
            let id = format!("u{}", shelf.asked.len());
            shelf.uploads.insert(id.clone(), BTreeMap::new());
            let begun = format!(
                "<InitiateMultipartUploadResult><UploadId>{id}</UploadId>\
                 </InitiateMultipartUploadResult>"
            );
            (200, String::new(), begun.into_bytes())
        }
        ("PUT", None) if only_new && shelf.objects.contains_key(key) => {
            (412, String::new(), Vec::new())
        }
        ("PUT", None) => {
            shelf.objects.insert(key.to_owned(), body);
            (200, tag, Vec::new())
        }
        (method, _) => match shelf.objects.get(key) {
            None => (404, String::new(), Vec::new()),
            Some(bytes) if method == "HEAD" => {
                (200, format!("{tag}content-length: {}\r\n", bytes.len()), Vec::new())
            }
            Some(bytes) => match range {
                Some((begin, end)) => {
                    let all = bytes.len();
                    let headers = format!("{tag}content-range: bytes {begin}-{end}/{all}\r\n");
                    (206, headers, bytes[begin..=end].to_vec())
                }
                None => (200, tag, bytes.clone()),
            },
        },
    }
}

/// All objects, as S3 lists them.
fn list(shelf: &Shelf) -> String {
    let objects = shelf.objects.iter().map(|(key, bytes)| {
        format!("<Contents><Key>{key}</Key><Size>{}</Size></Contents>", bytes.len())
    });
    let objects: String = objects.collect();
    let more = shelf.endless;
    format!(
        "<ListBucketResult><IsTruncated>{more}</IsTruncated>{objects}\
         <NextContinuationToken>t</NextContinuationToken></ListBucketResult>"
    )
}
