//! `neikan preflight`: checks a PDF against PDF/X and the requirements of print shops.

use std::collections::BTreeSet;
use std::path::Path;

use codespan_reporting::diagnostic::{Diagnostic, Severity as Weight};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term::{self, Config};

use super::{Bound, Console, Format, Outcome, PreflightArgs, show};
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::fs;
use crate::press::Shop;
use crate::publication::{Publication, load_publication};
use pdfx_preflight::annotate::annotate;
use pdfx_preflight::fix;
use pdfx_preflight::plates::{self, Options, Plates};
use pdfx_preflight::reading::{Limits, mend};
use pdfx_preflight::report::{Fault, Report, Spotted};
use pdfx_preflight::{Demand, Inventory, Part, Pdf};
use pdfx_preflight::{Settings, preflight};

/// How many places of a fault are shown to people; the JSON report has more.
const SHOWN: usize = 3;

/// Runs the command.
pub fn run(start: &Path, args: &PreflightArgs, console: &mut Console<'_>) -> Outcome {
    let file = args.file.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    let about = |finding: Finding| Failure::from(finding.at(Place::file(file.clone())));
    for out in args.annotate.iter().chain(&args.fix) {
        check_annotate(&args.file, out)?;
    }
    let rules = fixes(&args.only)?;
    let settings = settings(start, args)?;
    let bytes = read(&args.file)?;
    let pdf = mend(&bytes, &Limits::USUAL).map_err(about)?;
    let report = preflight(&pdf, &settings).map_err(about)?;
    if let Some(folder) = &args.plates {
        write_plates(&pdf, args, folder)?;
    }
    if let Some(out) = &args.annotate {
        fs::write_whole(out, &annotate(pdf, &report).map_err(about)?)?;
    }
    let report = match &args.fix {
        Some(out) => {
            let (copy, changed) =
                fix::fix(mend(&bytes, &Limits::USUAL).map_err(about)?, &rules).map_err(about)?;
            let fixed = mend(&copy, &Limits::USUAL).map_err(about)?;
            let report = preflight(&fixed, &settings).map_err(about)?;
            fs::write_whole(out, &copy)?;
            let values =
                [("file", out.display().to_string()), ("changed", changed.len().to_string())];
            show::line(console.err, &show::say(console.locale, "preflight-fixed", &values));
            report
        }
        None => report,
    };
    match args.report.format {
        Format::Json => show::line(console.out, &show::pretty(&report.data(&file, console.locale))),
        Format::Human => tell(&report, &file, console),
    }
    if report.stops() { Err(Failure::Reported) } else { Ok(()) }
}

/// What the file is checked against: the given profile, else that of the project, else the usual
/// settings.
fn settings(start: &Path, args: &PreflightArgs) -> Result<Settings, Failure> {
    let settings = shop_settings(start, args)?;
    let standard = args.standard.map_or(settings.standard, Demand::from);
    Ok(Settings { standard, ..settings })
}

