//! Messages in Chinese and English.
//!
//! Every text that a person reads has one key and a whole sentence in each language, in the files
//! next to this one, in Fluent's format. A rule's message has the attribute `.hint`, which says
//! what to do about it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::str::FromStr;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::diagnostic::Finding;

/// The languages messages come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Reads a language from a tag or a POSIX locale: `zh`, `zh_CN.UTF-8`, `en-GB`.
    ///
    /// Returns `None` for `C`, `POSIX` and languages without messages.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['_', '-', '.', '@']).next().unwrap_or_default() {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// Chooses the language: the one asked for, else that of the environment, else Chinese.
    pub fn choose(asked: Option<Self>, environment: impl Fn(&str) -> Option<String>) -> Self {
        asked.unwrap_or_else(|| {
            ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| environment(name).filter(|value| !value.is_empty()))
                .and_then(|value| Self::from_tag(&value))
                .unwrap_or(Self::Chinese)
        })
    }

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-Hans",
            Self::English => "en",
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::Chinese => include_str!("zh-Hans.ftl"),
            Self::English => include_str!("en.ftl"),
        }
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::from_tag(tag).ok_or_else(|| tag.to_owned())
    }
}

/// The values of a message's placeables.
pub type Args = BTreeMap<&'static str, String>;

/// The messages of one language.
pub struct Locale {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    faults: Vec<String>,
}

impl Locale {
    /// Loads the messages of a language.
    pub fn new(language: Language) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        let mut locale = Self { language, bundle, faults: Vec::new() };
        locale.add(language.source().to_owned());
        locale
    }

    /// Loads the messages of a language and those of rules, each with name, message and hint.
    pub fn with_rules<'a>(
        language: Language,
        rules: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> Self {
        let entries =
            rules.map(|(name, message, hint)| format!("{name} = {message}\n    .hint = {hint}\n"));
        let mut locale = Self::new(language);
        locale.add(entries.collect());
        locale
    }

    /// Adds messages, and records what is wrong with them.
    fn add(&mut self, messages: String) {
        let resource = match FluentResource::try_new(messages) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                self.faults.extend(errors.iter().map(ToString::to_string));
                resource
            }
        };
        self.bundle.add_resource_overriding(resource);
    }

    /// What is wrong with the messages themselves: a broken entry would show as its key. The
    /// messages are part of the program, so each of these is a fault of the program.
    pub fn faults(&self) -> &[String] {
        &self.faults
    }

    /// The language of these messages.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message without placeables; the key itself if there is none.
    pub fn text(&self, key: &str) -> String {
        self.format(key, None, &Args::new()).unwrap_or_else(|| key.to_owned())
    }

    /// A message without placeables, if there is one with this key.
    pub fn find(&self, key: &str) -> Option<String> {
        self.format(key, None, &Args::new())
    }

    /// A message with the given values; the key itself if there is none.
    pub fn fill(&self, key: &str, args: &Args) -> String {
        self.format(key, None, args).unwrap_or_else(|| key.to_owned())
    }

    /// The message of a finding.
    pub fn message(&self, finding: &Finding) -> String {
        self.fill(finding.rule, &finding.args)
    }

    /// What to do about a finding.
    pub fn hint(&self, finding: &Finding) -> Option<String> {
        self.format(finding.rule, Some("hint"), &finding.args)
    }

    fn format(&self, key: &str, attribute: Option<&str>, args: &Args) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, fluent(self.translated(value)));
        }
        let mut faults = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned())
    }

    /// A value in which the system says what went wrong, as `io::Error` writes it, in the language of
    /// these messages; any other value as it is.
    fn translated<'a>(&self, value: &'a str) -> Cow<'a, str> {
        let Some((said, number)) = value.strip_suffix(')').and_then(|v| v.rsplit_once(SYSTEM))
        else {
            return Cow::Borrowed(value);
        };
        let known = number.parse().ok().map(io::Error::from_raw_os_error).and_then(|error| {
            // What stands before the words of the system, such as the name of a file, stays.
            let before = said.strip_suffix(error.to_string().rsplit_once(SYSTEM)?.0)?;
            let pattern = self.bundle.get_message(system(error.kind())?)?.value()?;
            let words = self.bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
            Some(format!("{before}{words}"))
        });
        known.map_or(Cow::Borrowed(value), Cow::Owned)
    }
}

