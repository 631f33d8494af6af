//! Help in the user's language: fills the texts of the locales into clap's definition.

use clap::{Arg, ArgAction, Command};

use crate::locale::Locale;

/// The command line with all its help, in the language of `locale`.
pub fn command(locale: &Locale) -> Command {
    let command = worded(super::bare(), "help", locale)
        .about(locale.text("help-about"))
        .after_help(locale.text("help-after"))
        .arg(version(locale));
    with_commands(command, "help", locale)
}

/// Adds texts to the subcommands of a command, recursively: the keys of `layout new` begin with
/// `help-layout-new`.
fn with_commands(command: Command, prefix: &str, locale: &Locale) -> Command {
    let names: Vec<String> =
        command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    if names.is_empty() {
        return command;
    }
    let command = command
        .subcommand_help_heading(locale.text("help-commands"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true);
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(&name, |sub| {
            let key = format!("{prefix}-{name}");
            let about = locale.text(&key);
            let after = locale.text(&format!("{key}-after"));
            with_commands(worded(sub, &key, locale).about(about).after_help(after), &key, locale)
        })
    })
}

/// Adds texts to the arguments of one command.
fn worded(command: Command, prefix: &str, locale: &Locale) -> Command {
    let usage = locale.text("help-usage");
    let template =
        format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}");
    command
        .mut_args(|arg| {
            let id = arg.get_id().as_str().replace('_', "-");
            let own = format!("{prefix}-{id}");
            let key = if locale.find(&own).is_some() { own } else { format!("help-{id}") };
            let heading = if arg.is_positional() { "help-arguments" } else { "help-options" };
            arg.help(locale.text(&key)).help_heading(locale.text(heading))
        })
        .arg(flag("help", 'h', ArgAction::Help, locale))
        .help_template(template)
        .disable_help_flag(true)
}

fn version(locale: &Locale) -> Arg {
    flag("version", 'V', ArgAction::Version, locale)
}

fn flag(name: &'static str, short: char, action: ArgAction, locale: &Locale) -> Arg {
    Arg::new(name)
        .long(name)
        .short(short)
        .action(action)
        .help(locale.text(&format!("help-{name}")))
        .help_heading(locale.text("help-options"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn every_command_and_argument_has_words_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            let locale = Locale::new(language);
            let mut command = command(&locale);
            command.build();
            command.clone().debug_assert();
            let nested = command.get_subcommands().flat_map(clap::Command::get_subcommands);
            for sub in command.get_subcommands().chain(nested) {
                let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
                let after = sub.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(!about.is_empty() && !about.starts_with("help-"), "{}", sub.get_name());
                assert!(!after.is_empty() && !after.starts_with("help-"), "{}", sub.get_name());
                for arg in sub.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    let name = format!("{} {}", sub.get_name(), arg.get_id());
                    assert!(!help.is_empty() && !help.starts_with("help-"), "{name}");
                }
            }
        }
    }
}
