//! `neikan config`: shows the settings of a person with where each comes from, and changes them.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use super::faults::LANGUAGES;
use super::settings::{COLOURS, KEYS, Origin, Settings, colouring, read};
use super::table::table;
use super::{Console, Format, Outcome, Report, editor, faults, show};
use crate::diagnostic::{Failure, Finding, Findings};
use crate::fs::write_whole;
use crate::locale::Language;
use crate::publication::{self, Document, document};

/// The settings.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    #[command(subcommand)]
    command: Option<ConfigCommand>,
    #[command(flatten)]
    report: Report,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    Set(SetArgs),
    Unset(UnsetArgs),
    Path,
    Edit,
}

#[derive(Debug, Args)]
struct SetArgs {
    #[arg(value_name = "KEY")]
    key: String,
    #[arg(value_name = "VALUE")]
    value: String,
}

#[derive(Debug, Args)]
struct UnsetArgs {
    #[arg(value_name = "KEY")]
    key: String,
}

impl ConfigArgs {
    /// The form of the report.
    pub fn format(&self) -> Format {
        self.report.format
    }

    /// Whether the command is there to look at settings that may have faults, and to mend them.
    pub fn mends(&self) -> bool {
        matches!(self.command, Some(ConfigCommand::Path | ConfigCommand::Edit))
    }
}

/// Runs the command.
pub fn run(args: &ConfigArgs, console: &mut Console<'_>) -> Outcome {
    match &args.command {
        None => show_all(args.report.format, console),
        Some(ConfigCommand::Set(args)) => set(&args.key, Some(&args.value), console),
        Some(ConfigCommand::Unset(args)) => set(&args.key, None, console),
        Some(ConfigCommand::Path) => {
            let path = file(console.settings)?;
            show::line(console.out, &path.display().to_string());
            Ok(())
        }
        Some(ConfigCommand::Edit) => {
            let path = file(console.settings)?;
            if !path.exists() {
                write(&path, &console.locale.text("config-new"))?;
            }
            editor::open(&path, (1, 1), console)
        }
    }
}

/// The file of settings.
fn file(settings: &Settings) -> Result<PathBuf, Failure> {
    let none = || Failure::Call(Box::new(Finding::stop("config-none")));
    settings.path.clone().ok_or_else(none)
}

fn write(path: &Path, text: &str) -> Outcome {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|reason| Failure::machine(folder, reason))?;
    }
    write_whole(path, (text.trim_end().to_owned() + "\n").as_bytes())
}

/// The settings that hold: key, value and origin of each.
fn all(settings: &Settings) -> Vec<(&'static str, Option<String>, Origin)> {
    let language = if settings.language.value == Language::English { "en" } else { "zh" };
    let color = COLOURS.into_iter().find(|name| colouring(name) == Some(settings.color.value));
    vec![
        ("language", Some(language.to_owned()), settings.language.origin.clone()),
        ("name", settings.name.value.clone(), settings.name.origin.clone()),
        ("color", color.map(str::to_owned), settings.color.origin.clone()),
        ("editor", settings.editor.value.clone(), settings.editor.origin.clone()),
        ("link", settings.link.value.clone(), settings.link.origin.clone()),
        ("endpoint", settings.endpoint.value.clone(), settings.endpoint.origin.clone()),
        ("region", settings.region.value.clone(), settings.region.origin.clone()),
        ("keys", settings.keys.value.clone(), settings.keys.origin.clone()),
        ("cache_remote", settings.cache_remote.value.clone(), settings.cache_remote.origin.clone()),
        ("cache_secret", settings.cache_secret.value.clone(), settings.cache_secret.origin.clone()),
    ]
}

