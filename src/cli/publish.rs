//! `neikan publish`: what of an issue goes outside.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Console, Format, Outcome, Report, paint, show};
use crate::diagnostic::Failure;
use crate::pipeline::web::{Web, publish_web};
use crate::publication::Project;

/// What is published.
#[derive(Debug, Args)]
pub struct PublishArgs {
    #[command(subcommand)]
    command: PublishCommand,
}

#[derive(Debug, Subcommand)]
enum PublishCommand {
    Web(WebArgs),
}

#[derive(Debug, Args)]
struct WebArgs {
    #[arg(value_name = "ISSUE|ARTICLE")]
    what: String,
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    #[command(flatten)]
    report: Report,
}

impl PublishArgs {
    /// The form of the report.
    pub fn format(&self) -> Format {
        let PublishCommand::Web(args) = &self.command;
        args.report.format
    }
}

/// Runs the command.
pub fn run(project: &Project, args: &PublishArgs, console: &mut Console<'_>) -> Outcome {
    let PublishCommand::Web(args) = &args.command;
    let (issue, article) = meant(project, &args.what)?;
    let web = publish_web(project, &issue, article.as_deref(), &args.to)?;
    report(&web, project, args.report.format, console);
    Ok(())
}

/// The issue that is meant, and the article if one is: `2026-01`, `2026-01/lychee-chain`, or an article of the
/// newest issue.
fn meant(project: &Project, what: &str) -> Result<(String, Option<String>), Failure> {
    if let Some((issue, article)) = what.split_once('/') {
        return Ok((project.choose_issue(Some(issue))?, Some(article.to_owned())));
    }
    let is_issue = what.starts_with(|c: char| c.is_ascii_digit())
        || project.issue_ids().iter().any(|id| id == what);
    if is_issue {
        return Ok((project.choose_issue(Some(what))?, None));
    }
    Ok((project.choose_issue(None)?, Some(what.to_owned())))
}

fn report(web: &Web, project: &Project, format: Format, console: &mut Console<'_>) {
    if format == Format::Json {
        return show::report(json!(web), &web.findings, console);
    }
    show::findings(&web.findings, project.root(), console);
    let values = [
        ("issue", web.issue.clone()),
        ("articles", web.articles.len().to_string()),
        ("folder", web.folder.display().to_string()),
    ];
    show::line(console.out, &show::say(console.locale, "summary-web", &values));
    for article in &web.articles {
        let path = paint::link(&article.id, &web.folder.join(&article.id), console.look.out);
        let values = [
            ("title", article.title.clone()),
            ("path", path),
            ("files", article.files.len().to_string()),
        ];
        let line = show::say(console.locale, "summary-web-article", &values);
        show::line(console.out, &format!("  {line}"));
    }
}
