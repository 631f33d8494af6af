//! Takes in a spreadsheet: each row is a new recipient or adds to one who is in the list already.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::columns::{Column, column, key};
use super::file::{self, Edit};
use super::table::{self, Row};
use super::{FILE, fault, is_address, outside, validate, visible};
use crate::circulation::ledger::Ledger;
use crate::diagnostic::{Failure, Finding, Findings, Place};
use crate::publication::{
    Document, Preferred, Project, Publication, Recipient, Recipients, document, load_publication,
    write_in_place,
};
use crate::typeset::Faces;

/// How many rows may stand above the one with the headings.
const ABOVE: usize = 10;
/// The largest copy number.
const LARGEST: u32 = 99_999;

/// What an import did, or would do.
#[derive(Debug, Default, Serialize)]
pub struct Imported {
    /// The numbers and names of those who were added.
    pub added: Vec<(u32, String)>,
    /// The numbers and names of those who were changed, with the keys of what changed.
    pub changed: Vec<(u32, String, Vec<&'static str>)>,
    /// How many stayed as they were.
    pub unchanged: usize,
    /// What ought to be looked at.
    #[serde(skip)]
    pub findings: Findings,
}

/// A row as a recipient; what the row does not say is empty.
#[derive(Debug, Default)]
struct Said {
    number: Option<u32>,
    name: String,
    title: Option<String>,
    unit: Option<String>,
    category: Option<String>,
    email: Option<String>,
    format: Option<Preferred>,
}

/// Takes in a spreadsheet; with `dry` nothing is written.
///
/// # Errors
/// [`Failure::Stopped`] with every fault, and then nothing is written; [`Failure::Call`];
/// [`Failure::Machine`].
pub fn import(project: &Project, path: &Path, dry: bool) -> Result<Imported, Failure> {
    let mut findings = Findings::default();
    // Read the list as it is, and the rows that come in.
    let publication = load_publication(project, &mut findings);
    let list = present(project, publication.as_ref(), &mut findings);
    let rows = table::read(path)?;
    let (Some(publication), false) = (publication, findings.stops()) else {
        return Err(Failure::Stopped(findings));
    };
    let mut sheet = Sheet { path, publication: &publication.value, findings };
    let (columns, rows) = sheet.headings(&rows)?;
    let said: Vec<(usize, Said)> =
        rows.iter().map(|row| (row.number, sheet.said(row, &columns))).collect();
    // Merge them into the list.
    let highest = Ledger::highest(project)?;
    let before = list.as_ref().map(|list| list.value.recipients.clone()).unwrap_or_default();
    let mut merge = Merge::begin(&before, highest, &said);
    for (row, said) in &said {
        merge.take(*row, said, &columns, &mut sheet);
    }
    if !said.is_empty() {
        sheet.glyphs(&said, &columns, &Faces::load(project)?);
    }
    // Write what changed, if copies can be made for those who are in the list then.
    let findings = sheet.findings.settle()?;
    let imported = merge.imported(&before, findings);
    let edits = merge.edits(&before);
    if !edits.is_empty() {
        let text = file::text(project, list.as_ref(), &edits)?;
        sound(project, &text, &publication.value)?;
        if !dry {
            write_in_place(&project.issues().join(FILE), &text)?;
        }
    }
    Ok(imported)
}

/// Holds a list that is to be written against what making copies asks of it.
fn sound(project: &Project, text: &str, publication: &Publication) -> Result<(), Failure> {
    let file = project.show(&project.issues().join(FILE));
    let mut findings = Findings::default();
    let list = document::read::<Recipients>(text, &file, 0, &mut findings);
    if let Some(list) = &list {
        validate(list, &publication.scope, &mut findings);
    }
    findings.settle().map(drop)
}

/// The list as it is, if there is one.
fn present(
    project: &Project,
    publication: Option<&Document<Publication>>,
    findings: &mut Findings,
) -> Option<Document<Recipients>> {
    let path = project.issues().join(FILE);
    if !path.is_file() {
        return None;
    }
    let source = project.read_text(&path, findings)?;
    let list = document::read::<Recipients>(&source.text, &source.file, 0, findings)?;
    if let Some(publication) = publication {
        validate(&list, &publication.value.scope, findings);
    }
    Some(list)
}

/// The columns of a sheet: what each holds, by its index.
type Columns = BTreeMap<Column, usize>;

/// A spreadsheet and what is wrong with it.
struct Sheet<'a> {
    path: &'a Path,
    publication: &'a Publication,
    findings: Findings,
}

