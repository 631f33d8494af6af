//! `neikan import`: takes text files into the inbox.

use super::{Desk, ImportArgs, Outcome, show};
use crate::desk::import::import;
use crate::publication::Project;

/// Runs the command.
pub fn run(project: &Project, args: &ImportArgs, desk: &mut Desk<'_>) -> Outcome {
    for file in import(project, &args.files)? {
        let values = [
            ("from", file.from.display().to_string()),
            ("to", file.to),
            ("encoding", file.encoding.to_owned()),
        ];
        show::line(desk.out, &show::say(desk.locale, "summary-imported", &values));
    }
    Ok(())
}
