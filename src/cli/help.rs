//! Help in the user's language: fills the texts of the locales into clap's definition, and sets the
//! screens so that they fit 80 columns, with Han characters two columns wide.

use clap::{Arg, ArgAction, Command};

use crate::columns::{SCREEN, padded, width, wrap};
use crate::locale::Locale;

/// How far entries are indented.
const INDENT: usize = 2;
/// The widest entry that has its text beside it, not below it, columns.
const BESIDE: usize = 24;

/// The command line with all its help, in the language of `locale`.
pub fn command(locale: &Locale) -> Command {
    whole(locale, &|_| true)
}

/// The command line with the help that a call can ask for: that of the commands which it names. To put all
/// into words takes longer than many commands do.
pub fn command_for(words: &[String], locale: &Locale) -> Command {
    whole(locale, &|name| words.iter().any(|word| word == name))
}

/// The command line with the help of those commands whose names are `wanted`; of others there is what a
/// list of commands says.
fn whole(locale: &Locale, wanted: &dyn Fn(&str) -> bool) -> Command {
    let command = worded(super::bare(), "help", locale).arg(version(locale));
    let command = command.about(locale.text("help-about"));
    let shared: Vec<Entry> = command
        .get_arguments()
        .filter(|arg| is_shared(arg) && arg.get_id() != "version")
        .map(Entry::of_argument)
        .collect();
    with_commands(command, ("help", "neikan"), &shared, locale, wanted)
}

/// Adds texts to a command and its subcommands, recursively: the keys of `layout new` begin with
/// `help-layout-new`, and it is called as `path` says.
fn with_commands(
    command: Command,
    (prefix, path): (&str, &str),
    shared: &[Entry],
    locale: &Locale,
    wanted: &dyn Fn(&str) -> bool,
) -> Command {
    let names: Vec<String> =
        command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let command = names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |sub| {
            let key = format!("{prefix}-{name}");
            let sub = sub.about(locale.text(&key));
            if !wanted(name) {
                return sub;
            }
            let path = format!("{path} {name}");
            with_commands(worded(sub, &key, locale), (&key, &path), shared, locale, wanted)
        })
    });
    let screen = screen(&command, prefix, path, shared, locale);
    let command = command.override_help(screen).disable_help_flag(true);
    if names.is_empty() {
        return command;
    }
    // A command that does something by itself too has the others as an addition.
    if prefix != "help" && !command.is_subcommand_required_set() {
        return command.disable_help_subcommand(true);
    }
    command.subcommand_required(true).arg_required_else_help(true).disable_help_subcommand(true)
}

/// Adds texts to the arguments of one command.
fn worded(command: Command, prefix: &str, locale: &Locale) -> Command {
    command
        .mut_args(|arg| {
            let id = arg.get_id().as_str().replace('_', "-");
            let own = format!("{prefix}-{id}");
            let key = if locale.find(&own).is_some() { own } else { format!("help-{id}") };
            arg.help(locale.text(&key))
        })
        .arg(flag("help", 'h', ArgAction::Help, locale))
}

fn version(locale: &Locale) -> Arg {
    flag("version", 'V', ArgAction::Version, locale)
}

fn flag(name: &'static str, short: char, action: ArgAction, locale: &Locale) -> Arg {
    let help = locale.text(&format!("help-{name}"));
    Arg::new(name).long(name).short(short).action(action).help(help)
}

/// Whether an argument is the same for every command.
fn is_shared(arg: &Arg) -> bool {
    arg.is_global_set() || arg.get_id() == "help"
}

/// A line of a list: what is typed, and what it means.
struct Entry {
    typed: String,
    text: String,
}

impl Entry {
    fn of_argument(arg: &Arg) -> Self {
        let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
        Self { typed: typed(arg), text }
    }

    fn of_command(command: &Command) -> Self {
        let text = command.get_about().map(ToString::to_string).unwrap_or_default();
        Self { typed: command.get_name().to_owned(), text }
    }
}

/// An argument as it is typed: `-h, --help`, `--out <DIR>`, `<FILE>...`.
fn typed(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    let names: Vec<String> = names.iter().map(|name| format!("<{name}>")).collect();
    let values = names.join(" ");
    let several = if matches!(arg.get_action(), ArgAction::Append) { "..." } else { "" };
    let Some(long) = arg.get_long() else {
        return format!("{values}{several}");
    };
    let short = arg.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    let values = if arg.get_action().takes_values() { format!(" {values}") } else { String::new() };
    format!("{short}--{long}{values}")
}

