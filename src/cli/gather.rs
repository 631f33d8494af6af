//! `neikan gather`: moves what is approved for an issue from the inbox into the issue.

use serde_json::json;

use super::{Desk, Format, GatherArgs, Outcome, lock, show};
use crate::desk::gather::{gather, survey};
use crate::diagnostic::Finding;
use crate::publication::Project;

/// Runs the command.
pub fn run(project: &Project, args: &GatherArgs, desk: &mut Desk<'_>) -> Outcome {
    let issue = project.choose_issue(args.issue.as_deref())?;
    let date = args.date.unwrap_or(desk.today);
    if date > desk.today {
        let finding = Finding::stop("review-date-ahead").with("article", &issue);
        return Err(finding.with("date", date).with("today", desk.today).into());
    }
    let gathered = if args.dry_run {
        survey(project, &issue)?
    } else {
        let _lock = lock::issues(project, "gather", desk)?;
        gather(project, &issue, date, &mut |_| Ok(()))?
    };
    if args.report.format == Format::Json {
        let report = json!({
            "ok": true,
            "issue": issue,
            "dry_run": args.dry_run,
            "moved": gathered.moves,
            "findings": show::as_json(&gathered.findings, desk.locale),
        });
        show::line(desk.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&gathered.findings, project.root(), desk);
    for own in &gathered.moves {
        let values = [("title", own.title.clone()), ("article", own.id.clone())];
        show::line(desk.out, &show::say(desk.locale, "review-title", &values));
    }
    let key = if args.dry_run { "summary-gather-dry" } else { "summary-gathered" };
    let values = [("issue", issue), ("count", gathered.moves.len().to_string())];
    show::line(desk.out, &show::say(desk.locale, key, &values));
    Ok(())
}
