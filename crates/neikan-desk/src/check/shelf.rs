//! What rules look things up in: word lists, member units, recipients, the other issues.
//!
//! Some word lists are built in (`crates/neikan-desk/src/check/words`); a project adds its own in
//! `issues/words`, or replaces a built-in one there with a file of the same name. None of these
//! files has to exist.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::manuscript::prose::{Passage, Text};
use crate::publication::{
    Date, Member, Members, Project, Recipients, Serial, TEXT_LIMIT, Units, WordList, document,
};
use neikan_base::diagnostic::Findings;
use neikan_base::store::Store;

/// The word lists that come with the program, by the name of their file.
const BUILT_IN: [(&str, &str); 3] = [
    ("formulas.yml", include_str!("words/formulas.yml")),
    ("secrets.yml", include_str!("words/secrets.yml")),
    ("usage.yml", include_str!("words/usage.yml")),
];

/// What rules look things up in.
#[derive(Debug, Default)]
pub struct Shelf {
    /// The word lists.
    pub words: Vec<WordList>,
    /// The member units; empty if there is no list of them.
    pub members: Vec<Member>,
    /// The categories of the recipients, with the line of each in `issues/recipients.yml`.
    pub categories: Vec<(String, usize)>,
    /// The other issues, oldest first.
    pub others: Vec<OtherIssue>,
    /// What rules found out before about pictures that have not changed.
    pub store: Arc<Store>,
}

/// Another issue of the periodical.
#[derive(Debug, Clone, Default)]
pub struct OtherIssue {
    /// Its folder.
    pub id: String,
    /// Year, number and total number.
    pub number: [u64; 3],
    /// The last number of a double issue; 0 for others.
    pub last: u64,
    /// The date of printing, if it can be read as a date.
    pub date: Option<Date>,
    /// The title and the place in a serial of each of its articles.
    pub articles: Vec<(String, Option<Serial>)>,
}

impl Shelf {
    /// Reads everything there is for the issue `id`; adds a finding for what cannot be read.
    pub fn load(project: &Project, id: &str, findings: &mut Findings) -> Self {
        let members = read::<Members>(project, "members.yml", findings);
        // Nothing that is printed depends on who is meant by a name.
        findings.extend(members.iter().flat_map(|own| Units::of(own).1.softened()));
        let recipients = read::<Recipients>(project, "recipients.yml", findings);
        let categories = recipients.iter().flat_map(|document| {
            document.value.recipients.iter().enumerate().map(|(index, recipient)| {
                let place = document.places.value(&format!("/recipients/{index}/category"));
                (recipient.category.clone(), place.line)
            })
        });
        Self {
            words: words(project, findings),
            categories: categories.collect(),
            members: members.map(|document| document.value.members).unwrap_or_default(),
            others: others(project, id),
            store: project.store().clone(),
        }
    }
}

/// Reads a file of the folder `issues`, if it is there.
fn read<T: DeserializeOwned + JsonSchema>(
    project: &Project,
    name: &str,
    findings: &mut Findings,
) -> Option<document::Document<T>> {
    let path = project.issues().join(name);
    if !project.has(&path) {
        return None;
    }
    let source = project.read_text(&path, findings)?;
    document::read::<T>(&source.text, &source.file, 0, findings)
}

/// The built-in word lists and those of the project, by file name.
fn words(project: &Project, findings: &mut Findings) -> Vec<WordList> {
    let mut texts: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (name, text) in BUILT_IN {
        texts.insert(
            name.to_owned(),
            (format!("crates/neikan-desk/src/check/words/{name}"), text.to_owned()),
        );
    }
    let folder = project.issues().join("words");
    let names = project.sources().files(&folder).into_iter();
    for name in names.filter(|name| name.ends_with(".yml")) {
        let path = folder.join(&name);
        if let Some(source) = project.read_text(&path, findings) {
            texts.insert(name, (source.file, source.text));
        }
    }
    let lists = texts.values().filter_map(|(file, text)| {
        document::read::<WordList>(text, file, 0, findings).map(|document| document.value)
    });
    lists.collect()
}

/// Where a word appears in the periodical's own voice: not in quotations, not in titles.
pub fn occurrences<'t>(
    text: &'t Text,
    word: &'t str,
    except: &'t [String],
) -> impl Iterator<Item = (&'t Passage, Range<usize>)> {
    all_occurrences(text, word, except).filter(|(passage, range)| {
        let before = &passage.text[..range.start];
        let titled = before.rfind('《') > before.rfind('》');
        passage.is_worded() && !titled && !passage.is_quoted(range.start)
    })
}

/// Where a word appears in a text, except within the longer words in which it is harmless.
pub fn all_occurrences<'t>(
    text: &'t Text,
    word: &'t str,
    except: &'t [String],
) -> impl Iterator<Item = (&'t Passage, Range<usize>)> {
    text.passages.iter().flat_map(move |passage| {
        let found = passage.text.match_indices(word).map(|(at, _)| at..at + word.len());
        found
            .filter(move |range| !is_excepted(&passage.text, range, except))
            .map(move |r| (passage, r))
    })
}

fn is_excepted(text: &str, range: &Range<usize>, except: &[String]) -> bool {
    except.iter().any(|longer| {
        let mut places = text.match_indices(longer.as_str());
        places.any(|(at, longer)| at <= range.start && range.end <= at + longer.len())
    })
}

/// The other issues, read as far as they can be.
fn others(project: &Project, id: &str) -> Vec<OtherIssue> {
    let ids = project.issue_ids();
    ids.iter().filter(|other| *other != id).map(|other| other_issue(project, other)).collect()
}

fn other_issue(project: &Project, id: &str) -> OtherIssue {
    let folder = project.issue(id);
    let issue = data(&text(project, &folder.join("issue.yml")));
    let number = ["year", "number", "total"].map(|key| issue[key].as_u64().unwrap_or_default());
    let last = issue["number_to"].as_u64().unwrap_or_default();
    let date = issue["date"].as_str().and_then(|date| date.parse().ok());
    let names = project.article_names(id);
    let articles = names.iter().map(|name| {
        let text = text(project, &folder.join("articles").join(format!("{name}.md")));
        let head = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
        let head = data(head.map_or("", |(head, _)| head));
        let title = head["title"].as_str().unwrap_or_default().to_owned();
        (title, serde_json::from_value(head["serial"].clone()).ok())
    });
    OtherIssue { id: id.to_owned(), number, last, date, articles: articles.collect() }
}

fn text(project: &Project, path: &Path) -> String {
    let bytes = project.sources().read(path, TEXT_LIMIT).ok().flatten();
    let text = bytes.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    text.unwrap_or_default()
}

fn data(text: &str) -> serde_json::Value {
    serde_yaml::from_str(text).unwrap_or_default()
}
