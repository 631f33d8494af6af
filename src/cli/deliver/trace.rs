//! `neikan deliver trace`: reports whose copy a file is.

use serde_json::json;

use super::{Args, Console, Format, Outcome, PathBuf, Report, out_folder, show};
use crate::circulation::copies::trace::{Body, Evidence, Request, Traced, trace};
use crate::diagnostic::{Failure, Finding};
use crate::publication::Project;

/// The arguments.
#[derive(Debug, Args)]
pub(super) struct TraceArgs {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) report: Report,
}

/// Runs the command.
pub(super) fn run(project: &Project, args: &TraceArgs, console: &mut Console<'_>) -> Outcome {
    if !args.file.is_file() {
        let finding = Finding::stop("trace-missing").with("path", args.file.display());
        return Err(Failure::Call(Box::new(finding)));
    }
    let password = args.password_file.as_ref().map(|path| {
        let text = std::fs::read_to_string(path);
        text.map_err(|reason| Failure::machine(path, reason))
    });
    let password = password.transpose()?.map(|text| text.trim_end_matches(['\r', '\n']).to_owned());
    let out = out_folder(project, args.out.as_ref());
    let traced = trace(project, &Request { file: args.file.clone(), out, password })?;
    report(&traced, project, args.report.format, console);
    Ok(())
}

fn report(traced: &Traced, project: &Project, format: Format, console: &mut Console<'_>) {
    if format == Format::Json {
        let recipient = traced.recipient.as_ref().map(|one| {
            json!({
                "name": one.name, "title": one.title, "unit": one.unit, "category": one.category,
            })
        });
        let report = json!({
            "ok": true,
            "issue": traced.mark.issue,
            "number": traced.mark.number,
            "mark": traced.mark.to_string(),
            "sources": traced.sources,
            "body": traced.body,
            "recipient": recipient,
            "findings": show::as_json(&traced.findings, console.locale),
        });
        return show::line(console.out, &show::pretty(&report));
    }
    show::findings(&traced.findings, project.root(), console);
    let say = |key: &str, values: &[(&'static str, String)]| show::say(console.locale, key, values);
    let mark = [
        ("mark", traced.mark.to_string()),
        ("issue", traced.mark.issue.clone()),
        ("number", traced.mark.number.to_string()),
    ];
    let mut lines = vec![say("trace-mark", &mark)];
    lines.extend(traced.sources.iter().map(|source| {
        let key = match source {
            Evidence::Sum => "trace-by-sum",
            Evidence::Metadata => "trace-by-metadata",
            Evidence::Leaf => "trace-by-leaf",
        };
        say(key, &[])
    }));
    lines.push(match &traced.recipient {
        Some(one) => {
            let or = |text: &Option<String>| text.clone().unwrap_or_default();
            let name = [one.name.clone(), or(&one.title)].join(" ").trim().to_owned();
            let values =
                [("name", name), ("unit", or(&one.unit)), ("category", one.category.clone())];
            say("trace-recipient", &values)
        }
        None => say("trace-nobody", &[]),
    });
    lines.push(match traced.body {
        Body::Bytes => say("trace-body-bytes", &[]),
        Body::Pages => say("trace-body-pages", &[]),
        Body::Differs => say("trace-body-differs", &[]),
        Body::Unknown => say("trace-body-unknown", &[]),
    });
    lines.iter().for_each(|line| show::line(console.out, line));
}
