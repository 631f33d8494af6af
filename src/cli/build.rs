//! `neikan build`: makes the editions of an issue.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::{Console, Format, Outcome, Report, cache, show, which};
use crate::check::clock;
use crate::desk::review::Folder;
use crate::desk::review::status::hold_against_clock;
use crate::diagnostic::{Failure, Severity};
use crate::digital::placed::Quality;
use crate::pipeline::{
    Built, Editions, Folios, Made, Order, PartBuilt, PartOrder, Selection, Step, build, build_part,
};
use crate::publication::Project;
use neikan_base::store::Store;
use pdfx_preflight::Standard;

/// What is built, in which form.
#[derive(Debug, Args)]
pub struct BuildArgs {
    #[arg(value_name = "ISSUE")]
    pub(super) issue: Option<String>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "EDITIONS", value_delimiter = ',', hide_possible_values = true)]
    editions: Vec<Edition>,
    #[arg(long, value_name = "FORM", hide_possible_values = true)]
    flatplan: Option<PlanForm>,
    #[arg(long, value_name = "STANDARD", hide_possible_values = true)]
    pdfx: Option<PdfX>,
    #[arg(long, value_name = "QUALITY", hide_possible_values = true)]
    quality: Option<Pictures>,
    #[arg(long)]
    embed_fonts: bool,
    #[arg(long)]
    no_fonts: bool,
    #[arg(long)]
    draft: bool,
    #[arg(long)]
    explain_fit: bool,
    #[arg(
        long,
        value_name = "ARTICLES",
        value_delimiter = ',',
        conflicts_with_all = ["pages", "editions", "flatplan", "explain_fit", "pdfx", "embed_fonts", "no_fonts", "no_cache"]
    )]
    only: Vec<String>,
    #[arg(
        long,
        value_name = "PAGES",
        value_delimiter = ',',
        conflicts_with_all = ["editions", "flatplan", "explain_fit", "pdfx", "embed_fonts", "no_fonts", "no_cache"]
    )]
    pages: Vec<Folios>,
    #[arg(long)]
    pub(super) no_cache: bool,
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    cache: Option<PathBuf>,
    #[arg(long, value_name = "URL", conflicts_with_all = ["no_cache", "only", "pages"])]
    cache_remote: Option<String>,
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..,
        conflicts_with_all = ["issue", "out", "only", "pages"]
    )]
    pub(super) all: Option<Vec<PathBuf>>,
    #[command(flatten)]
    pub(super) report: Report,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PdfX {
    X4,
    X1a,
}

