//! `pdfx-preflight`: the preflight by itself, for print shops. Judges files, or everything that is
//! put into a hot folder; exits with 0 if all are fit, 1 if any is not, 2 for a wrong call, 3 if
//! the machine failed, 4 for a fault of its own.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use neikan_base::diagnostic::{Failure, Finding, Findings, Place};
use neikan_base::locale::{Args, Language, Locale};
use neikan_base::{fs, guard};
use pdfx_preflight::annotate::annotate;
use pdfx_preflight::fix::{self, Request};
use pdfx_preflight::plates::{self, Form, Options};
use pdfx_preflight::report::refused;
use pdfx_preflight::watch::{HotFolder, Pace};
use pdfx_preflight::words::{self, Entry};
use pdfx_preflight::{
    Demand, Demands, Limits, Pdf, Report, Settings, catalogue, demands, mend, mend_file, messages,
};
use serde_json::{Value, json};

/// The resolution of plates that are written, pixels per inch.
const PPI: f64 = 100.0;

/// What is to be done.
#[derive(Default)]
struct Call {
    files: Vec<PathBuf>,
    standard: Option<String>,
    demands: Option<String>,
    show: Option<String>,
    plates: Option<PathBuf>,
    ppi: Option<f64>,
    tiff: bool,
    annotate: Option<PathBuf>,
    fix: Option<PathBuf>,
    only: Option<String>,
    trim: Option<[f64; 2]>,
    watch: Option<PathBuf>,
    lang: Option<String>,
    json: bool,
    all: bool,
    rules: bool,
    help: bool,
    version: bool,
}

fn main() -> ExitCode {
    guard::silence();
    let environment = |name: &str| std::env::var(name).ok();
    let read = Call::read(std::env::args_os().skip(1));
    let lang = read.as_ref().ok().and_then(|call| call.lang.as_deref());
    let language = Language::choose(lang.and_then(Language::from_tag), environment);
    let locale = Locale::with_rules(language, messages(language));
    let done = read.and_then(|call| guard::contained("pdfx-preflight", || run(&call, &locale)));
    let failure = match done {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => return ExitCode::FAILURE,
        Err(failure) => failure,
    };
    for finding in failure.findings(env!("CARGO_PKG_VERSION")).sorted() {
        tell(&told(finding, &locale));
    }
    ExitCode::from(failure.status())
}

