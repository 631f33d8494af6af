//! Who may look, and who may change something.
//!
//! The page is for whoever has the link. The link of an editor opens once and leaves a cookie that only
//! this browser has; it is for this computer alone. The link of a reader opens as often as it is used,
//! since telephones open what they scan more than once, and lets nobody do more than comment. Requests
//! that name another host, or come from another page, are refused: so no other page in the same browser
//! can ask for anything, whatever names it gives this computer (DNS rebinding).

use std::sync::{Mutex, PoisonError};

use super::http::Request;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Look, and change what the page offers.
    Editor,
    /// Look, and comment.
    Reader,
}

/// What becomes of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is answered.
    Pass,
    /// It brought the token of the link: it gets this cookie, and is sent on.
    Welcome(String),
    /// It brought a token that was used up; there is another now.
    Spent,
    /// It is refused.
    Refused,
}

/// Guards one address.
pub struct Gate {
    /// What may be done here.
    pub role: Role,
    /// The address as a browser names it: `127.0.0.1:8080`.
    host: String,
    /// The name of the cookie. Browsers do not keep cookies of ports apart.
    name: String,
    cookie: String,
    tokens: Mutex<Tokens>,
}

/// The tokens of links.
struct Tokens {
    /// The one that opens.
    open: String,
    /// Whether it was used.
    used: bool,
}

impl Gate {
    /// A gate at an address, with the secrets that open it.
    pub fn new(role: Role, host: String, cookie: String, token: String) -> Self {
        let port = host.rsplit(':').next().unwrap_or_default();
        let name = format!("neikan-{port}");
        let tokens = Mutex::new(Tokens { open: token, used: false });
        Self { role, host, name, cookie, tokens }
    }

    /// The link that opens the page.
    pub fn link(&self) -> String {
        let tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        format!("http://{}/?token={}", self.host, tokens.open)
    }

    /// Replaces the token of the link.
    pub fn renew(&self, token: String) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = Tokens { open: token, used: false };
    }

    /// Judges a request.
    pub fn judge(&self, request: &Request) -> Verdict {
        let origin = format!("http://{}", self.host);
        let asks = request.method == "GET";
        let from = request.header("origin");
        let own_origin = match from {
            Some(from) => from == origin,
            None => asks,
        };
        if request.header("host") != Some(self.host.as_str()) || !own_origin {
            return Verdict::Refused;
        }
        let known = request.cookie(&self.name).is_some_and(|own| same(own, &self.cookie));
        let token = request.value("token").filter(|_| asks && request.path == "/");
        let Some(token) = token else {
            return if known { Verdict::Pass } else { Verdict::Refused };
        };
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let right = same(token, &tokens.open);
        if right && tokens.used && self.role == Role::Editor && !known {
            return Verdict::Spent;
        }
        if right {
            tokens.used = true;
            let cookie =
                format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.name, self.cookie);
            return Verdict::Welcome(cookie);
        }
        if known { Verdict::Pass } else { Verdict::Refused }
    }
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}