impl From<PdfX> for Standard {
    fn from(asked: PdfX) -> Self {
        match asked {
            PdfX::X4 => Self::X4,
            PdfX::X1a => Self::X1a,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Pictures {
    Screen,
    High,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Edition {
    Press,
    Digital,
    Archive,
    Ofd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PlanForm {
    Png,
}

/// Runs the command.
pub fn run(project: &Project, args: &BuildArgs, console: &mut Console<'_>) -> Outcome {
    let mut project = project.clone();
    if !args.no_cache {
        project = project.with_store(store(args, console)?);
    }
    let project = &project;
    if let Some(selection) = selection(args) {
        return run_part(project, args, selection, console);
    }
    let (asked, format) = (args.issue.as_deref(), args.report.format);
    let issue = if args.draft {
        which::newest(project, asked, format, console)?
    } else {
        which::meant(project, asked, "neikan build", format, console)?
    };
    make(project, &order(project, args, issue), format, console)
}

/// The store of steps that a call asks for.
pub(super) fn store(args: &BuildArgs, console: &Console<'_>) -> Result<Arc<Store>, Failure> {
    cache::with_tier(args.cache.as_deref(), args.cache_remote.as_deref(), console)
}

/// What a call orders of an issue.
pub(super) fn order(project: &Project, args: &BuildArgs, issue: String) -> Order {
    Order {
        issue,
        out: args.out.clone().unwrap_or_else(|| project.root().join("out")),
        editions: editions(&args.editions, args.draft),
        flatplan_png: args.flatplan == Some(PlanForm::Png),
        pdfx: args.pdfx.map(Standard::from),
        quality: quality(args.quality),
        embed_fonts: args.embed_fonts,
        draft: args.draft,
        fresh: args.no_cache,
        fonts: args.no_fonts.then_some(false),
        explain_fit: args.explain_fit,
    }
}

/// Builds an issue and reports it.
pub(super) fn make(
    project: &Project,
    order: &Order,
    format: Format,
    console: &mut Console<'_>,
) -> Outcome {
    let built = built(project, order, console)?;
    report(&built, project, format, console);
    Ok(())
}

/// Builds an issue and holds it against the clock.
pub(super) fn built(
    project: &Project,
    order: &Order,
    console: &Console<'_>,
) -> Result<Built, Failure> {
    let mut built = shown(console, |begin| build(project, order, begin))?;
    // The clock is asked here alone: what is made is the same on any day.
    let folder = Folder::issue(project, &built.issue);
    hold_against_clock(project, &folder, console.today, &mut built.findings);
    built.findings.extend(clock::far(project, &built.issue, console.today));
    Ok(built)
}

/// The part that is asked for, if not the whole issue is.
fn selection(args: &BuildArgs) -> Option<Selection> {
    if !args.pages.is_empty() {
        return Some(Selection::Pages(args.pages.clone()));
    }
    let mut only: Vec<String> = Vec::new();
    for name in &args.only {
        if !only.contains(name) {
            only.push(name.clone());
        }
    }
    (!only.is_empty()).then_some(Selection::Articles(only))
}

/// Makes a draft of a part.
fn run_part(
    project: &Project,
    args: &BuildArgs,
    selection: Selection,
    console: &mut Console<'_>,
) -> Outcome {
    let order = PartOrder {
        issue: project.choose_issue(args.issue.as_deref())?,
        out: args.out.clone().unwrap_or_else(|| project.root().join("out")),
        selection,
        quality: quality(args.quality),
    };
    let built = shown(console, |begin| build_part(project, &order, begin))?;
    if args.report.format == Format::Json {
        show::report(json!(built), &built.findings, console);
        return Ok(());
    }
    show::findings(&built.findings, project.root(), console);
    report_part(&built, console);
    Ok(())
}

fn report_part(built: &PartBuilt, console: &mut Console<'_>) {
    let values = [
        ("issue", built.issue.clone()),
        ("articles", built.articles.join(", ")),
        ("pages", built.file.pages.unwrap_or_default().to_string()),
        ("seconds", seconds(&built.timings)),
    ];
    show::line(console.out, &show::say(console.locale, "summary-part", &values));
    let folder = built.folder.display().to_string();
    show::line(console.out, &show::say(console.locale, "summary-folder", &[("folder", folder)]));
    show_file(&built.folder, &built.file, console);
}

pub(super) fn quality(asked: Option<Pictures>) -> Quality {
    match asked {
        Some(Pictures::High) => Quality::High,
        _ => Quality::Screen,
    }
}

/// What work came to that tells when its steps begin, which a progress bar shows meanwhile.
pub(super) fn shown<T>(console: &Console<'_>, work: impl FnOnce(&dyn Fn(Step)) -> T) -> T {
    let bar = progress(console);
    let names: Vec<String> = Step::ALL.iter().map(|step| console.locale.text(step.key())).collect();
    let done = work(&|step| {
        let at = Step::ALL.iter().position(|known| *known == step).unwrap_or_default();
        bar.set_position(at as u64);
        bar.set_message(names[at].clone());
    });
    bar.finish_and_clear();
    done
}

/// How long all steps took together, seconds to a tenth.
fn seconds(timings: &[(Step, u64)]) -> String {
    let milliseconds: u64 = timings.iter().map(|(_, time)| time).sum();
    format!("{}.{}", milliseconds / 1000, milliseconds % 1000 / 100)
}

/// The requested editions; by default all but the OFD, and for a draft neither OFD nor archive.
fn editions(asked: &[Edition], draft: bool) -> Editions {
    if asked.is_empty() {
        return Editions { archive: !draft, ..Editions::ALL };
    }
    Editions {
        press: asked.contains(&Edition::Press),
        digital: asked.contains(&Edition::Digital),
        archive: asked.contains(&Edition::Archive),
        ofd: asked.contains(&Edition::Ofd),
    }
}

/// A progress bar on a terminal; elsewhere one that draws nothing.
fn progress(console: &Console<'_>) -> ProgressBar {
    if !console.terminal || console.look.quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(Step::ALL.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    bar
}

/// What a build made, as data.
pub(super) fn data(built: &Built, console: &Console<'_>) -> Value {
    let mut report = json!(built);
    report["unchanged"] = json!(built.unchanged);
    show::done(report, &built.findings, console)
}

/// Reports what a build made.
pub(super) fn report(built: &Built, project: &Project, format: Format, console: &mut Console<'_>) {
    if format == Format::Json {
        let report = data(built, console);
        return show::line(console.out, &show::pretty(&report));
    }
    show::findings(&built.findings, project.root(), console);
    let values = [
        ("issue", built.issue.clone()),
        ("pages", built.pages.to_string()),
        ("articles", built.articles.to_string()),
        ("chars", built.chars.to_string()),
        ("seconds", seconds(&built.timings)),
    ];
    let key = if built.draft { "summary-draft" } else { "summary-built" };
    show::line(console.out, &show::say(console.locale, key, &values));
    if built.unchanged {
        show::line(console.out, &console.locale.text("summary-unchanged"));
    }
    let folder = built.folder.display().to_string();
    show::line(console.out, &show::say(console.locale, "summary-folder", &[("folder", folder)]));
    built.files.iter().for_each(|file| show_file(&built.folder, file, console));
    if console.look.verbose {
        for (step, time) in &built.timings {
            let step = console.locale.text(step.key());
            let values = [("step", step), ("seconds", seconds(&[(Step::Check, *time)]))];
            show::line(console.out, &show::say(console.locale, "summary-step", &values));
        }
    }
    let warns = built.findings.count(Severity::Warn);
    if warns > 0 {
        show::line(
            console.out,
            &show::say(console.locale, "summary-warns", &[("warns", warns.to_string())]),
        );
    }
}

fn show_file(folder: &Path, file: &Made, console: &mut Console<'_>) {
    show::file(folder, (&file.path, file.bytes, file.pages), console);
}
