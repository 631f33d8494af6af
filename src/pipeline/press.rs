//! The press edition: taken from the pages, finished, preflighted, handed over.

use super::Order;
use super::ready::{Ready, eased, publication_places};
use crate::archive::Output;
use crate::check::{Printed as Seen, check_pages};
use crate::diagnostic::{Failure, Finding, Findings, Severity};
use crate::guard;
use crate::locale::{Language, Locale};
use crate::press;
use crate::press::handoff::{self, Finished, Forms, Piece, Printed};
use crate::press::verdict;
use crate::publication::Project;
use crate::typeset::compile::{EditionPictures, pdf_options, write_pdf};
use crate::typeset::{
    PageMap, Part, Scope, Shown, Typeset, add_cover, add_inside, budget, dress, newspaper, notdef,
    numbered, proofread, told, varnished,
};
use neikan_base::hash::sha256;
use neikan_press::Job;
use pdfx_preflight::{Limits, Report, Settings, Standard};
use serde_json::{Value, json};
use typst_layout::PagedDocument;

/// The press edition, in memory.
#[derive(Default)]
pub(super) struct Edition {
    pub(super) outputs: Vec<(Output, Option<usize>)>,
    /// Copies of the outputs for the print shop that are not archived.
    pub(super) copies: Vec<(Output, Option<usize>)>,
    pub(super) findings: Findings,
}

/// Checks the pages of an issue and, if requested, makes the press files from them.
pub(super) fn press_edition(
    project: &Project,
    issue: &Ready,
    (whole, map): (&Typeset, &PageMap),
    laid: &EditionPictures,
    order: &Order,
) -> Result<Edition, Failure> {
    let pictures = issue.shown(laid);
    let interior = dress::for_press(&whole.document, issue.inside(&whole.document));
    let pages = map.pages.len();
    // Pages can be looked at, on a screen or on paper, however many they are.
    let strict = order.needs_press() && !issue.draft;
    let mut findings = looked_over(issue, (whole, map), strict);
    let binding = issue.assembly.publication.binding;
    let mut printed = Seen::new(issue.press.profile().minimum_ppi);
    add_inside(&mut printed, pictures, &interior);
    if !order.needs_press() {
        findings.extend(of_pages(issue, &printed));
        return Ok(Edition { findings: findings.settle()?, ..Edition::default() });
    }
    let covered = issue.assembly.form.covers;
    let spine = neikan_press::spine(binding, pages, issue.press.profile());
    let spine = if covered { spine } else { 0.0 };
    let set = || issue.set(project, Part::Cover, spine, laid);
    let cover = covered.then(set).transpose()?;
    if let Some(cover) = &cover {
        let format = issue.assembly.publication.format;
        let front = format.flap_widths()[1] + format.width + spine / 2.0;
        add_cover(&mut printed, pictures, &cover.document, front);
        findings.extend(boxes(cover, issue, "cover"));
        findings.extend(proofread(&issue.assembly, &cover.document, Scope::Covers));
    }
    findings.extend(of_pages(issue, &printed));
    let mut findings = findings.settle()?;
    let forms = Forms { project, assembly: &issue.assembly, faces: &issue.faces };
    let finish = |pages: &PagedDocument, name: &str| {
        let file = format!("press/{}-{name}.pdf", issue.name());
        guard::naming(file, || finish(issue, order, (forms, pictures), spine, pages, name))
    };
    let (interior_pdf, cover_pdf) = rayon::join(
        || finish(&interior, "interior"),
        || {
            let theme = &issue.assembly.theme;
            cover.as_ref().map(|cover| finish(&varnished(&cover.document, theme), "cover"))
        },
    );
    findings.extend(cover.iter().flat_map(|cover| cover.findings.clone()));
    let files: Vec<_> = std::iter::once(interior_pdf).chain(cover_pdf).collect::<Result<_, _>>()?;
    let judged = preflight_edition(issue, &files, order.pdfx)?;
    findings.extend(judged.complaints());
    let reports: Vec<_> = judged.reports.iter().map(|own| &own.inventory).collect();
    let printed = Printed::of(&issue.assembly.theme, &reports);
    findings.extend(idle(issue, &printed));
    let sheet = cover.as_ref().zip(files.get(1));
    let finished = Finished {
        forms,
        pictures,
        press: &issue.press,
        standard: order.pdfx.unwrap_or(issue.press.profile().pdfx),
        spine,
        printed,
        interior: Piece { output: &files[0].0, document: &interior },
        cover: sheet.map(|(cover, file)| Piece { output: &file.0, document: &cover.document }),
        draft: issue.draft,
    };
    let mut papers = vec![judged.data.clone()];
    if order.editions.press && !issue.draft {
        papers.extend(sheets(project, issue, (files.as_slice(), &judged))?);
    }
    let handed = handoff::make(&finished, order.editions.press, &papers)?;
    findings.extend(handed.findings);
    let outputs = files.into_iter().chain([(judged.data, None)]).chain(handed.tickets).collect();
    let papers = papers.into_iter().skip(1).map(|paper| (paper, Some(1)));
    Ok(Edition { outputs, copies: papers.chain(handed.copies).collect(), findings })
}

