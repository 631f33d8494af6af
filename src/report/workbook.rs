//! Reports as workbooks with real numbers, a frozen head and charts, and as .csv.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::charts::{self, A4};
use super::contributions::Contributions;
use super::fees::Paid;
use super::points::Entry;
use super::table::{Cell, Drawn, Form, Table};
use crate::columns::width;
use crate::diagnostic::Failure;
use crate::publication::Date;

/// How many columns of a table fit a page upright.
const UPRIGHT: usize = 6;
/// The widest column, digits.
const WIDEST: usize = 60;

/// The columns of the ledger of contributions.
const LEDGER: [&str; 12] = [
    "report-rank",
    "report-name",
    "report-articles",
    "report-characters",
    "report-pictures",
    "report-pages",
    "report-outside",
    "report-unused",
    "report-points",
    "report-target",
    "report-short",
    "report-veto",
];

/// The ledger of contributions as a table; `nobody` stands for contributions without a name.
pub fn ledger(all: &Contributions, nobody: &str) -> Table {
    let row = |row: &super::contributions::Row| {
        let name = if row.name.is_empty() { nobody } else { &row.name };
        vec![
            Cell::count(row.rank),
            Cell::Text(name.to_owned()),
            Cell::Count(row.articles),
            Cell::Count(row.characters),
            Cell::Count(row.pictures),
            Cell::count(row.pages),
            Cell::Count(row.outside),
            Cell::Count(row.unused),
            Cell::Points(row.points),
            Cell::points(row.target),
            Cell::points(row.short()),
            row.veto.clone().map_or(Cell::None, Cell::Text),
        ]
    };
    // Who is counted but not ranked would dwarf the others.
    let ranked = all.rows.iter().take_while(|row| row.rank.is_some()).count();
    Table {
        title: "report-ledger",
        head: LEDGER.to_vec(),
        rows: all.rows.iter().map(row).collect(),
        drawn: vec![Drawn { names: 1, values: 8, rows: ranked, form: Form::Ranking }],
    }
}

/// What points come from, as a table; `say` gives the name of a kind.
pub fn entries<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    say: &dyn Fn(&str) -> String,
) -> Table {
    let row = |entry: &Entry| {
        let rule = entry.rule.as_ref().map(|place| format!("{}:{}", place.file, place.line));
        let place = match entry.place.line {
            0 => entry.place.file.clone(),
            line => format!("{}:{line}", entry.place.file),
        };
        vec![
            Cell::Text(entry.date.to_string()),
            Cell::Text(say(entry.kind.name())),
            Cell::Text(entry.title.clone()),
            Cell::Text(entry.used.clone()),
            Cell::Text(entry.units.join("、")),
            Cell::Text(entry.authors.join("、")),
            Cell::Points(entry.points),
            Cell::Text(say(if entry.counts { "counts" } else { "repeated" })),
            rule.map_or(Cell::None, Cell::Text),
            Cell::Text(place),
        ]
    };
    let head = vec![
        "report-date",
        "report-kind",
        "report-title",
        "report-used",
        "report-units",
        "report-authors",
        "report-points",
        "report-counts",
        "report-rule",
        "report-place",
    ];
    Table { title: "report-entries", head, rows: entries.map(row).collect(), drawn: Vec::new() }
}

/// What people are paid, as a table.
pub fn pay(paid: &Paid) -> Table {
    let row = |own: &super::fees::Pay| {
        let titles: Vec<&str> = own.items.iter().map(|item| item.title.as_str()).collect();
        let mut titles = titles;
        titles.dedup();
        vec![
            Cell::Text(own.name.clone()),
            Cell::Text(own.units.join("、")),
            Cell::Text(titles.join("；")),
            Cell::Money(own.amount),
            Cell::Money(own.tax),
            Cell::Money(own.net()),
        ]
    };
    let head = vec![
        "report-name",
        "report-units",
        "report-title",
        "report-amount",
        "report-tax",
        "report-net",
    ];
    Table {
        title: "report-pay",
        head,
        rows: paid.people.iter().map(row).collect(),
        drawn: Vec::new(),
    }
}

