//! Errors in a call, reported in the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Desk, Format, show};
use crate::diagnostic::{Failure, Finding};

/// How many characters of an argument a message repeats.
const SHOWN: usize = 80;

/// Answers a call that clap rejected: help and version on `out`, errors on `err`.
pub fn answer(error: &clap::Error, desk: &mut Desk<'_>) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            show::line(desk.out, &error.render().to_string());
            0
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            show::line(desk.err, &error.render().to_string());
            2
        }
        _ => refuse(finding(error), desk),
    }
}

/// Rejects an invalid `--lang`.
pub fn wrong_language(tag: &str, desk: &mut Desk<'_>) -> u8 {
    let finding = Finding::stop("call-choice").with("option", "--lang").with("value", tag);
    refuse(finding.with("allowed", "zh-Hans, en"), desk)
}

fn refuse(finding: Finding, desk: &mut Desk<'_>) -> u8 {
    let failure = Failure::Call(Box::new(finding));
    show::failure(&failure, std::path::Path::new("."), Format::Human, desk)
}

fn finding(error: &clap::Error) -> Finding {
    let context = |kind| error.get(kind).map(shown).unwrap_or_default();
    let option = context(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => Finding::stop("call-unknown").with("what", option),
        ErrorKind::InvalidSubcommand => {
            Finding::stop("call-unknown").with("what", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let allowed = context(ContextKind::ValidValue);
            let rule = if allowed.is_empty() { "call-value" } else { "call-choice" };
            let finding = Finding::stop(rule).with("option", option).with("allowed", allowed);
            finding.with("value", context(ContextKind::InvalidValue))
        }
        ErrorKind::MissingRequiredArgument => Finding::stop("call-missing").with("what", option),
        _ => Finding::stop("call-conflict").with("what", option),
    }
}

/// The beginning of an argument: it may be a whole text pasted by mistake, even a secret one.
fn shown(value: &ContextValue) -> String {
    let text = match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    };
    text.lines().next().unwrap_or_default().chars().take(SHOWN).collect()
}
