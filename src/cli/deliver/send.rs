//! `neikan deliver send`: mails the copies, or puts the mails into a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::super::table::table;
use super::{Console, Format, Outcome, Report, out_folder, show, today, which};
use crate::circulation::ledger::State;
use crate::circulation::mail::compose::{self, Weight};
use crate::circulation::mail::letter::Writer;
use crate::circulation::mail::queue::{Job, Left, Only, Queue, plan};
use crate::circulation::mail::refusal::Concern;
use crate::circulation::mail::send::{Event, Sent, send};
use crate::circulation::mail::settings;
use crate::circulation::outbox;
use crate::diagnostic::{Failure, Finding, Findings};
use crate::pipeline::published::{Purpose, hold};
use crate::pipeline::{check_issue, strict};
use crate::publication::Project;

/// The arguments.
#[derive(Debug, Args)]
pub struct SendArgs {
    #[arg(value_name = "ISSUE")]
    issue: Option<String>,
    #[arg(long, value_name = "CATEGORY|NUMBER", value_delimiter = ',')]
    only: Vec<String>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_name = "DIR", conflicts_with = "dry_run")]
    outbox: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub report: Report,
}

/// Runs the command.
pub fn run(project: &Project, args: &SendArgs, console: &mut Console<'_>) -> Outcome {
    let issue = which::meant(
        project,
        args.issue.as_deref(),
        "neikan deliver send",
        args.report.format,
        console,
    )?;
    // Nothing is sent unless the issue passes its checks and is signed for the press.
    let (assembly, findings) = check_issue(project, &issue)?;
    let mut findings = strict(findings);
    let out = out_folder(project, args.out.as_ref()).join(&issue);
    let mut told = Findings::default();
    match hold(project, &issue, &out, Purpose::Readers, console.today) {
        Ok(held) => told = held,
        Err(Failure::Stopped(faults)) => findings.extend(faults),
        Err(failure) => return Err(failure),
    }
    let only: Vec<Only> = args.only.iter().map(|text| Only::from(text.trim())).collect();
    let by_hand = (args.outbox.is_some() || args.dry_run).then_some(&assembly.publication);
    let mail = settings::mail(project, by_hand, &mut findings);
    let settings = match &mail {
        Some(mail) if args.outbox.is_none() && !args.dry_run => {
            settings::load(project, mail, console.environment, &mut findings)
        }
        _ => None,
    };
    let queue = plan(project, &assembly.publication, &issue, &out, &only);
    let mut queue = gathered(queue, findings)?;
    queue.findings.extend(told);
    let Some(mail) = mail else { return Ok(()) };
    let environment = console.environment;
    let now = || today::now(environment);
    let work = compose::MailRoom {
        assembly: &assembly,
        mail: &mail.value,
        writer: Writer::new(project, &assembly, &mail.value, today::mailing(console.environment))?,
        today: today::mailing(console.environment),
        now: &now,
    };
    let weights = work.weigh(&queue.jobs)?;
    if args.dry_run {
        show_queue(project, &queue, &weights, &issue, args.report.format, console);
        return Ok(());
    }
    if let Some(folder) = &args.outbox {
        let files = outbox::write(folder, &work, &queue)?;
        show_outbox(project, folder, &files, &queue, args.report.format, console);
        return Ok(());
    }
    let Some(settings) = settings else { return Ok(()) };
    let (findings, left) = (queue.findings.clone(), queue.left.clone());
    let bar = progress(queue.jobs.len(), console);
    let words = console.locale;
    let sent = send(project, &work, queue, &settings, &mut |event| match event {
        Event::Done(_, State::Deferred) => {}
        Event::Done(..) => bar.inc(1),
        Event::Waiting(seconds) => {
            bar.set_message(show::say(
                words,
                "delivery-waiting",
                &[("seconds", seconds.to_string())],
            ));
        }
    });
    bar.finish_and_clear();
    let left = left.values().filter(|left| **left != Left::Sent).count();
    report(&issue, &sent?, left, findings, args.report.format, project, console)
}

/// The queue, or everything that is wrong with it and with the issue.
fn gathered(queue: Result<Queue, Failure>, findings: Findings) -> Result<Queue, Failure> {
    let stops = findings.stops();
    match queue {
        Ok(_) if stops => Err(Failure::Stopped(findings)),
        Ok(queue) => Ok(queue),
        Err(Failure::Stopped(faults)) => {
            let mut all = findings;
            all.extend(faults);
            Err(Failure::Stopped(all))
        }
        Err(failure) => Err(failure),
    }
}

