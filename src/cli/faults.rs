//! What is wrong with a call, said in the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Desk, Format, show};
use crate::diagnostic::{Failure, Finding};

/// The characters of an argument that a message repeats.
const SHOWN: usize = 80;

/// Answers a call that clap did not take: help and version on `out`, faults on `err`.
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

/// Refuses a `--lang` that is none.
pub fn wrong_language(tag: &str, desk: &mut Desk<'_>) -> u8 {
    refuse(Finding::stop("call-value").with("option", "--lang").with("value", tag), desk)
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
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => Finding::stop("call-value")
            .with("option", option)
            .with("value", context(ContextKind::InvalidValue)),
        ErrorKind::MissingRequiredArgument => Finding::stop("call-missing").with("what", option),
        _ => Finding::stop("call-conflict").with("what", option),
    }
}

/// The beginning of what a call said: a whole text may have been pasted, even a secret one.
fn shown(value: &ContextValue) -> String {
    let text = match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    };
    text.lines().next().unwrap_or_default().chars().take(SHOWN).collect()
}