fn show_all(format: Format, console: &mut Console<'_>) -> Outcome {
    let settings = console.settings;
    let path = settings.path.as_ref().map(|path| path.display().to_string());
    if format == Format::Json {
        let values = all(settings).into_iter().map(|(key, value, origin)| {
            let mut own = json!(origin);
            own["value"] = json!(value);
            (key.to_owned(), own)
        });
        let values: serde_json::Map<_, _> = values.collect();
        let report = json!({ "ok": true, "path": path, "settings": values });
        show::line(console.out, &show::pretty(&report));
        return Ok(());
    }
    let head = ["config-key", "config-value", "config-origin"].map(|key| console.locale.text(key));
    let mut rows = vec![head.to_vec()];
    for (key, value, origin) in all(settings) {
        let unset = || console.locale.text("config-unset");
        let origin = said(&origin, path.as_deref().unwrap_or_default(), console);
        rows.push(vec![key.to_owned(), value.unwrap_or_else(unset), origin]);
    }
    table(&rows).iter().for_each(|line| show::line(console.out, line));
    let key = if settings.path.as_ref().is_some_and(|path| path.exists()) {
        "config-file"
    } else {
        "config-file-none"
    };
    let values = [("path", path.unwrap_or_default())];
    show::line(console.out, &show::say(console.locale, key, &values));
    Ok(())
}

/// Where a value comes from, in words.
fn said(origin: &Origin, path: &str, console: &Console<'_>) -> String {
    match origin {
        Origin::Option { option } => (*option).to_owned(),
        Origin::Variable { variable } => (*variable).to_owned(),
        Origin::File { line } => {
            let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
            format!("{name}:{line}")
        }
        Origin::Usual => console.locale.text("config-usual"),
    }
}

/// Sets a value in the file of settings, or takes it out.
fn set(key: &str, value: Option<&str>, console: &mut Console<'_>) -> Outcome {
    let keys = KEYS.map(|(key, _)| key);
    if !keys.contains(&key) {
        return Err(Failure::Call(Box::new(faults::choice("KEY", key, &keys))));
    }
    let allowed: &[&str] = match key {
        "language" => &LANGUAGES,
        "color" => &COLOURS,
        _ => &[],
    };
    if let Some(value) = value.filter(|value| !allowed.is_empty() && !allowed.contains(value)) {
        return Err(Failure::Call(Box::new(faults::choice(key, value, allowed))));
    }
    let path = file(console.settings)?;
    let mut findings = Findings::default();
    let old = read(&path, &mut findings);
    findings.settle()?;
    let text =
        old.as_ref().map_or_else(|| console.locale.text("config-new"), |old| old.text.clone());
    let text = changed(&text, old.as_ref(), (key, value));
    let name = path.display().to_string();
    let mut findings = Findings::default();
    let holds = document::read::<publication::Settings>(&text, &name, 0, &mut findings);
    let Some(read) = holds else { return Err(Failure::Stopped(findings)) };
    write(&path, &text)?;
    let values = [
        ("key", key.to_owned()),
        ("value", value.unwrap_or_default().to_owned()),
        ("path", name),
        ("line", read.places.key(&format!("/{key}")).line.to_string()),
    ];
    let said = if value.is_some() { "config-set" } else { "config-taken" };
    show::line(console.out, &show::say(console.locale, said, &values));
    if let Some((_, variable)) = KEYS.into_iter().find(|(own, _)| *own == key)
        && (console.environment)(variable).is_some_and(|set| !set.trim().is_empty())
    {
        let finding = Finding::warn("config-hidden").with("key", key).with("variable", variable);
        show::findings(&Findings::from(finding), Path::new("."), console);
    }
    Ok(())
}

/// The text of the file with a value set or taken out; comments stay.
fn changed(
    text: &str,
    old: Option<&Document<publication::Settings>>,
    (key, value): (&str, Option<&str>),
) -> String {
    let line = old.map_or(0, |old| old.places.key(&format!("/{key}")).line);
    let entry = value.map(|value| format!("{key}: {}", json!(value)));
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    match (line.checked_sub(1).filter(|at| *at < lines.len()), entry) {
        (Some(at), Some(entry)) => lines[at] = entry,
        (Some(at), None) => drop(lines.remove(at)),
        (None, Some(entry)) => lines.push(entry),
        (None, None) => {}
    }
    lines.join("\n") + "\n"
}
