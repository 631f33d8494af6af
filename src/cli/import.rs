//! `neikan import`: imports contributions into the inbox.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{Console, Format, Outcome, lock, show};
use crate::desk::import::{Imported, Intake, Options, Report, import};
use crate::diagnostic::{Failure, Finding, Findings};
use crate::manuscript::word::Changes;
use crate::publication::Project;

/// What comes in, and how.
#[derive(Debug, Args)]
pub struct ImportArgs {
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    #[arg(
        long,
        value_name = "WHICH",
        default_value = "accept",
        hide_default_value = true,
        hide_possible_values = true
    )]
    changes: TrackedChanges,
    #[arg(long)]
    keep_originals: bool,
    #[arg(long)]
    with_libreoffice: bool,
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    pub(super) report: super::Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TrackedChanges {
    Accept,
    Refuse,
}

/// Runs the command.
pub fn run(project: &Project, args: &ImportArgs, console: &mut Console<'_>) -> Outcome {
    let changes = match args.changes {
        TrackedChanges::Accept => Changes::Accept,
        TrackedChanges::Refuse => Changes::Refuse,
    };
    let options = Options {
        changes,
        originals: args.keep_originals,
        libreoffice: args.with_libreoffice,
        name: args.name.clone(),
        today: console.today,
    };
    let lock = lock::issues(project, "import", console)?;
    let Intake { reports, failure } = import(project, &lock, &args.files, &options)?;
    let failed = reports.iter().filter(|report| report.findings.stops()).count();
    if args.report.format == Format::Json {
        if failure.is_none() {
            show_json(&reports, failed == 0, console);
        }
    } else {
        reports.iter().for_each(|report| show_report(report, project, console));
        if failed > 0 {
            let done = reports.iter().filter(|report| report.imported.is_some()).count();
            let values = [("done", done.to_string()), ("failed", failed.to_string())];
            show::line(console.err, &show::say(console.locale, "summary-import", &values));
        }
        if failed < reports.len() {
            show::line(console.out, &console.locale.text("import-next"));
        }
    }
    match failure.or_else(|| fault(&reports)) {
        Some(failure) => Err(failure),
        None if failed > 0 => Err(Failure::Reported),
        None => Ok(()),
    }
}

/// A fault of the program, which is more than a file that cannot be read.
fn fault(reports: &[Report]) -> Option<Failure> {
    let mut findings = reports.iter().flat_map(|report| report.findings.iter());
    let finding = findings.find(|finding| finding.rule == "internal-fault")?;
    let word = |name: &str| finding.args.get(name).cloned().unwrap_or_default();
    Some(Failure::Internal { file: word("file"), reason: word("reason") })
}

/// Shows what became of a file: what there is to say about it, and where it is now.
fn show_report(report: &Report, project: &Project, console: &mut Console<'_>) {
    // A fault of the program is told at the end, as the reason why the command failed.
    let told = |finding: &&Finding| finding.rule != "internal-fault";
    let mut findings = Findings::default();
    findings.extend(report.findings.iter().filter(told).cloned());
    show::findings(&findings, project.root(), console);
    if let Some(file) = &report.imported {
        let values = [
            ("from", file.from.clone()),
            ("to", file.to.clone()),
            ("form", file.form.clone()),
            ("original", file.original.clone()),
            ("pictures", file.pictures.to_string()),
        ];
        show::line(console.out, &show::say(console.locale, "summary-imported", &values));
    }
}

fn show_json(reports: &[Report], ok: bool, console: &mut Console<'_>) {
    let imported: Vec<Value> =
        reports.iter().filter_map(|report| report.imported.as_ref()).map(as_json).collect();
    let files: Vec<Value> = reports
        .iter()
        .map(|report| {
            json!({
                "from": report.from,
                "ok": !report.findings.stops(),
                "imported": report.imported.as_ref().map(as_json),
                "findings": show::as_json(&report.findings, console.locale),
            })
        })
        .collect();
    let mut all = Findings::default();
    all.extend(reports.iter().flat_map(|report| report.findings.iter().cloned()));
    let findings = show::as_json(&all, console.locale);
    let report = json!({ "ok": ok, "imported": imported, "files": files, "findings": findings });
    show::line(console.out, &show::pretty(&report));
}

fn as_json(file: &Imported) -> Value {
    json!({
        "from": file.from,
        "to": file.to,
        "form": file.form,
        "original": file.original,
        "pictures": file.pictures,
    })
}
