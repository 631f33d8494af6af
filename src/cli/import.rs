//! `neikan import`: imports contributions into the inbox.

use serde_json::json;

use super::{Desk, Format, ImportArgs, Outcome, TrackedChanges, lock, show};
use crate::desk::import::{Imported, import};
use crate::manuscript::word::Changes;
use crate::publication::Project;

/// Runs the command.
pub fn run(project: &Project, args: &ImportArgs, desk: &mut Desk<'_>) -> Outcome {
    let changes = match args.changes {
        TrackedChanges::Accept => Changes::Accept,
        TrackedChanges::Refuse => Changes::Refuse,
    };
    let lock = lock::issues(project, "import", desk)?;
    let (imported, findings) = import(project, &lock, &args.files, changes)?;
    if args.report.format == Format::Json {
        let files: Vec<_> = imported.iter().map(as_json).collect();
        let findings = show::as_json(&findings, desk.locale);
        let report = json!({ "ok": true, "imported": files, "findings": findings });
        show::line(desk.out, &show::pretty(&report));
        return Ok(());
    }
    show::findings(&findings, project.root(), desk);
    for file in imported {
        let values = [
            ("from", file.from.display().to_string()),
            ("to", file.to),
            ("form", file.form),
            ("original", file.original),
            ("pictures", file.pictures.to_string()),
        ];
        show::line(desk.out, &show::say(desk.locale, "summary-imported", &values));
    }
    Ok(())
}

fn as_json(file: &Imported) -> serde_json::Value {
    json!({
        "from": file.from.display().to_string(),
        "to": file.to,
        "form": file.form,
        "original": file.original,
        "pictures": file.pictures,
    })
}
