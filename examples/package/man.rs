//! Man pages, one for each command, in English and in Chinese, from the command line as it is defined
//! and the texts that its help has.

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use neikan::cli;
use neikan::columns::{may_part, wrap};
use neikan::locale::{Language, Locale};

use super::Outcome;

/// The languages, with the folder for their pages.
const LANGUAGES: [(Language, &str); 2] =
    [(Language::English, "man1"), (Language::Chinese, "zh_CN/man1")];
/// The headings as clap_mangen writes them, with the key of the words that stand there.
const HEADINGS: [(&str, &str); 5] = [
    ("NAME", "help-man-name"),
    ("SYNOPSIS", "help-man-synopsis"),
    ("DESCRIPTION", "help-man-description"),
    ("OPTIONS", "help-man-options"),
    ("SUBCOMMANDS", "help-man-commands"),
];

/// How many columns a text has that is broken here, not by the reader's roff.
const COLUMNS: usize = 72;

/// Every page, with its path below a folder of man pages.
///
/// # Errors
/// If a page cannot be written.
pub fn pages(date: &str) -> Outcome<Vec<(String, String)>> {
    let mut out = Vec::new();
    for (language, folder) in LANGUAGES {
        let locale = Locale::new(language);
        let mut command = cli::command(&locale);
        command.build();
        add(&command, "help", None, (folder, date), &locale, &mut out)?;
    }
    Ok(out)
}

/// Adds the page of a command, whose texts have keys that begin with `prefix`, and those of its
/// subcommands.
fn add(
    command: &Command,
    prefix: &str,
    above: Option<&str>,
    (folder, date): (&str, &str),
    locale: &Locale,
    out: &mut Vec<(String, String)>,
) -> Outcome<()> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    out.push((format!("{folder}/{name}.1"), page(command, prefix, above, date, locale)?));
    for inner in command.get_subcommands() {
        let prefix = format!("{prefix}-{}", inner.get_name());
        add(inner, &prefix, Some(&name), (folder, date), locale, out)?;
    }
    Ok(())
}

fn page(
    command: &Command,
    prefix: &str,
    above: Option<&str>,
    date: &str,
    locale: &Locale,
) -> Outcome<String> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let version = env!("CARGO_PKG_VERSION");
    let man = Man::new(command.clone().version(version))
        .title(name.to_uppercase())
        .date(date)
        .source(format!("neikan {version}"))
        .manual(locale.text("help-man-manual"));
    let mut bytes = Vec::new();
    man.render_title(&mut bytes)?;
    // Words are not spread: a line of Chinese has few gaps, which would grow wide.
    bytes.extend(b".ad l\n");
    man.render_name_section(&mut bytes)?;
    man.render_synopsis_section(&mut bytes)?;
    man.render_description_section(&mut bytes)?;
    man.render_options_section(&mut bytes)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut bytes)?;
    }
    bytes.extend(more(prefix, above, locale).to_roff().into_bytes());
    Ok(worded(&String::from_utf8(bytes)?, locale))
}

/// What clap does not know: what else there is to say, examples, what the exit status means, where to
/// read on.
fn more(prefix: &str, above: Option<&str>, locale: &Locale) -> Roff {
    let mut roff = Roff::new();
    if let Some(after) = locale.find(&format!("{prefix}-after")) {
        roff.control("SH", [locale.text("help-man-notes").as_str()]);
        lines(&mut roff, after.lines().flat_map(hanging));
    }
    if let Some(examples) = locale.find(&format!("{prefix}-examples")) {
        roff.control("SH", [locale.text("help-man-examples").as_str()]);
        lines(&mut roff, examples.lines().map(str::to_owned));
    }
    if above.is_none() {
        roff.control("SH", [locale.text("help-man-status").as_str()]);
        for status in 0..=4 {
            roff.control("TP", []);
            roff.text([bold(status.to_string())]);
            roff.text([roman(locale.text(&format!("help-man-status-{status}")))]);
        }
    }
    roff.control("SH", [locale.text("help-man-see").as_str()]);
    let manual = locale.text("help-man-see-manual");
    match above {
        Some(above) => roff.text([bold(above), roman(format!("(1). {manual}"))]),
        None => roff.text([roman(manual)]),
    };
    roff
}

/// Lines that stay lines.
fn lines(roff: &mut Roff, lines: impl Iterator<Item = String>) {
    roff.control("nf", []);
    for line in lines {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

/// A line broken to fit; what goes on is indented by two columns more than the line itself.
fn hanging(line: &str) -> Vec<String> {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let pieces = wrap(text, COLUMNS - indent - 2).into_iter().enumerate();
    let place = |index: usize| if index == 0 || indent == 0 { indent } else { indent + 2 };
    pieces.map(|(index, piece)| " ".repeat(place(index)) + &piece).collect()
}

/// A page with its headings in its language, and with places where lines of Chinese may end: roff
/// knows none of its own.
fn worded(page: &str, locale: &Locale) -> String {
    let mut out = String::new();
    for line in page.lines() {
        let heading = line.strip_prefix(".SH ");
        let key = heading.and_then(|own| HEADINGS.iter().find(|(known, _)| *known == own));
        match key {
            Some((_, key)) => out += &format!(".SH {}\n", locale.text(key)),
            None if line.starts_with('.') => out += &format!("{line}\n"),
            None => out += &format!("{}\n", breakable(line)),
        }
    }
    out
}

/// Marks after which a line may end whatever follows, as `.docx` in a list of endings.
const PARTING: &str = "、，；。";

/// A line of text with `\:`, which is a place where it may be broken, between characters that may part.
fn breakable(line: &str) -> String {
    let mut out = String::new();
    let mut last = None;
    for c in line.chars() {
        let apart = |before: char| {
            let parting = PARTING.contains(before) && c == '.';
            !before.is_whitespace() && !c.is_whitespace() && (parting || may_part(before, c))
        };
        if last.is_some_and(apart) {
            out.push_str("\\:");
        }
        out.push(c);
        last = Some(c);
    }
    out
}
