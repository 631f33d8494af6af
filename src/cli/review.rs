//! `neikan review`: signs, and reports who signed what and how far an issue has come.

mod anchor;
mod key;
mod stamp;

pub(super) use key::passphrase;

use std::io::{BufRead, IsTerminal, Read, stdin};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use self::anchor::AnchorArgs;
use self::key::KeyArgs;
use self::stamp::StampArgs;
use super::settings::Origin;
use super::{Console, Format, Outcome, Report, lock, show, today, which};
use crate::agenda::open_issues;
use crate::desk::review::changes::Change;
use crate::desk::review::heavy::Heavy;
use crate::desk::review::ledger::Ledger;
use crate::desk::review::status::{ArticleStatus, People, Signature, Status, hold_against_clock};
use crate::desk::review::{Folder, Request, call, merge, pasted, sign_with, status};
use crate::diagnostic::{Failure, Finding, Findings, Severity};
use crate::fs::lock::Kind;
use crate::fs::{Lock, write_whole};
use crate::pipeline::published::{bindable, seen};
use crate::pipeline::{check_issue, strict, unready};
use crate::publication::{Date, Entry, INBOX, Project, Stage, TO_FILL_IN, Verdict};
use crate::typeset::form::{Form, print};

/// How many changes of an article are shown; the JSON report has them all.
const SHOWN: usize = 12;
/// The most that is read of a note typed at the terminal, in bytes.
const NOTE_MOST: u64 = 64 * 1024;

/// What is signed, or asked of the ledger.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    #[command(subcommand)]
    command: ReviewCommand,
}

#[derive(Debug, Subcommand)]
enum ReviewCommand {
    Sign(SignArgs),
    Proof(ProofArgs),
    Corrections(CorrectionsArgs),
    Press(PressArgs),
    Withdraw(WithdrawArgs),
    People(SignatureArgs),
    Redate(SignatureArgs),
    Resume(SignatureArgs),
    Merge(MergeArgs),
    Status(LedgerArgs),
    Log(LedgerArgs),
    Form(FormArgs),
    Key(KeyArgs),
    Anchor(AnchorArgs),
    Stamp(StampArgs),
}

#[derive(Debug, Args)]
struct SignArgs {
    #[arg(value_name = "ARTICLE|all")]
    article: String,
    #[arg(long, value_name = "STAGE", hide_possible_values = true)]
    stage: ReviewStage,
    #[arg(long, value_name = "VERDICT", hide_possible_values = true)]
    verdict: SignedVerdict,
    #[command(flatten)]
    signature: SignatureArgs,
}

#[derive(Debug, Args)]
struct ProofArgs {
    #[arg(value_name = "1|2|3", value_parser = clap::value_parser!(u8).range(1..=3))]
    number: u8,
    #[arg(value_name = "ARTICLE|all", default_value = "all", hide_default_value = true)]
    article: String,
    #[arg(
        long,
        value_name = "VERDICT",
        default_value = "pass",
        hide_default_value = true,
        hide_possible_values = true
    )]
    verdict: SignedVerdict,
    #[command(flatten)]
    signature: SignatureArgs,
}

#[derive(Debug, Args)]
struct CorrectionsArgs {
    #[arg(value_name = "ARTICLE|all")]
    article: String,
    #[command(flatten)]
    signature: SignatureArgs,
}

#[derive(Debug, Args)]
struct PressArgs {
    #[arg(long)]
    after_changes: bool,
    #[command(flatten)]
    signature: SignatureArgs,
}

