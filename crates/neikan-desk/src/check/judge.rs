//! Findings are weighed: by the settings of the publication and by waivers.

use super::rule::Hit;
use super::{Checked, Context, Rule, rules};
use crate::manuscript::prose::{SourceFile, Text};
use crate::publication::{Setting, Waiver};
use neikan_base::diagnostic::{Finding, Findings, Place, Severity};

/// Weighs what the rules have found; `at_pages` says whether they looked at finished pages.
pub fn judge(context: &Context<'_>, hits: Vec<Hit>, at_pages: bool) -> Checked {
    let mut out = Checked::default();
    if !at_pages {
        out.findings.extend(settings(context));
    }
    let mut waivers = Waivers::of(context);
    let permit = permit(context);
    // The law of internal publications is about what is printed under a permit.
    let bound = context.assembly.form.permit;
    let hits = hits.into_iter().filter(|hit| bound || !hit.rule.source.is_law());
    let of_permit = |hit: &Hit| {
        permit
            .as_ref()
            .is_some_and(|(file, line)| (&hit.place.file, hit.place.line) == (file, *line))
    };
    for hit in hits.filter(|hit| !of_permit(hit) || binds(hit.rule)) {
        let Some(severity) = severity(hit.rule, context) else { continue };
        if let Some(reason) = waivers.take(&hit) {
            let note = Finding::note("rule-waived").at(hit.place).with("rule", hit.rule.name);
            out.findings.push(note.with("reason", reason));
            continue;
        }
        let place = (!hit.place.file.is_empty()).then_some(hit.place);
        let finding = Finding { rule: hit.rule.name, severity, place, args: hit.args };
        if let Some(edit) = hit.edit {
            out.edits.push(edit);
            out.mended.push(finding.clone());
        }
        out.findings.push(finding);
    }
    out.findings.extend(waivers.idle(at_pages));
    out
}

/// The file and line of the permit number, if the periodical says what form it has: then no rule
/// about punctuation and numerals knows better.
fn permit(context: &Context<'_>) -> Option<(String, usize)> {
    context.assembly.publication.permit_form.as_ref()?;
    let text = context.assembly.texts.iter().find(|text| text.of == SourceFile::Publication)?;
    let place = text.places.value("/permit");
    Some((place.file, place.line))
}

/// Whether a rule applies to permit numbers too: the law, the rules about their form, the
/// characters that faces have.
fn binds(rule: &Rule) -> bool {
    let family = rules::find(rule.name).map(|entry| entry.family);
    rule.source.is_law() || matches!(family, Some("internal" | "glyphs" | "words"))
}

/// The severity of a rule's findings here; nothing if it is off. A rule of law can be neither
/// switched off nor made a note.
fn severity(rule: &Rule, context: &Context<'_>) -> Option<Severity> {
    match context.assembly.publication.rules.get(rule.name) {
        None => Some(rule.severity),
        Some(Setting::Off | Setting::Note) if rule.source.is_law() => Some(rule.severity),
        Some(setting) => setting.severity(),
    }
}

/// What is wrong with the settings themselves.
fn settings(context: &Context<'_>) -> Findings {
    let mut findings = Findings::default();
    let texts = &context.assembly.texts;
    let Some(text) = texts.iter().find(|text| text.of == SourceFile::Publication) else {
        return findings;
    };
    for (name, setting) in &context.assembly.publication.rules {
        let place = text.places.key(&format!("/rules/{name}"));
        match rules::find(name) {
            None => findings.push(unknown(name).at(place)),
            Some(entry) => {
                let too_low = matches!(setting, Setting::Off | Setting::Note);
                if too_low && entry.rule.source.is_law() {
                    findings.push(Finding::stop("rule-locked").at(place).with("rule", name));
                }
            }
        }
    }
    findings
}

/// A finding about a rule that does not exist.
pub fn unknown(name: &str) -> Finding {
    match rules::meant(name) {
        Some(meant) => Finding::stop("rule-meant").with("rule", name).with("meant", meant),
        None => Finding::stop("rule-unknown").with("rule", name),
    }
}

/// The waivers in all files.
struct Waivers<'a>(Vec<InPlace<'a>>);

struct InPlace<'a> {
    waiver: &'a Waiver,
    text: &'a Text,
    place: Place,
    used: bool,
}

impl<'a> Waivers<'a> {
    fn of(context: &Context<'a>) -> Self {
        let assembly = context.assembly;
        let all = assembly.texts.iter().flat_map(|text| {
            let waivers = match text.of {
                SourceFile::Publication => &assembly.publication.waivers,
                SourceFile::Issue => &assembly.issue.waivers,
                SourceFile::Article(index) => &assembly.articles[index].waivers,
            };
            waivers.iter().enumerate().map(move |(index, waiver)| {
                let place = text.places.value(&format!("/waivers/{index}"));
                InPlace { waiver, text, place, used: false }
            })
        });
        Self(all.collect())
    }

    /// The reason for which a finding is waived, if it is.
    fn take(&mut self, hit: &Hit) -> Option<&'a str> {
        let waiver = self.0.iter_mut().find(|entry| {
            let wanted = entry.waiver.text.as_deref().unwrap_or_default();
            entry.waiver.rule == hit.rule.name
                && entry.text.file == hit.place.file
                && (wanted.is_empty() || entry.text.line(hit.place.line).contains(wanted))
        })?;
        waiver.used = true;
        Some(&waiver.waiver.reason)
    }

    /// Findings about waivers that waive nothing.
    fn idle(self, at_pages: bool) -> Findings {
        let mut findings = Findings::default();
        for entry in self.0.into_iter().filter(|entry| !entry.used) {
            let name = &entry.waiver.rule;
            match rules::find(name) {
                None if !at_pages => findings.push(unknown(name).at(entry.place)),
                Some(found) if found.rule.needs_pages() == at_pages => {
                    let idle = Finding::warn("waiver-idle").at(entry.place);
                    findings.push(idle.with("rule", name));
                }
                _ => {}
            }
        }
        findings
    }
}
