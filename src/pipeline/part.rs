//! A part of an issue, to be looked at at once: some articles by themselves, or some pages of the whole.
//!
//! Only what is asked for is set (articles) or exported (pages), on the screen's pages, as a draft and
//! marked as one. No other edition is made, nothing is proofread or preflighted, and the file, in a
//! folder of its own with a list of its own, is none of the issue's outputs: it is never imposed or sent,
//! and the next finished build removes it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::press::boxes;
use super::ready::{Ready, approve, prepare};
use super::{Clock, Editions, Made, Order, Step};
use crate::archive::Output;
use crate::desk::order::unknown_article;
use crate::diagnostic::{Failure, Finding, Findings, Severity};
use crate::digital::placed::{self, Quality};
use crate::fs::{Lock, Set, lock, read_limited};
use crate::guard;
use crate::publication::{Project, load_publication};
use crate::typeset::compile::{pdf_options, refused, write_pdf};
use crate::typeset::label::label;
use crate::typeset::{PageMap, Part};
use neikan_base::hash::sha256;

/// The folder of such drafts, below the issue's output folder.
pub const FOLDER: &str = "part";
/// The list of what the program wrote there.
const LIST: &str = "part/part.json";
/// The largest list that is read, bytes.
const LIMIT: u64 = 4 << 20;
/// The longest name of articles in a file name, bytes.
const NAMED: usize = 60;

/// What is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// These articles.
    Articles(Vec<String>),
    /// These inside pages.
    Pages(Vec<Folios>),
}

/// A run of pages by the numbers printed on them, first and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folios(pub u64, pub u64);

impl FromStr for Folios {
    type Err = String;

    /// Reads `12` or `12-19`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (first, last) = text.split_once(['-', '\u{2013}']).unwrap_or((text, text));
        let number = |text: &str| text.trim().parse::<u64>().ok().filter(|&number| number > 0);
        let pages = number(first).zip(number(last)).filter(|(first, last)| first <= last);
        pages.map(|(first, last)| Self(first, last)).ok_or_else(|| text.to_owned())
    }
}

/// A request for a part.
#[derive(Debug, Clone)]
pub struct PartOrder {
    /// The issue's folder name.
    pub issue: String,
    /// The parent folder of the issues' output folders.
    pub out: PathBuf,
    /// What is to be looked at.
    pub selection: Selection,
    /// The quality of its pictures.
    pub quality: Quality,
}

/// A part that was made.
#[derive(Debug, Serialize)]
pub struct PartBuilt {
    /// The issue.
    pub issue: String,
    /// The articles that are in it.
    pub articles: Vec<String>,
    /// Its file.
    pub file: Made,
    /// How long each step took, ms.
    pub timings: Vec<(Step, u64)>,
    /// The issue's output folder.
    #[serde(skip)]
    pub folder: PathBuf,
    /// What ought to be looked at.
    #[serde(skip)]
    pub findings: Findings,
}

/// What the program wrote into the folder of parts.
#[derive(Debug, Default, Serialize, Deserialize)]
struct List {
    files: Vec<Made>,
}

/// Makes a draft of a part of an issue; calls `begin` with each step as it begins.
///
/// # Errors
/// [`Failure::Call`] for articles or pages that are not there; [`Failure::Stopped`] with what keeps
/// pages from being made; [`Failure::Machine`].
pub fn build_part(
    project: &Project,
    order: &PartOrder,
    begin: &dyn Fn(Step),
) -> Result<PartBuilt, Failure> {
    let mut clock = Clock::start(begin);
    clock.begin(Step::Check);
    let (project, (mut issue, mut findings)) = prepared(project.frozen(), order)?;
    let project = &project;
    if let Selection::Articles(names) = &order.selection {
        issue.only = chosen(&issue, names)?;
    }
    approve(project, &mut issue, &whole(order))?;
    // Even of an approved issue this is no more than something to look at.
    issue.assembly.draft = true;
    clock.begin(Step::Editions);
    let originals = issue.take_pictures(project);
    let (document, articles) = match &order.selection {
        Selection::Articles(_) => {
            (issue.set(project, Part::Articles, 0.0, &originals)?, issue.only.clone())
        }
        Selection::Pages(folios) => {
            let mut set = issue.set(project, Part::Whole, 0.0, &originals)?;
            let covers = issue.covers();
            let map = PageMap::of(&issue.assembly, &set.document, covers);
            let articles = articles_on(&map, folios, &order.issue)?;
            set.document = cut(issue.on_screen(set.document), covers, &map, folios);
            (set, articles)
        }
    };
    findings = concerning(findings, &order.issue, &articles);
    findings.extend(boxes(&document, &issue, "screen").softened());
    findings.extend(document.findings);
    let pages = document.document.pages().len();
    let document = placed::fit(
        document.document,
        issue.shown(&originals),
        &issue.foreign,
        order.quality,
        (project.store(), &placed::nothing_else),
    )?;
    let path = format!("{FOLDER}/{}-{}-draft.pdf", issue.name(), name(&order.selection));
    let bytes = guard::naming(path.as_str(), || pdf(&issue, &document))?;
    clock.begin(Step::Write);
    let folder = order.out.join(&order.issue);
    let file = write(&folder, &Output { path, bytes }, pages, &issue.content.sha256)?;
    let timings = clock.stop();
    Ok(PartBuilt { issue: order.issue.clone(), articles, file, timings, folder, findings })
}