/// How a command is called.
fn usage(command: &Command, path: &str, locale: &Locale) -> String {
    let mut parts = vec![path.to_owned()];
    let own = || command.get_arguments().filter(|arg| !arg.is_positional());
    parts.extend(own().filter(|arg| arg.is_required_set()).map(typed));
    if own().any(|arg| !arg.is_required_set()) {
        parts.push(locale.text("help-usage-options"));
    }
    for arg in command.get_positionals() {
        let typed = typed(arg);
        let inner = typed.trim_start_matches('<').replace('>', "");
        parts.push(if arg.is_required_set() { typed } else { format!("[{inner}]") });
    }
    if command.has_subcommands() {
        let must = path == "neikan" || command.is_subcommand_required_set();
        let key = if must { "help-usage-command" } else { "help-usage-command-may" };
        parts.push(locale.text(key));
    }
    parts.join(" ")
}

/// The whole help of a command.
fn screen(
    command: &Command,
    prefix: &str,
    path: &str,
    shared: &[Entry],
    locale: &Locale,
) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut lines = wrap(&about, SCREEN);
    let usage = [locale.text("help-usage"), usage(command, path, locale)].join(" ");
    lines.push(String::new());
    lines.extend(hanging(&usage, 4));
    let own = |arg: &&Arg| !is_shared(arg);
    let lists = [
        ("help-commands", command.get_subcommands().map(Entry::of_command).collect::<Vec<_>>()),
        ("help-arguments", command.get_positionals().map(Entry::of_argument).collect()),
        (
            "help-options",
            command
                .get_arguments()
                .filter(|arg| !arg.is_positional())
                .filter(own)
                .map(Entry::of_argument)
                .collect(),
        ),
    ];
    for (heading, entries) in &lists {
        list(&mut lines, &locale.text(heading), entries);
    }
    list(&mut lines, &locale.text("help-shared"), shared);
    if let Some(after) = locale.find(&format!("{prefix}-after")) {
        lines.push(String::new());
        lines.extend(after.lines().flat_map(|line| {
            let more = if line.starts_with(' ') { 2 } else { 0 };
            hanging(line, more)
        }));
    }
    if let Some(examples) = locale.find(&format!("{prefix}-examples")) {
        lines.extend([String::new(), locale.text("help-example-heading")]);
        lines.extend(examples.lines().flat_map(example));
    }
    lines.join("\n") + "\n"
}

/// A call that can be copied: what does not fit goes on after a backslash, as shells have it.
fn example(call: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in call.split(' ') {
        match lines.last_mut() {
            // Two columns for the backslash.
            Some(line) if width(line) + 1 + width(word) <= SCREEN - 2 => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) => {
                line.push_str(" \\");
                lines.push(format!("{}{word}", " ".repeat(3 * INDENT)));
            }
            None => lines.push(format!("{}{word}", " ".repeat(INDENT))),
        }
    }
    lines
}

/// A line broken to fit; what goes on is indented by `more` columns than the line itself.
fn hanging(line: &str, more: usize) -> Vec<String> {
    if width(line) <= SCREEN {
        return vec![line.to_owned()];
    }
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let pieces = wrap(text, SCREEN - indent - more);
    let pieces = pieces.into_iter().enumerate();
    pieces
        .map(|(index, piece)| {
            let indent = if index == 0 { indent } else { indent + more };
            format!("{}{piece}", " ".repeat(indent))
        })
        .collect()
}

/// Adds a list under its heading; nothing for an empty one.
fn list(lines: &mut Vec<String>, heading: &str, entries: &[Entry]) {
    if entries.is_empty() {
        return;
    }
    lines.extend([String::new(), heading.to_owned()]);
    let widths = entries.iter().map(|entry| width(&entry.typed)).filter(|width| *width <= BESIDE);
    let column = INDENT + widths.max().unwrap_or(BESIDE) + 2;
    let indent = " ".repeat(INDENT);
    for Entry { typed, text } in entries {
        let mut texts = wrap(text, SCREEN - column).into_iter();
        let head = format!("{indent}{typed}");
        if width(&head) + 2 > column {
            lines.push(head);
        } else {
            let first = texts.next().unwrap_or_default();
            lines.push(format!("{}{first}", padded(&head, column)).trim_end().to_owned());
        }
        lines.extend(texts.map(|text| format!("{}{text}", " ".repeat(column))));
    }
}

