//! Finding: words in the manuscripts of all issues and of the inbox, without an index.
//!
//! A [`query`] is folded, and so is every text; a manuscript that lacks a character of the words is put
//! aside at once. The others are read into their printed passages, so that markup never hides a word
//! and no path or attribute is found, and what stands around the words is an [`excerpt`].

pub mod excerpt;
pub mod query;

use std::collections::BTreeSet;
use std::path::PathBuf;

use rayon::prelude::*;
use serde::Serialize;

pub use query::Query;

use self::excerpt::excerpts;
use super::review::Folder;
use crate::manuscript::printed;
use crate::manuscript::prose::Text;
use crate::publication::{INBOX, Issue, Project, SourceText, document};
use hanzi::folding::folded;
use neikan_base::diagnostic::{Failure, Findings};

/// A place at which something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The issue, or `inbox`.
    pub issue: String,
    /// The article; nothing for a text of `issue.yml`.
    pub article: Option<String>,
    /// The article's title, if it can be read.
    pub title: Option<String>,
    /// The file, relative to the project.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What stands there.
    pub text: String,
    /// Where the words are in that, as ranges of characters.
    pub marks: Vec<[usize; 2]>,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// All places: those in the inbox, then those of the newest issue and so on; by article in printing
    /// order and by place.
    pub hits: Vec<Hit>,
    /// In how many files.
    pub files: usize,
    /// How many files were looked through.
    pub searched: usize,
    /// Which files could not be read, as warnings.
    pub findings: Findings,
}

/// A file to be looked through.
struct Candidate {
    issue: String,
    article: Option<String>,
    path: PathBuf,
}

/// Looks for words in the manuscripts of an issue or of the inbox, or of all of them.
///
/// # Errors
/// A call for an issue that is not there.
pub fn find(project: &Project, query: &Query, only: Option<&str>) -> Result<Found, Failure> {
    let folders: Vec<Folder> = match only {
        Some(id) => vec![Folder::choose(project, Some(id))?],
        None => {
            let issues = project.issue_ids().into_iter().rev();
            let issues = issues.map(|id| Folder::issue(project, &id));
            std::iter::once(Folder::inbox(project)).chain(issues).collect()
        }
    };
    let candidates: Vec<Candidate> =
        folders.iter().flat_map(|own| candidates(project, own)).collect();
    let looked: Vec<(Vec<Hit>, Findings)> =
        candidates.par_iter().map(|candidate| look(project, query, candidate)).collect();
    let mut found =
        Found { hits: Vec::new(), files: 0, searched: looked.len(), findings: Findings::default() };
    for (hits, findings) in looked {
        found.files += usize::from(!hits.is_empty());
        found.hits.extend(hits);
        found.findings.extend(findings.softened());
    }
    Ok(found)
}

/// The files of a folder: `issue.yml`, the articles in printing order, those that are not listed.
fn candidates(project: &Project, folder: &Folder) -> Vec<Candidate> {
    let mut names = folder.names();
    names.retain(|name| !name.starts_with('.'));
    let own = |article: Option<&String>, path: PathBuf| Candidate {
        issue: folder.id.clone(),
        article: article.cloned(),
        path,
    };
    let mut out = Vec::new();
    if folder.id != INBOX {
        out.push(own(None, folder.root.join("issue.yml")));
        let order = printing_order(project, folder);
        let place = |name: &String| order.iter().position(|own| own == name);
        names.sort_by_key(|name| (place(name).unwrap_or(usize::MAX), name.clone()));
    }
    out.extend(
        names.iter().map(|name| own(Some(name), folder.articles.join(format!("{name}.md")))),
    );
    out
}

/// The articles as `issue.yml` lists them, whatever else may be wrong with it.
fn printing_order(project: &Project, folder: &Folder) -> Vec<String> {
    let path = folder.root.join("issue.yml");
    let text = project.read_text(&path, &mut Findings::default()).map(|source| source.text);
    let tree: Option<serde_yaml::Value> = text.and_then(|text| serde_yaml::from_str(&text).ok());
    let list = tree.as_ref().and_then(|tree| tree.get("articles")?.as_sequence().cloned());
    let names = list.unwrap_or_default().into_iter();
    names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
}

/// Looks through one file.
fn look(project: &Project, query: &Query, candidate: &Candidate) -> (Vec<Hit>, Findings) {
    let mut findings = Findings::default();
    let source = project.read_text(&candidate.path, &mut findings);
    let Some(source) = source.filter(|source| query.may_be_in(&folded(&source.text))) else {
        return (Vec::new(), findings);
    };
    let (title, text) = match candidate.article {
        Some(_) => {
            let printed = printed::article(source);
            (printed.title, Some(printed.text))
        }
        None => (None, of_issue(&source)),
    };
    let Some(text) = text else { return (Vec::new(), findings) };
    let (mut seen, mut hits) = (BTreeSet::new(), Vec::new());
    for (text, passage) in text.passages.iter().chain(&text.asides).map(|passage| (&text, passage))
    {
        let words = query.look(&passage.text, &mut seen);
        for excerpt in excerpts(&passage.text, &words) {
            let place = text.place(passage.bytes(excerpt.at).start);
            hits.push(Hit {
                issue: candidate.issue.clone(),
                article: candidate.article.clone(),
                title: title.clone(),
                file: place.file,
                line: place.line,
                column: place.column,
                text: excerpt.text,
                marks: excerpt.marks,
            });
        }
    }
    if seen.len() < query.len() {
        hits.clear();
    }
    hits.sort_by_key(|hit| (hit.line, hit.column));
    hits.dedup();
    (hits, findings)
}

/// The printed texts of `issue.yml`; nothing where it has faults, which are said where it is checked.
fn of_issue(source: &SourceText) -> Option<Text> {
    let mut unsaid = Findings::default();
    let document = document::read::<Issue>(&source.text, &source.file, 0, &mut unsaid)?;
    Some(printed::issue(&document))
}
