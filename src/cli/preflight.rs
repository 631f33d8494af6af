//! `neikan preflight`: checks a PDF against PDF/X and the requirements of print shops.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Console, Format, Outcome, show};
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::fs;
use crate::kit::kit;
use crate::pipeline::published::is_draft;
use crate::press::verdict::{self, Judged};
use crate::press::{Shop, demands};
use crate::publication::{Project, Publication, load_publication};
use crate::typeset::Faces;
use neikan_base::hash::sha256;
use neikan_press::{Mending, Written};
use pdfx_preflight::annotate::annotate;
use pdfx_preflight::fix::{self, Fixed, House, Request};
use pdfx_preflight::plates::{self, Form, Options};
use pdfx_preflight::reading::{Limits, Refused, mend, mend_whole};
use pdfx_preflight::watch::{HotFolder, Pace};
use pdfx_preflight::{Demand, Part, Pdf, Report, Said, Settings, mend_file, preflight, words};
use serde_json::{Value, json};

/// What is judged, by what, and what is made of it.
#[derive(Debug, Args)]
pub struct PreflightArgs {
    #[arg(value_name = "FILE", required_unless_present = "watch")]
    pub(super) file: Option<PathBuf>,
    #[arg(long, value_name = "STANDARD", hide_possible_values = true)]
    standard: Option<Yardstick>,
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    #[arg(long, value_name = "NAME|FILE")]
    demands: Option<String>,
    #[arg(long, value_name = "BINDING", hide_possible_values = true)]
    binding: Option<Bound>,
    #[arg(long = "report", value_name = "OUT.pdf")]
    sheet: Option<PathBuf>,
    #[arg(
        long,
        value_name = "DIR",
        conflicts_with_all = ["file", "sheet", "annotate", "plates", "fix", "format", "all"]
    )]
    pub(super) watch: Option<PathBuf>,
    #[arg(long)]
    all: bool,
    #[arg(long, value_name = "OUT.pdf")]
    annotate: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    plates: Option<PathBuf>,
    #[arg(long, value_name = "FORM", requires = "plates", hide_possible_values = true)]
    plates_format: Option<PlateForm>,
    #[arg(long, value_name = "OUT.pdf", requires = "only")]
    fix: Option<PathBuf>,
    #[arg(long, value_name = "RULES", value_delimiter = ',', requires = "fix")]
    only: Vec<String>,
    #[arg(long, value_name = "WxH", requires = "fix", value_parser = size)]
    trim: Option<[f64; 2]>,
    #[arg(long, value_name = "PPI", requires = "plates", value_parser = clap::value_parser!(u16).range(36..=300))]
    ppi: Option<u16>,
    #[command(flatten)]
    pub(super) report: super::Report,
}

/// By what a PDF is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Yardstick {
    Auto,
    None,
    X4,
    X6,
    X1a,
    X3,
    #[value(name = "x1a-2001")]
    X1a2001,
    #[value(name = "x1a-2003")]
    X1a2003,
    #[value(name = "x3-2002")]
    X32002,
    #[value(name = "x3-2003")]
    X32003,
}

