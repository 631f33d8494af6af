//! `neikan move`: gives an article another place in its issue.

use clap::{ArgGroup, Args};
use serde_json::json;

use super::{Console, Format, Outcome, Report, lock, show};
use crate::desk::order::Where;
use crate::pipeline::{Rearranged, rearrange};
use crate::publication::Project;

/// Which article goes where.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("to").required(true).args(["behind", "before", "first", "last"]))]
pub struct MoveArgs {
    #[arg(value_name = "ARTICLE")]
    article: String,
    #[arg(long = "after", value_name = "OTHER")]
    behind: Option<String>,
    #[arg(long, value_name = "OTHER")]
    before: Option<String>,
    #[arg(long)]
    first: bool,
    #[arg(long)]
    last: bool,
    #[arg(long, value_name = "ISSUE")]
    issue: Option<String>,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    report: Report,
}

impl MoveArgs {
    /// The form of the report.
    pub fn format(&self) -> Format {
        self.report.format
    }

    /// The issue asked for.
    pub fn issue(&self) -> &Option<String> {
        &self.issue
    }

    fn to(&self) -> Where {
        match (&self.behind, &self.before) {
            (Some(other), _) => Where::After(other.clone()),
            (None, Some(other)) => Where::Before(other.clone()),
            (None, None) if self.first => Where::First,
            (None, None) => Where::Last,
        }
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &MoveArgs, console: &mut Console<'_>) -> Outcome {
    let issue = project.choose_issue(args.issue.as_deref())?;
    let writes = !args.dry_run;
    let _lock = writes.then(|| lock::issues(project, "move", console)).transpose()?;
    let moved = rearrange(project, &issue, (&args.article, &args.to()), args.dry_run)?;
    if args.report.format == Format::Json {
        let report = json!({
            "ok": true, "issue": issue, "article": args.article, "from": moved.from, "to": moved.to,
            "articles": moved.articles, "voided": moved.voided, "dry_run": args.dry_run,
            "findings": show::as_json(&moved.findings, console.locale),
        });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&moved.findings, project.root(), console);
    show_moved(&moved, &issue, args, console);
    Ok(())
}

fn show_moved(moved: &Rearranged, issue: &str, args: &MoveArgs, console: &mut Console<'_>) {
    let key = match () {
        () if moved.from == moved.to => "summary-move-same",
        () if args.dry_run => "summary-move-dry",
        () => "summary-moved",
    };
    let neighbour = |at: Option<usize>| at.and_then(|at| moved.articles.get(at)).cloned();
    let values = [
        ("issue", issue.to_owned()),
        ("article", args.article.clone()),
        ("from", moved.from.to_string()),
        ("to", moved.to.to_string()),
        ("before", neighbour(moved.to.checked_sub(2)).unwrap_or_else(|| "none".to_owned())),
        ("after", neighbour(Some(moved.to)).unwrap_or_else(|| "none".to_owned())),
    ];
    show::line(console.out, &show::say(console.locale, key, &values));
    for own in &moved.voided {
        let values = [
            ("article", own.article.clone().unwrap_or_else(|| issue.to_owned())),
            ("stage", own.stage.name().to_owned()),
            ("name", own.by.clone()),
        ];
        show::line(console.out, &show::say(console.locale, "move-voids", &values));
    }
}
