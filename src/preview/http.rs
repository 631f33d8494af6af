//! As much of HTTP/1.1 (RFC 9112) as one page on one computer needs: requests are read under limits,
//! answers have a length, and one kind of answer goes on for as long as the browser listens.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

/// The longest head of a request, bytes.
const HEAD: usize = 16 << 10;
/// Headers of a request.
const HEADERS: usize = 64;
/// The longest body of a request, bytes.
const BODY: usize = 64 << 10;
/// How long a connection may say nothing.
const IDLE: Duration = Duration::from_secs(60);
/// How long an answer may wait to be taken.
const STUCK: Duration = Duration::from_secs(20);

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its method.
    pub method: String,
    /// The path that it asks for, from the first slash, as it was sent.
    pub path: String,
    /// What stands behind the question mark: names and values, decoded.
    pub query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Request {
    /// A header, by its name in lower case; nothing if it is there twice.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut own = self.headers.iter().filter(|(own, _)| own == name);
        let first = own.next()?;
        own.next().is_none().then_some(first.1.as_str())
    }

    /// A value of the query.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// A cookie (RFC 6265, 5.4).
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let own = self.headers.iter().filter(|(own, _)| own == "cookie");
        let mut pairs = own.flat_map(|(_, value)| value.split(';'));
        pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
    }
}

/// Why a request cannot be read.
#[derive(Debug)]
pub enum Unread {
    /// The connection is closed or says nothing.
    Gone,
    /// It is not HTTP, or longer than it may be: the status that says so.
    Wrong(u16),
}

impl From<io::Error> for Unread {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The type of the body.
    pub kind: &'static str,
    /// Further headers.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Arc<[u8]>,
}

impl Answer {
    /// An answer with a body of a type.
    pub fn new(status: u16, kind: &'static str, body: impl Into<Arc<[u8]>>) -> Self {
        Self { status, kind, headers: Vec::new(), body: body.into() }
    }

    /// The same answer with a header more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// A connection.
pub struct Connection {
    reader: BufReader<TcpStream>,
}

/// What every answer says that does not say otherwise: nothing of the page is kept by others, shown in
/// others, or loads anything from elsewhere.
const ALWAYS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
];