/// What is found on the pages themselves; where it is not `strict`, pages that cannot be bound are only
/// to be looked at.
pub(super) fn looked_over(
    issue: &Ready,
    (whole, map): (&Typeset, &PageMap),
    strict: bool,
) -> Findings {
    let pages = map.pages.len();
    let mut findings = whole.findings.clone();
    findings.extend(issue.fitted());
    findings.extend(told::cover_lines(&issue.assembly, &whole.document));
    findings.extend(boxes(whole, issue, "screen"));
    findings.extend(proofread(&issue.assembly, &whole.document, Scope::All));
    findings.extend(budget(map, &issue.assembly));
    findings.extend(numbered(map, &issue.assembly));
    let multiple = issue.assembly.publication.page_multiple();
    let unbound = press::page_count(multiple, pages, &issue.assembly.id);
    findings.extend(newspaper(&issue.assembly, &whole.document, map, strict));
    findings.extend(unbound.map(|own| if strict { own } else { own.softened() }));
    let binding = issue.assembly.publication.binding;
    let place = publication_places(&issue.assembly).value("/binding");
    findings.extend(press::suits(&issue.press, binding, pages, place));
    findings
}

/// What the rules say of finished pages.
pub(super) fn of_pages(issue: &Ready, printed: &Seen) -> Findings {
    let found = check_pages(&issue.context(), printed);
    if issue.draft { eased(found).0 } else { found }
}

/// The characters that no face could draw on the pages of a file, whose name is given.
pub(super) fn boxes(set: &Typeset, issue: &Ready, file: &'static str) -> Findings {
    let mut findings = Findings::default();
    for finding in notdef(&set.document, &issue.assembly) {
        findings.push(finding.with("file", file));
    }
    findings
}

/// Makes a press file from finished pages: `interior` or `cover`.
pub(super) fn finish(
    issue: &Ready,
    order: &Order,
    (forms, pictures): (Forms<'_>, Shown<'_>),
    spine: f64,
    pages: &PagedDocument,
    name: &str,
) -> Result<(Output, Option<usize>), Failure> {
    let options = typst_pdf::PdfOptions { tagged: false, ..pdf_options(&issue.assembly, name) };
    let spine = (name == "cover").then_some(spine);
    let format = issue.assembly.publication.format;
    let folds = spine.map_or_else(Vec::new, |spine| format.cover_folds(spine));
    let marks = issue.press.profile().marks;
    let marked = handoff::slug::slug(&forms, marks, pages, spine)?;
    let document = marked.as_ref().unwrap_or(pages);
    let raw = write_pdf(document, &options)?;
    let originals = pictures.originals();
    let job = Job { standard: order.pdfx, originals, folds, ..press::job(&issue.assembly, name) };
    let bytes = issue.press.finish(&raw, &job)?;
    let path = format!("press/{}-{name}{}.pdf", issue.name(), issue.mark());
    Ok((Output { path, bytes }, Some(pages.pages().len())))
}