/// What each amount is for, as a table.
pub fn items<'a>(
    people: impl Iterator<Item = &'a super::fees::Pay>,
    say: &dyn Fn(&str) -> String,
) -> Table {
    let rows = people.flat_map(|own| own.items.iter().map(move |item| (own, item)));
    let row = |(own, item): (&super::fees::Pay, &super::fees::Item)| {
        vec![
            Cell::Text(own.name.clone()),
            Cell::Text(item.title.clone()),
            Cell::Text(item.section.clone()),
            Cell::Text(say(item.kind)),
            Cell::Count(item.count),
            Cell::Points(item.thousands),
            Cell::Money(item.basic),
            Cell::Money(item.copies),
            Cell::Count(item.among),
            Cell::Money(item.amount),
            Cell::Text(format!("{}:{}", item.rule.file, item.rule.line)),
        ]
    };
    let head = vec![
        "report-name",
        "report-title",
        "report-section",
        "report-kind",
        "report-count",
        "report-thousands",
        "report-basic",
        "report-copies",
        "report-among",
        "report-amount",
        "report-rule",
    ];
    Table { title: "report-items", head, rows: rows.map(row).collect(), drawn: Vec::new() }
}

/// Tables as a workbook, one sheet each, with a sheet of their charts; `say` gives the texts of keys, `date` is the
/// one in its properties.
///
/// # Errors
/// [`Failure::Internal`] if the writer refuses.
pub fn workbook(
    tables: &[Table],
    date: Date,
    say: &dyn Fn(&str) -> String,
) -> Result<Vec<u8>, Failure> {
    written(tables, date, say).map_err(|error| Failure::internal("report.xlsx", error))
}

fn written(
    tables: &[Table],
    date: Date,
    say: &dyn Fn(&str) -> String,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let day = ExcelDateTime::from_ymd(date.year, date.month, date.day)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(say(table.title))?;
        fill(sheet, table, say)?;
    }
    charts::add(&mut book, tables, say)?;
    book.save_to_buffer()
}

fn fill(
    sheet: &mut Worksheet,
    table: &Table,
    say: &dyn Fn(&str) -> String,
) -> Result<(), XlsxError> {
    let text = Format::new().set_indent(1);
    let money = Format::new().set_num_format("#,##0.00");
    let points = Format::new().set_num_format("0.##");
    for (column, key) in (0_u16..).zip(&table.head) {
        let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
        // Heads stand over what is below them: numbers are at the right of their columns.
        let head = match is_text(table, column) {
            true => head.set_indent(1),
            false => head.set_align(FormatAlign::Right),
        };
        sheet.write_string_with_format(0, column, say(key), &head)?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(own) => sheet.write_string_with_format(row, column, own, &text)?,
                Cell::Count(count) => sheet.write_number(row, column, *count as f64)?,
                Cell::Points(value) if value.is_integer() => {
                    sheet.write_number(row, column, number(*value))?
                }
                Cell::Points(value) => {
                    sheet.write_number_with_format(row, column, number(*value), &points)?
                }
                Cell::Money(value) => {
                    sheet.write_number_with_format(row, column, number(*value), &money)?
                }
                Cell::None => continue,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    for (column, key) in (0_u16..).zip(&table.head) {
        // Han characters are as wide as two digits, which the writer's own measure does not know.
        let cells = table.rows.iter().filter_map(|row| row.get(usize::from(column)));
        let widest = cells.map(|cell| width(&cell.text())).chain([width(&say(key))]).max();
        let widest = u16::try_from(widest.unwrap_or(0).min(WIDEST)).unwrap_or_default();
        sheet.set_column_width(column, f64::from(widest) + 3.0)?;
    }
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    if table.head.len() > UPRIGHT {
        sheet.set_landscape();
    }
    sheet.set_footer("&C&P / &N");
    Ok(())
}

/// Whether a column has texts.
fn is_text(table: &Table, column: u16) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.get(usize::from(column)));
    cells.into_iter().any(|cell| matches!(cell, Cell::Text(_)))
}

/// A number as spreadsheets hold all of theirs; it is the last that happens to it.
fn number(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

/// A table as .csv with the mark by which spreadsheets know UTF-8; no cell begins like a formula.
///
/// # Errors
/// [`Failure::Internal`] if the writer fails, which it has no reason to.
pub fn separated(table: &Table, say: &dyn Fn(&str) -> String) -> Result<Vec<u8>, Failure> {
    let internal = |error: String| Failure::internal("report.csv", error);
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let head = table.head.iter().map(|key| say(key));
    out.write_record(head).map_err(|error| internal(error.to_string()))?;
    for row in &table.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
                format!("'{text}")
            }
            cell => cell.text(),
        });
        out.write_record(cells).map_err(|error| internal(error.to_string()))?;
    }
    out.into_inner().map_err(|error| internal(error.to_string()))
}
