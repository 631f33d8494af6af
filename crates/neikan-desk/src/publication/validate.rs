//! What must hold across the parts of `publication.yml` and `issue.yml`.

use std::collections::BTreeSet;

use super::{
    CoverStyle, Document, Duty, Form, Issue, Numbering, Places, Project, Publication, Reviewer,
    Theme, calendar, document, theme,
};
use hanzi::names;
use neikan_base::diagnostic::{Finding, Findings};

/// How far flaps stay from the fold of the cover, mm.
const FOLD: f64 = 5.0;
/// How many pictures a cover of the style `quad` shows.
const QUAD: usize = 4;

/// Reads and validates `publication.yml`; returns nothing if it cannot be used.
pub fn load_publication(
    project: &Project,
    findings: &mut Findings,
) -> Option<Document<Publication>> {
    let path = project.issues().join("publication.yml");
    let source = project.read_text(&path, findings)?;
    let mut document = document::read::<Publication>(&source.text, &source.file, 0, findings)?;
    let named = one_layout(&mut document, findings);
    let publication = &document.value;
    let places = &document.places;
    for (pointer, path) in [
        (named, project.layout_file(&publication.layout, "issue.typ")),
        ("/press", project.press(&publication.press)),
    ] {
        if !project.has(&path) {
            let finding = Finding::stop("file-missing").at(places.value(pointer));
            findings.push(finding.with("path", project.show(&path)));
        }
    }
    let form = Form::load(project, &publication.layout, findings);
    if form.permit && publication.permit.is_none() {
        findings.push(Finding::stop("key-missing").at(places.value("")).with("key", "permit"));
    }
    flaps(&document, findings);
    if !form.covers && document.value.numbering.is_some_and(|own| own != Numbering::Issue) {
        let finding = Finding::stop("numbering-form").at(document.places.value("/numbering"));
        findings.push(finding.with("layout", &document.value.layout));
    }
    sections(project, &document, findings);
    reviewers(&document, findings);
    enough(&document, findings);
    calendar::faults(&document, findings);
    Some(document)
}

/// Refuses flaps that would reach into the fold of the cover.
fn flaps(document: &Document<Publication>, findings: &mut Findings) {
    let format = document.value.format;
    for (key, width) in ["front", "back"].into_iter().zip(format.flap_widths()) {
        let most = format.width - FOLD;
        if width > most {
            let place = document.places.value(&format!("/format/flaps/{key}"));
            let finding = Finding::stop("flap-wide").at(place).with("width", width);
            findings.push(finding.with("limit", most));
        }
    }
}

/// Takes the layout that `form` names, if it is there; returns the key that names the layout. A
/// publication has one: both keys may not name different ones.
fn one_layout(document: &mut Document<Publication>, findings: &mut Findings) -> &'static str {
    let Some(form) = document.value.form.clone() else { return "/layout" };
    if says(&document.places, "/layout") && document.value.layout != form {
        let finding = Finding::stop("form-layout").at(document.places.value("/layout"));
        findings.push(finding.with("form", &form).with("layout", &document.value.layout));
    }
    document.value.layout = form;
    "/form"
}

/// Whether a file has a key.
fn says(places: &Places, pointer: &str) -> bool {
    places.key(pointer).line != 0
}

/// Reads the theme that the issue names, else the one that the publication names, else
/// `theme.yml`, and holds the colours of the sections against it.
pub fn load_theme(
    project: &Project,
    publication: &Document<Publication>,
    issue: Option<&Document<Issue>>,
    findings: &mut Findings,
) -> Option<Theme> {
    let layout = &publication.value.layout;
    let of_issue = issue.and_then(|issue| {
        let name = issue.value.layout_theme.as_deref()?;
        Some((name, issue.places.value("/layout_theme")))
    });
    let of_publication = || {
        let name = publication.value.theme.as_deref()?;
        Some((name, publication.places.value("/theme")))
    };
    let named = of_issue.or_else(of_publication);
    let known = theme::files(project, layout);
    if let Some((name, place)) = &named
        && !known.contains(&theme::file_name(Some(name)))
    {
        let finding = Finding::stop("theme-missing").at(place.clone()).with("theme", name);
        findings.push(finding.with("layout", layout).with("known", known.join(", ")));
        return None;
    }
    let theme = Theme::load(project, layout, named.as_ref().map(|(name, _)| *name), findings)?;
    section_colors(publication, &theme, findings);
    Some(theme)
}