impl Sheet<'_> {
    /// A cell as spreadsheets name it, `list.xlsx:D5`; a row without column, `list.xlsx:5`.
    fn cell(&self, row: usize, column: Option<&usize>) -> Place {
        let letters = column.map_or(String::new(), |&column| letters(column));
        Place::file(format!("{}:{letters}{row}", self.path.display()))
    }

    /// Finds the row with the headings; gives the columns and the rows below it.
    fn headings<'r>(&mut self, rows: &'r [Row]) -> Result<(Columns, &'r [Row]), Failure> {
        let named = |row: &Row| row.cells.iter().any(|cell| column(cell) == Some(Column::Name));
        let Some(at) = rows.iter().take(ABOVE).position(named) else {
            let place = Place::file(self.path.display().to_string());
            return Err(Finding::stop("list-headings").at(place).into());
        };
        let mut columns = Columns::new();
        for (index, cell) in rows[at].cells.iter().enumerate() {
            let place = self.cell(rows[at].number, Some(&index));
            match column(cell) {
                Some(column) if columns.contains_key(&column) => {
                    let finding = Finding::stop("list-heading-twice").at(place);
                    self.findings.push(finding.with("heading", cell));
                }
                Some(column) => {
                    columns.insert(column, index);
                }
                None if cell.is_empty() => {}
                None => {
                    let finding = Finding::note("list-heading-unknown").at(place);
                    self.findings.push(finding.with("heading", visible(cell)));
                }
            }
        }
        Ok((columns, &rows[at + 1..]))
    }

    /// What a row says, with all that is wrong with it.
    fn said(&mut self, row: &Row, columns: &Columns) -> Said {
        let mut said = Said::default();
        for (&column, index) in columns {
            let text = row.cells.get(*index).map_or("", String::as_str);
            let taken = if text.is_empty() { Ok(()) } else { self.take(column, text, &mut said) };
            if let Err(finding) = taken {
                self.findings.push(finding.at(self.cell(row.number, Some(index))));
            }
        }
        if said.name.is_empty()
            && row.cells.get(columns[&Column::Name]).is_none_or(String::is_empty)
        {
            let place = self.cell(row.number, columns.get(&Column::Name));
            let finding = Finding::stop("list-cell-missing").at(place);
            self.findings.push(finding.with("key", key(Column::Name)));
        }
        said
    }

    /// Adds a finding for each name, title and unit with a character that no face can set on the
    /// leaf of its copy.
    fn glyphs(&mut self, said: &[(usize, Said)], columns: &Columns, faces: &Faces) {
        for (row, said) in said {
            let texts = [
                (Column::Name, Some(&said.name)),
                (Column::Title, said.title.as_ref()),
                (Column::Unit, said.unit.as_ref()),
            ];
            for (column, text) in texts {
                let Some(c) = text.and_then(|text| faces.missing(text).pop_first()) else {
                    continue;
                };
                let place = self.cell(*row, columns.get(&column));
                let code = format!("U+{:04X}", u32::from(c));
                let finding = Finding::stop("list-glyph").at(place).with("char", c);
                self.findings.push(finding.with("code", code));
            }
        }
    }

    /// Takes a cell that is not empty.
    fn take(&self, column: Column, text: &str, said: &mut Said) -> Result<(), Finding> {
        let checked = || match fault(text) {
            Some(fault) => Err(fault.finding()),
            None => Ok(text.to_owned()),
        };
        match column {
            Column::Number => said.number = Some(number(text)?),
            Column::Name => said.name = checked()?,
            Column::Title => said.title = Some(checked()?),
            Column::Unit => said.unit = Some(checked()?),
            Column::Category => {
                let category = checked()?;
                if !self.publication.scope.contains(&category) {
                    return Err(outside(&category, &self.publication.scope));
                }
                said.category = Some(category);
            }
            Column::Email if !is_address(text) => {
                return Err(Finding::stop("recipient-address").with("value", visible(text)));
            }
            Column::Email => said.email = Some(text.to_owned()),
            Column::Format => said.format = Some(format(text)?),
        }
        Ok(())
    }
}

