//! Finding: words in the manuscripts of all issues and of the inbox.
//!
//! A [`query`] is folded, and so is every text. The printed passages of manuscripts are [`kept`] from
//! one call to the next, so that markup never hides a word, no path or attribute is found, and only
//! what has changed is read again; what stands around the words is an [`excerpt`]. [`words`] and
//! [`shard`] are for the site of the back catalogue, which has to be looked through in a browser.

pub mod excerpt;
pub mod kept;
pub mod query;
pub mod shard;
pub mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

pub use query::Query;

use self::excerpt::excerpts;
use self::kept::{Candidate, Entry, Kept};
use super::review::Folder;
use crate::publication::{INBOX, Project, Publication, issue_number, load_publication, section_id};
use hanzi::folding::folded;
use neikan_base::diagnostic::{Failure, Finding, Findings};
use neikan_base::hash::sha256;

/// The folder of what is kept, in the user's own cache.
const FOLDER: &str = "find";

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
    /// The places in the files that were asked for: those in the inbox, then those of the newest issue and so
    /// on; by article in printing order and by place.
    pub hits: Vec<Hit>,
    /// In how many files.
    pub files: usize,
    /// How often the words stand in all of them.
    pub places: usize,
    /// How many files were looked through.
    pub searched: usize,
    /// Which files could not be read, as warnings.
    pub findings: Findings,
}

/// Where words are looked for, and how they stand to each other.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Only in this issue, or in `inbox`.
    pub issue: Option<String>,
    /// Only in issues of these years.
    pub years: Vec<u16>,
    /// Only in articles of this section, by its identifier or its name.
    pub section: Option<String>,
    /// Only in articles of which a unit has these characters in its name.
    pub unit: Option<String>,
    /// Only in articles of which an author or a photographer has these characters in their name.
    pub author: Option<String>,
    /// All words in one passage, with at most so many characters between the first and the last.
    pub near: Option<usize>,
}

/// A scope with the section as manuscripts may name it, and names folded.
struct Filter {
    sections: Vec<String>,
    unit: Option<String>,
    author: Option<String>,
    near: Option<usize>,
}

impl Filter {
    /// # Errors
    /// A call for a section that the publication does not have.
    fn of(project: &Project, scope: &Scope) -> Result<Self, Failure> {
        let publication = scope.section.as_ref().map(|_| {
            let mut findings = Findings::default();
            load_publication(project, &mut findings).ok_or(Failure::Stopped(findings))
        });
        let publication = publication.transpose()?.map(|own| own.value);
        let sections = scope.section.as_ref().zip(publication.as_ref());
        let sections = sections.map(|(asked, own)| sections_named(asked, own)).transpose()?;
        let plain = |text: &Option<String>| text.as_deref().map(folded);
        Ok(Self {
            sections: sections.unwrap_or_default(),
            unit: plain(&scope.unit),
            author: plain(&scope.author),
            near: scope.near,
        })
    }

    /// Whether a manuscript is looked through.
    fn passes(&self, entry: &Entry) -> bool {
        let named = |asked: &Option<String>, names: &[String]| {
            asked.as_ref().is_none_or(|asked| names.iter().any(|own| folded(own).contains(asked)))
        };
        let section = entry.section.as_ref().is_some_and(|own| self.sections.contains(own));
        (self.sections.is_empty() || section)
            && named(&self.unit, &entry.units)
            && named(&self.author, &entry.names)
    }
}

/// A section as manuscripts may name it: by its identifier and by its name.
fn sections_named(asked: &str, publication: &Publication) -> Result<Vec<String>, Failure> {
    let id = section_id(publication, asked);
    let section = publication.sections.iter().find(|own| Some(own.id.as_str()) == id);
    let section = section.ok_or_else(|| {
        let known = publication.sections.iter().map(|own| format!("{} ({})", own.name, own.id));
        let finding = Finding::stop("find-section").with("section", asked);
        let known = known.collect::<Vec<_>>().join(", ");
        Failure::Call(Box::new(finding.with("known", known)))
    })?;
    Ok(vec![section.id.clone(), section.name.clone()])
}

