//! What holds for a person on their computer: language, name, colours, editor, the
//! store for archives. An option of the call
//! comes first, then a variable of the environment, then `config.yml` in the folder of their settings,
//! then what is usual.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::faults::{LANGUAGES, choice};
use crate::diagnostic::{Finding, Findings, Place};
use crate::fs::read_limited;
use crate::locale::Language;
use crate::publication::{self, Colouring, Document, SourceText, Tongue, document};

/// The file in the folder of settings.
const FILE: &str = "neikan/config.yml";
/// The largest such file that is read, bytes.
const LIMIT: u64 = 1 << 20;
/// The settings, each with the variable that comes before the file.
pub const KEYS: [(&str, &str); 10] = [
    ("language", "NEIKAN_LANG"),
    ("name", "NEIKAN_NAME"),
    ("color", "NEIKAN_COLOR"),
    ("editor", "NEIKAN_EDITOR"),
    ("link", "NEIKAN_LINK"),
    ("endpoint", "AWS_ENDPOINT_URL"),
    ("region", "AWS_REGION"),
    ("keys", "NEIKAN_KEYS"),
    ("cache_remote", "NEIKAN_CACHE_REMOTE"),
    ("cache_secret", "NEIKAN_CACHE_SECRET"),
];
/// What `color` can be.
pub const COLOURS: [&str; 3] = ["auto", "always", "never"];

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "from", rename_all = "lowercase")]
pub enum Origin {
    /// An option of the call.
    Option {
        /// The option.
        option: &'static str,
    },
    /// A variable of the environment.
    Variable {
        /// The variable.
        variable: &'static str,
    },
    /// The file of settings.
    File {
        /// The line.
        line: usize,
    },
    /// Nothing was set.
    Usual,
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
}

impl<T> Value<T> {
    fn usual(value: T) -> Self {
        Self { value, origin: Origin::Usual }
    }
}

/// The settings that hold.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The language.
    pub language: Value<Language>,
    /// Who the person is.
    pub name: Value<Option<String>>,
    /// Whether to use colours and links.
    pub color: Value<Colouring>,
    /// The command that opens a file.
    pub editor: Value<Option<String>>,
    /// The address that opens a file in an editor.
    pub link: Value<Option<String>>,
    /// The address of the S3-compatible store.
    pub endpoint: Value<Option<String>>,
    /// The region of the store.
    pub region: Value<Option<String>>,
    /// The file with the keys for the store.
    pub keys: Value<Option<String>>,
    /// Where builds share results of steps with other machines.
    pub cache_remote: Value<Option<String>>,
    /// The file with the secret of these machines.
    pub cache_secret: Value<Option<String>>,
    /// The file of settings, whether or not it is there; nothing where the system names no folder.
    pub path: Option<PathBuf>,
    /// What is wrong with the file, with variables and with options.
    pub findings: Findings,
}

/// What the call itself asks for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// The language.
    pub language: Option<Language>,
    /// Whether to use colours.
    pub color: Option<Colouring>,
}

impl Default for Settings {
    fn default() -> Self {
        Self::of(Asked::default(), &|_| None)
    }
}

impl Settings {
    /// The settings that hold for a call in an environment.
    pub fn of(asked: Asked, environment: &dyn Fn(&str) -> Option<String>) -> Self {
        let mut findings = Findings::default();
        let path = path(environment);
        let file = path.as_deref().and_then(|path| read(path, &mut findings));
        let own = file.as_ref().map(|file| file.value.clone()).unwrap_or_default();
        let line = |key: &str| {
            let file = file.as_ref();
            Origin::File { line: file.map_or(0, |file| file.places.key(&format!("/{key}")).line) }
        };
        let variable = |key: &str| {
            let (_, name) = KEYS.into_iter().find(|(own, _)| *own == key)?;
            let value = environment(name).filter(|value| !value.trim().is_empty())?;
            Some((value.trim().to_owned(), name))
        };
        let text = |key: &str, set: Option<String>| match (variable(key), set) {
            (Some((value, variable)), _) => {
                Value { value: Some(value), origin: Origin::Variable { variable } }
            }
            (None, Some(value)) => Value { value: Some(value), origin: line(key) },
            (None, None) => Value::usual(None),
        };
        let language = language(asked, variable("language"), &own, line("language"), environment);
        let color = color(asked, variable("color"), &own, line("color"), environment);
        Self {
            language: findings.keep(language).unwrap_or(Value::usual(Language::Chinese)),
            name: text("name", own.name),
            color: findings.keep(color).unwrap_or(Value::usual(Colouring::Auto)),
            editor: editor(text("editor", own.editor), environment),
            link: text("link", own.link),
            endpoint: text("endpoint", own.endpoint),
            region: text("region", own.region),
            keys: text("keys", own.keys),
            cache_remote: text("cache_remote", own.cache_remote),
            cache_secret: text("cache_secret", own.cache_secret),
            path,
            findings,
        }
    }
}

/// The file of settings: in `$XDG_CONFIG_HOME`, in `%APPDATA%` on Windows, else in `~/.config`.
fn path(environment: &dyn Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let folder = |name: &str| {
        let path = PathBuf::from(environment(name)?);
        path.is_absolute().then_some(path)
    };
    let windows = || if cfg!(windows) { folder("APPDATA") } else { None };
    let home = || Some(folder("HOME")?.join(".config"));
    Some(folder("XDG_CONFIG_HOME").or_else(windows).or_else(home)?.join(FILE))
}

