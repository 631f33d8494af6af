//! Errors in a call, reported in the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Console, Format, show};
use crate::diagnostic::{Failure, Finding};
use crate::rulebook::nearest;

/// The languages that can be asked for.
pub const LANGUAGES: [&str; 2] = ["zh", "en"];

/// How many characters of an argument a message repeats.
const SHOWN: usize = 80;

/// Answers a call that clap rejected: help and version on `out`, errors on `err`.
pub fn answer(error: &clap::Error, console: &mut Console<'_>) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            show::line(console.out, &error.render().to_string());
            0
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            show::line(console.err, &error.render().to_string());
            2
        }
        _ => refuse(finding(error), console),
    }
}

/// Rejects an invalid `--lang`.
pub fn wrong_language(tag: &str, console: &mut Console<'_>) -> u8 {
    refuse(choice("--lang", tag, &LANGUAGES), console)
}

/// A finding about a value that an option, a variable or a setting cannot have, with those that it can.
pub fn choice(option: &str, value: &str, allowed: &[&str]) -> Finding {
    match meant(value, allowed.iter().copied()) {
        Some(meant) => Finding::stop("call-choice-meant").with("meant", meant),
        None => Finding::stop("call-choice"),
    }
    .with("option", option)
    .with("allowed", allowed.join(", "))
    .with("value", value)
}

fn refuse(finding: Finding, console: &mut Console<'_>) -> u8 {
    let failure = Failure::Call(Box::new(finding));
    show::failure(&failure, std::path::Path::new("."), Format::Human, console)
}

fn finding(error: &clap::Error) -> Finding {
    let context = |kind| error.get(kind).map(shown).unwrap_or_default();
    let option = context(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => unknown(&option, &context(ContextKind::SuggestedArg)),
        ErrorKind::InvalidSubcommand => {
            let suggested = error.get(ContextKind::SuggestedSubcommand).map(first);
            unknown(&context(ContextKind::InvalidSubcommand), &suggested.unwrap_or_default())
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let allowed = error.get(ContextKind::ValidValue).map(listed).unwrap_or_default();
            let value = context(ContextKind::InvalidValue);
            if allowed.is_empty() {
                let finding = Finding::stop("call-value").with("form", form(&option));
                // The form is told in words: `--date` of `--date <YYYY-MM-DD>`.
                let name = option.split(" <").next().unwrap_or_default();
                return finding.with("option", name).with("value", &value);
            }
            choice(&option, &value, &allowed.split(", ").collect::<Vec<_>>())
        }
        ErrorKind::MissingRequiredArgument => Finding::stop("call-missing").with("what", option),
        _ => Finding::stop("call-conflict").with("what", option),
    }
}

/// The form of an option's value: `YYYY-MM-DD` of `--date <YYYY-MM-DD>`.
fn form(option: &str) -> String {
    let inner = option.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or(option, |(form, _)| form).to_owned()
}

/// A finding about a command or an option that is none, with the one that was probably meant, if any
/// is.
pub fn unknown(what: &str, meant: &str) -> Finding {
    match meant {
        "" => Finding::stop("call-unknown"),
        meant => Finding::stop("call-meant").with("meant", meant),
    }
    .with("what", what)
}

/// The one of some words that was probably meant by another.
pub fn meant<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(words.into_iter().filter(|known| !known.is_empty()), word)
}

/// The nearest of several suggestions: clap puts it last.
fn first(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.last().cloned().unwrap_or_default(),
        other => shown(other),
    }
}

/// Values that are allowed, all of them.
fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join(", "),
        other => other.to_string(),
    }
}

/// The beginning of an argument: it may be a whole text pasted by mistake, even a secret one.
fn shown(value: &ContextValue) -> String {
    let text = listed(value);
    text.lines().next().unwrap_or_default().chars().take(SHOWN).collect()
}
