//! Which issue is meant by a call that names none.

use super::{Console, Format, show};
use crate::agenda::open_issues;
use crate::diagnostic::{Failure, Finding};
use crate::publication::Project;

/// The issue for a command that signs, makes the press edition, sends, or moves something: the one
/// asked for, else the only one that is open. `call` is how the command begins that names an issue.
///
/// # Errors
/// The finding `issue-several` where more than one is open; those of [`Project::choose_issue`].
pub fn meant(
    project: &Project,
    asked: Option<&str>,
    call: &str,
    format: Format,
    console: &mut Console<'_>,
) -> Result<String, Failure> {
    if asked.is_some() || project.issue_ids().len() < 2 {
        return project.choose_issue(asked);
    }
    let open = open_issues(project, console.today);
    match open.as_slice() {
        [] => newest(project, None, format, console),
        [(only, _)] => {
            tell("issue-only", only, format, console);
            Ok(only.clone())
        }
        [(first, _), ..] => {
            let names: Vec<&str> = open.iter().map(|(id, _)| id.as_str()).collect();
            let finding = Finding::stop("issue-several").with("issues", names.join(", "));
            Err(Failure::Call(Box::new(finding.with("call", format!("{call} {first}")))))
        }
    }
}

/// The issue for a command that changes nothing that counts: the one asked for, else the newest.
///
/// # Errors
/// Those of [`Project::choose_issue`].
pub fn newest(
    project: &Project,
    asked: Option<&str>,
    format: Format,
    console: &mut Console<'_>,
) -> Result<String, Failure> {
    let issue = project.choose_issue(asked)?;
    if asked.is_none() && project.issue_ids().len() > 1 {
        tell("issue-newest", &issue, format, console);
    }
    Ok(issue)
}

/// Says to people which issue is taken; a report for programs names it itself.
fn tell(key: &str, issue: &str, format: Format, console: &mut Console<'_>) {
    if format == Format::Human {
        let text = show::say(console.locale, key, &[("issue", issue.to_owned())]);
        show::line(console.err, &text);
    }
}