/// What stands in an error of the system between its words and its number.
const SYSTEM: &str = " (os error ";

/// The key of the message that says what a kind of error of the system is.
fn system(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "system-not-found",
        ErrorKind::PermissionDenied => "system-denied",
        ErrorKind::AlreadyExists => "system-exists",
        ErrorKind::NotADirectory => "system-no-folder",
        ErrorKind::IsADirectory => "system-folder",
        ErrorKind::DirectoryNotEmpty => "system-not-empty",
        ErrorKind::ReadOnlyFilesystem => "system-read-only",
        ErrorKind::StorageFull => "system-full",
        ErrorKind::QuotaExceeded => "system-quota",
        ErrorKind::FileTooLarge => "system-large",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "system-busy",
        ErrorKind::InvalidFilename => "system-name",
        ErrorKind::CrossesDevices => "system-devices",
        ErrorKind::TimedOut => "system-time",
        ErrorKind::ConnectionRefused => "system-refused",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => "system-unreachable",
        ErrorKind::AddrInUse => "system-port",
        ErrorKind::BrokenPipe | ErrorKind::ConnectionReset => "system-broken",
        ErrorKind::OutOfMemory => "system-memory",
        _ => return None,
    })
}

/// The value of a placeable: a whole number, of which a message may have forms for one and for
/// more, or a text.
fn fluent(value: Cow<'_, str>) -> FluentValue<'_> {
    match value.parse::<u32>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses_the_language_asked_for_then_the_environments_then_chinese() {
        let german = |name: &str| (name == "LANG").then(|| "de_DE.UTF-8".to_owned());
        let english = |name: &str| (name == "LC_ALL").then(|| "en_GB.UTF-8".to_owned());
        assert_eq!(Language::choose(Some(Language::Chinese), english), Language::Chinese);
        assert_eq!(Language::choose(None, english), Language::English);
        assert_eq!(Language::choose(None, german), Language::Chinese);
        assert_eq!(Language::choose(None, |_| None), Language::Chinese);
    }

    #[test]
    fn a_broken_entry_is_a_fault() {
        for language in [Language::Chinese, Language::English] {
            assert_eq!(Locale::new(language).faults(), [] as [&str; 0]);
        }
        let broken = [("a-rule", "the { $found is", "hint")];
        assert!(!Locale::with_rules(Language::English, broken.into_iter()).faults().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn the_system_speaks_the_language_of_the_messages() {
        let (chinese, english) = (Locale::new(Language::Chinese), Locale::new(Language::English));
        let missing = io::Error::from_raw_os_error(2);
        let finding = Finding::stop("file-unreadable").with("reason", &missing);
        assert_eq!(chinese.message(&finding), "文件读不出来：没有这个文件或文件夹。");
        assert_eq!(english.message(&finding), "The file cannot be read: no such file or folder.");
        let named = finding.with("reason", format!("a.md: {missing}"));
        assert!(chinese.message(&named).contains("：a.md: 没有这个文件或文件夹。"));
        for other in ["(os error x)", "nothing (os error 2)", "没有", "x (os error 99999)"] {
            assert_eq!(chinese.translated(other), other);
        }
        for number in 1..200 {
            let key = system(io::Error::from_raw_os_error(number).kind());
            assert!(key.is_none_or(|key| chinese.find(key).zip(english.find(key)).is_some()));
        }
    }

    #[test]
    fn a_message_knows_one_from_more() {
        let message =
            "{ $count ->\n    [one] One file\n   *[other] { $count } files\n    } of { $id }";
        let locale =
            Locale::with_rules(Language::English, [("a-rule", message, "hint")].into_iter());
        for (count, words) in
            [("1", "One file of 01"), ("0", "0 files of 01"), ("12000", "12000 files of 01")]
        {
            let args = Args::from([("count", count.to_owned()), ("id", "01".to_owned())]);
            assert_eq!(locale.fill("a-rule", &args), words);
        }
    }

    #[test]
    fn fills_placeables() {
        let finding = Finding::stop("file-missing").with("path", "a.jpg");
        for language in [Language::Chinese, Language::English] {
            let locale = Locale::new(language);
            assert!(locale.message(&finding).contains("a.jpg"));
            assert!(locale.hint(&finding).is_some());
        }
    }
}
