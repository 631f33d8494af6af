//! The report of a preflight on one page, for the job folder: the verdict, what is in the file, what
//! was found and what was let pass, as a PDF in the user's language (form `preflight` of the layout
//! `reports`).

use serde_json::{Value, json};
use typst::foundations::{Bytes, Smart};
use typst_pdf::PdfOptions;

use crate::diagnostic::{Failure, Severity};
use crate::publication::Project;
use crate::typeset::{Faces, compile};
use neikan_base::locale::{Args, Locale};
use pdfx_preflight::Report;
use pdfx_preflight::inventory::{Inventory, Sheet};
use pdfx_preflight::report::Kind;
use pdfx_preflight::words::{ranges, waivers};

/// The layout whose form it is.
const LAYOUT: &str = "reports";
/// How many kinds of findings are listed at most; fewer if they do not fit on the page.
const KINDS: usize = 24;
/// The most characters of what comes from the file.
const LONGEST: usize = 160;

/// What is reported.
pub struct Judged<'a> {
    /// The name of the file.
    pub file: &'a str,
    /// Its SHA-256 in hexadecimal, if it was read.
    pub sum: Option<&'a str>,
    /// What it was checked against, by the name of the set or of the press profile.
    pub demands: &'a str,
    /// The report, if the file could be judged.
    pub report: Option<&'a Report>,
    /// The report as data.
    pub data: &'a Value,
    /// Whether the file is a draft, which must not be printed however sound it is.
    pub draft: bool,
}

/// Whether the project has the form: one that was restored from an archive alone has not, and the page is
/// no part of an archive.
pub fn has_form(project: &Project) -> bool {
    project.has(&project.layout(LAYOUT).join("forms/preflight.typ"))
}

/// The page, in the faces of the project.
///
/// # Errors
/// [`Failure::Stopped`] with the findings of the layout.
pub fn page(
    project: &Project,
    faces: &Faces,
    judged: &Judged<'_>,
    locale: &Locale,
) -> Result<Vec<u8>, Failure> {
    let plain = |text: &str| shown(text, faces);
    let found: Vec<[String; 5]> =
        found(judged, locale).into_iter().map(|row| row.map(|part| plain(&part))).collect();
    let passed = judged.report.map(|own| waivers(own, locale)).unwrap_or_default();
    let passed: Vec<String> = passed.iter().map(|own| plain(own)).collect();
    let facts = facts(judged, locale).into_iter().map(|[name, value]| [name, plain(&value)]);
    let sound = judged.report.is_some_and(Report::is_fit);
    let unjudged = judged.report.is_some_and(|report| !report.stops() && !report.is_fit());
    let unfit = match (sound && judged.draft, unjudged) {
        (true, _) => "preflight-sheet-draft",
        (false, true) => "preflight-sheet-unjudged",
        _ => "preflight-sheet-unfit",
    };
    let mut data = json!({
        "lang": locale.language().tag(),
        "fit": sound && !judged.draft,
        "words": words(locale, unfit),
        "file": plain(judged.file),
        "facts": facts.collect::<Vec<_>>(),
    });
    let mut rows = found.len().min(KINDS);
    loop {
        let more = found.len() - rows;
        let more = (more > 0).then(|| say(locale, "preflight-sheet-more", &[("count", more)]));
        data["found"] = json!(found[..rows]);
        data["more"] = json!(more);
        data["waivers"] = json!(passed[..passed.len().min(rows.max(4))]);
        let data = Bytes::new(data.to_string().into_bytes());
        let set = compile::form(project, LAYOUT, faces, "preflight", data)?;
        if set.document.pages().len() > 1 && rows > 0 {
            rows = rows * 2 / 3;
            continue;
        }
        let ident = judged.sum.unwrap_or(judged.file).to_owned();
        let creator = concat!("neikan ", env!("CARGO_PKG_VERSION")).to_owned();
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            creator: Smart::Custom(Some(creator)),
            ..PdfOptions::default()
        };
        return Ok(compile::write_pdf(&set.document, &options)?);
    }
}

/// A text from outside as the faces can draw it, and not longer than the page has room for.
fn shown(text: &str, faces: &Faces) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    let missing = faces.missing(&short);
    let drawn = |c: char| if c.is_control() || missing.contains(&c) { '□' } else { c };
    let cut = if short.len() < text.len() { "…" } else { "" };
    short.chars().map(drawn).chain(cut.chars()).collect()
}

