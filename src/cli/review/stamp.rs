//! `neikan review stamp`: the request for a time-stamping authority, and its reply.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::super::{Console, Format, Outcome, show};
use super::LedgerArgs;
use crate::desk::review::Folder;
use crate::desk::review::ledger::Ledger;
use crate::desk::review::stamp::{LIMIT, Stamped, accept, request};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::{read_limited, write_whole};
use crate::publication::Project;

/// Which ledger, and the file to write or to read.
#[derive(Debug, Args)]
pub struct StampArgs {
    #[arg(long, value_name = "FILE", conflicts_with = "response")]
    request: Option<PathBuf>,
    #[arg(long, value_name = "NUMBER", conflicts_with = "response")]
    entry: Option<usize>,
    #[arg(long, value_name = "FILE", required_unless_present = "request")]
    response: Option<PathBuf>,
    #[command(flatten)]
    pub(super) ledger: LedgerArgs,
}

impl StampArgs {
    /// Whether it writes into the project.
    pub(super) fn writes(&self) -> bool {
        self.response.is_some()
    }
}

/// Runs the command.
pub fn run(
    project: &Project,
    folder: &Folder,
    args: &StampArgs,
    console: &mut Console<'_>,
) -> Outcome {
    if let Some(path) = &args.response {
        return kept(project, folder, path, args, console);
    }
    let mut findings = Findings::default();
    let ledger = Ledger::read(project, folder, &mut findings);
    let findings = findings.settle()?;
    let Some(ledger) = ledger else { return Err(Failure::Stopped(findings)) };
    let (number, bytes) = request(&ledger, args.entry)?;
    let Some(path) = &args.request else { return Ok(()) };
    write_whole(path, &bytes)?;
    let path = path.display().to_string();
    if args.ledger.report.format == Format::Json {
        let report = json!({
            "ok": true, "issue": folder.id, "path": path, "entry": number, "findings": [],
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    let values = [("path", path), ("entry", number.to_string()), ("issue", folder.id.clone())];
    show::line(console.out, &show::say(console.locale, "summary-stamp-request", &values));
    Ok(())
}

fn kept(
    project: &Project,
    folder: &Folder,
    path: &PathBuf,
    args: &StampArgs,
    console: &mut Console<'_>,
) -> Outcome {
    let file = path.display().to_string();
    let bytes = read_limited(path, LIMIT).map_err(|reason| Failure::machine(path, reason))?;
    let Some(bytes) = bytes else {
        return Err(Finding::stop("stamp-form").at(Place::file(file)).into());
    };
    let stamp = accept(project, folder, &bytes, &file)?;
    let trust = Finding::note("stamp-trust").with("authority", &stamp.authority);
    let trust = Findings::from(trust.with("certificate", &stamp.certificate));
    if args.ledger.report.format == Format::Json {
        let findings = show::as_json(&trust, console.locale);
        let report =
            json!({ "ok": true, "issue": folder.id, "stamp": stamp, "findings": findings });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show_stamp(&stamp, console);
    show::findings(&trust, project.root(), console);
    Ok(())
}

/// Shows a time stamp on a line.
pub fn show_stamp(stamp: &Stamped, console: &mut Console<'_>) {
    let values = [
        ("entry", stamp.entry.to_string()),
        ("time", stamp.time.clone()),
        ("authority", stamp.authority.clone()),
    ];
    show::line(console.out, &show::say(console.locale, "stamp-line", &values));
}
