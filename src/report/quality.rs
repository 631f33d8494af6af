//! How an issue was made: characters and pictures, errors that the proofs found, days from submission to
//! approval, signatures that an audit would ask about.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::rounded;
use super::table::{Cell, Drawn, Form, Table};
use super::works::{Work, works};
use crate::desk::arrivals;
use crate::desk::review::Folder;
use crate::desk::review::changes::{Changes, changes, counts};
use crate::desk::review::ledger::Ledger;
use crate::desk::review::progress::{Progress, Progresses};
use crate::diagnostic::{Failure, Findings};
use crate::publication::{Date, Entry, Project, Stage, Units, load_issue};

/// 差错率 that 《报纸期刊质量管理规定》 (2020) allows, errors in 10,000 characters.
pub const ALLOWED: Decimal = Decimal::from_parts(2, 0, 0, false, 0);
/// What a wrong mark counts for beside a wrong character (《图书质量管理规定》, appendix).
const MARK: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// A signature, or signatures, that an audit would ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// All three reviews on one day.
    ReviewsOneDay,
    /// All three proofs on one day.
    ProofsOneDay,
    /// Not all reviews or proofs are there.
    Missing,
}

impl Flag {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReviewsOneDay => "reviews-one-day",
            Self::ProofsOneDay => "proofs-one-day",
            Self::Missing => "missing",
        }
    }
}

/// How an article was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The article.
    pub work: Work,
    /// Errors that were corrected after it was approved, marks as a tenth.
    pub errors: Decimal,
    /// The day on which it was submitted, as recorded.
    pub submitted: Option<Date>,
    /// The days of 初审, 复审, 终审 (or 复核) and of the last proof.
    pub stages: [Option<Date>; 4],
    /// What an audit would ask about.
    pub flags: Vec<Flag>,
}

impl Made {
    /// Days from submission to the last proof.
    pub fn days(&self) -> Option<i64> {
        Some(self.stages[3]?.days() - self.submitted?.days())
    }

    /// Days that each stage took: from submission, or the stage before it, to its signature.
    pub fn waits(&self) -> [Option<i64>; 4] {
        let before = [self.submitted, self.stages[0], self.stages[1], self.stages[2]];
        std::array::from_fn(|at| Some(self.stages[at]?.days() - before[at]?.days()))
    }
}

/// How an issue was made.
#[derive(Debug)]
pub struct Quality {
    /// The issue.
    pub issue: String,
    /// Its label: 2026年第1期.
    pub label: String,
    /// The date of printing.
    pub date: Date,
    /// Its articles, in printing order.
    pub articles: Vec<Made>,
    /// What ought to be looked at.
    pub findings: Findings,
}

impl Quality {
    /// Characters that print.
    pub fn characters(&self) -> usize {
        self.articles.iter().map(|own| own.work.tally.characters).sum()
    }

    /// Errors that were found in 10,000 characters, to a hundredth.
    pub fn rate(&self) -> Decimal {
        rate(self.articles.iter().map(|own| own.errors).sum(), self.characters())
    }
}

/// Errors in 10,000 characters, to a hundredth.
pub fn rate(errors: Decimal, characters: usize) -> Decimal {
    match characters {
        0 => Decimal::ZERO,
        _ => rounded(errors * Decimal::from(10_000) / Decimal::from(characters), 2),
    }
}

/// How an issue was made.
///
/// # Errors
/// [`Failure::Stopped`] if it or its ledger cannot be read; [`Failure::Machine`].
pub fn quality(project: &Project, id: &str) -> Result<Quality, Failure> {
    let mut findings = Findings::default();
    let issue = load_issue(project, id, &mut findings);
    let folder = Folder::issue(project, id);
    let ledger = Ledger::read(project, &folder, &mut findings);
    let (Some(issue), Some(ledger)) = (issue, ledger) else {
        return Err(Failure::Stopped(findings));
    };
    let progress = Progresses::of(&ledger, &mut findings);
    let findings = findings.settle()?;
    let came = arrivals::days(project)?;
    let made = works(project, id, &issue.value)?.into_iter().map(|work| {
        let own = progress.article(&work.id, &work.content);
        let submitted = came.get(&work.id).copied();
        let day = |entry: &Option<Entry>| entry.as_ref().map(|entry| entry.date);
        let last =
            own.proofs.iter().flatten().chain(&own.corrections).map(|entry| entry.date).max();
        let done = own.proofs.iter().all(Option::is_some);
        let approved = day(&own.counter).or(day(&own.last));
        Made {
            errors: errors(&ledger, &progress.names(&work.id, &work.content)),
            submitted,
            stages: [day(&own.first), day(&own.second), approved, last.filter(|_| done)],
            flags: flags(&own),
            work,
        }
    });
    let articles = made.collect();
    let (label, date) = (issue.value.label(), issue.value.date);
    Ok(Quality { issue: id.to_owned(), label, date, articles, findings })
}