/// Reads the file of settings; gives nothing where there is none, or where it has faults.
pub fn read(path: &Path, findings: &mut Findings) -> Option<Document<publication::Settings>> {
    let file = path.display().to_string();
    let bytes = match read_limited(path, LIMIT) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let finding = Finding::stop("file-large").at(Place::file(file));
            findings.push(finding.with("limit", LIMIT >> 20));
            return None;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => {
            let finding = Finding::stop("file-unreadable").at(Place::file(file));
            findings.push(finding.with("reason", error));
            return None;
        }
    };
    let mut own = Findings::default();
    let source = SourceText::of(&bytes, file, &mut own);
    // What is said of manuscripts in another encoding helps nobody here.
    findings.extend(own.into_iter().map(|finding| match finding.rule {
        "text-encoding" | "text-gb18030" => Finding { rule: "settings-encoding", ..finding },
        _ => finding,
    }));
    let source = source?;
    document::read::<publication::Settings>(&source.text, &source.file, 0, findings)
}

fn language(
    asked: Asked,
    variable: Option<(String, &'static str)>,
    own: &publication::Settings,
    line: Origin,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Value<Language>, Finding> {
    if let Some(value) = asked.language {
        return Ok(Value { value, origin: Origin::Option { option: "--lang" } });
    }
    if let Some((text, variable)) = variable {
        let value = Language::from_tag(&text).ok_or_else(|| choice(variable, &text, &LANGUAGES))?;
        return Ok(Value { value, origin: Origin::Variable { variable } });
    }
    Ok(match own.language {
        Some(Tongue::Zh) => Value { value: Language::Chinese, origin: line },
        Some(Tongue::En) => Value { value: Language::English, origin: line },
        None => Value::usual(Language::choose(None, environment)),
    })
}

fn color(
    asked: Asked,
    variable: Option<(String, &'static str)>,
    own: &publication::Settings,
    line: Origin,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Value<Colouring>, Finding> {
    if let Some(value) = asked.color {
        return Ok(Value { value, origin: Origin::Option { option: "--color" } });
    }
    if let Some((text, variable)) = variable {
        let value = colouring(&text).ok_or_else(|| choice(variable, &text, &COLOURS))?;
        return Ok(Value { value, origin: Origin::Variable { variable } });
    }
    // What all programs have agreed on: no-color.org, bixense.com/clicolors.
    let set = |name: &str| environment(name).filter(|value| !value.is_empty());
    let from = |value, variable| Ok(Value { value, origin: Origin::Variable { variable } });
    if set("NO_COLOR").is_some() {
        return from(Colouring::Never, "NO_COLOR");
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return from(Colouring::Always, "CLICOLOR_FORCE");
    }
    Ok(match own.color {
        Some(value) => Value { value, origin: line },
        None => Value::usual(Colouring::Auto),
    })
}

/// Reads a value of `color`.
pub fn colouring(text: &str) -> Option<Colouring> {
    match text {
        "auto" => Some(Colouring::Auto),
        "always" => Some(Colouring::Always),
        "never" => Some(Colouring::Never),
        _ => None,
    }
}

/// The editor, else the one that all programs use.
fn editor(
    own: Value<Option<String>>,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Value<Option<String>> {
    let set = |name: &'static str| {
        let value = environment(name).filter(|value| !value.trim().is_empty())?;
        Some(Value { value: Some(value), origin: Origin::Variable { variable: name } })
    };
    match own.value {
        Some(_) => own,
        None => set("VISUAL").or_else(|| set("EDITOR")).unwrap_or(own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(asked: Asked, set: &[(&str, &str)]) -> Settings {
        let set: Vec<(String, String)> =
            set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Settings::of(asked, &move |name| {
            set.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn an_option_comes_before_a_variable_and_that_before_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_str().unwrap();
        std::fs::create_dir(folder.path().join("neikan")).unwrap();
        let text = "# 我\nlanguage: en\nname: 许晓岚\ncolor: never\n";
        std::fs::write(folder.path().join(FILE), text).unwrap();
        let file = settings(Asked::default(), &[("XDG_CONFIG_HOME", home), ("LANG", "zh_CN")]);
        assert_eq!(
            file.language,
            Value { value: Language::English, origin: Origin::File { line: 2 } }
        );
        assert_eq!(file.name.value.as_deref(), Some("许晓岚"));
        assert_eq!(file.color.value, Colouring::Never);
        let variables = [("XDG_CONFIG_HOME", home), ("NEIKAN_LANG", "zh"), ("NEIKAN_NAME", "陈禾")];
        let variable = settings(Asked::default(), &variables);
        assert_eq!(variable.language.origin, Origin::Variable { variable: "NEIKAN_LANG" });
        assert_eq!(variable.name.value.as_deref(), Some("陈禾"));
        let asked = Asked { language: Some(Language::English), color: Some(Colouring::Always) };
        let option = settings(asked, &variables);
        assert_eq!(option.language.origin, Origin::Option { option: "--lang" });
        assert_eq!(option.color.value, Colouring::Always);
        assert!(option.findings.iter().next().is_none());
    }

    #[test]
    fn what_all_programs_understand_counts_before_the_file() {
        let color = |set: &[(&str, &str)]| settings(Asked::default(), set).color.value;
        assert_eq!(color(&[]), Colouring::Auto);
        assert_eq!(color(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]), Colouring::Never);
        assert_eq!(color(&[("CLICOLOR_FORCE", "1")]), Colouring::Always);
        assert_eq!(color(&[("CLICOLOR_FORCE", "0"), ("NO_COLOR", "")]), Colouring::Auto);
        assert_eq!(color(&[("NEIKAN_COLOR", "always"), ("NO_COLOR", "1")]), Colouring::Always);
        let wrong = settings(Asked::default(), &[("NEIKAN_COLOR", "allways")]);
        let finding = wrong.findings.iter().next().unwrap();
        assert_eq!((finding.rule, finding.args["meant"].as_str()), ("call-choice-meant", "always"));
    }
}
