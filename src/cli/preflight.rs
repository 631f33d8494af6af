//! `neikan preflight`: checks a PDF against PDF/X and the requirements of print shops.

use std::path::Path;

use codespan_reporting::diagnostic::{Diagnostic, Severity as Weight};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term::{self, Config};

use super::{Bound, Console, Format, Outcome, PreflightArgs, show};
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::fs;
use crate::press::Shop;
use crate::publication::{Publication, load_publication};
use pdfx_preflight::Standard;
use pdfx_preflight::annotate::annotate;
use pdfx_preflight::reading::{Limits, open};
use pdfx_preflight::report::{Fault, Report, Spotted};
use pdfx_preflight::{Settings, preflight};

/// How many places of a fault are shown to people; the JSON report has more.
const SHOWN: usize = 3;

/// Runs the command.
pub fn run(start: &Path, args: &PreflightArgs, console: &mut Console<'_>) -> Outcome {
    let file = args.file.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    let about = |finding: Finding| Failure::from(finding.at(Place::file(file.clone())));
    if let Some(out) = &args.annotate {
        check_annotate(&args.file, out)?;
    }
    let settings = settings(start, args)?;
    let bytes = read(&args.file)?;
    let pdf = open(&bytes, &Limits::USUAL).map_err(about)?;
    let report = preflight(&pdf, &settings).map_err(about)?;
    if let Some(out) = &args.annotate {
        fs::write_whole(out, &annotate(pdf, &report).map_err(about)?)?;
    }
    match args.report.format {
        Format::Json => show::line(console.out, &show::pretty(&report.data(&file, console.locale))),
        Format::Human => tell(&report, &file, console),
    }
    if report.stops() { Err(Failure::Reported) } else { Ok(()) }
}

/// What the file is checked against: the given profile, else that of the project, else the usual
/// settings.
fn settings(start: &Path, args: &PreflightArgs) -> Result<Settings, Failure> {
    let standard = args.standard.map(Standard::from);
    let page_multiple = args.binding.map(|binding| match binding {
        Bound::Saddle => 4,
        Bound::Perfect => 2,
    });
    let project = match (super::project(start), &args.profile) {
        (Ok(project), _) => project,
        (Err(failure), Some(_)) => return Err(failure),
        (Err(_), None) => return Ok(Settings { page_multiple, ..Settings::usual(standard) }),
    };
    let mut findings = Findings::default();
    let own = load_publication(&project, &mut findings).map(|read| read.value);
    let page_multiple = page_multiple.or_else(|| bound(&args.file, own.as_ref()?));
    let Some(name) = args.profile.clone().or(own.map(|own| own.press)) else {
        return Ok(Settings { page_multiple, ..Settings::usual(standard) });
    };
    let mut findings = Findings::default();
    if args.profile.is_some() && !project.has(&project.press(&name)) {
        let finding = Finding::stop("preflight-profile").with("name", name);
        return Err(Failure::Call(Box::new(finding)));
    }
    let press = Shop::load(&project, &name, &mut findings);
    findings.settle()?;
    Ok(match press {
        Some(press) => Settings { page_multiple, ..press.profile().settings(standard) },
        None => Settings { page_multiple, ..Settings::usual(standard) },
    })
}

/// The multiple of pages that the project's binding asks for; nothing for a cover and for press
/// sheets, which are not bound page by page.
fn bound(file: &Path, own: &Publication) -> Option<usize> {
    let name = file.file_stem()?.to_string_lossy();
    let unbound = name.ends_with("-sheets") || name.trim_end_matches("-draft").ends_with("-cover");
    (!unbound).then(|| own.page_multiple())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let missing = || Finding::stop("preflight-file").with("file", path.display());
    if !path.is_file() {
        return Err(Failure::Call(Box::new(missing())));
    }
    let bytes =
        fs::read_limited(path, Limits::USUAL.file).map_err(|e| Failure::machine(path, e))?;
    let large = || Finding::stop("pdf-large").with("limit", Limits::USUAL.file >> 20);
    bytes.ok_or_else(|| large().at(Place::file(path.display().to_string())).into())
}

/// Refuses to overwrite the file being checked, or anything that is not a PDF.
fn check_annotate(file: &Path, out: &Path) -> Result<(), Failure> {
    let pdf = out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    let same = out.canonicalize().is_ok_and(|out| file.canonicalize().is_ok_and(|f| f == out));
    if pdf && !same {
        return Ok(());
    }
    let finding = Finding::stop("preflight-annotate").with("file", out.display());
    Err(Failure::Call(Box::new(finding)))
}

fn tell(report: &Report, file: &str, console: &mut Console<'_>) {
    for (index, fault) in report.faults.iter().enumerate() {
        let text = diagnostic(index + 1, fault, file, console);
        show::line(console.err, &text);
        show::line(console.err, "");
    }
    let values = [
        ("file", file.to_owned()),
        ("standard", report.standard.version().to_owned()),
        ("pages", report.pages.to_string()),
        ("stops", report.count(Severity::Stop).to_string()),
        ("warns", report.count(Severity::Warn).to_string()),
    ];
    let key = if report.stops() { "preflight-fails" } else { "preflight-passes" };
    show::line(console.out, &show::say(console.locale, key, &values));
}

fn diagnostic(number: usize, fault: &Fault, file: &str, console: &Console<'_>) -> String {
    let finding = fault.finding();
    let values = [
        ("number", number.to_string()),
        ("file", file.to_owned()),
        ("page", fault.page.to_string()),
        ("message", console.locale.message(&finding)),
    ];
    let key = if fault.page == 0 { "preflight-in-file" } else { "preflight-on-page" };
    let weight = match fault.rule.severity {
        Severity::Stop => Weight::Error,
        Severity::Warn => Weight::Warning,
        Severity::Note => Weight::Note,
    };
    let mut notes: Vec<String> =
        fault.places.iter().take(SHOWN).filter_map(|place| place_words(place, console)).collect();
    let more = fault.count.saturating_sub(SHOWN);
    if more > 0 {
        notes.push(show::say(console.locale, "preflight-more", &[("count", more.to_string())]));
    }
    if let Some(hint) = console.locale.hint(&finding) {
        notes.push(show::say(console.locale, "finding-hint", &[("hint", hint)]));
    }
    let diagnostic = Diagnostic::new(weight)
        .with_code(fault.rule.name)
        .with_message(show::say(console.locale, key, &values))
        .with_notes(notes);
    let files: SimpleFiles<String, String> = SimpleFiles::new();
    term::emit_into_string(&Config::default(), &files, &diagnostic).unwrap_or_default()
}

/// A place in words.
fn place_words(place: &Spotted, console: &Console<'_>) -> Option<String> {
    let object = place.object.map(|object| ("object", object.to_string()));
    match (place.values(), object) {
        (Some(values), object) => {
            let object = object.unwrap_or(("object", "-".to_owned()));
            let values: Vec<_> = values.into_iter().chain([object]).collect();
            Some(show::say(console.locale, "preflight-place", &values))
        }
        (None, Some(object)) => Some(show::say(console.locale, "preflight-object", &[object])),
        (None, None) => None,
    }
}
