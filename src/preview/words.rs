//! The words of the page, from the locales: scripts fill in the values that they have.

use serde_json::{Map, Value, json};

use crate::diagnostic::{Failure, Finding, Findings};
use crate::locale::{Args, Locale};
use crate::publication::Stage;
use neikan_base::hash::sha256;

/// The messages of the page, each with its placeables.
const MESSAGES: &[(&str, &[&str])] = &[
    ("preview-title", &["name", "issue"]),
    ("preview-skip", &[]),
    ("preview-unprinted", &[]),
    ("preview-setting", &[]),
    ("preview-looking", &[]),
    ("preview-current", &[]),
    ("preview-offline", &[]),
    ("preview-ended", &[]),
    ("preview-fault", &["count"]),
    ("preview-fault-note", &[]),
    ("preview-plan", &[]),
    ("preview-plan-note", &[]),
    ("preview-pages", &["pages", "multiple"]),
    ("preview-pages-missing", &["pages", "multiple", "missing"]),
    ("preview-spreads", &[]),
    ("preview-panel", &[]),
    ("preview-tools", &[]),
    ("preview-findings", &[]),
    ("preview-findings-none", &[]),
    ("preview-articles", &[]),
    ("preview-queries", &[]),
    ("preview-queries-none", &[]),
    ("preview-altered", &[]),
    ("preview-altered-none", &[]),
    ("preview-stop", &[]),
    ("preview-warn", &[]),
    ("preview-note", &[]),
    ("preview-page", &["folio"]),
    ("preview-page-of", &["folio", "titles"]),
    ("preview-missing", &[]),
    ("preview-zoom-in", &[]),
    ("preview-zoom-out", &[]),
    ("preview-zoom-fit", &[]),
    ("preview-double", &[]),
    ("preview-search", &[]),
    ("preview-search-count", &["at", "count"]),
    ("preview-search-none", &[]),
    ("preview-next", &[]),
    ("preview-previous", &[]),
    ("preview-marks", &[]),
    ("preview-mark-bleed", &[]),
    ("preview-mark-grid", &[]),
    ("preview-mark-columns", &[]),
    ("preview-mark-stops", &[]),
    ("preview-mark-findings", &[]),
    ("preview-mark-queries", &[]),
    ("preview-mark-altered", &[]),
    ("preview-alone", &[]),
    ("preview-alone-end", &[]),
    ("preview-book", &[]),
    ("preview-book-pages", &[]),
    ("preview-book-page", &["title"]),
    ("preview-book-narrow", &[]),
    ("preview-book-note", &[]),
    ("preview-keys-book", &[]),
    ("preview-inks", &[]),
    ("preview-ink-none", &[]),
    ("preview-ink-total", &[]),
    ("preview-ink-cyan", &[]),
    ("preview-ink-magenta", &[]),
    ("preview-ink-yellow", &[]),
    ("preview-ink-black", &[]),
    ("preview-ink-of", &["ink", "page"]),
    ("preview-ink-most", &["page", "most", "limit"]),
    ("preview-ink-missed", &["page", "most", "limit"]),
    ("preview-language", &[]),
    ("preview-scheme", &[]),
    ("preview-help", &[]),
    ("preview-close", &[]),
    ("preview-keys-move", &[]),
    ("preview-keys-ends", &[]),
    ("preview-keys-zoom", &[]),
    ("preview-keys-view", &[]),
    ("preview-keys-search", &[]),
    ("preview-keys-finding", &[]),
    ("preview-keys-undo", &[]),
    ("preview-keys-refresh", &[]),
    ("preview-keys-open", &[]),
    ("preview-keys-query", &[]),
    ("preview-keys-help", &[]),
    ("preview-open", &["file", "line"]),
    ("preview-mend", &[]),
    ("preview-waive", &[]),
    ("preview-waive-title", &[]),
    ("preview-waive-why", &[]),
    ("preview-waive-whole", &[]),
    ("preview-waive-line", &[]),
    ("preview-save", &[]),
    ("preview-cancel", &[]),
    ("preview-undo", &[]),
    ("preview-undone", &["file"]),
    ("preview-done", &["file"]),
    ("preview-voided", &["file", "names"]),
    ("preview-query", &[]),
    ("preview-query-title", &[]),
    ("preview-query-at", &["words"]),
    ("preview-query-text", &[]),
    ("preview-query-by", &[]),
    ("preview-query-settle", &[]),
    ("preview-query-click", &[]),
    ("preview-focus", &["path"]),
    ("preview-focus-move", &[]),
    ("preview-focus-note", &[]),
    ("preview-opener", &[]),
    ("preview-opener-auto", &[]),
    ("preview-opener-spread", &[]),
    ("preview-opener-half", &[]),
    ("preview-opener-band", &[]),
    ("preview-opener-type", &[]),
    ("preview-chars", &["count"]),
    ("preview-length", &["pages"]),
    ("preview-budget", &["pages", "budget"]),
    ("preview-over", &["lines", "chars"]),
    ("preview-under", &["lines", "chars"]),
    ("preview-left", &["lines"]),
    ("preview-approved", &[]),
    ("preview-returned", &[]),
    ("preview-next-step", &["stage", "who"]),
    ("preview-next-nobody", &["stage"]),
    ("preview-signatures", &["count"]),
    ("preview-signed", &["stage", "who", "date"]),
    ("preview-signed-void", &["stage", "who", "date"]),
    ("preview-earlier", &["title"]),
    ("preview-later", &["title"]),
    ("flatplan-front", &[]),
    ("flatplan-inside-front", &[]),
    ("flatplan-inside-back", &[]),
    ("flatplan-back", &[]),
];

/// The stages that an article or an issue can await or have passed.
const STAGES: [Stage; 9] = [
    Stage::First,
    Stage::Second,
    Stage::Final,
    Stage::Countersign,
    Stage::Proof1,
    Stage::Proof2,
    Stage::Proof3,
    Stage::Corrections,
    Stage::Press,
];

/// The words in a language: `{name}` stands where a script fills in a value.
pub fn words(locale: &Locale) -> Value {
    let all = MESSAGES.iter().map(|(key, names)| {
        let values: Args = names.iter().map(|name| (*name, format!("{{{name}}}"))).collect();
        ((*key).to_owned(), json!(locale.fill(key, &values)))
    });
    let stages = STAGES.map(|stage| {
        let name = stage.name();
        let values = Args::from([("stage", name.to_owned())]);
        (format!("stage-{name}"), json!(locale.fill("review-stage", &values)))
    });
    Value::Object(all.chain(stages).collect::<Map<_, _>>())
}

/// A name for a finding by which the page asks for something to be done about it.
pub fn id(finding: &Finding) -> String {
    sha256(format!("{finding:?}").as_bytes())[..16].to_owned()
}

/// Findings that say in words why nothing was done.
pub fn reasons(failure: &Failure) -> Findings {
    match failure {
        Failure::Stopped(findings) => findings.clone(),
        Failure::Call(finding) | Failure::Elsewhere(finding) => Findings::from((**finding).clone()),
        Failure::Machine { path, reason } => Findings::from(
            Finding::stop("machine-failed").with("path", path.display()).with("reason", reason),
        ),
        Failure::Internal { file, reason } => Findings::from(
            Finding::stop("internal-fault")
                .with("file", file)
                .with("reason", reason)
                .with("version", env!("CARGO_PKG_VERSION")),
        ),
        Failure::Reported => Findings::default(),
    }
}