fn flags(own: &Progress) -> Vec<Flag> {
    let days: Vec<Date> = own.proofs.iter().flatten().map(|entry| entry.date).collect();
    let proofs = days.len() == own.proofs.len();
    let same = proofs && days.iter().all(|day| *day == days[0]);
    let whole = own.approved.is_some() && proofs;
    [(own.in_one_day(), Flag::ReviewsOneDay), (same, Flag::ProofsOneDay), (!whole, Flag::Missing)]
        .into_iter()
        .filter_map(|(is, flag)| is.then_some(flag))
        .collect()
}

/// The errors that were corrected between the text that was approved and the one that was proofread
/// last: a place where characters changed is one, where only marks changed a tenth of one.
fn errors(ledger: &Ledger, names: &[&str]) -> Decimal {
    let own = |entry: &&Entry| entry.article.as_deref().is_some_and(|own| names.contains(&own));
    let proof =
        |entry: &&Entry| Stage::PROOFS.contains(&entry.stage) || entry.stage == Stage::Corrections;
    let all: Vec<&Entry> = ledger.entries.iter().filter(own).collect();
    let first = all.iter().position(&proof);
    let approved = first.and_then(|at| all[..at].last());
    let last = all.iter().rev().find(|entry| proof(entry));
    let texts = approved
        .zip(last)
        .and_then(|(old, new)| Some((ledger.copy(&old.content)?, ledger.copy(&new.content)?)));
    texts.map_or(Decimal::ZERO, |(old, new)| weighed(&changes(&old, &new)))
}

fn weighed(found: &Changes) -> Decimal {
    let text = |words: &str| words.chars().any(counts);
    let weight = |of: &crate::desk::review::changes::Change| {
        if text(&of.old) || text(&of.new) { Decimal::ONE } else { MARK }
    };
    found.places.iter().map(weight).sum()
}

/// The articles of an issue as a table; `say` gives the words of flags.
pub fn table(own: &Quality, say: &dyn Fn(&str) -> String) -> Table {
    let day = |day: Option<Date>| day.map_or(Cell::None, |day| Cell::Text(day.to_string()));
    let row = |made: &Made| {
        let tally = &made.work.tally;
        let flags: Vec<String> = made.flags.iter().map(|flag| say(flag.name())).collect();
        let mut row = vec![
            Cell::Text(made.work.title.clone()),
            Cell::Text(made.work.section.clone()),
            Cell::Count(tally.characters),
            Cell::Count(tally.pictures),
            Cell::Points(made.errors),
            Cell::Points(rate(made.errors, tally.characters)),
            day(made.submitted),
        ];
        row.extend(made.stages.map(day));
        row.push(
            made.days().and_then(|days| usize::try_from(days).ok()).map_or(Cell::None, Cell::Count),
        );
        row.push(if flags.is_empty() { Cell::None } else { Cell::Text(flags.join("；")) });
        row
    };
    Table {
        title: "report-making",
        head: vec![
            "report-title",
            "report-section",
            "report-characters",
            "report-pictures",
            "report-errors",
            "report-rate",
            "report-submitted",
            "report-first",
            "report-second",
            "report-final",
            "report-proof",
            "report-days",
            "report-flags",
        ],
        rows: own.articles.iter().map(row).collect(),
        drawn: vec![Drawn { names: 0, values: 2, rows: own.articles.len(), form: Form::Ranking }],
    }
}

