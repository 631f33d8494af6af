//! `neikan rule`: shows what a rule finds, why, and its source.

use clap::Args;
use serde_json::{Value, json};

use super::{Console, Format, Outcome, Report, show};
use crate::check::{catalogue, rules};
use crate::diagnostic::{Failure, Finding};
use crate::locale::Locale;
use crate::rulebook::nearest;

/// Which rule is explained.
#[derive(Debug, Args)]
pub struct RuleArgs {
    #[arg(value_name = "NAME", required_unless_present = "all")]
    name: Option<String>,
    #[arg(long, conflicts_with = "name")]
    all: bool,
    #[command(flatten)]
    pub(super) report: Report,
}

/// A rule of either kind.
enum Known {
    /// About manuscripts.
    Check(&'static rules::Entry),
    /// About PDFs for the press.
    Preflight(&'static pdfx_preflight::rules::Entry),
}

impl Known {
    fn find(name: &str) -> Option<Self> {
        let check = rules::find(name).map(Self::Check);
        check.or_else(|| pdfx_preflight::rules::find(name).map(Self::Preflight))
    }

    fn all() -> impl Iterator<Item = Self> {
        let preflight = pdfx_preflight::rules::ALL.iter().map(Self::Preflight);
        rules::all().iter().map(Self::Check).chain(preflight)
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Check(entry) => entry.rule.name,
            Self::Preflight(entry) => entry.rule.name,
        }
    }

    fn plain(&self, locale: &Locale) -> String {
        match self {
            Self::Check(entry) => catalogue::plain(entry, locale),
            Self::Preflight(entry) => pdfx_preflight::catalogue::plain(entry, locale),
        }
    }

    fn data(&self, locale: &Locale) -> Value {
        match self {
            Self::Check(entry) => catalogue::data(entry, locale),
            Self::Preflight(entry) => pdfx_preflight::catalogue::data(entry, locale),
        }
    }
}

/// Runs the command.
pub fn run(args: &RuleArgs, console: &mut Console<'_>) -> Outcome {
    let known: Vec<Known> = match &args.name {
        Some(name) => vec![Known::find(name).ok_or_else(|| unknown(name))?],
        None => Known::all().collect(),
    };
    if args.report.format == Format::Json {
        let data: Vec<Value> = known.iter().map(|rule| rule.data(console.locale)).collect();
        show::line(console.out, &show::pretty(&json!({ "ok": true, "rules": data })));
        return Ok(());
    }
    for rule in known {
        show::line(console.out, &rule.plain(console.locale));
        show::line(console.out, "");
    }
    Ok(())
}

fn unknown(name: &str) -> Failure {
    let finding = match nearest(Known::all().map(|rule| rule.name()), name) {
        Some(meant) => Finding::stop("rule-meant").with("meant", meant),
        None => Finding::stop("rule-unknown"),
    };
    Failure::Call(Box::new(finding.with("rule", name)))
}
