//! The line to the mail server, spoken command by command, so that it is certain at every moment
//! whether the server may have taken a mail.
//!
//! A server takes a mail when it answers the line with the single dot. Whatever goes wrong before
//! that line is written has handed over nothing; an answer settles the matter; and when the line
//! was written but no answer came, nobody knows.

use std::cell::Cell;
use std::error::Error as _;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{
    Certificate, CertificateStore, SmtpConnection, TlsParameters,
};
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, MailParameter};
use lettre::transport::smtp::response::Response;

use super::refusal::{Concern, Step, concern};
use super::settings::Settings;
use super::trouble::Trouble;
use crate::circulation::ledger::State;
use crate::diagnostic::{Failure, Finding};
use crate::publication::Security;

/// How much of a mail is written at a time, bytes.
const CHUNK: usize = 64 << 10;
/// The longest answer that is kept, in characters.
const REPLY: usize = 200;

/// How a mail fared, and what the server said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// `Sent`, `Deferred`, `Refused` or `Unknown`.
    pub state: State,
    /// The answer, or what went wrong.
    pub reply: String,
    /// Whom it concerns. What does not concern this copy alone is no refusal of it.
    pub concern: Concern,
}

impl Answer {
    /// What became of a copy by itself.
    fn of(state: State, reply: String) -> Self {
        Self { state, reply, concern: Concern::Copy }
    }
}

/// A server, with a line to it or without.
pub struct Server<'a> {
    settings: &'a Settings,
    tls: TlsParameters,
    hello: ClientId,
    line: Option<SmtpConnection>,
    /// What the server says of sizes on this line, see [`announced`].
    size: Option<usize>,
}

impl<'a> Server<'a> {
    /// Makes ready to call a server.
    ///
    /// # Errors
    /// The finding `mail-ca` when the certificate of the authority is none.
    pub fn new(settings: &'a Settings) -> Result<Self, Finding> {
        let fault = |error: Error| {
            let path = settings.mail.ca.clone().unwrap_or_default();
            Finding::stop("mail-ca").with("path", path).with("reason", said(&error))
        };
        let mut tls = TlsParameters::builder(settings.host.clone());
        if let Some(pem) = &settings.ca {
            let certificate = Certificate::from_pem(pem).map_err(fault)?;
            tls = tls.certificate_store(CertificateStore::None).add_root_certificate(certificate);
        }
        let domain = settings.mail.from.rsplit('@').next().unwrap_or_default().to_owned();
        let tls = tls.build().map_err(fault)?;
        Ok(Self { settings, tls, hello: ClientId::Domain(domain), line: None, size: None })
    }

    /// The server as messages name it.
    pub fn name(&self) -> String {
        format!("{}:{}", self.settings.host, self.settings.mail.port())
    }

    /// The largest mail that the server takes, bytes, if it says so.
    pub fn limit(&self) -> Option<usize> {
        self.size.filter(|&limit| limit > 0)
    }

