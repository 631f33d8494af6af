//! The command line: arguments in, one library call, a report out.

mod archive;
mod build;
mod cache;
mod check;
mod completions;
mod config;
mod count;
mod deliver;
mod editor;
mod elsewhere;
mod faults;
mod find;
mod font;
mod gather;
mod help;
mod import;
mod impose;
mod inbox;
mod init;
mod layout;
mod lock;
mod manual;
mod move_article;
mod new;
mod outlet;
mod paint;
mod picture;
mod plan;
mod preflight;
mod preview;
mod projects;
mod publish;
mod report;
mod review;
mod rule;
mod sarif;
mod schema;
mod settings;
mod show;
mod snippet;
mod status;
mod table;
mod today;
mod todo;
mod volume;
mod which;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use self::outlet::Outlet;
use self::paint::Look;
use self::settings::{Asked, Settings};
use crate::diagnostic::Failure;
use crate::guard;
use crate::kit::kit;
use crate::locale::{Language, Locale};
use crate::publication::{Colouring, Date, Project};

pub use help::command;

/// The command line. All help texts are in the locales: see [`help`].
#[derive(Debug, Parser)]
#[command(name = "neikan", version, disable_help_flag = true, disable_version_flag = true)]
struct Call {
    #[arg(long, global = true, value_name = "zh|en")]
    lang: Option<String>,
    #[arg(long, global = true, value_name = "DIR")]
    project: Option<PathBuf>,
    #[arg(long, global = true, value_name = "auto|always|never", hide_possible_values = true)]
    color: Option<When>,
    #[arg(long, short, global = true)]
    quiet: bool,
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Archive(archive::ArchiveArgs),
    Build(build::BuildArgs),
    Check(check::CheckArgs),
    Completions(completions::CompletionsArgs),
    Config(config::ConfigArgs),
    Count(count::CountArgs),
    Deliver(deliver::DeliverArgs),
    Find(find::FindArgs),
    Font(font::FontArgs),
    Gather(gather::GatherArgs),
    Help(HelpArgs),
    Import(import::ImportArgs),
    Impose(impose::ImposeArgs),
    Inbox(inbox::InboxArgs),
    Init(init::InitArgs),
    Layout(layout::LayoutArgs),
    Manual(manual::ManualArgs),
    Move(move_article::MoveArgs),
    New(new::NewArgs),
    Picture(picture::PictureArgs),
    Plan(plan::PlanArgs),
    Preflight(preflight::PreflightArgs),
    Preview(preview::PreviewArgs),
    Publish(publish::PublishArgs),
    Report(report::ReportArgs),
    Review(review::ReviewArgs),
    Rule(rule::RuleArgs),
    Schema(schema::SchemaArgs),
    Status(status::StatusArgs),
    Todo(todo::TodoArgs),
    Volume(volume::VolumeArgs),
}

#[derive(Debug, Args)]
struct HelpArgs {
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

/// When colours and links are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl From<When> for Colouring {
    fn from(when: When) -> Self {
        match when {
            When::Auto => Self::Auto,
            When::Always => Self::Always,
            When::Never => Self::Never,
        }
    }
}

/// The form of a command's report.
#[derive(Debug, Clone, Copy, Args)]
#[group(skip)]
struct Report {
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// Where a command writes, and in which language.
pub struct Console<'a> {
    /// The texts.
    pub locale: &'a Locale,
    /// Results.
    pub out: &'a mut dyn Write,
    /// Findings and progress for people.
    pub err: &'a mut dyn Write,
    /// Whether to show progress bars: `err` is a terminal.
    pub terminal: bool,
    /// Whether findings that repeat are shown one by one.
    pub all: bool,
    /// Colours and links, much or little.
    pub look: Look,
    /// What holds for the person who calls.
    pub settings: &'a Settings,
    /// The date for signatures.
    pub today: Date,
    /// The environment.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
}

/// Runs a call and returns its exit status: 0 done, 1 findings, 2 wrong call, 3 machine, 4 a fault
/// of the program itself.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: impl Fn(&str) -> Option<String>,
    (out, err): (&mut dyn Write, &mut dyn Write),
    terminals: (bool, bool),
) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let settings = Settings::of(asked(&arguments), &environment);
    let locale = locale(settings.language.value);
    let dumb = environment("TERM").is_some_and(|kind| kind == "dumb");
    let today = today::today();
    let mut out = Outlet::new(out);
    let mut console = Console {
        locale: &locale,
        out: &mut out,
        err: &mut *err,
        terminal: terminals.1,
        all: arguments.iter().any(|argument| argument == "--all"),
        look: Look::of(settings.color.value, terminals, dumb),
        settings: &settings,
        today,
        environment: &environment,
    };
    if let Some(fault) = locale.faults().first() {
        let failure = Failure::internal("locale", fault);
        let status = show::failure(&failure, Path::new("."), Format::Human, &mut console);
        return out.settle(status, &locale, err);
    }
    // Putting the help of every command into words takes longer than many commands do: only a call that
    // asks for it, or cannot be understood, has it done.
    let parsed = parse(bare(), &arguments).or_else(|_| {
        let words = arguments.iter().map(|word| word.to_string_lossy().into_owned());
        parse(help::command_for(&words.collect::<Vec<_>>(), &locale), &arguments)
    });
    let status = match parsed {
        Ok(call) => dispatch(call, &mut console),
        Err(error) => faults::answer(&error, &mut console),
    };
    out.settle(status, &locale, err)
}

