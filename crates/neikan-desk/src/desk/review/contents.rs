//! What can be signed: the articles of an issue or of the inbox, and the issue itself.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::manuscript::Assembly;
use crate::manuscript::design::design;
use crate::manuscript::digest::{self, Content, DesignSums, PictureSums, Signed};
use crate::manuscript::pictures::look;
use crate::manuscript::single::{Single, read_single};
use crate::publication::{
    Document, INBOX, Issue, Project, Publication, load_issue, load_publication,
};
use neikan_base::diagnostic::{Failure, Finding, Findings};

/// A folder with articles and a ledger: an issue or the inbox.
#[derive(Debug, Clone)]
pub struct Folder {
    /// The issue's name, or `inbox`.
    pub id: String,
    /// The folder, below which the pictures are.
    pub root: PathBuf,
    /// The folder of the articles.
    pub articles: PathBuf,
}

impl Folder {
    /// The folder requested: `inbox`, an issue, or the newest issue.
    ///
    /// # Errors
    /// A fault of the call: an issue that does not exist.
    pub fn choose(project: &Project, asked: Option<&str>) -> Result<Self, Failure> {
        if asked == Some(INBOX) {
            return Ok(Self::inbox(project));
        }
        Ok(Self::issue(project, &project.choose_issue(asked)?))
    }

    /// The inbox.
    pub fn inbox(project: &Project) -> Self {
        let root = project.issues().join(INBOX);
        Self { id: INBOX.to_owned(), articles: root.clone(), root }
    }

    /// An issue.
    pub fn issue(project: &Project, id: &str) -> Self {
        let root = project.issue(id);
        Self { id: id.to_owned(), articles: root.join("articles"), root }
    }

    /// Whether it is the inbox, which is never printed.
    pub fn is_inbox(&self) -> bool {
        self.id == INBOX
    }

    /// The names of its articles, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.articles).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
            .collect();
        names.sort();
        names
    }

    /// The articles requested: `all`, or one.
    ///
    /// # Errors
    /// A fault of the call: an article that does not exist.
    pub fn choose_articles(&self, asked: &str) -> Result<Vec<String>, Failure> {
        let names = self.names();
        if asked == "all" {
            return Ok(names);
        }
        if names.iter().any(|name| name == asked) {
            return Ok(vec![asked.to_owned()]);
        }
        let finding = Finding::stop("review-article").with("article", asked);
        let finding = finding.with("issue", &self.id).with("known", names.join(", "));
        Err(Failure::Call(Box::new(finding)))
    }

    /// Reads one of its articles.
    pub fn read(&self, project: &Project, id: &str, findings: &mut Findings) -> Option<Single> {
        read_single(project, &self.root, &self.articles, id, findings)
    }
}

/// An article that can be signed.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its title.
    pub title: String,
    /// Its file, relative to the project.
    pub file: String,
    /// What a signature binds.
    pub content: Content,
}

/// An issue that can be signed.
#[derive(Debug)]
pub struct Contents {
    /// Its articles, in printing order.
    pub articles: Vec<(String, Article)>,
    /// What a signature for the press binds.
    pub issue: Content,
}

impl Contents {
    /// The contents of an issue that was put together.
    ///
    /// # Errors
    /// [`Failure::Machine`] if a file of its design cannot be read.
    pub fn of(project: &Project, assembly: &Assembly) -> Result<Self, Failure> {
        let sums = assembly.issue.pictures().into_iter().filter_map(|(_, path)| {
            Some((path.to_owned(), project.sources().sum_of(&assembly.pictures.get(path)?.bytes)))
        });
        let signed = assembly.articles.iter().filter_map(|article| {
            let sha256 = assembly.contents.get(&article.id)?.sha256.clone();
            Some(Signed {
                id: article.id.clone(),
                start: article.start,
                rank: article.rank,
                opener: article.opener,
                fit: article.fit,
                sha256,
            })
        });
        let signed: Vec<Signed> = signed.collect();
        let Assembly { publication, issue, .. } = assembly;
        let design = design(project, publication)?;
        let issue = digest::issue(publication, issue, &sums.collect(), &signed, &design);
        let articles = assembly.articles.iter().filter_map(|article| {
            let content = assembly.contents.get(&article.id)?.clone();
            let file = format!("issues/{}/articles/{}.md", assembly.id, article.id);
            Some((article.id.clone(), Article { title: article.title.clone(), file, content }))
        });
        Ok(Self { articles: articles.collect(), issue })
    }

    /// Reads the contents of an issue; returns nothing if a part has a fault.
    pub fn read(project: &Project, folder: &Folder, findings: &mut Findings) -> Option<Self> {
        let publication = load_publication(project, findings);
        let issue = load_issue(project, &folder.id, findings);
        let names = issue.as_ref().map_or_else(|| folder.names(), |i| i.value.in_print_order());
        let singles: BTreeMap<String, Single> = names
            .iter()
            .filter_map(|name| Some((name.clone(), folder.read(project, name, findings)?)))
            .collect();
        let (publication, issue) = (publication?, issue?);
        let sums = picture_sums(project, folder, &issue, findings);
        let singles: Option<Vec<&Single>> = names.iter().map(|name| singles.get(name)).collect();
        let singles = singles?;
        let design = match design(project, &publication.value) {
            Ok(design) => design,
            Err(failure) => {
                findings.push(Finding::stop("file-unreadable").with("reason", failure));
                return None;
            }
        };
        Some(Self {
            issue: whole((&publication.value, &issue.value), &sums, &singles, &design),
            articles: singles.into_iter().map(|s| (s.id.clone(), s.into())).collect(),
        })
    }
}

impl From<&Single> for Article {
    fn from(single: &Single) -> Self {
        Self {
            title: single.head.value.title.clone(),
            file: single.file.clone(),
            content: single.content.clone(),
        }
    }
}

fn whole(
    (publication, issue): (&Publication, &Issue),
    pictures: &PictureSums,
    singles: &[&Single],
    design: &DesignSums,
) -> Content {
    let signed = singles.iter().map(|single| {
        let mut head = single.head.value.clone();
        issue.arrange(&single.id, &mut head);
        Signed {
            id: single.id.clone(),
            start: head.start,
            rank: head.rank,
            opener: head.opener,
            fit: head.fit,
            sha256: single.content.sha256.clone(),
        }
    });
    digest::issue(publication, issue, pictures, &signed.collect::<Vec<_>>(), design)
}

/// The sums of the pictures that the issue itself names.
fn picture_sums(
    project: &Project,
    folder: &Folder,
    issue: &Document<Issue>,
    findings: &mut Findings,
) -> PictureSums {
    let mut sums = PictureSums::new();
    for (pointer, path) in issue.value.pictures() {
        match look(project.sources(), project.store(), &folder.root, path) {
            Ok(picture) => {
                sums.insert(path.to_owned(), project.sources().sum_of(&picture.bytes));
            }
            Err(finding) => findings.push(finding.at(issue.places.value(&pointer))),
        }
    }
    sums
}
