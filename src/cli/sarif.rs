//! Findings in SARIF 2.1.0, which editors and code hosts read.

use serde::Serialize;
use serde_json::{Value, json};

use crate::check::rules;
use crate::diagnostic::{Finding, Findings, Severity};
use crate::locale::Locale;

/// The address of the standard's schema.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Result {
    rule_id: &'static str,
    level: &'static str,
    message: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Value>,
}

/// A report about an issue.
pub fn report(findings: &Findings, locale: &Locale) -> Value {
    let sorted = findings.sorted();
    let mut names: Vec<&'static str> = sorted.iter().map(|finding| finding.rule).collect();
    names.sort_unstable();
    names.dedup();
    let rules: Vec<Value> = names.iter().map(|name| rule(name, locale)).collect();
    let results: Vec<Result> = sorted.iter().map(|finding| result(finding, locale)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(name: &str, locale: &Locale) -> Value {
    match rules::find(name) {
        Some(entry) => {
            let about = entry.rule.words(locale.language()).about;
            json!({ "id": name, "fullDescription": { "text": about } })
        }
        None => json!({ "id": name }),
    }
}

fn result(finding: &Finding, locale: &Locale) -> Result {
    let message = locale.message(finding);
    let text = match locale.hint(finding) {
        Some(hint) => [message, hint].join("\n"),
        None => message,
    };
    let locations = finding.place.iter().map(|place| {
        let mut location = json!({ "artifactLocation": { "uri": place.file } });
        if place.line > 0 {
            location["region"] = json!({ "startLine": place.line });
        }
        if place.column > 0 {
            location["region"]["startColumn"] = json!(place.column);
        }
        json!({ "physicalLocation": location })
    });
    let locations = locations.collect();
    let level = level(finding.severity);
    Result { rule_id: finding.rule, level, message: json!({ "text": text }), locations }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Stop => "error",
        Severity::Warn => "warning",
        Severity::Note => "note",
    }
}