/// A progress bar on a terminal; elsewhere one that draws nothing.
fn progress(count: usize, console: &Console<'_>) -> ProgressBar {
    if !console.terminal {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(count as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}

/// Shows what would be sent.
fn show_queue(
    project: &Project,
    queue: &Queue,
    weights: &BTreeMap<u32, Weight>,
    issue: &str,
    format: Format,
    console: &mut Console<'_>,
) {
    let weight = |job: &Job| weights.get(&job.recipient.number);
    let attached = |job: &Job| weight(job).is_some_and(|weight| weight.attached);
    if format == Format::Json {
        let copies: Vec<Value> = queue
            .jobs
            .iter()
            .map(|job| {
                json!({
                    "number": job.recipient.number, "name": job.recipient.name,
                    "address": job.address, "file": job.copy.file, "bytes": job.copy.bytes,
                    "attached": attached(job), "protected": job.copy.protected,
                    "mail_bytes": weight(job).map(|weight| weight.bytes),
                })
            })
            .collect();
        let report = json!({
            "ok": true, "issue": issue, "dry_run": true, "copies": copies, "left": queue.left,
            "findings": show::as_json(&queue.findings, console.locale),
        });
        return show::line(console.out, &show::pretty(&report));
    }
    show::findings(&queue.findings, project.root(), console);
    let headings = ["delivery-number", "delivery-name", "delivery-address", "delivery-file"];
    let mut rows = vec![headings.map(|key| console.locale.text(key)).to_vec()];
    rows.extend(queue.jobs.iter().map(|job| {
        let size = show::size(job.copy.bytes);
        let key = if attached(job) { "delivery-attached" } else { "delivery-announced" };
        vec![
            format!("{:04}", job.recipient.number),
            format!("{}{}", job.recipient.name, job.recipient.title.as_deref().unwrap_or_default()),
            job.address.clone(),
            show::say(console.locale, key, &[("file", job.copy.file.clone()), ("size", size)]),
        ]
    }));
    table(&rows).iter().for_each(|line| show::line(console.out, line));
    let count = queue.jobs.len().to_string();
    let values =
        [("issue", issue.to_owned()), ("count", count), ("left", queue.left.len().to_string())];
    show::line(console.out, &show::say(console.locale, "summary-send-dry", &values));
}

fn show_outbox(
    project: &Project,
    folder: &Path,
    files: &[PathBuf],
    queue: &Queue,
    format: Format,
    console: &mut Console<'_>,
) {
    let findings = &queue.findings;
    if format == Format::Json {
        let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        let findings = show::as_json(findings, console.locale);
        let report =
            json!({ "ok": true, "files": files, "left": queue.left, "findings": findings });
        return show::line(console.out, &show::pretty(&report));
    }
    show::findings(findings, project.root(), console);
    let numbers: Vec<String> =
        queue.jobs.iter().map(|job| job.recipient.number.to_string()).collect();
    let values = [
        ("count", files.len().to_string()),
        ("folder", folder.display().to_string()),
        ("numbers", numbers.join(",")),
        ("issue", queue.issue.clone()),
    ];
    let key = if files.is_empty() { "summary-outbox-none" } else { "summary-outbox" };
    show::line(console.out, &show::say(console.locale, key, &values));
}

/// Reports what happened to the copies; the command fails if any of them did not go out.
fn report(
    issue: &str,
    sent: &Sent,
    left: usize,
    mut findings: Findings,
    format: Format,
    project: &Project,
    console: &mut Console<'_>,
) -> Outcome {
    // A problem that concerns more than one copy is reported once, as what it is.
    let own = sent.answers.iter().filter(|(_, answer)| answer.concern == Concern::Copy);
    for (number, answer) in own {
        let finding = match answer.state {
            State::Refused => Finding::stop("delivery-refused"),
            State::Unknown => Finding::stop("delivery-unsettled"),
            State::Deferred => Finding::stop("delivery-deferred"),
            _ => continue,
        };
        let finding = finding.with("number", number).with("issue", issue);
        findings.push(finding.with("reply", &answer.reply));
    }
    if let Some((trouble, server)) = &sent.trouble {
        findings.push(trouble.finding(server));
    }
    let count = |state| sent.answers.values().filter(|answer| answer.state == state).count();
    let counts = [
        ("sent", count(State::Sent)),
        ("refused", count(State::Refused)),
        ("deferred", count(State::Deferred) + sent.untried),
        ("unknown", count(State::Unknown)),
        ("left", left),
    ];
    let well = !findings.stops();
    if format == Format::Json {
        let mut report = json!({
            "ok": well, "issue": issue, "findings": show::as_json(&findings, console.locale),
        });
        for (name, count) in counts {
            report[name] = json!(count);
        }
        show::line(console.out, &show::pretty(&report));
    } else {
        show::findings(&findings, project.root(), console);
        let mut values = vec![("issue", issue.to_owned())];
        values.extend(counts.map(|(name, count)| (name, count.to_string())));
        show::line(console.out, &show::say(console.locale, "summary-sent", &values));
    }
    if well { Ok(()) } else { Err(Failure::Reported) }
}