impl From<Yardstick> for Demand {
    fn from(asked: Yardstick) -> Self {
        match asked {
            Yardstick::Auto => Self::Auto,
            Yardstick::None => Self::Nothing,
            Yardstick::X4 => Self::Part(Part::X4),
            Yardstick::X6 => Self::Part(Part::X6),
            Yardstick::X1a => Self::Edition(Part::X1a2003),
            Yardstick::X3 => Self::Edition(Part::X32003),
            Yardstick::X1a2001 => Self::Part(Part::X1a2001),
            Yardstick::X1a2003 => Self::Part(Part::X1a2003),
            Yardstick::X32002 => Self::Part(Part::X32002),
            Yardstick::X32003 => Self::Part(Part::X32003),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PlateForm {
    Png,
    Tiff,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Bound {
    Saddle,
    Perfect,
}

/// Runs the command.
pub fn run(start: &Path, args: &PreflightArgs, console: &mut Console<'_>) -> Outcome {
    match (&args.file, &args.watch) {
        (_, Some(folder)) => watch(start, args, folder, console),
        (Some(file), None) => judge(start, args, file, console),
        (None, None) => Ok(()),
    }
}

fn judge(start: &Path, args: &PreflightArgs, path: &Path, console: &mut Console<'_>) -> Outcome {
    let file = path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/");
    let about = |finding: Finding| Failure::from(finding.at(Place::file(file.clone())));
    for out in args.annotate.iter().chain(&args.fix).chain(&args.sheet) {
        check_annotate(path, out)?;
    }
    let rules = fixes(&args.only)?;
    let (settings, demands) = settings(start, args)?;
    let project = super::project(start).ok();
    let limits = limits(project.as_ref(), path);
    // What the page of the report names by its sum is what was read.
    let (pdf, mut sum) = if args.sheet.is_some() {
        let bytes = read(path, &limits)?;
        let sum = sha256(&bytes);
        (mend_whole(bytes, &limits).map_err(about)?, Some(sum))
    } else {
        found(path)?;
        (mend_file(path, &limits)?, None)
    };
    let own_sum = || fs::sum_limited(path, limits.file).ok().flatten();
    let mut draft = is_draft(project.as_ref(), path, &pdf.metadata(), own_sum);
    let mut mended = Value::Null;
    let report = match &args.fix {
        Some(out) => {
            // What is mended is judged; the file as it came only where something is made of it.
            if args.plates.is_some() || args.annotate.is_some() {
                judged(args, path, pdf, &settings)?;
            } else {
                drop(pdf);
            }
            let job = Fixing { path, limits, rules: &rules, settings: &settings };
            let fixed = job.fix(start, args, console)?;
            let copy = mend(&fixed.bytes, &Limits::OWN).map_err(about)?;
            let report = preflight(&copy, &settings).map_err(about)?;
            fs::write_whole(out, &fixed.bytes)?;
            mended = told(out, &fixed, &rules, &report, console);
            sum = Some(sha256(&fixed.bytes));
            draft = is_draft(project.as_ref(), path, &copy.metadata(), || sum.clone());
            report
        }
        None => judged(args, path, pdf, &settings)?,
    };
    let mut data = report.data(&file, console.locale);
    data["draft"] = draft.into();
    if !mended.is_null() {
        data["fixed"] = mended;
    }
    if let Some(out) = &args.sheet {
        let judged = Judged {
            file: file.rsplit('/').next().unwrap_or(&file),
            sum: sum.as_deref(),
            demands: &demands,
            report: Some(&report),
            data: &data,
            draft,
        };
        let home = home(start)?;
        let page = verdict::page(&home, &Faces::load(&home)?, &judged, console.locale)?;
        fs::write_whole(out, &page)?;
    }
    match args.report.format {
        Format::Json => show::line(console.out, &show::pretty(&data)),
        Format::Human => tell(&report, &file, draft, console),
    }
    if report.is_fit() { Ok(()) } else { Err(Failure::Reported) }
}

/// Judges a file, and writes its plates and the annotated copy if they are asked for.
fn judged(
    args: &PreflightArgs,
    path: &Path,
    pdf: Pdf,
    settings: &Settings,
) -> Result<Report, Failure> {
    let place = Place::file(path.display().to_string());
    let about = |finding: Finding| Failure::from(finding.at(place.clone()));
    let report = preflight(&pdf, settings).map_err(about)?;
    write_plates(args, path, &pdf)?;
    if let Some(out) = &args.annotate {
        fs::write_whole(out, &annotate(pdf, &report, settings).map_err(about)?)?;
    }
    Ok(report)
}

/// Writes the plates of a file, if they are asked for.
fn write_plates(args: &PreflightArgs, path: &Path, pdf: &Pdf) -> Result<(), Failure> {
    let Some(folder) = &args.plates else { return Ok(()) };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let options = Options { ppi: f64::from(args.ppi.unwrap_or(PPI)), profile: None };
    let form = match args.plates_format {
        Some(PlateForm::Tiff) => Form::Tiff,
        _ => Form::Png,
    };
    plates::write(pdf, &options, form, folder, &stem)
}

/// Judges what is put into a hot folder, until the process ends.
fn watch(start: &Path, args: &PreflightArgs, folder: &Path, console: &mut Console<'_>) -> Outcome {
    let (settings, demands) = settings(start, args)?;
    let home = home(start)?;
    let mut hot = HotFolder::open(folder, Pace::default(), "neikan preflight --watch")?;
    let (faces, project) = (Faces::load(&home)?, super::project(start).ok());
    let values = [("folder", folder.display().to_string())];
    show::line(console.err, &show::say(console.locale, "preflight-watching", &values));
    loop {
        let arrival = hot.wait()?;
        let mut verdict = arrival.judge(&settings, console.locale);
        let sum = || verdict.data["sha256"].as_str().map(str::to_owned);
        let draft = is_draft(project.as_ref(), Path::new(&arrival.name), &verdict.metadata, sum);
        verdict.data["draft"] = draft.into();
        let judged = Judged {
            file: &arrival.name,
            sum: verdict.data["sha256"].as_str(),
            demands: &demands,
            report: verdict.report.as_ref(),
            data: &verdict.data,
            draft,
        };
        let page = verdict::page(&home, &faces, &judged, console.locale)?;
        let papers = [("json", show::pretty(&verdict.data).into_bytes()), ("pdf", page)];
        if let Some(to) = hot.settle(&arrival, &verdict, &papers)? {
            let values = [("file", arrival.name.clone()), ("to", to)];
            show::line(console.out, &show::say(console.locale, "preflight-watched", &values));
        }
    }
}

/// Where the form of the report and its faces are: the project, else what the program carries.
fn home(start: &Path) -> Result<Project, Failure> {
    super::project(start).or_else(|_| Ok(Project::bare(start)?.with_kit(kit())))
}

/// What the file is checked against, and what that is called: the given demands, before them the
/// given profile, else that of the project, else the usual settings.
fn settings(start: &Path, args: &PreflightArgs) -> Result<(Settings, String), Failure> {
    let (settings, name) = match (&args.demands, &args.profile) {
        (Some(name), None) => (demands::read(name)?.settings(), name.clone()),
        (Some(name), Some(profile)) => {
            let (settings, _) = shop_settings(start, args)?;
            (demands::read(name)?.over(settings), format!("{profile}, {name}"))
        }
        (None, _) => shop_settings(start, args)?,
    };
    let standard = args.standard.map_or(settings.standard, Demand::from);
    let page_multiple = args.binding.map(multiple).or(settings.page_multiple);
    Ok((Settings { standard, page_multiple, ..settings }, name))
}

/// What the number of pages is a multiple of.
fn multiple(binding: Bound) -> usize {
    match binding {
        Bound::Saddle => 4,
        Bound::Perfect => 2,
    }
}

/// The settings of the press profile, and its name.
fn shop_settings(start: &Path, args: &PreflightArgs) -> Result<(Settings, String), Failure> {
    let usual =
        |page_multiple| (Settings { page_multiple, ..Settings::usual(None) }, "—".to_owned());
    let project = match (super::project(start), &args.profile) {
        (Ok(project), _) => project,
        // The program carries profiles, too.
        (Err(_), Some(_)) => home(start)?,
        (Err(_), None) => return Ok(usual(None)),
    };
    let mut findings = Findings::default();
    let own = load_publication(&project, &mut findings).map(|read| read.value);
    let page_multiple = args.file.as_ref().and_then(|file| bound(file, own.as_ref()?));
    let Some(name) = args.profile.clone().or(own.map(|own| own.press)) else {
        return Ok(usual(page_multiple));
    };
    let mut findings = Findings::default();
    if args.profile.is_some() && !project.has(&project.press(&name)) {
        let finding = Finding::stop("preflight-profile").with("name", name);
        return Err(Failure::Call(Box::new(finding)));
    }
    let press = Shop::load(&project, &name, &mut findings);
    findings.settle()?;
    Ok(match press {
        Some(press) => (Settings { page_multiple, ..press.profile().settings(None) }, name),
        None => usual(page_multiple),
    })
}

/// The multiple of pages that the project's binding asks for; nothing for a cover and for press
/// sheets, which are not bound page by page.
fn bound(file: &Path, own: &Publication) -> Option<usize> {
    let name = file.file_stem()?.to_string_lossy();
    let unbound = name.ends_with("-sheets") || name.trim_end_matches("-draft").ends_with("-cover");
    (!unbound).then(|| own.page_multiple())
}

/// Refuses a file that is none.
fn found(path: &Path) -> Result<(), Failure> {
    let missing = || Finding::stop("preflight-file").with("file", path.display());
    if path.is_file() { Ok(()) } else { Err(Failure::Call(Box::new(missing()))) }
}

/// How much of a file is read: of what was built here, all of it.
fn limits(project: Option<&Project>, path: &Path) -> Limits {
    let within = |project: &Project| {
        let out = project.root().join("out").canonicalize();
        out.is_ok_and(|out| path.canonicalize().is_ok_and(|own| own.starts_with(out)))
    };
    if project.is_some_and(within) { Limits::OWN } else { Limits::USUAL }
}

fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>, Failure> {
    found(path)?;
    let bytes = fs::read_limited(path, limits.file).map_err(|e| Failure::machine(path, e))?;
    let large = || Finding::from(Refused::Large);
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

/// The fixes that are asked for.
fn fixes(only: &[String]) -> Result<BTreeSet<&str>, Failure> {
    fix::named(only.iter().map(String::as_str), true)
        .map_err(|finding| Failure::Call(Box::new(finding)))
}

/// Reads the size of a trimmed page, mm: `210x285`.
pub fn size(text: &str) -> Result<[f64; 2], String> {
    fix::size(text).ok_or_else(|| text.to_owned())
}

/// A file that is to be mended.
struct Fixing<'a> {
    path: &'a Path,
    limits: Limits,
    rules: &'a BTreeSet<&'a str>,
    settings: &'a Settings,
}

impl Fixing<'_> {
    /// Mends it, with the press that is asked for if a fix needs one.
    fn fix(
        &self,
        start: &Path,
        args: &PreflightArgs,
        console: &Console<'_>,
    ) -> Result<Fixed, Failure> {
        let file = self.path.display().to_string();
        let about = |finding: Finding| Failure::from(finding.at(Place::file(file.clone())));
        let bytes = read(self.path, &self.limits)?;
        let sum = sha256(&bytes);
        let pdf = mend_whole(bytes, &self.limits).map_err(about)?;
        let wants = self.rules.iter().filter_map(|name| fix::find(name)).any(|own| own.house);
        let shop = if wants { Some(house(start, args)?) } else { None };
        let written = Written {
            title: self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            date: console.today,
            // What a file claims that is judged by its claim, it claims again.
            part: self.settings.standard.part(Said::read(&pdf.document).part).unwrap_or(Part::X4),
            sum,
        };
        let icc = pdf.profile();
        let mending = shop.as_ref().map(|shop| Mending::new(shop, icc.as_deref(), written));
        let mending = mending.transpose().map_err(about)?;
        let request = Request {
            fixes: self.rules,
            settings: self.settings,
            trim: args.trim,
            house: mending.as_ref().map(|own| own as &dyn House),
        };
        fix::fix(pdf, &request).map_err(about)
    }
}

/// The press whose inks and labels a file gets: that of `--profile`, else that of the project, else
/// the one for coated paper that the program carries.
fn house(start: &Path, args: &PreflightArgs) -> Result<Shop, Failure> {
    let home = home(start)?;
    let mut findings = Findings::default();
    let own = super::project(start).ok();
    let own = own.and_then(|own| load_publication(&own, &mut findings)).map(|own| own.value.press);
    let name = args.profile.clone().or(own).unwrap_or_else(|| COATED.to_owned());
    let mut findings = Findings::default();
    let shop = Shop::load(&home, &name, &mut findings);
    findings.settle()?;
    shop.ok_or(Failure::Reported)
}

/// The press profile for coated paper.
const COATED: &str = "coated";

/// Says what was mended, what was left as it was, and what rules that were named still find.
fn told(
    out: &Path,
    fixed: &Fixed,
    rules: &BTreeSet<&str>,
    report: &Report,
    console: &mut Console<'_>,
) -> Value {
    for line in words::mended(out, fixed, rules, report, console.locale) {
        show::line(console.err, &line);
    }
    json!({
        "file": out.display().to_string(),
        "changed": fixed.changed.len(),
        "notes": fixed.notes,
        "left": words::left(rules, report),
    })
}

/// The resolution of plates that are written, pixels per inch.
const PPI: u16 = 100;

/// Shows what was found, folded by rule unless all is asked for.
fn tell(report: &Report, file: &str, draft: bool, console: &mut Console<'_>) {
    let found = if console.all { words::each } else { words::folded };
    for entry in found(report, file, console.locale) {
        show::entry(&entry, console);
    }
    for line in words::waivers(report, console.locale) {
        show::line(console.err, &line);
    }
    show::line(console.out, &words::inventory(&report.inventory, console.locale));
    let verdict = if draft && report.is_fit() {
        let values =
            [("file", file.to_owned()), ("warns", report.count(Severity::Warn).to_string())];
        show::say(console.locale, "preflight-draft", &values)
    } else {
        words::verdict(report, file, console.locale)
    };
    show::line(console.out, &verdict);
}
