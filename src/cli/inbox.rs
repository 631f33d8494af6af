//! `neikan inbox`: lists what lies in the inbox.

use serde_json::json;

use super::{Desk, Format, InboxArgs, Outcome, show};
use crate::build::{Waiting, waiting};
use crate::publication::Project;

/// Runs the command.
pub fn run(project: &Project, args: &InboxArgs, desk: &mut Desk<'_>) -> Outcome {
    let manuscripts = waiting(project)?;
    if args.report.format == Format::Json {
        let report = json!({ "ok": true, "manuscripts": manuscripts });
        show::line(desk.out, &show::pretty(&report));
        return Ok(());
    }
    if manuscripts.is_empty() {
        show::line(desk.out, &desk.locale.text("review-inbox-empty"));
        return Ok(());
    }
    manuscripts.iter().for_each(|own| show_one(own, desk));
    let open = manuscripts.iter().filter(|own| own.is_open()).count();
    let values = [("count", manuscripts.len().to_string()), ("open", open.to_string())];
    show::line(desk.out, &show::say(desk.locale, "summary-inbox", &values));
    Ok(())
}

fn show_one(own: &Waiting, desk: &mut Desk<'_>) {
    let title = own.title.clone().unwrap_or_else(|| desk.locale.text("inbox-untitled"));
    let values = [("name", own.name.clone()), ("title", title)];
    show::line(desk.out, &show::say(desk.locale, "inbox-manuscript", &values));
    let values = [
        ("authors", byline(own, desk)),
        ("chars", own.chars.to_string()),
        ("pictures", own.pictures.to_string()),
        ("arrived", arrival(own, desk)),
        ("stops", own.stops.to_string()),
        ("warns", own.warns.to_string()),
    ];
    show::line(desk.out, &show::say(desk.locale, "inbox-facts", &values));
    if !own.guessed.is_empty() {
        let values = [("keys", own.guessed.join(", "))];
        show::line(desk.out, &show::say(desk.locale, "inbox-guessed", &values));
    }
}

/// Authors, and their units in brackets.
fn byline(own: &Waiting, desk: &Desk<'_>) -> String {
    let authors = own.authors.join("\u{3001}");
    match (own.authors.is_empty(), own.units.is_empty()) {
        (true, _) => desk.locale.text("inbox-nobody"),
        (false, true) => authors,
        (false, false) => format!("{authors}\u{ff08}{}\u{ff09}", own.units.join("\u{3001}")),
    }
}

fn arrival(own: &Waiting, desk: &Desk<'_>) -> String {
    match own.arrived {
        Some(date) => show::say(desk.locale, "inbox-arrived", &[("date", date.to_string())]),
        None => desk.locale.text("inbox-unrecorded"),
    }
}