/// How many days each stage of an issue's articles took, with their medians last.
pub fn stages(own: &Quality, say: &dyn Fn(&str) -> String) -> Table {
    let spans = |made: &Made| {
        let [first, second, last, proof] = made.waits();
        [first, second, last, proof, made.days()]
    };
    let cell = |days: Option<i64>| Cell::count(days.and_then(|days| usize::try_from(days).ok()));
    let row = |made: &Made| {
        let title = Cell::Text(made.work.title.clone());
        std::iter::once(title).chain(spans(made).map(cell)).collect()
    };
    let all: Vec<_> = own.articles.iter().map(spans).collect();
    let middle = |at: usize| Cell::count(median(all.iter().filter_map(|own| own[at]).collect()));
    let medians = std::iter::once(Cell::Text(say("report-median"))).chain((0..5).map(middle));
    let rows = own.articles.iter().map(row).chain([medians.collect()]).collect();
    Table {
        title: "report-stages",
        head: vec![
            "report-title",
            "report-to-first",
            "report-to-second",
            "report-to-final",
            "report-to-proof",
            "report-days",
        ],
        rows,
        drawn: vec![Drawn { names: 0, values: 5, rows: own.articles.len(), form: Form::Ranking }],
    }
}

/// The issues of a year as tables: by issue, by section, by unit, whose names are `known`.
pub fn year(issues: &[Quality], known: &Units) -> Vec<Table> {
    let by_issue = |own: &Quality| {
        let sum = |of: fn(&Made) -> usize| own.articles.iter().map(of).sum::<usize>();
        let days: Vec<i64> = own.articles.iter().filter_map(Made::days).collect();
        let flagged = own.articles.iter().filter(|made| !made.flags.is_empty()).count();
        vec![
            Cell::Text(own.label.clone()),
            Cell::Count(own.articles.len()),
            Cell::Count(own.characters()),
            Cell::Count(sum(|made| made.work.tally.pictures)),
            Cell::Points(own.rate()),
            median(days).map_or(Cell::None, Cell::Count),
            Cell::Count(flagged),
        ]
    };
    let head = vec![
        "report-issue",
        "report-articles",
        "report-characters",
        "report-pictures",
        "report-rate",
        "report-days",
        "report-flagged",
    ];
    let rows = issues.iter().map(by_issue).collect();
    // Articles, characters, the error rate, days.
    let course = |values| Drawn { names: 0, values, rows: issues.len(), form: Form::Course };
    let drawn = [1, 2, 4, 5].map(course).to_vec();
    let all = || issues.iter().flat_map(|own| &own.articles);
    let sections = grouped("report-by-section", all(), &|made| vec![made.work.section.clone()]);
    let units = grouped("report-by-unit", all(), &|made| {
        let units = made.work.about.authors.iter().filter_map(|author| author.unit.as_deref());
        let units = units.map(|unit| known.full(unit).to_owned());
        units.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
    });
    vec![Table { title: "report-by-issue", head, rows, drawn }, sections, units]
}

/// The middle one of some numbers of days.
fn median(mut days: Vec<i64>) -> Option<usize> {
    days.sort_unstable();
    days.get(days.len() / 2).and_then(|days| usize::try_from(*days).ok())
}

/// Articles, characters and pictures by name, the most articles first.
fn grouped<'a>(
    title: &'static str,
    articles: impl Iterator<Item = &'a Made>,
    names: &dyn Fn(&Made) -> Vec<String>,
) -> Table {
    let mut groups: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for made in articles {
        for name in names(made) {
            let [articles, characters, pictures] = groups.entry(name).or_default();
            *articles += 1;
            *characters += made.work.tally.characters;
            *pictures += made.work.tally.pictures;
        }
    }
    let mut groups: Vec<(String, [usize; 3])> = groups.into_iter().collect();
    groups.sort_by_key(|(_, counts)| std::cmp::Reverse(counts[0]));
    let row = |(name, counts): (String, [usize; 3])| {
        std::iter::once(Cell::Text(name)).chain(counts.map(Cell::Count)).collect()
    };
    let ranking = |values| Drawn { names: 0, values, rows: groups.len(), form: Form::Ranking };
    let drawn = [1, 2].map(ranking).to_vec();
    Table {
        title,
        head: vec!["report-name", "report-articles", "report-characters", "report-pictures"],
        rows: groups.into_iter().map(row).collect(),
        drawn,
    }
}
