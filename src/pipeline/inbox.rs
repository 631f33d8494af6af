//! The inbox before it belongs to any issue: what lies in it, what is wrong with it, and whether it
//! may be reviewed.

use serde::Serialize;

use crate::check::{Context, Shelf, check_inbox};
use crate::desk::arrivals;
use crate::desk::review::Folder;
use crate::diagnostic::{Failure, Finding, Findings, Place, Severity};
use crate::manuscript::model::{Part, Picture, walk};
use crate::manuscript::{Article, Assembly, ISSUE_ROOT, assemble_inbox};
use crate::publication::{Date, INBOX, Project};
use crate::typeset::Faces;

/// A manuscript that lies in the inbox.
#[derive(Debug, Clone, Serialize)]
pub struct Waiting {
    /// Its name.
    pub name: String,
    /// Its title; nothing where its front matter cannot be read.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The units of its authors.
    pub units: Vec<String>,
    /// Its length, Han characters.
    pub chars: usize,
    /// How many pictures it shows.
    pub pictures: usize,
    /// The day on which it came, if that was recorded.
    pub arrived: Option<Date>,
    /// How many errors are open.
    pub stops: usize,
    /// How many warnings are open.
    pub warns: usize,
    /// The parts of its front matter that were guessed and not confirmed.
    pub guessed: Vec<String>,
}

impl Waiting {
    /// Whether it cannot be reviewed as it is.
    pub fn is_open(&self) -> bool {
        self.stops > 0 || !self.guessed.is_empty()
    }
}

/// Holds the manuscripts of the inbox against the rules that need no issue.
///
/// # Errors
/// [`Failure::Stopped`] when the publication has a fault; what is wrong with a manuscript is among the
/// findings.
pub fn look_through(project: &Project) -> Result<(Assembly, Findings), Failure> {
    let (assembly, mut findings) = assemble_inbox(project)?;
    let faces = Faces::load(project)?;
    let shelf = Shelf::load(project, INBOX, &mut findings);
    let context = Context { assembly: &assembly, faces: &faces, shelf: &shelf };
    findings.extend(check_inbox(&context).findings);
    Ok((assembly, findings))
}

/// Lists what lies in the inbox.
///
/// # Errors
/// As [`look_through`]; [`Failure::Machine`] when the record of arrivals cannot be read.
pub fn waiting(project: &Project) -> Result<Vec<Waiting>, Failure> {
    let folder = Folder::inbox(project);
    let (assembly, findings) = look_through(project)?;
    let days = arrivals::days(project)?;
    let names = folder.names().into_iter().filter(|name| !name.starts_with('.'));
    let manuscripts = names.map(|name| {
        let article = assembly.article(&name);
        let own: Vec<&Finding> =
            findings.iter().filter(|own| concerns(own, &name, article)).collect();
        let count = |severity| own.iter().filter(|own| own.severity == severity).count();
        let mut head = Findings::default();
        let head = folder.read(project, &name, &mut head).map(|single| single.head.value);
        let authors = article.map(|article| article.authors.as_slice()).unwrap_or_default();
        let mut units: Vec<String> = Vec::new();
        for unit in authors.iter().filter_map(|author| author.unit.clone()) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        Waiting {
            title: article.map(|article| article.title.clone()),
            authors: authors.iter().map(|author| author.name.clone()).collect(),
            units,
            chars: article.map_or(0, |article| article.chars),
            pictures: article.map_or(0, |article| pictures(article).len()),
            arrived: days.get(&name).copied(),
            stops: count(Severity::Stop),
            warns: count(Severity::Warn),
            guessed: head.map(|head| head.guessed).unwrap_or_default(),
            name,
        }
    });
    Ok(manuscripts.collect())
}

/// Why manuscripts of the inbox cannot be reviewed as they are: errors, and a front matter that an
/// import guessed and nobody confirmed.
///
/// # Errors
/// As [`look_through`].
pub fn unready(project: &Project, names: &[String]) -> Result<Findings, Failure> {
    let (assembly, findings) = look_through(project)?;
    let mut out = Findings::default();
    for name in names {
        let article = assembly.article(name);
        let own: Vec<Finding> =
            findings.iter().filter(|own| concerns(own, name, article)).filter_map(reason).collect();
        if !own.is_empty() {
            let finding = Finding::stop("review-unready").at(Place::file(file(name)));
            out.push(finding.with("article", name).with("count", own.len()));
            out.extend(own);
        }
    }
    Ok(out)
}

/// A finding that keeps a manuscript from being reviewed, as it is told then.
fn reason(finding: &Finding) -> Option<Finding> {
    if finding.rule == "head-guessed" {
        let told = Finding::stop("review-guessed");
        return Some(Finding { place: finding.place.clone(), args: finding.args.clone(), ..told });
    }
    (finding.severity == Severity::Stop).then(|| finding.clone())
}

fn file(name: &str) -> String {
    format!("issues/{INBOX}/{name}.md")
}

/// Whether a finding is about a manuscript, or about a picture that it shows.
fn concerns(finding: &Finding, name: &str, article: Option<&Article>) -> bool {
    let Some(place) = &finding.place else { return false };
    let picture = place.file.strip_prefix(&format!("issues/{INBOX}/"));
    let shown = |path: &str| article.is_some_and(|article| pictures(article).contains(&path));
    place.file == file(name) || picture.is_some_and(shown)
}

/// The pictures that an article shows, by their paths in its folder.
fn pictures(article: &Article) -> Vec<&str> {
    let mut out = Vec::new();
    walk(&article.blocks, &mut |part| {
        if let Part::Picture(Picture { path, .. }) = part {
            out.push(path.strip_prefix(ISSUE_ROOT).unwrap_or(path));
        }
    });
    out
}