fn section_colors(document: &Document<Publication>, theme: &Theme, findings: &mut Findings) {
    for (index, section) in document.value.sections.iter().enumerate() {
        if !theme.colors.contains_key(&section.color) {
            let place = document.places.value(&format!("/sections/{index}/color"));
            let known = theme.colors.keys().cloned().collect::<Vec<_>>().join(", ");
            let finding = Finding::stop("color-unknown").at(place);
            findings.push(finding.with("color", &section.color).with("known", known));
        }
    }
}

/// Checks that sections have unique identifiers and kinds that the layout has.
fn sections(project: &Project, document: &Document<Publication>, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    let kinds = kinds(project, &document.value.layout);
    for (index, section) in document.value.sections.iter().enumerate() {
        let place = |key: &str| document.places.value(&format!("/sections/{index}/{key}"));
        if !seen.insert(&section.id) {
            findings.push(Finding::stop("id-twice").at(place("id")).with("id", &section.id));
        }
        if !kinds.contains(&section.kind) {
            findings.push(unknown_kind(&section.kind, &kinds).at(place("kind")));
        }
    }
}

/// Checks that each reviewer is listed once, under any spelling of the name, that delegates sign
/// final reviews, and that somebody can countersign them.
fn reviewers(document: &Document<Publication>, findings: &mut Findings) {
    let reviewers = &document.value.review.reviewers;
    let mut seen = BTreeSet::new();
    let finals = |reviewer: &Reviewer| reviewer.stages.contains(&Duty::Final);
    let chief = reviewers.iter().any(|reviewer| finals(reviewer) && !reviewer.delegate);
    for (index, reviewer) in reviewers.iter().enumerate() {
        let place = |key: &str| document.places.value(&format!("/review/reviewers/{index}/{key}"));
        let fault = |rule, key| Finding::stop(rule).at(place(key)).with("name", &reviewer.name);
        if !seen.insert(names::fold(&reviewer.name)) {
            findings.push(fault("reviewer-twice", "name"));
        }
        if reviewer.delegate && !finals(reviewer) {
            findings.push(fault("reviewer-delegate", "stages"));
        } else if reviewer.delegate && !chief {
            findings.push(fault("reviewer-chief", "delegate"));
        }
    }
}

/// Warns of a list with which no article can ever be printed: three people review an article, and two
/// read its first two proofs.
fn enough(document: &Document<Publication>, findings: &mut Findings) {
    let reviewers = &document.value.review.reviewers;
    if reviewers.is_empty() {
        return;
    }
    let able = |duty: Duty| reviewers.iter().filter(move |own| own.stages.contains(&duty));
    let place = || document.places.key("/review/reviewers");
    let names = |duty| able(duty).map(|own| own.name.as_str()).collect::<Vec<_>>().join(", ");
    if able(Duty::Proof).count() < 2 {
        let finding = Finding::warn("reviewer-proof-alone").at(place());
        let finding = finding.with("count", able(Duty::Proof).count());
        findings.push(finding.with("name", names(Duty::Proof)));
    }
    let three = able(Duty::First).any(|first| {
        let others = able(Duty::Second).filter(|second| second.name != first.name);
        others.into_iter().any(|second| {
            able(Duty::Final).any(|last| last.name != first.name && last.name != second.name)
        })
    });
    if !three {
        let finding = Finding::warn("reviewer-three").at(place());
        let finding = finding.with("first", names(Duty::First));
        findings
            .push(finding.with("second", names(Duty::Second)).with("final", names(Duty::Final)));
    }
}

/// The kinds of article that a layout has: its files `article/<kind>.typ`.
pub fn kinds(project: &Project, layout: &str) -> BTreeSet<String> {
    let files = project.layout_paths(layout).into_iter();
    let files = files.filter_map(|(inner, _)| inner.strip_prefix("article/").map(str::to_owned));
    files.filter_map(|name| name.strip_suffix(".typ").map(str::to_owned)).collect()
}

