//! `neikan deliver prepare`: makes the copy of every recipient.

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{Args, Console, Format, Outcome, PathBuf, Report, out_folder, show, which};
use crate::circulation::copies::{Order, Prepared, prepare};
use crate::diagnostic::Failure;
use crate::pipeline::published::{Purpose, hold};
use crate::publication::Project;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct PrepareArgs {
    #[arg(value_name = "ISSUE")]
    issue: Option<String>,
    #[arg(long, value_name = "CATEGORY|NUMBER", value_delimiter = ',')]
    only: Vec<String>,
    #[arg(long)]
    generate_passwords: bool,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) report: Report,
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &PrepareArgs, console: &mut Console<'_>) -> Outcome {
    let order = Order {
        issue: which::meant(
            project,
            args.issue.as_deref(),
            "neikan deliver prepare",
            args.report.format,
            console,
        )?,
        out: out_folder(project, args.out.as_ref()),
        only: args.only.clone(),
        generate_passwords: args.generate_passwords,
    };
    let folder = order.out.join(&order.issue);
    let held = hold(project, &order.issue, &folder, Purpose::Readers, console.today)?;
    let bar = if console.terminal { ProgressBar::new(1) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len}") {
        bar.set_style(style);
    }
    let prepared = prepare(project, &order, &|done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let mut prepared = prepared?;
    prepared.findings.extend(held);
    report(&prepared, project, args.report.format, console);
    if prepared.failed > 0 { Err(Failure::Reported) } else { Ok(()) }
}

fn report(prepared: &Prepared, project: &Project, format: Format, console: &mut Console<'_>) {
    let passwords = prepared.passwords.as_ref().map(|path| path.display().to_string());
    if format == Format::Json {
        let report = json!({
            "ok": prepared.failed == 0,
            "issue": prepared.issue,
            "copies": prepared.copies,
            "written": prepared.written,
            "kept": prepared.kept,
            "failed": prepared.failed,
            "passwords": passwords,
            "findings": show::as_json(&prepared.findings, console.locale),
        });
        return show::line(console.out, &show::pretty(&report));
    }
    show::findings(&prepared.findings, project.root(), console);
    let values = [
        ("issue", prepared.issue.clone()),
        ("copies", prepared.copies.len().to_string()),
        ("written", prepared.written.to_string()),
        ("kept", prepared.kept.to_string()),
        ("folder", prepared.folder.display().to_string()),
    ];
    show::line(console.out, &show::say(console.locale, "summary-copies", &values));
    if let Some(path) = passwords {
        show::line(console.out, &show::say(console.locale, "summary-passwords", &[("path", path)]));
    }
    if prepared.failed > 0 {
        let values = [("count", prepared.failed.to_string())];
        show::line(console.err, &show::say(console.locale, "summary-copies-failed", &values));
    }
}