/// Looks for words in the manuscripts of a scope; what stands around them is shown of the first `most` that have
/// them, since a word of the trade is in nearly all. What was read is kept in `cache`, the user's own, if there
/// is one.
///
/// # Errors
/// A call for an issue or a section that is not there.
pub fn find(
    project: &Project,
    query: &Query,
    scope: &Scope,
    most: usize,
    cache: Option<&Path>,
) -> Result<Found, Failure> {
    let filter = Filter::of(project, scope)?;
    let kept = cache.map(|cache| cache.join(FOLDER).join(&sha256(name(project).as_bytes())[..16]));
    // A folder that cannot be made only means that nothing is kept.
    let kept = kept.filter(|folder| std::fs::create_dir_all(folder).is_ok());
    let looked = folders(project, scope)?.into_par_iter().map(|folder| {
        let mut findings = Findings::default();
        let own = renewed(project, &folder, kept.as_deref(), &mut findings);
        let entries = own.entries.iter().enumerate().filter(|(_, entry)| filter.passes(entry));
        let (mut having, mut searched) = (Vec::new(), 0);
        for (at, entry) in entries {
            searched += 1;
            let count = match filter.near {
                None => query.count(own.plain(entry)),
                Some(_) => look(&own, entry, &folder.id, query, filter.near).len(),
            };
            if count > 0 {
                having.push((at, count));
            }
        }
        Looked { issue: folder.id, kept: own, having, searched, findings }
    });
    let looked: Vec<Looked> = looked.collect();
    let having = || looked.iter().flat_map(|own| own.having.iter().map(move |file| (own, file)));
    let shown: Vec<(&Looked, usize)> =
        having().take(most).map(|(own, (at, _))| (own, *at)).collect();
    let hits = shown
        .par_iter()
        .map(|(own, at)| look(&own.kept, &own.kept.entries[*at], &own.issue, query, filter.near));
    Ok(Found {
        hits: hits.flatten_iter().collect(),
        files: having().count(),
        places: having().map(|(_, (_, count))| count).sum(),
        searched: looked.iter().map(|own| own.searched).sum(),
        findings: looked.into_iter().flat_map(|own| own.findings.softened()).collect(),
    })
}

/// A folder that was looked through.
struct Looked {
    issue: String,
    kept: Kept,
    /// The manuscripts that have all words, by their places in what is kept, each with how often.
    having: Vec<(usize, usize)>,
    searched: usize,
    findings: Findings,
}

/// What tells projects apart in the cache.
fn name(project: &Project) -> String {
    let root = project.root();
    root.canonicalize().unwrap_or_else(|_| root.to_owned()).display().to_string()
}

/// The folders of a scope: the inbox, then the issues, the newest first.
fn folders(project: &Project, scope: &Scope) -> Result<Vec<Folder>, Failure> {
    let mut folders = match &scope.issue {
        Some(id) => vec![Folder::choose(project, Some(id))?],
        None => {
            let issues = project.issue_ids().into_iter().rev();
            let issues = issues.map(|id| Folder::issue(project, &id));
            std::iter::once(Folder::inbox(project)).chain(issues).collect()
        }
    };
    let year = |folder: &Folder| issue_number(&folder.id).map(|(year, _)| year);
    folders.retain(|own| {
        scope.years.is_empty() || year(own).is_some_and(|year| scope.years.contains(&year))
    });
    Ok(folders)
}

/// What is known of a folder as it is now; it is kept if it is not what was.
fn renewed(
    project: &Project,
    folder: &Folder,
    kept: Option<&Path>,
    findings: &mut Findings,
) -> Kept {
    let path: Option<PathBuf> = kept.map(|kept| kept.join(format!("{}.texts", folder.id)));
    let old = path.as_deref().and_then(Kept::read).unwrap_or_default();
    let wanted = candidates(project, folder, &old);
    let (new, changed) = old.renewed(project, &wanted, findings);
    if let Some(path) = path.filter(|_| changed) {
        // What cannot be kept is read again next time.
        let _ = new.write(&path);
    }
    new
}

/// The files of a folder: `issue.yml`, the articles in printing order, those that are not listed. As long as
/// `issue.yml` is what it was, and there is no other article, they are in the order in which they were kept.
fn candidates(project: &Project, folder: &Folder, kept: &Kept) -> Vec<Candidate> {
    let mut names = folder.names();
    names.retain(|name| !name.starts_with('.'));
    let mut out = Vec::new();
    if folder.id != INBOX {
        let issue = folder.root.join("issue.yml");
        let known = kept.order(&issue);
        let known = known.filter(|known| names.iter().all(|name| known.contains(name)));
        let order = known.unwrap_or_else(|| printing_order(project, folder));
        out.push(Candidate { article: None, path: issue });
        let place = |name: &String| order.iter().position(|own| own == name);
        names.sort_by_cached_key(|name| (place(name).unwrap_or(usize::MAX), name.clone()));
    }
    out.extend(names.into_iter().map(|name| {
        let path = folder.articles.join(format!("{name}.md"));
        Candidate { article: Some(name), path }
    }));
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

/// The places in a manuscript; none if it does not have all words.
fn look(kept: &Kept, entry: &Entry, issue: &str, query: &Query, near: Option<usize>) -> Vec<Hit> {
    let (mut seen, mut hits) = (BTreeSet::new(), Vec::new());
    if !query.is_in(kept.plain(entry)) {
        return hits;
    }
    for passage in kept.passages(entry).filter(|own| query.is_touched(own.plain)) {
        let words = query.look(passage.text, near, &mut seen);
        for excerpt in excerpts(passage.text, &words) {
            let (line, column) = passage.place(excerpt.at.start);
            hits.push(Hit {
                issue: issue.to_owned(),
                article: entry.article.clone(),
                title: entry.title.clone(),
                file: entry.file.clone(),
                line,
                column,
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
    hits
}
