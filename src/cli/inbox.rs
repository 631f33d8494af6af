//! `neikan inbox`: lists what lies in the inbox.

use clap::Args;
use serde_json::json;

use super::{Console, Format, Outcome, Report, show};
use crate::pipeline::{Waiting, waiting};
use crate::publication::Project;

/// In which form the list is.
#[derive(Debug, Args)]
pub struct InboxArgs {
    #[command(flatten)]
    pub(super) report: Report,
}

/// Runs the command.
pub fn run(project: &Project, args: &InboxArgs, console: &mut Console<'_>) -> Outcome {
    let manuscripts = waiting(project)?;
    if args.report.format == Format::Json {
        let report = json!({ "ok": true, "manuscripts": manuscripts });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    if manuscripts.is_empty() {
        show::line(console.out, &console.locale.text("review-inbox-empty"));
        return Ok(());
    }
    manuscripts.iter().for_each(|own| show_one(own, console));
    let open = manuscripts.iter().filter(|own| own.is_open()).count();
    let values = [("count", manuscripts.len().to_string()), ("open", open.to_string())];
    show::line(console.out, &show::say(console.locale, "summary-inbox", &values));
    Ok(())
}

fn show_one(own: &Waiting, console: &mut Console<'_>) {
    let title = own.title.clone().unwrap_or_else(|| console.locale.text("inbox-untitled"));
    let values = [("name", own.name.clone()), ("title", title)];
    show::line(console.out, &show::say(console.locale, "inbox-manuscript", &values));
    let values = [
        ("authors", byline(own, console)),
        ("chars", own.chars.to_string()),
        ("pictures", own.pictures.to_string()),
        ("arrived", arrival(own, console)),
        ("stops", own.stops.to_string()),
        ("warns", own.warns.to_string()),
    ];
    show::line(console.out, &show::say(console.locale, "inbox-facts", &values));
    if !own.guessed.is_empty() {
        let values = [("keys", own.guessed.join(", "))];
        show::line(console.out, &show::say(console.locale, "inbox-guessed", &values));
    }
}

/// Authors, and their units in brackets.
fn byline(own: &Waiting, console: &Console<'_>) -> String {
    let authors = own.authors.join("\u{3001}");
    match (own.authors.is_empty(), own.units.is_empty()) {
        (true, _) => console.locale.text("inbox-nobody"),
        (false, true) => authors,
        (false, false) => format!("{authors}\u{ff08}{}\u{ff09}", own.units.join("\u{3001}")),
    }
}

fn arrival(own: &Waiting, console: &Console<'_>) -> String {
    match own.arrived {
        Some(date) => show::say(console.locale, "inbox-arrived", &[("date", date.to_string())]),
        None => console.locale.text("inbox-unrecorded"),
    }
}
