//! `pages` of `issue.yml`: which articles are on which page of a newspaper.

use std::collections::BTreeMap;

use super::{Document, Form, Issue, NewsPage, Publication};
use neikan_base::diagnostic::{Finding, Findings, Place};

/// Where something about a page is wrong.
struct At<'a> {
    document: &'a Document<Issue>,
    /// The page, from 0.
    index: usize,
}

impl At<'_> {
    fn value(&self, pointer: &str) -> Place {
        self.document.places.value(&format!("/pages/{}{pointer}", self.index))
    }

    fn number(&self) -> usize {
        self.index + 1
    }
}

/// Checks the pages of a newspaper: that there are as many as the sheets have, that every article is on
/// one of them and none on two, that every page has one, and that jumps lead to a later page.
pub fn pages(
    document: &Document<Issue>,
    publication: &Publication,
    form: Form,
    findings: &mut Findings,
) {
    let issue = &document.value;
    if !form.pages {
        if !issue.pages.is_empty() {
            findings.push(Finding::note("pages-unused").at(document.places.key("/pages")));
        }
        return;
    }
    if issue.pages.is_empty() {
        let finding = Finding::stop("key-missing").at(document.places.value(""));
        return findings.push(finding.with("key", "pages"));
    }
    count(document, publication.page_multiple(), findings);
    let mut seen = BTreeMap::new();
    for (index, page) in issue.pages.iter().enumerate() {
        let at = At { document, index };
        articles(&at, page, &mut seen, findings);
        looks(&at, page, findings);
        jumps(&at, page, issue.pages.len(), findings);
    }
    for (index, id) in issue.articles.iter().enumerate() {
        if !seen.contains_key(id.as_str()) {
            let place = document.places.value(&format!("/articles/{index}"));
            findings.push(Finding::stop("page-of-none").at(place).with("id", id));
        }
    }
}

/// A sheet folded once has four pages.
fn count(document: &Document<Issue>, multiple: usize, findings: &mut Findings) {
    let count = document.value.pages.len();
    if !count.is_multiple_of(multiple) {
        let finding = Finding::stop("pages-count").at(document.places.key("/pages"));
        let next = count.next_multiple_of(multiple);
        findings.push(finding.with("count", count).with("multiple", multiple).with("next", next));
    }
}

fn articles<'a>(
    at: &At<'_>,
    page: &'a NewsPage,
    seen: &mut BTreeMap<&'a str, usize>,
    findings: &mut Findings,
) {
    if page.articles.is_empty() {
        let finding = Finding::stop("page-empty").at(at.value(""));
        findings.push(finding.with("page", at.number()).with("name", &page.name));
    }
    for (index, id) in page.articles.iter().enumerate() {
        let place = at.value(&format!("/articles/{index}"));
        if !at.document.value.articles.contains(id) {
            findings.push(Finding::stop("page-article").at(place).with("id", id));
        } else if let Some(first) = seen.insert(id, at.number()) {
            let finding = Finding::stop("page-twice").at(place).with("id", id);
            findings.push(finding.with("page", first));
        }
    }
}

/// Heads and boxes are those of articles on the page.
fn looks(at: &At<'_>, page: &NewsPage, findings: &mut Findings) {
    for (key, list) in [("upright", &page.upright), ("boxed", &page.boxed)] {
        for (index, id) in list.iter().enumerate().filter(|(_, id)| !page.articles.contains(id)) {
            let finding = Finding::stop("page-elsewhere").at(at.value(&format!("/{key}/{index}")));
            findings.push(finding.with("id", id).with("page", at.number()).with("key", key));
        }
    }
}

fn jumps(at: &At<'_>, page: &NewsPage, count: usize, findings: &mut Findings) {
    for (id, &to) in &page.jumps {
        let place = at.value(&format!("/jumps/{id}"));
        if !page.articles.contains(id) {
            let finding = Finding::stop("page-elsewhere").at(place).with("id", id);
            findings.push(finding.with("page", at.number()).with("key", "jumps"));
        } else if usize::from(to) <= at.number() || usize::from(to) > count {
            let finding = Finding::stop("page-jump").at(place).with("id", id).with("to", to);
            findings.push(finding.with("page", at.number()).with("count", count));
        }
    }
}
