//! The requests of `object_store`: HTTP/1.1 by ureq, with the TLS of rustls and the authorities that
//! this computer trusts. What a store answers other than yes becomes a [`Trouble`], so that there is
//! one place where it is told.

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use ureq::http::{Method, Request, Response};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, Timeout};

/// The largest answer that is taken, bytes: a part, or a list of objects.
const ANSWER: u64 = 64 << 20;
/// How much of an answer that is a fault is looked at, bytes.
const FAULT: usize = 64 << 10;

/// The reason of a [`Trouble`] with a store that says nothing.
pub const SILENCE: &str = "timeout";

/// How long is waited for a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// So many seconds in which nothing happens, and minutes so long as something does: for what a
    /// person has asked for.
    Long(u64),
    /// Seconds, and once: for what only spares work.
    Short,
}

/// Why a request came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The status that the store answered with, if it did.
    pub status: Option<u16>,
    /// The store's own name for the fault, or what the network said.
    pub reason: String,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "{status} {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

impl Error for Trouble {}

/// Sends requests.
#[derive(Debug, Clone)]
pub struct Client(Agent);

impl Client {
    /// A client with connections of its own.
    pub fn new(patience: Patience) -> Self {
        let second = |count| Some(Duration::from_secs(count));
        let (connect, idle, whole) = match patience {
            Patience::Long(idle) => (second(idle.min(20)), second(idle), second(900)),
            Patience::Short => (second(3), second(5), second(20)),
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("neikan/", env!("CARGO_PKG_VERSION")))
            .timeout_resolve(connect)
            .timeout_connect(connect)
            .timeout_per_read(idle)
            .timeout_per_write(idle)
            .timeout_global(whole)
            .tls_config(tls())
            .build();
        Self(Agent::new_with_config(config))
    }

    /// Sends one request and reads the whole answer.
    ///
    /// # Errors
    /// The trouble, with what `object_store` may do about it.
    pub fn send(
        &self,
        request: Request<impl AsRef<[u8]>>,
    ) -> Result<Response<Vec<u8>>, (HttpErrorKind, Trouble)> {
        let (parts, body) = request.into_parts();
        let read = matches!(parts.method, Method::GET | Method::HEAD | Method::DELETE);
        let of_object = read && parts.method != Method::DELETE && parts.uri.query().is_none();
        let answer = if read {
            self.0.run(Request::from_parts(parts, ()))
        } else {
            self.0.run(Request::from_parts(parts, body.as_ref()))
        };
        let (parts, mut body) = answer.map_err(broken)?.into_parts();
        let bytes = whole(&mut body).map_err(broken)?;
        let status = parts.status.as_u16();
        // An object has a tag, whatever is in it; all else that a store says is no web page.
        let strange = if of_object { !parts.headers.contains_key("etag") } else { is_page(&bytes) };
        if parts.status.is_success() && strange {
            let reason = "HTML".to_owned();
            return Err((HttpErrorKind::Unknown, Trouble { status: Some(status), reason }));
        }
        if parts.status.is_success() || status == 304 {
            return Ok(Response::from_parts(parts, bytes));
        }
        let kind = match status {
            // Made again: the store asks for it, or it may be over.
            408 | 429 | 500 | 502..=504 => HttpErrorKind::Request,
            _ => HttpErrorKind::Unknown,
        };
        Err((kind, Trouble { status: Some(status), reason: named(&bytes) }))
    }
}

fn whole(body: &mut Body) -> Result<Vec<u8>, ureq::Error> {
    body.with_config().limit(ANSWER).read_to_vec()
}

/// Whether an answer is a page for people, such as one to log in to a proxy.
fn is_page(answer: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&answer[..answer.len().min(FAULT)]).to_ascii_lowercase();
    ["<!doctype html", "<html"].iter().any(|mark| start.contains(mark))
}

/// The name that a store gives a fault: `NoSuchBucket`.
fn named(answer: &[u8]) -> String {
    let text = std::str::from_utf8(&answer[..answer.len().min(FAULT)]).unwrap_or_default();
    let plain = |code: &&str| {
        (1..=60).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let document = roxmltree::Document::parse(text).ok();
    let code = document.as_ref().and_then(|document| {
        let code = document.descendants().find(|node| node.has_tag_name("Code"))?;
        code.text().map(str::trim).filter(plain)
    });
    code.unwrap_or("-").to_owned()
}

/// A fault of the network.
fn broken(error: ureq::Error) -> (HttpErrorKind, Trouble) {
    let kind = match &error {
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            HttpErrorKind::Connect
        }
        ureq::Error::Io(_) | ureq::Error::Protocol(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    let reason = match kind {
        HttpErrorKind::Timeout => SILENCE.to_owned(),
        _ => error.to_string(),
    };
    (kind, Trouble { status: None, reason })
}

/// TLS with the authorities of this computer.
fn tls() -> TlsConfig {
    let own = rustls_native_certs::load_native_certs().certs;
    let own = own.iter().map(|own| Certificate::from_der(own.as_ref()).to_owned());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(own.collect())))
        .unversioned_rustls_crypto_provider(provider)
        .build()
}

#[async_trait]
impl HttpService for Client {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let answer = self.send(Request::from_parts(parts, body));
        let (parts, bytes) = answer.map_err(|(kind, own)| HttpError::new(kind, own))?.into_parts();
        Ok(HttpResponse::from_parts(parts, bytes.into()))
    }
}

impl HttpConnector for Client {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_fault_is_taken_and_nothing_else() {
        let answer = b"<?xml version='1.0'?><Error><Code>NoSuchBucket</Code>\
                       <Message>m</Message></Error>";
        assert_eq!(named(answer), "NoSuchBucket");
        assert!(is_page(b"\xef\xbb\xbf\n<!DOCTYPE HTML>") && !is_page(answer));
        for other in [&b""[..], b"<html>", b"\xff", b"<Error><Code>a b\x1b[1m</Code></Error>"] {
            assert_eq!(named(other), "-");
        }
    }
}