/// A copy number: digits alone.
fn number(text: &str) -> Result<u32, Finding> {
    let digits = text.chars().all(|c| c.is_ascii_digit());
    let value = text.parse::<u32>().ok().filter(|value| digits && (1..=LARGEST).contains(value));
    value.ok_or_else(|| {
        Finding::stop("list-number").with("value", visible(text)).with("limit", LARGEST)
    })
}

fn format(text: &str) -> Result<Preferred, Finding> {
    match text.to_lowercase().as_str() {
        "pdf" => Ok(Preferred::Pdf),
        "epub" | "电子书" => Ok(Preferred::Epub),
        _ => Err(Finding::stop("list-format").with("value", visible(text))),
    }
}

/// The letters of a column counted from 0: A, …, Z, AA.
fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { letters(column / 26 - 1) + &last.to_string() }
}

/// The list while rows come in.
struct Merge {
    list: Vec<Recipient>,
    /// The row that spoke of each recipient of the list.
    rows: BTreeMap<usize, usize>,
    next: u32,
}

impl Merge {
    /// New numbers follow the highest that was ever given.
    fn begin(before: &[Recipient], highest: u32, said: &[(usize, Said)]) -> Self {
        let given = before.iter().map(|recipient| recipient.number);
        let asked = said.iter().filter_map(|(_, said)| said.number);
        let next = given.chain(asked).fold(highest, u32::max) + 1;
        Self { list: before.to_vec(), rows: BTreeMap::new(), next }
    }

    /// Merges a row into the list.
    fn take(&mut self, row: usize, said: &Said, columns: &Columns, sheet: &mut Sheet<'_>) {
        if said.name.is_empty() {
            return;
        }
        let known = match self.find(said) {
            Ok(known) => known,
            Err((finding, column)) => {
                let place = sheet.cell(row, columns.get(&column));
                return sheet.findings.push(finding.at(place));
            }
        };
        if let Some(first) = known.and_then(|index| self.rows.get(&index)) {
            let place = sheet.cell(row, columns.get(&Column::Name));
            return sheet
                .findings
                .push(Finding::stop("list-row-twice").at(place).with("first", first));
        }
        let index = match known {
            Some(index) => {
                if said.number.is_some_and(|number| number != self.list[index].number) {
                    let place = sheet.cell(row, columns.get(&Column::Number));
                    let finding = Finding::warn("list-number-kept").at(place);
                    sheet.findings.push(finding.with("number", self.list[index].number));
                }
                add(&mut self.list[index], said);
                index
            }
            None => match self.draft(said) {
                Some(recipient) => {
                    self.list.push(recipient);
                    self.list.len() - 1
                }
                None => {
                    let place = sheet.cell(row, columns.get(&Column::Category));
                    let finding = Finding::stop("list-cell-missing").at(place);
                    let finding = finding.with("key", key(Column::Category));
                    return sheet.findings.push(finding);
                }
            },
        };
        self.rows.insert(index, row);
        let own = &self.list[index];
        let other = self.list.iter().find(|other| {
            other.number != own.number && same_text(other.email.as_deref(), own.email.as_deref())
        });
        if let Some(other) = other {
            let place = sheet.cell(row, columns.get(&Column::Email));
            let finding = Finding::warn("recipient-address-twice").at(place);
            let finding = finding.with("number", own.number).with("first", other.number);
            sheet.findings.push(finding);
        }
    }

