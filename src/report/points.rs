//! What each contribution counts for, one entry for each, with the rule that it counts by.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::outside::Outside;
use super::rounded;
use super::works::{Waiting, Work};
use crate::diagnostic::Place;
use crate::manuscript::model::AuthorRef;
use crate::pipeline::{Brief, Tally};
use crate::publication::{
    ArticleRule, Date, Document, Publication, Rank, Repeats, Scoring, Shared, Units,
};

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An article that was printed.
    Article,
    /// The pictures of an article.
    Pictures,
    /// A work that was used outside.
    Outside,
    /// A manuscript that was not used.
    Unused,
}

impl Kind {
    /// Its name in reports and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Pictures => "pictures",
            Self::Outside => "outside",
            Self::Unused => "unused",
        }
    }
}

/// A contribution that counts for something.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// The units, by their full names.
    pub units: Vec<String>,
    /// The authors, or who took the pictures.
    pub authors: Vec<String>,
    /// The name of its section; nothing outside the periodical.
    pub section: Option<String>,
    /// The day.
    pub date: Date,
    /// The title.
    pub title: String,
    /// Where it was used: the label of an issue, the name of a medium.
    pub used: String,
    /// Where it can be looked up.
    pub place: Place,
    /// The line of `publication.yml` that it counts by; nothing if no rule fits.
    pub rule: Option<Place>,
    /// Its points before they are shared.
    pub points: Decimal,
    /// Whether they count: of repeated works perhaps only the highest does.
    pub counts: bool,
    /// Characters that print.
    pub characters: usize,
    /// Pictures.
    pub pictures: usize,
    /// Pages; nothing where the issue was not built as it stands.
    pub pages: Option<usize>,
}

impl Entry {
    /// What it counts for for each of those who share it.
    pub fn share(&self, shared: Shared, among: usize) -> Decimal {
        match (self.counts, shared) {
            (false, _) => Decimal::ZERO,
            (true, Shared::Full) => self.points,
            (true, Shared::Split) => rounded(self.points / Decimal::from(among.max(1)), 2),
        }
    }
}

/// The rules and what they are applied with.
pub struct Judge<'a> {
    /// The publication with its rules.
    pub document: &'a Document<Publication>,
    /// The rules.
    pub scoring: &'a Scoring,
    /// The members.
    pub units: &'a Units,
}