/// Spot inks that nothing is printed in.
fn idle(issue: &Ready, printed: &Printed) -> Vec<Finding> {
    let theme = &issue.assembly.theme;
    let finding = |key: String| {
        let place = theme.places.key(&format!("/spot/{key}"));
        Finding::warn("spot-idle").at(place).with("spot", key)
    };
    printed.idle(theme).into_iter().map(finding).collect()
}

/// What the preflight says of the press files.
struct Judged {
    /// The reports on the files.
    reports: Vec<Report>,
    /// The same as data, each file's own, and all together as a file.
    each: Vec<Value>,
    data: Output,
}

impl Judged {
    /// A note that there are warnings, if there are.
    fn complaints(&self) -> Option<Finding> {
        let warns: usize = self.reports.iter().map(|own| own.count(Severity::Warn)).sum();
        let note = Finding::note("preflight-warns").with("count", warns);
        (warns > 0).then(|| note.with("path", &self.data.path))
    }
}

/// Checks the final bytes of the press files against the rules of the preflight.
///
/// # Errors
/// Every finding that keeps one of them off the press.
fn preflight_edition(
    issue: &Ready,
    outputs: &[(Output, Option<usize>)],
    pdfx: Option<Standard>,
) -> Result<Judged, Failure> {
    let publication = &issue.assembly.publication;
    let inks = press::inks(&issue.assembly.theme);
    let own = issue.press.profile().settings(pdfx);
    // What the theme names, as far as the print shop has it.
    let has = |name: &String| own.inks.as_ref().is_none_or(|inks| inks.contains(name));
    let settings = Settings {
        bleed: publication.format.bleed,
        inks: Some(inks.names().into_iter().filter(has).collect()),
        finishes: inks.finishes(),
        ..own
    };
    // The file must not depend on the language of whoever makes it.
    let locale = Locale::with_rules(Language::Chinese, pdfx_preflight::messages(Language::Chinese));
    let (mut findings, mut reports, mut each) = (Findings::default(), Vec::new(), Vec::new());
    for (index, (output, _)) in outputs.iter().enumerate() {
        // Only the inside pages are bound as pages; they come first.
        let page_multiple = (index == 0).then(|| publication.page_multiple());
        let settings = Settings { page_multiple, ..settings.clone() };
        let look = || {
            pdfx_preflight::preflight(
                &pdfx_preflight::open(&output.bytes, &Limits::OWN)?,
                &settings,
            )
        };
        let report = guard::naming(output.path.as_str(), look)?;
        let stops = report.findings(&output.path).into_iter();
        findings.extend(stops.filter(|finding| finding.severity == Severity::Stop));
        let mut data = report.data(bare(&output.path), &locale);
        data["draft"] = issue.draft.into();
        each.push(data);
        reports.push(report);
    }
    findings.settle()?;
    let path = format!("press/preflight{}.json", issue.mark());
    let bytes = serde_json::to_vec_pretty(&json!({ "files": each }))
        .map_err(|e| Failure::machine(&path, e.into()))?;
    Ok(Judged { reports, each, data: Output { path, bytes } })
}

/// The reports of the preflight on one page each, for the job folder, in the language of the publication.
fn sheets(
    project: &Project,
    issue: &Ready,
    (files, judged): (&[(Output, Option<usize>)], &Judged),
) -> Result<Vec<Output>, Failure> {
    if !verdict::has_form(project) {
        return Ok(Vec::new());
    }
    let language = Language::from_tag(&issue.assembly.publication.language);
    let language = language.unwrap_or(Language::Chinese);
    let locale = Locale::with_rules(language, pdfx_preflight::messages(language));
    let all = files.iter().zip(judged.reports.iter().zip(&judged.each));
    let sheet = |((output, _), (report, data)): (&(Output, _), (&Report, &Value))| {
        let (name, sum) = (bare(&output.path), sha256(&output.bytes));
        let own = verdict::Judged {
            file: name,
            sum: Some(&sum),
            demands: &issue.press.profile().name,
            report: Some(report),
            data,
            draft: issue.draft,
        };
        let bytes = verdict::page(project, &issue.faces, &own, &locale)?;
        let path = format!("press/{}-preflight.pdf", name.trim_end_matches(".pdf"));
        Ok(Output { path, bytes })
    };
    all.map(sheet).collect()
}

/// The name of a file without its folder.
fn bare(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
