//! Time stamps: a time-stamping authority's statement of when a seal existed (RFC 3161).
//!
//! [`mod@request`] makes the file to take to the authority, since nothing here uses a network;
//! [`accept`] verifies what comes back ([`token`], [`signature`]) and keeps it next to the ledger
//! as `review/SEAL.tsr`; [`stamps`] lists what is there. Whether the authority's certificate can be
//! trusted is not verified: there is no list of authorities here.

pub mod request;
pub mod signature;
pub mod token;

use serde::Serialize;

use super::contents::Folder;
use super::keys::message;
use super::ledger::Ledger;
use crate::publication::{Project, Stage};
use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::fs::{read_limited, write_whole};
use neikan_base::hash::sha256;
use token::Token;

/// The largest answer that is read, in bytes.
pub const LIMIT: u64 = 256 << 10;

/// The time stamp of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stamped {
    /// The number of the entry, from 1.
    pub entry: usize,
    /// What was signed.
    pub stage: Stage,
    /// The article, if it is about one.
    pub article: Option<String>,
    /// The entry's seal.
    pub seal: String,
    /// The time, in UTC, as `2026-11-28T08:30:00Z`.
    pub time: String,
    /// The subject of the authority's certificate.
    pub authority: String,
    /// SHA-256 of the authority's certificate.
    pub certificate: String,
}

/// What to send to an authority for an entry, given by its number from 1, or for the last one.
///
/// # Errors
/// [`Failure::Call`] for an entry that does not exist.
pub fn request(ledger: &Ledger, entry: Option<usize>) -> Result<(usize, Vec<u8>), Failure> {
    let count = ledger.entries.len();
    let number = entry.unwrap_or(count);
    let own = number.checked_sub(1).and_then(|at| ledger.entries.get(at));
    let Some(own) = own else {
        let finding = Finding::stop("stamp-entry").at(Place::file(&ledger.file));
        let finding = finding.with("entry", number).with("count", count);
        return Err(Failure::Call(Box::new(finding)));
    };
    Ok((number, request::write(&message(&own.seal))?))
}

/// Verifies an authority's answer and keeps it next to the ledger.
///
/// # Errors
/// [`Failure::Stopped`] if the authority refused, or if the answer is not for an entry of this
/// ledger or is not valid; [`Failure::Machine`]. Then nothing has been written.
pub fn accept(
    project: &Project,
    folder: &Folder,
    bytes: &[u8],
    file: &str,
) -> Result<Stamped, Failure> {
    let mut findings = Findings::default();
    let ledger = Ledger::read(project, folder, &mut findings);
    findings.settle()?;
    let Some(ledger) = ledger else { return Err(Failure::Stopped(Findings::default())) };
    let place = || Place::file(file);
    let token = Token::read(bytes).map_err(|fault| fault.finding().at(place()))?;
    let own = ledger.entries.iter().position(|entry| is_for(&token, &entry.seal));
    let at = own.ok_or_else(|| {
        let finding = Finding::stop("stamp-other").at(place());
        finding.with("ledger", &ledger.file).with("time", token.time())
    })?;
    let path = ledger.copies().join(format!("{}.tsr", ledger.entries[at].seal));
    write_whole(&path, bytes)?;
    Ok(stamped(&ledger, at, &token))
}

/// The time stamps of a ledger; reports those that are not valid.
pub fn stamps(ledger: &Ledger, findings: &mut Findings) -> Vec<Stamped> {
    let mut all = Vec::new();
    for (at, entry) in ledger.entries.iter().enumerate() {
        let path = ledger.copies().join(format!("{}.tsr", entry.seal));
        if !path.is_file() {
            continue;
        }
        let bytes = read_limited(&path, LIMIT).ok().flatten().unwrap_or_default();
        match Token::read(&bytes) {
            Ok(token) if is_for(&token, &entry.seal) => all.push(stamped(ledger, at, &token)),
            _ => findings.push(
                Finding::warn("stamp-broken")
                    .at(ledger.place(at))
                    .with("entry", at + 1)
                    .with("path", format!("review/{}.tsr", entry.seal)),
            ),
        }
    }
    all
}

fn is_for(token: &Token, seal: &str) -> bool {
    token.imprint() == sha256(&message(seal))
}

fn stamped(ledger: &Ledger, at: usize, token: &Token) -> Stamped {
    let entry = &ledger.entries[at];
    Stamped {
        entry: at + 1,
        stage: entry.stage,
        article: entry.article.clone(),
        seal: entry.seal.clone(),
        time: token.time().to_owned(),
        authority: token.authority().to_owned(),
        certificate: token.certificate().to_owned(),
    }
}

/// Why an answer is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read.
    Form,
    /// The authority refused, with this status.
    Refused(u8),
    /// The hash in it is not SHA-256.
    Sum,
    /// The certificate is not in it.
    NoCertificate,
    /// The certificate is not one for time stamps.
    Purpose,
    /// The certificate was not valid at the time.
    Expired,
    /// The signature is of an unsupported kind.
    Algorithm(String),
    /// The signature is not valid.
    Signature,
}
