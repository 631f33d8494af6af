//! How mails are sent: `issues/mail.yml`. Passwords are never part of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::types::EMAIL;

/// The mail server, the sender, and how fast mails go out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The server's name, which its certificate has to bear; mails that are put into a folder need
    /// none.
    #[schemars(length(min = 1))]
    pub host: Option<String>,
    /// The server's port, where it is not the usual one of `security`.
    #[schemars(range(min = 1, max = 65535))]
    pub port: Option<u16>,
    /// How the line is encrypted.
    #[serde(default)]
    pub security: Security,
    /// The sender's address.
    #[schemars(regex(pattern = EMAIL))]
    pub from: String,
    /// The sender's name, where it is not the editors of the periodical.
    #[schemars(length(min = 1))]
    pub from_name: Option<String>,
    /// The address that answers go to, where it is not the sender's.
    #[schemars(regex(pattern = EMAIL))]
    pub reply_to: Option<String>,
    /// The name to log in with; without it nobody logs in.
    #[schemars(length(min = 1))]
    pub user: Option<String>,
    /// A file with the password that only its owner can read.
    #[schemars(length(min = 1))]
    pub password_file: Option<String>,
    /// The certificate of the authority that vouches for the server, as PEM; then no other counts.
    #[schemars(length(min = 1))]
    pub ca: Option<String>,
    /// Mails a minute.
    #[serde(default = "thirty")]
    #[schemars(range(min = 1, max = 6000))]
    pub rate: u16,
    /// The largest mail with its copy, as it is encoded, MB (2^20 bytes).
    #[serde(default = "twenty")]
    #[schemars(range(min = 1, max = 200))]
    pub size_limit: u16,
    /// How often a copy is tried again that the server deferred.
    #[serde(default = "four")]
    #[schemars(range(min = 0, max = 20))]
    pub retries: u8,
    /// How long to wait before the first new try, s; each later wait is twice as long.
    #[serde(default = "sixty")]
    #[schemars(range(min = 1, max = 3600))]
    pub backoff: u16,
    /// How long to wait for the server's answer, s.
    #[serde(default = "three_hundred")]
    #[schemars(range(min = 1, max = 3600))]
    pub timeout: u16,
}

impl Mail {
    /// The port: the one asked for, else 465 for TLS and 587 for STARTTLS (RFC 8314).
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            Security::Tls => 465,
            Security::Starttls => 587,
        })
    }
}

/// How the line to the server is encrypted; an open line is not offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Security {
    /// From the first byte.
    #[default]
    Tls,
    /// After a greeting in the open; a server that does not offer it is refused.
    Starttls,
}

fn thirty() -> u16 {
    30
}

fn twenty() -> u16 {
    20
}

fn four() -> u8 {
    4
}

fn sixty() -> u16 {
    60
}

fn three_hundred() -> u16 {
    300
}
