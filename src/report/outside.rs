//! The list of works that were used outside: a spreadsheet or .csv with the columns 日期, 题名, 单位, 作者,
//! 媒体, 级别.

use std::path::Path;

use crate::circulation::recipients::table::{Row, read};
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::publication::{Date, Project, Scoring};

/// The list that is taken where a call names none, in the folder of the issues.
pub const FILE: &str = "placements.csv";

/// The columns, in the order of [`Outside`]; 作者 and 媒体 may be missing.
const COLUMNS: [&str; 6] = ["日期", "题名", "单位", "作者", "媒体", "级别"];
/// The columns that must be there.
const NEEDED: [usize; 4] = [0, 1, 2, 5];

/// A work that was used outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The day.
    pub date: Date,
    /// Its title.
    pub title: String,
    /// The units, as the list writes them.
    pub units: Vec<String>,
    /// The authors.
    pub authors: Vec<String>,
    /// Where it was used.
    pub medium: String,
    /// The level of that place: its number among those of the rules.
    pub level: usize,
    /// Where it is in the list.
    pub place: Place,
}

/// Reads the list; none if no file is named and the usual one is not there.
///
/// # Errors
/// [`Failure::Stopped`] with every fault, by its row; those of reading spreadsheets.
pub fn outside(
    project: &Project,
    named: Option<&Path>,
    scoring: &Scoring,
) -> Result<Vec<Outside>, Failure> {
    let usual = project.issues().join(FILE);
    let path = match named {
        Some(path) => path,
        None if usual.is_file() => &usual,
        None => return Ok(Vec::new()),
    };
    let file = project.show(path);
    let rows = read(path)?;
    let Some((head, rows)) = rows.split_first() else { return Ok(Vec::new()) };
    let columns = columns(head, &file)?;
    let (mut all, mut findings) = (Vec::new(), Findings::default());
    for row in rows {
        let cell = |column: usize| {
            let at = columns[column];
            at.and_then(|at| row.cells.get(at)).map(String::as_str).unwrap_or_default()
        };
        let place = Place::line(&file, row.number);
        match one(&cell, scoring, &place) {
            Ok(own) => all.push(own),
            Err(found) => findings.extend(found),
        }
    }
    findings.settle().map(|_| all)
}

/// Where each column is.
fn columns(head: &Row, file: &str) -> Result<[Option<usize>; 6], Failure> {
    let at = |name: &str| head.cells.iter().position(|cell| cell == name);
    let columns = COLUMNS.map(at);
    let missing: Vec<&str> = NEEDED
        .into_iter()
        .filter(|need| columns[*need].is_none())
        .map(|need| COLUMNS[need])
        .collect();
    if missing.is_empty() {
        return Ok(columns);
    }
    let finding = Finding::stop("placements-columns").at(Place::line(file, head.number));
    Err(finding.with("missing", missing.join("、")).into())
}

fn one<'a>(
    cell: &dyn Fn(usize) -> &'a str,
    scoring: &Scoring,
    place: &Place,
) -> Result<Outside, Vec<Finding>> {
    let mut findings = Vec::new();
    let date = date(cell(0));
    if date.is_none() {
        let finding = Finding::stop("placements-date").at(place.clone());
        findings.push(finding.with("value", cell(0)));
    }
    let level = scoring.levels.iter().position(|level| level.name == cell(5));
    if level.is_none() {
        let known: Vec<&str> = scoring.levels.iter().map(|level| level.name.as_str()).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join("、") };
        let finding = Finding::stop("placements-level").at(place.clone());
        findings.push(finding.with("value", cell(5)).with("known", known));
    }
    let (title, units) = (cell(1).to_owned(), names(cell(2)));
    if title.is_empty() || units.is_empty() {
        findings.push(Finding::stop("placements-empty").at(place.clone()));
    }
    match (date, level) {
        (Some(date), Some(level)) if findings.is_empty() => Ok(Outside {
            date,
            title,
            units,
            authors: names(cell(3)),
            medium: cell(4).to_owned(),
            level,
            place: place.clone(),
        }),
        _ => Err(findings),
    }
}

/// A day as lists write it: `2026-01-05`, `2026/1/5`, `2026.1.5`, `2026年1月5日`.
fn date(text: &str) -> Option<Date> {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = parts.get(..3)?.try_into().ok()?;
    format!("{year:0>4}-{month:0>2}-{day:0>2}").parse().ok()
}

/// The names in a cell.
fn names(text: &str) -> Vec<String> {
    let names = text.split(['、', '，', ',', ';', '；']).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_lists_write_them() {
        for text in ["2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "2026-01-05 00:00:00"]
        {
            assert_eq!(
                date(text).map(|date| date.to_string()),
                Some("2026-01-05".to_owned()),
                "{text}"
            );
        }
        assert_eq!((date("2026-13-05"), date("去年"), date("")), (None, None, None));
        assert_eq!(names("甲社、乙社;丙社"), ["甲社", "乙社", "丙社"]);
    }
}