fn say(locale: &Locale, key: &str, values: &[(&'static str, usize)]) -> String {
    let values = values.iter().map(|(name, value)| (*name, value.to_string()));
    locale.fill(key, &values.collect::<Args>())
}

/// The words of the form that are the same for every file, but for what is said of one that is not fit.
fn words(locale: &Locale, unfit: &str) -> Value {
    json!({
        "title": locale.text("preflight-sheet-title"),
        "fit": locale.text("preflight-sheet-fit"),
        "unfit": locale.text(unfit),
        "facts": locale.text("preflight-sheet-facts"),
        "found": locale.text("preflight-sheet-found"),
        "none": locale.text("preflight-sheet-none"),
        "severity": locale.text("preflight-sheet-severity"),
        "what": locale.text("preflight-sheet-what"),
        "count": locale.text("preflight-sheet-count"),
        "pages": locale.text("preflight-sheet-pages"),
        "waivers": locale.text("preflight-sheet-waivers"),
        "signed": locale.text("preflight-sheet-signed"),
        "date": locale.text("preflight-sheet-date"),
    })
}

/// What was found: severity, rule, message, number of places, pages.
fn found(judged: &Judged<'_>, locale: &Locale) -> Vec<[String; 5]> {
    let severity = |own: Severity| match own {
        Severity::Stop => locale.text("preflight-sheet-stop"),
        Severity::Warn => locale.text("preflight-sheet-warn"),
        Severity::Note => locale.text("preflight-sheet-note"),
    };
    let Some(report) = judged.report else {
        let found = judged.data["findings"].as_array().into_iter().flatten();
        let text = |own: &Value, key: &str| own[key].as_str().unwrap_or_default().to_owned();
        let row = |own: &Value| {
            let stop = severity(Severity::Stop);
            [stop, text(own, "rule"), text(own, "message"), String::new(), String::new()]
        };
        return found.map(row).collect();
    };
    let row = |kind: &Kind<'_>| {
        let message = kind.faults.first().map(|(_, own)| locale.message(&own.finding()));
        [
            severity(kind.severity),
            kind.rule.name.to_owned(),
            message.unwrap_or_default(),
            kind.count().to_string(),
            ranges(&kind.pages()),
        ]
    };
    report.kinds().iter().map(row).collect()
}

/// What is in the file, a name and a value each.
fn facts(judged: &Judged<'_>, locale: &Locale) -> Vec<[String; 2]> {
    let mut out = Vec::new();
    let mut fact = |key: &str, value: String| out.push([locale.text(key), value]);
    fact("preflight-sheet-sum", judged.sum.unwrap_or("—").to_owned());
    fact("preflight-sheet-demands", judged.demands.to_owned());
    let Some(report) = judged.report else { return out };
    let own = &report.inventory;
    let standard = report.part.map_or_else(|| "—".to_owned(), |part| part.version().to_owned());
    fact("preflight-sheet-standard", standard);
    fact("preflight-sheet-claim", own.claim.unwrap_or("—").to_owned());
    fact("preflight-sheet-version", own.version.clone());
    fact("preflight-sheet-producer", own.producer.clone().unwrap_or_else(|| "—".to_owned()));
    fact("preflight-sheet-size", sizes(own, locale));
    fact("preflight-sheet-inks", inks(own, locale));
    let values = [("count", own.fonts.len()), ("unembedded", own.unembedded())];
    fact("preflight-sheet-fonts", say(locale, "preflight-sheet-fonts-value", &values));
    let least = own.least_ppi().unwrap_or_default();
    let values = [("count", own.pictures.len()), ("ppi", least as usize)];
    fact("preflight-sheet-pictures", say(locale, "preflight-sheet-pictures-value", &values));
    fact("preflight-sheet-intent", joined(own.intents.iter().map(String::as_str), locale));
    let holds = [
        (own.transparency, "preflight-sheet-transparency"),
        (own.layers, "preflight-sheet-layers"),
        (!own.attached.is_empty(), "preflight-sheet-attached"),
        (!own.annotations.is_empty(), "preflight-sheet-annotations"),
    ];
    let holds: Vec<String> =
        holds.iter().filter(|(holds, _)| *holds).map(|(_, key)| locale.text(key)).collect();
    fact("preflight-sheet-holds", joined(holds.iter().map(String::as_str), locale));
    out
}

/// A list in words; that there is nothing, if it is empty.
fn joined<'a>(parts: impl Iterator<Item = &'a str>, locale: &Locale) -> String {
    let parts: Vec<&str> = parts.collect();
    match parts.is_empty() {
        true => locale.text("preflight-sheet-nothing"),
        false => parts.join(&locale.text("preflight-sheet-joint")),
    }
}

/// Number, trim size and bleed of the pages; of every size the number.
fn sizes(own: &Inventory, locale: &Locale) -> String {
    let mut sizes: Vec<(String, usize)> = Vec::new();
    let size = |page: &Sheet| {
        let [width, height] = page.trim;
        let bleed = Args::from([("bleed", page.bleed.to_string())]);
        let bleed = locale.fill("preflight-sheet-bleed", &bleed);
        format!("{width}×{height} mm ({bleed})")
    };
    for name in own.pages.iter().map(size) {
        match sizes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => sizes.push((name, 1)),
        }
    }
    let more = sizes.len().saturating_sub(4);
    let named = sizes.iter().take(4).map(|(name, count)| format!("{count} × {name}"));
    let more = (more > 0).then(|| "…".to_owned());
    named.chain(more).collect::<Vec<_>>().join("; ")
}

/// The inks with how much of the pages each covers, percent on average.
fn inks(own: &Inventory, locale: &Locale) -> String {
    let pages = own.pages.len().max(1) as f64;
    let cover = |name: &str| -> f64 {
        let plates = own.pages.iter().flat_map(|page| &page.plates);
        plates.filter(|plate| plate.ink == name).map(|plate| plate.percent).sum::<f64>() / pages
    };
    let inks =
        own.inks.iter().map(|ink| format!("{} {:.1}%", named(&ink.name, locale), cover(&ink.name)));
    let inks: Vec<String> = inks.collect();
    joined(inks.iter().map(String::as_str), locale)
}

/// The name of an ink: the four of the process in words, others as the file has them.
fn named(ink: &str, locale: &Locale) -> String {
    locale.text(match ink {
        "Cyan" => "preflight-sheet-cyan",
        "Magenta" => "preflight-sheet-magenta",
        "Yellow" => "preflight-sheet-yellow",
        "Black" => "preflight-sheet-black",
        other => return other.to_owned(),
    })
}