/// A finding about a kind that the layout does not have.
pub fn unknown_kind(kind: &str, known: &BTreeSet<String>) -> Finding {
    let known = known.iter().cloned().collect::<Vec<_>>().join(", ");
    Finding::stop("kind-unknown").with("kind", kind).with("known", known)
}

/// Reads and validates `issue.yml`; returns nothing if it cannot be used.
pub fn load_issue(project: &Project, id: &str, findings: &mut Findings) -> Option<Document<Issue>> {
    let path = project.issue(id).join("issue.yml");
    let source = project.read_text(&path, findings)?;
    let document = document::read::<Issue>(&source.text, &source.file, 0, findings)?;
    articles(project, id, &document, findings);
    double_number(&document, findings);
    four_pictures(&document, findings);
    Some(document)
}

/// Checks that every listed article is listed once and has a file, and that every file is listed.
fn articles(project: &Project, id: &str, document: &Document<Issue>, findings: &mut Findings) {
    let folder = project.issue(id).join("articles");
    let mut listed = BTreeSet::new();
    for (index, article) in document.value.articles.iter().enumerate() {
        let place = document.places.value(&format!("/articles/{index}"));
        if !is_id(article) {
            findings.push(Finding::stop("form-id").at(place).with("value", article));
        } else if !listed.insert(article.as_str()) {
            findings.push(Finding::stop("article-twice").at(place).with("id", article));
        } else if !project.has(&folder.join(format!("{article}.md"))) {
            let path = project.show(&folder.join(format!("{article}.md")));
            findings.push(Finding::stop("article-missing").at(place).with("path", path));
        }
    }
    for name in &project.article_names(id) {
        if !listed.contains(name.as_str()) {
            let place = document.places.key("/articles");
            findings.push(Finding::stop("article-unlisted").at(place).with("id", name));
        }
    }
}

/// The identifier of the section that an article names, by its identifier or its name; nothing if
/// there is no such section, or more than one of that name.
pub fn section_id<'p>(publication: &'p Publication, named: &str) -> Option<&'p str> {
    let sections = &publication.sections;
    let own = sections.iter().find(|section| section.id == named);
    let mut alike = sections.iter().filter(|section| section.name == named.trim());
    let by_name = || alike.next().filter(|_| alike.next().is_none());
    own.or_else(by_name).map(|section| section.id.as_str())
}

/// Whether a text can be an identifier: lower-case letters, digits and single hyphens.
pub fn is_id(text: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    text.split('-').all(part)
}

/// Refuses cover lines whose article is not in the issue. This is a fault only when the issue is
/// put together; while its articles are still being reviewed they may be elsewhere.
pub fn cover_lines(document: &Document<Issue>, findings: &mut Findings) {
    for (index, line) in document.value.cover_lines().iter().enumerate() {
        let Some(article) = &line.article else { continue };
        if !document.value.articles.contains(article) {
            let place = document.places.value(&format!("/cover/lines/{index}/article"));
            findings.push(Finding::stop("article-unknown").at(place).with("id", article));
        }
    }
}

/// Refuses decisions about articles that are not in the issue.
pub fn arrangement(document: &Document<Issue>, findings: &mut Findings) {
    for id in document.value.arrangement.keys() {
        if !document.value.articles.contains(id) {
            let place = document.places.key(&format!("/arrangement/{id}"));
            findings.push(Finding::stop("arrangement-unknown").at(place).with("id", id));
        }
    }
}

/// More pictures on a cover than the first one belong to the style that shows four, which wants all of them.
fn four_pictures(document: &Document<Issue>, findings: &mut Findings) {
    let Some(cover) = &document.value.cover else { return };
    let count = cover.pictures.len() + 1;
    if cover.style == CoverStyle::Quad && count != QUAD {
        let finding = Finding::stop("cover-quad").at(document.places.value("/cover/style"));
        findings.push(finding.with("count", count));
    } else if cover.style != CoverStyle::Quad && count > 1 {
        let finding = Finding::warn("cover-pictures").at(document.places.key("/cover/pictures"));
        findings.push(finding.with("count", count - 1));
    }
}

fn double_number(document: &Document<Issue>, findings: &mut Findings) {
    let issue = &document.value;
    if issue.number_to.is_some_and(|last| last <= issue.number) {
        let place = document.places.value("/number_to");
        findings.push(Finding::stop("number-order").at(place).with("number", issue.number));
    }
}
