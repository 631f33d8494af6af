//! `neikan init`: begins a periodical, with answers from options or from a terminal.

use std::io::{BufRead, IsTerminal, stdin};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Console, Outcome, show};
use crate::begin::{Begun, Kind, Plan, Preset, Size, begin};
use crate::diagnostic::{Failure, Finding, Findings};
use crate::kit::kit;
use crate::publication::{Project, TO_FILL_IN, is_id, load_publication};

/// The longest answer, characters.
const LIMIT: usize = 100;

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    #[arg(long, value_name = "FORM", hide_possible_values = true)]
    format: Option<KindName>,
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "NAME")]
    masthead: Option<String>,
    #[arg(long, value_name = "SLUG")]
    slug: Option<String>,
    #[arg(long, value_name = "UNIT")]
    sponsor: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    permit: Option<String>,
    #[arg(long, value_name = "PROVINCE")]
    province: Option<String>,
    #[arg(long, value_name = "WHOM")]
    scope: Option<String>,
    #[arg(long, value_name = "SIZE", hide_possible_values = true)]
    size: Option<SizeName>,
    #[arg(long, value_name = "HOW_OFTEN")]
    frequency: Option<String>,
    #[arg(long, value_name = "UNIT")]
    printer: Option<String>,
    #[arg(long, value_name = "PRESET", hide_possible_values = true)]
    sections: Option<PresetName>,
    #[arg(long, value_name = "NAMES")]
    first: Option<String>,
    #[arg(long, value_name = "NAMES")]
    second: Option<String>,
    #[arg(long = "final", id = "final", value_name = "NAMES")]
    last: Option<String>,
    #[arg(long, value_name = "NAMES")]
    proof: Option<String>,
    #[arg(long, short)]
    yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindName {
    #[value(alias = "杂志")]
    Magazine,
    #[value(alias = "简报")]
    Bulletin,
    #[value(alias = "报纸")]
    Newspaper,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Self {
        match name {
            KindName::Magazine => Self::Magazine,
            KindName::Bulletin => Self::Bulletin,
            KindName::Newspaper => Self::Newspaper,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SizeName {
    #[value(name = "210x285", alias = "16k", alias = "大16开")]
    Sixteenmo,
    #[value(alias = "A4", alias = "210x297")]
    A4,
    #[value(alias = "A3", alias = "297x420")]
    A3,
    #[value(name = "390x545", alias = "对开")]
    Broadsheet,
}

impl From<SizeName> for Size {
    fn from(name: SizeName) -> Self {
        match name {
            SizeName::Sixteenmo => Self::Sixteenmo,
            SizeName::A4 => Self::A4,
            SizeName::A3 => Self::A3,
            SizeName::Broadsheet => Self::Broadsheet,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PresetName {
    #[value(alias = "综合")]
    General,
    #[value(alias = "简报")]
    Newsletter,
    #[value(alias = "文艺")]
    Literary,
    #[value(alias = "红头简报")]
    Bulletin,
    #[value(alias = "报纸")]
    Newspaper,
}

impl From<PresetName> for Preset {
    fn from(name: PresetName) -> Self {
        match name {
            PresetName::General => Self::General,
            PresetName::Newsletter => Self::Newsletter,
            PresetName::Literary => Self::Literary,
            PresetName::Bulletin => Self::Bulletin,
            PresetName::Newspaper => Self::Newspaper,
        }
    }
}

/// A question: the key of its words, which begins with `init-` and ends in the name of the option,
/// and the answer that an empty line stands for.
struct Question {
    key: &'static str,
    default: &'static str,
}

/// The questions, in the order in which they are asked.
const QUESTIONS: [Question; 14] = [
    Question { key: "init-name", default: "" },
    Question { key: "init-masthead", default: "" },
    Question { key: "init-sponsor", default: "" },
    Question { key: "init-permit", default: "" },
    Question { key: "init-province", default: "" },
    Question { key: "init-scope", default: "" },
    Question { key: "init-size", default: "210x285" },
    Question { key: "init-frequency", default: "季刊" },
    Question { key: "init-printer", default: "" },
    Question { key: "init-sections", default: "general" },
    Question { key: "init-first", default: "" },
    Question { key: "init-second", default: "" },
    Question { key: "init-final", default: "" },
    Question { key: "init-proof", default: "" },
];

/// What is not asked: a bulletin is no publication under a permit, its page is A4, that of a newspaper
/// A3 unless the call says otherwise.
fn not_asked(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Magazine => &[],
        Kind::Bulletin => &["permit", "province", "size", "sections"],
        Kind::Newspaper => &["size", "sections"],
    }
}

/// What cannot be left out in a call that asks nothing, unless it says `--yes`.
const NEEDED: [&str; 3] = ["name", "sponsor", "permit"];

impl Question {
    /// The option that answers it.
    fn option(&self) -> &'static str {
        self.key.trim_start_matches("init-")
    }

    /// The values that it allows; none if any text will do.
    fn choices(&self) -> Vec<String> {
        match self.option() {
            "size" => names::<SizeName>(),
            "sections" => names::<PresetName>(),
            _ => Vec::new(),
        }
    }
}

fn names<T: ValueEnum>() -> Vec<String> {
    let values = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect()
}

/// Runs the command.
pub(super) fn run(start: &Path, args: &InitArgs, console: &mut Console<'_>) -> Outcome {
    let folder = args.dir.as_deref().unwrap_or(start);
    let folder = std::path::absolute(folder).map_err(|e| Failure::machine(folder, e))?;
    let shown = folder.display().to_string();
    if folder.join("issues/publication.yml").symlink_metadata().is_ok() {
        let finding = Finding::stop("init-exists").with("folder", shown);
        return Err(Failure::Call(Box::new(finding)));
    }
    let mut answers = given(args)?;
    let kind = args.format.map(Kind::from).unwrap_or_default();
    let wanted = |question: &&Question| !not_asked(kind).contains(&question.option());
    let open = QUESTIONS.iter().filter(|question| !answers.has(question.option()));
    let missing: Vec<&Question> = open.filter(wanted).collect();
    if !args.yes {
        if stdin().is_terminal() && console.terminal {
            ask(&missing, &mut answers, &mut stdin().lock(), console)?;
        } else {
            refuse_without(&missing)?;
        }
    }
    let plan = answers.plan(kind);
    let outer = Project::find(&folder).ok().map(|outer| outer.root().display().to_string());
    let empty = is_empty(&folder);
    let begun = begin(&folder, &plan, console.locale)?;
    let mut findings = told(&begun, empty, outer);
    findings.extend(too_few(&folder)?);
    show::findings(&findings, &folder, console);
    let name = if plan.name.is_empty() { format!("{TO_FILL_IN}刊名") } else { plan.name };
    let values = [
        ("folder", shown),
        ("name", name),
        ("count", begun.written.len().to_string()),
        ("year", console.today.year.to_string()),
    ];
    show::line(console.out, &show::say(console.locale, "summary-init", &values));
    Ok(())
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) || !folder.exists()
}

/// What has to be said of the folder.
fn told(begun: &Begun, empty: bool, outer: Option<String>) -> Findings {
    let mut findings = Findings::default();
    if !begun.kept.is_empty() {
        findings.push(Finding::warn("init-kept").with("kept", begun.kept.join(", ")));
    } else if !empty {
        findings.push(Finding::note("init-not-empty"));
    }
    if let Some(outer) = outer {
        findings.push(Finding::warn("init-inside").with("outer", outer));
    }
    findings
}

/// What is wrong with the list of those who sign: as long as they are too few, no article can ever be
/// printed.
fn too_few(folder: &Path) -> Result<Vec<Finding>, Failure> {
    let project = Project::find(folder)?.with_kit(kit());
    let mut findings = Findings::default();
    load_publication(&project, &mut findings);
    Ok(findings.into_iter().filter(|finding| finding.rule.starts_with("reviewer-")).collect())
}

/// The answers so far, by the names of their options.
#[derive(Debug, Default)]
struct Answers(Vec<(&'static str, String)>);

impl Answers {
    fn has(&self, option: &str) -> bool {
        self.0.iter().any(|(known, _)| *known == option)
    }

    fn get(&self, option: &str) -> String {
        let found = self.0.iter().find(|(known, _)| *known == option);
        found.map(|(_, answer)| answer.clone()).unwrap_or_default()
    }

    /// The items of an answer, which commas separate.
    fn list(&self, option: &str) -> Vec<String> {
        let answer = self.get(option);
        let items = answer.split([',', '\u{ff0c}', '、']).map(str::trim);
        items.filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    /// What is begun; a bulletin is A4 and a newspaper A3, with sections of their own, unless the answers
    /// say otherwise.
    fn plan(&self, kind: Kind) -> Plan {
        let (usual_size, usual_sections) = match kind {
            Kind::Magazine => (Size::default(), Preset::default()),
            Kind::Bulletin => (Size::A4, Preset::Bulletin),
            Kind::Newspaper => (Size::A3, Preset::Newspaper),
        };
        let size = SizeName::from_str(&self.get("size"), false).map(Size::from);
        let sections = PresetName::from_str(&self.get("sections"), false).map(Preset::from);
        Plan {
            name: self.get("name"),
            masthead: self.get("masthead"),
            slug: self.get("slug"),
            sponsor: self.get("sponsor"),
            permit: self.get("permit"),
            province: self.get("province"),
            scope: self.list("scope"),
            frequency: self.get("frequency"),
            printer: self.get("printer"),
            size: size.unwrap_or(usual_size),
            sections: sections.unwrap_or(usual_sections),
            kind,
            first: self.list("first"),
            second: self.list("second"),
            last: self.list("final"),
            proof: self.list("proof"),
        }
    }
}

/// What the options of the call answer.
fn given(args: &InitArgs) -> Result<Answers, Failure> {
    let size = args.size.and_then(|size| size.to_possible_value());
    let sections = args.sections.and_then(|preset| preset.to_possible_value());
    let named =
        |value: Option<clap::builder::PossibleValue>| value.map(|v| v.get_name().to_owned());
    let options = [
        ("name", args.name.clone()),
        ("masthead", args.masthead.clone()),
        ("slug", args.slug.clone()),
        ("sponsor", args.sponsor.clone()),
        ("permit", args.permit.clone()),
        ("province", args.province.clone()),
        ("scope", args.scope.clone()),
        ("size", named(size)),
        ("frequency", args.frequency.clone()),
        ("printer", args.printer.clone()),
        ("sections", named(sections)),
        ("first", args.first.clone()),
        ("second", args.second.clone()),
        ("final", args.last.clone()),
        ("proof", args.proof.clone()),
    ];
    let mut answers = Answers::default();
    for (option, value) in options {
        let Some(value) = value else { continue };
        let fits = clean(&value).filter(|text| option != "slug" || is_id(text));
        let text = fits.ok_or_else(|| {
            let shown: String = value.chars().filter(|c| !c.is_control()).take(40).collect();
            let finding = Finding::stop("init-answer").with("option", format!("--{option}"));
            Failure::Call(Box::new(finding.with("value", shown).with("limit", LIMIT)))
        })?;
        answers.0.push((option, text));
    }
    Ok(answers)
}

/// An answer without the spaces around it; nothing for one that is empty, too long or has control
/// characters.
fn clean(text: &str) -> Option<String> {
    let text = text.trim();
    let fits =
        !text.is_empty() && text.chars().count() <= LIMIT && !text.contains(char::is_control);
    fits.then(|| text.to_owned())
}

fn refuse_without(missing: &[&Question]) -> Outcome {
    let needed = missing.iter().map(|question| question.option());
    let needed: Vec<String> = needed
        .filter(|option| NEEDED.contains(option))
        .map(|option| format!("--{option}"))
        .collect();
    if needed.is_empty() {
        return Ok(());
    }
    let finding = Finding::stop("init-ask").with("missing", needed.join(", "));
    Err(Failure::Call(Box::new(finding)))
}

/// Asks what is missing. At the end of the input everything else is left to be filled in.
fn ask(
    missing: &[&Question],
    answers: &mut Answers,
    input: &mut dyn BufRead,
    console: &mut Console<'_>,
) -> Outcome {
    show::line(console.err, &console.locale.text("init-begin"));
    for question in missing {
        let Some(answer) = ask_one(question, answers, input, console)? else { break };
        if !answer.is_empty() {
            answers.0.push((question.option(), answer));
        }
    }
    Ok(())
}

/// The answer to a question; an empty one leaves it open, nothing is the end of the input.
fn ask_one(
    question: &Question,
    answers: &Answers,
    input: &mut dyn BufRead,
    console: &mut Console<'_>,
) -> Result<Option<String>, Failure> {
    // What the masthead says is the name, unless it is written otherwise.
    let default = match question.option() {
        "masthead" => answers.get("name"),
        "proof" => answers.get("first"),
        _ => question.default.to_owned(),
    };
    let key = if default.is_empty() { "init-question-open" } else { "init-question" };
    let values = [("question", console.locale.text(question.key)), ("default", default.clone())];
    let prompt = show::say(console.locale, key, &values);
    loop {
        // Whether anybody sees the prompt shows in what is answered.
        let _ = write!(console.err, "{prompt} ").and_then(|()| console.err.flush());
        let mut line = String::new();
        // An answer is short; whatever is longer is not waited for.
        let mut limited = std::io::Read::take(&mut *input, 4096);
        let read = limited.read_line(&mut line);
        if read.map_err(|reason| Failure::machine("-", reason))? == 0 {
            return Ok(None);
        }
        if line.trim().is_empty() {
            return Ok(Some(default));
        }
        let choices = question.choices();
        match clean(&line) {
            Some(answer) if choices.is_empty() => return Ok(Some(answer)),
            Some(answer) if choices.iter().any(|own| own.eq_ignore_ascii_case(&answer)) => {
                return Ok(Some(answer.to_lowercase()));
            }
            _ => {
                let value = line.trim().chars().filter(|c| !c.is_control()).take(40).collect();
                let allowed = choices.join(", ");
                let values = [("value", value), ("allowed", allowed)];
                show::line(console.err, &show::say(console.locale, "init-again", &values));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::paint::Look;
    use super::super::settings::Settings;
    use super::*;
    use crate::locale::{Language, Locale};

    /// The plan after these lines of answers, and what was asked.
    fn asked(given: &[(&'static str, &str)], lines: &str) -> (Plan, String) {
        let locale = Locale::new(Language::Chinese);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console {
            locale: &locale,
            out: &mut out,
            err: &mut err,
            terminal: true,
            all: false,
            look: Look::default(),
            settings: &Settings::default(),
            today: "2026-01-01".parse().unwrap(),
            environment: &|_| None,
        };
        let given = given.iter().map(|(option, text)| (*option, (*text).to_owned()));
        let mut answers = Answers(given.collect());
        let missing: Vec<&Question> =
            QUESTIONS.iter().filter(|question| !answers.has(question.option())).collect();
        ask(&missing, &mut answers, &mut lines.as_bytes(), &mut console).unwrap();
        (answers.plan(Kind::Magazine), String::from_utf8(err).unwrap())
    }

    #[test]
    fn questions_are_asked_until_they_are_answered() {
        let lines = "青山通讯\n\n青山局\n\n\n分管领导，成员单位\nA5\nA4\n月刊\n\n\n甲一、乙二\n";
        let (plan, said) = asked(&[("printer", "某厂")], lines);
        assert_eq!((plan.name.as_str(), plan.masthead.as_str()), ("青山通讯", "青山通讯"));
        assert_eq!((plan.permit.as_str(), plan.printer.as_str()), ("", "某厂"));
        assert_eq!((plan.size, plan.frequency.as_str()), (Size::A4, "月刊"));
        assert_eq!(plan.scope, ["分管领导", "成员单位"]);
        assert!(said.contains("“A5”") && said.contains("210x285, a4"), "{said}");
        // After the tenth answer comes 栏目, then 初审, 复审 and the end of the input.
        assert_eq!((plan.sections, plan.first.len(), plan.second.len()), (Preset::General, 0, 2));
    }

    #[test]
    fn an_answer_is_one_short_line() {
        assert_eq!(clean(" 青山 "), Some("青山".to_owned()));
        assert!(
            clean("").is_none() && clean("a\nb").is_none() && clean(&"长".repeat(101)).is_none()
        );
    }
}
