//! `neikan review`: signs, and says who signed what and where an issue stands.

use serde_json::json;

use super::{
    Desk, FormArgs, FormKind, Format, LedgerArgs, Outcome, ReviewArgs, ReviewCommand, ReviewStage,
    SignatureArgs, SignedVerdict, lock, show,
};
use crate::desk::review::changes::Change;
use crate::desk::review::form::{Form, print};
use crate::desk::review::ledger::Ledger;
use crate::desk::review::status::{ArticleStatus, Signature, Status};
use crate::desk::review::{Folder, Request, sign, status};
use crate::diagnostic::{Failure, Findings};
use crate::fs::lock::Kind;
use crate::fs::{Lock, write_whole};
use crate::publication::{Entry, Project, Stage, Verdict};

/// The changes of an article that are shown; the report in JSON has them all.
const SHOWN: usize = 12;

impl ReviewCommand {
    /// What it is called by those who wait for it.
    fn name(&self) -> &'static str {
        match self {
            Self::Sign(_) => "review sign",
            Self::Proof(_) => "review proof",
            Self::Corrections(_) => "review corrections",
            Self::Press(_) => "review press",
            Self::Status(_) => "review status",
            Self::Log(_) => "review log",
            Self::Form(_) => "review form",
        }
    }

    /// Which ledger is meant, and the form of the report.
    pub(super) fn ledger(&self) -> &LedgerArgs {
        match self {
            Self::Sign(args) => &args.signature.ledger,
            Self::Proof(args) => &args.signature.ledger,
            Self::Corrections(args) => &args.signature.ledger,
            Self::Press(args) => &args.signature.ledger,
            Self::Status(args) | Self::Log(args) => args,
            Self::Form(args) => &args.ledger,
        }
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &ReviewArgs, desk: &mut Desk<'_>) -> Outcome {
    let asked = args.command.ledger();
    let folder = Folder::choose(project, asked.issue.as_deref())?;
    let format = asked.report.format;
    let request = |article: Option<&String>, stage, verdict, signature: &SignatureArgs| Request {
        article: article.cloned(),
        stage,
        by: signature.by.clone(),
        verdict,
        note: signature.note.clone(),
        date: signature.date.unwrap_or(desk.today),
    };
    let request = match &args.command {
        ReviewCommand::Sign(args) => {
            let stage = match args.stage {
                ReviewStage::First => Stage::First,
                ReviewStage::Second => Stage::Second,
                ReviewStage::Final => Stage::Final,
            };
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
            let stage = if args.after_changes { Stage::PressAfterChanges } else { Stage::Press };
            request(None, stage, Verdict::Pass, &args.signature)
        }
        ReviewCommand::Status(_) => return show_status(project, &folder, format, desk),
        ReviewCommand::Log(_) => return show_log(project, &folder, format, desk),
        ReviewCommand::Form(args) => return print_form(project, &folder, args, desk),
    };
    let _lock = lock::issues(project, args.command.name(), desk)?;
    let (entries, findings) = sign(project, &folder, &request)?;
    show_entries(project, &folder, &entries, &findings, format, desk);
    Ok(())
}

/// Writes a form into the output folder of its issue.
fn print_form(project: &Project, folder: &Folder, args: &FormArgs, desk: &mut Desk<'_>) -> Outcome {
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
        let findings = show::as_json(&printed.findings, desk.locale);
        let report = json!({
            "ok": true, "issue": folder.id, "path": path, "bytes": printed.bytes.len(),
            "pages": printed.pages, "findings": findings,
        });
        show::line(desk.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&printed.findings, project.root(), desk);
    let values = [("path", path), ("size", size), ("pages", printed.pages.to_string())];
    show::line(desk.out, &show::say(desk.locale, "summary-file-pages", &values));
    Ok(())
}

fn verdict(asked: SignedVerdict) -> Verdict {
    match asked {
        SignedVerdict::Pass => Verdict::Pass,
        SignedVerdict::Return => Verdict::Return,
        SignedVerdict::Reject => Verdict::Reject,
    }
}