fn parse(command: clap::Command, arguments: &[OsString]) -> Result<Call, clap::Error> {
    command.try_get_matches_from(arguments).and_then(|matches| Call::from_arg_matches(&matches))
}

/// The messages of a language, including those of all rules.
fn locale(language: Language) -> Locale {
    let rules = crate::check::messages(language).chain(pdfx_preflight::messages(language));
    Locale::with_rules(language, rules)
}

/// What is given with `--lang` and `--color`, which help and faults of a call need before anything is
/// parsed.
fn asked(arguments: &[OsString]) -> Asked {
    let texts: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let values = |option: &str| -> Vec<String> {
        let pairs =
            texts.windows(2).filter(|pair| pair[0] == option).map(|pair| pair[1].to_string());
        let joined = texts.iter().filter_map(|text| text.strip_prefix(option)?.strip_prefix('='));
        pairs.chain(joined.map(str::to_owned)).collect()
    };
    Asked {
        language: values("--lang").iter().find_map(|tag| Language::from_tag(tag)),
        color: values("--color").iter().find_map(|when| settings::colouring(when)),
    }
}

fn dispatch(call: Call, console: &mut Console<'_>) -> u8 {
    let start = call.project.unwrap_or_else(|| PathBuf::from("."));
    if let Some(tag) = call.lang.filter(|tag| Language::from_tag(tag).is_none()) {
        return faults::wrong_language(&tag, console);
    }
    console.look = Look { quiet: call.quiet, verbose: call.verbose, ..console.look };
    // There, it means all projects.
    let projects = matches!(&call.command, Command::Build(args) if args.all.is_some());
    console.all = console.all && !projects || call.verbose;
    let format = call.command.format();
    if console.settings.findings.stops() && !call.command.goes_without_settings() {
        let failure = Failure::Stopped(console.settings.findings.clone());
        return show::failure(&failure, &start, format, console);
    }
    let subject = call.command.subject();
    let result = guard::contained(subject, || run_command(call.command, &start, console));
    match result {
        Ok(()) => 0,
        Err(failure) => show::failure(&failure, &start, format, console),
    }
}

/// Runs a command in the folder `start`, from which its project is found.
fn run_command(command: Command, start: &Path, console: &mut Console<'_>) -> Outcome {
    let environment = console.environment;
    // Tables of colours and what was found out about pictures are kept from one command to the next;
    // calls of some commands say where, or that nothing is.
    let project = || Ok(project(start)?.with_store(cache::store(None, environment)));
    match command {
        Command::Archive(args) => archive::run(start, &args, console),
        Command::Build(args) => match &args.all {
            Some(folders) => projects::run(start, folders, &args, console),
            None => build::run(&self::project(start)?, &args, console),
        },
        Command::Check(args) => project().and_then(|project| check::run(&project, &args, console)),
        Command::Completions(args) => completions::run(&args, console),
        Command::Config(args) => config::run(&args, console),
        Command::Count(args) => project().and_then(|project| count::run(&project, &args, console)),
        Command::Deliver(args) => {
            project().and_then(|project| deliver::run(&project, &args, console))
        }
        Command::Find(args) => project().and_then(|project| find::run(&project, &args, console)),
        Command::Font(args) => project().and_then(|project| font::run(&project, &args, console)),
        Command::Gather(args) => {
            project().and_then(|project| gather::run(&project, &args, console))
        }
        Command::Help(args) => help(&args, console),
        Command::Import(args) => {
            project().and_then(|project| import::run(&project, &args, console))
        }
        Command::Impose(args) => impose::run(project(), &args, console),
        Command::Inbox(args) => project().and_then(|project| inbox::run(&project, &args, console)),
        Command::Init(args) => init::run(start, &args, console),
        Command::Layout(args) => {
            project().and_then(|project| layout::run(&project, &args, console))
        }
        Command::Manual(args) => manual::run(&args, console),
        Command::Move(args) => {
            project().and_then(|project| move_article::run(&project, &args, console))
        }
        Command::New(args) => project().and_then(|project| new::run(&project, &args, console)),
        Command::Picture(args) => {
            project().and_then(|project| picture::run(&project, &args, console))
        }
        Command::Plan(args) => project().and_then(|project| plan::run(&project, &args, console)),
        Command::Preflight(args) => preflight::run(start, &args, console),
        Command::Preview(args) => preview::run(&self::project(start)?, &args, console),
        Command::Publish(args) => {
            project().and_then(|project| publish::run(&project, &args, console))
        }
        Command::Report(args) => {
            project().and_then(|project| report::run(&project, &args, console))
        }
        Command::Review(args) => {
            project().and_then(|project| review::run(&project, &args, console))
        }
        Command::Rule(args) => rule::run(&args, console),
        Command::Schema(args) => schema::run(&args, console),
        Command::Status(args) => {
            project().and_then(|project| status::run(&project, &args, console))
        }
        Command::Todo(args) => project().and_then(|project| todo::run(&project, &args, console)),
        Command::Volume(args) => {
            project().and_then(|project| volume::run(&project, &args, console))
        }
    }
}

