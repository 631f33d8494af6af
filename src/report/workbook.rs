//! Reports as workbooks with real numbers, a frozen head and a chart, and as .csv.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Chart, ChartType, DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::contributions::Contributions;
use super::fees::Paid;
use super::points::Entry;
use super::shown;
use crate::diagnostic::Failure;
use crate::publication::Date;

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number of things.
    Count(usize),
    /// A number of points.
    Points(Decimal),
    /// Yuan, to the fen.
    Money(Decimal),
    /// Nothing.
    None,
}

impl Cell {
    fn count(value: Option<usize>) -> Self {
        value.map_or(Self::None, Self::Count)
    }

    fn points(value: Option<Decimal>) -> Self {
        value.map_or(Self::None, Self::Points)
    }

    /// As it is shown in a table of text.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Points(value) => shown(*value),
            Self::Money(value) => format!("{value:.2}"),
            Self::None => String::new(),
        }
    }
}

/// A table of a report: what its columns are called, by the keys of the locales, and its rows.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The key of its title.
    pub title: &'static str,
    /// The keys of its columns.
    pub head: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// What is drawn of it in a workbook.
    pub drawn: Option<Drawn>,
}

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
    Table {
        title: "report-ledger",
        head: LEDGER.to_vec(),
        rows: all.rows.iter().map(row).collect(),
        drawn: Some(Drawn { names: 1, values: 8 }),
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
    Table { title: "report-entries", head, rows: entries.map(row).collect(), drawn: None }
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
    Table { title: "report-pay", head, rows: paid.people.iter().map(row).collect(), drawn: None }
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
    Table { title: "report-items", head, rows: rows.map(row).collect(), drawn: None }
}

/// What is drawn of a table: names in one column, values in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// The column of the names.
    pub names: u16,
    /// The column of the values.
    pub values: u16,
}

/// Tables as a workbook, one sheet each, with their charts; `say` gives the texts of keys, `date` is the
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
        let name = say(table.title);
        sheet.set_name(&name)?;
        fill(sheet, table, say)?;
        if let Some(drawn) = table.drawn.filter(|_| !table.rows.is_empty()) {
            let chart = chart(&name, table, drawn, say);
            let beside = u16::try_from(table.head.len()).unwrap_or(u16::MAX - 1) + 1;
            sheet.insert_chart(1, beside, &chart)?;
        }
    }
    book.save_to_buffer()
}

fn fill(
    sheet: &mut Worksheet,
    table: &Table,
    say: &dyn Fn(&str) -> String,
) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    let money = Format::new().set_num_format("#,##0.00");
    let points = Format::new().set_num_format("0.##");
    for (column, key) in (0_u16..).zip(&table.head) {
        sheet.write_string_with_format(0, column, say(key), &head)?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, text)?,
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
    sheet.autofit();
    Ok(())
}

/// A number as spreadsheets hold all of theirs; it is the last that happens to it.
fn number(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

fn chart(name: &str, table: &Table, drawn: Drawn, say: &dyn Fn(&str) -> String) -> Chart {
    let mut chart = Chart::new(ChartType::Bar);
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let title = table.head.get(usize::from(drawn.values)).map(|key| say(key)).unwrap_or_default();
    chart
        .add_series()
        .set_categories((name, 1, drawn.names, last, drawn.names))
        .set_values((name, 1, drawn.values, last, drawn.values))
        .set_name(title.as_str());
    chart.title().set_name(title.as_str());
    chart.legend().set_hidden();
    // The first row is the uppermost bar.
    chart.y_axis().set_reverse();
    let height = 120 + 24 * last.min(60);
    chart.set_width(640).set_height(height);
    chart
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