/// The settings of the press profile.
fn shop_settings(start: &Path, args: &PreflightArgs) -> Result<Settings, Failure> {
    let page_multiple = args.binding.map(|binding| match binding {
        Bound::Saddle => 4,
        Bound::Perfect => 2,
    });
    let project = match (super::project(start), &args.profile) {
        (Ok(project), _) => project,
        (Err(failure), Some(_)) => return Err(failure),
        (Err(_), None) => return Ok(Settings { page_multiple, ..Settings::usual(None) }),
    };
    let mut findings = Findings::default();
    let own = load_publication(&project, &mut findings).map(|read| read.value);
    let page_multiple = page_multiple.or_else(|| bound(&args.file, own.as_ref()?));
    let Some(name) = args.profile.clone().or(own.map(|own| own.press)) else {
        return Ok(Settings { page_multiple, ..Settings::usual(None) });
    };
    let mut findings = Findings::default();
    if args.profile.is_some() && !project.has(&project.press(&name)) {
        let finding = Finding::stop("preflight-profile").with("name", name);
        return Err(Failure::Call(Box::new(finding)));
    }
    let press = Shop::load(&project, &name, &mut findings);
    findings.settle()?;
    Ok(match press {
        Some(press) => Settings { page_multiple, ..press.profile().settings(None) },
        None => Settings { page_multiple, ..Settings::usual(None) },
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

/// The rules whose faults are mended.
fn fixes(only: &[String]) -> Result<BTreeSet<&str>, Failure> {
    if let Some(name) = only.iter().find(|name| !fix::RULES.contains(&name.as_str())) {
        let finding = Finding::stop("preflight-fix-rule");
        let finding = finding.with("name", name).with("rules", fix::RULES.join(", "));
        return Err(Failure::Call(Box::new(finding)));
    }
    Ok(only.iter().map(String::as_str).collect())
}

/// The resolution of plates that are written, pixels per inch.
const PPI: u16 = 100;

/// Writes the plates of every page as PNGs.
fn write_plates(pdf: &Pdf, args: &PreflightArgs, folder: &Path) -> Result<(), Failure> {
    if !folder.is_dir() {
        let finding = Finding::stop("preflight-plates").with("file", folder.display());
        return Err(Failure::Call(Box::new(finding)));
    }
    let stem = args.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let options = Options { ppi: f64::from(args.ppi.unwrap_or(PPI)), profile: None };
    let mut done = Ok(());
    let painted = plates::each(pdf, &options, |plates| {
        if done.is_ok() {
            done = write_page(&plates, folder, &stem);
        }
    });
    painted.map_err(|refused| Failure::from(Finding::from(refused)))?;
    done
}

/// Writes the plates of a page; their names are those of the inks, as far as files may have them.
fn write_page(plates: &Plates, folder: &Path, stem: &str) -> Result<(), Failure> {
    for (index, ink) in plates.inks.iter().enumerate() {
        let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
        let ink: String = ink.chars().map(plain).take(60).collect();
        let path = folder.join(format!("{stem}-p{:03}-{}-{ink}.png", plates.page, index + 1));
        let png = plates.png(index).map_err(std::io::Error::other);
        let png = png.map_err(|error| Failure::machine(&path, error))?;
        fs::write_whole(&path, &png)?;
    }
    Ok(())
}

/// What is in the file, in one paragraph.
fn inventory(own: &Inventory, console: &Console<'_>) -> String {
    let ink = |ink: &pdfx_preflight::inventory::InkUse| ink.name.clone();
    let inks: Vec<String> = own.inks.iter().map(ink).collect();
    let none = || "-".to_owned();
    let least = own.pictures.iter().filter_map(|own| own.ppi).fold(f64::MAX, f64::min);
    let unembedded = own.fonts.iter().filter(|font| !font.embedded).count();
    let values = [
        ("inks", Some(inks.join(", ")).filter(|inks| !inks.is_empty()).unwrap_or_else(none)),
        ("fonts", own.fonts.len().to_string()),
        ("unembedded", unembedded.to_string()),
        ("pictures", own.pictures.len().to_string()),
        ("ppi", if least < f64::MAX { format!("{least:.0}") } else { "none".to_owned() }),
        ("transparent", if own.transparency { "yes" } else { "no" }.to_owned()),
        ("producer", own.producer.clone().unwrap_or_else(none)),
    ];
    show::say(console.locale, "preflight-inventory", &values)
}

fn tell(report: &Report, file: &str, console: &mut Console<'_>) {
    for (index, fault) in report.faults.iter().enumerate() {
        let text = diagnostic(index + 1, fault, file, console);
        show::line(console.err, &text);
        show::line(console.err, "");
    }
    let values = [
        ("file", file.to_owned()),
        ("standard", report.part.map_or("none", Part::version).to_owned()),
        ("pages", report.pages.to_string()),
        ("stops", report.count(Severity::Stop).to_string()),
        ("warns", report.count(Severity::Warn).to_string()),
    ];
    let inventory = inventory(&report.inventory, console);
    show::line(console.out, &inventory);
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