impl Judge<'_> {
    /// All entries of a period, by date; repeated works are settled.
    pub fn entries(&self, works: &[Work], outside: &[Outside], unused: &[Waiting]) -> Vec<Entry> {
        let mut all: Vec<Entry> = works.iter().flat_map(|work| self.articles(work)).collect();
        all.extend(works.iter().filter_map(|work| self.pictures(work)));
        all.extend(outside.iter().map(|own| self.outside(own)));
        if !self.scoring.unused.0.is_zero() {
            all.extend(unused.iter().map(|own| self.unused(own)));
        }
        all.sort_by(|a, b| {
            (a.date, a.kind, &a.place, &a.title).cmp(&(b.date, b.kind, &b.place, &b.title))
        });
        if self.scoring.repeats == Repeats::Highest {
            highest(&mut all);
        }
        all
    }

    /// An article, or each of its items that comes from a unit: what is printed among the briefs is a
    /// contribution of its own.
    fn articles(&self, work: &Work) -> Vec<Entry> {
        if work.about.items.is_empty() {
            return vec![self.article(work)];
        }
        let item = |item: &Brief| {
            let tally = Tally { characters: item.characters, ..Tally::default() };
            let own = Work { title: item.title.clone(), tally, ..work.clone() };
            Entry {
                units: vec![self.units.full(&item.unit).to_owned()],
                authors: Vec::new(),
                place: Place::line(&work.file, item.line),
                pages: Some(0),
                ..self.article(&own)
            }
        };
        work.about.items.iter().map(item).collect()
    }

    fn article(&self, work: &Work) -> Entry {
        let rule = self.scoring.articles.iter().position(|rule| fits(rule, work));
        let points = rule.map_or(Decimal::ZERO, |at| self.scoring.articles[at].points.0);
        Entry {
            kind: Kind::Article,
            units: self.units_of(&work.about.authors),
            authors: work.about.authors.iter().map(|own| own.name.clone()).collect(),
            section: Some(work.section.clone()),
            date: work.date,
            title: work.title.clone(),
            used: work.label.clone(),
            place: Place::file(&work.file),
            rule: rule.map(|at| self.place(&format!("/scoring/articles/{at}"))),
            points,
            counts: true,
            characters: work.tally.characters,
            pictures: 0,
            pages: work.tally.pages,
        }
    }

    /// The pictures of a work count for those who took them, and for the units of its authors.
    fn pictures(&self, work: &Work) -> Option<Entry> {
        let rule = &self.scoring.pictures;
        let count = rule.at_most.map_or(work.tally.pictures, |most| work.tally.pictures.min(most));
        if work.tally.pictures == 0 {
            return None;
        }
        let article = self.article(work);
        let named = work.about.photographers.clone();
        Some(Entry {
            kind: Kind::Pictures,
            authors: if named.is_empty() { article.authors.clone() } else { named },
            rule: Some(self.place("/scoring/pictures")),
            points: rule.points.0 * Decimal::from(count),
            characters: 0,
            pictures: work.tally.pictures,
            pages: None,
            ..article
        })
    }

    fn outside(&self, own: &Outside) -> Entry {
        Entry {
            kind: Kind::Outside,
            units: own.units.iter().map(|unit| self.units.full(unit).to_owned()).collect(),
            authors: own.authors.clone(),
            section: None,
            date: own.date,
            title: own.title.clone(),
            used: own.medium.clone(),
            place: own.place.clone(),
            rule: Some(self.place(&format!("/scoring/levels/{}", own.level))),
            points: self.scoring.levels[own.level].points.0,
            counts: true,
            characters: 0,
            pictures: 0,
            pages: None,
        }
    }

    fn unused(&self, own: &Waiting) -> Entry {
        Entry {
            kind: Kind::Unused,
            units: self.units_of(&own.authors),
            authors: own.authors.iter().map(|author| author.name.clone()).collect(),
            section: None,
            date: own.date,
            title: own.title.clone(),
            used: String::new(),
            place: Place::file(&own.file),
            rule: Some(self.place("/scoring/unused")),
            points: self.scoring.unused.0,
            counts: true,
            characters: 0,
            pictures: 0,
            pages: None,
        }
    }

    fn place(&self, pointer: &str) -> Place {
        self.document.places.value(pointer)
    }

    /// The units of authors, each once, by their full names.
    fn units_of(&self, authors: &[AuthorRef]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for unit in authors.iter().filter_map(|author| author.unit.as_deref()) {
            let full = self.units.full(unit).to_owned();
            if !out.contains(&full) {
                out.push(full);
            }
        }
        out
    }
}

/// Whether a rule is about a work.
fn fits(rule: &ArticleRule, work: &Work) -> bool {
    let characters = work.tally.characters;
    is_about((&rule.sections, &rule.kinds, &rule.ranks), work)
        && rule.over.is_none_or(|over| characters > over)
        && rule.up_to.is_none_or(|up_to| characters <= up_to)
}

/// Whether a work has one of these sections, kinds and ranks; none of a list means all.
pub(super) fn is_about(
    (sections, kinds, ranks): (&[String], &[String], &[Rank]),
    work: &Work,
) -> bool {
    let about = &work.about;
    let rank = about.rank.unwrap_or(Rank::Normal);
    (sections.is_empty() || sections.contains(&about.section))
        && (kinds.is_empty() || kinds.contains(&about.kind))
        && (ranks.is_empty() || ranks.contains(&rank))
}

/// Of works with one title and unit, printed here and used outside, lets only the one with the most
/// points count.
fn highest(entries: &mut [Entry]) {
    let mut best: BTreeMap<(String, Vec<String>), usize> = BTreeMap::new();
    for at in 0..entries.len() {
        if !matches!(entries[at].kind, Kind::Article | Kind::Outside) {
            continue;
        }
        let title = entries[at].title.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut units = entries[at].units.clone();
        units.sort();
        let known = best.entry((title, units)).or_insert(at);
        if *known != at {
            let (less, more) = if entries[at].points > entries[*known].points {
                (*known, at)
            } else {
                (at, *known)
            };
            entries[less].counts = false;
            *known = more;
        }
    }
}