impl Connection {
    /// A connection that was accepted.
    ///
    /// # Errors
    /// What the system says.
    pub fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_read_timeout(Some(IDLE))?;
        stream.set_write_timeout(Some(STUCK))?;
        stream.set_nodelay(true)?;
        Ok(Self { reader: BufReader::new(stream) })
    }

    /// Reads the next request.
    ///
    /// # Errors
    /// [`Unread`].
    pub fn request(&mut self) -> Result<Request, Unread> {
        let head = self.head()?;
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(&head) {
            Ok(httparse::Status::Complete(_)) => {}
            Err(httparse::Error::TooManyHeaders) => return Err(Unread::Wrong(431)),
            Ok(httparse::Status::Partial) | Err(_) => return Err(Unread::Wrong(400)),
        }
        let text = |bytes: &[u8]| std::str::from_utf8(bytes).map(str::to_owned);
        let headers: Result<Vec<(String, String)>, std::str::Utf8Error> = parsed
            .headers
            .iter()
            .map(|own| Ok((own.name.to_ascii_lowercase(), text(own.value)?.trim().to_owned())))
            .collect();
        let headers = headers.map_err(|_| Unread::Wrong(400))?;
        let (Some(method), Some(target)) = (parsed.method, parsed.path) else {
            return Err(Unread::Wrong(400));
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if !path.starts_with('/') {
            return Err(Unread::Wrong(400));
        }
        let mut request = Request {
            method: method.to_owned(),
            path: path.to_owned(),
            query: pairs(query),
            headers,
            body: Vec::new(),
        };
        request.body = self.body(&request)?;
        Ok(request)
    }

    /// The bytes up to the empty line.
    fn head(&mut self) -> Result<Vec<u8>, Unread> {
        let mut head = Vec::new();
        loop {
            let room = HEAD - head.len();
            let read = self.reader.by_ref().take(room as u64).read_until(b'\n', &mut head)?;
            if head.ends_with(b"\r\n\r\n") || head.ends_with(b"\n\n") {
                return Ok(head);
            }
            if read == room {
                return Err(Unread::Wrong(431));
            }
            if read == 0 || !head.ends_with(b"\n") {
                return Err(Unread::Gone);
            }
        }
    }

    fn body(&mut self, request: &Request) -> Result<Vec<u8>, Unread> {
        if request.headers.iter().any(|(name, _)| name == "transfer-encoding") {
            return Err(Unread::Wrong(411));
        }
        let told = request.headers.iter().any(|(name, _)| name == "content-length");
        let length = match request.header("content-length").map(str::parse::<usize>) {
            None if !told => return Ok(Vec::new()),
            Some(Ok(length)) => length,
            None | Some(Err(_)) => return Err(Unread::Wrong(400)),
        };
        if length > BODY {
            return Err(Unread::Wrong(413));
        }
        let mut body = vec![0; length];
        self.reader.read_exact(&mut body)?;
        Ok(body)
    }

    /// Sends an answer; `goes_on` says whether the connection is for more.
    ///
    /// # Errors
    /// What the system says.
    pub fn answer(&mut self, answer: &Answer, goes_on: bool) -> io::Result<()> {
        let mut head = self.begin(answer);
        // What is no content has no length either (RFC 9110, 8.6).
        if answer.status != 204 {
            head += &format!("Content-Length: {}\r\n", answer.body.len());
        }
        head += if goes_on { "\r\n" } else { "Connection: close\r\n\r\n" };
        let stream = self.reader.get_mut();
        stream.write_all(head.as_bytes())?;
        stream.write_all(&answer.body)?;
        stream.flush()
    }

    /// Begins an answer that goes on (Server-Sent Events, HTML Standard, 9.2): `next` gives what is said
    /// next, until there is no more or nobody listens.
    ///
    /// # Errors
    /// What the system says.
    pub fn events(&mut self, next: &mut dyn FnMut() -> Option<String>) -> io::Result<()> {
        let answer = Answer::new(200, "text/event-stream; charset=utf-8", *b"");
        let head = self.begin(&answer) + "Cache-Control: no-store\r\nConnection: close\r\n\r\n";
        let stream = self.reader.get_mut();
        stream.write_all(head.as_bytes())?;
        while let Some(text) = next() {
            stream.write_all(text.as_bytes())?;
            stream.flush()?;
        }
        Ok(())
    }

    fn begin(&self, answer: &Answer) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", answer.status, phrase(answer.status));
        let own = answer.headers.iter().map(|(name, value)| (*name, value.as_str()));
        let said = |name: &str| answer.headers.iter().any(|(own, _)| *own == name);
        let always = ALWAYS.into_iter().filter(|(name, _)| !said(name));
        for (name, value) in always.chain([("Content-Type", answer.kind)]).chain(own) {
            head += &format!("{name}: {value}\r\n");
        }
        head
    }
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        303 => "See Other",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        411 => "Length Required",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    }
}

/// The names and values of a query.
fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// A part of a query as text; what is no escape stays as it is.
fn decoded(part: &str) -> String {
    let mut out = Vec::new();
    let bytes = part.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        match (byte, pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(escaped)) => {
                out.push(escaped);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    /// What is made of a request as it comes over the wire.
    fn read(text: &[u8]) -> Result<Request, Unread> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut sender = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        sender.write_all(text).unwrap();
        drop(sender);
        Connection::new(listener.accept().unwrap().0).unwrap().request()
    }

    #[test]
    fn a_request_is_read() {
        let text = "POST /do/move?lang=en&q=%E8%8D%94+x%2 HTTP/1.1\r\nHost: a:1\r\nCookie: a=1; n-1=xyz\r\nContent-Length: 2\r\n\r\n{}";
        let request = read(text.as_bytes()).unwrap();
        assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/do/move"));
        assert_eq!(request.value("q"), Some("荔 x%2"));
        assert_eq!(request.header("host"), Some("a:1"));
        assert_eq!((request.cookie("n-1"), request.cookie("n-2")), (Some("xyz"), None));
        assert_eq!(request.body, b"{}");
    }

    #[test]
    fn what_is_too_long_or_no_request_is_refused() {
        let status = |text: &[u8]| match read(text) {
            Err(Unread::Wrong(status)) => status,
            Err(Unread::Gone) => 0,
            Ok(request) => panic!("{request:?}"),
        };
        let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(HEAD));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(HEADERS + 1));
        assert_eq!(status(long.as_bytes()), 431);
        assert_eq!(status(many.as_bytes()), 431);
        assert_eq!(status(b"\x16\x03\x01\x02\x00\x01\n\n"), 400);
        assert_eq!(status(b"GET http://a/ HTTP/1.1\r\n\r\n"), 400);
        assert_eq!(status(b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"), 413);
        assert_eq!(status(b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"), 400);
        let twice = b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab";
        assert_eq!(status(twice), 400);
        assert_eq!(status(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), 411);
        assert_eq!(status(b"GET / HTTP/1.1\r\nHost"), 0);
        assert_eq!(status(b""), 0);
    }
}
