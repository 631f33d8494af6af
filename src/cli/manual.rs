//! `neikan manual`: shows the manual that the program carries, or writes it as a website.

use std::path::PathBuf;

use clap::Args;

use super::{Desk, Outcome, faults, show};
use crate::columns::padded;
use crate::diagnostic::{Failure, Finding};
use crate::fs::write_whole;
use crate::manual::{PAGES, html, page, pages, terminal};

#[derive(Debug, Args)]
pub(super) struct ManualArgs {
    #[arg(value_name = "PAGE")]
    page: Option<String>,
    #[arg(long, value_name = "DIR", conflicts_with = "page")]
    html: Option<PathBuf>,
}

/// How many columns the list gives to the name of a page.
const NAME: usize = 16;

/// Runs the command.
pub(super) fn run(args: &ManualArgs, desk: &mut Desk<'_>) -> Outcome {
    if let Some(folder) = &args.html {
        let files = html::files(&pages(desk.locale), desk.locale);
        let files = files.map_err(|reason| Failure::internal("manual", reason))?;
        for (name, text) in &files {
            write_whole(&folder.join(name), text.as_bytes())?;
        }
        let index = folder.join("index.html").display().to_string();
        let values = [("count", files.len().to_string()), ("index", index)];
        show::line(desk.out, &show::say(desk.locale, "summary-manual", &values));
        return Ok(());
    }
    let Some(name) = &args.page else {
        show::line(desk.out, &desk.locale.text("manual-list"));
        for page in pages(desk.locale) {
            show::line(desk.out, &format!("  {}{}", padded(page.name, NAME), page.title));
        }
        return Ok(());
    };
    let found = page(name, desk.locale).ok_or_else(|| {
        let finding = Finding::stop("manual-unknown").with("page", name);
        let meant = faults::meant(name, PAGES).unwrap_or("none");
        Failure::Call(Box::new(finding.with("meant", meant).with("known", PAGES.join(", "))))
    })?;
    show::line(desk.out, &terminal::render(&found, desk.locale));
    Ok(())
}