    /// Makes sure that there is a line, encrypted and logged in.
    ///
    /// # Errors
    /// Why there is none.
    pub fn connect(&mut self) -> Result<(), Trouble> {
        if self.line.as_mut().is_some_and(SmtpConnection::test_connected) {
            return Ok(());
        }
        self.line = None;
        let mail = &self.settings.mail;
        let timeout = Some(Duration::from_secs(mail.timeout.into()));
        let wrapped = (mail.security == Security::Tls).then_some(&self.tls);
        let server = (self.settings.host.as_str(), mail.port());
        let mut line = SmtpConnection::connect(server, timeout, &self.hello, wrapped, None)
            .map_err(|error| greeting(&error))?;
        if mail.security == Security::Starttls {
            line.starttls(&self.tls, &self.hello).map_err(|error| trouble(&error))?;
        }
        if !line.is_encrypted() {
            return Err(Trouble::Insecure(String::new()));
        }
        // The library keeps nothing of what the server says of sizes.
        let hello = line.command(Ehlo::new(self.hello.clone()));
        self.size = announced(hello.map_err(|error| greeting(&error))?.message());
        if let (Some(user), Some(password)) = (&mail.user, &self.settings.password) {
            let credentials = Credentials::new(user.clone(), password.0.clone());
            line.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).map_err(|error| {
                let reason = said(&error);
                if error.is_permanent() || error.is_client() {
                    Trouble::Login(reason)
                } else {
                    Trouble::Away(reason)
                }
            })?;
        }
        self.line = Some(line);
        Ok(())
    }

    /// Hands a mail over; `handing` is told before the server can take it, and keeps the mail
    /// back by failing.
    ///
    /// # Errors
    /// What `handing` says.
    pub fn hand_over(
        &mut self,
        to: &str,
        mail: &[u8],
        handing: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<Answer, Failure> {
        let answer = self.speak(to, mail, handing);
        if let Some(line) = &mut self.line
            && answer.as_ref().is_ok_and(|answer| answer.state != State::Sent)
        {
            // A line that is out of step is given up; the next mail gets a new one.
            if line.has_broken() || line.command(Rset).is_err() {
                self.hang_up();
            }
        }
        let masked = |answer: Answer| Answer { reply: mask(&answer.reply, to), ..answer };
        answer.map(masked)
    }

    fn speak(
        &mut self,
        to: &str,
        mail: &[u8],
        handing: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<Answer, Failure> {
        let addresses = self.settings.mail.from.parse::<Address>().ok().zip(to.parse().ok());
        let (Some((from, to)), Some(line)) = (addresses, &mut self.line) else {
            return Ok(Answer::of(State::Deferred, String::new()));
        };
        let timeout = u64::from(self.settings.mail.timeout);
        let size = self.size.map(|_| MailParameter::Size(mail.len()));
        let at = |step| move |error| (step, error);
        let envelope = line
            .command(Mail::new(Some(from), size.into_iter().collect()))
            .map_err(at(Step::Sender))
            .and_then(|_| line.command(Rcpt::new(to, Vec::new())).map_err(at(Step::Recipient)))
            .and_then(|_| line.command(Data).map_err(at(Step::Mail)));
        if let Err((step, error)) = envelope {
            return Ok(self.failed(step, &error, State::Deferred));
        }
        // From here on the ledger says that the copy may have been taken.
        if let Err(failure) = handing() {
            self.hang_up();
            return Err(failure);
        }
        let Some(line) = &mut self.line else {
            return Ok(Answer::of(State::Deferred, String::new()));
        };
        // The answer to a whole mail may take twice as long as others (RFC 5321, 4.5.3.2).
        let _ = line.set_timeout(Some(Duration::from_secs(2 * timeout)));
        let whole = Cell::new(false);
        // The library ends the last line itself.
        let mail = mail.strip_suffix(b"\r\n").unwrap_or(mail);
        let parts = mail.chunks(CHUNK).map(Some).chain(std::iter::once_with(|| {
            whole.set(true);
            None
        }));
        let answer = line.message_iter(parts.map(|part| part.unwrap_or_default()));
        let _ = line.set_timeout(Some(Duration::from_secs(timeout)));
        match answer {
            Ok(response) => Ok(Answer::of(State::Sent, shown(&response))),
            Err(error) => {
                let unsettled = if whole.get() { State::Unknown } else { State::Deferred };
                Ok(self.failed(Step::Mail, &error, unsettled))
            }
        }
    }

    /// What an error means: an answer settles the matter, anything else leaves it `unsettled` and
    /// the line unusable. A copy is refused only by an answer that concerns it alone.
    fn failed(&mut self, step: Step, error: &Error, unsettled: State) -> Answer {
        let reply = said(error);
        let Some(code) = error.status() else {
            self.line = None;
            return Answer::of(unsettled, reply);
        };
        let words = error.source().map(ToString::to_string).unwrap_or_default();
        let concern = concern(step, code.into(), &words);
        let refused = error.is_permanent() && concern == Concern::Copy;
        let state = if refused { State::Refused } else { State::Deferred };
        Answer { state, reply, concern }
    }

    /// Ends the line without another word that could be taken for the end of a mail.
    fn hang_up(&mut self) {
        self.line = None;
    }

    /// Says goodbye, if there is a line.
    pub fn quit(mut self) {
        if let Some(mut line) = self.line.take() {
            let _ = line.quit();
        }
    }
}

/// What kind of trouble an error at the greeting is, in which a server may refuse the sender.
fn greeting(error: &Error) -> Trouble {
    if error.is_permanent() { Trouble::Sender(said(error)) } else { trouble(error) }
}

/// What the answer to EHLO says of sizes (RFC 1870, 3): the largest mail in bytes, 0 for one of any
/// size, nothing when the server does not know of sizes.
fn announced<'a>(mut lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    lines.find_map(|line| {
        let mut words = line.split_whitespace();
        let known = words.next()?.eq_ignore_ascii_case("SIZE");
        known.then(|| words.next().and_then(|size| size.parse().ok()).unwrap_or(0))
    })
}

/// What kind of trouble an error is that kept a line from being made.
fn trouble(error: &Error) -> Trouble {
    let reason = said(error);
    let lower = reason.to_lowercase();
    let distrust = error.is_tls() || error.is_client() || lower.contains("certificate");
    if distrust { Trouble::Insecure(reason) } else { Trouble::Away(reason) }
}

/// What an answer said, else an error with its causes, in one line.
fn said(error: &Error) -> String {
    if let Some(code) = error.status() {
        let words = error.source().map(ToString::to_string).unwrap_or_default();
        return one_line(&format!("{code} {words}"));
    }
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = inner.source();
    }
    one_line(&text)
}

fn shown(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    one_line(&format!("{} {}", response.code(), lines.join(" ")))
}

fn one_line(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.take(REPLY).collect()
}

/// An answer without the address, which servers like to repeat.
fn mask(reply: &str, address: &str) -> String {
    let (mut rest, mut out) = (reply, String::new());
    let wanted = address.to_ascii_lowercase();
    while let Some(at) = rest.to_ascii_lowercase().find(&wanted) {
        out.push_str(&rest[..at]);
        out.push('\u{2026}');
        rest = &rest[at + wanted.len()..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_servers_announce_them() {
        let said =
            |line: &'static str| announced(["mail.example.org", "PIPELINING", line].into_iter());
        assert_eq!(said("SIZE 73400320"), Some(73_400_320));
        assert_eq!(said("size 10"), Some(10));
        assert_eq!(said("SIZE 0"), Some(0));
        assert_eq!(said("SIZE"), Some(0));
        assert_eq!(said("SIZE 99999999999999999999999"), Some(0));
        assert_eq!(said("SIZES 10"), None);
        assert_eq!(said(""), None);
    }

    #[test]
    fn answers_do_not_repeat_addresses() {
        let reply = "550 5.1.1 <Lin@Example.org>: lin@example.org 不存在";
        assert_eq!(mask(reply, "lin@example.org"), "550 5.1.1 <…>: … 不存在");
    }
}