fn show_log(project: &Project, folder: &Folder, format: Format, desk: &mut Desk<'_>) -> Outcome {
    let mut findings = Findings::default();
    let ledger = Ledger::read(project, folder, &mut findings);
    let findings = findings.settle()?;
    let Some(ledger) = ledger else { return Err(Failure::Stopped(findings)) };
    show_entries(project, folder, &ledger.entries, &findings, format, desk);
    Ok(())
}

fn show_entries(
    project: &Project,
    folder: &Folder,
    entries: &[Entry],
    findings: &Findings,
    format: Format,
    desk: &mut Desk<'_>,
) {
    let seal = entries.last().map(|entry| entry.seal.clone()).unwrap_or_default();
    if format == Format::Json {
        let findings = show::as_json(findings, desk.locale);
        let report = json!({
            "ok": true, "issue": folder.id, "entries": entries, "seal": seal, "findings": findings,
        });
        return show::line(desk.out, &show::pretty(&report));
    }
    show::findings(findings, project.root(), desk);
    for entry in entries {
        let values = [
            ("date", entry.date.to_string()),
            ("stage", entry.stage.name().to_owned()),
            ("article", entry.article.clone().unwrap_or_else(|| folder.id.clone())),
            ("name", entry.by.clone()),
            ("verdict", entry.verdict.name().to_owned()),
        ];
        show::line(desk.out, &show::say(desk.locale, "review-entry", &values));
        if let Some(note) = &entry.note {
            show::line(desk.out, &format!("    {note}"));
        }
    }
    let values = [("count", entries.len().to_string()), ("seal", seal)];
    show::line(desk.out, &show::say(desk.locale, "summary-review-entries", &values));
}

fn show_status(project: &Project, folder: &Folder, format: Format, desk: &mut Desk<'_>) -> Outcome {
    let status = status(project, folder)?;
    if format == Format::Json {
        let mut report = json!(status);
        report["ok"] = json!(true);
        report["findings"] = json!(show::as_json(&status.findings, desk.locale));
        show::line(desk.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&status.findings, project.root(), desk);
    status.articles.iter().for_each(|article| show_article(&status, article, desk));
    if let Some(press) = &status.press {
        show_signature(press, desk);
    }
    let key = if status.ready { "summary-review-ready" } else { "summary-review-open" };
    let open = status.articles.iter().filter(|article| article.next.is_some() || !article.approved);
    let values = [
        ("issue", status.issue.clone()),
        ("articles", status.articles.len().to_string()),
        ("open", open.count().to_string()),
    ];
    show::line(desk.out, &show::say(desk.locale, key, &values));
    Ok(())
}

fn show_article(status: &Status, article: &ArticleStatus, desk: &mut Desk<'_>) {
    let values = [("title", article.title.clone()), ("article", article.id.clone())];
    show::line(desk.out, &show::say(desk.locale, "review-title", &values));
    let signatures = article.signatures.iter().chain(&article.against);
    signatures.for_each(|signature| show_signature(signature, desk));
    if !article.changes.is_empty() {
        let values = [
            ("places", article.changes.places.len().to_string()),
            ("count", article.changes.characters.to_string()),
        ];
        show::line(desk.out, &show::say(desk.locale, "review-changes", &values));
        for change in article.changes.places.iter().take(SHOWN) {
            show::line(desk.out, &format!("      {}", words(change)));
        }
    }
    let next = article.next.map_or("none", Stage::name).to_owned();
    let next =
        if article.approved || article.next.is_some() { next } else { "rejected".to_owned() };
    let values = [("next", next), ("article", article.id.clone()), ("issue", status.issue.clone())];
    show::line(desk.out, &show::say(desk.locale, "review-next", &values));
}

fn show_signature(signature: &Signature, desk: &mut Desk<'_>) {
    let key = if signature.void { "review-signature-void" } else { "review-signature" };
    let values = [
        ("date", signature.date.to_string()),
        ("stage", signature.stage.name().to_owned()),
        ("name", signature.by.clone()),
        ("verdict", signature.verdict.name().to_owned()),
    ];
    show::line(desk.out, &show::say(desk.locale, key, &values));
}

/// A change in the form of wdiff: `…[-old-]{+new+}…`.
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
