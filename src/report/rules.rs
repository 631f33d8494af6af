//! Rules held against each other and against the publication: one that never applies since another
//! comes before it, units that are no members, a level twice.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Findings};
use crate::publication::{ArticleRule, Document, FeeRule, Publication, Rank, Units};

/// Which articles a rule is about.
struct Reach<'a> {
    sections: &'a [String],
    kinds: &'a [String],
    ranks: &'a [Rank],
    /// More characters than the first, at most the second.
    length: (usize, usize),
}

impl<'a> Reach<'a> {
    fn of(rule: &'a ArticleRule) -> Self {
        let ArticleRule { sections, kinds, ranks, over, up_to, .. } = rule;
        let length = (over.unwrap_or(0), up_to.unwrap_or(usize::MAX));
        Self { sections, kinds, ranks, length }
    }

    fn of_fee(rule: &'a FeeRule) -> Self {
        let FeeRule { sections, kinds, ranks, .. } = rule;
        Self { sections, kinds, ranks, length: (0, usize::MAX) }
    }

    /// Whether every article that another is about is one of these.
    fn holds(&self, other: &Self) -> bool {
        fn all<T: PartialEq>(own: &[T], other: &[T]) -> bool {
            own.is_empty() || !other.is_empty() && other.iter().all(|one| own.contains(one))
        }
        all(self.sections, other.sections)
            && all(self.kinds, other.kinds)
            && all(self.ranks, other.ranks)
            && self.length.0 <= other.length.0
            && self.length.1 >= other.length.1
    }

    /// Whether no article at all can be one of these.
    fn is_void(&self) -> bool {
        self.length.0 >= self.length.1
    }
}

/// Everything that is wrong with the rules of scoring.
pub fn scoring(document: &Document<Publication>, units: &Units) -> Findings {
    let mut findings = Findings::default();
    let Some(scoring) = &document.value.scoring else { return findings };
    let desk = Desk { document, units };
    let reaches = scoring.articles.iter().map(Reach::of).collect();
    findings.extend(desk.order("/scoring/articles", &reaches));
    let levels = scoring.levels.iter().map(|level| level.name.as_str());
    findings.extend(desk.twice("/scoring/levels", "/name", levels));
    let tiers = scoring.tiers.iter().map(|tier| tier.name.as_str());
    findings.extend(desk.twice("/scoring/tiers", "/name", tiers));
    let mut known: BTreeMap<&str, String> = BTreeMap::new();
    for (at, tier) in scoring.tiers.iter().enumerate() {
        if tier.units.is_empty() && at + 1 < scoring.tiers.len() {
            let pointer = format!("/scoring/tiers/{at}");
            findings.push(
                desk.at(Finding::stop("scoring-tier-all"), &pointer).with("name", &tier.name),
            );
        }
        for (index, unit) in tier.units.iter().enumerate() {
            let pointer = format!("/scoring/tiers/{at}/units/{index}");
            findings.extend(desk.member(unit, &pointer));
            if let Some(other) = known.insert(units.full(unit), tier.name.clone()) {
                let finding =
                    desk.at(Finding::stop("scoring-tier-twice"), &pointer).with("unit", unit);
                findings.push(finding.with("one", other).with("other", &tier.name));
            }
        }
    }
    for (index, unit) in scoring.unranked.iter().enumerate() {
        findings.extend(desk.member(unit, &format!("/scoring/unranked/{index}")));
    }
    for (index, veto) in scoring.vetoes.iter().enumerate() {
        findings.extend(desk.member(&veto.unit, &format!("/scoring/vetoes/{index}/unit")));
    }
    for (index, rule) in scoring.articles.iter().enumerate() {
        findings.extend(desk.named(&rule.sections, &format!("/scoring/articles/{index}/sections")));
    }
    findings
}

/// Everything that is wrong with the rules of fees.
pub fn fees(document: &Document<Publication>) -> Findings {
    let mut findings = Findings::default();
    let Some(fees) = &document.value.fees else { return findings };
    let desk = Desk { document, units: &Units::default() };
    let reaches = fees.articles.iter().map(Reach::of_fee).collect();
    findings.extend(desk.order("/fees/articles", &reaches));
    for (index, rule) in fees.articles.iter().enumerate() {
        let pointer = format!("/fees/articles/{index}");
        findings.extend(desk.named(&rule.sections, &format!("{pointer}/sections")));
        if rule.per_thousand.is_some() == rule.each.is_some() {
            findings.push(desk.at(Finding::stop("fees-measure"), &pointer));
        }
    }
    let steps = fees.tax.iter().flat_map(|tax| &tax.steps).collect::<Vec<_>>();
    for (index, step) in steps.iter().enumerate() {
        let last = index + 1 == steps.len();
        let above = index > 0 && steps[index - 1].up_to >= step.up_to && !last;
        if step.up_to.is_none() != last || above {
            findings.push(
                desk.at(Finding::stop("fees-tax-steps"), &format!("/fees/tax/steps/{index}")),
            );
        }
    }
    findings
}

struct Desk<'a> {
    document: &'a Document<Publication>,
    units: &'a Units,
}

impl Desk<'_> {
    fn at(&self, finding: Finding, pointer: &str) -> Finding {
        finding.at(self.document.places.value(pointer))
    }

    /// Rules that never apply: an earlier one is about all that they are about, or nothing can be.
    fn order(&self, list: &str, reaches: &Vec<Reach<'_>>) -> Vec<Finding> {
        let mut out = Vec::new();
        for (at, reach) in reaches.iter().enumerate() {
            let pointer = format!("{list}/{at}");
            if reach.is_void() {
                out.push(self.at(Finding::stop("scoring-void"), &pointer));
            } else if let Some(before) = reaches[..at].iter().position(|own| own.holds(reach)) {
                let line = self.document.places.value(&format!("{list}/{before}")).line;
                out.push(self.at(Finding::stop("scoring-shadowed"), &pointer).with("before", line));
            }
        }
        out
    }

    fn twice<'a>(
        &self,
        list: &str,
        key: &str,
        names: impl Iterator<Item = &'a str>,
    ) -> Vec<Finding> {
        let mut known = std::collections::BTreeSet::new();
        let again = names.enumerate().filter(|(_, name)| !known.insert(*name));
        let again: Vec<(usize, &str)> = again.collect();
        let finding = |(at, name): (usize, &str)| {
            self.at(Finding::stop("scoring-twice"), &format!("{list}/{at}{key}")).with("name", name)
        };
        again.into_iter().map(finding).collect()
    }

    fn member(&self, unit: &str, pointer: &str) -> Option<Finding> {
        let finding = || self.at(Finding::stop("scoring-unit"), pointer).with("unit", unit);
        (!self.units.has(unit)).then(finding)
    }

    /// Sections that the publication does not have.
    fn named(&self, sections: &[String], pointer: &str) -> Vec<Finding> {
        let known: Vec<&str> =
            self.document.value.sections.iter().map(|section| section.id.as_str()).collect();
        let strange = sections.iter().enumerate().filter(|(_, id)| !known.contains(&id.as_str()));
        let finding = |(at, id): (usize, &String)| {
            let finding = self.at(Finding::stop("scoring-section"), &format!("{pointer}/{at}"));
            finding.with("section", id).with("known", known.join(", "))
        };
        strange.map(finding).collect()
    }
}
