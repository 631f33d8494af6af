//! `neikan rule`: prints what a rule finds, why, and where it comes from.

use serde_json::{Value, json};

use super::{Desk, Format, Outcome, RuleArgs, show};
use crate::check::catalogue;
use crate::check::rules::{ALL, Entry, find, meant};
use crate::diagnostic::{Failure, Finding};

/// Runs the command.
pub fn run(args: &RuleArgs, desk: &mut Desk<'_>) -> Outcome {
    let entries: Vec<&Entry> = match &args.name {
        Some(name) => vec![find(name).ok_or_else(|| unknown(name))?],
        None => ALL.iter().collect(),
    };
    if args.format == Format::Json {
        let data: Vec<Value> =
            entries.iter().map(|entry| catalogue::data(entry, desk.locale)).collect();
        show::line(desk.out, &show::pretty(&json!({ "ok": true, "rules": data })));
        return Ok(());
    }
    for entry in entries {
        show::line(desk.out, &catalogue::plain(entry, desk.locale));
        show::line(desk.out, "");
    }
    Ok(())
}

fn unknown(name: &str) -> Failure {
    let finding = match meant(name) {
        Some(meant) => Finding::stop("rule-meant").with("meant", meant),
        None => Finding::stop("rule-unknown"),
    };
    Failure::Call(Box::new(finding.with("rule", name)))
}
