//! `neikan manual`: shows the manual that the program carries, or writes it as a website.

use std::path::PathBuf;

use clap::Args;

use super::{Console, Outcome, faults, show};
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
pub(super) fn run(args: &ManualArgs, console: &mut Console<'_>) -> Outcome {
    if let Some(folder) = &args.html {
        let files = html::files(&pages(console.locale), console.locale);
        let files = files.map_err(|reason| Failure::internal("manual", reason))?;
        for (name, text) in &files {
            write_whole(&folder.join(name), text.as_bytes())?;
        }
        let index = folder.join("index.html").display().to_string();
        let values = [("count", files.len().to_string()), ("index", index)];
        show::line(console.out, &show::say(console.locale, "summary-manual", &values));
        return Ok(());
    }
    let Some(name) = &args.page else {
        show::line(console.out, &console.locale.text("manual-list"));
        for page in pages(console.locale) {
            show::line(console.out, &format!("  {}{}", padded(page.name, NAME), page.title));
        }
        return Ok(());
    };
    let found = page(name, console.locale).ok_or_else(|| {
        let finding = Finding::stop("manual-unknown").with("page", name);
        let meant = faults::meant(name, PAGES).unwrap_or("none");
        Failure::Call(Box::new(finding.with("meant", meant).with("known", PAGES.join(", "))))
    })?;
    show::line(console.out, &terminal::render(&found, console.locale));
    Ok(())
}