#[derive(Debug, Args)]
struct WithdrawArgs {
    #[arg(value_name = "ARTICLE|press")]
    article: String,
    #[arg(long, value_name = "STAGE", hide_possible_values = true)]
    stage: Option<SignedStage>,
    #[command(flatten)]
    signature: SignatureArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SignedStage {
    #[value(alias = "初审")]
    First,
    #[value(alias = "复审")]
    Second,
    #[value(alias = "终审")]
    Final,
    #[value(alias = "主编复核", alias = "复核")]
    Countersign,
    #[value(name = "proof-1", alias = "一校")]
    Proof1,
    #[value(name = "proof-2", alias = "二校")]
    Proof2,
    #[value(name = "proof-3", alias = "三校")]
    Proof3,
    #[value(alias = "核红")]
    Corrections,
}

#[derive(Debug, Args)]
struct MergeArgs {
    #[arg(value_name = "OTHER.yml")]
    other: PathBuf,
    #[command(flatten)]
    ledger: LedgerArgs,
}

#[derive(Debug, Args)]
struct FormArgs {
    #[arg(value_name = "ARTICLE")]
    article: Option<String>,
    #[arg(long, value_name = "KIND", hide_possible_values = true)]
    kind: FormKind,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    ledger: LedgerArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormKind {
    #[value(alias = "审稿单")]
    Manuscript,
    #[value(alias = "发稿单")]
    Release,
}

/// What every signature needs.
#[derive(Debug, Args)]
struct SignatureArgs {
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    #[arg(long, value_name = "TEXT", alias = "reason")]
    note: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    #[command(flatten)]
    ledger: LedgerArgs,
}

/// Which ledger, and the form of the report.
#[derive(Debug, Args)]
struct LedgerArgs {
    #[arg(long, value_name = "ISSUE", alias = "into")]
    issue: Option<String>,
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReviewStage {
    #[value(alias = "初审")]
    First,
    #[value(alias = "复审")]
    Second,
    #[value(alias = "终审")]
    Final,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SignedVerdict {
    #[value(alias = "通过")]
    Pass,
    #[value(alias = "退修", alias = "退回")]
    Return,
    #[value(alias = "退稿")]
    Reject,
}

impl ReviewArgs {
    /// The form of the report.
    pub(super) fn format(&self) -> Format {
        self.command.ledger().report.format
    }
}

impl ReviewCommand {
    /// The command's name for those who wait for its lock; `None` for commands that only read.
    fn writes(&self) -> Option<&'static str> {
        Some(match self {
            Self::Sign(_) => "review sign",
            Self::Proof(_) => "review proof",
            Self::Corrections(_) => "review corrections",
            Self::Press(_) => "review press",
            Self::Withdraw(_) => "review withdraw",
            Self::People(_) => "review people",
            Self::Redate(_) => "review redate",
            Self::Resume(_) => "review resume",
            Self::Merge(_) => "review merge",
            Self::Key(args) if args.writes() => "review key",
            Self::Stamp(args) if args.writes() => "review stamp",
            Self::Key(_) | Self::Stamp(_) => return None,
            Self::Status(_) | Self::Log(_) | Self::Form(_) | Self::Anchor(_) => return None,
        })
    }

    /// Which ledger is meant, and the form of the report.
    fn ledger(&self) -> &LedgerArgs {
        match self {
            Self::Sign(args) => &args.signature.ledger,
            Self::Proof(args) => &args.signature.ledger,
            Self::Corrections(args) => &args.signature.ledger,
            Self::Press(args) => &args.signature.ledger,
            Self::Withdraw(args) => &args.signature.ledger,
            Self::People(args) | Self::Redate(args) | Self::Resume(args) => &args.ledger,
            Self::Merge(args) => &args.ledger,
            Self::Status(args) | Self::Log(args) => args,
            Self::Form(args) => &args.ledger,
            Self::Key(args) => args.ledger(),
            Self::Anchor(args) => &args.ledger,
            Self::Stamp(args) => &args.ledger,
        }
    }

    /// What the call says of a signature, if it signs.
    fn signature(&self) -> Option<&SignatureArgs> {
        match self {
            Self::Sign(args) => Some(&args.signature),
            Self::Proof(args) => Some(&args.signature),
            Self::Corrections(args) => Some(&args.signature),
            Self::Press(args) => Some(&args.signature),
            Self::Withdraw(args) => Some(&args.signature),
            Self::People(args) | Self::Redate(args) | Self::Resume(args) => Some(args),
            _ => None,
        }
    }
}

/// Who signs: whom the call names, else who the person is by their settings.
pub(super) struct Signer {
    /// The name.
    pub(super) name: String,
    /// A note with the name, where the call does not name it: nobody signs in another's name unawares.
    pub(super) told: Option<Finding>,
}

impl Signer {
    /// The signer of a call.
    ///
    /// # Errors
    /// [`Failure::Call`] where neither names anybody.
    pub(super) fn of(by: Option<&str>, console: &Console<'_>) -> Result<Self, Failure> {
        let own = &console.settings.name;
        let (name, told) = match (by, &own.value) {
            (Some(by), _) => (by, None),
            (None, Some(name)) => {
                let from = match &own.origin {
                    Origin::Variable { variable } => (*variable).to_owned(),
                    _ => "config.yml".to_owned(),
                };
                let note = Finding::note("signed-as").with("name", name).with("from", from);
                (name.as_str(), Some(note))
            }
            (None, None) => return Err(Failure::Call(Box::new(Finding::stop("signer-none")))),
        };
        Ok(Self { name: name.to_owned(), told })
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &ReviewArgs, console: &mut Console<'_>) -> Outcome {
    let format = args.format();
    let writes = args.command.writes();
    let folder = folder(project, &args.command, console)?;
    let signature = args.command.signature();
    let signer = signature.map(|own| Signer::of(own.by.as_deref(), console)).transpose()?;
    let by = signer.as_ref().map(|signer| signer.name.clone()).unwrap_or_default();
    let mut lock = writes.map(|name| lock::issues(project, name, console)).transpose()?;
    let request = |article: Option<&String>, stage, verdict, signature: &SignatureArgs| Request {
        article: article.cloned(),
        stage,
        by: by.clone(),
        verdict,
        note: signature.note.clone(),
        date: signature.date.unwrap_or(console.today),
        today: console.today,
        of: None,
        seen: Vec::new(),
    };
    let mut told = Findings::default();
    let request = match &args.command {
        ReviewCommand::Sign(args) => {
            let stage = match args.stage {
                ReviewStage::First => Stage::First,
                ReviewStage::Second => Stage::Second,
                ReviewStage::Final => Stage::Final,
            };
            if folder.is_inbox() && args.verdict == SignedVerdict::Pass {
                unready(project, &folder.choose_articles(&args.article)?)?.settle()?;
            }
            request(Some(&args.article), stage, verdict(args.verdict), &args.signature)
        }
        ReviewCommand::Proof(args) => {
            let stage = Stage::PROOFS[usize::from(args.number) - 1];
            request(Some(&args.article), stage, verdict(args.verdict), &args.signature)
        }
        ReviewCommand::Corrections(args) => {
            request(Some(&args.article), Stage::Corrections, Verdict::Pass, &args.signature)
        }
        ReviewCommand::Press(args) => {
            // Nothing is signed for the press unless it passes its checks and can be bound.
            if !folder.is_inbox() {
                let mut found = strict(check_issue(project, &folder.id)?.1);
                told.extend(bindable(project, &folder.id));
                found.extend(told.iter().cloned());
                found.settle()?;
            }
            let stage = if args.after_changes { Stage::PressAfterChanges } else { Stage::Press };
            request(None, stage, Verdict::Pass, &args.signature)
        }
        ReviewCommand::Withdraw(args) => {
            let own = Some(&args.article);
            let request = request(own, Stage::Withdrawn, Verdict::Pass, &args.signature);
            Request { of: args.stage.map(stage), ..request }
        }
        ReviewCommand::People(args) => request(None, Stage::People, Verdict::Pass, args),
        ReviewCommand::Redate(args) => request(None, Stage::Redated, Verdict::Pass, args),
        ReviewCommand::Resume(args) => {
            let request = request(None, Stage::Resumed, Verdict::Pass, args);
            Request { seen: seen(project, &folder.id), ..request }
        }
        ReviewCommand::Merge(args) => {
            let merged = merge(project, &folder, &args.other)?;
            show_entries(project, &folder, &merged.entries, &merged.findings, format, console);
            return Ok(());
        }
        ReviewCommand::Status(_) => return show_status(project, &folder, format, console),
        ReviewCommand::Log(_) => return show_log(project, &folder, format, console),
        ReviewCommand::Form(args) => return print_form(project, &folder, args, console),
        ReviewCommand::Key(args) => return key::run(project, &folder, args, console),
        ReviewCommand::Anchor(args) => return anchor::run(project, &folder, args, console),
        ReviewCommand::Stamp(args) => return stamp::run(project, &folder, args, console),
    };
    let key = signature.and_then(|own| own.key.as_deref());
    let signed = |request: &Request, console: &mut Console<'_>| {
        key::with_search(key, console, |search| sign_with(project, &folder, request, search))
    };
    let mut first = signed(&request, console);
    if lacks_note(&first) {
        // Nobody else waits for what is typed.
        drop(lock.take());
        if let Some(note) = ask_note(&request, console)? {
            let _lock = writes.map(|name| lock::issues(project, name, console)).transpose()?;
            first = signed(&Request { note: Some(note), ..request.clone() }, console);
        }
    }
    let (entries, mut findings) = first?;
    findings.extend(told);
    findings.extend(signer.and_then(|signer| signer.told));
    // A date given in the call misleads nobody.
    if request.date == console.today {
        findings.extend(today::ignored(console.environment, console.today));
    }
    show_entries(project, &folder, &entries, &findings, format, console);
    Ok(())
}

/// The folder that is meant. Whoever signs says which issue, or there is only one that is open; to look,
/// the newest will do.
fn folder(
    project: &Project,
    command: &ReviewCommand,
    console: &mut Console<'_>,
) -> Result<Folder, Failure> {
    let asked = command.ledger();
    let issue = asked.issue.as_deref();
    // A key belongs to no issue.
    if matches!(command, ReviewCommand::Key(args) if !args.revokes()) || issue == Some(INBOX) {
        return Folder::choose(project, issue);
    }
    let format = asked.report.format;
    let id = match command.writes() {
        Some(command) => {
            let call = format!("neikan {command} … --issue");
            which::meant(project, issue, &call, format, console)?
        }
        None => which::newest(project, issue, format, console)?,
    };
    Ok(Folder::issue(project, &id))
}

/// Whether a step was refused for want of a note alone.
fn lacks_note<T>(signed: &Result<T, Failure>) -> bool {
    let Err(Failure::Stopped(findings)) = signed else { return false };
    findings
        .iter()
        .filter(|own| own.severity == Severity::Stop)
        .all(|own| own.rule == "review-note")
}

/// Asks for the note of a step, if somebody sits at a terminal.
fn ask_note(request: &Request, console: &mut Console<'_>) -> Result<Option<String>, Failure> {
    if !console.terminal || !stdin().is_terminal() {
        return Ok(None);
    }
    let values = [("stage", request.stage.name().to_owned())];
    let prompt = show::say(console.locale, "review-ask-note", &values);
    // Whether anybody sees the prompt shows in what is answered.
    let _ = write!(console.err, "{prompt} ").and_then(|()| console.err.flush());
    let mut note = String::new();
    let read = stdin().lock().take(NOTE_MOST).read_line(&mut note);
    read.map_err(|reason| Failure::machine("-", reason))?;
    Ok(Some(note.trim().to_owned()).filter(|note| !note.is_empty()))
}

/// Writes a form into the output folder of its issue.
fn print_form(
    project: &Project,
    folder: &Folder,
    args: &FormArgs,
    console: &mut Console<'_>,
) -> Outcome {
    let form = match args.kind {
        FormKind::Manuscript => Form::Manuscript,
        FormKind::Release => Form::Release,
    };
    let article = args.article.as_deref().filter(|article| *article != "all");
    let printed = print(project, folder, article, form)?;
    let out = args.out.clone().unwrap_or_else(|| project.root().join("out"));
    let out = out.join(&folder.id);
    let path = out.join("forms").join(&printed.name);
    let lock = Lock::take(&out, Kind::Passing, "review form")?;
    write_whole(&path, &printed.bytes)?;
    drop(lock);
    let (path, size) = (path.display().to_string(), show::size(printed.bytes.len()));
    if args.ledger.report.format == Format::Json {
        let findings = show::as_json(&printed.findings, console.locale);
        let report = json!({
            "ok": true, "issue": folder.id, "path": path, "bytes": printed.bytes.len(),
            "pages": printed.pages, "findings": findings,
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&printed.findings, project.root(), console);
    let values = [("path", path), ("size", size), ("pages", printed.pages.to_string())];
    show::line(console.out, &show::say(console.locale, "summary-file-pages", &values));
    Ok(())
}

/// The words for a verdict: withdrawing, correcting or moving passes nothing.
fn said(stage: Stage, verdict: Verdict) -> &'static str {
    match stage {
        Stage::Withdrawn | Stage::Redated | Stage::Resumed | Stage::Gathered | Stage::Revoked => {
            "done"
        }
        _ => verdict.name(),
    }
}

fn stage(asked: SignedStage) -> Stage {
    match asked {
        SignedStage::First => Stage::First,
        SignedStage::Second => Stage::Second,
        SignedStage::Final => Stage::Final,
        SignedStage::Countersign => Stage::Countersign,
        SignedStage::Proof1 => Stage::Proof1,
        SignedStage::Proof2 => Stage::Proof2,
        SignedStage::Proof3 => Stage::Proof3,
        SignedStage::Corrections => Stage::Corrections,
    }
}

fn verdict(asked: SignedVerdict) -> Verdict {
    match asked {
        SignedVerdict::Pass => Verdict::Pass,
        SignedVerdict::Return => Verdict::Return,
        SignedVerdict::Reject => Verdict::Reject,
    }
}

fn show_log(
    project: &Project,
    folder: &Folder,
    format: Format,
    console: &mut Console<'_>,
) -> Outcome {
    let mut findings = Findings::default();
    let ledger = Ledger::read(project, folder, &mut findings);
    let findings = findings.settle()?;
    let Some(ledger) = ledger else { return Err(Failure::Stopped(findings)) };
    show_entries(project, folder, &ledger.entries, &findings, format, console);
    Ok(())
}

fn show_entries(
    project: &Project,
    folder: &Folder,
    entries: &[Entry],
    findings: &Findings,
    format: Format,
    console: &mut Console<'_>,
) {
    let seal = entries.last().map(|entry| entry.seal.clone()).unwrap_or_default();
    if format == Format::Json {
        let findings = show::as_json(findings, console.locale);
        let report = json!({
            "ok": true, "issue": folder.id, "entries": entries, "seal": seal, "findings": findings,
        });
        return show::line(console.out, &show::pretty(&report));
    }
    show::findings(findings, project.root(), console);
    for entry in entries {
        let values = [
            ("date", entry.date.to_string()),
            ("stage", entry.stage.name().to_owned()),
            ("article", entry.article.clone().unwrap_or_else(|| folder.id.clone())),
            ("name", entry.by.clone()),
            ("verdict", said(entry.stage, entry.verdict).to_owned()),
        ];
        show::line(console.out, &show::say(console.locale, "review-entry", &values));
        if let Some(note) = &entry.note {
            show::line(console.out, &format!("    {note}"));
        }
    }
    if !entries.is_empty() {
        let values =
            [("count", entries.len().to_string()), ("seal", seal), ("issue", folder.id.clone())];
        show::line(console.out, &show::say(console.locale, "summary-review-entries", &values));
    }
}

fn show_status(
    project: &Project,
    folder: &Folder,
    format: Format,
    console: &mut Console<'_>,
) -> Outcome {
    let mut status = status(project, folder)?;
    hold_against_clock(project, folder, console.today, &mut status.findings);
    if format == Format::Json {
        let mut report = json!(status);
        report["ok"] = json!(true);
        report["findings"] = json!(show::as_json(&status.findings, console.locale));
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&status.findings, project.root(), console);
    status.articles.iter().for_each(|article| show_article(&status, article, console));
    if let Some(press) = &status.press {
        show_signature(press, "review-signature-press-void", console);
    }
    if status.chief.starts_with(TO_FILL_IN) && !folder.is_inbox() {
        show::line(console.out, &console.locale.text("review-chief-nobody"));
    } else if status.people != People::Signed && !folder.is_inbox() {
        let values = [("issue", status.issue.clone()), ("chief", pasted(&status.chief))];
        show::line(console.out, &show::say(console.locale, "review-people-next", &values));
    } else if folder.is_inbox() {
        let newest = project.choose_issue(None).unwrap_or_default();
        // What is gathered goes into the issue that is being made.
        let open = open_issues(project, console.today).into_iter().next();
        let issue = open.map_or(newest, |(id, _)| id);
        let step = inbox_step(&status);
        show::line(console.out, &show::say(console.locale, step, &[("issue", issue)]));
    } else if !status.ready && status.articles.iter().all(is_through) {
        let values = [("issue", status.issue.clone()), ("chief", pasted(&status.chief))];
        show::line(console.out, &show::say(console.locale, "review-press-next", &values));
    }
    status.stamps.iter().for_each(|own| stamp::show_stamp(own, console));
    let open = status.articles.iter().filter(|article| !is_through(article)).count();
    let key = match () {
        () if folder.is_inbox() => "summary-review-inbox",
        () if status.ready => "summary-review-ready",
        () if open == 0 => "summary-review-unsigned",
        () => "summary-review-open",
    };
    let values = [
        ("issue", status.issue.clone()),
        ("articles", status.articles.len().to_string()),
        ("open", open.to_string()),
    ];
    show::line(console.out, &show::say(console.locale, key, &values));
    Ok(())
}

/// Whether an article is approved and its proofs are read.
fn is_through(article: &ArticleStatus) -> bool {
    article.approved && article.next.is_none()
}

/// What comes next in the inbox, where nothing is signed for the press.
fn inbox_step(status: &Status) -> &'static str {
    if status.articles.is_empty() {
        "review-inbox-empty"
    } else if status.articles.iter().all(is_through) {
        "review-inbox-ready"
    } else {
        "review-inbox-open"
    }
}

fn show_article(status: &Status, article: &ArticleStatus, console: &mut Console<'_>) {
    let values = [("title", article.title.clone()), ("article", article.id.clone())];
    show::line(console.out, &show::say(console.locale, "review-title", &values));
    let signatures = article.signatures.iter().chain(&article.against).chain(&article.withdrawn);
    signatures.for_each(|signature| show_signature(signature, "review-signature-void", console));
    if !article.changes.is_empty() {
        let values = [
            ("places", article.changes.places.len().to_string()),
            ("count", article.changes.characters.to_string()),
        ];
        show::line(console.out, &show::say(console.locale, "review-changes", &values));
        for change in article.changes.places.iter().take(SHOWN) {
            show::line(console.out, &format!("      {}", words(change)));
        }
    }
    article.changes.heavy.iter().take(SHOWN).for_each(|heavy| show_heavy(heavy, console));
    let next = article.next.map_or("none", Stage::name).to_owned();
    let next =
        if article.approved || article.next.is_some() { next } else { "rejected".to_owned() };
    let command = article.next.zip(article.who.as_deref());
    let command = command.map(|(next, who)| call(next, &article.id, &status.issue, who));
    let nobody = article.next.is_some() && command.is_none();
    let values = [("next", next), ("command", command.unwrap_or_default())];
    let key = if nobody { "review-next-nobody" } else { "review-next" };
    show::line(console.out, &show::say(console.locale, key, &values));
}

fn show_heavy(heavy: &Heavy, console: &mut Console<'_>) {
    let values = [
        ("why", heavy.why.name().to_owned()),
        ("how", heavy.how().to_owned()),
        ("old", heavy.old.clone()),
        ("new", heavy.new.clone()),
    ];
    show::line(console.out, &show::say(console.locale, "review-heavy", &values));
}

/// Shows a signature, with the message `void` if it is no longer in force.
fn show_signature(signature: &Signature, void: &str, console: &mut Console<'_>) {
    let key = if signature.void { void } else { "review-signature" };
    let values = [
        ("date", signature.date.to_string()),
        ("stage", signature.stage.name().to_owned()),
        ("name", signature.by.clone()),
        ("verdict", said(signature.stage, signature.verdict).to_owned()),
    ];
    show::line(console.out, &show::say(console.locale, key, &values));
}

/// A change in wdiff's form: `…[-old-]{+new+}…`.
fn words(change: &Change) -> String {
    let mark = |open: &str, text: &str, close: &str| {
        if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
    };
    let text = [
        change.before.clone(),
        mark("[-", &change.old, "-]"),
        mark("{+", &change.new, "+}"),
        change.after.clone(),
    ];
    text.concat().replace('\n', "\u{23ce}")
}
