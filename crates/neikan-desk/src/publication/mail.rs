//! How mail is sent: `issues/mail.yml`. It never contains passwords.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::types::EMAIL;

/// The mail server, the sender, and how fast mails go out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The server's name, which its certificate must bear; not needed for mails that are put into a
    /// folder.
    #[schemars(length(min = 1))]
    pub host: Option<String>,
    /// The server's port, if it is not the usual one for `security`.
    #[schemars(range(min = 1, max = 65535))]
    pub port: Option<u16>,
    /// How the connection is encrypted.
    #[serde(default)]
    pub security: Security,
    /// The sender's address.
    #[schemars(regex(pattern = EMAIL))]
    pub from: String,
    /// The sender's name, if it is not the editors of the periodical.
    #[schemars(length(min = 1))]
    pub from_name: Option<String>,
    /// The address that replies go to, if it is not the sender's.
    #[schemars(regex(pattern = EMAIL))]
    pub reply_to: Option<String>,
    /// The name to log in with; without it, there is no login.
    #[schemars(length(min = 1))]
    pub user: Option<String>,
    /// A file with the password, readable by its owner only.
    #[schemars(length(min = 1))]
    pub password_file: Option<String>,
    /// The certificate of the authority that vouches for the server, as PEM; if given, no other is
    /// trusted.
    #[schemars(length(min = 1))]
    pub ca: Option<String>,
    /// Mails per minute.
    #[serde(default = "thirty")]
    #[schemars(range(min = 1, max = 6000))]
    pub rate: u16,
    /// The largest mail with its copy, in its encoded form, MB (2^20 bytes).
    #[serde(default = "twenty")]
    #[schemars(range(min = 1, max = 200))]
    pub size_limit: u16,
    /// How many times to retry a copy that the server deferred.
    #[serde(default = "four")]
    #[schemars(range(min = 0, max = 20))]
    pub retries: u8,
    /// How long to wait before the first retry, s; each later wait is twice as long.
    #[serde(default = "sixty")]
    #[schemars(range(min = 1, max = 3600))]
    pub backoff: u16,
    /// How long to wait for the server's answer, s.
    #[serde(default = "three_hundred")]
    #[schemars(range(min = 1, max = 3600))]
    pub timeout: u16,
}

impl Mail {
    /// The port: the one given, or else 465 for TLS and 587 for STARTTLS (RFC 8314).
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            Security::Tls => 465,
            Security::Starttls => 587,
        })
    }
}

/// How the connection to the server is encrypted; an unencrypted one is not offered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Security {
    /// From the first byte.
    #[default]
    Tls,
    /// After a greeting in plain text; a server that does not offer it is refused.
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
