//! The contents by section and the indexes by author and by subject.

use std::collections::BTreeMap;

use super::issues::{Bound, BoundIssue, Entry};
use super::order::{Key, key, letter};

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
            entry.authors.iter().for_each(|author| authors.add(&author.name, true, &listed));
            entry.subjects.iter().for_each(|subject| subjects.add(subject, false, &listed));
        }
        let sections = sections.into_iter().map(|(_, section)| section).collect();
        Self { sections, authors: authors.groups(), subjects: subjects.groups() }
    }
}

/// Terms in order.
#[derive(Default)]
struct Terms(BTreeMap<(Key, String), Vec<Listed>>);

impl Terms {
    fn add(&mut self, name: &str, person: bool, listed: &Listed) {
        let own = self.0.entry((key(name, person), name.to_owned())).or_default();
        if own.last() != Some(listed) {
            own.push(listed.clone());
        }
    }

    fn groups(self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for ((key, name), listed) in self.0 {
            let (letter, term) = (letter(&key), Term { name, listed });
            match groups.iter_mut().find(|group| group.letter == letter) {
                Some(group) => group.terms.push(term),
                None => groups.push(Group { letter, terms: vec![term] }),
            }
        }
        // What has no letter comes last.
        groups.sort_by_key(|group| (group.letter == '#', group.letter));
        groups
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
