//! How every copy of an issue stands: the list of recipients held against the ledger.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde::Serialize;

use super::ledger::{Entry, Ledger};
use super::recipients;
use crate::diagnostic::{Failure, Findings};
use crate::publication::{Project, Publication};

/// A copy, who it is for, and how it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Copy number.
    pub number: u32,
    /// Name; empty once it is erased.
    pub name: String,
    /// Honorific title.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Category.
    pub category: String,
    /// Address.
    pub address: String,
    /// `waiting`, `no-address`, or how the ledger says it stands.
    pub state: &'static str,
    /// The day of the last try.
    pub day: String,
    /// How many tries there were.
    pub attempts: u32,
    /// What the server said.
    pub reply: String,
}

/// Says how every copy of an issue stands, by number.
///
/// # Errors
/// [`Failure::Stopped`] when the list cannot be read; [`Failure::Machine`].
pub fn lines(
    project: &Project,
    publication: &Publication,
    issue: &str,
) -> Result<Vec<Line>, Failure> {
    let mut findings = Findings::default();
    let list = recipients::load(project, publication, &mut findings);
    let Some(list) = list else { return Err(Failure::Stopped(findings)) };
    let mut lines = BTreeMap::new();
    for recipient in &list.value.recipients {
        let state = if recipient.email.is_some() { "waiting" } else { "no-address" };
        let line = Line {
            number: recipient.number,
            name: recipient.name.clone(),
            title: recipient.title.clone().unwrap_or_default(),
            unit: recipient.unit.clone().unwrap_or_default(),
            category: recipient.category.clone(),
            address: recipient.email.clone().unwrap_or_default(),
            state,
            day: String::new(),
            attempts: 0,
            reply: String::new(),
        };
        lines.insert(recipient.number, line);
    }
    let entries = match Ledger::read(project)? {
        Some(ledger) => ledger.entries(issue)?,
        None => Vec::new(),
    };
    lines.extend(entries.into_iter().map(|entry| (entry.number, line(entry))));
    Ok(lines.into_values().collect())
}

/// What was handed over is told as it was, not as the list says now.
fn line(entry: Entry) -> Line {
    Line {
        number: entry.number,
        name: entry.name.unwrap_or_default(),
        title: entry.title.unwrap_or_default(),
        unit: entry.unit.unwrap_or_default(),
        category: entry.category.unwrap_or_default(),
        address: entry.address.unwrap_or_default(),
        state: entry.state.name(),
        day: entry.day,
        attempts: entry.attempts,
        reply: entry.reply.unwrap_or_default(),
    }
}

/// The lines as a workbook, under the given headings; `say` puts a state into words.
///
/// # Errors
/// What the library says.
pub fn workbook(
    lines: &[Line],
    headings: &[String],
    say: &dyn Fn(&str) -> String,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, line) in (1_u32..).zip(lines) {
        sheet.write_number(row, 0, line.number)?;
        let state = say(line.state);
        let texts =
            [&line.name, &line.title, &line.unit, &line.category, &line.address, &state, &line.day];
        for (column, text) in (1_u16..).zip(texts) {
            sheet.write_string(row, column, text)?;
        }
        sheet.write_number(row, 8, line.attempts)?;
        sheet.write_string(row, 9, &line.reply)?;
    }
    for (column, width) in (0_u16..).zip([8, 12, 12, 24, 14, 28, 12, 12, 8, 40]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