/// The project that a folder lies in, with what the program carries for it; without a store of steps.
///
/// # Errors
/// As [`Project::find`].
fn project(start: &Path) -> Result<Project, Failure> {
    Ok(Project::find(start)?.with_kit(kit()))
}

/// Shows the help of a command.
fn help(args: &HelpArgs, console: &mut Console<'_>) -> Outcome {
    let screen = help::of(&args.command, console.locale).map_err(|(word, known)| {
        let meant = faults::meant(word, known.iter().map(String::as_str)).unwrap_or_default();
        Failure::Call(Box::new(faults::unknown(word, meant)))
    })?;
    show::line(console.out, &screen);
    Ok(())
}

impl Command {
    /// The subject of the call, as far as the call tells: a fault of the program is reported with
    /// it if no single file was in hand.
    fn subject(&self) -> String {
        let issue = |id: &Option<String>| match id {
            Some(id) => format!("issues/{id}"),
            None => "issues".to_owned(),
        };
        match self {
            Self::Archive(args) => args.subject(),
            Self::Build(args) => issue(&args.issue),
            Self::Check(args) => issue(&args.issue),
            Self::Count(args) => issue(args.issue()),
            Self::Move(args) => issue(args.issue()),
            Self::Gather(args) => issue(&args.issue),
            Self::New(args) => issue(&args.issue),
            Self::Import(args) => {
                let names = args.files.iter().map(|file| file.display().to_string());
                names.collect::<Vec<_>>().join(", ")
            }
            Self::Picture(args) => args.subject(),
            Self::Impose(args) => args.source.clone().unwrap_or_else(|| issue(&None)),
            Self::Preflight(args) => {
                let path = args.file.as_ref().or(args.watch.as_ref());
                path.map_or_else(String::new, |path| path.display().to_string())
            }
            Self::Preview(args) => issue(&args.issue),
            Self::Plan(_) => "issues/publication.yml".to_owned(),
            Self::Deliver(_)
            | Self::Find(_)
            | Self::Publish(_)
            | Self::Report(_)
            | Self::Review(_)
            | Self::Status(_)
            | Self::Todo(_)
            | Self::Volume(_) => issue(&None),
            Self::Inbox(_) => "issues/inbox".to_owned(),
            Self::Layout(_) => "layouts".to_owned(),
            Self::Font(_) => "fonts".to_owned(),
            Self::Init(_) | Self::Help(_) | Self::Manual(_) => "neikan".to_owned(),
            Self::Config(_) => "config.yml".to_owned(),
            Self::Completions(_) | Self::Rule(_) | Self::Schema(_) => "neikan".to_owned(),
        }
    }

    /// Whether the command is of use while the settings have faults.
    fn goes_without_settings(&self) -> bool {
        match self {
            Self::Config(args) => args.mends(),
            Self::Help(_) => true,
            _ => false,
        }
    }

    /// The form of the command's report.
    fn format(&self) -> Format {
        match self {
            Self::Archive(args) => args.format(),
            Self::Build(args) => args.report.format,
            Self::Check(args) => args.format.into(),
            Self::Config(args) => args.format(),
            Self::Count(args) => args.format(),
            Self::Find(args) => args.format(),
            Self::Move(args) => args.format(),
            Self::Deliver(args) => args.format(),
            Self::Rule(args) => args.report.format,
            Self::Import(args) => args.report.format,
            Self::Impose(args) => args.report.format,
            Self::Inbox(args) => args.report.format,
            Self::Gather(args) => args.report.format,
            Self::Picture(args) => args.format(),
            Self::Plan(args) => args.report.format,
            Self::Preflight(args) => args.report.format,
            Self::Status(args) => args.report.format,
            Self::Todo(args) => args.format(),
            Self::Volume(args) => args.format(),
            Self::Publish(args) => args.format(),
            Self::Report(args) => args.format(),
            Self::Review(args) => args.format(),
            Self::Font(args) => args.format(),
            Self::Completions(_) | Self::Help(_) | Self::Init(_) => Format::Human,
            Self::Preview(_) => Format::Human,
            Self::Layout(_) | Self::Manual(_) | Self::New(_) | Self::Schema(_) => Format::Human,
        }
    }
}

/// The result of a command.
type Outcome = Result<(), Failure>;

/// The bare definition of the command line, before its texts are filled in.
fn bare() -> clap::Command {
    Call::command()
}
