//! `neikan check`: checks the manuscripts of an issue without making anything.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{CheckArgs, Desk, Format, Outcome, show};
use crate::build::check_issue;
use crate::diagnostic::{Failure, Severity};
use crate::fs::{read_limited, write_whole};
use crate::publication::{Project, TEXT_LIMIT, plain_lines};

/// Runs the command.
pub fn run(project: &Project, args: &CheckArgs, desk: &mut Desk<'_>) -> Outcome {
    let issue = project.choose_issue(args.issue.as_deref())?;
    let fixed = if args.fix { fix(project, &issue)? } else { Vec::new() };
    if args.fix && args.format == Format::Human {
        let key = if fixed.is_empty() { "summary-fix-none" } else { "summary-fixed" };
        let count = fixed.len().to_string();
        show::line(desk.out, &show::say(desk.locale, key, &[("count", count)]));
        fixed.iter().for_each(|path| show::line(desk.out, &format!("  {path}")));
    }
    let (assembly, findings) = check_issue(project, &issue)?;
    if args.format == Format::Json {
        let findings = show::as_json(&findings, desk.locale);
        let report = json!({ "ok": true, "issue": issue, "fixed": fixed, "findings": findings });
        show::line(desk.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&findings, project.root(), desk);
    let chars: usize = assembly.articles.iter().map(|article| article.chars).sum();
    let values = [
        ("issue", issue),
        ("articles", assembly.articles.len().to_string()),
        ("chars", chars.to_string()),
        ("warns", findings.count(Severity::Warn).to_string()),
    ];
    show::line(desk.out, &show::say(desk.locale, "summary-clean", &values));
    Ok(())
}

/// Takes byte order marks and carriage returns out of an issue's texts; names what changed.
fn fix(project: &Project, issue: &str) -> Result<Vec<String>, Failure> {
    let mut changed = Vec::new();
    for path in texts(project, issue) {
        let bytes =
            read_limited(&path, TEXT_LIMIT).map_err(|reason| Failure::machine(&path, reason))?;
        let Some(text) = bytes.and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
        let clean = plain_lines(&text);
        if clean != text {
            write_whole(&path, clean.as_bytes())?;
            changed.push(project.show(&path));
        }
    }
    Ok(changed)
}

fn texts(project: &Project, issue: &str) -> Vec<PathBuf> {
    let folder = project.issue(issue);
    let plain = |path: &Path| path.symlink_metadata().is_ok_and(|meta| meta.is_file());
    let entries = std::fs::read_dir(folder.join("articles")).into_iter().flatten().flatten();
    let mut articles: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    articles.sort();
    let heads = [project.issues().join("publication.yml"), folder.join("issue.yml")];
    heads.into_iter().chain(articles).filter(|path| plain(path)).collect()
}