    /// The recipient of the list that a row speaks of, or what is wrong in which column.
    fn find(&self, said: &Said) -> Result<Option<usize>, (Finding, Column)> {
        let numbered = said
            .number
            .and_then(|number| self.list.iter().position(|known| known.number == number));
        if let Some(index) = numbered {
            let known = &self.list[index];
            let same =
                known.name == said.name || same_text(known.email.as_deref(), said.email.as_deref());
            return if same {
                Ok(Some(index))
            } else {
                let finding = Finding::stop("list-number-taken").with("number", known.number);
                Err((finding, Column::Number))
            };
        }
        let alike = self.list.iter().enumerate().filter(|(_, known)| is_same(known, said));
        let alike: Vec<usize> = alike.map(|(index, _)| index).collect();
        match alike[..] {
            [] => Ok(None),
            [index] => Ok(Some(index)),
            _ => {
                let numbers: Vec<String> =
                    alike.iter().map(|&index| self.list[index].number.to_string()).collect();
                let finding = Finding::stop("list-ambiguous").with("numbers", numbers.join(", "));
                Err((finding, Column::Name))
            }
        }
    }

    /// A new recipient; nothing when the row does not say the category.
    fn draft(&mut self, said: &Said) -> Option<Recipient> {
        let fields = serde_json::json!({
            "number": said.number.unwrap_or(self.next),
            "name": said.name,
            "category": said.category.clone()?,
        });
        let mut recipient: Recipient = serde_json::from_value(fields).ok()?;
        if said.number.is_none() {
            self.next += 1;
        }
        add(&mut recipient, said);
        Some(recipient)
    }

    fn imported(&self, before: &[Recipient], findings: Findings) -> Imported {
        let mut imported = Imported { findings, ..Imported::default() };
        for (index, own) in self.list.iter().enumerate() {
            let named = (own.number, own.name.clone());
            match before.get(index) {
                None => imported.added.push(named),
                Some(old) => match changes(old, own) {
                    keys if keys.is_empty() => imported.unchanged += 1,
                    keys => imported.changed.push((named.0, named.1, keys)),
                },
            }
        }
        imported
    }

    fn edits(self, before: &[Recipient]) -> Vec<Edit> {
        let edits =
            self.list.into_iter().enumerate().filter_map(|(index, own)| match before.get(index) {
                None => Some(Edit::Append(own)),
                Some(old) if changes(old, &own).is_empty() => None,
                Some(_) => Some(Edit::Replace(index, own)),
            });
        edits.collect()
    }
}

/// Whether a row without a known number speaks of a recipient: the name is the same, and the
/// unit or the address does not contradict.
fn is_same(known: &Recipient, said: &Said) -> bool {
    let other_unit = matches!((&known.unit, &said.unit), (Some(a), Some(b)) if a != b);
    let same_address = same_text(known.email.as_deref(), said.email.as_deref());
    known.name == said.name && (same_address || !other_unit)
}

/// Whether both texts are there and the same but for letter case.
fn same_text(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.to_lowercase() == other.to_lowercase())
}

/// Adds to a recipient what a row says of them; what it does not say stays.
fn add(recipient: &mut Recipient, said: &Said) {
    recipient.name.clone_from(&said.name);
    for (own, new) in [
        (&mut recipient.title, &said.title),
        (&mut recipient.unit, &said.unit),
        (&mut recipient.email, &said.email),
    ] {
        if new.is_some() {
            own.clone_from(new);
        }
    }
    if let Some(category) = &said.category {
        recipient.category.clone_from(category);
    }
    if let Some(format) = said.format {
        recipient.format = format;
    }
}

/// The keys of what differs.
fn changes(old: &Recipient, new: &Recipient) -> Vec<&'static str> {
    let pairs = [
        (Column::Name, old.name != new.name),
        (Column::Title, old.title != new.title),
        (Column::Unit, old.unit != new.unit),
        (Column::Category, old.category != new.category),
        (Column::Email, old.email != new.email),
        (Column::Format, old.format != new.format),
    ];
    pairs.into_iter().filter(|(_, differs)| *differs).map(|(column, _)| key(column)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        for (column, wanted) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")] {
            assert_eq!(letters(column), wanted);
        }
    }
}
