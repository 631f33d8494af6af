//! `neikan build --all`: builds the open issues of many projects in one run, each with its own report.
//! What they share is opened once: the faces that the program carries and the store of steps.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::build::BuildArgs;
use super::{Console, Format, Outcome, build, show};
use crate::agenda::open_issues;
use crate::diagnostic::{Failure, Finding};
use crate::guard;
use crate::kit;
use crate::publication::Project;

/// How deep below a folder projects are looked for.
const DEPTH: usize = 4;
/// The most folders that are looked into.
const FOLDERS: usize = 100_000;

/// Builds the open issues of the projects in some folders; without folders, of those below `start`.
pub fn run(
    start: &Path,
    folders: &[PathBuf],
    args: &BuildArgs,
    console: &mut Console<'_>,
) -> Outcome {
    let here = [start.to_owned()];
    let folders = if folders.is_empty() { &here[..] } else { folders };
    let mut roots = Vec::new();
    for folder in folders {
        let found = below(folder)?;
        if found.is_empty() {
            let finding = Finding::stop("project-none").with("folder", folder.display());
            return Err(Failure::Call(Box::new(finding)));
        }
        roots.extend(found);
    }
    roots.sort();
    roots.dedup();
    let kit = kit::unpacked_once();
    let store = match args.no_cache {
        true => None,
        false => Some(build::store(args, console)?),
    };
    let mut reports = Vec::new();
    let mut failed = 0;
    for root in &roots {
        let mut project = Project::find(root)?.with_kit(kit.clone());
        if let Some(store) = &store {
            project = project.with_store(store.clone());
        }
        failed += issues(&project, args, &mut reports, console);
    }
    let format = args.report.format;
    if format == Format::Json {
        let report = json!({ "ok": failed == 0, "builds": reports });
        show::line(console.out, &show::pretty(&report));
    } else {
        let values = [
            ("projects", roots.len().to_string()),
            ("issues", reports.len().to_string()),
            ("failed", failed.to_string()),
        ];
        show::line(console.out, &show::say(console.locale, "summary-all", &values));
    }
    if failed > 0 { Err(Failure::Reported) } else { Ok(()) }
}

/// Builds the open issues of a project; how many could not be built.
fn issues(
    project: &Project,
    args: &BuildArgs,
    reports: &mut Vec<Value>,
    console: &mut Console<'_>,
) -> usize {
    let format = args.report.format;
    let root = project.root().display().to_string();
    let open = open_issues(project, console.today);
    if open.is_empty() && format == Format::Human {
        let values = [("project", root.clone())];
        show::line(console.out, &show::say(console.locale, "summary-all-none", &values));
    }
    let mut failed = 0;
    for (issue, _) in open {
        if format == Format::Human {
            let values = [("project", root.clone()), ("issue", issue.clone())];
            show::line(console.out, &show::say(console.locale, "summary-all-project", &values));
        }
        let order = build::order(project, args, issue.clone());
        let subject = format!("{root}/issues/{issue}");
        let built = guard::contained(subject, || build::built(project, &order, console));
        failed += usize::from(built.is_err());
        let told = match &built {
            Ok(built) => !built.findings.is_empty(),
            Err(_) => true,
        };
        if told && format == Format::Human {
            let values = [("project", root.clone()), ("issue", issue.clone())];
            show::line(console.err, &show::say(console.locale, "summary-all-about", &values));
        }
        let mut report = match (built, format) {
            (Ok(built), Format::Human) => {
                build::report(&built, project, format, console);
                Value::Null
            }
            (Ok(built), Format::Json) => build::data(&built, console),
            (Err(failure), Format::Human) => {
                show::failure(&failure, project.root(), format, console);
                Value::Null
            }
            (Err(failure), Format::Json) => show::failed(&failure, console),
        };
        if report.is_object() {
            report["project"] = json!(root);
            report["issue"] = json!(issue);
        }
        reports.push(report);
    }
    failed
}

/// The projects at a folder and below it, in the order of their paths; nothing is looked for inside a
/// project, in hidden folders or behind links.
fn below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = std::path::absolute(folder).map_err(|reason| Failure::machine(folder, reason))?;
    let (mut roots, mut folders, mut looked) = (Vec::new(), vec![(folder, 0)], 0);
    while let Some((at, depth)) = folders.pop() {
        looked += 1;
        if at.join("issues/publication.yml").is_file() {
            roots.push(at);
            continue;
        }
        if depth == DEPTH || looked > FOLDERS {
            continue;
        }
        let machine = |reason| Failure::machine(&at, reason);
        for entry in std::fs::read_dir(&at).map_err(machine)? {
            let entry = entry.map_err(machine)?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if !hidden && entry.file_type().map_err(machine)?.is_dir() {
                folders.push((entry.path(), depth + 1));
            }
        }
    }
    roots.sort();
    Ok(roots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn projects_are_found_below_a_folder_and_not_inside_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let root = std::path::absolute(folder.path()).unwrap();
        for project in ["b", "a/deep", "a/deep/inner", ".hidden", "c/d/e/f/g"] {
            let issues = root.join(project).join("issues");
            std::fs::create_dir_all(&issues).unwrap();
            std::fs::write(issues.join("publication.yml"), "").unwrap();
        }
        assert_eq!(below(&root).unwrap(), [root.join("a/deep"), root.join("b")]);
        assert_eq!(below(&root.join("b")).unwrap(), [root.join("b")]);
    }
}
