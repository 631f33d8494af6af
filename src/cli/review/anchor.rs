//! `neikan review anchor`: a short checksum of the ledger for paper, and whether an earlier one
//! still holds.

use std::path::Path;

use clap::Args;
use serde_json::json;

use super::super::{Console, Format, Outcome, show};
use super::LedgerArgs;
use crate::desk::review::Folder;
use crate::desk::review::anchor::{Noted, anchor, compare, noted};
use crate::desk::review::ledger::Ledger;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::fs::read_limited;
use crate::publication::{Project, TEXT_LIMIT};

/// Which ledger, and what it is checked against.
#[derive(Debug, Args)]
pub struct AnchorArgs {
    #[arg(long, value_name = "SUM|FILE")]
    against: Option<String>,
    #[command(flatten)]
    pub(super) ledger: LedgerArgs,
}

/// Runs the command.
pub fn run(
    project: &Project,
    folder: &Folder,
    args: &AnchorArgs,
    console: &mut Console<'_>,
) -> Outcome {
    let mut findings = Findings::default();
    let ledger = Ledger::read(project, folder, &mut findings);
    let findings = findings.settle()?;
    let Some(ledger) = ledger else { return Err(Failure::Stopped(findings)) };
    let format = args.ledger.report.format;
    match &args.against {
        Some(text) => held(&ledger, folder, text, format, console),
        None => printed(&ledger, folder, format, console),
    }
}

fn printed(ledger: &Ledger, folder: &Folder, format: Format, console: &mut Console<'_>) -> Outcome {
    let own = anchor(ledger).ok_or_else(|| {
        Failure::from(Finding::stop("anchor-empty").at(Place::file(&ledger.file)))
    })?;
    if format == Format::Json {
        let report = json!({
            "ok": true, "issue": folder.id, "anchor": own.sum, "entries": own.entries,
            "date": own.date, "seal": own.seal, "findings": [],
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    let values = [
        ("issue", folder.id.clone()),
        ("count", own.entries.to_string()),
        ("date", own.date.to_string()),
        ("anchor", own.sum),
    ];
    show::line(console.out, &show::say(console.locale, "anchor-line", &values));
    Ok(())
}

fn held(
    ledger: &Ledger,
    folder: &Folder,
    text: &str,
    format: Format,
    console: &mut Console<'_>,
) -> Outcome {
    let anchors = read(text)?;
    let (mut findings, mut held) = (Findings::default(), Vec::new());
    for own in &anchors {
        match compare(ledger, own) {
            Ok(since) => held.push((own, since)),
            Err(finding) => findings.push(finding),
        }
    }
    findings.settle()?;
    if format == Format::Json {
        let anchors = held.iter().map(|(own, since)| json!({"anchor": own.sum, "since": since}));
        let anchors: Vec<_> = anchors.collect();
        let report = json!({ "ok": true, "issue": folder.id, "anchors": anchors, "findings": [] });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    for (own, since) in held {
        let since = since.to_string();
        let values = [("anchor", own.sum.clone()), ("issue", folder.id.clone()), ("since", since)];
        show::line(console.out, &show::say(console.locale, "anchor-held", &values));
    }
    Ok(())
}

/// The anchors given in a call: the checksum itself, or a file with several.
fn read(text: &str) -> Result<Vec<Noted>, Failure> {
    let path = Path::new(text);
    if !path.is_file() {
        return Ok(noted(text)?);
    }
    let bytes = read_limited(path, TEXT_LIMIT).map_err(|e| Failure::machine(path, e))?;
    let held = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
    Ok(noted(&held).map_err(|finding| finding.at(Place::file(path.display().to_string())))?)
}