/// The help of a command, by the words with which it is called; the word that is no command if one
/// is none, with the one that was probably meant.
///
/// # Errors
/// The word, and the names of the commands among which it is not.
pub fn of<'a>(words: &'a [String], locale: &Locale) -> Result<String, (&'a str, Vec<String>)> {
    let mut command = &command_for(words, locale);
    for word in words {
        command = command.find_subcommand(word).ok_or_else(|| {
            let names = command.get_subcommands().map(|sub| sub.get_name().to_owned());
            (word.as_str(), names.collect())
        })?;
    }
    Ok(command.clone().render_help().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    /// Every command with the words that call it.
    fn all(command: &Command, path: &str, out: &mut Vec<(String, Command)>) {
        out.push((path.to_owned(), command.clone()));
        for sub in command.get_subcommands() {
            all(sub, &format!("{path} {}", sub.get_name()), out);
        }
    }

    #[test]
    fn a_call_is_told_what_it_asks_for_and_the_rest_is_left() {
        let locale = Locale::new(Language::English);
        let screen = |command: &Command, words: &[&str]| {
            let step = |at: &Command, word: &&str| at.find_subcommand(word).unwrap().clone();
            words.iter().fold(command.clone(), |at, word| step(&at, word)).render_help().to_string()
        };
        let whole = command(&locale);
        for call in [
            &["neikan"][..],
            &["neikan", "archive", "verify", "x"],
            &["neikan", "--lang", "build", "find"],
        ] {
            let words: Vec<String> = call.iter().map(|&word| word.to_owned()).collect();
            let own = command_for(&words, &locale);
            for asked in [&[][..], &["archive"], &["archive", "verify"], &["build"], &["find"]] {
                if asked.iter().all(|word| call.contains(word)) {
                    assert_eq!(screen(&own, asked), screen(&whole, asked), "{call:?} {asked:?}");
                }
            }
            assert_ne!(screen(&own, &["volume"]), screen(&whole, &["volume"]), "{call:?}");
        }
    }

    /// Every command by its path, and its screen.
    fn screens(command: &Command) -> Vec<(String, Command, String)> {
        let mut commands = Vec::new();
        all(command, "neikan", &mut commands);
        let screen = |(path, mut own): (String, Command)| {
            let screen = own.render_help().to_string();
            (path, own, screen)
        };
        commands.into_iter().map(screen).collect()
    }

    /// Every screen with the columns of its longest line. A change of a word is read before it lands.
    #[test]
    fn every_screen_is_as_it_was_read() {
        for (language, name) in [(Language::Chinese, "zh"), (Language::English, "en")] {
            let command = command(&Locale::new(language));
            let screens = screens(&command).into_iter().map(|(path, _, screen)| {
                let widest = screen.lines().map(width).max().unwrap_or_default();
                format!("── {path}: {widest} columns\n\n{}\n", screen.trim_end())
            });
            let screens: Vec<String> = screens.collect();
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(name, screens.join("\n"));
            });
        }
    }

    #[test]
    fn every_screen_fits_and_teaches_by_two_examples_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            let locale = Locale::new(language);
            let command = command(&locale);
            command.clone().debug_assert();
            let screens = screens(&command);
            assert!(screens.len() > 35, "{}", screens.len());
            for (path, command, screen) in screens {
                for line in screen.lines() {
                    assert!(width(line) <= SCREEN, "{path}: {} columns: {line}", width(line));
                    assert!(!line.contains("help-"), "{path}: {line}");
                }
                let examples = screen.rsplit(&locale.text("help-example-heading")).next().unwrap();
                let examples = examples.lines().filter(|line| line.starts_with("  neikan "));
                assert!(examples.count() >= 2, "{path}:\n{screen}");
                assert!(screen.contains(&locale.text("help-shared")), "{path}");
                let about = command.get_about().map(ToString::to_string).unwrap_or_default();
                assert!(!about.starts_with("help-") && screen.starts_with(&about[..6]), "{path}");
                for arg in command.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(
                        !help.is_empty() && !help.starts_with("help-"),
                        "{path} {}",
                        arg.get_id()
                    );
                }
            }
        }
    }
}
