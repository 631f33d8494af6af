//! `neikan build`: makes the editions of an issue.

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{BuildArgs, Console, Edition, Format, Outcome, Pictures, PlanForm, show, which};
use crate::check::clock;
use crate::desk::review::Folder;
use crate::desk::review::status::hold_against_clock;
use crate::diagnostic::Severity;
use crate::digital::placed::Quality;
use crate::pipeline::{Built, Editions, Order, Step, build};
use crate::publication::Project;
use pdfx_preflight::Standard;

/// Runs the command.
pub fn run(project: &Project, args: &BuildArgs, console: &mut Console<'_>) -> Outcome {
    let (asked, format) = (args.issue.as_deref(), args.report.format);
    let order = Order {
        issue: if args.draft {
            which::newest(project, asked, format, console)?
        } else {
            which::meant(project, asked, "neikan build", format, console)?
        },
        out: args.out.clone().unwrap_or_else(|| project.root().join("out")),
        editions: editions(&args.editions, args.draft),
        flatplan_png: args.flatplan == Some(PlanForm::Png),
        pdfx: args.pdfx.map(Standard::from),
        quality: match args.quality {
            Some(Pictures::High) => Quality::High,
            _ => Quality::Screen,
        },
        embed_fonts: args.embed_fonts,
        draft: args.draft,
        fresh: args.no_cache,
    };
    let bar = progress(console);
    let names: Vec<String> = Step::ALL.iter().map(|step| console.locale.text(step.key())).collect();
    let built = build(project, &order, &|step| {
        let at = Step::ALL.iter().position(|known| *known == step).unwrap_or_default();
        bar.set_position(at as u64);
        bar.set_message(names[at].clone());
    });
    bar.finish_and_clear();
    let mut built = built?;
    // The clock is asked here alone: what is made is the same on any day.
    let folder = Folder::issue(project, &built.issue);
    hold_against_clock(project, &folder, console.today, &mut built.findings);
    built.findings.extend(clock::far(project, &built.issue, console.today));
    report(&built, project, args.report.format, console);
    Ok(())
}

/// The requested editions; by default all, and for a draft all but the archive.
fn editions(asked: &[Edition], draft: bool) -> Editions {
    if asked.is_empty() {
        return Editions { archive: !draft, ..Editions::ALL };
    }
    Editions {
        press: asked.contains(&Edition::Press),
        digital: asked.contains(&Edition::Digital),
        archive: asked.contains(&Edition::Archive),
    }
}

/// A progress bar on a terminal; elsewhere one that draws nothing.
fn progress(console: &Console<'_>) -> ProgressBar {
    if !console.terminal {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(Step::ALL.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}

fn report(built: &Built, project: &Project, format: Format, console: &mut Console<'_>) {
    if format == Format::Json {
        let mut report = json!(built);
        report["ok"] = json!(true);
        report["unchanged"] = json!(built.unchanged);
        report["findings"] = json!(show::as_json(&built.findings, console.locale));
        show::line(console.out, &show::pretty(&report));
        return;
    }
    show::findings(&built.findings, project.root(), console);
    let milliseconds: u64 = built.timings.iter().map(|(_, time)| time).sum();
    let values = [
        ("issue", built.issue.clone()),
        ("pages", built.pages.to_string()),
        ("articles", built.articles.to_string()),
        ("chars", built.chars.to_string()),
        ("seconds", format!("{}.{}", milliseconds / 1000, milliseconds % 1000 / 100)),
    ];
    let key = if built.draft { "summary-draft" } else { "summary-built" };
    show::line(console.out, &show::say(console.locale, key, &values));
    if built.unchanged {
        show::line(console.out, &console.locale.text("summary-unchanged"));
    }
    let folder = built.folder.display().to_string();
    show::line(console.out, &show::say(console.locale, "summary-folder", &[("folder", folder)]));
    for file in &built.files {
        let mut values = vec![("path", file.path.clone()), ("size", show::size(file.bytes))];
        let key = match file.pages {
            Some(pages) => {
                values.push(("pages", pages.to_string()));
                "summary-file-pages"
            }
            None => "summary-file",
        };
        show::line(console.out, &format!("  {}", show::say(console.locale, key, &values)));
    }
    let warns = built.findings.count(Severity::Warn);
    if warns > 0 {
        show::line(
            console.out,
            &show::say(console.locale, "summary-warns", &[("warns", warns.to_string())]),
        );
    }
}
