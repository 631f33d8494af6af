//! The contents by section and the indexes by author and by subject.

use std::collections::BTreeMap;

use super::issues::{Bound, BoundIssue, Entry};
use crate::alphabet::by_letter;
use crate::publication::Who;
use hanzi::names::fold;

/// The contents and the indexes of a volume.
#[derive(Debug)]
pub struct Index {
    /// The contents by section, in the order in which sections first occur.
    pub sections: Vec<Section>,
    /// The authors.
    pub authors: Vec<Group>,
    /// The subjects.
    pub subjects: Vec<Group>,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name.
    pub name: String,
    /// Its colour in the theme.
    pub color: String,
    /// Its articles, issue by issue.
    pub entries: Vec<Listed>,
}

/// An article that is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its issue.
    pub issue: String,
    /// The article.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub by: String,
    /// Where it begins: `1·12`, or the page alone where pages are numbered through.
    pub place: String,
}

/// The terms of an index under one letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The letter, `#` for what has none.
    pub letter: char,
    /// The terms.
    pub terms: Vec<Term>,
}

/// A term of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The term.
    pub name: String,
    /// The articles, in the order of the volume.
    pub listed: Vec<Listed>,
}

impl Index {
    /// The contents and indexes of the issues of a year.
    pub fn of(bound: &Bound) -> Self {
        let mut sections: Vec<(String, Section)> = Vec::new();
        let (mut authors, mut subjects) = (Terms::default(), Terms::default());
        let all =
            bound.issues.iter().flat_map(|issue| issue.entries.iter().map(move |own| (issue, own)));
        for (issue, entry) in all {
            let listed = listed(bound, issue, entry);
            let (id, name, color) = &entry.section;
            match sections.iter_mut().find(|(known, _)| known == id) {
                Some((_, section)) => section.entries.push(listed.clone()),
                None => {
                    let (name, color) = (name.clone(), color.clone());
                    let entries = vec![listed.clone()];
                    sections.push((id.clone(), Section { name, color, entries }));
                }
            }
            for author in &entry.authors {
                let name = match bound.units.who(&author.name, author.unit.as_deref()) {
                    Who::Listed(label) => label,
                    Who::Only | Who::Unclear => &author.name,
                };
                authors.add(&fold(name), name, &listed);
            }
            entry.subjects.iter().for_each(|subject| subjects.add(subject, subject, &listed));
        }
        let sections = sections.into_iter().map(|(_, section)| section).collect();
        Self { sections, authors: authors.groups(true), subjects: subjects.groups(false) }
    }
}

/// The articles of each term, by what tells it from others, with its name as it was first written.
#[derive(Default)]
struct Terms(BTreeMap<String, (String, Vec<Listed>)>);

impl Terms {
    fn add(&mut self, key: &str, name: &str, listed: &Listed) {
        let own = self.0.entry(key.to_owned()).or_insert_with(|| (name.to_owned(), Vec::new()));
        if own.1.last() != Some(listed) {
            own.1.push(listed.clone());
        }
    }

    fn groups(self, person: bool) -> Vec<Group> {
        let term = |(name, listed)| Term { name, listed };
        by_letter(self.0.into_values(), person)
            .into_iter()
            .map(|(letter, own)| Group { letter, terms: own.into_iter().map(term).collect() })
            .collect()
    }
}

fn listed(bound: &Bound, issue: &BoundIssue, entry: &Entry) -> Listed {
    let place = match bound.running {
        true => entry.folio.to_string(),
        false => format!("{}·{}", issue.numbers, entry.folio),
    };
    let by: Vec<&str> = entry.authors.iter().map(|author| author.name.as_str()).collect();
    Listed {
        issue: issue.id.clone(),
        id: entry.id.clone(),
        title: entry.title.clone(),
        by: by.join("　"),
        place,
    }
}
