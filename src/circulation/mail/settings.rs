//! `issues/mail.yml`, and the password, which comes from the environment or from a file that
//! nobody else can read.

use std::path::PathBuf;

use crate::circulation::recipients::is_address;
use crate::diagnostic::{Finding, Findings, Place};
use crate::fs::{is_private, read_limited};
use crate::publication::{Document, Mail, Project, Publication, document};

/// The environment variable with the password.
pub const PASSWORD: &str = "NEIKAN_SMTP_PASSWORD";
/// The largest password file and certificate file that are read, bytes.
const LIMIT: u64 = 1 << 20;

/// Everything that sending needs to know about the server.
pub struct Settings {
    /// What `mail.yml` says.
    pub mail: Mail,
    /// The server's name.
    pub host: String,
    /// The password, where there is a user.
    pub password: Option<Secret>,
    /// The certificate of the authority, as PEM.
    pub ca: Option<Vec<u8>>,
}

/// A password; it is never shown.
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// Reads `mail.yml` alone: who the sender is and how large a mail may be. Where there is none, mails
/// that are put into a folder (`by_hand`) are from the address of the periodical.
pub fn mail(
    project: &Project,
    by_hand: Option<&Publication>,
    findings: &mut Findings,
) -> Option<Document<Mail>> {
    let path = project.issues().join("mail.yml");
    if !path.is_file() {
        let sender = by_hand.and_then(|publication| publication.email.as_deref());
        let Some(sender) = sender.filter(|sender| is_address(sender)) else {
            findings.push(Finding::stop("mail-settings").with("path", project.show(&path)));
            return None;
        };
        let text = format!("from: {}\n", serde_json::json!(sender));
        return document::read::<Mail>(&text, "issues/publication.yml", 0, findings);
    }
    let source = project.read_text(&path, findings)?;
    let mail = document::read::<Mail>(&source.text, &source.file, 0, findings)?;
    for (key, address) in
        [("from", Some(&mail.value.from)), ("reply_to", mail.value.reply_to.as_ref())]
    {
        if let Some(address) = address.filter(|address| !is_address(address)) {
            let place = mail.places.value(&format!("/{key}"));
            findings.push(Finding::stop("recipient-address").at(place).with("value", address));
        }
    }
    let texts = [("host", mail.value.host.as_ref()), ("from_name", mail.value.from_name.as_ref())];
    for (key, text) in texts {
        if text.is_some_and(|text| text.chars().any(char::is_control)) {
            let place = mail.places.value(&format!("/{key}"));
            findings.push(Finding::stop("mail-control").at(place));
        }
    }
    Some(mail)
}

/// Reads the password and the certificate of the authority that `mail.yml` names.
pub fn load(
    project: &Project,
    mail: &Document<Mail>,
    environment: &dyn Fn(&str) -> Option<String>,
    findings: &mut Findings,
) -> Option<Settings> {
    let before = findings.count(crate::diagnostic::Severity::Stop);
    let value = &mail.value;
    if value.host.is_none() {
        let place = Place::file(mail.places.file());
        findings.push(Finding::stop("mail-host").at(place));
    }
    let ca = value.ca.as_ref().and_then(|file| {
        let path = at(project, file);
        let fault = Finding::stop("mail-ca").at(mail.places.value("/ca")).with("path", file);
        match read_limited(&path, LIMIT) {
            Ok(Some(bytes)) => Some(bytes),
            Ok(None) => {
                findings.push(fault.with("reason", format!("> {LIMIT} B")));
                None
            }
            Err(reason) => {
                findings.push(fault.with("reason", reason));
                None
            }
        }
    });
    let password = value.user.as_ref().and_then(|_| {
        let given = environment(PASSWORD).filter(|password| !password.is_empty());
        given.or_else(|| from_file(project, mail, findings)).map(Secret)
    });
    let stops = findings.count(crate::diagnostic::Severity::Stop) > before;
    let host = value.host.clone().filter(|_| !stops)?;
    Some(Settings { mail: value.clone(), host, password, ca })
}

/// The password in the file that `mail.yml` names: its first line.
fn from_file(project: &Project, mail: &Document<Mail>, findings: &mut Findings) -> Option<String> {
    let Some(file) = &mail.value.password_file else {
        let finding = Finding::stop("mail-password").at(mail.places.value("/user"));
        findings.push(finding.with("variable", PASSWORD));
        return None;
    };
    let path = at(project, file);
    let place = mail.places.value("/password_file");
    let read = std::fs::metadata(&path).and_then(|data| Ok((data, read_limited(&path, LIMIT)?)));
    let (data, bytes) = match read {
        Ok(read) => read,
        Err(reason) => {
            let finding = Finding::stop("mail-password-file").at(place).with("path", file);
            findings.push(finding.with("reason", reason));
            return None;
        }
    };
    if !is_private(&data) {
        findings.push(Finding::stop("mail-password-open").at(place).with("path", file));
        return None;
    }
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let line = text.and_then(|text| text.lines().next().map(str::to_owned));
    let line = line.filter(|line| !line.is_empty());
    if line.is_none() {
        findings.push(Finding::stop("mail-password-empty").at(place).with("path", file));
    }
    line
}

/// A path in `mail.yml`: absolute, or from the project's folder.
fn at(project: &Project, file: &str) -> PathBuf {
    project.root().join(file)
}