impl Call {
    /// Reads the arguments.
    fn read(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, Failure> {
        let mut call = Self::default();
        while let Some(argument) = arguments.next() {
            let name = argument.to_string_lossy().into_owned();
            if !name.starts_with('-') {
                call.files.push(argument.into());
                continue;
            }
            let mut value = || arguments.next().ok_or_else(|| wrong(&name));
            let text = |own: OsString| own.to_string_lossy().into_owned();
            match name.as_str() {
                "--standard" => call.standard = Some(text(value()?)),
                "--demands" => call.demands = Some(text(value()?)),
                "--show-demands" => call.show = Some(text(value()?)),
                "--plates" => call.plates = Some(value()?.into()),
                "--annotate" => call.annotate = Some(value()?.into()),
                "--fix" => call.fix = Some(value()?.into()),
                "--only" => call.only = Some(text(value()?)),
                "--trim" => {
                    let text = text(value()?);
                    call.trim = Some(fix::size(&text).ok_or_else(|| wrong(&text))?);
                }
                "--watch" => call.watch = Some(value()?.into()),
                "--lang" => {
                    let lang = text(value()?);
                    Language::from_tag(&lang).ok_or_else(|| wrong(&lang))?;
                    call.lang = Some(lang);
                }
                "--ppi" => {
                    let text = text(value()?);
                    let ppi = text.parse().ok().filter(|ppi| (36.0..=300.0).contains(ppi));
                    call.ppi = Some(ppi.ok_or_else(|| wrong(&text))?);
                }
                "--plates-format" => match text(value()?).as_str() {
                    "png" => call.tiff = false,
                    "tiff" => call.tiff = true,
                    other => return Err(wrong(other)),
                },
                "--format" => match text(value()?).as_str() {
                    "json" => call.json = true,
                    "human" => call.json = false,
                    other => return Err(wrong(other)),
                },
                "--all" => call.all = true,
                "--rules" => call.rules = true,
                "-h" | "--help" => call.help = true,
                "-V" | "--version" => call.version = true,
                _ => return Err(wrong(&name)),
            }
        }
        if call.fix.is_some() != call.only.is_some() || call.fix.is_some() && call.files.len() != 1
        {
            return Err(wrong("--fix"));
        }
        Ok(call)
    }

    /// What files are checked against.
    fn settings(&self) -> Result<Settings, Failure> {
        let settings = match &self.demands {
            Some(name) => asked(name)?.settings(),
            None => Settings::usual(None),
        };
        let Some(name) = &self.standard else { return Ok(settings) };
        let standard = Demand::named(name).ok_or_else(|| wrong(name))?;
        Ok(Settings { standard, ..settings })
    }
}

/// A call that cannot be understood at this word.
fn wrong(word: &str) -> Failure {
    Failure::Call(Box::new(Finding::stop("preflight-call").with("word", word)))
}

/// Demands by the name of their set, or from a file.
fn asked(name: &str) -> Result<Demands, Failure> {
    if let Some(known) = demands::known(name)? {
        return Ok(known);
    }
    let bytes = demands::bytes(name)?;
    let read = Demands::from_json(&String::from_utf8_lossy(&bytes));
    read.map_err(|found| {
        let found = found.into_iter().map(|finding| finding.at(Place::file(name)));
        Failure::Stopped(found.collect::<Findings>())
    })
}

/// Does what is asked; whether all files are fit.
fn run(call: &Call, locale: &Locale) -> Result<bool, Failure> {
    if call.version {
        line(concat!("pdfx-preflight ", env!("CARGO_PKG_VERSION")));
    } else if let Some(name) = &call.show {
        line(&pretty(&json!(asked(name)?)));
    } else if call.rules {
        line(&catalogue::page(locale));
    } else if let Some(folder) = &call.watch {
        watch(folder, &call.settings()?, locale)?;
    } else if call.help || call.files.is_empty() {
        line(&locale.text("preflight-shop-help"));
    } else {
        return files(call, locale);
    }
    Ok(true)
}

fn files(call: &Call, locale: &Locale) -> Result<bool, Failure> {
    let settings = call.settings()?;
    let (mut fit, mut out) = (true, Vec::new());
    for path in &call.files {
        let name = path.display().to_string();
        let judged = guard::contained(name.as_str(), || judge(call, path, &settings, locale));
        fit &= judged.as_ref().is_ok_and(|report| report.is_fit());
        match judged {
            Ok(report) if call.json => out.push(report.data(&name, locale)),
            Ok(report) => show(&report, &name, call.all, locale),
            Err(Failure::Stopped(found)) if call.json => out.push(refused(&name, &found, locale)),
            Err(Failure::Stopped(found)) => {
                found.sorted().into_iter().for_each(|finding| tell(&told(finding, locale)));
            }
            Err(failure) => return Err(failure),
        }
    }
    if call.json {
        line(&pretty(&json!({ "ok": fit, "files": out })));
    }
    Ok(fit)
}

/// Judges a file and makes what else is asked of it.
fn judge(
    call: &Call,
    path: &Path,
    settings: &Settings,
    locale: &Locale,
) -> Result<Report, Failure> {
    let name = path.display().to_string();
    let about = |finding: Finding| Failure::from(finding.at(Place::file(name.clone())));
    let pdf = mend_file(path, &Limits::USUAL)?;
    let report = pdfx_preflight::preflight(&pdf, settings).map_err(about)?;
    if let Some(folder) = &call.plates {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let options = Options { ppi: call.ppi.unwrap_or(PPI), profile: None };
        let form = if call.tiff { Form::Tiff } else { Form::Png };
        plates::write(&pdf, &options, form, folder, &stem)?;
    }
    if let Some(to) = &call.fix {
        return mended(call, (path, to), pdf, settings, locale);
    }
    if let Some(to) = &call.annotate {
        if same(path, to) {
            let finding = Finding::stop("preflight-annotate").with("file", to.display());
            return Err(Failure::Call(Box::new(finding)));
        }
        fs::write_whole(to, &annotate(pdf, &report, settings).map_err(about)?)?;
    }
    Ok(report)
}

/// Mends a file as far as that goes without a press, and judges it again.
fn mended(
    call: &Call,
    (path, to): (&Path, &Path),
    pdf: Pdf,
    settings: &Settings,
    locale: &Locale,
) -> Result<Report, Failure> {
    let name = path.display().to_string();
    let about = |finding: Finding| Failure::from(finding.at(Place::file(name.clone())));
    let wrong = |finding: Finding| Failure::Call(Box::new(finding));
    if same(path, to) {
        return Err(wrong(Finding::stop("preflight-annotate").with("file", to.display())));
    }
    let names = call.only.as_deref().unwrap_or_default().split(',');
    let fixes = fix::named(names, false).map_err(wrong)?;
    let request = Request { fixes: &fixes, settings, trim: call.trim, house: None };
    let fixed = fix::fix(pdf, &request).map_err(about)?;
    let copy = mend(&fixed.bytes, &Limits::USUAL).map_err(about)?;
    let report = pdfx_preflight::preflight(&copy, settings).map_err(about)?;
    fs::write_whole(to, &fixed.bytes)?;
    for line in words::mended(to, &fixed, &fixes, &report, locale) {
        complain(&line);
    }
    Ok(report)
}

/// Whether two paths are one file.
fn same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Judges what is put into a hot folder, until the process ends.
fn watch(folder: &Path, settings: &Settings, locale: &Locale) -> Result<(), Failure> {
    let mut hot = HotFolder::open(folder, Pace::default(), "pdfx-preflight --watch")?;
    loop {
        let arrival = hot.wait()?;
        let verdict = arrival.judge(settings, locale);
        let text = verdict.text(&arrival.name, locale);
        let papers = [("json", pretty(&verdict.data).into_bytes()), ("txt", text.into_bytes())];
        if let Some(to) = hot.settle(&arrival, &verdict, &papers)? {
            let values = [("file", arrival.name.clone()), ("to", to)];
            line(&locale.fill("preflight-watched", &Args::from(values)));
        }
    }
}

fn show(report: &Report, name: &str, all: bool, locale: &Locale) {
    let found = if all { words::each } else { words::folded };
    found(report, name, locale).iter().for_each(tell);
    words::waivers(report, locale).iter().for_each(|own| complain(own));
    line(&words::inventory(&report.inventory, locale));
    line(&words::verdict(report, name, locale));
}

/// A finding that is not from a report.
fn told(finding: &Finding, locale: &Locale) -> Entry {
    let hint = locale.hint(finding);
    let hint = hint.map(|hint| locale.fill("finding-hint", &Args::from([("hint", hint)])));
    let message = match &finding.place {
        Some(place) => {
            let values = [("file", place.file.clone()), ("message", locale.message(finding))];
            locale.fill("preflight-of-file", &Args::from(values))
        }
        None => locale.message(finding),
    };
    let (severity, rule) = (finding.severity, finding.rule);
    Entry { severity, rule, message, notes: hint.into_iter().collect() }
}

fn tell(entry: &Entry) {
    complain(&entry.to_string());
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// A line of what is asked for. A closed pipe means that nobody reads any more.
fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}

/// A line of what is wrong.
fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
}
