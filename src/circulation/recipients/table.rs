//! Rows of text out of a spreadsheet: .csv in the encodings that offices use, .xlsx under limits.

use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, DataRef, Reader, Xlsx};
use zip::ZipArchive;

use crate::desk::import::decode;
use crate::diagnostic::{Failure, Finding};
use crate::fs::read_limited;

/// The largest spreadsheet that is read, bytes.
const FILE: u64 = 20 << 20;
/// The most parts a workbook may have.
const PARTS: usize = 2000;
/// The most that may come out of all its parts together, bytes.
const WHOLE: u64 = 100 << 20;
/// The most rows and columns that are read.
const SIZE: (usize, usize) = (20_000, 100);

/// A row: its number in the spreadsheet, from 1, and its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1.
    pub number: usize,
    /// Its cells, without space around them.
    pub cells: Vec<String>,
}

/// Reads the rows of a spreadsheet that hold anything.
///
/// # Errors
/// A finding about the file; [`Failure::Call`] when it is not there.
pub fn read(path: &Path) -> Result<Vec<Row>, Failure> {
    let name = path.display().to_string();
    let bytes = match read_limited(path, FILE) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Err(Finding::stop("list-large").with("limit", FILE >> 20).into()),
        Err(error) => {
            let finding = Finding::stop("list-unreadable").with("path", name);
            return Err(Failure::Call(Box::new(finding.with("reason", error))));
        }
    };
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let rows = match extension.as_deref() {
        Some("xlsx") => workbook(&bytes)?,
        Some("csv" | "txt" | "tsv") => separated(&bytes)?,
        _ => {
            let finding = Finding::stop("list-form").with("path", name);
            return Err(Failure::Call(Box::new(finding)));
        }
    };
    let held = rows.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    Ok(held.collect())
}

/// The rows of a text with separators.
fn separated(bytes: &[u8]) -> Result<Vec<Row>, Finding> {
    let (text, _) = decode::text(bytes).ok_or_else(|| Finding::stop("list-encoding"))?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Finding::stop("list-broken").with("reason", error))?;
        if rows.len() >= SIZE.0 || record.len() > SIZE.1 {
            return Err(too_many());
        }
        let number = record.position().map_or(0, |position| position.line() as usize);
        rows.push(Row { number, cells: record.iter().map(trim).collect() });
    }
    Ok(rows)
}

/// The separator that the first line has most of.
fn separator(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |separator: u8| head.bytes().filter(|&byte| byte == separator).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

/// The rows of the first sheet of a workbook.
fn workbook(bytes: &[u8]) -> Result<Vec<Row>, Finding> {
    inflate(bytes)?;
    let broken = |error: calamine::XlsxError| Finding::stop("list-broken").with("reason", error);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let first =
        book.sheet_names().first().cloned().ok_or_else(|| Finding::stop("list-no-sheet"))?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(broken)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let (row, column) = (row as usize, column as usize);
        let text = shown(cell.get_value(), row + 1, column + 1)?;
        if text.is_empty() {
            continue;
        }
        if row >= SIZE.0 || column >= SIZE.1 {
            return Err(too_many());
        }
        if rows.last().is_none_or(|last| last.number != row + 1) {
            rows.push(Row { number: row + 1, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            last.cells.resize(last.cells.len().max(column + 1), String::new());
            last.cells[column] = text;
        }
    }
    Ok(rows)
}

/// Unpacks every part of a workbook once, counting what comes out: what is declared about sizes
/// is not believed, and the library that reads the sheets trusts its input.
fn inflate(bytes: &[u8]) -> Result<(), Finding> {
    let heads = bytes.windows(4).filter(|head| head == b"PK\x01\x02").count();
    if heads > PARTS {
        return Err(too_many());
    }
    let broken = |reason: String| Finding::stop("list-broken").with("reason", reason);
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let mut left = WHOLE;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(error.to_string()))?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|error| broken(error.to_string()))?;
        if read > left {
            return Err(Finding::stop("list-bomb").with("limit", WHOLE >> 20));
        }
        left -= read;
    }
    Ok(())
}

fn too_many() -> Finding {
    Finding::stop("list-size").with("rows", SIZE.0).with("columns", SIZE.1)
}

/// A cell as a text; whole numbers without a point.
fn shown(value: &DataRef<'_>, row: usize, column: usize) -> Result<String, Finding> {
    let text = match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Error(error) => {
            let finding = Finding::stop("list-cell-error").with("row", row);
            return Err(finding.with("column", column).with("value", error));
        }
        value => Data::from(value.clone()).to_string(),
    };
    Ok(trim(&text))
}

/// A text without the space around it, full-width and unbreakable included.
fn trim(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        separated(bytes).unwrap().into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn texts_with_separators_are_read_in_every_encoding_of_offices() {
        let text = "姓名,单位\n林三,\"荔塘,供销社\"\n";
        let wanted = vec![vec!["姓名", "单位"], vec!["林三", "荔塘,供销社"]];
        let gb = encoding_rs::GB18030.encode(text).0.into_owned();
        for bytes in [text.as_bytes().to_vec(), format!("\u{feff}{text}").into_bytes(), gb] {
            assert_eq!(cells(&bytes), wanted);
        }
        assert_eq!(cells("姓名\t单位\n林三\t荔塘\n".as_bytes())[1], ["林三", "荔塘"]);
        assert_eq!(cells("姓名;单位\r\n林三;荔塘\r\n".as_bytes())[1], ["林三", "荔塘"]);
    }

    #[test]
    fn rows_know_their_lines() {
        let rows = separated("a,b\n\"1\n2\",c\nd,e\n".as_bytes()).unwrap();
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 4]);
    }
}