/// Reads and checks the issue. What is wrong with other articles keeps nobody from seeing those that are
/// to be looked at: where they cannot be read, a line stands for each of them, and is not set.
fn prepared(project: Project, order: &PartOrder) -> Result<(Project, (Ready, Findings)), Failure> {
    let whole = prepare(&project, &order.issue, true);
    let (Err(Failure::Stopped(findings)), Selection::Articles(names)) = (&whole, &order.selection)
    else {
        return Ok((project, whole?));
    };
    let folder = format!("issues/{}/articles/", order.issue);
    let other = |finding: &Finding| {
        let file = finding.place.as_ref()?.file.strip_prefix(&folder)?;
        let name = file.strip_suffix(".md")?;
        (!names.iter().any(|own| own == name)).then(|| name.to_owned())
    };
    let stops = findings.iter().filter(|finding| finding.severity == Severity::Stop);
    let broken: Option<BTreeSet<String>> = stops.map(other).collect();
    let without = broken.and_then(|broken| without(&project, &order.issue, &broken));
    match without.map(|without| (prepare(&without, &order.issue, true), without)) {
        Some((Ok(prepared), without)) => Ok((without, prepared)),
        _ => Ok((project, whole?)),
    }
}

/// The project with a line in the place of each of these articles.
fn without(project: &Project, issue: &str, broken: &BTreeSet<String>) -> Option<Project> {
    let publication = load_publication(project, &mut Findings::default())?;
    let section = &publication.value.sections.first()?.id;
    let text = format!("---\ntitle: \u{2026}\nsection: {section}\n---\n\u{2026}\n");
    let folder = project.issue(issue).join("articles");
    let paths = broken.iter().map(|name| folder.join(format!("{name}.md")));
    Some(paths.fold(project.frozen(), |project, path| project.with_text(&path, &text)))
}

/// The order of which this is a part: a draft of the digital editions.
fn whole(order: &PartOrder) -> Order {
    let editions = Editions { digital: true, ..Editions::NONE };
    Order { editions, draft: true, ..Order::whole(&order.issue, order.out.clone()) }
}

/// The articles asked for, in printing order.
fn chosen(issue: &Ready, names: &[String]) -> Result<Vec<String>, Failure> {
    let known: Vec<&str> = issue.assembly.articles.iter().map(|own| own.id.as_str()).collect();
    if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(Failure::Call(Box::new(unknown_article(&known, name))));
    }
    let asked: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    Ok(known.into_iter().filter(|id| asked.contains(id)).map(str::to_owned).collect())
}

/// The findings about the articles of a part, and what else ought to be looked at.
fn concerning(findings: Findings, issue: &str, articles: &[String]) -> Findings {
    let folder = format!("issues/{issue}/articles/");
    let own = |finding: &Finding| {
        let file = finding.place.as_ref().and_then(|place| place.file.strip_prefix(&folder));
        match file.and_then(|file| file.strip_suffix(".md")) {
            Some(name) => articles.iter().any(|own| own == name),
            None => finding.severity > Severity::Note,
        }
    };
    findings.into_iter().filter(own).collect()
}

/// The articles on some pages.
fn articles_on(map: &PageMap, folios: &[Folios], issue: &str) -> Result<Vec<String>, Failure> {
    let last = map.pages.iter().map(|page| page.folio).max().unwrap_or_default();
    if let Some(Folios(from, to)) = folios.iter().find(|own| own.1 > last) {
        let finding = Finding::stop("part-pages").with("pages", format!("{from}-{to}"));
        let finding = finding.with("issue", issue).with("last", last);
        return Err(Failure::Call(Box::new(finding)));
    }
    let on = map.pages.iter().filter(|page| is_asked(page.folio, folios));
    let on: BTreeSet<&String> = on.flat_map(|page| &page.articles).collect();
    let articles = map.articles.iter().map(|own| own.id.clone());
    Ok(articles.filter(|id| on.contains(id)).collect())
}

fn is_asked(folio: u64, folios: &[Folios]) -> bool {
    folios.iter().any(|own| (own.0..=own.1).contains(&folio))
}

/// The pages asked for, alone, of a document with so many cover pages before the inside.
fn cut(
    mut document: PagedDocument,
    covers: usize,
    map: &PageMap,
    folios: &[Folios],
) -> PagedDocument {
    let info = std::mem::take(document.info_mut());
    let inside = document.pages().iter().skip(covers).zip(&map.pages);
    let pages = inside.filter(|(_, own)| is_asked(own.folio, folios)).map(|(page, _)| page.clone());
    PagedDocument::new(pages.collect(), info)
}

/// The pages as a PDF with the label of the issue: whoever imposes it is told that it is none of what was
/// built.
fn pdf(issue: &Ready, document: &PagedDocument) -> Result<Vec<u8>, Failure> {
    let options = PdfOptions { tagged: false, ..pdf_options(&issue.assembly, "part") };
    let pdf = write_pdf(document, &options)?;
    Ok(label(pdf, &issue.content.sha256, &|_, _| {}).map_err(refused)?)
}

/// What its file is called after: `only-lychee-chain`, `pages-12-19`.
fn name(selection: &Selection) -> String {
    match selection {
        Selection::Articles(names) => {
            let all = names.join("+");
            if all.len() <= NAMED {
                return format!("only-{all}");
            }
            let first = names.first().map(String::as_str).unwrap_or_default();
            format!("only-{first}+{}-{}", names.len() - 1, &sha256(all.as_bytes())[..8])
        }
        Selection::Pages(folios) => {
            let run = |own: &Folios| match own {
                Folios(first, last) if first == last => first.to_string(),
                Folios(first, last) => format!("{first}-{last}"),
            };
            format!("pages-{}", folios.iter().map(run).collect::<Vec<_>>().join("+"))
        }
    }
}

/// Writes the file and the list of such files as one set.
fn write(folder: &Path, output: &Output, pages: usize, sum: &str) -> Result<Made, Failure> {
    let made = Made::of((&output.path, &output.bytes), Some(pages), sum);
    let lock = Lock::take(folder, lock::Kind::Passing, "build --only")?;
    let set = Set::begin(&lock);
    set.put(&output.path, &output.bytes)?;
    let mut list = read(folder);
    list.files.retain(|old| old.path != made.path);
    list.files.push(made.clone());
    list.files.sort_by(|one, other| one.path.cmp(&other.path));
    let text = serde_json::to_vec_pretty(&list).map_err(|e| Failure::internal(LIST, e))?;
    set.put(LIST, &text)?;
    set.commit()?;
    Ok(made)
}

fn read(folder: &Path) -> List {
    let bytes = read_limited(&folder.join(LIST), LIMIT).ok().flatten();
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// The drafts of parts that lie in an output folder as the program wrote them, with their list: a
/// finished build replaces them.
pub(super) fn written_parts(folder: &Path) -> Vec<String> {
    let as_written = |made: &Made| {
        let inside =
            made.path.strip_prefix("part/").is_some_and(|name| !name.contains(['/', '\\']));
        let bytes = read_limited(&folder.join(&made.path), made.bytes as u64).ok().flatten();
        inside && bytes.is_some_and(|bytes| sha256(&bytes) == made.sha256)
    };
    let files = read(folder).files;
    let mut own: Vec<String> =
        files.iter().filter(|made| as_written(made)).map(|made| made.path.clone()).collect();
    if !files.is_empty() {
        own.push(LIST.to_owned());
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_as_numbers_and_runs() {
        assert_eq!("12-19".parse(), Ok(Folios(12, 19)));
        assert_eq!("7".parse(), Ok(Folios(7, 7)));
        for wrong in ["", "0", "9-3", "a", "3-", "-3", "1-2-3"] {
            assert!(wrong.parse::<Folios>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn files_are_called_after_what_is_in_them() {
        let names = |list: &[&str]| Selection::Articles(list.iter().map(|n| (*n).into()).collect());
        assert_eq!(name(&names(&["a", "b"])), "only-a+b");
        assert_eq!(name(&Selection::Pages(vec![Folios(12, 19), Folios(3, 3)])), "pages-12-19+3");
        let long: Vec<String> = (0..40).map(|number| format!("article-{number}")).collect();
        let long = name(&Selection::Articles(long));
        assert!(long.starts_with("only-article-0+39-") && long.len() < 60, "{long}");
    }
}
